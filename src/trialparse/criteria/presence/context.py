"""What the words around the things of a criterion say of them: whether they are there, when, whose, on what terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from trialparse.criteria.presence.clauses import Clause, clause_of, clauses, kind_with
from trialparse.criteria.presence.cues import Cue, Hit, cues
from trialparse.criteria.presence.modifiers import modifiers
from trialparse.criteria.presence.reaching import ASIDES, PERIODS, Event, Fact, walked
from trialparse.criteria.presence.words import Words
from trialparse.criteria.presence.words import words as words_of

__all__ = ["Said", "said_below", "said_of"]

Place = tuple[int, int]


class Said(NamedTuple):
    """What is said of a thing; each statement has the characters of the words that make it.

    `wide` are the characters of the thing with the modifiers that touch it, `cues` those of all words that say this.
    A thing is `barred` where it is denied only by that it is not allowed, `refused` where whoever has it is, and stands
    `within` a condition or exception.
    """

    wide: Place
    negated: bool = False
    negated_by: Place | None = None
    barred: bool = False
    period: str | None = None
    experiencer: str | None = None
    experiencer_by: Place | None = None
    condition: Place | None = None
    exception: Place | None = None
    within: str | None = None
    hypothetical: bool = False
    refused: bool = False
    cues: tuple[Place, ...] = ()


_RANK = {"unset": 4, "future": 3, "window": 2, "past": 1, "present": 0}  # which period counts, of several
_NAMED = {"window": "past", "unset": None}  # what it is called
_NO = frozenset({"no", "none", "neither"})
_JOINTS = frozenset({"and", "but", "or"})
_UNTOLD = frozenset({"none", "besides", "spared"})
_LEAVING = ASIDES | {"spared"}  # of which the categories are those of the things that they leave alone
_FIRST = attrgetter("first")


def said_of(words: Words, first: int, after: int, facts: Sequence[Fact], text: str) -> list[Said]:
    """What is said of each of the `facts` of a criterion, which has the words [first, after), by their categories.

    >>> from trialparse.criteria.presence.words import words
    >>> over, [(first, after)] = words("No asthma", (0, 9))
    >>> [each.negated for each in said_of(over, first, after, [(first + 1, after, "condition")], "No asthma")]
    [True]
    """
    if not facts:
        return []
    things, events = walked(words, first, after, facts, text)
    _let(things)
    found = clauses(words, first, after, events)
    ends = [first, *(event.after for event in things)]
    starts = [*(event.first for event in things[1:]), after]
    return [
        _said(words, event, found, (before, behind))
        for event, before, behind in zip(things, ends[:-1], starts, strict=True)
    ]


def _let(things: Sequence[Event]) -> None:
    """Lets no denial reach what is allowed where it denies others that are not: `no asthma, eczema allowed`."""
    denying: set[Place] = set()  # the words that deny what stands before and is not allowed
    for thing in things:
        denials = {(hit.first, hit.after) for hit in thing.reached if hit.cue.says == "negated"}
        if not any(hit.cue.says == "allowed" for hit in thing.reached):
            denying |= denials
        elif not denying.isdisjoint(denials):
            thing.reached = [hit for hit in thing.reached if hit.cue.says != "negated"]


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
    of_it = [hit for hit in own if _is_of(hit, event.category)]
    told = {hit.cue.says: hit for hit in of_it}  # the last one of each kind
    negated = _denial(words, event, told)
    barred = _is_barred(words, negated, told)
    period = _period(words, event, of_it)
    whose = _whose(event, hits) or inside
    used = {_place(words, hit.first, hit.after) for hit in (*own, whose) if hit and hit.cue.says not in _UNTOLD}
    return Said(
        wide=wide,
        negated=negated is not None,
        negated_by=_by(words, negated),
        barred=barred,
        period=_NAMED.get(period.cue.says, period.cue.says) if period else None,
        experiencer=whose.cue.key if whose else None,
        experiencer_by=_by(words, whose),
        condition=_bound(words, clause_of(found.get("condition", ()), event)),
        exception=_bound(words, clause_of(found.get("exception", ()), event)),
        within=kind_with(found, event),
        hypothetical="hypothetical" in told or ("allowed" in told and not barred),
        refused="refused" in told,
        cues=tuple(sorted(used)),
    )


def _own(event: Event, hits: Sequence[Hit]) -> list[Hit]:
    """The cues that say something of a thing itself: none from before the aside in which it stands."""
    asides = [hit.first for hit in hits if hit.cue.says in ASIDES and event.category not in hit.cue.categories]
    begin = asides[-1] if asides else -1
    return [hit for hit in hits if hit.first >= begin]


def _denial(words: Words, event: Event, told: Mapping[str, Hit]) -> Hit | None:
    """The cue that denies a thing, which stands behind none that spares it."""
    negated, spared = told.get("negated"), told.get("spared")
    if negated is None or spared is None or spared.first < negated.first:
        return negated
    kinds = {event.category, "test"} if _is_test(words, event) else {event.category}
    return negated if spared.cue.categories.isdisjoint(kinds) else None


def _is_test(words: Words, event: Event) -> bool:
    return words.lower[event.after - 1] in cues().tests


def _is_barred(words: Words, denial: Hit | None, told: Mapping[str, Hit]) -> bool:
    """Whether a thing is denied only by that it is not allowed.

    A denial that leads its sentence is that of what may be: `no aspirin is allowed`, not `those with no gout`.
    """
    if denial is None or "barred" in told:
        return denial is not None
    before, word = words.lower[denial.first - 1], words.lower[denial.first]
    leads = word == "nor" or (word in _NO and (not before.isalpha() or before in _JOINTS))
    return leads and "allowed" in told


def _period(words: Words, event: Event, told: Sequence[Hit]) -> Hit | None:
    """The cue that says when a thing is: of several the one of the highest rank, then the nearest.

    A time says of a test only how old its result may be.
    """
    tested = _is_test(words, event)
    dated = [hit for hit in told if hit.cue.says in PERIODS and not (tested and hit.cue.says == "window")]
    return max(dated, key=lambda hit: (_RANK[hit.cue.says], -abs(hit.first - event.first)), default=None)


def _whose(event: Event, hits: Sequence[Hit]) -> Hit | None:
    """The last cue that says whose a thing is."""
    people = [hit for hit in hits if hit.cue.says == "experiencer" and _is_of(hit, event.category)]
    return people[-1] if people else None


def _inside(words: Words, event: Event) -> Hit | None:
    """The word of a thing itself that says whose it is: `sibling donor`."""
    inside, own = cues().inside, words.lower[event.first : event.after]
    if inside.keys().isdisjoint(own):
        return None
    at = next(at for at, word in enumerate(own, event.first) if word in inside)
    return Hit(Cue("experiencer", inside[words.lower[at]]), at, at + 1)


def _is_of(hit: Hit, category: str) -> bool:
    """Whether a cue is said of things of a category."""
    cue = hit.cue
    return not cue.categories or cue.says in _LEAVING or category in cue.categories


def _bound(words: Words, clause: Clause | None) -> Place | None:
    return None if clause is None else _place(words, clause.first, clause.after)


def _by(words: Words, hit: Hit | None) -> Place | None:
    return None if hit is None else _place(words, hit.first, hit.after)


def _place(words: Words, first: int, after: int) -> Place:
    return words.starts[first], words.ends[after - 1]
