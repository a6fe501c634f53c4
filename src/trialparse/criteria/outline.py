"""The outline of an eligibility text: which stretch is a criterion, of which kind, and what it stands under.

A text is read as lines; hard-wrapped lines are joined to paragraphs; paragraphs that run several items or headings
together are cut at the seams; headings set the kind of what follows; markers and indents give the tree.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from trialparse.criteria.headings import Heading, is_label, is_note, section, section_seams, sentence
from trialparse.criteria.markers import Marker, lead, seams
from trialparse.model.criterion import Kind

__all__ = ["Item", "Outline", "outline", "read_outline"]

_WRAP = range(60, 121)  # columns at which registries wrap text


@dataclass(slots=True)
class Item:
    """One criterion: its own words are `text[start:end]`, without marker and children."""

    kind: Kind
    start: int
    end: int
    marker: str | None = None
    depth: int = 0
    heading: str | None = None
    children: list["Item"] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The criteria of a text, and the places of what is not one: headings, and notes that ask nothing."""

    items: list[Item]
    headings: list[tuple[int, int]]
    notes: list[tuple[int, int]]


@dataclass(slots=True)
class _Line:
    """A line, later a paragraph or a piece of one; `body` is where its words begin."""

    start: int
    end: int
    indent: int
    gap: bool  # a blank line stands before it
    marker: Marker | None
    body: int
    heading: Heading | None = None


def _line(text: str, start: int, end: int, indent: int, gap: bool) -> _Line:
    marker = lead(text, start, end)
    body = marker.end if marker else start
    while body < end and text[body].isspace():
        body += 1
    heading = section(text, body, end, marker is not None)
    return _Line(start, end, indent, gap, marker, body, heading)


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """The lines that are not blank. Tabs count for no indent: pages have them where they mean nothing."""
    lines: list[_Line] = []
    gap = False
    for raw in text[start:end].split("\n"):
        words = raw.strip()
        if words:
            before = len(raw) - len(raw.lstrip())
            place = start + before
            lines.append(_line(text, place, place + len(words), before - raw.count("\t", 0, before), gap))
        gap = not words
        start += len(raw) + 1
    return lines


def _width(text: str, lines: list[_Line]) -> int | None:
    """The column at which the text is hard-wrapped, or None."""
    width = max(line.indent + line.end - line.start for line in lines)
    if width not in _WRAP:
        return None
    full = loose = 0
    for before, line in pairwise(lines):
        if not (line.gap or line.marker or before.heading):
            if _is_full(text, before, line, width):
                full += 1
            else:
                loose += 1
    return width if full > 4 * loose else None


def _is_full(text: str, before: _Line, line: _Line, width: int) -> bool:
    """Whether the first word of `line` had no room on the line before."""
    word = text.find(" ", line.start, line.end)
    first = (word if word > 0 else line.end) - line.start
    row = text.rfind("\n", before.start, before.end)
    length = before.end - row - 1 if row > 0 else before.indent + before.end - before.start
    return length + 1 + first > width


def _continues(text: str, before: _Line, line: _Line, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph before it."""
    if line.gap or (line.heading is not None and line.marker is None):
        return False
    if before.heading is not None and before.heading.end >= before.end:
        return False
    full = width is not None and _is_full(text, before, line, width)
    if line.marker is not None:
        hanging = before.marker is not None and line.indent >= before.indent + before.body - before.start
        return full and hanging and line.marker.style == "-"
    if full:
        return True
    if before.marker is None:
        return False
    if text[before.end - 1] == ":":
        return False
    if line.indent > before.indent:
        return True
    return text[line.start].islower() and text[before.end - 1] not in ".;"


def _paragraphs(text: str, start: int, end: int) -> list[_Line]:
    lines = _lines(text, start, end)
    if not lines:
        return []
    width = _width(text, lines)
    joined = [lines[0]]
    for line in lines[1:]:
        if _continues(text, joined[-1], line, width):
            joined[-1].end = line.end
        else:
            joined.append(line)
    return joined


def _cut(text: str, line: _Line, places: list[int]) -> list[_Line]:
    """The line cut at `places`; each piece reads its own marker."""
    if not places:
        return [line]
    pieces: list[_Line] = []
    for place, stop in zip(places, [*places[1:], line.end], strict=True):
        stop = place + len(text[place:stop].rstrip())
        if stop > place:
            pieces.append(_line(text, place, stop, line.indent, False))
    line.end = line.start + len(text[line.start : places[0]].rstrip())
    return [line, *pieces] if line.end > line.start else pieces


def _pieces(text: str, paragraphs: list[_Line]) -> list[_Line]:
    """Paragraphs cut where headings or further items stand inside them."""
    pieces: list[_Line] = []
    for at, paragraph in enumerate(paragraphs):
        after = paragraphs[at + 1].marker if at + 1 < len(paragraphs) else None
        for part in _cut(text, paragraph, section_seams(text, paragraph.body + 1, paragraph.end)):
            for piece in _behind_heading(text, part):
                if piece.marker is None or piece.heading is not None:
                    pieces.append(piece)
                    continue
                upto = after.number if after is not None and after.style == piece.marker.style else None
                pieces += _cut(text, piece, seams(text, piece.body, piece.end, piece.marker, upto))
    return pieces


def _behind_heading(text: str, line: _Line) -> list[_Line]:
    """A heading and what stands behind it on its line, each for itself."""
    if line.heading is None:
        line.heading = sentence(text, line.body, line.end, line.marker is not None)
        return [line]
    line.heading = section(text, line.body, line.end, line.marker is not None) or line.heading
    rest = line.heading.end
    while rest < line.end and text[rest].isspace():
        rest += 1
    if rest >= line.end:
        return [line]
    behind = _line(text, rest, line.end, line.indent, False)
    line.end = line.heading.end
    if behind.heading is None:
        behind.heading = sentence(text, behind.body, behind.end, True)
    return [line, behind]


@dataclass(slots=True)
class _Level:
    """An open list in the tree: where it stands, how it is marked and who is its parent."""

    indent: int
    style: str | None
    number: int
    item: Item


class _Tree:
    """Criteria in the making, with the lists that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[Item] = []
        self.levels: list[_Level] = []
        self.kind: Kind = "unknown"
        self.heading: str | None = None

    def open_section(self, kind: Kind | None, heading: str) -> None:
        self.kind = kind or self.kind
        self.heading = heading
        self.levels.clear()

    def add(self, line: _Line, again: bool) -> None:
        """Add a line as a criterion; `again` tells that its number comes once more in the same list."""
        marker = line.marker
        item = Item(self.kind, line.body, line.end, heading=self.heading)
        if marker is not None:
            item.marker = self.text[marker.start : marker.end].strip()
        self._climb(line, again)
        parent = self.levels[-1].item if self.levels else None
        item.depth = len(self.levels)
        (parent.children if parent is not None else self.items).append(item)
        number = 0 if marker is None else marker.number or marker.roman or 0
        self.levels.append(_Level(line.indent, marker.style if marker else None, number, item))

    def _climb(self, line: _Line, again: bool) -> None:
        """Close the lists that this line does not stand under."""
        levels = self.levels
        while levels and levels[-1].indent > line.indent + 1:
            levels.pop()
        while levels and not self._under(levels[-1], line, again):
            levels.pop()

    def _under(self, level: _Level, line: _Line, again: bool) -> bool:
        """Whether `line` is a child of the level's last item."""
        lead_in = self.text[level.item.end - 1] == ":"
        marker = line.marker
        if marker is None:
            return False
        if level.style is None:
            return lead_in
        if line.indent > level.indent + 1:
            return True
        if marker.style == level.style:
            return lead_in and marker.number == 1 and level.number > 0
        return lead_in and marker.first


def read_outline(folded: str, start: int, end: int) -> Outline:
    """The outline of `folded[start:end]`, with the places of headings and notes."""
    pieces = _pieces(folded, _paragraphs(folded, start, end))
    tree = _Tree(folded)
    headings: list[tuple[int, int]] = []
    notes: list[tuple[int, int]] = []
    for at, line in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if line.heading is not None:
            headings.append((line.start, line.end))
            tree.open_section(line.heading.kind, folded[line.body : line.end].strip(" :*_"))
        elif is_note(folded, line.body, line.end, line.marker is not None):
            notes.append((line.start, line.end))
        elif (
            line.marker is None
            and following is not None
            and following.marker is not None
            and is_label(folded, line.body, line.end)
        ):
            headings.append((line.start, line.end))
            tree.open_section(None, folded[line.body : line.end].strip(" :*_"))
        else:
            tree.add(line, False)
    return Outline(tree.items, headings, notes)


def outline(folded: str, start: int, end: int) -> list[Item]:
    """The criteria of `folded[start:end]` as a tree.

    >>> [(i.kind, i.marker, i.heading) for i in outline("Exclusion Criteria: 1. Asthma 2. Age over 75", 0, 44)]
    [('exclusion', '1.', 'Exclusion Criteria'), ('exclusion', '2.', 'Exclusion Criteria')]
    """
    return read_outline(folded, start, end).items
