"""A trial being read: values in the shape of the models, and the characters behind each."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from trialparse.layouts.engine.failures import is_place
from trialparse.layouts.engine.lines import Line
from trialparse.model.criterion import Kind
from trialparse.text import clean, whole_from

__all__ = ["Draft"]


class Draft:
    """Collects what the readers of one page find; `values` are plain dicts and lists in the shape of `Trial`.

    A path is dotted, with list places in brackets: `design.masking`, `arms[0].label`. Values are given as the `raw`
    text has them; how the page is laid out stands in the `folded` one.

    Examples:
        >>> draft = Draft("State: Recruiting", "State: Recruiting")
        >>> draft.put("status", "RECRUITING", 7, 17)
        >>> draft.values, draft.spans
        ({'status': 'RECRUITING'}, {'status': (7, 17)})
    """

    def __init__(self, raw: str, folded: str) -> None:
        self.raw, self.folded = raw, folded
        self.values: dict[str, Any] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.eligibility: tuple[int, int] | None = None
        self.sections: list[tuple[int, int, Kind]] = []  # criteria that a label gives a kind
        self.heading: Sequence[Line] = ()  # the label of what is being read
        self.fields: set[int] = set()  # where the labels stand under which a value was read
        self.diagnostics: list[dict[str, Any]] = []
        self._read: list[tuple[int, int]] = []

    def words(self, lines: Sequence[Line]) -> tuple[str, int, int]:
        """The words of some lines as a value, and their place; of a mended character the whole damage is theirs.

        Examples:
            >>> from trialparse.layouts.engine.lines import lines_of
            >>> Draft("Ã‰tude", " Étude").words(list(lines_of(" Étude")))
            ('Étude', 0, 6)
        """
        start, end = whole_from(self.raw, self.folded, lines[0].start), lines[-1].end
        return clean(self.raw[start:end]), start, end

    def put(self, path: str, value: Any, start: int, end: int) -> None:
        """Set a scalar and where it was read; a value once set stays."""
        self._note(start, end)
        if path in self.spans:
            return
        *owners, name = path.split(".")
        target = self.values
        for owner in owners:
            target = target.setdefault(owner, {})
        target[name] = value
        self.spans[path] = (start, end)

    def text(self, path: str, lines: Sequence[Line]) -> None:
        """Set a path to the words of some lines."""
        if lines:
            self.put(path, *self.words(lines))

    def extend(self, path: str, value: Any, start: int, end: int) -> None:
        """Add a scalar to a list."""
        self._note(start, end)
        items = self._list(path)
        self.spans[f"{path}[{len(items)}]"] = (start, end)
        items.append(value)

    def item(self, path: str, **fields: Sequence[Line] | Line | tuple[Any, Line] | None) -> dict[str, Any]:
        """Add an object to a list: each field is the line or lines it stands in, or a value and its line."""
        items = self._list(path)
        place = f"{path}[{len(items)}]"
        found: dict[str, Any] = {}
        items.append(found)
        for name, given in fields.items():
            self.field(found, place, name, given)
        return found

    def field(
        self, owner: dict[str, Any], place: str, name: str, given: Sequence[Line] | Line | tuple[Any, Line] | None
    ) -> None:
        """Set one field of a list's object."""
        if not given:
            return
        if isinstance(given, tuple) and isinstance(given[0], str):
            value, line = given
            start, end = line.start, line.end
        else:
            lines = [given] if isinstance(given, Line) else given
            value, start, end = self.words(lines)
        self._note(start, end)
        owner[name] = value
        self.spans[f"{place}.{name}"] = (start, end)

    def take(self, lines: Iterable[Line]) -> None:
        """Count lines as read that hold no value: labels, and the site's own sentences."""
        self._read.extend((line.start, line.end) for line in lines)

    def report(
        self, code: str, message: str, lines: Iterable[Line] = (), path: str | None = None, severity: str = "warning"
    ) -> None:
        """Say something about the page."""
        spans = [{"start": line.start, "end": line.end} for line in lines]
        self.diagnostics.append({"code": code, "message": message, "severity": severity, "spans": spans, "path": path})

    def unread(self, lines: Iterable[Line]) -> list[Line]:
        """The lines of which nothing was read."""
        ends: list[int] = []
        starts: list[int] = []
        for start, end in sorted(self._read):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return [line for line in lines if not _covered(line, starts, ends)]

    def _note(self, start: int, end: int) -> None:
        """Count a stretch as read."""
        if not is_place(start, end, len(self.raw)):
            raise ValueError(f"no place in the text: {start!r} to {end!r}")
        self._read.append((start, end))
        if self.heading:
            self.fields.add(self.heading[0].start)

    def _list(self, path: str) -> list[Any]:
        *owners, name = path.split(".")
        target = self.values
        for owner in owners:
            target = target.setdefault(owner, {})
        items: list[Any] = target.setdefault(name, [])
        return items


def _covered(line: Line, starts: list[int], ends: list[int]) -> bool:
    """Whether one of the stretches touches the line."""
    place = bisect_right(starts, line.end - 1) - 1
    return place >= 0 and ends[place] > line.start
