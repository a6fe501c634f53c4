"""The tagger: the same words name the same things, any words are read, and a file that holds no weights is named."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.presence.tagger import Named, read_tagger, tagger
from trialparse.criteria.presence.words import words
from trialparse.lexicon.source import LexiconError


def named(text: str) -> list[tuple[str, str]]:
    """The things that a text names, with their categories."""
    over, _ = words(text, (0, len(text)))
    return [(text[over.starts[one.first] : over.ends[one.after - 1]], one.category) for one in tagger().find(over)]


@pytest.fixture(scope="module")
def weights() -> bytes:
    return (resources.files("trialparse.criteria.presence") / "weights.npz").read_bytes()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migraine", [("Migraine", "condition")]),
        ("severe asthma and gout", [("asthma", "condition"), ("gout", "condition")]),
        ("treated with lithium", [("lithium", "drug")]),
        ("kidney biopsy", [("kidney biopsy", "procedure")]),
        ("", []),
        (" \n\t", []),
        ("x", []),
        (", ; ( ) ' -", []),
        ("1 2 3 2024", []),
        ("grompeld of the snarvik", []),
    ],
)
def test_what_a_text_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_no_words_name_nothing() -> None:
    over, _ = words("gout")
    assert (len(over), list(tagger().find(over))) == (0, [])


@given(st.text(max_size=80))
def test_any_text_is_read_the_same_each_time(text: str) -> None:
    over, _ = words(text, (0, len(text)))
    found = list(tagger().find(over))
    assert list(tagger().find(over)) == found
    places = [place for one in found for place in (one.first, one.after)]
    assert places == sorted(places)
    assert all(one.first < one.after and 0 < one.likely <= 1 for one in found)


@pytest.mark.xfail(reason="words see three words far, the boundary between criteria is two wide")
@given(
    st.lists(st.sampled_from(["no", "active", "gout", ",", "or", "severe", "asthma", "hepatitis", "B", "C", "(", ")", "prior", "lithium"]), max_size=9)
)
def test_a_criterion_is_read_by_itself(own: list[str]) -> None:
    """Neighbours on the page change nothing."""
    alone, other = " ".join(own), "History of kidney transplant; "
    text = other + alone
    over, [_, (first, after)] = words(text, (0, len(other)), (len(other), len(text)))
    by_itself, _ = words(alone, (0, len(alone)))
    shift = first - 2  # the boundary before the only criterion
    found = [one for one in tagger().find(over) if first <= one.first < after]
    expected = [
        Named(one.first + shift, one.after + shift, one.category, one.likely) for one in tagger().find(by_itself)
    ]
    assert [(one.first, one.after, one.category) for one in found] == [
        (one.first, one.after, one.category) for one in expected
    ]
    assert [one.likely for one in found] == pytest.approx([one.likely for one in expected])


def test_weights_come_back_from_their_file(tmp_path: Path, weights: bytes) -> None:
    file = tmp_path / "other.npz"
    file.write_bytes(weights)
    over, _ = words("gout and asthma", (0, 15))
    assert list(read_tagger(file).find(over)) == list(tagger().find(over))


@pytest.mark.parametrize("kept", [0, 3, 1000, -1000])
def test_a_broken_file_is_named(tmp_path: Path, weights: bytes, kept: int) -> None:
    file = tmp_path / "broken.npz"
    file.write_bytes(weights[:kept])
    with pytest.raises(LexiconError, match=r"^broken\.npz: "):
        read_tagger(file)


@pytest.mark.parametrize("name", ["absent.npz", "."])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(LexiconError, match=rf"^{(tmp_path / name).name}: "):
        read_tagger(tmp_path / name)


def test_a_file_of_other_arrays_is_named(tmp_path: Path) -> None:
    file = tmp_path / "others.npz"
    np.savez(file, tags=np.array("O\nB-drug"))
    with pytest.raises(LexiconError, match=r"^others\.npz: "):
        read_tagger(file)
