"""Limits of which nothing is asked: `need not be above 30`, `above 30 is not required`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import FREE, NOT, pattern

if TYPE_CHECKING:
    from trialparse.criteria.kinds.drafts import Draft

__all__ = ["asked"]

_LEADS = pattern("Free [^ Number Stop Point Colon Comma Open Close Or And]{0,6}")
_REACH = 7  # atoms
# What the study will have or take: `up to 40 patients will be enrolled`, `no more than 450 mL of blood will be drawn`.
_TAKEN = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:(?:patients|participants|subjects|volunteers|individuals)\s+(?:will|are\s+to)\s+be\s+"
    r"(?:enrol\w+|recruited|randomi[sz]ed)|of\s+blood\s+(?:will\s+be|is|are)\s+(?:drawn|taken|collected))\b",
    re.IGNORECASE,
)
# `If potassium exceeds 5.5 mmol/L, the sample is redrawn`: when the study does something.
_OPENS = re.compile(r"\W*(?:if|when(?:ever)?|should|in\s+case(?:\s+of)?)\b", re.IGNORECASE)
_PROCEEDS = re.compile(
    r"[^.;:\n]{0,40}?,\s*(?:then\s+)?(?:\w+[ -]){1,5}?(?:will|should|may|can|is|are)\s+(?:be\s+)?(?:\w+ly\s+)?"
    r"(?:repeated|redrawn|re-?tested|re-?measured|measured|performed|done|taken|collected|obtained|confirmed|recorded"
    r"|reduced|stopped|held|interrupted|discontinued|adjusted|notified|informed)\b",
    re.IGNORECASE,
)
# `no need for ALT to be > 30`; `no need for oxygen > 2 L/min` denies
_NO_NEED = re.compile(r"\bno\s+(?:need|requirement|obligation|necessity)\s+for\b.{1,40}\bto\s+be$", re.IGNORECASE)


def asked(sentence: Sentence, drafts: Iterable[Draft]) -> list[Draft]:
    """The constraints that must hold: all but those named as none."""
    return [draft for draft in drafts if not _is_freed(sentence, draft.first, draft.last)]


def _is_freed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a limit from the atom `first` to the atom `last` need not hold."""
    begin, _ = sentence.bounds(first)
    if _OPENS.match(sentence.text, sentence.atoms[begin].start) and _PROCEEDS.match(
        sentence.text, sentence.atoms[last].end
    ):
        return True
    if _TAKEN.match(sentence.text, sentence.atoms[last].end):
        return True
    behind = sentence.atoms[last + 1] if last + 1 < len(sentence.atoms) else None
    if behind is not None and behind.code == NOT and behind.key == "needless":
        return True
    opens = sentence.codes.rfind(FREE, max(0, first - _REACH), first)
    if opens >= 0 and _LEADS.fullmatch(sentence.codes, opens, first) is not None:
        return True
    if not first or not sentence.of(sentence.atoms[first - 1]).lower().endswith("be"):
        return False  # most limits have no such words before them
    return _NO_NEED.search(sentence.words(max(0, first - _REACH), first)) is not None
