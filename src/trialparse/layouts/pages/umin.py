"""The page of UMIN's Clinical Trials Registry; its age limits stand before their comparators: `20 years-old <=`."""

from collections.abc import Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["UMIN"]


def _age(path: str) -> Reader:
    """Number, unit and comparator, on one line or one each."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        read.age(path)(draft, items.joined(lines[:3]))

    return reader


_READERS: dict[str, Reader] = {
    "recruitment status": read.enum("status", "status"),
    "unique id issued by umin": read.trial_id,
    "umin id": read.trial_id,
    "receipt number": read.skip,
    "public title": read.text("title"),
    "acronym": read.text("acronym"),
    "scientific title": read.text("official_title"),
    "official scientific title of the study": read.text("official_title"),
    "title of the study (brief title)": read.text("title"),
    "date of disclosure of the study information": read.skip,
    "last modified on": read.date("last_updated"),
    "region": items.names("countries"),
    "condition": items.conditions,
    "classification by specialty": read.skip,
    "classification by malignancy": read.skip,
    "genomic information": read.skip,
    "narrative objectives1": read.skip,
    "basic objectives2": read.skip,
    "basic objectives -others": read.skip,
    "trial characteristics_1": read.skip,
    "trial characteristics_2": read.skip,
    "developmental phase": read.phases,
    "primary outcomes": items.outcomes("primary"),
    "key secondary outcomes": items.outcomes("secondary"),
    "study type": read.enum("study_type", "study_type"),
    "basic design": read.enum("design.intervention_model", "intervention_model"),
    "randomization": read.enum("design.allocation", "allocation"),
    "randomization unit": read.skip,
    "blinding": read.enum("design.masking", "masking"),
    "control": read.skip,
    "stratification": read.skip,
    "dynamic allocation": read.skip,
    "institution consideration": read.skip,
    "blocking": read.skip,
    "concealment": read.skip,
    "no. of arms": read.skip,
    "purpose of intervention": read.enum("design.primary_purpose", "primary_purpose"),
    "type of intervention": read.skip,
    **{f"interventions/control_{number}": read.skip for number in range(1, 11)},
    "age-lower limit": _age("eligibility.minimum_age"),
    "age-upper limit": _age("eligibility.maximum_age"),
    "gender": items.sex,
    "key inclusion criteria": items.criteria("inclusion"),
    "key exclusion criteria": items.criteria("exclusion"),
    "target sample size": items.enrollment("ESTIMATED"),
    "research contact person": read.skip,
    "public contact": read.skip,
    "sponsor": read.skip,
    "institute": items.sponsors("lead"),
    "funding source": read.skip,
    "organization": read.skip,
    "other related organizations": read.skip,
    "secondary study ids": read.skip,
    "study id_1": items.identifiers(),
    "study id_2": items.identifiers(),
    "institutions": read.skip,
    "date of protocol fixation": read.skip,
    "anticipated trial start date": read.date("start_date", kind="ESTIMATED"),
    "last follow-up date": read.date("completion_date"),
    "date of closure to data entry": read.skip,
    "date trial data considered complete": read.skip,
    "date analysis concluded": read.skip,
    "other": read.skip,
    "registered date": read.skip,
    "link to view the page": read.skip,
}

UMIN = Layout(
    name="umin",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS),
    own=frozenset({"unique id issued by umin", "umin id"}),
    needed=7,
    registry="UMIN-CTR",
)
