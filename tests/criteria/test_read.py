"""What the front door of the criteria promises of every constraint."""

import pytest

from limits import limits
from trialparse import parse_criteria


@pytest.mark.parametrize(
    "text",
    [
        r"Weight loss \> 10 % within 3 months before screening",
        "Hepatitis（HBV）DNA ≥ 5 within 12 weeks before the first dose",
        "Bilirubin ≤ 34 µmol/L unless Gilbert’s syndrome is known",
        "ALT &gt; 5 x ULN in patients with CD4 &lt; 200 cells/µL at baseline",
    ],
)
def test_the_parts_of_a_constraint_have_the_words_of_the_page(text: str) -> None:
    found = [constraint for criterion in parse_criteria(text).walk() for constraint in criterion.constraints]
    parts = [part for each in found for part in (each.subject, each.anchor, each.condition, each.exception) if part]
    assert parts
    assert [part.text for part in parts] == [text[part.span.start : part.span.end] for part in parts]


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("Able to walk at least 2 city blocks on a flat road", None, "city blocks"),
        ("Ulcers at one or more sites", None, "sites"),
        ("More than 2 cores of liver tissue", None, "cores"),
        ("At least 2 of the following symptoms", None, None),
        ("Grade 2 or greater diarrhea", None, None),
        ("≥ 3 swollen joints", "{joints}", None),
        ("ALT ≥ twice normal", None, "normal"),
        ("ALT < 3 x ULN", None, "ULN"),
    ],
)
def test_what_is_counted_and_what_is_multiplied_stand_as_written(
    text: str, unit: str | None, words: str | None
) -> None:
    (limit,) = limits(parse_criteria(text))
    assert (limit.unit, limit.unit_text) == (unit, words)
