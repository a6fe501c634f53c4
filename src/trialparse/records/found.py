"""What stands in a record under a name, wherever that is: for forms of which not every layer is known."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from trialparse.records.fields import Fields, plain_name
from trialparse.values import is_missing

__all__ = ["Found"]

_DEEPEST = 20


class Found:
    """The values of a record by their names, what is nearer to the root first.

    Below names that are `closed` nothing is looked at; they count as known, but for those that are `left`.

    >>> found = Found(Fields({"a": {"word": "one", "old": {"word": "two"}}}), {"old"})
    >>> found.texts("word"), found.texts("old")
    (['one'], [])
    """

    def __init__(self, record: Fields, closed: Set[str] = frozenset(), left: Set[str] = frozenset()) -> None:
        self._places: dict[str, list[Fields]] = {}
        known, shut = frozenset(map(plain_name, closed)), frozenset(map(plain_name, closed | left))
        for name, owner in _owners(record, record.value, record.path, frozenset(), shut):
            if plain_name(name) in known:
                owner.skip(name)
            elif plain_name(name) not in shut:
                self._places.setdefault(plain_name(name), []).append(owner)

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._places

    def texts(self, name: str) -> list[str]:
        """The words under a name, each once."""
        found = (words for owner in self._places.get(plain_name(name), ()) for words in owner.texts(name))
        return list(dict.fromkeys(each for each in found if not is_missing(each)))

    def text(self, *names: str) -> str | None:
        """The first words under the first of these names that has any."""
        return next((words[0] for name in names if (words := self.texts(name))), None)

    def peek(self, name: str) -> str | None:
        """The first words under a name, which still counts as not asked for."""
        told = (owner.peek(name) for owner in self._places.get(plain_name(name), ()))
        return next((words for words in told if words and not is_missing(words)), None)

    def parts(self, name: str) -> Iterator[Fields]:
        """The objects under a name."""
        for owner in self._places.get(plain_name(name), ()):
            yield from owner.parts(name)


def _owners(
    record: Fields, value: Any, path: str, above: frozenset[int], shut: Set[str]
) -> Iterator[tuple[str, Fields]]:
    """Every name and the object that it stands in; none below those that are shut, nor in a value that holds itself."""
    if id(value) in above or len(above) > _DEEPEST:
        return
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _owners(record, inner, path, above | {id(value)}, shut)
    elif isinstance(value, Mapping):
        owner = Fields(value, path, record.asked)
        yield from ((str(name), owner) for name in value)
        for name, inner in value.items():
            if plain_name(name) not in shut:
                yield from _owners(record, inner, f"{path}.{name}" if path else str(name), above | {id(value)}, shut)
