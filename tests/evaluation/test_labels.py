"""What a gold says of each found constraint."""

from dataclasses import replace

import pytest

from evaluation.small_golds import found, gold, parse
from trialparse.evaluation import Label, labelled
from trialparse.evaluation.facts import Bound, Fact, Json, Place

LIMIT = Fact(Place(10, 20), "observation", upper=Bound(3, True), subjects=(Place(4, 8),))
UNSURE = {"rule": "core:infix", "certainty": "doubtful", "doubts": ["unused-number"]}


def said(form: str, *constraints: Json, fact: Fact = LIMIT) -> list[str]:
    return [label.said for label in labelled(gold(form, fact), {"one": parse(*constraints)})]


def test_a_label_tells_where_a_constraint_stands_and_what_was_doubted() -> None:
    (label,) = labelled(gold("lct", LIMIT), {"one": parse(found(12, 20, None, "3", **UNSURE), id="I3")})
    assert label == Label(
        "one",
        "I3",
        0,
        Place(12, 20),
        "threshold",
        "core:infix",
        "doubtful",
        ("unused-number",),
        "right",
        (Place(4, 8),),
    )


@pytest.mark.parametrize("form", ["lct", "constraints"])
def test_what_touches_no_gold_is_unlabelled(form: str) -> None:
    constraints = [found(12, 20, None, "3"), found(12, 20, None, "4"), found(30, 34, None, "3")]
    assert said(form, *constraints) == ["right", "wrong", "unlabelled"]


@pytest.mark.parametrize("form", ["lct", "constraints"])
def test_another_strictness_is_wrong(form: str) -> None:
    assert said(form, found(12, 20, None, "(3")) == ["wrong"]


def test_twins_of_a_comparison_are_right_together() -> None:
    twins = [found(12, 20, None, "3"), found(12, 20, None, "3")]
    assert said("lct", *twins) == ["right", "right"]
    assert said("constraints", *twins) == ["right", "wrong"]


def test_a_value_without_operator_labels_nothing() -> None:
    assert said("lct", found(12, 20, "3"), fact=replace(LIMIT, bare=True)) == ["unlabelled"]


def test_a_gold_of_mentions_labels_nothing() -> None:
    with pytest.raises(ValueError, match="form chia says nothing"):
        list(labelled(gold("chia"), {}))
