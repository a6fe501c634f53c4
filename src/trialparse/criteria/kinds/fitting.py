"""Fitting: what a limit and its subject say of each other, about unit, sides, change and words of the limit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trialparse.criteria.phrases.quantities import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.subjects import SubjectSpan
from trialparse.lexicon.loader import Measurement

__all__ = ["change", "fit", "inferred_unit", "level_noun", "widen"]

_WORSE_OR_BETTER = re.compile(r"\b(?:better|worse)$", re.IGNORECASE)
_LEVEL_NOUN = re.compile(r"\b(?:class(?:es)?|grades?|stages?|categor(?:y|ies)|types?|levels?)\s*$", re.IGNORECASE)
_OF_TOTAL = re.compile(r"\s(?:out\s+)?of\s+(?:the\s+)?\d{1,2}\b(?!\s*%|\d)")
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
_SINGLE_DOSES = frozenset({"mg", "g", "ug", "mg/kg", "[IU]/kg", "U/kg", "[IU]", "mg/m2"})
_PERIODS = (("daily", "/d"), ("per day", "/d"), ("weekly", "/wk"))


def level_noun(text: str, start: int, place: int) -> int:
    """How many characters before `place` the noun of a level takes (`class `, `grade `); none before `start`."""
    noun = _LEVEL_NOUN.search(text[max(start, place - 12) : place])
    return len(noun[0]) if noun else 0


def widen(sentence: Sentence, quantity: Quantity) -> None:
    """Takes in the scale's noun before a limit (`grade ≥ 3`) and the total after it (`4 of 11`)."""
    if quantity.unit is not None:
        return
    quantity.start -= level_noun(sentence.text, sentence.start, quantity.start)
    total = _OF_TOTAL.match(sentence.text, quantity.end, sentence.end) if quantity.op else None
    if total is None:
        return
    quantity.end = total.end()
    while quantity.last + 1 < len(sentence.atoms) and sentence.atoms[quantity.last + 1].start < quantity.end:
        quantity.last += 1


def change(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> str | None:
    """Whether the number is a change of the subject (`weight loss of > 5 kg`), not its level."""
    if not found:
        return None
    behind = sentence.text[quantity.end : quantity.end + 22]
    begin = max(sentence.start, min(found[0].start, quantity.start) - 14)
    near = sentence.text[begin : quantity.start]
    near = behind if len(near) > 100 or found[0].start > quantity.end else f"{near} {behind}"
    return next((name for name, pattern in _CHANGES.items() if pattern.search(near)), None)


def fit(
    sentence: Sentence, quantity: Quantity, found: list[SubjectSpan], alike: list[SubjectSpan]
) -> list[SubjectSpan]:
    """The subjects that can have the limit, the quantity's unit and sides being fitted to them.

    An age is no pressure: a limit in another unit belongs to the subjects that had the same unit before (`alike`). A
    titre is one of the test named before it.
    """
    if quantity.unit is not None and quantity.unit not in sentence.lexicon.time_units:
        found = [subject for subject in found if subject.id != "age"] or (alike if found else [])
    if quantity.unit == _TITRE and not any(subject.id for subject in found):
        found = _titrated(sentence, quantity) or found
    if not quantity.op:
        found = [_taken(sentence, quantity, subject) for subject in found]
    if found:
        known = sentence.lexicon.measurements.get(found[0].id or "")
        _fit_unit(sentence, quantity, found[0], known)
        _fit_sides(sentence, quantity, known)
    return found


def _taken(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """`potassium chloride 600 mg daily`: what is taken in a dose is a drug, not the test or scale of its name."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.type not in _NOT_TAKEN or quantity.unit in (None, "%", known.unit, *known.units):
        return subject
    return SubjectSpan(subject.start, subject.end)


def _titrated(sentence: Sentence, quantity: Quantity) -> list[SubjectSpan]:
    first, _ = sentence.bounds(quantity.first)
    for index in range(quantity.first - 1, max(first, quantity.first - 40) - 1, -1):
        known = sentence.measurement(sentence.atoms[index])
        if known is not None and known.unit == _TITRE:
            atom = sentence.atoms[index]
            return [SubjectSpan(atom.start, atom.end, atom.key)]
    return []


def _fit_sides(sentence: Sentence, quantity: Quantity, known: Measurement | None) -> None:
    """`2 or better` goes by what a higher value means."""
    if known is None or known.direction != "worse":
        return
    if _WORSE_OR_BETTER.search(sentence.text[quantity.start : quantity.end]):
        quantity.lower, quantity.upper = quantity.upper, quantity.lower


def _fit_unit(sentence: Sentence, quantity: Quantity, subject: SubjectSpan, known: Measurement | None) -> None:
    """An age is in years, a cell count is per volume, a daily dose is per day."""
    words = sentence.text[subject.start : subject.end].lower()
    if subject.id == "age" and quantity.unit is None and quantity.reference is None:
        quantity.unit = "a"
    elif (
        quantity.unit is None
        and quantity.reference is None
        and _JOINTS.match(sentence.text, quantity.end, sentence.end)
    ):
        quantity.unit = "{joints}"
    elif known is not None and quantity.unit == "uL" and known.unit in _CELL_COUNTS:
        quantity.unit = "/uL"
    elif known is not None and known.id == "insulin_dose" and quantity.unit and quantity.unit.startswith("U"):
        quantity.unit = "[IU]" + quantity.unit[1:]
    if quantity.unit == "%" and quantity.reference is None and "predicted" in words:
        quantity.reference = "predicted"
    if quantity.unit in _SINGLE_DOSES:
        left = sentence.words(max(0, quantity.first - 8), quantity.first).lower()
        said = (
            code for word, code in _PERIODS if word in words or f"{word} dose" in left or f"{word} cumulative" in left
        )
        quantity.unit += next(said, "")


def inferred_unit(sentence: Sentence, quantity: Quantity, subject: SubjectSpan | None) -> str | None:
    """The usual unit of a measurement where the text states none."""
    if quantity.unit is not None or quantity.reference is not None or subject is None or subject.id is None:
        return None
    known = sentence.lexicon.measurements.get(subject.id)
    return known.unit if known else None
