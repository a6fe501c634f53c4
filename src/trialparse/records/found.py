"""What stands in a record under a name, wherever that is: for forms of which not every layer is known."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from trialparse.records.fields import Fields
from trialparse.values import is_missing

__all__ = ["Found"]

_DEEPEST = 30


class Found:
    """The values of a record by their names, what is nearer to the root first.

    Names that are `closed` count as known, and nothing below them is looked at.

    >>> found = Found(Fields({"a": {"word": "one", "old": {"word": "two"}}}), {"old"})
    >>> found.texts("word"), found.texts("old")
    (['one'], [])
    """

    def __init__(self, record: Fields, closed: Set[str] = frozenset()) -> None:
        self.asked = record.asked
        self._places: dict[str, list[tuple[str, Any]]] = {}
        for name, place, value in _entries(record.value, record.path, 0, closed):
            if name in closed:
                self.asked.add(place)
            else:
                self._places.setdefault(name, []).append((place, value))

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def texts(self, name: str) -> list[str]:
        """The words under a name, each once."""
        found: list[str] = []
        for place, value in self._places.get(name, ()):
            words = Fields({name: value}).texts(name)
            if words:
                self.asked.add(place)
                found += words
        return list(dict.fromkeys(each for each in found if not is_missing(each)))

    def text(self, *names: str) -> str | None:
        """The first words under the first of these names that has any."""
        return next((words[0] for name in names if (words := self.texts(name))), None)

    def parts(self, name: str) -> Iterator[Fields]:
        """The objects under a name."""
        for place, value in self._places.get(name, ()):
            yield from Fields({name: value}, place.removesuffix(name).rstrip("."), self.asked).parts(name)


def _entries(value: Any, path: str, depth: int, closed: Set[str]) -> Iterator[tuple[str, str, Any]]:
    """Every name, its path and what stands under it; none below the closed ones."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _entries(inner, path, depth + 1, closed)
    elif isinstance(value, Mapping):
        named = [(str(name), f"{path}.{name}" if path else str(name), inner) for name, inner in value.items()]
        yield from named
        for name, place, inner in named:
            if name not in closed:
                yield from _entries(inner, place, depth + 1, closed)
