"""Windows and durations: which stretches of time are limits, and of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.nouns import SubjectSpan, event, following, is_person, low
from trialparse.criteria.phrases.quantity import Limit, Quantity
from trialparse.criteria.phrases.ranges import is_second_end
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import MENOPAUSE, STATE
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
    FROM,
    MEASURED,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    PAST,
    POINT,
    SLASH,
    STOP,
    one_of,
    pattern,
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
_LEADING = one_of(AFTER, FROM, BEFORE)
_ELAPSE = 7  # atoms from a time that passes to what it passes since, at the most


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
    for quantity, when in _placed(sentence, found.times):
        lower, upper = _bounds(sentence, quantity, when)
        if not when.kind or (lower is None and upper is None):
            continue
        if when.anchor is not None:
            taken.add(when.anchor.start)
        shared = before is not None and last is not None and _shares_event(sentence, last, quantity)
        subject = before if shared else _subject(sentence, quantity, when)
        before, last = subject, quantity
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


def _since(time: _Time) -> SubjectSpan | None:
    """What a time has to pass since: the noun phrase behind the preposition that follows it."""
    codes, last = time.sentence.codes, time.quantity.last
    near = range(last + 1, min(time.after, last + _ELAPSE))
    return next((following(time.sentence, index + 1, time.after) for index in near if codes[index] in _LEADING), None)


def _says_who(time: _Time) -> bool:
    """Whether the words before a duration say only who."""
    return time.when.kind == "duration" and is_person(time.sentence, time.first, time.quantity.first)


EVENTS: Table[_Time, Callable[[_Time], SubjectSpan | None]] = Table(
    "event",
    Rule("event.named", lambda time: time.named, lambda time: time.named, example="disease duration ≥ 6 months"),
    Rule("event.of", _is_of, lambda time: time.behind() or time.left, example="3 months of physiotherapy"),
    Rule(
        "event.elapsed",
        lambda time: time.when.rule == "timing.elapsed",
        lambda time: _since(time) or time.left,
        example="at least 4 weeks must have elapsed since radiotherapy",
    ),
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
