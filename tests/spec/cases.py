"""The spec cases: texts with the constraints and criteria a reader finds in them, as data.

README.md beside this file has the format. `python tests/spec/cases.py` runs all of them and counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trialparse.evaluation.cases import Case, places, read_cases, read_interval
from trialparse.evaluation.facts import Json, Place
from trialparse.model import Interval
from trialparse.text import fold

FOLDER = Path(__file__).parent
_LEFT_OUT = {
    "reference": None,
    "negated": False,
    "condition": None,
    "exception": None,
    "experiencer": None,
    "role": "limit",
}  # what leaving a key out asks for
_LEFT_OUT_OF_THINGS = {"period": None, "name": None}


def load_cases() -> list[Case]:
    """All cases of the folder."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path)]


def check(case: Case, eligibility: Json) -> list[str]:
    """What in the parse (`parse_criteria(case.text).model_dump(mode="json")`) is not as the case says."""
    text = fold(case.text)
    criteria = list(_walk(eligibility["criteria"], None))
    problems: list[str] = []
    if case.constraints is not None:
        problems += _check_constraints(text, case.constraints, _asked_about(case, criteria))
    if case.criteria is not None:
        problems += _check_criteria(text, case.criteria, criteria)
    codes = {diagnostic["code"] for diagnostic in eligibility.get("diagnostics", ())}
    return problems + [f"no diagnostic {code}" for code in case.diagnostics if code not in codes]


def _asked_about(case: Case, criteria: list[tuple[Json, Json | None]]) -> list[Json]:
    """The constraints that were found; things without a number only where the case tells any of them.

    A constraint without a condition has that of its criterion: the heading that names a group.
    """
    found = [
        constraint | {"condition": constraint["condition"] or item["condition"]}
        for item, _ in criteria
        for constraint in item["constraints"]
    ]
    told = any(want["kind"] == "presence" for want in case.constraints or ())
    return found if told else [each for each in found if each["kind"] != "presence"]


def _walk(criteria: list[Json], parent: Json | None) -> Iterator[tuple[Json, Json | None]]:
    for criterion in criteria:
        yield criterion, parent
        yield from _walk(criterion["children"], criterion)


def _check_constraints(text: str, expected: tuple[Json, ...], found: list[Json]) -> list[str]:
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
    facts = have | {
        "evidence": _of(text, have["span"]),
        "subject_id": (have.get("subject") or {}).get("id"),
        "category": (have.get("subject") or {}).get("category"),
        "name": (have.get("subject") or {}).get("name"),
        "anchor": (have.get("anchor") or {}).get("key"),
        "experiencer": (have.get("experiencer") or {}).get("key"),
    }
    problems: list[str] = []
    left_out = _LEFT_OUT | (_LEFT_OUT_OF_THINGS if want["kind"] == "presence" else {})
    for key, wanted in (left_out | want).items():
        if key in _CLAUSES:
            problems += _check_words(text, key, wanted, facts.get(key))
        else:
            problems += _check_value(key, wanted, facts.get(key))
    return problems


def _check_value(key: str, wanted: Any, found: Any) -> list[str]:
    plain = _PLAIN.get(key, lambda value: value)
    mine = plain(found)
    return [] if mine == plain(wanted) else [f"{key} is {mine!r}, not {wanted!r}"]


def _levels(levels: list[str] | None) -> set[str]:
    """The members without regard for case, quotes and spaces."""
    return {re.sub(r"[^A-Z0-9+]", "", str(level).upper()) for level in levels or ()}


def _interval(said: Json | str | None) -> Interval:
    return (Interval.model_validate(said) if isinstance(said, dict) else read_interval(said)) or Interval()


def _words(text: str) -> str:
    return " ".join(text.split())


_CLAUSES = ("subject", "condition", "exception")
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "evidence": _words,
    "levels": _levels,
    "interval": _interval,
    "count": _interval,
    "biomarker": lambda said: {name: part for name, part in (said or {}).items() if part is not None},
}


def _check_words(text: str, name: str, words: str | None, found: Json | None) -> list[str]:
    """A named stretch must be there and touch the expected words, or be absent where none are expected."""
    if words is None:
        return [f"{name} {found['text']!r} is too much"] if found else []
    if found is None:
        return [f"{name} {words!r} is missing"]
    return [] if touches(text, words, found["span"]) else [f"{name} is {found['text']!r}, not {words!r}"]


def _check_criteria(text: str, expected: tuple[Json, ...], found: list[tuple[Json, Json | None]]) -> list[str]:
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
    return any(place.overlap(Place(span["start"], span["end"])) for place in places(text, words))


def _of(text: str, span: Json) -> str:
    return text[span["start"] : span["end"]]


def main() -> None:
    """Runs all cases and prints every problem and the count."""
    from trialparse import parse_criteria

    cases = load_cases()
    wrong = {
        case.name: found for case in cases if (found := check(case, parse_criteria(case.text).model_dump(mode="json")))
    }
    for name, problems in wrong.items():
        print(name, *problems, sep="\n    ")
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases right")


if __name__ == "__main__":
    main()
