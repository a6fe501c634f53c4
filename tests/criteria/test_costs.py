"""Reading takes work in proportion to the length of a text: what is counted are the calls, which no clock disturbs."""

from __future__ import annotations

import pytest

from trialparse import parse_criteria
from work import calls

_REPEATS = 100
_AT_MOST = 2.6  # times the calls for twice the text

REPEATED = (
    "≥5 ",
    "≥ 5 or ",
    "18 ≤ ",
    "> 5 mg/dL ",
    "\u200b≥\ufeff5\u202e ",
    "(5 x ULN if ",
    "visit 1, ",
    "not ",
    "- a:\n",
    "≥ 5 or",
    "ECOG 0-1, ",
    "no ",
    "if ALT > 5 ",
    "except ",
    "3 of 4 ",
    "within 3 days or ",
)


@pytest.mark.parametrize("words", REPEATED)
def test_twice_the_text_is_twice_the_work(words: str) -> None:
    parse_criteria(words * 2 * _REPEATS)  # what is kept between texts is made
    assert calls(words * 2 * _REPEATS) <= _AT_MOST * calls(words * _REPEATS)


def test_a_lead_in_is_read_once_for_all_its_children() -> None:
    def text(times: int) -> str:
        return "Inclusion Criteria:\n- " + "words " * times + ":\n" + "  - > 5\n" * times

    parse_criteria(text(2 * _REPEATS))
    assert calls(text(2 * _REPEATS)) <= _AT_MOST * calls(text(_REPEATS))
