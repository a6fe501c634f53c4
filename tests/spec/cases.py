"""The spec cases: texts with the constraints and criteria a reader finds in them, as data.

README.md beside this file has the format. `python tests/spec/cases.py` runs all of them and counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from trialparse.text import fold

FOLDER = Path(__file__).parent
KINDS = {"threshold", "levels", "window", "duration", "criteria_set"}
KEYS = {
    "kind", "evidence", "subject", "subject_id", "interval", "unit", "reference", "levels", "direction", "anchor",
    "negated", "condition", "exception", "count", "change",
}  # fmt: skip
ANCHORS = {
    "SCREENING", "CONSENT", "ENROLLMENT", "BASELINE", "RANDOMIZATION", "FIRST_DOSE", "LAST_DOSE", "SURGERY",
    "PROCEDURE", "INFUSION", "ONSET", "DIAGNOSIS", "DELIVERY", "LMP", "ADMISSION", "DISCHARGE", "STUDY_PERIOD", "OTHER",
}  # fmt: skip
_INTERVAL = re.compile(r"(?P<left>[\[(])(?P<lower>-?\d+(?:\.\d+)?)?,(?P<upper>-?\d+(?:\.\d+)?)?(?P<right>[\])])")

Bound = tuple[Decimal, bool]
Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One text and what must be read in it; what is None is not checked."""

    id: str
    text: str
    constraints: list[Json] | None = None
    criteria: list[Json] | None = None
    diagnostics: tuple[str, ...] = ()
    note: str | None = None
    xfail: str | None = None  # why it is not reached yet


def load_cases() -> list[Case]:
    """All cases of the folder, `id` being file and line."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
    root = loader.get_single_node()
    assert root is not None
    for node, data in zip(root.value, loader.construct_document(root), strict=True):
        data["diagnostics"] = tuple(data.get("diagnostics", ()))
        yield Case(id=f"{path.name}:{node.start_mark.line + 1}", **data)


def read_interval(text: str | None) -> tuple[Bound | None, Bound | None]:
    """The two ends of `[18,65)`, each a value and whether it is included, None where open.

    >>> read_interval("(,2.5]")
    (None, (Decimal('2.5'), True))
    """
    if text is None:
        return None, None
    found = _INTERVAL.fullmatch(text)
    if found is None:
        raise ValueError(f"no interval: {text!r}")
    lower, upper = found["lower"], found["upper"]
    return (
        (Decimal(lower), found["left"] == "[") if lower else None,
        (Decimal(upper), found["right"] == "]") if upper else None,
    )


def check(case: Case, eligibility: Json) -> list[str]:
    """What in the parse (`parse_criteria(case.text).model_dump(mode="json")`) is not as the case says."""
    text = fold(case.text)
    criteria = list(_walk(eligibility["criteria"], None))
    problems: list[str] = []
    if case.constraints is not None:
        problems += _check_constraints(text, case.constraints, [c for item, _ in criteria for c in item["constraints"]])
    if case.criteria is not None:
        problems += _check_criteria(text, case.criteria, criteria)
    codes = {diagnostic["code"] for diagnostic in eligibility.get("diagnostics", ())}
    return problems + [f"no diagnostic {code}" for code in case.diagnostics if code not in codes]


def _walk(criteria: list[Json], parent: Json | None) -> Iterator[tuple[Json, Json | None]]:
    for criterion in criteria:
        yield criterion, parent
        yield from _walk(criterion["children"], criterion)


def _check_constraints(text: str, expected: list[Json], found: list[Json]) -> list[str]:
    """Pairs what was expected with what was found, the best pairs first, and lists what does not agree."""
    pairs = sorted(
        ((_compare(text, want, have), i, j) for i, want in enumerate(expected) for j, have in enumerate(found)),
        key=lambda pair: (len(pair[0]), pair[1:]),
    )
    problems: list[str] = []
    missing, extra = set(range(len(expected))), set(range(len(found)))
    for differences, i, j in pairs:
        if touches(text, expected[i]["evidence"], found[j]["span"]) and i in missing and j in extra:
            missing.remove(i)
            extra.remove(j)
            problems += [f"{expected[i]['evidence']!r}: {difference}" for difference in differences]
    problems += [f"missed {expected[i]['kind']} {expected[i]['evidence']!r}" for i in sorted(missing)]
    return problems + [f"too much: {found[j]['kind']} {_of(text, found[j]['span'])!r}" for j in sorted(extra)]


def _compare(text: str, want: Json, have: Json) -> list[str]:
    """Where one found constraint differs from one expected."""
    subject = have.get("subject") or {}
    plain = {
        "kind": have["kind"],
        "evidence": _words(_of(text, have["span"])),
        "subject_id": subject.get("id"),
        "unit": have.get("unit"),
        "levels": have.get("levels"),
        "direction": have.get("direction"),
        "anchor": (have.get("anchor") or {}).get("key"),
        "reference": have.get("reference"),
        "negated": bool(have.get("negated")),
        "change": have.get("change"),
    }
    wanted = {
        **{key: want[key] for key in plain if key in want},
        "evidence": _words(want["evidence"]),
        "reference": want.get("reference"),
        "negated": want.get("negated", False),
    }
    problems = [
        f"{key} is {plain[key]!r}, not {value!r}"
        for key, value in wanted.items()
        if (_level_set(plain[key]) != _level_set(value) if key == "levels" else plain[key] != value)
    ]
    if "interval" in want and (got := _bounds(have.get("interval"))) != read_interval(want["interval"]):
        problems.append(f"interval is {got}, not {want['interval']}")
    if "count" in want and (got := _bounds(have.get("count"))) != read_interval(want["count"]):
        problems.append(f"count is {got}, not {want['count']}")
    if "subject" in want:
        problems += _check_words(text, "subject", want["subject"], have.get("subject"))
    for clause in ("condition", "exception"):
        problems += _check_words(text, clause, want.get(clause), have.get(clause))
    return problems


def _level_set(levels: list[str] | None) -> set[str]:
    """The members without regard for case, quotes and spaces."""
    return {re.sub(r"[^A-Z0-9+]", "", str(level).upper()) for level in levels or ()}


def _check_words(text: str, name: str, words: str | None, found: Json | None) -> list[str]:
    """A named stretch must be there and touch the expected words, or be absent where none are expected."""
    if words is None:
        return [f"{name} {found['text']!r} is too much"] if found else []
    if found is None:
        return [f"{name} {words!r} is missing"]
    return [] if touches(text, words, found["span"]) else [f"{name} is {found['text']!r}, not {words!r}"]


def _check_criteria(text: str, expected: list[Json], found: list[tuple[Json, Json | None]]) -> list[str]:
    """Criteria agree in page order: kind, own words and parent."""
    wanted = [
        (item["kind"], item["text"], expected[item["parent"]]["text"] if "parent" in item else None)
        for item in expected
    ]
    got = [
        (item["kind"], _words(_of(text, item["span"])), _words(_of(text, parent["span"])) if parent else None)
        for item, parent in found
    ]
    if got == wanted:
        return []
    missing = [f"criterion missing or other: {item}" for item in wanted if item not in got]
    extra = [f"criterion too much or other: {item}" for item in got if item not in wanted]
    return missing + extra or ["criteria in another order"]


def touches(text: str, words: str, span: Json) -> bool:
    """Whether some place of `words` in the text shares a character with the span."""
    return any(m.start() < span["end"] and span["start"] < m.end() for m in re.finditer(re.escape(words), text))


def _bounds(interval: Json | None) -> tuple[Bound | None, Bound | None]:
    ends = ((interval or {}).get(side) for side in ("lower", "upper"))
    lower, upper = ((Decimal(str(end["value"])), bool(end["inclusive"])) if end else None for end in ends)
    return lower, upper


def _of(text: str, span: Json) -> str:
    return text[span["start"] : span["end"]]


def _words(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Runs all cases and prints every problem and the count."""
    from trialparse import parse_criteria

    cases = load_cases()
    wrong = {
        case.id: found for case in cases if (found := check(case, parse_criteria(case.text).model_dump(mode="json")))
    }
    for name, problems in wrong.items():
        print(name, *problems, sep="\n    ")
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases right")


if __name__ == "__main__":
    main()
