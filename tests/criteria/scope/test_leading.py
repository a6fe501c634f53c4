"""Clauses that lead a sentence: where they end."""

from __future__ import annotations

import pytest

from criteria.scope.reading import frame_of, words
from trialparse.criteria.scope.leading import lead_end


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("If feverish: heart rate < 120 bpm", "If feverish", "leading.colon"),
        ("If feverish, the heart rate must be < 120 bpm", "If feverish", "leading.main"),
        ("If feverish, weak, or pale, the heart rate must be < 120 bpm", "If feverish, weak, or pale", "leading.main"),
        ("If feverish, weak, pulse must be < 120 bpm", "If feverish, weak", "leading.verb"),
        ("If feverish the pulse must be < 120 bpm", "If feverish", "leading.law"),
        ("If feverish, pulse < 120 bpm", "If feverish", "leading.comma"),
        ("If feverish, weak; pulse < 120 bpm", "If feverish", "leading.stop"),
        ("If feverish (or weak, pale), pulse < 120 bpm", "If feverish (or weak, pale)", "leading.comma"),
        ("If feverish; pulse < 120 bpm", None, None),
        ("If feverish pulse < 120 bpm", None, None),
        ("If must", None, None),
        ("If feverish", None, None),
        ("If feverish (weak, pale) pulse < 120 bpm", None, None),
        ("If the pulse is < 120 bpm", None, None),
    ],
)
def test_lead_end(text: str, expected: str | None, why: str | None) -> None:
    frame = frame_of(text)
    found = lead_end(frame, 0, len(frame.codes))
    assert (found and words(frame, 0, found.place), found and found.why) == (expected, why)
