"""The trial pages of the register of Riverland, a country that does not exist."""

from trialparse.layouts import Layout, colons, items
from trialparse.layouts import readers as read

__all__ = ["RIVERLAND"]

_READERS = {
    "riverland number": read.text("id"),
    "name of the trial": read.text("title"),
    "scientific name": read.text("official_title"),
    "state": read.enum("status", "status"),
    "begins": read.date("start_date"),
    "people wanted": read.count,
    "disease": items.conditions,
    "summary": read.prose("brief_summary"),
    "who can join": items.criteria("inclusion"),
    "who cannot join": items.criteria("exclusion"),
}

RIVERLAND = Layout(
    name="riverland",
    readers=_READERS,
    cut=colons,
    signs=frozenset({"riverland number", "name of the trial", "who can join", "who cannot join"}),
    needed=3,
)
