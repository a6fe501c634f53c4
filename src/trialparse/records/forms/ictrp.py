"""A row of the WHO's registry platform: an element `Trial` of its XML, or a row of its table as a dict."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined
from trialparse.records.sheet import CRITERIA
from trialparse.text import clean
from trialparse.values import is_missing, read_enum

__all__ = ["ictrp"]

_LINE = re.compile(r"(?:<br\s{0,3}/?>|\r|\n)+", re.IGNORECASE)
_BREAK = re.compile(r"\r\n?|[ \t]*<br\s{0,3}/?>[ \t]*", re.IGNORECASE)
_LIST = re.compile(r"(?:<br\s{0,3}/?>|[;\r\n])+", re.IGNORECASE)
_HOLDS_EXCLUSION = re.compile(r"(?:^|\n|<br\s{0,3}/?>|[.;])\W{0,8}(?:\w+ )?exclusion criteria", re.IGNORECASE)
_TYPED = re.compile(r"([^:]{1,40}):\s*(\S.*)", re.DOTALL)

_FORM = Form(
    scalars={
        "id": ("TrialID", "Trial_ID"),
        "registry": ("Source_Register",),
        "title": ("Public_title",),
        "official_title": ("Scientific_title",),
        "acronym": ("Acronym",),
        "status": ("Recruitment_Status", "Recruitment_status"),
        "last_updated": ("Last_Refreshed_on",),
        "start_date": ("Date_enrollement", "Date_enrollment"),
        "completion_date": ("results_date_completed",),
        "has_results": ("results_yes_no",),
        "study_type": ("Study_type",),
        "phases": ("Phase",),
        "enrollment": ("Target_size",),
        "eligibility.minimum_age": ("Inclusion_agemin",),
        "eligibility.maximum_age": ("Inclusion_agemax",),
        "eligibility.sex": ("Inclusion_gender",),
    },
    lists={},
    objects={},
    skipped=("Export_date", "Internal_Number", "Source_Support", "web_address", "other_records"),
)


def ictrp(row: Fields) -> dict[str, Any]:
    """The facts of a row."""
    return _FORM.facts(row) | {
        "conditions": list(_listed(row, "Condition")),
        "countries": list(_listed(row, "Countries")),
        "identifiers": [{"id": each} for each in _listed(row, "Secondary_ID")],
        "sponsors": list(_sponsors(row)),
        "interventions": _interventions(row),
        "outcomes": list(_outcomes(row)),
        "contacts": list(_contacts(row)),
        CRITERIA: _criteria(row),
    }


def _listed(row: Fields, place: str) -> Iterator[str]:
    """The items between semicolons, or a line each; the same one twice is one."""
    items = (clean(item) for item in _LIST.split(row.text(place) or ""))
    return iter(dict.fromkeys(item for item in items if not is_missing(item)))


def _sponsors(row: Fields) -> Iterator[dict[str, Any]]:
    lead = row.text("Primary_sponsor")
    if lead is not None and not is_missing(lead):
        yield {"name": lead, "role": "lead"}
    for name in _listed(row, "Secondary_Sponsor"):
        yield {"name": name, "role": "collaborator"}


def _interventions(row: Fields) -> list[dict[str, Any]]:
    """`Drug: Placebo` an item, as ClinicalTrials.gov hands them over; in others' prose no name is sure."""
    value = row.value.get("Intervention")
    items = [item.strip() for item in _LIST.split(value) if item.strip()] if isinstance(value, str) else []
    found = [match for item in items if (match := _TYPED.fullmatch(item)) and read_enum("intervention_type", match[1])]
    if not found or len(found) < len(items):
        return []
    row.text("Intervention")
    return [{"type": match[1], "name": match[2]} for match in found]


def _outcomes(row: Fields) -> Iterator[dict[str, Any]]:
    """An outcome a line; a semicolon may as well stand within one."""
    for kind in ("primary", "secondary"):
        for line in _LINE.split(row.text(f"{kind.capitalize()}_outcome") or ""):
            if line.strip(" ;") and not is_missing(line):
                yield {"type": kind, "measure": line.strip(" ;")}


def _contacts(row: Fields) -> Iterator[dict[str, Any]]:
    """The people; several stand in each field, between semicolons."""
    fields = {
        "first": "Contact_Firstname",
        "last": "Contact_Lastname",
        "phone": "Contact_Tel",
        "email": "Contact_Email",
    }
    columns = {name: (row.text(place) or "").split(";") for name, place in fields.items()}
    for number in range(max(map(len, columns.values()))):
        told = {name: _stated(column[number]) if number < len(column) else None for name, column in columns.items()}
        name = joined(" ", told.pop("first"), told.pop("last"))
        if name or any(told.values()):
            yield {"name": name, **told}


def _stated(words: str) -> str | None:
    return None if is_missing(words) else words.strip()


def _criteria(row: Fields) -> str | list[tuple[Kind, str]] | None:
    """The two fields, or one text where the first holds both."""
    inclusion, exclusion = (row.text(f"{kind.capitalize()}_Criteria") for kind in STATED_KINDS)
    stated: Mapping[Kind, str] = {
        kind: _BREAK.sub("\n", words)
        for kind, words in zip(STATED_KINDS, (inclusion, exclusion), strict=True)
        if words is not None and not is_missing(words)
    }
    if stated.keys() == {"inclusion"} and _HOLDS_EXCLUSION.search(stated["inclusion"]):
        return stated["inclusion"]
    return list(stated.items()) or None
