"""The Australian New Zealand Clinical Trials Registry's page, whose rows' numbers leak into copied text."""

import re
from collections.abc import Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order, loosely
from trialparse.layouts.engine.readers import Reader
from trialparse.values import is_missing

__all__ = ["ANZCTR"]

_ROW_NUMBERS = re.compile(r"(?:(?:\A|\s+)\d{5,6}){1,3}(?:\s+0){1,3}\s*\Z")
_TYPES = {"actual": "ACTUAL", "final": "ACTUAL", "anticipated": "ESTIMATED", "target": "ESTIMATED"}


def _without_row_numbers(reader: Reader) -> Reader:
    def cleaned(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        shorn = [line.part(0, match.start()) if (match := _ROW_NUMBERS.search(line.text)) else line for line in lines]
        reader(draft, [line for line in shorn if line.text])

    return cleaned


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


_READERS: dict[str, Reader] = {
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
    "secondary id [1]": _without_row_numbers(items.identifiers()),
    "secondary id [2]": _without_row_numbers(items.identifiers()),
    "universal trial number (utn)": items.identifiers(type="REGISTRY"),
    "trial acronym": read.text("acronym"),
    "linked study record": read.skip,
    "health condition": read.skip,
    "health condition(s) or problem(s) studied": _without_row_numbers(items.conditions),
    "condition category": read.skip,
    "condition code": read.skip,
    "intervention/exposure": read.skip,
    "study type": read.enum("study_type", "study_type"),
    "description of intervention(s) / exposure": read.skip,
    "intervention code [1]": read.skip,
    "comparator / control treatment": read.skip,
    "control group": read.skip,
    "outcomes": read.skip,
    **{
        label: reader
        for number in range(1, 10)
        for label, reader in (
            (f"primary outcome [{number}]", _without_row_numbers(items.outcomes("primary"))),
            (f"secondary outcome [{number}]", _without_row_numbers(items.outcomes("secondary"))),
            (f"timepoint [{number}]", read.skip),
        )
    },
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
    "allocation to intervention": read.skip,
    "masking / blinding": read.skip,
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
    "country [1]": _without_row_numbers(items.names("countries")),
    "funding & sponsors": read.skip,
    "funding source category [1]": read.skip,
    "primary sponsor type": read.skip,
    "primary sponsor": read.skip,
    "secondary sponsor category [1]": read.skip,
    "ethics approval": read.skip,
    "summary": read.skip,
    "brief summary": read.prose("brief_summary"),
    "trial website": read.skip,
    "contacts": read.skip,
    "principal investigator": read.skip,
    "contact person for public queries": items.contacts(),
    "contact person for scientific queries": items.contacts(),
}

ANZCTR = Layout(
    name="anzctr",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS),
    own=frozenset({"ethics application status", "date of first participant enrolment", "universal trial number (utn)"}),
    needed=7,
    registry="ANZCTR",
    day_first=True,
)
