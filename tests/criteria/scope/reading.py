"""What the tests of scope share: a text read as far as the clauses, and the rules that decide on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from limits import limits
from trialparse.criteria import read_criteria
from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds import kind_of, read_constraints
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.frame import Clause, Frame
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.loader import builtin
from trialparse.text import fold

Plain = dict[str, Any]


def frame_of(text: str) -> Frame:
    """The frame of a text that is one criterion."""
    folded = fold(text)
    atoms = lexer(builtin()).atoms(folded, 0, len(folded), whole=True)
    sentence = Sentence(folded, 0, len(folded), atoms, builtin())
    drafts = read_constraints(sentence)
    limits = {(draft.first, draft.last): kind_of(draft.plain) for draft in drafts}
    return Frame(sentence, limits, {draft.first: draft.plain for draft in reversed(drafts)})


def words(frame: Frame, first: int, after: int) -> str:
    """The words of the atoms [first, after), with single blanks and without the marks at their end."""
    return " ".join(frame.sentence.words(first, after).split()).rstrip(" ,;:.")


def governed(frame: Frame, clauses: list[Clause]) -> list[tuple[str, str | None]]:
    """Each limit in the order of the text, with the words of the clause that governs it."""
    held = frame.governed(clauses)
    return [
        (
            words(frame, first, last + 1),
            words(frame, held[first].first, held[first].after) if first in held else None,
        )
        for first, last in frame.limits
    ]


def criteria(text: str, kind: Any = "unknown") -> list[Plain]:
    """The criteria of a text."""
    found, _, _ = read_criteria(text, fold(text), [(0, len(text), kind)])
    return found


def constraints(text: str) -> list[Plain]:
    """The limits of a text, those of children after those of their parents; no things that are only named."""
    found: list[Plain] = []
    open_ = list(reversed(criteria(text)))
    while open_:
        criterion = open_.pop()
        found += limits(criterion["constraints"])
        open_ += reversed(criterion["children"])
    return found


def scope(text: str, field: str) -> list[Any]:
    """Of each limit in the order of the text its negation, or the words of its condition or exception."""
    values = (constraint[field] for constraint in constraints(text))
    return [" ".join(value["text"].split()) if isinstance(value, dict) else value for value in values]


@contextmanager
def fired() -> Iterator[set[str]]:
    """The names of the rules that decide within the block."""
    names: set[str] = set()
    first = Table.first

    def recorded(table: Table[Any, Any], facts: Any) -> Rule[Any, Any] | None:
        rule = first(table, facts)
        names.update({rule.name} if rule else ())
        return rule

    with patch.object(Table, "first", recorded):
        yield names
