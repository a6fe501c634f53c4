"""Criteria that are no longer in force: headings that say so, and what looks like one."""

import pytest

from trialparse.values import former_criteria

FORMER = [
    "Previous inclusion criteria:",
    "Previous participant inclusion criteria as of 01/02/2026:",
    "Previous criteria",
    "**Original exclusion criteria (until 03/2025)**",
    "Old key inclusion criteria - version 1",
    "Former inclusion and exclusion criteria:",
    "Superseded participant exclusion criteria from 01/02/2020 to 05/06/2021:",
    "Inclusion criteria before 03/03/2025:",
    "Participant inclusion criteria (previous):",
    "Previous inclusion criteria: Age over 18",
    "Inclusion criteria (version 1.0, obsolete):",
    "Inclusion criteria (no longer in force)",
    "Obsolete exclusion criteria:",
]
OTHER = [
    "Previous participation in a trial with similar criteria",
    "Previous criteria for gout met within a year",
    "Prior therapy that meets exclusion criteria",
    "Inclusion criteria:",
    "Current inclusion criteria as of 03/03/2025:",
    "Original diagnosis by the criteria of 2010",
    "Inclusion criteria before surgery:",
    "Inclusion criteria (patients 18 years old):",
    "Inclusion criteria (version 2.0):",
]


@pytest.mark.parametrize("heading", FORMER)
def test_headings_of_former_criteria(heading: str) -> None:
    text = f"1. Age over 21\n\n{heading}\n1. Age over 18"
    assert list(former_criteria(text)) == [(text.index(heading[:4]), len(text), heading)]


@pytest.mark.parametrize("line", OTHER)
def test_other_lines(line: str) -> None:
    assert not list(former_criteria(f"1. Age over 21\n{line}\n1. Gout"))


@pytest.mark.parametrize("after", ["Current inclusion criteria:\nAge over 21", "Exclusion Criteria:\nGout"])
def test_what_is_in_force_again(after: str) -> None:
    text = f"Previous inclusion criteria:\nAge over 18\n\n{after}"
    assert [(start, end) for start, end, _ in former_criteria(text)] == [(0, text.index(after))]


@pytest.mark.parametrize(
    ("former", "after"),
    [
        ("Previous exclusion criteria:\n- metformin\n", "Exclusion criteria:\n- pregnancy"),
        ("Previous inclusion criteria as of 01/02/2024:\n1. Gout\n", "Inclusion criteria:\n1. lupus"),
        ("Inclusion criteria (version 1, obsolete):\n1. Gout\n", "Inclusion criteria (version 2):\n1. lupus"),
        ("Previous inclusion criteria: gout. ", "Current inclusion criteria: lupus."),
        ("Previous inclusion criteria: gout. ", "Exclusion criteria: lupus."),
        ("Previous inclusion criteria:\nInclusion criteria:\n1. Gout\n", "Exclusion criteria:\n1. lupus"),
    ],
)
def test_a_plain_heading_is_in_force(former: str, after: str) -> None:
    assert [(start, end) for start, end, _ in former_criteria(former + after)] == [(0, len(former))]


def test_former_criteria_on_both_sides_hold_plain_headings() -> None:
    text = "Previous inclusion and exclusion criteria:\nInclusion criteria:\nGout\nExclusion criteria:\nLupus"
    assert [(start, end) for start, end, _ in former_criteria(text)] == [(0, len(text))]
