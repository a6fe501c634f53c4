"""The records in a table: lines of cells between commas, tabs, semicolons or `|`, under a line of names."""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import Protocol

from trialparse.layouts import LAYOUTS
from trialparse.layouts.engine.lines import key_of
from trialparse.records.containers.piece import LONGEST, TOO_LARGE, Piece, told_apart
from trialparse.records.fields import plain_name
from trialparse.records.known import KINDS, kind_of
from trialparse.values import find_ids, is_missing, read_enum

__all__ = ["Table", "bad_row", "rows", "table_of", "table_pieces", "with_feeds"]

_DELIMITERS = "|\t,;"
_LONGEST_HEAD = 20_000
_MOST_ABOVE = 3  # lines over the line of names
_LOOKED_BELOW = 2  # lines under what may be the line of names
_NAMES = frozenset(name for kind in KINDS for sign in kind.signs for name in sign)
_LABELS = frozenset[str]().union(*(layout.labels for layout in LAYOUTS)) - {""}
_OF_TRIALS = re.compile(r"nct|trial|study", re.IGNORECASE)
_TOO_LONG = f"more than {LONGEST:,} characters of one line are not read"
_MOST_LINES = 2000  # of one row
_BLANK = "\ufeff \t\r\n"
_FIRST_ROWS = 50  # in which empty cells behind the last column are looked for
_FIRST = 2**17  # characters, in which they stand
_OF_DATES = re.compile(r"date|posted|refreshed")
_OF_SEXES = re.compile(r"(?:gender|sex)\Z")
_YEAR = re.compile(r"\d{4}|\d[/.-]\d")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_SHOWN = 2**20  # characters in which the order of day and month is looked for
_DATED = re.compile(r"(?<=[,;\t|\"])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?=[,;\t|\"\r\n]|\Z)")


class Readable(Protocol):
    """A stream of text."""

    def readline(self, size: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Table:
    """How the lines of a table are read: its columns, what stands between them, and the line that names them.

    `day_first` is the order of `05/08/2026` that its first rows show, where any does; `above` so many lines with words
    stand over the names, a title say, or a spreadsheet's `sep=;`. Most rows have `spare` empty cells behind the last
    column; in another row that has more cells than there are names, a stray sign may have moved them.
    """

    columns: tuple[str, ...]
    delimiter: str
    head: str
    day_first: bool | None = None
    above: int = 0
    spare: int = 0

    @property
    def own_lines(self) -> bool:
        """Whether a row never takes more than a line, as in AACT's files."""
        return self.delimiter == "|"


def table_of(text: str) -> Table | None:
    """The table that a text begins as, where its columns are those of a known form.

    >>> table_of("nct_id|brief_title\\nNCT01234567|Gout").columns
    ('nct_id', 'brief_title')
    >>> table_of("Age, sex, weight") is None
    True
    """
    start = with_feeds(text[:_LONGEST_HEAD]).lstrip(_BLANK)
    lines = [line.rstrip("\r") for line in start.split("\n", _MOST_ABOVE * 2) if line.strip(_BLANK)]
    for above, head in enumerate(lines[: _MOST_ABOVE + 1]):
        for delimiter in _DELIMITERS:
            found = _names(head, delimiter, above)
            if found and not _is_page(found, lines[above + 1 :], delimiter):
                table = Table(found, delimiter, head, _day_first(text[:_SHOWN]), above)
                return replace(table, spare=_spare(text[:_FIRST], table))
    return None


def with_feeds(text: str) -> str:
    r"""A text whose lines end at line feeds, where they end at carriage returns alone.

    >>> with_feeds("a,b\r1,2\r"), with_feeds("a\r\n")
    ('a,b\n1,2\n', 'a\r\n')
    """
    return text if "\n" in text else text.replace("\r", "\n")


def _names(line: str, delimiter: str, above: int) -> tuple[str, ...]:
    """The names of columns in a line, none where it is no head of a table."""
    if delimiter not in line or (above and not _OF_TRIALS.search(line)):
        return ()
    names = _named(_cells(line, delimiter))
    known = len(names) > 1 and (kind_of(dict.fromkeys(names)) or (not above and _is_aact(names, delimiter)))
    return names if known else ()


def _is_page(names: Iterable[str], below: Sequence[str], delimiter: str) -> bool:
    """Whether a line of names is a label and its value, as of a page that was copied: an id, or labels stand below."""
    if all(map(_is_name, names)):
        return False
    starts = (line.partition(delimiter)[0].strip(' "') for line in below[:_LOOKED_BELOW])
    return any(map(find_ids, names)) or any(map(_is_name, starts))


def _is_name(cell: str) -> bool:
    """Whether a cell is a name that a form or a page is known to have."""
    return key_of(cell) in _LABELS or plain_name(cell) in _NAMES


def _day_first(text: str) -> bool | None:
    """The order of day and month that cells show which are a date alone; a spreadsheet writes all of them in one."""
    days = {place == 1 for match in _DATED.finditer(text) for place in (1, 2) if int(match[place]) > 12}
    return days.pop() if len(days) == 1 else None


def _spare(text: str, table: Table) -> int:
    """How many empty cells most of the first rows have behind the last column: more than half, and two at least."""
    source = io.StringIO(with_feeds(text), newline="\n")
    first = [cells for _, cells, _, _ in islice(rows(source, table), _FIRST_ROWS)]
    spare, most = max(Counter(_behind(cells, table) for cells in first).items(), key=itemgetter(1), default=(0, 0))
    moved = sum(spare == _behind(cells, table) and not _fit(cells, table) for cells in first)
    return spare if most > 1 and 2 * most > len(first) and 2 * moved < most else 0


def _fit(cells: Sequence[str], table: Table) -> bool:
    """Whether the cells may be those of their names: dates stand under names of dates alone, a sex under its own."""
    for name, cell in zip(map(plain_name, table.columns), map(str.strip, cells), strict=False):
        of_dates = _OF_DATES.search(name) is not None
        if not of_dates and _DAY.fullmatch(cell):
            return False
        if is_missing(cell):
            continue
        if (of_dates and not _YEAR.search(cell)) or (_OF_SEXES.search(name) and read_enum("sex", cell) is None):
            return False
    return True


def _behind(cells: Sequence[str], table: Table) -> int:
    """How many cells stand behind the last column, where all of them are empty."""
    more = cells[len(table.columns) :]
    return 0 if any(map(str.strip, more)) else len(more)


def _is_aact(names: Iterable[str], delimiter: str) -> bool:
    """Whether a table is AACT's, even one of whose columns none is read."""
    return delimiter == "|" and plain_name("nct_id") in map(plain_name, names)


def table_pieces(lines: Readable, table: Table) -> Iterator[Piece]:
    """The rows below the line of names, which is the first of the lines that holds anything."""
    kind = kind_of(dict.fromkeys(table.columns))
    if kind is not None and kind.day_first is None:
        kind = replace(kind, day_first=table.day_first)
    for number, cells, text, fault in rows(lines, table):
        place = f"line {number:,}"
        if fault is not None:
            yield bad_row(place, fault, text)
            continue
        record = dict(zip(table.columns, cells, strict=False))
        yield Piece(place, kind, record, f"{table.head}\n{text}", "table")


def bad_row(place: str, fault: str, text: str | None = None) -> Piece:
    """A row that is not read, and why."""
    return Piece(place, text=text, fault=fault, code=TOO_LARGE if fault == _TOO_LONG else "broken-record")


def rows(lines: Readable, table: Table) -> Iterator[tuple[int, list[str], str, str | None]]:
    """The number of each row's line, its cells, its text, and what is wrong with it where anything is."""
    source = _Lines(lines)
    above = table.above
    while (line := source.next()) is not None:
        if not line.strip(_BLANK):
            continue
        if above >= 0:  # lines over the names, and these
            above -= 1
            continue
        number = source.number
        if _is_cut(line):
            yield number, [], line[:0], _TOO_LONG
            continue
        text, cells = _row(line, source, table)
        if not _is_head(cells, table) and any(map(str.strip, cells)):
            yield number, cells, text, _fault(cells, table)


def _is_cut(line: str) -> bool:
    """Whether a line is longer than is read."""
    return len(line) >= LONGEST and not line.endswith("\n")


def _is_head(cells: Sequence[str], table: Table) -> bool:
    """Whether a row is the line of names again, as where files were put together."""
    return bool(cells) and cells[0].strip(_BLANK) == table.columns[0] and _named(cells) == table.columns


def _row(line: str, source: "_Lines", table: Table) -> tuple[str, list[str]]:
    """The text and the cells of a row, which goes on where its quotes do; a stray one holds no more than its line."""
    cells = _split(line, table)
    more = [] if table.own_lines else source.quoted(line)
    if more:
        whole = _split(line + "".join(more), table)
        if len(whole) == len(table.columns):
            return line + "".join(more), whole
        source.back(more)
    return line, cells


def _split(text: str, table: Table) -> list[str]:
    """The cells, without those empty ones behind the last column that most rows have."""
    cells = _cells(text.rstrip("\r\n"), table.delimiter)
    return cells[: len(table.columns)] if table.spare and _behind(cells, table) == table.spare else cells


def _fault(cells: Sequence[str], table: Table) -> str | None:
    """Cells under names that may not be theirs are not read."""
    if len(cells) == len(table.columns):
        return None
    return f"the line has {len(cells)} cells under {len(table.columns)} names"


def _named(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(told_apart(cell.strip(_BLANK) for cell in cells))


def _cells(line: str, delimiter: str) -> list[str]:
    before = csv.field_size_limit(len(line) + 1) if len(line) > csv.field_size_limit() else None
    try:
        return next(csv.reader([line.replace("\r\n", "\n").replace("\r", "\n")], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)
    finally:
        if before is not None:
            csv.field_size_limit(before)


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Readable) -> None:
        self._lines = iter(lambda: lines.readline(LONGEST), "")
        self._back: deque[str] = deque()
        self.number = 0

    def next(self) -> str | None:
        if self._back:
            line: str | None = self._back.popleft()
        else:
            line = rest = next(self._lines, None)
            while rest and _is_cut(rest):  # what is left of it is no line of its own
                rest = next(self._lines, None)
        self.number += line is not None
        return line

    def back(self, lines: Sequence[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def quoted(self, line: str) -> list[str]:
        """The lines that the quotes of this one hold together with it, taken; none where they do not end."""
        held: list[str] = []
        size, odd = len(line), line.count('"') % 2
        while odd and len(held) < _MOST_LINES and size < LONGEST and (more := self.next()) is not None:
            held.append(more)
            size, odd = size + len(more), (odd + more.count('"')) % 2
        if odd or any(map(_is_cut, held)):
            self.back(held)
            return []
        return held
