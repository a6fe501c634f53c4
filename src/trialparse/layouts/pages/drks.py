"""The German Clinical Trials Register's page."""

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["DRKS"]

_READERS: dict[str, Reader] = {
    "drks-id": read.trial_id,
    "date of registration in drks": read.skip,
    "last update in drks": read.date("last_updated", day_first=True),
    "last update": read.date("last_updated", day_first=True),
    "registration type": read.skip,
    "type of registration": read.skip,
    "public title": read.text("title"),
    "title": read.text("title"),
    "scientific title": read.text("official_title"),
    "acronym": read.text("acronym"),
    "acronym/abbreviation of the study": read.text("acronym"),
    "brief summary in lay language": read.prose("brief_summary"),
    "brief summary in scientific language": read.prose("detailed_description"),
    "health condition or problem studied": items.conditions,
    "icd10": read.skip,
    "free text": items.conditions,
    "healthy volunteers": read.flag("eligibility.healthy_volunteers"),
    "interventions, observational groups": read.skip,
    "arm 1": read.skip,
    "arm 2": read.skip,
    "primary outcome": items.outcomes("primary"),
    "secondary outcome": items.outcomes("secondary"),
    "study design": read.skip,
    "study type": read.enum("study_type", "study_type"),
    "study type non-interventional": read.skip,
    "allocation": read.enum("design.allocation", "allocation"),
    "study allocation": read.enum("design.allocation", "allocation"),
    "blinding": read.enum("design.masking", "masking"),
    "masking": read.enum("design.masking", "masking"),
    "who is blinded": read.skip,
    "control": read.skip,
    "purpose": read.enum("design.primary_purpose", "primary_purpose"),
    "assignment": read.enum("design.intervention_model", "intervention_model"),
    "phase": read.phases,
    "off-label use": read.skip,
    "recruitment": read.skip,
    "recruitment status": read.enum("status", "status"),
    "reason if recruitment stopped or withdrawn": read.skip,
    "recruitment locations": read.skip,
    "recruitment countries": items.names("countries"),
    "recruitment period and number of participants": read.skip,
    "planned study start date": read.skip,
    "actual study start date": read.skip,
    "planned study completion date": read.skip,
    "actual study completion date": read.skip,
    "target sample size": read.skip,
    "final sample size": read.skip,
    "monocenter/multicenter trial": read.skip,
    "national/international": read.skip,
    "inclusion criteria": read.skip,
    "sex": items.sex,
    "gender": items.sex,
    "minimum age": read.age("eligibility.minimum_age"),
    "maximum age": read.age("eligibility.maximum_age"),
    "additional inclusion criteria": items.criteria("inclusion"),
    "exclusion criteria": items.criteria("exclusion"),
    "addresses": read.skip,
    "primary sponsor": items.sponsors("lead"),
    "contact for scientific queries": items.contacts(),
    "contact for public queries": items.contacts(),
    "sources of monetary or material support": read.skip,
    "ethics committee": read.skip,
    "ids": read.skip,
    "utn (universal trial number)": items.identifiers(type="REGISTRY"),
    "eudract number": items.identifiers(type="EUDRACT_NUMBER"),
    "other primary registry id": items.identifiers(type="REGISTRY"),
}

DRKS = Layout(
    name="drks",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS),
    own=frozenset({"drks-id", "date of registration in drks", "last update in drks"}),
    needed=7,
    registry="German Clinical Trials Register",
    joint={
        ("actual study start date", "planned study start date"): items.first_of(
            read.date("start_date", True, "ACTUAL"), read.date("start_date", True, "ESTIMATED")
        ),
        ("actual study completion date", "planned study completion date"): items.first_of(
            read.date("completion_date", True, "ACTUAL"), read.date("completion_date", True, "ESTIMATED")
        ),
        ("final sample size", "target sample size"): items.first_of(
            items.enrollment("ACTUAL"), items.enrollment("ESTIMATED")
        ),
    },
)
