"""Line breaks as exports write them, and lines that a width broke."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.records.wrapping import is_wrapped, plain_lines, unwrapped

BREAKS = ["\r<br>", "<br>", "<br/>", "<br />", "<BR>", "\r\n", "\r", "\n", "_x000D_\n", "_x000D_<br>", "&#x0D;<br>",
          "&#xD;\n", "&#13;<br>", "&lt;br&gt;", "\r\n<br>", "<br>\r\n"]  # fmt: skip


@pytest.mark.parametrize("written", BREAKS)
def test_a_break_is_one_however_it_is_written(written: str) -> None:
    assert plain_lines(f"Gout {written}Cough") == "Gout\nCough"


@pytest.mark.parametrize("written", BREAKS)
def test_two_breaks_leave_a_line_empty(written: str) -> None:
    assert plain_lines(f"Gout{written * 2}Cough").count("\n") == 2


@pytest.mark.parametrize(
    ("text", "plain"), [("C&acirc;ncer", "Câncer"), ("R&D; AT&T", "R&D; AT&T"), ("&#8805; 5", "≥ 5")]
)
def test_entities_are_characters(text: str, plain: str) -> None:
    assert plain_lines(text) == plain


WRAPPED = """
        Inclusion Criteria:

          -  Written consent that the participant or the one who answers for the
             participant gave

          -  Gout:

               -  in a knee that hurts on most days of the month and on all of its
                  nights

        Exclusion Criteria:

        Patients who cannot come to the centre on their own or with the help of the
        one who cares for them.
"""
UNWRAPPED = """Inclusion Criteria:

  -  Written consent that the participant or the one who answers for the participant gave

  -  Gout:

       -  in a knee that hurts on most days of the month and on all of its nights

Exclusion Criteria:

Patients who cannot come to the centre on their own or with the help of the one who cares for them."""


def test_wrapped_lines_are_joined() -> None:
    assert is_wrapped(WRAPPED)
    assert unwrapped(WRAPPED) == UNWRAPPED


def test_a_line_goes_on_however_short_it_is() -> None:
    assert unwrapped("  -  Gout\n     now\n\n  1.  Pain\n      since then") == "-  Gout now\n\n1.  Pain since then"


@pytest.mark.parametrize("text", ["Gout\nCough", "* Gout\n* Cough\n    * dry", "1. Gout\n   2. Cough", UNWRAPPED])
def test_other_lines_are_not_wrapped(text: str) -> None:
    assert not is_wrapped(text)


@given(st.text(alphabet="ab -*\n\t\r<br/>&#x0D;_1.", max_size=80))
def test_any_text_is_taken(text: str) -> None:
    lines = plain_lines(text)
    assert "\r" not in lines
    unwrapped(lines)
