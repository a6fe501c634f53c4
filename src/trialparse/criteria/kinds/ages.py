"""Ages: which numbers are how old somebody is."""

from __future__ import annotations

import re

from trialparse.criteria.phrases.nouns import SubjectSpan, atom_of, is_person
from trialparse.criteria.phrases.productions import RANGES
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timing import ELAPSED
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
)  # fmt: skip

__all__ = ["age_subject", "is_age"]

_WORDS = re.compile(r"\b(?:ages?d?|old(?:er)?|young(?:er)?|year-olds?|elder)\b", re.IGNORECASE)
_COMPARED = frozenset({"ge", "gt", "le", "lt", "range"})
_NAMING = one_of(OF, OPEN, COLON, DASH, COMMA, AT, WORD)  # between the word "age" and its number
_PLACING = one_of(BEFORE, AGO, AFTER, OF)  # behind a time that is no age
_ENDING = one_of(POINT, STOP, COMMA, OR, AND, CLOSE)
_NEAR = 4  # atoms between the word "age" and its number, at the most
_BARE = range(10, 101)  # what a number without a unit must be to be somebody's age


def is_age(sentence: Sentence, quantity: Quantity, age_before: int) -> bool:
    """Whether a quantity is an age; `age_before` is the last atom of the age before it."""
    units = sentence.lexicon.units_for("age")
    if quantity.unit is not None and (quantity.unit not in units or quantity.reference):
        return False
    if quantity.old or _WORDS.search(sentence.text, quantity.start, quantity.end):
        return True
    if quantity.production in RANGES and quantity.first - age_before in (1, 2):
        return True  # the other end of `6 weeks to 24 months`
    return _named(sentence, quantity) or _of_people(sentence, quantity)


def _named(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the word "age" stands right before, with nothing of weight between."""
    codes, index = sentence.codes, quantity.first - 1
    while index >= 0 and codes[index] in _NAMING and quantity.first - index < _NEAR:
        index -= 1
    return index >= 0 and codes[index] == MEASURED and sentence.atoms[index].key == "age"


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
        return False
    clause = max(sentence.codes.rfind(code, first, quantity.first) for code in (IF, FOR))
    return is_person(sentence, first, quantity.first) or (
        clause >= 0 and is_person(sentence, clause + 1, quantity.first)
    )


def age_subject(sentence: Sentence, quantity: Quantity) -> SubjectSpan:
    """The word that names the age, before or after the number; else the number itself."""
    before = range(quantity.first - 1, quantity.first - 1 - _NEAR, -1)
    behind = range(quantity.last, quantity.last + _NEAR)
    for indexes in (before, behind):
        atom = atom_of(sentence, MEASURED, [index for index in indexes if index >= 0])
        if atom is not None and atom.key == "age":
            return SubjectSpan(atom.start, atom.end, "age", "subject.age")
    return SubjectSpan(quantity.start, quantity.end, "age", "subject.age-itself")
