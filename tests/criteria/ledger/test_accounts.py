"""What no constraint settles is left over: as a debit, in the residue, and in the status."""

import pytest

from trialparse import parse_criteria
from trialparse.criteria.ledger import Books
from trialparse.criteria.outline import outline
from trialparse.criteria.read import traced


def read_alone(text: str) -> tuple[list[str], Books]:
    """The words of the debits that are left over of a criterion, and its books."""
    (trace,) = traced(text, text, (0, len(text)), outline(text, 0, len(text), "unknown")).values()
    return [trace.sentence.of(trace.sentence.atoms[index]) for index in trace.books.unused], trace.books


@pytest.mark.parametrize(
    "text",
    [
        "CRP must not exceed 10 mg/L",
        "ALT between 20 and 60 U/L",
        "No stroke within 6 months before screening",
        "HbA1c less than or equal to (≤) 8%",
        "Type 2 diabetes for at least 6 months",
        "Blood pressure > 140/90 mmHg",
        "Platelets ≥ 75 × 10^9/L unless the spleen is enlarged",
        "No seizures for 3 months",
    ],
)
def test_what_is_used_is_settled(text: str) -> None:
    assert read_alone(text)[0] == []
    assert all(each.certainty == "sure" and each.doubts == () for each in parse_criteria(text).constraints)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("HbA1c ≥ 8% despite 3 drugs", ["3"]),
        ("ECOG 0-1, no smoker", ["no"]),
        ("Weight ≥ 40 kg, ± on diuretics", ["±"]),
    ],
)
def test_what_is_not_used_is_left_over(text: str, left: list[str]) -> None:
    assert read_alone(text)[0] == left
    (criterion,) = parse_criteria(text).criteria
    assert criterion.status == "partial"
    assert any(left[0] in span.of(text) for span in criterion.residue)


def test_a_limit_in_a_condition_is_settled_by_a_constraint_of_its_own_alone() -> None:
    words, _ = read_alone("Hematocrit ≥ 39% if transfused 2 mg")
    assert words == ["2 mg"]
    assert read_alone("Hematocrit ≥ 39% if weight > 50 kg")[0] == []


def test_without_constraints_all_is_residue_and_nothing_owed() -> None:
    assert read_alone("Able to read 2 languages") == ([], Books(residue=((0, 24),)))
