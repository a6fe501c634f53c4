"""Pages that need code: every field, hand-checked, the characters behind it, and what must not be read."""

import pytest

from layouts.golden import answered, answers_of, reading_of, text_of

PAGES = ("anzctr", "ctri", "euctr", "generic")


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


CRITERIA = {
    "euctr": ("E.3 Principal inclusion criteria: 1. PASI", "E.4 Principal exclusion criteria: 1. Tuberculosis"),
    "generic": ("Inclusion Criteria:\n", "- Cold urticaria"),
}


@pytest.mark.parametrize("name", CRITERIA)
def test_criteria_range(name: str) -> None:
    place = reading_of(text_of(name)).eligibility
    assert place is not None
    words = text_of(name)[slice(*place)]
    first, last = CRITERIA[name]
    assert words.startswith(first)
    assert words.endswith(last)


def said(name: str, code: str) -> list[str]:
    text = text_of(name)
    return [
        text[span["start"] : span["end"]]
        for each in reading_of(text).diagnostics
        if each["code"] == code
        for span in each["spans"]
    ]


def test_what_is_not_understood_is_said() -> None:
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


@pytest.mark.parametrize("name", PAGES)
def test_the_characters_behind_a_value_are_its_own(name: str) -> None:
    text, reading = text_of(name), reading_of(text_of(name))
    for path in ("id", "title", "official_title"):
        if path in reading.spans:
            assert text[slice(*reading.spans[path])] == reading.values[path]
    assert all(0 <= start < end <= len(text) for start, end in reading.spans.values())
