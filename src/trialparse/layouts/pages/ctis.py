"""The public page of the EU's Clinical Trials Information System."""

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.layout import Layout
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["CTIS"]

_READERS: dict[str, Reader] = {
    "eu ct number": read.trial_id,
    "eu trial number": read.trial_id,
    "clinical trial number": read.trial_id,
    "eudract number": items.identifiers(type="EUDRACT_NUMBER"),
    "full title": read.text("official_title"),
    "short title": read.text("title"),
    "public title": read.text("title"),
    "protocol code": items.identifiers(source="org_study_id"),
    "overall trial status": read.enum("status", "status"),
    "overall status": read.enum("status", "status"),
    "trial status": read.enum("status", "status"),
    "last updated": read.date("last_updated", day_first=True),
    "decision date": read.skip,
    "trial phase": read.phases,
    "sponsor": items.sponsors("lead"),
    "sponsors": items.sponsors("lead"),
    "sponsor type": read.skip,
    "medical conditions": items.conditions,
    "medical condition": items.conditions,
    "conditions": items.conditions,
    "therapeutic areas": read.skip,
    "trial region": read.skip,
    "countries": items.names("countries"),
    "location(s) and recruitment status": read.skip,
    "number of participants": read.count,
    "total number enrolled": items.enrollment("ACTUAL"),
    "start of trial": read.date("start_date", day_first=True),
    "start date": read.date("start_date", day_first=True),
    "end of trial": read.date("completion_date", day_first=True),
    "global end of the trial": read.date("completion_date", day_first=True),
    "main objective": read.skip,
    "secondary objectives": read.skip,
    "principal inclusion criteria": items.criteria("inclusion"),
    "principal exclusion criteria": items.criteria("exclusion"),
    "primary endpoints": items.outcomes("primary"),
    "primary end points": items.outcomes("primary"),
    "primary endpoint": items.outcomes("primary"),
    "secondary endpoints": items.outcomes("secondary"),
    "secondary end points": items.outcomes("secondary"),
    "secondary endpoint": items.outcomes("secondary"),
    "population age": read.skip,
    "age group": read.skip,
    "population gender": items.sex,
    "gender": items.sex,
    "products": read.skip,
    "contact": read.skip,
}

CTIS = Layout(
    name="ctis",
    readers=_READERS,
    cut=in_order(list(_READERS), strict=False),
    signs=frozenset(_READERS),
    own=frozenset({"eu ct number", "eu trial number"}),
    needed=6,
    registry="CTIS",
)
