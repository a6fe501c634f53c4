"""The Australian New Zealand Clinical Trials Registry's page, whose rows' numbers leak into copied text."""

import re
from collections.abc import Iterator, Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order, loosely, told_apart
from trialparse.layouts.engine.readers import Reader
from trialparse.values import is_missing

__all__ = ["ANZCTR"]

_ROW_NUMBERS = re.compile(r"(?:(?:\A|\s+)\d{5,6}){1,3}(?:\s+0){1,3}\s*\Z")
_TYPES = {"actual": "ACTUAL", "final": "ACTUAL", "anticipated": "ESTIMATED", "target": "ESTIMATED"}
_MOST = 30  # of what the page counts
_COUNTS = ("", *(f" [{number}]" for number in range(1, _MOST)))
_PARTY = tuple(f"{label}{count}" for label in ("name", "address", "country") for count in _COUNTS)


def _without_row_numbers(reader: Reader) -> Reader:
    def cleaned(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(line for line in lines if _ROW_NUMBERS.fullmatch(line.text))
        shorn = [line.part(0, match.start()) if (match := _ROW_NUMBERS.search(line.text)) else line for line in lines]
        reader(draft, [line for line in shorn if line.text])

    return cleaned


def _time_frame(draft: Draft, lines: Sequence[Line]) -> None:
    """When the outcome above is measured."""
    outcomes = draft.values.get("outcomes", ())
    if outcomes and lines and not is_missing(lines[0].text):
        draft.field(outcomes[-1], f"outcomes[{len(outcomes) - 1}]", "time_frame", lines)


def _outcome(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        if lines and not is_missing(lines[0].text):
            draft.item("outcomes", measure=lines, type=(kind, lines[0]))

    return reader


def _sponsor(role: str) -> Reader:
    """The name, which stands under its own label below the type."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        told = next((block.lines for block in loosely(lines, _PARTY) if block.label.startswith("name")), ())
        items.sponsors(role)(draft, told[:1])

    return reader


def _investigator(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(lines)
    told = next((block.lines for block in loosely(lines, _PARTY) if block.label.startswith("name")), ())
    if told and not is_missing(told[0].text):
        draft.item("officials", name=told[0], role=("PRINCIPAL_INVESTIGATOR", draft.heading[0]))


def _typed(make: dict[str, Reader]) -> Reader:
    """A field told twice, as planned and as it came: the second where it is there."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        told = {block.label: block.lines for block in loosely(lines, (*_TYPES, "accrual to date"))}
        for label, kind in _TYPES.items():
            value = told.get(label, ())
            if value and not is_missing(value[0].text):
                make[kind](draft, value)
                return

    return reader


def _date(path: str) -> Reader:
    return _typed({kind: read.date(path, day_first=True, kind=kind) for kind in ("ACTUAL", "ESTIMATED")})


def _counted(label: str, reader: Reader) -> dict[str, Reader]:
    """What a page may have several of: `Secondary ID [1]`, with its row's numbers behind or below."""
    return {f"{label} [{number}]": _without_row_numbers(reader) for number in range(1, _MOST)}


_READERS: dict[str, Reader] = {
    "trial registered on anzctr": read.skip,
    "registration number": read.trial_id,
    "ethics application status": read.skip,
    "date submitted": read.skip,
    "date registered": read.skip,
    "date last updated": read.date("last_updated", day_first=True),
    "date data sharing statement initially provided": read.skip,
    "date results provided": read.skip,
    "type of registration": read.skip,
    "titles & ids": read.skip,
    "public title": read.text("title"),
    "scientific title": read.text("official_title"),
    **_counted("secondary id", items.identifiers()),
    "universal trial number (utn)": items.identifiers(type="REGISTRY"),
    "trial acronym": read.text("acronym"),
    "linked study record": read.skip,
    "health condition": read.skip,
    "health condition(s) or problem(s) studied": _without_row_numbers(items.conditions),
    **_counted("condition category", read.skip),
    **_counted("condition code", read.skip),
    "condition category": read.skip,
    "condition code": read.skip,
    "intervention/exposure": read.skip,
    "study type": read.enum("study_type", "study_type"),
    "description of intervention(s) / exposure": read.skip,
    **_counted("intervention code", read.skip),
    "comparator / control treatment": read.skip,
    "control group": read.skip,
    "outcomes": read.skip,
    **_counted("primary outcome", _outcome("primary")),
    **_counted("secondary outcome", _outcome("secondary")),
    **_counted("timepoint", _time_frame),
    "eligibility": read.skip,
    "key inclusion criteria": items.criteria("inclusion"),
    "minimum age": read.age("eligibility.minimum_age"),
    "maximum age": read.age("eligibility.maximum_age"),
    "sex": items.sex,
    "gender": items.sex,
    "sex/gender": items.sex,
    "can healthy volunteers participate?": read.flag("eligibility.healthy_volunteers"),
    "key exclusion criteria": items.criteria("exclusion"),
    "study design": read.skip,
    "purpose of the study": read.enum("design.primary_purpose", "primary_purpose"),
    "allocation to intervention": read.known("design.allocation"),
    "masking / blinding": read.known("design.masking"),
    "who is / are masked / blinded?": read.skip,
    "intervention assignment": read.enum("design.intervention_model", "intervention_model"),
    "phase": read.phases,
    "type of endpoint/s": read.skip,
    "recruitment": read.skip,
    "recruitment status": read.enum("status", "status"),
    "date of first participant enrolment": _date("start_date"),
    "date of last participant enrolment": read.skip,
    "date of last data collection": _date("completion_date"),
    "sample size": _typed({kind: items.enrollment(kind) for kind in ("ACTUAL", "ESTIMATED")}),
    "recruitment in australia": read.skip,
    "recruitment state(s)": read.skip,
    "recruitment outside australia": read.skip,
    **_counted("country", items.names("countries")),
    **_counted("state/province", read.skip),
    "funding & sponsors": read.skip,
    **_counted("funding source category", read.skip),
    "primary sponsor type": _without_row_numbers(_sponsor("lead")),
    "primary sponsor": read.skip,
    **_counted("secondary sponsor category", _sponsor("collaborator")),
    **_counted("other collaborator category", _sponsor("collaborator")),
    "ethics approval": read.skip,
    "summary": read.skip,
    "brief summary": read.prose("brief_summary"),
    "trial website": read.skip,
    "contacts": read.skip,
    "principal investigator": _without_row_numbers(_investigator),
    "contact person for public queries": _without_row_numbers(items.contacts()),
    "contact person for scientific queries": _without_row_numbers(items.contacts()),
}
_COUNTED = frozenset(label for label in _READERS if label.endswith("]"))


def _order() -> Iterator[str]:
    """The labels as the page has them: each outcome with its time, of both kinds, and so the times twice."""
    for label in _READERS:
        if label.startswith(("primary outcome", "secondary outcome")):
            yield from (label, "timepoint" + label[label.index(" [") :])
        elif not label.startswith("timepoint"):
            yield label


ANZCTR = Layout(
    name="anzctr",
    readers=_READERS,
    cut=in_order(list(_order()), strict=False, beside=_COUNTED),
    beside=_COUNTED,
    signs=frozenset(_READERS),
    own=frozenset({"trial registered on anzctr", "ethics application status", "date of first participant enrolment"}),
    needed=4,
    openings=told_apart(["registration number"]),
    registry="ANZCTR",
    day_first=True,
)
