"""Clauses beside a limit: which limit they govern, and where they end."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, governed, words
from trialparse.criteria.scope.beside import beside, clause_end
from trialparse.lexicon.alphabet import IF


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lipase < 60 U/L if feverish", "if feverish"),
        ("Lipase < 60 U/L if feverish; ferritin > 20 ng/mL", "if feverish"),
        ("Lipase < 60 U/L if feverish, weak or pale", "if feverish, weak or pale"),
        ("Lipase < 60 U/L if feverish or if weak", "if feverish or if weak"),
        ("Lipase < 60 U/L if feverish or ≥ 70 years old", "if feverish or ≥ 70 years old"),
        ("Lipase < 60 U/L if feverish, pulse < 120 bpm", "if feverish"),
        ("Lipase < 60 U/L if feverish, in men if pale", "if feverish"),
        ("Lipase < 60 U/L if feverish except in spring", "if feverish"),
        ("Lipase < 60 U/L (if feverish) at screening", "if feverish"),
    ],
)
def test_clause_end(text: str, expected: str) -> None:
    frame = frame_of(text)
    index = frame.codes.index(IF)
    assert words(frame, index, clause_end(frame, index, frame.group(index)[1], people=False)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lipase in men < 60 U/L", "in men"),
        ("Lipase in men and in women < 60 U/L", "in men"),
        ("Lipase in men: < 60 U/L", "in men"),
        ("Lipase < 60 U/L in men and < 50 U/L in women", "in men"),
        ("Lipase < 60 U/L in men and ferritin > 20 ng/mL", "in men"),
        ("Lipase < 60 U/L in men or boys", "in men or boys"),
    ],
)
def test_people_end_where_another_limit_begins(text: str, expected: str) -> None:
    frame = frame_of(text)
    index = frame.codes.index(IF)
    end = clause_end(frame, index, frame.group(index)[1], people=True)
    assert words(frame, index, end) == expected


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Lipase < 60 U/L if pale", ["if pale"], "beside.left"),
        ("Lipase < 60 U/L (if pale)", ["if pale"], "beside.left"),
        ("Lipase in men < 60 U/L", ["in men"], "beside.right"),
        ("Lipase < 60 U/L, if pale", ["if pale"], "beside.comma"),
        ("Lipase < 60 U/L and ferritin in men > 20 ng/mL", [None, "in men"], "beside.right"),
        ("Lipase < 60 U/L, weak or ill if pale", [None], None),
        ("Lipase < 60 U/L; if pale", [None], None),
        ("Weak if pale", [], None),
        ("Lipase (if pale, then weak) < 60 U/L", [None], None),
    ],
)
def test_beside(text: str, expected: list[str | None], why: str | None) -> None:
    frame = frame_of(text)
    index = frame.codes.index(IF)
    people = frame.word(index) == "in men"
    end = clause_end(frame, index, frame.group(index)[1], people=people)
    clause = beside(frame, index, end, people=people)
    assert (clause.whys if clause else ()) == ((why,) if why else ())
    assert [held for _, held in governed(frame, [clause] if clause else [])] == expected
