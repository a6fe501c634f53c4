"""A row of the WHO's registry platform: an element `Trial` of its XML, or a row of its table as a dict."""

from collections.abc import Iterator, Mapping
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined
from trialparse.records.sheet import ASIDE, CRITERIA, DATES
from trialparse.records.words.conditions import conditions_of
from trialparse.records.words.criteria import criteria_of, questions_of
from trialparse.records.words.dates import date_order
from trialparse.records.words.design import design_of
from trialparse.records.words.interventions import interventions_of
from trialparse.records.words.lists import listed
from trialparse.records.words.outcomes import objectives_of, outcomes_of
from trialparse.records.words.registers import register_of, sex_of
from trialparse.records.words.sponsors import own_means, sponsors_of
from trialparse.records.wrapping import plain_lines
from trialparse.values import countries_in, is_missing

__all__ = ["ictrp"]

_FORM = Form(
    scalars={
        "id": ("TrialID",),
        "registry": ("Source_Register",),
        "title": ("Public_title",),
        "official_title": ("Scientific_title",),
        "acronym": ("Acronym",),
        "status": ("Recruitment_Status",),
        "last_updated": ("Last_Refreshed_on",),
        "start_date": ("Date_enrollement", "Date_enrollment"),
        "completion_date": ("results_date_completed",),
        "has_results": ("results_yes_no",),
        "study_type": ("Study_type",),
        "phases": ("Phase",),
        "enrollment": ("Target_size",),
        "eligibility.minimum_age": ("Inclusion_agemin",),
        "eligibility.maximum_age": ("Inclusion_agemax",),
    },
    lists={},
    objects={},
    skipped=("Export_date", "Internal_Number", "Date_registration3", "web_address", "other_records",
             "Bridging_flag_truefalse", "Bridged_type"),
)  # fmt: skip
_CONTACT = {
    "first": "Contact_Firstname",
    "last": "Contact_Lastname",
    "phone": "Contact_Tel",
    "email": "Contact_Email",
}


def ictrp(record: Fields) -> dict[str, Any]:
    """The facts of a row."""
    row = record.mapped(plain_lines)
    register = register_of(row.text("TrialID"))
    primary, secondary = row.text("Primary_outcome"), row.text("Secondary_outcome")
    inclusion, exclusion = row.text("Inclusion_Criteria"), row.text("Exclusion_Criteria")
    design = row.read_as("Study_design", design_of)
    given = row.read_as("Intervention", lambda text: interventions_of(text, row.text("Target_size")))
    sources = listed(row.text("Source_Support"))
    aside = {
        "Study design": design and design[1],
        "Objectives": objectives_of(primary, secondary),
        "Support": own_means(sources),
        "Age groups": questions_of(inclusion, exclusion),
    }
    return (
        _FORM.facts(row)
        | (design[0] if design else {})
        | (given or {})
        | {
            DATES: date_order(row.peek("Date_registration"), row.peek("Date_registration3")),
            "conditions": conditions_of(row.text("Condition"), register),
            "countries": countries_in(row.text("Countries") or ""),
            "identifiers": [{"id": each} for each in listed(row.text("Secondary_ID"))],
            "sponsors": sponsors_of(row.text("Primary_sponsor"), [*listed(row.text("Secondary_Sponsor")), *sources]),
            "outcomes": [
                *outcomes_of("primary", primary, register),
                *outcomes_of("secondary", secondary, register),
            ],
            "contacts": list(_contacts(row)),
            "eligibility.sex": sex_of(row.text("Inclusion_gender"), register),
            CRITERIA: criteria_of(inclusion, exclusion, wrapped=register == "NCT"),
            ASIDE: {label: words for label, words in aside.items() if words},
        }
    )


def _contacts(row: Fields) -> Iterator[dict[str, Any]]:
    """The people; several stand in each field, between semicolons."""
    columns: Mapping[str, list[str]] = {name: (row.text(place) or "").split(";") for name, place in _CONTACT.items()}
    for number in range(max(map(len, columns.values()))):
        told = {name: _stated(column[number]) if number < len(column) else None for name, column in columns.items()}
        name = joined(" ", told.pop("first"), told.pop("last"))
        if name or any(told.values()):
            yield {"name": name, **told}


def _stated(words: str) -> str | None:
    return None if is_missing(words) else words.strip()
