"""Degrees told in ordinals, as sets of levels (`second- or third-degree heart block`, `AV block (2nd degree)`).

Only what the lexicon knows to have degrees has them: a relative of the first degree has no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialparse.criteria.kinds.scales import between, compared
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, pattern

__all__ = ["Degrees", "degrees"]

_ORDINALS = {
    **dict.fromkeys(("first", "1st", "1°"), "1"),
    **dict.fromkeys(("second", "2nd", "2°"), "2"),
    **dict.fromkeys(("third", "3rd", "3°"), "3"),
    **dict.fromkeys(("fourth", "4th", "4°"), "4"),
}
_ORDINAL = rf"\b(?:{'|'.join(_ORDINALS)})"
_HALF = r"(?:[-\s]{1,2}degree)?[-\s]{0,2}"
_DEGREES = re.compile(
    rf"{_ORDINAL}(?:{_HALF}(?:,|/|\bor\b|\band\b|\bto\b|,\s?or\b|-)\s{{0,2}}{_ORDINAL}){{0,3}}[-\s]{{1,3}}degrees?\b",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?P<joint>\bto\b|-(?!\s?degree|\s?or|\s?and))?\W{{0,3}}(?P<ordinal>{_ORDINAL})", re.IGNORECASE)
_SCALE_BEHIND = pattern("Behind?[Word Noun Open Close Level Slash Number]{0,6}Measured")
_SCALE_BEFORE = pattern("Measured[Word Open Comma Colon Of]{0,2}Comparator?$")
_KIN = re.compile(r"\b(?:relatives?|family|kin|consanguin\w*|cousins?|siblings?|parents?)\b", re.IGNORECASE)
_NEAR = 4  # atoms from what has degrees to them, at the most


@dataclass(frozen=True, slots=True)
class Degrees:
    """Degrees from the atom `first` to `last`, of the scale named behind or before them."""

    first: int
    last: int
    levels: tuple[str, ...]
    domain: tuple[str, ...]
    scale_atom: Atom


def degrees(sentence: Sentence) -> Iterator[Degrees]:
    """The degrees of a sentence."""
    if "egree" not in sentence.text[sentence.start : sentence.end]:
        return
    for match in _DEGREES.finditer(sentence.text, sentence.start, sentence.end):
        first, last = sentence.place(match.start()), sentence.place(match.end() - 1)
        scale = _scale(sentence, first, last)
        known = sentence.measurement(scale) if scale else None
        levels = _levels(match[0], known.levels) if known else []
        if scale is None or known is None or not levels:
            continue
        first, last, op = _compared(sentence, first, last)
        told = compared(op, levels[0], known.levels) if op else levels
        if told and not (op and len(levels) > 1):
            yield Degrees(first, last, tuple(told), known.levels, scale)


def _scale(sentence: Sentence, first: int, last: int) -> Atom | None:
    """What has the degrees."""
    behind = _SCALE_BEHIND.match(sentence.codes, last + 1)
    if behind and not _KIN.search(sentence.words(first, behind.end())):
        return sentence.atoms[behind.end() - 1]
    before = _SCALE_BEFORE.search(sentence.codes, max(0, first - _NEAR), first)
    return sentence.atoms[before.start()] if before else None


def _levels(words: str, members: tuple[str, ...]) -> list[str]:
    """The degrees that words name, none where one is not of the scale."""
    levels: list[str] = []
    for each in _EACH.finditer(words):
        level = _ORDINALS[each["ordinal"].lower()]
        if level not in members:
            return []
        levels[-1:] = between(levels[-1], level, members) if each["joint"] and levels else [*levels[-1:], level]
    return list(dict.fromkeys(levels))


def _compared(sentence: Sentence, first: int, last: int) -> tuple[int, int, str]:
    """From where to where degrees stand with a comparator, and that."""
    if first > 0 and sentence.codes[first - 1] == COMPARATOR:
        return first - 1, last, sentence.atoms[first - 1].key
    if sentence.code(last + 1) == BEHIND:
        return first, last + 1, sentence.atoms[last + 1].key
    return first, last, ""
