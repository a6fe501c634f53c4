"""What opens an item, at the start of a line and inside a paragraph."""

import pytest

from trialparse import parse_criteria
from trialparse.criteria.outline.markers import Marker, lead, seams

LEADS = {
    "* Gout": ("*", "*", None),
    "• Gout": ("•", "•", None),
    "•Gout": ("•", "•", None),
    "- Gout": ("-", "-", None),
    "-Gout": ("-", "-", None),
    "-18 years or older": ("-", "-", None),
    "-18 to 65 years": ("-", "-", None),
    "-≥ 18 years": ("-", "-", None),
    "o Gout": ("o", "o", None),
    "1. Gout": ("1.", "1.", 1),
    "12) Gout": ("12)", "1)", 12),
    "(3) Gout": ("(3)", "(1)", 3),
    "2.1. Gout": ("2.1.", "1.1.", 1),
    "1.2 Gout of a toe": ("1.2", "1.1", 2),
    "4 - Gout": ("4 -", "1-", 4),
    "③ Gout": ("③", "①", 3),
    "❷ Gout": ("❷", "①", 2),
    "b. Gout": ("b.", "a.", 2),
    "(c) Gout": ("(c)", "(a)", 3),
    "D) Gout": ("D)", "A)", 4),
    "- 29. Gout": ("- 29.", "-", 29),
    "- • Gout": ("- •", "-", None),
}
NO_LEADS = [
    "Gout", "A gouty toe", "I have gout", "E. coli", "5.5 mg a day", "18 years", "-5 degrees", "*", "1.", "(see above)",
    "**", "in toes", "-2.5 points", "-2 SD", "-20",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEADS.items())
def test_a_line_begins_with_a_marker(text: str, expected: tuple[str, str, int | None]) -> None:
    marker = lead(text, 0, len(text))
    assert marker is not None
    assert (text[marker.start : marker.end], marker.style, marker.number) == expected


@pytest.mark.parametrize("text", NO_LEADS)
def test_a_line_begins_with_none(text: str) -> None:
    assert lead(text, 0, len(text)) is None


@pytest.mark.parametrize(("text", "roman"), [("i. Gout", 1), ("iv) Gout", 4), ("(xii) Gout", 12), ("h. Gout", None)])
def test_a_letter_may_be_a_roman_numeral(text: str, roman: int | None) -> None:
    marker = lead(text, 0, len(text))
    assert marker is not None
    assert marker.roman == roman


# The text with `|` where an item begins, whether it stands alone, and the number on the next line.
SEAMS = {
    "numbers count on": ("1. Gout |2. Lupus |3. Vertigo", False, None),
    "up to the number on the next line": ("1. Gout |2. Lupus 3. Vertigo", False, 3),
    "not with another sign": ("1. Gout 2) Lupus", False, None),
    "not out of turn": ("1. Gout 3. Lupus", False, None),
    "not what a word counts": ("1. Gout of grade 2. Lupus |2. Vertigo", False, None),
    "a counted number, the first there is": ("1. Gout of stage 2. Lupus", False, None),
    "a counted number that nothing follows": ("1. Gout |2. Lupus of stage 3. Vertigo", False, None),
    "not in brackets": ("1. Gout (as in 2. below) |2. Lupus", False, None),
    "not a decimal": ("1. Uric acid below 2.5 |2. Lupus", False, None),
    "bullets of the same style": ("* Gout |* Lupus |* Vertigo", False, None),
    "a star that multiplies": ("* Index (age * weight) |* Gout", False, None),
    "a dash is no item": ("* Performance status - ECOG", False, None),
    "a dash behind a sentence": ("- Treated for gout. |- Treated for lupus", False, None),
    "a dash behind many words": ("- Has been treated for gout over many years |- Lupus nephritis", False, None),
    "a line of dashes": ("- Gout |- Lupus", True, None),
    "nothing in prose": ("Gout since day 1. Lupus", False, None),
    "a list within a list": ("1. One of: |1. Gout |2. Lupus |2. Vertigo", True, None),
    "a list in prose": ("All of these: |1. Gout |2. Lupus", True, None),
    "stars in prose": ("All of these: |* Gout |* Lupus", True, None),
}


@pytest.mark.parametrize(("marked", "alone", "upto"), SEAMS.values(), ids=SEAMS.keys())
def test_items_inside_a_paragraph(marked: str, alone: bool, upto: int | None) -> None:
    first, *others = marked.split("|")
    text = first + "".join(others)
    marker = lead(text, 0, len(text))
    expected = [len(first) + sum(map(len, others[:number])) for number in range(len(others))]
    assert seams(text, marker.end if marker else 1, len(text), marker, upto, alone) == expected


def test_the_range_is_kept() -> None:
    text = "1. Gout 2. Lupus 3. Vertigo"
    assert seams(text, 2, 12, Marker(0, 2, "1.", 1), None, False) == [8]


def test_a_footnote_star_inside_an_item_opens_none() -> None:
    text = "* Treated with anakinra\\* in the past\n* Treated with colchicine\\* (at any dose)"
    assert [criterion.text for criterion in parse_criteria(text).criteria] == [
        "Treated with anakinra\\* in the past",
        "Treated with colchicine\\* (at any dose)",
    ]


def test_an_escaped_marker_is_one() -> None:
    text = "Inclusion Criteria:\n1\\. Gout\n2\\. Angina"
    assert [criterion.text for criterion in parse_criteria(text).criteria] == ["Gout", "Angina"]
