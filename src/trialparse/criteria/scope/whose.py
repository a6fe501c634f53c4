"""Whose a limit is, where it is not the participant's own: `donor hemoglobin`, `whose caregiver is at least 18`.

People stand in the lexicon as words with a key (`lexicon/words/people.toml`). Whether a limit is theirs is a matter of
structure: they have it (`the mother's BMI`, `age of the donor`), or they are who a clause speaks of (`Partner with …`).
Those whom the criteria of a page are about are the participants, whatever they are called: `mothers` in a trial of
mothers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.scope.cues import DEMANDS, MODALS, PAST, PRESENT, RELATIVE, either
from trialparse.criteria.scope.frame import Frame
from trialparse.lexicon.alphabet import (
    COLON,
    COMPARATOR,
    MEASURED,
    NUMBER,
    OF,
    PEOPLE,
    POINT,
    STOP,
    WORD,
    one_of,
    pattern,
)

__all__ = ["WHOSE", "Person", "leader", "persons", "says_only"]

_NAMES = frozenset({*PEOPLE, "participant"})
_REACH = 40  # atoms from a person to a limit of theirs
_NEAR = 3  # atoms before people in which a word says what part they have
_TAIL = 4  # atoms between a person and a limit of what is theirs
_HAS = pattern("[Word Measured]{0,3}")  # between a person and what is measured of them
_COUNTED = {"sexual_partners": "partner"}  # people who are counted where it is not they who have a limit
_BEFORE = pattern("Word{0,5}")  # between the begin of a sentence and the person it is about
_PLURAL = pattern("Open Word Close")  # `partner(s)`
_FOLLOWING = one_of(COMPARATOR, NUMBER, COLON, MEASURED)  # what follows right on a person who has the limit
_RELATED = pattern("Of Word{0,2}")  # `mother of the participant`, `partners of male participants`
_SAYS = MODALS | PRESENT | PAST | RELATIVE | {"being", "diagnosed", "available", "under", "over", "below", "above"}
_HAVE = _SAYS | {"with", "without", "whose", "aged", "age", "willing", "able", "agrees", "agree"}
# Before those who do something, and are not who is spoken of.
_ACTS = frozenset({"by", "per", "via", "as", *RELATIVE})
_BESIDE = frozenset({"with", "for", "to", "of"})  # before those beside whom somebody is spoken of
_HAVING = frozenset({"with", "have", "has", "having"})
_JOINING = frozenset({"and", "or"})
_MAIN = DEMANDS | {"agree", "agrees"}  # what lays down something for all who are named before
_ENDS = one_of(STOP, POINT)


def _head(names: str) -> re.Pattern[str]:
    """People at the head of a line; what `must` be true of them is asked beside what is asked of participants."""
    lead = r"(?:^|~)\W{0,20}(?:[\w'/-]{1,30}[ ,]{1,3}){0,4}"
    return re.compile(rf"{lead}(?:{names})\b(?!\W{{0,3}}(?:{either(DEMANDS)})\b|:)", re.IGNORECASE | re.MULTILINE)


_BABIES = _head("infants|newborns|neonates|babies")
_WOMEN = re.compile(r"\b(?:wom[ae]n|pregnant|mothers|parturients?)\b", re.IGNORECASE)
# What tells that somebody is the participant.
_ABOUT = {
    "infant": _BABIES,
    "donor": _head("donors"),
    "caregiver": _head("caregivers|carers|informants"),
    "partner": _head("partners|couples"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a limit: their key, the stretch of text that names them, and the rules that say so."""

    key: str
    start: int
    end: int
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Limit:
    """A limit and the people named nearest before it; `subject` are the atoms [first, after) of what it is of."""

    frame: Frame
    draft: Draft
    subject: tuple[int, int]
    name: int

    def is_timed(self) -> bool:
        return kind_of(self.draft.plain).timed

    def has_it(self) -> bool:
        """Whether the people stand right before what is measured: `mother's current BMI`."""
        first, after = self.subject
        if self.is_timed() or self.draft.subject is None:
            return False
        if first <= self.name < after:
            return self.name - first <= 1 and MEASURED not in self.frame.codes[first : self.name]
        known = self.draft.subject.id is not None and self.name < first
        if not known or not _HAS.fullmatch(self.frame.codes, self.name + 1, first):
            return False
        return not any(self.frame.word(index) in _HAVE for index in range(self.name + 1, first))

    def is_of(self) -> bool:
        """`Age of the mother ≥ 20 years`."""
        _, after = self.subject
        if self.is_timed() or self.draft.subject is None or not after <= self.name < self.draft.first:
            return False
        return OF in self.frame.codes[after : self.name] and self.draft.first - self.name <= _TAIL

    def is_over(self) -> bool:
        """Whether what is said of the people ends before the limit: `men whose partner is pregnant must use …`."""
        had = _is_beside(self.frame, self.name, _HAVING)  # `men with a partner must use …`
        said = range(self.name + (1 if had else 2), self.draft.first)
        return not _begins(self.frame, self.name) and any(self.frame.word(index) in _MAIN for index in said)

    def is_said(self) -> bool:
        """Whether the people are who the clause speaks of."""
        frame, index = self.frame, self.name
        plural = _PLURAL.match(frame.codes, index + 1)
        follows = _behind_related(frame, plural.end() if plural else index + 1)
        if follows > self.draft.first or _is_beside(frame, index, _ACTS) or self.is_over():
            return False
        if _key(frame, index) == "partner" and _is_beside(frame, index, _JOINING):
            return False  # a duty of both: `patients and their partners must …`
        timed = self.is_timed()
        if frame.codes[follows] in _FOLLOWING or frame.word(index).endswith(" of"):
            return not timed
        return frame.word(follows) in (_SAYS if timed and not _begins(frame, index) else _HAVE)


WHOSE: Table[_Limit, None] = Table(
    "whose",
    Rule("whose.has", _Limit.has_it, None, example="Donor hemoglobin at least 12.5 g/dL"),
    Rule("whose.of", _Limit.is_of, None, example="Hemoglobin of the donor ≥ 12.5 g/dL"),
    Rule("whose.said", _Limit.is_said, None, example="Patients whose caregiver has a BMI > 30 kg/m2"),
)


def persons(frame: Frame, drafts: Sequence[Draft]) -> dict[int, Person]:
    """Who has each limit that is not the participant's, by the place of the constraint in `drafts`."""
    names = _names(frame)
    found: dict[int, Person] = {}
    goes_on, last = None, 0
    for place, draft in enumerate(drafts):
        if goes_on is not None and _is_parted(frame, names, last, draft.first):
            goes_on = None
        person = _measured(frame, draft) or _named(frame, draft, names) or goes_on
        last = draft.last
        if person is not None:
            found[place] = person
            goes_on = person if _begins(frame, frame.span((person.start, person.end))[0]) else None
    return found


def leader(frame: Frame) -> Person | None:
    """Who a lead-in speaks of: `The donor must have:`."""
    names = _names(frame)
    if len(names) != 1 or not _BEFORE.fullmatch(frame.codes, 0, names[0]):
        return None
    atom, key, follows = frame.sentence.atoms[names[0]], _key(frame, names[0]), names[0] + 1
    speaks = frame.codes[follows : follows + 1] == COLON or (
        follows < len(frame.codes) and frame.word(follows) in _HAVE
    )
    if not speaks or key not in PEOPLE or _is_participant(frame.sentence.text, key):
        return None
    return Person(key, atom.start, atom.end, ("whose.leader",))


def _names(frame: Frame) -> list[int]:
    """The atoms that name people."""
    return [
        index
        for index, atom in enumerate(frame.sentence.atoms)
        if atom.key and atom.key in (_NAMES if atom.code == WORD else _COUNTED)
    ]


def _key(frame: Frame, name: int) -> str:
    """Who is named at an atom."""
    key = frame.sentence.atoms[name].key
    return _COUNTED.get(key, key)


def _behind_related(frame: Frame, index: int) -> int:
    """The atom behind whose relative somebody is, where that is said from an atom on: `of the participant`."""
    match = _RELATED.match(frame.codes, index)
    named = match is not None and match.end() < len(frame.codes) and _key(frame, match.end() - 1) == "participant"
    return match.end() if match is not None and named else index


def _measured(frame: Frame, draft: Draft) -> Person | None:
    """Who is measured where it is never the participant: `estimated fetal weight`."""
    known = frame.sentence.lexicon.measurements.get(draft.subject.id or "") if draft.subject else None
    if draft.subject is None or known is None or known.whose is None:
        return None
    return Person(known.whose, draft.subject.start, draft.subject.end, ("whose.measured",))


def _named(frame: Frame, draft: Draft, names: Sequence[int]) -> Person | None:
    if not names:
        return None
    subject = frame.span((draft.subject.start, draft.subject.end)) if draft.subject else (draft.first, draft.first)
    first, _ = frame.sentence.bounds(draft.first)
    for name in reversed(names[: bisect_left(names, draft.first)]):
        if name < max(first, draft.first - _REACH):
            return None
        if not _reaches(frame, name, draft.first):
            continue
        atom, key = frame.sentence.atoms[name], _key(frame, name)
        if atom.code != WORD and name in range(*subject):
            return None  # it is they who are counted
        rule = WHOSE.first(_Limit(frame, draft, subject, name))
        if key == "participant" and (rule is None or _is_only_mentioned(frame, names, name)):
            continue
        if rule is None or key == "participant" or _is_participant(frame.sentence.text, key):
            return None
        if _is_young_participant(frame, name, rule.name):
            return None
        return Person(key, atom.start, atom.end, (rule.name,))
    return None


def _is_young_participant(frame: Frame, name: int, why: str) -> bool:
    """`Infant aged 2 months`: the participant of most trials that say so."""
    return _key(frame, name) == "infant" and why == "whose.said" and _begins(frame, name)


def _is_beside(frame: Frame, name: int, words: frozenset[str]) -> bool:
    """Whether one of some words stands right before people, an article between."""
    return any(frame.word(index) in words for index in range(max(0, name - _NEAR), name))


def _is_only_mentioned(frame: Frame, names: Sequence[int], name: int) -> bool:
    """`contact with the participant ≥ 10 hours a week`, `mother of the participant`: somebody else is spoken of."""
    place = bisect_left(names, name)
    related = place > 0 and _behind_related(frame, names[place - 1] + 1) == name + 1
    return related or (frame.codes[name + 1 : name + 2] == COMPARATOR and _is_beside(frame, name, _BESIDE))


def says_only(frame: Frame, person: Person, first: int, after: int) -> bool:
    """Whether the atoms [first, after) name a person and nobody else, but whose relative they are."""
    begin, end = frame.span((person.start, person.end))
    alone = all(_key(frame, place) not in _NAMES for place in range(first, begin))
    return first <= begin and alone and _behind_related(frame, end) == after


def _reaches(frame: Frame, name: int, limit: int) -> bool:
    """Whether people are named in no bracket that is closed before a limit."""
    around = frame.inner[name]
    return around < 0 or frame.closing[around] > limit


def _is_parted(frame: Frame, names: Sequence[int], last: int, first: int) -> bool:
    """Whether between two limits others are named, or what is said of somebody ends."""
    named = bisect_left(names, last) != bisect_left(names, first)
    return named or not _ENDS.isdisjoint(frame.codes[last + 1 : first]) or frame.sentence.bounds(last)[1] <= first


def _begins(frame: Frame, index: int) -> bool:
    """Whether a sentence begins with who is named at an atom: all in it may be theirs."""
    first = frame.sentence.bounds(index)[0]
    if _BEFORE.fullmatch(frame.codes, first, index) is None:
        return False
    return not any(
        _key(frame, place) == "participant" and not frame.word(place).endswith("'s") for place in range(first, index)
    )


@lru_cache(maxsize=64)
def _is_participant(text: str, key: str) -> bool:
    """Whether the criteria of a text are about those who have a key."""
    if key == "mother":
        return bool(_WOMEN.search(text)) and not _BABIES.search(text)
    about = _ABOUT.get(key)
    return about is not None and about.search(text) is not None
