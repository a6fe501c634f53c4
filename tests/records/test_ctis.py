"""The EU's trial system: the overview, the full record, its codes."""

import json

import pytest

from records.looks import ages
from trialparse import parse, parse_record

OVERVIEW = {
    "ctNumber": "2024-599999-12-00",
    "ctTitle": "Vexolimab in asthma",
    "ctStatus": 4,
    "trialPhase": "10",
    "startDateEU": "05/08/2024",
    "lastUpdated": "01/02/2026",
    "conditions": "Severe asthma",
    "trialCountries": ["Spain:4", "Italy:5"],
    "gender": "Female, Male",
    "ageGroup": "18-64 years",
    "totalNumberEnrolled": "320",
    "sponsor": "Vexo Bio SA",
    "primaryEndPoint": "Exacerbations per year",
}
FULL = {
    "ctNumber": "2024-599999-12-00",
    "ctPublicStatusCode": 6,
    "authorizedApplication": {
        "eudraCt": {"eudraCtCode": "2019-001234-56"},
        "authorizedPartI": {
            "sponsors": [{"organisation": {"name": "Vexo Bio SA"}, "primary": True}],
            "trialDetails": {
                "clinicalTrialIdentifiers": {
                    "fullTitle": "A randomised study of vexolimab",
                    "publicTitle": "Vexolimab in asthma",
                    "secondaryIdentifyingNumbers": {"nctNumber": {"number": "NCT09000010"}},
                },
                "trialInformation": {
                    "trialCategory": {"trialPhase": "5"},
                    "medicalCondition": {"partIMedicalConditions": [{"medicalCondition": "Severe asthma"}]},
                    "eligibilityCriteria": {
                        "principalInclusionCriteria": [
                            {"number": 1, "text": "Age 18 years or older"},
                            {"number": 2, "text": "FEV1 < 80% predicted"},
                        ],
                        "principalExclusionCriteria": [{"number": 1, "principalExclusionCriteria": "Current smoker"}],
                    },
                    "endPoint": {"primaryEndPoints": [{"number": 1, "endPoint": "Exacerbations per year"}]},
                },
                "protocolInformation": {"periodDetails": {"allocationMethod": "1"}},
            },
        },
    },
}


def test_overview() -> None:
    trial = parse(json.dumps(OVERVIEW))
    assert (trial.id, trial.registry, trial.layout) == ("2024-599999-12-00", "CTIS", "ctis_json")
    assert (trial.status, trial.phases) == ("RECRUITING", ("PHASE2", "PHASE3"))
    assert trial.evidence("status") == "Ongoing, recruiting"
    assert [date.date for date in (trial.start_date, trial.last_updated) if date] == ["2024-08-05", "2026-02-01"]
    assert (trial.countries, trial.conditions) == (("Spain", "Italy"), ("Severe asthma",))
    assert trial.enrollment is not None
    assert trial.enrollment.count == 320
    assert trial.sponsors[0].name == "Vexo Bio SA"
    assert [each.measure for each in trial.outcomes] == ["Exacerbations per year"]
    assert ages(trial) == ("18 Years", "64 Years")
    assert [each.code for each in trial.diagnostics] == ["age-groups"]


def test_full_record() -> None:
    trial = parse_record(FULL)
    assert (trial.title, trial.official_title) == ("Vexolimab in asthma", "A randomised study of vexolimab")
    assert (trial.status, trial.phases, trial.design.allocation) == ("SUSPENDED", ("PHASE3",), "RANDOMIZED")
    assert [(each.id, each.type) for each in trial.identifiers] == [
        ("NCT09000010", "REGISTRY"),
        ("2019-001234-56", "EUDRACT_NUMBER"),
    ]
    assert trial.eligibility is not None
    assert [each.text for each in trial.eligibility.inclusion] == ["Age 18 years or older", "FEV1 < 80% predicted"]
    assert [each.text for each in trial.eligibility.exclusion] == ["Current smoker"]
    assert [each.measure for each in trial.outcomes] == ["Exacerbations per year"]
    assert trial.diagnostics == ()


@pytest.mark.parametrize(
    ("code", "status"),
    [(1, "Under evaluation"), (2, "NOT_YET_RECRUITING"), (3, "RECRUITING"), (4, "RECRUITING"),
     (5, "ACTIVE_NOT_RECRUITING"), (6, "SUSPENDED"), (7, "SUSPENDED"), (8, "COMPLETED"), (9, "Expired"),
     (10, "Revoked"), (11, "Not authorised"), (12, "WITHDRAWN"), (13, "13")],
)  # fmt: skip
def test_status_codes(code: int, status: str) -> None:
    assert parse_record({"ctNumber": "2024-599999-12-00", "ctStatus": code}).status == status


@pytest.mark.parametrize(
    ("code", "phases"),
    [(1, ["PHASE1"]), (2, ["PHASE1"]), (3, ["PHASE1"]), (4, ["PHASE2"]), (5, ["PHASE3"]), (6, ["PHASE4"]),
     (7, ["PHASE1", "PHASE2"]), (8, ["PHASE1", "PHASE2"]), (9, ["PHASE1", "PHASE2"]), (10, ["PHASE2", "PHASE3"]),
     (11, ["PHASE3", "PHASE4"])],
)  # fmt: skip
def test_phase_codes(code: int, phases: list[str]) -> None:
    assert list(parse_record({"ctNumber": "2024-599999-12-00", "trialPhase": code}).phases) == phases


def test_of_two_ends_the_other_is_named() -> None:
    ends = {"estimatedEndDate": "2027-05-01", "estimatedGlobalEndDate": "2028-01-01"}
    trial = parse_record({"ctNumber": "2024-599999-12-00", **ends})
    assert trial.completion_date
    assert (trial.completion_date.date, trial.completion_date.type) == ("2027-05-01", "ESTIMATED")
    assert "estimatedGlobalEndDate" in next(each.message for each in trial.diagnostics if each.code == "unread-fields")
    alike = parse_record(
        {"ctNumber": "2024-599999-12-00", **dict.fromkeys(ends, "2027-05-01"), "endDateEU": "2027-04-01"}
    )
    assert alike.completion_date
    assert (alike.completion_date.date, alike.completion_date.type) == ("2027-04-01", "ACTUAL")
    assert not alike.diagnostics


def test_the_numbers_of_some_countries_are_none_of_the_trial() -> None:
    parts = [
        {"mscInfo": {"countryName": "Spain"}, "recruitmentSubjectCount": 40},
        {"mscInfo": {"countryName": "Italy"}},
    ]
    record = {"ctNumber": "2024-599999-12-00", "authorizedApplication": {"authorizedPartsII": parts}}
    trial = parse_record(record)
    assert trial.enrollment is None
    (said,) = (each for each in trial.diagnostics if each.code == "partial-count")
    assert "Spain: 40" in said.message
    assert "partial-count" not in [each.code for each in parse_record(record | {"totalNumberEnrolled": 90}).diagnostics]
