"""Windows and durations: which stretches of time are limits, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise

from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.kinds.happening import behind_anchor, happening
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.nouns import SubjectSpan, low
from trialparse.criteria.phrases.quantity import Limit, Quantity
from trialparse.criteria.phrases.ranges import is_second_end
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import STATE
from trialparse.criteria.phrases.timing import Timing, timing
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    AND,
    BEFORE,
    CLOSE,
    COMMA,
    COMPARATOR,
    FOR,
    MEASURED,
    NOUN,
    NUMBER,
    OPEN,
    OR,
    PAST,
    POINT,
    SLASH,
    STOP,
    one_of,
    pattern,
)  # fmt: skip

__all__ = ["is_time", "times"]

_NTH = re.compile(r"\d(?:st|nd|rd|th)\b")  # `by the 20th week of pregnancy` is how far it is
_PREGNANT = re.compile(r"(?:[^\S\n]+|\s+(?=(?-i:[a-z])))(?:pregnant|of\s+pregnancy)\b", re.IGNORECASE)
_BY_THE_CLOCK = re.compile(
    r"\b(?:(?:later|earlier|sooner)\s+than|or\s+(?:later|earlier|sooner)|latest|earliest)\b", re.IGNORECASE
)
_AT_THE_END = re.compile(r",?\s+at\s+the\s+(earliest|latest)\b", re.IGNORECASE)  # `3 weeks after surgery at the latest`
_SPANS = frozenset({"disease_duration", "age", "half_life_washout"})  # measured in time, and read as time
_HALF_LIVES = "{t1/2}"
_PLACING = one_of(BEFORE, AFTER, AGO)  # behind a time that lies somewhere
_ENDS_LEFT = one_of(STOP, NUMBER)  # of what a time may be a value of
_ENDS_RIGHT = one_of(STOP, COMMA, NUMBER, CLOSE, BEFORE)
_LISTING = one_of(OR, COMMA, OPEN)
_LISTED = one_of(AND, OR, COMMA, SLASH)  # what joins the things of a list
_CLAUSE_END = pattern("[Comma Stop Point Or Colon]")
_COURSE = 10  # atoms before a time in which what it is of has its number
_LASTS = (["duration"], ["long"], ["old"])  # words behind a time that make it one of its own
_SORTS = frozenset({"type", "stage", "grade", "phase", "class", "group"})
_PHRASE = 6  # atoms of one of them, at the most
_PARTING = one_of(STOP, POINT)
_JOINING = one_of(OR, COMMA, FOR, OPEN, CLOSE, COMPARATOR)
_SHARING = one_of(OR, OPEN, SLASH)


def is_time(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is a stretch of time, and not a value of something that is measured in time."""
    if quantity.unit not in sentence.lexicon.time_units or quantity.op == "lost":
        return False
    if _NTH.search(sentence.text, quantity.start, quantity.end) or _is_far_on(sentence, quantity):
        return False
    return not _is_value(sentence, quantity)


def _is_far_on(sentence: Sentence, quantity: Quantity) -> bool:
    """`6 months pregnant`, and not the `Pregnant women` of the next line or behind a time that is past."""
    return PAST not in quantity.cue and _PREGNANT.match(sentence.text, quantity.end, sentence.end) is not None


def _is_value(sentence: Sentence, quantity: Quantity) -> bool:
    """A time that is the value of a measured thing: life expectancy, QTc, sleep latency.

    One that is past is no value of what is counted in days: `cannabis use in the past 3 months`.
    """
    if quantity.unit == "ms":
        return True
    if PAST in quantity.cue:
        return False
    near = _near_measurement(sentence, quantity)
    known = sentence.measurement(near) if near is not None else None
    if near is None or known is None or sentence.code(quantity.last + 1) in _PLACING:
        return False
    left = sentence.words(max(0, quantity.first - 6), quantity.first).lower()
    lasting = sentence.codes[quantity.first] == FOR or left.endswith(("for", "lasting"))
    if lasting or sentence.of(near).lower().startswith("duration"):
        return False
    timed = known.unit in sentence.lexicon.time_units and known.unit != _HALF_LIVES and known.id not in _SPANS
    return timed or quantity.unit == "s"


def _near_measurement(sentence: Sentence, quantity: Quantity) -> Atom | None:
    """The measurement a few atoms before a quantity, else right after it."""
    first, after = sentence.bounds(quantity.first)
    codes = sentence.codes
    for index in range(quantity.first - 1, max(first, quantity.first - 8) - 1, -1):
        if codes[index] == MEASURED:
            return sentence.atoms[index]
        if codes[index] in _ENDS_LEFT:
            break
    for index in range(quantity.last + 1, min(after, quantity.last + 4)):
        if codes[index] == MEASURED:
            return sentence.atoms[index]
        if codes[index] in _ENDS_RIGHT:
            break
    return None


def _placed(sentence: Sentence, quantities: Sequence[Quantity]) -> list[tuple[Quantity, Timing]]:
    """Each time with how it lies; those of one list share the moment named at its end.

    `within 90 days or intravenously within 180 days of screening`
    """
    placed: list[tuple[Quantity, Timing]] = []
    for said in reversed(quantities):
        quantity = _as_period(said) if _is_period(sentence, said) else said
        when = timing(sentence, quantity)
        if placed and _shares_moment(sentence, quantity, when, *placed[-1]):
            when = replace(when, anchor=placed[-1][1].anchor)
        elif placed and _shares_end(sentence, quantity, when, *placed[-1]):
            when = replace(when, anchor=placed[-1][1].anchor, direction="after")
        placed.append((quantity, when))
    return _likened(placed[::-1])


def _is_period(sentence: Sentence, quantity: Quantity) -> bool:
    """`2 seizures over 4 weeks`: whether something with a number of its own happens in the course of a time.

    What goes on is rather longer than it: `stable for over 4 weeks`, `type 2 diabetes over 4 weeks`.
    """
    opening, behind = sentence.atoms[quantity.first], quantity.last + 1
    if quantity.op != "gt" or sentence.of(opening).lower() != "over":
        return False
    lasts = behind < len(sentence.atoms) and low(sentence, behind).split()[:1] in _LASTS
    if sentence.code(behind) == AGO or lasts:
        return False
    first = max(sentence.bounds(quantity.first)[0], quantity.first - _COURSE)
    clause = _CLAUSE_END.split(sentence.codes[first : quantity.first])[-1]
    begin = quantity.first - len(clause)
    counts = any(_counts(sentence, index) for index in range(begin, quantity.first))
    return counts and STATE.search(sentence.words(begin, quantity.first)) is None


def _counts(sentence: Sentence, index: int) -> bool:
    """Whether a number is of things or an amount: neither a time nor the name of a sort."""
    number = sentence.atoms[index].number
    if number is None or number.unit in sentence.lexicon.time_units:
        return False
    return sentence.code(index - 1) != NOUN and (not index or low(sentence, index - 1) not in _SORTS)


def _as_period(quantity: Quantity) -> Quantity:
    """A time that only says in which course something happens, without a side of its own."""
    return replace(quantity, op="", lower=None, upper=None, cue=quantity.cue | {FOR})


def _likened(placed: Sequence[tuple[Quantity, Timing]]) -> list[tuple[Quantity, Timing]]:
    """The times, of which the two ends of a range lie alike, and one that has its comparator from the one before."""
    likened = [*placed]
    for place, ((one, first), (two, second)) in enumerate(pairwise(placed)):
        if is_second_end(one, two):
            likened[place] = one, second if second.anchor is not None or not first.kind else first
        elif two.production == "carried" or two.restates:
            likened[place + 1] = two, replace(likened[place][1], anchor=second.anchor or likened[place][1].anchor)
    return likened


def _shares_moment(sentence: Sentence, quantity: Quantity, when: Timing, behind: Quantity, later: Timing) -> bool:
    if when.kind != "window" or when.anchor is not None or not when.direction == later.direction == "before":
        return False
    between = sentence.codes[quantity.last + 1 : behind.first]
    if not _PARTING.isdisjoint(between):
        return False
    both = AND in between and quantity.op == behind.op == "within" and PAST not in quantity.cue
    return both or not _LISTING.isdisjoint(between)


def _shares_end(sentence: Sentence, quantity: Quantity, when: Timing, behind: Quantity, later: Timing) -> bool:
    """Whether a time has the side of the one it is joined to: `for 30 days or 5 half-lives after the last dose`."""
    if not when.kind or when.anchor is not None or when.direction == "before" or later.anchor is None:
        return False
    between = sentence.codes[quantity.last + 1 : behind.first]
    return later.direction == "after" and OR in between and _JOINING.issuperset(between)


def times(found: Found, _taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The windows and durations, and where the anchors stand that they take."""
    sentence = found.sentence
    drafts: list[Draft] = []
    taken: set[int] = set()
    before: SubjectSpan | None = None
    last: Quantity | None = None
    floor = 0
    for quantity, when in _placed(sentence, found.times):
        lower, upper = _bounds(sentence, quantity, when)
        if not when.kind or (lower is None and upper is None):
            continue
        if when.anchor is not None:
            taken.add(when.anchor.start)
        shared = before is not None and last is not None and _shares_event(sentence, last, quantity)
        if last is not None and floor > quantity.first:  # its moment is that of both
            floor = last.last + 1
        subject = before if shared else happening(sentence, quantity, when, before, floor)
        before, last = subject, quantity
        floor = behind_anchor(sentence, quantity, when)
        if quantity.turn is not None:
            subject = _in_turn(sentence, quantity.turn, subject)
            if subject is None:
                continue
        if quantity.unit == _HALF_LIVES and subject is not None:
            subject = replace(subject, id="half_life_washout")
        anchor = anchor_plain(sentence, when.anchor)
        drafts.append(
            limit_draft(
                sentence, quantity, when.kind, (lower, upper), subject, whys=when.whys, direction=when.direction,
                anchor=anchor, rule=f"core:{quantity.rule}/{when.rule}",
            )
        )  # fmt: skip
    return drafts, taken


def _shares_event(sentence: Sentence, last: Quantity, quantity: Quantity) -> bool:
    """Whether a time is one of the event of the time before it."""
    alike = (
        quantity.production == "carried" or quantity.restates or (quantity.turn is not None and quantity.turn[0] > 0)
    )
    beside = quantity.production == "shared" and sentence.code(quantity.first - 1) in _SHARING
    return alike or beside or is_second_end(last, quantity)


def _in_turn(sentence: Sentence, turn: tuple[int, int], listed: SubjectSpan | None) -> SubjectSpan | None:
    """The one of several things whose turn it is: `surgery or radiation within 4 and 2 weeks, respectively`."""
    atoms = [atom for atom in sentence.atoms if listed is not None and listed.start <= atom.start < listed.end]
    groups = [[*group] for joins, group in groupby(atoms, lambda atom: atom.code in _LISTED) if not joins]
    if len(groups) != turn[1] or max(map(len, groups)) > _PHRASE:
        return None
    own = groups[turn[0]]
    return SubjectSpan(own[0].start, own[-1].end, None, "event.respective")


def _bounds(sentence: Sentence, quantity: Quantity, when: Timing) -> tuple[Limit | None, Limit | None]:
    """The sides; a time without comparator is the least of a state and the most of an event."""
    lower, upper = quantity.lower, quantity.upper
    clock = _BY_THE_CLOCK.search(sentence.text, quantity.start, quantity.end)
    if not quantity.op and quantity.value is not None:
        limit = (quantity.value, True)
        clock = _AT_THE_END.match(sentence.text, when.anchor.end) if when.anchor else None
        least = clock[1].lower() == "earliest" if clock else when.kind == "duration" or when.least
        lower, upper = (limit, None) if least else (None, limit)
    if when.direction == "before" and clock:
        return upper, lower  # later than a month before: less than a month away
    return lower, upper
