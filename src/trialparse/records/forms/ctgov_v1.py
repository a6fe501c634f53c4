"""A study of ClinicalTrials.gov as version 1 of its API gave it, until 2024: every name begins with a capital and says
whose it is, and a list stands under the name of its items."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, joined, named, typed_name
from trialparse.records.sheet import CRITERIA

__all__ = ["ctgov_v1"]

_IDS = "IdentificationModule"
_STATUS = "StatusModule"
_PEOPLE = "SponsorCollaboratorsModule"
_PARTY = f"{_PEOPLE}.ResponsibleParty.ResponsibleParty"
_DESIGN = "DesignModule"
_INFO = f"{_DESIGN}.DesignInfo.Design"
_MASKING = f"{_DESIGN}.DesignInfo.DesignMaskingInfo.Design"
_ARMS = "ArmsInterventionsModule"
_WHO = "EligibilityModule"
_PLACES = "ContactsLocationsModule"

_FORM = Form(
    scalars={
        "id": (f"{_IDS}.NCTId",),
        "title": (f"{_IDS}.BriefTitle",),
        "official_title": (f"{_IDS}.OfficialTitle",),
        "acronym": (f"{_IDS}.Acronym",),
        "status": (f"{_STATUS}.OverallStatus",),
        "brief_summary": ("DescriptionModule.BriefSummary",),
        "detailed_description": ("DescriptionModule.DetailedDescription",),
        "study_type": (f"{_DESIGN}.StudyType",),
        "design.allocation": (f"{_INFO}Allocation",),
        "design.intervention_model": (f"{_INFO}InterventionModel",),
        "design.intervention_model_description": (f"{_INFO}InterventionModelDescription",),
        "design.primary_purpose": (f"{_INFO}PrimaryPurpose",),
        "design.observational_model": (
            f"{_INFO}ObservationalModel",
            f"{_INFO}ObservationalModelList.DesignObservationalModel",
        ),
        "design.time_perspective": (f"{_INFO}TimePerspective", f"{_INFO}TimePerspectiveList.DesignTimePerspective"),
        "design.masking": (f"{_MASKING}Masking",),
        "design.masking_description": (f"{_MASKING}MaskingDescription",),
        "eligibility.minimum_age": (f"{_WHO}.MinimumAge",),
        "eligibility.maximum_age": (f"{_WHO}.MaximumAge",),
        "eligibility.sex": (f"{_WHO}.Gender", f"{_WHO}.Sex"),
        "eligibility.healthy_volunteers": (f"{_WHO}.HealthyVolunteers",),
        "eligibility.sampling_method": (f"{_WHO}.SamplingMethod",),
        "eligibility.study_population": (f"{_WHO}.StudyPopulation",),
        CRITERIA: (f"{_WHO}.EligibilityCriteria",),
    },
    lists={
        "conditions": "ConditionsModule.ConditionList.Condition",
        "keywords": "ConditionsModule.KeywordList.Keyword",
        "design.who_masked": f"{_MASKING}WhoMaskedList.DesignWhoMasked",
    },
    objects={
        "officials": (
            f"{_PLACES}.OverallOfficialList.OverallOfficial",
            {
                "name": "OverallOfficialName",
                "role": "OverallOfficialRole",
                "affiliation": "OverallOfficialAffiliation",
            },
        ),
    },
    typed={
        "last_updated": (
            (
                f"{_STATUS}.LastUpdatePostDateStruct.LastUpdatePostDate",
                f"{_STATUS}.LastUpdatePostDateStruct.LastUpdatePostDateType",
            ),
            (f"{_STATUS}.LastUpdateSubmitDate", ""),
        ),
        "start_date": ((f"{_STATUS}.StartDateStruct.StartDate", f"{_STATUS}.StartDateStruct.StartDateType"),),
        "primary_completion_date": (
            (
                f"{_STATUS}.PrimaryCompletionDateStruct.PrimaryCompletionDate",
                f"{_STATUS}.PrimaryCompletionDateStruct.PrimaryCompletionDateType",
            ),
        ),
        "completion_date": (
            (
                f"{_STATUS}.CompletionDateStruct.CompletionDate",
                f"{_STATUS}.CompletionDateStruct.CompletionDateType",
            ),
        ),
        "enrollment": ((f"{_DESIGN}.EnrollmentInfo.EnrollmentCount", f"{_DESIGN}.EnrollmentInfo.EnrollmentType"),),
    },
    skipped=(f"{_WHO}.StdAgeList", f"{_IDS}.Organization"),
)


def ctgov_v1(study: Fields) -> dict[str, Any]:
    """The facts of a study."""
    study.skip("ResultsSection", "DerivedSection", "AnnotationSection", "DocumentSection")
    protocol = study.part("ProtocolSection")
    locations = [_location(each) for each in protocol.parts(f"{_PLACES}.LocationList.Location")]
    contacts = protocol.parts(f"{_PLACES}.CentralContactList.CentralContact")
    return _FORM.facts(protocol) | {
        "has_results": "Yes" if study.parts("ResultsSection") else None,
        "phases": joined("/", *protocol.texts(f"{_DESIGN}.PhaseList.Phase")),
        "identifiers": list(_identifiers(protocol.part(_IDS))),
        "sponsors": list(_sponsors(protocol.part(_PEOPLE))),
        "responsible_party": _responsible(protocol),
        "arms": [_arm(each) for each in protocol.parts(f"{_ARMS}.ArmGroupList.ArmGroup")],
        "interventions": [_intervention(each) for each in protocol.parts(f"{_ARMS}.InterventionList.Intervention")],
        "outcomes": list(_outcomes(protocol.part("OutcomesModule"))),
        "contacts": [_contact(each, "CentralContact") for each in contacts],
        "locations": locations,
        "countries": list(dict.fromkeys(filter(None, (each["country"] for each in locations)))),
        "references": list(_references(protocol.part("ReferencesModule"))),
    }


def _identifiers(module: Fields) -> Iterator[dict[str, Any]]:
    for source, place, name in (
        ("org_study_id", "OrgStudyIdInfo", "OrgStudyId"),
        ("secondary_id", "SecondaryIdInfoList.SecondaryIdInfo", "SecondaryId"),
    ):
        for each in module.parts(place):
            if identifier := each.text(name):
                yield {"id": identifier, "type": each.text(f"{name}Type"), "source": source}
    yield from ({"id": alias, "source": "nct_alias"} for alias in module.texts("NCTIdAliasList.NCTIdAlias"))


def _sponsors(module: Fields) -> Iterator[dict[str, Any]]:
    for role, place, name in (
        ("lead", "LeadSponsor", "LeadSponsor"),
        ("collaborator", "CollaboratorList.Collaborator", "Collaborator"),
    ):
        for each in module.parts(place):
            if body := each.text(f"{name}Name"):
                yield {"name": body, "class": each.text(f"{name}Class"), "role": role}


def _responsible(protocol: Fields) -> dict[str, Any]:
    return {
        "type": protocol.text(f"{_PARTY}Type"),
        "name": protocol.text(f"{_PARTY}InvestigatorFullName") or protocol.text(f"{_PARTY}OldNameTitle"),
        "title": protocol.text(f"{_PARTY}InvestigatorTitle"),
        "affiliation": protocol.text(f"{_PARTY}InvestigatorAffiliation") or protocol.text(f"{_PARTY}OldOrganization"),
    }


def _arm(group: Fields) -> dict[str, Any]:
    names = {"label": "ArmGroupLabel", "type": "ArmGroupType", "description": "ArmGroupDescription"}
    given = group.texts("ArmGroupInterventionList.ArmGroupInterventionName")
    return named(group, names) | {"interventions": [typed_name(name)["name"] for name in given]}


def _intervention(given: Fields) -> dict[str, Any]:
    given.skip("InterventionArmGroupLabelList")  # the groups say it too
    names = {"name": "InterventionName", "type": "InterventionType", "description": "InterventionDescription"}
    return named(given, names) | {"other_names": given.texts("InterventionOtherNameList.InterventionOtherName")}


def _outcomes(module: Fields) -> Iterator[dict[str, Any]]:
    for kind in ("Primary", "Secondary", "Other"):
        name = f"{kind}Outcome"
        names = {"measure": f"{name}Measure", "description": f"{name}Description", "time_frame": f"{name}TimeFrame"}
        for each in module.parts(f"{name}List.{name}"):
            yield named(each, names) | {"type": kind.lower()}


def _contact(contact: Fields, whose: str) -> dict[str, Any]:
    phone = joined(" ext. ", contact.text(f"{whose}Phone"), contact.text(f"{whose}PhoneExt"))
    names = {"name": f"{whose}Name", "role": f"{whose}Role", "email": f"{whose}EMail"}
    return named(contact, names) | {"phone": phone}


def _location(location: Fields) -> dict[str, Any]:
    names = {name: f"Location{name.capitalize()}" for name in ("facility", "city", "state", "zip", "country", "status")}
    contacts = location.parts("LocationContactList.LocationContact")
    return named(location, names) | {"contacts": [_contact(each, "LocationContact") for each in contacts]}


def _references(module: Fields) -> Iterator[dict[str, Any]]:
    for each in module.parts("ReferenceList.Reference"):
        yield named(each, {"citation": "ReferenceCitation", "type": "ReferenceType", "pmid": "ReferencePMID"})
    for each in module.parts("SeeAlsoLinkList.SeeAlsoLink"):
        url = each.text("SeeAlsoLinkURL")
        yield {"citation": each.text("SeeAlsoLinkLabel") or url, "url": url}
