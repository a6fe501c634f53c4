"""Windows and durations: which stretches of time are limits, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.phrases.quantities import Limit, Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.subjects import SubjectSpan, event, following, is_person
from trialparse.criteria.phrases.timing import MENOPAUSE, Timing, timing
from trialparse.criteria.words.atom import Atom

__all__ = ["is_time", "times"]

_DIAGNOSED = re.compile(r"\bdiagnos\w+|\bonset\b", re.IGNORECASE)
_DISEASE = re.compile(
    r"(?:\b(?:diagnos\w+|onset|diseases?|syndrome|disorder|symptoms?|pain|diabetes|lupus|sle|asthma|copd|psoriasis|eczema"
    r"|migraines?|epilepsy|depression|t2dm|lesions?|hypertension|infertility|cough"
    r"|\w+(?:itis|osis|oma|emia|pathy|uria|iasis)))\W*$",
    re.IGNORECASE,
)
_CRITERIA_BY = re.compile(
    r"\s+(?:by|according to|per|based on|as defined by|fulfilling|meeting|defined by)\b.*$", re.IGNORECASE | re.DOTALL
)
_SPANS = frozenset({"disease_duration", "age", "half_life_washout"})  # measured in time, and read as time
_HALF_LIVES = "{t1/2}"


def is_time(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is a stretch of time, and not a value of something that is measured in time."""
    return quantity.unit in sentence.lexicon.time_units and quantity.op != "lost" and not _is_value(sentence, quantity)


def _is_value(sentence: Sentence, quantity: Quantity) -> bool:
    """A time that is the value of a measured thing: life expectancy, QTc, sleep latency."""
    if quantity.unit == "ms":
        return True
    near = _near_measurement(sentence, quantity)
    known = sentence.measurement(near) if near is not None else None
    follows = sentence.codes[quantity.last + 1 : quantity.last + 2]
    if near is None or known is None or (follows and follows in "bag"):
        return False
    lasting = sentence.codes[quantity.first] == "d" or sentence.words(
        max(0, quantity.first - 6), quantity.first
    ).lower().endswith(("for", "lasting"))
    if lasting or sentence.of(near).lower().startswith("duration"):
        return False
    timed = known.unit in sentence.lexicon.time_units and known.unit != _HALF_LIVES and known.id not in _SPANS
    return timed or quantity.unit == "s"


def _near_measurement(sentence: Sentence, quantity: Quantity) -> Atom | None:
    """The measurement a few atoms before a quantity, else right after it."""
    first, after = sentence.bounds(quantity.first)
    codes = sentence.codes
    for index in range(quantity.first - 1, max(first, quantity.first - 8) - 1, -1):
        if codes[index] == "M":
            return sentence.atoms[index]
        if codes[index] in ";N":
            break
    for index in range(quantity.last + 1, min(after, quantity.last + 4)):
        if codes[index] == "M":
            return sentence.atoms[index]
        if codes[index] in ";KN)b":
            break
    return None


def _placed(sentence: Sentence, quantities: Sequence[Quantity]) -> list[tuple[Quantity, Timing]]:
    """Each time with how it lies; those of one list share the moment named at its end.

    `within 90 days or intravenously within 180 days of screening`
    """
    placed = [(quantity, timing(sentence, quantity)) for quantity in quantities]
    for place in range(len(placed) - 2, -1, -1):
        (quantity, when), (behind, later) = placed[place], placed[place + 1]
        between = sentence.codes[quantity.last + 1 : behind.first]
        listed = ("O" in between or "K" in between or "(" in between) and not {";", "."}.intersection(between)
        if listed and when.kind == "window" and when.anchor is None and when.direction == later.direction == "before":
            when.anchor = later.anchor
    return placed


def times(sentence: Sentence, quantities: Sequence[Quantity], used_anchors: set[int]) -> Iterator[Draft]:
    """The windows and durations; the anchors they take are added to `used_anchors`."""
    before: SubjectSpan | None = None
    for quantity, when in _placed(sentence, quantities):
        lower, upper = _bounds(sentence, quantity, when)
        if not when.kind or (lower is None and upper is None):
            continue
        if when.anchor is not None:
            used_anchors.add(when.anchor.start)
        shares = quantity.rule == "shared" and sentence.codes[quantity.first - 1 : quantity.first] in ("O", "(", "S")
        subject = before if shares and before is not None else _subject(sentence, quantity, when)
        before = subject
        if quantity.unit == _HALF_LIVES and subject is not None:
            subject = SubjectSpan(subject.start, subject.end, "half_life_washout")
        anchor = anchor_plain(sentence, when.anchor)
        yield limit_draft(
            sentence, quantity, when.kind, (lower, upper), subject, direction=when.direction, anchor=anchor
        )


def _bounds(sentence: Sentence, quantity: Quantity, when: Timing) -> tuple[Limit | None, Limit | None]:
    """The sides; a time without comparator is the least of a state and the most of an event."""
    if not quantity.op and quantity.value is not None:
        limit = (quantity.value, True)
        return (limit, None) if when.kind == "duration" else (None, limit)
    if when.direction == "before" and sentence.text.startswith(("later", "Later"), quantity.start):
        return None, quantity.lower  # later than a month before: less than a month away
    return quantity.lower, quantity.upper


def _subject(sentence: Sentence, quantity: Quantity, when: Timing) -> SubjectSpan | None:
    """The event or state the time is about; a disease's own time is `disease_duration`."""
    first, after = sentence.bounds(quantity.first)
    for index in range(quantity.first - 1, max(first, quantity.first - 4) - 1, -1):
        atom = sentence.atoms[index]
        if atom.code == "M" and atom.key == "disease_duration":
            return SubjectSpan(atom.start, atom.end, atom.key)
    found = event(sentence, first, quantity.first)
    follows = sentence.codes[quantity.last + 1 : quantity.last + 2]
    if follows == "f" and when.anchor is None and (found is None or quantity.op != "within"):
        return following(sentence, quantity.last + 1, after) or found
    if found is None and follows in ("a", "F", "b"):
        return following(sentence, quantity.last + 2, after)
    if MENOPAUSE.match(sentence.text, quantity.end):
        return following(sentence, quantity.last + 1, after) or found
    if found is None or (when.kind == "duration" and is_person(sentence, first, quantity.first)):
        found = following(sentence, quantity.last + 1, after) or found
    if found is not None:
        words = _CRITERIA_BY.sub("", sentence.text[found.start : found.end])
        if _DISEASE.search(words) and (when.kind == "duration" or _DIAGNOSED.search(words)):
            found.id = "disease_duration"
    return found
