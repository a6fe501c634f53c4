"""Logic: how the constraints and the children of a criterion combine."""

from __future__ import annotations

from typing import Any

import pytest

from criteria.scope.reading import criteria
from limits import is_limit, limits
from trialparse.criteria import asked_of_all
from trialparse.criteria.kinds import read_constraints
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.logic import joins_of
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.loader import builtin
from trialparse.text import fold


def shape(logic: Any, constraints: Any = ()) -> str:
    """Logic in one line: `or(1, not(2), pallor)`.

    Limits stand there by their number among themselves, things by their words, children as `c`, If as `if` or `unless`.
    """
    if logic is None:
        return ""
    if logic["op"] == "ref":
        return "c" if logic.get("criterion") else _named(constraints, logic["constraint"])
    if logic["op"] in ("not", "if"):
        op = logic["op"] if logic.get("holds", True) else "unless"
        return f"{op}({shape(logic.get('item') or logic.get('then'), constraints)})"
    n = logic.get("n", "")
    return f"{logic['op']}{n}({', '.join(shape(item, constraints) for item in logic['items'])})"


def _named(constraints: Any, place: int) -> str:
    one = constraints[place]
    return str(len(limits(constraints[: place + 1]))) if is_limit(one) else one["subject"]["text"].lower()


def shape_of(criterion: Any) -> str:
    return shape(criterion["logic"], criterion["constraints"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lipase < 60 U/L", "1"),
        ("Lipase < 60 U/L and ferritin > 20 ng/mL", "and(1, 2)"),
        ("Lipase > 60 U/L or ferritin < 20 ng/mL", "or(1, 2)"),
        ("Lipase > 60 U/L and ferritin < 20 ng/mL or sodium < 120 mmol/L", "or(and(1, 2), 3)"),
        ("Lipase or amylase > 90 U/L", "or(1, 2)"),
        ("Lipase and amylase > 90 U/L", "and(1, 2)"),
        ("No fever above 38.5 °C", "not(1)"),
        ("Lipase < 60 U/L if jaundiced", "if(1)"),
        ("No fever above 38.5 °C if jaundiced", "if(not(1))"),
        ("Lipase < 60 U/L (or jaundice); ferritin > 20 ng/mL", "and(or(1, jaundice), 2)"),
        ("Able to walk", "able to walk"),
        ("Written consent", ""),
        # a denial denies all alternatives
        ("BMI must not be < 17 or > 36 kg/m2", "not(or(1, 2))"),
        ("No lipase > 60 U/L or ferritin < 20 ng/mL", "not(or(1, 2))"),
        ("Lipase > 60 U/L or no ferritin < 20 ng/mL", "or(1, not(2))"),
        # the last join of a list is that of all
        ("Lipase > 60 U/L, ferritin < 20 ng/mL, or sodium < 120 mmol/L", "or(1, 2, 3)"),
        ("Lipase > 60 U/L; ferritin < 20 ng/mL; or sodium < 120 mmol/L", "or(1, 2, 3)"),
        ("Lipase < 60 U/L, ferritin > 20 ng/mL, and sodium > 120 mmol/L", "and(1, 2, 3)"),
        ("LVEF > 45%, lipase or amylase < 90 U/L", "and(1, or(2, 3))"),
        ("Sodium > 130 mmol/L, heart rate < 45 or > 95 bpm", "and(1, or(2, 3))"),
        # what stands within a subject joins nothing
        ("DSM-5 diagnosis of panic, dementia, or delirium in the past 2 months", "and(1, 2)"),
        ("At least one suspected or confirmed relapse within the last year", "and(1, 2)"),
        ("Asthma for at least 2 years treated with salmeterol or formoterol for at least 4 months", "and(1, 2)"),
        ("Stroke within 6 months of screening or bypass within 3 months", "or(1, 2)"),
        ("Oral iron within 3 weeks before the first visit, or intravenous iron within 9 weeks", "or(1, 2)"),
        ("Age ≥ 21 years, male or female, with LVEF > 42%", "and(1, 2)"),
        ("Age ≥ 21 years, male, or female, with LVEF > 42%", "and(1, 2)"),
        ("At least one lesion on plain or contrast scans measuring > 2.2 cm", "and(1, 2)"),
        ("Cirrhosis for ≥ 2 years, either lipase > 60 U/L or ferritin < 20 ng/mL", "and(1, or(2, 3))"),
        # what holds closest is joined first
        ("Lipase > 60 U/L or ferritin < 20 ng/mL, and sodium < 120 mmol/L", "and(or(1, 2), 3)"),
        ("Lipase > 60 U/L and ferritin < 20 ng/mL; or sodium < 120 mmol/L", "or(and(1, 2), 3)"),
        ("Lipase > 60 U/L AND ferritin < 20 ng/mL or sodium < 120 mmol/L", "and(1, or(2, 3))"),
        ("Ferritin > 20 ng/mL (lipase > 60 U/L or sodium < 120 mmol/L) and CRP > 12 mg/L", "and(1, or(2, 3), 4)"),
        ("Lipase > 60 U/L or ferritin < 20 ng/mL. Sodium > 120 mmol/L", "and(or(1, 2), 3)"),
        (
            "Lipase or amylase < 90 U/L, or < 120 U/L if jaundiced; sodium > 120 mmol/L",
            "and(or(unless(1), unless(2), if(3), if(4)), 5)",
        ),
        ("Age 20-72 years, lipase > 60 U/L or ferritin < 20 ng/mL", "and(1, or(2, 3))"),
        ("Lipase > 60 U/L, ferritin < 20 ng/mL, or jaundice", "or(1, 2, jaundice)"),
        ("Lipase > 60 U/L, or, in doubtful cases, ferritin < 20 ng/mL and CRP > 12 mg/L", "or(1, and(2, 3))"),
        ("Lipase, amylase, or ferritin > 90 U/L", "or(1, 2, 3)"),
        # a time behind alternatives is that of all
        ("Lipase > 60 U/L or ferritin < 20 ng/mL within 2 weeks before randomization", "and(or(1, 2), 3)"),
        # what stands in a clause of another limit is not asked for
        ("Lipase < 60 U/L for patients with ferritin > 20 ng/mL", "if(1)"),
        # nobody is both
        ("Age less than 20 years and over 72 years", "or(1, 2)"),
        # lists within a criterion
        ("At least two of: fever > 38.5 °C, CRP > 12 mg/L, ESR > 32 mm/h", "at_least2(2, 3, 4)"),
        ("≥ 2 of the following: fever > 38.5 °C, CRP > 12 mg/L or ESR > 32 mm/h", "at_least2(2, 3, 4)"),
        ("At least 2 out of 3: fever > 38.5 °C, CRP > 12 mg/L, ESR > 32 mm/h", "at_least2(2, 3, 4)"),
        ("Any two of fever > 38.5 °C, CRP > 12 mg/L, or ESR > 32 mm/h", "at_least2(1, 2, 3)"),
        ("One or more of the following: lipase > 60 U/L, sodium < 120 mmol/L", "or(2, 3)"),
        ("Any of the following: lipase > 60 U/L, sodium < 120 mmol/L", "or(1, 2)"),
        ("All of the following: lipase < 60 U/L, sodium > 120 mmol/L", "and(1, 2)"),
        ("No more than 1 of the following: lipase > 60 U/L, sodium < 120 mmol/L", "not(at_least2(2, 3))"),
        ("None of the following: lipase > 60 U/L; sodium < 120 mmol/L", "and(not(1), not(2))"),
        ("BMI > 31 kg/m2 and at least 2 of: lipase > 60 U/L, sodium < 120 mmol/L", "and(1, at_least2(3, 4))"),
        ("At least 2 of: lipase > 60 U/L, jaundice", "at_least2(2, jaundice)"),
        ("One or both of the following: lipase > 60 U/L, sodium < 120 mmol/L", "or(1, 2)"),
        ("≥ 1 of the major or ≥ 2 of the minor criteria", "or(1, 2)"),
        # the head of a list may have a limit of its own
        (
            "Any of these within 3 weeks before randomization: lipase > 60 U/L, pallor, or sodium < 120 mmol/L",
            "and(1, or(2, 3))",
        ),
        (
            "Any of the following within 3 weeks before randomization: pallor, lipase > 60 U/L, sodium < 120 mmol/L",
            "and(1, or(2, 3))",
        ),
        ("Subjects without any of the following: lipase > 60 U/L, sodium < 120 mmol/L", "not(or(1, 2))"),
        # two of one sort with an `or` between their words
        ("Stroke within 3 months prior to the first dose of study drug or a fall within 6 weeks", "or(1, 2)"),
        ("Received a live vaccine ≤ 5 weeks prior to day 1 or another vaccine ≤ 11 days prior to day 1", "or(1, 2)"),
        ("Blasts ≥ 6% by morphology or molecular evidence of ≥ 0.2% leukaemic cells", "or(1, 2)"),
        ("Prothrombin time or INR (≤ 1.3 × ULN) lipase (≤ 60 U/L)", "and(or(1, 2), 3)"),
        # what is counted is of the one size or of the other, in one time
        ("At least one lesion > 12 mm or > 23 mm by radiography", "and(1, or(2, 3), radiography)"),
        # what goes with the wider of two limits goes with that alone
        ("BMI ≥ 31, or ≥ 26 with at least one comorbidity", "or(1, and(2, 3))"),
        ("LVEF ≤ 31%, or ≤ 36% with at least two admissions", "or(1, and(2, 3))"),
        ("BMI ≥ 26, or ≥ 31 with at least one comorbidity", "and(or(1, 2), 3)"),
        # a limit for some replaces that for all
        ("Lipase < 60 U/L (< 90 U/L if jaundiced)", "and(unless(1), if(2))"),
        ("AST and ALT < 60 U/L (< 90 U/L in patients with jaundice)", "and(unless(1), unless(2), if(3), if(4))"),
        ("QTc < 460 ms or < 480 ms in patients with a pacemaker", "or(unless(1), if(2))"),
        ("BMI 24-41 kg/m2 (22-41 kg/m2 for Asian patients)", "and(unless(1), if(2))"),
        ("BMI 27-41 kg/m2 or 22-26 kg/m2 in patients with diabetes", "or(1, if(2))"),
        ("Lipase < 60 U/L; lipase > 9 U/L if jaundiced", "and(1, if(2))"),
        ("Lipase < 60 U/L (ferritin > 20 ng/mL if jaundiced)", "and(1, if(2))"),
        ("More than one fall or more than two near falls within 8 weeks", "and(or(1, 2), 3)"),
        # one denial of what is said of one thing
        ("No history of hypoglycemia with glucose below 51 mg/dL in the last 4 months", "not(and(1, 2))"),
        ("No prednisone > 22 mg/day within 5 weeks before screening", "not(and(1, 2))"),
        ("No hemoglobin below 8.5 g/dL with platelets below 55 x 10^9/L", "not(and(1, 2))"),
        ("No lipase > 60 U/L or amylase > 90 U/L within 5 weeks", "not(and(or(1, 2), 3))"),
        ("No lipase > 60 U/L and sodium < 120 mmol/L", "and(not(1), not(2))"),
        ("Not both age > 82 years and creatinine > 2.2 mg/dL", "not(and(1, 2))"),
        ("No stroke within 6 months, no fall within 5 months", "and(not(1), not(2))"),
        ("No lipase > 60 U/L or ferritin < 20 ng/mL if jaundiced", "not(or(1, if(2)))"),
        # in the excepted case nothing is asked, or what stands in its stead
        ("Lipase < 60 U/L unless jaundiced", "unless(1)"),
        ("INR < 1.4 unless on warfarin, then INR 2 to 3.5", "or(unless(1), if(2))"),
        ("INR < 1.4 unless on warfarin, then INR < 3.5", "and(unless(1), if(2))"),
        ("Lipase < 60 U/L except in patients with jaundice", "unless(1)"),
        ("If jaundiced, lipase < 60 U/L unless transfused", "if(unless(1))"),
        ("No prednisone > 22 mg/day within 5 weeks except for replacement", "unless(not(and(1, 2)))"),
        ("Exactly 1 of the following: lipase > 60 U/L, CRP > 12 mg/L", "and(or(2, 3), not(at_least2(2, 3)))"),
    ],
)
def test_constraints_are_joined_by_the_words_between(text: str, expected: str) -> None:
    (criterion,) = criteria(text)
    assert shape_of(criterion) == expected


@pytest.mark.parametrize(
    ("lead_in", "kind", "expected"),
    [
        ("At least 2 of the following:", "inclusion", "at_least2(c, c)"),
        ("More than 1 of the following:", "inclusion", "at_least2(c, c)"),
        ("At least 1 of the following:", "inclusion", "or(c, c)"),
        ("None of the following:", "inclusion", "not(or(c, c))"),
        ("Any 2 of the 3 criteria:", "inclusion", "at_least2(c, c)"),
        ("Any of the following:", "inclusion", "or(c, c)"),
        ("All of the following:", "exclusion", "and(c, c)"),
        ("Poor kidneys:", "exclusion", "and(poor kidneys, or(c, c))"),
        ("Good kidneys:", "inclusion", "and(c, c)"),
        ("Age over 60 years and any of the following:", "inclusion", "and(1, or(c, c))"),
        ("Age over 60 years with both of these:", "exclusion", "and(1, and(c, c))"),
        ("At least 2 years of the following:", "inclusion", "and(1, and(c, c))"),
        # each child is denied for itself
        ("No history of any of the following:", "inclusion", "and(c, c)"),
        (
            "No heart disease, including, but not limited to, any of the following:",
            "inclusion",
            "and(not(heart disease), and(c, c))",
        ),
        ("No use of the following drugs:", "inclusion", "and(c, c)"),
        ("Patients without any of the following:", "exclusion", "and(c, c)"),
        # how many at the most, and how many of how many
        ("Fewer than two of the following:", "inclusion", "not(at_least2(c, c))"),
        ("No more than one of the following:", "inclusion", "not(at_least2(c, c))"),
        ("Exactly one of the following:", "inclusion", "and(or(c, c), not(at_least2(c, c)))"),
        ("At least 2 out of 2:", "inclusion", "at_least2(c, c)"),
        # what is not met
        ("Patients who do not meet all of the following:", "exclusion", "not(and(c, c))"),
        ("Patients who do not meet any of the following:", "exclusion", "not(or(c, c))"),
        ("Failure to meet any of the following:", "exclusion", "not(and(c, c))"),
        ("Not meeting at least 2 of the following:", "exclusion", "not(at_least2(c, c))"),
        ("Must not meet any of the following:", "inclusion", "and(c, c)"),
        # kinds of one thing, and what is allowed
        ("The following conditions are allowed:", "inclusion", ""),
        ("Women of non-childbearing potential, defined by:", "inclusion", "and(non-childbearing potential, or(c, c))"),
        pytest.param(
            "At high risk for bleeding",
            "inclusion",
            "or(c, c)",
            marks=pytest.mark.xfail(reason="what there is only a risk of is asked for"),
        ),
        ("Signs of disease (1 or more should be present):", "inclusion", "and(1, or(c, c))"),
        ("At least one lesion and the following:", "inclusion", "and(1, and(c, c))"),
    ],
)
def test_what_a_lead_in_asks_of_its_children(lead_in: str, kind: str, expected: str) -> None:
    (criterion,) = criteria(f"1. {lead_in}\n   a. Jaundice\n   b. Itching", kind)
    assert shape_of(criterion) == expected


@pytest.mark.parametrize(
    ("between", "kind", "expected"),
    [
        (" or", "inclusion", "or(c, c)"),
        ("; or", "inclusion", "or(c, c)"),
        (" and/or", "inclusion", "or(c, c)"),
        (" and", "exclusion", "and(c, c)"),
        (", and", "exclusion", "and(c, c)"),
        (" with pallor", "exclusion", "or(c, c)"),
    ],
)
def test_what_the_ends_of_children_say(between: str, kind: str, expected: str) -> None:
    (criterion,) = criteria(f"1. Kidneys:\n   a. Jaundice{between}\n   b. Itching", kind)
    assert shape_of(criterion) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lipase > 60 U/L; ferritin < 20 ng/mL", "at_least1(1, 2)"),
        ("AST/ALT > 90 U/L", "at_least1(1, 2)"),
        ("Lipase > 60 U/L with ferritin < 20 ng/mL", "and(1, 2)"),
        ("Lipase > 60 U/L, ferritin < 20 ng/mL, sodium < 120 mmol/L", "at_least1(1, 2, 3)"),
        ("Cirrhosis (lipase > 60 U/L, bilirubin > 2 × ULN)", "and(cirrhosis, at_least1(1, 2))"),
        ("Age > 70 years, lipase > 60 U/L", "and(1, 2)"),
        ("Lipase > 60 U/L, confirmed within 2 weeks", "and(1, 2)"),
        (
            "Lipase > 60 U/L, based on samples that were all of them taken in the morning at a sodium > 120 mmol/L",
            "and(1, 2)",
        ),
    ],
)
def test_what_a_mark_parts_excludes_each_for_itself(text: str, expected: str) -> None:
    (criterion,) = criteria(text, "exclusion")
    assert shape_of(criterion) == expected


@pytest.mark.parametrize(
    ("text", "expected", "doubted"),
    [
        ("Patients who do not have hemoglobin ≥ 9.5 g/dL and platelets ≥ 105 x 10^9/L", "not(and(1, 2))", False),
        ("Not on a stable dose of metformin ≥ 1400 mg/day for at least 9 weeks", "not(and(1, 2))", False),
        ("Absence of measurable disease (at least one lesion ≥ 12 mm)", "not(and(1, 2))", False),
        ("Not meeting all of the following: hemoglobin ≥ 9.5 g/dL, ANC ≥ 1.4 x 10^9/L", "not(and(1, 2))", False),
        ("Without hemoglobin ≥ 9.5 g/dL and platelets ≥ 105 x 10^9/L", "and(not(1), not(2))", True),
    ],
)
def test_what_one_denial_denies_in_an_exclusion(text: str, expected: str, doubted: bool) -> None:
    (criterion,) = criteria(text, "exclusion")
    assert shape_of(criterion) == expected
    assert all(("unsure-negation" in each.get("doubts", ())) == doubted for each in criterion["constraints"])


def test_the_children_of_what_is_not_met_are_not_denied_themselves() -> None:
    text = "1. Patients who do not meet these criteria:\n   a. Hemoglobin ≥ 9.5 g/dL\n   b. Platelets ≥ 105 x 10^9/L"
    (criterion,) = criteria(text, "exclusion")
    assert [each["constraints"][0]["negated"] for each in criterion["children"]] == [False, False]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("", " or", "", ""), "and(c, or(c, c), c, c)"),
        (("", "", "", " or"), "or(c, c, c, c, c)"),
        ((" or", "", " or", ""), "and(or(c, c), or(c, c), c)"),
    ],
)
def test_an_or_joins_the_children_between_which_it_stands(ends: tuple[str, ...], expected: str) -> None:
    children = [*(f"Pallor{end}" for end in ends), "Itching"]
    (criterion,) = criteria("1. Signs:\n" + "\n".join(f"   - {child}" for child in children), "inclusion")
    assert shape_of(criterion) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Itching\n- Pallor or\n- Jaundice", "and(c, or(c, c))"),
        ("- Itching\n- Pallor\n- or jaundice", "and(c, or(c, c))"),
        ("- Both of the following:\n- Pallor\n- Jaundice\n- Itching", "and(c, c)"),
        ("- Any of the following:\n- Pallor;\n- Jaundice\n- Itching", "and(c, c)"),
        ("- Itching\nExclusion Criteria:\n- Pallor\n- Jaundice", "and(c, not(or(c, c)))"),
    ],
)
def test_criteria_are_joined_among_each_other(text: str, expected: str) -> None:
    assert shape(asked_of_all(criteria(text, "inclusion"))) == expected


def test_a_lead_in_without_children_governs_those_behind_it() -> None:
    lead_in, *_ = criteria("- One of the following:\n- Pallor;\n- Jaundice\n- Itching", "inclusion")
    assert [item["criterion"] for item in lead_in["logic"]["items"]] == ["I2", "I3"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Lipase > 60 U/L and ferritin < 20 ng/mL or sodium < 120 mmol/L", "inclusion", set()),
        ("LVEF < 45%, lipase > 60 U/L or ferritin < 20 ng/mL", "inclusion", set()),
        ("Lipase > 60 U/L. Ferritin < 20 ng/mL", "exclusion", set()),
        (
            "Lipase > 60 U/L, or with pain that comes back again after each of the meals and ferritin < 20 ng/mL",
            "inclusion",
            {0, 1},
        ),
        ("Lipase > 60 U/L or ferritin < 20 ng/mL", "inclusion", set()),
    ],
)
def test_joins_of_which_two_readings_are_near_equal(text: str, kind: str, expected: set[int]) -> None:
    folded = fold(text)
    atoms = lexer(builtin()).atoms(folded, 0, len(folded), whole=True)
    sentence = Sentence(folded, 0, len(folded), atoms, builtin())
    marked = joins_of(sentence, kind, read_constraints(sentence)).drafts
    assert {place for place, draft in enumerate(marked) if draft.unsure == ("unsure-join",)} == expected
