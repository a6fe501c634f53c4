"""One row a trial states what a participant must satisfy, and names what is not in it."""

from typing import Any

import pytest

from limits import is_limit
from outputs.tables.pages import fixtures, texts
from trialparse import Age, Eligibility, Parser, compare, parse, parse_criteria, to_frame
from trialparse.outputs.tables.limits import REASONS

FIXED = {"trial", "trial_id", "sex", "healthy_volunteers", "strict", "stated_in", "left_out", "left_out_why", "unread"}
FIXED |= {"text", "start", "end"}


def listed(kind: str, lines: str) -> str:
    """Criteria under their heading; a line that is indented has its own marker."""
    items = "".join(f"{line}\n" if line.startswith(" ") else f"- {line}\n" for line in lines.splitlines())
    return f"{kind} Criteria:\n{items}" if lines else ""


def row(inclusion: str = "", exclusion: str = "") -> dict[str, Any]:
    text = listed("Inclusion", inclusion) + listed("Exclusion", exclusion)
    return to_frame(parse_criteria(text), "wide", backend="polars").row(0, named=True)


def limits(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in FIXED}


@pytest.mark.parametrize(
    ("inclusion", "exclusion", "expected", "strict"),
    [
        ("HbA1c 7.0% to 10.5%", "", {"hba1c_min": 7.0, "hba1c_max": 10.5}, None),
        ("HbA1c > 7%", "", {"hba1c_min": 7.0}, "hba1c_min"),
        ("", "Platelets < 50 × 10⁹/L", {"plt_min": 50.0}, None),
        ("", "Platelets ≤ 50 × 10⁹/L", {"plt_min": 50.0}, "plt_min"),
        ("ALT ≤ 2.5 × ULN", "", {"alt_max_uln": 2.5}, None),
        ("", "ALT or AST > 3 × ULN", {"alt_max_uln": 3.0, "ast_max_uln": 3.0}, None),
        ("ECOG 0-1", "", {"ecog_levels": "0 | 1"}, None),
        ("", "NYHA III or IV", {"nyha_levels": "I | II"}, None),
        ("HbA1c ≥ 53 mmol/mol", "", {"hba1c_min_mmol_per_mol": 53.0}, None),
        ("Age 6 to 18 months", "", {"age_min_mo": 6.0, "age_max_mo": 18.0}, None),
        ("HbA1c ≥ 7%\nHbA1c ≥ 8%", "HbA1c > 11%\nHbA1c > 10%", {"hba1c_min": 8.0, "hba1c_max": 10.0}, None),
        ("HbA1c ≥ 7%\nHbA1c > 7%", "", {"hba1c_min": 7.0}, "hba1c_min"),
        ("ECOG 0-2", "ECOG 2-4", {"ecog_levels": "0 | 1"}, None),
        ("Labs:\n  - HbA1c < 9%", "", {"hba1c_max": 9.0}, "hba1c_max"),
        ("", "Renal impairment (eGFR < 30 mL/min/1.73 m²)", {"egfr_min": 30.0}, None),
        ("Creatinine clearance ≥ 50 mL/min using the Cockcroft-Gault equation", "", {"crcl_min": 50.0}, None),
        ("HbA1c ≥ 7% and able to walk", "", {"hba1c_min": 7.0}, None),
    ],
)
def test_limits_are_what_a_participant_must_satisfy(
    inclusion: str, exclusion: str, expected: dict[str, Any], strict: str | None
) -> None:
    found = row(inclusion, exclusion)
    assert limits(found) == expected
    assert (found["strict"], found["left_out"], found["left_out_why"]) == (strict, 0, None)


@pytest.mark.parametrize(
    ("inclusion", "exclusion", "why"),
    [
        ("HbA1c > 8% or glucose > 200 mg/dL", "", "I1 hba1c: alternative"),
        ("HbA1c > 8% or\nFasting glucose > 126 mg/dL", "", "I1 hba1c: alternative"),
        ("HbA1c ≥ 7% or on insulin", "", "I1 hba1c: alternative"),
        ("", "ALT > 3 × ULN and bilirubin > 2 × ULN", "E1 alt: alternative"),
        ("", "Platelets < 75 × 10⁹/L and active bleeding", "E1 plt: alternative"),
        ("", "Diabetics with HbA1c > 9%", "E1 hba1c: alternative"),
        ("", "Patients with cirrhosis and:\n  - Platelets < 50 × 10⁹/L", "E1.1 plt: alternative"),
        ("", "Creatinine > 2 mg/dL unless on dialysis", "E1 scr: exception"),
        ("Weight > 35 kg when under 11 years", "", "I1 weight: condition"),
        ("", "eGFR 30 to 45 mL/min/1.73 m²", "E1 egfr: middle"),
        ("", "Donor age > 60 years", "E1 age: somebody else"),
        ("Age at diagnosis < 18 years", "", "I1 age: another time"),
        ("", "Major surgery within 4 weeks before randomization", "E1 Major surgery: no value"),
        ("Patients of arm 2: HbA1c ≥ 9%", "", "I1 hba1c: condition"),
        ("HbA1c ≥ 9%", "HbA1c > 7%", "E1 hba1c_max: contradictory"),
        ("PSA level ≥ 2 ng/mL above nadir PSA", "", "I1 psa: other words"),
        ("Hamilton Depression Scale (24 items) ≥ 14", "", "I1 hamd17: other words"),
        ("Blood pressure < 140/90 mmHg at > 80% of the readings", "", "I1 sbp: other words"),
        (
            "",
            "Not recovered to CTCAE grade 0-1, with the following exceptions: hair loss",
            "E1 ctcae_grade: alternative",
        ),
        ("", "Bilirubin > 10% above upper limit of normal", "E1 bili: other words"),
        ("", "Symptomatic LVEF < 40%", "E1 lvef: other words"),
        ("For patients 12-17 years old, assent of the child", "", "I1 age: group"),
        ("ALT ≤ 2.5 × ULN; ALT ≤ 5 × ULN if liver metastases are present", "", "I1 alt: condition"),
        ("Hemoglobin ≥ 9 g/dL. Hemoglobin ≥ 10 g/dL", "", "I1 hgb: several"),
    ],
)
def test_what_is_no_limit_alone_is_left_out_and_named(inclusion: str, exclusion: str, why: str) -> None:
    found = row(inclusion, exclusion)
    assert limits(found) == {}
    assert why in found["left_out_why"].split(" | ")
    assert found["left_out"] == len(found["left_out_why"].split(" | "))


def test_what_is_asked_of_a_group_is_left_out() -> None:
    text = "Inclusion Criteria:\n\nCohort A:\n- HbA1c ≥ 9%\nCohort B:\n- HbA1c ≥ 7%\n"
    found = to_frame(parse_criteria(text), "wide", backend="polars").row(0, named=True)
    assert (limits(found), found["left_out_why"]) == ({}, "I1 hba1c: condition | I2 hba1c: condition")


def test_what_is_said_of_some_leaves_what_holds_for_all() -> None:
    found = row("Age 18 to 40 years. For patients under 20 years of age, the wrist must be fully grown")
    assert limits(found) == {"age_min": 18.0, "age_max": 40.0}
    assert found["left_out_why"] == "I1 age: group"


def test_without_headings_nothing_is_asked_as_fact() -> None:
    found = to_frame(parse_criteria("HbA1c < 9%"), "wide", backend="polars").row(0, named=True)
    assert found["left_out_why"].endswith("hba1c: polarity")


def test_ages_come_from_the_fields_where_the_criteria_have_none() -> None:
    fields = {"minimum_age": Age(value=18, unit="Years"), "maximum_age": Age(value=70, unit="Years"), "sex": "FEMALE"}
    frame = to_frame(Eligibility(**fields), "wide", backend="polars")
    assert frame.select("age_min", "age_max", "sex", "stated_in").row(0) == (
        18.0, 70.0, "FEMALE", "age_min minimum_age | age_max maximum_age",
    )  # fmt: skip
    stated = parse_criteria("Inclusion Criteria:\n- Age 20 to 65 years").model_copy(update=fields)
    frame = to_frame(stated, "wide", backend="polars")
    assert frame.select("age_min", "age_max", "stated_in").row(0) == (20.0, 65.0, "age_min I1 | age_max I1")


def test_every_limit_is_in_the_row_or_named() -> None:
    for trial in fixtures():
        found = to_frame(trial, "wide", backend="polars").row(0, named=True)
        named = [each.partition(" ")[0] for each in (found["left_out_why"] or "").split(" | ")]
        for criterion in (fact.criterion for fact in trial.facts if is_limit(fact.constraint)):
            assert criterion.id in named or limits(found)
        assert all(each.rpartition(": ")[2] in REASONS for each in (found["left_out_why"] or "x: scale").split(" | "))


def test_levels_that_several_criteria_narrow_name_them_all() -> None:
    found = row("ECOG 0-2", "ECOG 2-4")
    assert (found["ecog_levels"], found["stated_in"]) == ("0 | 1", "ecog_levels I1, E1")


def test_columns_are_in_one_order_and_can_be_fewer() -> None:
    trials = [parse(text) for text in texts(40)]
    forth, back = to_frame(trials, "wide"), to_frame(trials[::-1], "wide")
    assert list(forth.columns) == list(back.columns)
    few = to_frame(trials, "wide", min_trials=20)
    dropped = set(forth.columns) - set(few.columns)
    assert dropped
    assert all(forth[name].count() < 20 for name in dropped)
    assert "age_min" in few.columns


@pytest.mark.parametrize("least", [0, -1, 1.5, True, "2", None])
def test_how_many_trials_is_a_whole_number(least: Any) -> None:
    with pytest.raises(ValueError, match="min_trials is a whole number from 1 on"):
        to_frame([], "wide", min_trials=least)


def test_compare_stands_side_by_side() -> None:
    trials = [parse(f"Inclusion Criteria:\n- HbA1c {limit}") for limit in ("≥ 9%", "7% to 8%", "≥ 53 mmol/mol")]
    frame = compare(trials, "hba1c", "polars")
    assert frame.select("trial", "interval").rows() == [(1, "[7,8]"), (0, "[9,)"), (2, "[53,)")]
    assert compare(trials, "HbA1c", "polars").equals(frame)
    assert compare(iter(trials), "sledai_2k").shape == (0, frame.width)


def test_compare_names_what_is_near() -> None:
    with pytest.raises(LookupError, match="near to it: hba1c"):
        compare([], "hba1")
    with pytest.raises(TypeError, match="not int"):
        compare([], 3)  # type: ignore[call-overload]


def test_measurements_of_a_pack_need_its_parser() -> None:
    parser = Parser()
    trial = parser.parse("Inclusion Criteria:\n- ALT < 50 U/L")
    assert to_frame(trial, "wide", parser=parser).alt_max.tolist() == [50.0]
