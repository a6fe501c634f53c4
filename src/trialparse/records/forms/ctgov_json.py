"""A study of ClinicalTrials.gov as version 2 of its API gives it."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined, named, typed_name, unescaped
from trialparse.records.sheet import CRITERIA

__all__ = ["ctgov_json"]

_STATUS = "statusModule"
_DESIGN = "designModule"
_INFO = "designModule.designInfo"
_PARTY = "sponsorCollaboratorsModule.responsibleParty"
_CONTACT = {"name": "name", "role": "role", "email": "email"}
_OUTCOME = {"measure": "measure", "description": "description", "time_frame": "timeFrame"}

_FORM = Form(
    scalars={
        "id": ("identificationModule.nctId",),
        "title": ("identificationModule.briefTitle",),
        "official_title": ("identificationModule.officialTitle",),
        "acronym": ("identificationModule.acronym",),
        "status": (f"{_STATUS}.overallStatus",),
        "brief_summary": ("descriptionModule.briefSummary",),
        "detailed_description": ("descriptionModule.detailedDescription",),
        "study_type": (f"{_DESIGN}.studyType",),
        "design.allocation": (f"{_INFO}.allocation",),
        "design.intervention_model": (f"{_INFO}.interventionModel",),
        "design.intervention_model_description": (f"{_INFO}.interventionModelDescription",),
        "design.primary_purpose": (f"{_INFO}.primaryPurpose",),
        "design.observational_model": (f"{_INFO}.observationalModel",),
        "design.time_perspective": (f"{_INFO}.timePerspective",),
        "design.masking": (f"{_INFO}.maskingInfo.masking",),
        "design.masking_description": (f"{_INFO}.maskingInfo.maskingDescription",),
        "eligibility.minimum_age": ("eligibilityModule.minimumAge",),
        "eligibility.maximum_age": ("eligibilityModule.maximumAge",),
        "eligibility.sex": ("eligibilityModule.sex",),
        "eligibility.healthy_volunteers": ("eligibilityModule.healthyVolunteers",),
        "eligibility.sampling_method": ("eligibilityModule.samplingMethod",),
        "eligibility.study_population": ("eligibilityModule.studyPopulation",),
    },
    lists={
        "conditions": "conditionsModule.conditions",
        "keywords": "conditionsModule.keywords",
        "design.who_masked": f"{_INFO}.maskingInfo.whoMasked",
    },
    objects={
        "officials": (
            "contactsLocationsModule.overallOfficials",
            {"name": "name", "role": "role", "affiliation": "affiliation"},
        ),
    },
    typed={
        "last_updated": (
            (f"{_STATUS}.lastUpdatePostDateStruct.date", f"{_STATUS}.lastUpdatePostDateStruct.type"),
            (f"{_STATUS}.lastUpdateSubmitDate", ""),
        ),
        "start_date": ((f"{_STATUS}.startDateStruct.date", f"{_STATUS}.startDateStruct.type"),),
        "primary_completion_date": (
            (f"{_STATUS}.primaryCompletionDateStruct.date", f"{_STATUS}.primaryCompletionDateStruct.type"),
        ),
        "completion_date": ((f"{_STATUS}.completionDateStruct.date", f"{_STATUS}.completionDateStruct.type"),),
        "enrollment": ((f"{_DESIGN}.enrollmentInfo.count", f"{_DESIGN}.enrollmentInfo.type"),),
    },
    skipped=("eligibilityModule.stdAges", "identificationModule.organization"),
)


def ctgov_json(study: Fields) -> dict[str, Any]:
    """The facts of a study."""
    study.skip("resultsSection", "derivedSection", "annotationSection", "documentSection")
    protocol = study.part("protocolSection")
    criteria = protocol.text("eligibilityModule.eligibilityCriteria")
    locations = list(_locations(protocol.parts("contactsLocationsModule.locations")))
    return _FORM.facts(protocol) | {
        "has_results": study.text("hasResults"),
        "phases": joined("/", *protocol.texts(f"{_DESIGN}.phases")),
        "identifiers": list(_identifiers(protocol.part("identificationModule"))),
        "sponsors": list(_sponsors(protocol.part("sponsorCollaboratorsModule"))),
        "responsible_party": _responsible(protocol.part(_PARTY)),
        "arms": [_arm(each) for each in protocol.parts("armsInterventionsModule.armGroups")],
        "interventions": [_intervention(each) for each in protocol.parts("armsInterventionsModule.interventions")],
        "outcomes": list(_outcomes(protocol.part("outcomesModule"))),
        CRITERIA: criteria and unescaped(criteria),
        "contacts": [_contact(each) for each in protocol.parts("contactsLocationsModule.centralContacts")],
        "locations": locations,
        "countries": list(dict.fromkeys(filter(None, (each["country"] for each in locations)))),
        "references": list(_references(protocol.part("referencesModule"))),
    }


def _identifiers(module: Fields) -> Iterator[dict[str, Any]]:
    for source, place in (("org_study_id", "orgStudyIdInfo"), ("secondary_id", "secondaryIdInfos")):
        for each in module.parts(place):
            if identifier := each.text("id"):
                yield {"id": identifier, "type": each.text("type"), "source": source}
    yield from ({"id": alias, "source": "nct_alias"} for alias in module.texts("nctIdAliases"))


def _sponsors(module: Fields) -> Iterator[dict[str, Any]]:
    for role, place in (("lead", "leadSponsor"), ("collaborator", "collaborators")):
        for each in module.parts(place):
            if name := each.text("name"):
                yield {"name": name, "class": each.text("class"), "role": role}


def _responsible(party: Fields) -> dict[str, Any]:
    return {
        "type": party.text("type"),
        "name": party.text("investigatorFullName") or party.text("oldNameTitle"),
        "title": party.text("investigatorTitle"),
        "affiliation": party.text("investigatorAffiliation") or party.text("oldOrganization"),
    }


def _arm(group: Fields) -> dict[str, Any]:
    names = {"label": "label", "type": "type", "description": "description"}
    return named(group, names) | {
        "interventions": [typed_name(name)["name"] for name in group.texts("interventionNames")]
    }


def _intervention(intervention: Fields) -> dict[str, Any]:
    intervention.skip("armGroupLabels")  # the groups say it too
    names = {"name": "name", "type": "type", "description": "description"}
    return named(intervention, names) | {"other_names": intervention.texts("otherNames")}


def _outcomes(module: Fields) -> Iterator[dict[str, Any]]:
    for kind in ("primary", "secondary", "other"):
        for each in module.parts(f"{kind}Outcomes"):
            yield named(each, _OUTCOME) | {"type": kind}


def _contact(contact: Fields) -> dict[str, Any]:
    phone = joined(" ext. ", contact.text("phone"), contact.text("phoneExt"))
    return named(contact, _CONTACT) | {"phone": phone}


def _locations(locations: list[Fields]) -> Iterator[dict[str, Any]]:
    names = {name: name for name in ("facility", "city", "state", "zip", "country", "status")}
    for each in locations:
        each.skip("geoPoint", "countryCode")
        yield named(each, names) | {"contacts": [_contact(contact) for contact in each.parts("contacts")]}


def _references(module: Fields) -> Iterator[dict[str, Any]]:
    for each in module.parts("references"):
        yield named(each, {"citation": "citation", "type": "type", "pmid": "pmid"})
    for each in module.parts("seeAlsoLinks"):
        url = each.text("url")
        yield {"citation": each.text("label") or url, "url": url}
