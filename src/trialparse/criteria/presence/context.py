"""What the words around the things of a criterion say of them: whether they are there, when, whose, on what terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from trialparse.criteria.presence.clauses import Clause, clause_of, clauses
from trialparse.criteria.presence.cues import Cue, Hit, cues
from trialparse.criteria.presence.modifiers import modifiers
from trialparse.criteria.presence.reaching import ASIDES, PERIODS, Event, Fact, walked
from trialparse.criteria.presence.words import Words
from trialparse.criteria.presence.words import words as words_of

__all__ = ["Said", "said_below", "said_of"]

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a thing; each statement has the characters of the words that make it.

    `wide` are the characters of the thing with the modifiers that touch it, `cues` those of all words that say this.
    """

    wide: Place
    negated: bool = False
    negated_by: Place | None = None
    period: str | None = None
    period_by: Place | None = None
    experiencer: str | None = None
    experiencer_by: Place | None = None
    condition: Place | None = None
    exception: Place | None = None
    hypothetical: bool = False
    cues: tuple[Place, ...] = ()


_RANK = {"unset": 4, "future": 3, "window": 2, "past": 1, "present": 0}  # which period counts, of several
_NAMED = {"window": "past", "unset": None}  # what it is called
_FIRST = attrgetter("first")


def said_of(words: Words, first: int, after: int, facts: Sequence[Fact], text: str) -> list[Said]:
    """What is said of each of the `facts` of a criterion, which has the words [first, after).

    >>> from trialparse.criteria.presence.words import words
    >>> over, [(first, after)] = words("No asthma", (0, 9))
    >>> [each.negated for each in said_of(over, first, after, [(first + 1, after, "condition")], "No asthma")]
    [True]
    """
    if not facts:
        return []
    things, events = walked(words, first, after, facts, text)
    found = clauses(words, first, after, events)
    ends = [first, *(event.after for event in things)]
    starts = [*(event.first for event in things[1:]), after]
    return [
        _said(words, event, found, (before, behind))
        for event, before, behind in zip(things, ends[:-1], starts, strict=True)
    ]


def said_below(text: str, start: int, end: int) -> Said:
    """What a lead-in says of each thing that stands under it: `History of any of the following:`.

    >>> said_below("History of:", 0, 11).period
    'past'
    """
    over, [(first, after)] = words_of(text, (start, end))
    return said_of(over, first, after + 1, [(after, after + 1, "condition")], text)[0]


def _said(words: Words, event: Event, found: Mapping[str, Sequence[Clause]], room: Place) -> Said:
    """What is said of a thing, whose modifiers stand within `room`."""
    wide = _place(words, *modifiers().around(words.lower, event.first, event.after, room))
    inside = _inside(words, event)
    if not (event.reached or found or inside):
        return Said(wide)
    hits = sorted(event.reached, key=_FIRST)
    own = _own(event, hits)
    negated, supposed = _last(own, "negated"), _last(own, "hypothetical")
    period = _period(words, event, own)
    whose = _last(hits, "experiencer") or inside
    used = {_place(words, hit.first, hit.after) for hit in (*own, *([whose] if whose else [])) if _tells(hit)}
    return Said(
        wide=wide,
        negated=negated is not None,
        negated_by=_by(words, negated),
        period=_NAMED.get(period.cue.says, period.cue.says) if period else None,
        period_by=_by(words, period),
        experiencer=whose.cue.key if whose else None,
        experiencer_by=_by(words, whose),
        condition=_bound(words, clause_of(found.get("condition", ()), event)),
        exception=_bound(words, clause_of(found.get("exception", ()), event)),
        hypothetical=supposed is not None,
        cues=tuple(sorted(used)),
    )


def _own(event: Event, hits: Sequence[Hit]) -> list[Hit]:
    """The cues that say something of a thing itself: none from before the aside in which it stands."""
    asides = [hit.first for hit in hits if hit.cue.says in ASIDES and event.category not in hit.cue.categories]
    begin = asides[-1] if asides else -1
    return [hit for hit in hits if hit.first >= begin]


def _period(words: Words, event: Event, own: Sequence[Hit]) -> Hit | None:
    """The cue that says when a thing is: of several the one of the highest rank, then the nearest.

    A time says of a test only how old its result may be.
    """
    tested = words.lower[event.after - 1] in cues().tests
    dated = [hit for hit in own if _dates(hit, event.category) and not (tested and hit.cue.says == "window")]
    return max(dated, key=lambda hit: (_RANK[hit.cue.says], -abs(hit.first - event.first)), default=None)


def _inside(words: Words, event: Event) -> Hit | None:
    """The word of a thing itself that says whose it is: `sibling donor`."""
    inside = cues().inside
    for at in range(event.first, event.after):
        if words.lower[at] in inside:
            return Hit(Cue("experiencer", inside[words.lower[at]]), at, at + 1)
    return None


def _dates(hit: Hit, category: str) -> bool:
    """Whether a cue says when a thing of a category is."""
    return hit.cue.says in PERIODS and (not hit.cue.categories or category in hit.cue.categories)


def _tells(hit: Hit) -> bool:
    """Whether a cue is a word of what is said of a thing: also what it is due to, or what is done for it."""
    return hit.cue.says not in ("none", "besides")


def _last(hits: Sequence[Hit], kind: str) -> Hit | None:
    return next((hit for hit in reversed(hits) if hit.cue.says == kind), None)


def _bound(words: Words, clause: Clause | None) -> Place | None:
    return None if clause is None else _place(words, clause.first, clause.after)


def _by(words: Words, hit: Hit | None) -> Place | None:
    return None if hit is None else _place(words, hit.first, hit.after)


def _place(words: Words, first: int, after: int) -> Place:
    return words.starts[first], words.ends[after - 1]
