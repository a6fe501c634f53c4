"""How things are joined: the cases of `joining.yaml`, and what the words between two things say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from criteria.scope.reading import criteria
from criteria.scope.test_logic import shape_of
from trialparse import parse_criteria
from trialparse.criteria.presence.gaps import Bond, gap_of
from trialparse.criteria.scope.joins import Hold
from work import calls

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("joining.yaml").read_text(encoding="utf-8"))
SHAPES = (
    "gout such as ", "gout (e.g. ", "gout, either ", "gout or falls requiring ", "one of the following: gout, ",
    "no gout requiring ", "gout with or without ", "both gout (", "gout, but not ", "gout: at least two of: ",
    "biopsy in women of childbearing potential and ", "gout, on aspirin and ", "KRAS/NRAS wild-type/",
    "ALK or ROS1 gout ",
)  # fmt: skip


def marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case["text"], case.get("kind", "inclusion"), case["logic"], id=case["text"], marks=marks)


@pytest.mark.parametrize(("text", "kind", "logic"), [marked(case) for case in CASES])
def test_a_criterion_is_joined_as_it_says(text: str, kind: str, logic: str) -> None:
    (criterion,) = criteria(text, kind)
    assert shape_of(criterion) == logic


def test_a_case_stands_once_and_has_no_other_keys() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {key for case in CASES for key in case} == {"text", "kind", "logic", "xfail"}


@pytest.mark.parametrize(
    ("words", "word", "hold", "bond"),
    [
        (" or ", "or", Hold.WORDS, Bond.NONE),
        (" and/or ", "or", Hold.WORDS, Bond.NONE),
        (", and ", "and", Hold.COMMA, Bond.NONE),
        ("; ", "", Hold.SEMICOLON, Bond.NONE),
        (". ", "", Hold.SENTENCE, Bond.NONE),
        (" or another state; ", "", Hold.SEMICOLON, Bond.NONE),
        (", or those unwilling and unable to have ", "or", Hold.COMMA, Bond.NONE),
        (" or need for ", "or", Hold.WORDS, Bond.NONE),
        (" or treated with ", "or", Hold.WORDS, Bond.NONE),
        (" and who take ", "and", Hold.WORDS, Bond.BESIDE),
        (" or other states requiring ", "and", Hold.WORDS, Bond.GOES),
        (", but not ", "and", Hold.COMMA, Bond.BESIDE),
        (" due to ", "and", Hold.WORDS, Bond.WITH),
        (" of the ", "and", Hold.WORDS, Bond.WORDS),
        (" of ", "and", Hold.WORDS, Bond.OF),
        (" with ", "and", Hold.WORDS, Bond.HAS),
        (", on ", "", Hold.COMMA, Bond.ON),
        (" on ", "and", Hold.WORDS, Bond.WORDS),
        (" and patients taking ", "and", Hold.WORDS, Bond.NONE),
        (" (HIV) ", "and", Hold.WORDS, Bond.TOUCH),
        (" (or, rarely, none) or ", "or", Hold.WORDS, Bond.NONE),
    ],
)
def test_words_join_or_bind(words: str, word: str, hold: Hold, bond: Bond) -> None:
    gap = gap_of(words)
    assert ({"O": "or", "A": "and"}.get(gap.joint.word, ""), gap.joint.hold, gap.bond) == (word, hold, bond)


@pytest.mark.parametrize(
    ("words", "examples", "own", "least", "colon"),
    [
        (", such as ", True, True, 1, False),
        (", including but not limited to: ", True, True, 1, True),
        (" or other drugs like ", True, False, 1, False),
        (" and any of the following: ", False, False, 1, True),
        (" with all of the following: ", False, False, None, True),
        (" and at least two of ", False, False, 2, False),
        (" and either ", False, False, 1, False),
        (" and both ", False, False, None, False),
    ],
)
def test_words_open_a_list(words: str, examples: bool, own: bool, least: int | None, colon: bool) -> None:
    opener = gap_of(words).opener
    assert opener is not None
    assert (opener.examples, opener.own, opener.least, opener.colon) == (examples, own, least, colon)


@pytest.mark.parametrize("words", [" including each ", " that includes ", " and no more than two of ", " with "])
def test_words_open_no_list(words: str) -> None:
    assert gap_of(words).opener is None


@pytest.mark.parametrize("words", SHAPES)
def test_twice_the_words_are_twice_the_work(words: str) -> None:
    text = words * 100
    parse_criteria(text * 2)  # what is kept between texts is made
    assert calls(text * 2) <= 2.6 * calls(text)


@pytest.mark.parametrize("words", SHAPES)
def test_deep_words_are_read(words: str) -> None:
    assert parse_criteria(words * 1500).criteria
