"""A quantity: a number or two with what the text says of them, and which words it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import AT, BEFORE, FOR, NUMBER, PAST, one_of

__all__ = ["LOWER", "TIME_CUES", "UPPER", "Limit", "Part", "Quantity", "Role", "bounded", "quantity_of"]

Limit = tuple[Decimal, bool]  # a value, and whether it is inside
Role = Literal["bound", "comparator", "joint", "fill"]  # what an atom did for a quantity

LOWER = {"ge": True, "gt": False}  # by comparator, whether the value itself is inside
UPPER = {"le": True, "lt": False, "within": True}
_POINTS = ("eq", "approx", "")  # comparators that set both sides
TIME_CUES = one_of(FOR, AT, PAST, BEFORE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or two with what the text says of them, from the atom `first` to the atom `last`.

    `used` tells what each of these atoms did: gave a bound, the comparator, joined two numbers, or only stood there.
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
    is_age: bool = False
    cue: frozenset[str] = frozenset()  # codes of the time words inside
    spelled: bool = False
    value: Decimal | None = None  # of a bare or lost number
    part: str = ""  # of a blood pressure: sbp, dbp
    used: tuple[tuple[int, Role], ...] = ()

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
    part: Part, *, bounds: Iterable[int] = (), comparators: Iterable[int] = (), joints: bool = False
) -> Quantity:
    """The quantity that a part states, yet without sides: its unit is that of its last number that has one.

    `bounds` are the atoms that give its sides, `comparators` those that tell which; where it is a range, what stands
    between them are `joints`.
    """
    places = part.numbers
    numbers = [part.number(index) for index in places]
    source = next((number for number in reversed(numbers) if number.unit or number.reference), None)
    roles: dict[int, Role] = dict.fromkeys(range(part.first, part.last + 1), "joint" if joints else "fill")
    roles |= dict.fromkeys(comparators, "comparator")
    roles |= dict.fromkeys(bounds, "bound")
    inside = part.atoms[part.first : part.last + 1]
    found = Quantity(
        part.rule,
        part.first,
        part.last,
        inside[0].start,
        max(inside[-1].end, *(number.reach for number in numbers)),
        old=any(number.old for number in numbers),
        spelled=numbers[0].spelled,
        value=numbers[0].value,
        cue=TIME_CUES.intersection(atom.code for atom in inside),
        used=tuple(roles.items()),
    )
    if source is None:
        return found
    words = part.text[source.unit_start : source.unit_end] if source.unit_start >= 0 else None
    return replace(found, unit=source.unit, reference=source.reference, unit_text=words)


def bounded(found: Quantity, op: str, value: Decimal) -> Quantity:
    """A quantity with the side that a comparator limits.

    >>> quantity = bounded(Quantity("prefix", 0, 1, 0, 3), "gt", Decimal(5))
    >>> quantity.lower, quantity.upper
    ((Decimal('5'), False), None)
    """
    if op in LOWER:
        return replace(found, op=op, lower=(value, LOWER[op]))
    if op in UPPER:
        return replace(found, op=op, upper=(value, UPPER[op]))
    sides = (value, True) if op in _POINTS else None
    return replace(found, op=op, lower=sides, upper=sides)
