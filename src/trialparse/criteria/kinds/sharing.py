"""Which of the things named before a limit it is of: each of them, the one whose turn it is, their ratio, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trialparse.criteria.phrases.carried import names_group
from trialparse.criteria.phrases.nouns import SubjectSpan, low, lowered
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import COMMA, MEASURED, NUMBER, TO, WORD, one_of

__all__ = ["bounded", "shares"]

_RATIO = re.compile(r"\s?\)?(?P<other>\s?[/:]\s?[\w+-]{1,20})?\s(?:ratios?|quotients?)\b", re.IGNORECASE)
_RATIO_OF = re.compile(
    r"\b(?:ratio|quotient)\s(?:of|between)\s(?:the\s)?(?P<one>[^,;:.()]{2,60}?\s(?:to|and|over|by)\s(?:the\s)?)?\Z",
    re.IGNORECASE,
)
_RATIO_REACH = 100  # characters from the word to the second of the two
_LEAST_TOTAL = 5  # of a score; a half, a third or a quarter are shares of something
_NAMES = one_of(MEASURED, WORD)
_PRESSURE = "mm[Hg]"


def bounded(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> Quantity:
    """A limit as it bounds its subjects: a fraction that tells how well somebody sees has no agreed bounds."""
    sees = quantity.total is not None and _sees(sentence, found)
    return replace(quantity, lower=None, upper=None, total=None, bounds=()) if sees else quantity


def shares(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> list[SubjectSpan] | None:
    """The subjects that a limit is of; None where it is no limit of theirs."""
    if quantity.turn is not None:
        return _in_turn(sentence, quantity, found)
    if quantity.total is not None:
        return None if quantity.total < _LEAST_TOTAL or quantity.joined else [*found]
    if quantity.part:
        return _pressed(sentence, quantity, found)
    return _ratio(sentence, found) or _refined(sentence, quantity, found)


def _in_turn(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> list[SubjectSpan] | None:
    """The one whose turn it is; all where not they but the groups behind the list take turns."""
    assert quantity.turn is not None
    turn, count = quantity.turn
    if len(found) == count > 1:
        return [found[turn]]
    return [*found] if len(found) == 1 and _groups(sentence, quantity.last) == count else None


def _groups(sentence: Sentence, index: int) -> int:
    """How many groups are named behind the list that the atom at `index` is in, before its `respectively`."""
    last = next(i for i in range(index, len(sentence.atoms)) if low(sentence, i) == "respectively")
    first = sentence.codes.rfind(NUMBER, 0, last) + 1
    last -= sentence.codes[last - 1] == COMMA
    words = lowered(sentence.words(first, last))
    groups = sum(word in sentence.lexicon.roles["group"] for word in words)
    return groups if names_group(sentence, first, last) else 0


def _sees(sentence: Sentence, found: Sequence[SubjectSpan]) -> bool:
    words = {word for each in found for word in lowered(sentence.text[each.start : each.end])}
    return not words.isdisjoint(sentence.lexicon.roles["acuity"])


def _pressed(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> list[SubjectSpan] | None:
    """One of two blood pressures; what is known to be measured in something else has no such limit."""
    known = [sentence.lexicon.measurements.get(each.id or "") for each in found]
    if any(each is not None and each.unit != _PRESSURE for each in known):
        return None
    named = [each for each in found if each.id == quantity.part] or found[:1]
    return [replace(each, id=quantity.part) for each in named]


def _refined(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> list[SubjectSpan]:
    """`Blood pressure > 160 mmHg systolic`: the part of it that is named behind the limit."""
    known = sentence.lexicon.measurements.get(found[0].id or "") if found else None
    behind = sentence.code(quantity.last + 1)
    key = sentence.atoms[quantity.last + 1].key if behind == MEASURED else ""
    return [replace(each, id=key) for each in found] if known is not None and key in known.parts else [*found]


def _opened(sentence: Sentence, start: int, *, several: bool) -> int | None:
    """Where `ratio of …` begins, of which the thing at a place of the text is the second, or one of several."""
    match = _RATIO_OF.search(sentence.text, max(sentence.start, start - _RATIO_REACH), start)
    if match is None or not (several or match["one"]):
        return None
    between = sentence.codes[sentence.place(match.start()) : sentence.place(start)]
    return None if NUMBER in between else match.start()


def _divided(sentence: Sentence, start: int) -> int:
    """Where what is divided by the thing at a place of the text begins: `AST to ALT`; the same place where none is."""
    index = sentence.place(start)
    if index < 2 or sentence.codes[index - 2] not in _NAMES:
        return start
    one = sentence.atoms[index - 2]
    parted = sentence.codes[index - 1] == TO or sentence.text[one.end : start] == ":"
    return one.start if parted else start


def _ratio(sentence: Sentence, found: Sequence[SubjectSpan]) -> list[SubjectSpan]:
    """`AST/ALT ratio > 2`, `ratio of AST to ALT > 2`: one limit, of the ratio, where no measurement has its name."""
    if not found:
        return []
    first, last = min(each.start for each in found), max(each.end for each in found)
    begin = _opened(sentence, first, several=len(found) > 1)
    if begin is not None:
        return [SubjectSpan(begin, last, None, "of.ratio")]
    first = _divided(sentence, first)
    match = _RATIO.match(sentence.text, last, sentence.end)
    parted = match is not None and (len(found) > 1 or match["other"] or first < found[0].start)
    if match is None or not parted or not re.search(r"[/:]|\bto\b", sentence.text[first : match.end()]):
        return []
    return [SubjectSpan(first, match.end(), None, "of.ratio")]
