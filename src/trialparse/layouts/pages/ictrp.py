"""The WHO's International Clinical Trials Registry Platform: the page of its portal, and the fields of its rows.

What it shows is what some twenty registers hand over, so that a value comes in the words of any of them.
"""

from dataclasses import replace

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.order import in_order, loosely, opened_by
from trialparse.layouts.engine.readers import Reader

__all__ = ["ICTRP", "ICTRP_ROW"]

# In the order of the page.
_PAGE: dict[str, Reader] = {
    "register": read.text("registry"),
    "last refreshed on": read.date("last_updated", day_first=True),
    "main id": read.text("id"),
    "date of registration": read.skip,
    "prospective registration": read.skip,
    "primary sponsor": items.sponsors("lead"),
    "public title": read.text("title"),
    "scientific title": read.text("official_title"),
    "date of first enrolment": read.date("start_date", day_first=True),
    "target sample size": read.count,
    "recruitment status": read.enum("status", "status"),
    "url": read.skip,
    "study type": read.enum("study_type", "study_type"),
    "study design": items.study_design,
    "phase": items.phases,
    "countries of recruitment": items.names("countries"),
    "contacts": items.contacts(),
    "key inclusion & exclusion criteria": items.criteria(),
    "age minimum": read.age("eligibility.minimum_age"),
    "age maximum": read.age("eligibility.maximum_age"),
    "gender": items.sex,
    "health condition(s) or problem(s) studied": items.conditions,
    "intervention(s)": items.interventions,
    "primary outcome(s)": items.outcomes("primary"),
    "secondary outcome(s)": items.outcomes("secondary"),
    "secondary id(s)": items.identifiers(),
    "source(s) of monetary support": read.skip,
    "secondary sponsor(s)": items.sponsors("collaborator"),
    "ethics review": read.skip,
    "results": read.skip,
    "results available": read.flag("has_results"),
}
_ROW: dict[str, Reader] = {
    "trialid": read.text("id"),
    "last_refreshed_on": read.date("last_updated", day_first=True),
    "export_date": read.skip,
    "internal_number": read.skip,
    "public_title": read.text("title"),
    "scientific_title": read.text("official_title"),
    "acronym": read.text("acronym"),
    "primary_sponsor": items.sponsors("lead"),
    "secondary_sponsor": items.sponsors("collaborator"),
    "date_registration": read.skip,
    "date_registration3": read.skip,
    "prospective_registration": read.skip,
    "source_register": read.text("registry"),
    "source_support": read.skip,
    "web_address": read.skip,
    "other_records": read.skip,
    "recruitment_status": read.enum("status", "status"),
    "inclusion_agemin": read.age("eligibility.minimum_age"),
    "inclusion_agemax": read.age("eligibility.maximum_age"),
    "inclusion_gender": items.sex,
    "date_enrollement": read.date("start_date", day_first=True),
    "date_enrollment": read.date("start_date", day_first=True),
    "target_size": read.count,
    "study_type": read.enum("study_type", "study_type"),
    "study_design": items.study_design,
    "phase": items.phases,
    "countries": items.names("countries"),
    "contact_firstname": read.skip,
    "contact_lastname": read.skip,
    "contact_address": read.skip,
    "contact_email": read.skip,
    "contact_tel": read.skip,
    "contact_affiliation": read.skip,
    "inclusion_criteria": items.criteria("inclusion"),
    "exclusion_criteria": items.criteria("exclusion"),
    "condition": items.conditions,
    "intervention": items.interventions,
    "primary_outcome": items.outcomes("primary"),
    "secondary_outcome": items.outcomes("secondary"),
    "secondary_id": items.identifiers(),
    "ethics_review_status": read.skip,
    "ethics_review_approval_date": read.skip,
    "results_yes_no": read.flag("has_results"),
    "results_url_link": read.skip,
    "results_summary": read.skip,
    "results_ipd_plan": read.skip,
    "results_date_completed": read.date("completion_date", day_first=True),
}

ICTRP = Layout(
    name="ictrp",
    readers=_PAGE,
    cut=in_order(list(_PAGE)),
    signs=frozenset(_PAGE),
    needed=6,
    own=frozenset({"main id", "last refreshed on", "prospective registration", "key inclusion & exclusion criteria"}),
    openings=opened_by("register", "main id"),
)
ICTRP_ROW = replace(
    ICTRP, readers=_ROW, cut=loosely, signs=frozenset(_ROW), openings=opened_by("trialid"), own=frozenset({"trialid"})
)
