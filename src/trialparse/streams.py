"""Several trials in one text, and all that a source holds, one after the other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from trialparse.layouts.split import split as split_page
from trialparse.records.containers.dump import dump_of, dump_pieces
from trialparse.records.containers.files import File, bytes_file, files_in, open_file
from trialparse.records.containers.piece import Piece
from trialparse.records.containers.queries import Query, query_rows
from trialparse.records.containers.texts import file_pieces
from trialparse.records.known import records_in
from trialparse.records.opening import format_of, pieces_of

__all__ = ["Source", "pieces_in", "split"]

Source: TypeAlias = (
    str | PathLike[str] | bytes | BinaryIO | Mapping[str, Any] | Iterable[Mapping[str, Any] | str] | Query
)
"""What `read_records` reads: a path, bytes, an open file, a record, several, or the rows of a query."""


def split(text: str) -> Iterator[str]:
    r"""The texts of the trials in a text, one after another.

    Of JSON and XML these are the records as they stand there, of a table each row under the line of names. A page is
    divided where the layout it is in says how a trial begins: the parts are the whole of it, and what stands above the
    first goes with it.

    Examples:
        >>> page = "NCT ID: NCT0000000{0}\nLast Updated: 2026-01-0{0}\nConditions\nSponsors\nLocations\n"
        >>> [part[:19] for part in split("".join(f"Study {n}\n" + page.format(n) for n in (1, 2)))]
        ['Study 1\nNCT ID: NCT', 'Study 2\nNCT ID: NCT']
        >>> list(split('[{"protocolSection": {}}, {"protocolSection": {}}]'))
        ['{"protocolSection": {}}', '{"protocolSection": {}}']
        >>> list(split("Inclusion Criteria: age over 18"))
        ['Inclusion Criteria: age over 18']
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise TypeError(f"split takes text, not {kind}; trialparse.read gives that of a file: split(read(path))")
    written = format_of(text)
    pieces = list(pieces_of(text, written)) if written else []
    if any(piece.kind for piece in pieces) and all(piece.text is not None for piece in pieces):
        return (piece.text for piece in pieces if piece.text is not None)
    return split_page(text)


def pieces_in(source: Source) -> Iterator[Piece]:
    """What a source holds, piece by piece, in order; a page of several trials gives a piece for each.

    >>> records = [{"protocolSection": {}}, {"nct_id": "NCT01234567", "phase": "PHASE2"}]
    >>> [piece.kind.layout for piece in pieces_in(records)]
    ['ctgov_v2_json', 'aact']
    """
    return _divided(_opened(source))  # what cannot be a source is told at once


def _divided(pieces: Iterator[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.text is None or piece.value is not None or piece.fault is not None:
            yield piece
            continue
        parts = list(split_page(piece.text))
        for number, part in enumerate(parts, 1):
            place = f"{piece.place}, trial {number}" if len(parts) > 1 else piece.place
            yield Piece(place, text=part)


def _opened(source: Source) -> Iterator[Piece]:
    if isinstance(source, str | PathLike):
        return _files(_path(source))
    if isinstance(source, bytes | bytearray):
        return _files(bytes_file(bytes(source)))
    if isinstance(source, Mapping):
        return _given([source])
    if isinstance(source, Query):
        return _given(query_rows(source))
    if callable(getattr(source, "read", None)):
        return _open_files(cast(BinaryIO, source))
    if isinstance(source, Iterable):
        return _given(source)
    raise TypeError(f"read_records takes a path, bytes, an open file or records, not {type(source).__name__}")


def _path(source: str | PathLike[str]) -> Path:
    if isinstance(source, str) and ("\n" in source or "\0" in source):
        raise ValueError("read_records takes a path or bytes; this looks like the text itself: pass its bytes")
    path = Path(source)
    path.stat()  # one that is not there is the caller's error, as it is of `read`
    return path


def _open_files(stream: BinaryIO) -> Iterator[Piece]:
    with open_file(stream) as file:
        yield from _files(file)


def _files(source: Path | File) -> Iterator[Piece]:
    for shelf in files_in(source):
        faults = [each for each in shelf if isinstance(each, Piece)]
        dump, files = dump_of([each for each in shelf if isinstance(each, File)])
        yield from chain(faults, dump_pieces(dump) if dump else (), *map(file_pieces, files))


def _given(values: Iterable[Any]) -> Iterator[Piece]:
    """Records as values; what is a text is opened as one."""
    for number, value in enumerate(values, 1):
        place = f"record {number:,}"
        if isinstance(value, str):
            yield from _text(value, place)
        elif isinstance(value, Mapping):
            found = False
            for kind, record in records_in(value):
                found = True
                yield Piece(place, kind, record)
            if not found:
                yield Piece(place, None, value)
        else:
            yield Piece(place, fault=f"a {type(value).__name__} is no record", code="unknown-record")


def _text(text: str, place: str) -> Iterator[Piece]:
    written = format_of(text)
    found = False
    for piece in pieces_of(text, written) if written else ():
        found = True
        yield replace(piece, place=f"{place}, {piece.place}")
    if not found:
        yield Piece(place, text=text)
