"""The registers that are tables: each has a page and its answers beside it, and is read whole."""

from importlib.resources import files

import pytest

from layouts.golden import answered, answers_of, reading_of, text_of

REGISTERS = sorted(file.name[:-5] for file in files("trialparse.layouts.registers").iterdir() if ".toml" in file.name)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_field(name: str) -> None:
    assert answered(text_of(name)) == answers_of(name)


@pytest.mark.parametrize("name", REGISTERS)
def test_line_ends_change_no_value(name: str) -> None:
    assert answered(text_of(name).replace("\n", "\r\n"))["trial"] == answers_of(name)["trial"]


@pytest.mark.parametrize("name", REGISTERS)
def test_other_blanks_change_no_value(name: str) -> None:
    found = answered(text_of(name).replace(": ", ":\xa0"))
    assert found["trial"].keys() == answers_of(name)["trial"].keys()
    assert found["trial"]["id"] == answers_of(name)["trial"]["id"]


@pytest.mark.parametrize("name", REGISTERS)
def test_the_characters_behind_a_value_are_its_own(name: str) -> None:
    text, reading = text_of(name), reading_of(text_of(name))
    for path in ("id", "title", "official_title"):
        if path in reading.spans:
            assert text[slice(*reading.spans[path])] == reading.values[path]
    assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())


def test_a_page_without_the_labels_of_one_register_is_no_page_of_it() -> None:
    text = text_of("jrct").replace("jRCT ID", "Number").replace("clude c", "clusion c")
    assert reading_of(text).layout == "generic"


CRITERIA = {
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


def test_what_is_not_understood_is_said() -> None:
    text = text_of("ictrp")
    said = {
        each["code"]: [text[span["start"] : span["end"]] for span in each["spans"]]
        for each in reading_of(text).diagnostics
    }
    assert said["unknown-value"] == ["Not Recruiting"]
    assert said["summed-count"] == ["Water:60;Usual intake:60;"]
