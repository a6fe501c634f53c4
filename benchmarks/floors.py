"""The accuracy floors that `tests/test_accuracy.py` holds.

    python benchmarks/floors.py             compares the measured values with the floors
    python benchmarks/floors.py --write     writes the measured values as the new floors

A floor that falls needs a written reason: `--write` keeps it and names it unless `--reason "…"` is given, which is
written into the file.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tomllib
from typing import Any

from golds import FLOORS, gold_paths, measured

PINNED = {
    "f1", "recall", "recall + unit", "recall + subject", "recall age", "recall observation", "recall window",
    "recall duration", "recall count", "recall dose", "Measurement linked", "Person linked", "Temporal linked",
    "core f1", "whole", "criteria f1", "unit", "subject", "subject_id", "reference", "direction", "anchor", "negated",
    "condition", "exception", "header", "span text", "span coverage", "criteria (with parent) f1",
    "wrong as fact", "leaks", "wrong claims", "misstated claims", "sure share", "silent", "joins", "groups",
    "criteria unparsed", "words explained", "right", "wrong", "claim", "relaxed f1", "exact f1", "negation f1",
    "past f1", "precision all", "category",
}  # fmt: skip
CEILINGS = {
    "wrong as fact", "leaks", "wrong claims", "misstated claims", "silent", "criteria unparsed", "wrong", "claim",
}  # fmt: skip
HEADER = """# What the parser reaches on annotated text in percent (leaks: a count); a test fails where it is less.
# What must not happen ("wrong as fact", "wrong claims", "misstated claims", "silent", "criteria unparsed", "wrong",
# "claim", "leaks") has a ceiling: there it fails where there is more. Written by `python benchmarks/floors.py --write`;
# a floor is lowered only with a written reason, which stands under [reasons].
"""

Floors = dict[str, dict[str, float]]


def read_floors() -> Floors:
    """The floors by gold and number."""
    return {name: table for name, table in _file().items() if name != "reasons"}


def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def pinned(numbers: dict[str, float]) -> dict[str, float]:
    """The numbers that are pinned, rounded to a tenth to the side that the measurement itself passes."""
    return {
        name: (math.ceil if name in CEILINGS else math.floor)(round(value * 10, 6)) / 10
        for name, value in numbers.items()
        if name in PINNED
    }


def _falls(name: str, old: float | None, new: float) -> bool:
    """Whether a value is worse than its floor."""
    if old is None:
        return False
    return new > old + 1e-9 if name in CEILINGS else new < old - 1e-9


def fallen(floors: dict[str, float], numbers: dict[str, float]) -> list[str]:
    """What is below its floor, as sentences; a number that is no longer measured is below it too."""
    return [
        f"{name} is {numbers.get(name, math.nan):.2f}, its {'ceiling' if name in CEILINGS else 'floor'} is {floor}"
        for name, floor in floors.items()
        if name not in numbers or _falls(name, floor, numbers[name])
    ]


def write(floors: Floors, reasons: dict[str, str]) -> None:
    """Writes the file, golds and numbers in a steady order."""
    tables: dict[str, dict[str, Any]] = {**dict(sorted(floors.items())), "reasons": reasons}
    lines = [HEADER]
    for gold, table in tables.items():
        rows = [f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}" for name, value in table.items()]
        lines += [f"[{json.dumps(gold)}]", *rows, ""]
    FLOORS.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the measured values as the new floors")
    parser.add_argument("--reason", help="why floors fall")
    options = parser.parse_args()
    floors, reasons = read_floors(), dict(_file().get("reasons", {}))
    lower = []
    for gold in gold_paths():
        old, new = floors.get(gold, {}), pinned(measured(gold))
        lower += [(gold, name, old[name], value) for name, value in new.items() if _falls(name, old.get(name), value)]
        for name in new.keys() & old.keys():
            if new[name] != old[name]:
                print(f"{gold}: {name} {old[name]} -> {new[name]}")
        floors[gold] = new
    for gold, name, before, after in lower:
        if options.reason:
            reasons[f"{gold}: {name} {before} -> {after}"] = options.reason
        else:
            floors[gold][name] = before
    if options.write:
        write(floors, reasons)
    if lower and not options.reason:
        print(f"{len(lower)} below their floor; a floor is lowered only with --reason", file=sys.stderr)
    return int(bool(lower) and not options.reason)


if __name__ == "__main__":
    sys.exit(main())
