"""A study of which version 1 of ClinicalTrials.gov's API gave some fields, `StudyFields`: each a list under its name.

Lists of which each has an item for every intervention, or every outcome, are read side by side where they are as long.
"""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.sheet import CRITERIA

__all__ = ["ctgov_fields"]

_SCALARS = {
    "id": "NCTId",
    "title": "BriefTitle",
    "official_title": "OfficialTitle",
    "acronym": "Acronym",
    "status": "OverallStatus",
    "brief_summary": "BriefSummary",
    "detailed_description": "DetailedDescription",
    "study_type": "StudyType",
    "design.allocation": "DesignAllocation",
    "design.intervention_model": "DesignInterventionModel",
    "design.primary_purpose": "DesignPrimaryPurpose",
    "design.masking": "DesignMasking",
    "design.masking_description": "DesignMaskingDescription",
    "eligibility.minimum_age": "MinimumAge",
    "eligibility.maximum_age": "MaximumAge",
    "eligibility.sex": "Gender",
    "eligibility.healthy_volunteers": "HealthyVolunteers",
    "eligibility.sampling_method": "SamplingMethod",
    "eligibility.study_population": "StudyPopulation",
    CRITERIA: "EligibilityCriteria",
}
_LISTS = {
    "conditions": "Condition",
    "keywords": "Keyword",
    "design.who_masked": "DesignWhoMasked",
}
_TYPED = {
    "start_date": ("StartDate", "StartDateType"),
    "primary_completion_date": ("PrimaryCompletionDate", "PrimaryCompletionDateType"),
    "completion_date": ("CompletionDate", "CompletionDateType"),
    "last_updated": ("LastUpdatePostDate", "LastUpdatePostDateType"),
    "enrollment": ("EnrollmentCount", "EnrollmentType"),
}


def ctgov_fields(study: Fields) -> dict[str, Any]:
    """The facts of a study."""
    study.skip("Rank")
    facts: dict[str, Any] = {path: _first(study, name) for path, name in _SCALARS.items()}
    facts |= {path: study.texts(name) for path, name in _LISTS.items()}
    for path, (name, kind) in _TYPED.items():
        words, told = _first(study, name), _first(study, kind)
        facts[path] = f"{words} ({told})" if words and told else words
    locations = list(_rows(study, facility="LocationFacility", city="LocationCity", country="LocationCountry"))
    return facts | {
        "phases": "/".join(study.texts("Phase")) or None,
        "identifiers": [{"id": each, "source": "org_study_id"} for each in study.texts("OrgStudyId")],
        "sponsors": [
            {"name": each, "role": role}
            for name, role in (("LeadSponsorName", "lead"), ("CollaboratorName", "collaborator"))
            for each in study.texts(name)
        ],
        "interventions": list(_rows(study, name="InterventionName", type="InterventionType")),
        "outcomes": [
            each | {"type": kind.lower()}
            for kind in ("Primary", "Secondary", "Other")
            for each in _rows(study, measure=f"{kind}OutcomeMeasure", time_frame=f"{kind}OutcomeTimeFrame")
        ],
        "locations": locations,
        "countries": list(dict.fromkeys(each["country"] for each in locations if "country" in each)),
    }


def _first(study: Fields, name: str) -> str | None:
    """The only item of a list; one of several is not read."""
    return study.text(name) or (study.texts(name)[0] if _size(study, name) == 1 else None)


def _size(study: Fields, name: str) -> int:
    """How many items there are, of a list that still counts as not read."""
    return len(Fields(study.value).texts(name))


def _rows(study: Fields, **names: str) -> Iterator[dict[str, Any]]:
    """Objects of lists side by side; of a shorter list nothing tells whose its items are."""
    size = max(_size(study, name) for name in names.values())
    columns = {field: study.texts(name) for field, name in names.items() if _size(study, name) == size}
    for number in range(size):
        yield {field: column[number] for field, column in columns.items()}
