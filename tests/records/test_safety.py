"""What is no record is no record, and nothing a text holds can do harm."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.invented import STUDY, as_xml
from trialparse import Parser, Trial, parse, parse_record
from trialparse.records import read_record

XML = as_xml(STUDY)
JSON = json.dumps(STUDY)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><clinical_study>&b;</clinical_study>'
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><clinical_study><acronym>&a;</acronym></clinical_study>'
)


def codes(trial: Trial) -> list[str]:
    return [each.code for each in trial.diagnostics]


@pytest.mark.parametrize("text", ["{}", "[1]", "<p>Inclusion Criteria: age ≥ 18</p>", '{"a": "protocolSection"}', "{"])
def test_other_texts_are_no_records(text: str) -> None:
    assert read_record(text) is None


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_a_document_type_is_refused(text: str) -> None:
    trial = parse(text)
    assert codes(trial) == ["broken-record"]
    assert "document type" in trial.diagnostics[0].message
    assert trial.model_copy(update={"diagnostics": (), "text": ""}) == Trial()


@pytest.mark.parametrize("text", [JSON[:900], XML[:900], XML.replace("</brief_title>", "")])
def test_a_broken_record_gives_no_values(text: str) -> None:
    trial = parse(text)
    assert codes(trial) == ["broken-record"]
    assert trial.id is None
    assert trial.text == text


@pytest.mark.parametrize(
    "text",
    [
        '{"protocolSection":' * 20_000,
        '{"protocolSection": ' + "[" * 100_000,
        "<clinical_study>" + "<a>" * 20_000,
        '{"protocolSection": {"designModule": {"enrollmentInfo": {"count": ' + "9" * 20_000 + "}}}}",
    ],
)
def test_depth_and_size_are_bounded(text: str) -> None:
    assert codes(parse(text)) == ["broken-record"]


def test_a_record_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trialparse.records._LONGEST", 100)
    assert codes(parse(JSON)) == ["record-too-large"]


def test_a_mapping_that_holds_itself_is_read() -> None:
    study: dict[str, Any] = {"protocolSection": {}}
    study["protocolSection"]["more"] = study
    study["studies"] = [study]
    assert parse_record(study).layout == "ctgov_v2_json"
    trial: dict[str, Any] = {"ctNumber": "2026-500077-12-00", "authorizedPartI": {}}
    trial["more"] = trial
    trial["studies"] = [trial]
    assert parse_record(trial).id == "2026-500077-12-00"


def test_a_number_too_long_to_write_is_none() -> None:
    assert parse_record({"ctNumber": 10**5000}).id is None


def test_unknown_records_are_said() -> None:
    assert codes(parse_record({"something": "else"})) == ["unknown-record"]
    assert codes(parse_record("Inclusion Criteria: age ≥ 18")) == ["unknown-record"]
    with pytest.raises(TypeError, match="parse_record takes text or a mapping, not int"):
        parse_record(5)  # type: ignore[arg-type]


def test_a_parser_of_some_layouts_reads_records_when_asked() -> None:
    parser = Parser(layouts=("meddatax",))
    assert parser.parse(JSON).layout is None
    assert parser.parse_record(JSON).id == "NCT09000001"


@pytest.mark.parametrize("text", [JSON, XML, json.dumps(STUDY, indent=2)])
@pytest.mark.parametrize("before", ["\ufeff", "\r\n  ", ""])
def test_white_space_and_marks_before_a_record(before: str, text: str) -> None:
    assert parse(before + text).id == "NCT09000001"


def test_what_xml_may_not_hold_is_a_blank() -> None:
    trial = parse(XML.replace("Northmoor Clinic", "North\x0bmoor&#x0B;Clinic&#11;&#x0D;"))
    assert trial.locations[0].facility == "North moor Clinic"


def test_halves_of_characters_are_replaced() -> None:
    trial = parse('{"protocolSection": {"identificationModule": {"briefTitle": "a \\ud800 b"}}}')
    assert trial.title == "a \ufffd b"


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


def damaged(study: Any, hurt: list[tuple[int, Any]]) -> Any:
    """The study with some of its values, at any depth, replaced."""
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            places.append((value, name))
            if isinstance(inner, dict | list):
                walk(inner)

    whole = json.loads(json.dumps(study))
    walk(whole)
    for number, value in hurt:
        owner, name = places[number % len(places)]
        owner[name] = value
    return whole


@pytest.mark.slow
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 500), VALUES), max_size=6))
def test_any_values_in_any_place_are_read(hurt: list[tuple[int, Any]]) -> None:
    study = damaged(STUDY, hurt)
    trial = parse_record(study)
    assert trial == parse_record(study)
    assert parse(json.dumps(study)).model_dump_json()
    for path, span in trial.spans.items():
        assert 0 <= span.start <= span.end <= len(trial.text), path


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(XML)), st.integers(0, len(XML)), st.sampled_from(["", "<", "&", "]]>", "\0", "<!DOCTYPE a>"]))
def test_any_damage_to_xml_is_read(start: int, end: int, instead: str) -> None:
    assert isinstance(parse(XML[: min(start, end)] + instead + XML[max(start, end) :]), Trial)
