"""Every spec case holds, and the spec files themselves are sound."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import trialparse
from spec.cases import FOLDER, check, load_cases
from trialparse.evaluation.cases import CASE, CONSTRAINT, CRITERION, Case, read_interval
from trialparse.evaluation.facts import Json
from trialparse.lexicon.alphabet import MOMENT
from trialparse.lexicon.loader import builtin
from trialparse.text import fold

CASES = load_cases()
PACKS = Path(trialparse.__file__).parent / "lexicon" / "packs"
ANCHORS = {phrase.key for phrase in builtin().phrases if phrase.code == MOMENT} | {"OTHER"}


def constraints() -> Iterator[tuple[Case, Json]]:
    for case in CASES:
        for constraint in case.constraints or ():
            yield case, constraint


def marked(case: Case) -> Any:
    """The case; one not reached yet must fail, so that it is noticed when it is."""
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.name, marks=marks)


def explained(eligibility: trialparse.Eligibility) -> Iterator[str]:
    """How each criterion of a text was read."""
    for criterion in eligibility.walk():
        yield f"\n{criterion.text}\n{trialparse.explain(criterion, page=eligibility)}"


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: Case) -> None:
    eligibility = trialparse.parse_criteria(case.text)
    if problems := check(case, eligibility.model_dump(mode="json")):
        pytest.fail("\n".join([case.name, *problems, *explained(eligibility)]), pytrace=False)


def test_every_text_stands_once() -> None:
    assert [text for text, n in Counter(case.text for case in CASES).items() if n > 1] == []


def test_every_case_says_what_is_expected() -> None:
    assert [case.name for case in CASES if case.constraints is None and case.criteria is None] == []


def test_anchors_are_in_the_lexicon() -> None:
    assert {constraint["anchor"] for _, constraint in constraints() if "anchor" in constraint} - ANCHORS - {
        None
    } == set()


def test_what_is_not_negated_does_not_say_so() -> None:
    assert [case.name for case, constraint in constraints() if constraint.get("negated", True) is not True] == []


def readme_rows() -> Iterator[tuple[list[str], list[str]]]:
    """The rows of the tables of keys: what stands in backticks in the first and in the second column."""
    for row in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        if row.startswith("| `"):
            _, keys, meaning, _ = row.split("|")
            yield re.findall(r"`(\w+)`", keys), re.findall(r"`(\w+)`", meaning)


def test_the_readme_has_the_keys_and_their_choices() -> None:
    told = {key for keys, _ in readme_rows() for key in keys}
    used = {key for _, constraint in constraints() for key in constraint} | set(CASE)
    assert (used - told, told - set(CASE) - set(CONSTRAINT)) == (set(), set())
    # The kinds are the model's: a new one is no row to write.
    closed = [key for key in CONSTRAINT if CONSTRAINT[key] and key != "kind"]
    choices = {key: set(meaning) for keys, meaning in readme_rows() for key in keys if key in closed}
    assert choices == {key: set(CONSTRAINT[key]) - {None} for key in choices}
    assert {key for keys, meaning in readme_rows() if keys == ["criteria"] for key in meaning} == set(CRITERION)


def test_evidence_and_clauses_stand_in_the_folded_text() -> None:
    wrong = [
        (case.name, constraint[key])
        for case, constraint in constraints()
        for key in ("evidence", "subject", "condition", "exception")
        if key in constraint and constraint[key] not in fold(case.text)
    ]
    assert wrong == []


def test_intervals_are_intervals() -> None:
    for case, constraint in constraints():
        interval = read_interval(constraint.get("interval")) or trialparse.Interval()
        lower, upper = interval.lower, interval.upper
        assert lower is None or upper is None or lower.value <= upper.value, case.name


def test_criteria_are_sound() -> None:
    for case in CASES:
        for place, criterion in enumerate(case.criteria or ()):
            assert criterion.get("parent", -1) < place, case.name
            assert criterion["text"] in " ".join(fold(case.text).split()), case.name


def test_subject_ids_are_in_the_packs() -> None:
    packs = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PACKS.glob("*.toml")]
    if not packs:
        pytest.skip("no pack yet")
    tables = [table for pack in packs for table in pack.values() if isinstance(table, list)]
    known = {entry["id"] for table in tables for entry in table if isinstance(entry, dict) and "id" in entry}
    assert {c["subject_id"] for _, c in constraints() if "subject_id" in c} - known - {None} == set()
