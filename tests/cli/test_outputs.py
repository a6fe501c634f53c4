"""What is given out: formats, files that are written whole or not at all, text that steers nothing."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialparse import Trial
from trialparse.cli import app

run = CliRunner().invoke
PAGE = Path(__file__).parent.parent.parent / "examples" / "page.txt"
HOSTILE = "Inclusion Criteria:\n- \x1b]0;title\x07 \x9b31m ALT < 3 × ULN \u202e!\n- =cmd|' /C calc'!A0 > 3\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two pages."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_bytes(PAGE.read_bytes())
    Path("hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return tmp_path


def out(*call: str, code: int = 0) -> str:
    """The standard output of a call."""
    result = run(app, [*call])
    assert (result.exit_code, result.stderr) == (code, "")
    return result.stdout_bytes.decode()


def test_one_file_is_a_trial_and_several_are_lines(here: Path) -> None:
    alone = Trial.model_validate_json(out("parse", "a.txt"))
    lines = [json.loads(line) for line in out("parse", "a.txt", "b.txt").splitlines()]
    assert [(line["source"], Trial.model_validate(line["trial"])) for line in lines] == [
        ("a.txt", alone),
        ("b.txt", alone),
    ]
    assert json.loads(out("parse", "*.txt", "-f", "json"))[0] == lines[0]
    assert [json.loads(out("parse", "a.txt", "-f", "jsonl"))] == lines[:1]


@pytest.mark.parametrize(
    ("name", "begin"),
    [("x.json", "["), ("x.jsonl", '{"source"'), ("x.csv", "source,"), ("x.HTML", "<!"), ("x.txt", "─")],
)
def test_the_ending_of_the_file_decides(name: str, begin: str, here: Path) -> None:
    assert out("parse", "a.txt", "b.txt", "-o", name) == ""
    assert Path(name).read_text(encoding="utf-8").lower().startswith(begin)


@pytest.mark.parametrize("table", ["trials", "criteria", "constraints", "wide"])
def test_tables_have_the_source_first(table: str, here: Path) -> None:
    from pyarrow import parquet

    rows = list(csv.DictReader(io.StringIO(out("parse", "a.txt", "b.txt", "--table", table))))
    assert [rows[0]["source"], rows[-1]["source"]] == ["a.txt", "b.txt"]
    assert out("parse", "a.txt", "b.txt", "--table", table, "-o", "x.parquet") == ""
    read = parquet.read_table("x.parquet")
    assert (read.column_names, read.num_rows) == (list(rows[0]), len(rows))
    assert read["source"].to_pylist() == [row["source"] for row in rows]


def test_numbers_of_a_table_are_those_that_were_read(here: Path) -> None:
    import pandas

    frame = pandas.read_csv(io.StringIO(out("criteria", "hostile.txt", "-f", "csv")))
    assert frame["source"].tolist() == ["hostile.txt"] * len(frame)
    assert frame["trial_id"].isna().all()
    assert 3.0 in frame.select_dtypes("number").to_numpy()


def test_a_cell_of_csv_is_no_formula(here: Path) -> None:
    cells = [
        cell for row in csv.reader(io.StringIO(out("criteria", "hostile.txt", "--table", "criteria"))) for cell in row
    ]
    assert any(cell.startswith("'=cmd|") for cell in cells)
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in cells if len(cell) > 1)


@pytest.mark.parametrize("form", ["json", "jsonl", "table", "html"])
def test_text_steers_no_terminal(form: str, here: Path) -> None:
    given = out("criteria", "hostile.txt", "-f", form)
    assert not {"\x1b", "\x07", "\x9b"} & set(given)


def test_explain_and_show_steer_no_terminal(here: Path) -> None:
    for call in (["explain", HOSTILE], ["show", "hostile.txt"], ["show", "hostile.txt", "--find", "alt"]):
        assert not {"\x1b", "\x07", "\x9b"} & set(out(*call)), call


def test_show_finds_what_limits_a_subject(here: Path) -> None:
    shown = out("show", "a.txt", "--find", "egfr")
    assert "(35,)" in shown
    assert "no limit of 'bread'" in out("show", "a.txt", "b.txt", "--find", "bread")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["a.txt", "-o", "a.txt"], "is one of the files to read"),
        (["*.txt", "-o", "b.txt"], "is one of the files to read"),
        ([".", "-o", "./link.json"], "is one of the files to read"),
        (["a.txt", "-o", "."], "is a folder"),
        (["a.txt", "-o", "absent/x.json"], "make it first"),
        (["a.txt", "-f", "json", "--table", "trials"], "--table"),
        (["a.txt", "--pack", "absent"], "absent"),
        (["a.txt", "-f", "xml"], "xml"),
    ],
)
def test_a_wrong_call_reads_nothing(call: list[str], said: str, here: Path) -> None:
    Path("link.json").symlink_to("b.txt")
    result = run(app, ["parse", *call])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert Path("a.txt").read_bytes() == Path("b.txt").read_bytes() == PAGE.read_bytes()


def test_a_file_is_written_over_only_by_a_whole_one(here: Path) -> None:
    Path("x.jsonl").write_text("before", encoding="utf-8")
    Path("x.jsonl").chmod(0o640)
    result = run(app, ["parse", "none.txt", "-o", "x.jsonl"])
    assert (result.exit_code, Path("x.jsonl").read_text(encoding="utf-8")) == (1, "before")
    assert "nothing was read; x.jsonl is not written" in result.stderr
    result = run(app, ["parse", "none.txt", "a.txt", "-o", "x.jsonl"])
    assert (result.exit_code, len(Path("x.jsonl").read_text(encoding="utf-8").splitlines())) == (1, 1)
    assert Path("x.jsonl").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in here.iterdir()) == ["a.txt", "b.txt", "hostile.txt", "x.jsonl"]


def test_an_interrupt_leaves_the_file_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trialparse import Parser

    def parse(self: Parser, text: str, given=Parser.parse) -> Trial:
        if text == "b":
            raise KeyboardInterrupt
        return given(self, text)

    monkeypatch.setattr(Parser, "parse", parse)
    Path("b.txt").write_text("b", encoding="utf-8")
    result = run(app, ["parse", "a.txt", "b.txt", "-o", "x.jsonl"])
    assert result.exit_code == 130
    assert result.stderr == "trialparse: interrupted; 1 of 2 were read; x.jsonl is not written\n"
    assert sorted(path.name for path in here.iterdir()) == ["a.txt", "b.txt", "hostile.txt"]


@pytest.mark.parametrize("name", ["b.csv.gz", "b.tsv", "b.xyz"])
def test_an_ending_of_no_format_is_a_wrong_call(name: str, here: Path) -> None:
    for call in (["a.txt", "-o", name], ["a.txt", "--table", "trials", "-o", name]):
        result = run(app, ["parse", *call])
        assert (result.exit_code, Path(name).exists()) == (2, False)
        assert f"{name}: {Path(name).suffix} is the ending of no format; choose one of .json .jsonl" in result.stderr


@pytest.mark.parametrize(("form", "name"), [("csv", "b.tsv"), ("json", "b.csv"), ("jsonl", "b.JSON")])
def test_a_format_is_followed_whatever_the_ending(form: str, name: str, here: Path) -> None:
    result = run(app, ["parse", "a.txt", "-f", form, "-o", name])
    ending = Path(name).suffix.lower()
    assert (result.exit_code, Path(name).stat().st_size > 0) == (0, True)
    assert result.stderr == f"trialparse: {name}: is written as {form}, although it ends in {ending}\n"
    assert out("parse", "a.txt", "-f", form, "-o", name, "--quiet") == ""


def test_a_name_without_an_ending_is_written_as_the_standard_output(here: Path) -> None:
    given = out("parse", "a.txt")
    assert out("parse", "a.txt", "-o", "-") == out("parse", "a.txt", "-o", "/dev/stdout") == given
    assert out("parse", "a.txt", "-o", "plain") == ""
    assert Path("plain").read_text(encoding="utf-8") == given


def test_an_empty_output_name_is_a_wrong_call(here: Path) -> None:
    result = run(app, ["parse", "a.txt", "-o", ""])
    assert (result.exit_code, "the name is empty" in result.stderr) == (2, True)
