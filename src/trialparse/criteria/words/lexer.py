"""The lexer: the words of a text as atoms, with what they mean to the grammar (`lexicon.alphabet`).

Phrases are found with spaCy's `PhraseMatcher` over the tokens' norms; the longest wins. What a token is else, a number,
a level, a sign, a plain word, is decided by a table of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.denials import Denial, Denials, Hit
from trialparse.criteria.words.numbers import NumberReader
from trialparse.criteria.words.patterns import Finder, token_attributes
from trialparse.criteria.words.tokens import norm, split
from trialparse.criteria.words.units import trie
from trialparse.lexicon.alphabet import (
    AGO,
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
    CRITERIA,
    DASH,
    DENIAL,
    FOR,
    FROM,
    LEVEL,
    LIMIT,
    LOST,
    MEASURED,
    NUMBER,
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
    place,
)
from trialparse.lexicon.loader import Lexicon, Phrase
from trialparse.values.numerals import is_roman

__all__ = ["Lexer", "lexer"]

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
    "±": AROUND,
    ",": COMMA,
    "/": SLASH,
    "≈": COMPARATOR,
    "%": WORD,
}
_FIGURES = frozenset("0123456789.½¼¾")
_LETTER = re.compile(r"[A-E]|[A-Z]\d[a-c]?|\d[a-c]|\d\+")
# A limit has a figure, a numeral, a unit of time or a phrase with one of the codes.
_FIGURE = re.compile(r"[0-9½¼¾Ⅰ-Ⅻ]")
_NUMERAL = re.compile(r"\b(?:[A-EIVX]|[IVX]{2,4})[A-Ca-c]?\b")
_TIME = r"\b(?:years?|months?|weeks?|days?)\b"
_LIMITING = one_of(CRITERIA, LIMIT, SPELLED)
_PREFIX = 10  # letters by which such a phrase is looked for: its spelling may vary behind them
_LEADS_ON = re.compile(r"\s+(?:before|prior to|preceding)\b", re.IGNORECASE)
_ARTICLES = ("a", "an", "another")
_AFTER_NUMBER = one_of(BEHIND, AGO)
_EITHER_SIDE = one_of(BEHIND, COMPARATOR)
_CLOSING = ",;.)"
_BEFORE_NEGATIVE = one_of(COMPARATOR, OPEN, BETWEEN, FROM, TO, OR)
_BEFORE_SIGNED = one_of(AND, TO, DASH)
_BEFORE_ONE = one_of(WORD, BEFORE, FOR, AT)  # what may stand right before a time that means one of it
_LEADS_TO_ONE = one_of(COMPARATOR, FOR, AT)  # and before an article or a `before` in that place

Names = Callable[[str, Sequence[tuple[int, int]]], Iterable[tuple[Phrase, int, int]]]
_NO_MEMBERS: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Words:
    """A stretch of text while it becomes atoms: the token that is read now, and what is known before it."""

    text: str
    places: Sequence[tuple[int, int]]  # of the tokens
    atoms: list[Atom]  # of the tokens read so far
    start: int = 0
    end: int = 0
    word: str = ""
    hit: Hit | None = None  # the phrase that begins with the token
    members: frozenset[str] = _NO_MEMBERS  # the levels of the scale that was named last


class Lexer:
    """Turns text into atoms with a lexicon. Holds a spaCy vocabulary, so it is built once and kept per process."""

    # Every new word stays in the vocabulary; past this many it is made anew, so that long runs keep their memory.
    VOCABULARY = 400_000

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.numbers = NumberReader(lexicon)
        self._denials = Denials(lexicon)
        self.rules = self._table()
        self._build()

    def _build(self) -> None:
        from spacy.attrs import NORM
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._vocab = Vocab(lex_attr_getters={NORM: norm, **token_attributes(self.lexicon)})
        self._doc = Doc
        self._patterns = Finder(self.lexicon, self._vocab)
        matcher = PhraseMatcher(self._vocab, attr="NORM")
        self._phrases: dict[int, Phrase] = {}
        words = [Phrase(form, SPELLED, form) for form in self.lexicon.numbers]
        for number, phrase in enumerate([*self.lexicon.phrases, *words]):
            name = f"{number}"
            matcher.add(name, [self._read(phrase.text)[0]])
            self._phrases[self._vocab.strings[name]] = phrase
        self._matcher = matcher
        self._members = {
            key: members
            for key, entry in self.lexicon.measurements.items()
            if (members := frozenset(level for level in entry.levels if _is_named_level(level)))
        }
        limiting = [each for each in self._phrases.values() if each.code in _LIMITING or each.key in self._members]
        heads = {phrase.text[:_PREFIX].lower() for phrase in limiting}
        self._limiting = re.compile(rf"{_TIME}|\b{trie(sorted(heads))}")

    def _read(self, text: str, start: int = 0, end: int | None = None) -> tuple[Any, list[tuple[int, int]]]:
        places = split(text, start, end)
        return self._doc(self._vocab, words=[text[a:b] for a, b in places]), places

    def atoms(
        self, text: str, start: int = 0, end: int | None = None, *, whole: bool = True, names: Names | None = None
    ) -> list[Atom]:
        """The atoms of `text[start:end]`, in order, not overlapping; `names` finds names that the lexicon has not.

        Where not the `whole` is asked for, a stretch without figures, numerals and words that make a limit gives none.
        """
        if len(self._vocab) > self.VOCABULARY:
            self._build()
        if not (whole or self._patterns or self._may_limit(text, start, len(text) if end is None else end)):
            return []
        doc, places = self._read(text, start, end)
        more = [*self._patterns.find(doc, text, places)] if self._patterns else []
        if names is not None:
            more += names(text, places)
        return self._meanings(text, places, self._longest(text, places, self._matcher(doc), more))

    def _may_limit(self, text: str, start: int, end: int) -> bool:
        """Whether anything in a stretch of text can limit something; a figure is soonest found."""
        if _FIGURE.search(text, start, end) or _NUMERAL.search(text, start, end):
            return True
        return self._limiting.search(text[start:end].lower()) is not None

    def _meanings(self, text: str, places: Sequence[tuple[int, int]], found: Mapping[int, Hit]) -> list[Atom]:
        """The atoms of the tokens at some places, of which those in `found` begin a phrase.

        Most tokens are words in lower case behind which nothing can stand: for these no rule is asked.
        """
        words = _Words(text, places, [])
        atoms, ones = words.atoms, self.numbers.ones
        read = 0  # what begins before here belongs to the phrase or number read last
        for index, (start, end) in enumerate(places):
            if start < read:
                continue
            word, hit = text[start:end], found.get(index)
            if hit is None and word.isalpha() and word.islower() and word not in ones and not words.members:
                atoms.append(Atom(WORD, start, end))
                continue
            words.start, words.end, words.word, words.hit = start, end, word, hit
            rule = self.rules.first(words)
            assert rule is not None
            atom = rule.then(words)
            atoms.append(atom)
            read = atom.end
        return atoms

    def _longest(
        self,
        text: str,
        places: list[tuple[int, int]],
        matches: Iterable[tuple[int, int, int]],
        more: Iterable[tuple[Phrase, int, int]] = (),
    ) -> dict[int, Hit]:
        """The longest phrase from each token on, by its first token."""
        best: dict[int, dict[int, list[Phrase]]] = {}
        denials: dict[int, list[Denial]] = {}
        for match, first, after in matches:
            phrase = self._phrases[match]
            if phrase.cased and text[places[first][0] : places[after - 1][1]] != phrase.text:
                continue
            leads = phrase.code in _AFTER_NUMBER and after < len(places)
            if leads and _leads_on(text, places[after - 1], places[after]):
                continue
            if phrase.code == DENIAL:
                denials.setdefault(first, []).append((after, phrase.key))
                continue
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        for phrase, first, after in more:
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        found = {first: _choose(readings) for first, readings in best.items()}
        if denials:
            self._denials.turn(found, denials, [text[a:b] for a, b in places])
        return found

    # -- what a token can be, in the order in which it is asked

    def _table(self) -> Table[_Words, Callable[[_Words], Atom]]:
        return Table(
            "lexer",
            Rule("lexer.sign", _is_sign, _sign, "(18 years)"),
            Rule("lexer.behind", _stands_behind, _behind, "18 years at least"),
            Rule("lexer.phrase", _is_phrase, self._phrase, "at least 18 years"),
            Rule("lexer.member", _is_member, _level, "METAVIR fibrosis F3-F4"),
            Rule("lexer.number-word", _has_hit, self._number_word, "three relapses"),
            Rule("lexer.figure", _is_figure, self._figure, "18 years"),
            Rule("lexer.one", self._is_one, self._one, "in the past month"),
            Rule("lexer.word", _is_lower, _word, "METAVIR fibrosis known for 2 years"),
            Rule("lexer.symbol", self._is_symbol, self._symbol, "≥ 18 years"),
            Rule("lexer.level", _is_level, _level, "stage IIIB"),
            Rule("lexer.name", always, _word, "CD19"),
        )

    def _phrase(self, words: _Words) -> Atom:
        assert words.hit is not None
        last, phrases = words.hit
        first = phrases[0]
        others: tuple[str, ...] = ()
        if len(phrases) > 1:
            others = tuple(each.key for each in phrases[1:] if each.code == first.code and each.key != first.key)
        end = words.places[last - 1][1]
        if first.code == MEASURED:
            words.members = self._members.get(first.key, _NO_MEMBERS)
        if first.code == BEHIND and words.atoms and words.atoms[-1].code == NUMBER:
            words.atoms[-1], end = self.numbers.unit_behind(words.text, words.atoms[-1], end)
        return Atom(first.code, words.start, end, first.key, others)

    def _number_word(self, words: _Words) -> Atom:
        assert words.hit is not None
        last, phrases = words.hit
        return _signed(words, self.numbers.word(words.text, words.start, words.places[last - 1][1], phrases[0].key))

    def _figure(self, words: _Words) -> Atom:
        return _signed(words, self.numbers.digits(words.text, words.start, words.end))

    def _is_one(self, words: _Words) -> bool:
        return words.word.lower() in self.numbers.ones and _stands_for_one(words)

    def _one(self, words: _Words) -> Atom:
        return _signed(words, self.numbers.one(words.text, words.start, words.end))

    def _operator(self, word: str) -> str | None:
        return self.lexicon.symbols.get(word) or self.lexicon.symbols.get(word.replace(" ", ""))

    def _is_symbol(self, words: _Words) -> bool:
        return self._operator(words.word) is not None

    def _symbol(self, words: _Words) -> Atom:
        return Atom(COMPARATOR, words.start, words.end, self._operator(words.word) or "")


def _is_named_level(level: str) -> bool:
    """Whether a level is no figure or numeral, which any scale may have."""
    return len(level) > 1 and level[0].isalpha() and not is_roman(level)


def _choose(readings: dict[int, list[Phrase]]) -> Hit:
    after = max(readings)
    found = readings[after]
    return after, found if len(found) == 1 else sorted(found, key=lambda phrase: (place(phrase.code), not phrase.cased))


def _leads_on(text: str, last: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether what could stand after a number stands before the next: `under 40 or over 60`, `or more than 5`."""
    if text[following[0]].isdigit():
        return text[last[0] : last[1]].lower() in ("over", "above", "under", "below", "past")
    return text[following[0] : following[1]].lower() in ("than", "then")


def _is_member(words: _Words) -> bool:
    return words.word in words.members


def _has_hit(words: _Words) -> bool:
    return words.hit is not None


def _is_phrase(words: _Words) -> bool:
    """Whether a token begins a phrase; a level of the scale named before it is a level first."""
    return words.hit is not None and words.hit[1][0].code != SPELLED and words.word not in words.members


def _stands_behind(words: _Words) -> bool:
    """Whether words that can stand on either side of a number stand behind it: one is before them, nothing after."""
    if words.hit is None or not words.word.islower() or {phrase.code for phrase in words.hit[1]} != _EITHER_SIDE:
        return False  # a capital may begin the next line: `18 years Maximum age`
    last = words.hit[0]
    ends = last == len(words.places) or words.text[words.places[last][0]] in _CLOSING
    return ends and bool(words.atoms) and words.atoms[-1].code == NUMBER


def _behind(words: _Words) -> Atom:
    assert words.hit is not None
    last, phrases = words.hit
    key = next(phrase.key for phrase in phrases if phrase.code == BEHIND)
    return Atom(BEHIND, words.start, words.places[last - 1][1], key)


def _is_figure(words: _Words) -> bool:
    """Whether a token is a number: figures, unless they and a letter are a level that no comparator stands before."""
    if words.word[0] not in _FIGURES or words.word == ".":
        return False
    compared = bool(words.atoms) and words.atoms[-1].code == COMPARATOR
    return compared or not _LETTER.fullmatch(words.word)


def _stands_for_one(words: _Words) -> bool:
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


def _is_lower(words: _Words) -> bool:
    word = words.word
    return word[1:].islower() and word[0].isalpha() and word[0] not in "IVX"


def _is_sign(words: _Words) -> bool:
    return words.hit is None and words.word in _SIGNS


def _is_level(words: _Words) -> bool:
    return is_roman(words.word) or _LETTER.fullmatch(words.word) is not None


def _word(words: _Words) -> Atom:
    return Atom(WORD, words.start, words.end)


def _level(words: _Words) -> Atom:
    return Atom(LEVEL, words.start, words.end, words.word)


def _sign(words: _Words) -> Atom:
    code = _SIGNS[words.word]
    return Atom(code, words.start, words.end, "approx" if code == COMPARATOR else "")


def _signed(words: _Words, atom: Atom) -> Atom:
    """A number with the sign before it, which is no atom of its own then."""
    atoms, number = words.atoms, atom.number
    if number is None or len(atoms) < 2:
        return atom
    sign, before = atoms[-1], atoms[-2]
    if sign.code == PLUS and before.code in _BEFORE_SIGNED:  # `between -1 and +1`
        return atom._replace(start=atoms.pop().start)
    if sign.code != DASH or words.text[sign.start] != "-" or sign.end != atom.start:
        return atom
    # The dash that touches a number is its sign where a blank, a bracket or a comparator stands before it.
    if before.code in _BEFORE_NEGATIVE or (before.code != NUMBER and before.end < sign.start):
        return atom._replace(start=atoms.pop().start, number=replace(number, value=-number.value))
    return atom


@lru_cache(maxsize=8)
def lexer(lexicon: Lexicon) -> Lexer:
    """The lexer of a lexicon, built at first use and kept for the process."""
    return Lexer(lexicon)
