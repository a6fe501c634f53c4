"""The golden pages: every field, hand-checked, the characters behind it, and what changes no value."""

from importlib.resources import files

import pytest

from layouts.golden import answered, answers_of, reading_of, text_of

CODED = ("anzctr", "ctgov_csv", "ctri", "euctr", "euctr_results", "generic")  # pages that need code
TABLES = sorted(file.name[:-5] for file in files("trialparse.layouts.registers").iterdir() if ".toml" in file.name)
PAGES = (*CODED, *TABLES)


@pytest.mark.parametrize("name", PAGES)
def test_every_field(name: str) -> None:
    assert answered(text_of(name)) == answers_of(name)


@pytest.mark.parametrize("name", PAGES)
def test_line_ends_change_no_value(name: str) -> None:
    assert answered(text_of(name).replace("\n", "\r\n"))["trial"] == answers_of(name)["trial"]


@pytest.mark.parametrize("name", PAGES)
def test_other_blanks_change_no_value(name: str) -> None:
    found = answered(text_of(name).replace(": ", ":\xa0"))
    assert found["trial"].keys() == answers_of(name)["trial"].keys()
    assert found["trial"]["id"] == answers_of(name)["trial"]["id"]


@pytest.mark.parametrize("name", PAGES)
def test_the_characters_behind_a_value_are_its_own(name: str) -> None:
    text, reading = text_of(name), reading_of(text_of(name))
    for path in ("id", "title", "official_title"):
        if path in reading.spans:
            assert text[slice(*reading.spans[path])] == reading.values[path]
    assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())


CRITERIA = {
    "euctr": ("E.3 Principal inclusion criteria: 1. PASI", "E.4 Principal exclusion criteria: 1. Tuberculosis"),
    "generic": ("Inclusion Criteria:\n", "- Cold urticaria"),
    "ictrp": ("Inclusion criteria: 1. Polycystic", "below 132 mmol/L"),
    "ictrp_row": ("Inclusion_Criteria: - Four", "- Bipolar disorder"),
    "key_value": ("Inclusion Criteria: * Total", "* Cold urticaria"),
}


@pytest.mark.parametrize("name", CRITERIA)
def test_criteria_range(name: str) -> None:
    place = reading_of(text_of(name)).eligibility
    assert place is not None
    words = text_of(name)[slice(*place)]
    first, last = CRITERIA[name]
    assert words.startswith(first)
    assert words.endswith(last)
