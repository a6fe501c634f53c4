"""Windows and durations: which stretches of time are limits, and of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.nouns import SubjectSpan, event, following, is_person
from trialparse.criteria.phrases.quantity import Limit, Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timing import MENOPAUSE, Timing, timing
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    BEFORE,
    CLOSE,
    COMMA,
    FOR,
    FROM,
    MEASURED,
    NUMBER,
    OF,
    OPEN,
    OR,
    POINT,
    SLASH,
    STOP,
    one_of,
)  # fmt: skip
from trialparse.text.blanks import spaced

__all__ = ["EVENTS", "is_time", "times"]

_DIAGNOSED = re.compile(r"\bdiagnos\w+|\bonset\b", re.IGNORECASE)

_DISEASE = re.compile(
    r"(?:\b(?:diagnos\w+|onset|diseases?|syndrome|disorder|symptoms?|pain|diabetes|lupus|sle|asthma|copd|psoriasis|eczema"
    r"|migraines?|epilepsy|depression|t2dm|lesions?|hypertension|infertility|cough"
    r"|\w+(?:itis|osis|oma|emia|pathy|uria|iasis)))\W*$",
    re.IGNORECASE,
)
_CRITERIA_BY = re.compile(
    spaced(r" (?:by|according to|per|based on|as defined by|fulfilling|meeting|defined by)\b.*$"),
    re.IGNORECASE | re.DOTALL,
)
_SPANS = frozenset({"disease_duration", "age", "half_life_washout"})  # measured in time, and read as time
_HALF_LIVES = "{t1/2}"
_PLACING = one_of(BEFORE, AFTER, AGO)  # behind a time that lies somewhere
_ENDS_LEFT = one_of(STOP, NUMBER)  # of what a time may be a value of
_ENDS_RIGHT = one_of(STOP, COMMA, NUMBER, CLOSE, BEFORE)
_LISTING = one_of(OR, COMMA, OPEN)
_PARTING = one_of(STOP, POINT)
_SHARING = one_of(OR, OPEN, SLASH)
_LEADING = one_of(AFTER, FROM, BEFORE)


def is_time(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is a stretch of time, and not a value of something that is measured in time."""
    return quantity.unit in sentence.lexicon.time_units and quantity.op != "lost" and not _is_value(sentence, quantity)


def _is_value(sentence: Sentence, quantity: Quantity) -> bool:
    """A time that is the value of a measured thing: life expectancy, QTc, sleep latency."""
    if quantity.unit == "ms":
        return True
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
    for quantity in reversed(quantities):
        when = timing(sentence, quantity)
        if placed and _shares_moment(sentence, quantity, when, *placed[-1]):
            when = replace(when, anchor=placed[-1][1].anchor)
        placed.append((quantity, when))
    return placed[::-1]


def _shares_moment(sentence: Sentence, quantity: Quantity, when: Timing, behind: Quantity, later: Timing) -> bool:
    if when.kind != "window" or when.anchor is not None or not when.direction == later.direction == "before":
        return False
    between = sentence.codes[quantity.last + 1 : behind.first]
    return not _LISTING.isdisjoint(between) and _PARTING.isdisjoint(between)


def times(found: Found, _taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The windows and durations, and where the anchors stand that they take."""
    sentence = found.sentence
    drafts: list[Draft] = []
    taken: set[int] = set()
    before: SubjectSpan | None = None
    for quantity, when in _placed(sentence, found.times):
        lower, upper = _bounds(sentence, quantity, when)
        if not when.kind or (lower is None and upper is None):
            continue
        if when.anchor is not None:
            taken.add(when.anchor.start)
        shares = quantity.production == "shared" and sentence.code(quantity.first - 1) in _SHARING
        subject = before if shares and before is not None else _subject(sentence, quantity, when)
        before = subject
        if quantity.unit == _HALF_LIVES and subject is not None:
            subject = replace(subject, id="half_life_washout")
        anchor = anchor_plain(sentence, when.anchor)
        drafts.append(
            limit_draft(
                sentence, quantity, when.kind, (lower, upper), subject, whys=(when.rule,), direction=when.direction,
                anchor=anchor, rule=f"core:{quantity.rule}/{when.rule}",
            )
        )  # fmt: skip
    return drafts, taken


def _bounds(sentence: Sentence, quantity: Quantity, when: Timing) -> tuple[Limit | None, Limit | None]:
    """The sides; a time without comparator is the least of a state and the most of an event."""
    if not quantity.op and quantity.value is not None:
        limit = (quantity.value, True)
        return (limit, None) if when.kind == "duration" else (None, limit)
    if when.direction == "before" and sentence.text.startswith(("later", "Later"), quantity.start):
        return None, quantity.lower  # later than a month before: less than a month away
    return quantity.lower, quantity.upper


@dataclass(slots=True)
class _Time:
    """A time and what stands around it."""

    sentence: Sentence
    quantity: Quantity
    when: Timing
    first: int  # of the atoms of the sentence around it
    after: int
    named: SubjectSpan | None  # `disease duration` right before it
    left: SubjectSpan | None  # the event that ends before it
    follows: str  # the code of the atom behind it

    def behind(self, skipped: int = 0) -> SubjectSpan | None:
        """The noun phrase that begins behind it, after some atoms."""
        return following(self.sentence, self.quantity.last + 1 + skipped, self.after)


def _around(sentence: Sentence, quantity: Quantity, when: Timing) -> _Time:
    first, after = sentence.bounds(quantity.first)
    left = event(sentence, first, quantity.first)
    named = _named_duration(sentence, first, quantity)
    return _Time(sentence, quantity, when, first, after, named, left, sentence.code(quantity.last + 1))


def _named_duration(sentence: Sentence, first: int, quantity: Quantity) -> SubjectSpan | None:
    for index in range(quantity.first - 1, max(first, quantity.first - 4) - 1, -1):
        atom = sentence.atoms[index]
        if atom.code == MEASURED and atom.key == "disease_duration":
            return SubjectSpan(atom.start, atom.end, atom.key)
    return None


def _is_of(time: _Time) -> bool:
    """`3 months of methotrexate`; not `surgery within 4 weeks of …`."""
    said = time.left is None or time.quantity.op != "within"
    return time.follows == OF and time.when.anchor is None and said


def _says_who(time: _Time) -> bool:
    """Whether the words before a duration say only who."""
    return time.when.kind == "duration" and is_person(time.sentence, time.first, time.quantity.first)


EVENTS: Table[_Time, Callable[[_Time], SubjectSpan | None]] = Table(
    "event",
    Rule("event.named", lambda time: time.named, lambda time: time.named, example="disease duration ≥ 6 months"),
    Rule("event.of", _is_of, lambda time: time.behind() or time.left, example="3 months of physiotherapy"),
    Rule(
        "event.behind-preposition",
        lambda time: time.left is None and time.follows in _LEADING,
        lambda time: time.behind(1),
        example="≥ 6 months after stroke",
    ),
    Rule(
        "event.menopause",
        lambda time: MENOPAUSE.match(time.sentence.text, time.quantity.end, time.sentence.end),
        lambda time: time.behind() or time.left,
        example="women at least 12 months postmenopausal",
    ),
    Rule(
        "event.behind",
        lambda time: time.left is None or _says_who(time),
        lambda time: time.behind() or time.left,
        example="at least 4 weeks washout",
    ),
    Rule("event.left", always, lambda time: time.left, example="surgery within 4 weeks"),
)
_LASTING = ("event.behind", "event.left")  # the rules behind which a disease may give its name to the time


def _subject(sentence: Sentence, quantity: Quantity, when: Timing) -> SubjectSpan | None:
    """The event or state the time is about; a disease's own time is `disease_duration`."""
    rule = EVENTS.first(time := _around(sentence, quantity, when))
    assert rule is not None
    found = rule.then(time)
    if found is None:
        return None
    id = found.id
    if rule.name in _LASTING:
        words = _CRITERIA_BY.sub("", sentence.text[found.start : found.end])
        ill = _DISEASE.search(words) and (when.kind == "duration" or _DIAGNOSED.search(words))
        id = "disease_duration" if ill else id
    return SubjectSpan(found.start, found.end, id, rule.name)
