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

from trialparse.criteria.phrases import ranges, slashes
from trialparse.criteria.phrases.pairs import infix, pair
from trialparse.criteria.phrases.quantity import Part, Quantity, bare, compared, contradicts_itself, quantity_of, sides
from trialparse.criteria.phrases.restated import restated
from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import BEHIND, MEASURED, NUMBER, WORD, letters

__all__ = ["PRODUCTIONS", "Production", "quantities"]


_ADDS = re.compile(r"plus\s{1,8}(?:the|an?|another|\d{1,3})\b", re.IGNORECASE)


def _adds(part: Part) -> bool:
    """Whether something is added behind a number: `30 days plus the time of five half-lives`."""
    last = part.atoms[part.last]
    return last.code == BEHIND and _ADDS.match(part.text, last.start) is not None


def _single(part: Part) -> list[Quantity]:
    if contradicts_itself(part) or _adds(part):
        return []
    return [compared(part)] if len(part.numbers) == 1 else slashes.in_two_units(part, compared(part))


def _shared(part: Part) -> list[Quantity]:
    """`within 30 days or 5 half-lives`, `within 14 or 21 days`: one comparator for two quantities."""
    first, second = part.numbers[:2]
    one, two = part.number(first), part.number(second)
    begun, other = compared(part.narrowed(part.first, first)), part.narrowed(second, second)
    is_run = not (one.unit or two.unit) and two.value - one.value == 1
    if is_run or (_is_time(two) and not _is_time(one) and (one.unit or one.reference)):
        return [begun]  # `at least grade 3 or 4`, `≥ 126 mg/dL or 2-h glucose`
    if one.unit == two.unit or not two.unit or not (one.unit or _is_time(two)):
        return [begun, *bare(other)]
    found = replace(quantity_of(other, bounds=(second,), **sides(begun.op, two.value)), cue=begun.cue)
    return [begun if one.unit else replace(begun, unit=two.unit, unit_text=found.unit_text), found]


def _is_time(number: Number) -> bool:
    return number.unit in (*ranges.CALENDAR, "{t1/2}")


def _before(part: Part) -> list[Quantity]:
    """`before the age of 16`, `before 24 weeks`: less than it, where the number is an age.

    Of a number further on nothing is said: `before the collection of the 30-day sample`, `prior strontium 89`.
    """
    number = part.numbers[0]
    if not part.indexes(MEASURED):
        return bare(part.narrowed(number, number)) if number == part.first + 1 else []
    if part.atoms[number - 1].code == WORD:
        return []
    limits = sides("lt", part.number(number).value)
    return [quantity_of(part.narrowed(part.first, number), bounds=(number,), **limits)]


def _lost(part: Part) -> list[Quantity]:
    return [quantity_of(part, op="lost")]


def _limit(part: Part) -> list[Quantity]:
    """`> ULN`: the factor is one."""
    comparator, limit = part.atoms[part.first], part.atoms[part.last]
    limits = sides(comparator.key, Decimal(1))
    limits |= {"reference": limit.key, "bounds": (part.last,), "comparators": (part.first,)}
    return [Quantity(part.rule, part.first, part.last, comparator.start, limit.end, **limits)]


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
_TAIL = "(?: (?: Of Measured | [Word Measured])? Comma? Open? Inclusive (?! Of) Close?)?"
_LISTING = "Comma And | Comma Or | Comma To | And Or"
_JOINT = f"(?: [And Comma To Or Dash Stop] | {_LISTING} | And Word | Word | And For | Close And)?"
_TO = "(?: Dash | To | Dash To | Comparator | To Comparator | Dash Comparator)"
_MARK = "Open [Inclusive Word]{1,3} Close"
_AGAIN = "Open Number Close"
_LAST = "(?! [Dash To] Number)"  # behind a number with which no range begins
_AND = "(?: [And To Dash Comma] | And Comparator | To Comparator | And Word | Word)"

PRODUCTIONS: tuple[Production, ...] = (
    Production(
        "around",
        "[For At]? Past? Comparator? Number Open? Around Number Close?",
        ranges.around,
        example="scans 28 ± 3 days apart",
        reads="[25,31]",
    ),
    Production(
        "infix",
        "Number Comparator [Word Times]{0,3} Measured? Open? Word{0,2} Measured? Close? Word{0,2} Comparator Number",
        infix,
        example="18 ≤ age ≤ 65",
        reads="[18,65]",
    ),
    Production(
        "between",
        f"At? Between [Measured Word Of]{{0,2}} Comparator? Number Word? Dash? {_AND} Word? Number Behind? {_TAIL}",
        ranges.span_of,
        example="BMI between 18 and 30",
        reads="[18,30]",
    ),
    Production(
        "marked",
        f"(?: [From For Between] Past?)? Number {_MARK} {_TO} Number {_MARK}",
        ranges.marked,
        example="aged 18 (inclusive) to 65 (exclusive)",
        reads="[18,65)",
    ),
    Production(
        "notation",
        "(?<= [Measured Noun Of]) Open Number [Comma Stop] Number Close",
        ranges.notation,
        example="BMI (18; 30]",
        reads="(18,30]",
    ),
    Production(
        "said-twice",
        f"(?: From | Between [Of]?)? Number {_AGAIN} {_AND} Number {_AGAIN}",
        ranges.said_twice,
        example="HbA1c between 7.0% (53 mmol/mol) and 10.0% (86 mmol/mol)",
        reads="[7.0,10.0] [53,86]",
    ),
    Production(
        "pressure-range",
        f"(?: From | Between)? Number Slash Number (?: {_TO} | And) Number Slash Number Behind?",
        slashes.pressure_range,
        example="blood pressure between 90/60 and 140/90 mmHg",
        reads="[90,140] [60,90]",
    ),
    Production(
        "pressures",
        f"{_ONE} Slash Number [And Or Comma]{{1,2}} {_ONE} Slash Number",
        slashes.pressures,
        example="blood pressure ≤ 160/110 and ≥ 90/60",
        reads="[90,160] [60,110]",
    ),
    Production(
        "size",
        f"(?: {_ONE} | Number) Times Number (?: Times Number)? (?! Dash Number) Behind?",
        slashes.size,
        example="a lesion of at least 10 x 10 mm",
        reads="[10,)",
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
        f"(?: For | At)? {_ONE} (?: Of Measured | Open Word Close)? Behind? {_JOINT} {_ONE} (?! Slash Number) {_LAST}"
        f" {_TAIL}",
        pair,
        example="weight ≥ 40 kg and ≤ 90 kg",
        reads="[40,90]",
    ),
    Production(
        "pair-behind",
        "Number (?: Of Measured)? Behind [And Comma To Or]{1,2}"
        f"(?: {_COMPARED} Number | Number (?: Of Measured)? Behind) {_TAIL}",
        pair,
        example="15 mg or more and 20 mg or less",
        reads="[15,20]",
    ),
    Production(
        "pressure",
        f"{_ONE} Slash Number Behind? | [For At]? Number Slash Number Behind?",
        slashes.pressure,
        example="blood pressure > 140/90 mmHg",
        reads="(140,) (90,)",
    ),
    Production(
        "range",
        f"(?<! Number Dash) (?: From | For | At From | At)? Past? (?: Comparator [Of Word]?)? Number Word?"
        f" {_TO} Number {_LAST} Behind? {_TAIL}",
        ranges.span_of,
        example="aged 18-65 years",
        reads="[18,65]",
    ),
    Production("ages", "Number And Number Behind?", ranges.ages, example="aged 18 and 65 years old", reads="[18,65]"),
    Production(
        "run",
        "(?<= [Measured Noun Of]) Number [Or And] Number Behind? (?! Number)",
        ranges.twos,
        example="a pain score of 3 or 4",
        reads="[3,4]",
    ),
    Production("prefix", f"(?: For | At)? {_ONE} Behind? {_TAIL}", _single, example="ALT ≤ 2.5 x ULN", reads="(,2.5]"),
    Production(
        "postfix",
        f"[For At]? Number (?: Of Measured | [Word Noun Measured] | {_AGAIN})? Behind {_TAIL}",
        _single,
        example="65 years or older",
        reads="[65,)",
    ),
    Production(
        "bare-past", f"[For At] [Past Before] Number {_TAIL}", bare, example="fever in the past 7 days", reads="7"
    ),
    Production(
        "before",
        "Before [Of Word Measured]{0,3} Number (?: Of Measured)?",
        _before,
        example="menopause before the age of 40",
        reads="(,40)",
    ),
    Production("lost", "Lost Number", _lost, example="ALT ?3 U/L", reads=""),
    Production("limit", "Comparator Limit", _limit, example="ALT > ULN", reads="(1,)"),
    Production(
        "bare",
        f"(?: [For At] Past? | Past)? Number {_TAIL}",
        bare,
        example="stable dose for 4 weeks",
        reads="4",
    ),
)
_BUILDERS = {f"p{place}": each for place, each in enumerate(PRODUCTIONS)}
# Most atoms begin none of them, which one look tells.
_BEGINS = "(?= [Number Comparator For At Past Between From Before Open Lost])"
_NAMED = "|".join(f"(?P<{group}>{letters(each.pattern)})" for group, each in _BUILDERS.items())
_GRAMMAR = re.compile(f"{letters(_BEGINS)}(?:{_NAMED})")


_OFF = letters("Comparator Limit")


def _is_aside(quantity: Quantity, atoms: Sequence[Atom], codes: str) -> bool:
    """Whether it says what another number is worth (`1 unit = 12 oz`), or how far off a limit (`2 g/dL below LLN`)."""
    behind = quantity.first > 0 and atoms[quantity.first - 1].code == NUMBER
    if behind and (quantity.op == "eq" or quantity.rule == "limit"):
        return True
    return bool(quantity.op) and codes.startswith(_OFF, quantity.last + 1)


def quantities(text: str, atoms: Sequence[Atom], codes: str) -> list[Quantity]:
    """All quantities among the atoms, in order; `codes` are the atoms' codes as one string."""
    found: list[Quantity] = []
    for match in _GRAMMAR.finditer(codes):
        production = _BUILDERS[str(match.lastgroup)]
        found += production.build(Part(production.name, text, atoms, match.start(), match.end() - 1))
    again = [each for quantity in found for each in restated(quantity, atoms, codes, text)]
    said = {place for each in again for place in each.bounds}
    found = [each for each in found if said.isdisjoint(each.bounds) and not _is_aside(each, atoms, codes)]
    return sorted([*found, *again], key=lambda quantity: quantity.first)
