"""Two numbers beside each other that are the ends of one interval: `18-65 years`, `between 18 and 65`, `[18;65]`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trialparse.criteria.phrases.quantity import LOWER, UPPER, Part, Quantity, bare, compared, quantity_of, sides
from trialparse.criteria.words.atom import Number
from trialparse.lexicon.alphabet import BETWEEN, COMPARATOR, FROM, INCLUSIVE, OF, OPEN, STOP, TIMES, TO, WORD, one_of

__all__ = [
    "CALENDAR",
    "RANGES",
    "ages",
    "around",
    "is_second_end",
    "marked",
    "notation",
    "said_twice",
    "span_of",
    "turned",
    "twos",
]

RANGES = frozenset({"range", "ages", "run", "marked", "notation", "said-twice"})  # numbers beside each other
CALENDAR = frozenset({"min", "h", "d", "wk", "mo", "a"})
_TEN = 10
_OUTSIDE = "outside"  # the key of words before a range that turn it inside out
_EXCLUSIVE = frozenset({"exclusive", "bars"})  # keys of words behind an end that is not in; `excluded` is an answer too
_SORTS = frozenset({"type", "types", "phase", "phases"})
_FIRST_GRADE = 3
_LEADS_IN = one_of(FROM, OF, OPEN)  # between such words and the range
_LEAD_IN = 3  # atoms of it, at the most


def span_of(part: Part) -> list[Quantity]:
    """`18-65 years`, `from 18 to 65`, `between 18 and 65`: both ends inside; turned round after `outside`."""
    found = _between(part)
    return [turned(part, each) for each in found] if len(found) == 1 and found[0].joined else found


def _between(part: Part) -> list[Quantity]:
    numbers = part.numbers
    low, high = numbers[0], numbers[-1]
    if _is_power(part, low, high):
        return []
    inner = part.narrowed(low + 1, high - 1)
    signs = inner.indexes(COMPARATOR)
    named = part.rule in RANGES and part.atoms[low + 1].code == WORD and not part.number(low).old
    if named:  # `type 1 diabetes at least 12 months`
        return [compared(part.narrowed(signs[0], part.last))] if signs else []
    if signs == [low + 1] == [high - 1] and part.atoms[low + 1].key != "le":
        return [compared(part.narrowed(low + 1, part.last))]
    if part.word(part.last + 1) == "scale" or _parts(part, signs) or _is_name(part, low, high):
        return []
    if _mixed(part.number(low), part.number(high)):
        if signs and not part.word(signs[0])[0].isalpha():  # `for more than 24 hours ≤ 12 weeks before`
            return [_alone(part.narrowed(part.first, low)), compared(part.narrowed(signs[0], part.last))]
        return [
            _end(part.narrowed(part.first, low, f"{part.rule}.ends"), "ge"),
            _end(part.narrowed(high, part.last, f"{part.rule}.ends"), "le"),
        ]
    said = {part.atoms[index].key for index in part.indexes(COMPARATOR, INCLUSIVE, BETWEEN)}
    opened = not said.isdisjoint({"gt", *_EXCLUSIVE}), not said.isdisjoint({"lt", *_EXCLUSIVE})
    return [_interval(part, low, high, opened=opened)]


def _parts(part: Part, signs: list[int]) -> bool:
    """Whether the signs of two ends turn from each other: `an increase from < 92% to ≥ 92%`."""
    outer = [part.atoms[index].key for index in part.indexes(COMPARATOR) if index not in signs]
    return any(key in UPPER for key in outer) and any(part.atoms[index].key in LOWER for index in signs)


def _is_name(part: Part, low: int, high: int) -> bool:
    """Whether figures that fall, behind a word that is no scale's and without a unit, name something: `clone 28-8`."""
    one, two = part.number(low), part.number(high)
    plain = one.unit is None and two.unit is None and low == part.first and part.last == high
    return plain and one.value > two.value and low > 0 and part.atoms[low - 1].code in (WORD, TO)


def _is_power(part: Part, low: int, high: int) -> bool:
    """Whether it is a power of ten that is no longer raised: `600 × 10-6 mm2/s`."""
    behind_times = low > 0 and part.atoms[low - 1].code == TIMES
    return behind_times and part.number(low).value == _TEN and "/" in (part.number(high).unit or "")


def _interval(part: Part, low: int, high: int, opened: tuple[bool, bool] = (False, False)) -> Quantity:
    """The interval between the numbers at two atoms, the smaller first; `opened` are the sides without their end."""
    a, b = sorted((_shared_scale(part.number(low), part.number(high)), part.number(high).value))
    lower, upper = (a, not opened[0]), (b, not opened[1])
    signs = [index for index in part.indexes(COMPARATOR) if part.atoms[index].key in (LOWER if index < low else UPPER)]
    return quantity_of(part, bounds=(low, high), comparators=signs, joined=True, op="range", lower=lower, upper=upper)


def _shared_scale(low: Number, high: Number) -> Decimal:
    """The value of the first end with the scale of the second: `150 to 400 thousand/mm3`."""
    scaled = low.value * high.scale
    return scaled if low.unit is None and low.scale == 1 and scaled < high.value else low.value


def around(part: Part) -> list[Quantity]:
    """`28 ± 3 days`: from 25 to 31 of them; behind a comparator the tolerance limits nothing."""
    place, other = part.numbers[:2]
    middle, width = part.number(place), part.number(other)
    if part.indexes(COMPARATOR):
        return [compared(part.narrowed(part.first, place))]
    if middle.unit not in (None, width.unit) or width.unit not in CALENDAR:
        return []  # of a mean and its deviation nobody says that it limits
    lower, upper = (middle.value - width.value, True), (middle.value + width.value, True)
    return [quantity_of(part, bounds=(place, other), joined=True, op="range", lower=lower, upper=upper)]


def _mixed(low: Number, high: Number) -> bool:
    """Whether two ends are in different units (`7 days to 6 weeks`), so that one interval cannot hold them."""
    if low.unit is None or high.unit is None:
        return False
    return low.unit != high.unit and not high.unit.startswith(f"{low.unit}/")  # `100 mg up to 300 mg/day`


def is_second_end(one: Quantity, two: Quantity) -> bool:
    """Whether two limits are the ends of one range in two units: `7 days to 6 weeks`."""
    return one.rule == two.rule and one.rule.endswith(".ends") and one.op == "ge" and two.first - one.last in (1, 2, 3)


def _alone(part: Part) -> Quantity:
    return compared(part) if part.indexes(COMPARATOR) else bare(part)[0]


def _end(part: Part, op: str) -> Quantity:
    place = part.numbers[0]
    return quantity_of(part, bounds=(place,), joined=True, **sides(op, part.number(place).value))


def turned(part: Part, found: Quantity) -> Quantity:
    """A range as what lies outside it, where words before it say so: `outside the limits of 60 to 100`."""
    if part.word(part.first) == "beyond":
        lower, upper = found.lower, found.upper
        assert lower is not None
        assert upper is not None
        return replace(found, lower=(lower[0], True), upper=(upper[0], True), outside=True)
    for place in range(part.first, max(-1, part.first - 1 - _LEAD_IN), -1):
        atom = part.atoms[place]
        if atom.key == _OUTSIDE:
            return replace(found, first=place, start=atom.start, outside=True)
        if place < part.first and atom.code not in _LEADS_IN:
            break
    return found


def ages(part: Part) -> list[Quantity]:
    """`18 and 65 years old`, with the "between" far before it."""
    low, high = (part.number(index) for index in part.numbers)
    return span_of(part) if high.old and low.unit in (None, high.unit) and low.value < high.value else []


def twos(part: Part) -> list[Quantity]:
    """`score of 3 or 4`: whole numbers next to each other; `grade 2 or 3 or higher` has one end.

    The first of the types are sorts, of diabetes or of a virus; later ones are grades: `stool of type 6 or 7`.
    """
    first, second = part.numbers
    low, high = part.number(first), part.number(second)
    is_run = low.unit is None and high.value - low.value == 1 and not high.spelled
    if part.word(part.first - 1) in _SORTS and low.value < _FIRST_GRADE:
        return []
    if part.last == second:
        return span_of(part) if is_run else []
    if not is_run:
        return [compared(part.narrowed(second, part.last))]
    behind = part.atoms[part.last].key
    limits = sides(behind, (low if behind in LOWER else high).value)
    return [quantity_of(part, bounds=(first, second), comparators=(part.last,), joined=True, **limits)]


def marked(part: Part) -> list[Quantity]:
    """`18 (inclusive) to 65 (exclusive)`; words that mark no end say what a scale's ends mean, and limit nobody."""
    low, high = part.numbers
    marks = [atom for atom in part.atoms[low + 1 : part.last] if atom.code in (WORD, INCLUSIVE)]
    if any(atom.code == WORD and atom.key not in _EXCLUSIVE for atom in marks):
        return []
    opened = [atom.key in _EXCLUSIVE for atom in marks]
    return [_interval(part, low, high, opened=(opened[0], opened[-1]))]


def notation(part: Part) -> list[Quantity]:
    """`(30, 45]`, `[18;65)`: in signs; round brackets only, or square ones with a comma, are lists."""
    low, high = part.numbers
    opening, closing = part.word(part.first), part.word(part.last)
    plain = opening + closing in ("()", "[]") and STOP not in (atom.code for atom in part.atoms[low:high])
    if plain or part.number(low).value >= part.number(high).value:
        return []
    return [_interval(part, low, high, opened=(opening == "(", closing == ")"))]


def said_twice(part: Part) -> list[Quantity]:
    """`7.0% (53 mmol/mol) to 10.0% (86 mmol/mol)`: one range, its ends in two units."""
    low, also_low, high, also_high = part.numbers
    one, two = part.number(low), part.number(also_low)
    if _mixed(one, part.number(high)) or _mixed(two, part.number(also_high)) or not _mixed(one, part.number(also_high)):
        return []
    written = part.text[one.unit_start : one.unit_end] if one.unit_start >= 0 else None
    first = _interval(part.narrowed(part.first, high), low, high)
    again = _interval(part.narrowed(also_low, also_high, "said-twice.again"), also_low, also_high)
    return [replace(first, unit=one.unit, unit_text=written), again]
