"""CSV and Parquet: the rows of `trialparse.outputs.tables`, each with the source that it is from before it.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a page may hold one that does harm. In
CSV such a text has an apostrophe before it; numbers stay as they are. Parquet has every text as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trialparse.cli.reading import Result
from trialparse.outputs.tables import TABLES, rows, to_frame

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["cell", "csv_lines", "parquet_file"]

_SOURCE = "source"
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def csv_lines(results: Iterable[Result], table: str) -> Iterator[bytes]:
    """A header and a line each row, as they are read; those of a table whose columns the trials decide come at the end.

    In UTF-8, with `true` and `false`, dates as in ISO 8601 and an empty cell for None.
    """
    found = (row for result in results for row in _rows(result, table))
    if table not in TABLES:
        kept = list(found)
        yield from _lines(list(dict.fromkeys(name for row in kept for name in row)), kept)
        return
    yield from _lines([_SOURCE, *(column.name for column in TABLES[table])], found)


def _rows(result: Result, table: str) -> Iterator[dict[str, Any]]:
    for row in rows([result.found], table):
        yield {_SOURCE: result.source} | row


def _lines(columns: Sequence[str], found: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield _line(columns)
    for row in found:
        yield _line([cell(row.get(name)) for name in columns])


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


def cell(value: object) -> str:
    """A value as the text of a cell, in which no spreadsheet finds a formula.

    Examples:
        >>> [cell(each) for each in (None, True, 2.5, "ALT", "-0.5", "- ALT > 3", "=1+1")]
        ['', 'true', '2.5', 'ALT', '-0.5', "'- ALT > 3", "'=1+1"]
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if isinstance(value, str) and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def parquet_file(results: Iterable[Result], table: str) -> Iterator[bytes]:
    """A file of Parquet with the columns and types of `to_frame`, and the source before them."""
    import pyarrow as pa
    from pyarrow import parquet

    frames = [_frame(result, table) for result in results]
    file = io.BytesIO()
    parquet.write_table(pa.concat_tables(frames, promote_options="default"), file)
    yield file.getvalue()


def _frame(result: Result, table: str) -> pa.Table:
    import pyarrow as pa

    frame = to_frame([result.found], table=table, backend="arrow")
    return frame.add_column(0, _SOURCE, pa.array([result.source] * frame.num_rows, pa.string()))
