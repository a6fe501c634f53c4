"""The platform's own record of one trial: `Trial` with its fields, and what there are several of beside it."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined
from trialparse.records.sheet import ASIDE, CRITERIA, DATES
from trialparse.records.words.conditions import conditions_of
from trialparse.records.words.criteria import criteria_of, questions_of
from trialparse.records.words.dates import date_order
from trialparse.records.words.design import design_of
from trialparse.records.words.interventions import interventions_of
from trialparse.records.words.lists import parts
from trialparse.records.words.outcomes import outcomes_of
from trialparse.records.words.registers import register_of, sex_of
from trialparse.records.words.sponsors import sponsors_of
from trialparse.records.wrapping import plain_lines
from trialparse.text import clean
from trialparse.values import countries_in, is_missing

__all__ = ["ictrp_crawl"]

_FORM = Form(
    scalars={
        "id": ("Trial.TrialID",),
        "registry": ("Trial.Primary_Register_text",),
        "title": ("Trial.Public_title",),
        "official_title": ("Trial.Scientific_title",),
        "acronym": ("Trial.Acronym",),
        "status": ("Trial.Recruitment_status2", "Trial.Recruitment_status"),
        "last_updated": ("Trial.last_updated",),
        "start_date": ("Trial.Date_enrollement", "Trial.Date_enrollment"),
        "has_results": ("Results.results_yes_no",),
        "completion_date": ("Results.results_date_completed",),
        "study_type": ("Trial.Study_type",),
        "phases": ("Trial.Phase",),
        "enrollment": ("Trial.Target_size",),
        "design.allocation": ("Trial.Allocation",),
        "design.intervention_model": ("Trial.Assignement", "Trial.Assignment"),
        "eligibility.minimum_age": ("Criteria.Inclusion_agemin",),
        "eligibility.maximum_age": ("Criteria.Inclusion_agemax",),
    },
    lists={},
    objects={},
)
_NAME = ("Firstname", "Lastname")
_TIMES = {"primary": "Time_frame1", "secondary": "Time_frame2"}


def ictrp_crawl(record: Fields) -> dict[str, Any]:
    """The facts of a record."""
    whole = record.mapped(plain_lines)
    register = register_of(whole.text("Trial.TrialID"))
    inclusion, exclusion = (whole.text(f"Criteria.{kind}_criteria") for kind in ("Inclusion", "Exclusion"))
    design = whole.read_as("Trial.Study_design", design_of)
    aside = {"Study design": design and design[1], "Age groups": questions_of(inclusion, exclusion)}
    return (
        (design[0] if design else {})
        | {path: told for path, told in _FORM.facts(whole).items() if told or not path.startswith("design.")}
        | {
            DATES: date_order(),
            "conditions": conditions_of(_lines(whole, "Health_condition", "Condition_FreeText"), register),
            "countries": countries_in(_lines(whole, "Country", "CountryName") or ""),
            "identifiers": [{"id": each} for each in parts(_lines(whole, "Secondary_IDs", "SecondaryID"))],
            "sponsors": sponsors_of(
                whole.text("Trial.Primary_sponsor"),
                [
                    *parts(_lines(whole, "Secondary_Sponsors", "Secondary_Sponsor")),
                    *parts(_lines(whole, "Source_support", "Source_Name")),
                ],
            ),
            "interventions": list(_interventions(whole)),
            "outcomes": list(_outcomes(whole, register)),
            "contacts": list(_contacts(whole)),
            "eligibility.sex": sex_of(whole.text("Criteria.Inclusion_sex"), register),
            CRITERIA: criteria_of(inclusion, exclusion, wrapped=register == "NCT"),
            ASIDE: {label: words for label, words in aside.items() if words},
        }
    )


def _lines(whole: Fields, place: str, name: str) -> str | None:
    """The words of each of a kind, a line each."""
    return "\n".join(filter(None, (each.text(name) for each in whole.parts(place)))) or None


def _interventions(whole: Fields) -> Iterator[dict[str, Any]]:
    for each in whole.parts("Intervention"):
        told = each.read_as("Intervention_FreeText", interventions_of) or {}
        yield from told.get("interventions", ())


def _outcomes(whole: Fields, register: str | None) -> Iterator[dict[str, Any]]:
    """The outcomes; where the time stands by itself, that is all of their words."""
    for kind, time in _TIMES.items():
        for each in whole.parts(f"{kind}_outcome"):
            measure = each.text("Outcome_Name")
            told = [words for place in (time, "Timepoints") if (words := each.text(place)) and not is_missing(words)]
            if told and measure:
                yield {"type": kind, "measure": clean(measure), "time_frame": "; ".join(map(clean, told))}
            else:
                yield from outcomes_of(kind, measure, register)


def _contacts(whole: Fields) -> Iterator[dict[str, Any]]:
    for each in whole.parts("Contacts"):
        name = joined(" ", *(clean(each.text(part) or "") for part in _NAME))
        yield {"name": name, "phone": each.text("Telephone"), "email": each.text("Email")}
