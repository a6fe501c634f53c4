"""The export that prints a record of ClinicalTrials.gov as `Key: value`, the criteria on one line."""

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.order import in_order, opened_by
from trialparse.layouts.engine.readers import Reader

__all__ = ["KEY_VALUE"]

_READERS: dict[str, Reader] = {
    "ignite creation date": read.skip,
    "ignite modification date": read.skip,
    "study nct id": read.trial_id,
    "nct id": read.trial_id,
    "status": read.enum("status", "status"),
    "last update posted": read.date("last_updated"),
    "first post": read.skip,
    "is possible gene therapy": read.skip,
    "has adverse events": read.skip,
    "brief title": read.text("title"),
    "sponsor": items.sponsors("lead"),
    "organization": read.skip,
    "study overview": read.skip,
    "official title": read.text("official_title"),
    "acronym": read.text("acronym"),
    "delayed posting": read.skip,
    "if stopped, why?": read.skip,
    "brief summary": read.prose("brief_summary"),
    "detailed description": read.prose("detailed_description"),
    "study oversight": read.skip,
    "has oversight dmc": read.skip,
    "is a fda regulated drug?": read.skip,
    "is a fda regulated device?": read.skip,
    "eligibility module": read.skip,
    "eligibility module path is as follows": read.skip,
    "eligibility criteria": items.criteria(),
    "healthy volunteers": read.flag("eligibility.healthy_volunteers"),
    "sex": items.sex,
    "minimum age": read.age("eligibility.minimum_age"),
    "maximum age": read.age("eligibility.maximum_age"),
    "sampling method": read.enum("eligibility.sampling_method", "sampling_method"),
    "study population": read.prose("eligibility.study_population"),
    "study": read.skip,
    "study brief": read.skip,
    "protocol section": read.skip,
}
# The head says the status a first time, and the page of one module has its name and its words above the dates.
_ORDER = [
    "eligibility module",
    "eligibility module path is as follows",
    "eligibility module",
    *(key for key in _READERS if key not in ("eligibility module path is as follows",)),
]
_ORDER.insert(_ORDER.index("acronym"), "status")

KEY_VALUE = Layout(
    name="ignite",
    readers=_READERS,
    cut=in_order(_ORDER),
    signs=frozenset(_READERS),
    needed=5,
    openings=opened_by("ignite creation date"),
)
