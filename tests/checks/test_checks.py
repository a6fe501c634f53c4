"""What in a trial contradicts itself."""

from decimal import Decimal

import pytest

from trialparse import parse
from trialparse.checks import check
from trialparse.model import Age, Diagnostic, Eligibility, PartialDate, Trial

PAGE = """A Trial of Two Ages

NCT ID: NCT09990999

Last Updated: 2025-01-02

Basic Information

Get a concise view.

Recruitment Status

RECRUITING

Eligibility Criteria

Check the participation rules.

Inclusion Criteria:

* {criterion}
Minimum Eligible Age

{minimum}

Maximum Eligible Age

{maximum}

Eligible Sex

ALL
"""
AGES = [
    ("Age ≥ 18 and ≤ 65 years", "18 Years", "64 Years", ["eligibility.maximum_age"]),
    ("Age ≥ 18 and ≤ 65 years", "18 Years", "65 Years", []),
    ("Age ≥ 18 and < 65 years", "18 Years", "64 Years", []),
    ("Age ≥ 18 and < 65 years", "18 Years", "65 Years", []),
    ("Age > 17 years", "18 Years", "65 Years", []),
    ("Age ≥ 21 years", "18 Years", "65 Years", ["eligibility.minimum_age"]),
    ("Weight ≥ 50 kg", "18 Years", "65 Years", []),
    ("Weight ≥ 50 kg when older than 40 years", "18 Years", "65 Years", []),
]


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(("criterion", "minimum", "maximum", "paths"), AGES)
def test_ages_of_the_fields_against_the_text(criterion: str, minimum: str, maximum: str, paths: list[str]) -> None:
    trial = parse(PAGE.format(criterion=criterion, minimum=minimum, maximum=maximum))
    disagreeing = [each for each in trial.diagnostics if each.code == "age-disagrees"]
    assert [each.path for each in disagreeing] == paths
    assert all(len(each.spans) == 2 for each in disagreeing)


def test_ages_no_one_can_have() -> None:
    low, high = Age(value=Decimal(70), unit="Years"), Age(value=Decimal(18), unit="Months")
    assert codes(check(Trial(eligibility=Eligibility(minimum_age=low, maximum_age=high)))) == ["ages-reversed"]
    old = Age(value=Decimal(200), unit="Years")
    assert codes(check(Trial(eligibility=Eligibility(maximum_age=old)))) == ["age-implausible"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-03-10", "2025-03-09", ["dates-reversed"]),
        ("2025-03-10", "2025-03-10", []),
        ("2025-03-10", "2025-03", []),
        ("2025-03-10", "2025", []),
        ("2025-03", "2024", ["dates-reversed"]),
    ],
)
def test_dates_in_the_wrong_order(start: str, end: str, expected: list[str]) -> None:
    precisions = {4: "year", 7: "month", 10: "day"}
    first, last = (
        PartialDate.model_validate({"date": date, "precision": precisions[len(date)]}) for date in (start, end)
    )
    assert codes(check(Trial(start_date=first, completion_date=last))) == expected
