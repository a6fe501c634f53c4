"""Several trials in one source: each is read as if it stood alone, and nothing after the first is lost."""

import gzip
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse import Parser, Trial, parse, parse_record, read_records, split

FIXTURES = Path(__file__).parent / "fixtures"
AACT = {
    "studies.txt": "nct_id|brief_title|phase\nNCT00000002|Second|PHASE2\nNCT00000001|First|\n",
    "eligibilities.txt": "id|nct_id|gender|criteria\n1|NCT00000001|ALL|Inclusion Criteria:~* Gout~* Pain\n"
    "2|NCT00000003|FEMALE|Inclusion Criteria:~* Asthma\n",
    "conditions.txt": "id|nct_id|name|downcase_name\n1|NCT00000001|Gout|gout\n2|NCT00000001|Pain|pain\nbroken\n",
    "brief_summaries.txt": "id|nct_id|description\n1|NCT00000002|Some~words\n",
    "browse_conditions.txt": "id|nct_id|mesh_term\n1|NCT00000001|Gout\n",
}


def study(number: int) -> dict[str, Any]:
    return {"protocolSection": {"identificationModule": {"nctId": f"NCT0000000{number}", "briefTitle": f"T{number}"}}}


def written(*numbers: int) -> list[str]:
    return [json.dumps(study(number)) for number in numbers]


def xml(*numbers: int) -> str:
    trials = (f"<Trial>\n<TrialID>NCT0000000{n}</TrialID><Public_title>T{n}</Public_title></Trial>" for n in numbers)
    return f"<?xml version='1.0'?><Trials_downloaded_from_ICTRP>{''.join(trials)}</Trials_downloaded_from_ICTRP>"


def table(*numbers: int) -> str:
    rows = (f'NCT0000000{n},"T, ""{n}"",\r\nand",COMPLETED\r\n' for n in numbers)
    return f"\ufeffNCT Number,Study Title,Study Status\r\n{''.join(rows)}"


def zipped(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def ids(trials: Iterator[Trial]) -> list[str | None]:
    """The last digit of each trial's id, and of what could not be read the code that says so."""
    return [trial.id[-1] if trial.id else trial.diagnostics[0].code for trial in trials]


def source(trial: Trial) -> str:
    return next(each.message for each in trial.diagnostics if each.code == "record-source")


MANY = {
    "list": f"[{', '.join(written(1, 2, 3))}]",
    "page of an API": json.dumps({"totalCount": 3, "studies": [study(n) for n in (1, 2, 3)], "nextPageToken": "x"}),
    "pages": json.dumps([{"studies": [study(1)]}, {"studies": [study(2), study(3)]}]),
    "lines": "\n".join(written(1, 2, 3)) + "\n",
    "indented": json.dumps([study(n) for n in (1, 2, 3)], indent=2),
    "XML": xml(1, 2, 3),
    "table": table(1, 2, 3),
    "pipes": "nct_id|phase\nNCT00000001|PHASE1\nNCT00000002|\nNCT00000003|PHASE2",
    "tabs": "NCT Number\tStudy Title\nNCT00000001\tA\nNCT00000002\tB\nNCT00000003\tC\n",
}


@pytest.mark.parametrize("source", [FIXTURES, b"Inclusion Criteria: gout", None])
def test_what_is_no_text_is_not_split(source: Any) -> None:
    with pytest.raises(TypeError, match=r"split takes text, not \w+; .*split\(read\(path\)\)"):
        split(source)


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_all_are_read_and_split_alike(text: str) -> None:
    assert ids(read_records(text.encode())) == ["1", "2", "3"]
    parts = list(split(text))
    assert [parse(part).id for part in parts] == ["NCT00000001", "NCT00000002", "NCT00000003"]
    first = parse(text)
    assert (first.id, "several-trials") == ("NCT00000001", first.diagnostics[0].code)
    assert "3 trials" in first.diagnostics[0].message


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_each_says_where_it_stood(text: str) -> None:
    places = [source(trial) for trial in read_records(text.encode())]
    assert [place.partition(" (")[0] for place in places] == ["bytes, record 1", "bytes, record 2", "bytes, record 3"]


def test_records_in_a_text_are_slices_of_it() -> None:
    for name in ("list", "page of an API", "pages", "lines", "indented", "XML"):
        assert all(part in MANY[name] for part in split(MANY[name]))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (f"[{', '.join(written(1, 2, 3))}]".replace('"T2"', "T2"), ["1", "broken-record", "3"]),
        (f'[{written(1)[0]}, {{"a": 1}}, {written(3)[0]}]', ["1", "unknown-record", "3"]),
        (f'{{"studies": [{", ".join(written(1, 2))}'[:-9], ["1", "broken-record"]),
        ("\n".join((written(1)[0], written(2)[0][:-9], written(3)[0])), ["1", "broken-record", "3"]),
        (xml(1, 2, 3).replace("T2</Pub", "T2</Pib"), ["1", "broken-record", "3"]),
        (xml(1, 2, 3)[:-60], ["1", "2", "broken-record"]),
        (xml(1, 2, 3).replace("T2</Public_title></Trial>", ""), ["1", "broken-record", "3"]),
        (table(1) + "NCT00000002,only two\r\n" + 'NCT00000003,5" cuff,COMPLETED\r\n', ["1", "broken-record", "3"]),
        ("nct_id|phase\nNCT00000001|a|b\nNCT00000002|PHASE2\n", ["broken-record", "2"]),
        ('{"studies": []}', ["no-records"]),
        ("[]", ["no-records"]),
        ("", ["no-text"]),
        ("%PDF-1.7 ...", ["unread-file"]),
        (f"<!DOCTYPE x [<!ENTITY a 'b'>]>{xml(1)[21:]}", ["broken-record"]),
    ],
)
def test_one_that_is_broken_costs_no_other(data: str, found: list[str]) -> None:
    assert ids(read_records(data.encode())) == found


def test_a_bad_row_is_kept_as_text() -> None:
    (trial,) = read_records(b"nct_id|phase\nNCT00000001|a|b\n")
    assert trial.text == "NCT00000001|a|b\n"


def test_what_is_read_large_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("objects", "elements"):
        monkeypatch.setattr(f"trialparse.records.containers.{module}._WHOLE", 200)
    monkeypatch.setattr("trialparse.records.containers.window._CHUNK", 64)
    monkeypatch.setattr("trialparse.records.containers.texts._SAMPLE", 256)
    for text in MANY.values():
        assert ids(read_records(text.encode())) == ["1", "2", "3"]


def test_a_value_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trialparse.records.containers.objects.LONGEST", 300)
    monkeypatch.setattr("trialparse.records.containers.objects._WHOLE", 300)
    monkeypatch.setattr("trialparse.records.containers.window._CHUNK", 64)
    long = json.dumps(study(2)).replace("T2", "T" * 2000)
    for text in (f"[{written(1)[0]}, {long}, {written(3)[0]}]", "\n".join((written(1)[0], long, written(3)[0]))):
        assert ids(read_records(text.encode())) == ["1", "record-too-large", "3"]


def test_a_value_too_long_that_was_held_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trialparse.records.containers.objects.LONGEST", 300)
    long = json.dumps(study(2)).replace("T2", "T" * 2000)
    for text in (f"[{written(1)[0]}, {long}, {written(3)[0]}]", "\n".join((written(1)[0], long, written(3)[0]))):
        assert ids(read_records(text.encode())) == ["1", "record-too-large", "3"]


@pytest.mark.parametrize("cell", ["T" * 2000, f'"{"T" * 2000}"', "T" * 290])
def test_a_line_too_long_is_said(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    monkeypatch.setattr("trialparse.records.containers.tables.LONGEST", 300)
    text = f"nct_id,brief_title\nNCT00000001,One\nNCT00000002,{cell}\nNCT00000003,Three\n"
    assert ids(read_records(text.encode())) == ["1", "record-too-large", "3"]


def test_encodings() -> None:
    text = "nct_id|brief_title\nNCT00000001|Étude à Orléans"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        (trial,) = read_records(text.encode(encoding))
        assert trial.title == "Étude à Orléans"
    mixed = b"nct_id|brief_title\nNCT00000001|" + b"a" * 70_000 + "\nNCT00000002|é".encode("cp1252")
    assert [trial.title for trial in read_records(mixed)][1] == "é"


def test_files_folders_and_archives(tmp_path: Path) -> None:
    inner = zipped({"five.json": written(5)[0]})
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "two.xml").write_text(xml(2))
    (tmp_path / "one.json").write_text(written(1)[0])
    (tmp_path / "three.json.gz").write_bytes(gzip.compress(written(3)[0].encode()))
    (tmp_path / "pack.zip").write_bytes(zipped({"a/four.json": written(4)[0], "inner.zip": inner, "x.pdf": b"%PDF-1"}))
    (tmp_path / ".hidden.json").write_text(written(9)[0])
    trials = list(read_records(tmp_path))
    assert ids(iter(trials)) == ["1", "3", "4", "unread-file", "5", "2"]
    assert source(trials[4]) == f"{tmp_path / 'pack.zip'}/inner.zip/five.json, record 1 (character 0)"
    assert ids(read_records(str(tmp_path / "deep" / "two.xml"))) == ["2"]
    with (tmp_path / "pack.zip").open("rb") as file:
        assert ids(read_records(file)) == ["4", "unread-file", "5"]
        assert not file.closed
    with (tmp_path / "one.json").open() as text:
        assert ids(read_records(text)) == ["1"]  # type: ignore[arg-type]


def test_a_pipe_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert ids(read_records(Pipe(zipped({"one.json": written(1)[0]})))) == ["1"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_a_folder_is_passed_over_and_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").write_text(written(1)[0])
    assert ids(read_records(tmp_path)) == ["unread-file", "1"]
    ends = os.pipe()
    os.write(ends[1], written(2)[0].encode())
    os.close(ends[1])
    assert ids(read_records(f"/dev/fd/{ends[0]}")) == ["2"]  # one that is named is read
    os.close(ends[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "sep=,\r\n" + text,
        lambda text: '"sep=;"\n' + text.replace(",", ";"),
        lambda text: "Studies of gout, found today\n\n" + text,
        lambda text: text.replace("\r\n", "\n").replace("\n", "\r"),
    ],
)
def test_tables_as_other_programs_write_them(change: Callable[[str], str]) -> None:
    text = change(table(1, 2))
    assert ids(read_records(text.encode())) == ["1", "2"]
    assert parse(text).id == "NCT00000001"
    assert [parse(part).id for part in split(text)] == ["NCT00000001", "NCT00000002"]


@pytest.mark.parametrize("data", ["[]", '{"studies": []}', '{"studies": [], "totalCount": 0, "nextPageToken": null}'])
def test_a_search_that_found_nothing_holds_no_records(data: str) -> None:
    assert ids(read_records(data.encode())) == ["no-records"]


def test_archives_without_entries_and_with_names_above_them() -> None:
    assert ids(read_records(zipped({}))) == ["no-records"]
    assert ids(read_records(zipped({"../one.json": written(1)[0]}))) == ["1"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped({"one.json": written(1)[0]})[:60], "zip"),
        (gzip.compress(b"x" * 999)[:-12], "end"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "office"),
    ],
    ids=["zip", "gzip", "office"],  # the bytes hold the time
)
def test_an_archive_that_is_broken_is_said(data: bytes, says: str) -> None:
    (trial,) = read_records(data)
    assert trial.diagnostics[0].code == "unread-file"
    assert says in trial.diagnostics[0].message


def test_bombs_are_not_opened() -> None:
    bomb = zipped({"zeros.txt": b"0" * (65 * 2**20), "one.json": written(1)[0]})
    assert ids(read_records(bomb)) == ["unread-file", "1"]
    nested = written(1)[0].encode()
    for _ in range(5):
        nested = zipped({"in.zip": nested})
    assert ids(read_records(nested)) == ["unread-file"]


def test_a_broken_entry_costs_no_other() -> None:
    data = bytearray(zipped({"a.json": written(1)[0], "b.json": written(2)[0]}))
    data[45] ^= 255
    assert sorted(map(str, ids(read_records(bytes(data))))) == ["2", "unread-file"]


def test_pages_among_others(tmp_path: Path) -> None:
    page = (FIXTURES / "key_value.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(page * 2, "utf-8")
    (tmp_path / "b.html").write_text("<p>Inclusion Criteria:</p><ul><li>Gout</li></ul>")
    (tmp_path / "c.txt").write_text("[Inclusion] criteria: gout")
    trials = list(read_records(tmp_path))
    assert [source(trial).removeprefix(str(tmp_path)) for trial in trials] == [
        "/a.txt, trial 1",
        "/a.txt, trial 2",
        "/b.html",
        "/c.txt",
    ]
    assert trials[0].id == parse(page).id
    assert [criterion.text for criterion in trials[2].walk()] == ["Gout"]


def test_aact_is_joined_by_trial(tmp_path: Path) -> None:
    for name, content in AACT.items():
        (tmp_path / name).write_text(content, "utf-8")
    packed: dict[str, str | bytes] = {f"20260101_export/{name}": content for name, content in AACT.items()}
    for dump in (tmp_path, zipped(packed)):
        trials = list(read_records(dump))
        assert ids(iter(trials)) == ["2", "1", "3", "broken-record"]
        assert [trial.title for trial in trials] == ["Second", "First", None, None]
        assert trials[0].brief_summary == "Some words"
        assert "eligibilities.txt" in source(trials[2])
        assert trials[1].conditions == ("Gout", "Pain")
        assert trials[1].eligibility
        assert len(trials[1].eligibility.criteria) == 2
        assert "conditions.txt, line 4" in source(trials[3])


def test_one_table_of_aact_alone(tmp_path: Path) -> None:
    (tmp_path / "conditions.csv").write_text(AACT["conditions.txt"].replace("|", ",").replace("broken\n", ""))
    (trial,) = read_records(tmp_path / "conditions.csv")
    assert trial.conditions == ("Gout", "Pain")


def test_values_queries_and_texts() -> None:
    assert ids(read_records(study(1))) == ["1"]
    assert ids(read_records({"studies": [study(1), study(2)]})) == ["1", "2"]
    assert ids(read_records(study(n) for n in (1, 2))) == ["1", "2"]
    mixed: list[Any] = [study(1), {"a": 1}, f"[{', '.join(written(2, 3))}]", 5]
    assert ids(read_records(mixed)) == ["1", "unknown-record", "2", "3", "unknown-record"]
    cursor = sqlite3.connect(":memory:").execute("SELECT 'NCT00000001' AS nct_id, 'Gout' AS brief_title")
    (trial,) = read_records(cursor)
    assert (trial.id, trial.title) == ("NCT00000001", "Gout")


def test_trials_come_as_they_are_asked_for() -> None:
    def endless() -> Iterator[dict[str, Any]]:
        while True:
            yield study(1)

    assert next(read_records(endless())).id == "NCT00000001"


def test_each_is_the_trial_that_it_is_alone() -> None:
    (trial,) = Parser().read_records(json.dumps(study(1)).encode())
    alone = parse_record(study(1))
    assert trial.model_copy(update={"diagnostics": alone.diagnostics}) == alone


def test_what_is_no_source_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_records(tmp_path / "missing.json")
    with pytest.raises(ValueError, match="the text itself"):
        read_records("Inclusion Criteria:\nage over 18")
    with pytest.raises(TypeError, match="not int"):
        read_records(5)  # type: ignore[arg-type]


@given(st.text())
def test_nothing_of_a_page_is_lost(text: str) -> None:
    assert "".join(split(text)) == text


@given(st.binary(max_size=300))
def test_any_bytes_give_a_trial(data: bytes) -> None:
    assert list(read_records(data))


NAMES = st.sampled_from(["protocolSection", "nct_id", "id", "studies", "a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


@given(st.lists(st.dictionaries(NAMES, JSON, min_size=1), min_size=1))
def test_as_many_come_out_as_went_in(values: list[dict[str, Any]]) -> None:
    assert len(list(read_records(values))) >= len(values)
    assert len(list(read_records(json.dumps(values).encode()))) >= len(values)
    lines = "\n".join(map(json.dumps, values))
    assert len(list(read_records(lines.encode()))) >= len(values)
