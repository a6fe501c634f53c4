"""The frame: brackets, full stops, parts and limits."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, words
from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.scope.frame import CRITERION, LOCAL, SENTENCE, Clause, Frame, decide

TEXT = "Lipase > 60 U/L (amylase > 90 U/L), ferritin < 20 ng/mL. Sodium > 130 mmol/L"


def index_of(frame: Frame, word: str) -> int:
    """The first atom that holds a word."""
    return next(i for i, atom in enumerate(frame.sentence.atoms) if word in frame.sentence.of(atom))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Lipase", "Lipase > 60 U/L (amylase > 90 U/L), ferritin < 20 ng/mL"),
        ("amylase", "amylase > 90 U/L"),
        ("90", "amylase > 90 U/L"),
        ("ferritin", "Lipase > 60 U/L (amylase > 90 U/L), ferritin < 20 ng/mL"),
        ("Sodium", "Sodium > 130 mmol/L"),
        ("130", "Sodium > 130 mmol/L"),
    ],
)
def test_group(word: str, expected: str) -> None:
    frame = frame_of(TEXT)
    assert words(frame, *frame.group(index_of(frame, word))) == expected


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("a (b) c", [True]),
        ("a (b (c) d)", [True, True]),
        ("a (b", [False]),
        ("a (b (c)", [True, False]),
        ("a) b", []),
        ("a b", []),
    ],
)
def test_brackets(text: str, closed: list[bool]) -> None:
    frame = frame_of(text)
    assert sorted(after < len(frame.codes) for after in frame.closing.values()) == sorted(closed)


@pytest.mark.parametrize(
    ("word", "limit"),
    [("60", True), ("90", True), ("20", True), ("130", True), ("Lipase", False), ("Sodium", False), ("(", False)],
)
def test_limits(word: str, limit: bool) -> None:
    frame = frame_of(TEXT)
    assert frame.ends_limit(index_of(frame, word)) is limit


@pytest.mark.parametrize(
    ("word", "before", "following"),
    [
        ("Lipase", None, "> 60 U/L"),
        ("(", "> 60 U/L", "> 90 U/L"),
        ("amylase", "> 60 U/L", "> 90 U/L"),
        ("ferritin", "> 90 U/L", "< 20 ng/mL"),
        ("Sodium", "< 20 ng/mL", "> 130 mmol/L"),
        ("130", "< 20 ng/mL", None),
    ],
)
def test_limits_before_and_behind(word: str, before: str | None, following: str | None) -> None:
    frame = frame_of(TEXT)
    index = index_of(frame, word)
    found = frame.before(index, 0), frame.next(index, len(frame.codes))
    assert [limit and words(frame, limit[0], limit[1] + 1) for limit in found] == [before, following]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("No chronic lung disease Bilirubin less than 2 mg/dL", "Bilirubin", True),
        ("A history of Bilirubin less than 2 mg/dL", "Bilirubin", False),
        ("No chronic lung disease, Bilirubin less than 2 mg/dL", "Bilirubin", False),
        ("No chronic lung disease bilirubin less than 2 mg/dL", "bilirubin", False),
        ("No Chronic Disease", "Disease", False),
        ("Bilirubin less than 2 mg/dL", "Bilirubin", False),
        ("Sodium > 130 mmol/L Bilirubin less than 2 mg/dL", "Bilirubin", True),
    ],
)
def test_runs_on(text: str, word: str, expected: bool) -> None:
    frame = frame_of(text)
    assert frame.runs_on(index_of(frame, word)) is expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ([], None),
        ([Clause(0, 1, 0, 99)], 0),
        ([Clause(0, 1, 0, 99, CRITERION), Clause(1, 2, 0, 99, SENTENCE)], 1),
        ([Clause(0, 1, 0, 99, SENTENCE), Clause(3, 4, 0, 99, LOCAL)], 1),
        ([Clause(0, 1, 0, 99), Clause(1, 2, 0, 99)], 1),
        ([Clause(1, 2, 0, 99), Clause(0, 1, 0, 99)], 0),
        ([Clause(0, 9, 0, 99)], None),
        ([Clause(0, 1, 9, 99)], None),
    ],
)
def test_the_nearest_clause_governs(clauses: list[Clause], expected: int | None) -> None:
    frame = frame_of("Lipase of the gland > 60 U/L")
    held = frame.governed(clauses)
    assert list(held.values()) == ([] if expected is None else [clauses[expected]])


def test_decide_names_the_rule_that_found_a_clause() -> None:
    rules = Table(
        "clause",
        Rule("clause.even", lambda index: index % 2 == 0, lambda index: Clause(index, index + 1, 0, 9), example=""),
        Rule("clause.five", lambda index: index == 5, lambda _: None, example=""),
        Rule("clause.odd", always, lambda index: Clause(index, index + 1, 0, 9, whys=("other.odd",)), example=""),
    )
    found = [decide(rules, index) for index in (4, 5, 7)]
    assert [clause and clause.whys for clause in found] == [("clause.even",), None, ("clause.odd", "other.odd")]
    assert decide(Table("none"), 4) is None
