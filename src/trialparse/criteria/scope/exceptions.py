"""Exceptions: the clauses of a criterion that say save for what a limit holds."""

from __future__ import annotations

import re

from trialparse.criteria.scope.conditions import lead_end
from trialparse.criteria.scope.frame import REACH, SENTENCE, Clause, Frame, Limit

__all__ = ["exceptions"]

_NO_EXCEPTION = re.compile(
    r"(?:unless|except) (?:otherwise |as )?(?:indicated|specified|stated|noted|described|otherwise)\b|exceptions?:",
    re.IGNORECASE,
)
# What a bracket says of the things that do not count.
_ALLOWED = re.compile(
    r"(?!not?\b|note\b)[^()]{2,200}?(?: (?:is|are|was|were|will be|may be|can be))?(?: also)? "
    r"(?:allowed|permitted|acceptable|accepted|allowable|permissible|excluded|excepted|exempt|exempted|not included"
    r"|not counted)(?: if [^()]{0,120})?\.?",
    re.IGNORECASE,
)
_EVENT = frozenset({"other than"})  # `any drug other than paracetamol within 48 hours`: it is part of the event
_VERBS = frozenset({"has", "have", "had", "is", "are", "was", "were", "who", "which", "that", "with", "free"})
_VERBAL = frozenset({"unless", "except if", "except when"})  # what follows is a clause with limits of its own


def exceptions(frame: Frame) -> list[Clause]:
    """The exceptions of a criterion."""
    found: list[Clause] = []
    for index, code in enumerate(frame.codes):
        if code == "e" and not any(clause.first <= index < clause.after for clause in found):
            found += _opened(frame, index)
    for opening in frame.closing:
        found += _allowed(frame, opening)
    return found


def _opened(frame: Frame, index: int) -> list[Clause]:
    """The clause that the opening word at `index` begins."""
    if _NO_EXCEPTION.match(frame.words(index)):
        return []
    first, after = frame.group(index)
    if frame.inner[index] >= 0 and index == first:
        return _bracket(frame, index, after)
    end = _end(frame, index, after)
    if index == first:
        end = lead_end(frame, index, after) or after
        return [Clause(index, end, end, after, SENTENCE)]
    before = frame.before(index, first)
    if before and (frame.word(index) not in _EVENT or frame.codes[index - 1] == "K"):
        return [Clause(index, end, frame.part_first(before[0], first), index)]
    if before or frame.word(index) in _EVENT | _VERBAL:
        return []
    following = _next(frame, index, end)
    if following is None or frame.inner[following[0]] != frame.inner[index] or _own_clause(frame, index, following[0]):
        return []
    return [Clause(index, following[0], following[0], frame.part_after(following, after))]


def _own_clause(frame: Frame, index: int, after: int) -> bool:
    """Whether a limit belongs to the excepted thing: `except cancer of which the patient is free for 5 years`."""
    return any(frame.codes[place] == "w" and frame.word(place) in _VERBS for place in range(index, after))


def _bracket(frame: Frame, index: int, end: int) -> list[Clause]:
    """An exception that begins a bracket: it belongs to the limit before, else to the one after."""
    opening = frame.inner[index]
    first, after = frame.group(opening)
    before = frame.before(opening, first)
    if before and not frame.parted(before[1] + 1, opening, frame.inner[opening]):
        return [Clause(index, end, frame.part_first(before[0], first), opening)]
    following = _next(frame, end, after) if frame.word(index) not in _EVENT else None
    return [Clause(index, end, end, frame.part_after(following, after))] if following else []


def _next(frame: Frame, index: int, after: int) -> Limit | None:
    """The next limit; a criteria set names a thing and has nothing to except."""
    limit = frame.next(index, after)
    while limit and frame.what[limit[0]] == "criteria_set":
        limit = frame.next(limit[1] + 1, after)
    return limit


def _end(frame: Frame, index: int, after: int) -> int:
    for place in range(index + 1, min(after, index + REACH)):
        if frame.codes[place] == ";" and frame.inner[place] == frame.inner[index]:
            return place
    return after


def _allowed(frame: Frame, opening: int) -> list[Clause]:
    """`(inhaled steroids are permitted)`: a bracket, or what follows its last semicolon, that says what is allowed."""
    closing = frame.closing[opening]
    first = frame.codes.rfind(";", opening, closing) + 1 or opening + 1
    if closing >= len(frame.codes) or not 2 <= closing - first <= REACH:
        return []
    if not _ALLOWED.fullmatch(" ".join(frame.sentence.text[frame.starts[first] : frame.starts[closing]].split())):
        return []
    group = frame.group(opening)
    before = frame.before(opening, group[0])
    return [Clause(first, closing, frame.part_first(before[0], group[0]), opening)] if before else []
