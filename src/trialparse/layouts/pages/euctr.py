"""The EU Clinical Trials Register's page and text: a code, a label and a value, a record for each member state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from trialparse.layouts.engine import items, overviews
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages.euctr_form import FIELDS, FURNITURE, HEAD, PRODUCTS, cut_form, form_lines
from trialparse.layouts.pages.euctr_products import products
from trialparse.values import is_missing, read_flag

__all__ = ["EUCTR"]

_TRANSLATION = "translation"
_LANGUAGE = re.compile(r" \([a-z]{2}\)\Z")
_OTHER_ID = re.compile(r"Name:?\s{0,9}(?P<source>[^:]{0,120}?)\s{0,9}Number:?\s{0,9}(?P<id>\S.{0,80})")
_LONGEST_ACRONYM = 40
_OPENING = ("EudraCT Number", "A.1", "A.2")  # what opens a record: the first of these that a text has


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks by code."""
    return list(_in_one_language(cut_form(lines)))


def _openings(lines: Sequence[Line]) -> list[int]:
    """The places of the lines at which a record begins."""
    places = ([place for place, line in enumerate(lines) if line.key == key] for key in _OPENING)
    return next(filter(None, places), [])


def _in_one_language(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each field once: in a second language it is a translation, unless it stands in that language alone."""
    filled: set[str] = set()
    for block in blocks:
        code = _LANGUAGE.sub("", block.label)
        translated = code != block.label and code in filled
        if block.lines and not translated:
            filled.add(code)
        yield replace(block, label=_TRANSLATION if translated else code)


def _translation(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(lines)
    draft.report("translation", "the same in a second language, left as it is", lines, None, "info")


def _country(draft: Draft, lines: Sequence[Line]) -> None:
    """`Spain - AEMPS`: the state and its authority."""
    if _is_stated(lines):
        dash = lines[0].text.find(" - ")
        items.names("countries")(draft, [lines[0].part(0, dash) if dash > 0 else lines[0]])
        draft.take(lines)


def _authority(draft: Draft, lines: Sequence[Line]) -> None:
    """The authority of a state, where its name tells the state; one of all states' has none."""
    if lines and " - " in lines[0].text:
        _country(draft, lines)
    draft.take(lines)


def _number(**told: str) -> Reader:
    """An id of the trial, once; another registry's may come as its name and number."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        if not _is_stated(lines):
            return
        known = {each["id"] for each in draft.values.get("identifiers", ())}
        (line,) = items.joined(lines)
        named = _OTHER_ID.search(line.text) if len(lines) == 1 else None
        if named is not None:
            source = line.part(*named.span("source"))
            draft.item("identifiers", id=line.part(*named.span("id")), source=source if source.text else None)
        elif lines[0].text not in known:
            items.identifiers(**told)(draft, lines)

    return reader


def _acronym(draft: Draft, lines: Sequence[Line]) -> None:
    """The name or abbreviated title: a short one."""
    if _is_stated(lines) and len(lines[0].text) <= _LONGEST_ACRONYM:
        read.text("acronym")(draft, lines)
    elif _is_stated(lines):
        draft.take(lines)
        draft.report("unknown-value", "too long for an acronym; perhaps a title", lines, "acronym", "info")


def _results(draft: Draft, lines: Sequence[Line]) -> None:
    """`View results`, where there are any."""
    if lines and "result" in lines[0].key:
        draft.put("has_results", "no " not in lines[0].key, lines[0].start, lines[0].end)


def _contact(name: str) -> Reader:
    """A field of the contact that the last sponsor names."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        known = draft.values.setdefault("contacts", [])
        draft.take(lines)
        if lines and (name == "name" or not known or name in known[-1]):
            draft.item("contacts", **{name: lines[0]})
        elif lines:
            draft.field(known[-1], f"contacts[{len(known) - 1}]", name, lines[0])

    return reader


def _sponsor_class(draft: Draft, lines: Sequence[Line]) -> None:
    """Commercial or not, of the last sponsor; not a word of the API's, and kept."""
    known = draft.values.get("sponsors", ())
    if lines and known:
        path = f"sponsors[{len(known) - 1}]"
        draft.field(known[-1], path, "class", lines[0])
        draft.report("unknown-value", "not a class of the API's", lines[:1], f"{path}.class")


def _outcome(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        if lines:
            draft.item("outcomes", measure=lines, type=(kind, lines[0]))

    return reader


def _time_frame(kind: str) -> Reader:
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


def _phases(draft: Draft, *answers: Sequence[Line]) -> None:
    for phase, lines in zip(("PHASE1", "PHASE2", "PHASE3", "PHASE4"), answers, strict=True):
        draft.take(lines)
        if _said_yes(lines):
            draft.extend("phases", phase, lines[0].start, lines[0].end)


def _sex(draft: Draft, female: Sequence[Line], male: Sequence[Line]) -> None:
    draft.take([*female, *male])
    told = [lines[0] for lines in (female, male) if _said_yes(lines)]
    if told:
        value = "ALL" if len(told) == 2 else "FEMALE" if _said_yes(female) else "MALE"
        draft.put("eligibility.sex", value, told[0].start, told[-1].end)
    elif female or male:
        draft.report("unknown-value", "neither sex is said to take part", [*female, *male], "eligibility.sex")


def _conditions(draft: Draft, conditions: Sequence[Line], plainly: Sequence[Line]) -> None:
    """The conditions, or else what they are in easily understood language."""
    draft.take(plainly)
    read.each("conditions")(draft, conditions if _is_stated(conditions) else plainly)


def _enrollment(
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


def _one_of(path: str, *values: str) -> Reader:
    """The value whose question is answered with yes, where only one is."""

    def reader(draft: Draft, *answers: Sequence[Line]) -> None:
        told = [(value, lines[0]) for value, lines in zip(values, answers, strict=True) if _said_yes(lines)]
        for lines in answers:
            draft.take(lines)
        if len(told) == 1:
            draft.put(path, told[0][0], told[0][1].start, told[0][1].end)

    return reader


_READERS: dict[str, Reader] = {
    **dict.fromkeys((FURNITURE, *HEAD, *FIELDS), read.skip),
    _TRANSLATION: _translation,
    "EudraCT Number": read.trial_id,
    "Sponsor's Protocol Code Number": _number(source="org_study_id"),
    "National Competent Authority": _authority,
    "Trial Status": read.enum("status", "status"),
    "Trial results": _results,
    "A.1": _country,
    "A.2": read.trial_id,
    "A.3": read.prose("official_title"),
    "A.3.1": read.prose("title"),
    "A.3.2": _acronym,
    "A.4.1": _number(source="org_study_id"),
    "A.5.1": _number(type="REGISTRY"),
    "A.5.2": _number(type="REGISTRY"),
    "A.5.3": _number(type="REGISTRY"),
    "A.5.4": _number(type="OTHER"),
    "B.1.1": items.sponsors("lead"),
    "B.3.1": _sponsor_class,
    "B.5.2": _contact("name"),
    "B.5.4": _contact("phone"),
    "B.5.6": _contact("email"),
    PRODUCTS: products,
    "E.3": items.criteria("inclusion"),
    "E.4": items.criteria("exclusion"),
    "E.5.1": _outcome("primary"),
    "E.5.1.1": _time_frame("primary"),
    "E.5.2": _outcome("secondary"),
    "E.5.2.1": _time_frame("secondary"),
    "E.8.6.3": items.names("countries"),
    "F.3.1": read.flag("eligibility.healthy_volunteers"),
    "H.4": _country,
    "P. End of Trial Status": read.enum("status", "status"),
    "P. Date of the global end of the trial": read.date("completion_date"),
}

EUCTR = Layout(
    name="euctr",
    readers=_READERS,
    cut=_cut,
    signs=frozenset((*HEAD, *FIELDS)),
    needed=3,
    registry="EU Clinical Trials Register",
    day_first=True,
    joint={
        ("E.1.1", "E.1.1.1"): _conditions,
        ("E.7.1", "E.7.2", "E.7.3", "E.7.4"): _phases,
        ("F.1.1", "F.1.2", "F.1.3"): overviews.age_groups,
        ("F.2.1", "F.2.2"): _sex,
        ("F.4.2.2", "F.4.2.1", "F.4.1", "E.8.5", "E.8.6.1"): _enrollment,
        ("E.8.1.1",): _one_of("design.allocation", "RANDOMIZED"),
        ("E.8.1.2", "E.8.1.3", "E.8.1.4"): _one_of("design.masking", "NONE", "SINGLE", "DOUBLE"),
        ("E.8.1.5", "E.8.1.6"): _one_of("design.intervention_model", "PARALLEL", "CROSSOVER"),
    },
    openings=_openings,
    divide=form_lines,
)
