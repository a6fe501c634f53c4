"""Ages: which numbers are how old somebody is."""

from __future__ import annotations

import re
from dataclasses import replace

from trialparse.criteria.phrases.nouns import SubjectSpan, atom_of, chunk, is_person, names
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.ranges import RANGES
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import ELAPSED, MENOPAUSE
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    AND,
    AT,
    BEFORE,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    EXCEPT,
    FOR,
    IF,
    MEASURED,
    OF,
    OPEN,
    OR,
    PEOPLE,
    POINT,
    STOP,
    WORD,
    one_of,
    pattern,
)  # fmt: skip

__all__ = ["age_subject", "as_age", "is_age", "is_aside", "is_of_thing"]

_WORDS = re.compile(r"\b(?:ages?d?|old(?:er)?|young(?:er)?|year-olds?|elder)\b", re.IGNORECASE)
_OLD = re.compile(r"\W{1,2}(?P<old>old)\b", re.IGNORECASE)  # right behind the years
_COMPARED = frozenset({"ge", "gt", "le", "lt", "range"})
_NAMING = one_of(OF, OPEN, COLON, DASH, COMMA, AT, WORD)  # between the word "age" and its number
_PLACING = one_of(BEFORE, AGO, AFTER, OF)  # behind a time that is no age
_ENDING = one_of(POINT, STOP, COMMA, OR, AND, CLOSE)
_JOINING = one_of(OR, AND, COMMA)
_SCALES_BY_AGE = frozenset({"kps", "lansky", "ecog"})
_BY_AGE = pattern("Measured[Noun Word Of Comparator Number Level Behind Dash To]{0,6}Open[Word If For]{0,4}$")
_BRACKET_ENDS = pattern("[Word Of Measured]{0,4}[Close Comma Stop]")
_VALUED = pattern("[Number Level]")
_BRACKETED = 14  # atoms from a scale to the age in a bracket behind it, at the most
_NEAR = 4  # atoms between the word "age" and its number, at the most
_DATING = pattern("Measured (?: Noun | [Word Of At Moment]{0,6}) [Colon Open]* $")
_FAR = 9  # where the number is of years: `age at the time of consent 20 years`
_ELLIPTIC = re.compile(r"(?:over|under|above|below)(?P<joint>[\s-]{0,2})\d{1,2}'?s\b", re.IGNORECASE)
_BEFORE_ELLIPTIC = re.compile(r"(?:\A|[.;:,(]|\b(?:the|those|all|in|for|of|and|or|aged?))\s*\Z", re.IGNORECASE)
_YOUNG = re.compile(
    r"\b(?:infants?|child(?:ren)?|newborns?|neonates?|bab(?:y|ies)|toddlers?|boys|girls|kids)\W{0,2}(?:of|aged|between|from)?\W{0,2}$",
    re.IGNORECASE,
)  # right before a number of months or weeks that is an age
_LEAD_OF_ELLIPTIC = 8  # characters before it that tell
_SAID = 5  # characters behind a number of years in which it says whether somebody is so old
_GROWN = range(16, 101)  # years that are an age behind people where nothing says what else they are
_OF_AGE = frozenset({16, 18, 19, 21})  # and those that stand alone
_BARE = range(10, 101)  # what a number without a unit must be to be somebody's age


def is_age(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether a quantity is an age; `age_before` is the last atom of the age before it."""
    if _is_elliptic(sentence, quantity):
        return True
    units = sentence.lexicon.units_for("age")
    if quantity.unit is not None and (quantity.unit not in units or quantity.reference):
        return False
    if quantity.old or _WORDS.search(sentence.text, quantity.start, quantity.end):
        return True
    if age_before >= 0 and _follows(sentence, quantity, age_before):
        return True
    return _named(sentence, quantity) or _of_people(sentence, quantity) or _beside_scale(sentence, quantity)


def _follows(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether it goes on from the age whose last atom is `age_before`."""
    ways = (_is_other_end, _is_other_side, _is_other_limit, _is_second, _is_elsewhere)
    return any(way(sentence, quantity, age_before) for way in ways)


def _is_other_end(_sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether it is the other end of `6 weeks to 24 months`."""
    return quantity.production in RANGES and quantity.first - age_before in (1, 2)


def _is_other_side(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether it is the other side of `younger than 18 or over 70 years`."""
    joined = quantity.first - age_before == 2 and sentence.code(quantity.first - 1) in _JOINING
    return joined and quantity.unit == "a" and quantity.op in _COMPARED


def _beside_scale(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether it stands in a bracket behind a value of a scale that depends on age: `Lansky ≥ 50 (< 16 years)`."""
    scale = _scale_before(sentence, quantity)
    return scale >= 0 and _VALUED.search(sentence.codes, scale, quantity.first) is not None


def is_aside(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether it says for whom a scale is whose value comes later: `Karnofsky (> 16 years) or Lansky ≥ 60`."""
    return _scale_before(sentence, quantity) >= 0 and not _beside_scale(sentence, quantity)


def _scale_before(sentence: Sentence, quantity: Quantity) -> int:
    """The scale that depends on age behind which years stand in a bracket, -1 where none does."""
    if quantity.unit != "a" or quantity.op not in _COMPARED:
        return -1
    before = _BY_AGE.search(sentence.codes, max(0, quantity.first - _BRACKETED), quantity.first)
    if before is None or _BRACKET_ENDS.match(sentence.codes, quantity.last + 1) is None:
        return -1
    return before.start() if sentence.atoms[before.start()].key in _SCALES_BY_AGE else -1


def _is_other_limit(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether it limits the age before it from the other side, or for others: `below 18 or above 65 years`."""
    between = sentence.codes[age_before + 1 : quantity.first]
    if quantity.production == "carried":
        return MEASURED not in between
    joined = bool(between) and between[0] in _JOINING and is_person(sentence, age_before + 1, quantity.first)
    follows = sentence.code(quantity.last + 1)
    return joined and quantity.op in _COMPARED and (not follows or follows in _ENDING)


def _is_second(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """`over 8 years old and less than 50 years`: the upper side of the age before it."""
    if quantity.unit != "a" or quantity.op not in ("lt", "le"):
        return False
    joined = sentence.code(quantity.first - 1) == AND and quantity.first - age_before <= _FAR
    return joined and sentence.code(quantity.last + 1) not in _PLACING


def _is_elsewhere(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether a bracket right behind an age opens with years that are the age for others: `(≥ 20 years in Japan)`."""
    opens = sentence.code(quantity.first - 1) == OPEN and quantity.first - age_before == 2
    return opens and quantity.unit == "a" and quantity.op in _COMPARED and sentence.code(quantity.last + 1) == AT


def _is_dated(sentence: Sentence, quantity: Quantity) -> bool:
    """`age at the time of consent 20 to 74 years`, `age group: 30-50 years`; not `65 years of age with onset …`."""
    if quantity.unit != "a" or sentence.code(quantity.last + 1) in _PLACING:
        return False
    first, _ = sentence.bounds(quantity.first)
    named = _DATING.search(sentence.codes, max(first, quantity.first - _FAR), quantity.first)
    if named is None or sentence.code(named.start() - 1) == OF:
        return False
    return sentence.atoms[named.start()].key == "age"


def _is_elliptic(sentence: Sentence, quantity: Quantity) -> bool:
    """`over-65s`, `the under 5s`: no seconds, where a blank would stand before the unit."""
    match = _ELLIPTIC.match(sentence.text, quantity.start) if quantity.unit == "s" else None
    if match is None:
        return False
    before = sentence.text[max(sentence.start, match.start() - _LEAD_OF_ELLIPTIC) : match.start()]
    return match["joint"] == "-" or _BEFORE_ELLIPTIC.search(before) is not None


def _named(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the word "age" stands right before, with nothing of weight between."""
    codes, index = sentence.codes, quantity.first - 1
    while index >= 0 and codes[index] in _NAMING and quantity.first - index < _NEAR:
        index -= 1
    return _is_dated(sentence, quantity) or (
        index >= 0 and codes[index] == MEASURED and sentence.atoms[index].key == "age"
    )


def _of_people(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether people, and nothing else, stand before it: `for children under 16 years`, `patients < 18`."""
    first, _ = sentence.bounds(quantity.first)
    follows = sentence.code(quantity.last + 1)
    passes = ELAPSED.match(sentence.text, quantity.end) or MENOPAUSE.match(sentence.text, quantity.end, sentence.end)
    if quantity.op not in _COMPARED or follows in _PLACING or passes:
        return False
    if quantity.unit is None:
        alone = not follows or follows in _ENDING
        valued = quantity.value is not None and quantity.value in _BARE
        return alone and valued and quantity.first > first and is_person(sentence, first, quantity.first)
    if quantity.unit != "a":
        left = sentence.words(max(first, quantity.first - _NEAR), quantity.first)
        return _YOUNG.search(left) is not None
    return _limits_people(sentence, quantity, first)


def _limits_people(sentence: Sentence, quantity: Quantity, first: int) -> bool:
    """Whether a number of years stands behind people, from the atom `first` on or in a clause of their own."""
    clause = max(sentence.codes.rfind(code, first, quantity.first) for code in (IF, FOR, EXCEPT))
    return (
        is_person(sentence, first, quantity.first)
        or _stands_alone(sentence, quantity)
        or (clause >= 0 and is_person(sentence, clause + 1, quantity.first))
        or _of_others(sentence, quantity, first)
    )


def _stands_alone(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether years stand in a bracket behind people, or alone: `patients with AF, above 18 years, and stroke`."""
    before, follows = quantity.first - 1, sentence.code(quantity.last + 1)
    low = quantity.lower[0] if quantity.lower is not None else quantity.value
    if sentence.code(before) == OPEN and follows == CLOSE:
        return before > 0 and low in _GROWN and sentence.plays(before - 1, "people")
    return sentence.code(before) == COMMA == follows and quantity.value in _OF_AGE


def _of_others(sentence: Sentence, quantity: Quantity, first: int) -> bool:
    """Whether people who are not the participant are named before it: `from a donor over 60 years`."""
    named = range(quantity.first - 1, max(first, quantity.first - _NEAR) - 1, -1)
    index = next((index for index in named if sentence.atoms[index].key in PEOPLE), None)
    valued = quantity.value is not None and quantity.value in _BARE
    return index is not None and valued and is_person(sentence, index + 1, quantity.first)


def is_of_thing(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a thing, and no person, may be what is so old: `a biopsy less than 2 years old`."""
    before = quantity.first - 1
    said = sentence.text[quantity.start : quantity.end + _SAID].lower()
    if before < 0 or sentence.atoms[before].key in ("age", *PEOPLE) or "old" not in said or "age" in said:
        return False
    if quantity.unit in (None, "a") and any(limit and limit[0] in _GROWN for limit in (quantity.lower, quantity.upper)):
        return False  # `asthma, at least 18 years old`
    return names(sentence, before, before + 1) and not sentence.plays(before, "group")


def _thing(sentence: Sentence, quantity: Quantity) -> SubjectSpan | None:
    """The thing right before an age; None where people stand before it, who may be meant."""
    first, _ = sentence.bounds(quantity.first)
    if any(sentence.plays(index, role) for index in range(first, quantity.first) for role in ("people", "group")):
        return None
    found = chunk(sentence, first, quantity.first)
    return replace(found[-1], id=None, why="subject.aged-thing") if found else None


def as_age(quantity: Quantity) -> Quantity:
    """An age as one: `over-65s` is in no seconds."""
    return replace(quantity, unit=None, unit_text=None) if quantity.unit == "s" else quantity


def age_subject(sentence: Sentence, quantity: Quantity) -> SubjectSpan:
    """The word that names the age, before or after the number, or says that it is one; else the number itself.

    Where a thing is so old, and nobody is named before it, it is that thing.
    """
    if is_of_thing(sentence, quantity) and (thing := _thing(sentence, quantity)):
        return thing
    reach = _FAR if _is_dated(sentence, quantity) else _NEAR
    before = range(quantity.first - 1, quantity.first - 1 - reach, -1)
    behind = range(quantity.last, quantity.last + _NEAR)
    for indexes in (before, behind):
        atom = atom_of(sentence, MEASURED, [index for index in indexes if index >= 0])
        if atom is not None and atom.key == "age":
            return SubjectSpan(atom.start, atom.end, "age", "subject.age")
    if said := _OLD.match(sentence.text, quantity.end, sentence.end):
        return SubjectSpan(said.start("old"), said.end(), "age", "subject.age")
    return SubjectSpan(quantity.start, quantity.end, "age", "subject.age-itself")
