"""Scope: what negates a constraint, the condition under which it holds, and the exception to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialparse.criteria.sentence import Sentence

__all__ = ["Clauses", "clauses", "is_negated"]

_CLAUSE_END = re.compile(r"[;.)]")
_NEGATION_REACH = 18
_BUT = frozenset({"but", "however", "unless", "except"})


@dataclass(slots=True)
class Clauses:
    """Conditions and exceptions of a criterion as (first atom, after atom) stretches."""

    conditions: list[tuple[int, int]]
    exceptions: list[tuple[int, int]]


def _clause_end(sentence: Sentence, index: int, after: int, *, comma: bool) -> int:
    """The atom after the clause that begins at `index`: a bracket closes, a comma closes a condition that leads."""
    depth = 0
    for place in range(index, after):
        code = sentence.codes[place]
        if code == "(":
            depth += 1
        elif code == ")":
            depth -= 1
            if depth < 0:
                return place
        elif depth == 0 and (code == ";" or (comma and code == "K" and place > index + 1)):
            return place
    return after


def clauses(sentence: Sentence) -> Clauses:
    """Where conditions and exceptions stand."""
    conditions, exceptions = [], []
    for index, code in enumerate(sentence.codes):
        if code not in "ie":
            continue
        first, after = sentence.bounds(index)
        if code == "e":
            exceptions.append((index, _clause_end(sentence, index, after, comma=False)))
        else:
            leads = index - first <= 1 or sentence.codes[index - 1] == "K"
            conditions.append((index, _clause_end(sentence, index, after, comma=leads or True)))
    return Clauses(conditions, exceptions)


def is_negated(sentence: Sentence, index: int) -> bool:
    """Whether a negation stands before the atom `index` in its clause, with nothing between that ends its reach."""
    first, _ = sentence.bounds(index)
    depth = 0
    for place in range(index - 1, max(first, index - _NEGATION_REACH) - 1, -1):
        code = sentence.codes[place]
        if code == ")":
            depth += 1
        elif code == "(":
            depth = max(0, depth - 1)
        if code == "n" and depth == 0:
            word = sentence.of(sentence.atoms[place]).lower()
            return not word.startswith("non") and not _only(sentence, place)
        if depth == 0 and (code in ";:eiP" or (code == "A" and sentence.of(sentence.atoms[place]).lower() in _BUT)):
            return False
        if depth == 0 and code == "N" and place < index - 1:
            return False
    return False


def _only(sentence: Sentence, place: int) -> bool:
    """`not only`, `if not`, `not limited to`: no negation of what follows."""
    following = sentence.text[sentence.atoms[place].end : sentence.atoms[place].end + 12].strip().lower()
    return following.startswith(("only", "limited", "necessarily"))
