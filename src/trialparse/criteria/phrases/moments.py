"""Clinical moments at which a value may have to hold: `at screening`, `during the baseline visit`, `on day 1`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import MEASURED, MOMENT, NOUN, NUMBER, WORD, one_of

__all__ = ["Moment", "moments"]

_VISIT = re.compile(
    r"\b(?:at|on|of|by|during)\s+(?:(?:both|the|study)\s+){0,3}(?P<moment>(?:day|visit|week|cycle)[\s-]{1,2}\d+\w?)\b",
    re.IGNORECASE,
)
_POINT_KEYS = frozenset(
    {"SCREENING", "BASELINE", "RANDOMIZATION", "FIRST_DOSE", "ENROLLMENT", "CONSENT", "OTHER", "ADMISSION", "DIAGNOSIS"}
)
_NO_MOMENTS = frozenset({"study", "trial", "the study", "this study", "treatment", "study treatment", "study drug"})
_ADJECTIVES = ("SCREENING", "BASELINE")
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


def moments(text: str, start: int, end: int, atoms: Sequence[Atom], codes: str) -> list[Moment]:
    """The moments that the atoms of `text[start:end]` name, in order."""
    found = [*_named(text, start, atoms, codes)] if MOMENT in codes else []
    visits = [*_VISIT.finditer(text, start, end)] if NUMBER in codes else []
    if visits:
        starts = [atom.start for atom in atoms]
        named = (visit.span("moment") for visit in visits)
        found += [Moment(bisect_left(starts, first), "OTHER", first, after, True, False) for first, after in named]
        found.sort(key=lambda moment: moment.index)
    return found


def _named(text: str, start: int, atoms: Sequence[Atom], codes: str) -> Iterator[Moment]:
    """The moments that the lexicon names."""
    for index, atom in enumerate(atoms):
        if atom.code != MOMENT or atom.key not in _POINT_KEYS or text[atom.start : atom.end].lower() in _NO_MOMENTS:
            continue
        stated = _AT.search(text[max(start, atom.start - 40) : atom.start]) is not None
        adjective = atom.key in _ADJECTIVES and codes[index + 1 : index + 2] in _QUALIFIED
        if stated or adjective:
            yield Moment(index, atom.key, atom.start, atom.end, stated, adjective)
