"""Readers of the European application form's fields: answers to its questions, and what each sponsor tells."""

import re
from collections.abc import Iterator, Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line, line_of
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages.euctr_form import line_start
from trialparse.model.criterion import Kind
from trialparse.values import is_missing, read_flag

__all__ = [
    "acronym",
    "authority",
    "conditions",
    "contact",
    "country",
    "criteria",
    "enrollment",
    "number",
    "one_of",
    "outcome",
    "phases",
    "results",
    "sex",
    "sponsor_class",
    "status",
    "time_frame",
]

_OTHER_ID = re.compile(r"Name:?\s{0,9}(?P<source>[^:]{0,120}?)\s{0,9}Number:?\s{0,9}(?P<id>\S[^\n]{0,80})")
_OUTSIDE = re.compile(r"outside\b|(?:third|non[- ]?(?:eu|eea))\b|(?:EU|EEA)(?:/EE?A)?\b", re.IGNORECASE)
_MOST_WORDS = 3  # of an acronym


def country(draft: Draft, lines: Sequence[Line]) -> None:
    """`Spain - AEMPS`: the state and its authority; `Outside EU/EEA` is no state."""
    if _is_stated(lines) and _OUTSIDE.match(lines[0].text):
        draft.take(lines)
    elif _is_stated(lines):
        dash = lines[0].text.find(" - ")
        items.names("countries")(draft, [lines[0].part(0, dash) if dash > 0 else lines[0]])
        draft.take(lines)


def authority(draft: Draft, lines: Sequence[Line]) -> None:
    """The authority of a state, where its name tells the state; one of all states' has none."""
    if lines and " - " in lines[0].text:
        country(draft, lines)
    draft.take(lines)


def number(**told: str) -> Reader:
    """An id of the trial, once; another registry's may come as its name and number."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        if not _is_stated(lines):
            return
        known = [each["id"] for each in draft.values.get("identifiers", ())[:1]]  # the head has the sponsor's
        start = lines[0].start
        named = list(_OTHER_ID.finditer(draft.folded[start : lines[-1].end]))
        for match in named:
            source = line_of(match["source"], start + match.start("source"))
            given = line_of(match["id"], start + match.start("id"))
            draft.item("identifiers", id=given, source=source if source.text else None)
        if not named and lines[0].text not in known:
            items.identifiers(**told)(draft, lines)

    return reader


def acronym(draft: Draft, lines: Sequence[Line]) -> None:
    """The name or abbreviated title, where it looks like an acronym: not `Alzheimer's disease`."""
    words = lines[0].text.split() if len(lines) == 1 else []
    if 0 < len(words) <= _MOST_WORDS and any(sum(map(str.isupper, word)) > 1 for word in words):
        read.text("acronym")(draft, lines)


def results(draft: Draft, lines: Sequence[Line]) -> None:
    """`View results`, where there are any."""
    if lines and "result" in lines[0].key:
        draft.put("has_results", "no " not in lines[0].key, lines[0].start, lines[0].end)


def status(draft: Draft, lines: Sequence[Line]) -> None:
    """The state of the trial, which the page's head and its end tell."""
    draft.take(lines)
    if "status" not in draft.values:
        read.enum("status", "status")(draft, lines)


def criteria(kind: Kind) -> Reader:
    """Criteria of one kind; where the page has lost its line ends, the numbers of a list cut it."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        label = draft.heading[0].start if draft.heading else 0
        _, is_first = line_start(draft.folded, label)
        for part in [lines] if is_first else [[piece] for line in lines for piece in _run_on(line)]:
            items.criteria(kind)(draft, part)

    return reader


def _run_on(line: Line) -> Iterator[Line]:
    """The items of a numbered list that run into each other: `1. Gout of 6 mg/dL2. Consent`."""
    place, number = 0, 1
    if line.text.startswith("1."):
        while match := re.compile(rf"(?<=[^\d\s.,]){number + 1}\.\s?(?=\S)").search(line.text, place + 2):
            yield line.part(place, match.start())
            place, number = match.start(), number + 1
    yield line.part(place)


def contact(name: str) -> Reader:
    """A field of the contact that the last sponsor names."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        known = draft.values.setdefault("contacts", [])
        draft.take(lines)
        if lines and (name == "name" or not known or name in known[-1]):
            draft.item("contacts", **{name: lines[0]})
        elif lines:
            draft.field(known[-1], f"contacts[{len(known) - 1}]", name, lines[0])

    return reader


def sponsor_class(draft: Draft, lines: Sequence[Line]) -> None:
    """Commercial or not, of the last sponsor; not a word of the API's, and kept."""
    known = draft.values.get("sponsors", ())
    if lines and known:
        path = f"sponsors[{len(known) - 1}]"
        draft.field(known[-1], path, "class", lines[0])
        draft.report("unknown-value", "not a class of the API's", lines[:1], f"{path}.class")


def outcome(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        if lines:
            draft.item("outcomes", measure=lines, type=(kind, lines[0]))

    return reader


def time_frame(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        known = draft.values.get("outcomes", ())
        if lines and known and known[-1]["type"] == kind:
            draft.field(known[-1], f"outcomes[{len(known) - 1}]", "time_frame", lines)

    return reader


def _is_stated(lines: Sequence[Line]) -> bool:
    return bool(lines) and not is_missing(lines[0].text)


def _said_yes(lines: Sequence[Line]) -> bool:
    return bool(lines) and read_flag(lines[0].text) is True


def _said_no(lines: Sequence[Line]) -> bool:
    return bool(lines) and read_flag(lines[0].text) is False


def phases(draft: Draft, *answers: Sequence[Line]) -> None:
    for phase, lines in zip(("PHASE1", "PHASE2", "PHASE3", "PHASE4"), answers, strict=True):
        draft.take(lines)
        if _said_yes(lines):
            draft.extend("phases", phase, lines[0].start, lines[0].end)


def sex(draft: Draft, female: Sequence[Line], male: Sequence[Line]) -> None:
    draft.take([*female, *male])
    told = [lines[0] for lines in (female, male) if _said_yes(lines)]
    if told and female and male:
        value = "ALL" if len(told) == 2 else "FEMALE" if _said_yes(female) else "MALE"
        draft.put("eligibility.sex", value, told[0].start, told[-1].end)
    elif female or male:
        message = "the other sex is not asked for" if told else "neither sex is said to take part"
        draft.report("unknown-value", message, [*female, *male], "eligibility.sex")


def conditions(draft: Draft, conditions: Sequence[Line], plainly: Sequence[Line]) -> None:
    """The conditions, or else what they are in easily understood language."""
    draft.take(plainly)
    read.each("conditions")(draft, conditions if _is_stated(conditions) else plainly)


def enrollment(
    draft: Draft,
    whole: Sequence[Line],
    area: Sequence[Line],
    state: Sequence[Line],
    states: Sequence[Line],
    outside: Sequence[Line],
) -> None:
    """The number in the whole trial; that in the EEA or the member state where the trial goes no further."""
    draft.take([*whole, *area, *state])
    if _is_number(whole):
        read.count(draft, whole)
    elif _is_number(area) and _said_no(outside):
        read.count(draft, area)
    elif _is_number(state) and _said_no(states) and not _said_yes(outside):
        read.count(draft, state)
    elif _is_number(area) or _is_number(state):
        message = "the number is of a part of the trial, and none is given of the whole"
        draft.report("partial-count", message, (*area[:1], *state[:1]), "enrollment.count", "info")


def _is_number(lines: Sequence[Line]) -> bool:
    """Whether a number of people is told; the form has 0 where there is none."""
    return _is_stated(lines) and lines[0].text.strip("0 ") != ""


def one_of(path: str, *values: str) -> Reader:
    """The value whose question is answered with yes, where only one is."""

    def reader(draft: Draft, *answers: Sequence[Line]) -> None:
        told = [(value, lines[0]) for value, lines in zip(values, answers, strict=True) if _said_yes(lines)]
        for lines in answers:
            draft.take(lines)
        if len(told) == 1:
            draft.put(path, told[0][0], told[0][1].start, told[0][1].end)

    return reader
