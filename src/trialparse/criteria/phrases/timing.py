"""Time: whether a stretch of time is a window or a duration, on which side of which anchor it lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.productions import RANGES
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    AT,
    BEFORE,
    FOR,
    FROM,
    OF,
    OPEN,
    PAST,
    TO,
    WORD,
    one_of,
    pattern,
)
from trialparse.text.blanks import spaced

__all__ = ["MENOPAUSE", "PLACED", "TIMING", "UNPLACED", "AnchorSpan", "Timing", "timing"]

Direction = Literal["before", "after", "for"]


@dataclass(frozen=True, slots=True)
class AnchorSpan:
    """Where an anchor stands, and which it is."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timing:
    """`kind` is window, duration, or "" where the time is neither (it is dropped); `rule` decided it."""

    kind: str
    direction: Direction | None = None
    anchor: AnchorSpan | None = None
    rule: str = ""


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
_STATE = re.compile(
    r"\b(?:stable|stably|unchanged|constant|consistent(?:ly)?|maintained|continuous(?:ly)?|regular(?:ly)?"
    r"|chronic(?:ally)?|persist\w*|last(?:s|ed|ing)|durations?|course|abstinen\w+|washout|amenorrh\w+|remain\w*"
    r"|postmenopausal|controlled)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    spaced(r"\b(?:for|lasting|lasts|lasted|persisting|duration of|durations? (?:is|was|of)|course of)\s*(?:a |the )?")
    + r"(?:period\s+of\s+|duration\s+of\s+|total\s+of\s+)?(?:\()?$",
    re.IGNORECASE,
)
_STEADY = re.compile(r"\b(?:stable|unchanged|constant)\b", re.IGNORECASE)
_APART = re.compile(spaced(r"\b(?:separated by|apart|interval of|an interval)\s*$"), re.IGNORECASE)
_PLAIN_DAY = re.compile(r"(?:study\s+)?(?:day|week|visit|cycle|month)\s*[-+]?\s*\d+\w*(?:\s+visit)?", re.IGNORECASE)
MENOPAUSE = re.compile(r"\s*(?:of\s+)?(?:post-?\s?menopaus|amenorrh)", re.IGNORECASE)
_CARE = re.compile(
    r"contracepti|birth\s+control|abstinen|abstain|refrain|condom|barrier|avoid|follow(?:ed)?[- ]?up|donat|breast-?feed"
    r"|remain",
    re.IGNORECASE,
)
_LEFT = 40  # atoms before a time whose words are looked at
_WITHIN = re.compile(r"(?:within|in\s+the|in|during)\b")
_THROUGHOUT = re.compile(r"(?:over|during)\b")


def _anchor_after(sentence: Sentence, match: re.Match[str]) -> AnchorSpan | None:
    """The anchor a preposition leads to."""
    if match["anchor"]:
        atom = sentence.atoms[match.start("anchor")]
        return AnchorSpan(atom.key, atom.start, atom.end) if _leads_to(sentence, match) else None
    side = sentence.atoms[match.start("side")]
    found = _PLAIN_DAY.match(sentence.text, side.end + 1, sentence.end)
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


_PART_OF_ANCHOR = one_of(OPEN, BEFORE)
_SIDES: dict[str, Direction] = {
    BEFORE: "before", AGO: "before", OF: "before", AFTER: "after", TO: "before", FROM: "before",
}  # fmt: skip
_LEADING = one_of(OF, TO)  # say a side only where they lead to an anchor
_WITHIN_OF = one_of(OF, FROM)


def _place(sentence: Sentence, quantity: Quantity, after: int) -> tuple[Direction | None, AnchorSpan | None]:
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


@dataclass(slots=True)
class _Facts:
    """What the words around a time say of it."""

    quantity: Quantity
    left: str  # the words before it
    inside: str  # its own, in lower case
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
    preceded = sentence.code(quantity.first - 1)
    direction, anchor = _place(sentence, quantity, after)
    return _Facts(
        quantity=quantity,
        left=left,
        inside=inside,
        opens=sentence.codes[quantity.first],
        preceded=preceded,
        follows=sentence.code(quantity.last + 1),
        is_short=quantity.unit in sentence.lexicon.units_for("short"),
        is_brief=quantity.unit in sentence.lexicon.units_for("brief"),
        ends_menopause=MENOPAUSE.match(sentence.text, quantity.end, sentence.end) is not None,
        held=bool(_FOR.search(left.rstrip() + " " if left.strip() else "")) or _opens_with_for(sentence, quantity),
        state=bool(_STATE.search(left)),
        past=PAST in quantity.cue or BEFORE in quantity.cue or preceded == PAST,
        within=quantity.op == "within" or bool(_WITHIN.match(inside)),
        direction=direction,
        anchor=anchor,
    )


def _opens_with_for(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether `for`, `lasting` … is the quantity's own first word."""
    opening = sentence.atoms[quantity.first]
    return opening.code == FOR and sentence.of(opening).lower().startswith(("for", "last", "to last", "persist"))


def _is_moment_of_a_test(time: _Facts) -> bool:
    return time.is_open and time.is_short and time.opens == AT and time.inside.startswith("at")


def _follows_an_event(time: _Facts) -> bool:
    return time.preceded == AFTER and not time.anchor and not time.past and not time.within


def _is_steady(time: _Facts) -> bool:
    return time.past and not time.quantity.op and _STEADY.search(time.left[-22:]) is not None


def _is_of_something(time: _Facts) -> bool:
    return not (time.quantity.op or time.past or time.within) and time.follows == OF


def _is_held_anywhere(time: _Facts) -> bool:
    return time.held or (time.state and not time.within and not time.past)


def _is_after_moment(time: _Facts) -> bool:
    plain = time.held and time.is_open and not time.state
    return time.direction == "after" and plain and not _CARE.search(time.left)


def _is_lasting(time: _Facts) -> bool:
    if not time.state:
        return False
    least = time.is_open or time.quantity.op in ("ge", "gt")
    lasting = least and not time.within and time.follows != AGO
    return lasting or (not time.quantity.op and _THROUGHOUT.match(time.inside) is not None)


def _window(time: _Facts) -> Timing:
    return Timing("window", time.direction, time.anchor)


def _duration(time: _Facts) -> Timing:
    return Timing("duration", time.direction if time.anchor else "for", time.anchor)


_DROPPED, _LASTS = Timing(""), Timing("duration", "for")

# What tells a time by itself, wherever it lies.
TIMING: Table[_Facts, Callable[[_Facts], Timing]] = Table(
    "timing",
    Rule(
        "timing.apart",
        lambda time: _APART.search(time.left),
        lambda time: Timing("window"),
        example="two positive tests separated by at least 14 days",
    ),
    Rule(
        "timing.of-a-test", _is_moment_of_a_test, lambda time: _DROPPED, example="glucose < 7.8 mmol/L at 120 minutes"
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
        lambda time: _follows_an_event(time) and time.is_brief and not time.quantity.op,
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
        lambda time: not time.quantity.op and time.quantity.cue,
        lambda time: Timing("window"),
        example="two seizures over the 3 months",
    ),
    Rule(
        "timing.bare",
        lambda time: not time.quantity.op,
        lambda time: _DROPPED,
        example="prior surgery - 3 months",
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
    Rule("timing.placed", always, _window, example="surgery within 4 weeks before screening"),
)


def timing(sentence: Sentence, quantity: Quantity) -> Timing:
    """How a time quantity lies: read from the words on its left and right."""
    time = _facts(sentence, quantity)
    rule = TIMING.first(time) or (UNPLACED if time.direction is None else PLACED).first(time)
    assert rule is not None
    found = rule.then(time)
    return Timing(found.kind, found.direction, found.anchor, rule.name)
