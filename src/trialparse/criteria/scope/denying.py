"""What a word of negation denies: the limits behind it, times that last as well, values alone, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.nouns import is_people
from trialparse.criteria.scope.cues import MODALS, PAST, PRESENT, RELATIVE, UNMET
from trialparse.criteria.scope.frame import NAMES, SEPARATORS, Frame
from trialparse.lexicon.alphabet import AT, COLON, COMPARATOR, CRITERIA, FOR, MEASURED, MOMENT, OPEN, OR, WORD, one_of

__all__ = ["DENIES", "Denial", "Reach", "denial_at"]

_WHETHER = frozenset({"with", "whether"})  # `with or without`, `whether or not`
_PRACTISES = frozenset({"do", "does"})
_DENIED_ALONE = one_of(WORD, MEASURED, MOMENT, CRITERIA, FOR, AT)  # what `or no` may deny
_COMPARISON = re.compile(r"\s+\w+er\s+than\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w'-]*\w)?|\.")
_FUNCTION = frozenset({"be", "been", "being", "a", "an", "the", "of"})  # between a negation and the word that counts
_SUBJECTS = RELATIVE | PRESENT | PAST | MODALS | {"with", "to", "and", "but", "or"}  # what a predicate is denied of
_PARTS = SEPARATORS | one_of(OPEN)
_TRAIL = 6  # atoms between a limit and a negation that belongs to it
_OPENING = 6  # atoms before a negation in which its subject is looked for


class Reach(Enum):
    """What a word of negation denies."""

    NOTHING = 0
    VALUES = 1  # `not recovered from surgery within 4 weeks (grade ≤ 1)`: there was a surgery
    LIMITS = 2  # all but a time that lasts, which is itself the negative state: `no seizure for 6 months`
    TIMES = 3  # a time that lasts as well: `not willing to use contraception for 6 months`


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation: the atom it stands at, None for one that a lead-in passes on, and the names of the rules.

    `behind_limit` says that it follows a limit and ends with its phrase, `explains` that the limit says what the
    denied thing is, `shown` that it says how its lack was found, `treats` that a treatment is denied, `trails` that it
    follows a noun, which a limit beyond a joint need not share, `meets` that the limits are what is not met; `unsure`
    that the limit may as well not be denied.
    """

    atom: int | None
    whys: tuple[str, ...]
    reach: Reach = Reach.LIMITS
    behind_limit: bool = False
    explains: bool = False
    shown: bool = False
    treats: bool = False
    trails: bool = False
    meets: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of negation at an atom."""

    frame: Frame
    index: int

    def _following(self, count: int) -> list[str]:
        """The next words in lower case, but for those that only bind; a full stop counts as a word."""
        sentence = self.frame.sentence
        end = sentence.atoms[self.index].end
        found = (match[0].lower() for match in _WORD.finditer(sentence.text, end, min(end + 80, sentence.end)))
        return list(islice((word for word in found if word not in _FUNCTION), count))

    def _has(self, role: str, word: str) -> bool:
        return word in self.frame.sentence.lexicon.roles[role]

    def is_prefix(self) -> bool:
        return self.frame.word(self.index) == "non"

    def is_lead_in(self) -> bool:
        """`None of the following:`, `not meeting these:` over children, which the logic of the criterion denies."""
        frame, unmet = self.frame, self.unmet()
        if unmet is not None and unmet["follow"] is not None:
            return True
        over = frame.codes[-1] == COLON or frame.next(self.index, len(frame.codes)) is None
        return frame.word(self.index) == "none" and over

    def unmet(self) -> re.Match[str] | None:
        """The words that deny that criteria are met, where those exclude."""
        sentence, atom = self.frame.sentence, self.frame.sentence.atoms[self.index]
        found = UNMET.search(sentence.text, atom.start, sentence.end) if self.frame.excludes else None
        return found if found is not None and found.start() < atom.end else None

    def is_alternative(self) -> bool:
        """`with or without`, `whether or not`; `never or light smoker`, `no or mild rash`: what is allowed instead."""
        frame, index = self.frame, self.index
        if frame.codes[index + 1 : index + 2] == OR and frame.word(index) in ("no", "never", "none", "without"):
            return True
        if index < 2 or frame.codes[index - 1] != OR or self._has("unwilling", frame.word(index)):
            return False
        return frame.word(index - 2) in _WHETHER or frame.codes[index + 1 : index + 2] not in _DENIED_ALONE

    def is_pseudo(self) -> bool:
        if self.frame.codes[self.index + 1 : self.index + 2] == COMPARATOR:  # `at no time a maximum of 30`
            return False
        first, second = (*self._following(2), "", "")[:2]
        affirmed = self._has("affirmed", first) and not (first in ("upper", "lower") and second == "than")
        return affirmed or self._has("managed", second if self._has("hedge", first) else first)

    def is_comparison(self) -> bool:
        sentence, index = self.frame.sentence, self.index
        compares = _COMPARISON.match(sentence.text, sentence.atoms[index].end, sentence.end)
        return compares is not None and self.frame.codes[index + 1 : index + 2] != COMPARATOR

    def is_recovery(self) -> bool:
        return any(self._has("recovered", word) for word in self._following(2))

    def is_unwilling(self) -> bool:
        frame, following = self.frame, self._following(2)
        cue = frame.word(self.index).replace(" ", "")
        if self._has("unwilling", cue) or any(self._has("will", word) for word in following):
            return True
        practised = bool(following) and self._has("practised", following[0])
        return practised and self.index > 0 and frame.word(self.index - 1) in _PRACTISES

    def treats(self) -> bool:
        return any(self._has("treated", word) for word in self._following(1))

    def is_behind_limit(self) -> bool:
        """Whether it belongs to the limit before it: `sodium > 130 without seizures`."""
        limit = self.frame.before(self.index, max(0, self.index - _TRAIL))
        return limit is not None and not any(code in _PARTS for code in self.frame.codes[limit[1] + 1 : self.index])

    def trails(self) -> bool:
        """Whether it follows a noun in its part, which it belongs to: `women without contraception`."""
        frame, index = self.frame, self.index
        if not index or frame.codes[index - 1] not in NAMES or frame.word(index - 1) in _SUBJECTS:
            return False
        first = frame.part_first(index, max(0, index - _OPENING))
        return first < index and not is_people(frame.sentence, frame.sentence.words(first, index))


# What a word of negation denies: `non-smokers`, `with or without` and `not only` deny nothing.
DENIES: Table[_Word, Reach] = Table(
    "negation",
    Rule("negation.prefix", _Word.is_prefix, Reach.NOTHING, example="Non-fasting glucose > 200 mg/dL"),
    Rule("negation.alternative", _Word.is_alternative, Reach.NOTHING, example="Asthma with or without an FEV1 < 80%"),
    Rule("negation.pseudo", _Word.is_pseudo, Reach.NOTHING, example="Not only patients with BMI > 30 kg/m2"),
    Rule("negation.comparison", _Word.is_comparison, Reach.NOTHING, example="Steroids no stronger than class III"),
    Rule(
        "negation.lead-in", _Word.is_lead_in, Reach.NOTHING, example="None of the following:\n- QTc > 480 ms\n- Fever"
    ),
    Rule("negation.recovery", _Word.is_recovery, Reach.VALUES, example="Not recovered to grade 1 or less from surgery"),
    Rule(
        "negation.unwilling",
        _Word.is_unwilling,
        Reach.TIMES,
        example="Not willing to use contraception for 3 months after the last dose",
    ),
    Rule("negation.ahead", always, Reach.LIMITS, example="No seizure within 6 months"),
)


def denial_at(frame: Frame, index: int) -> Denial | None:
    """The denial that begins at a word of negation, None where it denies nothing."""
    word = _Word(frame, index)
    rule = DENIES.first(word)
    if rule is None or rule.then is Reach.NOTHING:
        return None
    met = word.unmet() is not None
    return Denial(
        index, (rule.name,), rule.then, word.is_behind_limit(), treats=word.treats(), trails=word.trails(), meets=met
    )
