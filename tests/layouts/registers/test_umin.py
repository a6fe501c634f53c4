"""UMIN's page in the forms it is copied in."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import Page, as_html, as_lines, as_rows, fields

UMIN: Page = [
    ("UMIN-CTR Clinical Trial", None),
    ("Unique ID issued by UMIN", "UMIN000099999"),
    ("Receipt number", "R000088888"),
    ("Date of disclosure of the study information", "2026/03/03"),
    ("Last modified on", "2026/12/21 15:18:55"),
    ("Basic information", None),
    ("Public title", "Green tea and sleep"),
    ("Acronym", "GREEN"),
    ("Scientific Title", "Green tea extract against placebo"),
    ("Scientific Title:Acronym", "GREEN"),
    ("Region", "Japan"),
    ("Condition", None),
    ("Condition", "Sleep disturbance"),
    ("Classification by specialty", "Medicine in general"),
    ("Objectives", None),
    ("Narrative objectives1", "To assess tea."),
    ("Developmental phase", "Phase II,III"),
    ("Assessment", None),
    ("Primary outcomes", "Sleep efficiency at 4 weeks"),
    ("Base", None),
    ("Study type", "Interventional"),
    ("Study design", None),
    ("Basic design", "Parallel"),
    ("Randomization", "Randomized"),
    ("Blinding", "Double blind -all involved are blinded"),
    ("Control", "Placebo"),
    ("Intervention", None),
    ("No. of arms", "2"),
    ("Purpose of intervention", "Treatment"),
    ("Interventions/Control_1", "Green tea extract"),
    ("Interventions/Control_3", ""),
    ("Eligibility", None),
    ("Age-lower limit", "20 years-old <="),
    ("Age-upper limit", "75 years-old >"),
    ("Gender", "Male and Female"),
    ("Key inclusion criteria", "1) Night shifts\n2) Sleep of less than 6 hours"),
    ("Key exclusion criteria", "1) Green tea allergy"),
    ("Target sample size", "44"),
    ("Research contact person", None),
    ("Organization", "Lake University"),
    ("Sponsor", None),
    ("Institute", "Lake University"),
    ("Department", "Sleep"),
    ("Funding Source", None),
    ("Organization", "Tea Fund"),
    ("Secondary IDs", None),
    ("Secondary IDs", "YES"),
    ("Study ID_1", "T-1"),
    ("Institutions", None),
    ("Institutions", "Lake Hospital"),
    ("Progress", None),
    ("Recruitment status", "Open public recruiting"),
    ("Date of protocol fixation", "2026 Year 03 Month 01 Day"),
    ("Anticipated trial start date", "2026 Year 04 Month 01 Day"),
    ("Last follow-up date", "2027/04/01"),
    ("Management information", None),
    ("Link to view the page", "https://example.org"),
]
READ_OF_UMIN = {
    "layout": "umin",
    "id": "UMIN000099999",
    "registry": "UMIN-CTR",
    "last_updated": "2026-12-21",
    "title": "Green tea and sleep",
    "acronym": "GREEN",
    "official_title": "Green tea extract against placebo",
    "countries": ["Japan"],
    "conditions": ["Sleep disturbance"],
    "phases": ["PHASE2", "PHASE3"],
    "outcomes": [{"measure": "Sleep efficiency at 4 weeks", "type": "primary"}],
    "study_type": "INTERVENTIONAL",
    "design": {
        "intervention_model": "PARALLEL",
        "allocation": "RANDOMIZED",
        "masking": "DOUBLE",
        "primary_purpose": "TREATMENT",
    },
    "eligibility": {"minimum_age": "20 Years", "maximum_age": "75 Years", "sex": "ALL"},
    "enrollment": {"count": 44, "type": "ESTIMATED"},
    "sponsors": [{"name": "Lake University", "role": "lead"}],
    "identifiers": [{"id": "T-1"}],
    "status": "RECRUITING",
    "start_date": "2026-04-01 ESTIMATED",
    "completion_date": "2027-04-01",
    "criteria": [
        ["1) Night shifts\n2) Sleep of less than 6 hours", "inclusion"],
        ["1) Green tea allergy", "exclusion"],
    ],
}
SHAPES_OF_UMIN = {
    "label and value on a line": as_rows(UMIN, " "),
    "label, blank, value": as_lines(UMIN, "\n\n"),
    "a table": as_rows(UMIN, " | ", " |"),
    "a table with an empty column": as_rows(UMIN, "\t\t"),
    "html": as_html(UMIN),
    "ages on lines": as_lines(UMIN).replace(" years-old ", "\nyears-old\n"),
    "ages in cells": as_rows(UMIN, " | ", " |").replace(" years-old ", " | years-old | "),
}


@pytest.mark.parametrize("shape", SHAPES_OF_UMIN)
def test_umin(shape: str) -> None:
    found = fields(SHAPES_OF_UMIN[shape])
    found["criteria"] = [[text.replace("\n\n", "\n"), kind] for text, kind in found["criteria"]]
    assert found == READ_OF_UMIN
    assert not reading_of(SHAPES_OF_UMIN[shape]).diagnostics


@pytest.mark.parametrize("between", [" ", " | "])
def test_umin_head_alone(between: str) -> None:
    found = fields(as_rows(UMIN[:9], between))
    assert found == {name: READ_OF_UMIN[name] for name in ("layout", "id", "registry", "last_updated", "title")} | {
        "acronym": "GREEN",
        "official_title": "Green tea extract against placebo",
        "criteria": [],
    }
