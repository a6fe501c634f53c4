"""Biomarkers that no number limits: the cases of `biomarkers.yaml`, and what holds of any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.presence.biomarkers import Marker, biomarkers
from trialparse.criteria.presence.marker_gate import has_name
from work import calls_of

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("biomarkers.yaml").read_text(encoding="utf-8"))
FIELDS = ("gene", "alteration", "variant", "state", "origin", "name")
PLAIN = "Patients with uncontrolled hypertension or severe heart failure within 3 months before the study. " * 100
HOSTILE = (  # what stands before words, the words that stand there many times, and what behind them
    ("", "A", ""),
    ("", "(", ""),
    ("", "EGFR ", ""),
    ("", "EGFR, ", ""),
    ("", "EGFR/", ""),
    ("", "HER2-", " negative"),
    ("germline ", "BRCA1, ", "BRCA2 mutation"),
    ("", "positive ", "EGFR"),
    ("", "t(9;22", ""),
    ("t(", "  ", "9 EGFR"),
    ("", "del (", ""),
    ("", "exon 19 or ", ""),
    ("exon 1", ",1", ""),
    ("", "V600E/", "K BRAF"),
    ("HLA-A", "*02", ""),
    ("", "HBsAg (", ""),
    ("KRAS G12C", "/C", ""),
    ("BRCA1", "/2", ""),
    ("", "mutation in the ", "EGFR"),
    ("", "hepatitis C virus (", ""),
    ("", "EGFR- or ", ""),
    ("c.1", "_1", " EGFR"),
    ("", "+-", ""),
)


def shown(text: str, marker: Marker) -> dict[str, Any]:
    """A marker as a case writes it."""
    found: dict[str, Any] = {"span": text[marker.start : marker.end]}
    if (marker.wide_start, marker.wide_end) != (marker.start, marker.end):
        found["wide"] = text[marker.wide_start : marker.wide_end]
    found |= {field: getattr(marker, field) for field in FIELDS if getattr(marker, field)}
    return found | ({"negated": True} if marker.negated else {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [shown(text, marker) for marker in biomarkers(text, 0, len(text))] == case["markers"]


def test_no_text_stands_twice() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("case", [case for case in CASES if case["markers"]], ids=lambda case: case["text"])
def test_a_stretch_is_read_by_itself(case: dict[str, Any]) -> None:
    text = case["text"]
    around = f"KRAS mutation. {text}\nALK fusion"
    first, after = around.index(text), around.index(text) + len(text)
    alone = biomarkers(text, 0, len(text))
    assert [(each.start - first, each.end - first, each.gene) for each in biomarkers(around, first, after)] == [
        (each.start, each.end, each.gene) for each in alone
    ]


@given(st.lists(st.sampled_from(re.findall(r"\S+|\s", " ".join(case["text"] for case in CASES))), max_size=30))
def test_markers_stand_in_order_and_inside(words: list[str]) -> None:
    text = " ".join(words)
    found = biomarkers(text, 0, len(text))
    for marker in found:
        assert 0 <= marker.wide_start <= marker.start < marker.end <= marker.wide_end <= len(text)
        assert marker.gene
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_a_text_without_a_name_is_not_split() -> None:
    assert not has_name(PLAIN, 0, len(PLAIN))
    assert work_of(PLAIN) < 20  # no call for any of its words


@pytest.mark.parametrize("pieces", HOSTILE, ids="".join)
def test_twice_the_words_are_twice_the_work(pieces: tuple[str, str, str]) -> None:
    before, words, behind = pieces
    once, twice = (before + words * times + behind for times in (200, 400))
    assert work_of(twice) <= 2.2 * work_of(once) + 50


def work_of(text: str) -> int:
    """How many calls the search for the biomarkers of a text makes."""
    return calls_of(lambda: biomarkers(text, 0, len(text)))
