"""A record that remembers what was asked of it, so that what nobody asked for can be named."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

__all__ = ["Fields", "plain_name"]

_DEEPEST = 40
_DEEPEST_MAPPED = 10  # no form has texts below
_LONGEST_NUMBER = 10_000  # bits
Read = TypeVar("Read")

_BETWEEN = re.compile(r"[\s_-]+")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name as it is compared: registers and those who pass their records on differ in case, blanks and `_`.

    >>> plain_name("Recruitment Status") == plain_name("recruitment_status")
    True
    """
    return _BETWEEN.sub("", str(name)).casefold()


class Fields:
    """One object of a record; paths are dotted names below it, compared as `plain_name` gives them.

    >>> study = Fields({"status": {"startDate": "2025-09", "stopped": "no money"}, "count": 12})
    >>> study.text("status.startDate"), study.text("count"), study.text("status.endDate")
    ('2025-09', '12', None)
    >>> study.unread()
    ['status.stopped']
    """

    def __init__(self, value: Any, path: str = "", asked: set[str] | None = None) -> None:
        self.value = value
        self.path = path
        self.asked: set[str] = set() if asked is None else asked

    def text(self, path: str) -> str | None:
        """A scalar as text, yes and no for a truth value; None where there is none."""
        value, place = self._at(path)
        if isinstance(value, Mapping):  # an XML element with attributes
            value, place = value.get("#text"), f"{place}.#text"
        found = _text(value)
        if found is not None:
            self.asked.add(place)
        return found

    def peek(self, path: str) -> str | None:
        """A scalar as text, which still counts as not asked for."""
        return Fields(self.value).text(path)

    def read_as(self, path: str, reader: Callable[[str], Read]) -> Read | None:
        """What a reader makes of a scalar; where it makes nothing of it, that was not read."""
        words = self.peek(path)
        found = reader(words) if words is not None else None
        if found:
            self.text(path)
        return found or None

    def mapped(self, change: Callable[[str], str]) -> "Fields":
        """The same fields with each of their texts changed."""
        return Fields(_mapped(self.value, change, 0), self.path, self.asked)

    def texts(self, path: str) -> list[str]:
        """The scalars of a list; a single one counts as a list of it."""
        value, place = self._at(path)
        found = [text for each in _listed(value) if (text := _text(_bare(each))) is not None]
        if found:
            self.asked.add(place)
        return found

    def parts(self, path: str) -> list["Fields"]:
        """The objects of a list; a single one counts as a list of it."""
        value, place = self._at(path)
        return [Fields(each, place, self.asked) for each in _listed(value) if isinstance(each, Mapping)]

    def part(self, path: str) -> "Fields":
        """One object, an empty one where there is none."""
        return next(iter(self.parts(path)), Fields({}, self._place(path), self.asked))

    def holds(self, path: str) -> bool:
        """Whether anything stands at a path.

        >>> Fields({"a": {"b": ""}}).holds("a.b"), Fields({"a": {"b": ""}}).holds("a.c")
        (True, False)
        """
        return self._at(path)[0] is not None

    def skip(self, *paths: str) -> None:
        """Count paths as known that say nothing of a trial's own: each stands for all that is below it."""
        self.asked.update(self._at(path)[1] for path in paths)

    def unread(self) -> list[str]:
        """The paths of the values that were not asked for, without their places in lists."""
        return list(dict.fromkeys(_leaves(self.value, self.path, self.asked, frozenset())))

    def _at(self, path: str) -> tuple[Any, str]:
        value, place = self.value, self.path
        for name in path.split("."):
            own = _own_name(value, name) if isinstance(value, Mapping) else None
            value = None if own is None else value[own]
            place = f"{place}.{own or name}" if place else own or name
        return value, place

    def _place(self, path: str) -> str:
        return f"{self.path}.{path}" if self.path else path


def _own_name(record: Mapping[str, Any], name: str) -> str | None:
    """How a record itself spells a name, or None where it has none such."""
    if name in record:
        return name
    plain = plain_name(name)
    return next((own for own in record if plain_name(own) == plain), None)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _bare(value: Any) -> Any:
    """An XML element without its attributes."""
    return value.get("#text") if isinstance(value, Mapping) else value


def _text(value: Any) -> str | None:
    match value:
        case str():
            return value if value and not value.isspace() else None
        case bool():
            return "Yes" if value else "No"
        case int() if value.bit_length() > _LONGEST_NUMBER:
            return None  # more digits than Python writes out
        case int() | float():
            return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    return None


def _leaves(value: Any, path: str, asked: set[str], above: frozenset[int]) -> Iterator[str]:
    """The paths below a value, which may hold itself: `above` are the values around it."""
    if path in asked or id(value) in above or len(above) > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), asked, above | {id(value)})
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, path, asked, above | {id(value)})
    elif _text(value) is not None:
        yield path


def _mapped(value: Any, change: Callable[[str], str], depth: int) -> Any:
    match value:
        case str():
            return change(value)
        case Mapping() if depth <= _DEEPEST_MAPPED:
            return {name: _mapped(inner, change, depth + 1) for name, inner in value.items()}
        case list() | tuple() if depth <= _DEEPEST_MAPPED:
            return [_mapped(inner, change, depth + 1) for inner in value]
    return value
