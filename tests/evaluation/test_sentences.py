"""Sentences with what is right: each outcome, each key of an expectation."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.small_golds import found, parse, subject
from trialparse.evaluation import Gold, GoldError, Report, Verdict, judge, read_gold
from trialparse.evaluation.expected import allowed, differs
from trialparse.evaluation.facts import Json

LIMIT = {"kind": "threshold", "subject": "hb|h.?moglobin", "lower": 9, "lower_inclusive": True, "upper": None}
SENTENCE = {"id": "K1.1", "kind": "K1", "text": "Hemoglobin of at least nine g/dL", "expect": [LIMIT]}
HEMOGLOBIN = {"text": "Hemoglobin", "id": "hgb", "span": {"start": 0, "end": 10}}
RIGHT = found(14, 32, "9", subject=HEMOGLOBIN, unit="g/dL")
WRONG = found(14, 32, None, "9", subject=HEMOGLOBIN, unit="g/dL")
DOUBT = {"certainty": "doubtful", "doubts": ["unused-number"]}
PARTIAL = {"status": "partial"}
LATER = {"text": "at Week 4", "span": {"start": 0, "end": 9}}
UNCLEAR = {"expect": "unclear"}


def gold(tmp_path: Path, **more: Any) -> Gold:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(SENTENCE | more), encoding="utf-8")
    return read_gold([path])[0]


def said(tmp_path: Path, case: Json, eligibility: Json) -> Report:
    return judge(gold(tmp_path, **case), {"K1.1": eligibility})


def coded(*constraints: Json) -> Json:
    return parse(*constraints) | {"diagnostics": [{"code": "unread-limit"}]}


@pytest.mark.parametrize(
    ("case", "eligibility", "outcome"),
    [
        ({}, parse(RIGHT), "right"),
        ({}, parse(RIGHT, RIGHT), "right"),
        ({}, parse(RIGHT | DOUBT), "right, DOUBTED"),
        ({}, parse(WRONG), "WRONG"),
        ({}, parse(RIGHT, WRONG), "WRONG"),
        ({}, parse(WRONG, **PARTIAL), "REPORTED, CLAIM"),
        ({}, coded(WRONG), "REPORTED, CLAIM"),
        ({}, parse(WRONG | DOUBT), "REPORTED"),
        ({}, parse(RIGHT, WRONG | DOUBT), "REPORTED"),
        ({}, parse(), "SILENT"),
        ({}, parse(**PARTIAL), "REPORTED"),
        ({}, coded(), "REPORTED"),
        ({}, {"criteria": [], "diagnostics": []}, "REPORTED"),
        ({"at": "nine"}, parse(**PARTIAL), "REPORTED"),
        ({"at": "nine"}, parse(**PARTIAL, span={"start": 0, "end": 12}), "SILENT"),
        ({"at": "nine"}, parse(residue=[{"start": 23, "end": 27}]), "REPORTED"),
        ({"any": [[LIMIT | {"lower": 8}], [LIMIT]]}, parse(RIGHT), "right"),
        ({"expect": [LIMIT | {"optional": True}]}, parse(), "right"),
        ({"expect": []}, parse(RIGHT), "WRONG"),
        ({"expect": [], "allow": [{"value": [9]}]}, parse(RIGHT), "right"),
        ({"status": "parsed"}, parse(RIGHT, **PARTIAL), "REPORTED"),
        ({"status": "partial", "kept": "week"}, parse(RIGHT), "SILENT"),
        ({"status": "partial", "kept": "week"}, parse(RIGHT, **PARTIAL), "right"),
        ({"status": "partial", "kept": "week"}, parse(RIGHT | {"condition": LATER}), "right"),
        ({"logic": "or|at_least"}, parse(RIGHT), "WRONG"),
        ({"logic": "or|at_least"}, parse(RIGHT, **PARTIAL), "REPORTED"),
        ({"logic": "or|at_least"}, parse(RIGHT, logic={"op": "not", "item": {"op": "or", "items": []}}), "right"),
        (UNCLEAR, parse(RIGHT), "WRONG"),
        (UNCLEAR, parse(), "right"),
        (UNCLEAR, parse(RIGHT | DOUBT), "right"),
        (UNCLEAR, parse(RIGHT, **PARTIAL), "right"),
        (UNCLEAR, coded(RIGHT), "right"),
        (UNCLEAR, parse(RIGHT | {"interval": None}), "right"),
    ],
)
def test_each_outcome_of_a_sentence(case: Json, eligibility: Json, outcome: str, tmp_path: Path) -> None:
    (verdict,) = said(tmp_path, case, eligibility).verdicts
    assert (verdict.outcome, verdict.ok) == (outcome, outcome.startswith("right"))


def test_a_verdict_shows_the_sentence_what_was_read_and_why(tmp_path: Path) -> None:
    (verdict,) = said(tmp_path, {}, parse(WRONG | DOUBT, **PARTIAL)).verdicts
    detail = "another lower | read threshold (,9] g/dL of Hemoglobin (doubtful: unused-number) | partial"
    assert verdict == Verdict("K1.1", False, "REPORTED", "Hemoglobin of at least nine g/dL", detail)


def test_kinds_are_counted(tmp_path: Path) -> None:
    report = said(tmp_path, {}, parse(RIGHT | DOUBT))
    row = ("1", "1", "1", "0", "0", "0", "0")
    assert report.tables[0].rows == [("K1", *row), ("ALL", *row)]
    assert report.numbers == {"right": 100, "reported": 0, "claim": 0, "wrong": 0, "silent": 0, "sure share": 0}


def test_things_without_a_number_are_left_aside_unless_expected(tmp_path: Path) -> None:
    presence = {"kind": "presence", "span": {"start": 0, "end": 10}, "subject": subject(0, 10) | {"text": "Hemoglobin"}}
    assert said(tmp_path, {}, parse(RIGHT, presence)).verdicts[0].ok
    assert not said(tmp_path, {"expect": [LIMIT, {"kind": "presence", "subject": "x"}]}, parse(RIGHT)).verdicts[0].ok


@pytest.mark.parametrize(
    ("expected", "change", "fault"),
    [
        ({}, {}, None),
        ({"kind": "window|levels"}, {}, "kind"),
        ({"subject": "^plt"}, {}, "subject"),
        ({"subject": "^hgb$"}, {}, None),
        ({"id_not": "hgb"}, {}, "subject"),
        ({"lower": 9.002}, {}, None),
        ({"lower": 9.1}, {}, "lower"),
        ({"upper": 12, "upper_inclusive": True}, {}, "upper"),
        ({"lower_inclusive": False}, {}, "strictness"),
        ({}, {"interval": None}, "interval"),
        ({"lower": None, "upper": 9, "upper_inclusive": False}, {"negated": True}, None),
        ({}, {"negated": True}, "lower"),
        ({"raw": True}, {"negated": True}, None),
        ({"negated": True}, {"negated": True}, None),
        ({"negated": True}, {}, "negated"),
        ({"unit": "g/L | g/dL"}, {}, None),
        ({"unit": "g/L"}, {}, "unit"),
        ({"unit": None}, {}, "unit"),
        ({"not_inferred": "g/dL"}, {"unit_inferred": "g/dL"}, "unit"),
        ({}, {"reference": "ULN"}, "reference"),
        ({"reference": "ULN"}, {"reference": "ULN"}, None),
        ({"change": "decrease"}, {}, "change"),
        ({"direction": "before"}, {}, "direction"),
        ({"anchor": "SCREENING"}, {"anchor": {"key": "CONSENT"}}, "anchor"),
        ({"condition": "male"}, {"condition": {"text": "female"}}, "condition"),
        ({"condition": "male"}, {"condition": {"text": "in Male adults"}}, None),
        ({"no_condition": True}, {"condition": {"text": "female"}}, "condition"),
        ({"exception": "thal"}, {}, "exception"),
        ({"whose": "donor"}, {}, "whose"),
        ({"whose": "donor"}, {"experiencer": {"key": "donor", "text": "of the giver"}}, None),
    ],
)
def test_each_key_of_an_expectation(expected: Json, change: Json, fault: str | None) -> None:
    assert differs(LIMIT | expected, RIGHT | change) == fault


@pytest.mark.parametrize(
    ("expected", "levels", "negated", "fault"),
    [
        ({"levels": ["iii"]}, ["III"], False, None),
        ({"levels": ["III"]}, ["III", "IV"], False, "levels"),
        ({"levels": ["III"], "include": True}, ["III", "IV"], False, None),
        ({"levels": ["III"], "levels_alt": "3 4"}, ["3", "4"], False, None),
        ({"levels": ["III"], "levels_alt": "3 4"}, ["3", "4"], True, "levels"),
        ({"lower": 3, "lower_inclusive": True, "upper": 4, "upper_inclusive": True}, ["3", "4"], False, None),
        ({"lower": 3, "lower_inclusive": True, "upper": 4, "upper_inclusive": True}, ["3", "4"], True, "interval"),
        ({"lower": 3, "lower_inclusive": True, "upper": None}, ["III"], False, "interval"),
    ],
)
def test_levels_are_a_set_or_its_ends(expected: Json, levels: list[str], negated: bool, fault: str | None) -> None:
    assert differs({"kind": "levels"} | expected, {"kind": "levels", "levels": levels, "negated": negated}) == fault


@pytest.mark.parametrize(
    ("allowance", "change", "may"),
    [
        ({"kind": "window|threshold", "value": [9]}, {}, True),
        ({"kind": "window"}, {}, False),
        ({"subject": "plt"}, {}, False),
        ({"value": [8, 10]}, {}, False),
        ({"interval": None}, {"interval": None}, True),
        ({"interval": None}, {}, False),
        ({}, {"subject": subject(0, 3, "sbp") | {"text": "x"}}, False),
    ],
)
def test_what_is_allowed_besides(allowance: Json, change: Json, may: bool) -> None:
    assert allowed(allowance, RIGHT | change) is may


@pytest.mark.parametrize("more", [{"expect": [LIMIT | {"lowest": 9}]}, {"allow": [{"lower": 9}]}])
def test_an_unknown_key_is_named(more: Json, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"K1\.1: unknown key 'low"):
        gold(tmp_path, **more)
