"""The vocabulary of things that no number limits: terms by category, and the words and endings that make them.

`terms/*.txt` hold terms, one a line, the category in the file's name; a term with a capital letter counts as written,
any other in any case, and with the plural of its last word. `terms/*.toml` hold what makes a term of words that no file
lists: heads (`bleeding disorder`), endings (`-itis`), and the words that stand before or around it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from trialparse.lexicon.source import LexiconError

__all__ = ["Leader", "Vocabulary", "plurals", "read_vocabulary", "vocabulary"]

_FOLDER = "terms"
_LONGEST = 13  # letters of an ending


@dataclass(frozen=True, slots=True)
class Leader:
    """What makes a thing one of a category: some words and one of the `ties` before it, or one of those `behind` it.

    With no category these words only lead to the thing, which is what it is: `intolerance to lithium`.
    """

    category: str | None
    words: frozenset[str]
    ties: frozenset[str]
    behind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms and what makes them, each with its category; `cased` count as they are written."""

    terms: Mapping[str, str] = field(default_factory=dict)
    cased: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    not_by_ending: frozenset[str] = frozenset()
    modifiers: Mapping[str, str] = field(default_factory=dict)  # `inside` a name or `outside` of it
    leaders: tuple[Leader, ...] = ()
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what members of a list have of their own

    def by_ending(self, word: str) -> str | None:
        """The category of a word in lower case by the longest ending that it has.

        >>> vocabulary().by_ending("bronchiolitis"), vocabulary().by_ending("screening")
        ('condition', None)
        """
        for form in (word, word[:-1] if word.endswith("s") else ""):
            if len(form) > 4 and form not in self.not_by_ending:
                for cut in range(max(1, len(form) - _LONGEST), len(form) - 2):
                    if category := self.endings.get(form[cut:]):
                        return category
        return None


def plurals(term: str) -> Iterator[str]:
    """A term and its plurals: of its last word.

    >>> list(plurals("allergy"))
    ['allergy', 'allergies']
    """
    yield term
    if term.endswith("y") and term[-2:-1] not in tuple("aeiou"):
        yield f"{term[:-1]}ies"
    elif term.endswith(("s", "x", "ch", "sh")):
        yield f"{term}es"
    else:
        yield f"{term}s"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the library."""
    return read_vocabulary(resources.files("trialparse.lexicon") / _FOLDER)


def read_vocabulary(folder: Traversable) -> Vocabulary:
    """The vocabulary of the files of a folder; a `LexiconError` names one that cannot be read."""
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    terms: dict[str, str] = {}
    cased: dict[str, str] = {}
    for file in files:
        if file.name.endswith(".txt"):
            _add_terms(file, terms, cased)
    made = _Made()
    for file in files:
        if file.name.endswith(".toml"):
            made.add(file)
    rejects, leaders = frozenset(made.rejects), tuple(made.leaders)
    inside = {word for word, place in made.modifiers.items() if place == "inside"}
    members = made.members | {"kinds": made.members.get("kinds", frozenset()) | inside}
    return Vocabulary(terms, cased, made.heads, made.endings, rejects, made.modifiers, leaders, members)


def _add_terms(file: Traversable, terms: dict[str, str], cased: dict[str, str]) -> None:
    category = file.name.removesuffix(".txt")
    for line in _read(file).splitlines():
        term = line.strip()
        if not term or term.startswith("#"):
            continue
        if term != term.lower():
            cased.setdefault(term, category)
            cased.setdefault(f"{term}s", category)
            continue
        for form in plurals(term):
            terms.setdefault(form, category)


class _Made:
    """The tables of several files, put together."""

    def __init__(self) -> None:
        self.heads: dict[str, str] = {}
        self.endings: dict[str, str] = {}
        self.rejects: set[str] = set()
        self.modifiers: dict[str, str] = {}
        self.leaders: list[Leader] = []
        self.members: dict[str, frozenset[str]] = {}

    def add(self, file: Traversable) -> None:
        tables = _tables(file)
        for table in tables.get("head", ()):
            for word in table["words"]:
                for form in plurals(word):
                    self.heads.setdefault(form, table["category"])
        for table in tables.get("ending", ()):
            self.endings |= dict.fromkeys(table["endings"], table["category"])
            self.rejects.update(table.get("rejects", ()))
        for table in tables.get("modifier", ()):
            for place in ("inside", "outside"):
                self.modifiers |= dict.fromkeys(table.get(place, ()), place)
        for table in tables.get("leader", ()):
            said = (frozenset(table.get(name, ())) for name in ("words", "ties", "behind"))
            self.leaders.append(Leader(table.get("category"), *said))
        for table in tables.get("member", ()):
            for name, words in table.items():
                self.members[name] = self.members.get(name, frozenset()) | frozenset(words)


def _tables(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(file))
    except tomllib.TOMLDecodeError as fault:
        raise LexiconError(f"{file.name}: {fault}") from None


def _read(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{file.name}: {fault}") from None
