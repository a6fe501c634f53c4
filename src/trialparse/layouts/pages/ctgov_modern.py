"""ClinicalTrials.gov's study page as it has been since 2023, copied as text: a label on a line, its value under it."""

import re
from collections.abc import Sequence

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout, run
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages import ctgov
from trialparse.layouts.pages.ctgov_arms import read_arms, treatment
from trialparse.layouts.pages.ctgov_outcomes import outcomes
from trialparse.layouts.pages.ctgov_parts import in_parts, is_of_site
from trialparse.layouts.pages.ctgov_titles import title
from trialparse.values import read_enum

__all__ = ["CTGOV_MODERN"]

_RESPONSIBLE = re.compile(r"\s*\(Responsible Party\)\s*\Z", re.IGNORECASE)
_TELLING = re.compile(
    r"clinicaltrials\.gov id\b|keywords provided by\b|resource links provided by\b"
    r"|(?:first|last update) posted \([a-z]{6,9}\)\Z"
    r"|(?:study start|(?:primary|study) completion|enrollment) \([a-z]{6,11}\)\Z"
    r"|(?:study overview|intervention / treatment|other study id numbers|contacts and locations|study contact"
    r"|participation criteria|ages eligible for study|sexes eligible for study|accepts healthy volunteers|study plan"
    r"|how is the study designed\?|design details|participant group ?/ ?arm|arms and interventions"
    r"|what is the study measuring\?|(?:primary|secondary|other) outcome measures|collaborators and investigators"
    r"|study record dates|study registration dates|study record updates|terms related to this study)\Z"
)
_SITES = re.compile(r"this study has \d{1,5} locations?")


def _head(draft: Draft, lines: Sequence[Line]) -> None:
    """Status, title, and the lines whose values follow their labels."""
    _tabs(draft, lines)
    lines = [line for line in lines if not is_of_site(line)]
    for place, line in enumerate(lines):
        found = _labelled(lines, place, "ClinicalTrials.gov ID")
        if found is None:
            continue
        if "id" not in draft.values:
            read.trial_id(draft, [found])
            _titles(draft, lines[:place])
        draft.take([line])
    for place, line in enumerate(lines):
        updated = _labelled(lines, place, "Last Update Posted")
        if updated is not None:
            read.date("last_updated")(draft, [_without_type(updated)])
            draft.take([line])


def _openings(lines: Sequence[Line]) -> list[int]:
    """The status or the title above each id, and above that what is the site's own."""
    found = [place for place, line in enumerate(lines) if line.key.startswith("clinicaltrials.gov id")]
    return [_opening(lines, place) for place in found]


def _opening(lines: Sequence[Line], place: int) -> int:
    title_at = max(_after_page(lines, place) - 1, 0)
    above = _after_page(lines, title_at)
    stated = above > 0 and read_enum("status", lines[above - 1].text) is not None
    return _after_page(lines, above - 1) if stated else above


def _after_page(lines: Sequence[Line], place: int) -> int:
    """The first of the site's own lines right above a place, if there are any."""
    while place and is_of_site(lines[place - 1]):
        place -= 1
    return place


def _labelled(lines: Sequence[Line], place: int, label: str) -> Line | None:
    """What follows a label on its line, or stands under it."""
    found = lines[place].after(label)
    if found is None or found.text:
        return found
    return lines[place + 1] if place + 1 < len(lines) else None


def _without_type(line: Line) -> Line:
    """`(Actual) 2025-08-05` without its first part."""
    bracket = line.text.find(")") if line.text.startswith("(") else -1
    return line.part(bracket + 1)


def _titles(draft: Draft, lines: Sequence[Line]) -> None:
    """The title is the last line, the status the one before it, or before what the site puts between them."""
    if not lines:
        return
    title(draft, lines)
    for line in reversed(lines[:-1]):
        status = read_enum("status", line.text)
        if status is not None:
            draft.put("status", status, line.start, line.end)
            return


def _people(draft: Draft, head: Sequence[Line], sponsor: Sequence[Line], collaborators: Sequence[Line]) -> None:
    """The sponsors, from their section or else the head, and who is responsible."""
    named = [found for place in range(len(head)) if (found := _labelled(head, place, "Sponsor"))]
    lead = next(iter((*sponsor[:1], *named)), None)
    ctgov.sponsors(draft, lead, ctgov.until_footer(collaborators))
    draft.take(head[place] for place in range(len(head)) if _labelled(head, place, "Sponsor"))
    for place, line in enumerate(head):
        found = _labelled(head, place, "Information provided by")
        if found is not None:
            draft.take([line])
            match = _RESPONSIBLE.search(found.text)
            ctgov.responsible(draft, found.part(0, match.start() if match else None), lead)


def _tabs(draft: Draft, lines: Sequence[Line]) -> None:
    """The tabs, of which one says whether results are posted, and whatever else the site has around the page."""
    ctgov.results(draft, [line for line in lines if is_of_site(line)])


def _criteria(draft: Draft, lines: Sequence[Line]) -> None:
    """The text under `Description`."""
    labelled = bool(lines) and lines[0].key == "description"
    draft.take(lines[:labelled])
    ctgov.criteria(draft, lines[labelled:])


def _contacts(draft: Draft, lines: Sequence[Line]) -> None:
    """People with labelled fields, and under them the sites."""
    sites = next((place for place, line in enumerate(lines) if _SITES.fullmatch(line.key)), len(lines))
    people: list[dict[str, Line]] = []
    for line in lines[:sites]:
        for label, name in (("Name", "name"), ("Phone Number", "phone"), ("Email", "email")):
            value = line.after(label)
            if value is None or not value.text:
                continue
            if not people or name in people[-1]:
                people.append({})
            people[-1][name] = value
    for person in people:
        draft.item("contacts", **person)
    # Sites without their heading may be in either order: they are not read.
    draft.take(line for place, line in enumerate(lines) if place >= sites or not ctgov.address(line))
    for paragraph in ctgov.paragraphs(draft, lines[sites + 1 :]):
        ctgov.locations(draft, paragraph, facility_first=False)


def _arms(draft: Draft, listed: Sequence[Line], table: Sequence[Line]) -> None:
    found = [each for line in listed if (each := treatment(line.unmarked()))]
    read_arms(draft, found, table, spaced=True)


def _keywords(draft: Draft, lines: Sequence[Line]) -> None:
    """What stands under the sponsor's keywords; the terms the site adds are its own."""
    end = next((place for place, line in enumerate(lines) if line.key.startswith("additional relevant")), len(lines))
    draft.take(lines[end:])
    read.each("keywords")(draft, ctgov.until_footer(lines[:end]))


def _officials(draft: Draft, lines: Sequence[Line]) -> None:
    for line in lines:
        ctgov.official(draft, line, columned=False)


_DESIGN: dict[str, Reader] = {
    "primary purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "allocation": read.enum("design.allocation", "allocation"),
    "interventional model": read.enum("design.intervention_model", "intervention_model"),
    "interventional model description": read.prose("design.intervention_model_description"),
    "observational model": read.enum("design.observational_model", "observational_model"),
    "time perspective": read.enum("design.time_perspective", "time_perspective"),
    "masking": ctgov.masking,
    "masking description": read.prose("design.masking_description"),
}
_cut_design = in_order(tuple(_DESIGN))


def _design(draft: Draft, lines: Sequence[Line]) -> None:
    run(draft, _cut_design(lines, ()), _DESIGN)


def _typed(label: str, reader: Reader) -> dict[str, Reader]:
    """A label as it stands, and with each type behind it."""
    return {label: reader} | {f"{label} ({kind})": reader for kind in ("actual", "estimated", "anticipated")}


_SECTIONS: dict[str, Reader] = {
    "": _head,
    "study details": _tabs,
    "on this page": read.skip,
    "study overview": read.skip,
    "brief summary": read.prose("brief_summary"),
    "detailed description": read.prose("detailed_description"),
    "official title": read.prose("official_title"),
    "conditions": read.each("conditions"),
    "intervention / treatment": read.unread,
    "other study id numbers": ctgov.identifiers,
    **_typed("study start", ctgov.dated("start_date")),
    **_typed("primary completion", ctgov.dated("primary_completion_date")),
    **_typed("study completion", ctgov.dated("completion_date")),
    **_typed("enrollment", ctgov.enrollment),
    "study type": read.enum("study_type", "study_type"),
    "phase": ctgov.phases,
    "resource links provided by the national library of medicine": read.skip,
    "contacts and locations": _contacts,
    "study contact": _contacts,
    "study contact backup": _contacts,
    "participation criteria": read.skip,
    "eligibility criteria": _criteria,
    "ages eligible for study": ctgov.ages,
    "sexes eligible for study": read.enum("eligibility.sex", "sex"),
    "gender based eligibility": read.skip,
    "accepts healthy volunteers": read.flag("eligibility.healthy_volunteers"),
    "genders eligible for study": read.enum("eligibility.sex", "sex"),
    "sampling method": read.enum("eligibility.sampling_method", "sampling_method"),
    "study population": read.prose("eligibility.study_population"),
    "study plan": read.skip,
    "how is the study designed?": read.skip,
    "design details": _design,
    "arms and interventions": read.skip,
    "what is the study measuring?": read.skip,
    "primary outcome measures": outcomes("primary"),
    "secondary outcome measures": outcomes("secondary"),
    "other outcome measures": outcomes("other"),
    "collaborators and investigators": read.skip,
    "sponsor": read.skip,
    "collaborators": read.skip,
    "investigators": _officials,
    "publications": read.skip,
    "study record dates": read.skip,
    "study registration dates": read.skip,
    "first submitted": read.skip,
    "first submitted that met qc criteria": read.skip,
    **_typed("first posted", read.skip),
    "study record updates": read.skip,
    "last update submitted that met qc criteria": read.skip,
    **_typed("last update posted", ctgov.dated("last_updated")),
    "last verified": read.skip,
    "more information": read.skip,
    "terms related to this study": read.skip,
    "keywords provided by": _keywords,
    "plan for individual participant data (ipd)": read.skip,
    "drug and device information, study documents, and helpful links": read.skip,
}
_LABELS = [label for label in _SECTIONS if label]
_SURE = frozenset(
    {"ages eligible for study", "sexes eligible for study", "accepts healthy volunteers", "intervention / treatment"}
    | {
        "genders eligible for study",
        "other study id numbers",
        "how is the study designed?",
        "what is the study measuring?",
    }
    | {label for label in _LABELS if "(" in label}
)
# A copy may have these before their values and a colon, which no text has; the others are common words.
_HEADINGS = frozenset(_LABELS) - _SURE - {"sampling method", "gender based eligibility"}
_PARTS = (
    "study overview",
    "contacts and locations",
    "participation criteria",
    "study plan",
    "collaborators and investigators",
    "study record dates",
    "more information",
)

CTGOV_MODERN = Layout(
    name="ctgov_modern",
    readers=_SECTIONS,
    cut=in_parts(
        in_order(_LABELS, ("keywords provided by",), earlier=True, headings=_HEADINGS, sure=_SURE, sections=_PARTS)
    ),
    signs=frozenset(_LABELS) | _DESIGN.keys(),
    needed=6,
    telling=_TELLING,
    openings=_openings,
    joint={
        ("", "sponsor", "collaborators"): _people,
        ("intervention / treatment", "arms and interventions"): _arms,
    },
)
