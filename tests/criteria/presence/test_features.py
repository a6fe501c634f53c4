"""Features: what a word shows of itself, and which terms stand over the words of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.presence.features import known, name
from trialparse.criteria.presence.words import split


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Gout", "gout"), ("7", "0"), ("12", "00"), ("2024", "000"), ("V600E", "v600e"), ("٣", "0"), ("(", "(")],
)
def test_a_word_is_named_without_case_and_a_number_by_its_length(word: str, expected: str) -> None:
    assert name(word) == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("gout", "lower"),
        ("Gout", "title"),
        ("MRI", "capitals"),
        ("B", "capital"),
        ("mRNA", "mixed case"),
        ("V600E", "mixed"),
        ("2024", "number"),
        (";", "mark"),
    ],
)
def test_a_word_shows_its_shape(word: str, shape: str) -> None:
    assert [form for form in known().form(word) if form.startswith("shape ")] == [f"shape {shape}"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("keratitis", {"ending condition", "suffix itis", "prefix kera"}),
        ("nephrectomy", {"ending procedure"}),
        ("syndrome", {"head condition"}),
        ("biopsy", {"head procedure"}),
    ],
)
def test_a_word_shows_what_the_vocabulary_knows_of_it(word: str, forms: set[str]) -> None:
    assert forms <= set(known().form(word))


def test_a_word_that_nobody_knows_shows_its_letters_alone() -> None:
    assert {form.partition(" ")[0] for form in known().form("snarvik")} == {"shape", "suffix", "prefix"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no heart failure", ["-", "condition B", "condition E"]),
        ("chronic obstructive pulmonary disease", ["condition B", "condition I", "condition I", "condition E"]),
        ("gout", ["condition B"]),
        ("snarvik", ["-"]),
        ("", []),
    ],
)
def test_the_terms_over_the_words(text: str, expected: list[str]) -> None:
    found = split(text)
    assert known().places(found, [word.lower() for word in found]) == expected


@given(st.text(max_size=40))
def test_each_word_has_one_place(text: str) -> None:
    found = split(text)
    assert len(known().places(found, [word.lower() for word in found])) == len(found)
    for word in found:
        assert list(known().form(word)) == list(known().form(word))
