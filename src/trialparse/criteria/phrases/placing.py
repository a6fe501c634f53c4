"""Where a time lies: on which side of which anchor, as the words on its right say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.ranges import RANGES
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import PLAIN_DAY
from trialparse.lexicon.alphabet import AFTER, AGO, BEFORE, FROM, OF, OPEN, TO, WORD, one_of, pattern

__all__ = ["AnchorSpan", "Direction", "place"]

Direction = Literal["before", "after", "for"]


@dataclass(frozen=True, slots=True)
class AnchorSpan:
    """Where an anchor stands, and which it is."""

    key: str
    start: int
    end: int


# What may stand between a time and its preposition: a bracket, `whichever is longer`, a second time, `period`,
# `of steroids`.
_SKIP = (
    "(?: Open [^ Open Close]{0,14} Close | Comma | Whichever | [Or And] Comparator? [Of Word]? Number | [Word Times]"
    "| Of [Word Measured Noun]{1,5} (?= Before))"
)
_RIGHT = pattern(
    f"{_SKIP}{{0,3}}? (?P<side>[Before After Ago Of To From])"
    "(?: (?P<words>[Before Of Word Noun At For Open And Or Not Past Ago]{0,5}?) (?P<anchor> Moment))?"
)
_PART_OF_ANCHOR = one_of(OPEN, BEFORE)
_LEADING = one_of(OF, TO)  # say a side only where they lead to an anchor
_WITHIN_OF = one_of(OF, FROM)
_SIDES: dict[str, Direction] = {
    BEFORE: "before", AGO: "before", OF: "before", AFTER: "after", TO: "before", FROM: "before",
}  # fmt: skip


def _anchor_after(sentence: Sentence, match: re.Match[str]) -> AnchorSpan | None:
    """The anchor a preposition leads to."""
    if match["anchor"]:
        atom = sentence.atoms[match.start("anchor")]
        return AnchorSpan(atom.key, atom.start, atom.end) if _leads_to(sentence, match) else None
    side = sentence.atoms[match.start("side")]
    found = PLAIN_DAY.match(sentence.text, side.end + 1, sentence.end)
    return AnchorSpan("OTHER", found.start(), found.end()) if found else None


def _leads_to(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words between preposition and anchor belong to the anchor."""
    between = range(match.start("side") + 1, match.start("anchor"))
    return all(sentence.codes[index] in _PART_OF_ANCHOR or sentence.plays(index, "approach") for index in between)


def _match_right(sentence: Sentence, last: int, after: int) -> re.Match[str] | None:
    """The preposition on the right of a time, with nothing of weight between."""
    match = _RIGHT.match(sentence.codes, last + 1, after)
    if match is None:
        return None
    between = range(last + 1, match.start("side"))
    heavy = any(sentence.codes[index] == WORD and not sentence.plays(index, "idle") for index in between)
    in_bracket = OPEN in sentence.codes[last + 1 : match.start("side")]
    return None if heavy and not in_bracket and sentence.code(last + 1) != OF else match


def place(sentence: Sentence, quantity: Quantity, after: int) -> tuple[Direction | None, AnchorSpan | None]:
    """The direction and the anchor that the words right of a time give."""
    right = _match_right(sentence, quantity.last, after)
    if right is None:
        return None, None
    side = right["side"]
    word = sentence.of(sentence.atoms[right.start("side")]).lower()
    anchor = _anchor_after(sentence, right)
    if anchor is None and (side in _LEADING or (side == FROM and quantity.production in RANGES)):
        return None, None
    if side == AFTER and word.startswith(("since", "from")):
        return "before", anchor
    if anchor is not None and side in _WITHIN_OF and anchor.key in sentence.lexicon.anchors_for("past"):
        return "after", anchor
    return _SIDES[side], anchor
