"""The columns of ClinicalTrials.gov's table of search results, a `Label: value` line each: those of today and of 2024.

Lists stand between bars. An outcome is measure, description and time frame between commas, which each of them may hold,
too, so it is kept in one; groups of ages give no limits.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order, opened_by
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages import ctgov
from trialparse.layouts.pages.ctgov_arms import treatment
from trialparse.values import country, is_missing, read_enum

__all__ = ["CTGOV_CSV"]

_PART = re.compile(r"[^|]+")
_COMMA_PART = re.compile(r"[^,]+")
_POSTCODE = re.compile(r"(?=[^,]{0,12}\d)[A-Z0-9][A-Z0-9 -]{1,11}", re.IGNORECASE)
_GROUPS = re.compile(r"(?:child|adult|older[ _]adult)(?:, (?:adult|older[ _]adult)){0,2}", re.IGNORECASE)
_RESULTS = {"yes": True, "has results": True, "no": False, "no results available": False}
_ADDRESSES = {
    2: ("facility",),
    3: ("facility", "city"),
    4: ("facility", "city", "state"),
    5: ("facility", "city", "state", "zip"),
}


def _parts(lines: Sequence[Line]) -> Iterator[Line]:
    """What stands between bars."""
    for line in lines:
        for match in _PART.finditer(line.text):
            part = line.part(*match.span())
            if part.text and not is_missing(part.text):
                yield part


def _listed(reader: Callable[[Draft, Line], None]) -> Reader:
    """A reader of what stands between bars, one by one."""

    def read_all(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        for part in _parts(lines):
            reader(draft, part)

    return read_all


def _condition(draft: Draft, part: Line) -> None:
    read.each("conditions")(draft, [part])


def _intervention(draft: Draft, part: Line) -> None:
    found = treatment(part)
    kind = read_enum("intervention_type", found.kind.text) if found else None
    draft.item("interventions", name=found.name if found else part, type=(kind, found.kind) if found and kind else None)


def _outcome(kind: str) -> Reader:
    def reader(draft: Draft, part: Line) -> None:
        draft.item("outcomes", measure=part, type=(kind, draft.heading[0] if draft.heading else part))

    return _listed(reader)


def _left(draft: Draft, lines: Sequence[Line]) -> None:
    """What is reported as unread: of these outcomes nothing tells the kind."""


def _identifier(draft: Draft, part: Line) -> None:
    draft.item("identifiers", id=part)


def _sponsors(draft: Draft, lines: Sequence[Line]) -> None:
    """The lead sponsor, and behind it the collaborators."""
    draft.take(lines)
    lead, *others = *_parts(lines), None
    ctgov.sponsors(draft, lead, filter(None, others))


def _collaborator(draft: Draft, part: Line) -> None:
    draft.item("sponsors", name=part, role=("collaborator", part))


def _phases(draft: Draft, lines: Sequence[Line]) -> None:
    """Phases between bars; `NA` is one."""
    draft.take(lines)
    for line in lines[:1]:
        for match in _PART.finditer(line.text):
            read.phases(draft, [line.part(*match.span())])


def _ages(draft: Draft, lines: Sequence[Line]) -> None:
    if lines and _GROUPS.fullmatch(lines[0].text):
        draft.take(lines[:1])
    else:
        ctgov.ages(draft, lines)


def _results(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(lines[:1])
    if lines and lines[0].key in _RESULTS:
        draft.put("has_results", _RESULTS[lines[0].key], lines[0].start, lines[0].end)


_DESIGN: dict[str, Reader] = {
    "allocation": read.enum("design.allocation", "allocation"),
    "intervention model": read.enum("design.intervention_model", "intervention_model"),
    "observational model": read.enum("design.observational_model", "observational_model"),
    "time perspective": read.enum("design.time_perspective", "time_perspective"),
    "primary purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "masking": ctgov.masking,
}


def _design(draft: Draft, part: Line) -> None:
    """`Allocation: RANDOMIZED`; what has no value stands with its label alone."""
    colon = part.text.find(":")
    reader, value = _DESIGN.get(part.part(0, max(colon, 0)).key), part.part(colon + 1)
    if reader and value.text:
        reader(draft, [value])


def _location(draft: Draft, part: Line) -> None:
    """`site, city, state, zip, country`, of which state and zip may be missing; a site's name may hold commas."""
    cells = [part.part(*match.span()) for match in _COMMA_PART.finditer(part.text)]
    taken = next((n for n in (3, 2, 1) if len(cells) > n and country(part.text[cells[-n].start - part.start :])), 0)
    if not taken:
        draft.item("locations", facility=part)
        return
    where = part.part(cells[-taken].start - part.start)
    names = _ADDRESSES.get(len(cells) - taken + 1, ())
    found = dict(zip(names, cells, strict=False))
    if "state" in found and "zip" not in found and _POSTCODE.fullmatch(found["state"].text):
        found["zip"] = found.pop("state")
    draft.item("locations", **found, country=where)
    name = part.text[where.start - part.start :]
    if name not in draft.values.get("countries", ()):
        draft.extend("countries", name, where.start, where.end)


def _date(path: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        read.date(path, day_first=False)(draft, lines[:1])

    return reader


_COLUMNS: dict[str, Reader] = {
    "rank": read.skip,
    "nct number": read.trial_id,
    "study title": read.text("title"),
    "title": read.text("title"),
    "study url": read.skip,
    "acronym": read.text("acronym"),
    "study status": read.enum("status", "status"),
    "status": read.enum("status", "status"),
    "brief summary": read.prose("brief_summary"),
    "study results": _results,
    "conditions": _listed(_condition),
    "interventions": _listed(_intervention),
    "outcome measures": _left,
    "primary outcome measures": _outcome("primary"),
    "secondary outcome measures": _outcome("secondary"),
    "other outcome measures": _outcome("other"),
    "sponsor/collaborators": _sponsors,
    "sponsor": _sponsors,
    "collaborators": _listed(_collaborator),
    "gender": read.enum("eligibility.sex", "sex"),
    "sex": read.enum("eligibility.sex", "sex"),
    "age": _ages,
    "phases": _phases,
    "enrollment": read.count,
    "funded bys": read.skip,
    "funder type": read.skip,
    "study type": read.enum("study_type", "study_type"),
    "study designs": _listed(_design),
    "study design": _listed(_design),
    "other ids": _listed(_identifier),
    "start date": _date("start_date"),
    "primary completion date": _date("primary_completion_date"),
    "completion date": _date("completion_date"),
    "first posted": read.skip,
    "results first posted": read.skip,
    "last update posted": _date("last_updated"),
    "locations": _listed(_location),
    "study documents": read.skip,
    "url": read.skip,
}

CTGOV_CSV = Layout(
    name="ctgov_csv",
    readers=_COLUMNS,
    cut=in_order(tuple(_COLUMNS), strict=False),
    signs=frozenset(_COLUMNS),
    needed=5,
    registry="ClinicalTrials.gov",
    openings=opened_by("rank", "nct number"),
    own=frozenset(
        {"study url", "funder type", "funded bys", "study designs", "sponsor/collaborators", "study documents"}
    ),
)
