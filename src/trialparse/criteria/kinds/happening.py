"""What a time is of: the event that happens in it, the state or the thing that lasts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.timed import DURATION, timed_id
from trialparse.criteria.phrases.clauses import plays
from trialparse.criteria.phrases.events import Events, events
from trialparse.criteria.phrases.nouns import SubjectSpan, following, is_person, is_void, low, lowered
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import MENOPAUSE
from trialparse.criteria.phrases.timing import Timing
from trialparse.lexicon.alphabet import (
    AFTER,
    AND,
    BEFORE,
    BETWEEN,
    CLOSE,
    COLON,
    COMMA,
    FOR,
    FROM,
    MEASURED,
    MOMENT,
    NOT,
    NOUN,
    OF,
    OPEN,
    OR,
    TO,
    WORD,
    one_of,
    pattern,
)

__all__ = ["EVENTS", "behind_anchor", "happening"]

_FOLLOWING = re.compile(r"\b(?:following|below)\b", re.IGNORECASE)
_AND_NONE = re.compile(
    r"(?:prior|previous)\s+and\s+no\s+(?:other\s+)?(?:concurrent|concomitant)\s+", re.IGNORECASE
)  # `4 weeks since prior and no concurrent chemotherapy`
_ANNOUNCING = pattern("[Word Of At Measured Moment Noun]{0,5} (?: Open [^ Open Close]{0,8} Close)? [Colon Comma]")
_BEGINS = one_of(OF, WORD, MEASURED, NOUN, MOMENT)
_NAMES = one_of(WORD, MEASURED)
_DONE_WITH = frozenset({"with", "to", "as"})
_HAVING = frozenset(
    {"with", "had", "received", "after", "completed", "failed", "undergone", "requiring", "needing", "having"}
)
_RECENT = frozenset({"recent", "current", "past", "previous", "prior"})
_OPENING = 2  # atoms from a bracket to a time that opens it, at the most
_AWAY = frozenset({"out", "away", "removed", "apart"})
_ACTING = frozenset({"with", "in", "to", "from"})
_ELAPSE = 7  # atoms from a time that passes to what it passes since, at the most
_LEADING = one_of(AFTER, FROM, BEFORE)
_PASSING = one_of(AFTER, FROM, BEFORE, BETWEEN)
_GOING_ON = one_of(COMMA, OR, AND)


@dataclass(slots=True)
class _Time:
    """A time and what stands around it."""

    sentence: Sentence
    quantity: Quantity
    when: Timing
    first: int  # of the atoms of the sentence around it
    after: int
    before: SubjectSpan | None  # what the time before it is of
    named: SubjectSpan | None  # `disease duration` right before it
    told: Events  # what the words before it name
    follows: str  # the code of the atom behind it

    @property
    def left(self) -> SubjectSpan | None:
        """The event that ends before it."""
        return self.told.event

    def behind(self, skipped: int = 0) -> SubjectSpan | None:
        """The noun phrase that begins behind it, after some atoms; a moment of the study is no event."""
        begin, sentence = self.quantity.last + 1 + skipped, self.sentence
        found, anchor = _phrase_at(sentence, begin, self.after), self.when.anchor
        if found is None or _says_how(sentence, found):
            return None
        dates = anchor is not None and found.start <= anchor.start < found.end
        return None if dates and not self.since_event else found

    @property
    def behind_anchor(self) -> int:
        """The first atom behind it and its anchor."""
        return behind_anchor(self.sentence, self.quantity, self.when)

    @property
    def away(self) -> bool:
        """Whether a word stands between it and its preposition: `4 months out from injury`."""
        index = self.quantity.last + 1
        return self.follows == WORD and low(self.sentence, index) in _AWAY

    @property
    def since_event(self) -> bool:
        """Whether it has no moment beside it, or one that happened to the patient; what lasts is no moment."""
        if self.when.kind == "duration" and self.when.anchor is not None:
            return False
        begin, end = self.quantity.last + 2, self.behind_anchor
        if self.follows in _LEADING and BEFORE in self.sentence.codes[begin : max(begin + 1, end)]:
            return True  # `4 weeks since prior participation`, `3 months since surgery before enrollment`
        return self.when.anchor is None or self.when.anchor.key in self.sentence.lexicon.anchors_for("happens")


def _around(sentence: Sentence, quantity: Quantity, when: Timing, floor: int, before: SubjectSpan | None) -> _Time:
    first, after = sentence.bounds(quantity.first)
    told = events(sentence, first, quantity.first, floor if first < floor <= quantity.first else 0)
    named = _named_duration(sentence, first, quantity)
    return _Time(sentence, quantity, when, first, after, before, named, told, sentence.code(quantity.last + 1))


def behind_anchor(sentence: Sentence, quantity: Quantity, when: Timing) -> int:
    """The first atom behind a time and the anchor that it leads to."""
    behind = quantity.last + 1
    return max(behind, sentence.begins(when.anchor.end)) if when.anchor is not None else behind


def _phrase_at(sentence: Sentence, index: int, after: int) -> SubjectSpan | None:
    """The noun phrase that begins at an atom, with what it is of: `completion of chemotherapy`."""
    index += sentence.code(index) in (COMMA, OF)
    while index + 1 < after and sentence.code(index + 1) == OF and plays(sentence, index, "state"):
        index += 2  # `6 months of evolution of neck pain`
    prior = _AND_NONE.match(sentence.text, sentence.atoms[index].start) if index < after else None
    index = sentence.begins(prior.end()) if prior else index
    found = following(sentence, index, after)
    if found is None:
        return None
    behind = sentence.begins(found.end)
    if behind >= after or not (sentence.code(behind) == OF or _is_act(sentence, found, behind)):
        return found
    more = following(sentence, behind + 1, after)
    return found if more is None else replace(found, end=more.end)


def _is_act(sentence: Sentence, found: SubjectSpan, behind: int) -> bool:
    """Whether a word says what is done to the thing behind it: `treatment with …`, `change in …`."""
    act = sentence.text[found.start : found.end].lower() in sentence.lexicon.roles["act"]
    return act and low(sentence, behind) in _ACTING


def _says_how(sentence: Sentence, found: SubjectSpan) -> bool:
    """Whether words behind a time only say how it is meant: `3 months duration`."""
    roles = sentence.lexicon.roles
    return all(
        word in roles["state"] or word in roles["occurs"] for word in lowered(sentence.text[found.start : found.end])
    )


def _named_duration(sentence: Sentence, first: int, quantity: Quantity) -> SubjectSpan | None:
    for index in range(quantity.first - 1, max(first, quantity.first - 4) - 1, -1):
        atom = sentence.atoms[index]
        if atom.code == MEASURED and atom.key == DURATION:
            return SubjectSpan(atom.start, atom.end, atom.key)
    return None


def _is_of(time: _Time) -> bool:
    """`3 months of methotrexate`; not `surgery within 4 weeks of …`."""
    within = time.quantity.op == "within"
    said = not (within and time.told.follows) and (time.left is None or not within)
    return time.follows == OF and time.when.anchor is None and said


def _since(time: _Time) -> SubjectSpan | None:
    """What a time has to pass since: the noun phrase behind the preposition that follows it."""
    codes, last = time.sentence.codes, time.quantity.last
    begin = last + 1
    if time.follows == OPEN:  # `4 weeks (from the first dose) have elapsed since`
        begin = max(begin, codes.find(CLOSE, begin, time.after))
    near = range(begin, min(time.after, begin + _ELAPSE))
    return next((_phrase_at(time.sentence, index + 1, time.after) for index in near if codes[index] in _PASSING), None)


def _says_who(time: _Time) -> bool:
    """Whether the words before a duration say only who."""
    return time.when.kind == "duration" and is_person(time.sentence, time.first, time.quantity.first)


def _aside(time: _Time) -> SubjectSpan | None:
    """What stands behind the bracket that a time closes: `stable (≥ 3 months) psoriasis`."""
    sentence, index = time.sentence, time.behind_anchor
    if sentence.code(index) != CLOSE:
        return None
    qualified = _qualified(time)
    if time.left is not None and qualified < 0:
        return None
    index += 1
    while qualified >= 0 and low(sentence, qualified) in _RECENT and sentence.code(index) in _GOING_ON:
        index += 1  # `current, recent (within 4 weeks), or planned use of opioids`
    if sentence.code(index) not in _BEGINS or plays(sentence, index, "end"):
        return None
    return None if sentence.of(sentence.atoms[index]).istitle() else _phrase_at(sentence, index, time.after)


def _qualified(time: _Time) -> int:
    """The adjective right before the bracket that a time opens, else -1: `recent (within 6 months) infarction`."""
    sentence = time.sentence
    opening = sentence.codes.rfind(OPEN, max(time.first, time.quantity.first - _OPENING), time.quantity.first)
    before = opening - 1
    if before < time.first:
        return -1
    says_how = plays(sentence, before, "state") or is_void(sentence, before)
    return before if says_how or low(sentence, before).split("/")[-1] in _RECENT else -1


def _announced(time: _Time) -> SubjectSpan | None:
    """What happens in a time that opens its sentence: `Within 6 months before screening: stroke`.

    So also behind what only says that it is listed: `any of the following events within a year: stroke`.
    """
    opens = (
        (time.left is None or _is_listed(time.sentence, time.left))
        and time.told.thing is None
        and time.when.kind == "window"
    )
    announced = _ANNOUNCING.match(time.sentence.codes, time.behind_anchor, time.after) if opens else None
    if announced is None:
        return None
    index = announced.end()
    while index < time.after and _leads_on(time.sentence, index):
        index += 1  # `Within a week before screening, patients who have had fever`
    found = _phrase_at(time.sentence, index, time.after)
    return None if found is None or _names_none(time.sentence, found) else found


def _is_listed(sentence: Sentence, found: SubjectSpan) -> bool:
    """Whether what is found only announces a list: `the following events`."""
    index = sentence.begins(found.start)
    return index > 0 and low(sentence, index - 1) == "following"


def _leads_on(sentence: Sentence, index: int) -> bool:
    """Whether a word only leads to what patients do, or may not do: `patients are not allowed to take …`."""
    roles = ("predicate", "people", "edge", "permits", "verb")
    return sentence.codes[index] in (NOT, TO) or plays(sentence, index, *roles)


def _names_none(sentence: Sentence, found: SubjectSpan) -> bool:
    """`any of the following`: what happens is named by the criteria below."""
    return _FOLLOWING.search(sentence.text, found.start, found.end) is not None


def _leads_back(time: _Time) -> bool:
    """Whether a time is one since what stands behind it, and nothing that lasts is named before it."""
    state = time.told.state
    text = "" if state is None else time.sentence.text[state.start : state.end].lower()
    said = text not in ("", "it")  # `it has been 4 weeks since`
    lasts = time.told.thing is not None and (said or (state is None and time.when.kind == "duration"))
    leads = time.sentence.code(time.quantity.last + 1 + time.away) in _LEADING
    return time.left is None and time.since_event and leads and not lasts


def _menopause(time: _Time) -> SubjectSpan | None:
    """The menopause right behind a time, with a `post` of its own."""
    atoms, index = time.sentence.atoms, time.quantity.last + 1
    index += time.sentence.code(index) == OF
    last = min(index + (time.sentence.code(index) == AFTER), len(atoms) - 1)
    return SubjectSpan(atoms[index].start, atoms[last].end) if index <= last else time.left


def _is_said_of(time: _Time) -> bool:
    """Whether the words before a time only say how the thing before the verb, or before a colon, is."""
    if time.left is not None or time.told.thing is None or (time.told.who and not time.told.state):
        return False
    labelled = time.sentence.code(time.quantity.first - 1) == COLON
    return labelled or time.told.state is not None or time.follows not in _NAMES


def _is_since(time: _Time) -> bool:
    """Whether `with` leads to a time since what is behind it: `with at least a year since her last menses`."""
    before = time.quantity.first - 1
    led = before >= time.first and low(time.sentence, before) == "with"
    return led and time.since_event and time.follows in (AFTER, FROM)


def _completed(time: _Time) -> SubjectSpan | None:
    """What stands behind a time of something done: `Diagnosed within 8 weeks with cancer`."""
    sentence, index = time.sentence, time.behind_anchor
    if time.left is not None and (time.when.kind != "window" or not _is_bare_act(sentence, time.left)):
        return None
    if time.left is None and sentence.code(index) == FOR and low(sentence, index).endswith("of"):
        return _phrase_at(sentence, index + 1, time.after)  # `use for ≥ 2 months duration of`
    leads = index < time.after and low(sentence, index) in _DONE_WITH
    return _phrase_at(sentence, index + 1, time.after) if time.left is not None and leads else None


def _is_bare_act(sentence: Sentence, found: SubjectSpan) -> bool:
    """Whether words only say that something is done, and not what: `recent treatment`."""
    roles = sentence.lexicon.roles
    words = lowered(sentence.text[found.start : found.end])
    return all(any(word in roles[role] for role in ("act", "befalls", "edge", "state")) for word in words)


def _is_had(time: _Time) -> bool:
    """`arrest with > 5 minutes CPR`: whether what lasts stands behind its time, to which a verb or `with` leads."""
    sentence, quantity = time.sentence, time.quantity
    before = quantity.first - 1
    had = before >= time.first and sentence.codes[before] == WORD and low(sentence, before) in _HAVING
    return had and time.when.anchor is None and time.follows in _NAMES and time.behind() is not None


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
        "event.shared",
        lambda time: time.told.follows and time.before,
        lambda time: time.before,
        example="steroids for > 4 weeks within 3 months before screening",
    ),
    Rule(
        "event.menopause",
        lambda time: MENOPAUSE.match(time.sentence.text, time.quantity.end, time.sentence.end),
        _menopause,
        example="women at least 12 months postmenopausal",
    ),
    Rule("event.aside", _aside, _aside, example="stable (≥ 3 months) plaque psoriasis"),
    Rule("event.announced", _announced, _announced, example="Within 6 months before screening: stroke"),
    Rule(
        "event.since",
        _is_since,
        lambda time: time.behind(1) or time.left,
        example="postmenopausal with at least one year since the last menses",
    ),
    Rule(
        "event.between",
        lambda time: time.follows == BETWEEN and time.left is None and time.behind(1),
        lambda time: time.behind(1),
        example="at least 2 weeks between the last vaccination and surgery",
    ),
    Rule("event.completed", _completed, _completed, example="Diagnosed within 8 weeks with cancer"),
    Rule(
        "event.behind-preposition",
        _leads_back,
        lambda time: time.behind(time.away + 1),
        example="≥ 6 months after stroke",
    ),
    Rule("event.had", _is_had, lambda time: time.behind(), example="cardiac arrest with > 5 minutes CPR"),
    Rule(
        "event.thing",
        _is_said_of,
        lambda time: time.told.thing,
        example="Body weight must be stable for 3 months",
    ),
    Rule(
        "event.behind",
        lambda time: time.left is None or _says_who(time),
        lambda time: time.told.state or time.behind() or time.left or time.told.who or time.told.thing,
        example="at least 4 weeks washout",
    ),
    Rule("event.left", always, lambda time: time.left, example="surgery within 4 weeks"),
)


def happening(
    sentence: Sentence, quantity: Quantity, when: Timing, before: SubjectSpan | None, floor: int
) -> SubjectSpan | None:
    """The event or state a time is about.

    The time before it, with its anchor, ends before the atom `floor`, and is of `before`.
    """
    time = _around(sentence, quantity, when, floor, before)
    rule = EVENTS.first(time)
    assert rule is not None
    found = rule.then(time)
    if found is None:
        return None
    named = DURATION if found.id == DURATION else None  # what else is measured is not said to be timed
    id = timed_id(sentence, found, when.kind, rule.name) or named
    return SubjectSpan(found.start, found.end, id, rule.name)
