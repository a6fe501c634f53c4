"""The rows of fields say what the trial says; what is deprecated works, and says what to use."""

from decimal import Decimal
from pathlib import Path

import pytest

from trialparse import parse, parse_criteria, read
from trialparse.outputs import constraint_rows, header_rows, json_schema

PAGE = Path(__file__).parents[2] / "examples" / "page.txt"


def test_header_rows_hold_what_the_page_shows() -> None:
    rows = dict(header_rows(parse(read(PAGE))))
    assert rows["phases"] == "PHASE2; PHASE3"
    assert rows["has_results"] == "no"
    assert rows["completion_date"] == "2028-06"
    assert rows["eligibility.minimum_age"] == "18 Years"
    assert rows["arms"] == "Velorimab; Placebo"
    assert "acronym" not in rows


def test_constraint_rows_hold_numbers_and_places() -> None:
    text = "Exclusion Criteria:\n- Platelets < 50 × 10⁹/L"
    with pytest.warns(DeprecationWarning, match=r"outputs\.tables\.rows"):
        (row,) = constraint_rows(parse_criteria(text))
    assert (row["criterion"], row["polarity"], row["kind"]) == ("E1", "exclusion", "threshold")
    assert (row["lower"], row["upper"], row["upper_inclusive"]) == (None, Decimal(50), False)
    assert text[row["start"] : row["end"]] == "< 50 × 10⁹/L"


def test_schema_has_every_model_and_forbids_the_rest() -> None:
    schema = json_schema()
    assert {"Criterion", "Threshold", "Levels", "Window", "Duration", "CriteriaSet"} <= set(schema["$defs"])
    assert schema["additionalProperties"] is False
