"""The mirror whose page has headings, each followed by a sentence of the site's own, and API values in capitals.

It comes in two text forms: with the labels of the fields (`meddatax`), and with the values alone (`meddatax_values`),
where the order and the vocabulary of the values tell which is which.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trialparse.layouts import readers as read
from trialparse.layouts.draft import Draft
from trialparse.layouts.engine import Block, Layout, cut_at, own_lines, run
from trialparse.layouts.lines import Line
from trialparse.layouts.meddatax_groups import read_groups
from trialparse.layouts.readers import Reader
from trialparse.values import (
    is_email,
    is_missing,
    read_age,
    read_count,
    read_date,
    read_enum,
    read_flag,
    read_phases,
    read_place,
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
_FOOTER = re.compile(
    r"was this page|share this|terms of|privacy|cookie|recently viewed|this site |copyright|©|all rights|contact us"
    r"|about us|sign in|back to top|subscribe|follow us|powered by|disclaimer",
    re.IGNORECASE,
)
_RELATED = re.compile(r"(?P<id>NCT\d{8})(?:\s+(?P<status>[A-Z_]{6,30}))?(?:\s+(?P<phase>(?:NA|[A-Z_]*PHASE\d)\S*))?")


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks of the page: a heading opens one when its sentence follows, or where the page has no sentences at all."""
    places = [place for place, line in enumerate(lines) if line.key in SENTENCES]
    cuts = [place for place in places if place + 1 < len(lines) and _is_sentence(lines[place], lines[place + 1])]
    sentences = 1 if cuts else 0
    body = _without_footer(lines, (cuts or places or [0])[-1])
    return cut_at(
        body,
        [
            (place, place + 1 + (0 if lines[place].key in _STATED else sentences), lines[place].key, None)
            for place in cuts or places
        ],
    )


def _is_sentence(heading: Line, line: Line) -> bool:
    return line.key.startswith(SENTENCES[heading.key])


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
    """A description, and who is masked."""
    roles = [(line, role) for line in lines if (role := read_enum("who_masked", line.text))]
    for line, role in roles:
        draft.extend("design.who_masked", role, line.start, line.end)
    masked = {line for line, _ in roles}
    draft.text("design.masking_description", [line for line in lines if line not in masked])


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


def _is_value(table: str, line: Line) -> bool:
    """Whether a line is a value as the API spells it."""
    return read_enum(table, line.text) == line.text


def _basic_values(draft: Draft, lines: Sequence[Line]) -> None:
    """Status, phase, enrollment, type and dates, in that order, any of them missing."""
    dates = [line for line in lines if read_date(line.text)]
    for line in lines:
        if "status" not in draft.values and _is_value("status", line):
            _BASICS["recruitment status"](draft, [line])
        elif line.key.endswith("participants") and read_count(line.text):
            read.count(draft, [line])
        elif _is_value("study_type", line):
            _BASICS["study classification"](draft, [line])
        elif "phases" not in draft.values and line not in dates and read_phases(line.text):
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
        place = next((n for n, (_, table) in enumerate(labels) if _is_value(table, line)), None)
        if place is not None:
            label, labels = labels[place][0], labels[place + 1 :]
        if label:
            found.setdefault(label, []).append(line)
    for name, values in found.items():
        _DESIGN[name](draft, values)


def _eligibility(draft: Draft, lines: Sequence[Line]) -> None:
    """The criteria, and under them the fields."""
    end = next((place for place, line in enumerate(lines) if _closes(lines, place)), None)
    criteria = lines if end is None else lines[:end]
    if end is not None:
        run(draft, own_lines(lines[end:], _ELIGIBILITY), _ELIGIBILITY)
    else:
        criteria = _eligibility_values(draft, lines)
    if criteria:
        draft.eligibility = criteria[0].start, criteria[-1].end
        draft.take(criteria)


def _closes(lines: Sequence[Line], place: int) -> bool:
    """Whether the fields begin here: from this label on, no more than one line stands under each."""
    if lines[place].key not in _ELIGIBILITY:
        return False
    blocks = own_lines(lines[place:], _ELIGIBILITY)
    return all(len(block.lines) <= 1 for block in blocks if block.label != "study population")


def _eligibility_values(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """Read ages, sex and volunteers from the end of the section; the lines left are the criteria."""
    left = list(lines)
    if left and read_flag(left[-1].text) is not None:
        read.flag("eligibility.healthy_volunteers")(draft, [left.pop()])
    if left and _is_value("sex", left[-1]):
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


def _sponsors(draft: Draft, lines: Sequence[Line]) -> None:
    place = 0
    while place < len(lines):
        name, place = lines[place], place + 1
        kind = role = None
        if place < len(lines) and _is_value("sponsor_class", lines[place]):
            kind, place = lines[place], place + 1
        if place < len(lines) and (given := lines[place].after("Sponsor Role")):
            role, place = given, place + 1
        draft.item("sponsors", name=name, **{"class": kind, "role": _read(role, "sponsor_role")})


def _read(line: Line | None, table: str) -> tuple[str, Line] | Line | None:
    """The API's value of a line, or the line as it stands."""
    if line is None or is_missing(line.text):
        return None
    value = read_enum(table, line.text)
    return line if value is None else (value, line)


def _responsible(draft: Draft, lines: Sequence[Line]) -> None:
    for place, line in enumerate(lines):
        role = line.after("Responsibility Role")
        if role is not None:
            draft.text("responsible_party.name", lines[:place][:1])
            read.enum("responsible_party.type", "responsible_party_type")(draft, [role])
            for name, given in zip(("title", "affiliation"), lines[place + 1 :], strict=False):
                read.text(f"responsible_party.{name}")(draft, [given])
            return


_ORGANIZATION = re.compile(
    r"universit|hospital|institut|college|cent(?:er|re|ro)|school|clinic|foundation|\binc\b|\bltd\b|\bllc\b|gmbh|pharma"
    r"|department|laborator|ministry|national|academy|medic|health|research|group|society|association|trust|klinik|company",
    re.IGNORECASE,
)


def _officials(draft: Draft, lines: Sequence[Line]) -> None:
    """Name, role and affiliation, of which the last two may be missing."""
    place = 0
    while place < len(lines):
        name, place = lines[place], place + 1
        role = lines[place].after("Role") if place < len(lines) else None
        place += role is not None
        affiliation = None
        if place < len(lines) and not _is_name(lines, place, role is not None):
            affiliation, place = lines[place], place + 1
        draft.item("officials", name=name, role=_read(role, "official_role"), affiliation=affiliation)


def _is_name(lines: Sequence[Line], place: int, after_role: bool) -> bool:
    """Whether the line names the next official, rather than the affiliation of the last."""
    if place + 1 < len(lines) and lines[place + 1].after("Role"):
        return True
    return not after_role and not _ORGANIZATION.search(lines[place].text)


def _locations(draft: Draft, lines: Sequence[Line]) -> None:
    """Facility, place and, under a label that may stand empty, status."""
    place = 0
    while place < len(lines):
        facility: Line | None = lines[place]
        where = _site(lines, place + 1)
        if where is None:
            where, facility = _site(lines, place), None
        if where is None:
            place += 1
            continue
        place += 1 if facility is None else 2
        status = None
        if place < len(lines) and lines[place].key == "site status":
            draft.take([lines[place]])
            place += 1
            if place < len(lines) and _is_value("status", lines[place]):
                status, place = lines[place], place + 1
        parts = {name: where.part(start, end) for name, (start, end) in (read_place(where.text) or {}).items()}
        draft.item("locations", facility=facility, status=status, **parts)


def _site(lines: Sequence[Line], place: int) -> Line | None:
    """The line, if it is the address of a site: it ends in a country, or a label says that it is one."""
    if place >= len(lines):
        return None
    labelled = place + 1 < len(lines) and lines[place + 1].key == "site status"
    return lines[place] if labelled or read_place(lines[place].text) else None


def _contacts(draft: Draft, lines: Sequence[Line]) -> None:
    """Name, role, phone and e-mail; a line before a role is a name."""
    roles = [place for place, line in enumerate(lines) if line.after("Role")]
    for place, following in zip(roles, [*roles[1:], len(lines) + 1], strict=True):
        rest = lines[place + 1 : following - 1]
        email = next((line for line in rest if is_email(line.text)), None)
        phone = next((line for line in rest if line is not email), None)
        name = lines[place - 1] if place and place - 1 not in roles else None
        draft.item(
            "contacts", name=name, role=_read(lines[place].after("Role"), "contact_role"), phone=phone, email=email
        )


def _identifiers(draft: Draft, lines: Sequence[Line]) -> None:
    found: dict[str, object] = {}
    place = ""
    for line in lines:
        kind, source = line.after("Identifier Type"), line.after("Identifier Source")
        if kind is not None and place:
            draft.take([line])
            draft.field(found, place, "type", _read(kind, "identifier_type"))
        elif source is not None and place:
            draft.field(found, place, "source", _read(source, "identifier_source"))
        else:
            place = f"identifiers[{len(draft.values.get('identifiers', ()))}]"
            found = draft.item("identifiers", id=line)


def _related(draft: Draft, lines: Sequence[Line]) -> None:
    """Title, and on the next line id, status and phase: all of them another trial's."""
    titles: list[Line] = []
    for line in lines:
        match = _RELATED.fullmatch(line.text)
        if match is None:
            titles.append(line)
            continue
        parts = {name: line.part(*match.span(name)) for name in ("id", "status", "phase") if match[name]}
        draft.item("related_trials", title=titles, **parts)
        titles = []


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
    "sponsors": _sponsors,
    "responsible party": _responsible,
    "principal investigators": _officials,
    "locations": _locations,
    "countries": read.each("countries"),
    "central contacts": _contacts,
    "facility contacts": _contacts,
    "other identifiers": _identifiers,
    "more related trials": _related,
    "related clinical trials": _related,
}
_LABELS = _BASICS.keys() | _DESIGN.keys() | _ELIGIBILITY.keys()
_HEADINGS = frozenset(SENTENCES)

MEDDATAX_VALUES = Layout(
    name="meddatax_values",
    readers=_SECTIONS,
    joint={("study groups", "interventions"): read_groups},
    cut=_cut,
    signs=_HEADINGS,
    needed=3,
    openings=_openings,
)
MEDDATAX = replace(MEDDATAX_VALUES, name="meddatax", signs=_HEADINGS | _LABELS)
