"""Which cues of a criterion reach which of its things: ConText's method, with breaks instead of a window of words.

Things, cues and breaks stand in one line. A cue goes along it, ahead or behind, up to the first break that is too
strong for it or to another cue of its kind. A bracket is passed by from outside, and left by nothing inside of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from trialparse.criteria.presence.cues import BREAK, CLOSE, OPEN, Hit, Reach, cues
from trialparse.criteria.presence.words import Words

__all__ = ["ASIDES", "CLAUSE_OF", "PERIODS", "TREATMENTS", "Event", "Fact", "walked"]

Fact = tuple[int, int, str]  # first word, word after, category

PERIODS = frozenset({"past", "present", "future", "window", "unset"})
_CLAUSES = frozenset({"condition", "exception"})
ASIDES = frozenset({"aside", "purpose", "besides"})
_REPEATED = frozenset({"past", "sure"})  # what several words may say of the same thing
_BRACKETS = frozenset({OPEN, CLOSE})
CLAUSE_OF = {"condition": "condition", "exception": "exception", "besides": "exception"}  # what opens which clause
_ENDED_BY_CLAUSES = frozenset({"negated", "hypothetical"}) | ASIDES
TREATMENTS = frozenset({"drug", "procedure", "device", "immunization"})  # what is done for somebody
_FAR = {Reach.NEXT: 0, Reach.TOUCH: 5}  # words between a cue and the one thing that it touches, at the most
_NEAR = 10_000  # between others
_ALL = 4_000  # things that the cues of a criterion reach together, if each reaches no more than its share
_SHARE = 40  # which is never less than this
_BY = 4  # breaks and cues that one goes by for each thing that it may reach
_FIRST = attrgetter("first")


@dataclass(slots=True, eq=False)
class Event:
    """What stands in a criterion at some words: a thing, a cue or a break."""

    first: int
    after: int
    hit: Hit | None = None  # None for a thing
    level: Reach | None = None  # of a break
    category: str = ""  # of a thing
    says: str = ""  # what a cue or break says; a thing says nothing
    reached: list[Hit] = field(default_factory=list)  # the cues that reach a thing


def walked(words: Words, first: int, after: int, facts: Sequence[Fact], text: str) -> tuple[list[Event], list[Event]]:
    """The things of a criterion, each with the cues that reach it, and all that stands in the criterion."""
    things = [Event(begin, end, category=category) for begin, end, category in facts]
    hits = _hits(words, first, after, facts)
    if not any(hit.cue.tells for hit in hits):
        return things, things
    told = [Event(*hit[1:], hit, hit.cue.level, says=hit.cue.says) for hit in hits if _stands(words, after, text, hit)]
    events = sorted([*things, *told], key=_FIRST)
    _close_lists(events)
    telling = [place for place, event in enumerate(events) if event.hit is not None and event.hit.cue.tells]
    most = max(_SHARE, _ALL // max(len(telling), 1))
    # What a window tells depends on the asides.
    for place in sorted(telling, key=lambda place: events[place].says not in ASIDES):
        _reach(words, events, place, most)
    return things, events


def _hits(words: Words, first: int, after: int, facts: Sequence[Fact]) -> list[Hit]:
    """The cues of a criterion, which take no words of its things other than verbs, nor what ties these to others."""
    tied = {end for begin, end, _ in facts if _is_verb(words, begin, end)}
    taken = {word for begin, end, _ in facts if end not in tied for word in range(begin, end)}
    return [hit for hit in cues().find(words.lower, first, after, taken) if hit.first not in tied]


def _is_verb(words: Words, begin: int, end: int) -> bool:
    """Whether a thing is only what is done with the one behind it: `treated` with rituximab."""
    lower = words.lower
    return end == begin + 1 and lower[begin] in cues().verbs and lower[end] in cues().ties


def _stands(words: Words, after: int, text: str, hit: Hit) -> bool:
    """Whether a hit is what it looks like: not so a full stop that ends no sentence."""
    cue, at, _ = hit
    if cue.level != Reach.ITEM or at + 1 >= after:
        return True
    following = words.starts[at + 1]
    return following > words.ends[at] and not text[following].islower()


def _reach(words: Words, events: Sequence[Event], place: int, most: int) -> None:
    """Lets the cue at a place tell things of themselves, on either side not more than `most`."""
    hit = events[place].hit
    if hit is None:
        return
    window = hit.cue.says == "window"
    told: list[Event] = []
    if hit.cue.behind is not None:
        told += _told(words, events, range(place - 1, -1, -1)[: most * _BY], hit, hit.cue.behind, most)
    if hit.cue.ahead is not None and not (window and told):
        told += _told(words, events, range(place + 1, len(events))[: most * _BY], hit, hit.cue.ahead, most)
    for thing in _in_window(words, hit, told) if window else told:
        thing.reached.append(hit)


@dataclass(slots=True)
class _Brackets:
    """The brackets that a cue goes through: how many are open, and from which on it reaches nothing."""

    depth: int = 0
    hold: int = 0

    def passes(self, *, opens: bool, close: bool, first: bool) -> bool:
        """Whether a cue goes on over a bracket: what it reaches is `close` by, and `first` says that it met nothing."""
        self.depth += 1 if opens else -1
        if self.depth < 0:
            self.depth = 0  # all of the bracket up to here is the cue: `stroke (within 6 months)`
            return first
        if self.depth < self.hold:
            self.hold = 0
        elif opens and close and not self.hold:
            self.hold = self.depth
        return True


def _told(words: Words, events: Sequence[Event], places: range, hit: Hit, reach: Reach, most: int) -> list[Event]:
    """The things from a cue to the first break that is too strong or to another cue of its kind."""
    told: list[Event] = []
    opening = OPEN if places.step > 0 else CLOSE
    brackets = _Brackets()
    for place in places:
        event = events[place]
        if event.hit is None:
            if brackets.hold:
                continue
            if max(event.first - hit.after, hit.first - event.after) > _FAR.get(reach, _NEAR):
                break
            told.append(event)
            if reach <= Reach.TOUCH or len(told) == most:
                break
        elif event.says in _BRACKETS:
            first = not told and _touches(hit, event)
            if not brackets.passes(opens=event.says == opening, close=reach <= Reach.JOINT, first=first):
                break
        elif not brackets.hold and _stops(hit, reach, event, bool(told)):
            if _goes_on(words, events, place, hit, told):
                continue
            if not brackets.depth:
                break
            brackets.hold = brackets.depth
    return told


def _stops(hit: Hit, reach: Reach, event: Event, met: bool) -> bool:
    """Whether a cue reaches no further than another one or a break; `met` says that it has reached something."""
    cue, other = hit.cue, event.says
    if event.level is not None:
        named = event.hit is not None and event.hit.cue.key in cue.over
        return not named and _breaks(hit, reach, event, event.level, met)
    if _agrees(hit, event):
        return False
    if cue.says == "past" and other == "besides" and event.first < hit.first:  # `gout, save gout in childhood`
        return True
    if cue.says in PERIODS:
        return other in PERIODS or other in _CLAUSES or (other == "aside" and cue.says == "window")
    return other == cue.says or (other in _CLAUSES and cue.says in _ENDED_BY_CLAUSES)


def _agrees(hit: Hit, event: Event) -> bool:
    """Whether another cue does not stop one, whatever it says."""
    says, other = hit.cue.says, event.says
    if event.first == hit.first:  # the same words say something else of other things
        return True
    if says in _REPEATED and other == says:  # `history of prior surgery`
        return True
    return says == "past" and other == "present" and event.first == hit.after  # `history of active tuberculosis`


def _breaks(hit: Hit, reach: Reach, event: Event, level: Reach, met: bool) -> bool:
    """Whether a break is too strong for a cue; most are weak before the first thing: `no patients who have asthma`."""
    if met or level >= Reach.SENTENCE:
        return level > reach
    if Reach.JOINT <= reach <= Reach.SERIES and _touches(hit, event):  # `active, serious infection`
        return level > Reach.LIST
    if reach == Reach.SERIES:
        return level >= reach
    return level > reach and reach < Reach.SERIES


def _touches(hit: Hit, event: Event) -> bool:
    return event.first == hit.after or event.after == hit.first


def _goes_on(words: Words, events: Sequence[Event], place: int, hit: Hit, told: Sequence[Event]) -> bool:
    """Whether a time is of what stands before a bare comma, too: of treatments of one kind, `aspirin, heparin`."""
    if hit.cue.says != "window" or not told or told[-1].category not in TREATMENTS:
        return False
    before = place - 1
    while before >= 0 and events[before].hit is not None and events[before].level is None:
        before -= 1
    comma = words.lower[events[place].first] == ","
    return comma and before >= 0 and events[before].category == told[-1].category


def _in_window(words: Words, hit: Hit, told: Sequence[Event]) -> Sequence[Event]:
    """What a time is of: not what something is for, where that is there too: `surgery for cancer within a year`."""
    besides = [event for event in told if not any(hit.cue.says == "besides" for hit in event.reached)]
    if len(besides) < len(told) and words.lower[hit.first - 1] in cues().done:
        return ()
    plain = [event for event in besides if not any(hit.cue.says == "purpose" for hit in event.reached)]
    return plain or besides


def _close_lists(events: Sequence[Event]) -> None:
    """A comma stands in a series where an `or` or `and` closes it, else it is bare."""
    closed = [False]
    for event in reversed(events):
        said = event.says
        if said == CLOSE:
            closed.append(False)
        elif said == OPEN:
            if len(closed) > 1:
                closed.pop()
        elif said == BREAK and event.level == Reach.SERIES:
            if not closed[-1]:
                event.level = Reach.LIST
        elif said == BREAK:
            closed[-1] = event.level == Reach.JOINT
