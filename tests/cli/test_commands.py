"""The command line: what it prints, and how it fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import trialparse
from trialparse import Pack, Trial, read
from trialparse.cli import app
from trialparse.model import Eligibility

PAGE = Path(__file__).parent.parent.parent / "examples" / "page.txt"
CRITERIA = "Inclusion Criteria:\n- Age ≥ 18 years\n- ECOG 0-1\nExclusion Criteria:\n- ALT > 2.5 × ULN\n"
CASE = """
- text: "Age ≥ 18 years"
  constraints:
    - {kind: threshold, evidence: "≥ 18 years", interval: "[18,)", unit: a}
"""

run = CliRunner().invoke


def test_parse_prints_the_trial_as_json() -> None:
    result = run(app, ["parse", str(PAGE)])
    assert result.exit_code == 0
    trial = Trial.model_validate_json(result.stdout_bytes)
    assert trial.text == read(PAGE)


def test_parse_reads_the_standard_input_in_any_encoding() -> None:
    result = run(app, ["parse", "-"], input=read(PAGE).encode("utf-16"))
    assert (
        Trial.model_validate_json(result.stdout_bytes).title
        == Trial.model_validate_json(run(app, ["parse", str(PAGE)]).stdout_bytes).title
    )


def test_parse_gives_all_the_trials_of_a_file(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("NCT Number,Study Title\nNCT00000001,A\nNCT00000002,B\n")
    found = json.loads(run(app, ["parse", str(table)]).stdout)
    assert [(each["source"], each["trial"]["id"]) for each in found] == [
        (str(table), "NCT00000001"),
        (str(table), "NCT00000002"),
    ]
    lines = run(app, ["parse", str(table), str(PAGE)]).stdout.splitlines()
    assert len(lines) == 3


def test_table_shows_fields_criteria_and_diagnostics() -> None:
    shown = run(app, ["parse", str(PAGE), "--format", "table"]).stdout
    trial = Trial.model_validate_json(run(app, ["parse", str(PAGE)]).stdout_bytes)
    assert trial.id is not None
    assert trial.eligibility is not None
    assert trial.id in shown
    assert all(f" {criterion.id} " in shown for criterion in trial.eligibility.walk())
    assert all(diagnostic.code in shown for diagnostic in trial.diagnostics)


def test_criteria_prints_the_eligibility() -> None:
    result = run(app, ["criteria", "-"], input=CRITERIA)
    eligibility = Eligibility.model_validate_json(result.stdout_bytes)
    assert [c.kind for c in eligibility.walk()] == ["inclusion", "inclusion", "exclusion"]


def test_criteria_table_says_what_was_read() -> None:
    shown = run(app, ["criteria", "-", "-f", "table"], input=CRITERIA).stdout
    assert "[18,)" in shown
    assert "{0, 1}" in shown
    assert "× ULN" in shown


@pytest.mark.parametrize("text", ["", "   \n", "\0\x07 junk [bold]] [/]", "Inclusion Criteria:\n- [red]x[/blue] ≥ 3"])
def test_any_text_can_be_shown(text: str) -> None:
    for command in ("parse", "criteria"):
        assert run(app, [command, "-", "-f", "table"], input=text).exit_code == 0


def test_schema_is_that_of_the_trial() -> None:
    assert json.loads(run(app, ["schema"]).stdout)["title"] == "Trial"


@pytest.mark.parametrize("command", ["parse", "criteria", "evaluate"])
def test_a_missing_file_is_named(command: str, tmp_path: Path) -> None:
    missing = tmp_path / "absent.txt"
    result = run(app, [command, str(missing)])
    assert result.exit_code == 1
    assert str(missing) in result.stderr
    assert "no such file" in result.stderr


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    result = run(app, ["parse", str(tmp_path)])
    assert (result.exit_code, str(tmp_path) in result.stderr) == (1, True)


def test_a_wrong_call_is_another_failure() -> None:
    assert run(app, ["parse", str(PAGE), "--format", "xml"]).exit_code == 2


def test_evaluate_prints_numbers_and_misses(tmp_path: Path) -> None:
    gold = tmp_path / "cases.yaml"
    gold.write_text(CASE + CASE.replace("[18,)", "[81,)"), encoding="utf-8")
    (report,) = json.loads(run(app, ["evaluate", str(gold), "--json"]).stdout)
    assert (report["documents"], report["numbers"]["core recall"]) == (2, 50.0)
    shown = run(app, ["evaluate", str(gold), "--errors", "5"]).stdout
    assert "MISSED" in shown
    assert "⟦≥ 18 years⟧" in shown


@pytest.mark.parametrize(
    "content", ["not json", "{}", '{"comparisons": 1}', '{"comparisons": [{}], "doc": "a", "text": ""}']
)
def test_evaluate_names_a_file_that_is_no_gold(content: str, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content, encoding="utf-8")
    result = run(app, ["evaluate", str(gold)])
    assert result.exit_code == 1
    assert str(gold) in result.stderr


def test_explain_shows_every_criterion_of_the_text_given() -> None:
    text = "Inclusion Criteria:\n- Labs:\n  - HbA1c < 9% for [now]"
    result = run(app, ["explain", text])
    assert result.exit_code == 0
    assert result.stdout == run(app, ["explain", "-"], input=text).stdout
    assert "I1.1 HbA1c < 9% for [now]\natoms\n" in result.stdout
    assert all(part in result.stdout for part in ("measurement hba1c", "core:prefix: threshold", "residue"))


def test_explain_says_where_a_path_stands_for_its_text() -> None:
    assert "looks-like-a-path" in run(app, ["explain", str(PAGE)]).stdout


def test_the_version_is_that_of_the_package() -> None:
    result = run(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"{trialparse.__version__}\n")


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "trialparse", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"{trialparse.__version__}\n"


READING = [["parse", str(PAGE)], ["criteria", "-"], ["explain", "CLAS of at least 7"], ["evaluate", "GOLD"]]


@pytest.mark.parametrize("call", READING, ids=lambda call: call[0])
def test_packs_are_read_with(call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pack that is named is loaded; one that is not there is named, and nothing is read."""
    lexicon = '[[measurement]]\nid = "clas"\nname = "CLAS"\naliases = ["CLAS"]'
    packs = {name: Pack(name, "1", lexicon=lexicon.replace("clas", name)) for name in ("mine", "theirs")}
    asked: list[str] = []
    monkeypatch.setattr("trialparse.packs.find", lambda name: asked.append(name) or packs[name])
    gold = tmp_path / "cases.yaml"
    gold.write_text(CASE, encoding="utf-8")
    named = [str(gold) if each == "GOLD" else each for each in call]
    assert run(app, [*named, "--pack", "mine", "--pack", "theirs"], input=CRITERIA).exit_code == 0
    assert asked == ["mine", "theirs"]
    monkeypatch.undo()
    result = run(app, [*named, "--pack", "absent"], input=CRITERIA)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no pack is called 'absent'" in result.stderr


@pytest.mark.parametrize(
    ("module", "extra", "call", "given"),
    [
        ("selectolax.lexbor", "html", ["parse", "-"], "<!doctype html><p>Phase 2"),
        ("selectolax.lexbor", "html", ["criteria", "page.html"], "<p>Age > 18"),
        ("yaml", "evaluate", ["evaluate", "cases.yaml"], CASE),
    ],
)
def test_an_extra_that_is_not_installed_is_named(
    module: str, extra: str, call: list[str], given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)
    Path(call[1]).write_text(given, encoding="utf-8")
    result = run(app, call, input=given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f'pip install "trialparse[{extra}]"' in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_lexicon_file_is_a_pack_too(tmp_path: Path) -> None:
    lexicon = tmp_path / "bread.toml"
    lexicon.write_text('[[measurement]]\nid = "crust"\nname = "Crust"\naliases = ["crust index"]', encoding="utf-8")
    text = "crust index of at least 7"
    assert "(crust)" in run(app, ["explain", text, "--pack", str(lexicon)]).stdout
    missing = run(app, ["explain", text, "--pack", str(tmp_path / "none.toml")])
    assert (missing.exit_code, "none.toml" in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"expect": []}', "{no"], "gold.jsonl:2: not JSON: "),
        (
            ['{"id": "1", "kind": "words", "text": "Rest", "expect": []}', "", '{"id": "2"}'],
            "gold.jsonl:3: a cases gold ",
        ),
    ],
)
def test_evaluate_names_the_line_of_a_gold(lines: list[str], said: str, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(lines), encoding="utf-8")
    result = run(app, ["evaluate", str(gold)])
    assert (result.exit_code, said in result.stderr, result.stderr.count("\n")) == (1, True, 1)


def test_evaluate_tells_of_a_gold_that_ends_too_soon(tmp_path: Path) -> None:
    import gzip

    gold = tmp_path / "gold.jsonl.gz"
    gold.write_bytes(gzip.compress(b'{"expect": []}\n' * 50)[:-9])
    result = run(app, ["evaluate", str(gold)])
    assert (result.exit_code, "not JSON lines" in result.stderr) == (1, True)


def test_explain_tells_of_a_file_name_and_of_no_text() -> None:
    assert "trialparse explain - < absent.txt" in run(app, ["explain", "absent.txt"]).stderr
    assert run(app, ["explain", ""]).stderr == "trialparse: the text is empty\n"
    assert run(app, ["explain", "Age > 18"]).stderr == ""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["packs", "check", "nopack"], "no pack is called 'nopack'"),
        (["packs", "show", "nopack"], "no pack is called 'nopack'"),
        (["packs", "check", "absent.toml"], "trialparse: absent.toml: no such file or directory; see how it is spelt"),
        (["explain", "Age", "--pack", "lex.json"], "--pack: lex.json: is no lexicon file, which ends in .toml"),
        (["packs", "check", "bread"], "bread: is a folder; name the lexicon in it, bread/src/trialparse_bread/lexicon"),
        (["packs", "new", "rye", "-d", "lex.json"], "lex.json: is a file"),
        (["packs", "new", "rye", "-d", "bread"], "bread: is not empty"),
        (["packs", "new", "rye", "-d", ""], "the name is empty"),
        (["packs"], "no command is named"),
        (["parse", "a.txt", "--bread"], "no such option"),
        (["bread"], "no such command 'bread'"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_told_in_one_line(
    call: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(app, ["packs", "new", "bread", "-d", "bread"]).exit_code == 0
    Path("lex.json").write_text("{}", encoding="utf-8")
    result = run(app, call)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("trialparse: ")
    assert said in result.stderr


def test_an_installed_pack_is_found_beside_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(app, ["packs", "new", "bread", "-d", "bread"])
    monkeypatch.setattr("trialparse.cli.reading.available", lambda: {"bread": None})
    monkeypatch.setattr("trialparse.packs.find", lambda name: Pack(name, "1"))
    assert run(app, ["packs", "check", "bread"]).stdout == "bread: no entries; no errors, 0 warnings\n"


def test_findings_and_their_count_are_together(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("x = [", encoding="utf-8")
    result = run(app, ["packs", "check", str(broken)])
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.endswith("\nbroken: 1 error, 0 warnings\n")
