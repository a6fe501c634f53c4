"""The page of figures has its form: every gold, every measure that is pinned, every kind of sentence with its name."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from accuracy import ABOUT, KINDS, PAGE, half, page
from evaluation.small_golds import gold
from floors import read_floors
from golds import SHARED
from trialparse.evaluation import judge
from trialparse.evaluation.facts import Bound, Fact, Place

FLOORS = read_floors()
FIGURE = re.compile(r"\d+(?:\.\d)?|-")
Tables = dict[str, list[list[str]]]


def tables(text: str) -> Tables:
    """The rows of each section's tables, the heads of the tables left out."""
    sections = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(sections[::2], map(rows, sections[1::2]), strict=True))


def rows(section: str) -> list[list[str]]:
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rules = [number for number, line in enumerate(lines) if line.startswith("|---")]
    heads = {*rules, *(number - 1 for number in rules)}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for number, line in enumerate(lines)
        if number not in heads
    ]


@pytest.fixture(scope="module")
def stands() -> Tables:
    return tables(PAGE.read_text(encoding="utf-8"))


def test_every_gold_stands_with_what_is_pinned_of_it(stands: Tables) -> None:
    texts = {name: {row[0] for row in stands[name]} for name in ABOUT}
    assert [*stands] == [*ABOUT, "pages"]
    assert {row[0] for row in stands["pages"]} == FLOORS.keys() - ABOUT.keys()
    assert all(FLOORS[name].keys() <= measures for name, measures in texts.items())


def test_every_kind_has_a_name(stands: Tables) -> None:
    named = [f"{kind} {name}" for kind, name in KINDS.items()]
    assert [row[0] for row in stands["cases"]][-len(named) - 1 :] == [*named, "ALL"]


def test_the_kinds_are_those_of_the_gold() -> None:
    path = SHARED / "cases.jsonl"
    if not path.exists():
        assert os.environ.get("CI") != "true", f"no sentences at {path}"
        pytest.skip("the sentences are not beside the project")
    kinds = [json.loads(line)["kind"].partition("-")[0] for line in path.read_text("utf-8").splitlines()]
    assert [*dict.fromkeys(kinds)] == [*KINDS]


def test_cells_are_figures(stands: Tables) -> None:
    cells = [cell for rows in stands.values() for row in rows for cell in row[1:]]
    odd = [cell for cell in cells if not all(map(FIGURE.fullmatch, cell.split(" / ")))]
    assert odd == []


def test_a_page_is_made_of_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accuracy.gold_paths", lambda: {"deep": [Path("deep.jsonl")]})  # it need not be there
    fact = Fact(Place(4, 8), "threshold", Bound(18, True))
    whole = judge(replace(gold("constraints", fact), name="deep"), {})
    none = replace(whole, documents=0)
    found = tables(page({"deep": [whole, whole, none]}))["deep"]
    assert found[0] == ["documents", "1", "1", "0"]
    assert ["silent", "100.0", "100.0", "-"] in found


def test_a_document_stays_in_its_half() -> None:
    assert [half(name) for name in ("one", "two", "three", "four")] == ["A", "B", "A", "A"]
