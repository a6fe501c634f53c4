"""A trial as registers hand it to the WHO: `trial` with `main` and sections beside it, or with its fields alone."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined, once
from trialparse.records.sheet import ASIDE, CRITERIA, DATES
from trialparse.records.words.conditions import conditions_of
from trialparse.records.words.criteria import criteria_of, questions_of
from trialparse.records.words.dates import date_order
from trialparse.records.words.design import design_of
from trialparse.records.words.interventions import with_keywords
from trialparse.records.words.lists import listed, parts
from trialparse.records.words.outcomes import objectives_of, outcomes_of
from trialparse.records.words.registers import register_of, sex_of
from trialparse.records.words.sponsors import own_means, sponsors_of
from trialparse.records.wrapping import plain_lines
from trialparse.text import clean
from trialparse.values import countries_in, is_missing

__all__ = ["who"]

_FORM = Form(
    scalars={
        "id": ("trial_id",),
        "registry": ("reg_name",),
        "title": ("public_title",),
        "official_title": ("scientific_title",),
        "acronym": ("acronym", "scientific_acronym"),
        "status": ("recruitment_status",),
        "completion_date": ("results_date_completed",),
        "study_type": ("study_type",),
        "phases": ("phase",),
    },
    lists={},
    objects={},
    typed={
        "start_date": (("date_enrolment", "type_enrolment"), ("date_enrollment", "type_enrollment")),
    },
    skipped=("url",),
)
_CONTACT = {"role": "type", "phone": "telephone", "email": "email"}
_NAME = ("firstname", "middlename", "lastname")


def who(record: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    trial = record.mapped(plain_lines)
    main = trial.part("main") if trial.parts("main") else trial
    of_main = "main." if trial.parts("main") else ""
    register = register_of(main.text("trial_id"))
    outcomes = {
        "primary": _lines(trial, "primary_outcome.prim_outcome", "primary_outcome"),
        "secondary": _lines(trial, "secondary_outcome.sec_outcome", "secondary_outcome"),
    }
    design = main.read_as("study_design", design_of)
    criteria = trial.part("criteria") if trial.parts("criteria") else trial
    inclusion, exclusion = criteria.text("inclusion_criteria"), criteria.text("exclusion_criteria")
    given, keywords = with_keywords(
        trial,
        f"{of_main}i_freetext",
        "intervention_keyword.i_keyword",
        "intervention_code.i_code",
        f"{of_main}target_size",
    )
    sources = listed(_lines(trial, "source_support.source_name", "source_support"))
    aside = {
        "Study design": design and design[1],
        "Objectives": objectives_of(*outcomes.values()),
        "Support": own_means(sources),
        "Age groups": questions_of(inclusion, exclusion),
    }
    return (
        _FORM.facts(main)
        | (design[0] if design else {})
        | given
        | {
            DATES: date_order(),
            "enrollment": _enrollment(main),
            "conditions": conditions_of(main.text("hc_freetext"), register),
            "keywords": once([*listed(_lines(trial, "health_condition_keyword.hc_keyword")), *keywords]),
            "countries": countries_in(_lines(trial, "countries.country2", "country2") or ""),
            "identifiers": list(_identifiers(trial, main)),
            "sponsors": sponsors_of(
                main.text("primary_sponsor"),
                [*parts(_lines(trial, "secondary_sponsor.sponsor_name", "secondary_sponsor")), *sources],
            ),
            "outcomes": [each for kind, text in outcomes.items() for each in outcomes_of(kind, text, register)],
            "contacts": list(_contacts(trial)),
            "eligibility.minimum_age": criteria.text("agemin"),
            "eligibility.maximum_age": criteria.text("agemax"),
            "eligibility.sex": sex_of(criteria.text("gender"), register),
            CRITERIA: criteria_of(inclusion, exclusion, register),
            ASIDE: {label: words for label, words in aside.items() if words},
        }
    )


def _lines(trial: Fields, *places: str) -> str | None:
    """The items of a section, or of the element itself, a line each."""
    return next(("\n".join(words) for place in places if (words := trial.texts(place))), None)


def _enrollment(main: Fields) -> str | None:
    """How many took part, or are to."""
    actual = main.peek("results_actual_enrolment")
    if actual is None or is_missing(actual):
        return main.text("target_size")
    return f"{main.text('results_actual_enrolment')} (Actual)"


def _identifiers(trial: Fields, main: Fields) -> Iterator[dict[str, Any]]:
    """The universal number, which may come twice, and those of others with who gave them."""
    for number in once(parts("\n".join([*main.texts("utrn"), *main.texts("UTRN"), *trial.texts("UTRN")]))):
        yield {"id": number, "source": "UTN"}
    for each in (*trial.parts("secondary_ids.secondary_id"), *trial.parts("secondary_id")):
        sec_id = each.text("sec_id")
        if sec_id and not is_missing(sec_id):
            yield {"id": sec_id, "source": each.text("issuing_authority")}


def _contacts(trial: Fields) -> Iterator[dict[str, Any]]:
    for each in (*trial.parts("contacts.contact"), *trial.parts("contact")):
        name = joined(" ", *(clean(each.text(part) or "") for part in _NAME))
        yield {"name": name} | {field: each.text(place) for field, place in _CONTACT.items()}
