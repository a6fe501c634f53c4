"""Which values a time dates: `ALT ≤ 2.5 × ULN within 14 days before randomization`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from trialparse.criteria.kinds import KINDS, kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import AND, COLON, COMMA, MEASURED, NOT, OR, POINT, STOP, one_of

__all__ = ["dated"]

_DATING = frozenset(kind.name for kind in KINDS if kind.dates)
_PARTING = one_of(AND, OR, COMMA, STOP, POINT, COLON, MEASURED, NOT)  # behind which a time dates something else
_REACH = 6  # atoms between a value and the time that dates it, at the most


def dated(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """The constraints of a criterion, each time with the places of those among them that it dates.

    A time dates the value right before it, where it is of the same thing or its subject holds the end of that value.
    """
    if not any(draft.plain["kind"] in _DATING for draft in drafts):
        return list(drafts)
    return [_dating(sentence, drafts, place) for place in range(len(drafts))]


def _dating(sentence: Sentence, drafts: Sequence[Draft], place: int) -> Draft:
    time = drafts[place]
    if time.plain["kind"] not in _DATING or time.plain["interval"]["upper"] is None:  # `at least one week apart`
        return time
    near = takewhile(lambda each: time.first - drafts[each].last <= _REACH + 1, range(place - 1, -1, -1))
    places = sorted(each for each in near if _dates(sentence, time, drafts[each]))
    return replace(time, plain={**time.plain, "dates": places}) if places else time


def _dates(sentence: Sentence, time: Draft, value: Draft) -> bool:
    between = time.first - value.last - 1
    if time.subject is None or not 0 <= between <= _REACH or not kind_of(value.plain).dated:
        return False
    held = time.subject.start < value.plain["span"]["end"] <= time.subject.end
    return (held or _are_alike(time, value)) and not any(
        _parts(atom, value) for atom in sentence.atoms[value.last + 1 : time.first]
    )


def _are_alike(time: Draft, value: Draft) -> bool:
    """Whether a time and a value are of one thing: `hemoglobin ≥ 9 g/dL within 14 days`."""
    one, other = time.subject, value.subject
    return one is not None and other is not None and one.start < other.end and other.start < one.end


def _parts(atom: Atom, value: Draft) -> bool:
    """Whether a word behind a value begins something else; what the value is of (`at least 2 relapses`) does not."""
    subject = value.subject
    return atom.code in _PARTING and not (subject is not None and subject.start <= atom.start < subject.end)
