"""CTRI's page in each of its shapes: tables, two blanks, bars, HTML; and its words for nothing."""

import pytest

import trialparse
from layouts.golden import reading_of
from layouts.shapes import Page, as_html, as_lines, as_rows, fields

PAGE: Page = [
    ("CTRI Number", "CTRI/2026/02/099999 [Registered on: 23/02/2026] Trial Registered Prospectively"),
    ("Last Modified On:", "21/03/2026"),
    ("Post Graduate Thesis", "No"),
    ("Type of Trial", "Interventional"),
    ("Type of Study", "Yoga & Naturopathy"),
    ("Study Design", "Randomized, Parallel Group Trial"),
    ("Public Title of Study", "Yoga for back pain"),
    ("Scientific Title of Study", "Yoga against stretching"),
    ("Trial Acronym", "NIL"),
    ("Secondary IDs if Any", [("Secondary ID", "Identifier"), ("VI-12, version 2", "Protocol Number")]),
    (
        "Details of Contact Person Scientific Query",
        [("Name", "Dr A Rao"), ("Designation", "Professor"), ("Phone", "9999999999"), ("Email", "a@example.org")],
    ),
    ("Source of Monetary or Material Support", "Valley Institute, 1 Hill Road"),
    ("Primary Sponsor", [("Name", "Valley Institute"), ("Address", "1 Hill Road"), ("Type of Sponsor", "Other")]),
    ("Details of Secondary Sponsor", [("Name", "Address"), ("Lake Trust", "2 Lake Road")]),
    ("Countries of Recruitment", "India"),
    (
        "Sites of Study",
        [
            ("Name of Principal Investigator", "Name of Site", "Site Address", "Phone/Fax/Email"),
            ("Dr A Rao", "Valley Hospital", "1 Hill Road Pune", "9999999999"),
        ],
    ),
    ("Regulatory Clearance Status from DCGI", [("Status",), ("Not Applicable",)]),
    (
        "Health Condition / Problems Studied",
        [("Health Type", "Condition"), ("Patients", "(1) ICD-10 Condition: M545- Low back pain")],
    ),
    (
        "Intervention / Comparator Agent",
        [("Type", "Name", "Details"), ("Intervention", "Yoga", "Every day"), ("Comparator Agent", "Rest", "NIL")],
    ),
    (
        "Inclusion Criteria",
        [
            ("Age From", "18.00 Year(s)"),
            ("Age To", "60.00 Year(s)"),
            ("Gender", "Both"),
            ("Details", "1. Pain for 12 weeks\n2. Able to attend"),
        ],
    ),
    ("ExclusionCriteria", [("Details", "1. Spinal surgery")]),
    ("Method of Concealment", "Sealed envelopes"),
    ("Blinding/Masking", "Outcome Assessor Blinded"),
    ("Primary Outcome", [("Outcome", "TimePoints"), ("Pain", "12 weeks")]),
    ("Secondary Outcome", [("Outcome", "TimePoints"), ("Sleep", "12 weeks"), ("Mood", "24 weeks")]),
    (
        "Target Sample Size",
        'Total Sample Size="60" \nSample Size from India="60"\nFinal Enrollment numbers achieved (Total)= '
        '"Applicable only for Completed/Terminated trials"',
    ),
    ("Phase of Trial", "Phase 2/ Phase 3"),
    ("Date of First Enrollment (India)", "01/04/2026"),
    ("Date of First Enrollment (Global)", "Date Missing"),
    ("Date of Study Completion (India)", "Applicable only for Completed/Terminated trials"),
    ("Date of Study Completion (Global)", "00/00/0000"),
    ("Estimated Duration of Trial", 'Years="1"\nMonths="0"\nDays="0"'),
    ("Recruitment Status of Trial (Global)", "Not Applicable"),
    ("Recruitment Status of Trial (India)", "Not Yet Recruiting"),
    ("Publication Details", "None yet"),
    ("Brief Summary", "Yoga is compared with rest."),
]
SHAPES = {
    "tabs": as_rows(PAGE, "\t"),
    "two blanks": as_rows(PAGE, "  ", " "),
    "bars in rows": as_rows(PAGE, " | ", " |"),
    "bars behind cells": as_lines(PAGE, bar=" |"),
    "bars on lines": as_lines(PAGE, bar="\n|"),
    "html": as_html(PAGE),
}
READ = {
    "layout": "ctri",
    "id": "CTRI/2026/02/099999",
    "registry": "CTRI",
    "last_updated": "2026-03-21",
    "study_type": "INTERVENTIONAL",
    "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "masking": "SINGLE"},
    "title": "Yoga for back pain",
    "official_title": "Yoga against stretching",
    "identifiers": [{"id": "VI-12, version 2"}],
    "contacts": [{"name": "Dr A Rao", "phone": "9999999999", "email": "a@example.org"}],
    "sponsors": [{"name": "Valley Institute", "role": "lead"}, {"name": "Lake Trust", "role": "collaborator"}],
    "countries": ["India"],
    "locations": [{"facility": "Valley Hospital"}],
    "conditions": ["Low back pain"],
    "interventions": [{"name": "Yoga", "description": "Every day"}, {"name": "Rest"}],
    "outcomes": [
        {"measure": "Pain", "type": "primary", "time_frame": "12 weeks"},
        {"measure": "Sleep", "type": "secondary", "time_frame": "12 weeks"},
        {"measure": "Mood", "type": "secondary", "time_frame": "24 weeks"},
    ],
    "eligibility": {"minimum_age": "18 Years", "maximum_age": "60 Years", "sex": "ALL"},
    "enrollment": {"count": 60, "type": "ESTIMATED"},
    "phases": ["PHASE2", "PHASE3"],
    "start_date": "2026-04-01",
    "status": "NOT_YET_RECRUITING",
    "brief_summary": "Yoga is compared with rest.",
    "criteria": [["1. Pain for 12 weeks\n2. Able to attend", "inclusion"], ["1. Spinal surgery", "exclusion"]],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(shape: str) -> None:
    found = fields(SHAPES[shape])
    found["criteria"] = [[text.replace(" |", "").replace("\n|", ""), kind] for text, kind in found["criteria"]]
    assert found == READ
    assert not reading_of(SHAPES[shape]).diagnostics


def test_one_blank_between_label_and_value() -> None:
    found = fields(as_rows(PAGE, " "))
    tables = ("contacts", "identifiers", "interventions", "locations", "outcomes", "sponsors")
    assert {name: value for name, value in found.items() if name not in tables} == {
        name: value for name, value in READ.items() if name not in tables
    }
    assert found["sponsors"] == [{"name": "Valley Institute", "role": "lead"}]


def test_tables_whose_cells_cannot_be_told_stay_unread() -> None:
    page = as_lines([*PAGE[:8], ("Secondary Outcome", [("Outcome", "TimePoints"), ("Sleep", "a"), ("Mood", "b")])])
    assert "outcomes" not in fields(page)
    (unread,) = [each for each in reading_of(page).diagnostics if each["code"] == "unread-lines"]
    assert [page[span["start"] : span["end"]] for span in unread["spans"]] == [
        *("Outcome", "TimePoints", "Sleep", "a", "Mood", "b")
    ]


@pytest.mark.parametrize(
    ("size", "count", "kind"),
    [
        ('Total Sample Size="1200"', 1200, "ESTIMATED"),
        ('Total Sample Size="60"\nFinal Enrollment numbers achieved (Total)= "58"', 58, "ACTUAL"),
        ('Total Sample Size="60"\nFinal Enrollment numbers achieved (Total)= "0"', 60, "ESTIMATED"),
    ],
)
def test_sample_size(size: str, count: int, kind: str) -> None:
    assert fields(as_lines([*PAGE[:6], ("Target Sample Size", size)]))["enrollment"] == {"count": count, "type": kind}


SIDES = {
    "the other order": "ExclusionCriteria\nDetails  1. Spinal surgery\nInclusion Criteria\nAge From  18.00 Year(s)\n"
    "Age To  60.00 Year(s)\nGender  Both\nDetails  1. Pain for 12 weeks\n",
    "tabs": "Inclusion Criteria\tAge From\t18.00 Year(s)\nAge To\t60.00 Year(s)\nGender\tBoth\n"
    "Details\t1. Pain for 12 weeks\nExclusionCriteria\tDetails\t1. Spinal surgery\n",
}


@pytest.mark.parametrize("sides", SIDES.values(), ids=SIDES)
def test_sides_in_another_order_or_beside_their_rows(sides: str) -> None:
    text = "CTRI Number  CTRI/2026/02/099999\nLast Modified On:  21/03/2026\nType of Trial  Interventional\n"
    trial = trialparse.parse(f"{text}Public Title of Study  Yoga for back pain\n{sides}Phase of Trial  N/A\n")
    assert trial.layout == "ctri"
    eligibility = trial.eligibility
    assert eligibility is not None
    assert {each.text: each.kind for each in eligibility.walk()} == {
        "Pain for 12 weeks": "inclusion",
        "Spinal surgery": "exclusion",
    }
    assert (eligibility.minimum_age and eligibility.minimum_age.value, eligibility.sex) == (18, "ALL")
