"""Lists under a lead-in that excepts them."""

import pytest

from trialparse import parse_criteria

OPENERS = [
    "except:", "except for:", "with the exception of:", "other than:", "unless:", "except for the following:",
    "apart from:",
    ", unless one of the following applies:", "except patients with:", "with the following exceptions:", "excluding:",
    ". Exceptions:", "except", "unless the cancer was treated and meets all of the following:",
]  # fmt: skip


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("markers", [("- ", "  - "), ("1. ", "a. "), ("* ", "    1. ")])
def test_what_is_listed_below_is_an_exception(markers: tuple[str, str], opener: str) -> None:
    outer, inner = markers
    last = "2. " if outer == "1. " else outer
    text = f"Exclusion Criteria:\n{outer}Cancer within 5 years {opener}\n{inner}melanoma < 2 cm\n{last}Age > 80 years\n"
    cancer, age = parse_criteria(text).criteria
    (melanoma,) = cancer.children
    assert {each.role for each in melanoma.constraints} == {"exception"}
    assert melanoma.logic is None
    assert [each.role for each in (*cancer.constraints[:1], *age.constraints)] == ["limit", "limit"]
    assert cancer.logic is not None


def test_so_is_what_stands_below_that() -> None:
    text = "Exclusion Criteria:\n- Cancer except:\n  - melanoma that was:\n    - thinner than 2 mm for > 3 years\n"
    (cancer,) = parse_criteria(text).criteria
    assert {each.role for each in cancer.children[0].children[0].constraints} == {"exception"}


@pytest.mark.parametrize(
    "lead_in",
    [
        "Lung disease other than COPD, including:",
        "These limits unless due to leukemia:",
        "Any cancer, no exceptions:",
        "Any drug except aspirin, such as:",
    ],
)
def test_other_lists_are_none(lead_in: str) -> None:
    (lead,) = parse_criteria(f"Exclusion Criteria:\n- {lead_in}\n  - Creatinine > 2 mg/dL").criteria
    assert [(each.role, each.certainty) for each in lead.children[0].constraints] == [("limit", "sure")]


def test_a_list_beside_its_lead_in_is_doubtful() -> None:
    lines = ["Cancer except:", "melanoma < 2 cm", "BMI > 40", "age < 20", "SBP > 180 mmHg", "HbA1c > 9%"]
    criteria = parse_criteria("Exclusion Criteria:\n* " + "\n* ".join(lines)).criteria
    doubtful = [bool(each.constraints) and "unused-exception" in each.constraints[-1].doubts for each in criteria]
    assert doubtful == [False, True, True, True, True, False]


def test_a_list_under_a_label_is_doubtful() -> None:
    criteria = parse_criteria(
        "Exclusion Criteria:\n* Cancer\n\nExceptions:\n* BMI > 40\n\nRenal:\n* eGFR < 30"
    ).criteria
    assert [each.constraints[0].certainty for each in criteria] == ["sure", "doubtful", "sure"]


ALLOWS = ["The following are allowed:", "Steroids. Permitted:", "Cancer. The following is also acceptable:"]
SPARES = [
    "The following are not excluded:", "Patients will not be excluded if they have:", "These are not exclusionary:",
    "None of the following are exclusions:", "Criteria that do not exclude participation:",
]  # fmt: skip


@pytest.mark.parametrize("lead", [*ALLOWS, "Patients with the following are eligible:", "Allowed conditions:"])
def test_what_is_allowed_below_is_an_exception(lead: str) -> None:
    text = f"Exclusion Criteria:\n- Lupus\n- {lead}\n  - gout\n- Stroke"
    lupus, over, stroke = parse_criteria(text).criteria
    assert [each.role for each in over.children[0].constraints] == ["exception"]
    assert [each.role for each in (*lupus.constraints, *stroke.constraints)] == ["limit", "limit"]


@pytest.mark.parametrize("lead", [*ALLOWS[:1], *SPARES, "Allowed medications:"])
def test_what_does_not_exclude_is_no_sure_exclusion(lead: str) -> None:
    flat = parse_criteria(f"Exclusion Criteria:\n- Lupus\n{lead}\n- gout")
    below = parse_criteria(f"Exclusion Criteria:\n- Lupus\n- {lead}\n  - gout")
    for eligibility in (flat, below):
        last = eligibility.criteria[-1]
        gout = (last.children or [last])[0].constraints
        assert gout
        assert all(each.role == "exception" or each.certainty == "doubtful" for each in gout)


@pytest.mark.parametrize(
    "lead",
    ["Not allowed:", "Use above the allowed dose:", "Surgery that is not permitted:", "Patients not eligible for:"],
)
def test_what_is_not_allowed_excludes(lead: str) -> None:
    (over,) = parse_criteria(f"Exclusion Criteria:\n- {lead}\n  - gout").criteria
    assert [each.role for each in over.children[0].constraints] == ["limit"]


def test_exceptions_to_all_exclusions_are_no_sure_ones() -> None:
    text = "Exclusion Criteria:\n- Lupus\nEXCEPTIONS TO EXCLUSION CRITERIA\n1. gout\n2. stroke"
    assert [each.constraints[0].certainty for each in parse_criteria(text).criteria] == ["sure", "doubtful", "doubtful"]
