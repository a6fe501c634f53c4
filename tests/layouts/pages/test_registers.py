"""Pages that need code: what of them is not understood is said."""

from layouts.golden import reading_of, text_of


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
