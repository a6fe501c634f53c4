"""How, where or when something was measured stands between it and its limit: `creatinine clearance by CKD-EPI < 30`."""

from __future__ import annotations

from collections.abc import Sequence

from trialparse.criteria.phrases.nouns import SubjectSpan, coordinated, low
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AFTER,
    AT,
    CLOSE,
    COMMA,
    DASH,
    FOR,
    MEASURED,
    MOMENT,
    NAMED,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    SLASH,
    WORD,
    one_of,
    pattern,
)

__all__ = ["SCALES", "TOXICITY", "by_formula", "grades_effect", "measured_by", "scored_by"]

SCALES = frozenset({"ordinal", "score"})  # types of what a value is read off
TOXICITY = "ctcae_grade"
_BY_SCALE = pattern("Word Word? Measured")

_WORDS = 12  # atoms of a method, at the most
_BRACKET = 12  # and of a bracket
_METHOD = one_of(WORD, MEASURED, DASH, OF, OR, SLASH, NOUN, NAMED, NUMBER, MOMENT, AFTER, AT)
_LEADS = one_of(WORD, AFTER, AT, FOR)
_OF_MANY = (None, "%")  # units that too many things have


def measured_by(sentence: Sentence, first: int, index: int, unit: str | None, known: bool) -> list[SubjectSpan]:
    """What was measured by the method that ends at the atom `index`, and has the unit; none where no method does.

    `known` says that what ends there is a measurement: it is no method behind `or`, and where it defines something.
    """
    place = index
    while place > first and index - place < _WORDS:
        place = _over_bracket(sentence, place, first)
        if place <= first or not _belongs(sentence, place) or _stands_alone(sentence, place, known or unit is None):
            return []
        near = known and sentence.codes[place] == AT and place == index - 1  # `pregnancy at gestational age`
        named = _named_before(sentence, place, first) if not near and _leads(sentence, place, unit) else -1
        if named >= 0 and _has_unit(sentence, named, unit):
            return coordinated(sentence, named, first)
        place -= 1
    return []


def by_formula(sentence: Sentence, first: int, found: SubjectSpan, unit: str | None) -> list[SubjectSpan]:
    """`eGFR (…) Modification of Diet in Renal Disease equation`: what a formula right behind its name is for."""
    place, last = sentence.place(found.start), sentence.place(found.end - 1)
    if not sentence.plays(last, "formula") or found.id is not None:
        return []
    named = _named_before(sentence, place, first)
    return coordinated(sentence, named, first) if named >= 0 and _has_unit(sentence, named, unit) else []


def _stands_alone(sentence: Sentence, place: int, known: bool) -> bool:
    """Whether a measurement behind this atom is one of its own: `renal function as defined by creatinine`."""
    if not known or sentence.codes[place] == OR:
        return known
    return low(sentence, place) in ("by", "on") and sentence.plays(place - 1, "defines")


def _over_bracket(sentence: Sentence, place: int, first: int) -> int:
    """The atom before the bracket that closes at a place, or the place where none does."""
    if sentence.codes[place] != CLOSE:
        return place
    opening = sentence.codes.rfind(OPEN, max(first, place - _BRACKET), place)
    return opening - 1 if opening >= 0 else first


def _belongs(sentence: Sentence, place: int) -> bool:
    """Whether an atom can be of a method: no word of another clause, no limit of its own."""
    code = sentence.codes[place]
    if code == FOR:
        return _leads_to_method(sentence, place)
    if code not in _METHOD:
        return False
    return code != WORD or not sentence.plays(place, "seam", "people")


def _leads(sentence: Sentence, place: int, unit: str | None) -> bool:
    """Whether a word leads to a method, or to the time or place of a measurement in a unit of its own."""
    if sentence.codes[place] not in _LEADS:
        return False
    timed = sentence.codes[place] == AFTER or (sentence.codes[place] == AT and unit not in _OF_MANY)
    return timed or _leads_to_method(sentence, place)


def _leads_to_method(sentence: Sentence, place: int) -> bool:
    """Whether the first word of an atom leads to a method: `by`, `during the`."""
    return low(sentence, place).split()[0] in sentence.lexicon.roles["method"]


def _named_before(sentence: Sentence, place: int, first: int) -> int:
    """The measurement right before a word, but for fillers, a bracket and a comma; -1 where there is none."""
    place -= 1
    while place > first and (
        sentence.codes[place] in (COMMA, CLOSE) or (sentence.codes[place] == WORD and sentence.plays(place, "filler"))
    ):
        before = _over_bracket(sentence, place, first)
        if sentence.codes[before] not in (MEASURED, WORD) and before != place:
            return -1
        place = before - (before == place)
    return place if place >= first and sentence.codes[place] == MEASURED else -1


def _has_unit(sentence: Sentence, place: int, unit: str | None) -> bool:
    known = sentence.measurement(sentence.atoms[place])
    return known is not None and (unit is None or unit in (known.unit, *known.units))


def scored_by(sentence: Sentence, place: int, after: int, left: Sequence[SubjectSpan]) -> list[SubjectSpan]:
    """`performance score of at least 80% by Karnofsky`: the scale by which what stands on the `left` is scored."""
    match = _BY_SCALE.match(sentence.codes, place, after)
    if match is None or not sentence.plays(place, "method"):
        return []
    scale = sentence.atoms[match.end() - 1]
    named = (each.id for each in left if each.id)
    if scale.key == TOXICITY or not all(_is_scale(sentence, key) for key in (scale.key, *named)):
        return []
    return [SubjectSpan(scale.start, scale.end, scale.key)]


def grades_effect(sentence: Sentence, place: int, left: Sequence[SubjectSpan]) -> bool:
    """`alopecia or grade ≤ 2 neuropathy`: whether an unwanted effect, and not its scale, stands behind a grade.

    None may stand before it, on the `left`.
    """
    if sentence.code(place) != MEASURED or sentence.atoms[place].key != TOXICITY:
        return False
    names = [sentence.of(sentence.atoms[place]), *(sentence.text[each.start : each.end] for each in left if each.id)]
    return [name for name in names if name.islower()] == names[:1]


def _is_scale(sentence: Sentence, key: str) -> bool:
    known = sentence.lexicon.measurements.get(key)
    return known is not None and known.type in SCALES
