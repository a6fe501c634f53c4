"""The lexer: the words of a text as atoms, with what they mean to the grammar (`lexicon.alphabet`).

Phrases are found with spaCy's `PhraseMatcher` over the tokens' norms; the longest wins. What a token is else, a number,
a level, a sign, a plain word, is decided by a table of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.denials import Denial, Denials, Hit
from trialparse.criteria.words.named import is_named_part, is_year, named
from trialparse.criteria.words.numbers import NumberReader
from trialparse.criteria.words.patterns import Finder, token_attributes
from trialparse.criteria.words.reading import (
    NO_MEMBERS,
    Words,
    behind,
    has_hit,
    is_figure,
    is_level,
    is_lower,
    is_member,
    is_phrase,
    is_plain,
    is_sign,
    is_sum,
    level,
    sign,
    signed,
    stands_behind,
    stands_for_one,
    sums,
    word,
)  # fmt: skip
from trialparse.criteria.words.tokens import norm, split
from trialparse.criteria.words.units import trie
from trialparse.lexicon.alphabet import (
    AGO,
    BEHIND,
    BETWEEN,
    CODES,
    COMPARATOR,
    CRITERIA,
    DENIAL,
    EQUAL,
    LIMIT,
    MEASURED,
    NUMBER,
    SPELLED,
    WORD,
    one_of,
    place,
)
from trialparse.lexicon.loader import Lexicon, Phrase
from trialparse.values.numerals import is_roman

__all__ = ["Lexer", "lexer"]

# A limit has a figure, a numeral, a unit of time or a phrase with one of the codes.
_FIGURE = re.compile(r"[0-9½¼¾Ⅰ-Ⅻ]")
_NUMERAL = re.compile(r"[A-EIVX](?<!\w.)(?:(?<=[IVX])[IVX]{1,3})?[A-Ca-c]?\b")  # it begins as few words do
_TIME = r"\b(?:years?|months?|weeks?|days?)\b"
_TOLD = r"\b(?:degrees?|criteria)\b"
_LIMITING = one_of(CRITERIA, LIMIT, SPELLED)
_PLAINLY = frozenset(CODES) - one_of(SPELLED, COMPARATOR, BEHIND)  # phrases that are what they are, wherever they stand
_PREFIX = 10  # letters by which such a phrase is looked for: its spelling may vary behind them
_AFTER_NUMBER = one_of(BEHIND, AGO)

# By the last word of what could stand after a number, the words behind it that lead on to the next one.
_LEADS_ON = {"up": ("to",)} | dict.fromkeys(("minimum", "maximum"), ("of", "dose", "single", "daily", "total"))

Names = Callable[[str, Sequence[tuple[int, int]]], Iterable[tuple[Phrase, int, int]]]


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
            matcher.add(name, [self._doc_of([phrase.text[a:b] for a, b in split(phrase.text)])])
            self._phrases[self._vocab.strings[name]] = phrase
        self._matcher = matcher
        self._members = {
            key: members
            for key, entry in self.lexicon.measurements.items()
            if (members := frozenset(level for level in entry.levels if _is_named_level(level)))
        }
        limiting = [each for each in self._phrases.values() if each.code in _LIMITING or each.key in self._members]
        heads = {phrase.text[:_PREFIX].lower() for phrase in limiting}
        self._limiting = re.compile(rf"{_TIME}|{_TOLD}|\b{trie(sorted(heads))}")

    def _doc_of(self, words: list[str]) -> Any:
        return self._doc(self._vocab, words=words)

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
        places = split(text, start, end)
        words = [text[a:b] for a, b in places]
        doc = self._doc_of(words)
        more = [*self._patterns.find(doc, text, places)] if self._patterns else []
        if names is not None:
            more += names(text, places)
        return self._meanings(text, places, words, self._longest(text, places, words, self._matcher(doc), more))

    def _may_limit(self, text: str, start: int, end: int) -> bool:
        """Whether anything in a stretch of text can limit something; a figure is soonest found."""
        if _FIGURE.search(text, start, end) or _NUMERAL.search(text, start, end):
            return True
        return self._limiting.search(text[start:end].lower()) is not None

    def _meanings(
        self, text: str, places: Sequence[tuple[int, int]], tokens: Sequence[str], found: Mapping[int, Hit]
    ) -> list[Atom]:
        """The atoms of the tokens at some places, of which those in `found` begin a phrase.

        Most tokens are plain words, or begin a phrase that can be nothing else: for these no rule is asked.
        """
        words = Words(text, places, [])
        atoms, ones = words.atoms, self.numbers.ones
        read = 0  # what begins before here belongs to the phrase or number read last
        for index, (start, end) in enumerate(places):
            if start < read:
                continue
            word, hit = tokens[index], found.get(index)
            if hit is None and not words.members and is_plain(word) and word.lower() not in ones:
                atoms.append(Atom(WORD, start, end))
                continue
            words.start, words.end, words.word, words.hit = start, end, word, hit
            if hit is not None and hit[1][0].code in _PLAINLY and not words.members:
                atom = self._phrase(words)
            else:
                rule = self.rules.first(words)
                assert rule is not None
                atom = rule.then(words)
            atoms.append(atom)
            read = atom.end
        return atoms

    def _longest(
        self,
        text: str,
        places: Sequence[tuple[int, int]],
        words: Sequence[str],
        matches: Iterable[tuple[int, int, int]],
        more: Iterable[tuple[Phrase, int, int]] = (),
    ) -> dict[int, Hit]:
        """The longest phrase from each token on, by its first token."""
        best: dict[int, dict[int, list[Phrase]]] = {}
        parts: dict[str, dict[int, list[Denial]]] = {EQUAL: {}, DENIAL: {}}  # of comparators, by their first token
        for match, first, after in matches:
            phrase = self._phrases[match]
            if phrase.cased and text[places[first][0] : places[after - 1][1]] != phrase.text:
                continue
            leads = phrase.code in _AFTER_NUMBER and after < len(places)
            if leads and _leads_on(text, places[after - 1], places[after], self.lexicon.numbers):
                continue
            if phrase.code in parts:
                parts[phrase.code].setdefault(first, []).append((after, phrase.key))
                continue
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        for phrase, first, after in more:
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        found = {first: _choose(readings) for first, readings in best.items()}
        if parts[EQUAL]:
            self._denials.include(found, parts[EQUAL], words)
        if parts[DENIAL]:
            self._denials.turn(found, parts[DENIAL], words)
        return found

    # -- what a token can be, in the order in which it is asked

    def _table(self) -> Table[Words, Callable[[Words], Atom]]:
        return Table(
            "lexer",
            Rule("lexer.sign", is_sign, sign, "(18 years)"),
            Rule("lexer.behind", stands_behind, behind, "18 years at least"),
            Rule("lexer.phrase", is_phrase, self._phrase, "at least 18 years"),
            Rule("lexer.numbered", self._is_numbered, named, "cohorts 1-3"),
            Rule("lexer.year", self._is_year, named, "treated from 2012 to 2015"),
            Rule("lexer.member", is_member, level, "METAVIR fibrosis F3-F4"),
            Rule("lexer.number-word", has_hit, self._number_word, "three relapses"),
            Rule("lexer.sum", is_sum, self._sum, "Gleason 3+4=7"),
            Rule("lexer.figure", is_figure, self._figure, "18 years"),
            Rule("lexer.one", self._is_one, self._one, "in the past month"),
            Rule("lexer.word", is_lower, word, "METAVIR fibrosis known for 2 years"),
            Rule("lexer.symbol", self._is_symbol, self._symbol, "≥ 18 years"),
            Rule("lexer.level", is_level, level, "stage IIIB"),
            Rule("lexer.name", always, word, "CD19"),
        )

    def _phrase(self, words: Words) -> Atom:
        assert words.hit is not None
        last, phrases = words.hit
        first = phrases[0]
        others: tuple[str, ...] = ()
        if len(phrases) > 1:
            others = tuple(each.key for each in phrases[1:] if each.code == first.code and each.key != first.key)
        end = words.places[last - 1][1]
        if first.code == MEASURED:
            words.members, words.scale = self._members.get(first.key, NO_MEMBERS), first.key
        if first.code == BEHIND and words.atoms and words.atoms[-1].code == NUMBER:
            words.atoms[-1], end = self.numbers.unit_behind(words.text, words.atoms[-1], end, words.stop)
        return Atom(first.code, words.start, end, first.key, others, denied=first.denied)

    def _number_word(self, words: Words) -> Atom:
        assert words.hit is not None
        last, phrases = words.hit
        between = bool(words.atoms) and words.atoms[-1].code == BETWEEN
        end = words.places[last - 1][1]
        return signed(
            words, self.numbers.word(words.text, words.start, end, phrases[0].key, words.stop, between=between)
        )

    def _figure(self, words: Words) -> Atom:
        return signed(words, self.numbers.digits(words.text, words.start, words.end, words.stop))

    def _sum(self, words: Words) -> Atom:
        return self.numbers.sum(words.text, words.start, words.end) if sums(words) else word(words)

    def _is_numbered(self, words: Words) -> bool:
        """Whether figures are the name of a part of the study or a text, and have no unit: `visit 2`, `section 5.2`."""
        if not words.word[0].isdigit() or not is_named_part(words, self.lexicon.roles.get("numbered", frozenset())):
            return False
        return self._has_no_unit(words)

    def _is_year(self, words: Words) -> bool:
        """Whether four figures are a year: no measurement has them as a limit, and no unit stands behind."""
        return words.word[-1].isdigit() and is_year(words) and self._has_no_unit(words)

    def _has_no_unit(self, words: Words) -> bool:
        number = self.numbers.digits(words.text, words.start, words.end, words.stop).number
        return number is None or (number.unit is None and number.reference is None)

    def _is_one(self, words: Words) -> bool:
        return words.word.lower() in self.numbers.ones and stands_for_one(words)

    def _one(self, words: Words) -> Atom:
        return signed(words, self.numbers.one(words.text, words.start, words.end, words.stop))

    def _operator(self, word: str) -> str | None:
        return self.lexicon.symbols.get(word) or self.lexicon.symbols.get(word.replace(" ", ""))

    def _is_symbol(self, words: Words) -> bool:
        return self._operator(words.word) is not None

    def _symbol(self, words: Words) -> Atom:
        return Atom(COMPARATOR, words.start, words.end, self._operator(words.word) or "")


def _is_named_level(level: str) -> bool:
    """Whether a level is no figure or numeral, which any scale may have."""
    return len(level) > 1 and level[0].isalpha() and not is_roman(level)


def _choose(readings: dict[int, list[Phrase]]) -> Hit:
    after = max(readings)
    found = readings[after]
    if len(found) > 1:
        found = sorted(found, key=lambda each: (place(each.code), not each.cased, each.key))
    return after, found


def _leads_on(text: str, last: tuple[int, int], following: tuple[int, int], numbers: Container[str]) -> bool:
    """Whether what could stand after a number stands before the next: `under 40 or over 60`, `or more than 5`."""
    word, last_word = text[following[0] : following[1]].lower(), text[last[0] : last[1]].lower()
    if word[0].isdigit() or word in numbers:
        return last_word in ("over", "above", "beyond", "under", "below", "beneath", "past")
    return word in _LEADS_ON.get(last_word, ("than", "then"))


@lru_cache(maxsize=8)
def lexer(lexicon: Lexicon) -> Lexer:
    """The lexer of a lexicon, built at first use and kept for the process."""
    return Lexer(lexicon)
