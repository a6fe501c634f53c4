"""The patterns of packs: token patterns and regular expressions, found in the text of a criterion.

The built-in lexicon has phrases only; where no pack brings patterns, nothing is built and nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from trialparse.lexicon.loader import Lexicon, Phrase

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["Finder", "token_attributes"]

# What token patterns may ask of a token, besides its text and its norm.
_ASKED = (
    "LOWER", "SHAPE", "PREFIX", "SUFFIX", "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE",
    "IS_PUNCT", "IS_BRACKET", "IS_QUOTE", "IS_CURRENCY",
)  # fmt: skip


def token_attributes(lexicon: Lexicon) -> dict[Any, Callable[[str], Any]]:
    """The attributes that the vocabulary must keep of every word for the lexicon's token patterns."""
    if not lexicon.patterns:
        return {}
    from spacy.attrs import IDS, LIKE_NUM
    from spacy.lang.en.lex_attrs import like_num
    from spacy.lang.lex_attrs import LEX_ATTRS

    return {IDS[name]: LEX_ATTRS[IDS[name]] for name in _ASKED} | {LIKE_NUM: like_num}


class Finder:
    """Finds what the patterns of a lexicon match."""

    def __init__(self, lexicon: Lexicon, vocab: Vocab) -> None:
        self._regexes = [(re.compile(each.pattern), each.meaning) for each in lexicon.regexes]
        self._meanings: dict[int, Phrase] = {}
        self._matcher: Matcher | None = _matcher(lexicon, vocab) if lexicon.patterns else None
        for number, pattern in enumerate(lexicon.patterns):
            self._meanings[vocab.strings[f"pattern {number}"]] = pattern.meaning

    def __bool__(self) -> bool:
        return self._matcher is not None or bool(self._regexes)

    def find(self, doc: Doc, text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[Phrase, int, int]]:
        """(meaning, first token, token after) of all matches; one that cuts a token is none."""
        if self._matcher is not None:
            for name, first, after in self._matcher(doc):
                yield self._meanings[name], first, after
        if not self._regexes or not places:
            return
        firsts = {start: index for index, (start, _) in enumerate(places)}
        afters = {end: index + 1 for index, (_, end) in enumerate(places)}
        for regex, meaning in self._regexes:
            for match in regex.finditer(text, places[0][0], places[-1][1]):
                if match.start() in firsts and match.end() in afters:
                    yield meaning, firsts[match.start()], afters[match.end()]


def _matcher(lexicon: Lexicon, vocab: Vocab) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(vocab, validate=False)  # the loader has checked them
    for number, pattern in enumerate(lexicon.patterns):
        matcher.add(f"pattern {number}", [[dict(token) for token in pattern.tokens]])
    return matcher
