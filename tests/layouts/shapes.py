"""One trial in the shapes that a register's page has: as HTML, as copied text, as what extractors make of tables.

A page is a list of labels with values; a value of several rows is a table inside the page, None is a heading.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from layouts.golden import answered
from trialparse import read

Rows = Sequence[Sequence[str]]
Page = Sequence[tuple[str, str | Rows | None]]


def html(rows: Sequence[str]) -> str:
    """The text of a page of HTML with one table."""
    return read(f"<html><body><table>{''.join(rows)}</table></body></html>".encode())


def row(*cells: str, head: bool = False) -> str:
    """A row of cells, whose lines are apart; the first may be a head."""
    tags = ["th" if head and not place else "td" for place in range(len(cells))]
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for tag, cell in zip(tags, cells, strict=True))}</tr>"


def as_html(page: Page, head: bool = False) -> str:
    """Every label and value a row, tables in cells."""
    return html([_html_row(label, value, head) for label, value in page])


def _html_row(label: str, value: str | Rows | None, head: bool) -> str:
    if value is None:
        return row(escape(label))
    if isinstance(value, str):
        return row(escape(label), escape(value).replace("\n", "<br>"), head=head)
    inner = "".join(row(*(escape(cell).replace("\n", "<br>") for cell in cells)) for cells in value)
    return row(escape(label), f"<table>{inner}</table>")


def as_rows(page: Page, between: str, end: str = "") -> str:
    """Every label with its value on a line, every row of a table on a line."""
    lines = []
    for label, value in page:
        if value is None or isinstance(value, str):
            lines.append(label if value is None else f"{label}{between}{value}{end}")
        else:
            lines += [label, *(between.join(cells) + end for cells in value)]
    return "\n".join(lines)


def as_lines(page: Page, gap: str = "\n", bar: str = "") -> str:
    """Every label, value and cell on a line of its own, perhaps with the bar of a table behind it."""
    lines = []
    for label, value in page:
        cells = [] if value is None else [value] if isinstance(value, str) else [cell for row in value for cell in row]
        lines += [f"{each}{bar}" for each in (label, *cells)]
    return gap.join(lines)


def fields(text: str) -> dict[str, Any]:
    """What is read of a page, with its layout and its criteria."""
    found = answered(text)
    return found["trial"] | {"layout": found["layout"], "criteria": found["criteria"]}  # type: ignore[no-any-return]
