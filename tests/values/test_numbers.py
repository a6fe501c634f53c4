"""Ages and counts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.values import read_age, read_count

AGES = [
    ("18 Years", 18, "Years"),
    ("18", 18, "Years"),
    ("18Y", 18, "Years"),
    ("18Years", 18, "Years"),
    ("18   Years", 18, "Years"),
    ("18.00 Year(s)", 18, "Years"),
    ("65+", 65, "Years"),
    ("65 Years and older", 65, "Years"),
    (">= 20age old", 20, "Years"),
    ("<= 80age old", 80, "Years"),
    ("18age old over", 18, "Years"),
    ("75age old under", 75, "Years"),
    ("20 years-old <=", 20, "Years"),
    ("75 years-old >", 75, "Years"),
    ("19(Year)", 19, "Years"),
    ("18 (Years)", 18, "Years"),
    ("18 years.", 18, "Years"),
    ("20age 0month 0week old over", 20, "Years"),
    ("18 años", 18, "Years"),
    ("6 Months", 6, "Months"),
    ("6 Month(s)", 6, "Months"),
    ("1 Week", 1, "Weeks"),
    ("37 Weeks", 37, "Weeks"),
    ("1 Day", 1, "Days"),
    ("12 Hours", 12, "Hours"),
    ("30 Minutes", 30, "Minutes"),
    ("0", 0, "Years"),
    ("200 Years", 200, "Years"),
]
NO_AGES = [
    "No limit",
    "N/A",
    "N/A (No limit)",
    "0 N/A (No limit)",
    "-2147483648 No limit",
    "Not applicable",
    "none",
    "-",
    "/",
    "??",
    "12)",
    "44 Pregnancy",
    "",
    "Adults",
    "18 Years to 65 Years",
]
COUNTS = [
    ("5 participants", 5),
    ("1,200", 1200),
    ("1.200", 1200),
    ("1 200 patients", 1200),
    ("Estimated: 120", 120),
    ("120 [Actual]", 120),
    ("n=40", 40),
    ("0", 0),
    ("Group A:49;Group B:51;", 100),
    ("Treatment: 30; Control: 30", 60),
    ("1:30;2:30;", 60),
    ("Lying:20;Sitting (upright, with the head raised by a cushion and both arms on the rests of a chair):25;", 45),
    ("Total glucosides group:30;\nPlacebo group:30 cases;;", 60),
    ("Tea：30；Water：30", 60),
    ("tea: 30, water: 30", 60),
    ("Planned Sample Size: 300; UK Sample Size: 120", 300),
    ("Total: 90; A: 30; B: 60", 90),
    ("260 (130 in each arm)", 260),
    ("60 (25 + 35)", 60),
    ("adults:400;", 400),
    ("60.0", 60),
]
NO_COUNTS = [
    "50-60",
    "30 per group",
    "A: 20; B: some",
    "A:30;B:;",
    "Sample size: 60; UK sample size: 20",
    "2:1",
    "30;30;",
    "60 (80 with those who leave)",
    "30 with tea and 30 with water",
    "Total: 90; Target: 100",
    "",
    "participants",
    "20 to 30",
    "12.5",
    "-5",
    "1,2",
    "2x60",
    "2 × 60",
    "1e3",
    "10k",
    "24 weeks",
    "12 Months",
    "60%",
    "60 per cent",
    "3 arms",
    "5 hospitals",
    "July 2026",
    "12周",
    "9" * 5000,
    "1" + ",000" * 3000,
]


@pytest.mark.parametrize(("text", "value", "unit"), AGES)
def test_ages(text: str, value: int, unit: str) -> None:
    assert read_age(text) == {"value": Decimal(value), "unit": unit}


@pytest.mark.parametrize("text", NO_AGES)
def test_no_ages(text: str) -> None:
    assert read_age(text) is None


def test_a_bare_zero_is_birth_below_and_no_limit_above() -> None:
    assert read_age("0") is not None
    assert read_age("0", upper=True) is None


@pytest.mark.parametrize(("text", "value"), COUNTS)
def test_counts(text: str, value: int) -> None:
    found = read_count(text)
    assert found is not None
    assert found.value == value
    assert sum(found.parts) in (0, value)


@pytest.mark.parametrize("text", NO_COUNTS)
def test_no_counts(text: str) -> None:
    assert read_count(text) is None


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    read_age(text)
    found = read_count(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
