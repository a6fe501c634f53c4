"""A second limit of the same thing for some: `Bilirubin < 1.5 × ULN. In patients with jaundice < 3 mg/dL`."""

from __future__ import annotations

from collections.abc import Sequence

from trialparse.criteria.phrases.nouns import SubjectSpan, coordinated, lowered
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AT,
    CLOSE,
    COLON,
    COMMA,
    DASH,
    FOR,
    IF,
    MEASURED,
    NOUN,
    OF,
    OPEN,
    STOP,
    WORD,
    one_of,
)

__all__ = ["of_group", "whom"]

_GAP = one_of(COMMA, COLON)  # between those of whom a limit holds and the limit
_BRACKET = one_of(OPEN)  # so too behind a condition: `in case of metastases (≤ 5 × ULN)`
_REACH = 3  # atoms from the word that opens a group to what it names, at the most
_OPENS = one_of(IF, FOR)
_WITH = frozenset({"with", "having"})
_NAMING = one_of(WORD, MEASURED)
_BEFORE_GROUP = one_of(COLON, OPEN, DASH, OF, FOR, AT, IF, COMMA, STOP, WORD, NOUN)
_EACH = frozenset({"each", "both", "all", "values"})
_GROUPED = 8  # atoms between a limit and what it is of, where a group is named there


def whom(
    sentence: Sentence, quantity: Quantity, near: Sequence[SubjectSpan], before: Sequence[SubjectSpan]
) -> tuple[int, int] | None:
    """Where the words stand that say of whom a limit holds, which is of what the limit before is of."""
    if len(near) != 1 or not before or not all(_can_have(sentence, quantity, each) for each in before):
        return None
    known = sentence.lexicon.measurements.get(near[0].id or "")
    if (known is not None and known.type != "count") or near[0].start >= sentence.atoms[quantity.first].start:
        return None
    first, after = sentence.place(near[0].start), sentence.place(near[0].end - 1) + 1
    begin = _begin(sentence, first)
    if begin < 0:
        return None
    gap = _GAP | _BRACKET if sentence.codes[begin] in _OPENS else _GAP
    if not gap.issuperset(sentence.codes[after : quantity.first]):
        return None
    return sentence.atoms[begin].start, near[0].end


def _can_have(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> bool:
    """Whether a subject is measured in the unit of the limit, or against a normal limit as it is."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.type == "count":
        return False
    if quantity.reference in ("ULN", "LLN"):
        return known.type == "lab"
    return quantity.unit is not None and quantity.unit in (known.unit, *known.units)


def _begin(sentence: Sentence, first: int) -> int:
    """Where words begin that say who: `for patients with …`, `patients with …`; -1 where none do."""
    for place in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if sentence.codes[place] in _OPENS:
            return place
        if sentence.codes[place] not in _NAMING:
            return -1
        if sentence.of(sentence.atoms[place]).lower() in _WITH:
            return place - 1 if place and sentence.plays(place - 1, "person") else -1
    return -1


def of_group(
    sentence: Sentence,
    quantity: Quantity,
    near: Sequence[SubjectSpan],
    before: Sequence[SubjectSpan],
    bounds: tuple[int, int],
) -> Sequence[SubjectSpan]:
    """`Hemoglobin: males < 13; females < 12`: what is named before those of whom the limit holds.

    `bounds` are the first atom of the sentence, and the last one of the limit before.
    """
    first, last = bounds
    if not near or near[0].id is not None or not _is_group(sentence, near[0]):
        return []
    place = quantity.first - 1
    while place >= first and sentence.codes[place] in _BEFORE_GROUP and quantity.first - place <= _GROUPED:
        if sentence.codes[place] == WORD and not sentence.plays(place, "person"):
            return []
        place -= 1
    place -= sentence.codes[max(first, place - 1) : place + 1] == MEASURED + CLOSE  # `mass index (LVMI) male`
    if place >= first and sentence.codes[place] == MEASURED:
        return coordinated(sentence, place, first)
    known = all(subject.id for subject in before)
    return before if known and last >= 0 and MEASURED not in sentence.codes[last:place] else []


def _is_group(sentence: Sentence, found: SubjectSpan) -> bool:
    words = lowered(sentence.text[found.start : found.end])
    groups, people = sentence.lexicon.roles["group"], sentence.lexicon.roles["person"]
    named = not groups.isdisjoint(words) or _EACH.issuperset(words)
    return named and all(word in groups or word in people or word in _EACH for word in words)
