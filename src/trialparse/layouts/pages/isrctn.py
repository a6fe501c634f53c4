"""The ISRCTN registry's page."""

from collections.abc import Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["ISRCTN"]


def _head(draft: Draft, lines: Sequence[Line]) -> None:
    """The id, its address and the title, one under the other."""
    items.identity(draft, lines)
    if len(lines) > 1 and "id" in draft.values and "://" not in lines[-1].text:
        read.text("title")(draft, lines[-1:])


_READERS: dict[str, Reader] = {
    "": _head,
    "isrctn": read.trial_id,
    "isrctn number": read.trial_id,
    "submission date": read.skip,
    "date applied": read.skip,
    "registration date": read.skip,
    "date assigned": read.skip,
    "last edited": read.date("last_updated", day_first=True),
    "recruitment status": read.skip,
    "overall study status": read.skip,
    "overall trial status": read.skip,
    "condition category": read.skip,
    "prospective/retrospective": read.skip,
    "plain english summary": read.prose("brief_summary"),
    "contact information": read.skip,
    "type": read.skip,
    "eudract/ctis number": items.identifiers(type="EUDRACT_NUMBER"),
    "eudract number": items.identifiers(type="EUDRACT_NUMBER"),
    "iras number": items.identifiers(type="OTHER"),
    "clinicaltrials.gov number": items.identifiers(type="REGISTRY"),
    "protocol/serial number": items.identifiers(type="OTHER"),
    "public title": read.text("title"),
    "scientific title": read.text("official_title"),
    "acronym": read.text("acronym"),
    "study hypothesis": read.skip,
    "study objectives": read.skip,
    "ethics approval": read.skip,
    "ethics approval(s)": read.skip,
    "study design": read.skip,
    "primary study design": read.enum("study_type", "study_type"),
    "secondary study design": read.skip,
    "study setting(s)": read.skip,
    "trial setting": read.skip,
    "trial type": read.skip,
    "study type(s)": read.skip,
    "study type": read.skip,
    "participant information sheet": read.skip,
    "health condition(s) or problem(s) studied": items.conditions,
    "condition": items.conditions,
    "intervention": read.skip,
    "intervention type": read.skip,
    "pharmaceutical study type(s)": read.skip,
    "phase": read.phases,
    "drug/device/biological/vaccine name(s)": read.skip,
    "drug names": read.skip,
    "primary outcome measure": items.outcomes("primary"),
    "primary outcome measure(s)": items.outcomes("primary"),
    "secondary outcome measures": items.outcomes("secondary"),
    "secondary outcome measure(s)": items.outcomes("secondary"),
    "overall study start date": read.skip,
    "overall trial start date": read.skip,
    "completion date": read.date("completion_date", day_first=True),
    "overall study end date": read.date("completion_date", day_first=True),
    "overall trial end date": read.date("completion_date", day_first=True),
    "reason abandoned (if study stopped)": read.skip,
    "reason abandoned": read.skip,
    "participant inclusion criteria": items.criteria("inclusion"),
    "key inclusion criteria": items.criteria("inclusion"),
    "participant type(s)": read.skip,
    "participant type": read.skip,
    "age group": read.skip,
    "lower age limit": read.age("eligibility.minimum_age"),
    "upper age limit": read.age("eligibility.maximum_age"),
    "sex": items.sex,
    "gender": items.sex,
    "target number of participants": read.skip,
    "total final enrolment": read.skip,
    "participant exclusion criteria": items.criteria("exclusion"),
    "key exclusion criteria": items.criteria("exclusion"),
    "recruitment start date": read.skip,
    "date of first enrolment": read.skip,
    "recruitment end date": read.skip,
    "date of final enrolment": read.skip,
    "countries of recruitment": items.names("countries"),
    "study participating centre": read.skip,
    "trial participating centre": read.skip,
    "sponsor information": read.skip,
    "organisation": items.sponsors("lead"),
    "sponsor details": read.skip,
    "sponsor type": read.skip,
    "ror": read.skip,
    "funders": read.skip,
    "funder type": read.skip,
    "funder name": read.skip,
    "results and publications": read.skip,
    "intention to publish date": read.skip,
    "individual participant data (ipd) sharing plan": read.skip,
    "ipd sharing plan": read.skip,
    "editorial notes": read.skip,
}

ISRCTN = Layout(
    name="isrctn",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS) - {""},
    own=frozenset(
        {
            "condition category",
            "overall study start date",
            "overall trial start date",
            "recruitment start date",
            "participant inclusion criteria",
            "iras number",
            "plain english summary",
        }
    ),
    needed=7,
    registry="ISRCTN",
    joint={
        ("recruitment status", "overall study status", "overall trial status"): items.first_of(
            read.enum("status", "status")
        ),
        ("total final enrolment", "target number of participants"): items.first_of(
            items.enrollment("ACTUAL"), items.enrollment("ESTIMATED")
        ),
        (
            "recruitment start date",
            "date of first enrolment",
            "overall study start date",
            "overall trial start date",
        ): items.first_of(read.date("start_date", day_first=True)),
    },
)
