"""Which constraints are denied where a negation reaches them: a value, an event, a time that lasts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.kinds.kind import Kind
from trialparse.criteria.scope.cues import NOUN_DENIALS
from trialparse.criteria.scope.denying import Denial, Reach
from trialparse.criteria.scope.frame import Frame
from trialparse.lexicon.alphabet import AND, FROM, OPEN, OR

__all__ = ["DENIED", "denied"]

_REACH = 9  # atoms from a denial to the word for what lasts
_STATES = {"better": "lower", "worse": "upper"}  # the bound of those who are well, by what a higher value means
_OF_SUBJECT = frozenset({"denied.state", "denied.recovery"})  # what is denied is the subject, and not when it was
# Names of having too little of something, and too much of it.
_EXTREMES = re.compile(
    r"\b(?:(?P<low>\w{0,12}(?:penia|penic|an(?:a)?emi[ac])|hypo\w+)|\w{0,12}(?:cytosis|philia)|hyper\w+)", re.IGNORECASE
)
_REFERENCES = {"LLN": "lower", "ULN": "upper"}


@dataclass(frozen=True, slots=True)
class _Reached:
    """A constraint that a negation reaches, and what it is to the words around it."""

    frame: Frame
    denial: Denial
    draft: Draft
    kind: Kind

    @property
    def cue(self) -> str:
        """The words that deny, "" where a lead-in does."""
        return "" if self.denial.atom is None else self.frame.word(self.denial.atom)

    @property
    def denies_noun(self) -> bool:
        return self.cue.partition(" ")[0] in NOUN_DENIALS

    def _follows(self, role: str, reach: int, *, before: int) -> bool:
        """Whether a word of a role follows the denial within some atoms, before a place of the text."""
        atom, frame = self.denial.atom, self.frame
        places = range(0) if atom is None else range(atom + 1, min(len(frame.codes), atom + 1 + reach))
        return any(frame.starts[place] < before and frame.sentence.plays(place, role) for place in places)

    @property
    def bound(self) -> str:
        """The side on which the interval is bounded, "" where it is on both or none."""
        interval = self.draft.plain.get("interval") or {}
        sides = [side for side in ("lower", "upper") if interval.get(side)]
        return sides[0] if len(sides) == 1 else ""

    def is_excepted(self) -> bool:
        return self.denial.reach is Reach.NOTHING

    def lasts(self) -> bool:
        """Whether it is a time that a state lasts: `no recurrence ≥ 3 years` is as long as `for ≥ 3 years`."""
        if self.kind.denied_when_unwilling:
            return True
        return self.kind.timed and self.bound == "lower" and self.denies_noun

    def is_of_will(self) -> bool:
        return self.lasts() and self.denial.reach is Reach.TIMES

    def is_of_lasting(self) -> bool:
        """Whether what lasts is itself denied: `not in remission for 3 years`."""
        denial, frame, first = self.denial, self.frame, self.draft.first
        if denial.atom is None or not self.lasts() or self.denies_noun:
            return False
        for index in range(denial.atom + 1, min(first, denial.atom + _REACH)):
            if frame.sentence.plays(index, "lasting"):
                return AND not in frame.codes[index:first] and first - index < _REACH
            binds = frame.codes[index] == OR or frame.sentence.plays(index, "copula")
            if not (binds or frame.word(index).endswith("ly")):
                return False
        return False

    def is_of_past(self) -> bool:
        """Whether a test is told of that nobody denies: `no tumor as shown by MRI within 4 weeks`."""
        return not self.kind.dated and self.denial.shown

    def is_of_recovery(self) -> bool:
        recovers = self.denial.reach is Reach.VALUES and self.denial.atom is not None and not self.kind.dated
        return recovers and FROM in self.frame.codes[self.denial.atom : self.draft.first]

    def is_refrained(self) -> bool:
        """Whether somebody will not refrain from it: `unable to avoid alcohol within 24 hours`."""
        if self.denial.reach is not Reach.TIMES or self.lasts() or self.draft.subject is None:
            return False
        return self._follows("refrained", 5, before=self.draft.subject.start)

    def is_beside_treatment(self) -> bool:
        """Whether a treatment is denied, and this is something else: `not on dialysis with eGFR > 30`."""
        denial, frame = self.denial, self.frame
        if not denial.treats or denial.atom is None or self.kind.timed:
            return False
        between = range(denial.atom, self.draft.first)
        return any(frame.codes[place] == OPEN or frame.word(place) == "with" for place in between) and self.is_known()

    def is_known(self) -> bool:
        subject = self.draft.subject
        known = self.frame.sentence.lexicon.measurements.get(subject.id or "") if subject else None
        return known is not None and known.type != "dose"

    def is_healthy(self) -> bool:
        """Whether it says how those are who have not what is denied: `no renal failure (creatinine ≤ 1.5 × ULN)`."""
        if not self.denial.explains or self.kind.timed or not self.bound:
            return False
        if self.cue.endswith("never"):  # `never smoked, defined as < 100 cigarettes`
            return self.bound == "upper"
        subject, reference = self.draft.subject, self.draft.plain.get("reference")
        if subject is not None and subject.start >= self.draft.plain["span"]["end"]:
            return False  # `not recovered (≤ grade 1) from toxicity`
        known = self.frame.sentence.lexicon.measurements.get(subject.id or "") if subject else None
        direction = known.direction if known is not None else ""
        return self.bound == _STATES.get(direction, _REFERENCES.get(reference or "", self._well()))

    def _well(self) -> str:
        """The bound of those who are well, by the name of what is denied: `no cytopenia (platelets ≥ 100)`."""
        atom, text = self.denial.atom, self.frame.sentence.text
        if atom is None:
            return ""
        named = _EXTREMES.search(text, self.frame.starts[atom], self.draft.plain["span"]["start"])
        return "" if named is None else "lower" if named["low"] else "upper"


# Whether a constraint that a negation reaches is denied.
DENIED: Table[_Reached, bool] = Table(
    "denied",
    Rule("denied.excepted", _Reached.is_excepted, False, example="No steroid except prednisone <= 20 mg daily"),
    Rule("denied.will", _Reached.is_of_will, True, example="Unwilling to use contraception for 3 months"),
    Rule("denied.lasting", _Reached.is_of_lasting, True, example="Melanoma that has not been in remission for 3 years"),
    Rule("denied.state", _Reached.lasts, False, example="No seizure for at least 6 months"),
    Rule("denied.recovery", _Reached.is_of_recovery, False, example="Not recovered from surgery > 4 weeks ago"),
    Rule("denied.past", _Reached.is_of_past, False, example="No tumor as shown by MRI within 4 weeks"),
    Rule("denied.refrained", _Reached.is_refrained, False, example="Unable to avoid prednisone > 20 mg/day"),
    Rule("denied.beside", _Reached.is_beside_treatment, False, example="Not on dialysis with an eGFR > 30 mL/min"),
    Rule("denied.healthy", _Reached.is_healthy, False, example="No liver failure (bilirubin ≤ 1.5 x ULN)"),
    Rule("denied.limit", always, True, example="No seizure within 6 months"),
)


def denied(frame: Frame, denial: Denial | None, draft: Draft, kind: Kind) -> tuple[Denial | None, bool]:
    """The denial of a constraint that a negation reaches, and whether what it denies is the subject alone.

    The denial is None where the constraint is not denied: of a state that lasts, and a recovery, its subject is.
    """
    if denial is None:
        return None, False
    rule = DENIED.first(_Reached(frame, denial, draft, kind))
    assert rule is not None
    return denial if rule.then else None, rule.name in _OF_SUBJECT
