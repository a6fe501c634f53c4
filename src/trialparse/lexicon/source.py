"""The entries of a lexicon file, each with the line it stands on.

>>> text = '[[anchor]]\\nkey = "VISIT"\\n\\n[[anchor]]\\nkey = "CALL"\\n'
>>> [(entry.name, entry.where()) for entry in entries("mine.toml", text)]
[('VISIT', 'mine.toml:1'), ('CALL', 'mine.toml:4')]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trialparse.faults import shown

__all__ = ["LENGTH", "Entry", "LexiconError", "entries"]

LENGTH = 2_000_000  # characters of a lexicon file; the largest that ships has 60,000
_DEPTH = 8  # of tables and lists in an entry; a token pattern has four

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]", re.MULTILINE)
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_NAMES = ("id", "key", "op", "ucum", "code", "value")
# What TOML allows and Python's reader does not survive, and half characters, which no text can hold.
_EXCESS = (
    (re.compile(r"(?:[\[{][\s\w=.]{0,9}){40}"), "it is nested too deep"),
    (re.compile(r"[\d_]{4000}"), "a number has too many digits"),
    (re.compile("[\ud800-\udfff]"), "half of a character"),
)


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
        value = next((self.data[key] for key in _NAMES if key in self.data), "without a name")
        return value if isinstance(value, str) else shown(value)

    def where(self, *words: str) -> str:
        """`file:line` of the entry, or of the line in it where the first of some keys or texts begins that is there."""
        found = next(filter(None, (_find(word, self.text) for word in words if word)), None)
        return f"{self.source}:{self.line + (self.text.count(chr(10), 0, found.start()) if found else 0)}"

    def error(self, message: str, *words: str) -> LexiconError:
        """The error that says what is wrong with the entry, and where."""
        return LexiconError(f"{self.where(*words)}: {self.table} {shown(self.name)}: {message}")


def entries(source: str, text: str) -> Iterator[Entry]:
    """The entries of a lexicon file in the order of their tables."""
    tables = _tables(source, text)
    blocks = _blocks(text)
    for table, found in tables.items():
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise LexiconError(f"{_line_of(source, text, table)}: {table} is no list of entries: write [[{table}]]")
        places = blocks.get(table, [])
        if len(places) != len(found):  # written in one line, or a header within a text: all is searched
            places = [(1, text)] * len(found)
        for data, (line_number, block) in zip(found, places, strict=True):
            entry = Entry(table, data, source, line_number, block)
            if _is_deep(data):
                raise entry.error("it is nested too deep")
            yield entry


def _tables(source: str, text: str) -> dict[str, Any]:
    """The tables of a lexicon file as TOML reads them."""
    if len(text) > LENGTH:
        raise LexiconError(f"{source}:1: it has more than {LENGTH} characters")
    for excess, message in _EXCESS:
        if (found := excess.search(text)) is not None:
            raise LexiconError(f"{source}:{_line_at(text, found.start())}: {message}")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise LexiconError(f"{source}:1: it is nested too deep") from error
    except ValueError as error:  # no TOML, or a number that Python cannot read
        message = str(error)
        found = _AT_LINE.search(message)
        line = found[1] if found and found[1] else _line_at(text, len(text))
        raise LexiconError(f"{source}:{line}: {_AT_LINE.sub('', message)}") from error


def _blocks(text: str) -> dict[str, list[tuple[int, str]]]:
    """The first line and the text of each entry, by table."""
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers[1:]), len(text)]
    blocks: dict[str, list[tuple[int, str]]] = {}
    for header, end in zip(headers, ends, strict=False):
        blocks.setdefault(header[1], []).append((_line_at(text, header.start(1)), text[header.start(1) : end]))
    return blocks


def _is_deep(data: object) -> bool:
    """Whether tables and lists stand in each other deeper than any entry needs."""
    level = [data]
    for _ in range(_DEPTH):
        level = [part for each in level for part in _parts(each)]
    return bool(level)


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _find(word: str, text: str) -> re.Match[str] | None:
    """Where a key or a text begins."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)


def _line_of(source: str, text: str, word: str) -> str:
    found = _find(word, text)
    return f"{source}:{_line_at(text, found.start())}" if found else source
