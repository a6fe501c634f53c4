"""The metrics on small golds, and their agreement with the scorers beside the project."""

import importlib.util
import json
import os
import random
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from evaluation.small_golds import found, parse, report, subject
from trialparse.evaluation import Gold, judge
from trialparse.evaluation.facts import Bound, Fact, Json, Mention, Place
from trialparse.evaluation.units import comparable_unit, same_unit, same_value, units_of

SHARED = Path(__file__).resolve().parents[3] / "shared"


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


def scorer(name: str) -> ModuleType:
    """A scorer from beside the project."""
    path = SHARED / "eval" / f"{name}.py"
    if not path.exists():
        assert os.environ.get("CI") != "true", f"no scorer at {path}"
        pytest.skip("the scorers are not beside the project")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(name: str) -> list[Json]:
    return [
        json.loads(line) for line in (SHARED / "gold" / "criteria" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


def noisy(items: list[Json], chance: random.Random) -> list[Json]:
    """A gold's constraints as a parser of middling quality would give them: shifted, halved, misread, left out."""
    claims = []
    for item in items:
        low, high = (None if item[side] is None else f"{item[side]:.6f}" for side in ("lower", "upper"))
        first = (item.get("subjects") or [item.get("subject")])[:1]
        claim = found(item["start"], item["end"], low, high, unit=item["unit"], unit_text=item.get("unit_text"))
        for side in ("lower", "upper"):
            if claim["interval"][side]:
                claim["interval"][side]["inclusive"] = bool(item[f"{side}_inclusive"]) ^ (chance.random() < 0.1)
        claim["subject"] = (
            subject(first[0]["start"], first[0]["end"], item.get("subject_id")) if first and first[0] else None
        )
        claim |= {key: item.get(key) for key in ("reference", "direction", "levels")}
        claim["kind"] = item.get("kind", "threshold")
        claim["anchor"] = {"key": item["anchor"]} if item.get("anchor") else None
        claim["negated"] = bool(item.get("negated")) ^ (chance.random() < 0.05)
        match chance.randrange(8):
            case 0:
                continue
            case 1 if low and high:
                claims.append(claim | {"interval": claim["interval"] | {"upper": None}})
                claim |= {"interval": claim["interval"] | {"lower": None}}
            case 2:
                claim["span"] = {"start": item["start"] + 3, "end": item["end"] + 9}
            case 3:
                claim["unit"] = claim["unit_text"] = None
            case 4:
                claim["subject"] = None
            case 5:
                claim["interval"] = found(0, 1, "7")["interval"]
        claims.append(claim)
    return claims


def predictions(rows: list[Json], key: str) -> dict[str, Json]:
    chance = random.Random(7)
    return {row["doc"]: parse(*noisy([item for item in row[key] if not item.get("skip")], chance)) for row in rows}


def flat(module: ModuleType, rows: list[Json], made: dict[str, Json]) -> list[Json]:
    """What the scorers read, by their own conversion."""
    library = SimpleNamespace()
    converted = []
    for row in rows:
        eligibility = SimpleNamespace(model_dump=lambda mode, name=row["doc"]: made[name])
        library.parse_criteria = lambda text, read=eligibility: read
        converted.append(module.predict_criteria(library, row))
    return converted


def read(name: str) -> Gold:
    from trialparse.evaluation import read_gold

    return read_gold([SHARED / "gold" / "criteria" / f"{name}.jsonl"])[0]


@pytest.mark.slow
def test_comparisons_agree_with_the_scorer() -> None:
    theirs, predict = scorer("score_criteria"), scorer("predict")
    rows = rows_of("lct")
    made = predictions(rows, "comparisons")
    want = theirs.score_lct(rows, {row["doc"]: row["comparisons"] for row in flat(predict, rows, made)})
    got = judge(read("lct"), made).numbers
    everything = want["classes"]["ALL"]
    assert [got[name] for name in ("recall", "precision", "f1", "wrong as fact")] == pytest.approx(
        [100 * want[name] for name in ("recall", "precision", "f1", "wrong_as_fact")]
    )
    assert got["unlabelled"] == want["predictions"].get("unlabelled", 0)
    for name, step in (("recall + unit", "unit"), ("recall + subject", "subj")):
        assert got[name] == pytest.approx(100 * everything[step] / everything["n"])


def test_constraints_agree_with_the_scorer() -> None:
    theirs, predict = scorer("score_constraints"), scorer("predict")
    rows = rows_of("deep")
    made = predictions(rows, "constraints")
    count, fields, *_ = theirs.score(rows, flat(predict, rows, made))
    got = judge(read("deep"), made).numbers
    assert got["core recall"] == pytest.approx(100 * count["right"] / count["gold"])
    assert got["core precision"] == pytest.approx(100 * count["right"] / (count["right"] + count["wrong"]))
    assert got["whole"] == pytest.approx(100 * count["whole"] / count["gold"])
    assert got["unlabelled"] == count["unlabelled"]
    for name, judged in fields.items():
        assert got[name] == pytest.approx(100 * judged["right"] / judged["n"]), name
