"""Time: whether a stretch of time is a window or a duration, on which side of which anchor it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases import timewords as said
from trialparse.criteria.phrases.placing import AnchorSpan, Direction, moment_beside, place
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    AND,
    AT,
    BEFORE,
    FOR,
    FROM,
    NEXT,
    NUMBER,
    OF,
    PAST,
    TO,
    one_of,
)

__all__ = ["PLACED", "TIMING", "UNPLACED", "Timing", "timing"]


@dataclass(frozen=True, slots=True)
class Timing:
    """`kind` is window, duration, or "" where the time is neither (it is dropped); `rule` decided it."""

    kind: str
    direction: Direction | None = None
    anchor: AnchorSpan | None = None
    rule: str = ""
    least: bool = False  # a time without comparator is the least that has to pass

    @property
    def whys(self) -> tuple[str, ...]:
        """The rules that decided, also of which anchor words are that only describe it."""
        return (self.rule, self.anchor.rule) if self.anchor and self.anchor.rule else (self.rule,)


_LEFT = 40  # atoms before a time whose words are looked at
_BEHIND = 32  # characters behind it
_REACHING = one_of(TO, FROM, AND)  # before a time that begins or ends a care


@dataclass(slots=True)
class _Facts:
    """What the words around a time say of it."""

    quantity: Quantity
    left: str  # the words before it
    inside: str  # its own, in lower case
    right: str  # the words behind it
    opens: str  # the code of its own first word
    preceded: str  # that of the word before it
    follows: str  # that of the word after it
    is_short: bool  # of hours or less
    is_brief: bool  # of minutes or less
    ends_menopause: bool
    held: bool  # "for", "lasting" stand before it
    state: bool  # a state is spoken of: "stable", "abstinent"
    past: bool  # it ends now
    within: bool
    direction: Direction | None
    anchor: AnchorSpan | None

    @property
    def is_open(self) -> bool:
        """Whether no comparator says which side is meant."""
        return self.quantity.op in ("", "range")


def _facts(sentence: Sentence, quantity: Quantity) -> _Facts:
    first, after = sentence.bounds(quantity.first)
    left = sentence.words(max(first, quantity.first - _LEFT), quantity.first) + " "
    inside = sentence.text[quantity.start : quantity.end].lower()
    right = sentence.text[quantity.end : min(sentence.end, quantity.end + _BEHIND)]
    preceded = sentence.code(quantity.first - 1)
    direction, anchor = place(sentence, quantity, after)
    lasts = said.VERB_LAST.match(sentence.text, quantity.start) is not None
    return _Facts(
        quantity=quantity,
        left=left,
        inside=inside,
        right=right,
        opens=sentence.codes[quantity.first],
        preceded=preceded,
        follows=sentence.code(quantity.last + 1),
        is_short=quantity.unit in sentence.lexicon.units_for("short"),
        is_brief=quantity.unit in sentence.lexicon.units_for("brief"),
        ends_menopause=said.MENOPAUSE.match(sentence.text, quantity.end, sentence.end) is not None,
        held=lasts
        or bool(said.FOR.search(left.rstrip() + " " if left.strip() else ""))
        or _opens_with_for(sentence, quantity),
        state=bool(said.STATE.search(left)),
        past=not lasts and (PAST in quantity.cue or BEFORE in quantity.cue or preceded == PAST),
        within=quantity.op == "within" or bool(said.WITHIN.match(inside)),
        direction=direction,
        anchor=anchor,
    )


def _opens_with_for(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether `for`, `lasting` … is the quantity's own first word, or in the denial there."""
    opening = sentence.atoms[quantity.first]
    if opening.denied:
        return said.LASTING.search(sentence.of(opening)) is not None
    return opening.code == FOR and sentence.of(opening).lower().startswith(
        ("for", "last", "to last", "persist", "duration", "a duration")
    )


def _is_moment_of_a_test(time: _Facts) -> bool:
    return time.is_open and time.is_short and time.opens == AT and time.inside.startswith("at")


def _follows_an_event(time: _Facts) -> bool:
    return time.preceded == AFTER and not time.anchor and not time.past and not time.within


def _is_of_the_study(time: _Facts) -> bool:
    """Whether the time is of what the staff does: `patients will be followed for 2 years`."""
    act = said.STUDY_ACT.search(f"{time.left.rstrip()} {time.inside}") if time.direction != "before" else None
    if act is None or (time.within and " will " not in act[0]):  # `if radiotherapy is given within 4 weeks`
        return False
    return said.ASKS.search(time.left) is None


def _is_to_come(time: _Facts) -> bool:
    if time.direction == "before":
        return False
    following = time.preceded == AFTER and said.FOLLOWING.search(time.left)
    return NEXT in time.quantity.cue or time.preceded == NEXT or bool(following)


def _is_washout(time: _Facts) -> bool:
    return (
        bool(said.WASHOUT_BEHIND.match(time.right) or said.WASHOUT.search(time.left))
        and not time.within
        and not time.past
    )


def _is_steady(time: _Facts) -> bool:
    return time.past and not time.quantity.op and said.STEADY.search(time.left[-22:]) is not None


def _is_of_something(time: _Facts) -> bool:
    return not (time.quantity.op or time.past or time.within) and time.follows == OF


def _is_held_anywhere(time: _Facts) -> bool:
    return time.held or (time.state and not time.within and not time.past)


def _is_recent(time: _Facts) -> bool:
    if time.quantity.op not in ("lt", "le") or said.PLANNED.search(time.left):
        return False
    happened = not time.is_short and said.HAPPENED.search(time.left)
    return bool(happened or said.RECENT.search(time.left))


def _is_after_moment(time: _Facts) -> bool:
    plain = time.held and time.is_open and not time.state
    return time.direction == "after" and plain and not said.CARE.search(time.left)


def _is_care_until_moment(time: _Facts) -> bool:
    """`contraception until 3 months after the last dose`."""
    if not time.is_open or time.preceded not in _REACHING or said.PLANNED.search(time.left):
        return False
    return said.CARE.search(time.left) is not None


def _has_no_side(time: _Facts) -> bool:
    """Whether nothing says that less or more than the time is meant: `surgery 3 months before screening`."""
    return not (time.quantity.op or time.within or time.past) and time.opens == NUMBER


def _is_lasting(time: _Facts) -> bool:
    if not time.state:
        return False
    least = time.is_open or time.quantity.op in ("ge", "gt")
    lasting = least and not time.within and time.follows != AGO
    return lasting or (not time.quantity.op and said.THROUGHOUT.match(time.inside) is not None)


def _window(time: _Facts) -> Timing:
    return Timing("window", time.direction, time.anchor)


def _duration(time: _Facts) -> Timing:
    """A time that lasts; `after` what is no moment of the study only says when, except for care until then."""
    if time.direction == "after" and time.anchor and time.anchor.rule and not said.CARE.search(time.left):
        return _LASTS
    return Timing("duration", time.direction if time.anchor else "for", time.anchor)


def _washout(time: _Facts) -> Timing:
    """A state that lasts; in half-lives it is the least time since the last dose."""
    if time.quantity.unit == "{t1/2}":
        return Timing("window", time.direction, time.anchor, least=True)
    return _duration(time)


_DROPPED, _LASTS = Timing(""), Timing("duration", "for")

# What tells a time by itself, wherever it lies.
TIMING: Table[_Facts, Callable[[_Facts], Timing]] = Table(
    "timing",
    Rule(
        "timing.apart",
        lambda time: said.APART.search(time.left) or said.APART_BEHIND.match(time.right),
        lambda time: Timing("window"),
        example="two positive tests separated by at least 14 days",
    ),
    Rule(
        "timing.of-a-test", _is_moment_of_a_test, lambda time: _DROPPED, example="glucose < 7.8 mmol/L at 120 minutes"
    ),
    Rule(
        "timing.of-the-study",
        _is_of_the_study,
        lambda time: _DROPPED,
        example="patients will be followed for at least 2 years",
    ),
    Rule(
        "timing.elapsed",
        lambda time: said.ELAPSED.match(time.right),
        lambda time: Timing("window", time.direction, time.anchor, least=True),
        example="4 weeks must have elapsed since surgery",
    ),
    Rule(
        "timing.to-come",
        _is_to_come,
        lambda time: Timing("window", "after", time.anchor),
        example="surgery in the next 6 months",
    ),
    Rule("timing.washout", _is_washout, _washout, example="a washout of 2 weeks"),
    Rule(
        "timing.both-sides",
        lambda time: time.anchor and time.direction is None,
        lambda time: Timing("duration" if time.held or _is_lasting(time) else "window", None, time.anchor),
        example="live vaccine within 4 weeks before or after randomization",
    ),
    Rule(
        "timing.first",
        lambda time: time.within and " first" in time.inside,
        lambda time: Timing("window", "after", time.anchor),
        example="rejection within the first 6 months after transplantation",
    ),
    Rule(
        "timing.menopause",
        lambda time: time.ends_menopause,
        lambda time: _LASTS,
        example="women 2 years postmenopausal",
    ),
    Rule(
        "timing.minutes-after",
        lambda time: _follows_an_event(time) and time.is_brief,
        lambda time: _DROPPED,
        example="blood pressure after 5 minutes",
    ),
    Rule("timing.after-event", _follows_an_event, lambda time: _LASTS, example="relapse after 6 months of therapy"),
    Rule(
        "timing.half-lives",
        lambda time: time.quantity.unit == "{t1/2}",
        lambda time: Timing("window", time.direction or ("before" if time.within else None), time.anchor),
        example="any biologic within 5 half-lives",
    ),
    Rule("timing.steady", _is_steady, lambda time: _LASTS, example="a stable dose in the past 4 weeks"),
)
# A time with no moment beside it.
UNPLACED: Table[_Facts, Callable[[_Facts], Timing]] = Table(
    "timing",
    Rule("timing.of-something", _is_of_something, lambda time: _LASTS, example="3 months of physiotherapy"),
    Rule("timing.held", _is_held_anywhere, lambda time: _LASTS, example="fever lasting 3 days"),
    Rule(
        "timing.planned",
        lambda time: time.within and not time.past and said.PLANNED.search(time.left),
        lambda time: Timing("window", None if said.PAST.search(time.left) else "after"),
        example="surgery planned within 6 months",
    ),
    Rule(
        "timing.past",
        lambda time: time.past,
        lambda time: Timing("window", "before"),
        example="a stroke in the past 6 months",
    ),
    Rule(
        "timing.within",
        lambda time: time.within,
        lambda time: Timing("window", "before" if time.quantity.op == "within" else None),
        example="live vaccine within 4 weeks",
    ),
    Rule(
        "timing.cued",
        lambda time: not time.quantity.op and time.quantity.cue and time.opens != AT,
        lambda time: Timing("window"),
        example="two seizures over the 3 months",
    ),
    Rule("timing.bare", lambda time: not time.quantity.op, lambda time: _DROPPED, example="prior surgery - 3 months"),
    Rule(
        "timing.recent",
        _is_recent,
        lambda time: Timing("window", "before"),
        example="recent stroke (< 3 months)",
    ),
    Rule("timing.compared", always, lambda time: _LASTS, example="symptoms > 6 months"),
)
# A time with a side of a moment.
PLACED: Table[_Facts, Callable[[_Facts], Timing]] = Table(
    "timing",
    Rule("timing.after-moment", _is_after_moment, _window, example="hospital stay for 3 days after surgery"),
    Rule(
        "timing.held-before",
        lambda time: time.held and not (time.within and not time.state) and time.follows == BEFORE,
        lambda time: Timing("duration", time.direction, time.anchor),
        example="a stable dose for 4 weeks before screening",
    ),
    Rule(
        "timing.held-to-moment",
        lambda time: time.held and not (time.within and not time.state),
        _duration,
        example="contraception for 90 days after the last dose",
    ),
    Rule("timing.lasting", _is_lasting, _duration, example="stable disease ≥ 4 weeks before screening"),
    Rule(
        "timing.care-until-moment",
        _is_care_until_moment,
        lambda time: Timing("duration", time.direction, time.anchor),
        example="use of a condom until 3 months after the last dose",
    ),
    Rule("timing.placed-bare", _has_no_side, _window, example="surgery 3 months before screening"),
    Rule("timing.placed", always, _window, example="surgery within 4 weeks before screening"),
)


def timing(sentence: Sentence, quantity: Quantity) -> Timing:
    """How a time quantity lies: read from the words on its left and right."""
    time = _facts(sentence, quantity)
    rule = TIMING.first(time) or (UNPLACED if time.direction is None else PLACED).first(time)
    assert rule is not None
    found = rule.then(time)
    if found.anchor is None and found.direction in ("for", "before"):
        found = replace(found, anchor=moment_beside(sentence, quantity, sentence.bounds(quantity.first)[1]))
    return replace(found, rule=rule.name)
