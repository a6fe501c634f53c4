"""Scope: what is negated, under which condition, save for what; and what a lead-in says of its children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialparse.criteria import read_criteria
from trialparse.text import fold

Plain = dict[str, Any]


def constraints(text: str) -> list[Plain]:
    return [constraint for _, constraint in _walk(text)]


def _walk(text: str) -> Iterator[tuple[str, Plain]]:
    folded = fold(text)
    criteria, _ = read_criteria(text, folded, [(0, len(text), "unknown")])
    open_ = list(reversed(criteria))
    while open_:
        criterion = open_.pop()
        for constraint in criterion["constraints"]:
            yield criterion["id"], constraint
        open_ += reversed(criterion["children"])


def scope(text: str, field: str) -> list[tuple[str, Any]]:
    """(words of the constraint, its negation or the words of its condition or exception) in the order of the text."""
    found = []
    for constraint in constraints(text):
        value = constraint[field]
        words = text[constraint["span"]["start"] : constraint["span"]["end"]]
        found.append((words, " ".join(value["text"].split()) if isinstance(value, dict) else value))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list under one negation
        ("No angina, stroke or thrombosis within 3 months", [True]),
        ("Must not have ferritin > 900 ng/mL or bilirubin > 2 mg/dL", [True, True]),
        ("No seizure within 6 months; or transplant within 2 years", [True, True]),
        # the bracket takes part; a negation in a bracket stays there
        ("No severe hypertension (systolic > 170 mmHg or diastolic > 105 mmHg)", [True, True]),
        ("Stable lesions (not ulcerated) with a diameter of > 2 cm", [False]),
        # terminators
        ("No rash but a heart rate > 90 bpm", [False]),
        ("Not pregnant and has a BMI of at least 20 kg/m2", [False]),
        ("Without infection, LVEF > 40%", [False]),
        ("No bleeding within 7 days. Haemoglobin > 8 g/dL", [True, False]),
        ("No chronic lung disease Bilirubin less than 2 mg/dL", [False]),
        # no negation of the limit
        ("Not only overweight patients with BMI > 30 kg/m2", [False]),
        ("Asthma with or without an FEV1 < 80%", [False]),
        ("Hypertension not adequately controlled (systolic > 160 mmHg)", [False]),
        ("If not on a diet, HbA1c must be < 8%", [False]),
        ("Anaemia not due to bleeding with haemoglobin < 9 g/dL", [False]),
        ("eGFR 15-29 mL/min not requiring dialysis and potassium > 5 mmol/L", [False, False]),
        ("Women who are not breastfeeding and aged 18 to 45 years", [False]),
        # a state that lasts is itself the negative one, save where the will is denied
        ("No new antidepressant for at least 6 weeks", [False]),
        ("Not willing to use contraception for 3 months after the last dose", [True]),
    ],
)
def test_negation(text: str, expected: list[bool]) -> None:
    assert [negated for _, negated in scope(text, "negated")] == expected


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
def test_condition(text: str, expected: list[str | None]) -> None:
    assert [condition for _, condition in scope(text, "condition")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cancer within 4 years, except cured skin cancer", ["except cured skin cancer"]),
        ("AST > 3 x ULN, bilirubin > 2 x ULN unless Gilbert syndrome", [None, "unless Gilbert syndrome"]),
        ("Score (excluding fatigue) ≥ 5 points at screening", ["excluding fatigue"]),
        ("Toxicity > grade 1 (alopecia is acceptable)", ["alopecia is acceptable"]),
        ("With the exception of alopecia, toxicity must be below grade 2", ["With the exception of alopecia"]),
        ("Any drug other than aspirin within 24 hours", [None]),
        ("Vaccination within 30 days unless otherwise specified", [None]),
        ("Vaccination within 30 days. Influenza vaccine is allowed.", [None]),
        ("Cancer except melanoma in the past 5 years", ["except melanoma"]),
        ("Cancer except lymphoma that has been in remission for 5 years", [None]),
        ("Lymphoma unless free of disease for ≥ 5 years", [None]),
    ],
)
def test_exception(text: str, expected: list[str | None]) -> None:
    assert [exception for _, exception in scope(text, "exception")] == expected


def test_a_lead_in_speaks_for_its_children() -> None:
    text = (
        "1. At screening, patients on dialysis must not have any of the following:\n"
        "   a. Potassium > 6 mmol/L\n"
        "   b. Calcium > 3 mmol/L if symptomatic\n"
        "2. Sodium > 130 mmol/L"
    )
    found = constraints(text)
    assert [constraint["negated"] for constraint in found] == [True, True, False]
    assert [(constraint["anchor"] or {}).get("key") for constraint in found] == ["SCREENING", "SCREENING", None]
    conditions = [(constraint["condition"] or {}).get("text") for constraint in found]
    assert conditions == ["patients on dialysis", "if symptomatic", None]


_PIECES = [
    "if", "unless", "no", "not", "(", ")", ",", ";", ":", ".", "and", "or", "in women", "males", "Part A", "must",
    "patients who", "except", "ALT", "> 3 x ULN", "within 6 months", "≥ 18 years", "screening", "but", "Bilirubin",
    "is allowed", "\n",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join))
def test_clauses_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    for constraint in constraints(text):
        for clause in (constraint["condition"], constraint["exception"]):
            if clause is not None:
                assert clause["text"] == folded[clause["span"]["start"] : clause["span"]["end"]] != ""
