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
from trialparse.values.numerals import ROMAN, is_roman, rank

__all__ = ["between", "compared", "domain", "finest", "is_step", "is_whole", "limits", "noun_start", "whole"]

_STEPS = 7  # members of a scale with figures that is not known: 0 to 6
_RUN = 15  # figures less far apart mean all between them
_NOUN_REACH = 12  # characters a noun takes with the blanks behind it, at the most
_COUNTED = re.compile(r"(?P<head>[A-Z](?=\d)|)(?P<figure>\d{1,4}|[IVX]{1,4})")  # a letter is the head of figures alone
_STEP = re.compile(r"(?:[IVX]{1,4}|G?\d)[A-Da-d]\d?|[ABC]\d{1,2}")
_FIGURED = re.compile(r"\d[a-d]?")
_GRADED = re.compile(r"G\d")
_NUMERAL = re.compile("^(?:" + "|".join(sorted(ROMAN, key=len, reverse=True)) + ")")
_LAST_WORD = re.compile(r"\b[^\W\d_]+\s*$")
# Of the members in their order, by a comparator with one: from where on and up to where, its place or the one behind.
_SIDES = {"ge": (0, None), "gt": (1, None), "le": (None, 1), "lt": (None, 0), "within": (None, 1)}
_ALONE = (0, 1)


def noun_start(sentence: Sentence, place: int) -> int:
    """Where the noun begins that stands before a level at `place` (`class `, `grade `); `place` where none does."""
    word = _LAST_WORD.search(sentence.text[max(sentence.start, place - _NOUN_REACH) : place])
    if word is None or word[0].rstrip().lower() not in sentence.lexicon.roles["level"]:
        return place
    return place - len(word[0])


def domain(scale: Measurement | None, sample: str) -> list[str]:
    """The members of a scale in the style of `sample`: roman or arabic, with their steps where it is one.

    >>> gold = Measurement("gold", "GOLD", levels=("I", "II", "IIA", "IIB", "III"))
    >>> domain(gold, "2"), domain(gold, "IIb"), domain(None, "II")
    (['1', '2', '3'], ['I', 'II', 'IIa', 'IIb', 'III'], [])
    """
    known = list(scale.levels) if scale else []
    if sample not in known:
        known = _in_style(known, sample)
    if whole(sample, known) is not None or sample not in known:
        return known
    return [level for level in known if whole(level, known) is None]


def finest(*levels: str) -> str:
    """Of some levels the first that is a step of another, else the first.

    >>> finest("II", "IIIA"), finest("2", "3")
    ('IIIA', '2')
    """
    return next((level for level in levels if not is_whole(level)), levels[0])


def is_whole(level: str) -> bool:
    """Whether a level is no step of another: a numeral, figures, letters.

    >>> is_whole("III"), is_whole("G3"), is_whole("IIIb"), is_whole("B7")
    (True, True, False, False)
    """
    return _STEP.fullmatch(level) is None


def _in_style(known: Sequence[str], sample: str) -> list[str]:
    """Members in figures, in numerals or with a `G`, and their steps in small letters, as a sample has them."""
    styled = _in_signs(known, sample)
    if sample[-1:].islower():
        styled = [level[:-1] + level[-1].lower() if whole(level, styled) else level for level in styled]
    return styled


def _in_signs(known: Sequence[str], sample: str) -> list[str]:
    """Members in figures, in numerals or with a `G`, as a sample has them."""
    if all(_FIGURED.fullmatch(level) for level in known):
        if _GRADED.match(sample):
            return [f"G{level}" for level in known]
        if is_roman(sample):
            return [ROMAN[int(level[0]) - 1] + level[1:] if level[0] != "0" else level for level in known]
    if sample[:1].isdigit() and all(level == "0" or is_roman(level) for level in known):
        return [_NUMERAL.sub(lambda numeral: str(ROMAN.index(numeral[0]) + 1), level) for level in known]
    return list(known)


def whole(level: str, members: Sequence[str]) -> str | None:
    """The member of which a level is a step.

    >>> whole("IIIA", ["II", "III"]), whole("B7", ["A", "B"]), whole("III", ["II"]), whole("1.5", ["1"])
    ('III', 'B', None, None)
    """
    if level in ROMAN or not level.isalnum() or level.isdigit():
        return None
    return next((level[:place] for place in range(len(level) - 1, 0, -1) if level[:place] in members), None)


def is_step(level: str) -> bool:
    """Whether a figure can be a member of a scale that is not known.

    >>> is_step("0"), is_step("6"), is_step("7"), is_step("2.5"), is_step("10²")
    (True, True, False, False, False)
    """
    place = rank(level) if level.isdigit() else None
    return place is not None and place < _STEPS


def between(low: str, high: str, members: Sequence[str]) -> list[str]:
    """The members from `low` to `high`, steps between them (`IIa`) only where one is named; the two where unknown.

    >>> between("2", "4", []), between("I", "III", []), between("2", "IV", []), between("B7", "B9", ["A", "B"])
    (['2', '3', '4'], ['I', 'II', 'III'], ['2', 'IV'], ['B7', 'B8', 'B9'])
    >>> stages = ["I", "IA", "IB", "II", "IIA", "IIB", "III", "IIIA", "IIIB"]
    >>> between("IB", "IIIA", stages), between("I", "II", stages), between("IB2", "II", stages)
    (['IB', 'II', 'IIA', 'IIB', 'IIIA'], ['I', 'II'], ['IB2', 'II', 'IIA', 'IIB'])
    """
    first, last = _extent(low, members), _extent(high, members)
    if first is None or last is None or first == last:
        return _counted(low, high) or [low, high]
    if first > last:
        low, high, first, last = high, low, last, first
    steps = [whole(level, members) for level in (low, high)]
    run = [level for level in _complete(members[first[0] : last[1]], members) if level not in steps]
    if steps == [None, None]:
        return _as_coarse(run, low, high)
    return [*(() if low in run else (low,)), *run, *(() if high in run else (high,))]


def _as_coarse(run: Sequence[str], low: str, high: str) -> list[str]:
    """The members of a run that are no steps; between whole figures no `1.5` and no `1+`."""
    coarse = [level for level in run if whole(level, run) is None]
    return [level for level in coarse if _is_plain(level)] if _is_plain(low) and _is_plain(high) else coarse


def _is_plain(level: str) -> bool:
    return level in ROMAN or level.isdigit()


def _extent(level: str, members: Sequence[str]) -> tuple[int, int] | None:
    """From where on and up to where a level stands among members, with its steps; a step that they do not have stands
    where what it is a step of does.
    """
    known = level if level in members else whole(level, members)
    places = [place for place, each in enumerate(members) if known in (each, whole(each, members))] if known else []
    return (places[0], places[-1] + 1) if places else None


def _complete(run: Sequence[str], members: Sequence[str]) -> list[str]:
    """The members of a run, save those of which a step is outside of it."""
    outside = {whole(level, members) for level in members if level not in run}
    return [level for level in run if level not in outside]


def _counted(low: str, high: str) -> list[str]:
    """The levels from one to another: figures or numerals, behind the same letter if any, and not too far apart."""
    found = [_COUNTED.fullmatch(level) for level in (low, high)]
    if not found[0] or not found[1] or found[0]["head"] != found[1]["head"]:
        return []
    figures = [match["figure"] for match in found if match]
    first, last = (rank(figure) for figure in figures)
    if first is None or last is None or figures[0].isdigit() != figures[1].isdigit() or not 0 < last - first < _RUN:
        return []
    values = range(int(first), int(last) + 1)
    head = found[0]["head"]
    return [head + (str(value) if figures[0].isdigit() else ROMAN[value - 1]) for value in values]


def compared(op: str, level: str, members: Sequence[str]) -> list[str]:
    """The members that a comparator with one level means; that level alone where they are not known.

    >>> compared("lt", "B", ["A", "B", "C"]), compared("gt", "C", ["A", "B", "C"]), compared("ge", "II", [])
    (['A'], [], ['II'])
    >>> compared("le", "IIA", ["I", "II", "IIA", "IIB"])
    ['I', 'IIA']
    """
    if level not in members:
        return [level]
    first, after = _extent(level, members) or (0, 0)
    start, stop = (None if side is None else (first, after)[side] for side in _SIDES.get(op, _ALONE))
    return _complete(members[start:stop], members)


def limits(op: str, levels: Sequence[str], members: Sequence[str]) -> tuple[Limit | None, Limit | None]:
    """The interval of levels in numbers: of one with a comparator, or of a run in which no member is left out.

    >>> limits("ge", ["III"], []), limits("", ["A", "B"], ["A", "B"])
    (((Decimal('3'), True), None), (None, None))
    >>> limits("", ["0", "1"], []), limits("", ["0", "2"], [])
    (((Decimal('0'), True), (Decimal('1'), True)), (None, None))
    >>> limits("gt", ["1+"], ["trace", "1+", "2+"])
    ((Decimal('1'), False), None)
    """
    ranks = [place for level in levels if (place := _rank(level, members)) is not None]
    if op and ranks:
        return _edge(ranks[0], op, "ge", "gt"), _edge(ranks[0], op, "le", "lt")
    if not op and len(ranks) == len(levels) and _is_run(levels, ranks, members):
        return (min(ranks), True), (max(ranks), True)
    return None, None


def _rank(level: str, members: Sequence[str]) -> Decimal | None:
    """The number of a level, of `2+` too; but not of a `1+` that a scale has besides `1`."""
    figure = level.removesuffix("+")
    return None if figure != level and figure in members else rank(figure)


def _edge(value: Decimal, op: str, inclusive: str, exclusive: str) -> Limit | None:
    return (value, op == inclusive) if op in (inclusive, exclusive) else None


def _is_run(levels: Sequence[str], ranks: Sequence[Decimal], members: Sequence[str]) -> bool:
    """Whether no member of the scale is left out between the first and the last of the levels."""
    known = all(level in members for level in levels)
    places = sorted(members.index(level) for level in levels) if known else sorted(map(int, ranks))
    return places == list(range(places[0], places[0] + len(places)))
