"""Tables inside a page: a head row of known names, and rows of as many cells, on a line each or a cell a line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.values import is_missing

__all__ = ["cells_of", "rows_under"]

_CELL = re.compile(r"(?:[^\t| ]| (?! ))+")


def cells_of(line: Line) -> list[Line]:
    """The cells of a row: what stands between tabs, bars, or two blanks.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [cell.text for line in lines_of("Pain | 12 weeks") for cell in cells_of(line)]
        ['Pain', '12 weeks']
    """
    cells = [line.part(*match.span()) for match in _CELL.finditer(line.text)]
    return [cell for cell in cells if cell.text]


def rows_under(draft: Draft, lines: Sequence[Line], *heads: Sequence[str]) -> list[list[Line]]:
    """The rows of a table with these columns, each known by one or several names; their lines count as read.

    A row of two cells may stand as `Pain: 12 weeks`. Where the cells stand a line each, the rows are sure only if bars
    part them, or if it is one row. Of other tables there are none.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> page = "Outcome | TimePoints\\nPain | 12 weeks"
        >>> rows = rows_under(Draft(page, page), list(lines_of(page)), ["outcome"], ["timepoints"])
        >>> [[cell.text for cell in row] for row in rows]
        [['Pain', '12 weeks']]
    """
    width = len(heads)
    for place, line in enumerate(lines):
        if _are(_row(line, width), heads):
            draft.take([line])
            rows = [_row(each, width) for each in lines[place + 1 :]]
            break
        if _are(lines[place : place + width], heads):
            rows = _a_cell_a_line(draft, lines[place : place + width], lines[place + width :])
            break
    else:
        return []
    whole = [row for row in rows if len(row) == width]
    for row in whole:
        draft.take(row)
    return [row for row in whole if not all(is_missing(cell.text) for cell in row)]


def _row(line: Line, width: int) -> list[Line]:
    cells = cells_of(line)
    if len(cells) == 1 and width == 2 and line.text.count(": ") == 1:
        colon = line.text.index(": ")
        return [line.part(0, colon), line.part(colon + 1)]
    return cells


def _are(cells: Sequence[Line], heads: Sequence[Sequence[str]]) -> bool:
    return len(cells) == len(heads) and all(cell.key in names for cell, names in zip(cells, heads, strict=True))


def _a_cell_a_line(draft: Draft, heads: Sequence[Line], cells: Sequence[Line]) -> list[list[Line]]:
    width = len(heads)
    whole = [*heads, *cells]
    parted = all("|" in draft.folded[one.end : two.start] for one, two in pairwise(whole))
    if len(cells) % width or not (parted or len(cells) == width):
        return []
    draft.take(heads)
    return [list(cells[start : start + width]) for start in range(0, len(cells), width)]
