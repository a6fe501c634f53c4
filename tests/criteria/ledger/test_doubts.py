"""What makes a constraint doubtful."""

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from limits import limits
from trialparse import Pack, Parser, explain, parse_criteria
from trialparse.criteria.ledger.doubts import _code
from trialparse.model.constraint import Doubt


def test_every_sign_has_a_documented_code() -> None:
    table = tomllib.loads((files("trialparse.criteria.ledger") / "doubts.toml").read_text("utf-8"))
    learnt = {_code(sign) for part in ("signs", "rules") for sign in table.get(part, {})}
    assert learnt <= set(get_args(Doubt))
    assert table["threshold"] > 0


def test_an_inferred_side_is_doubtful() -> None:
    (constraint,) = parse_criteria("6 weeks since surgery").constraints
    assert constraint.certainty == "doubtful"
    assert "inferred-side" in constraint.doubts


def test_a_stated_side_is_sure() -> None:
    for text in ("At least 6 weeks since surgery", "Stable dose for 3 months", "BMI 18 to 30 kg/m2", "ECOG 0-1"):
        (constraint,) = parse_criteria(text).constraints
        assert (constraint.certainty, constraint.doubts) == ("sure", ())


def test_the_second_reader_does_not_judge_the_rules_of_packs() -> None:
    def drops(criterion):  # type: ignore[no-untyped-def]
        for found in criterion.find(r"(\d+) drops"):
            yield criterion.limit(*found.span(), upper=int(found[1]))

    parser = Parser(packs=["core", Pack("eyes", "1", rules=[drops])])
    (constraint,) = parser.parse_criteria("He takes 3 drops").constraints
    assert (constraint.rule, constraint.certainty) == ("eyes:drops", "sure")


def test_explain_names_the_doubts_and_the_words_that_were_not_used() -> None:
    (criterion,) = parse_criteria("6 weeks since 3 surgeries").criteria
    assert ("3", "unused number") in [(part.text, part.meaning) for part in explain(criterion).doubts]
    assert any("inferred-side" in part.meaning for part in explain(criterion).doubts)


def test_facts_are_found_by_their_certainty() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n- HbA1c < 9%\n- HbA1c 7% 9")
    assert [fact.criterion.id for fact in eligibility.find("hba1c", certainty="sure")] == ["I1"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Albumin and sodium of at least 3 and 130", "unused-number"),
        ("Prednisone of at least 2 x 10 mg daily", "unused-number"),
        ("No person without an albumin of at least 3 g/dL is admitted", "unused-negation"),
        ("Ferritin > 300 µg/L in men and 200 µg/L in women of part B", None),
    ],
)
def test_a_word_that_changes_the_meaning_and_is_not_used_makes_doubtful(text: str, doubt: str | None) -> None:
    found = limits(parse_criteria(text))
    assert found
    assert all(doubt in each.doubts if doubt else each.doubts == () for each in found)


def test_a_rule_may_doubt_what_it_gives() -> None:
    def eggs(criterion):  # type: ignore[no-untyped-def]
        for found in criterion.find(r"(\d+) eggs"):
            yield criterion.limit(*found.span(), upper=int(found[1]), certainty="doubtful")

    (constraint,) = Parser(packs=["core", Pack("farm", "1", rules=[eggs])]).parse_criteria("Eats 3 eggs").constraints
    assert (constraint.certainty, constraint.doubts) == ("doubtful", ("rule-said",))


def test_what_is_doubtful_is_found_without_a_subject() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n- HbA1c < 9%\n- 6 weeks since surgery")
    assert [fact.criterion.id for fact in eligibility.find(certainty="doubtful")] == ["I2"]
    with pytest.raises(ValueError, match="sure or doubtful, not 'certain'"):
        eligibility.find("hba1c", certainty="certain")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Alcohol within 2 hours of a meal", "unsure-anchor"),
        ("Lipase > 60 U/L, or with pain that comes back again after each of the meals and HbA1c < 6%", "unsure-join"),
        ("No fever: CRP ≥ 5 mg/L", "unsure-negation"),
        ("Exclusion Criteria:\n- Patients with an INR of 2 to 3 on warfarin are eligible", "unsure-negation"),
        ("Inclusion Criteria:\n- Patients with gout and SBP > 160 mmHg are not eligible", "unsure-negation"),
        ("ANC ≥ 1500", "implausible-value"),
    ],
)
def test_two_readings_that_are_near_equal_are_doubtful(text: str, code: str) -> None:
    found = limits(parse_criteria(text))
    assert found
    assert all(code in constraint.doubts for constraint in found)


@pytest.mark.parametrize(
    "text",
    [
        "Alcohol within 2 hours after a meal",
        "Surgery within 4 weeks of enrollment",
        "Lipase > 60 U/L or ferritin < 20 ng/mL",
        "No fever and CRP < 5 mg/L",
    ],
)
def test_a_plain_reading_is_sure(text: str) -> None:
    assert not any(code.startswith("unsure") for each in limits(parse_criteria(text)) for code in each.doubts)
