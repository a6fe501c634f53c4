"""Outcomes of ClinicalTrials.gov's pages.

The classic page numbers them. The present one shows measure, description and time frame in a table without its lines: a
description may have empty lines of its own, as there are between outcomes, and it may be missing, as may the time
frame. Of all ways to part the lines that one is taken in which the last ones read most like times, the first ones like
measures.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages.ctgov import paragraphs

__all__ = ["numbered", "outcomes"]

_COLUMNS = frozenset({"outcome measure", "measure description", "time frame"})
_TIME = re.compile(
    r"week|month|day|year|hour|minute|second|baseline|visit|session|cycle|\bpre|\bpost|before|after|during|\bend\b"
    r"|throu?gh|up to|admission|discharge|follow|trimester|immediate|time|\b20\d\d\b|\b[HJDWMTVY] ?\d",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|will|assessed by|measured by)\b", re.IGNORECASE)
_LIST = re.compile(r"[*•·-]\s|\(?\d{1,2}[.)]\s|[a-z]{1,2}\)\s")
_NUMBER = re.compile(r"(\d{1,3})\.\s")
_FRAME = re.compile(
    r"\[ ?Time ?Frame ?:(?P<time>[^\n]{0,400}?)\](?:\s*\[ ?Designated[^\[\]]{0,60}\])?\Z", re.IGNORECASE
)
_MOST_MEASURE_LINES = 4
_LONGEST_FIELD = 255  # of a measure and of a time frame
_MOST_PARAGRAPHS = 12  # of one outcome
_JOIN = 2.0  # what an empty line within a description costs
_NO_TIME = 3.0
_UNDESCRIBED = 0.5
_WHOLE = 0.5  # three lines between empty ones are the three columns
_SURE = 0.5
_IMPOSSIBLE = 99.0


def outcomes(kind: str) -> Reader:
    """A reader of the outcomes of a kind."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        rows = [_cells(line) for line in lines]
        if rows and _is_head(rows[0]):
            if all(len(row) == len(rows[0]) for row in rows):
                _put_rows(draft, kind, rows)
                return
            lines = [cell for row in rows for cell in row if cell.text]
        values = [line for line in lines if line.key not in _COLUMNS]
        unparted = len(paragraphs(draft, lines)) == 1 and len(values) < len(lines)
        for item in _ended(values) if unparted and values else _parted(paragraphs(draft, values)):
            _put(draft, kind, item)

    return reader


def _cells(line: Line) -> list[Line]:
    """The cells of a row that tabs part."""
    ends = [place for place, sign in enumerate(line.text) if sign == "\t"]
    return [line.part(start + 1, end) for start, end in pairwise([-1, *ends, len(line.text)])]


def _is_head(row: Sequence[Line]) -> bool:
    return len(row) > 1 and all(cell.key in _COLUMNS for cell in row)


def _put_rows(draft: Draft, kind: str, rows: Sequence[Sequence[Line]]) -> None:
    """Outcomes in the columns of a table, whose head is the first row."""
    for row in rows[1:]:
        told = {head.key: cell for head, cell in zip(rows[0], row, strict=True) if cell.text}
        measure = told.get("outcome measure")
        if measure is not None:
            draft.item(
                "outcomes",
                measure=measure,
                type=_kind(draft, kind, measure),
                description=told.get("measure description"),
                time_frame=told.get("time frame"),
            )


def numbered(kind: str) -> Reader:
    """A reader of numbered outcomes: `1. Measure [ Time Frame: … ]`, and under it what describes it."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        items: list[list[Line]] = []
        indent = 0  # that of the first; what describes an outcome may be numbered, too
        for line in lines:
            mark = _NUMBER.match(line.text)
            due = mark is not None and int(mark[1]) == len(items) + 1
            if mark and due and (not items or _indent(draft, line) == indent or _FRAME.search(line.text)):
                indent = indent if items else _indent(draft, line)
                items.append([line.part(mark.end())])
            elif items:
                items[-1].append(line)
        for item in items:
            _put_numbered(draft, kind, item)

    return reader


def _indent(draft: Draft, line: Line) -> int:
    return line.start - draft.folded.rfind("\n", 0, line.start) - 1


def _put_numbered(draft: Draft, kind: str, lines: Sequence[Line]) -> None:
    """The measure goes on to the time frame, where there is one."""
    framed = next((place for place, line in enumerate(lines[:_MOST_MEASURE_LINES]) if _FRAME.search(line.text)), None)
    match = _FRAME.search(lines[framed].text) if framed is not None else None
    if framed is None or match is None:
        draft.item("outcomes", measure=lines[0], type=_kind(draft, kind, lines[0]), description=lines[1:])
        return
    measure = [line for line in (*lines[:framed], lines[framed].part(0, match.start())) if line.text]
    time = lines[framed].part(*match.span(1))
    draft.item(
        "outcomes",
        measure=measure or lines[framed],
        type=_kind(draft, kind, lines[0]),
        description=lines[framed + 1 :],
        time_frame=time if time.text else None,
    )


def _kind(draft: Draft, kind: str, first: Line) -> tuple[str, Line]:
    """The kind of an outcome, which its heading says."""
    return kind, draft.heading[0] if draft.heading else first


def _parted(cells: Sequence[list[Line]]) -> list[list[Line]]:
    """The paragraphs joined to outcomes at the lowest cost."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(cells) + 1):
        starts = range(max(0, end - _MOST_PARAGRAPHS), end)
        best.append(min(((best[start][0] + _cost(cells[start:end]), start) for start in starts), key=_shorter))
    items: list[list[Line]] = []
    end = len(cells)
    while end:
        start = best[end][1]
        items.append([line for cell in cells[start:end] for line in cell])
        end = start
    return items[::-1]


def _ended(lines: Sequence[Line]) -> list[list[Line]]:
    """Outcomes that no empty lines part: each ends with a time, the later of two in a row."""
    items: list[list[Line]] = [[]]
    for line in lines:
        if len(items[-1]) > 1 and _time_cost(items[-1][-1]) < _SURE <= _time_cost(line):
            items.append([])
        items[-1].append(line)
    return items


def _shorter(way: tuple[float, int]) -> tuple[float, int]:
    return round(way[0], 6), -way[1]


def _cost(cells: Sequence[list[Line]]) -> float:
    """How unlike one outcome some paragraphs are; the first and the last part of a description have company."""
    first, last = cells[0][0], cells[-1][-1]
    if len(cells) > 1 and len(cells[0]) == 1:
        return _IMPOSSIBLE
    cost = _JOIN * (len(cells) - 1) + (_NO_TIME if len(cells[-1]) == 1 else _time_cost(last))
    cost *= _WHOLE if len(cells) == 1 and len(cells[0]) == 3 else 1
    cost += 2 * bool(_LIST.match(first.text)) + 2 * first.text.endswith((":", ";"))
    cost += first.text.endswith(".") + 0.5 * bool(_CLAUSE.search(first.text)) + 3 * (len(first.text) > _LONGEST_FIELD)
    return cost + _UNDESCRIBED * (len(cells) == 1 and len(cells[0]) == 2)


def _time_cost(line: Line) -> float:
    """How unlike a time frame a line is."""
    if len(line.text) > _LONGEST_FIELD or line.text.endswith((":", ";")):
        return _NO_TIME
    cost = max(len(line.text) / 80 - 0.25, 0) + (0 if _may_be_time(line) else 1.5)
    cost += 0.8 * line.text.endswith(".") + bool(_CLAUSE.search(line.text)) + 1.5 * bool(_LIST.match(line.text))
    return min(cost, _NO_TIME)


def _may_be_time(line: Line) -> bool:
    return len(line.text) <= _LONGEST_FIELD and _TIME.search(line.text) is not None


def _put(draft: Draft, kind: str, lines: Sequence[Line]) -> None:
    last = lines[-1]
    timed = len(lines) > 2 and (_may_be_time(last) or _time_cost(last) < _NO_TIME)
    timed = timed or (len(lines) == 2 and _may_be_time(last) and _time_cost(last) < _NO_TIME)
    draft.item(
        "outcomes",
        measure=lines[0],
        type=_kind(draft, kind, lines[0]),
        description=lines[1 : len(lines) - timed],
        time_frame=last if timed else None,
    )
