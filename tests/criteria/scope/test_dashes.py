"""Dashes in a line of exclusions, which may part them."""

import pytest

from trialparse import parse_criteria


def doubted(text: str) -> list[str]:
    """The constraints of which it is open how they are joined."""
    found = parse_criteria(text).constraints
    return [text[each.span.start : each.span.end] for each in found if "unsure-join" in each.doubts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exclusion Criteria: Gout - QTc > 500 ms - sepsis", ["Gout", "> 500 ms", "sepsis"]),
        ("Exclusion Criteria:\n1. QTc > 500 ms - sepsis", ["> 500 ms", "sepsis"]),
        ("Exclusion Criteria:\n1. Renal failure - creatinine > 2 mg/dL", []),
        ("Exclusion Criteria:\n1. BMI 35 - 50 kg/m2 or gout", []),
        ("Inclusion Criteria:\n1. QTc < 500 ms - sepsis", []),
    ],
)
def test_where_a_dash_may_part_exclusions(text: str, expected: list[str]) -> None:
    assert doubted(text) == expected
