"""A quantity: a number or two with what the text says of them, and which words it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import AT, BEFORE, BEHIND, COMPARATOR, FOR, NEXT, NUMBER, PAST, one_of

__all__ = [
    "LOWER",
    "TIME_CUES",
    "UPPER",
    "Limit",
    "Part",
    "Quantity",
    "Role",
    "compared",
    "contradicts_itself",
    "quantity_of",
    "sides",
]

Limit = tuple[Decimal, bool]  # a value, and whether it is inside
Role = Literal["bound", "comparator", "joint", "fill"]  # what an atom did for a quantity

LOWER = {"ge": True, "gt": False}  # by comparator, whether the value itself is inside
UPPER = {"le": True, "lt": False, "within": True}
_LOOSE = ("eq", "approx")  # comparators that another one beside them makes more of: `= > 5`, `approximately ≥ 5`
_POINTS = ("eq", "approx", "")  # comparators that set both sides
_EXTREMES = ("maximum", "max", "minimum", "min")
_LEADING = ("over", "up to")  # that another comparator behind them makes words of time
_NO_CUE: frozenset[str] = frozenset()
_OPENS_LATE = one_of(FOR, AT)  # `for at least 3 weeks`: the comparator is where the limit begins
TIME_CUES = one_of(FOR, AT, PAST, BEFORE, NEXT)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or two with what the text says of them, from the atom `first` to the atom `last`.

    `bounds` are the atoms that gave its sides, `comparators` those that told which.
    """

    rule: str  # the production that read it, and what was decided in it
    first: int
    last: int
    start: int
    end: int
    lower: Limit | None = None
    upper: Limit | None = None
    unit: str | None = None
    unit_text: str | None = None
    reference: str | None = None
    op: str = ""  # the comparator behind a single bound: ge, gt, le, lt, eq, approx, within, lost; "" for a bare value
    old: bool = False
    cue: frozenset[str] = frozenset()  # codes of the time words inside
    spelled: bool = False
    value: Decimal | None = None  # of a bare or lost number
    part: str = ""  # of a blood pressure: sbp, dbp
    bounds: tuple[int, ...] = ()
    comparators: tuple[int, ...] = ()
    joined: bool = False  # whether it is a range, whose numbers something joins
    outside: bool = False  # whether what lies outside it is meant
    total: Decimal | None = None  # of a fraction: `≥ 4/10`
    turn: tuple[int, int] | None = None  # its place in a list read `respectively`, and how long that is
    counts: bool = False  # whether what it counts stands between number and rate: `2 attacks per month`

    @property
    def used(self) -> dict[int, Role]:
        """What each of its atoms did: gave a bound, told which, joined two numbers, or only stood there."""
        roles: dict[int, Role] = dict.fromkeys(range(self.first, self.last + 1), "joint" if self.joined else "fill")
        return roles | dict.fromkeys(self.comparators, "comparator") | dict.fromkeys(self.bounds, "bound")

    @property
    def restates(self) -> bool:
        """Whether it says another one again, in another unit."""
        return self.rule in ("restated", "said-twice.again")

    @property
    def production(self) -> str:
        """The production that read it."""
        return self.rule.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Part:
    """What a production matched: the atoms `first` to `last` of a text."""

    rule: str
    text: str
    atoms: Sequence[Atom]
    first: int
    last: int

    def narrowed(self, first: int, last: int, rule: str = "") -> Part:
        """Some of its atoms, under a rule of their own where one is given."""
        return Part(rule or self.rule, self.text, self.atoms, first, last)

    def number(self, index: int) -> Number:
        """The number at an atom."""
        found = self.atoms[index].number
        assert found is not None
        return found

    def indexes(self, *codes: str) -> list[int]:
        """Where atoms with some codes stand in it."""
        return [index for index in range(self.first, self.last + 1) if self.atoms[index].code in codes]

    @property
    def numbers(self) -> list[int]:
        """Where its numbers stand."""
        return self.indexes(NUMBER)

    def word(self, index: int) -> str:
        """The words of an atom in lower case, "" past the last one."""
        if index >= len(self.atoms):
            return ""
        return self.text[self.atoms[index].start : self.atoms[index].end].lower()


def quantity_of(
    part: Part,
    *,
    start: int | None = None,
    bounds: Iterable[int] = (),
    comparators: Iterable[int] = (),
    joined: bool = False,
    op: str = "",
    lower: Limit | None = None,
    upper: Limit | None = None,
) -> Quantity:
    """The quantity that a part states with its sides: its unit is that of its last number that has one.

    `bounds` are the atoms that give the sides, `comparators` those that tell which. The words begin at `start`, with
    the first atom by default.
    """
    first: Number | None = None
    source: Number | None = None
    cue = _NO_CUE
    old, reach = False, -1
    inside = part.atoms[part.first : part.last + 1]
    for atom in inside:
        number = atom.number
        if number is not None:
            first = first or number
            old, reach = old or number.old, max(reach, number.reach)
            source = number if number.unit or number.reference else source
        elif atom.code in TIME_CUES:
            cue = cue | {atom.code}
    assert first is not None
    unit, reference, words = None, None, None
    if source is not None:
        unit, reference = source.unit, source.reference
        words = part.text[source.unit_start : source.unit_end] if source.unit_start >= 0 else None
    return Quantity(
        rule=part.rule,
        first=part.first,
        last=part.last,
        start=inside[0].start if start is None else start,
        end=max(inside[-1].end, reach),
        lower=lower,
        upper=upper,
        unit=unit,
        unit_text=words,
        reference=reference,
        op=op,
        old=old,
        cue=cue,
        spelled=first.spelled,
        value=first.value,
        bounds=tuple(bounds),
        comparators=tuple(comparators),
        joined=joined,
        counts=reach >= 0 and unit is not None and unit.startswith("/"),
    )


def sides(op: str, value: Decimal) -> dict[str, Any]:
    """What a comparator and its value say of a quantity: the operator and the sides that it limits.

    >>> sides("gt", Decimal(5))
    {'op': 'gt', 'lower': (Decimal('5'), False)}
    """
    if op in LOWER:
        return {"op": op, "lower": (value, LOWER[op])}
    if op in UPPER:
        return {"op": op, "upper": (value, UPPER[op])}
    point = (value, True) if op in _POINTS else None
    return {"op": op, "lower": point, "upper": point}


def contradicts_itself(part: Part) -> bool:
    """Whether comparators before one number point to different sides: `within ≥ 14 days`."""
    _, before, _ = _signs(part)
    if len(before) < 2:
        return False
    keys = {part.atoms[index].key for index in before}
    signs = not any(part.word(index)[0].isalpha() for index in before)
    return (signs or "within" in keys) and not keys.isdisjoint(LOWER) and not keys.isdisjoint(UPPER)


def _signs(part: Part) -> tuple[int, list[int], int]:
    """Where the first number of a part stands, the comparators before it, and the first one behind a number, or -1."""
    place, before, after = -1, [], -1
    for index in range(part.first, part.last + 1):
        code = part.atoms[index].code
        if code == NUMBER:
            place = index if place < 0 else place
        elif code == COMPARATOR and place < 0:
            before.append(index)
        elif code == BEHIND and after < 0:
            after = index
    return place, before, after


def compared(part: Part) -> Quantity:
    """A number with its comparator, before it or after it."""
    place, before, after = _signs(part)
    start = part.atoms[part.first].start
    if len(before) > 1 and part.word(part.first) in _LEADING:  # `over at least 90 days`, `up to at least 30 days after`
        del before[0]
        start = part.atoms[part.first + 1].start
    said = next((index for index in before if part.atoms[index].key not in _LOOSE), before[0] if before else after)
    if len(before) > 1 and part.word(before[0]) in _EXTREMES:  # `wall thickness maximum ≥ 15 mm`
        said = before[-1]
    if part.atoms[said].key in _LOOSE and after >= 0:
        said = after
    if part.atoms[part.first].code in _OPENS_LATE:
        start = part.atoms[part.first + 1].start
    limits = sides(part.atoms[said].key, part.number(place).value)
    return quantity_of(part, start=start, bounds=(place,), comparators=(said,), **limits)


def bare(part: Part) -> list[Quantity]:
    """A number that nothing compares, unless a plus behind it does."""
    numbers = part.numbers
    plus = next((index for index in numbers if part.atoms[index].key), None)
    if plus is None:
        return [quantity_of(part, bounds=numbers[:1])]
    said = part.narrowed(part.first, part.last, f"{part.rule}.plus")
    return [quantity_of(said, bounds=numbers[:1], **sides(part.atoms[plus].key, part.number(plus).value))]
