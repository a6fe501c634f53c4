"""A study of ClinicalTrials.gov as its retired XML gives it."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined, masking_parts, named
from trialparse.records.sheet import CRITERIA
from trialparse.records.wrapping import unwrapped
from trialparse.values import read_enum

__all__ = ["ctgov_xml"]

_INFO = "study_design_info"

_FORM = Form(
    scalars={
        "id": ("id_info.nct_id",),
        "title": ("brief_title",),
        "official_title": ("official_title",),
        "acronym": ("acronym",),
        "status": ("overall_status",),
        "brief_summary": ("brief_summary.textblock",),
        "detailed_description": ("detailed_description.textblock",),
        "study_type": ("study_type",),
        "design.allocation": (f"{_INFO}.allocation",),
        "design.intervention_model": (f"{_INFO}.intervention_model",),
        "design.intervention_model_description": (f"{_INFO}.intervention_model_description",),
        "design.primary_purpose": (f"{_INFO}.primary_purpose",),
        "design.observational_model": (f"{_INFO}.observational_model",),
        "design.time_perspective": (f"{_INFO}.time_perspective",),
        "design.masking_description": (f"{_INFO}.masking_description",),
        "eligibility.minimum_age": ("eligibility.minimum_age",),
        "eligibility.maximum_age": ("eligibility.maximum_age",),
        "eligibility.sex": ("eligibility.gender",),
        "eligibility.healthy_volunteers": ("eligibility.healthy_volunteers",),
        "eligibility.sampling_method": ("eligibility.sampling_method",),
        "eligibility.study_population": ("eligibility.study_pop.textblock",),
    },
    lists={"conditions": "condition", "keywords": "keyword"},
    objects={},
    typed={
        "last_updated": (
            ("last_update_posted", "last_update_posted.@type"),
            ("last_update_submitted", ""),
            ("lastchanged_date", ""),
        ),
        "start_date": (("start_date", "start_date.@type"),),
        "primary_completion_date": (("primary_completion_date", "primary_completion_date.@type"),),
        "completion_date": (("completion_date", "completion_date.@type"),),
        "enrollment": (("enrollment", "enrollment.@type"),),
    },
    skipped=("@rank", "required_header", "condition_browse", "intervention_browse", "source", "number_of_arms",
             "number_of_groups", "clinical_results"),
)  # fmt: skip


def ctgov_xml(study: Fields) -> dict[str, Any]:
    """The facts of a study."""
    criteria = study.text("eligibility.criteria.textblock")
    masking, who = masking_parts(study.text(f"{_INFO}.masking"))
    groups = study.parts("arm_group")
    interventions = study.parts("intervention")
    locations = [_location(each) for each in study.parts("location")]
    countries = [each["country"] for each in locations if each["country"]]
    listed = study.texts("location_countries.country")
    return _FORM.facts(study) | {
        "has_results": "Yes" if study.parts("clinical_results") else "No",
        "phases": _phases(study),
        "identifiers": list(_identifiers(study.part("id_info"))),
        "sponsors": list(_sponsors(study.part("sponsors"))),
        "responsible_party": _responsible(study.part("responsible_party")),
        "design.masking": masking,
        "design.who_masked": who,
        "arms": [_arm(each, interventions) for each in groups],
        "interventions": [_intervention(each) for each in interventions],
        "outcomes": list(_outcomes(study)),
        CRITERIA: criteria and unwrapped(criteria),
        "contacts": list(_contacts(study, "overall_")),
        "officials": [
            _person(each) | {"affiliation": each.text("affiliation")} for each in study.parts("overall_official")
        ],
        "locations": locations,
        "countries": list(dict.fromkeys(countries or listed)),
        "references": list(_references(study)),
    }


def _phases(study: Fields) -> str | None:
    """The phase; `N/A` is one of interventional studies alone."""
    phase = study.text("phase")
    interventional = read_enum("study_type", study.text("study_type") or "") == "INTERVENTIONAL"
    return phase if interventional or read_enum("phase", phase or "") != "NA" else None


def _identifiers(ids: Fields) -> Iterator[dict[str, Any]]:
    for source in ("org_study_id", "secondary_id", "nct_alias"):
        for each in ids.texts(source):
            yield {"id": each, "source": source}


def _sponsors(sponsors: Fields) -> Iterator[dict[str, Any]]:
    for role, place in (("lead", "lead_sponsor"), ("collaborator", "collaborator")):
        for each in sponsors.parts(place):
            if name := each.text("agency"):
                yield {"name": name, "class": each.text("agency_class"), "role": role}


def _responsible(party: Fields) -> dict[str, Any]:
    return {
        "type": party.text("responsible_party_type"),
        "name": party.text("investigator_full_name") or party.text("name_title"),
        "title": party.text("investigator_title"),
        "affiliation": party.text("investigator_affiliation") or party.text("organization"),
    }


def _arm(group: Fields, interventions: list[Fields]) -> dict[str, Any]:
    names = {"label": "arm_group_label", "type": "arm_group_type", "description": "description"}
    arm = named(group, names)
    given = [each.text("intervention_name") for each in interventions if arm["label"] in each.texts("arm_group_label")]
    return arm | {"interventions": list(filter(None, given))}


def _intervention(intervention: Fields) -> dict[str, Any]:
    names = {"name": "intervention_name", "type": "intervention_type", "description": "description"}
    return named(intervention, names) | {"other_names": intervention.texts("other_name")}


def _outcomes(study: Fields) -> Iterator[dict[str, Any]]:
    for kind in ("primary", "secondary", "other"):
        for each in study.parts(f"{kind}_outcome"):
            yield named(each, {name: name for name in ("measure", "description", "time_frame")}) | {"type": kind}


def _contacts(owner: Fields, prefix: str = "") -> Iterator[dict[str, Any]]:
    """The contact, the one behind it, and the investigators."""
    for place in (f"{prefix}contact", f"{prefix}contact_backup", f"{prefix}investigator"):
        for each in owner.parts(place):
            phone = joined(" ext. ", each.text("phone"), each.text("phone_ext"))
            yield {"role": "Contact"} | _person(each) | {"phone": phone, "email": each.text("email")}


def _person(person: Fields) -> dict[str, Any]:
    names = (person.text(f"{part}_name") for part in ("first", "middle", "last"))
    name = joined(", ", joined(" ", *names), person.text("degrees"))
    role = person.text("role")
    return {"name": name} | ({"role": role} if role else {})


def _location(location: Fields) -> dict[str, Any]:
    address = {name: f"facility.address.{name}" for name in ("city", "state", "zip", "country")}
    names = {"facility": "facility.name", **address, "status": "status"}
    return named(location, names) | {"contacts": list(_contacts(location))}


def _references(study: Fields) -> Iterator[dict[str, Any]]:
    for place, kind in (("reference", None), ("results_reference", "RESULT")):
        for each in study.parts(place):
            yield {"citation": each.text("citation"), "pmid": each.text("PMID"), "type": kind}
    for each in study.parts("link"):
        url = each.text("url")
        yield {"citation": each.text("description") or url, "url": url}
