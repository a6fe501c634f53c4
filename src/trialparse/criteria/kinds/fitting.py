"""Fitting: what a limit and its subject say of each other, about unit, sides, change and words of the limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds.scales import noun_start
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.loader import Measurement

__all__ = ["FITTING", "change", "fit", "inferred_unit", "widen"]

_WORSE_OR_BETTER = re.compile(r"\b(?:better|worse)$", re.IGNORECASE)
_OF_TOTAL = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+)?\d{1,2}\b(?!\s*%|\d)")
_CHANGES = {
    "increase": re.compile(r"\b(?:increas\w*|gain(?:ed|s)?|ris(?:e|es|ing)|elevation|improve\w*)\b", re.IGNORECASE),
    "decrease": re.compile(
        r"\b(?:decreas\w*|reduc\w*|loss(?:es)?|lost|drop(?:s|ped)?|declin\w*|fall(?:s|ing)?\s+(?:of|in|by))\b",
        re.IGNORECASE,
    ),
    "change": re.compile(r"\b(?:chang\w*|differences?|fluctuat\w*|variation|variability)\b", re.IGNORECASE),
}
_TITRE = "{titer}"
_NOT_TAKEN = frozenset({"lab", "ordinal", "score"})
_CELL_COUNTS = frozenset({"10*9/L", "/uL", "10*12/L"})
_JOINTS = re.compile(r"\W*(?:[a-z]+\W+){0,4}joints?\b", re.IGNORECASE)
_DOSE_WORDS = 8  # atoms before a dose whose words may say how often it is taken
_PERIODS = (("daily", "/d"), ("per day", "/d"), ("weekly", "/wk"))


def widen(sentence: Sentence, quantity: Quantity) -> Quantity:
    """A quantity with the scale's noun before a limit (`grade ≥ 3`) and the total after it (`4 of 11`)."""
    if quantity.unit is not None:
        return quantity
    start = noun_start(sentence, quantity.start)
    total = _OF_TOTAL.match(sentence.text, quantity.end, sentence.end) if quantity.op else None
    if total is None:
        return replace(quantity, start=start) if start != quantity.start else quantity
    last = quantity.last
    while last + 1 < len(sentence.atoms) and sentence.atoms[last + 1].start < total.end():
        last += 1
    return replace(quantity, start=start, end=total.end(), last=last)


def change(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> str | None:
    """Whether the number is a change of the subject (`weight loss of > 5 kg`), not its level."""
    if not found:
        return None
    behind = sentence.text[quantity.end : min(quantity.end + 22, sentence.end)]
    begin = max(sentence.start, min(found[0].start, quantity.start) - 14)
    near = sentence.text[begin : quantity.start]
    near = behind if len(near) > 100 or found[0].start > quantity.end else f"{near} {behind}"
    return next((name for name, pattern in _CHANGES.items() if pattern.search(near)), None)


def fit(
    sentence: Sentence, quantity: Quantity, found: list[SubjectSpan], alike: list[SubjectSpan]
) -> tuple[Quantity, list[SubjectSpan], tuple[str, ...]]:
    """The subjects that can have a limit, the limit fitted to them, and the rules by which it was.

    An age is no pressure: a limit in another unit belongs to the subjects that had the same unit before (`alike`). A
    titre is one of the test named before it.
    """
    found = _who_can(sentence, quantity, found, alike)
    if not found:
        return quantity, found, ()
    limit = _Fitted(sentence, quantity, found[0], sentence.lexicon.measurements.get(found[0].id or ""))
    whys: list[str] = []
    for table in FITTING:
        rule = table.first(limit)
        if rule is not None:
            limit = replace(limit, quantity=rule.then(limit))
            whys.append(rule.name)
    return limit.quantity, found, tuple(whys)


def _who_can(
    sentence: Sentence, quantity: Quantity, found: list[SubjectSpan], alike: list[SubjectSpan]
) -> list[SubjectSpan]:
    """The subjects that can have a limit in its unit."""
    if quantity.unit is not None and quantity.unit not in sentence.lexicon.time_units:
        found = [subject for subject in found if subject.id != "age"] or (alike if found else [])
    if quantity.unit == _TITRE and not any(subject.id for subject in found):
        found = _titrated(sentence, quantity) or found
    return found if quantity.op else [_taken(sentence, quantity, subject) for subject in found]


def _taken(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """`potassium chloride 600 mg daily`: what is taken in a dose is a drug, not the test or scale of its name."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.type not in _NOT_TAKEN or quantity.unit in (None, "%", known.unit, *known.units):
        return subject
    return replace(subject, id=None)


def _titrated(sentence: Sentence, quantity: Quantity) -> list[SubjectSpan]:
    first, _ = sentence.bounds(quantity.first)
    for index in range(quantity.first - 1, max(first, quantity.first - 40) - 1, -1):
        known = sentence.measurement(sentence.atoms[index])
        if known is not None and known.unit == _TITRE:
            atom = sentence.atoms[index]
            return [SubjectSpan(atom.start, atom.end, atom.key)]
    return []


@dataclass(slots=True)
class _Fitted:
    """A limit and what it is of; `known` is the lexicon's entry of the subject."""

    sentence: Sentence
    quantity: Quantity
    subject: SubjectSpan
    known: Measurement | None

    @property
    def words(self) -> str:
        """The words of the subject, in lower case."""
        return self.sentence.text[self.subject.start : self.subject.end].lower()

    @property
    def bare(self) -> bool:
        """Whether the text gives the limit neither a unit nor a reference."""
        return self.quantity.unit is None and self.quantity.reference is None

    def in_unit(self, unit: str) -> Quantity:
        """The limit in a unit."""
        return replace(self.quantity, unit=unit)


def _counts_cells(limit: _Fitted) -> bool:
    return limit.known is not None and limit.quantity.unit == "uL" and limit.known.unit in _CELL_COUNTS


def _is_insulin(limit: _Fitted) -> bool:
    return limit.known is not None and limit.known.id == "insulin_dose" and (limit.quantity.unit or "").startswith("U")


def _counts_joints(limit: _Fitted) -> bool:
    return limit.bare and _JOINTS.match(limit.sentence.text, limit.quantity.end, limit.sentence.end) is not None


def _is_predicted(limit: _Fitted) -> bool:
    return limit.quantity.unit == "%" and limit.quantity.reference is None and "predicted" in limit.words


def _is_turned(limit: _Fitted) -> bool:
    """`2 or better` on a scale where a higher value is worse."""
    worse = limit.known is not None and limit.known.direction == "worse"
    said = limit.sentence.text[limit.quantity.start : limit.quantity.end]
    return worse and _WORSE_OR_BETTER.search(said) is not None


def _period(limit: _Fitted) -> str:
    """`daily dose of 20 mg`: the denominator that the words before a dose give it, "" where they give none."""
    if limit.quantity.unit not in limit.sentence.lexicon.units_for("single_dose"):
        return ""
    first, words = limit.quantity.first, limit.words
    left = limit.sentence.words(max(0, first - _DOSE_WORDS), first).lower()
    said = (code for word, code in _PERIODS if word in words or f"{word} dose" in left or f"{word} cumulative" in left)
    return next(said, "")


_Fit = Table[_Fitted, Callable[[_Fitted], Quantity]]

# An age is in years, a cell count is per volume, a daily dose is per day: of each table the first rule that holds.
FITTING: tuple[_Fit, ...] = (
    Table(
        "unit",
        Rule(
            "unit.years",
            lambda limit: limit.bare and limit.subject.id == "age",
            lambda limit: limit.in_unit("a"),
            example="age ≥ 18",
        ),
        Rule(
            "unit.joints",
            _counts_joints,
            lambda limit: limit.in_unit("{joints}"),
            example="synovitis of ≥ 3 swollen joints",
        ),
        Rule("unit.per-volume", _counts_cells, lambda limit: limit.in_unit("/uL"), example="platelets < 50,000 uL"),
        Rule(
            "unit.insulin",
            _is_insulin,
            lambda limit: limit.in_unit(f"[IU]{(limit.quantity.unit or '')[1:]}"),
            example="insulin dose > 1 U/kg",
        ),
    ),
    Table(
        "reference",
        Rule(
            "reference.predicted",
            _is_predicted,
            lambda limit: replace(limit.quantity, reference="predicted"),
            example="predicted FEV1 of at least 50%",
        ),
    ),
    Table(
        "period",
        Rule(
            "period.before",
            _period,
            lambda limit: limit.in_unit(f"{limit.quantity.unit}{_period(limit)}"),
            example="a daily dose of prednisone > 20 mg",
        ),
    ),
    Table(
        "side",
        Rule(
            "side.better",
            _is_turned,
            lambda limit: replace(limit.quantity, lower=limit.quantity.upper, upper=limit.quantity.lower),
            example="ECOG 2 or better",
        ),
    ),
)


def inferred_unit(sentence: Sentence, quantity: Quantity, subject: SubjectSpan | None) -> str | None:
    """The usual unit of a measurement where the text states none."""
    if quantity.unit is not None or quantity.reference is not None or subject is None or subject.id is None:
        return None
    known = sentence.lexicon.measurements.get(subject.id)
    return known.unit if known else None
