"""Limits said twice: `≥ 6.5% (48 mmol/mol)`, `within 3 weeks (6 weeks for biologics)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trialparse.criteria.phrases.quantity import Part, Quantity, quantity_of, sides
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import COMPARATOR, NUMBER, OPEN, WORD, pattern

__all__ = ["restated"]

_WORDS = "[^ Stop Colon Point Plus Around Open Close Lost Spelled Number Comparator]"
_AGAIN = "[Word Comma Or To Dash Comparator]{0,4}"  # `i.e.`, `equivalent to`, `~`
_BRACKETED = pattern(
    f"(?: Open {_WORDS}{{1,3}} Close)? Open (?P<lead> {_AGAIN}) (?P<numbers> Number (?: [To Dash] Number)?)"
    "(?: Open Number Close)? Close"
    f"| (?P<open_lead> Comma? {_AGAIN}) (?P<open_numbers> Number (?: [To Dash] Number)?) (?! {_WORDS})"
)
_OPENED = OPEN + NUMBER
_HALF_LIVES = "{t1/2}"  # no other unit of a time
_SAYS_AGAIN = "again"  # the key of words that do
_EQUAL = ("eq", "approx")  # and the keys of comparators


def restated(quantity: Quantity, atoms: Sequence[Atom], codes: str, text: str) -> list[Quantity]:
    """The same limit in another unit, in brackets or behind `i.e.`: `≥ 6.5% (48 mmol/mol)`."""
    if quantity.op == "within" and codes.startswith(_OPENED, quantity.last + 1):
        place = quantity.last + 2
        alone = Part("shared.bracket", text, atoms, place, place)  # `within 3 weeks (6 weeks for …)`
        if alone.number(place).unit == quantity.unit:
            return [quantity_of(alone, bounds=(place,), **sides("within", alone.number(place).value))]
    unitless = quantity.unit is None and quantity.reference is None
    if unitless or not quantity.op or quantity.production == "said-twice":
        return []
    part = _again(quantity.last + 1, atoms, codes, text)
    if part is None:
        return []
    numbers = part.numbers
    said = part.number(numbers[-1])
    alternative = said.unit == _HALF_LIVES or len(numbers) > len(quantity.bounds)
    same = (said.unit, said.reference) in ((None, None), (quantity.unit, quantity.reference))
    if same or said.reference == "predicted" or alternative:
        return []
    low, high = part.number(numbers[0]).value, part.number(numbers[-1]).value
    lower, upper = quantity.lower and (low, quantity.lower[1]), quantity.upper and (high, quantity.upper[1])
    again = quantity_of(part, bounds=(numbers[0], numbers[-1]), op=quantity.op, lower=lower, upper=upper)
    return [replace(again, outside=quantity.outside)]


def _again(place: int, atoms: Sequence[Atom], codes: str, text: str) -> Part | None:
    """The numbers behind the limit that ends before the atom `place` which may say it again."""
    match = _BRACKETED.match(codes, place)
    if match is None:
        return None
    lead, numbers = ("lead", "numbers") if match["numbers"] else ("open_lead", "open_numbers")
    said = [atoms[index] for index in range(match.start(lead), match.end(lead))]
    signs = [atom for atom in said if atom.code == COMPARATOR]
    words = [atom for atom in said if atom.code == WORD]
    equal = all(atom.key in _EQUAL for atom in signs) and all(atom.key == _SAYS_AGAIN for atom in words)
    says = lead == "lead" or any(signs) or any(words)
    return Part("restated", text, atoms, match.start(numbers), match.end(numbers) - 1) if equal and says else None
