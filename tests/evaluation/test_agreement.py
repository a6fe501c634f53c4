"""The metrics agree with the scorers beside the project, on noise and on what the parser reads once it is shaken."""

import copy
import functools
import importlib.util
import json
import os
import random
from collections import Counter
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from evaluation.small_golds import found, parse, subject
from trialparse import Parser
from trialparse.evaluation import Gold, Predictions, judge, predict, read_gold
from trialparse.evaluation.facts import Json, nodes

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLDS = {
    "lct": "criteria/lct",
    "deep": "criteria/deep",
    "fresh": "fresh/fresh",
    "cases": "cases",
    "lct facts": "facts/lct",
    "fresh facts": "facts/fresh",
}
STATES = ("relaxed", "exact", "negation", "past", "experiencer")


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


def path_of(name: str) -> Path:
    return SHARED / "gold" / f"{GOLDS[name]}.jsonl"


def rows_of(name: str) -> list[Json]:
    return [json.loads(line) for line in path_of(name).read_text("utf-8").splitlines()]


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


def flat(module: ModuleType, rows: list[Json], made: dict[str, Json], what: str = "criteria") -> list[Json]:
    """What the scorers read, by their own conversion."""
    library = SimpleNamespace()
    converted = []
    for row in rows:
        eligibility = SimpleNamespace(model_dump=lambda mode, name=row["doc"]: made[name])
        library.parse_criteria = lambda text, read=eligibility: read
        converted.append(getattr(module, f"predict_{what}")(library, row))
    return converted


def gold_of(name: str) -> Gold:
    return read_gold([path_of(name)])[0]


@functools.cache
def read_by_parser(name: str) -> Predictions:
    return predict(gold_of(name), Parser())


def shaken(name: str) -> Predictions:
    """What the parser reads, much of it changed, doubted, left out or called otherwise."""
    chance, made = random.Random(11), copy.deepcopy(read_by_parser(name))
    for eligibility in made.values():
        for criterion in nodes(eligibility["criteria"]):
            if chance.random() < 0.2:
                criterion["status"] = chance.choice(["parsed", "partial", "unparsed"])
            for constraint in criterion["constraints"]:
                constraint["certainty"] = chance.choice(["sure", "sure", "doubtful"])
                _shake(constraint, chance)
        if chance.random() < 0.7:
            eligibility["diagnostics"] = []
    return made


def _shake(constraint: Json, chance: random.Random) -> None:
    match chance.randrange(12):
        case 0:
            constraint["negated"] = not constraint["negated"]
        case 1:
            constraint["subject"] = None
        case 2 | 3 if constraint.get("interval"):
            for end in filter(None, constraint["interval"].values()):
                end["value"] = str(chance.randrange(100))
        case 4 if constraint["kind"] == "threshold":
            constraint["reference"] = "ULN"
        case 5:
            constraint["condition"] = None
        case 6:
            constraint |= {"unit": None, "unit_text": None}
        case 7 | 8 if constraint["subject"]:
            constraint["subject"]["span"]["end"] += chance.randrange(6)
        case 9:
            constraint["period"] = chance.choice(["past", "present", None])
        case 10 if constraint["subject"]:
            constraint["subject"]["category"] = chance.choice(["condition", "drug", "allergy", "biomarker", None])
        case 11:
            constraint["experiencer"] = {"key": chance.choice(["donor", "partner"]), "text": ""}


@pytest.mark.slow
def test_comparisons_agree_with_the_scorer() -> None:
    theirs, predict = scorer("score_criteria"), scorer("predict")
    rows = rows_of("lct")
    made = predictions(rows, "comparisons")
    want = theirs.score_lct(rows, {row["doc"]: row["comparisons"] for row in flat(predict, rows, made)})
    got = judge(gold_of("lct"), made).numbers
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
    got = judge(gold_of("deep"), made).numbers
    assert got["core recall"] == pytest.approx(100 * count["right"] / count["gold"])
    assert got["core precision"] == pytest.approx(100 * count["right"] / (count["right"] + count["wrong"]))
    assert got["whole"] == pytest.approx(100 * count["whole"] / count["gold"])
    assert got["unlabelled"] == count["unlabelled"]
    for name, judged in fields.items():
        assert got[name] == pytest.approx(100 * judged["right"] / judged["n"]), name


@pytest.mark.parametrize("name", ["deep", "fresh"])
@pytest.mark.parametrize("read", [read_by_parser, shaken])
def test_claims_and_joins_agree_with_the_scorer(name: str, read: Any) -> None:
    theirs, predict = scorer("score_constraints"), scorer("predict")
    rows, made = rows_of(name), read(name)
    count, *_ = theirs.score(rows, flat(predict, rows, made))
    got, claims = judge(gold_of(name), made).numbers, count["right claim"] + count["wrong claim"]
    want = {
        "wrong claims": (count["wrong claim"], claims),
        "misstated claims": (count["wrong claim"] + count["misstated claim"], claims),
        "sure share": (count["right claim"], count["right"]),
        "silent": (count["silent"], count["gold"]),
        "joins": (count["joined right"], count["joined"]),
        "groups": (count["groups right"], count["groups"]),
    }
    assert {measure: got[measure] for measure in want if measure in got} == pytest.approx(
        {measure: 100 * part / whole for measure, (part, whole) in want.items() if whole}
    )
    assert got["unlabelled claims"] == count["unlabelled claim"]


@pytest.mark.slow
@pytest.mark.parametrize("read", [read_by_parser, shaken])
def test_claims_of_comparisons_agree_with_the_scorer(read: Any) -> None:
    theirs, predict = scorer("score_criteria"), scorer("predict")
    rows, made = rows_of("lct"), read("lct")
    want = theirs.score_lct(rows, {row["doc"]: row["comparisons"] for row in flat(predict, rows, made)})
    got = judge(gold_of("lct"), made).numbers
    assert [got[name] for name in ("f1", "wrong claims", "sure share")] == pytest.approx(
        [100 * want[name] for name in ("f1", "wrong_claims", "sure_share")]
    )


@pytest.mark.parametrize("name", ["fresh facts", pytest.param("lct facts", marks=pytest.mark.slow)])
@pytest.mark.parametrize("read", [read_by_parser, shaken])
def test_things_agree_with_the_scorer(name: str, read: Any) -> None:
    theirs, predict = scorer("score_facts"), scorer("predict")
    rows, made = rows_of(name), read(name)
    pred = {row["doc"]: row for row in flat(predict, rows, made, "facts")}
    said, _ = theirs.score({row["doc"]: row for row in rows}, pred)
    want = {f"{state} {part}": value for state in STATES for part, value in said[state].items()}
    want |= {f"recall {category}": value for category, value in said["recall by category"].items()}
    want |= {"precision all": said["precision_all"], "on unasked gold": said["neutral"]}
    want |= {measure: said[measure] for measure in ("category", "unlabelled")}
    assert judge(gold_of(name), made).numbers == pytest.approx(want)


def as_objects(value: Any) -> Any:
    if isinstance(value, dict):
        return SimpleNamespace(**{key: as_objects(each) for key, each in value.items()})
    return [as_objects(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("read", [read_by_parser, shaken])
def test_sentences_agree_with_the_scorer(read: Any) -> None:
    theirs, rows, made = scorer("score_cases"), rows_of("cases"), read("cases")
    texts = {row["text"]: as_objects(made[row["id"]]) for row in rows}
    theirs.tp = SimpleNamespace(parse_criteria=texts.__getitem__)
    marks = {"reported": {"y": ", CLAIM"}, "right": {"d": ", DOUBTED"}}
    want = {}
    for row in rows:
        outcome, claim, *_ = theirs.judge(row)
        want[row["id"]] = outcome.upper() + marks.get(outcome, {}).get(claim, "")
    report = judge(gold_of("cases"), made)
    assert {verdict.key: verdict.outcome.upper() for verdict in report.verdicts} == want
    counts = Counter(outcome.partition(",")[0].lower() for outcome in want.values())
    assert report.numbers["wrong"] == pytest.approx(100 * counts["wrong"] / len(rows))
