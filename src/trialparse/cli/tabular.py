"""CSV and Parquet: the rows of `trialparse.outputs.tables`, each with the source that it is from before it.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a page may hold one that does harm.
In CSV such a text has an apostrophe before it; numbers stay as they are. Parquet has every text as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trialparse.cli.reading import Result
from trialparse.extras import require
from trialparse.outputs.tables import TABLES, Column, rows
from trialparse.outputs.tables.frames import frame
from trialparse.outputs.tables.wide import wide

if TYPE_CHECKING:
    from trialparse.lexicon.loader import Lexicon
    from trialparse.model import Eligibility, Trial

__all__ = ["cell", "csv_lines", "parquet_file"]

_SOURCE = Column("source", "str", "the file that the row is from, as the call named it, or `-`")
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠].|[\t\r\n]", re.DOTALL)  # a sign alone, as that of a list, is none
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def csv_lines(results: Iterable[Result], table: str, lexicon: Lexicon) -> Iterator[bytes]:
    """A header and a line each row; in UTF-8, with `true` and `false`, dates as in ISO 8601, an empty cell for None."""
    columns, found = _table(results, table, lexicon)
    names = [column.name for column in columns]
    yield _line(names)
    for row in found:
        yield _line([cell(row.get(name)) for name in names])


def parquet_file(results: Iterable[Result], table: str, lexicon: Lexicon) -> Iterator[bytes]:
    """A file of Parquet with the columns and types of `to_frame`, and the source before them."""
    require("pyarrow", extra="arrow")
    from pyarrow import parquet

    columns, found = _table(results, table, lexicon)
    file = io.BytesIO()
    parquet.write_table(frame(found, columns, "arrow"), file)
    yield file.getvalue()


def _table(
    results: Iterable[Result], table: str, lexicon: Lexicon
) -> tuple[Sequence[Column], Iterable[Mapping[str, Any]]]:
    """The columns of a table and its rows; those of `wide` come when all is read, for the trials decide its columns."""
    names: list[str] = []
    trials = _passing(results, names)
    columns, found = (TABLES[table], rows(trials, table)) if table in TABLES else wide(trials, lexicon, min_trials=1)
    return [_SOURCE, *columns], ({_SOURCE.name: names[row["trial"]], **row} for row in found)


def _passing(results: Iterable[Result], names: list[str]) -> Iterator[Trial | Eligibility]:
    """What was read, while the names of the sources are noted."""
    for result in results:
        names.append(result.source)
        yield result.found


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
