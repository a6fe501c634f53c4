"""A record that remembers what was asked of it, so that what nobody asked for can be named."""

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Fields"]

_DEEPEST = 40


class Fields:
    """One object of a record; paths are dotted names below it.

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

    def texts(self, path: str) -> list[str]:
        """The scalars of a list; a single one counts as a list of it."""
        value, place = self._at(path)
        found = [text for each in _listed(value) if (text := _text(each)) is not None]
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

    def skip(self, *paths: str) -> None:
        """Count paths as known that say nothing of a trial's own: each stands for all that is below it."""
        self.asked.update(self._place(path) for path in paths)

    def unread(self) -> list[str]:
        """The paths of the values that were not asked for, without their places in lists."""
        return list(dict.fromkeys(_leaves(self.value, self.path, self.asked, 0)))

    def _at(self, path: str) -> tuple[Any, str]:
        value = self.value
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value, self._place(path)

    def _place(self, path: str) -> str:
        return f"{self.path}.{path}" if self.path else path


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(value: Any) -> str | None:
    match value:
        case str():
            return value if value and not value.isspace() else None
        case bool():
            return "Yes" if value else "No"
        case int() | float():
            return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    return None


def _leaves(value: Any, path: str, asked: set[str], depth: int) -> Iterator[str]:
    if path in asked or depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), asked, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, path, asked, depth + 1)
    elif _text(value) is not None:
        yield path
