"""Things without a number: what answers a gold, what is counted, and that limits are judged as if there were none."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.small_golds import found, gold, parse, report, subject
from trialparse import Parser
from trialparse.evaluation import Report, judge, labelled, predict, read_gold
from trialparse.evaluation.facts import Bound, Fact, Json, Mention, Place, Thing, facts_of, things_of

SCAR = Thing(Place(20, 30), "condition", True, "past", "donor", wide=Place(10, 30))
DONOR = {"key": "donor", "text": "", "span": {"start": 0, "end": 5}}


def named(start: int, end: int, category: str | None = "condition", kind: str = "presence", **more: Any) -> Json:
    """A thing as the parser gives it."""
    return {"span": {"start": start, "end": end}, "kind": kind, **more} | {
        "subject": subject(start, end) | {"category": category}
    }


def scar(start: int = 20, end: int = 30, category: str = "condition", **change: Any) -> Json:
    return named(start, end, category, **{"negated": True, "period": "past", "experiencer": DONOR} | change)


def judged(things: tuple[Thing, ...], *constraints: Json) -> Report:
    return judge(gold("facts", things=things), {"one": parse(*constraints)})


@pytest.mark.parametrize(
    ("constraint", "outcome"),
    [
        (scar(), "right"),
        (scar(10, 30), "right"),
        (scar(12, 30), "place"),
        (scar(20, 40), "place"),
        (scar(20, 41), "MISSED"),
        (scar(40, 50), "MISSED"),
        (scar(category="biomarker"), "category"),
        (scar(category="allergy"), "MISSED"),
        (scar(category="observation"), "MISSED"),
        (scar(negated=False), "negation"),
        (scar(period="present"), "past"),
        (scar(experiencer=None), "experiencer"),
        (scar(experiencer=DONOR | {"key": "family"}), "experiencer"),
        (scar(20, 29, negated=False, period=None), "place, negation, past"),
    ],
)
def test_what_is_wrong_of_a_thing_is_named(constraint: Json, outcome: str) -> None:
    verdict = judged((SCAR,), constraint).verdicts[0]
    assert (verdict.outcome, verdict.ok) == (outcome, outcome == "right")


def test_a_verdict_shows_the_thing_and_what_answers_it() -> None:
    (verdict,) = judged((SCAR,), scar(20, 28, period=None)).verdicts
    assert verdict.key == "one 20-30 gold 0"
    words = ("x" * 10, "x" * 8)
    assert verdict.detail == (
        f"gold condition '{words[0]}' negated past of donor | found condition '{words[1]}' negated of donor"
    )


@pytest.mark.parametrize(
    ("asked", "said", "relaxed"),
    [
        ("drug", "procedure", True),
        ("drug", "allergy", True),
        ("allergy", "drug", False),
        ("contraindication", "allergy", True),
        ("condition", "biomarker", True),
        ("biomarker", "condition", True),
        ("biomarker", "drug", False),
        ("condition", "drug", False),
        ("device", "study", False),
    ],
)
def test_a_thing_is_answered_within_its_group(asked: str, said: str, relaxed: bool) -> None:
    numbers = judged((Thing(Place(0, 9), asked),), named(0, 9, said)).numbers
    assert numbers["relaxed recall"] == numbers[f"recall {asked}"] == (100 if relaxed else 0)
    assert numbers["category"] == 0


def test_what_touches_no_gold_is_wrong_in_one_precision_only() -> None:
    things = (SCAR, Thing(Place(40, 50), "drug"))
    said = [scar(), named(10, 13), named(60, 65, "drug"), named(70, 75, "drug")]
    numbers = judged(things, *said).numbers
    assert {name: numbers[name] for name in ("relaxed recall", "relaxed precision", "precision all")} == {
        "relaxed recall": 50, "relaxed precision": 50, "precision all": 25,
    }  # fmt: skip
    assert (numbers["relaxed f1"], numbers["exact f1"], numbers["unlabelled"]) == (50, 50, 2)
    outcomes = [verdict.outcome for verdict in judged(things, *said).verdicts]
    assert outcomes == ["right", "MISSED", "WRONG", "UNLABELLED", "UNLABELLED"]


@pytest.mark.parametrize("unasked", [Thing(Place(0, 9), "observation"), Thing(Place(0, 9), "drug", generic=True)])
def test_what_lies_on_a_thing_that_is_not_asked_for_is_neither_right_nor_wrong(unasked: Thing) -> None:
    said = judged((SCAR, unasked), scar(), named(0, 8, "device"))
    assert (said.numbers["precision all"], said.numbers["on unasked gold"], len(said.verdicts)) == (100, 1, 1)
    assert "recall observation" not in said.numbers


def test_pairs_are_one_to_one_the_nearest_first() -> None:
    things = (Thing(Place(0, 10), "drug"), Thing(Place(0, 8), "drug"))
    numbers = judged(things, named(0, 8, "drug")).numbers
    assert (numbers["relaxed recall"], numbers["exact recall"], numbers["exact precision"]) == (50, 50, 100)


def test_the_states_are_judged_on_pairs() -> None:
    things = tuple(Thing(Place(start, start + 8), "drug", start < 20, "past") for start in (0, 10, 20, 30))
    said = [named(0, 8, "drug", negated=True), named(20, 28, "drug", negated=True, period="past")]
    numbers = judged(things, *said).numbers
    assert [numbers[f"negation {part}"] for part in ("f1", "precision", "recall")] == pytest.approx([200 / 3, 50, 100])
    assert [numbers[f"past {part}"] for part in ("f1", "precision", "recall")] == pytest.approx([200 / 3, 100, 50])
    assert numbers["experiencer f1"] == 0


def test_a_thing_stands_before_a_limit_of_the_same_place() -> None:
    said = parse(
        named(0, 8, "drug", "window", period="past"),
        named(0, 8, "drug", period="future"),
        named(0, 8, "drug", "window"),
        named(9, 12, "procedure", "duration", negated=True),
        named(20, 24, None, "threshold"),
        found(30, 34, "7"),
    )
    drug, procedure = Thing(Place(0, 8), "drug", period="future"), Thing(Place(9, 12), "procedure", negated=True)
    assert things_of(said) == [drug, procedure]
    assert things_of(None) == []


def test_a_gold_of_things_comes_from_lines(tmp_path: Path) -> None:
    text = "No prior kidney transplant"
    item = {"start": 9, "end": 26, "wide_start": 3, "wide_end": 26, "category": "procedure", "period": "past"}
    path = tmp_path / "mine.jsonl"
    row = {"doc": "1", "area": "nephrology", "text": text, "facts": [item | {"negated": True, "generic": False}]}
    path.write_text(json.dumps(row), encoding="utf-8")
    (mine,) = read_gold([path])
    assert (mine.name, mine.form, mine.documents[0].group) == ("mine", "facts", "nephrology")
    assert mine.documents[0].things == (Thing(Place(9, 26), "procedure", True, "past", wide=Place(3, 26)),)
    assert 0 <= judge(mine, predict(mine, Parser())).numbers["relaxed f1"] <= 100


ALT = Fact(Place(4, 8), "threshold", upper=Bound(3, True), subjects=(Place(0, 3),))
RIGHT = found(4, 8, None, "3", subject=subject(0, 3))
THING = named(0, 8, "drug", certainty="doubtful", rule="presence")


@pytest.mark.parametrize("form", ["lct", "constraints", "chia"])
def test_a_thing_is_no_answer_where_limits_are_asked_for(form: str) -> None:
    fact = Fact(Place(4, 8), "observation", upper=Bound(3, True)) if form == "lct" else ALT
    mentions = (Mention("Measurement", "3 kg", (Place(4, 8),), (Place(0, 3),)),) if form == "chia" else ()
    for constraints in ([RIGHT], []):
        without = report(form, (fact,), *constraints, mentions=mentions)
        assert report(form, (fact,), THING, *constraints, THING, mentions=mentions) == without


def test_places_in_the_logic_count_the_things_too() -> None:
    golds = [
        Fact(Place(10 * n, 10 * n + 4), "threshold", Bound(n, True), criterion="0", number=n, alternatives=others)
        for n, others in ((0, frozenset({1})), (1, frozenset({0})))
    ]
    refs = [{"op": "ref", "constraint": number} for number in range(3)]
    said = parse(
        found(0, 4, "0"), named(6, 9), found(10, 14, "1"), id="I1",
        logic={"op": "or", "items": [refs[0], {"op": "and", "items": refs[1:]}]},
    )  # fmt: skip
    assert [fact.number for fact in facts_of(said)] == [0, 2]
    assert judge(gold("constraints", *golds), {"one": said}).numbers["joins"] == 100


def test_a_thing_has_no_label() -> None:
    labels = list(labelled(gold("constraints", ALT), {"one": parse(THING, RIGHT)}))
    assert [(label.number, label.said) for label in labels] == [(1, "right")]
