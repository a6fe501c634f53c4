"""The accuracy gate: on no annotated text may the parser fall below what it once reached."""

import os
from typing import Any

import pytest

from floors import fallen, pinned, read_floors
from golds import SHARED, gold_paths, measured

FLOORS = read_floors()


def test_the_development_gold_is_there_where_it_must_be() -> None:
    if os.environ.get("CI") == "true":
        assert SHARED.is_dir(), f"no gold at {SHARED}"


def test_every_gold_has_floors() -> None:
    assert set(gold_paths()) <= set(FLOORS)


def marked(gold: str) -> Any:
    """The gold; those of pages take long."""
    return pytest.param(gold, marks=[pytest.mark.slow] if "header" in FLOORS[gold] else [])


@pytest.mark.parametrize("gold", [marked(gold) for gold in FLOORS])
def test_no_number_is_below_its_floor(gold: str) -> None:
    if gold not in gold_paths():
        assert os.environ.get("CI") != "true", f"{gold} is missing from {SHARED}"
        pytest.skip(f"{gold} is not beside the project")
    numbers = measured(gold)
    assert fallen(FLOORS[gold], numbers) == []
    assert pinned(numbers).keys() <= FLOORS[gold].keys(), (
        "a measure has no floor: run `python benchmarks/floors.py --write`"
    )
