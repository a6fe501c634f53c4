"""The registers' own pages: each is known by its labels, every field is read, and the criteria have their kinds."""

import json
from pathlib import Path
from typing import Any

import pytest

from layouts.test_registers import plain
from trialparse.layouts import read_page
from trialparse.text import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPECTED: dict[str, Any] = json.loads((FIXTURES / "registers.json").read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_field(name: str, ends: str) -> None:
    text = (FIXTURES / f"{name}.txt").read_text("utf-8").replace("\n", ends)
    reading = read_page(text, fold(text))
    assert reading.layout == name
    assert plain(reading.values) == EXPECTED[name]["trial"]


@pytest.mark.parametrize("name", EXPECTED)
def test_criteria_have_the_kind_of_their_label(name: str) -> None:
    text = (FIXTURES / f"{name}.txt").read_text("utf-8")
    found = read_page(text, fold(text)).sections
    assert [[text[start:end], kind] for start, end, kind in found] == EXPECTED[name]["criteria"]


def test_a_page_without_the_labels_of_one_register_is_no_page_of_it() -> None:
    text = (FIXTURES / "jrct.txt").read_text("utf-8").replace("jRCT ID", "Number").replace("clude c", "clusion c")
    assert read_page(text, fold(text)).layout == "generic"
