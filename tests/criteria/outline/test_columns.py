"""Criteria in columns: each cell has the side of its column's head, and where cells are not sure, none has one."""

import pytest

from trialparse import parse, parse_criteria

HEADS = ("Inclusion Criteria", "Exclusion Criteria")
ROWS = (("Age over 18 years", "Pregnancy"), ("BMI below 30", "Active asthma"))
SIDES = {"Age over 18 years": "inclusion", "BMI below 30": "inclusion", "Pregnancy": "exclusion",
         "Active asthma": "exclusion"}  # fmt: skip
SHAPES = {
    "tabs": "{}\t{}",
    "bars": "{} | {}",
    "framed": "| {} | {} |",
    "blanks": "{:30}{}",
    "colons": "{}:\t{}",
}
UNSURE = [
    "Inclusion Criteria\tExclusion Criteria\n- Age over 18 years\n- Pregnancy",
    "Inclusion Criteria\tExclusion Criteria\n\nAge over 18 years\nPregnancy",
    "Inclusion Criteria\tExclusion Criteria\nAge over 18 years\tPregnancy\nBMI below 30",
    "Inclusion Criteria | Exclusion Criteria\nAge over 18 years | Pregnancy | Asthma",
    "Inclusion Criteria      Exclusion Criteria\nAge over 18 years       Pregnant\nwith active gout        or nursing",
    "Inclusion Criteria\nExclusion Criteria\nAge over 18 years\nPregnancy",
    "Inclusion\n\nExclusion\n\n- Age over 18 years\n- Pregnancy",
    "Criterios de inclusión\tCriterios de exclusión\nMayores de 18 años\nEmbarazo",
]


def _table(shape: str) -> str:
    lines = [SHAPES[shape].format(*row) for row in (HEADS, *ROWS)]
    return "\n".join(lines)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("below", ["", "\n\n", "\nExclusion Criteria for part B:\n- Gout"])
def test_a_cell_has_the_side_of_its_column(shape: str, below: str) -> None:
    text = _table(shape) + below
    for found in (parse_criteria(text).criteria, parse(text).eligibility.criteria):
        told = {each.text.strip(":"): each.kind for each in found}
        assert told.pop("Gout", "exclusion") == "exclusion"
        assert told == SIDES
        assert [each.heading for each in found if each.text != "Gout"] == [*HEADS, *HEADS]
        assert all(text[each.span.start : each.span.end] == each.text for each in found)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_has_such_tables(shape: str) -> None:
    page = f"Title: Tea in gout\nTrial ID: NCT05551234\nStatus: Recruiting\n{_table(shape)}\nSponsor: A clinic\n"
    trial = parse(page)
    assert {each.text.strip(":"): each.kind for each in trial.eligibility.criteria} == SIDES
    assert trial.sponsors[0].name == "A clinic"


def test_a_third_column_has_no_side() -> None:
    text = "No.\tExclusion\tInclusion\tRemarks\n1\tPregnancy\tAge over 18 years\tasked by phone"
    found = parse_criteria(text).criteria
    assert [(each.kind, each.text) for each in found] == [
        ("exclusion", "Pregnancy"), ("inclusion", "Age over 18 years"), ("unknown", "asked by phone"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", UNSURE)
def test_where_cells_are_not_sure_nobody_knows_the_side(text: str) -> None:
    eligibility = parse_criteria(text)
    assert eligibility.criteria
    assert {each.kind for each in eligibility.criteria} == {"unknown"}
    assert "side-conflict" in [each.code for each in eligibility.diagnostics]


def test_two_headings_with_nothing_below_say_nothing() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n- Gout\n\nInclusion Criteria\tExclusion Criteria")
    assert [each.kind for each in eligibility.criteria] == ["inclusion"]
    assert not eligibility.diagnostics


def test_what_stands_between_two_headings_has_the_first_ones_side() -> None:
    long = "Adults with a diagnosis of gout that has been made by a known doctor " * 8
    found = parse_criteria(f"Inclusion Criteria:\n\n{long}\n\nExclusion Criteria:\n\nPregnancy").criteria
    assert [each.kind for each in found] == ["inclusion", "exclusion"]


def test_words_that_run_over_are_no_heading() -> None:
    text = "Inclusion Criteria:\n\n- Gout. See all\n  detailed inclusion criteria.\n\nExclusion Criteria:\n- Asthma"
    assert [each.kind for each in parse_criteria(text).criteria] == ["inclusion", "exclusion"]


@pytest.mark.parametrize("between", ["\n", "\t", " | "])
def test_headings_alone_in_any_number_are_read(between: str) -> None:
    assert not parse_criteria(f"Inclusion Criteria{between}Exclusion Criteria\n" * 1500).criteria


@pytest.mark.parametrize(
    "head",
    [
        "Inclusion Criteria Exclusion Criteria", "Inclusion criteria / Exclusion criteria", "Exclusion Inclusion",
        "Inclusion criteria/exclusion criteria:", "Inclusion criteria, exclusion criteria",
        "Key Inclusion Criteria Key Exclusion Criteria", "Inclusion criteria and exclusion criteria",
    ],
)  # fmt: skip
def test_heads_in_one_line_tell_no_side(head: str) -> None:
    found = parse_criteria(f"{head}\nGout\nLupus").criteria
    assert [(each.kind, each.text) for each in found] == [("unknown", "Gout"), ("unknown", "Lupus")]
