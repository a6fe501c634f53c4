"""DRKS's page of today and of before 2023."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import Page, as_lines, as_rows, fields

DRKS: Page = [
    ("DRKS-ID:", "DRKS00099999"),
    ("Recruitment Status:", "Recruiting complete, follow-up continuing"),
    ("Date of registration in DRKS:", "2026-02-01"),
    ("Last update in DRKS:", "2026-03-05"),
    ("Registration type:", "Prospective"),
    ("Acronym/abbreviation of the study:", "BREATHE"),
    ("URL of the study", "No Entry"),
    ("Brief summary in lay language", "Patients train."),
    ("Health condition or problem studied", None),
    ("ICD-10-GM (translation):", "C34 - Malignant neoplasm of bronchus and lung"),
    ("Free text:", "Lung cancer"),
    ("Interventions, Observational Groups", None),
    ("Arm 1:", "Exercises every day"),
    ("Arm 2:", "Usual care"),
    ("Endpoints", None),
    ("Primary outcome:", "Oxygen on day 3"),
    ("Secondary outcome:", "No Entry"),
    ("Study Design", None),
    ("Purpose:", "Treatment"),
    ("Allocation:", "Randomized controlled trial"),
    ("Study type:", "Interventional"),
    ("Phase:", "II-III"),
    ("Recruitment countries:", "Germany\nAustria"),
    ("Planned study start date:", "2026-06-01"),
    ("Actual study start date:", "No Entry"),
    ("Actual study completion date:", "2027-06-01"),
    ("Target Sample Size:", "140"),
    ("Final Sample Size:", "No Entry"),
    ("Inclusion Criteria", None),
    ("Sex:", "All"),
    ("Minimum Age:", "18   Years"),
    ("Maximum Age:", "no maximum age"),
    ("Additional Inclusion Criteria:", "1. Lobectomy planned"),
    ("Exclusion Criteria", "1. Home oxygen"),
    ("Addresses", None),
    ("Primary Sponsor", "Address:\nKlinikum am See\nSeestr. 1\n12345 Seestadt"),
    ("EudraCT Number:", "2026-000001-11"),
    ("EUDAMED Number:", "No Entry"),
]
READ_OF_DRKS = {
    "layout": "drks",
    "id": "DRKS00099999",
    "registry": "German Clinical Trials Register",
    "title": "Breathing exercises before surgery",
    "status": "ACTIVE_NOT_RECRUITING",
    "last_updated": "2026-03-05",
    "acronym": "BREATHE",
    "brief_summary": "Patients train.",
    "conditions": ["Malignant neoplasm of bronchus and lung", "Lung cancer"],
    "arms": [
        {"label": "Arm 1", "description": "Exercises every day"},
        {"label": "Arm 2", "description": "Usual care"},
    ],
    "outcomes": [{"measure": "Oxygen on day 3", "type": "primary"}],
    "design": {"primary_purpose": "TREATMENT", "allocation": "RANDOMIZED"},
    "study_type": "INTERVENTIONAL",
    "phases": ["PHASE2", "PHASE3"],
    "countries": ["Germany", "Austria"],
    "start_date": "2026-06-01 ESTIMATED",
    "completion_date": "2027-06-01 ACTUAL",
    "enrollment": {"count": 140, "type": "ESTIMATED"},
    "eligibility": {"sex": "ALL", "minimum_age": "18 Years"},
    "sponsors": [{"name": "Klinikum am See", "role": "lead"}],
    "identifiers": [{"id": "2026-000001-11", "type": "EUDRACT_NUMBER"}],
    "criteria": [["1. Lobectomy planned", "inclusion"], ["1. Home oxygen", "exclusion"]],
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("nothing", ["No Entry", "[---]*"])
def test_drks(gap: str, nothing: str) -> None:
    page = "Breathing exercises before surgery\n\n" + as_lines(DRKS, gap).replace("No Entry", nothing)
    assert fields(page) == READ_OF_DRKS
    assert not reading_of(page).diagnostics


def test_drks_of_old() -> None:
    page: Page = [
        ("Trial Description", None),
        ("Title", "Breathing exercises before surgery"),
        ("Trial Acronym", "[---]*"),
        ("Organizational Data", None),
        ("DRKS-ID", "DRKS00099999"),
        ("Date of Registration in DRKS", "2021/02/01"),
        ("ICD10", "C34 - Malignant neoplasm of bronchus and lung"),
        ("Free text", "[---]*"),
        ("Blinding", "[---]*"),
        ("Countries of Recruitment", "DE Germany"),
        ("(Anticipated or Actual) Date of First Enrollment", "2021/06/01"),
        ("Gender", "Both, male and female"),
        ("Minimum Age", "18   Years"),
        ("Maximum Age", "no maximum age"),
        ("Primary Sponsor", "Klinikum am See\nHerr Dr. A See\nTelephone: +49 000"),
    ]
    assert fields(as_rows(page, ": ")) == {
        "layout": "drks",
        "title": "Breathing exercises before surgery",
        "id": "DRKS00099999",
        "registry": "German Clinical Trials Register",
        "conditions": ["Malignant neoplasm of bronchus and lung"],
        "countries": ["Germany"],
        "eligibility": {"sex": "ALL", "minimum_age": "18 Years"},
        "sponsors": [{"name": "Klinikum am See", "role": "lead"}],
        "start_date": "2021-06-01",
        "criteria": [],
    }
