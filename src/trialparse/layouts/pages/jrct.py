"""The page of the Japan Registry of Clinical Trials, in English."""

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["JRCT"]

_READERS: dict[str, Reader] = {
    "jrct id": read.trial_id,
    "jrct no.": read.trial_id,
    "trial id": read.trial_id,
    "registered date": read.skip,
    "date of registration": read.skip,
    "last modified on": read.date("last_updated"),
    "last update": read.date("last_updated"),
    "public title": read.text("title"),
    "title of the study": read.text("official_title"),
    "scientific title": read.text("official_title"),
    "acronym": read.text("acronym"),
    "scientific title (acronym)": read.text("acronym"),
    "contact for scientific queries": items.contacts(),
    "contact for public queries": items.contacts(),
    "objective(s)": read.skip,
    "objectives": read.skip,
    "recruitment status": read.enum("status", "status"),
    "study type": read.enum("study_type", "study_type"),
    "type of the study": read.enum("study_type", "study_type"),
    "phase": read.phases,
    "date of first enrollment": read.date("start_date"),
    "study period": read.skip,
    "target sample size": items.enrollment("ESTIMATED"),
    "planned sample size": items.enrollment("ESTIMATED"),
    "countries of recruitment": items.names("countries"),
    "study design": items.study_design,
    "allocation": read.enum("design.allocation", "allocation"),
    "masking": read.enum("design.masking", "masking"),
    "control": read.skip,
    "assignment": read.enum("design.intervention_model", "intervention_model"),
    "purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "include criteria": items.criteria("inclusion"),
    "inclusion criteria": items.criteria("inclusion"),
    "exclude criteria": items.criteria("exclusion"),
    "exclusion criteria": items.criteria("exclusion"),
    "age minimum": read.age("eligibility.minimum_age"),
    "age maximum": read.age("eligibility.maximum_age"),
    "gender": items.sex,
    "health condition(s) or problem(s) studied": items.conditions,
    "intervention(s)": read.skip,
    "primary outcome(s)": items.outcomes("primary"),
    "secondary outcome(s)": items.outcomes("secondary"),
    "primary sponsor": items.sponsors("lead"),
    "secondary sponsor(s)": items.sponsors("collaborator"),
    "source of monetary support": read.skip,
    "source(s) of monetary support": read.skip,
    "ethics": read.skip,
    "ethics review": read.skip,
    "ethics committee(s)": read.skip,
    "secondary id(s)": items.identifiers(),
}

JRCT = Layout(
    name="jrct",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS),
    own=frozenset({"jrct id", "jrct no.", "include criteria"}),
    needed=7,
    registry="jRCT",
)
