"""Criteria in columns: a row of cells that names both sides, and the rows under it, a cell for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialparse.criteria.outline.headings import Heading, section
from trialparse.criteria.outline.item import Item, Outline
from trialparse.criteria.outline.tree import read_outline
from trialparse.model.criterion import STATED_KINDS, Kind

__all__ = ["read_columns"]

_BAR, _TAB, _GAP = re.compile(r"\|"), re.compile(r"\t"), re.compile(r" {2,}")  # what parts the cells of a row
# Looks that every line is asked for: what they begin with is found fast, so what stands before it comes behind.
_PARTED = re.compile(r"\|| {2}(?<=\S {2})|\t(?<=\S\t)")
_POLE = re.compile("clu(?<=[IiEe][NnXxSs]clu)|CLU|Clu|schlu|SCHLU|纳入|納入|入选|入選|排除|除外|選択|선정|제외")
_RULE = re.compile(r"[-=|:+\s]+")
_BEHIND = re.compile(r"[ \t|]*")
_BLANK = " \t*_|\n"
_HELD = re.compile(r"[^ \t*_|\n]")
_LONGEST_HEAD = 300

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that names the sides, each cell the kind of what stands in its column; of lines, nothing tells the rows."""

    cells: Sequence[Cell]
    kinds: Sequence[Kind]
    apart: re.Pattern[str] | None
    end: int


def read_columns(text: str, start: int, end: int, kind: Kind) -> list[Outline]:
    r"""The criteria of `text[start:end]`, those in the columns of a table of the kinds that its head row names.

    Where not every row under it has a cell for each column, nobody knows the kind of what stands there.

    >>> text = "Inclusion Criteria\tExclusion Criteria\nAge over 18\tPregnancy"
    >>> [each.items[0].kind for each in read_columns(text, 0, len(text), "unknown") if each.items]
    ['inclusion', 'exclusion']
    """
    outlines: list[Outline] = []
    while (head := next(_heads(text, start, end), None)) is not None:
        rows, after = _rows(text, head, end)
        place = (head.cells[0][0], head.cells[-1][1])
        if text[start : place[0]].strip(_BLANK):
            outlines.append(read_outline(text, start, place[0], kind))
        is_unsure = not rows and _HELD.search(text, after, end) is not None
        outlines.append(Outline([], list(head.cells), [], [place] if is_unsure else []))
        outlines += [each for row in rows for each in _in_columns(text, head, row)]
        start, kind = after, "unknown"
    if not outlines or text[start:end].strip(_BLANK):
        outlines.append(read_outline(text, start, end, kind))
    return outlines


def _heads(text: str, start: int, end: int) -> Iterator[_Head]:
    """The rows that name both sides, and two lines that do, one right below the other."""
    before: tuple[Kind, Cell] = ("unknown", (start, start))
    for at, stop in _lines(text, start, end):
        if stop - at > _LONGEST_HEAD:
            continue
        if _POLE.search(text, at, stop):
            place = _trimmed(text, at, stop)
            kind = "unknown" if _is_midway(text, start, at, place[0]) else _side(text, *place)
            if {before[0], kind}.issuperset(STATED_KINDS) and not text[before[1][1] : at].strip():
                yield _Head([before[1], place], [before[0], kind], None, stop)
            before = (kind, place)
        if _PARTED.search(text, at, stop) and (row := _row_head(text, at, stop)) is not None:
            yield row


def _is_midway(text: str, start: int, at: int, first: int) -> bool:
    """Whether a line goes on with the one above it, in small letters and without a blank line between."""
    above = text.rfind("\n", start, at - 1) + 1 if at > start else at
    return text[first].islower() and bool(text[above:at].strip())


def _row_head(text: str, start: int, end: int) -> _Head | None:
    """A row of which one cell names the one side and another the other."""
    for apart in (_BAR, _TAB, _GAP):
        cells = [cell for cell in _cells(text, start, end, apart) if cell[0] < cell[1]]
        kinds = [_side(text, *cell) for cell in cells] if len(cells) > 1 else []
        if kinds.count("inclusion") == kinds.count("exclusion") == 1:
            return _Head(cells, kinds, apart, end)
    return None


def _side(text: str, start: int, end: int) -> Kind:
    """The side that a cell names, and nothing else."""
    heading = _heading(text, start, end)
    kind = heading.kind if heading is not None else None
    return kind if kind in STATED_KINDS else "unknown"


def _heading(text: str, start: int, end: int) -> Heading | None:
    """The heading that a stretch is, to its end."""
    heading = section(text, start, end, False)
    return heading if heading is not None and heading.end >= end else None


def _rows(text: str, head: _Head, end: int) -> tuple[list[list[Cell]], int]:
    """The rows under a head and where they end; there are none where one is not whole."""
    if head.apart is None:
        return [], head.end
    rows: list[list[Cell]] = []
    gap = False
    for at, stop in _lines(text, head.end + 1, end):
        cells = _cells(text, at, _BEHIND.match(text, stop).end(), head.apart)  # type: ignore[union-attr]
        if _RULE.fullmatch(text, at, stop) or at == stop:
            gap = gap or not text[at:stop].strip()
            continue
        if len(cells) > len(head.cells) and cells[-1][0] == cells[-1][1]:
            cells.pop()
        if len(cells) == 1 and (gap or _heading(text, *cells[0]) is not None):
            return rows, at
        if len(cells) != len(head.cells) or (head.apart is _GAP and rows and _goes_on(text, cells)):
            return [], head.end
        rows.append(cells)
        gap = False
    return rows, end


def _goes_on(text: str, cells: Sequence[Cell]) -> bool:
    """Whether a row may go on with the words of the one above it, as columns do that only blanks part."""
    return any(text[start].islower() for start, _ in cells)


def _in_columns(text: str, head: _Head, row: Sequence[Cell]) -> Iterator[Outline]:
    """The criteria in the cells of a row, under the names of their columns."""
    for under, kind, (start, end) in zip(head.cells, head.kinds, row, strict=True):
        if kind in STATED_KINDS or any(map(str.isalpha, text[start:end])):
            found = read_outline(text, start, end, kind)
            _put_under(text, found.items, under)
            yield found


def _put_under(text: str, items: Sequence[Item], under: Cell) -> None:
    for item in items:
        if item.under is None:
            item.heading, item.under = text[slice(*under)].strip(" :*_"), under
        _put_under(text, item.children, under)


def _lines(text: str, start: int, end: int) -> Iterator[Cell]:
    """Where each line begins and ends."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _cells(text: str, start: int, end: int, apart: re.Pattern[str]) -> list[Cell]:
    """The cells of a row; the bars around it, and the blanks, part none."""
    words = text[start:end]
    if apart is not _TAB:
        start += len(words) - len(words := words.lstrip(" \t"))
        words = words.rstrip(" \t")
    if apart is _BAR and words[:1] == "|":
        start, words = start + 1, words[1:].removesuffix("|")
    places = [0, *(place for match in apart.finditer(words) for place in match.span()), len(words)]
    return [_trimmed(text, start + one, start + two) for one, two in zip(places[::2], places[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int) -> Cell:
    """A stretch without the blanks around it."""
    words = text[start:end]
    bare = words.strip(" \t")
    start += len(words) - len(words.lstrip(" \t")) if bare else 0
    return start, start + len(bare)
