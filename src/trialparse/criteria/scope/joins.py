"""Joins: which word stands between two constraints of a criterion, `or`, `and` or none.

What stands inside their subjects joins nothing (`≥ 1 reported or documented relapse`), and a time that dates a value
goes with it. Of the members of a list the last join is that of all: `A, B, or C`. Limits of one thing that nothing can
meet at once are alternatives, whatever joins them: `Age under 18 and over 70 years`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import AND, CLOSE, COMMA, MOMENT, NOT, OR, STOP, one_of

__all__ = ["Join", "joins"]

Plain = dict[str, Any]
Numbered = tuple[int, Draft]  # a constraint with its place
_BEHIND = one_of(CLOSE, COMMA, STOP, MOMENT, OR)  # between a constraint and an `or` of it
_NEAR = 3  # atoms between an `or` and what it leads to
_SHARED = re.compile(r"\bor\b|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Join:
    """What stands between two constraints: OR, AND or "", the mark that parts them, and whether a denial does.

    `within` says that they are of one thing, so that the join is none of a list around them.
    """

    word: str
    mark: str = ""
    denied: bool = False
    within: bool = False

    @property
    def is_or(self) -> bool:
        return self.word == OR


def joins(sentence: Sentence, drafts: Sequence[Numbered]) -> list[Join]:
    """The joins between constraints that follow one another."""
    return _as_lists([_join(sentence, left, right) for left, right in pairwise(drafts)])


def _as_lists(found: list[Join]) -> list[Join]:
    """The joins, of which a bare comma or semicolon takes the word with which its list ends."""
    ends: dict[str, str] = {}  # by mark, the word of the join behind
    read: list[Join] = []
    for join in reversed(found):
        if not join.word and join.mark and not join.within:
            join = replace(join, word=ends.get(join.mark, ""))
        elif join.word and not join.within:
            ends = {COMMA: join.word, STOP: join.word if join.mark == STOP else ends.get(STOP, "")}
        if join.mark == STOP:
            ends.pop(COMMA, None)
        read.append(join)
    return read[::-1]


def _join(sentence: Sentence, numbered: Numbered, following: Numbered) -> Join:
    (place, left), (_, right) = numbered, following
    if left.first == right.first:
        return Join(OR if _are_shared(sentence, left, right) else "", within=True)
    between = _between(sentence, left, right)
    codes = "".join(sentence.codes[index] for index in between)
    mark = STOP if STOP in codes else COMMA if COMMA in codes else ""
    within = _shares_subject(left, right)
    if place in right.plain.get("dates", ()):
        return Join(AND, mark, within=True)
    if (within or _same_id(left, right)) and _exclude_each_other(left.plain, right.plain):
        return Join(OR, mark, NOT in codes, within)
    alternative = _is_alternative(sentence, left, right, between)
    return Join(OR if alternative else AND if AND in codes else "", mark, NOT in codes, within)


def _is_alternative(sentence: Sentence, left: Draft, right: Draft, between: Sequence[int]) -> bool:
    """Whether an `or` stands between two constraints, and not within what is said of one of them."""
    ors = [index for index in between if sentence.codes[index] == OR]
    if not ors or _counts(left, right):
        return False
    if sentence.bounds(left.last) != sentence.bounds(right.first):
        return ors[-1] == between[-1]
    return any(
        sentence.codes[index - 1] == COMMA or _follows(sentence, left, index) or _leads(sentence, right, index)
        for index in ors
    )


def _counts(left: Draft, right: Draft) -> bool:
    """Whether a time is that of what was counted before it: `≥ 1 reported or documented relapse within a year`."""
    counted, timed = left.subject, right.subject
    if counted is None or timed is None or not kind_of(right.plain).timed or kind_of(left.plain).timed:
        return False
    return bool(counted.start >= left.plain["span"]["end"] and timed.start <= counted.start)


def _follows(sentence: Sentence, left: Draft, index: int) -> bool:
    """Whether an `or` stands right behind a constraint, with its moment."""
    anchor: Plain | None = left.plain.get("anchor")
    end = anchor["span"]["end"] if anchor else 0
    said = (atom for atom in sentence.atoms[left.last + 1 : index] if atom.start >= end)
    return all(atom.code in _BEHIND for atom in said)


def _leads(sentence: Sentence, right: Draft, index: int) -> bool:
    """Whether an `or` stands right before a constraint or its subject."""
    if right.subject is None or right.subject.start < sentence.atoms[index].end:
        return index == right.first - 1
    return sentence.begins(right.subject.start) - index <= _NEAR


def _are_shared(sentence: Sentence, left: Draft, right: Draft) -> bool:
    """Whether two subjects of one limit are alternatives: an `or` stands between them."""
    if left.subject is None or right.subject is None:
        return True
    return bool(_SHARED.search(sentence.text, left.subject.end, right.subject.start))


def _shares_subject(left: Draft, right: Draft) -> bool:
    """Whether two constraints have one subject, named once."""
    one, other = left.subject, right.subject
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)


def _same_id(left: Draft, right: Draft) -> bool:
    one, other = left.subject, right.subject
    return one is not None and other is not None and one.id is not None and one.id == other.id


def _between(sentence: Sentence, left: Draft, right: Draft) -> list[int]:
    """The atoms between two constraints that belong to no clause and to no subject of theirs."""
    parts = (right.plain.get("condition"), right.plain.get("exception"), left.plain.get("exception"))
    spans = [(part["span"]["start"], part["span"]["end"]) for part in parts if part is not None]
    end, start = sentence.atoms[left.last].end, sentence.atoms[right.first].start
    spans += [(each.start, each.end) for each in (left.subject, right.subject) if each and end <= each.start < start]
    return [
        index
        for index in range(left.last + 1, right.first)
        if not any(a <= sentence.atoms[index].start < b for a, b in spans)
    ]


def _exclude_each_other(one: Plain, other: Plain) -> bool:
    """Whether no number is in the intervals of both, which have the same unit and are not denied."""
    if any(one.get(key) != other.get(key) for key in ("kind", "unit", "reference", "change")):
        return False
    if one.get("negated") or other.get("negated") or one["kind"] != "threshold":
        return False
    return _is_below(one, other) or _is_below(other, one)


def _is_below(one: Plain, other: Plain) -> bool:
    upper, lower = _end(one, "upper"), _end(other, "lower")
    return upper is not None and lower is not None and upper < lower


def _end(plain: Plain, side: str) -> Decimal | None:
    bound = (plain.get("interval") or {}).get(side)
    return Decimal(str(bound["value"])) if bound else None
