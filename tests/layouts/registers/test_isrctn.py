"""ISRCTN's page: its head, in which labels stand right before their values, alone and with what follows."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import Page, as_lines, fields
from trialparse import parse

HEAD = """Walking groups for knee pain

ISRCTN ISRCTN12345678
DOI https://doi.org/10.1186/ISRCTN12345678
EudraCT/CTIS number 2026-500001-11-00
IRAS number 277021
ClinicalTrials.gov number NCT09999111
Secondary identifying numbers 20011, CPMS 44839
Submission date
06/02/2026
Registration date
20/04/2026
Last edited
09/04/2026
Recruitment status
No longer recruiting
Overall study status
Ongoing
Condition category
Musculoskeletal
Prospectively registered
Protocol
Statistical analysis plan
Results
Individual participant data
Record updated in last year
"""
KNOWN_BY_HEAD = {
    "layout": "isrctn",
    "id": "ISRCTN12345678",
    "registry": "ISRCTN",
    "title": "Walking groups for knee pain",
    "identifiers": [
        {"id": "2026-500001-11-00", "type": "CTIS"},
        {"id": "277021", "type": "OTHER"},
        {"id": "NCT09999111", "type": "REGISTRY"},
        {"id": "20011", "type": "OTHER"},
        {"id": "CPMS 44839", "type": "OTHER"},
    ],
    "last_updated": "2026-04-09",
    "status": "ACTIVE_NOT_RECRUITING",
    "criteria": [],
}
ISRCTN: Page = [
    ("Plain English Summary", "Knees hurt."),
    ("Study website", "https://example.org"),
    ("Contact information", None),
    ("Type", "Scientific"),
    ("Contact name", "Dr A Fen"),
    ("Additional identifiers", None),
    ("EudraCT/CTIS number", "2026-500001-11-00"),
    ("IRAS number", "277021"),
    ("ClinicalTrials.gov number", "NCT09999111"),
    ("Secondary identifying numbers", "20011, CPMS 44839"),
    ("Study information", None),
    ("Scientific title", "Guided walking groups against advice"),
    ("Acronym", "STROLL"),
    ("Primary study design", "Interventional"),
    ("Health condition(s) or problem(s) studied", "Knee osteoarthritis"),
    ("Intervention", "Walks."),
    ("Phase", "Phase II/III"),
    ("Drug / device / biological / vaccine name(s)", "Velorimab"),
    ("Primary outcome measure", "1. Pain at 12 weeks"),
    ("Secondary outcome measures", "1. Sleep at 12 weeks\n2. Mood, 1. by day 2. by night"),
    ("Completion date", "31/12/2027"),
    ("Eligibility", None),
    ("Lower age limit", "45 Years"),
    ("Upper age limit", "80 Years"),
    ("Sex", "Both"),
    ("Target number of participants", "Planned Sample Size: 300; UK Sample Size: 200"),
    ("Key inclusion criteria", "1. Knee pain for 3 months\n2. Able to walk"),
    ("Key exclusion criteria", "1. Joint replacement planned"),
    ("Date of first enrolment", "04/03/2026"),
    ("Locations", None),
    ("Countries of recruitment", "England\nUnited Kingdom"),
    ("Study participating centre", "Fen Hospital\nEly"),
    ("Sponsor information", "University of the Fens\nUniversity/education\n1 Fen Road"),
    ("Funders", None),
    ("Editorial Notes", "09/04/2026: The title was changed."),
]
READ_OF_ISRCTN = {
    "brief_summary": "Knees hurt.",
    "official_title": "Guided walking groups against advice",
    "acronym": "STROLL",
    "study_type": "INTERVENTIONAL",
    "conditions": ["Knee osteoarthritis"],
    "phases": ["PHASE2", "PHASE3"],
    "outcomes": [
        {"measure": "Pain at 12 weeks", "type": "primary"},
        {"measure": "Sleep at 12 weeks", "type": "secondary"},
        {"measure": "2. Mood, 1. by day 2. by night", "type": "secondary"},
    ],
    "completion_date": "2027-12-31",
    "eligibility": {"minimum_age": "45 Years", "maximum_age": "80 Years", "sex": "ALL"},
    "enrollment": {"count": 300, "type": "ESTIMATED"},
    "start_date": "2026-03-04",
    "countries": ["England", "United Kingdom"],
    "sponsors": [{"name": "University of the Fens", "role": "lead"}],
    "criteria": [
        ["1. Knee pain for 3 months\n2. Able to walk", "inclusion"],
        ["1. Joint replacement planned", "exclusion"],
    ],
}


def test_isrctn_head_alone() -> None:
    assert fields(HEAD) == KNOWN_BY_HEAD


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_isrctn_whole(gap: str) -> None:
    page = HEAD + "\n" + as_lines(ISRCTN, gap)
    found = fields(page)
    found["criteria"] = [[text.replace("\n\n", "\n"), kind] for text, kind in found["criteria"]]
    assert found == KNOWN_BY_HEAD | READ_OF_ISRCTN
    assert not reading_of(page).diagnostics


@pytest.mark.parametrize(
    ("overall", "status"), [("Completed", "COMPLETED"), ("Stopped", "TERMINATED"), ("Ongoing", "ACTIVE_NOT_RECRUITING")]
)
def test_isrctn_study_that_is_over(overall: str, status: str) -> None:
    assert fields(HEAD.replace("\nOngoing", f"\n{overall}"))["status"] == status


@pytest.mark.parametrize("above", ["Home > Registry", "Skip to main content", "The ISRCTN registry", "Log in"])
def test_isrctn_navigation_is_no_title(above: str) -> None:
    assert "title" not in fields(HEAD.replace("Walking groups for knee pain", above))


HEADINGS = [
    "Previous participant {} criteria:",
    "Previous {} criteria",
    "Original {} criteria as of 01/02/2025:",
    "Previous criteria as of 01/02/2025",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_former_criteria_are_left_out(heading: str) -> None:
    sides = {
        side: f"Current participant {side} criteria as of 03/03/2026:\n1. {now}\n\n{heading.format(side)}\n1. {then}"
        for side, now, then in (("inclusion", "Knee pain", "Hip pain"), ("exclusion", "Asthma", "Gout"))
    }
    page = (
        f"{HEAD}Eligibility\nParticipant inclusion criteria\n{sides['inclusion']}\nSex\nAll\n"
        f"Participant exclusion criteria\n{sides['exclusion']}\nRecruitment start date\n01/02/2026\n"
    )
    trial = parse(page)
    assert trial.layout == "isrctn"
    assert [(each.kind, each.text) for each in trial.eligibility.criteria] == [
        ("inclusion", "Knee pain"), ("exclusion", "Asthma"),
    ]  # fmt: skip
    assert [each.severity for each in trial.diagnostics if each.code == "former-criteria"] == ["info", "info"]


def test_criteria_that_are_all_former_are_none() -> None:
    page = f"{HEAD}Eligibility\nParticipant inclusion criteria\nPrevious inclusion criteria:\n1. Hip pain\nSex\nAll\n"
    assert parse(page).eligibility.criteria == ()
