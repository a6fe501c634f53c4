"""The grammar: productions over atom codes that find quantities, bounds and their units.

The atoms of a criterion are written as a string of their one-letter codes, and each production is a regular expression
over that string. They are tried in order at each place; the words between two parts are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from trialparse.criteria.words.atom import Atom

__all__ = ["Limit", "Quantity", "quantities"]

Limit = tuple[Decimal, bool]  # a value, and whether it is inside

_LOWER = {"ge": True, "gt": False}
_UPPER = {"le": True, "lt": False, "within": True}


@dataclass(slots=True)
class Quantity:
    """A number or two with what the text says of them, from the atom `first` to the atom `last`."""

    rule: str
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
    cue: str = ""  # codes of the time words inside: d for, j in, p past
    spelled: bool = False
    value: Decimal | None = None  # of a bare or lost number
    part: str = ""  # of a blood pressure: sbp, dbp


def _unit_of(atoms: Sequence[Atom]) -> Atom | None:
    """The last number that states a unit: it holds for the ones before it."""
    return next((atom for atom in reversed(atoms) if atom.code == "N" and (atom.unit or atom.reference)), None)


def _quantity(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> Quantity:
    part = atoms[first : last + 1]
    numbers = [atom for atom in part if atom.code == "N"]
    source = _unit_of(numbers)
    found = Quantity(
        rule, first, last, part[0].start, part[-1].end, old=any(n.old for n in numbers), spelled=numbers[0].spelled
    )
    found.value = numbers[0].value
    found.end = max(found.end, *(number.reach for number in numbers))
    if source is not None:
        found.unit, found.reference = source.unit, source.reference
        if source.unit_start >= 0:
            found.unit_text = text[source.unit_start : max(source.unit_end, source.end, source.reach)]
    found.cue = "".join(atom.code for atom in part if atom.code in "djpb")
    return found


def _value(atom: Atom) -> Decimal:
    assert atom.value is not None
    return atom.value


def _bound(found: Quantity, op: str, value: Decimal) -> None:
    """Sets the side that a comparator limits."""
    found.op = op
    if op in _LOWER:
        found.lower = (value, _LOWER[op])
    elif op in _UPPER:
        found.upper = (value, _UPPER[op])
    elif op in ("eq", "approx", ""):
        found.lower = found.upper = (value, True)


def _single(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    found = _quantity(rule, atoms, first, last, text)
    part = atoms[first : last + 1]
    number = next(atom for atom in part if atom.code == "N")
    before = [atom.key for atom in part if atom.code == "C" and atom.start < number.start]
    after = [atom.key for atom in part if atom.code == "P"]
    if len(before) > 1 and text[part[0].start : part[0].end].lower() == "over":  # `over at least 90 days`
        del before[0]
        found.start = part[1].start
    op = before[0] if before else after[0]
    if found.cue and part[0].code in "dj":  # `for at least 3 weeks`: the comparator is where the limit begins
        found.start = part[1].start
    if op in ("approx", "eq") and after:
        op = after[0]
    _bound(found, op, _value(number))
    return [found]


def _range(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`18-65 years`, `from 18 to 65`, `between 18 and 65`: both ends inside."""
    numbers = [index for index in range(first, last + 1) if atoms[index].code == "N"]
    low, high = atoms[numbers[0]], atoms[numbers[-1]]
    if atoms[numbers[0] + 1].code == "w" and not low.old and rule == "range":  # `type 1 diabetes at least 12 months`
        comparator = next((i for i in range(numbers[0] + 1, numbers[-1]) if atoms[i].code == "C"), None)
        return _single(rule, atoms, comparator, last, text) if comparator is not None else []
    joiner = [atom for atom in atoms[numbers[0] + 1 : numbers[-1]] if atom.code == "C"]
    if joiner and _codes_between(atoms, numbers) == "C" and joiner[0].key != "le":
        return _single(rule, atoms, numbers[0] + 1, last, text)
    if last + 1 < len(atoms) and text[atoms[last + 1].start : atoms[last + 1].end].lower() == "scale":
        return []
    if _mixed(low, high):
        return [*_end(rule, atoms, first, numbers[0], text, "ge"), *_end(rule, atoms, numbers[-1], last, text, "le")]
    found = _quantity(rule, atoms, first, last, text)
    a, b = sorted((_value(low), _value(high)))
    strict = [atom.key for atom in atoms[first : last + 1] if atom.code == "C" and atom.key in ("lt", "gt")]
    found.lower, found.upper = (a, "gt" not in strict), (b, "lt" not in strict)
    found.op = "range"
    return [found]


def _codes_between(atoms: Sequence[Atom], numbers: Sequence[int]) -> str:
    """The codes between the first and the last number."""
    return "".join(atom.code for atom in atoms[numbers[0] + 1 : numbers[-1]])


def _ages(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`18 and 65 years old`, with the "between" far before it."""
    numbers = [atom for atom in atoms[first : last + 1] if atom.code == "N"]
    if numbers[-1].old and numbers[0].unit in (None, numbers[-1].unit) and _value(numbers[0]) < _value(numbers[-1]):
        return _range(rule, atoms, first, last, text)
    return []


def _run(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`score of 3 or 4`: whole numbers next to each other."""
    low, high = atoms[first], atoms[last]
    if low.unit is None and _value(high) - _value(low) == 1 and not high.spelled:
        return _range(rule, atoms, first, last, text)
    return []


def _mixed(low: Atom, high: Atom) -> bool:
    """Whether two ends are in different units (`7 days to 6 weeks`), so that one interval cannot hold them."""
    return low.unit is not None and high.unit is not None and low.unit != high.unit


def _end(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str, op: str) -> list[Quantity]:
    found = _quantity(rule, atoms, first, last, text)
    number = next(atom for atom in atoms[first : last + 1] if atom.code == "N")
    _bound(found, op, _value(number))
    return [found]


def _pair(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`≥ 18 and ≤ 65`: one interval where the two limits face each other, else two limits."""
    numbers = [index for index in range(first, last + 1) if atoms[index].code == "N"]
    left, right = numbers[0], numbers[-1]
    # The comparator of the second number stands before it or after it.
    second = next((i for i in range(left + 1, right) if atoms[i].code in "C"), right)
    one = _single(rule, atoms, first, max(left, *(i for i in range(left, second) if atoms[i].code == "P"), left), text)[
        0
    ]
    two = _single(rule, atoms, second, last, text)[0]
    facing = (one.lower and two.upper and not one.upper and not two.lower) or (
        one.upper and two.lower and not one.lower and not two.upper
    )
    lower, upper = one.lower or two.lower, one.upper or two.upper
    counts = one.unit is not None and two.unit is None and last + 1 < len(atoms) and atoms[last + 1].code in "wM"
    joined = (
        not counts
        and one.op != "within"
        and two.op != "within"
        and not any(atoms[i].code == "O" for i in range(left, second))
    )
    if facing and joined and lower and upper and lower[0] < upper[0] and not _mixed(atoms[left], atoms[right]):
        whole = _quantity(rule, atoms, first, last, text)
        whole.lower, whole.upper, whole.op = lower, upper, "range"
        return [whole]
    if one.unit is None and one.reference is None and two.op != "within" and len(text[one.end : two.start]) < 12:
        one.unit = two.unit
    return [one, two]


def _infix(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`18 ≤ age ≤ 65`: the first comparator is read backwards."""
    found = _quantity(rule, atoms, first, last, text)
    signs = [atom for atom in atoms[first : last + 1] if atom.code == "C"]
    low, high = atoms[first], atoms[last]
    if signs[0].key in _UPPER and signs[1].key in _UPPER:
        found.lower, found.upper = (_value(low), _UPPER[signs[0].key]), (_value(high), _UPPER[signs[1].key])
    elif signs[0].key in _LOWER and signs[1].key in _LOWER:
        found.upper, found.lower = (_value(low), _LOWER[signs[0].key]), (_value(high), _LOWER[signs[1].key])
    else:
        return _single(rule, atoms, first + 1, last, text) if signs[0].key in ("", "eq") else []
    found.op = "range"
    return [found]


def _pressure(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`> 140/90 mmHg`: the same comparator with each of two numbers."""
    numbers = [index for index in range(first, last + 1) if atoms[index].code == "N"]
    one = _single(rule, atoms, first, last, text)[0]
    two = _single(rule, atoms, first, last, text)[0]
    if not 40 <= _value(atoms[numbers[0]]) <= 260 or not 20 <= _value(atoms[numbers[1]]) <= 160:
        return [one]
    two.lower = two.lower and (_value(atoms[numbers[1]]), two.lower[1])
    two.upper = two.upper and (_value(atoms[numbers[1]]), two.upper[1])
    one.part, two.part = "sbp", "dbp"
    return [one, two]


def _shared(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`within 30 days or 5 half-lives`: one comparator for two quantities."""
    numbers = [index for index in range(first, last + 1) if atoms[index].code == "N"]
    one, two = atoms[numbers[0]], atoms[numbers[1]]
    if not (one.unit and two.unit) or one.unit == two.unit:
        if not (one.unit or two.unit) and _value(two) - _value(one) == 1:
            return _single(rule, atoms, first, numbers[0], text)
        return _single(rule, atoms, first, numbers[0], text) + _bare(rule, atoms, numbers[1], numbers[1], text)
    begun = _single(rule, atoms, first, numbers[0], text)[0]
    other = _quantity(rule, atoms, numbers[1], numbers[1], text)
    _bound(other, begun.op, _value(two))
    other.cue = begun.cue
    return [begun, other]


def _before(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`before the age of 16`, `before 24 weeks`: less than it, where the number is an age."""
    number = next(index for index in range(first, last + 1) if atoms[index].code == "N")
    aged = any(atom.code == "M" for atom in atoms[first : last + 1])
    if not aged:
        return _bare(rule, atoms, number, number, text)
    found = _quantity(rule, atoms, first, number, text)
    _bound(found, "lt", _value(atoms[number]))
    return [found]


def _lost(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    found = _quantity(rule, atoms, first, last, text)
    found.op = "lost"
    return [found]


def _bare(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    found = _quantity(rule, atoms, first, last, text)
    plus = next((atom for atom in atoms[first : last + 1] if atom.code == "N" and atom.key), None)
    if plus is not None:
        _bound(found, plus.key, _value(plus))
    return [found]


def _limit(rule: str, atoms: Sequence[Atom], first: int, last: int, text: str) -> list[Quantity]:
    """`> ULN`: the factor is one."""
    found = Quantity(rule, first, last, atoms[first].start, atoms[last].end, reference=atoms[last].key)
    _bound(found, atoms[first].key, Decimal(1))
    return [found]


_Build = Callable[[str, Sequence[Atom], int, int, str], list[Quantity]]

_C = r"C(?:\(C\)|C)?"
_FILL = r"[fwGW]{0,2}?M?[fG:]{0,2}?"
_ONE = rf"{_C}{_FILL}[pfybdW+]{{0,2}}?N"
_TAIL = r"(?:(?:fM|[wM])?K?\(?I\)?)?"
_PRODUCTIONS: tuple[tuple[str, str, _Build], ...] = (
    ("infix", r"NCw{0,3}M?\(?w{0,2}M?\)?w{0,2}CN", _infix),
    ("between", rf"j?B[Mwf]{{0,2}}C?Nw?D?(?:[ATDK]|AC|TC|Aw|w)w?NP?{_TAIL}", _range),
    ("shared", rf"(?:d|j)?{_ONE}[OA]\(?N(?![DTSC])", _shared),
    ("pair", rf"{_ONE}(?:fM)?P?(?:[AKTOD;]|KA|KO|KT|Aw|w|Ad|AO|\)A)?{_ONE}{_TAIL}", _pair),
    ("pair", rf"N(?:fM)?P[AKTO]{{1,2}}(?:{_C}N|N(?:fM)?P){_TAIL}", _pair),
    ("pressure", rf"{_ONE}SNP?|NSNP", _pressure),
    ("range", rf"(?:F|d|jF|j)?p?(?:C[fw]?)?Nw?(?:D|T|DT|C|TC|DC)NP?{_TAIL}", _range),
    ("range", r"NANP?", _ages),
    ("range", r"(?<=[MGf])N[OA]N(?!N)", _run),
    ("prefix", rf"(?:d|j)?{_ONE}P?{_TAIL}", _single),
    ("postfix", rf"[dj]?N(?:fM|[wGM])?P{_TAIL}", _single),
    ("bare", rf"[dj][pb]N{_TAIL}", _bare),
    ("before", r"b[fwM]{0,3}N(?:fM)?", _before),
    ("lost", r"\?N", _lost),
    ("limit", r"CR", _limit),
    ("bare", rf"(?:[dj]p?|p)?N{_TAIL}", _bare),
)
_BUILDERS = {f"p{place}": (name, build) for place, (name, _, build) in enumerate(_PRODUCTIONS)}
_GRAMMAR = re.compile("|".join(f"(?P<p{place}>{pattern})" for place, (_, pattern, _) in enumerate(_PRODUCTIONS)))


def quantities(text: str, atoms: Sequence[Atom], codes: str) -> list[Quantity]:
    """All quantities among the atoms, in order; `codes` are the atoms' letters."""
    found: list[Quantity] = []
    for match in _GRAMMAR.finditer(codes):
        name, build = _BUILDERS[str(match.lastgroup)]
        found += build(name, atoms, match.start(), match.end() - 1, text)
    for quantity in tuple(found):
        found += _restated(quantity, atoms, codes, text)
    return sorted(found, key=lambda quantity: quantity.first)


_BRACKETED = re.compile(r"(?:\(\w{1,3}\))?\(C?N(?:\(N\))?\)|\(N[DT]N\)|CN(?!\w)")


def _restated(quantity: Quantity, atoms: Sequence[Atom], codes: str, text: str) -> list[Quantity]:
    """The same limit in another unit, in brackets: `≥ 6.5% (48 mmol/mol)`."""
    if (
        quantity.op == "within"
        and codes.startswith("(N", quantity.last + 1)
        and atoms[quantity.last + 2].unit == quantity.unit
    ):
        other = _quantity(
            "restated", atoms, quantity.last + 2, quantity.last + 2, text
        )  # `within 3 weeks (6 weeks for …)`
        _bound(other, "within", _value(atoms[quantity.last + 2]))
        other.rule = "shared"
        return [other]
    match = _BRACKETED.match(codes, quantity.last + 1)
    if match is None or quantity.unit is None or not quantity.op or quantity.rule == "restated":
        return []
    first = codes.rfind("(", match.start(), match.end()) + 1 or match.start() + 1
    last = match.end() - (2 if codes[match.start()] == "(" else 1)
    if codes[match.start()] == "C" and atoms[match.start()].key != "eq":
        return []
    numbers = [index for index in range(first, last + 1) if codes[index] == "N"]
    unit = atoms[numbers[-1]].unit
    if unit is None or unit == quantity.unit or atoms[first].code == "C":
        return []
    again = _quantity("restated", atoms, first, last, text)
    again.op = quantity.op
    low, high = _value(atoms[numbers[0]]), _value(atoms[numbers[-1]])
    again.lower = quantity.lower and (low, quantity.lower[1])
    again.upper = quantity.upper and (high, quantity.upper[1])
    return [again]
