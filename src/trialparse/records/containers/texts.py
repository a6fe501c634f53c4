"""The pieces in one file, whatever it is written in."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from trialparse.records.containers.files import UNREADABLE, File
from trialparse.records.containers.piece import LONGEST, Piece
from trialparse.records.containers.tables import Table, table_of, table_pieces
from trialparse.records.containers.window import Window
from trialparse.records.opening import format_of, is_sure, pieces_of
from trialparse.text.binary import binary_kind
from trialparse.text.markup import html_text, is_html
from trialparse.text.source import encoding_of

__all__ = ["file_pieces", "file_table", "open_lines"]

_SAMPLE = 2**16
_BEGINS = re.compile(r'[\s\ufeff\x1e]{0,200}(?:<\?xml\b|[{\[]\s{0,200}(?:[{\[]\s{0,200})?["}\]])')
_HTML = (".html", ".htm", ".xhtml")


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 in a file of it, as Windows writes them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("trialparse-western", _western)


def _text(stream: BinaryIO, sample: bytes) -> io.TextIOWrapper:
    r"""A stream of bytes as text whose lines end at a line feed; it stands where the sample begins."""
    newline = None if b"\r" in sample and b"\n" not in sample else "\n"  # None: carriage returns become feeds
    return io.TextIOWrapper(
        cast(BinaryIO, _Behind(sample, stream)),
        encoding=encoding_of(sample),
        errors="trialparse-western",
        newline=newline,
    )


def file_pieces(file: File) -> Iterator[Piece]:
    """The records in a file, or the file as a page; each place begins with the file's name."""
    count = 0
    try:
        with file.opened() as stream:
            for piece in _pieces(stream, file):
                count += 1
                place = f"{file.name}, record {count:,} ({piece.place})" if piece.place else file.name
                yield replace(piece, place=place)
    except UNREADABLE as error:
        count += 1
        yield Piece(file.name, fault=f"it cannot be read: {error}", code="unread-file")
    if not count:
        yield Piece(file.name, fault="there is no record in it", code="no-records")


def _pieces(stream: BinaryIO, file: File) -> Iterator[Piece]:
    sample = _sample(stream)
    if kind := binary_kind(sample):
        yield Piece("", fault=f"it is {kind}, not text", code="unread-file")
        return
    with _text(stream, sample) as text:
        head = text.read(_SAMPLE)
        written = _written(head, file)
        if written == "table":
            table = table_of(head)
            if table is not None:
                yield from table_pieces(_Whole(head, text), table)
        elif written is not None:
            yield from pieces_of(Window(_Whole(head, text)), written)
        else:
            yield _page(head, text, file)


def _written(head: str, file: File) -> str | None:
    """What a file is written in; text that only begins with a bracket is a page."""
    written = None if file.suffix in _HTML else format_of(head)
    if written == "table" or (written and (is_sure(head, written) or _BEGINS.match(head))):
        return written
    return None


def _page(head: str, text: io.TextIOWrapper, file: File) -> Piece:
    """A page of text or HTML."""
    whole = head + text.read(LONGEST + 1 - len(head))
    if len(whole) > LONGEST:
        return Piece("", fault=f"more than {LONGEST:,} characters of a page are not read", code="record-too-large")
    try:
        return Piece("", text=html_text(whole) if file.suffix in _HTML or is_html(whole) else whole)
    except ImportError as error:
        return Piece("", fault=str(error), code="unread-file")


@contextmanager
def open_lines(file: File) -> Iterator[io.TextIOWrapper]:
    """The lines of a file."""
    with file.opened() as stream:
        sample = _sample(stream)
        with _text(stream, sample) as text:
            yield text


def file_table(file: File) -> Table | None:
    """The table that a file is, or None."""
    try:
        with file.opened() as stream:
            sample = _sample(stream)
    except UNREADABLE:
        return None
    return None if binary_kind(sample) else table_of(sample.decode(encoding_of(sample), "replace"))


def _sample(stream: BinaryIO) -> bytes:
    """The first bytes; of a pipe there may come few at a time."""
    found = b""
    while len(found) < _SAMPLE and (more := stream.read(_SAMPLE - len(found))):
        found += more
    return found


class _Behind(io.RawIOBase):
    """Bytes that were read, and the stream they come from."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size)

    def read(self, size: int = -1, /) -> bytes:
        found, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return found or self._stream.read(size)


class _Whole(io.TextIOBase):
    """Text that was read, and what follows it, by size or by lines."""

    def __init__(self, head: str, rest: io.TextIOWrapper) -> None:
        self._head, self._rest = io.StringIO(head, newline="\n"), rest

    def read(self, size: int | None = -1, /) -> str:
        return self._head.read(size) or self._rest.read(size)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        line = self._head.readline(size)
        return line if line.endswith("\n") else line + self._rest.readline(size)
