"""The parser takes any string, and says what it made of it."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trialparse
from trialparse import Parser

STRINGS = {
    "empty": "",
    "blank": " \n\t\r\n\u00a0",
    "junk": "\x00\x01\ufffe\ud800 \udfff\x7f" * 20,
    "digits": "0123456789 " * 50,
    "one label": "NCT ID:",
    "labels": "NCT ID:\nLast Updated:\nBasic Information\nStudy Design\nSponsors\nLocations\nSite Status\n",
    "a novel": "It was late when the train left, and nobody on it spoke. " * 400,
    "line separators": "Inclusion Criteria:\u2028- Age 18 to 65 years\u2029- Weight > 40 kg",
    "brackets": "(" * 3000,
    "right to left": "\u202eمعايير الاشتمال: العمر 18 سنة",
}


@pytest.mark.parametrize("name", STRINGS)
def test_any_string_gives_a_trial(name: str) -> None:
    trial = trialparse.parse(STRINGS[name])
    assert len(trial.text) == len(STRINGS[name])
    assert trial.layout is None or trial.layout.startswith(("meddatax", "generic"))
    assert trial.diagnostics
    trial.model_dump_json()
    trialparse.parse_criteria(STRINGS[name]).model_dump_json()


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_gives_the_same_trial_twice(text: str) -> None:
    trial = trialparse.parse(text)
    assert trialparse.parse(text) == trial
    assert pickle.loads(pickle.dumps(trial)) == trial


@pytest.mark.parametrize("given", [b"NCT ID: NCT09990417", Path("page.txt"), None, 7])
def test_what_is_no_string_is_told_where_to_go(given: object) -> None:
    with pytest.raises(TypeError, match=r"trialparse\.read"):
        trialparse.parse(given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"trialparse\.read"):
        trialparse.parse_criteria(given)  # type: ignore[arg-type]


def test_bare_criteria_are_eligibility() -> None:
    trial = trialparse.parse("SLEDAI-2K ≥ 8 points at screening")
    assert trial.layout is None
    assert trial.eligibility is not None
    assert trial.eligibility.text == trial.text
    assert [each.code for each in trial.diagnostics][:1] == ["unknown-layout"]


def test_the_parser_is_a_value() -> None:
    parser = Parser(layouts=("meddatax",))
    assert pickle.loads(pickle.dumps(parser)) == parser
    assert hash(parser) == hash(Parser(layouts=("meddatax",)))
    with pytest.raises(AttributeError):
        parser.layouts = None  # type: ignore[misc]
    with pytest.raises(ValueError, match="no layout is called unheard_of"):
        Parser(layouts=("unheard_of",))


def test_threads_share_a_parser() -> None:
    texts = [f"Inclusion Criteria:\n- Age {age} to 65 years" for age in range(18, 40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(trialparse.parse, texts)) == [trialparse.parse(text) for text in texts]


@pytest.mark.parametrize("read", [trialparse.parse, trialparse.parse_criteria], ids=lambda read: read.__name__)
def test_a_path_for_its_text_is_told(read: Callable[[Any], Any], tmp_path: Path) -> None:
    """By its shape alone; text is read as text, and a file that is there is not opened."""
    path = tmp_path / "page.txt"
    path.write_text("Inclusion Criteria:\n- Age > 18", encoding="utf-8")
    for text in (str(path), "no/such file.html"):
        (said,) = [each for each in read(text).diagnostics if each.code == "looks-like-a-path"]
        assert "parse(read(path))" in said.message
        assert [span.of(text) for span in said.spans] == [text]
    assert "looks-like-a-path" not in [each.code for each in read(trialparse.read(path)).diagnostics]
    with pytest.raises(TypeError, match=rf"{read.__name__} takes text, not \w*Path.*{read.__name__}\(read\(path\)\)"):
        read(path)
    with pytest.raises(TypeError, match=rf"^{read.__name__} takes text, not NoneType"):
        read(None)
