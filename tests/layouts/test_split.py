"""Several trials in one text: each is read as if it stood alone, and no character is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.layouts import read_page
from trialparse.layouts.split import split
from trialparse.text import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPEATED = ("ictrp", "ictrp_row", "euctr", "key_value", "meddatax_values")


@pytest.mark.parametrize("name", REPEATED)
def test_each_record_is_a_text(name: str) -> None:
    page = (FIXTURES / f"{name}.txt").read_text("utf-8")
    parts = list(split(page * 3))
    assert len(parts) == 3
    assert "".join(parts) == page * 3
    alone = read_page(page, fold(page)).values["id"]
    assert [read_page(part, fold(part)).values["id"] for part in parts] == [alone] * 3


@pytest.mark.parametrize("name", REPEATED)
def test_the_first_of_several_is_read_and_the_others_are_reported(name: str) -> None:
    page = (FIXTURES / f"{name}.txt").read_text("utf-8")
    one, two = read_page(page, fold(page)), read_page(page * 2, fold(page * 2))
    assert one.values == two.values
    assert "several-trials" in {each["code"] for each in two.diagnostics}


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join(split(text)) == text
