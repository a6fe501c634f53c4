"""The files in a path, bytes, a stream, a folder or an archive, each opened when it is read."""

import gzip
import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from trialparse.records.containers.piece import Piece

__all__ = ["UNREADABLE", "File", "bytes_file", "files_in", "open_file"]

UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What opening or reading a file may raise: it is gone, broken, packed in a way not known, or locked."""

_DEEPEST = 3  # archives in archives
_IN_MEMORY = 64 * 2**20
_LARGEST_INNER = 8 * 2**30  # of an archive in an archive
_MOST_FOLDED = 1000  # times smaller: text is never packed so well, a zip bomb is
_PASSED_OVER = ("__MACOSX",)


@dataclass(frozen=True, slots=True)
class File:
    """A file by the name that messages give it, and how its bytes are had."""

    name: str
    opened: Callable[[], BinaryIO]

    @property
    def stem(self) -> str:
        """Its name without folders and endings.

        >>> File("dump.zip/tables/studies.txt.gz", io.BytesIO).stem
        'studies'
        """
        return PurePosixPath(self.name).name.partition(".")[0].lower()

    @property
    def suffix(self) -> str:
        """Its ending, without that of gzip."""
        return PurePosixPath(self.name.removesuffix(".gz")).suffix.lower()


def bytes_file(data: bytes, name: str = "bytes") -> File:
    """Bytes as a file."""
    return File(name, lambda: io.BytesIO(data))


@contextmanager
def open_file(stream: BinaryIO) -> Iterator[File]:
    """An open file, read from where it stands, and left open."""
    name = getattr(stream, "name", None)
    stream = getattr(stream, "buffer", stream)  # of a file that was opened as text
    if isinstance(stream, io.TextIOBase):
        yield bytes_file(stream.read().encode("utf-8", "replace"), "text")
        return
    with ExitStack() as kept:
        whole = stream if stream.seekable() else kept.enter_context(_held(stream))
        start = whole.tell()
        yield File(name if isinstance(name, str) else "file", lambda: cast(BinaryIO, _Kept(whole, start)))


class _Kept:
    """An open file that is the caller's to close."""

    def __init__(self, stream: IO[bytes], start: int) -> None:
        self._stream = stream
        stream.seek(start)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> "_Kept":
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves it open."""

    def close(self) -> None:
        """Leaves it open."""


def files_in(source: Path | File) -> Iterator[list[File | Piece]]:
    """The files there are, those of one folder or archive together; a `Piece` says why one is none."""
    if isinstance(source, File):
        yield from _expanded(source, 0)
    elif source.is_dir():
        for folder, names in _folders(source):
            paths = [folder / name for name in names]
            others = [path for path in paths if path.exists() and not path.is_file()]
            yield [Piece(str(path), fault="a pipe or a device is no file", code="unread-file") for path in others]
            yield from _shelf([File(str(path), _opener(path)) for path in paths if path not in others], 0)
    elif not source.is_file():  # it gives what it holds once
        with source.open("rb") as stream, open_file(stream) as file:
            yield from _expanded(file, 0)
    else:
        yield from _expanded(File(str(source), _opener(source)), 0)


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _folders(top: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder and those in it, with the names in each, in order; hidden ones and links to folders are passed over."""
    for root, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(root), sorted(name for name in names if not name.startswith("."))


def _shelf(files: list[File], depth: int) -> Iterator[list[File | Piece]]:
    """The files that stand together, and what is in the archives among them."""
    archives = [file for file in files if _is_zip(file)]
    plain: list[File | Piece] = [_unpacked(file) for file in files if file not in archives]
    if plain:
        yield plain
    for archive in archives:
        yield from _expanded(archive, depth)


def _expanded(file: File, depth: int) -> Iterator[list[File | Piece]]:
    if not _is_zip(file):
        yield [_unpacked(file)]
    elif depth >= _DEEPEST:
        yield [Piece(file.name, fault="an archive too deep in others is not opened", code="unread-file")]
    else:
        try:
            yield from _archive(file, depth)
        except UNREADABLE as error:
            yield [Piece(file.name, fault=f"the archive cannot be read: {error}", code="unread-file")]


def _archive(file: File, depth: int) -> Iterator[list[File | Piece]]:
    with file.opened() as stream, _seekable(stream) as whole, zipfile.ZipFile(whole) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _passed_over(entry.filename)]
        if any(entry.filename == "[Content_Types].xml" for entry in entries):
            yield [Piece(file.name, fault="an office document is not read; save it as text or CSV", code="unread-file")]
            return
        if not entries:
            yield [Piece(file.name, fault="there is nothing in it", code="no-records")]
            return
        bombs = [entry for entry in entries if _is_bomb(entry)]
        yield [
            Piece(f"{file.name}/{entry.filename}", fault="packed as no text is, and not opened", code="unread-file")
            for entry in bombs
        ]
        files = [
            File(f"{file.name}/{entry.filename}", _entry_opener(archive, entry))
            for entry in sorted(entries, key=lambda entry: entry.filename)
            if entry not in bombs
        ]
        yield from _shelf(files, depth + 1)


def _entry_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, archive.open(entry))


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part in _PASSED_OVER for part in parts)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _IN_MEMORY and entry.file_size > _MOST_FOLDED * max(entry.compress_size, 1)


def _seekable(stream: BinaryIO) -> IO[bytes]:
    """The stream, or what it holds, so that an archive can be read in it."""
    return stream if not isinstance(stream, zipfile.ZipExtFile) and stream.seekable() else _held(stream)


def _held(stream: BinaryIO) -> IO[bytes]:
    """What a stream gives, in a file of our own."""
    held = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    for _ in range(_LARGEST_INNER // 2**20):
        chunk = stream.read(2**20)
        if not chunk:
            break
        held.write(chunk)
    held.seek(0)
    return cast(IO[bytes], held)


def _begins(file: File, sign: bytes) -> bool:
    """Whether a file begins so; one that cannot be opened does not, which shows when it is read."""
    try:
        with file.opened() as stream:
            return stream.read(len(sign)) == sign
    except UNREADABLE:
        return False


def _is_zip(file: File) -> bool:
    return _begins(file, b"PK\x03\x04") or _begins(file, b"PK\x05\x06")  # the other is of an empty one


def _unpacked(file: File) -> File:
    """The file, without its gzip where it has one."""
    if not _begins(file, b"\x1f\x8b"):
        return file
    return File(file.name, lambda: cast(BinaryIO, _Gunzipped(file.opened())))


class _Gunzipped(gzip.GzipFile):
    """A stream without its gzip, which is closed with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = stream
        super().__init__(fileobj=stream, mode="rb")

    def close(self) -> None:
        """Closes both."""
        super().close()
        self._packed.close()
