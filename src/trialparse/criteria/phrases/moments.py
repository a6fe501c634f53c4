"""Clinical moments at which a value may have to hold: `at screening`, `during the baseline visit`, `on day 1`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter

from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import MEASURED, MOMENT, NOUN, NUMBER, WORD, one_of

__all__ = ["Moment", "moment_of", "moments"]

_VISIT = re.compile(
    r"\b(?:at|on|of|by|during)\s+(?:(?:both|the|study)\s+){0,3}(?P<moment>(?:day|visit|week|cycle)[\s-]{1,2}\d+\w?)\b",
    re.IGNORECASE,
)
_NO_MOMENTS = frozenset({"study", "trial", "the study", "this study", "treatment", "study treatment", "study drug"})
_FAR = 80  # atoms between a limit and its moment, at the most
_BEFORE = 40  # characters before a moment that state it
_index = attrgetter("index")
_QUALIFIED = one_of(MEASURED, WORD, NOUN)  # what a moment before it may qualify
_AT = re.compile(
    r"\b(?:at|on|during|by|in|upon)\s+(?:(?:the|both|time|of|day|each|first|initial|study|their|his/her|and|date)\s+){0,5}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A clinical moment at the atom `index`; an `adjective` may qualify the noun after it (`screening SLEDAI`)."""

    index: int
    key: str
    start: int
    end: int
    stated: bool  # `at`, `on`, `during` stand before it
    adjective: bool


def moments(sentence: Sentence) -> list[Moment]:
    """The moments that a criterion names, in order."""
    found = [*_named(sentence)] if MOMENT in sentence.codes else []
    visits = [*_VISIT.finditer(sentence.text, sentence.start, sentence.end)] if NUMBER in sentence.codes else []
    if visits:
        starts = [atom.start for atom in sentence.atoms]
        named = (visit.span("moment") for visit in visits)
        found += [Moment(bisect_left(starts, first), "OTHER", first, after, True, False) for first, after in named]
        found.sort(key=lambda moment: moment.index)
    return found


def _named(sentence: Sentence) -> Iterator[Moment]:
    """The moments that the lexicon names."""
    points, adjectives = (sentence.lexicon.anchors_for(use) for use in ("point", "adjective"))
    for index, atom in enumerate(sentence.atoms):
        if atom.code != MOMENT or atom.key not in points or sentence.of(atom).lower() in _NO_MOMENTS:
            continue
        stated = _AT.search(sentence.text[max(sentence.start, atom.start - _BEFORE) : atom.start]) is not None
        adjective = atom.key in adjectives and sentence.code(index + 1) in _QUALIFIED
        if stated or adjective:
            yield Moment(index, atom.key, atom.start, atom.end, stated, adjective)


def moment_of(sentence: Sentence, moments: Sequence[Moment], first: int, last: int, taken: Set[int]) -> Moment | None:
    """The moment at which the limit at the atoms `first` to `last` must hold: the nearest of its sentence.

    Those that stand at the places `taken` date something else.
    """
    if not moments:
        return None
    begin, after = sentence.bounds(first)
    near = range(max(begin, first - _FAR), min(after, last + _FAR))
    low, high = (bisect_left(moments, place, key=_index) for place in (near.start, near.stop))
    free = [each for each in moments[low:high] if each.start not in taken and (each.stated or each.index < first)]
    known = [each for each in free if each.key != "OTHER"] or free
    return min(known, key=lambda each: min(abs(each.index - first), abs(each.index - last)), default=None)
