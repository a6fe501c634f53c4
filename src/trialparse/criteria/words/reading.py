"""What a token can be: the conditions and the outcomes of the lexer's rules.

They see a token with what was read before it; the first condition that holds makes the atom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trialparse.criteria.words.atom import Atom, Number
from trialparse.criteria.words.denials import Hit
from trialparse.lexicon.alphabet import (
    AND,
    AROUND,
    AT,
    BEFORE,
    BEHIND,
    BETWEEN,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    DASH,
    FOR,
    FROM,
    LEVEL,
    LOST,
    NUMBER,
    OF,
    OPEN,
    OR,
    PAST,
    PLUS,
    POINT,
    SLASH,
    SPELLED,
    STOP,
    TIMES,
    TO,
    WORD,
    one_of,
)
from trialparse.values.numerals import is_roman

__all__ = [
    "NO_MEMBERS",
    "Words",
    "behind",
    "has_hit",
    "is_figure",
    "is_level",
    "is_lower",
    "is_member",
    "is_phrase",
    "is_plain",
    "is_pressure",
    "is_sign",
    "is_sum",
    "level",
    "sign",
    "signed",
    "stands_behind",
    "stands_for_one",
    "sums",
    "word",
]

# Single signs the grammar reads.
_SIGNS = {
    **dict.fromkeys("([", OPEN),
    **dict.fromkeys(")]", CLOSE),
    **dict.fromkeys("-~…", DASH),
    **dict.fromkeys("?\ufffd", LOST),
    **dict.fromkeys("×*", TIMES),
    **dict.fromkeys(";•", STOP),
    ":": COLON,
    ".": POINT,
    "+": PLUS,
    **dict.fromkeys(("±", "+/-", "+ / -", "+/ -", "+ /-"), AROUND),
    ",": COMMA,
    "/": SLASH,
    "≈": COMPARATOR,
    "%": WORD,
}
_FIGURES = frozenset("0123456789.½¼¾")
_LETTER = re.compile(r"[A-E]|[A-Z]\d[a-d]?|\d[A-Ca-c]|\d\+|y?[cp][TNM](?:\d[a-d]?|[Xx])")
_SURE_LEVEL = re.compile(r"\d[+A-Ca-c]")  # no comparator makes a number of it: `> 1+`
_SUM = re.compile(r"[1-5] ?\+ ?[1-5](?: ?= ?\d{1,2})?")
_SUMMED = "gleason"
_COMPARED = re.compile(r"\s?[,(]?\s?(?:or|and)\s(?!\d)", re.IGNORECASE)
_LEADS_ON = re.compile(r"\s+(?:before|prior\s+to|preceding)\b", re.IGNORECASE)
_ARTICLES = ("a", "an", "another")
_EITHER_SIDE = one_of(BEHIND, COMPARATOR)
_CLOSING = frozenset(",;.)") | frozenset(
    "and or at in on before prior after since within during with who for by from until".split()  # noqa: SIM905
)  # what may follow words behind a number that could stand before the next one
_BEFORE_NEGATIVE = one_of(COMPARATOR, OPEN, BETWEEN, FROM, TO, OR)
_BEFORE_MINUS = one_of(COMPARATOR, BETWEEN, FROM, OF)
_BEFORE_NO_SUM = one_of(OPEN, COMPARATOR)
_BEFORE_SIGNED = one_of(AND, TO, DASH)
_BEFORE_ONE = one_of(WORD, BEFORE, FOR, AT)  # what may stand right before a time that means one of it
_LEADS_TO_ONE = one_of(COMPARATOR, FOR, AT)  # and before an article or a `before` in that place
_SYSTOLIC, _DIASTOLIC = (40, 260), (20, 160)  # what two numbers must be to be a blood pressure
NO_MEMBERS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Words:
    """A stretch of text while it becomes atoms: the token that is read now, and what is known before it."""

    text: str
    places: Sequence[tuple[int, int]]  # of the tokens
    atoms: list[Atom]  # of the tokens read so far
    start: int = 0
    end: int = 0
    word: str = ""
    hit: Hit | None = None  # the phrase that begins with the token
    members: frozenset[str] = NO_MEMBERS  # the levels of the scale that was named last
    scale: str = ""  # and its key

    @property
    def stop(self) -> int:
        """Where the stretch ends: the end of its last token."""
        return self.places[-1][1]


def is_member(words: Words) -> bool:
    return words.word in words.members


def is_sum(words: Words) -> bool:
    return "+" in words.word and _SUM.fullmatch(words.word) is not None


def sums(words: Words) -> bool:
    """Whether a sum stands for its value: `Gleason 3+4=7`.

    Not in a bracket behind the value, and not where it is compared: 4+3 is more than 3+4.
    """
    if words.scale != _SUMMED or (words.atoms and words.atoms[-1].code in _BEFORE_NO_SUM):
        return False
    return _COMPARED.match(words.text, words.end) is None


def has_hit(words: Words) -> bool:
    return words.hit is not None


def is_phrase(words: Words) -> bool:
    """Whether a token begins a phrase; a level of the scale named before it is a level first."""
    return words.hit is not None and words.hit[1][0].code != SPELLED and words.word not in words.members


def stands_behind(words: Words) -> bool:
    """Whether words that can stand on either side of a number stand behind it: one is before them, nothing after."""
    if words.hit is None or len(words.hit[1]) < len(_EITHER_SIDE) or not words.word.islower():
        return False  # a capital may begin the next line: `18 years Maximum age`
    if {phrase.code for phrase in words.hit[1]} != _EITHER_SIDE:
        return False
    last = words.hit[0]
    ends = last == len(words.places) or words.text[slice(*words.places[last])] in _CLOSING
    return ends and bool(words.atoms) and words.atoms[-1].code == NUMBER


def behind(words: Words) -> Atom:
    assert words.hit is not None
    last, phrases = words.hit
    key = next(phrase.key for phrase in phrases if phrase.code == BEHIND)
    return Atom(BEHIND, words.start, words.places[last - 1][1], key)


def is_figure(words: Words) -> bool:
    """Whether a token is a number: figures, unless a sign or a letter behind them makes a level of them."""
    if words.word[0] not in _FIGURES or words.word == ".":
        return False
    return not _SURE_LEVEL.fullmatch(words.word)


def stands_for_one(words: Words) -> bool:
    """Whether the words before a unit of time leave a one out: `past month`, `within a year`, `in the year before`."""
    if not words.atoms:
        return False
    before = words.atoms[-1]
    if before.code == PAST or (before.code == COMPARATOR and before.key == "within"):
        return True
    if before.code not in _BEFORE_ONE:
        return False
    said = words.text[before.start : before.end].lower()
    if before.code in (FOR, AT):
        return said.endswith("the") and _LEADS_ON.match(words.text, words.end) is not None
    earlier = words.atoms[-2].code if len(words.atoms) > 1 else ""
    return earlier in _LEADS_TO_ONE and (before.code == BEFORE or said in _ARTICLES)


def is_plain(said: str) -> bool:
    """Whether a token can be no name, level or sign: letters, at most the first of them a capital."""
    return said.isalpha() and (said.islower() or (said[1:].islower() and said[0] not in "IVX"))


def is_lower(words: Words) -> bool:
    said = words.word
    return said[1:].islower() and said.isalpha() and said[0] not in "IVX"


def is_sign(words: Words) -> bool:
    return words.hit is None and words.word in _SIGNS


def is_level(words: Words) -> bool:
    return is_roman(words.word) or _LETTER.fullmatch(words.word) is not None


def word(words: Words) -> Atom:
    return Atom(WORD, words.start, words.end)


def level(words: Words) -> Atom:
    return Atom(LEVEL, words.start, words.end, words.word)


def sign(words: Words) -> Atom:
    code = _SIGNS[words.word]
    return Atom(code, words.start, words.end, "approx" if code == COMPARATOR else "")


def _is_minus(words: Words, atom: Atom) -> bool:
    """Whether the word before a number is a minus: the word itself, or a dash on the same line."""
    between = words.text[atom.end : words.start]
    return "\n" not in between and words.text[atom.start : atom.end].lower() in ("minus", "-")


def signed(words: Words, atom: Atom) -> Atom:
    """A number with the sign before it, which is no atom of its own then."""
    atoms, number = words.atoms, atom.number
    if number is None or len(atoms) < 2:
        return atom
    last, before = atoms[-1], atoms[-2]
    if last.code == PLUS and before.code in _BEFORE_SIGNED:  # `between -1 and +1`
        return atom._replace(start=atoms.pop().start)
    if _is_minus(words, last) and before.end < last.start and (before.code in _BEFORE_MINUS or _ends_below(words)):
        return _below_zero(words, atom, number)  # `below minus 8`, `≤ - 2.5`
    if _is_over(words, last, before, number):
        atoms[-1] = last._replace(code=SLASH)
    if last.code != DASH or words.text[last.start] != "-" or last.end != atom.start:
        return atom
    return _hyphened(words, atom, number)


def _ends_below(words: Words) -> bool:
    """Whether a minus in a word opens the second end of a range that begins below zero: `minus 1 and minus 2.5`."""
    first = words.atoms[-3].number if len(words.atoms) > 2 else None
    between = words.atoms[-2].code in _BEFORE_SIGNED
    return between and first is not None and first.value < 0 and words.text[words.atoms[-1].start].isalpha()


def _is_over(words: Words, last: Atom, before: Atom, number: Number) -> bool:
    """Whether the word between two numbers that are a blood pressure is its slash: `130 over 80`."""
    systolic = before.number
    if systolic is None or words.text[last.start : last.end].lower() != "over":
        return False
    in_unit = systolic.unit is None and number.unit in (None, "mm[Hg]")
    return in_unit and is_pressure(systolic.value, number.value)


def is_pressure(systolic: Decimal, diastolic: Decimal) -> bool:
    """Whether two numbers can be a blood pressure."""
    return _holds(_SYSTOLIC, systolic) and _holds(_DIASTOLIC, diastolic) and diastolic < systolic


def _holds(plausible: tuple[int, int], value: Decimal) -> bool:
    return plausible[0] <= value <= plausible[1]


def _below_zero(words: Words, atom: Atom, number: Number) -> Atom:
    """A number with the sign before it as its own."""
    return atom._replace(start=words.atoms.pop().start, number=replace(number, value=-number.value))


def _hyphened(words: Words, atom: Atom, number: Number) -> Atom:
    """A number with a dash that touches it, which is its sign or that of a word."""
    atoms = words.atoms
    last, before = atoms[-1], atoms[-2]
    if before.code == COMPARATOR and before.end == last.start and words.text[before.end - 1].isalpha():
        if before.key in ("gt", "lt"):  # `over-65s`
            atoms.pop()
        return atom
    # The dash that touches a number is its sign where a blank, a bracket or a comparator stands before it.
    if before.code in _BEFORE_NEGATIVE or (before.code != NUMBER and before.end < last.start):
        return _below_zero(words, atom, number)
    return atom
