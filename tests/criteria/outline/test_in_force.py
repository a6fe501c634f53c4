"""Criteria that a text itself calls former are left out, and said."""

import pytest

from trialparse import parse, parse_criteria

TEXT = "Inclusion criteria:\n1. Age over 21\n\n{}\n1. Age over 18\n2. BMI > 20"


@pytest.mark.parametrize(
    "heading",
    [
        "Previous criteria (before amendment 2):", "Superseded inclusion criteria", "Old criteria:",
        "Original inclusion criteria from 01/02/2019 to 03/04/2020:", "Inclusion criteria (previous):",
    ],
)  # fmt: skip
def test_former_criteria_are_left_out(heading: str) -> None:
    text = TEXT.format(heading)
    for read in (parse_criteria(text), parse(text)):
        eligibility = getattr(read, "eligibility", read)
        assert [criterion.text for criterion in eligibility.criteria] == ["Age over 21"]
        (said,) = [each for each in read.diagnostics if each.code == "former-criteria"]
        assert [span.of(text) for span in said.spans] == [heading]
        assert said.severity == "info"


def test_what_is_in_force_behind_them_is_read() -> None:
    eligibility = parse_criteria(f"{TEXT.format('Superseded inclusion criteria')}\n\nExclusion criteria:\n1. Gout")
    assert [(each.kind, each.text) for each in eligibility.criteria] == [
        ("inclusion", "Age over 21"), ("exclusion", "Gout"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Previous criteria for gout met", "Prior cancer", "Original criteria of the ACR fulfilled"]
)
def test_a_criterion_that_speaks_of_criteria_stays(line: str) -> None:
    assert line in [each.text for each in parse_criteria(f"Inclusion criteria:\n- Age over 21\n- {line}").criteria]


def test_former_criteria_on_one_line_with_those_in_force() -> None:
    text = "Previous inclusion criteria: gout. Current inclusion criteria: lupus. Current exclusion criteria: stroke."
    found = [(each.kind, each.text.strip(".")) for each in parse_criteria(text).criteria]
    assert found == [("inclusion", "lupus"), ("exclusion", "stroke")]
