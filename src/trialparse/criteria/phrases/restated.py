"""Limits said twice: `≥ 6.5% (48 mmol/mol)`, `within 3 weeks (6 weeks for biologics)`."""

from __future__ import annotations

from collections.abc import Sequence

from trialparse.criteria.phrases.quantity import Part, Quantity, quantity_of, sides
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import COMPARATOR, NUMBER, OPEN, pattern

__all__ = ["restated"]

_WORDS = "[^ Stop Colon Point Plus Around Open Close Lost Spelled]"
_BRACKETED = pattern(
    f"(?: Open {_WORDS}{{1,3}} Close)? Open Comparator? Number (?: Open Number Close)? Close"
    f"| Open Number [Dash To] Number Close | Comparator Number (?! {_WORDS})"
)
_OPENED = OPEN + NUMBER


def restated(quantity: Quantity, atoms: Sequence[Atom], codes: str, text: str) -> list[Quantity]:
    """The same limit in another unit, in brackets: `≥ 6.5% (48 mmol/mol)`."""
    if quantity.op == "within" and codes.startswith(_OPENED, quantity.last + 1):
        place = quantity.last + 2
        part = Part("shared.bracket", text, atoms, place, place)  # `within 3 weeks (6 weeks for …)`
        if part.number(place).unit == quantity.unit:
            return [quantity_of(part, bounds=(place,), **sides("within", part.number(place).value))]
    if quantity.unit is None or not quantity.op:
        return []
    bracket = _bracket(quantity.last + 1, atoms, codes, text)
    if bracket is None:
        return []
    numbers = bracket.numbers
    unit = bracket.number(numbers[-1]).unit
    if unit is None or unit == quantity.unit:
        return []
    low, high = bracket.number(numbers[0]).value, bracket.number(numbers[-1]).value
    lower, upper = quantity.lower and (low, quantity.lower[1]), quantity.upper and (high, quantity.upper[1])
    return [quantity_of(bracket, bounds=(numbers[0], numbers[-1]), op=quantity.op, lower=lower, upper=upper)]


def _bracket(place: int, atoms: Sequence[Atom], codes: str, text: str) -> Part | None:
    """What may restate the limit that ends before the atom `place`: numbers in a bracket, or behind `=`."""
    match = _BRACKETED.match(codes, place)
    if match is None or (codes[place] == COMPARATOR and atoms[place].key != "eq"):
        return None
    first = codes.rfind(OPEN, match.start(), match.end()) + 1 or match.start() + 1
    last = match.end() - (2 if codes[place] == OPEN else 1)
    return None if atoms[first].code == COMPARATOR else Part("restated", text, atoms, first, last)
