"""Thresholds: numbers against a limit, with what they limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trialparse.criteria.kinds.ages import age_subject
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.kinds.fitting import change, fit, inferred_unit, widen
from trialparse.criteria.phrases.quantities import Limit, Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.subjects import SubjectSpan, event, following, is_people, subjects
from trialparse.criteria.phrases.timing import point_anchor

__all__ = ["thresholds"]

_DOSES = frozenset(
    {"mg", "g", "ug", "mg/d", "g/d", "ug/d", "mg/wk", "mg/kg", "mg/kg/d", "mg/m2", "mg/(2.wk)", "mg/(12.h)", "mg/mo"}
)
_MOST_COUNTED = 60


@dataclass(slots=True)
class _Before:
    """The threshold read before: `< 40 or > 90 bpm` shares its subjects."""

    subjects: list[SubjectSpan] = field(default_factory=list)
    last: int = -1
    by_unit: dict[str | None, list[SubjectSpan]] = field(default_factory=dict)  # the latest subjects that had a unit


def thresholds(sentence: Sentence, quantities: Sequence[Quantity], used_anchors: set[int]) -> Iterator[Draft]:
    """The thresholds among the quantities."""
    before = _Before()
    for quantity in quantities:
        if not quantity.op and not _is_limit(sentence, quantity):
            continue
        widen(sentence, quantity)
        found = _subjects(sentence, quantity, before)
        if not found and quantity.unit is None and quantity.reference is None and quantity.op in ("", "eq", "approx"):
            continue
        found = [SubjectSpan(s.start, s.end, quantity.part) for s in found] if quantity.part else found
        found = fit(sentence, quantity, found, before.by_unit.get(quantity.unit, []))
        before = _Before(found, quantity.last, {**before.by_unit, quantity.unit: found})
        anchor = anchor_plain(sentence, point_anchor(sentence, quantity.first, quantity.last, used_anchors))
        changed = change(sentence, quantity, found)
        named: list[SubjectSpan | None] = [*found]
        for subject in named or [None]:
            yield limit_draft(
                sentence, quantity, "threshold", _bounds(quantity), subject, reference=quantity.reference,
                change=changed, anchor=anchor, unit_inferred=inferred_unit(sentence, quantity, subject),
            )  # fmt: skip


def _bounds(quantity: Quantity) -> tuple[Limit | None, Limit | None]:
    """The sides of a limit; a bare value is both, a bare multiple of a normal limit a least."""
    if quantity.op or quantity.value is None:
        return quantity.lower, quantity.upper
    value = (quantity.value, True)
    return value, None if quantity.reference == "ULN" else value


def _is_limit(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number without comparator limits: a multiple of a normal limit, a dose, a share behind its measure."""
    if quantity.reference == "ULN":
        return True
    before = sentence.codes[quantity.first - 1 : quantity.first]
    if quantity.unit == "%":
        return before == "M"
    return (
        quantity.unit in _DOSES
        and before in ("M", "(")
        and sentence.codes[quantity.last + 1 : quantity.last + 2] != "D"
    )


def _subjects(sentence: Sentence, quantity: Quantity, before: _Before) -> list[SubjectSpan]:
    if quantity.is_age:
        return [age_subject(sentence, quantity)]
    found = subjects(sentence, quantity, before.subjects, before.last)
    alike = before.by_unit.get(quantity.unit) if quantity.unit else None
    if alike and found and found[0].id is None and is_people(sentence, sentence.text[found[0].start : found[0].end]):
        return alike  # `male ≥ 450 ms, female ≥ 470 ms`
    first, after = sentence.bounds(quantity.first)
    counted = following(sentence, quantity.last + 1, after) if _is_count(sentence, quantity) else None
    if found and (counted is None or _right_before(sentence, quantity, found[0])):
        return found
    other = counted or event(sentence, first, quantity.first) or following(sentence, quantity.last + 1, after)
    return [other] if other else []


def _right_before(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> bool:
    """Whether a measurement stands right before a number in figures, so that it is not what follows that is counted."""
    between = sentence.text[subject.end : quantity.start]
    return (
        subject.id is not None
        and subject.end <= quantity.start
        and not quantity.spelled
        and len(between) < 6
        and ";" not in between
    )


def _is_count(sentence: Sentence, quantity: Quantity) -> bool:
    """`at least two relapses`, `≥ 1 organ system`: a small whole number without a unit counts what follows."""
    if quantity.unit is not None or quantity.reference is not None or quantity.value is None:
        return False
    if quantity.value != int(quantity.value) or quantity.value > _MOST_COUNTED:
        return False
    follows = sentence.codes[quantity.last + 1 : quantity.last + 2]
    if follows == "w" and sentence.codes[quantity.first - 1 : quantity.first] == "M":
        return quantity.spelled
    return follows in ("w", "f", "V", "L", "n", "p")
