"""Atoms: the words of a text with what they mean to the grammar.

An atom is a stretch of text with a one-letter code: `N` a number with its unit, `C` a comparator before a number, `P`
one after it, `M` a measurement, `H` an anchor, `w` any other word; the codes of cue words stand in
`lexicon/words/cues.toml`. Phrases are found with spaCy's `PhraseMatcher` over the tokens' norms; the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.numbers import NumberReader, trie
from trialparse.criteria.words.patterns import Finder, token_attributes
from trialparse.criteria.words.tokens import norm, split
from trialparse.lexicon.loader import Lexicon, Phrase

__all__ = ["Lexer", "lexer"]

# Single signs the grammar reads.
_SIGNS = {
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys("-~…", "D"),
    **dict.fromkeys("?\ufffd", "?"),
    **dict.fromkeys("×*", "X"),
    **dict.fromkeys(";•", ";"),
    **{sign: sign for sign in ":.+±"},
    ",": "K",
    "/": "S",
    "≈": "C",
    "%": "w",
}
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|V|IX|X|[Ⅰ-Ⅻ]{1,2})[A-Ca-c]?(?:[1-3])?")
_LETTER = re.compile(r"[A-E]|[A-Z]\d[a-c]?|\d[a-c]|\d\+")
# A limit has a figure, a numeral or a unit of time, or a phrase with one of the codes.
_FIGURE = r"[0-9½¼¾Ⅰ-Ⅻ]|\b(?:(?-i:(?:[A-EIVX]|[IVX]{2,4})[A-Ca-c]?)|years?|months?|weeks?|days?)\b"
_LIMITING = "LR#"
_PREFIX = 10  # letters by which such a phrase is looked for: its spelling may vary behind them
_LEADS_ON = re.compile(r"\s+(?:before|prior to|preceding)\b", re.IGNORECASE)
# Which of two readings of the same words wins.
_PRIORITY = "wRLMHCPWeiTBFnbapgydjfIAOXG#"


def _is_word(level: str) -> bool:
    """Whether a level is no figure or numeral, which any scale may have."""
    return len(level) > 1 and level[0].isalpha() and not _ROMAN.fullmatch(level)


_NO_MEMBERS: frozenset[str] = frozenset()
Names = Callable[[str, Sequence[tuple[int, int]]], Iterable[tuple[Phrase, int, int]]]


class Lexer:
    """Turns text into atoms with a lexicon. Holds a spaCy vocabulary, so it is built once and kept per process."""

    # Every new word stays in the vocabulary; past this many it is made anew, so that long runs keep their memory.
    VOCABULARY = 400_000

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.numbers = NumberReader(lexicon)
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
        words = [Phrase(form, "#", form) for form in self.lexicon.numbers]
        for number, phrase in enumerate([*self.lexicon.phrases, *words]):
            name = f"{number}"
            matcher.add(name, [self._read(phrase.text)[0]])
            self._phrases[self._vocab.strings[name]] = phrase
        self._matcher = matcher
        self._members = {
            key: members
            for key, entry in self.lexicon.measurements.items()
            if (members := frozenset(level for level in entry.levels if _is_word(level)))
        }
        limiting = [each for each in self._phrases.values() if each.code in _LIMITING or each.key in self._members]
        heads = {phrase.text[:_PREFIX].lower() for phrase in limiting}
        self._limiting = re.compile(rf"{_FIGURE}|\b{trie(sorted(heads))}", re.IGNORECASE)

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
        if not (whole or self._patterns or self._limiting.search(text, start, len(text) if end is None else end)):
            return []
        doc, places = self._read(text, start, end)
        more = [*self._patterns.find(doc, text, places)] if self._patterns else []
        if names is not None:
            more += names(text, places)
        found = self._longest(text, places, self._matcher(doc), more)
        atoms: list[Atom] = []
        index, count = 0, len(places)
        stop = 0  # tokens before this place belong to the number just read
        members = _NO_MEMBERS  # the levels of the scale that was named last
        while index < count:
            a, b = places[index]
            if a < stop:
                index += 1
                continue
            hit = found.get(index)
            if members and text[a:b] in members:
                atoms.append(Atom("V", a, b, text[a:b]))
                index += 1
                continue
            if hit is not None and hit[1][0].code != "#":
                last, phrases = hit
                first = phrases[0]
                rest = tuple(p.key for p in phrases[1:] if p.code == first.code)
                atom = Atom(first.code, a, places[last - 1][1], first.key, alternatives=rest)
                if first.code == "M":
                    members = self._members.get(first.key, _NO_MEMBERS)
                if first.code == "P" and atoms and atoms[-1].code == "N":
                    atom.end = stop = self.numbers.unit_behind(text, atoms[-1], atom.end)
                atoms.append(atom)
                index = last
                continue
            if hit is not None:
                atom = self.numbers.word(text, a, places[hit[0] - 1][1], hit[1][0].key)
            elif (
                text[a] in "0123456789.½¼¾"
                and (b - a > 1 or text[a] != ".")
                and not (_LETTER.fullmatch(text, a, b) and not (atoms and atoms[-1].code == "C"))
            ):
                atom = self.numbers.digits(text, a, b)
            else:
                atom = (self._implied(text, atoms, a, b) if atoms else None) or self._other(text, a, b)
            if atom.code == "N" and self._is_negative(text, atoms, atom):
                sign = atoms.pop()
                atom.start, atom.value = sign.start, -(atom.value or Decimal(0))
            elif atom.code == "N" and len(atoms) > 1 and atoms[-1].code == "+" and atoms[-2].code in "ATD":
                atom.start = atoms.pop().start  # `between -1 and +1`
            stop = atom.end
            atoms.append(atom)
            index += 1
        return atoms

    def _implied(self, text: str, atoms: list[Atom], a: int, b: int) -> Atom | None:
        """The one that `past month`, `within a year`, `in the year before` leave out."""
        before = atoms[-1]
        earlier = atoms[-2].code if len(atoms) > 1 else ""
        article = before.code == "w" and text[before.start : before.end].lower() in ("a", "an", "another")
        led = (
            before.code in "dj" and text[before.start : before.end].lower().endswith("the") and _LEADS_ON.match(text, b)
        )
        if (
            before.code == "p"
            or (before.code == "C" and before.key == "within")
            or (article and earlier and earlier in "Cdj")
            or (before.code == "b" and earlier and earlier in "Cdj")
            or led
        ):
            return self.numbers.one(text, a, b)
        return None

    @staticmethod
    def _is_negative(text: str, atoms: list[Atom], number: Atom) -> bool:
        """Whether the dash that touches a number is its sign: a blank, a bracket or a comparator stands before it."""
        if not atoms or atoms[-1].code != "D" or text[atoms[-1].start] != "-" or atoms[-1].end != number.start:
            return False
        if len(atoms) == 1:
            return False
        before = atoms[-2]
        return before.code in "C(BFTO" or (before.code != "N" and before.end < atoms[-1].start)

    def _longest(
        self,
        text: str,
        places: list[tuple[int, int]],
        matches: Iterable[tuple[int, int, int]],
        more: Iterable[tuple[Phrase, int, int]] = (),
    ) -> dict[int, tuple[int, list[Phrase]]]:
        """The longest phrase from each token on: {first token: (token after, readings)}."""
        best: dict[int, dict[int, list[Phrase]]] = {}
        for match, first, after in matches:
            phrase = self._phrases[match]
            if phrase.cased and text[places[first][0] : places[after - 1][1]] != phrase.text:
                continue
            if phrase.code in "Pg" and after < len(places) and self._leads(text, places[after - 1], places[after]):
                continue
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        for phrase, first, after in more:
            best.setdefault(first, {}).setdefault(after, []).append(phrase)
        return {first: self._choose(readings) for first, readings in best.items()}

    @staticmethod
    def _choose(readings: dict[int, list[Phrase]]) -> tuple[int, list[Phrase]]:
        after = max(readings)
        return after, sorted(readings[after], key=lambda p: (_PRIORITY.find(p.code), not p.cased))

    @staticmethod
    def _leads(text: str, last: tuple[int, int], place: tuple[int, int]) -> bool:
        """Whether what could stand after a number stands before the next: `under 40 or over 60`, `or more than 5`."""
        if text[place[0]].isdigit():
            return text[last[0] : last[1]].lower() in ("over", "above", "under", "below", "past")
        return text[place[0] : place[1]].lower() in ("than", "then")

    def _other(self, text: str, a: int, b: int) -> Atom:
        word = text[a:b]
        if word[1:].islower() and word[0].isalpha() and word[0] not in "IVX":
            return Atom("w", a, b)
        sign = _SIGNS.get(word)
        if sign is not None:
            return Atom(sign, a, b, "approx" if sign == "C" else "")
        op = self.lexicon.symbols.get(word) or self.lexicon.symbols.get(word.replace(" ", ""))
        if op is not None:
            return Atom("C", a, b, op)
        if _ROMAN.fullmatch(word) or _LETTER.fullmatch(word):
            return Atom("V", a, b, word)
        return Atom("w", a, b)


@lru_cache(maxsize=8)
def lexer(lexicon: Lexicon) -> Lexer:
    """The lexer of a lexicon, built at first use and kept for the process."""
    return Lexer(lexicon)
