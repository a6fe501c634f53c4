"""The scripts that judge a change say what it gains and loses, and hold the floors."""

from floors import fallen, pinned
from gain_loss import compare
from trialparse.evaluation import Gold
from trialparse.evaluation.facts import Bound, Document, Fact, Json, Place

GOLD = Gold("one", "lct", [Document("doc", "Age ≥ 18 or 20", facts=(Fact(Place(4, 8), "age", Bound(18, True)),))])


def reading(value: str, start: int = 4, end: int = 8) -> Json:
    lower = {"value": value, "inclusive": True}
    constraint = {"span": {"start": start, "end": end}, "kind": "threshold", "interval": {"lower": lower}}
    return {"doc": {"criteria": [{"constraints": [constraint]}]}}


def test_a_gain_is_what_is_newly_right() -> None:
    gained, lost = compare(GOLD, reading("81"), reading("18"))
    assert ([verdict.outcome for verdict in gained], lost) == (["right"], [])
    gained, lost = compare(GOLD, reading("18"), reading("81"))
    assert (gained, [verdict.outcome for verdict in lost]) == ([], ["WRONG"])


def test_a_claim_without_gold_is_a_loss() -> None:
    gained, lost = compare(GOLD, {"doc": {"criteria": []}}, reading("20", 12, 14))
    assert ([verdict.outcome for verdict in gained], [verdict.outcome for verdict in lost]) == ([], ["UNLABELLED"])


def test_what_stays_wrong_is_neither() -> None:
    assert compare(GOLD, reading("81"), reading("81")) == ([], [])


def test_floors_are_rounded_to_the_side_that_passes() -> None:
    numbers = {"f1": 95.678, "wrong as fact": 1.234, "unlabelled": 7.0}
    floors = pinned(numbers)
    assert floors == {"f1": 95.6, "wrong as fact": 1.3}
    assert fallen(floors, numbers) == []


def test_a_number_below_its_floor_is_named() -> None:
    said = fallen({"f1": 95.6, "wrong as fact": 1.3, "whole": 80.0}, {"f1": 95.5, "wrong as fact": 1.4})
    assert [line.split(" is ")[0] for line in said] == ["f1", "wrong as fact", "whole"]
