"""What the tests of several forms look at in a trial, and ways to harm a record."""

import copy
import random
from collections.abc import Iterator
from typing import Any

from trialparse import Trial


def ages(trial: Trial) -> tuple[str | None, str | None]:
    """The two limits of age."""
    found = []
    for name in ("minimum_age", "maximum_age"):
        age = getattr(trial.eligibility, name, None)
        found.append(f"{age.value} {age.unit}" if age else None)
    return found[0], found[1]


def dates(trial: Trial) -> list[tuple[str, str | None]]:
    """Start, completion and last change, of those that there are."""
    told = (trial.start_date, trial.completion_date, trial.last_updated)
    return [(date.date, date.type) for date in told if date]


def codes(trial: Trial) -> list[str]:
    return [each.code for each in trial.diagnostics]


def without_parts(record: Any, count: int) -> Iterator[Any]:
    """The record with some of its values gone, emptied or of another sort, so many times."""
    chance = random.Random(13)
    for _ in range(count):
        harmed = copy.deepcopy(record)
        for _ in range(chance.randint(1, 8)):
            _harm(harmed, chance)
        yield harmed


def _harm(record: Any, chance: random.Random) -> None:
    places = list(_places(record))
    if not places:
        return
    owner, name = chance.choice(places)
    other = chance.choice(["gone", None, "", "?", [], {}, 7, [None, {"name": "x"}, "y"]])
    if other == "gone" and isinstance(owner, dict):
        del owner[name]
    else:
        owner[name] = other


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, name
        if isinstance(inner, dict | list):
            yield from _places(inner)


def spans_hold(trial: Trial) -> bool:
    """Whether every span lies in the text."""
    return all(0 <= span.start <= span.end <= len(trial.text) for span in trial.spans.values())
