"""Numbers with a slash or a cross between them: blood pressures, fractions of a total, sizes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trialparse.criteria.phrases.pairs import facing
from trialparse.criteria.phrases.quantity import Limit, Part, Quantity, bare, compared, quantity_of
from trialparse.criteria.phrases.ranges import turned
from trialparse.criteria.words.atom import Number
from trialparse.criteria.words.reading import is_pressure
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, OR

__all__ = ["in_two_units", "pressure", "pressure_range", "pressures", "size"]

_LENGTHS = ("mm", "cm", "m")


def pressure(part: Part) -> list[Quantity]:
    """`> 140/90 mmHg`: the same comparator with each of two numbers; of a fraction, with the first of its total."""
    numbers = part.numbers
    if not part.indexes(COMPARATOR, BEHIND):
        return []
    one, (upper, lower) = compared(part), (part.number(index) for index in numbers[:2])
    if is_pressure(upper.value, lower.value):
        return [replace(one, part="sbp"), replace(_at(one, lower.value), part="dbp", bounds=(numbers[1],))]
    if upper.unit is not None:
        return in_two_units(part, one)
    if not 0 < upper.value <= lower.value or not (lower.unit or "{").startswith("{"):
        return []
    return [replace(one, total=lower.value, bounds=tuple(numbers[:2]))]


def in_two_units(part: Part, both: Quantity) -> list[Quantity]:
    """`≥ 126 mg/dL / 7 mmol/L`, `48 mmol/mol (6.5%) or more`: the second number says the first again, or nothing."""
    first, second = part.numbers[:2]
    one, also = part.number(first), part.number(second)
    if also.unit == one.unit:
        return []
    alone = replace(both, unit=one.unit, unit_text=_written(part, one))
    if not part.indexes(BEHIND):
        alone = replace(alone, last=first, end=part.atoms[first].end)
    again = quantity_of(part.narrowed(second, second, "restated"), bounds=(second,), op=both.op)
    sides_of = _at(both, also.value)
    return [alone, *([replace(again, lower=sides_of.lower, upper=sides_of.upper)] if also.unit else [])]


def _written(part: Part, number: Number) -> str | None:
    return part.text[number.unit_start : number.unit_end] if number.unit_start >= 0 else None


def _at(limit: Quantity, value: Decimal) -> Quantity:
    """The same limit at another value."""
    lower, upper = limit.lower and (value, limit.lower[1]), limit.upper and (value, limit.upper[1])
    return replace(limit, lower=lower, upper=upper)


def pressures(part: Part) -> list[Quantity]:
    """`≤ 160/110 and ≥ 90/60`: an interval of each pressure where the limits face each other, else four limits."""
    left, right = part.numbers[1], part.numbers[2]
    second = next((index for index in part.indexes(COMPARATOR) if left < index < right), right)
    one, two = (pressure(part.narrowed(*ends)) for ends in ((part.first, left), (second, part.last)))
    if len(one) != len(two) or len(one) < 2:
        return [*one, *two]
    joined = not part.narrowed(left, second).indexes(OR) and all(facing(a, b) for a, b in zip(one, two, strict=True))
    if not joined:
        unit, words = two[0].unit, two[0].unit_text
        return [*(each if each.unit else replace(each, unit=unit, unit_text=words) for each in one), *two]
    return [_between(part, a.part, a.lower or b.lower, a.upper or b.upper) for a, b in zip(one, two, strict=True)]


def _between(part: Part, name: str, lower: Limit | None, upper: Limit | None) -> Quantity:
    numbers, signs = part.numbers, part.indexes(COMPARATOR)
    found = quantity_of(part, bounds=numbers, comparators=signs, joined=True, op="range", lower=lower, upper=upper)
    return replace(found, part=name)


def pressure_range(part: Part) -> list[Quantity]:
    """`between 90/60 and 140/90`: a range of each pressure; that of another fraction is kept without its ends."""
    a, b, c, d = (part.number(index).value for index in part.numbers[:4])
    if not (is_pressure(a, b) and is_pressure(c, d)):
        return [replace(quantity_of(part, bounds=part.numbers, joined=True, op="range"), total=b)]
    one, two = sorted((a, c)), sorted((b, d))
    return [
        turned(part, _between(part, "sbp", (one[0], True), (one[1], True))),
        turned(part, _between(part, "dbp", (two[0], True), (two[1], True))),
    ]


def size(part: Part) -> list[Quantity]:
    """`≥ 10 x 10 mm`: each of the lengths, once; `> 3 x 30 min` is no size."""
    numbers = part.numbers
    read = [part.number(index) for index in numbers]
    unit, compares = read[-1].unit, part.indexes(COMPARATOR, BEHIND)
    if unit not in _LENGTHS or any(number.unit not in (None, unit) for number in read):
        return _many_times(part)
    if not compares:
        return []
    one = replace(compared(part), bounds=tuple(numbers))
    return [_at(one, value) for value in dict.fromkeys(number.value for number in read)]


def _many_times(part: Part) -> list[Quantity]:
    """`> 3 x 30 min`: how often something lasts so long; each number for itself."""
    first, *others = part.numbers
    begun = part.narrowed(part.first, first, "prefix")
    one = [compared(begun)] if begun.indexes(COMPARATOR) else [*bare(begun)]
    return one + [each for index in others for each in bare(part.narrowed(index, index, "bare"))]
