"""What has gone back to a grade, or not: `toxicities must have recovered to grade 1 or less`.

It stands before the words for going back, behind them, or behind the grade: `has not recovered (≤ grade 1) from
adverse events`. Where it is an unwanted effect, its grade is one of the CTCAE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trialparse.criteria.phrases.methods import TOXICITY
from trialparse.criteria.phrases.nouns import REACH, SubjectSpan, coordinated, first_phrase, low, names
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    BEFORE,
    CLOSE,
    COMMA,
    FROM,
    MEASURED,
    OF,
    PAST,
    STOP,
    WORD,
    one_of,
    pattern,
)  # fmt: skip

__all__ = ["graded", "is_graded", "recovered", "recovered_from"]

_BACK_TO = pattern(
    "To (?: [Word Moment Noun]{1,2} Or )? (?: Word{0,2} Measured (?: Open Measured Close )? [Word Number]{0,3} )?"
    "(?: Word? Noun )? Open? $"
)
_SAID_BETWEEN = pattern("Word Open [Word To Comma]{0,3} Noun? $")
_BRACKET = 20  # atoms from a limit to the end of its bracket, at the most
_CLAUSE_BORDERS = one_of(COMMA, AND, STOP)
_WORDS = one_of(WORD, MEASURED, FROM, OF, PAST, BEFORE)
_NAMED_BEHIND = 10  # atoms from a grade to the words that say whose grades they are, at the most


def recovered(sentence: Sentence, quantity: Quantity) -> list[SubjectSpan]:
    """What went away, up to the grade that a quantity is."""
    first, after = sentence.bounds(quantity.first)
    if quantity.unit is not None or sentence.code(quantity.last + 1) == OF:
        return []  # `recovery to ≤ grade 2 of alopecia`
    bracketed = recovered_from(sentence, quantity.first, quantity.last, after)
    return bracketed or _recovered_to(sentence, quantity, max(first, quantity.first - REACH), after)


def recovered_from(sentence: Sentence, first: int, last: int, after: int) -> list[SubjectSpan]:
    """`has not recovered (i.e., ≤ grade 1 or at baseline) from adverse events`, of a grade from an atom to another."""
    match = _SAID_BETWEEN.search(sentence.codes, max(0, first - _BRACKET), first)
    closing = sentence.codes.find(CLOSE, last, last + _BRACKET)
    if match is None or closing < 0 or not sentence.plays(match.start(), "recovers"):
        return []
    return _behind(sentence, closing + 1, after)


def _behind(sentence: Sentence, place: int, after: int) -> list[SubjectSpan]:
    is_from = place + 1 < after and low(sentence, place) in ("from", "of")
    return _phrase(sentence, place + 1, after) if is_from else []


def _recovered_to(sentence: Sentence, quantity: Quantity, first: int, after: int) -> list[SubjectSpan]:
    back = _BACK_TO.search(sentence.codes, first, quantity.first)
    if back is None or not all(key == TOXICITY for key in _named(sentence, back.start(), quantity.first)):
        return []
    places = (i for i in range(back.start() - 1, first - 1, -1) if sentence.codes[i] == WORD)
    verb = next((place for place in places if sentence.plays(place, "recovers")), -1)
    if verb < 0 or verb + 1 < back.start():
        return _phrase(sentence, verb + 1, back.start()) if verb >= 0 else []
    before, behind = _before(sentence, first, verb), _behind(sentence, quantity.last + 1, after)
    return behind if behind and not any(_is_unwanted(sentence, each) for each in before) else before


def _before(sentence: Sentence, first: int, verb: int) -> list[SubjectSpan]:
    begin = max(first, max(sentence.codes.rfind(code, first, max(first, verb - 1)) for code in _CLAUSE_BORDERS) + 1)
    cause = sentence.codes.find(FROM, begin + 1, verb)  # `toxicities from prior therapies`
    return _phrase(sentence, begin, cause if cause >= 0 and names(sentence, begin, cause) else verb)


def _named(sentence: Sentence, first: int, after: int) -> Iterator[str]:
    """The measurements named from one atom to another."""
    return (sentence.atoms[i].key for i in range(first, after) if sentence.codes[i] == MEASURED)


def _phrase(sentence: Sentence, begin: int, after: int) -> list[SubjectSpan]:
    """The first noun phrase of some words, or the measurements that end or open it."""
    begin, after = first_phrase(sentence, begin, after)
    if begin >= after:
        return []
    if sentence.codes[after - 1] == MEASURED:
        return coordinated(sentence, after - 1, begin)
    if sentence.codes[begin] == MEASURED and sentence.code(begin + 1) != WORD:
        return coordinated(sentence, begin, begin)
    return [SubjectSpan(sentence.atoms[begin].start, sentence.atoms[after - 1].end)]


def is_graded(sentence: Sentence, subject: SubjectSpan, start: int, end: int) -> bool:
    """Whether the grade at a place of the text is one of an unwanted effect, by its words or by those behind it."""
    if subject.id is not None or "grade" not in sentence.text[start:end].lower():
        return False
    last = sentence.place(end - 1)
    if _is_unwanted(sentence, subject):
        return True
    said = any(
        atom.key == TOXICITY and not sentence.of(atom).islower() for atom in sentence.atoms[last : last + _NAMED_BEHIND]
    )
    return said and not _plays(sentence, subject, "recovers")


def graded(sentence: Sentence, subject: SubjectSpan, start: int, end: int) -> SubjectSpan:
    """A subject whose grade it is, as one that the CTCAE grades, where it is; else the effect that came from it."""
    if not is_graded(sentence, subject, start, end):
        return subject
    effect = None if _is_unwanted(sentence, subject) else _effect_of(sentence, subject)
    return effect or replace(subject, id=TOXICITY)


def _effect_of(sentence: Sentence, subject: SubjectSpan) -> SubjectSpan | None:
    """`toxicity from prior therapy of grade ≥ 2`: what came from something."""
    after = index = sentence.place(subject.start)
    while index > 0 and sentence.codes[index - 1] in _WORDS:
        index -= 1
        if sentence.codes[index] == FROM:
            after = index
        if sentence.atoms[index].key == TOXICITY or sentence.plays(index, "unwanted"):
            return next((replace(each, id=TOXICITY) for each in _phrase(sentence, index, after)), None)
    return None


def _is_unwanted(sentence: Sentence, subject: SubjectSpan) -> bool:
    return _plays(sentence, subject, "unwanted")


def _plays(sentence: Sentence, subject: SubjectSpan, role: str) -> bool:
    words = range(sentence.place(subject.start), sentence.place(subject.end - 1) + 1)
    return any(sentence.plays(index, role) for index in words)
