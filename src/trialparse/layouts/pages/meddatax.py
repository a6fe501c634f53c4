"""The mirror whose page has headings, each followed by a sentence of the site's own, and API values in capitals.

It comes in two text forms: with the labels of the fields (`meddatax`), and with the values alone (`meddatax_values`),
where the order and the vocabulary of the values tell which is which.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout, cut_at, own_lines, run
from trialparse.layouts.engine.lines import FOOTER, Line
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages import meddatax_records as records
from trialparse.layouts.pages.meddatax_groups import read_groups
from trialparse.layouts.pages.meddatax_records import is_value
from trialparse.values import (
    read_age,
    read_count,
    read_date,
    read_enum,
    read_flag,
    read_phases,
)

__all__ = ["MEDDATAX", "MEDDATAX_VALUES"]

# The first words of the site's sentence under each heading: only a heading with its sentence is one, since the trial's
# own texts have lines like "Conditions", too.
SENTENCES = {
    "study results": ("results pending", "results available", "the study team has"),
    "basic information": ("get a concise",),
    "brief summary": ("review the sponsor",),
    "detailed description": ("dive into",),
    "conditions": ("see the medical",),
    "keywords": ("explore important",),
    "study design": ("understand how",),
    "study groups": ("review each arm",),
    "interventions": ("learn about the drugs",),
    "eligibility criteria": ("check the participation",),
    "sponsors": ("meet the organizations",),
    "responsible party": ("identify the individual",),
    "principal investigators": ("learn about the lead",),
    "locations": ("explore where",),
    "countries": ("review the countries",),
    "central contacts": ("reach out",),
    "facility contacts": ("find local",),
    "other identifiers": ("review additional",),
    "more related trials": ("additional clinical trials",),
    "related clinical trials": ("explore similar",),
}
_STATED = frozenset({"study results"})  # its sentence is its value
# More of them, where nothing else is known of a text.
_TELLING = re.compile(
    r"get a concise snapshot|review the (?:sponsor|countries)|dive into the extended|see the medical conditions"
    r"|explore (?:important study|where the study|similar clinical)|understand how the trial|review each arm"
    r"|learn about the (?:drugs|lead)|check the participation|meet the organizations|identify the individual"
    r"|reach out to these|find local site|review additional registry|additional clinical trials"
)
_FOOTER = re.compile(rf"{FOOTER}|terms of|all rights", re.IGNORECASE)


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks of the page, each opened by a heading and its sentence."""
    places = _headings(lines)
    body = _without_footer(lines, places[-1] if places else 0)
    return cut_at(
        body, [(place, place + 1 + _has_own_sentence(lines, place), lines[place].key, None) for place in places]
    )


def _headings(lines: Sequence[Line]) -> list[int]:
    """The headings with their sentences; where most lack it, each heading's first place, too."""
    places = [place for place, line in enumerate(lines) if line.key in SENTENCES]
    sure = [place for place in places if _is_sentence(lines, place)]
    if 2 * len(sure) >= len(places):
        return sure
    first = {lines[place].key: place for place in reversed(places)}
    return sorted((first | {lines[place].key: place for place in reversed(sure)}).values())


def _has_own_sentence(lines: Sequence[Line], place: int) -> bool:
    return lines[place].key not in _STATED and _is_sentence(lines, place)


def _is_sentence(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading is followed by its sentence."""
    following = lines[place + 1 : place + 2]
    return bool(following) and following[0].key.startswith(SENTENCES[lines[place].key])


def _without_footer(lines: Sequence[Line], last_heading: int) -> Sequence[Line]:
    """The page up to the site's own last lines."""
    for place in range(last_heading + 2, len(lines)):
        if _FOOTER.match(lines[place].text):
            return lines[:place]
    return lines


def _openings(lines: Sequence[Line]) -> list[int]:
    """The titles: each stands before a line with the id and one with the date."""
    return [
        max(place - 1, 0)
        for place, line in enumerate(lines[:-1])
        if line.key.startswith("nct id: nct") and lines[place + 1].key.startswith("last updated")
    ]


def _head(draft: Draft, lines: Sequence[Line]) -> None:
    for place, line in enumerate(lines):
        number, updated = line.after("NCT ID"), line.after("Last Updated")
        if number is not None and "id" not in draft.values:
            read.trial_id(draft, [number])
            draft.text("title", lines[max(place - 1, 0) : place])
        if updated is not None:
            read.date("last_updated")(draft, [updated])


def _results(draft: Draft, lines: Sequence[Line]) -> None:
    for line in lines:
        told = line.key.startswith(("results", "the study team", "view full"))
        if told:
            draft.put("has_results", "pending" not in line.key and "has not" not in line.key, line.start, line.end)


def _fields(labels: Mapping[str, Reader], without: Reader) -> Reader:
    """Read a section's labels, or its values alone where it has none."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        blocks = own_lines(lines, labels)
        if any(block.label for block in blocks):
            run(draft, blocks, labels)
        else:
            without(draft, lines)

    return reader


def _with_rest(first: Reader, rest: Reader) -> Reader:
    """The value on the first line, and what an unlabelled rest says."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        first(draft, lines[:1])
        rest(draft, lines[1:])

    return reader


def _masking_rest(draft: Draft, lines: Sequence[Line]) -> None:
    """A description, and then who is masked."""
    roles = [(place, role) for place, line in enumerate(lines) if (role := read_enum("who_masked", line.text))]
    for place, role in roles:
        draft.extend("design.who_masked", role, lines[place].start, lines[place].end)
    draft.text("design.masking_description", lines[: roles[0][0]] if roles else lines)


_MODEL_REST = read.prose("design.intervention_model_description")
_BASICS: dict[str, Reader] = {
    "recruitment status": read.enum("status", "status"),
    "clinical phase": read.phases,
    "total enrollment": read.count,
    "study classification": read.enum("study_type", "study_type"),
    "study start date": read.date("start_date"),
    "primary completion date": read.date("primary_completion_date"),
    "study completion date": read.date("completion_date"),
}
_DESIGN: dict[str, Reader] = {
    "allocation method": read.enum("design.allocation", "allocation"),
    "intervention model": _with_rest(read.enum("design.intervention_model", "intervention_model"), _MODEL_REST),
    "primary study purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "blinding strategy": _with_rest(read.enum("design.masking", "masking"), _masking_rest),
    "observational model type": read.enum("design.observational_model", "observational_model"),
    "study time perspective": read.enum("design.time_perspective", "time_perspective"),
}
_ELIGIBILITY: dict[str, Reader] = {
    "minimum eligible age": read.age("eligibility.minimum_age"),
    "maximum eligible age": read.age("eligibility.maximum_age"),
    "eligible sex": read.enum("eligibility.sex", "sex"),
    "accepts healthy volunteers": read.flag("eligibility.healthy_volunteers"),
    "sampling method": read.enum("eligibility.sampling_method", "sampling_method"),
    "study population": read.prose("eligibility.study_population"),
}


def _basic_values(draft: Draft, lines: Sequence[Line]) -> None:
    """Status, phase, enrollment, type and dates, in that order, any of them missing."""
    dates = [line for line in lines if read_date(line.text)]
    others = set(lines).difference(dates)
    for line in lines:
        if "status" not in draft.values and is_value("status", line):
            _BASICS["recruitment status"](draft, [line])
        elif line.key.endswith("participants") and read_count(line.text):
            read.count(draft, [line])
        elif is_value("study_type", line):
            _BASICS["study classification"](draft, [line])
        elif "phases" not in draft.values and line in others and read_phases(line.text):
            read.phases(draft, [line])
    if len(dates) == 2:
        read.date("start_date")(draft, dates[:1])
        read.date("completion_date")(draft, dates[1:])
    elif dates:
        draft.report("ambiguous-date", "no label tells which of the trial's dates this is", dates, "start_date")


def _design_values(draft: Draft, lines: Sequence[Line]) -> None:
    """The design's values in the order of their labels; other lines describe the value before them."""
    observational = draft.values.get("study_type") == "OBSERVATIONAL"
    labels = (
        [
            ("observational model type", "observational_model"),
            ("study time perspective", "time_perspective"),
        ]
        if observational
        else [
            ("allocation method", "allocation"),
            ("intervention model", "intervention_model"),
            ("primary study purpose", "primary_purpose"),
            ("blinding strategy", "masking"),
        ]
    )
    found: dict[str, list[Line]] = {}
    label = ""
    for line in lines:
        place = next((n for n, (_, table) in enumerate(labels) if is_value(table, line)), None)
        if place is not None:
            label, labels = labels[place][0], labels[place + 1 :]
        if label:
            found.setdefault(label, []).append(line)
    for name, values in found.items():
        _DESIGN[name](draft, values)


def _eligibility(draft: Draft, lines: Sequence[Line]) -> None:
    """The criteria, and under them the fields."""
    fields = list(_closing(own_lines(lines, _ELIGIBILITY)))
    run(draft, fields, _ELIGIBILITY)
    if fields:
        criteria = [line for line in lines if line.start < fields[-1].heading[0].start]
    else:
        criteria = list(_eligibility_values(draft, lines))
    if criteria:
        draft.eligibility = criteria[0].start, criteria[-1].end
        draft.take(criteria)


def _closing(blocks: Sequence[Block]) -> Iterator[Block]:
    """The fields at the section's end, from the last: under each stands no more than one line."""
    for block in reversed(blocks):
        if not block.label or (len(block.lines) > 1 and block.label != "study population"):
            return
        yield block


def _eligibility_values(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """Read ages, sex and volunteers from the end of the section; the lines left are the criteria."""
    left = list(lines)
    if left and read_flag(left[-1].text) is not None:
        read.flag("eligibility.healthy_volunteers")(draft, [left.pop()])
    if left and is_value("sex", left[-1]):
        read.enum("eligibility.sex", "sex")(draft, [left.pop()])
    ages: list[Line] = []
    while left and len(ages) < 2 and not left[-1].text[-1].isdigit() and read_age(left[-1].text):
        ages.insert(0, left.pop())
    if len(ages) == 2:
        read.age("eligibility.minimum_age")(draft, ages[:1])
        read.age("eligibility.maximum_age")(draft, ages[1:])
    elif ages:
        draft.take(ages)
        draft.report(
            "ambiguous-age", "no label tells whether this is the minimum or the maximum age", ages, "eligibility"
        )
    return left


_SECTIONS: dict[str, Reader] = {
    "": _head,
    "study results": _results,
    "basic information": _fields(_BASICS, _basic_values),
    "brief summary": read.prose("brief_summary"),
    "detailed description": read.prose("detailed_description"),
    "conditions": read.each("conditions"),
    "keywords": read.each("keywords"),
    "study design": _fields(_DESIGN, _design_values),
    "eligibility criteria": _eligibility,
    "sponsors": records.sponsors,
    "responsible party": records.responsible,
    "principal investigators": records.officials,
    "locations": records.locations,
    "countries": read.each("countries"),
    "central contacts": records.contacts,
    "facility contacts": records.contacts,
    "other identifiers": records.identifiers,
    "more related trials": records.related,
    "related clinical trials": records.related,
}
_LABELS = _BASICS.keys() | _DESIGN.keys() | _ELIGIBILITY.keys()
_HEADINGS = frozenset(SENTENCES)
_OF_OTHERS = frozenset(  # labels that other sites have, too
    {"recruitment status", "study start date", "primary completion date", "study completion date", "intervention model"}
    | {"accepts healthy volunteers", "sampling method", "study population"}
)
_OWN = frozenset(
    {"nct id", "basic information", "study groups", "principal investigators", "central contacts", "facility contacts"}
    | {"other identifiers", "more related trials", "related clinical trials"}
)

MEDDATAX_VALUES = Layout(
    name="meddatax_values",
    readers=_SECTIONS,
    joint={("study groups", "interventions"): read_groups},
    cut=_cut,
    signs=_HEADINGS,
    needed=3,
    own=_OWN,
    openings=_openings,
    telling=_TELLING,
)
MEDDATAX = replace(MEDDATAX_VALUES, name="meddatax", signs=_HEADINGS | _LABELS, own=_OWN | (_LABELS - _OF_OTHERS))
