"""Clinical moments at which a value may have to hold: `at screening`, `during the baseline visit`, `on day 1`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter

from trialparse.criteria.phrases.nouns import lowered
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import (
    BEFORE,
    COLON,
    COMMA,
    CRITERIA,
    FROM,
    MEASURED,
    MOMENT,
    NOUN,
    NUMBER,
    OPEN,
    POINT,
    STOP,
    WORD,
    one_of,
)

__all__ = ["Moment", "is_of_study", "is_undated", "moment_key", "moment_of", "moments"]

_VISIT = re.compile(
    r"\b(?:at|on|of|by|during)\s+(?:(?:both|the|study)\s+){0,3}"
    r"(?P<moment>(?:day|visit|week|cycle)[\s-]{1,2}\d+\w?|(?:(?<=time\sof\s)|(?<=time\sof\sthe\s))visit(?!\s\d))\b",
    re.IGNORECASE,
)
_FAR = 80  # atoms between a limit and its moment, at the most
_HEAD_END = 4  # atoms before the colon of a head in which its moment stands
_BEFORE = 40  # characters before a moment that state it
_index = attrgetter("index")
_CRITERIA_OF = re.compile(r"\s+criteri", re.IGNORECASE)  # `in inclusion criterion 6`
_COMPARES = re.compile(r"\bfrom\b", re.IGNORECASE)
_BESIDE = 6  # atoms between a limit and what is over by then, at the most; and where that stands ahead of it
_AHEAD = 1
_DATED = one_of(NUMBER, CRITERIA, COMMA, STOP, POINT)
_QUALIFIED = one_of(MEASURED, WORD, NOUN, COLON)  # what a moment before it may qualify, or head
_AT = re.compile(
    r"\b(?:at|on|during|by|in|upon|when|as\s+of)\s+"
    r"(?:(?:the|both|time|of|day|each|first|initial|study|their|his/her|and|date|start|beginning|signing|providing|planned|scheduled)"
    r"\s+){0,5}$",
    re.IGNORECASE,
)
_GIVEN = {"ENROLLMENT": "FIRST_DOSE", "STUDY_PERIOD": "LAST_DOSE"}
_STUDY = re.compile(r"\b(?:study|trial|protocol)\b", re.IGNORECASE)
_JOINED = 8  # atoms before a moment in which it is joined to another one
# Between a moment and the one before it: `(or during the`.
_JOINED_TO = re.compile(
    r"[\s(,]*\b(?:or|and)\s+(?:(?:at|during|on|in|by)\s+)?(?:the\s+)?(?:time\s+of\s+)?\Z", re.IGNORECASE
)
_start = attrgetter("start")
_ALONE = re.compile(r"\s*(?:only\s*)?[)\]]", re.IGNORECASE)  # behind a moment that has a bracket of its own


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
        if atom.code != MOMENT or (key := moment_key(sentence, index)) not in points or is_undated(sentence, atom):
            continue
        stated = _is_stated(sentence, index)
        adjective = key in adjectives and sentence.code(index + 1) in _QUALIFIED
        if stated or adjective:
            yield Moment(index, key, atom.start, atom.end, stated, adjective)


def moment_key(sentence: Sentence, index: int) -> str:
    """Which moment an atom is: the start of the study, but not of the study drug."""
    atom = sentence.atoms[index]
    if atom.key not in _GIVEN or index + 1 == len(sentence.atoms) or not is_of_study(sentence, atom):
        return atom.key
    given = sentence.atoms[index + 1].key in _GIVEN.values() or sentence.plays(index + 1, "given")
    return _GIVEN[atom.key] if given else atom.key


def is_undated(sentence: Sentence, atom: Atom) -> bool:
    """Whether a moment only names what goes on: `the study`, `study treatment`."""
    return sentence.lexicon.roles["undated"].issuperset(lowered(sentence.of(atom)))


def is_of_study(sentence: Sentence, atom: Atom) -> bool:
    """Whether a moment is named after the study: `the trial`, `start of study`, `protocol therapy`."""
    return _STUDY.search(sentence.text, atom.start, atom.end) is not None


def _is_stated(sentence: Sentence, index: int) -> bool:
    """Whether `at`, `on`, `during` lead to a moment, or it has a bracket of its own: `(screening only)`."""
    atom = sentence.atoms[index]
    if _CRITERIA_OF.match(sentence.text, atom.end, sentence.end):
        return False
    if _AT.search(sentence.text[max(sentence.start, atom.start - _BEFORE) : atom.start]):
        return True
    alone = sentence.code(index - 1) == OPEN and atom.key in sentence.lexicon.anchors_for("adjective")
    return alone and _ALONE.match(sentence.text, atom.end, sentence.end) is not None


def moment_of(sentence: Sentence, moments: Sequence[Moment], first: int, last: int, taken: Set[int]) -> Moment | None:
    """The moment at which the limit at the atoms `first` to `last` must hold: the nearest of its sentence.

    Those that stand at the places `taken` date something else.
    """
    if not moments:
        return None
    begin, after = sentence.bounds(first)
    near = range(max(begin, first - _FAR), min(after, last + _FAR))
    low, high = (bisect_left(moments, place, key=_index) for place in (near.start, near.stop))
    free = [
        each
        for each in moments[low:high]
        if each.start not in taken and not _goes_on(sentence, each, taken) and _may_date(sentence, each, first, last)
    ]
    known = [each for each in free if each.key != "OTHER"] or free or _of_head(sentence, moments, first, taken)
    return min(known, key=lambda each: min(abs(each.index - first), abs(each.index - last)), default=None)


def _of_head(sentence: Sentence, moments: Sequence[Moment], first: int, taken: Set[int]) -> list[Moment]:
    """The moment that the head of a list ends with: `Vital signs at screening as follows: pulse < 50; SBP > 150`."""
    colon = sentence.codes.rfind(COLON, max(0, first - _FAR), first)
    if colon < 0 or POINT in sentence.codes[colon:first]:
        return []
    near = range(colon - _HEAD_END, colon)
    return [each for each in moments if each.stated and each.index in near and each.start not in taken]


def _goes_on(sentence: Sentence, moment: Moment, taken: Set[int]) -> bool:
    """Whether a moment is joined to one that dates something else: `in the 6 months before screening or at screening`.

    One that is joined to nothing but its preposition says no more than that: `at any time prior to or at screening`.
    """
    if not taken and BEFORE not in sentence.codes[max(0, moment.index - _JOINED) : moment.index]:
        return False
    before = _JOINED_TO.search(sentence.text, max(sentence.start, moment.start - _BEFORE), moment.start)
    if before is None:
        return False
    index = bisect_left(sentence.atoms, before.start(), key=_start) - 1
    return sentence.code(index) == BEFORE or (sentence.code(index) == MOMENT and sentence.atoms[index].start in taken)


def _may_date(sentence: Sentence, moment: Moment, first: int, last: int) -> bool:
    """Whether a limit can hold at a moment.

    One before it may qualify it; what is compared with another time is not of that (`an increase from baseline`), and
    the onset of an illness dates what stands beside it.
    """
    if moment.index < first:
        between = sentence.codes[moment.index + 1 : first]
        if not moment.stated:
            return True
    else:
        between = sentence.codes[last + 1 : moment.index]
        if not moment.stated or (FROM in between and _COMPARES.search(sentence.words(last + 1, moment.index))):
            return False
    past = moment.key in sentence.lexicon.anchors_for("past")
    beside = _BESIDE if last < moment.index else _AHEAD
    return not past or (len(between) <= beside and _DATED.isdisjoint(between))
