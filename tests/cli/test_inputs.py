"""What a call names: many files, folders, patterns, what cannot be read; and that the rest is kept."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialparse.cli import app
from trialparse.model import Eligibility

run = CliRunner().invoke
TEXT = "Inclusion Criteria:\n- Age ≥ 18 years\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two texts, one of them in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages" / "more").mkdir(parents=True)
    (tmp_path / "pages" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "pages" / "more" / "b.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def read(*call: str) -> tuple[int, list[str], str]:
    """The exit code, the sources of what was read, the standard error."""
    result = run(app, ["criteria", *call])
    lines = [json.loads(line) for line in result.stdout_bytes.decode().split("\n") if line]
    assert all(list(line) == ["source", "eligibility"] for line in lines)
    assert all(Eligibility.model_validate(line["eligibility"]).constraints for line in lines)
    return result.exit_code, [line["source"] for line in lines], result.stderr


@pytest.mark.parametrize("named", ["pages", "pages/**/*.txt", "pages/[ab].txt pages/more/?.txt"])
def test_folders_and_patterns_come_to_files(named: str, here: Path) -> None:
    assert read(*named.split()) == (0, ["pages/a.txt", "pages/more/b.txt"], "")


def test_each_file_is_read_once_and_says_where_it_is_from(here: Path) -> None:
    assert read("pages/a.txt", "pages/a.txt", "pages")[1] == ["pages/a.txt", "pages/more/b.txt"]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(here: Path) -> None:
    Path("x[1].txt").write_text(TEXT, encoding="utf-8")
    assert read("x[1].txt", "pages/a.txt")[:2] == (0, ["x[1].txt", "pages/a.txt"])


def test_what_is_left_out_of_a_folder_is_told(here: Path) -> None:
    Path("pages/.hidden.txt").write_text(TEXT, encoding="utf-8")
    Path("pages/scan.pdf").write_bytes(b"%PDF-1.7")
    code, sources, said = read("pages")
    assert (code, sources) == (0, ["pages/a.txt", "pages/more/b.txt"])
    assert said == "trialparse: pages: files that do not end as pages do are left out: 1 (.pdf)\n"
    assert read("pages", "--quiet")[2] == ""


def test_one_of_fifty_fails_and_the_rest_is_kept(here: Path) -> None:
    names = [f"{number:02}.txt" for number in range(50)]
    for name in names:
        Path(name).write_text(TEXT, encoding="utf-8")
    Path("31.txt").unlink()
    code, sources, said = read(*names)
    assert (code, sources) == (1, [name for name in names if name != "31.txt"])
    first, last = said.splitlines()
    assert first.startswith("trialparse: 31.txt: no such file or directory; see how it is spelt")
    assert last == "trialparse: 1 of 50 could not be read; the other 49 were"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "page.txt: is a PDF, not text"),
        (bytes(range(256)) * 20, "page.txt: is binary, not text"),
        (b"PK\x03\x04", "zip archive"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str, here: Path) -> None:
    Path("page.txt").write_bytes(data)
    result = run(app, ["parse", "page.txt"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_any_encoding_is_read(encoding: str, here: Path) -> None:
    Path("page.txt").write_bytes("Inclusion Criteria:\n- Für Männer: BMI < 30 kg/m²\n".encode(encoding))
    result = run(app, ["criteria", "page.txt"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Für Männer: BMI < 30 kg/m²" in result.stdout_bytes.decode()


def test_an_empty_file_is_read_and_told(here: Path) -> None:
    Path("page.txt").touch()
    result = run(app, ["parse", "page.txt"])
    assert (result.exit_code, result.stderr) == (0, "trialparse: page.txt: is empty\n")
    assert "there is no text" in result.stdout


@pytest.mark.parametrize("named", ["absent/*.txt", "none.txt", "bad\0name", "empty"])
def test_what_is_not_there_is_named(named: str, here: Path) -> None:
    Path("empty").mkdir()
    code, sources, said = read(named)
    assert (code, sources) == (1, [])
    assert said.startswith(f"trialparse: {named}: ".replace("\0", "\\x00"))


def test_a_fault_in_one_page_does_not_cost_the_others(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from trialparse import Parser

    def parse(self: Parser, text: str, given=Parser.parse_criteria) -> Eligibility:
        if "b" in text:
            raise RecursionError("too deep")
        return given(self, text)

    monkeypatch.setattr(Parser, "parse_criteria", parse)
    Path("b.txt").write_text("b", encoding="utf-8")
    code, sources, said = read("b.txt", "pages/a.txt")
    assert (code, sources) == (1, ["pages/a.txt"])
    assert "b.txt: a fault of trialparse, please report it: " in said
    assert "too deep" in said


def test_escape_codes_in_a_name_do_nothing(here: Path) -> None:
    result = run(app, ["parse", "\x1b[31mred"])
    assert (result.exit_code, "\x1b" in result.stderr, "\\x1b[31mred" in result.stderr) == (1, False, True)


@pytest.mark.parametrize("named", ["pages", "pages/**/*.txt", "**/*.txt", "pages/**/**/?.txt", "./pages/**"])
def test_circles_of_links_are_not_walked(named: str, here: Path) -> None:
    Path("pages/loop").symlink_to(".")
    Path("pages/more/up").symlink_to("../..")
    code, sources, said = read(named)
    assert (code, sources) == (0, ["pages/a.txt", "pages/more/b.txt"])
    assert said.endswith(": links to folders are not followed: 2 (pages/loop, …)\n")
    assert read(named, "--quiet") == (0, sources, "")


def test_a_link_to_a_folder_is_told_and_read_where_it_is_named(here: Path) -> None:
    Path("else").mkdir()
    Path("else/c.txt").write_text(TEXT, encoding="utf-8")
    Path("pages/link").symlink_to("../else")
    assert read("pages")[1:] == (
        ["pages/a.txt", "pages/more/b.txt"],
        "trialparse: pages: links to folders are not followed: 1 (pages/link)\n",
    )
    assert read("pages/link") == (0, ["pages/link/c.txt"], "")


def test_a_file_is_the_same_by_any_name(here: Path) -> None:
    Path("link.txt").symlink_to("pages/a.txt")
    Path("hard.txt").hardlink_to("pages/a.txt")
    absolute = str(here / "pages" / "a.txt")
    code, sources, said = read("pages/a.txt", "./pages/a.txt", absolute, "link.txt", "hard.txt", "pages/*/../a.txt")
    assert (code, sources) == (0, ["pages/a.txt"])
    assert said == (
        f"trialparse: other names of files that are read already are left out: 3 ({absolute} is pages/a.txt, …)\n"
    )


@pytest.mark.parametrize("command", ["parse", "criteria", "show"])
def test_an_empty_name_is_told(command: str, here: Path) -> None:
    assert run(app, [command, ""]).stderr == "trialparse: '': the name is empty\n"


def test_the_count_of_failures_reads_well(here: Path) -> None:
    assert "2 of 2 could not be read; nothing was read" in read("x.txt", "y.txt")[2]
    assert "1 of 2 could not be read; the other one was" in read("x.txt", "pages/a.txt")[2]


def test_what_is_packed_is_to_be_unpacked(here: Path) -> None:
    Path("page.txt.gz").write_bytes(b"\x1f\x8b\x08")
    said = read("page.txt.gz")[2]
    assert said.startswith("trialparse: page.txt.gz: is compressed with gzip, not text; unpack it first")
    Path("dump.zip").write_bytes(b"PK\x03\x04")
    assert "trialparse.read_records" in read("dump.zip")[2]


def test_tables_that_belong_together_are_told(here: Path) -> None:
    Path("dump").mkdir()
    Path("dump/studies.txt").write_text("nct_id|brief_title\nNCT00000001|A\n")
    Path("dump/conditions.txt").write_text("id|nct_id|name|downcase_name\n1|NCT00000001|Gout|gout\n")
    assert "trialparse.read_records in Python joins them" in run(app, ["parse", "dump"]).stderr
