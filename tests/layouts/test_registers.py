"""Pages of registers: every field, hand-checked, the characters behind it, and what must not be read."""

from pathlib import Path
from typing import Any

import pytest

from trialparse.layouts import LAYOUTS, Reading, read_page
from trialparse.text import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEXTS = {
    name: (FIXTURES / f"{name}.txt").read_text("utf-8")
    for name in ("ictrp", "ictrp_row", "euctr", "key_value", "generic")
}


def reading_of(text: str) -> Reading:
    return read_page(text, fold(text), LAYOUTS)


def plain(value: Any) -> Any:
    """A value without its places, numbers as numbers."""
    if isinstance(value, dict):
        if "precision" in value:
            return f"{value['date']} {value['type']}" if value["type"] else value["date"]
        if set(value) - {"span"} == {"value", "unit"}:
            return f"{value['value']} {value['unit']}"
        return {name: plain(each) for name, each in value.items() if name != "span"}
    return [plain(each) for each in value] if isinstance(value, list) else value


EXPECTED: dict[str, dict[str, Any]] = {
    "ictrp": {
        "registry": "ANZCTR",
        "last_updated": "2026-09-07",
        "id": "ACTRN12626000123456",
        "sponsors": [
            {"name": "Harbour Institute for Kidney Research", "role": "lead"},
            {"name": "University of the Bay", "role": "collaborator"},
        ],
        "title": "Does drinking more water slow cyst growth?",
        "official_title": "Prescribed hydration against usual intake in adults with polycystic kidney disease",
        "start_date": "2026-05-04",
        "enrollment": {"count": 120},
        "status": "Not Recruiting",
        "study_type": "INTERVENTIONAL",
        "design": {"primary_purpose": "TREATMENT", "allocation": "RANDOMIZED"},
        "phases": ["PHASE2", "PHASE3"],
        "countries": ["Australia", "New Zealand"],
        "contacts": [
            {"name": "Dr Ada Quill", "phone": "+61 2 5550 0100", "email": "ada.quill@example.org"},
            {"name": "Bo Lindqvist", "email": "bo@example.org"},
        ],
        "eligibility": {"minimum_age": "18 Years", "sex": "ALL"},
        "conditions": ["Polycystic kidney disease", "Renal and Urogenital - Kidney disease"],
        "outcomes": [
            {"measure": "Total kidney volume at 3 years", "type": "primary"},
            {"measure": "Decline of eGFR over 3 years", "type": "secondary"},
        ],
        "identifiers": [{"id": "U1111-1234-5678"}],
        "has_results": False,
    },
    "ictrp_row": {
        "id": "DRKS00099999",
        "last_updated": "2026-08-24",
        "title": "Light therapy after night shifts",
        "official_title": "Bright light against dim light for sleep in nurses on night shifts",
        "sponsors": [{"name": "Klinikum am See", "role": "lead"}],
        "registry": "German Clinical Trials Register",
        "status": "RECRUITING",
        "eligibility": {"minimum_age": "21 Years", "sex": "ALL"},
        "start_date": "2026-07-08",
        "enrollment": {"count": 84},
        "study_type": "INTERVENTIONAL",
        "phases": ["NA"],
        "countries": ["Germany", "Austria"],
        "conditions": ["Shift work disorder"],
        "outcomes": [{"measure": "Sleep quality after 4 weeks", "type": "primary"}],
    },
    "euctr": {
        "id": "2023-501111-22",
        "registry": "EU Clinical Trials Register",
        "identifiers": [{"id": "GULL-7", "source": "org_study_id"}, {"id": "NCT01234567", "type": "REGISTRY"}],
        "status": "TERMINATED",
        "countries": ["Spain", "Canada"],
        "official_title": "Gullimab against placebo in moderate plaque psoriasis",
        "title": "Gullimab for psoriasis",
        "sponsors": [{"name": "Gull Biologics SL", "role": "lead", "class": "Commercial"}],
        "contacts": [{"name": "Trial Desk", "phone": "+34910000000", "email": "desk@example.org"}],
        "interventions": [{"name": "Gullimab"}, {"name": "Gullimab high strength"}],
        "conditions": ["Plaque psoriasis"],
        "outcomes": [{"measure": "PASI 75", "type": "primary", "time_frame": "Week 16"}],
        "eligibility": {"healthy_volunteers": False, "sex": "FEMALE"},
        "completion_date": "2025-11-30",
        "phases": ["PHASE2", "PHASE3"],
        "enrollment": {"count": 240},
        "design": {"allocation": "RANDOMIZED", "masking": "DOUBLE", "intervention_model": "PARALLEL"},
    },
    "key_value": {
        "id": "NCT09876543",
        "registry": "ClinicalTrials.gov",
        "status": "ACTIVE_NOT_RECRUITING",
        "last_updated": "2026-01-15",
        "title": "Cold Packs After Knee Surgery",
        "official_title": "Intermittent Cold Packs Against None After Total Knee Replacement",
        "brief_summary": "Cold packs are compared with none. Sex: both women and men are asked.",
        "detailed_description": "The packs are changed every hour.",
        "eligibility": {"healthy_volunteers": False, "sex": "ALL", "minimum_age": "40 Years"},
    },
    "generic": {
        "id": "NCT09876543",
        "registry": "ClinicalTrials.gov",
        "title": "Cold Packs After Knee Surgery",
        "status": "RECRUITING",
        "phases": ["NA"],
        "start_date": "2026 ESTIMATED",
        "enrollment": {"count": 120, "type": "ESTIMATED"},
        "eligibility": {"minimum_age": "40 Years", "sex": "ALL"},
        "sponsors": [{"name": "Northern Joint Clinic", "role": "lead"}],
        "conditions": ["Knee arthritis", "Pain"],
        "brief_summary": "Cold packs are compared with none.",
    },
}
LAYOUT_NAMES = {"ictrp_row": "ictrp", "key_value": "ignite"}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_field(name: str) -> None:
    reading = reading_of(TEXTS[name])
    assert reading.layout == LAYOUT_NAMES.get(name, name)
    assert plain(reading.values) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "damage", [str, lambda text: text.replace("\n", "\r\n"), lambda text: text.replace(": ", ":\xa0")]
)
def test_damage_changes_no_value(name: str, damage: Any) -> None:
    assert plain(reading_of(damage(TEXTS[name])).values).keys() == EXPECTED[name].keys()
    assert reading_of(damage(TEXTS[name])).values["id"] == EXPECTED[name]["id"]


SECTIONS = {
    "ictrp_row": [
        ("- Four night shifts a month or more\n- Pittsburgh Sleep Quality Index > 5", "inclusion"),
        ("- Bipolar disorder", "exclusion"),
    ],
    "euctr": [
        (
            "1. PASI score of 12 or more\nF. This line of the text is no part of the form: it only looks like one\n"
            "2. Age from 18 years",
            "inclusion",
        ),
        ("1. Tuberculosis", "exclusion"),
    ],
    "generic": [
        ("Inclusion Criteria:\n- Total knee replacement\nAge: any\nExclusion Criteria:\n- Cold urticaria", "unknown")
    ],
}


@pytest.mark.parametrize("name", SECTIONS)
def test_criteria_sections(name: str) -> None:
    text = TEXTS[name]
    assert [(text[start:end], kind) for start, end, kind in reading_of(text).sections] == SECTIONS[name]


CRITERIA = {
    "ictrp": ("Inclusion criteria: 1. Polycystic", "below 132 mmol/L"),
    "ictrp_row": ("Inclusion_Criteria: - Four", "- Bipolar disorder"),
    "euctr": ("E.3 Principal inclusion criteria: 1. PASI", "E.4 Principal exclusion criteria: 1. Tuberculosis"),
    "key_value": ("Inclusion Criteria: * Total", "* Cold urticaria"),
    "generic": ("Inclusion Criteria:\n", "- Cold urticaria"),
}


@pytest.mark.parametrize("name", CRITERIA)
def test_criteria_range(name: str) -> None:
    place = reading_of(TEXTS[name]).eligibility
    assert place is not None
    words = TEXTS[name][slice(*place)]
    first, last = CRITERIA[name]
    assert words.startswith(first)
    assert words.endswith(last)


def said(name: str, code: str) -> list[str]:
    text = TEXTS[name]
    return [
        text[span["start"] : span["end"]]
        for each in reading_of(text).diagnostics
        if each["code"] == code
        for span in each["spans"]
    ]


def test_what_is_not_understood_is_said() -> None:
    assert said("ictrp", "unknown-value") == ["Not Recruiting"]
    assert said("ictrp", "summed-count") == ["Water:60;Usual intake:60;"]
    assert "1. Puntuación PASI de 12 o más" in said("euctr", "translation")
    assert said("generic", "ambiguous-date") == ["05/08/2026"]
    assert said("generic", "unread-lines") == [
        "Knee Trials Near You",
        "Visiting hours",
        "Monday to Friday",
        "How to get here",
        "Take the bus.",
        "Contact: J. Doe, +1 555 0100",
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_characters_behind_a_value_are_its_own(name: str) -> None:
    reading, text = reading_of(TEXTS[name]), TEXTS[name]
    for path in ("id", "title", "official_title"):
        if path in reading.spans:
            assert text[slice(*reading.spans[path])] == reading.values[path]
    assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())
