"""The lexer: the words of a text as atoms, with what they mean to the grammar (`lexicon.alphabet`).

Phrases are found with spaCy's `PhraseMatcher` over the tokens' norms; the longest wins. What a token is else, a number,
a level, a sign, a plain word, is decided by a table of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.denials import Denial, Denials, Hit
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
    is_sign,
    level,
    sign,
    signed,
    stands_behind,
    stands_for_one,
    word,
)  # fmt: skip
from trialparse.criteria.words.tokens import norm, split
from trialparse.criteria.words.units import trie
from trialparse.lexicon.alphabet import (
    AGO,
    BEHIND,
    CODES,
    COMPARATOR,
    CRITERIA,
    DENIAL,
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
_NUMERAL = re.compile(r"\b(?:[A-EIVX]|[IVX]{2,4})[A-Ca-c]?\b")
_TIME = r"\b(?:years?|months?|weeks?|days?)\b"
_LIMITING = one_of(CRITERIA, LIMIT, SPELLED)
_PLAINLY = frozenset(CODES) - one_of(SPELLED, COMPARATOR, BEHIND)  # phrases that are what they are, wherever they stand
_PREFIX = 10  # letters by which such a phrase is looked for: its spelling may vary behind them
_AFTER_NUMBER = one_of(BEHIND, AGO)

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
        self._limiting = re.compile(rf"{_TIME}|\b{trie(sorted(heads))}")

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

        Most tokens are words in lower case, or begin a phrase that can be nothing else: for these no rule is asked.
        """
        words = Words(text, places, [])
        atoms, ones = words.atoms, self.numbers.ones
        read = 0  # what begins before here belongs to the phrase or number read last
        for index, (start, end) in enumerate(places):
            if start < read:
                continue
            word, hit = tokens[index], found.get(index)
            if hit is None and word.isalpha() and word.islower() and word not in ones and not words.members:
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
            self._denials.turn(found, denials, words)
        return found

    # -- what a token can be, in the order in which it is asked

    def _table(self) -> Table[Words, Callable[[Words], Atom]]:
        return Table(
            "lexer",
            Rule("lexer.sign", is_sign, sign, "(18 years)"),
            Rule("lexer.behind", stands_behind, behind, "18 years at least"),
            Rule("lexer.phrase", is_phrase, self._phrase, "at least 18 years"),
            Rule("lexer.member", is_member, level, "METAVIR fibrosis F3-F4"),
            Rule("lexer.number-word", has_hit, self._number_word, "three relapses"),
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
            words.members = self._members.get(first.key, NO_MEMBERS)
        if first.code == BEHIND and words.atoms and words.atoms[-1].code == NUMBER:
            words.atoms[-1], end = self.numbers.unit_behind(words.text, words.atoms[-1], end, words.stop)
        return Atom(first.code, words.start, end, first.key, others, denied=first.denied)

    def _number_word(self, words: Words) -> Atom:
        assert words.hit is not None
        last, phrases = words.hit
        end = words.places[last - 1][1]
        return signed(words, self.numbers.word(words.text, words.start, end, phrases[0].key, words.stop))

    def _figure(self, words: Words) -> Atom:
        return signed(words, self.numbers.digits(words.text, words.start, words.end, words.stop))

    def _is_one(self, words: Words) -> bool:
        return words.word.lower() in self.numbers.ones and stands_for_one(words)

    def _one(self, words: Words) -> Atom:
        return signed(words, self.numbers.one(words.text, words.start, words.end))

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
    return after, found if len(found) == 1 else sorted(found, key=lambda phrase: (place(phrase.code), not phrase.cased))


def _leads_on(text: str, last: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether what could stand after a number stands before the next: `under 40 or over 60`, `or more than 5`."""
    if text[following[0]].isdigit():
        return text[last[0] : last[1]].lower() in ("over", "above", "under", "below", "past")
    return text[following[0] : following[1]].lower() in ("than", "then")


@lru_cache(maxsize=8)
def lexer(lexicon: Lexicon) -> Lexer:
    """The lexer of a lexicon, built at first use and kept for the process."""
    return Lexer(lexicon)
