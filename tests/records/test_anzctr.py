"""The Australian and New Zealand registry's XML: of a download, and escaped inside a web service's answer."""

import copy
from typing import Any
from xml.sax.saxutils import escape

import pytest

from records.looks import ages, codes, dates, spans_hold, without_parts
from trialparse import Trial, parse, parse_record

TRIAL: dict[str, Any] = {
    "stage": "Registered",
    "actrnumber": "ACTRN12699999999990",
    "submitdate": "4/01/2026",
    "approvaldate": "14/01/2026",
    "dateLastUpdated": "5/08/2026",
    "trial_identification": {
        "publictitle": "Tai chi for balance",
        "scientifictitle": "A randomised trial of tai chi and balance in older adults",
        "utrn": "U1111-1234-5678",
        "trialacronym": "TAIBA",
        "secondaryid": ["None", "TB-7"],
    },
    "conditions": {
        "healthcondition": ["Falls", "Poor balance"],
        "conditioncode": {"conditioncode1": "Musculoskeletal", "conditioncode2": "Other"},
    },
    "interventions": {
        "interventions": "Tai chi twice a week",
        "comparator": "Usual care",
        "control": "Active",
        "interventioncode": "Treatment: Other",
    },
    "outcomes": {
        "primaryOutcome": {"outcome": "Falls", "timepoint": "12 months"},
        "secondaryOutcome": [{"outcome": "Sway", "timepoint": "6 months"}, {"outcome": "Fear", "timepoint": ""}],
    },
    "eligibility": {
        "inclusivecriteria": "1. A fall in the last year\n2. Able to stand",
        "inclusiveminage": "65",
        "inclusiveminagetype": "Years",
        "inclusivemaxage": "0",
        "inclusivemaxagetype": "No limit",
        "inclusivegender": "Both males and females",
        "healthyvolunteer": "Yes",
        "exclusivecriteria": "1. Stroke in the last 6 months",
    },
    "trial_design": {
        "studytype": "Interventional",
        "purpose": "Prevention",
        "allocation": "Randomised controlled trial",
        "masking": "Open (masking not used)",
        "masking1": "The people assessing the outcomes",
        "assignment": "Parallel",
        "endpoint": "Efficacy",
    },
    "recruitment": {
        "phase": "Not Applicable",
        "anticipatedstartdate": "1/03/2026",
        "actualstartdate": "9/03/2026",
        "anticipatedenddate": "1/03/2027",
        "anticipatedlastvisitdate": "1/03/2028",
        "samplesize": "200",
        "actualsamplesize": "",
        "recruitmentstatus": "Active, not recruiting",
        "recruitmentcountry": ["Australia", "Recruitment outside Australia"],
        "recruitmentstate": "NSW,VIC",
        "postcode": ["2000 - Sydney"],
        "countryoutsideaustralia": {"country": "New Zealand", "state": "Otago"},
    },
    "sponsorship": {
        "primarysponsortype": "Commercial sector/Industry",
        "primarysponsorname": "Balance Pty",
        "primarysponsoraddress": "1 Street",
        "primarysponsorcountry": "Australia",
        "fundingsource": {"fundingtype": "Charities/Societies/Foundations", "fundingname": "Falls Fund"},
        "secondarysponsor": [{"sponsortype": "University", "sponsorname": "Harbour University"}],
    },
    "ethicsAndSummary": {
        "summary": "The trial asks whether tai chi prevents falls.",
        "publication": "Lee A. Balance. 2026.",
        "ethicscommitee": {"ethicname": "Harbour HREC"},
    },
    "contacts": [
        {"title": "Dr", "name": "Ann Lee", "phone": "+61 2 5550 0100", "type": "Principal Investigator"},
        {"title": "Dr", "name": "Ann Lee", "phone": "+61 2 5550 0100", "email": "", "type": "Public Queries"},
    ],
}


def element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inside = "".join(map(element, value, value.values())) if isinstance(value, dict) else escape(value)
    return f"<{name}>{inside}</{name}>"


XML = element("ANZCTR_Trial", TRIAL)
SERVICE = f'<?xml version="1.0"?><string xmlns="http://anzctr.example.org/">{escape(XML)}</string>'


@pytest.mark.parametrize("trial", [parse(XML), parse(SERVICE), parse_record(TRIAL)], ids=["xml", "service", "dict"])
def test_every_field(trial: Trial) -> None:
    assert (trial.id, trial.registry, trial.layout) == ("ACTRN12699999999990", "ANZCTR", "anzctr_xml")
    assert (trial.title, trial.acronym) == ("Tai chi for balance", "TAIBA")
    assert trial.official_title == "A randomised trial of tai chi and balance in older adults"
    assert trial.brief_summary == "The trial asks whether tai chi prevents falls."
    assert (trial.status, trial.study_type, trial.phases) == ("ACTIVE_NOT_RECRUITING", "INTERVENTIONAL", ("NA",))
    assert dates(trial) == [("2026-03-09", "ACTUAL"), ("2028-03-01", "ESTIMATED"), ("2026-08-05", None)]
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (200, "ESTIMATED")
    design = trial.design
    assert (design.allocation, design.intervention_model, design.masking) == ("RANDOMIZED", "PARALLEL", "NONE")
    assert (design.primary_purpose, design.who_masked) == ("PREVENTION", ("OUTCOMES_ASSESSOR",))
    assert trial.conditions == ("Falls", "Poor balance")
    assert [(each.type, each.measure, each.time_frame) for each in trial.outcomes] == [
        ("primary", "Falls", "12 months"),
        ("secondary", "Sway", "6 months"),
        ("secondary", "Fear", None),
    ]
    assert [(each.name, each.role, each.class_) for each in trial.sponsors] == [
        ("Balance Pty", "lead", "INDUSTRY"),
        ("Harbour University", "collaborator", None),
        ("Falls Fund", "collaborator", None),
    ]
    assert [(each.id, each.type) for each in trial.identifiers] == [
        ("U1111-1234-5678", "REGISTRY"),
        ("TB-7", "OTHER"),
    ]
    assert trial.countries == ("Australia", "New Zealand")
    assert [(each.name, each.phone) for each in trial.contacts] == [("Dr Ann Lee", "+61 2 5550 0100")]
    assert [each.name for each in trial.officials] == ["Ann Lee"]
    assert [each.citation for each in trial.references] == ["Lee A. Balance. 2026."]
    eligibility = trial.eligibility
    assert eligibility is not None
    assert (ages(trial), eligibility.sex, eligibility.healthy_volunteers) == (("65 Years", None), "ALL", True)
    assert [each.text for each in eligibility.inclusion] == ["A fall in the last year", "Able to stand"]
    assert [each.text for each in eligibility.exclusion] == ["Stroke in the last 6 months"]
    assert codes(trial) == ["unread-fields"]
    assert "interventions.interventions" in trial.diagnostics[0].message
    assert "recruitment.anticipatedenddate" in trial.diagnostics[0].message


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"actrnumber": "ACTRN12699999999990p"}, "ACTRN12699999999990"),
        ({"actrnumber": "12699999999990"}, "ACTRN12699999999990"),
        ({"actrn": "ACTRN12699999999990"}, "ACTRN12699999999990"),
        ({"nctid": "NCT09000123"}, "NCT09000123"),
    ],
)
def test_ids(given: dict[str, str], found: str) -> None:
    trial = parse(element("ANZCTR_Trial", {**given, "recruitment": {"phase": "Phase 1 / Phase 2"}}))
    assert (trial.id, trial.phases) == (found, ("PHASE1", "PHASE2"))
    assert (trial.identifiers, trial.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("low", "kind", "limits", "said"),
    [
        ("18", "Years", ("18 Years", None), []),
        ("6", "Months", ("6 Months", None), []),
        ("0", "No limit", (None, None), []),
        ("2", "Hours", ("2 Hours", None), []),
        ("18", "", (None, None), ["unknown-value"]),
        ("", "Years", (None, None), []),
    ],
)
def test_ages(low: str, kind: str, limits: tuple[str | None, str | None], said: list[str]) -> None:
    trial = parse_record({"actrnumber": "1", "eligibility": {"inclusiveminage": low, "inclusiveminagetype": kind}})
    assert (ages(trial), codes(trial)[1:]) == (limits, said)


@pytest.mark.parametrize(
    ("place", "name", "words", "value"),
    [
        ("recruitment", "recruitmentstatus", "Closed: follow-up continuing", "ACTIVE_NOT_RECRUITING"),
        ("recruitment", "recruitmentstatus", "Stopped early", "TERMINATED"),
        ("recruitment", "recruitmentstatus", "Not yet recruiting", "NOT_YET_RECRUITING"),
        ("trial_design", "purpose", "Diagnosis", "DIAGNOSTIC"),
        ("trial_design", "purpose", "Educational / counselling / training", "ECT"),
        ("trial_design", "purpose", "Psychosocial", "Psychosocial"),
        ("trial_design", "assignment", "Single group", "SINGLE_GROUP"),
    ],
)
def test_words(place: str, name: str, words: str, value: str) -> None:
    record = copy.deepcopy(TRIAL)
    record[place][name] = words
    trial = parse_record(record)
    assert value in (trial.status, trial.design.primary_purpose, trial.design.intervention_model)


def test_parts_may_be_missing() -> None:
    for harmed in without_parts(TRIAL, 80):
        assert spans_hold(parse_record({"ANZCTR_Trial": harmed}))
