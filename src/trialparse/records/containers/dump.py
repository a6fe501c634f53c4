"""AACT's files, a table each, to a record a trial: its rows of all tables, joined in a database on disk."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from trialparse.records.containers.files import UNREADABLE, File
from trialparse.records.containers.piece import Piece
from trialparse.records.containers.tables import Table, bad_row, rows
from trialparse.records.containers.texts import file_table, open_lines
from trialparse.records.fields import plain_name
from trialparse.records.forms.aact import SKIPPED, TABLES
from trialparse.records.known import kind_of

__all__ = ["Dump", "dump_of", "dump_pieces"]

_ID = plain_name("nct_id")
_FIRST = "studies"
_SCHEMA = "CREATE TABLE held (trial TEXT, file INT, cells TEXT); CREATE TABLE faults (place TEXT, fault TEXT)"
_UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE"  # it is thrown away anyway

Dump = list[tuple[str, File, Table]]  # each table's name, its file, and how that is read


def dump_of(files: Sequence[File]) -> tuple[Dump, list[File]]:
    """The tables of AACT among files that stand together, that of the studies first, and the other files."""
    named = {file.name: (file, table) for file in files if file.stem in TABLES and (table := _aact_table(file))}
    # Tables that no trial has a place for are of the dump too, and nothing is read of them.
    idle = {file.name for file in files if named and file.stem in SKIPPED}
    dump = [(file.stem, file, table) for file, table in named.values()]
    return sorted(dump, key=lambda each: each[0] != _FIRST), [
        file for file in files if file.name not in named and file.name not in idle
    ]


def _aact_table(file: File) -> Table | None:
    table = file_table(file)
    return table if table and _ID in map(plain_name, table.columns) else None


def dump_pieces(dump: Dump) -> Iterator[Piece]:
    """The trials, in the order of the first table; then the rows that are of none."""
    with (
        tempfile.TemporaryDirectory(prefix="trialparse-") as folder,
        closing(sqlite3.connect(Path(folder) / "dump.sqlite", isolation_level=None)) as database,
    ):
        database.executescript(f"{_UNSAFE}; {_SCHEMA}")
        for number, (_, file, table) in enumerate(dump):
            _load(database, number, file, table)
        database.execute("CREATE INDEX by_trial ON held (trial)")
        yield from _joined(database, dump)
        for place, fault in database.execute("SELECT place, fault FROM faults ORDER BY rowid"):
            yield bad_row(place, fault)


def _load(database: sqlite3.Connection, number: int, file: File, table: Table) -> None:
    """The rows of a file; what cannot be read of it is kept as a fault."""
    own = next(place for place, name in enumerate(table.columns) if plain_name(name) == _ID)
    database.execute("BEGIN")
    try:
        with open_lines(file) as lines:
            for line, cells, _, fault in rows(lines, table):
                if fault is not None or not cells[own].strip():
                    told = fault or "the row is of no trial"
                    database.execute("INSERT INTO faults VALUES (?, ?)", (f"{file.name}, line {line:,}", told))
                else:
                    given = (cells[own].strip(), number, json.dumps(cells, ensure_ascii=False))
                    database.execute("INSERT INTO held VALUES (?, ?, ?)", given)
    except UNREADABLE as error:
        database.execute("INSERT INTO faults VALUES (?, ?)", (file.name, f"it cannot be read: {error}"))
    database.execute("COMMIT")


def _joined(database: sqlite3.Connection, dump: Dump) -> Iterator[Piece]:
    trials = database.execute("SELECT trial, MIN(rowid) FROM held GROUP BY trial ORDER BY 2")
    for trial, _ in trials:
        record: dict[str, object] = {"nct_id": trial}
        held = database.execute("SELECT file, cells FROM held WHERE trial = ? ORDER BY rowid", (trial,)).fetchall()
        for number, cells in held:
            name, _, table = dump[number]
            found = record.setdefault(name, [])
            assert isinstance(found, list)
            found.append(dict(zip(table.columns, json.loads(cells), strict=True)))
        yield Piece(f"{dump[held[0][0]][1].name}, {trial}", kind_of(record), record)
