"""Ages: which numbers are how old somebody is."""

from __future__ import annotations

import re
from dataclasses import replace

from trialparse.criteria.phrases.nouns import SubjectSpan, atom_of, is_person
from trialparse.criteria.phrases.productions import RANGES
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import ELAPSED
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
    FOR,
    IF,
    MEASURED,
    OF,
    OPEN,
    OR,
    POINT,
    STOP,
    WORD,
    one_of,
    pattern,
)  # fmt: skip

__all__ = ["age_subject", "as_age", "is_age"]

_WORDS = re.compile(r"\b(?:ages?d?|old(?:er)?|young(?:er)?|year-olds?|elder)\b", re.IGNORECASE)
_COMPARED = frozenset({"ge", "gt", "le", "lt", "range"})
_NAMING = one_of(OF, OPEN, COLON, DASH, COMMA, AT, WORD)  # between the word "age" and its number
_PLACING = one_of(BEFORE, AGO, AFTER, OF)  # behind a time that is no age
_ENDING = one_of(POINT, STOP, COMMA, OR, AND, CLOSE)
_NEAR = 4  # atoms between the word "age" and its number, at the most
_DATING = pattern("Measured (?: Noun | [Word Of At Moment]{0,6}) [Colon Open]* $")
_FAR = 9  # where the number is of years: `age at the time of consent 20 years`
_ELLIPTIC = re.compile(r"(?:over|under|above|below)[\s-]{0,2}\d{1,2}'?s\b", re.IGNORECASE)
_YOUNG = re.compile(
    r"\b(?:infants?|child(?:ren)?|newborns?|neonates?|bab(?:y|ies)|toddlers?|boys|girls|kids)\W{0,2}(?:of|aged|between|from)?\W{0,2}$",
    re.IGNORECASE,
)  # right before a number of months or weeks that is an age
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
    if quantity.production in RANGES and quantity.first - age_before in (1, 2):
        return True  # the other end of `6 weeks to 24 months`
    if _is_second(sentence, quantity, age_before):
        return True
    return _named(sentence, quantity) or _of_people(sentence, quantity)


def _is_second(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """`over 8 years old and less than 50 years`: the upper side of the age before it."""
    if quantity.unit != "a" or quantity.op not in ("lt", "le") or age_before < 0:
        return False
    joined = sentence.code(quantity.first - 1) == AND and quantity.first - age_before <= _FAR
    return joined and sentence.code(quantity.last + 1) not in _PLACING


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
    return quantity.unit == "s" and _ELLIPTIC.match(sentence.text, quantity.start) is not None


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
    if quantity.op not in _COMPARED or follows in _PLACING or ELAPSED.match(sentence.text, quantity.end):
        return False
    if quantity.unit is None:
        alone = not follows or follows in _ENDING
        valued = quantity.value is not None and quantity.value in _BARE
        return alone and valued and quantity.first > first and is_person(sentence, first, quantity.first)
    if quantity.unit != "a":
        left = sentence.words(max(first, quantity.first - _NEAR), quantity.first)
        return quantity.op in _COMPARED and _YOUNG.search(left) is not None
    clause = max(sentence.codes.rfind(code, first, quantity.first) for code in (IF, FOR))
    return is_person(sentence, first, quantity.first) or (
        clause >= 0 and is_person(sentence, clause + 1, quantity.first)
    )


def as_age(quantity: Quantity) -> Quantity:
    """An age as one: `over-65s` is in no seconds."""
    return replace(quantity, unit=None, unit_text=None) if quantity.unit == "s" else quantity


def age_subject(sentence: Sentence, quantity: Quantity) -> SubjectSpan:
    """The word that names the age, before or after the number; else the number itself."""
    reach = _FAR if _is_dated(sentence, quantity) else _NEAR
    before = range(quantity.first - 1, quantity.first - 1 - reach, -1)
    behind = range(quantity.last, quantity.last + _NEAR)
    for indexes in (before, behind):
        atom = atom_of(sentence, MEASURED, [index for index in indexes if index >= 0])
        if atom is not None and atom.key == "age":
            return SubjectSpan(atom.start, atom.end, "age", "subject.age")
    return SubjectSpan(quantity.start, quantity.end, "age", "subject.age-itself")
