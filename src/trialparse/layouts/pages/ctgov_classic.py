"""ClinicalTrials.gov's study page as it was until 2024, copied as text: `Label : value`, or a label above its lines.

Scraped copies of it have lost the text of its links, such as the sponsor at the head, and have the cells of the table
of conditions on one line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages import ctgov
from trialparse.layouts.pages.ctgov_arms import Treatment, read_arms, treatment
from trialparse.layouts.pages.ctgov_outcomes import numbered
from trialparse.layouts.pages.ctgov_titles import title
from trialparse.values import is_email

__all__ = ["CTGOV_CLASSIC"]

_SITE = re.compile(
    r"the safety and scientific|listing a study does not mean|read our disclaimer|save this study|warning\Z"
    r"|working\.\.\.|clinicaltrials\.gov(?: menu)?\Z|layout table for"
)
_TREATMENT = re.compile(
    r"(?<!\S)(?:Behavioral|Biological|Combination Product|Device|Diagnostic Test|Dietary Supplement|Drug|Genetic"
    r"|Procedure|Radiation|Other): "
)
_PHASE = re.compile(r"(?:Early Phase 1|Phase [1-4](?:\s?/\s?Phase [1-4])?|Not Applicable)")
_PHASES = re.compile(rf"(?<!\S){_PHASE.pattern}(?:\s+Phase [1-4])?\Z")
_TELLING = re.compile(
    r"clinicaltrials\.gov identifier ?:|condition or disease intervention|keywords provided by\b|layout table for\b"
    r"|(?:arm|group/cohort) intervention/treatment\Z"
    r"|information from the national library of medicine\Z|please refer to this study by"
    r"|(?:actual|estimated|anticipated) enrollment ?:|(?:(?:actual|estimated|anticipated) )?primary completion date ?:"
    r"|(?:ages eligible for study|(?:sexes|genders) eligible for study|accepts healthy volunteers"
    r"|information provided by \(responsible party\)|(?:primary|secondary|other) outcome measures"
    r"|other study id numbers) ?:"
    r"|(?:study description|arms and interventions|groups and cohorts|outcome measures"
    r"|sponsors and collaborators)\Z"
)
_HEAD_GAP = 120  # between the title and the id, without the label
_CONTACT = re.compile(r"contact(?: backup)?\Z")
_PERSON = re.compile(
    r"(?P<name>\S(?:[^\n]{0,200}?\S)??)(?:\s+(?P<phone>\+?[\d(][-\d\s().+/]{5,30}\d(?: ?(?:ext|x)\.? ?\d{1,6})?))?"
    r"(?:\s+(?P<email>\S{1,64}@\S{1,190}))?"
)

Cells = tuple[list[Line], list[Treatment], list[Line]]  # conditions, interventions and phases


def _openings(lines: Sequence[Line]) -> list[int]:
    """The title above each id that the status follows."""
    ids = [
        place
        for place, line in enumerate(lines[:-1])
        if line.key.startswith("clinicaltrials.gov id") and lines[place + 1].key.startswith("recruitment status")
    ]
    return [_title_place(lines, place) for place in ids]


def _title_place(lines: Sequence[Line], place: int) -> int:
    while place > 0 and _is_site(lines[place - 1]):
        place -= 1
    return max(place - 1, 0)


def _is_site(line: Line) -> bool:
    return _SITE.match(line.key or line.text.lower()) is not None


def _unread(draft: Draft, lines: Sequence[Line]) -> None:
    """The lines of the head are read when it is known what stands under it."""


def _head(draft: Draft, lines: Sequence[Line], number: Sequence[Line]) -> None:
    """The title is the last line that is not the site's own, above the id; without that, the page has lost its head."""
    own = [line for line in lines if not _is_site(line)]
    draft.take(filter(_is_site, lines))
    if own and number and number[0].start - lines[-1].end < _HEAD_GAP:
        title(draft, own)


def _table(
    draft: Draft, phased: Sequence[Line], unphased: Sequence[Line], arms: Sequence[Line], groups: Sequence[Line]
) -> None:
    """Conditions, interventions and phases, a cell a line or all on one line; and the arms."""
    table = phased or unphased
    draft.take(table)
    if len(table) == 1:
        conditions, treatments, phases = _one_line(table[0])
        if conditions and (treatments or phases):
            said = "one line holds all conditions: they are taken as one"
            draft.report("ambiguous-conditions", said, conditions, "conditions", "info")
    else:
        cells = [cell for line in table for cell in (ctgov.columns(line) if "\t" in line.text else [line])]
        conditions, treatments, phases = _cell_a_line(cells)
    read.each("conditions")(draft, conditions)
    ctgov.phases(draft, phases)
    read_arms(draft, treatments, arms or groups, spaced=False)


def _cell_a_line(lines: Sequence[Line]) -> Cells:
    """The cells of a table that stand on a line each."""
    treatments = [found for line in lines if (found := treatment(line))]
    heads = {found.kind.start for found in treatments}
    plain = [line for line in lines if line.start not in heads]
    phases = [part for line in plain if _PHASES.match(line.text) for part in _each_phase(line)]
    return [line for line in plain if not _PHASES.match(line.text)], treatments, phases


def _one_line(line: Line) -> Cells:
    """The cells of a table that stand on one line."""
    last = _PHASES.search(line.text)
    end = last.start() if last else len(line.text)
    heads = [match.span() for match in _TREATMENT.finditer(line.text, 0, end)]
    starts = [start for before, (start, _) in zip([(0, -1), *heads], heads, strict=False) if start != before[1]]
    cells = [line.part(start, stop) for start, stop in pairwise([*starts, end])]
    conditions = line.part(0, starts[0] if starts else end)
    treatments = [found for cell in cells if (found := treatment(cell))]
    return [conditions] if conditions.text else [], treatments, _each_phase(line, end)


def _each_phase(line: Line, start: int = 0) -> list[Line]:
    return [line.part(*match.span()) for match in _PHASE.finditer(line.text, start)]


def _people(
    draft: Draft,
    lead: Sequence[Line],
    collaborator: Sequence[Line],
    collaborators: Sequence[Line],
    listed: Sequence[Line],
    informant: Sequence[Line],
) -> None:
    """The sponsors, from their section or else the head, and who is responsible."""
    names = listed or [*lead, *collaborator, *collaborators]
    draft.take([*lead, *collaborator, *collaborators])
    first = names[0] if listed or lead else None
    ctgov.sponsors(draft, first, names[1:] if first else names)
    if informant:
        ctgov.responsible(draft, informant[0], first)


def _study_type(draft: Draft, lines: Sequence[Line]) -> None:
    """`Interventional  (Clinical Trial)`."""
    read.enum("study_type", "study_type")(draft, [ctgov.columns(line)[0] for line in lines[:1]])
    draft.take(lines[:1])


def _contacts(draft: Draft, lines: Sequence[Line]) -> None:
    """`Contact: name    phone    e-mail`."""
    for line in lines:
        label, colon, _ = line.text.partition(":")
        given = line.part(len(label) + 1)
        if not colon or not _CONTACT.match(label.strip().lower()) or not given.text:
            continue
        name, *rest = ctgov.columns(given)
        email = next((part for part in rest if is_email(part.text)), None)
        phones = [part for part in rest if part is not email]
        if not rest and (match := _PERSON.fullmatch(given.text)):
            name = given.part(*match.span("name"))
            email = given.part(*match.span("email")) if match["email"] else None
            phones = [given.part(*match.span("phone"))] if match["phone"] else []
        draft.item("contacts", name=name, phone=phones, email=email)
        draft.take([line])


def _locations(draft: Draft, lines: Sequence[Line]) -> None:
    ctgov.locations(draft, lines, facility_first=True)


def _officials(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(filter(_is_site, lines))
    for line in lines:
        ctgov.official(draft, line, columned=True)


def _keywords(draft: Draft, lines: Sequence[Line]) -> None:
    """The lines up to an empty one; what follows is the site's."""
    first, *rest = ctgov.paragraphs(draft, ctgov.until_footer(lines)) or [[]]
    read.each("keywords")(draft, first)
    draft.take(line for paragraph in rest for line in paragraph)


_HEADINGS = frozenset(
    {
        "study details",
        "study description",
        "condition or disease intervention/treatment phase",
        "condition or disease intervention/treatment",
        "study design",
        "arms and interventions",
        "groups and cohorts",
        "outcome measures",
        "eligibility criteria",
        "layout table for eligibility information",
        "study population",
        "criteria",
        "contacts and locations",
        "contacts",
        "locations",
        "sponsors and collaborators",
        "investigators",
        "publications",
        "more information",
        "key record dates",
    }
)
_PARTS = (
    "study description",
    "study design",
    "arms and interventions",
    "groups and cohorts",
    "outcome measures",
    "eligibility criteria",
    "contacts and locations",
    "sponsors and collaborators",
    "more information",
)
_OPENERS = ("keywords provided by", "additional relevant mesh terms")


def _dates(label: str, path: str) -> dict[str, Reader]:
    return {f"{kind}{label}": ctgov.dated(path) for kind in ("", "actual ", "estimated ", "anticipated ")}


_READERS: dict[str, Reader] = {
    "": _unread,
    "clinicaltrials.gov identifier": read.trial_id,
    "recruitment status": read.enum("status", "status"),
    "first posted": read.skip,
    "results first posted": read.skip,
    "last update posted": read.date("last_updated"),
    "sponsor": read.skip,
    "collaborator": read.skip,
    "collaborators": read.skip,
    "information provided by (responsible party)": read.skip,
    "study details": ctgov.results,
    "study description": read.skip,
    "brief summary": read.prose("brief_summary"),
    "condition or disease intervention/treatment phase": read.skip,
    "condition or disease intervention/treatment": read.skip,
    "detailed description": read.prose("detailed_description"),
    "study design": read.skip,
    "study type": _study_type,
    "enrollment": ctgov.enrollment,
    "actual enrollment": ctgov.enrollment,
    "estimated enrollment": ctgov.enrollment,
    "anticipated enrollment": ctgov.enrollment,
    "allocation": read.enum("design.allocation", "allocation"),
    "intervention model": read.enum("design.intervention_model", "intervention_model"),
    "intervention model description": read.prose("design.intervention_model_description"),
    "observational model": read.enum("design.observational_model", "observational_model"),
    "time perspective": read.enum("design.time_perspective", "time_perspective"),
    "masking": ctgov.masking,
    "masking description": read.prose("design.masking_description"),
    "primary purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "official title": read.prose("official_title"),
    **_dates("study start date", "start_date"),
    **_dates("primary completion date", "primary_completion_date"),
    **_dates("study completion date", "completion_date"),
    "arms and interventions": read.skip,
    "groups and cohorts": read.skip,
    "outcome measures": read.skip,
    "primary outcome measures": numbered("primary"),
    "secondary outcome measures": numbered("secondary"),
    "other outcome measures": numbered("other"),
    "biospecimen retention": read.skip,
    "biospecimen description": read.skip,
    "eligibility criteria": read.skip,
    "layout table for eligibility information": read.skip,
    "ages eligible for study": ctgov.ages,
    "sexes eligible for study": read.enum("eligibility.sex", "sex"),
    "genders eligible for study": read.enum("eligibility.sex", "sex"),
    "gender based eligibility": read.skip,
    "gender eligibility description": read.skip,
    "accepts healthy volunteers": read.flag("eligibility.healthy_volunteers"),
    "sampling method": read.enum("eligibility.sampling_method", "sampling_method"),
    "study population": read.prose("eligibility.study_population"),
    "criteria": ctgov.criteria,
    "contacts and locations": read.skip,
    "contacts": _contacts,
    "locations": _locations,
    "sponsors and collaborators": read.skip,
    "investigators": _officials,
    "publications": read.skip,
    "more information": read.skip,
    "responsible party": read.skip,
    "other study id numbers": ctgov.identifiers,
    "last verified": read.skip,
    "keywords provided by": _keywords,
    "additional relevant mesh terms": read.skip,
}
_SURE = frozenset(
    {"recruitment status", "ages eligible for study", "sexes eligible for study", "genders eligible for study"}
    | {"accepts healthy volunteers", "actual enrollment", "estimated enrollment"}
    | {f"{kind} {label} date" for kind in ("actual", "estimated") for label in ("study start", "study completion")}
)
# What the last section shows again or for the first time, behind the label it stands under.
_AGAIN = {
    "responsible party": ("clinicaltrials.gov identifier",),
    "other study id numbers": ("first posted", "key record dates", "results first posted", "last update posted"),
}

_ORDER = [label for each in _READERS if each for label in (each, *_AGAIN.get(each, ()))]

CTGOV_CLASSIC = Layout(
    name="ctgov_classic",
    readers=_READERS,
    cut=in_order(_ORDER, _OPENERS, earlier=True, headings=_HEADINGS, sure=_SURE, sections=_PARTS),
    signs=frozenset(_READERS) - {""},
    needed=6,
    telling=_TELLING,
    openings=_openings,
    joint={
        ("", "clinicaltrials.gov identifier"): _head,
        (
            "condition or disease intervention/treatment phase",
            "condition or disease intervention/treatment",
            "arms and interventions",
            "groups and cohorts",
        ): _table,
        (
            "sponsor",
            "collaborator",
            "collaborators",
            "sponsors and collaborators",
            "information provided by (responsible party)",
        ): _people,
    },
)
