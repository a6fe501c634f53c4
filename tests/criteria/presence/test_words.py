"""Words and terms: where the words of a text stand, and which known terms they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.presence.terms import Terms
from trialparse.criteria.presence.words import BOUNDARY, split, words

TERMS = Terms(
    {
        ("gout",): "condition",
        ("gout", "attack"): "condition",
        ("heart", "attack"): "condition",
        ("attack", "rate"): "observation",
        ("st", ".", "john", "'", "s", "wort"): "drug",
        ("b",): "organism",
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gout", [(0, 1, "condition")]),
        ("a gout attack", [(1, 3, "condition")]),
        ("gouty attack", []),
        ("pregout gout2 gout", [(2, 3, "condition")]),
        ("heart attack rate", [(0, 2, "condition")]),  # what begins first counts
        ("gout gout attack gout", [(0, 1, "condition"), (1, 3, "condition"), (3, 4, "condition")]),
        ("st. john's wort", [(0, 6, "drug")]),
        ("b b", [(0, 1, "organism"), (1, 2, "organism")]),
        ("heart - attack", []),
        ("", []),
        ("nothing of these", []),
    ],
)
def test_terms_are_found_where_whole_words_say_them(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(TERMS.find(split(text))) == expected


@given(st.lists(st.sampled_from(["gout", "attack", "heart", "rate", "b", "."]), max_size=12))
def test_terms_stand_apart_and_in_order(given_words: list[str]) -> None:
    places = [place for first, after, _ in TERMS.find(given_words) for place in (first, after)]
    assert places == sorted(places)
    assert all(0 <= place <= len(given_words) for place in places)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_read_back(before: str, own: str) -> None:
    text = before + own
    found, [(first, after)] = words(text, (len(before), len(text)))
    assert found.surfaces[first:after] == split(own)
    assert all(
        text[start:end] == surface
        for start, end, surface in zip(found.starts[first:after], found.ends[first:after], split(own), strict=True)
    )
    assert found.lower[:first] == found.lower[after:] == [BOUNDARY] * 2


def test_a_stretch_between_words_has_none() -> None:
    found, _ = words("gout  or", (0, 8))
    assert found.at(4, 6) == (3, 3)
    assert found.at(0, 8) == (2, 4)
    assert found.at(2, 7) == (2, 4)  # words that it cuts count
