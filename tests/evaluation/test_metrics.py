"""The metrics on small golds."""

from dataclasses import replace

import pytest

from evaluation.small_golds import found, report, subject
from trialparse.evaluation.facts import Bound, Fact, Json, Mention, Place
from trialparse.evaluation.units import comparable_unit, same_unit, same_value, units_of

RANGE = Fact(Place(4, 18), "age", Bound(18, True), Bound(65, True), unit="a", subjects=(Place(0, 3),))


@pytest.mark.parametrize(
    ("constraints", "outcome"),
    [
        ([found(4, 18, "18", "65", unit="a", subject=subject(0, 3))], "right"),
        ([found(4, 18, "18", "65", unit="a", subject=subject(30, 33, "age"))], "right"),
        ([found(4, 10, "18", unit="a", subject=subject(0, 3)), found(10, 18, None, "65", unit="a")], "right"),
        ([found(4, 18, "216", "780", unit="mo", subject=subject(0, 3))], "right"),
        ([found(4, 18, "18", "65", unit="a")], "SUBJECT"),
        ([found(4, 18, "18", "65", unit="d", subject=subject(0, 3))], "UNIT"),
        ([found(4, 18, "(18", "65", unit="a", subject=subject(0, 3))], "STRICTNESS"),
        ([found(4, 18, "18", None, unit="a")], "WRONG"),
        ([found(30, 34, "18", "65", unit="a")], "MISSED"),
        ([], "MISSED"),
    ],
)
def test_each_step_of_a_comparison(constraints: list[Json], outcome: str) -> None:
    verdicts = report("lct", (RANGE,), *constraints).verdicts
    assert verdicts[0].outcome == outcome


def test_precision_is_over_claims_on_gold() -> None:
    numbers = report("lct", (RANGE,), found(4, 18, "18", "65"), found(5, 9, "7"), found(50, 55, "3")).numbers
    assert (numbers["recall"], numbers["precision"], numbers["unlabelled"]) == (100, 50, 1)


def test_two_subjects_of_one_limit_are_one_claim() -> None:
    gold = Fact(Place(12, 20), "observation", upper=Bound(3, True), subjects=(Place(8, 11),))
    twins = [found(12, 20, None, "3", subject=subject(0, 3)), found(12, 20, None, "3", subject=subject(8, 11))]
    numbers = report("lct", (gold,), *twins).numbers
    assert (numbers["recall + subject"], numbers["precision"]) == (100, 100)


def test_a_set_of_grades_is_a_range_of_its_scale() -> None:
    gold = Fact(Place(5, 8), "observation", upper=Bound(1, True))
    grades = found(5, 8, levels=["0", "1"], domain=["0", "1", "2"], kind="levels") | {"interval": None}
    assert report("lct", (gold,), grades).numbers["recall"] == 100


def test_a_mention_asks_for_number_and_subject() -> None:
    mentions = (Mention("Measurement", "≥ 9.5 g/dL", (Place(10, 20),), (Place(0, 9),)),)
    numbers = report("chia", (), found(12, 16, "9.5", subject=subject(30, 35)), mentions=mentions).numbers
    assert numbers == {"Measurement span": 100, "Measurement number": 100, "Measurement linked": 0}


WHOLE = Fact(
    Place(10, 20),
    "window",
    upper=Bound(6, True),
    unit="mo",
    subjects=(Place(0, 9),),
    direction="before",
    anchor="SCREENING",
)
RIGHT = found(
    10, 20, None, "6", kind="window", unit="mo", subject=subject(0, 9), direction="before", anchor={"key": "SCREENING"}
)


@pytest.mark.parametrize(
    ("change", "core", "whole"),
    [
        ({}, 100, 100),
        ({"kind": "duration"}, 100, 100),
        ({"unit": "wk"}, 100, 0),
        ({"anchor": None}, 100, 0),
        ({"negated": True}, 100, 0),
        ({"condition": {"text": "", "span": {"start": 1, "end": 2}}}, 100, 0),
        ({"interval": {"upper": {"value": "6", "inclusive": False}}}, 0, 0),
    ],
)
def test_a_constraint_is_whole_with_every_field(change: Json, core: float, whole: float) -> None:
    numbers = report("constraints", (WHOLE,), RIGHT | change).numbers
    assert (numbers["core recall"], numbers["whole"]) == (core, whole)


def test_units_are_the_same_in_their_dimension() -> None:
    gold = Fact(Place(0, 1), "x", Bound(1.5, True), unit="10*9/L", factor=1)
    claim = Fact(Place(0, 1), "x", Bound(1500, True), unit="/uL")
    assert same_value(claim.lower, units_of(claim), gold, gold.lower)
    assert same_unit(gold, claim)
    assert not same_unit(gold, replace(claim, lower=Bound(1.5, True)))
    assert comparable_unit("1") is None
