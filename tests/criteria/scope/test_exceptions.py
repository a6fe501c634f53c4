"""Exceptions: save for what a limit holds, and by which rule."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, scope
from trialparse.criteria.scope.exceptions import exceptions


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
def test_what_is_excepted_from_a_limit(text: str, expected: list[str | None]) -> None:
    assert scope(text, "exception") == expected


@pytest.mark.parametrize(
    ("text", "whys"),
    [
        ("Surgery within 8 weeks, except dental surgery", ("exception.comma",)),
        ("Surgery within 8 weeks apart from dental surgery", ("exception.behind",)),
        ("Surgery besides dental surgery in the past 8 weeks", ("exception.ahead",)),
        ("Apart from itching, toxicity must be below grade 3", ("exception.leading", "leading.verb")),
        ("Surgery within 8 weeks (excluding dental surgery)", ("exception.bracket", "bracket.behind")),
        ("Score (excluding sleep) ≥ 7 points", ("exception.bracket", "bracket.ahead")),
        ("Toxicity > grade 2 (itching is allowed)", ("exception.allowed",)),
        ("Surgery within 8 weeks, unless otherwise stated", ()),
        ("Any antibiotic other than penicillin within 8 weeks", ()),
        ("Sarcoma unless in remission for ≥ 3 years", ()),
        ("Toxicity > grade 2 (itching was not assessed)", ()),
        ("Surgery besides surgery of which the patient is free for 8 weeks", ()),
        ("Surgery within 8 weeks", ()),
    ],
)
def test_an_exception_names_the_rules_that_found_it(text: str, whys: tuple[str, ...]) -> None:
    assert tuple(why for clause in exceptions(frame_of(text)) for why in clause.whys) == whys


def test_published_criteria_have_nothing_to_except() -> None:
    assert scope("Meets ACR/EULAR 2010 criteria, except for duration", "exception") == [None]
