"""The command line: what it prints, and how it fails."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialparse import Trial, read
from trialparse.cli import app
from trialparse.model import Eligibility

PAGE = Path(__file__).parent.parent / "examples" / "page.txt"
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
