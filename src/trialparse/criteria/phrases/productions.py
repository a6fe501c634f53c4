"""The grammar: productions over the codes of atoms that find quantities, their bounds and their units.

The atoms of a criterion are written as a string of their codes, and each production is a pattern over that string,
written in the names of `lexicon.alphabet`. They are tried in order at each place; the words between two parts are
bounded. Every production has an example that it and no other reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.quantity import LOWER, UPPER, Part, Quantity, compared, quantity_of, sides
from trialparse.criteria.phrases.restated import restated
from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import (
    BEHIND,
    COMPARATOR,
    MEASURED,
    OR,
    WORD,
    letters,
    one_of,
)

__all__ = ["PAIR", "PRODUCTIONS", "RANGES", "Production", "quantities"]

RANGES = frozenset({"range", "ages", "run"})  # productions whose two numbers stand beside each other
_NAMES = one_of(WORD, MEASURED)
_CALENDAR = ("a", "mo", "wk", "d", "h")  # units in which a visit may be early or late
_NEAR = 12  # characters between two limits that share a unit, at the most
_SYSTOLIC, _DIASTOLIC = (40, 260), (20, 160)  # what two numbers with a slash must be to be a blood pressure


def _single(part: Part) -> list[Quantity]:
    return [compared(part)]


def _bare(part: Part) -> list[Quantity]:
    """A number that nothing compares, unless a plus behind it does."""
    numbers = part.numbers
    plus = next((index for index in numbers if part.atoms[index].key), None)
    limits = sides(part.atoms[plus].key, part.number(plus).value) if plus is not None else {}
    return [quantity_of(part, bounds=numbers[:1], **limits)]


def _range(part: Part) -> list[Quantity]:
    """`18-65 years`, `from 18 to 65`, `between 18 and 65`: both ends inside."""
    numbers = part.numbers
    low, high = numbers[0], numbers[-1]
    inner = part.narrowed(low + 1, high - 1)
    signs = inner.indexes(COMPARATOR)
    named = part.rule in RANGES and part.atoms[low + 1].code == WORD and not part.number(low).old
    if named:  # `type 1 diabetes at least 12 months`
        return _single(part.narrowed(signs[0], part.last)) if signs else []
    if signs == [low + 1] == [high - 1] and part.atoms[low + 1].key != "le":
        return _single(part.narrowed(low + 1, part.last))
    if part.word(part.last + 1) == "scale":
        return []
    if _mixed(part.number(low), part.number(high)):
        return [
            _end(part.narrowed(part.first, low, f"{part.rule}.ends"), "ge"),
            _end(part.narrowed(high, part.last, f"{part.rule}.ends"), "le"),
        ]
    strict = {part.atoms[index].key for index in part.indexes(COMPARATOR)}
    a, b = sorted((part.number(low).value, part.number(high).value))
    lower, upper = (a, "gt" not in strict), (b, "lt" not in strict)
    return [quantity_of(part, bounds=(low, high), joined=True, op="range", lower=lower, upper=upper)]


def _mixed(low: Number, high: Number) -> bool:
    """Whether two ends are in different units (`7 days to 6 weeks`), so that one interval cannot hold them."""
    return low.unit is not None and high.unit is not None and low.unit != high.unit


def _end(part: Part, op: str) -> Quantity:
    place = part.numbers[0]
    return quantity_of(part, bounds=(place,), joined=True, **sides(op, part.number(place).value))


def _ages(part: Part) -> list[Quantity]:
    """`18 and 65 years old`, with the "between" far before it."""
    low, high = (part.number(index) for index in part.numbers)
    return _range(part) if high.old and low.unit in (None, high.unit) and low.value < high.value else []


def _run(part: Part) -> list[Quantity]:
    """`score of 3 or 4`: whole numbers next to each other."""
    low, high = part.number(part.first), part.number(part.last)
    return _range(part) if low.unit is None and high.value - low.value == 1 and not high.spelled else []


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


def _is_facing(pair: _Pair) -> bool:
    """Whether one limits from below and the other from above, with something between."""
    one, two = pair.one, pair.two
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


def _is_interval(pair: _Pair) -> bool:
    between = pair.part.narrowed(pair.part.numbers[0], pair.second - 1)
    apart = _is_timed(pair) or _counts_things(pair) or bool(between.indexes(OR)) or _mixed(*pair.ends)
    return not apart and _is_facing(pair)


def _shares_unit(pair: _Pair) -> bool:
    one, two = pair.one, pair.two
    unitless = one.unit is None and one.reference is None
    return unitless and two.op != "within" and len(pair.part.text[one.end : two.start]) < _NEAR


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


def _pair(part: Part) -> list[Quantity]:
    """`≥ 18 and ≤ 65`: one interval where the two limits face each other, else two limits."""
    left, right = part.numbers[0], part.numbers[-1]
    # The comparator of the second number stands before it or after it.
    second = next((index for index in part.indexes(COMPARATOR) if left < index < right), right)
    closing = [index for index in part.indexes(BEHIND) if left <= index < second]
    one, two = compared(part.narrowed(part.first, max([left, *closing]))), compared(part.narrowed(second, part.last))
    pair = _Pair(part, one, two, second)
    rule = PAIR.first(pair)
    assert rule is not None
    decided = f"{part.rule}.{rule.name.partition('.')[2]}"
    return [replace(each, rule=decided) for each in rule.then(pair)]


def _infix(part: Part) -> list[Quantity]:
    """`18 ≤ age ≤ 65`: the first comparator is read backwards."""
    signs = part.indexes(COMPARATOR)
    one, two = part.atoms[signs[0]].key, part.atoms[signs[1]].key
    low, high = part.number(part.first).value, part.number(part.last).value
    used: dict[str, Any] = {"bounds": (part.first, part.last), "comparators": signs[:2], "op": "range"}
    if one in UPPER and two in UPPER:
        return [quantity_of(part, **used, lower=(low, UPPER[one]), upper=(high, UPPER[two]))]
    if one in LOWER and two in LOWER:
        return [quantity_of(part, **used, upper=(low, LOWER[one]), lower=(high, LOWER[two]))]
    return _single(part.narrowed(part.first + 1, part.last)) if one in ("", "eq") else []


def _pressure(part: Part) -> list[Quantity]:
    """`> 140/90 mmHg`: the same comparator with each of two numbers."""
    systolic, diastolic = (part.number(index).value for index in part.numbers[:2])
    one = compared(part)
    if not _holds(_SYSTOLIC, systolic) or not _holds(_DIASTOLIC, diastolic):
        return [one]
    lower, upper = one.lower and (diastolic, one.lower[1]), one.upper and (diastolic, one.upper[1])
    return [replace(one, part="sbp"), replace(one, part="dbp", lower=lower, upper=upper, bounds=(part.numbers[1],))]


def _holds(plausible: tuple[int, int], value: Decimal) -> bool:
    return plausible[0] <= value <= plausible[1]


def _shared(part: Part) -> list[Quantity]:
    """`within 30 days or 5 half-lives`: one comparator for two quantities."""
    first, second = part.numbers[:2]
    one, two = part.number(first), part.number(second)
    begun, other = compared(part.narrowed(part.first, first)), part.narrowed(second, second)
    if one.unit and two.unit and one.unit != two.unit:
        found = quantity_of(other, bounds=(second,), **sides(begun.op, two.value))
        return [begun, replace(found, cue=begun.cue)]
    is_run = not (one.unit or two.unit) and two.value - one.value == 1
    return [begun] if is_run else [begun, *_bare(other)]


def _before(part: Part) -> list[Quantity]:
    """`before the age of 16`, `before 24 weeks`: less than it, where the number is an age."""
    number = part.numbers[0]
    if not part.indexes(MEASURED):
        return _bare(part.narrowed(number, number))
    limits = sides("lt", part.number(number).value)
    return [quantity_of(part.narrowed(part.first, number), bounds=(number,), **limits)]


def _tolerance(part: Part) -> list[Quantity]:
    """`28 ± 3 days`: both ends of it; nothing where they are no times, or in different units."""
    middle, width = (part.number(index) for index in part.numbers)
    if width.unit not in _CALENDAR or middle.unit not in (None, width.unit):
        return []
    lower, upper = (middle.value - width.value, True), (middle.value + width.value, True)
    return [quantity_of(part, bounds=part.numbers, joined=True, op="range", lower=lower, upper=upper)]


def _lost(part: Part) -> list[Quantity]:
    return [quantity_of(part, op="lost")]


def _limit(part: Part) -> list[Quantity]:
    """`> ULN`: the factor is one."""
    comparator, limit = part.atoms[part.first], part.atoms[part.last]
    limits = sides(comparator.key, Decimal(1))
    start, end = comparator.start, limit.end
    return [Quantity(part.rule, part.first, part.last, start, end, reference=limit.key, bounds=(part.last,), **limits)]


@dataclass(frozen=True, slots=True)
class Production:
    """A pattern in the names of codes, and what to make of what it matches; its example reads as `reads`."""

    name: str
    pattern: str
    build: Callable[[Part], list[Quantity]]
    example: str
    reads: str


_COMPARED = "Comparator (?: Open Comparator Close | Comparator)?"
_FILL = "[Of Word Noun Whichever]{0,2}? Measured? [Of Noun Colon]{0,2}?"
_ONE = f"{_COMPARED} {_FILL} [Past Of Next Before For Whichever Plus]{{0,2}}? Number"
_TAIL = "(?: (?: Of Measured | [Word Measured])? Comma? Open? Inclusive Close?)?"
_LISTING = "Comma And | Comma Or | Comma To | And Or"
_JOINT = f"(?: [And Comma To Or Dash Stop] | {_LISTING} | And Word | Word | And For | Close And)?"
_TO = "(?: Dash | To | Dash To | Comparator | To Comparator | Dash Comparator)"
_AND = "(?: [And To Dash Comma] | And Comparator | To Comparator | And Word | Word)"

PRODUCTIONS: tuple[Production, ...] = (
    Production(
        "infix",
        "Number Comparator Word{0,3} Measured? Open? Word{0,2} Measured? Close? Word{0,2} Comparator Number",
        _infix,
        example="18 ≤ age ≤ 65",
        reads="[18,65]",
    ),
    Production(
        "between",
        f"At? Between [Measured Word Of]{{0,2}} Comparator? Number Word? Dash? {_AND} Word? Number Behind? {_TAIL}",
        _range,
        example="BMI between 18 and 30",
        reads="[18,30]",
    ),
    Production(
        "shared",
        rf"(?: For | At)? {_ONE} [Or And] Open? Number (?![Dash To Slash Comparator])",
        _shared,
        example="rituximab within 30 days or 5 half-lives",
        reads="(,30] (,5]",
    ),
    Production(
        "pair",
        f"(?: For | At)? {_ONE} (?: Of Measured)? Behind? {_JOINT} {_ONE} {_TAIL}",
        _pair,
        example="weight ≥ 40 kg and ≤ 90 kg",
        reads="[40,90]",
    ),
    Production(
        "pair-behind",
        "Number (?: Of Measured)? Behind [And Comma To Or]{1,2}"
        f"(?: {_COMPARED} Number | Number (?: Of Measured)? Behind) {_TAIL}",
        _pair,
        example="15 mg or more and 20 mg or less",
        reads="[15,20]",
    ),
    Production(
        "pressure",
        f"{_ONE} Slash Number Behind? | Number Slash Number Behind",
        _pressure,
        example="blood pressure > 140/90 mmHg",
        reads="(140,) (90,)",
    ),
    Production(
        "range",
        "(?: From | For | At From | At)? Past? (?: Comparator [Of Word]?)? (?<! Around) Number Word?"
        f" {_TO} Number Behind? {_TAIL}",
        _range,
        example="aged 18-65 years",
        reads="[18,65]",
    ),
    Production("ages", "Number And Number Behind?", _ages, example="aged 18 and 65 years old", reads="[18,65]"),
    Production(
        "run",
        "(?<= [Measured Noun Of]) Number [Or And] Number (?! Number)",
        _run,
        example="a pain score of 3 or 4",
        reads="[3,4]",
    ),
    Production("prefix", f"(?: For | At)? {_ONE} Behind? {_TAIL}", _single, example="ALT ≤ 2.5 x ULN", reads="(,2.5]"),
    Production(
        "postfix",
        f"[For At]? Number (?: Of Measured | [Word Noun Measured])? Behind {_TAIL}",
        _single,
        example="65 years or older",
        reads="[65,)",
    ),
    Production(
        "bare-past", f"[For At] [Past Before] Number {_TAIL}", _bare, example="fever in the past 7 days", reads="7"
    ),
    Production(
        "before",
        "Before [Of Word Measured]{0,3} Number (?: Of Measured)?",
        _before,
        example="menopause before the age of 40",
        reads="(,40)",
    ),
    Production(
        "tolerance",
        "Number Open? Around Number Close?",
        _tolerance,
        example="scans 28 ± 3 days apart",
        reads="[25,31]",
    ),
    Production("lost", "Lost Number", _lost, example="ALT ?3 U/L", reads=""),
    Production("limit", "Comparator Limit", _limit, example="ALT > ULN", reads="(1,)"),
    Production(
        "bare",
        f"(?: [For At] Past? | Past)? (?<! Around) Number {_TAIL}",
        _bare,
        example="stable dose for 4 weeks",
        reads="4",
    ),
)
_BUILDERS = {f"p{place}": each for place, each in enumerate(PRODUCTIONS)}
_GRAMMAR = re.compile("|".join(f"(?P<{group}>{letters(each.pattern)})" for group, each in _BUILDERS.items()))


def quantities(text: str, atoms: Sequence[Atom], codes: str) -> list[Quantity]:
    """All quantities among the atoms, in order; `codes` are the atoms' codes as one string."""
    found: list[Quantity] = []
    for match in _GRAMMAR.finditer(codes):
        production = _BUILDERS[str(match.lastgroup)]
        found += production.build(Part(production.name, text, atoms, match.start(), match.end() - 1))
    for quantity in tuple(found):
        found += restated(quantity, atoms, codes, text)
    return sorted(found, key=lambda quantity: quantity.first)
