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
]
OTHER = [
    "Previous participation in a trial with similar criteria",
    "Previous criteria for gout met within a year",
    "Prior therapy that meets exclusion criteria",
    "Inclusion criteria:",
    "Current inclusion criteria as of 03/03/2025:",
    "Original diagnosis by the criteria of 2010",
    "Inclusion criteria before surgery:",
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
