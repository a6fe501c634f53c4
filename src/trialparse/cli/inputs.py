"""What a call names to be read: files, folders, patterns, the standard input; and the text of each."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape, glob, has_magic
from itertools import chain
from pathlib import Path

from trialparse.text.binary import binary_kind
from trialparse.text.source import page_text

__all__ = ["STDIN", "InputError", "Source", "is_single", "sources", "text_of"]

STDIN = "-"
_ENDINGS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".xml")  # what is read of a folder


class InputError(Exception):
    """Something that was to be read cannot be; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read, by the name that the call gave it; `fault` says why it cannot be, where that is known."""

    name: str
    fault: str = ""


def sources(given: Sequence[str]) -> tuple[list[Source], list[str]]:
    """All that the arguments of a call come to, each file once, in their order; and notes of what is left out.

    A file of the very name comes before a pattern, so that `page[1].txt` is found.

    >>> sources(["-", "-"])
    ([Source(name='-', fault='')], [])
    """
    found: dict[object, Source] = {}
    notes: list[str] = []
    again: list[str] = []
    for source in chain.from_iterable(_expanded(argument, notes) for argument in given):
        first = found.setdefault(_identity(source.name), source).name
        if os.path.normpath(first) != os.path.normpath(source.name):
            again.append(f"{source.name} is {first}")
    if again:
        notes.append(f"other names of files that are read already are left out: {_some(again)}")
    return list(found.values()), list(dict.fromkeys(notes))


def _some(names: Sequence[str]) -> str:
    """How many there are, and which is the first of them."""
    return f"{len(names)} ({names[0]}{', …' if len(names) > 1 else ''})"


def _identity(name: str) -> object:
    """What is the same for all the names of a file; of what is none, or is not there, the name."""
    if name == STDIN:
        return name
    try:
        found = os.stat(name)  # noqa: PTH116 - says no to what is no path at all
    except (OSError, ValueError):
        return name
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else name


def is_single(given: Sequence[str], found: Sequence[Source]) -> bool:
    """Whether a call names one file and no more than one could be meant."""
    return len(given) == 1 and found == [Source(given[0])]


def _expanded(argument: str, notes: list[str]) -> Iterator[Source]:
    if argument == STDIN or os.path.isfile(argument):  # noqa: PTH113 - says no to what is no path at all
        yield Source(argument)
    elif os.path.isdir(argument):  # noqa: PTH112
        yield from _folder(argument, notes)
    elif has_magic(argument) and not os.path.lexists(argument):
        closed: list[OSError] = []
        matches = sorted({name for name in _matches(argument, notes, closed) if not os.path.isdir(name)})  # noqa: PTH112
        yield from _closed(closed)
        yield from map(Source, matches) if matches else [Source(argument, "no file matches it")]
    else:
        yield Source(argument)  # a pipe, a device, or nothing, which shows when it is opened


def _matches(pattern: str, notes: list[str], closed: list[OSError]) -> Iterator[str]:
    """What a pattern names; `**` is walked as a named folder is, while `glob` would follow links in a circle."""
    given = Path(pattern).parts
    parts = [part for part, before in zip(given, ("", *given), strict=False) if not part == before == "**"]
    if "**" not in parts:
        yield from glob(pattern)  # noqa: PTH207
        return
    place = parts.index("**")
    head, rest = Path(*parts[:place]), Path(*parts[place + 1 :] or "*")
    for top in filter(os.path.isdir, glob(str(head))):  # noqa: PTH207
        for folder, _ in _walk(top, notes, closed):
            yield from _matches(str(Path(escape(folder)) / rest), notes, closed)


def _walk(top: str, notes: list[str], closed: list[OSError]) -> Iterator[tuple[str, list[str]]]:
    """A folder and those in it, with the names in each; hidden ones and links to folders are passed over."""
    links: list[str] = []
    for root, folders, names in os.walk(top, onerror=closed.append):
        seen = sorted(name for name in folders if not name.startswith("."))
        links += [str(Path(root, name)) for name in seen if Path(root, name).is_symlink()]
        folders[:] = seen
        yield root, sorted(name for name in names if not name.startswith("."))
    if links:
        notes.append(f"{top}: links to folders are not followed: {_some(links)}")


def _folder(folder: str, notes: list[str]) -> Iterator[Source]:
    """The pages of a folder and of those in it; hidden ones are no pages."""
    closed: list[OSError] = []
    files: list[str] = []
    for root, names in _walk(folder, notes, closed):
        files += [str(Path(root, name)) for name in names]
    if {"studies", "conditions"} <= {Path(name).stem for name in files}:
        notes.append(f"{folder}: of AACT's tables each row is read alone; trialparse.read_records in Python joins them")
    pages = [name for name in files if name.lower().endswith(_ENDINGS)]
    others = {Path(name).suffix or "no ending" for name in files if not name.lower().endswith(_ENDINGS)}
    if others:
        count = len(files) - len(pages)
        notes.append(f"{folder}: files that do not end as pages do are left out: {count} ({', '.join(sorted(others))})")
    yield from _closed(closed)
    yield from map(Source, pages)
    if not pages and not closed:
        yield Source(folder, f"is a folder without pages, which end in {' '.join(_ENDINGS)}")


def _closed(errors: Iterable[OSError]) -> Iterator[Source]:
    """Folders that may not be read."""
    return (Source(str(error.filename), _reason(error)) for error in errors)


def text_of(source: Source) -> str:
    """The text of a source; raises an `InputError`."""
    if source.fault:
        raise InputError(source.fault)
    try:
        data = _data(source.name)
        if kind := binary_kind(data):
            raise InputError(f"is {kind}, not text; {_UNPACKED.get(kind, 'save the page as text or HTML')}")
        return page_text(data, Path(source.name).suffix)
    except OSError as error:
        raise InputError(_reason(error)) from error
    except (ValueError, ImportError) as error:  # no path at all; an extra that is not installed
        raise InputError(str(error)) from error


_PACKED = "unpack it first; packed records are read by trialparse.read_records in Python"
_UNPACKED = {"compressed with gzip": _PACKED, "a zip archive or an office document": _PACKED}


def _data(name: str) -> bytes:
    if not name:
        raise InputError("the name is empty")
    if name != STDIN:
        return Path(name).read_bytes()
    if sys.stdin is None:
        raise InputError("there is no standard input")
    return sys.stdin.buffer.read()


_REMEDIES: Iterable[tuple[type[OSError], str]] = (
    (FileNotFoundError, "see how it is spelt; the text itself is passed with - through the standard input"),
    (PermissionError, "see who may read it"),
)


def _reason(error: OSError) -> str:
    remedies = [remedy for kind, remedy in _REMEDIES if isinstance(error, kind)]
    return "; ".join([(error.strerror or str(error)).lower(), *remedies])
