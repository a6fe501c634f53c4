"""The ISRCTN registry's XML, with what stands beside the trial and without, and its inside as JSON."""

import copy
import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from records.looks import ages, codes, dates, spans_hold, without_parts
from trialparse import Trial, parse, parse_record

TRIAL: dict[str, Any] = {
    "isrctn": "99999990",
    "trialDescription": {
        "acknowledgment": "false",
        "title": "Walking groups for knee pain",
        "scientificTitle": "A randomised trial of walking groups in adults with knee pain",
        "acronym": "WALK",
        "studyHypothesis": "Walking helps.",
        "plainEnglishSummary": "Background and study aims\nWalking may help.",
        "primaryOutcomes": {
            "outcomeMeasure": {"variable": "Pain", "method": "Visual scale", "timepoints": "12 weeks"},
        },
        "secondaryOutcome": "1. Steps a day at 12 weeks\n2. Sleep at 12 weeks",
        "ethicsApprovalRequired": "Ethics approval required",
    },
    "externalRefs": {
        "doi": "10.1186/ISRCTN99999990",
        "eudraCTNumber": "Nil known",
        "irasNumber": "300123",
        "clinicalTrialsGovNumber": "NCT09000999",
        "protocolSerialNumber": "CPMS 4711",
        "secondaryNumbers": {"secondaryNumber": ["300123", "WALK-2"]},
    },
    "trialDesign": {
        "studyDesign": "Two-centre randomised trial",
        "primaryStudyDesign": "Interventional",
        "secondaryStudyDesign": "Randomised controlled trial",
        "trialTypes": {"trialType": "Treatment"},
        "overallStartDate": "2025-01-01T00:00:00.000Z",
        "overallEndDate": "2026-03-31T00:00:00.000Z",
    },
    "participants": {
        "recruitmentCountries": {"country": ["England", "Scotland", "United Kingdom", "Ireland"]},
        "trialCentres": {
            "trialCentre": {
                "name": "Hill Clinic",
                "address": "1 Hill",
                "city": "Leeds",
                "zip": "LS1",
                "country": "England",
            }
        },
        "participantTypes": {"participantType": ["Patient", "Healthy volunteer"]},
        "inclusion": "1. Knee pain for 3 months\n2. Able to walk",
        "ageRange": "Adult",
        "lowerAgeLimit": "18 Years",
        "upperAgeLimit": "80 Years",
        "gender": "All",
        "targetEnrolment": "Planned Sample Size: 300; UK Sample Size: 280",
        "exclusion": "1. Knee surgery planned\n2. BMI > 45 kg/m2",
        "recruitmentStart": "2025-02-01T00:00:00.000Z",
        "recruitmentEnd": "2025-12-31T00:00:00.000Z",
    },
    "conditions": {
        "condition": {"description": "Knee pain", "diseaseClass1": "Musculoskeletal", "diseaseClass2": "Pain"},
    },
    "interventions": {
        "intervention": {
            "description": "Groups walk three times a week.",
            "interventionType": "Behavioural",
            "phase": "Not Applicable",
            "drugNames": "Walking group",
        }
    },
    "results": {"publicationPlan": "A journal"},
    "outputs": {"output": {"externalLink": "https://walk.example.org", "description": "Protocol"}},
}
BESIDE: dict[str, Any] = {
    "contact": [
        {
            "title": "Dr",
            "forename": "Ann",
            "surname": "Hill",
            "contactTypes": {"contactType": ["Scientific", "Principal Investigator"]},
            "contactDetails": {"address": "1 Hill", "telephone": "0113 555 0100", "email": "ann@hill.example.org"},
        },
        {"forename": "Bob", "surname": "Dale", "contactTypes": {"contactType": "Public"}},
    ],
    "sponsor": {"organisation": "Hill University", "sponsorType": "University", "commercialStatus": "Non-commercial"},
    "funder": {"name": "Walkers' Trust", "fundRef": "http://f.example.org"},
}
ATTRIBUTES = {
    "trial": {"lastUpdated": "2026-09-08T10:00:22.861Z", "version": "3", "publicIdentifierType": "isrctn"},
    "isrctn": {"dateAssigned": "2025-01-01T12:00:00.000Z"},
    "secondaryNumber": {"numberType": "iras"},
    "contact": {"id": "c1"},
    "sponsor": {"id": "s1"},
}


def element(name: str, value: Any) -> str:
    """A value as an element, or as several of the name."""
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inside = "".join(map(element, value, value.values())) if isinstance(value, dict) else escape(value)
    told = "".join(f" {key}={quoteattr(words)}" for key, words in ATTRIBUTES.get(name, {}).items())
    return f"<{name}{told}>{inside}</{name}>"


FULL = element("fullTrial", {"trial": TRIAL, **BESIDE})
ALL = f'<?xml version="1.0"?><allTrials totalCount="1" xmlns="http://www.67bricks.com/isrctn">{FULL}</allTrials>'
BARE = element("trial", TRIAL)


def harmed(*path: str, value: Any) -> dict[str, Any]:
    """The trial with another value at a path."""
    trial = copy.deepcopy(TRIAL)
    owner = trial
    for name in path[:-1]:
        owner = owner[name]
    owner[path[-1]] = value
    return trial


@pytest.mark.parametrize("text", [ALL, FULL, BARE, json.dumps(TRIAL)], ids=["all", "full", "bare", "json"])
def test_every_field(text: str) -> None:
    trial = parse(text)
    assert (trial.id, trial.registry) == ("ISRCTN99999990", "ISRCTN")
    assert trial.layout == ("isrctn_json" if text.startswith("{") else "isrctn_xml")
    assert (trial.title, trial.acronym) == ("Walking groups for knee pain", "WALK")
    assert trial.official_title == "A randomised trial of walking groups in adults with knee pain"
    assert trial.brief_summary is not None
    assert trial.brief_summary.endswith("Walking may help.")
    assert (trial.study_type, trial.phases) == ("INTERVENTIONAL", ("NA",))
    assert (trial.design.allocation, trial.design.primary_purpose) == ("RANDOMIZED", "TREATMENT")
    assert dates(trial)[:2] == [("2025-02-01", None), ("2026-03-31", None)]
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (300, "ESTIMATED")
    assert trial.conditions == ("Knee pain",)
    assert [(each.name, each.type, each.description) for each in trial.interventions] == [
        ("Walking group", "BEHAVIORAL", "Groups walk three times a week.")
    ]
    assert [(each.type, each.measure, each.description, each.time_frame) for each in trial.outcomes] == [
        ("primary", "Pain", "Visual scale", "12 weeks"),
        ("secondary", "Steps a day at 12 weeks", None, None),
        ("secondary", "Sleep at 12 weeks", None, None),
    ]
    assert trial.countries == ("United Kingdom", "Ireland")
    assert [(each.facility, each.city, each.zip, each.country) for each in trial.locations] == [
        ("Hill Clinic", "Leeds", "LS1", "England")
    ]
    assert [(each.id, each.type, each.source) for each in trial.identifiers] == [
        ("NCT09000999", "REGISTRY", None),
        ("300123", "OTHER", "IRAS"),
        ("CPMS 4711", "OTHER", None),
        ("WALK-2", "OTHER", None),
    ]
    assert [(each.citation, each.url) for each in trial.references] == [("Protocol", "https://walk.example.org")]
    eligibility = trial.eligibility
    assert eligibility is not None
    assert (ages(trial), eligibility.sex, eligibility.healthy_volunteers) == (("18 Years", "80 Years"), "ALL", True)
    assert [each.text for each in eligibility.inclusion] == ["Knee pain for 3 months", "Able to walk"]
    assert [each.text for each in eligibility.exclusion] == ["Knee surgery planned", "BMI > 45 kg/m2"]
    assert codes(trial) == ["derived-status", "unread-fields"]


@pytest.mark.parametrize("text", [ALL, FULL])
def test_people_beside_the_trial(text: str) -> None:
    trial = parse(text)
    assert [(each.name, each.role) for each in trial.sponsors] == [
        ("Hill University", "lead"),
        ("Walkers' Trust", "collaborator"),
    ]
    assert [(each.name, each.phone, each.email) for each in trial.contacts] == [
        ("Dr Ann Hill", "0113 555 0100", "ann@hill.example.org"),
        ("Bob Dale", None, None),
    ]
    assert [each.name for each in trial.officials] == ["Dr Ann Hill"]


def test_what_is_not_read_is_named() -> None:
    (said,) = [each for each in parse(ALL).diagnostics if each.code == "unread-fields"]
    assert said.message == (
        "fields of the record not read (6): trial.trialDescription.studyHypothesis, trial.trialDesign.studyDesign, "
        "trial.trialDesign.overallStartDate, trial.participants.recruitmentEnd, "
        "trial.conditions.condition.diseaseClass1, trial.conditions.condition.diseaseClass2"
    )


def test_a_status_is_told_or_sure() -> None:
    ended = parse(BARE)
    assert (ended.status, dates(ended)[2]) == ("COMPLETED", ("2026-09-08", None))
    assert parse_record(TRIAL).status is None  # as JSON the record does not say when it was changed
    later = harmed("trialDesign", "overallEndDate", value="2027-03-31T00:00:00.000Z")
    assert parse(element("trial", later)).status is None
    for name, place in (("overallStatusOverride", "trialDesign"), ("recruitmentStatusOverride", "participants")):
        trial = parse_record(harmed(place, name, value="Stopped"))
        assert (trial.status, "derived-status" in codes(trial)) == ("TERMINATED", False)


@pytest.mark.parametrize(
    ("number", "found"),
    [("99999990", "ISRCTN99999990"), (99999990, "ISRCTN99999990"), ("ISRCTN99999990", "ISRCTN99999990"),
     (123456, "ISRCTN00123456")],
)  # fmt: skip
def test_ids(number: Any, found: str) -> None:
    assert parse_record(TRIAL | {"isrctn": number}).id == found


def enrolled(**participants: Any) -> Trial:
    return parse_record({"isrctn": "99999990", "participants": participants})


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({"targetEnrolment": "211"}, (211, "ESTIMATED")),
        ({"targetEnrolment": "Planned Sample Size: 300; UK Sample Size: 300"}, (300, "ESTIMATED")),
        ({"targetEnrolment": "UK Sample Size: 30; Planned Sample Size: 1,200"}, (1200, "ESTIMATED")),
        ({"targetEnrolment": "300", "totalFinalEnrolment": "287"}, (287, "ACTUAL")),
        ({"targetEnrolment": "", "totalTarget": 40}, (40, "ESTIMATED")),
        ({"targetEnrolment": "100 patients, 50 in each group"}, (100, "ESTIMATED")),
        ({"targetEnrolment": "50 to 100 patients"}, None),
    ],
)
def test_enrollment(told: dict[str, Any], count: tuple[int, str] | None) -> None:
    trial = enrolled(**told)
    found = trial.enrollment
    assert (found and (found.count, found.type)) == count
    assert ("unknown-value" in codes(trial)) is (count is None)


@pytest.mark.parametrize(
    "heading",
    [
        "Previous inclusion criteria as of 01/02/2026:",
        "Previous participant inclusion criteria:",
        "  Original inclusion criteria as of 01/02/2026 to 05/06/2026",
    ],
)
def test_former_criteria_are_none(heading: str) -> None:
    words = f"Current inclusion criteria as of 03/04/2026:\n1. Knee pain\n2. Able to walk\n\n{heading}\n1. Hip pain"
    trial = enrolled(inclusion=words)
    assert trial.eligibility is not None
    assert [each.text for each in trial.eligibility.inclusion] == ["Knee pain", "Able to walk"]
    (said,) = [each for each in trial.diagnostics if each.code == "former-criteria"]
    assert heading.strip() in said.message


@pytest.mark.parametrize(
    ("low", "high", "limits"),
    [("2 Days", "29 Weeks", ("2 Days", "29 Weeks")), ("18", "", ("18 Years", None)), ("", None, (None, None))],
)
def test_ages(low: str, high: str | None, limits: tuple[str | None, str | None]) -> None:
    assert ages(enrolled(lowerAgeLimit=low, upperAgeLimit=high, gender="Not Specified")) == limits


def test_several_drugs() -> None:
    drugs = "Velorimab (10 mg, daily), Colchicine; placebo"
    given = {"description": "Tablets", "interventionType": "Drug", "phase": "Phase II/III", "drugNames": drugs}
    trial = parse_record(TRIAL | {"interventions": {"intervention": [given, {"phase": "Phase II/III"}]}})
    assert [(each.name, each.type) for each in trial.interventions] == [
        ("Velorimab (10 mg, daily)", "DRUG"),
        ("Colchicine", "DRUG"),
        ("placebo", "DRUG"),
    ]
    assert trial.phases == ("PHASE2", "PHASE3")


def test_several_trials_are_said() -> None:
    trial = parse(f"<allTrials>{FULL}{FULL}</allTrials>")
    assert (trial.id, "several-trials" in codes(trial)) == ("ISRCTN99999990", True)


def test_parts_may_be_missing() -> None:
    for record in without_parts({"trial": TRIAL, **BESIDE}, 60):
        assert spans_hold(parse_record({"fullTrial": record}))
    for record in without_parts(TRIAL, 60):
        assert spans_hold(parse_record(record))
