"""Every spec case holds, and the spec files themselves are sound."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import trialparse
from spec.cases import ANCHORS, KEYS, KINDS, Case, check, load_cases, read_interval
from trialparse.text import fold

CASES = load_cases()
PACKS = Path(trialparse.__file__).parent / "lexicon" / "packs"
CHOICES = {
    "kind": KINDS,
    "anchor": ANCHORS | {None},
    "direction": {"before", "after", "for", None},
    "reference": {"ULN", "LLN", "baseline", "predicted"},
    "negated": {True},
}


def constraints() -> Iterator[tuple[Case, dict[str, Any]]]:
    for case in CASES:
        for constraint in case.constraints or ():
            yield case, constraint


def marked(case: Case) -> Any:
    """The case; one not reached yet must fail, so that it is noticed when it is."""
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: Case) -> None:
    eligibility = trialparse.parse_criteria(case.text).model_dump(mode="json")
    assert check(case, eligibility) == []


def test_every_text_stands_once() -> None:
    assert [text for text, n in Counter(case.text for case in CASES).items() if n > 1] == []


def test_every_case_says_what_is_expected() -> None:
    assert [case.id for case in CASES if case.constraints is None and case.criteria is None] == []


def test_keys_and_values_are_known() -> None:
    wrong = [
        (case.id, key, value)
        for case, constraint in constraints()
        for key, value in constraint.items()
        if key not in KEYS or (key in CHOICES and value not in CHOICES[key])
    ]
    assert wrong == []


def test_evidence_and_clauses_stand_in_the_folded_text() -> None:
    wrong = [
        (case.id, constraint[key])
        for case, constraint in constraints()
        for key in ("evidence", "subject", "condition", "exception")
        if key in constraint and constraint[key] not in fold(case.text)
    ]
    assert wrong == []


def test_intervals_are_intervals() -> None:
    for case, constraint in constraints():
        lower, upper = read_interval(constraint.get("interval"))
        assert lower is None or upper is None or lower[0] <= upper[0], case.id


def test_criteria_are_sound() -> None:
    for case in CASES:
        for place, criterion in enumerate(case.criteria or ()):
            assert {"kind", "text"} <= set(criterion) <= {"kind", "text", "parent"}, case.id
            assert criterion["kind"] in {"inclusion", "exclusion", "unknown"}, case.id
            assert criterion.get("parent", -1) < place, case.id
            assert criterion["text"] in " ".join(fold(case.text).split()), case.id


def test_subject_ids_are_in_the_packs() -> None:
    packs = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PACKS.glob("*.toml")]
    if not packs:
        pytest.skip("no pack yet")
    tables = [table for pack in packs for table in pack.values() if isinstance(table, list)]
    known = {entry["id"] for table in tables for entry in table if isinstance(entry, dict) and "id" in entry}
    assert {c["subject_id"] for _, c in constraints() if "subject_id" in c} - known - {None} == set()
