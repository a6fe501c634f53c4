r"""The alphabet of the grammar: what a word can be to it, each thing once, with its name.

The words of a criterion are written as a string of one letter a word, over which productions and patterns are regular
expressions. This module alone knows the letters: code compares with the constants, patterns are written in names.

>>> SAYS[NUMBER]
'number'
>>> letters(r"For? Comparator Number Open? [Word Noun]{0,2}")
'd?CN\\(?[wG]{0,2}'
>>> bool(pattern("Comparator Number").match(COMPARATOR + NUMBER))
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from trialparse.model.constraint import Whose

__all__ = ["BY_NAME", "CODES", "CUES", "DEBITS", "PEOPLE", "SAYS", "Code", "letters", "one_of", "pattern", "place"]

Debit = Literal["number", "comparator", "range", "negation", "sign", "reference", "exception"]


@dataclass(frozen=True, slots=True)
class Code:
    """What a word can be: its name, its letter, what it says.

    Where `cue` is set, a `[[cue]]` of a lexicon may have the code; `keys` are then what it may be a cue for. A word
    whose code has a `debit` can change what a limit states.
    """

    name: str
    letter: str
    says: str
    debit: Debit | None = None
    cue: bool = False
    keys: tuple[str, ...] = ()


CODES: dict[str, Code] = {}  # by letter, in the order in which they win a tie between two readings of the same words


def _code(
    name: str, letter: str, says: str, debit: Debit | None = None, *, cue: bool = False, keys: tuple[str, ...] = ()
) -> str:
    """Enters a code into the alphabet; its letter."""
    assert letter not in CODES
    CODES[letter] = Code(name, letter, says, debit, cue, keys)
    return letter


PEOPLE: tuple[str, ...] = get_args(Whose)  # who is not the participant, as keys of words
WORD = _code(
    "Word",
    "w",
    "word",
    cue=True,
    keys=("", *PEOPLE, "participant", "nobody", "denies", "bars", "admits", "outside", "again"),
)
LIMIT = _code("Limit", "R", "reference", "reference", cue=True, keys=("ULN", "LLN"))
CRITERIA = _code("Criteria", "L", "criteria set")
MEASURED = _code("Measured", "M", "measurement")
MOMENT = _code("Moment", "H", "anchor")
COMPARATOR = _code("Comparator", "C", "comparator", "comparator")
BEHIND = _code("Behind", "P", "comparator behind", "comparator")
WHICHEVER = _code("Whichever", "W", "whichever", cue=True)
EXCEPT = _code("Except", "e", "opens an exception", "exception", cue=True)
IF = _code("If", "i", "opens a condition", cue=True, keys=("", "value"))
TO = _code("To", "T", "closes a range", cue=True)
BETWEEN = _code("Between", "B", "opens a range", "range", cue=True, keys=("", "exclusive"))
FROM = _code("From", "F", "opens a range", cue=True)
NOT = _code("Not", "n", "negation", "negation", cue=True, keys=("", "behind", "beside", "barred", "needless"))
FREE = _code("Free", "z", "frees", "negation", cue=True)
BEFORE = _code("Before", "b", "before", cue=True)
AFTER = _code("After", "a", "after", cue=True)
PAST = _code("Past", "p", "past", cue=True)
AGO = _code("Ago", "g", "ago", cue=True)
NEXT = _code("Next", "y", "future", cue=True)
FOR = _code("For", "d", "for a time", cue=True)
AT = _code("At", "j", "at a time", cue=True)
OF = _code("Of", "f", "of", cue=True)
INCLUSIVE = _code("Inclusive", "I", "inclusive", "range", cue=True, keys=("", "exclusive"))
AND = _code("And", "A", "and", cue=True)
OR = _code("Or", "O", "or", cue=True)
TIMES = _code("Times", "X", "times", cue=True)
NOUN = _code("Noun", "G", "scale noun", cue=True)
SPELLED = _code("Spelled", "#", "number word")  # the lexer makes a number of it
DENIAL = _code(
    "Denial", "!", "denial", "negation", cue=True, keys=("", "words")
)  # and turns the comparator behind this

EQUAL = _code(
    "Equal", "E", "or equal", cue=True, keys=("ahead", "behind", "outside")
)  # ahead of a comparator or behind it: whether its value is inside

# What no phrase of the lexicon is: numbers, levels and signs.
NUMBER = _code("Number", "N", "number", "number")
NAMED = _code("Named", "m", "number that names")  # `visit 2`, `since 2015`
LEVEL = _code("Level", "V", "level")
ORDINAL = _code("Ordinal", "Y", "ordinal")
DASH = _code("Dash", "D", "dash")
SLASH = _code("Slash", "S", "slash")
COMMA = _code("Comma", "K", "comma")
STOP = _code("Stop", ";", "semicolon")
COLON = _code("Colon", ":", "colon")
POINT = _code("Point", ".", "full stop")
PLUS = _code("Plus", "+", "plus")
AROUND = _code("Around", "±", "plus or minus", "sign")
OPEN = _code("Open", "(", "opening bracket")
CLOSE = _code("Close", ")", "closing bracket")
LOST = _code("Lost", "?", "lost sign", "sign")

BY_NAME = {code.name: code for code in CODES.values()}
SAYS = {letter: code.says for letter, code in CODES.items()}
DEBITS = {letter: code.debit for letter, code in CODES.items() if code.debit is not None}
CUES = {code.name: code for code in CODES.values() if code.cue}  # what a `[[cue]]` may say

_PLACES = {letter: number for number, letter in enumerate(CODES)}
_ELEMENT = re.compile(r"\(\?P<\w+>|[A-Z][a-z]+|\\.|\s+|.")
_CLASSES = frozenset({r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"})
_SIGNS = frozenset("(?)+.")  # letters that mean something else to a regular expression


def place(code: str) -> int:
    """The place of a code in a tie: of two readings of the same words, the one with the lower place wins.

    >>> place(MEASURED) < place(COMPARATOR)
    True
    """
    return _PLACES[code]


def one_of(*codes: str) -> frozenset[str]:
    """Any of some codes; the empty string, where there is no word, is none of them.

    >>> AND in one_of(AND, OR), "" in one_of(AND, OR)
    (True, False)
    """
    return frozenset(codes)


def letters(readable: str) -> str:
    """A pattern written in the names of codes as one over their letters.

    Blanks separate and mean nothing; all else is a regular expression's own. An unknown name raises a `KeyError`, and
    so does a class of characters (`\\w`): which letters the codes have is nobody's to know.

    >>> letters("(?P<scale>Measured | Noun) [^ Stop Point]*")
    '(?P<scale>M|G)[^;.]*'
    """
    written: list[str] = []
    in_class = False
    for element in _ELEMENT.findall(readable):
        if element.isspace():
            continue
        in_class = (in_class or element == "[") and element != "]"
        if element in _CLASSES:
            raise KeyError(element)
        if element[0].isupper():
            element = _written(BY_NAME[element].letter, in_class)
        written.append(element)
    return "".join(written)


def _written(letter: str, in_class: bool) -> str:
    return f"\\{letter}" if letter in _SIGNS and not in_class else letter


@cache
def pattern(readable: str) -> re.Pattern[str]:
    """The compiled form of a pattern written in names."""
    return re.compile(letters(readable))
