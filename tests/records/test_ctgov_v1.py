"""Version 1 of ClinicalTrials.gov's API: the same study as version 2 has it, under other names."""

import copy
import json
from typing import Any

import pytest

from records.invented import LEGACY, STUDY
from records.looks import codes, spans_hold, without_parts
from trialparse import parse, parse_record, read_records

PROTOCOL: dict[str, Any] = {
    "IdentificationModule": {
        "NCTId": "NCT09000001",
        "OrgStudyIdInfo": {"OrgStudyId": "PSO-101"},
        "SecondaryIdInfoList": {"SecondaryIdInfo": [{"SecondaryId": "U1111-1200-3400"}]},
        "Organization": {"OrgFullName": "Northmoor University", "OrgClass": "OTHER"},
        "BriefTitle": "Zelumab in Plaque Psoriasis",
        "OfficialTitle": "A Double-blind Study of Zelumab in Adults With Plaque Psoriasis & Arthritis",
        "Acronym": "ZEAL",
    },
    "StatusModule": {
        "OverallStatus": "Active, not recruiting",
        "StartDateStruct": {"StartDate": "March 15, 2024", "StartDateType": "Actual"},
        "PrimaryCompletionDateStruct": {
            "PrimaryCompletionDate": "May 2026",
            "PrimaryCompletionDateType": "Anticipated",
        },
        "CompletionDateStruct": {"CompletionDate": "November 2026", "CompletionDateType": "Anticipated"},
        "LastUpdatePostDateStruct": {"LastUpdatePostDate": "August 5, 2025", "LastUpdatePostDateType": "Actual"},
    },
    "SponsorCollaboratorsModule": {
        "ResponsibleParty": {
            "ResponsiblePartyType": "Principal Investigator",
            "ResponsiblePartyInvestigatorFullName": "Ada Quill",
            "ResponsiblePartyInvestigatorTitle": "Professor of Dermatology",
            "ResponsiblePartyInvestigatorAffiliation": "Northmoor University",
        },
        "LeadSponsor": {"LeadSponsorName": "Northmoor University", "LeadSponsorClass": "OTHER"},
        "CollaboratorList": {"Collaborator": [{"CollaboratorName": "Zelum Pharma", "CollaboratorClass": "INDUSTRY"}]},
    },
    "DescriptionModule": {
        "BriefSummary": "The study asks whether zelumab clears plaques.",
        "DetailedDescription": "Doses are 50 mg or 100 mg.\n\nVisits are monthly.",
    },
    "ConditionsModule": {
        "ConditionList": {"Condition": ["Psoriasis", "Psoriatic Arthritis"]},
        "KeywordList": {"Keyword": ["plaque"]},
    },
    "DesignModule": {
        "StudyType": "Interventional",
        "PhaseList": {"Phase": ["Phase 2", "Phase 3"]},
        "DesignInfo": {
            "DesignAllocation": "Randomized",
            "DesignInterventionModel": "Parallel Assignment",
            "DesignInterventionModelDescription": "Two arms run side by side.",
            "DesignPrimaryPurpose": "Treatment",
            "DesignMaskingInfo": {
                "DesignMasking": "Double",
                "DesignMaskingDescription": "Syringes look alike.",
                "DesignWhoMaskedList": {"DesignWhoMasked": ["Participant", "Outcomes Assessor"]},
            },
        },
        "EnrollmentInfo": {"EnrollmentCount": "1240", "EnrollmentType": "Anticipated"},
    },
    "ArmsInterventionsModule": {
        "ArmGroupList": {
            "ArmGroup": [
                {
                    "ArmGroupLabel": "Zelumab",
                    "ArmGroupType": "Experimental",
                    "ArmGroupDescription": "100 mg every 4 weeks",
                    "ArmGroupInterventionList": {
                        "ArmGroupInterventionName": ["Drug: Zelumab", "Behavioral: Skin diary"]
                    },
                },
                {
                    "ArmGroupLabel": "None",
                    "ArmGroupType": "Placebo Comparator",
                    "ArmGroupInterventionList": {"ArmGroupInterventionName": ["Behavioral: Skin diary"]},
                },
            ]
        },
        "InterventionList": {
            "Intervention": [
                {
                    "InterventionType": "Drug",
                    "InterventionName": "Zelumab",
                    "InterventionDescription": "An antibody",
                    "InterventionArmGroupLabelList": {"InterventionArmGroupLabel": ["Zelumab"]},
                    "InterventionOtherNameList": {"InterventionOtherName": ["ZLM-1"]},
                },
                {"InterventionType": "Behavioral", "InterventionName": "Skin diary"},
            ]
        },
    },
    "OutcomesModule": {
        "PrimaryOutcomeList": {
            "PrimaryOutcome": [
                {
                    "PrimaryOutcomeMeasure": "PASI 75",
                    "PrimaryOutcomeDescription": "Share of responders",
                    "PrimaryOutcomeTimeFrame": "week 16",
                }
            ]
        },
        "SecondaryOutcomeList": {
            "SecondaryOutcome": [{"SecondaryOutcomeMeasure": "DLQI; change", "SecondaryOutcomeTimeFrame": "week 52"}]
        },
    },
    "EligibilityModule": {
        "EligibilityCriteria": STUDY["protocolSection"]["eligibilityModule"]["eligibilityCriteria"].replace("\\", ""),
        "HealthyVolunteers": "No",
        "Gender": "All",
        "MinimumAge": "18 Years",
        "MaximumAge": "70 Years",
        "StdAgeList": {"StdAge": ["Adult", "Older Adult"]},
    },
    "ContactsLocationsModule": {
        "CentralContactList": {
            "CentralContact": [
                {
                    "CentralContactName": "Trial Office",
                    "CentralContactRole": "Contact",
                    "CentralContactPhone": "+44 20 7946 0018",
                    "CentralContactPhoneExt": "12",
                    "CentralContactEMail": "office@northmoor.example.org",
                }
            ]
        },
        "OverallOfficialList": {
            "OverallOfficial": [
                {
                    "OverallOfficialName": "Ada Quill, MD",
                    "OverallOfficialAffiliation": "Northmoor University",
                    "OverallOfficialRole": "Principal Investigator",
                }
            ]
        },
        "LocationList": {
            "Location": [
                {
                    "LocationFacility": "Northmoor Clinic",
                    "LocationStatus": "Recruiting",
                    "LocationCity": "Leeds",
                    "LocationZip": "LS1 1AA",
                    "LocationCountry": "United Kingdom",
                    "LocationContactList": {
                        "LocationContact": [
                            {
                                "LocationContactName": "Ben Hale",
                                "LocationContactRole": "Contact",
                                "LocationContactPhone": "0113 496 0000",
                            }
                        ]
                    },
                },
                {"LocationFacility": "Skin Centre", "LocationCity": "Lyon", "LocationCountry": "France"},
                {"LocationFacility": "South Clinic", "LocationCity": "Nice", "LocationCountry": "France"},
            ]
        },
    },
    "ReferencesModule": {
        "ReferenceList": {
            "Reference": [
                {
                    "ReferencePMID": "12345678",
                    "ReferenceType": "result",
                    "ReferenceCitation": "Quill A. Plaques. 2023.",
                }
            ]
        },
        "SeeAlsoLinkList": {
            "SeeAlsoLink": [{"SeeAlsoLinkLabel": "Trial site", "SeeAlsoLinkURL": "https://zeal.example.org"}]
        },
    },
}
VERSION_1 = {"FullStudiesResponse": {"FullStudies": [{"Rank": 1, "Study": {"ProtocolSection": PROTOCOL}}]}}


def alike(text: str) -> Any:
    """What a study says, without its places and its form."""
    left = {"spans", "text", "layout", "diagnostics", "has_results"}
    return json.loads(parse(text).model_dump_json(exclude=left), object_hook=unplaced)


def unplaced(found: dict[str, Any]) -> dict[str, Any]:
    """The criteria's places are not those of the API's text, which has a backslash before some signs."""
    places = {"span", "residue", "sentences"}
    return {name: value for name, value in found.items() if name not in places and not name.endswith("span")}


def test_it_is_what_version_2_says() -> None:
    first, second = alike(json.dumps(VERSION_1)), alike(json.dumps(STUDY))
    for found in (first, second):
        found["references"][0]["type"] = found["references"][0]["type"].lower()
    assert first == second


def test_versions_are_told_apart() -> None:
    assert parse(json.dumps(VERSION_1)).layout == "ctgov_v1_json"
    assert parse(json.dumps(STUDY)).layout == "ctgov_v2_json"
    lower = json.loads(json.dumps({"ProtocolSection": PROTOCOL}).lower())
    assert parse_record(lower).layout == "ctgov_v1_json"


def test_nothing_is_left_unread() -> None:
    assert codes(parse(json.dumps(VERSION_1))) == []
    more = copy.deepcopy(PROTOCOL)
    more["OversightModule"] = {"OversightHasDMC": "Yes"}
    trial = parse_record({"ProtocolSection": more, "DerivedSection": {"x": "y"}, "ResultsSection": {"x": "y"}})
    (said,) = trial.diagnostics
    assert trial.has_results
    assert said.message == "fields of the record not read (1): ProtocolSection.OversightModule.OversightHasDMC"


def test_a_small_study_is_told_by_its_spelling() -> None:
    study = {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT09000001", "BriefTitle": "Zelumab"}}}
    trial = parse(json.dumps({"FullStudies": [{"Study": study}]}))
    assert (trial.id, trial.title, trial.layout) == ("NCT09000001", "Zelumab", "ctgov_v1_json")


@pytest.mark.parametrize("value", ["Completed", "Recruiting"])
def test_words_of_the_old_api(value: str) -> None:
    study = copy.deepcopy(PROTOCOL)
    study["StatusModule"]["OverallStatus"] = value
    assert LEGACY[parse_record({"ProtocolSection": study}).status or ""] == value


def test_parts_may_be_missing() -> None:
    for harmed in without_parts(PROTOCOL, 80):
        assert spans_hold(parse_record({"ProtocolSection": harmed}))


FIELDS: dict[str, Any] = {
    "Rank": 1,
    "NCTId": ["NCT09990001"],
    "BriefTitle": ["Velorimab in Gout"],
    "Condition": ["Gout", "Pain"],
    "Phase": ["Phase 1", "Phase 2"],
    "StartDate": ["March 2026"],
    "EnrollmentCount": ["60"],
    "InterventionName": ["Velorimab", "Placebo"],
    "InterventionType": ["Drug"],
    "LocationCity": ["Lyon"],
    "LocationCountry": ["France"],
    "EligibilityCriteria": ["Inclusion Criteria:\n\nGout\n\nExclusion Criteria:\n\nDialysis"],
}


def test_the_fields_that_were_asked_for() -> None:
    answer = {
        "StudyFieldsResponse": {"NStudiesFound": 2, "StudyFields": [FIELDS, {"Rank": 2, "NCTId": ["NCT09990002"]}]}
    }
    assert [trial.id for trial in read_records(json.dumps(answer).encode())] == ["NCT09990001", "NCT09990002"]
    trial = parse_record(FIELDS)
    assert (trial.layout, trial.title, trial.conditions) == ("ctgov_v1_fields", "Velorimab in Gout", ("Gout", "Pain"))
    assert (trial.phases, trial.enrollment and trial.enrollment.count) == (("PHASE1", "PHASE2"), 60)
    assert [(each.name, each.type) for each in trial.interventions] == [("Velorimab", None), ("Placebo", None)]
    assert trial.countries == ("France",)
    assert [each.kind for each in trial.walk()] == ["inclusion", "exclusion"]
    assert "InterventionType" in trial.diagnostics[0].message  # nothing tells whose it is
    assert codes(trial) == ["unread-fields"]
