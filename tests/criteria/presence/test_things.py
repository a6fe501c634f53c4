"""Things as constraints: what they are to their criterion, how they are joined, and what holds of them in any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.scope.reading import criteria
from criteria.scope.test_logic import shape_of
from criteria.scope.test_logic_laws import LAWS, leaves, plain
from trialparse import Eligibility, parse_criteria
from work import calls

PIECES = """asthma|gout|hepatitis B|C|severe|active|history of|prior|no|without|or|and|,|;|:|.|(|)|allergy to|lithium
|penicillin|EGFR mutation|HER2-negative|kidney transplant|within 3 months|ALT > 3 x ULN|except|unless|if|planned
|requiring|dialysis|age ≥ 21 years|donor with|snarvik|not|\n- |\nExclusion Criteria:\n|\u200b|é|½"""
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map(" ".join))


def things(text: str) -> list[Any]:
    return [each for each in parse_criteria(text).constraints if each.kind == "presence"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Gout", {"Gout": "limit"}),
        ("At least two prior lines of chemotherapy", {"chemotherapy": "part"}),
        ("Asthma or gout treated with lithium within 3 months", {"Asthma": "part", "gout": "part", "lithium": "part"}),
        ("ALT < 3 x ULN if cirrhosis is present", {"cirrhosis": "condition"}),
        ("Cancer except melanoma", {"Cancer": "limit", "melanoma": "exception"}),
        ("Cancer other than melanoma", {"Cancer": "limit", "melanoma": "exception"}),
        ("Cancer unless treated with lithium", {"Cancer": "limit", "lithium": "exception"}),
        ("Biopsy if cirrhosis is present", {"Biopsy": "limit", "cirrhosis": "condition"}),
    ],
)
def test_what_a_thing_is_to_its_criterion(text: str, roles: dict[str, str]) -> None:
    assert {each.subject.text: each.role for each in things(text)} == roles


@pytest.mark.parametrize(
    ("text", "category", "period"),
    [
        ("Chemotherapy within 3 weeks before the first dose", "drug", "past"),
        ("Stroke in the past 6 months", "condition", "past"),
        ("Asthma for at least 2 years", "condition", None),
        ("Kidney transplant within 5 years before screening", "procedure", "past"),
    ],
)
def test_the_event_of_a_time_is_a_thing(text: str, category: str, period: str | None) -> None:
    (limit,) = parse_criteria(text).constraints
    assert limit.kind in ("window", "duration")
    assert limit.subject is not None
    assert (limit.subject.category, limit.period) == (category, period)


@pytest.mark.parametrize(
    ("lead", "category"),
    [
        ("Known allergy to:", "allergy"),
        ("Contraindication to any of the following:", "contraindication"),
        ("Treatment with:", "drug"),
    ],
)
def test_a_lead_in_says_what_the_things_under_it_are(lead: str, category: str) -> None:
    found = things(f"Exclusion Criteria:\n- {lead}\n  - lithium\n  - heparin or warfarin\n- Gout")
    assert [(each.subject.text, each.subject.category) for each in found] == [
        ("lithium", category), ("heparin", category), ("warfarin", category), ("Gout", "condition"),
    ]  # fmt: skip


def test_what_names_nothing_by_itself_is_doubtful_unless_the_list_says_its_name() -> None:
    found = things("Viral or fungal pneumonia")
    assert [(each.subject.text, each.subject.name, each.certainty) for each in found] == [
        ("Viral", "Viral pneumonia", "sure"), ("fungal pneumonia", None, "sure"),
    ]  # fmt: skip


def test_a_measurement_is_no_thing() -> None:
    limits = parse_criteria("ALT > 3 x ULN, creatinine < 2 mg/dL and ECOG 0-1").constraints
    assert {limit.subject.category for limit in limits if limit.subject} == {None}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Asthma", "inclusion", "asthma"),
        ("No asthma", "inclusion", "not(asthma)"),
        ("Asthma or gout", "inclusion", "or(asthma, gout)"),
        ("Asthma and gout", "inclusion", "and(asthma, gout)"),
        ("Asthma, gout, or lupus", "inclusion", "or(asthma, gout, lupus)"),
        ("Asthma; gout; or lupus", "inclusion", "or(asthma, gout, lupus)"),
        ("Lupus, gout, asthma", "inclusion", "and(lupus, gout, asthma)"),
        ("Lupus, gout, asthma", "exclusion", "or(lupus, gout, asthma)"),
        # one denial over a list
        ("No asthma or gout", "inclusion", "not(or(asthma, gout))"),
        ("No asthma, gout, or lupus", "inclusion", "not(or(asthma, gout, lupus))"),
        ("No asthma or severe gout and lupus", "inclusion", "not(or(asthma, gout, lupus))"),
        ("No asthma, gout, or lupus, and no stroke or cirrhosis", "inclusion",
         "and(not(or(asthma, gout, lupus)), not(or(stroke, cirrhosis)))"),
        ("Neither asthma nor gout", "inclusion", "and(not(asthma), not(gout))"),
        ("Sepsis, no asthma or gout", "inclusion", "and(sepsis, not(or(asthma, gout)))"),
        # what goes with a thing
        ("Gout requiring dialysis", "inclusion", "and(gout, dialysis)"),
        ("Asthma treated with salbutamol", "inclusion", "and(asthma, salbutamol)"),
        # beside limits
        ("BMI > 30 kg/m2 and asthma", "inclusion", "and(1, asthma)"),
        ("BMI > 30 kg/m2 or asthma", "inclusion", "or(1, asthma)"),
        ("Gout; BMI > 30 kg/m2 or asthma", "inclusion", "and(gout, or(1, asthma))"),
        ("No asthma or BMI > 30 kg/m2", "inclusion", "not(or(asthma, 1))"),
        ("Lipase < 60 U/L (or jaundice); ferritin > 20 ng/mL", "inclusion", "and(or(1, jaundice), 2)"),
        # clauses
        ("Cancer except melanoma", "exclusion", "unless(cancer)"),
        ("No cancer except melanoma", "inclusion", "unless(not(cancer))"),
        ("Biopsy if cirrhosis is present", "inclusion", "if(biopsy)"),
    ],
)  # fmt: skip
def test_things_are_joined_by_the_words_between(text: str, kind: str, expected: str) -> None:
    (criterion,) = criteria(text, kind)
    assert shape_of(criterion) == expected


def test_a_clause_says_when_it_is_not_asked() -> None:
    (criterion,) = criteria("Cancer except melanoma", "exclusion")
    assert (criterion["logic"]["op"], criterion["logic"]["holds"]) == ("if", False)
    assert criterion["logic"]["condition"] == "except melanoma"


def test_a_lead_in_denies_the_things_below_it_and_not_its_own_twice() -> None:
    (lead,) = criteria("- No heart disease, including any of the following:\n  - Angina\n  - Stroke", "inclusion")
    assert lead["constraints"][0]["negated"]
    assert [child["constraints"][0]["negated"] for child in lead["children"]] == [True, True]


@LAWS
@given(TEXTS)
def test_things_read_back_in_the_order_of_the_text(text: str) -> None:
    eligibility = parse_criteria(text)
    for criterion in eligibility.walk():
        starts = [each.span.start for each in criterion.constraints]
        if any(each.kind == "presence" for each in criterion.constraints):
            assert starts == sorted(starts)
        for each in criterion.constraints:
            if each.kind != "presence":
                continue
            assert each.subject is not None
            assert each.subject.text == text[each.subject.span.start : each.subject.span.end] != ""
            assert each.span.start <= each.subject.span.start < each.subject.span.end <= each.span.end
            assert criterion.span.start <= each.span.start < each.span.end <= criterion.span.end
            assert each.subject.category is not None
            assert each.negated_by is None or text[each.negated_by.start : each.negated_by.end].strip()
    assert parse_criteria(text) == eligibility


@LAWS
@given(TEXTS)
def test_a_logic_names_each_thing_that_is_asked_for_once(text: str) -> None:
    for criterion in parse_criteria(text).walk():
        named = [each for each in leaves(plain(criterion.logic)) if isinstance(each, int)]
        asked = [place for place, each in enumerate(criterion.constraints) if each.kind == "presence"]
        assert sorted(set(named) & set(asked)) == [
            place for place in asked if criterion.constraints[place].role == "limit"
        ]
        assert len(named) == len(set(named))


@pytest.mark.parametrize(
    "text",
    ["No prior EGFR exon 19 deletion", "Hepatitis B or C", "Donor with active gout, unless treated", "Allergy to egg"],
)
def test_things_come_back_from_json(text: str) -> None:
    eligibility = parse_criteria(text)
    assert Eligibility.model_validate_json(eligibility.model_dump_json()) == eligibility


def test_things_are_found_by_their_category() -> None:
    eligibility = parse_criteria(
        "Inclusion Criteria:\nCohort A only:\n- Gout\nAll participants:\n- Lithium; HbA1c < 9%"
    )
    (gout,) = eligibility.find(category="condition")
    assert (gout.constraint.subject and gout.constraint.subject.text, gout.condition and gout.condition.text) == (
        "Gout",
        "Cohort A only",
    )
    (lithium,) = eligibility.find(category="drug")
    assert lithium.condition is None
    assert [fact.constraint.kind for fact in eligibility.find("hba1c")] == ["threshold"]
    with pytest.raises(ValueError, match=r"category is condition or .*, not 'disease'"):
        eligibility.find(category="disease")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("subject", "asked", "found"),
    [
        ("kras", {}, ["KRAS mutation"]),
        ("EGFR", {"negated": False}, ["EGFR exon 19 deletion"]),
        ("EGFR", {"negated": True}, []),
        (None, {"negated": True}, ["KRAS mutation", "gout"]),
        (None, {"period": "past"}, ["gout"]),
        ("", {}, []),
    ],
)
def test_things_are_found_by_gene_denial_and_period(
    subject: str | None, asked: dict[str, Any], found: list[str]
) -> None:
    eligibility = parse_criteria("EGFR exon 19 deletion\nNo KRAS mutation\nNo history of gout\nTSC2")
    facts = eligibility.find(subject, **asked)
    assert [fact.constraint.subject and fact.constraint.subject.text for fact in facts] == found
    with pytest.raises(ValueError, match="period is past or present or future, not 'gone'"):
        eligibility.find(period="gone")  # type: ignore[arg-type]


SHAPES = (
    "gout, ", "no gout or ", "gout (", "(", ") ", "hepatitis B or ", "B or C, ", "allergy to ", "allergy to egg, ",
    "if gout, ", "unless ", "no ", "snarvik ", "prior active ", "EGFR ", "- gout\n", "viral or ",
    "history of gout except ", "history of gout ", "unless gout ", "gout other than ",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Hemoglobin mustn't be less than 30 g/L at screening",
        "Hemoglobin shall not be less than 30 g/L at screening",
        "Hemoglobin can not be over 30 g/L at screening",
    ],
)
def test_words_of_what_is_measured_name_no_thing(text: str) -> None:
    """Whatever stands behind the name: a thing that shares words with it would be asked for beside the limit."""
    assert [each.kind for each in parse_criteria(text).constraints] == ["threshold"]


@pytest.mark.parametrize("words", SHAPES)
def test_twice_the_things_are_twice_the_work(words: str) -> None:
    text = words * 100
    parse_criteria(text * 2)  # what is kept between texts is made
    assert calls(text * 2) <= 2.6 * calls(text)


@pytest.mark.slow
@pytest.mark.parametrize("words", SHAPES)
def test_a_hundred_thousand_characters_of_one_shape(words: str) -> None:
    text = words * (100_000 // len(words))
    half = text[: len(text) // 2]
    assert calls(text) <= 2.6 * calls(half)
