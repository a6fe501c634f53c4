"""The rows of a database's query as mappings: of a DB-API cursor, or of what is used as one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from trialparse.records.containers.piece import told_apart

__all__ = ["Query", "query_rows"]

_AT_ONCE = 500


@runtime_checkable
class Query(Protocol):
    """What a DB-API cursor has, and a relation of DuckDB."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """The columns, of which each begins with its name."""

    def fetchmany(self, size: int = ..., /) -> Sequence[Any]:
        """So many of the rows that are left."""


def query_rows(query: Query) -> Iterator[Any]:
    """The rows, so many at a time; a name that several columns have is told apart.

    >>> import sqlite3
    >>> list(query_rows(sqlite3.connect(":memory:").execute("SELECT 'NCT01234567' AS nct_id, 18 AS age, 65 AS age")))
    [{'nct_id': 'NCT01234567', 'age': 18, 'age (2)': 65}]
    """
    while rows := query.fetchmany(_AT_ONCE):
        names = list(told_apart(str(column[0]) for column in query.description or ()))
        for row in rows:
            yield row if isinstance(row, Mapping) else dict(zip(names, row, strict=True))
