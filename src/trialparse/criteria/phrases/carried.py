"""Numbers that take what they lack from others: a comparator from the limit before, a place in a `respectively`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.phrases.nouns import low, lowered
from trialparse.criteria.phrases.quantity import Part, Quantity, quantity_of, sides
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    COMMA,
    COMPARATOR,
    FOR,
    IF,
    LIMIT,
    MEASURED,
    NUMBER,
    OF,
    OR,
    POINT,
    SLASH,
    STOP,
    WORD,
    one_of,
    pattern,
)

__all__ = ["CARRIED", "completed", "multiplies", "names_group"]

_TIMES = re.compile(r"[\s-]?(?:times?|fold|x|×)$", re.IGNORECASE)
_LONGEST = 6  # characters of such a word
_APART = one_of(STOP, POINT)
_JOINTS = one_of(AND, OR, COMMA, SLASH, STOP)
_OPENERS = frozenset({"if", "when", "only", "and", "or"})  # may stand with the name of a group
_HALF_LIVES = "{t1/2}"
_SIDED = ("ge", "gt", "le", "lt")
_GROUP_REACH = 6  # atoms that name a group, at the most
_NAMES_PART = pattern("Measured [And Or Comma Slash]{1,2}")
_BRACKET = pattern("Comma? (?: Open Or? | Or)")
_CLAUSE = one_of(IF, FOR, AT)
_LIST = pattern("Comparator{1,2} Of? Number Behind? (?: [Comma And Or Slash]{1,2} Comparator{0,2} Number Behind?){1,5}")
_LIST_REACH = 40  # atoms before `respectively` in which its list is looked for


def completed(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, with those that others complete."""
    if "respectively" in sentence.text[sentence.start : sentence.end].lower():
        found = _respective(sentence, found)
    done: list[Quantity] = []
    for quantity in found:
        rule = CARRIED.first(_Carried(sentence, done[-1], quantity)) if done and not quantity.op else None
        done.append(_carried(done[-1], quantity, rule.name) if rule else quantity)
    return _multiplied(sentence, done)


def _multiplied(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, of which bare multiples of laboratory values have the normal limit that is named behind them.

    `ALT ≥ 3 times, or bilirubin ≥ 2 times, the upper limit of normal`
    """
    done: list[Quantity] = []
    for quantity in reversed(found):
        if multiplies(sentence, quantity) and _is_of_laboratory(sentence, quantity):
            behind = quantity.last + 1 + (sentence.code(quantity.last + 1) == COMMA)
            between = sentence.codes[quantity.last + 1 : done[-1].first] if done else STOP
            if sentence.code(behind) == LIMIT:
                limit = sentence.atoms[behind]
                quantity = replace(quantity, reference=limit.key, last=behind, end=limit.end)
            elif done and done[-1].reference in ("ULN", "LLN") and _APART.isdisjoint(between):
                quantity = replace(quantity, reference=done[-1].reference)
        done.append(quantity)
    return done[::-1]


def multiplies(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a limit is so many times something that it does not name: `ALT ≥ 3 times`."""
    bare = quantity.unit is None and quantity.reference is None
    return bare and _TIMES.search(sentence.text, max(quantity.start, quantity.end - _LONGEST), quantity.end) is not None


def _is_of_laboratory(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a laboratory value is named right before a limit."""
    known = sentence.measurement(sentence.atoms[quantity.first - 1]) if quantity.first else None
    return known is not None and known.type == "lab" and bool(quantity.op)


@dataclass(slots=True)
class _Carried:
    """A number without a comparator, and the limit before it."""

    sentence: Sentence
    limit: Quantity
    number: Quantity

    @property
    def between(self) -> str:
        return self.sentence.codes[self.limit.last + 1 : self.number.first]

    def alike(self) -> bool:
        """Whether the two can be limits of one thing."""
        one, two = self.limit, self.number
        if not one.op or one.joined or one.turn or two.value is None or one.op in ("eq", "approx", "lost"):
            return False
        return None in (one.unit, two.unit) or (one.unit == two.unit and one.reference == two.reference)

    def is_of_group(self) -> bool:
        """`> 102 cm in men and 88 cm in women`."""
        if not self.alike() or self.between[-1:] not in _JOINTS:
            return False
        after = self.number.last + 1
        first = self.limit.last + 1
        return names_group(self.sentence, first, self.number.first) and _opens_group(self.sentence, after)

    def is_in_bracket(self) -> bool:
        """`≤ 2.5 x ULN (5 x ULN if the liver is involved)`."""
        if not self.alike() or _BRACKET.fullmatch(self.between) is None:
            return False
        sentence, after = self.sentence, self.number.last + 1
        follows = sentence.code(after)
        opens = follows in _CLAUSE or (follows == WORD and sentence.plays(after, "contrast"))
        return opens and sentence.code(after + 1) not in (NUMBER, COMPARATOR, "")

    def is_half_lives(self) -> bool:
        """`at least 2 weeks (or 5 half-lives)`."""
        bracketed = _BRACKET.fullmatch(self.between) is not None
        return bracketed and self.number.unit == _HALF_LIVES and self.limit.op in _SIDED and not self.limit.joined

    def is_of_part(self) -> bool:
        """`> 160 mmHg systolic or 100 mmHg diastolic`."""
        behind = self.sentence.code(self.number.last + 1) == MEASURED
        named = self.sentence.code(self.number.last + 2) not in (COMPARATOR, NUMBER, OF)
        return behind and named and self.alike() and _NAMES_PART.fullmatch(self.between) is not None


CARRIED: Table[_Carried, None] = Table(
    "carried",
    Rule("carried.group", _Carried.is_of_group, None, example="Waist > 102 cm in men and 88 cm in women"),
    Rule(
        "carried.bracket",
        _Carried.is_in_bracket,
        None,
        example="Lipase ≤ 2 x ULN (4 x ULN if the pancreas is involved)",
    ),
    Rule("carried.half-lives", _Carried.is_half_lives, None, example="At least 2 weeks (or 5 half-lives) of washout"),
    Rule("carried.part", _Carried.is_of_part, None, example="Blood pressure > 160 mmHg systolic or 100 mmHg diastolic"),
)


def _carried(limit: Quantity, number: Quantity, rule: str) -> Quantity:
    """A number with the comparator of the limit before it, and its unit where it has none."""
    assert number.value is not None
    unit, words = (number.unit, number.unit_text) if number.unit or number.reference else (limit.unit, None)
    reference = number.reference if number.unit or number.reference else limit.reference
    found = replace(number, rule=rule, unit=unit, unit_text=words, reference=reference, cue=limit.cue | number.cue)
    return replace(found, **sides(limit.op, number.value))


def names_group(sentence: Sentence, first: int, after: int) -> bool:
    """Whether the atoms [first, after) name those of whom a limit holds, and say nothing else."""
    words = lowered(sentence.words(first, after)) if 0 < after - first <= 2 * _GROUP_REACH else []
    groups, people = sentence.lexicon.roles["group"], sentence.lexicon.roles["person"] | _OPENERS
    return not groups.isdisjoint(words) and all(word in people or word in groups for word in words)


def _opens_group(sentence: Sentence, index: int) -> bool:
    """Whether the words from an atom on begin with the name of a group."""
    after = min(index + _GROUP_REACH, len(sentence.atoms))
    return any(names_group(sentence, index, place) for place in range(index + 1, after + 1))


def _respective(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, those of a list that is read `respectively` each with its place in it."""
    done = [*found]
    for index in (place for place, code in enumerate(sentence.codes) if code == WORD):
        if low(sentence, index) != "respectively":
            continue
        first = max(sentence.bounds(index)[0], index - _LIST_REACH)
        matches = [*_LIST.finditer(sentence.codes, first, index)]
        if not matches or NUMBER in sentence.codes[matches[-1].end() : index]:
            continue
        start, end = matches[-1].span()
        listed = _listed(Part("respective", sentence.text, sentence.atoms, start, end - 1))
        done = [each for each in done if each.last < start or each.first >= end] + listed
    return sorted(done, key=lambda quantity: quantity.first)


def _listed(part: Part) -> list[Quantity]:
    """The limits of a list: one without a comparator has the first one's, one without a unit that of the next."""
    places, begun = part.numbers, part.indexes(COMPARATOR)[0]
    found: list[Quantity] = []
    for turn, place in enumerate(places):
        own = part.atoms[place - 1].code == COMPARATOR
        sign = place - 1 if own else begun
        alone = part.narrowed(sign if own or not turn else place, place)
        limit = quantity_of(
            alone, bounds=(place,), comparators=(sign,), **sides(part.atoms[sign].key, part.number(place).value)
        )
        source = next((n for n in map(part.number, places[turn:]) if n.unit or n.reference), part.number(place))
        unit = replace(limit, unit=source.unit, reference=source.reference)
        found.append(replace(unit, turn=(turn, len(places))))
    return found
