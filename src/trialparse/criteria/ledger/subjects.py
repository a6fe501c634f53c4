"""A second reader of subjects: how likely each noun phrase around a limit is what the limit is of.

The rules of the grammar decide what a subject is; this reader only doubts. It sees every noun phrase of the sentence by
plain signs (on which side it stands and how far, what stands between, whether it is measured, in which unit, how its
words end), adds up the weights that `subjects.toml` gives to them and so shares out the likelihood between all. A
subject that has little of it is unsure. `benchmarks/subjects.py` learns the weights from annotated texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from math import exp
from typing import Any, NamedTuple

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.nouns import SubjectSpan, low
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
_ENDING = 3  # letters at the end of a word that tell how it looks
Sign = Callable[..., Iterable[str]]  # from what a candidate is to the names of the signs that it bears
_DISTANCES = ((5, "5 to 7"), (8, "8 to 12"), (13, "13 or more"))


class Candidate(NamedTuple):
    """A noun phrase around a limit: its atoms [first, after) and where it stands."""

    first: int
    after: int
    start: int
    end: int

    def subject(self, drafts: Iterable[Draft]) -> SubjectSpan | None:
        """The subject by the rules of one of some constraints, where it is that."""
        for draft in drafts:
            subject = draft.subject
            if subject is not None and self.start < subject.end and subject.start < self.end:
                return subject
        return None

    def holds(self, drafts: Iterable[Draft]) -> bool:
        """Whether the rules say that it is the subject of one of some constraints."""
        return self.subject(drafts) is not None


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
    if not drafts:
        return []
    unsure = _model().unsure
    marked: list[Draft] = []
    for group in groups(drafts):
        doubted = needs_opinion(sentence, group[0]) and _likelihood(sentence, group) < unsure
        marked += [each.doubted("unsure-subject") for each in group] if doubted else group
    return marked


def candidates_of(
    sentence: Sentence, drafts: Sequence[Draft]
) -> Iterator[tuple[dict[str, int], list[tuple[Candidate, float]]]]:
    """By the place of each limit of which that is asked what it may be of, with how likely each is."""
    for group in groups(drafts):
        if needs_opinion(sentence, group[0]):
            yield group[0].plain["span"], likelihoods(sentence, group)


def groups(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The constraints of one limit together: `AST and ALT > 3 × ULN` are two."""
    for _, group in groupby(drafts, key=lambda draft: draft.first):
        yield list(group)


def needs_opinion(sentence: Sentence, draft: Draft) -> bool:
    """Whether the subject of a limit is anything but an age, or a measurement right before it.

    A criteria set is no limit, and what the rule of a pack reads a second reader cannot know.
    """
    subject = draft.subject
    if subject is None or draft.plain["kind"] == "criteria_set" or not draft.plain["rule"].startswith("core:"):
        return False
    if subject.id is None or subject.end > sentence.atoms[draft.first].start:
        return subject.id != "age"
    between = sentence.codes[sentence.place(subject.end - 1) + 1 : draft.first]
    return len(between) > _FILL or not _PARTS_TWO.isdisjoint(between)


def _likelihood(sentence: Sentence, group: Sequence[Draft]) -> float:
    """How likely a limit is of what the rules say."""
    return max((share for each, share in likelihoods(sentence, group) if each.holds(group)), default=0.0)


def likelihoods(sentence: Sentence, group: Sequence[Draft]) -> list[tuple[Candidate, float]]:
    """All that the limit of a group may be of, with how likely each is; the likelihoods add up to 1."""
    found = candidates(sentence, group)
    if len(found) == 1:
        return [(found[0], 1.0)]
    powers = [exp(sum([_weight(*told) for told in _told(sentence, group, each)])) for each in found]
    whole = sum(powers)
    return [(each, power / whole) for each, power in zip(found, powers, strict=True)]


@lru_cache(maxsize=1 << 16)
def _weight(sign: Sign, *told: Hashable) -> float:
    """What the signs of one kind weigh; the same few are borne again and again."""
    weights = _model().weights
    return sum(weights.get(each, 0.0) for each in sign(*told))


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


def signs_of(sentence: Sentence, group: Sequence[Draft], each: Candidate) -> Iterator[str]:
    """The plain signs that a candidate bears: `left distance 2`, `left over comma`, `measured last` …"""
    for sign, *told in _told(sentence, group, each):
        yield from sign(*told)


def _told(sentence: Sentence, group: Sequence[Draft], each: Candidate) -> list[tuple[Any, ...]]:
    """What a candidate bears signs of: each kind of sign with what it is made from."""
    draft, first, after = group[0], each.first, each.after
    side, between = _where(sentence, draft, each)
    place = sentence.codes.rfind(MEASURED, first, after)
    behind = sentence.codes[first - 1] if first else ""
    then = sentence.code(after) or "end" if between or side != "left" else ""
    told: list[tuple[Any, ...]] = [
        (_between, side, between),
        (_naming, side, place >= 0, place == after - 1),
        (_endings, low(sentence, first)[-_ENDING:], low(sentence, after - 1)[-_ENDING:]),
        (_shape, after - first, behind, then),
    ]
    known = sentence.measurement(sentence.atoms[place]) if place >= 0 else None
    if known is not None:
        unit = draft.quantity.unit if draft.quantity is not None else None
        told.append((_fitting, known.type, unit is None, unit == known.unit, unit in known.units))
    subject = each.subject(group)
    if subject is not None:
        wider = subject.start < each.start or subject.end > each.end
        told.append((_chosen, side, len(between), wider, *draft.whys))
    return told


def _where(sentence: Sentence, draft: Draft, each: Candidate) -> tuple[str, str]:
    """The side of a limit on which a candidate stands, and the codes between the two."""
    if each.after <= draft.first:
        return "left", sentence.codes[each.after : draft.first]
    if each.first > draft.last:
        return "right", sentence.codes[draft.last + 1 : each.first]
    return "inside", ""


def _distance(atoms: int) -> str:
    return next((says for least, says in reversed(_DISTANCES) if atoms >= least), str(atoms))


def _between(side: str, codes: str) -> Iterator[str]:
    """What stands between a candidate and the limit."""
    yield f"{side} distance {_distance(len(codes))}"
    if codes:
        yield from (f"{side} over {SAYS[code]}" for code in _OVER.intersection(codes))
        yield f"{side} touches {SAYS[codes[-1] if side == 'left' else codes[0]]}"


def _naming(side: str, measured: bool, last: bool) -> Iterator[str]:
    """Whether a candidate names a measurement."""
    yield f"{side} measured" if measured else f"{side} unknown"
    if measured:
        yield "measured last" if last else "measured inside"


def _fitting(type_: str, bare: bool, own: bool, known: bool) -> Iterator[str]:
    """How the unit of the limit fits what is measured."""
    fits = "no" if bare else "own" if own else "known" if known else "strange"
    yield f"{fits} unit of {type_}"


def _endings(first: str, last: str) -> Iterator[str]:
    """How the words of a candidate look."""
    for ending in ("ed", "ing", "ly"):
        if last.endswith(ending):
            yield f"ends in -{ending}"
        if first.endswith(ending):
            yield f"begins with -{ending}"
    if last.endswith("s"):
        yield "ends in -s"


def _shape(length: int, behind: str, then: str) -> Iterator[str]:
    """How long a candidate is, and between what it stands."""
    yield f"length {_distance(length)}"
    yield f"behind {SAYS.get(behind, 'start')}"
    if then:
        yield f"then {SAYS.get(then, then)}"


def _chosen(side: str, distance: int, wider: bool, *whys: str) -> Iterator[str]:
    """By which rules it is the subject."""
    why, *others = whys or ("no rule",)
    yield "chosen"
    yield f"chosen by {why}"
    yield f"chosen by {why} {side} {_distance(distance)}"
    yield from (f"chosen beside {other}" for other in others)
    if wider:
        yield "chosen is wider"
