"""Which golds are measured: our own spec cases, and the development gold where it lies beside the project."""

from __future__ import annotations

import functools
from pathlib import Path

from trialparse import Parser
from trialparse.evaluation import Gold, Predictions, judge, predict, read_gold

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "tests" / "spec"
SHARED = ROOT.parent / "shared" / "gold"
_BESIDE = ("criteria/*.jsonl", "fresh/*.jsonl", "facts/*.jsonl", "cases.jsonl", "pages/*.jsonl.gz")
_OF_CRITERIA = {"study_groups.yaml"}  # asks what headings say of criteria, which no measure of constraints knows
FLOORS = ROOT / "tests" / "accuracy_floors.toml"


def gold_paths() -> dict[str, list[Path]]:
    """The files of each gold that is here, by the gold's name."""
    found = {"spec cases": sorted(path for path in SPEC.glob("*.yaml") if path.name not in _OF_CRITERIA)}
    for path in [path for pattern in _BESIDE for path in sorted(SHARED.glob(pattern))]:
        found[_name(path)] = [path]
    return found


def _name(path: Path) -> str:
    """A file's name; the facts of a corpus lie in a file that is called as the one with its limits."""
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    return f"{name} facts" if path.parent.name == "facts" else name


def load(name: str) -> Gold:
    """One gold by its name."""
    (gold,) = read_gold(gold_paths()[name])
    return gold


@functools.cache
def measured(name: str) -> dict[str, float]:
    """The numbers of one gold as the code stands."""
    gold = load(name)
    return judge(gold, predict(gold, Parser())).numbers


def predictions(name: str) -> Predictions:
    """What the code reads in one gold."""
    return predict(load(name), Parser())
