"""What a criterion says ends with it, and what is left over shows."""

from __future__ import annotations

from itertools import product

import pytest

from limits import limits
from trialparse import parse_criteria

_ENDS = ("Age at least twenty", "BMI of nineteen to thirty", "two hundred", "eGFR < sixty", "Lasting for twenty one")
_STARTS = (
    "five or more relapses",
    "two hundred and fifty or more CD4 cells",
    "and a half dose",
    "thousand",
    "six weeks",
)


@pytest.mark.parametrize(("end", "start", "marker"), [*product(_ENDS, _STARTS, ("- ", "* ", "• "))])
def test_no_constraint_leaves_its_criterion(end: str, start: str, marker: str) -> None:
    for criterion in parse_criteria(f"{marker}{end}\n{marker}{start}").criteria:
        for constraint in criterion.constraints:
            assert criterion.span.start <= constraint.span.start <= constraint.span.end <= criterion.span.end


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Magnesium ≥ LLN", "parsed"),
        ("Age 45-<60 years", "parsed"),
        ("VAS pain at least 4 on a 0-10 scale", "parsed"),
        ("IGA ≥ 3 on a scale of 0-4", "parsed"),
        ("Visual acuity of 20/50 or better", "partial"),
        ("1 relapse in the past year or 2 relapses in the past 2 years", "partial"),
    ],
)
def test_partial_shows_what_is_left(text: str, status: str) -> None:
    (criterion,) = parse_criteria(text).criteria
    assert criterion.status == status
    assert bool(criterion.residue) == (status == "partial")


def test_what_is_counted_is_no_change() -> None:
    for text in ("≥ 2 falls in a year", "> 2 glaucoma drops", "At least 3 rises per night"):
        (criterion,) = parse_criteria(text).criteria
        assert [constraint.change for constraint in limits(criterion)] == [None], text
