"""Golds of every form become the same documents."""

import gzip
import json
from pathlib import Path

import pytest

from trialparse.evaluation import GoldError, read_gold
from trialparse.evaluation.facts import Bound, Document, Fact, Mention, Place

TEXT = "Age 18 to 65 years\nHemoglobin ≥ 9.5 g/dL\nBiopsy within 3 months\nfewer than 20 tablets"
LCT = """
T1\tAge 0 3\tAge
T2\tEq-Comparison 4 18\t18 to 65 years
T3\tEq-Value 4 6\t18
T4\tEq-Operator 7 9\tto
T5\tEq-Value 10 12\t65
T6\tEq-Temporal-Unit 13 18\tyears
E1\tAge:T1 Numeric-Filter:E2
E2\tEq-Comparison:T2
A1\tOperator T4 BETWEEN
T7\tObservation 19 29\tHemoglobin
T8\tEq-Comparison 30 40\t≥ 9.5 g/dL
T9\tEq-Operator 30 31\t≥
T10\tEq-Value 32 35\t9.5
T11\tEq-Unit 36 40\tg/dL
E3\tObservation:T7 Numeric-Filter:T8
T12\tProcedure 41 47\tBiopsy
T13\tEq-Comparison 48 63\twithin 3 months
T14\tEq-Operator 48 54\twithin
T15\tEq-Value 55 56\t3
T16\tEq-Temporal-Unit 57 63\tmonths
E4\tProcedure:T12 Temporality:T13
T17\tEq-Comparison 64 85\tfewer than 20 tablets
T18\tEq-Value 75 77\t20
T19\tEq-Operator 64 74\tnot before
#1\tAnnotatorNotes T19\tan operator of which nothing is known
"""
CHIA = """
T1\tPerson 0 3\tAge
T2\tValue 4 18\t18 to 65 years
R1\tHas_value Arg1:T1 Arg2:T2
T3\tMeasurement 19 29\tHemoglobin
T4\tValue 30 35;36 40\t≥ 9.5 g/dL
R2\tHas_value Arg1:T3 Arg2:T4
T5\tProcedure 41 47\tBiopsy
T6\tTemporal 48 63\twithin 3 months
R3\tHas_temporal Arg1:T5 Arg2:T6
T7\tValue 64 69\tfewer
*\tOR T1 T3
"""


def brat(folder: Path, annotation: str) -> list[Document]:
    (folder / "one.txt").write_bytes(TEXT.encode())
    (folder / "one.ann").write_text(annotation.strip(), encoding="utf-8")
    (gold,) = read_gold([folder])
    return gold.documents


def test_lct_comes_from_brat(tmp_path: Path) -> None:
    (document,) = brat(tmp_path, LCT)
    age, hemoglobin, biopsy, _ = document.facts or ()
    years = {"unit": "a", "unit_text": "years"}
    assert age == Fact(
        Place(4, 18), "age", Bound(18, True), Bound(65, True), subjects=(Place(0, 3),), between=True, **years
    )
    assert (hemoglobin.kind, hemoglobin.lower, hemoglobin.upper, hemoglobin.unit) == (
        "observation",
        Bound(9.5, True),
        None,
        "g/dL",
    )
    assert (biopsy.kind, biopsy.lower, biopsy.upper, biopsy.unit) == ("window", None, Bound(3, True), "mo")
    assert biopsy.subjects == (Place(41, 47),)


def test_what_brat_does_not_say_is_left_out(tmp_path: Path) -> None:
    annotation = LCT.replace("T18\tEq-Value 75 77\t20", "T18\tEq-Value 75 77\tscore")
    *_, tablets = brat(tmp_path, annotation)[0].facts or ()
    assert tablets.skip


def test_chia_comes_from_brat(tmp_path: Path) -> None:
    (document,) = brat(tmp_path, CHIA)
    assert document.mentions == (
        Mention("Person", "18 to 65 years", (Place(4, 18),), (Place(0, 3),)),
        Mention("Measurement", "≥ 9.5 g/dL", (Place(30, 35), Place(36, 40)), (Place(19, 29),)),
        Mention("Temporal", "within 3 months", (Place(48, 63),), (Place(41, 47),)),
    )


def test_the_words_of_a_case_become_places(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        """
- text: "ALT > 3 × ULN and AST > 3 × ULN unless Gilbert's syndrome"
  constraints:
    - {kind: threshold, evidence: "> 3 × ULN", subject: ALT, interval: "(3,)", reference: ULN, exception: Gilbert}
    - {kind: threshold, evidence: "> 3 × ULN", subject: AST, interval: "(3,)", reference: ULN, exception: Gilbert}
  criteria:
    - {kind: unknown, text: "ALT > 3 × ULN and AST > 3 × ULN unless Gilbert's syndrome"}
- text: "Able to walk"
  constraints: []
""",
        encoding="utf-8",
    )
    (gold,) = read_gold([path])
    first, second = gold.documents
    assert [fact.place for fact in first.facts or ()] == [Place(4, 13), Place(22, 31)]
    assert [fact.exception for fact in first.facts or ()] == [Place(39, 46)] * 2
    assert first.criteria == (("unknown", Place(0, 57)),)
    assert (second.facts, second.criteria) == ((), None)


def test_a_thing_of_a_case_is_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    presence = '{kind: presence, evidence: Asthma}, {kind: threshold, evidence: "> 3", interval: "(3,)"}'
    path.write_text(f'- {{text: "Asthma, CRP > 3", constraints: [{presence}]}}', encoding="utf-8")
    (gold,) = read_gold([path])
    assert gold.documents[0].facts == (Fact(Place(12, 15), "threshold", Bound(3, False)),)


def test_lines_may_be_gzipped(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"page": "one", "layout": "plain", "text": "", "truth": {}}))
    (gold,) = read_gold([path])
    assert (gold.name, gold.form, len(gold.documents)) == ("pages", "pages", 1)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", "{}", "no known form"),
        ("a.jsonl", "[1]", "no known form"),
        ("a.jsonl", "nonsense", r"a\.jsonl:1: not JSON: "),
        ("a.jsonl", "", "no known form"),
        ("a.jsonl.gz", "no gzip", "not JSON lines"),
        ("a.jsonl", '{"items": [{}], "doc": "d", "text": ""}', "without what it needs"),
        ("a.jsonl", '{"facts": [{}], "doc": "d", "text": ""}', "a facts gold without what it needs"),
        (
            "a.yaml",
            "\n- {text: Age, constraints: [{kind: threshold, evidence: 18}]}",
            r"a\.yaml:2: 18 does not stand",
        ),
        ("a.yaml", '- {text: Age 9, constraints: [{kind: threshold, evidence: "8"}]}', "does not stand in the text"),
        ("a.yaml", '- {text: "9", constraints: [{kind: threshold, evidence: "9", interval: "9"}]}', "no interval"),
        ("a.yaml", "- [", "a.yaml"),
        ("a.yaml", "text: Age", "holds no list of cases"),
        ("a.yaml", "- Age", r"a\.yaml:1: a case: 'Age' is no table"),
        ("a.yaml", "- {constraints: []}", "a case: 'text' is missing"),
        ("a.yaml", "- {text: Age, constraints: 9}", r"a\.yaml:1: "),
        ("a.yaml", "- {text: Age, constraints: [{kind: levels, evidence: Age, levels: 1}]}", r"a\.yaml:1: "),
        ("a.yaml", "- {text: 9}", "text: 9 is no text"),
        ("a.yaml", "- {text: Age}\n- {text: Sex, constraint: []}", r"a\.yaml:2: a case: unknown key 'constraint'"),
        (
            "a.yaml",
            "- {text: Age, constraints: [{kind: limit, evidence: Age}]}",
            "'limit' is none of threshold, levels",
        ),
        ("a.yaml", "- {text: Age, constraints: [{kind: threshold}]}", "constraints: 'evidence' is missing"),
        ("a.yaml", "- {text: Age, constraints: [{kind: threshold, evidence: Age, units: a}]}", "unknown key 'units'"),
        ("a.yaml", "- {text: Age, criteria: [{kind: other, text: Age}]}", "'other' is none of inclusion"),
        ("a.yaml", "- {text: Age, criteria: [Age]}", "criteria: 'Age' is no table"),
    ],
)
def test_what_is_no_gold_is_named(name: str, content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=said) as caught:
        read_gold([path])
    assert str(path) in str(caught.value)


def test_a_folder_needs_pairs(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"holds no \.ann file"):
        read_gold([tmp_path])
    (tmp_path / "one.ann").write_text("T1\tValue 0 1\t1", encoding="utf-8")
    with pytest.raises(GoldError, match=r"its text one\.txt is missing"):
        read_gold([tmp_path])
