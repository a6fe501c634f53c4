"""Conditions: when and for whom a limit holds, and by which rule."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, governed, scope
from trialparse.criteria.scope.conditions import conditions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # leading: the sentence, and no further
        (
            "If taking prednisone, the dose must be ≤ 12 mg/day and stable for at least 5 weeks.",
            ["If taking prednisone", "If taking prednisone"],
        ),
        ("Ferritin > 50 ng/mL. If anaemic, haemoglobin must be > 8 g/dL.", [None, "If anaemic"]),
        (
            "If on azathioprine, sirolimus, or tacrolimus, the dose must be stable for at least 9 weeks",
            ["If on azathioprine, sirolimus, or tacrolimus"],
        ),
        ("For tacrolimus, the last dose must be at least 6 weeks before baseline", ["For tacrolimus"]),
        # beside a limit: that limit only
        ("ALT ≤ 3 x ULN, or ≤ 6 x ULN if the liver is involved", [None, "if the liver is involved"]),
        ("ALT ≤ 3 x ULN (≤ 6 x ULN in subjects with liver metastases)", [None, "in subjects with liver metastases"]),
        ("Waist in men ≥ 102 cm and in women ≥ 88 cm", ["in men", "in women"]),
        ("QTcF > 450 ms in men and > 470 ms in women", ["in men", "in women"]),
        ("QTcF > 450 ms (men) or > 470 ms (women)", ["men", "women"]),
        ("QT male > 450 ms, female > 470 ms", ["male", "female"]),
        ("BMI ≥ 35 kg/m2, or ≥ 30 kg/m2 with a serious comorbidity", [None, "with a serious comorbidity"]),
        # a limit inside the clause is not under it
        ("Systolic > 150 mmHg if < 65 years of age", ["if < 65 years of age", None]),
        ("Imaging within 8 weeks (4 weeks for small lesions) before baseline", [None, "for small lesions"]),
        # labels and sentence subjects
        ("In Part B, weight must be > 50 kg", ["In Part B"]),
        ("Cohort 3: ANC > 1500/mm3; platelets > 90000/mm3", ["Cohort 3", "Cohort 3"]),
        ("Part 1: age ≥ 18 years. Part 2: age ≥ 12 years", ["Part 1", "Part 2"]),
        ("Patients on warfarin must have an INR < 3", ["Patients on warfarin"]),
        ("Women must use contraception for 4 months after the last dose", ["Women"]),
        (
            "Men must use a condom for 3 months after dosing; women must use contraception for 6 months after dosing",
            ["Men", "women"],
        ),
        (
            "Troponin > 14 ng/L within 24 hours of admission (surgical patients, Visit 2).",
            ["surgical patients, Visit 2"] * 2,
        ),
        # no conditions
        ("Men and women must be ≥ 40 years old", [None]),
        ("Patients must have an INR < 3", [None]),
        ("Ferritin > 300 ng/mL in the absence of inflammation", [None]),
        ("Score ≥ 3 on a scale where 0 means no pain", [None]),
        ("Age ≥ 18 years, willing to use contraception if female", [None]),
        ("Guardians must have provided consent within 7 days", [None]),
        ("The following tests in the study population: ANC > 1500/mm3", [None]),
    ],
)
def test_under_which_condition_a_limit_holds(text: str, expected: list[str | None]) -> None:
    assert scope(text, "condition") == expected


@pytest.mark.parametrize(
    ("text", "whys"),
    [
        ("Stage 2: lipase < 60 U/L", ()),
        ("Arm B: lipase < 60 U/L", ("condition.label",)),
        ("Smokers must have an FEV1 > 60%", ("condition.subject",)),
        ("For sirolimus, the trough level must be < 12 ng/mL", ("condition.topic",)),
        ("If feverish, the heart rate must be < 120 bpm", ("condition.leading", "leading.main")),
        ("Lipase < 60 U/L if jaundiced", ("condition.beside", "beside.left")),
        ("Lipase in women < 60 U/L", ("condition.beside", "beside.right")),
        ("Lipase < 60 U/L (smokers)", ("group.beside", "beside.left")),
        ("In cohort 4, lipase < 60 U/L", ("group.leading",)),
        ("Lipase < 60 U/L even if jaundiced", ()),
        ("Lipase < 60 U/L in the absence of pain", ()),
    ],
)
def test_a_condition_names_the_rules_that_found_it(text: str, whys: tuple[str, ...]) -> None:
    assert tuple(why for clause in conditions(frame_of(text)) for why in clause.whys) == whys


def test_a_clause_that_leads_governs_up_to_the_next_of_its_kind() -> None:
    frame = frame_of("Part A: lipase < 60 U/L. Part B: lipase < 90 U/L")
    one, other = conditions(frame)
    assert one.reach_after == other.first
    assert governed(frame, [one, other]) == [("< 60 U/L", "Part A"), ("< 90 U/L", "Part B")]
