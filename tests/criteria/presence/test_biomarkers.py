"""Biomarkers that no number limits: the cases of `biomarkers.yaml`, and what holds of any text."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.presence.biomarkers import Marker, biomarkers
from trialparse.criteria.presence.marker_gate import has_name

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("biomarkers.yaml").read_text(encoding="utf-8"))
FIELDS = ("gene", "alteration", "variant", "state", "origin", "name")
PLAIN = "Patients with uncontrolled hypertension or severe heart failure within 3 months before the study. " * 100
HOSTILE = (
    "A" * 10_000,
    "(" * 10_000,
    "EGFR " * 2_000,
    "EGFR, " * 1_700,
    "EGFR/" * 2_000,
    "positive " * 1_100 + "EGFR",
    "t(9;22" * 1_700,
    "t(" + " " * 10_000 + "9",
    "del (" * 2_000,
    "exon 19 or " * 900,
    "exon 1" + ",1" * 5_000,
    "V600E/" * 1_700 + "K BRAF",
    "HLA-A" + "*02" * 3_000,
    "HBsAg (" * 1_400,
    "KRAS G12C" + "/C" * 5_000,
    "BRCA1" + "/2" * 5_000,
    "mutation in the " * 600 + "EGFR",
    "hepatitis C virus (" * 500,
    "EGFR- or " * 1_100,
    "c.1" + "_1" * 5_000,
    "+" * 5_000 + "-" * 5_000,
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


def quickest(text: str, times: int) -> float:
    """Seconds that the search for a name takes."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        has_name(text, 0, len(text))
        taken.append(time.perf_counter() - begin)
    return min(taken)


@pytest.mark.slow
def test_a_text_without_a_name_costs_almost_nothing() -> None:
    assert not has_name(PLAIN, 0, len(PLAIN))
    assert quickest(PLAIN, 30) / len(PLAIN) * 50 < 2e-6  # twice what it is to be, for a machine that is busy


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begin = time.perf_counter()
    biomarkers(text, 0, len(text))
    assert time.perf_counter() - begin < 3
