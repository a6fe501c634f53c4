"""The clauses of a criterion that bind some of its things: conditions and exceptions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from trialparse.criteria.presence.cues import BREAK, CLOSE, OPEN, Reach
from trialparse.criteria.presence.reaching import CLAUSE_OF, Event
from trialparse.criteria.presence.words import Words

__all__ = ["Clause", "clause_of", "clauses", "kind_with"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, which has the words [first, after) and binds things from the word `start` up to `stop`."""

    first: int
    after: int
    start: int
    stop: int


_FIRST = attrgetter("first")
_COMMAS = frozenset({",", ":"})  # that end a clause before what it binds
_MOST = 40  # of what stands before an exception that it goes by to the thing that it is one of


def clauses(words: Words, first: int, after: int, events: Sequence[Event]) -> dict[str, list[Clause]]:
    """The clauses of a criterion by their kinds, in their order."""
    found: dict[str, list[Clause]] = {}
    start, leads = first, True  # where the sentence begins, and whether no thing and no break stands in it so far
    before = first  # where the one before it does
    for place, event in enumerate(events):
        kind = event.says
        if kind in CLAUSE_OF:
            head = before if _is_label(words, event) and event.first == start else start
            found.setdefault(CLAUSE_OF[kind], []).append(_clause(words, after, events, place, head, leads))
        elif event.level is not None and event.level >= Reach.SENTENCE:
            before, start, leads = start, event.after, True
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


def kind_with(found: Mapping[str, Sequence[Clause]], event: Event) -> str | None:
    """The kind of the clause that holds a thing."""
    for kind, told in found.items():
        behind = bisect_right(told, event.first, key=_FIRST)
        if behind and event.first < told[behind - 1].after:
            return kind
    return None


def _clause(words: Words, after: int, events: Sequence[Event], place: int, start: int, leads: bool) -> Clause:
    event = events[place]
    condition = event.says == "condition"
    binds_all = condition or event.first == start
    end, stop = _ends(words, after, events, place, to_comma=binds_all and leads and not _is_label(words, event))
    # An exception is one of what stands before it, of all where it leads; a condition binds all of its sentence.
    if event.says == "besides" and not binds_all:
        start = _head(words, events, place, start)
    return Clause(_behind_comma(words, event), end, start, stop if binds_all else event.first)


def _is_label(words: Words, event: Event) -> bool:
    """Whether a cue ends with a colon, as what stands behind a list does: `Cancer. Exceptions: melanoma, seminoma`."""
    return words.lower[event.after - 1] == ":"


def _behind_comma(words: Words, event: Event) -> int:
    return event.first + (words.lower[event.first] == ",")


def _head(words: Words, events: Sequence[Event], place: int, start: int) -> int:
    """Where begins what an exception is one of: the thing that it stands behind, or a list that its comma closes."""
    own = events[place]
    all_of_list = words.lower[own.first] == ","
    if all_of_list and own.hit and own.hit.cue.ahead == Reach.LIST:
        return start
    depth, head = 0, own.first
    for event in reversed(events[max(0, place - _MOST) : place]):
        said = event.says
        depth += (said == CLOSE) - (said == OPEN)
        if event.first < start or (depth <= 0 and _parts(words, event, closed=all_of_list and head < own.first)):
            break
        if event.hit is None and depth <= 0:
            head = event.first
            if not all_of_list:
                break
    return head


def _parts(words: Words, event: Event, *, closed: bool) -> bool:
    """Whether a break parts things, as no preposition does, nor what joins those of a `closed` list."""
    if event.level is None:
        return False
    return words.lower[event.first] in _COMMAS if event.level > Reach.SERIES else not closed


def _ends(words: Words, after: int, events: Sequence[Event], place: int, *, to_comma: bool) -> tuple[int, int]:
    """Where a clause ends, and where its sentence does.

    A clause ends with its bracket, at a break that is too strong or, before what it binds, at its comma.
    """
    own = events[place]
    kind = CLAUSE_OF[own.says]
    end: int | None = None
    dated: int | None = None
    depth, is_inside = 0, own.says != "besides" or _is_inside(events, place)
    for at in range(place + 1, len(events)):
        event = events[at]
        if _is_marker(event, depth, is_inside=is_inside):
            continue
        depth += (event.says == OPEN) - (event.says == CLOSE)
        if event.level == Reach.ITEM or CLAUSE_OF.get(event.says) == kind:
            after = event.first
            break
        if end is None and (depth < 0 or (not depth and _ends_clause(words, own, events, at, to_comma=to_comma))):
            end = event.first
        elif end is None and not depth:
            dated = _dated(words, own, event, dated)
    return dated or end or after, after


def _is_marker(event: Event, depth: int, *, is_inside: bool) -> bool:
    """Whether what closes a bracket closes none: `except a) melanoma b) seminoma`."""
    return event.says == CLOSE and not depth and not is_inside


def _ends_clause(words: Words, own: Event, events: Sequence[Event], at: int, *, to_comma: bool) -> bool:
    return _is_end(words, own, events[at], to_comma) or _closes(words, own, events, at)


def _is_inside(events: Sequence[Event], place: int) -> bool:
    """Whether a bracket stands open at a place."""
    closed = 0
    for event in reversed(events[max(0, place - _MOST) : place]):
        closed += (event.says == CLOSE) - (event.says == OPEN)
        if closed < 0:
            return True
    return False


def _dated(words: Words, own: Event, event: Event, dated: int | None) -> int | None:
    """Where, with nothing behind it, a time begins that is of what an exception is one of, not of the exception."""
    if event.says == "window" and own.says == "besides":
        return dated or event.first - (words.lower[event.first - 1] == ",")
    return dated if event.hit else None


def _closes(words: Words, own: Event, events: Sequence[Event], at: int) -> bool:
    """Whether a bare comma ends an exception: no other thing stands behind it."""
    bare = own.says == "besides" and events[at].level == Reach.LIST and words.lower[events[at].first] == ","
    return bare and at + 1 < len(events) and events[at + 1].hit is not None


def _is_end(words: Words, own: Event, event: Event, to_comma: bool) -> bool:
    """Whether a break is too strong for a clause, or the comma before what it binds."""
    if event.level is None:
        return False
    reach = Reach.SENTENCE if _is_label(words, own) else (own.hit and own.hit.cue.ahead) or Reach.LIST
    return event.level > reach or (to_comma and words.lower[event.first] in _COMMAS)
