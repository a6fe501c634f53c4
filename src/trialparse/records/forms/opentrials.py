"""ReBEC's own XML of a trial: values in attributes, numbers with their unit beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined, once
from trialparse.records.sheet import ASIDE, CRITERIA, DATES
from trialparse.records.words.conditions import conditions_of
from trialparse.records.words.criteria import criteria_of
from trialparse.records.words.dates import date_order
from trialparse.records.words.design import design_of
from trialparse.records.words.interventions import with_keywords
from trialparse.records.words.lists import listed
from trialparse.records.words.outcomes import outcomes_of
from trialparse.records.words.registers import sex_of
from trialparse.records.words.sponsors import sponsors_of
from trialparse.records.wrapping import plain_lines
from trialparse.text import clean
from trialparse.values import country_of_code, is_missing

__all__ = ["opentrials"]

_ID, _SPONSORS, _WHO = "trial_identification", "sponsors_and_support", "recruitment"
_REGISTER = "RBR"
_FORM = Form(
    scalars={
        "id": (f"{_ID}.trial_id", f"{_ID}.opentrials_id"),
        "title": (f"{_ID}.public_title",),
        "official_title": (f"{_ID}.scientific_title",),
        "acronym": (f"{_ID}.acronym", f"{_ID}.scientific_acronym"),
        "last_updated": ("@updated",),
        "status": (f"{_WHO}.@study_status",),
        "phases": ("study.phase",),
        "enrollment": (f"{_WHO}.target_size",),
        "design.allocation": ("study.allocation",),
        "design.intervention_model": ("study.intervention_assignment",),
        "design.primary_purpose": ("study.purpose",),
        "design.masking": ("study.masking",),
    },
    lists={},
    objects={},
    skipped=("@status", "@created"),
)
_TYPES = {"i": "Interventional", "o": "Observational"}
_OF_WORDS = {"@lang", "@value", "#text"}
_NAME = ("firstname", "middlename", "lastname")


def opentrials(record: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    trial = Fields(_plain(record.mapped(plain_lines).value), record.path, record.asked)
    people = trial.part(_WHO)
    kind = trial.text("@type")
    given, keywords = with_keywords(
        trial, "interventions.freetext", "interventions.keyword", "interventions.i_code", f"{_WHO}.target_size"
    )
    design = trial.read_as("study.study_design", design_of)
    return (
        (design[0] if design else {})
        | {path: told for path, told in _FORM.facts(trial).items() if told or not path.startswith("design.")}
        | given
        | {
            DATES: date_order(),
            "study_type": _TYPES.get((kind or "").strip().lower(), kind),
            "start_date": _start(people),
            "conditions": conditions_of(trial.text("health_conditions.freetext"), _REGISTER),
            "keywords": once([*listed("\n".join(trial.texts("health_conditions.keyword"))), *keywords]),
            "countries": once(country_of_code(each) or each for each in people.texts("recruitment_country")),
            "identifiers": list(_identifiers(trial.part(_ID))),
            "sponsors": _sponsors(trial.part(_SPONSORS)),
            "outcomes": [
                each
                for told in ("primary", "secondary")
                for words in trial.texts(f"outcomes.{told}_outcome")
                for each in outcomes_of(told, words)
            ],
            "contacts": list(_contacts(trial)),
            "eligibility.minimum_age": _age(people, "agemin"),
            "eligibility.maximum_age": _age(people, "agemax"),
            "eligibility.sex": sex_of(people.text("gender"), _REGISTER),
            CRITERIA: criteria_of(people.text("inclusion_criteria"), people.text("exclusion_criteria")),
            ASIDE: {"Study design": design[1]} if design and design[1] else {},
        }
    )


def _plain(value: Any) -> Any:
    """A record without the attributes that hold an element's words or name their language; English, if there is any."""
    if isinstance(value, Mapping):
        if value and value.keys() <= _OF_WORDS:
            return value.get("@value") or value.get("#text")
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        english = [each for each in value if isinstance(each, Mapping) and str(each.get("@lang")).startswith("en")]
        return _plain(english[0]) if len(english) == 1 else [_plain(each) for each in english or value]
    return value


def _start(people: Fields) -> str | None:
    """When the first took part, or is to."""
    actual, planned = people.text("date_enrolment_actual"), people.text("date_enrolment_anticipated.@start")
    return f"{actual} (Actual)" if actual else f"{planned} (Anticipated)" if planned else None


def _age(people: Fields, place: str) -> str | None:
    """An age in its unit; without a unit of its own there is no limit."""
    unit = people.text(f"{place}.@unit")
    value = people.text(place)
    return value if unit is None else None if is_missing(unit) else joined(" ", value, unit)


def _identifiers(numbers: Fields) -> Iterator[dict[str, Any]]:
    for number in numbers.texts("utn"):
        yield {"id": number, "source": "UTN"}
    for each in (*numbers.parts("secondary_ids.secondary_id"), *numbers.parts("secondary_ids")):
        if sec_id := each.text("sec_id"):
            yield {"id": sec_id, "source": each.text("issuing_authority")}
    for number in (*numbers.texts("secondary_ids"), *numbers.texts("secondary_ids.secondary_id")):
        yield {"id": number}


def _sponsors(people: Fields) -> list[dict[str, Any]]:
    lead, *others = (
        [each.text("name") or each.text("#text") or "" for each in people.parts(place)] or people.texts(place)
        for place in ("primary_sponsor", "secondary_sponsor", "source_support")
    )
    return sponsors_of(next(iter(lead), None), [name for names in others for name in names])


def _contacts(trial: Fields) -> Iterator[dict[str, Any]]:
    for place in ("contacts.contact", "contacts.person", "contacts.public_contact", "contacts.scientific_contact"):
        for each in trial.parts(place):
            name = joined(" ", each.text("name"), *(clean(each.text(part) or "") for part in _NAME))
            phone = each.text("telephone") or each.text("phone")
            yield {"name": name, "role": each.text("type"), "phone": phone, "email": each.text("email")}
