"""What a call names to be read: files, folders, patterns, the standard input; and the text of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
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
    """All that the arguments of a call come to, each once, in their order; and notes of what is left out.

    A file of the very name comes before a pattern, so that `page[1].txt` is found.

    >>> sources(["-", "-"])
    ([Source(name='-', fault='')], [])
    """
    found: dict[str, Source] = {}
    notes: list[str] = []
    for argument in given:
        for source in _expanded(argument, notes):
            found.setdefault(source.name, source)
    return list(found.values()), notes


def is_single(given: Sequence[str], found: Sequence[Source]) -> bool:
    """Whether a call names one file and no more than one could be meant."""
    return len(given) == 1 and found == [Source(given[0])]


def _expanded(argument: str, notes: list[str]) -> Iterator[Source]:
    if argument == STDIN or os.path.isfile(argument):  # noqa: PTH113 - says no to what is no path at all
        yield Source(argument)
    elif os.path.isdir(argument):  # noqa: PTH112
        yield from _folder(argument, notes)
    elif has_magic(argument) and not os.path.lexists(argument):
        matches = sorted(name for name in glob(argument, recursive=True) if not os.path.isdir(name))  # noqa: PTH112, PTH207
        yield from map(Source, matches) if matches else [Source(argument, "no file matches it")]
    else:
        yield Source(argument)  # a pipe, a device, or nothing, which shows when it is opened


def _folder(folder: str, notes: list[str]) -> Iterator[Source]:
    """The pages of a folder and of those in it; hidden ones are no pages."""
    closed: list[OSError] = []
    files: list[str] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [str(Path(root, name)) for name in sorted(names) if not name.startswith(".")]
    pages = [name for name in files if name.lower().endswith(_ENDINGS)]
    others = {Path(name).suffix or "no ending" for name in files if not name.lower().endswith(_ENDINGS)}
    if others:
        count = len(files) - len(pages)
        notes.append(f"{folder}: files that do not end as pages do are left out: {count} ({', '.join(sorted(others))})")
    yield from (Source(str(error.filename), _reason(error)) for error in closed)
    yield from map(Source, pages)
    if not pages and not closed:
        yield Source(folder, f"is a folder without pages, which end in {' '.join(_ENDINGS)}")


def text_of(source: Source) -> str:
    """The text of a source; raises an `InputError`."""
    if source.fault:
        raise InputError(source.fault)
    try:
        data = _data(source.name)
        if kind := binary_kind(data):
            raise InputError(f"is {kind}, not text; save the page as text or HTML")
        return page_text(data, Path(source.name).suffix)
    except OSError as error:
        raise InputError(_reason(error)) from error
    except (ValueError, ImportError) as error:  # no path at all; an extra that is not installed
        raise InputError(str(error)) from error


def _data(name: str) -> bytes:
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
