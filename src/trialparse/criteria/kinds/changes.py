"""Changes: which limits are of how much their subject rose or fell, not of its level.

`A rise in creatinine of 0.3 mg/dL`, `LVEF reduced by 10%` and `a 20% decrease in pain` are changes; `raised CRP > 10`,
`temperature rising to 38.5 °C` and `an increase in ALT > 3 x ULN` are levels. Words with a role in the lexicon say so,
by where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from trialparse.criteria.phrases.nouns import SubjectSpan, following, low
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import OF, STOP, TO, WORD
from trialparse.lexicon.loader import Lexicon

__all__ = ["change", "changed"]

Change = Literal["increase", "decrease", "change"]
_ROLES: tuple[tuple[str, Change], ...] = (("rise", "increase"), ("fall", "decrease"), ("shift", "change"))
_TELLING = (*(role for role, _ in _ROLES), "lost", "improvement", "worsening")
_LEVELS = frozenset({"ULN", "LLN", "predicted"})
_PLACED = ("above", "over", "below", "under")  # comparators of a level that is passed
_LINKS = frozenset({"in", "of", "from"})
_CHANGES_IN = frozenset({"in", "from"})  # behind a word that is a change, and not what a number counts
_REACH = 20  # atoms from a subject to its limit
_SAID = 40  # characters behind `loss` in which the weight is named
_BEFORE = 4  # atoms before a subject in which a change of it is named
_BEHIND = 3  # atoms behind a limit in which what it changes is named


def change(sentence: Sentence, quantity: Quantity, found: Sequence[SubjectSpan]) -> Change | None:
    """What change of its subjects a limit is of, None where it is of their level."""
    if not found or quantity.reference in _LEVELS or _is_reached(sentence, quantity):
        return None
    first, after = sentence.bounds(quantity.first)
    subject = found[0]
    if subject.start > quantity.end:
        behind = range(quantity.last + 1, min(after, quantity.last + 1 + _BEHIND))
        return _named(sentence, [index for index in behind if not _is_counted(sentence, quantity, index)], subject)
    begin = sentence.begins(subject.start)
    if quantity.first - begin > _REACH or STOP in sentence.codes[begin : quantity.first]:
        return None
    opened = begin + (sentence.code(begin) == WORD and sentence.plays(begin, "raised"))
    return (
        _named(sentence, range(opened, quantity.first), subject)
        or _of_subject(sentence, first, begin, quantity, subject)
        or _right_behind(sentence, quantity, subject)
    )


def _is_reached(sentence: Sentence, quantity: Quantity) -> bool:
    """`rising to 38.5 °C`: the level that a change ends at."""
    index = quantity.first - 1
    return index >= 0 and (sentence.codes[index] == TO or low(sentence, index) == "to")


def _is_counted(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """`two or more falls`, `1 drop of blood`: whether a number counts what an atom behind it names."""
    counts = quantity.reference is None and (quantity.unit is None or quantity.unit.startswith("/"))
    if not counts or quantity.value is None or quantity.value != int(quantity.value):
        return False
    changes_in = index + 1 < len(sentence.atoms) and low(sentence, index + 1).split()[0] in _CHANGES_IN
    plural = low(sentence, index).endswith("s")
    return plural or not changes_in


def _of_subject(sentence: Sentence, first: int, begin: int, quantity: Quantity, subject: SubjectSpan) -> Change | None:
    """`A fall in hemoglobin of at least 2 g/dL`: a change named before its subject; one to below a level is none."""
    if sentence.text[quantity.start : quantity.end].lower().startswith(_PLACED):
        return None
    before = range(max(first, begin - _BEFORE), begin)
    linked = any(sentence.codes[index] == OF or low(sentence, index) in _LINKS for index in before)
    return _named(sentence, before, subject) if linked else None


def _right_behind(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> Change | None:
    """`FEV1 with a ≥ 12% increase`."""
    index = quantity.last + 1
    if sentence.code(index) != WORD or sentence.plays(index, "raised") or _is_counted(sentence, quantity, index):
        return None
    return _named(sentence, range(index, index + 1), subject)


def _named(sentence: Sentence, indexes: Sequence[int], subject: SubjectSpan) -> Change | None:
    """The change that the first word with a role among some atoms names."""
    return next((said for index in indexes if (said := _said(sentence, index, subject)) is not None), None)


def _said(sentence: Sentence, index: int, subject: SubjectSpan) -> Change | None:
    words = sentence.of(sentence.atoms[index]).lower().split()
    roles = sentence.lexicon.roles
    if _telling(sentence.lexicon).isdisjoint(words):
        return None
    for role, said in _ROLES:
        if not roles[role].isdisjoint(words):
            return said
    if not roles["lost"].isdisjoint(words):
        return _of_weight(sentence, words, subject)
    known = sentence.lexicon.measurements.get(subject.id or "")
    if not roles["improvement"].isdisjoint(words):
        return "decrease" if known is not None and known.direction == "worse" else "increase"
    if not roles["worsening"].isdisjoint(words):
        return "increase" if known is not None and known.direction == "worse" else "decrease"
    return None


@lru_cache(maxsize=8)
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """All words that can tell of a change: few words are among them."""
    return frozenset().union(*(lexicon.roles[role] for role in _TELLING))


def _of_weight(sentence: Sentence, words: Sequence[str], subject: SubjectSpan) -> Change | None:
    """`weight loss`, and neither `blood loss` nor `hearing loss`."""
    behind = sentence.text[subject.end : min(sentence.end, subject.end + _SAID)]
    named = {*words, *f"{sentence.text[subject.start : subject.end]} {behind}".lower().split()}
    if "weight" not in named:
        return None
    return "increase" if any(word.startswith("gain") for word in words) else "decrease"


def changed(sentence: Sentence, quantity: Quantity, after: int) -> SubjectSpan | None:
    """What a change behind its number is of: `a 20% reduction in tender joints`."""
    for index in range(quantity.last + 1, min(after, quantity.last + _BEHIND)):
        if sentence.codes[index] != WORD or _is_counted(sentence, quantity, index):
            return None
        words = sentence.of(sentence.atoms[index]).lower()
        if any(words in sentence.lexicon.roles[role] for role in ("rise", "fall", "shift", "improvement", "worsening")):
            linked = index + 1 < after and (sentence.codes[index + 1] == OF or low(sentence, index + 1) in _LINKS)
            return following(sentence, index + 2, after) if linked else None
    return None
