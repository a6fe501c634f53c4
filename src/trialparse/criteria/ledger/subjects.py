"""A second reader of subjects: how likely each noun phrase around a limit is what the limit is of.

The rules of the grammar decide what a subject is; this reader only doubts. It sees every noun phrase of the sentence by
plain signs (on which side it stands and how far, what stands between, whether it is measured, in which unit, how its
words end), adds up the weights that `subjects.toml` gives to them and so shares out the likelihood between all. A
subject that has little of it is unsure. `benchmarks/subjects.py` learns the weights from annotated texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import exp
from typing import NamedTuple

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    BEFORE,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    CRITERIA,
    DASH,
    EXCEPT,
    FOR,
    IF,
    LEVEL,
    MEASURED,
    MOMENT,
    NOT,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    PAST,
    SAYS,
    SLASH,
    TIMES,
    WORD,
    one_of,
)

__all__ = [
    "Candidate",
    "candidates",
    "candidates_of",
    "groups",
    "likelihoods",
    "needs_opinion",
    "signs_of",
    "with_unsure_subjects",
]

_LEFT, _RIGHT = 16, 8  # atoms before and behind a limit that are looked at
_IN_PHRASE = one_of(WORD, MEASURED, MOMENT, CRITERIA, NOUN, TIMES, DASH, PAST)
_NO_END = one_of(DASH, TIMES, PAST)
_OVER = one_of(
    OPEN, CLOSE, COMMA, AND, OR, COLON, COMPARATOR, NUMBER, OF, MEASURED, IF, FOR, AT, NOT, BEFORE, SLASH, LEVEL,
    EXCEPT, MOMENT,
)  # fmt: skip
# Between a measurement and its limit; with no more than two of anything else the subject needs no second opinion.
_PARTS_TWO = one_of(NUMBER, MEASURED, COMMA, OPEN, CLOSE, COLON, AND, OR)
_FILL = 2
_BETWEEN = frozenset(
    {
        "a", "and", "are", "as", "at", "be", "by", "defined", "despite", "during", "for", "from", "had", "has", "have",
        "in", "including", "is", "of", "on", "than", "that", "the", "to", "was", "were", "which", "who", "with",
    }
)  # fmt: skip
_ROLES = ("person", "group", "filler", "turn", "opener", "end", "article")
_DISTANCES = ((5, "5 to 7"), (8, "8 to 12"), (13, "13 or more"))


class Candidate(NamedTuple):
    """A noun phrase around a limit: its atoms [first, after) and where it stands."""

    first: int
    after: int
    start: int
    end: int

    def holds(self, drafts: Iterable[Draft]) -> bool:
        """Whether the rules say that it is the subject of one of some constraints."""
        return any(
            draft.subject and self.start < draft.subject.end and draft.subject.start < self.end for draft in drafts
        )


@dataclass(frozen=True, slots=True)
class _Model:
    unsure: float  # below this likelihood
    weights: Mapping[str, float]


@cache
def _model() -> _Model:
    table = tomllib.loads((files(__package__) / "subjects.toml").read_text(encoding="utf-8"))
    return _Model(table["unsure"], table["weights"])


def with_unsure_subjects(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """The constraints, those marked whose subject is unsure."""
    unsure = _model().unsure
    marked: list[Draft] = []
    for group in groups(drafts):
        doubted = needs_opinion(sentence, group[0]) and _likelihood(sentence, drafts, group) < unsure
        marked += [replace(each, unsure=(*each.unsure, "unsure-subject")) for each in group] if doubted else group
    return marked


def candidates_of(
    sentence: Sentence, drafts: Sequence[Draft]
) -> Iterator[tuple[dict[str, int], list[tuple[Candidate, float]]]]:
    """By the place of each limit of which that is asked what it may be of, with how likely each is."""
    for group in groups(drafts):
        if needs_opinion(sentence, group[0]):
            yield group[0].plain["span"], likelihoods(sentence, drafts, group)


def groups(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The constraints of one limit together: `AST and ALT > 3 × ULN` are two."""
    for _, group in groupby(drafts, key=lambda draft: draft.first):
        yield list(group)


def needs_opinion(sentence: Sentence, draft: Draft) -> bool:
    """Whether the subject of a limit is anything but a measurement right before it.

    A criteria set is no limit, and what the rule of a pack reads a second reader cannot know.
    """
    subject = draft.subject
    if subject is None or draft.plain["kind"] == "criteria_set" or not draft.plain["rule"].startswith("core:"):
        return False
    if subject.id is None or subject.end > sentence.atoms[draft.first].start:
        return True
    between = sentence.codes[sentence.place(subject.end - 1) + 1 : draft.first]
    return len(between) > _FILL or not _PARTS_TWO.isdisjoint(between)


def _likelihood(sentence: Sentence, drafts: Sequence[Draft], group: Sequence[Draft]) -> float:
    """How likely a limit is of what the rules say."""
    return max((share for each, share in likelihoods(sentence, drafts, group) if each.holds(group)), default=0.0)


def likelihoods(sentence: Sentence, drafts: Sequence[Draft], group: Sequence[Draft]) -> list[tuple[Candidate, float]]:
    """All that the limit of a group may be of, with how likely each is; the likelihoods add up to 1."""
    weights = _model().weights
    found = candidates(sentence, group)
    powers = [
        exp(sum(weights.get(sign, 0.0) for sign in signs_of(sentence, drafts, group, found, each))) for each in found
    ]
    return [(each, power / sum(powers)) for each, power in zip(found, powers, strict=True)]


def candidates(sentence: Sentence, group: Sequence[Draft]) -> list[Candidate]:
    """The noun phrases around a limit, and the subject by the rules where it is none of them."""
    draft = group[0]
    begin, after = sentence.bounds(draft.first)
    found = [*_phrases(sentence, draft, max(begin, draft.first - _LEFT), min(after, draft.last + _RIGHT))]
    for each in group:
        if each.subject is not None and not any(candidate.holds([each]) for candidate in found):
            first, last = sentence.place(each.subject.start), sentence.place(each.subject.end - 1)
            found.append(Candidate(first, last + 1, sentence.atoms[first].start, sentence.atoms[last].end))
    return found


def _phrases(sentence: Sentence, draft: Draft, begin: int, after: int) -> Iterator[Candidate]:
    index = begin
    while index < after:
        first = index
        while index < after and _continues(sentence, draft, index):
            index += 1
        last = index
        while last > first and sentence.codes[last - 1] in _NO_END:
            last -= 1
        while first < last and sentence.codes[first] in _NO_END:
            first += 1
        if first < last:
            yield Candidate(first, last, sentence.atoms[first].start, sentence.atoms[last - 1].end)
        index = max(index, first + 1) if last > first else index + 1


def _continues(sentence: Sentence, draft: Draft, index: int) -> bool:
    code = sentence.codes[index]
    if draft.first <= index <= draft.last:
        return code == MEASURED
    return code in _IN_PHRASE and not (code == WORD and sentence.plays(index, "edge"))


def signs_of(
    sentence: Sentence, drafts: Sequence[Draft], group: Sequence[Draft], found: Sequence[Candidate], each: Candidate
) -> Iterator[str]:
    """The plain signs that a candidate bears: `left distance 2`, `left over comma`, `measured last` …"""
    draft = group[0]
    if each.after <= draft.first:
        side, between = "left", (each.after, draft.first)
        rank = sum(each.after <= other.first and other.after <= draft.first for other in found)
    elif each.first > draft.last:
        side, between = "right", (draft.last + 1, each.first)
        rank = sum(draft.last < other.first and other.after <= each.first for other in found)
    else:
        side, between, rank = "inside", (draft.first, draft.first), 0
    yield f"{side} distance {_distance(between[1] - between[0])}"
    yield f"{side} rank {min(rank, 4)}"
    yield from _between(sentence, side, *between)
    yield from _told(sentence, draft, each, side)
    if any(other.first != draft.first and each.holds([other]) for other in drafts):
        yield f"{side} of another limit"
    yield from _shape(sentence, each)
    if side != "left" or each.after != draft.first:
        yield f"then {SAYS.get(sentence.code(each.after), 'end')}"
    if each.holds(group):
        yield from _chosen(group, each, side, between[1] - between[0])


def _distance(atoms: int) -> str:
    return next((says for least, says in reversed(_DISTANCES) if atoms >= least), str(atoms))


def _between(sentence: Sentence, side: str, first: int, after: int) -> Iterator[str]:
    """What stands between a candidate and the limit."""
    codes = sentence.codes[first:after]
    if not codes:
        return
    for code in _OVER.intersection(codes):
        yield f"{side} over {SAYS[code]}"
    yield f"{side} touches {SAYS[codes[-1] if side == 'left' else codes[0]]}"
    for word in _BETWEEN.intersection(sentence.words(first, after).lower().split()):
        yield f"{side} over word {word}"


def _told(sentence: Sentence, draft: Draft, each: Candidate, side: str) -> Iterator[str]:
    """What the lexicon says of a candidate."""
    measured = [atom for atom in sentence.atoms[each.first : each.after] if atom.code == MEASURED]
    yield f"{side} measured" if measured else f"{side} unknown"
    if not measured:
        return
    yield "measured last" if sentence.codes[each.after - 1] == MEASURED else "measured inside"
    known = sentence.lexicon.measurements.get(measured[-1].key)
    if known is None:
        return
    unit = draft.quantity.unit if draft.quantity is not None else None
    fits = "no" if unit is None else "own" if unit == known.unit else "known" if unit in known.units else "strange"
    yield f"{fits} unit of {known.type}"


def _shape(sentence: Sentence, each: Candidate) -> Iterator[str]:
    """How the words of a candidate look, and what stands before it."""
    words = sentence.words(each.first, each.after).lower().split()
    for ending in ("ed", "ing", "ly"):
        if words[-1].endswith(ending):
            yield f"ends in -{ending}"
        if words[0].endswith(ending):
            yield f"begins with -{ending}"
    if words[-1].endswith("s"):
        yield "ends in -s"
    for role in _ROLES:
        if words[-1] in sentence.lexicon.roles[role]:
            yield f"ends in {role}"
    yield f"length {_distance(each.after - each.first)}"
    yield f"behind {SAYS[sentence.codes[each.first - 1]] if each.first else 'start'}"


def _chosen(group: Sequence[Draft], each: Candidate, side: str, distance: int) -> Iterator[str]:
    """By which rule it is the subject."""
    why = group[0].whys[0] if group[0].whys else "no rule"
    yield "chosen"
    yield f"chosen by {why}"
    yield f"chosen by {why} {side} {_distance(distance)}"
    subject = next(draft.subject for draft in group if draft.subject and each.holds([draft]))
    if subject.start < each.start or subject.end > each.end:
        yield "chosen is wider"
