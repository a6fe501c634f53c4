"""The clauses of a criterion that bind some of its things: conditions and exceptions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from trialparse.criteria.presence.cues import BREAK, CLOSE, OPEN, Reach
from trialparse.criteria.presence.reaching import CLAUSES, Event, says
from trialparse.criteria.presence.words import Words

__all__ = ["Clause", "clause_of", "clauses"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, which has the words [first, after) and binds things from the word `start` up to `stop`."""

    first: int
    after: int
    start: int
    stop: int


_FIRST = attrgetter("first")
_COMMAS = frozenset({",", ":"})  # that end a clause before what it binds


def clauses(words: Words, first: int, after: int, events: Sequence[Event]) -> dict[str, list[Clause]]:
    """The clauses of a criterion by their kinds, in their order."""
    found: dict[str, list[Clause]] = {}
    start, leads = first, True  # where the sentence begins, and whether no thing and no break stands in it so far
    for place, event in enumerate(events):
        kind = says(event)
        if kind in CLAUSES:
            found.setdefault(kind, []).append(_clause(words, after, events, place, start, leads))
        elif event.level is not None and event.level >= Reach.SENTENCE:
            start, leads = event.after, True
        elif event.hit is None or kind == BREAK:
            leads = False
    return found


def clause_of(found: Sequence[Clause], event: Event) -> Clause | None:
    """The clause that binds a thing and does not hold it: the next one behind it, else the last before it."""
    behind = bisect_right(found, event.first, key=_FIRST)
    if behind < len(found) and found[behind].start <= event.first:
        return found[behind]
    if behind and found[behind - 1].after <= event.first < found[behind - 1].stop:
        return found[behind - 1]
    return None


def _clause(words: Words, after: int, events: Sequence[Event], place: int, start: int, leads: bool) -> Clause:
    event = events[place]
    condition = says(event) == "condition"
    end, stop = _ends(words, after, events, place, to_comma=leads and condition)
    # An exception is one of what stands before it; a condition binds all of its sentence.
    return Clause(event.first, end, start, stop if condition else event.first)


def _ends(words: Words, after: int, events: Sequence[Event], place: int, *, to_comma: bool) -> tuple[int, int]:
    """Where a clause ends, and where its sentence does.

    A clause ends with its bracket, at a break that is too strong or, before what it binds, at its comma.
    """
    kind = says(events[place])
    end: int | None = None
    depth = 0
    for at in range(place + 1, len(events)):
        event = events[at]
        said = says(event)
        depth += (said == OPEN) - (said == CLOSE)
        if event.level == Reach.ITEM or said == kind:
            return end or event.first, event.first
        if end is None and (depth < 0 or (not depth and _is_end(words, events[place], event, to_comma))):
            end = event.first
    return end or after, after


def _is_end(words: Words, own: Event, event: Event, to_comma: bool) -> bool:
    """Whether a break is too strong for a clause, or the comma before what it binds."""
    if event.level is None:
        return False
    reach = (own.hit and own.hit.cue.ahead) or Reach.LIST
    return event.level > reach or (to_comma and words.lower[event.first] in _COMMAS)
