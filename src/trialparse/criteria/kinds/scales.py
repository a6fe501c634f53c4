"""Scales: the members of a scale, and which of them words mean. They run from low to high; `[]` is not known.

>>> between("II", "IV", ["I", "II", "IIa", "III", "IV"])
['II', 'III', 'IV']
>>> compared("ge", "III", ["I", "II", "III", "IV"])
['III', 'IV']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from trialparse.criteria.phrases.quantity import Limit
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import ROMAN, rank

__all__ = ["between", "compared", "domain", "is_step", "limits", "noun_start"]

_USUAL = 5  # members of a scale with roman numerals that is not known
_STEPS = 7  # members of a scale with figures that is not known: 0 to 6
_RUN = 15  # figures less far apart mean all between them
_FIGURES = 4  # figures of a level, at the most
_NOUN_REACH = 12  # characters a noun takes with the blanks behind it, at the most
_LAST_WORD = re.compile(r"\b[^\W\d_]+\s*$")
# Of the members in their order, by a comparator with one at a place: from where on, and up to where.
_SIDES = {"ge": (0, None), "gt": (1, None), "le": (None, 1), "lt": (None, 0), "within": (None, 1)}
_ALONE = (0, 1)


def noun_start(sentence: Sentence, place: int) -> int:
    """Where the noun begins that stands before a level at `place` (`class `, `grade `); `place` where none does."""
    word = _LAST_WORD.search(sentence.text[max(sentence.start, place - _NOUN_REACH) : place])
    if word is None or word[0].rstrip().lower() not in sentence.lexicon.roles["level"]:
        return place
    return place - len(word[0])


def domain(scale: Measurement | None, sample: str) -> list[str]:
    """The members of a scale in the style of `sample`, roman or arabic.

    >>> gold = Measurement("gold", "GOLD", levels=("I", "II", "III", "IV"))
    >>> domain(gold, "2"), domain(None, "II"), domain(None, "2")
    (['1', '2', '3', '4'], ['I', 'II', 'III', 'IV', 'V'], [])
    """
    known = list(scale.levels) if scale else []
    if sample in known:
        return known
    if sample in ROMAN:
        return list(ROMAN[: max(_height(known), ROMAN.index(sample) + 1)])
    if sample.isdigit() and _are_roman(known):
        return [str(place) for place, _ in enumerate(known, 1)]
    return known


def _height(known: Sequence[str]) -> int:
    """How many members a scale has when it is told in roman numerals."""
    return len(known) if known and all(rank(level) is not None for level in known) else _USUAL


def _are_roman(known: Sequence[str]) -> bool:
    return bool(known) and all(level in ROMAN for level in known)


def is_step(level: str) -> bool:
    """Whether a figure can be a member of a scale that is not known.

    >>> is_step("0"), is_step("6"), is_step("7"), is_step("2.5"), is_step("10²")
    (True, True, False, False, False)
    """
    place = rank(level) if level.isdigit() else None
    return place is not None and place < _STEPS


def between(low: str, high: str, members: Sequence[str]) -> list[str]:
    """The members from `low` to `high`, steps between them (`IIa`) only where one is named; the two where unknown.

    >>> between("2", "4", []), between("2", "IV", []), between("IIa", "III", ["I", "II", "IIa", "IIb", "III"])
    (['2', '3', '4'], ['2', 'IV'], ['IIa', 'IIb', 'III'])
    """
    if low not in members or high not in members:
        return _counted(low, high) or [low, high]
    first, last = sorted((members.index(low), members.index(high)))
    run = members[first : last + 1]
    if _is_whole(low) and (low in ROMAN) == (high in ROMAN):
        return [level for level in run if _is_whole(level)]
    return list(run)


def _is_whole(level: str) -> bool:
    return level in ROMAN or level.isdigit()


def _counted(low: str, high: str) -> list[str]:
    """The figures from one to another, where both are figures and not too far apart."""
    first, last = (rank(level) if level.isdigit() and len(level) <= _FIGURES else None for level in (low, high))
    if first is None or last is None or not 0 < last - first < _RUN:
        return []
    return [str(value) for value in range(int(first), int(last) + 1)]


def compared(op: str, level: str, members: Sequence[str]) -> list[str]:
    """The members that a comparator with one level means; that level alone where they are none or not known.

    >>> compared("lt", "B", ["A", "B", "C"]), compared("gt", "C", ["A", "B", "C"]), compared("ge", "B", [])
    (['A'], ['C'], ['B'])
    """
    if level not in members:
        return [level]
    place = members.index(level)
    start, stop = (None if step is None else place + step for step in _SIDES.get(op, _ALONE))
    return list(members[start:stop]) or [level]


def limits(op: str, levels: Sequence[str], members: Sequence[str]) -> tuple[Limit | None, Limit | None]:
    """The interval of levels in numbers: of one with a comparator, or of a run in which no member is left out.

    >>> limits("ge", ["III"], []), limits("", ["A", "B"], ["A", "B"])
    (((Decimal('3'), True), None), (None, None))
    >>> limits("", ["0", "1"], []), limits("", ["0", "2"], [])
    (((Decimal('0'), True), (Decimal('1'), True)), (None, None))
    """
    ranks = [place for level in levels if (place := rank(level)) is not None]
    if op and ranks:
        return _edge(ranks[0], op, "ge", "gt"), _edge(ranks[0], op, "le", "lt")
    if not op and len(ranks) == len(levels) and _is_run(levels, ranks, members):
        return (min(ranks), True), (max(ranks), True)
    return None, None


def _edge(value: Decimal, op: str, inclusive: str, exclusive: str) -> Limit | None:
    return (value, op == inclusive) if op in (inclusive, exclusive) else None


def _is_run(levels: Sequence[str], ranks: Sequence[Decimal], members: Sequence[str]) -> bool:
    """Whether no member of the scale is left out between the first and the last of the levels."""
    known = all(level in members for level in levels)
    places = sorted(members.index(level) for level in levels) if known else sorted(map(int, ranks))
    return places == list(range(places[0], places[0] + len(places)))
