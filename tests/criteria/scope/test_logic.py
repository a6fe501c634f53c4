"""Logic: how the constraints and the children of a criterion combine."""

from __future__ import annotations

from typing import Any

import pytest

from criteria.scope.reading import criteria


def shape(logic: Any) -> str:
    """Logic in one line: `or(1, not(2))` over constraints by their number, children as `c`."""
    if logic is None:
        return ""
    if logic["op"] == "ref":
        return "c" if logic.get("criterion") else str(logic["constraint"] + 1)
    if logic["op"] in ("not", "if"):
        return f"{logic['op']}({shape(logic.get('item') or logic.get('then'))})"
    n = logic.get("n", "")
    return f"{logic['op']}{n}({', '.join(map(shape, logic['items']))})"


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
        ("Lipase < 60 U/L (or jaundice); ferritin > 20 ng/mL", "and(1, 2)"),
        ("Able to walk", ""),
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
        ("At least one suspected or confirmed relapse within the last year", "and(1, 2)"),
        ("Asthma for at least 2 years treated with salmeterol or formoterol for at least 4 months", "and(1, 2)"),
        ("Stroke within 6 months of screening or bypass within 3 months", "or(1, 2)"),
        ("Oral iron within 3 weeks before the first visit, or intravenous iron within 9 weeks", "or(1, 2)"),
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
        ("At least 2 of: lipase > 60 U/L, jaundice", "and(1, 2)"),
    ],
)
def test_constraints_are_joined_by_the_words_between(text: str, expected: str) -> None:
    (criterion,) = criteria(text)
    assert shape(criterion["logic"]) == expected


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
        ("Poor kidneys:", "exclusion", "or(c, c)"),
        ("Good kidneys:", "inclusion", "and(c, c)"),
        ("Age over 60 years and any of the following:", "inclusion", "and(1, or(c, c))"),
        ("Age over 60 years with both of these:", "exclusion", "and(1, and(c, c))"),
        ("At least 2 years of the following:", "inclusion", "and(1, and(c, c))"),
    ],
)
def test_what_a_lead_in_asks_of_its_children(lead_in: str, kind: str, expected: str) -> None:
    (criterion,) = criteria(f"1. {lead_in}\n   a. Jaundice\n   b. Itching", kind)
    assert shape(criterion["logic"]) == expected


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
    assert shape(criterion["logic"]) == expected
