"""Two limits beside each other, each with a comparator: `≥ 18 and ≤ 65`, `< 18 or > 35 kg/m2`, `18 ≤ age ≤ 65`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.quantity import LOWER, UPPER, Part, Quantity, compared, quantity_of
from trialparse.criteria.words.atom import Number
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, MEASURED, OPEN, OR, WORD, one_of

__all__ = ["PAIR", "facing", "infix", "pair"]

_NAMES = one_of(WORD, MEASURED)
# Words before the second side of one interval; a noun or a "with" there begins a condition of its own.
_JOINS = frozenset({"but", "yet", "then", "still", "also", "only", "by", "is", "are", "was", "were", "be"})
_NEAR = 12  # characters between two limits that share a unit, at the most


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two limits beside each other, each read alone; the second begins at the atom `second`."""

    part: Part
    one: Quantity
    two: Quantity
    second: int

    @property
    def ends(self) -> tuple[Number, Number]:
        """The numbers of the two."""
        numbers = self.part.numbers
        return self.part.number(numbers[0]), self.part.number(numbers[-1])

    def in_two_units(self) -> bool:
        """Whether they are in different units, so that one interval cannot hold them."""
        one, two = self.ends
        return one.unit is not None and two.unit is not None and one.unit != two.unit


def facing(one: Quantity, two: Quantity) -> bool:
    """Whether one limits from below and the other from above, with something between."""
    if one.lower and not one.upper and two.upper and not two.lower:
        return one.lower[0] < two.upper[0]
    if one.upper and not one.lower and two.lower and not two.upper:
        return two.lower[0] < one.upper[0]
    return False


def _is_timed(pair: _Pair) -> bool:
    return "within" in (pair.one.op, pair.two.op)


def _counts_things(pair: _Pair) -> bool:
    """Whether the second number counts what stands behind it: `> 6 weeks and < 3 relapses`."""
    after, atoms = pair.part.last + 1, pair.part.atoms
    counts = pair.one.unit is not None and pair.two.unit is None
    return counts and after < len(atoms) and atoms[after].code in _NAMES


def _is_other(pair: _Pair) -> bool:
    """Whether words before the second limit begin another, or are counted by the first: `6 visits over 2 weeks`."""
    return pair.part.atoms[pair.second - 1].code == WORD and pair.part.word(pair.second - 1) not in _JOINS


def _is_interval(pair: _Pair) -> bool:
    between = pair.part.narrowed(pair.part.numbers[0], pair.second - 1)
    named = between.indexes(OPEN)
    if named and pair.part.word(named[0] + 1) != (pair.two.unit_text or "").lower():  # `2.4 kilograms (kg) and …`
        return False
    apart = (
        _is_other(pair) or _is_timed(pair) or _counts_things(pair) or bool(between.indexes(OR)) or pair.in_two_units()
    )
    return not apart and facing(pair.one, pair.two)


def _shares_unit(pair: _Pair) -> bool:
    one, two = pair.one, pair.two
    unitless = one.unit is None and one.reference is None
    between = pair.part.text[one.end : two.start]
    apart = two.op == "within" or _is_other(pair)
    return unitless and not apart and len(between) < _NEAR and ";" not in between


def _interval(pair: _Pair) -> list[Quantity]:
    one, two = pair.one, pair.two
    bounds, comparators = (*one.bounds, *two.bounds), (*one.comparators, *two.comparators)
    lower, upper = one.lower or two.lower, one.upper or two.upper
    return [
        quantity_of(
            pair.part,
            start=one.start,
            bounds=bounds,
            comparators=comparators,
            joined=True,
            op="range",
            lower=lower,
            upper=upper,
        )
    ]


PAIR: Table[_Pair, Callable[[_Pair], list[Quantity]]] = Table(
    "pair",
    Rule("pair.interval", _is_interval, _interval, example="≥ 18 and ≤ 65"),
    Rule(
        "pair.unit",
        _shares_unit,
        lambda pair: [replace(pair.one, unit=pair.two.unit), pair.two],
        example="BMI < 18 or > 35 kg/m2",
    ),
    Rule(
        "pair.apart",
        always,
        lambda pair: [pair.one, pair.two],
        example="weight loss > 5 kg within 3 months",
    ),
)


def pair(part: Part) -> list[Quantity]:
    """`≥ 18 and ≤ 65`: one interval where the two limits face each other, else two limits."""
    left, right = part.numbers[0], part.numbers[-1]
    # The comparator of the second number stands before it or after it.
    second = next((index for index in part.indexes(COMPARATOR) if left < index < right), right)
    closing = [index for index in part.indexes(BEHIND) if left <= index < second]
    one, two = compared(part.narrowed(part.first, max([left, *closing]))), compared(part.narrowed(second, part.last))
    both = _Pair(part, one, two, second)
    rule = PAIR.first(both)
    assert rule is not None
    decided = f"{part.rule}.{rule.name.partition('.')[2]}"
    return [replace(each, rule=decided) for each in rule.then(both)]


def infix(part: Part) -> list[Quantity]:
    """`18 ≤ age ≤ 65`: the first comparator is read backwards."""
    signs = part.indexes(COMPARATOR)
    one, two = part.atoms[signs[0]].key, part.atoms[signs[1]].key
    low, high = part.number(part.first).value, part.number(part.last).value
    used: dict[str, Any] = {"bounds": (part.first, part.last), "comparators": signs[:2], "op": "range"}
    if one in UPPER and two in UPPER:
        return [quantity_of(part, **used, lower=(low, UPPER[one]), upper=(high, UPPER[two]))]
    if one in LOWER and two in LOWER:
        return [quantity_of(part, **used, upper=(low, LOWER[one]), lower=(high, LOWER[two]))]
    return [compared(part.narrowed(signs[1], part.last))] if one in ("", "eq") else []
