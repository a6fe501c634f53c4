"""Folding: one character for one."""

import pytest

from trialparse.text import fold


@pytest.mark.parametrize(
    ("raw", "folded"),
    [(r"ALT =\< 3", "ALT  =< 3"), (r"\>\= 2", "  >= 2"), ("=&lt; 3", "   =< 3"), (r"a\=b \< c", "a =b  < c")],
)
def test_an_escape_inside_a_comparator_parts_no_signs(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_a_tag_ends_on_its_line() -> None:
    text = "w<a\n\n* Age > 18"
    assert fold(text) == text
    assert fold('x <a href="y">z') == "x" + 13 * " " + "z"
