"""Numbers that name and limit nothing: `visit 2`, `section 5.2`, `cohorts 1-3`, `since 2015`, `1 May 2020`."""

from __future__ import annotations

import re

from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.reading import Words
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    BETWEEN,
    COLON,
    COMMA,
    COMPARATOR,
    DASH,
    FROM,
    MEASURED,
    NAMED,
    NUMBER,
    OPEN,
    OR,
    SLASH,
    TO,
    WORD,
    one_of,
)  # fmt: skip

__all__ = ["is_named_part", "is_year", "named"]

_LISTING = one_of(DASH, COMMA, AND, OR, TO, SLASH)
_MOST_LISTED = 12
_NO_LABELS = one_of(NUMBER, MEASURED)  # `5 days`, `Eastern Cooperative Oncology Group`
_YEAR = re.compile(r"19[0-9]\d|20[0-4]\d")
_DAY = r"(?:(?:[A-Z][a-z]+ )?\d{1,2}(?:st|nd|rd|th)?,? )?"
_YEARS = re.compile(
    rf"(?:19|20)\d\d\s{{0,2}}(?:and|to|through|until|till|[-~])\s{{0,2}}{_DAY}(?:19|20)\d\d(?![\d.,]\d)"
    r"(?!\s?(?:[a-zµ%]{1,4}/|/|%|mg|m?L\b|k?g\b|k?cal|steps|cells|[IU]U\b))"
)  # two of them, and no unit behind
_OR_LATER = re.compile(r"(?:19|20)\d\d\s+(?:or|and)\s+(?:later|earlier|before|after|thereafter|onwards?)\b")
_OPENS_YEARS = one_of(BETWEEN, FROM, WORD, AT, COLON, OPEN)
_THAN = re.compile(r"(?:earl\w+|late\w*|before|after|prior)\b")  # in a comparator of dates
_MONTHED = re.compile(r"[^ -]*[ -]?[A-Z][a-z]{2}.*\d{4}$", re.DOTALL)  # a token with the name of a month
_DATES = one_of(WORD, NAMED)


def named(words: Words) -> Atom:
    return Atom(NAMED, words.start, words.end)


def is_named_part(words: Words, labels: frozenset[str]) -> bool:
    """Whether a label stands before figures, or one and a number that they are listed with: `parts 1, 2 and 3`."""
    atoms = words.atoms
    if not atoms:
        return False
    if _is_label(words, len(atoms) - 1, labels):
        return True
    if len(atoms) < 2 or atoms[-1].code not in _LISTING:
        return False
    if atoms[-1].code == DASH and atoms[-1].end == words.start and _is_label(words, len(atoms) - 2, labels):
        return True  # `day -14`
    return _is_listed(words, labels)


def _is_listed(words: Words, labels: frozenset[str]) -> bool:
    """Whether a listing goes back to a label; a comma lists only where the label is in the plural."""
    atoms, commas = words.atoms, False
    index = len(atoms) - 1
    for _ in range(_MOST_LISTED):
        if index < 1 or atoms[index].code not in _LISTING:
            return False
        commas = commas or atoms[index].code == COMMA
        index -= 1 + (atoms[index - 1].code in _LISTING)
        if index < 1 or atoms[index].code != NAMED:
            return False
        index -= 1
        if _is_label(words, index, labels):
            return not commas or words.text[atoms[index].end - 1] == "s"
    return False


def _is_label(words: Words, index: int, labels: frozenset[str]) -> bool:
    atom = words.atoms[index]
    if atom.code in _NO_LABELS:
        return False
    return words.text[atom.start : atom.end].lower().rpartition(" ")[2] in labels


def is_year(words: Words) -> bool:
    """Whether a token is a date with a month, or four figures that what stands around them makes a year."""
    if _MONTHED.match(words.word):
        return True
    if not _YEAR.fullmatch(words.word) or not words.atoms:
        return False
    before = words.atoms[-1]
    said = words.text[before.start : before.end].lower()
    if before.code == COMPARATOR:
        return _THAN.search(said) is not None
    if before.code == AT and _OR_LATER.match(words.text, words.start):
        return True
    if before.code in _OPENS_YEARS:
        measured = len(words.atoms) > 1 and words.atoms[-2].code == MEASURED
        return not measured and _YEARS.match(words.text, words.start) is not None
    earlier = words.atoms[-2] if len(words.atoms) > 1 else None
    if earlier is None or before.code not in _LISTING or earlier.code not in _DATES:
        return False
    return words.text[earlier.end - 4 : earlier.end].isdigit()
