"""The entries of a lexicon file, each with the line it stands on; and the lines at which code fails.

>>> text = '[[anchor]]\\nkey = "VISIT"\\n\\n[[anchor]]\\nkey = "CALL"\\n'
>>> [(entry.name, entry.where()) for entry in entries("mine.toml", text)]
[('VISIT', 'mine.toml:1'), ('CALL', 'mine.toml:4')]
"""

from __future__ import annotations

import re
import tomllib
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Entry", "LexiconError", "entries", "place_of"]

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]", re.MULTILINE)
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_NAMES = ("id", "key", "op", "ucum", "code", "value")


class LexiconError(ValueError):
    """A lexicon entry is malformed or clashes with another; the message begins with file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon file: its table, its keys, and the lines it stands on."""

    table: str
    data: Mapping[str, Any]
    source: str
    line: int
    text: str  # the file from this entry's header up to the next one's

    @property
    def name(self) -> str:
        """What the entry is called in messages."""
        return str(next((self.data[key] for key in _NAMES if key in self.data), "without a name"))

    def where(self, word: str = "") -> str:
        """`file:line` of the entry, or of the line in it where a key or a text begins."""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.text) if word else None
        return f"{self.source}:{self.line + (self.text.count(chr(10), 0, found.start()) if found else 0)}"

    def error(self, message: str, word: str = "") -> LexiconError:
        """The error that says what is wrong with the entry, and where."""
        return LexiconError(f"{self.where(word)}: {self.table} {self.name!r}: {message}")


def entries(source: str, text: str) -> Iterator[Entry]:
    """The entries of a lexicon file in the order of their tables."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = _AT_LINE.search(message)
        where = f"{source}:{line[1]}" if line else source
        raise LexiconError(f"{where}: {_AT_LINE.sub('', message)}") from error
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers[1:]), len(text)]
    blocks: dict[str, list[tuple[int, str]]] = {}
    for header, end in zip(headers, ends, strict=False):
        line_number = text.count("\n", 0, header.start(1)) + 1
        blocks.setdefault(header[1], []).append((line_number, text[header.start(1) : end]))
    for table, found in tables.items():
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise LexiconError(f"{_line_of(source, text, table)}: {table} is no list of entries: write [[{table}]]")
        places = blocks.get(table, [])
        if len(places) != len(found):  # written in one line, or a header within a text: all is searched
            places = [(1, text)] * len(found)
        for entry, (line_number, block) in zip(found, places, strict=True):
            yield Entry(table, entry, source, line_number, block)


def _line_of(source: str, text: str, word: str) -> str:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return f"{source}:{text.count(chr(10), 0, found.start()) + 1}" if found else source


def place_of(error: Exception) -> str:
    """`file:line` where the code of a pack failed."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
