"""Negation: which limits a word denies, and by which rule."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, scope
from limits import limits
from trialparse import parse_criteria
from trialparse.criteria.scope.negation import Denial, negations


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
def test_which_limits_are_negated(text: str, expected: list[bool]) -> None:
    assert scope(text, "negated") == expected


@pytest.mark.parametrize(
    ("text", "why", "word"),
    [
        ("No seizure within 6 months", "negation.ahead", "No"),
        ("Patients without fever above 38.5 °C", "negation.ahead", "without"),
        ("Not willing to use contraception for 3 months", "negation.unwilling", "Not"),
        ("Cannot agree to use contraception for 3 months", "negation.unwilling", "Cannot"),
    ],
)
def test_a_denial_names_its_word_and_rule(text: str, why: str, word: str) -> None:
    frame = frame_of(text)
    (denial,) = negations(frame, [], None).denials.values()
    assert denial.atom is not None
    assert denial.whys == (why,)
    assert frame.sentence.of(frame.sentence.atoms[denial.atom]) == word


@pytest.mark.parametrize(
    ("text", "denied", "open_"),
    [
        ("Sodium > 150 mmol/L", 1, True),
        ("Sodium > 150 mmol/L, ferritin < 30 ng/mL", 2, True),
        ("Stroke; or sodium > 150 mmol/L", 1, True),
        ("Must have sodium > 130 mmol/L", 0, False),
        ("Sodium > 150 mmol/L. Ferritin < 30 ng/mL", 1, False),
    ],
)
def test_a_lead_in_denies_what_follows(text: str, denied: int, open_: bool) -> None:
    found = negations(frame_of(text), [], Denial(None, ("negation.inherited",)))
    assert (len(found.denials), found.open is not None) == (denied, open_)
    assert all(denial.atom is None for denial in found.denials.values())


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        # a time that lasts is itself the negative state
        ("No new antidepressant for 6 weeks", False),
        ("Off steroids for 4 weeks", False),
        ("No relapse at least 2 years after treatment", False),
        # save where the will is denied, or the state that lasts
        ("Unwilling to stop smoking for 2 weeks", True),
        ("Lymphoma that has not been in complete remission for 3 years", True),
        ("Women who are not postmenopausal for at least 12 months", True),
        ("No change of the stable dose for 8 weeks", False),
        ("Women who have not been free of bleeding for 1 year", True),
        ("Pregnancy or unwilling to use contraception for 3 months", True),
        # what somebody has not recovered from was there
        ("Not recovered from an operation within 4 weeks", False),
        ("Rash that has not resolved to grade 1 or less", True),
        # what is measured beside a treatment, and the dose of it
        ("Not on dialysis with an eGFR > 30 mL/min", False),
        ("Not on prednisone > 10 mg/day", True),
        # what explains the denied thing, and what its absence
        ("No renal failure (creatinine > 2 mg/dL)", True),
        ("No renal failure (creatinine < 1.5 mg/dL)", False),
        ("No anaemia, defined as a haemoglobin < 10 g/dL", True),
        ("Without organ failure: haemoglobin > 10 g/dL", False),
        ("Never smoked, defined as fewer than 100 cigarettes", False),
        # a test, not the thing tested for
        ("No pneumonia as shown by a chest X-ray within 4 weeks", False),
        # a clause, people, a count or a measurement of its own
        ("Having no vasectomy or whose last injection was within 2 years", False),
        ("Never took a biologic or stopped taking it at least 90 days ago", False),
        ("Women without contraception, or patients planning surgery within 6 months", False),
        ("Not nursing, and at least one of the following applies", False),
        ("Never or light smoker (< 15 pack-years)", False),
        # an exception, and a list that goes on
        ("No steroid except prednisone <= 10 mg daily", False),
        ("No arrhythmia, including but not limited to fibrillation within 3 months", True),
    ],
)
def test_which_constraints_are_denied(text: str, negated: bool) -> None:
    assert [each.negated for each in limits(parse_criteria(text))] == [negated]


SECOND_DENIALS = {
    "No stroke within 6 months and ALT cannot be longer than 30 U/L": [True, False],
    "No stroke within 6 months and BMI mustn't be heavier than 30": [True, False],
    "No stroke within 6 months and ALT must not exceed 30 U/L": [True, False],
    "No stroke within 6 months and sodium not more than 130 mmol/L": [True, False],
    "No stroke within 6 months, weight must never be under 40 kg": [True, False],
    "No patient whose ALT is not above 30 U/L": [True],
    "Creatinine must not, at any time, be no less than 12 mg/dL": [True],
    "No patient must have a CRP above 30 mg/L": [True],
    "No subjects should have ALT > 40 U/L": [True],
    "Not on dialysis sodium must be > 130 mmol/L": [False],
}


@pytest.mark.parametrize(("text", "negated"), SECOND_DENIALS.items())
def test_a_denial_of_its_own_is_not_denied_by_one_before_it(text: str, negated: list[bool]) -> None:
    assert [each.negated for each in limits(parse_criteria(text))] == negated


# The limits of an exclusion behind a denial: whether each is denied, and whether that is sure.
BEHIND_A_JOINT = {
    "Lack of liver function, albumin < 25 g/L": [(True, False)],
    "Lack of consent, or albumin < 25 g/L": [(True, False)],
    "Without liver function (albumin < 25 g/L)": [(True, False)],
    "No albumin > 25 g/L, ferritin > 20 ng/mL": [(True, True), (True, True)],
    "No angina, stroke or thrombosis within 3 months": [(True, True)],
}


@pytest.mark.parametrize(("text", "expected"), BEHIND_A_JOINT.items())
def test_an_exclusion_may_begin_behind_a_joint(text: str, expected: list[tuple[bool, bool]]) -> None:
    found = limits(parse_criteria(f"Exclusion Criteria:\n- Gout\n- {text}"))
    assert [(each.negated, each.certainty == "sure") for each in found] == expected


def test_what_is_well_is_not_denied_with_too_little_or_too_much() -> None:
    texts = ("No severe cytopenia (platelets >= 80 x 10^9/L)", "No thrombocytosis (platelets <= 420 x 10^9/L)")
    assert not any(each.negated for text in texts for each in limits(parse_criteria(text)))
    (ill,) = limits(parse_criteria("No thrombocytopenia (platelets < 80 x 10^9/L)"))
    assert ill.negated


def test_a_line_that_breaks_off_at_a_denial() -> None:
    found = limits(parse_criteria("Inclusion Criteria:\n- HbA1c must not be\n> 9%\n- BMI > 25 kg/m2"))
    assert [each.certainty for each in found] == ["doubtful", "sure"]
