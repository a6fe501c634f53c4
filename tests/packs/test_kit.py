"""The kit: what `packs check` finds, what the commands print, and a new pack that passes as it is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialparse import Pack
from trialparse.cli import app
from trialparse.criteria.rules import CriterionView
from trialparse.kit import costs
from trialparse.kit.pack_check import check_pack

CLAS = '[[measurement]]\nid = "clas"\nname = "CLAS"\naliases = ["CLAS"]\n'
EXAMPLE = 'examples = [{ text = "CLAS of at least 7", lower = 7 }]\n'
REJECT = 'rejects = ["CLAS is assessed monthly"]\n'
GOOD = CLAS + EXAMPLE + REJECT

FINDINGS = [
    (GOOD, []),
    (CLAS + REJECT, ["@:1: error: clas: it has no example: a sentence and what is read in it"]),
    (CLAS + EXAMPLE, ["@:1: warning: clas: it has no reject: a sentence that names it and limits nothing"]),
    (GOOD.replace("lower = 7", "lower = 8"), ["@:5: error: clas: 'CLAS of at least 7': lower: 8 is wanted, 7 is read"]),
    (
        GOOD.replace("is assessed monthly", "> 3"),
        ["@:6: error: clas: 'CLAS > 3': it is read, and must not be: threshold '> 3' of 'CLAS' (clas)"],
    ),
    (
        GOOD.replace("CLAS of", "CLUS of"),
        ["@:5: error: clas: 'CLUS of at least 7': no limit of clas is read, but threshold 'at least 7' of 'CLUS'"],
    ),
    (GOOD.replace('["CLAS"]', '["CLAS", "BMI"]'), ["@:4: warning: clas: 'BMI' also names bmi (core.toml:"]),
    (
        GOOD.replace('["CLAS"]', '["CLAS", "BMI"]\nneeds = ["bread"]'),
        ["@:4: warning: clas: 'BMI' also names bmi (core.toml:"],
    ),
    (
        GOOD.replace('["CLAS"]', '["CLAS", "BMI"]\nneeds = ["bread"]')
        + '[[measurement]]\nid = "bmi"\nextends = true\nneeds = ["weight"]\n'
        + 'examples = [{ text = "BMI > 30 kg/m2 and weight > 90 kg", lower = 30 }]\n',
        [],
    ),
    (
        GOOD + 'alias = []\n[[anchor]]\nkey = "visit"\nforms = ["home visit"]',
        [
            "@:7: error: clas: unknown key 'alias'; there are id, ",
            "@:9: error: anchor 'visit': key: 'visit' is not made of upper-case letters",
        ],
    ),
    (GOOD + "regex = ['CLAS-\\d{1,2}']\npatterns = [[{ LOWER = 'clas' }, { IS_DIGIT = true, OP = '?' }]]", []),
]  # fmt: skip


@pytest.mark.parametrize(("toml", "wanted"), FINDINGS)
def test_check_finds_what_is_wrong(toml: str, wanted: list[str]) -> None:
    found = [str(finding) for finding in check_pack(Pack("mine", "1", lexicon=toml))]
    plain = [each.replace("lexicon of mine", "@").replace("measurement 'clas'", "clas") for each in found]
    assert len(plain) == len(wanted)
    assert all(each.startswith(start) for each, start in zip(plain, wanted, strict=True)), plain


@pytest.mark.slow
def test_check_times_the_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "_FACTOR", 0)
    toml = GOOD + "regex = ['CLAS-\\d{1,2}']\npatterns = [[{ LOWER = 'clas' }, { IS_DIGIT = true, OP = '?' }]]"
    found = [str(finding) for finding in check_pack(Pack("mine", "1", lexicon=toml))]
    assert [each.partition(" makes ")[0] for each in found] == [
        "lexicon of mine:7: error: measurement 'clas': regex 1",
        "lexicon of mine:8: error: measurement 'clas': patterns 1",
    ]


def fails(criterion: CriterionView) -> list[dict[str, object]]:
    raise KeyError("bread")


def test_check_runs_the_rules() -> None:
    found = [str(finding) for finding in check_pack(Pack("mine", "1", lexicon=GOOD, rules=[fails]))]
    assert len(found) == 1  # each failure is said once
    assert found[0].startswith("error: rule 'fails' of pack 'mine' failed: test_kit.py:")
    assert found[0].endswith(": KeyError: 'bread' (reading 'CLAS of at least 7')")


def run(*call: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["packs", *call])
    return done.exit_code, done.output


def test_list_and_show() -> None:
    code, said = run("list")
    assert code == 0
    assert "rheumatology" in said
    code, said = run("show", "lupus")
    assert code == 0
    assert "api 1" in said
    assert "sledai" in said


def test_check_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "clas.toml"
    path.write_text(GOOD, "utf-8")
    assert run("check", str(path)) == (0, "clas: entries 1, examples 1, rejects 1; no errors, 0 warnings\n")
    path.write_text(GOOD.replace("lower = 7", "lower = 8"), "utf-8")
    code, said = run("check", str(path))
    assert code == 1
    assert said.startswith(f"{path}:5: error: measurement 'clas': ")
    path.write_text(GOOD + "]", "utf-8")
    code, said = run("check", str(path))
    assert code == 1
    assert f"{path}:7: " in said


def test_check_of_a_file_with_the_name_of_an_area(tmp_path: Path) -> None:
    path = tmp_path / "lupus.toml"
    path.write_text(GOOD, "utf-8")
    assert run("check", str(path)) == (0, "my-lupus: entries 1, examples 1, rejects 1; no errors, 0 warnings\n")


def test_check_beside_another_pack(tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(GOOD, "utf-8")
    example = EXAMPLE.replace("CLAS", "village clasp")
    second.write_text(f'[[measurement]]\nid = "clas"\nextends = true\naliases = ["village clasp"]\n{example}', "utf-8")
    code, said = run("check", str(second))
    assert code == 1
    assert said.startswith(f"{second}:3: error: measurement 'clas': it extends an entry that does not exist")
    assert run("check", str(second), "--pack", str(first))[0] == 0


def test_check_reads_pages(tmp_path: Path) -> None:
    pack, page = tmp_path / "clas.toml", tmp_path / "page.txt"
    pack.write_text(GOOD, "utf-8")
    page.write_text("Inclusion Criteria:\n- CLAS of at least 7", "utf-8")
    assert run("check", str(pack), "--page", str(page))[0] == 0
    code, said = run("check", str(pack), "--page", str(tmp_path / "no.txt"))
    assert code == 1
    assert "no.txt" in said


@pytest.mark.parametrize("name", ["no-such-pack", "no/such.toml"])
def test_what_is_not_there_cannot_be_checked(name: str) -> None:
    code, said = run("check", name)
    assert code == 2  # nothing was checked: the call was wrong
    assert name in said


@pytest.mark.parametrize("name", ["Bread", "a b", "../bread", "3d", ""])
def test_a_new_pack_needs_a_name(name: str) -> None:
    assert run("new", name)[0] == 2


@pytest.mark.slow
def test_a_new_pack_passes_as_it_is_written(tmp_path: Path) -> None:
    target = tmp_path / "bread"
    assert run("new", "sour-bread", "--directory", str(target))[0] == 0
    assert run("new", "sour-bread", "--directory", str(target))[0] == 2  # it is not written over
    assert run("check", str(target / "src" / "trialparse_sour_bread" / "lexicon.toml"))[0] == 0
    done = in_its_environment(target, "sour-bread = trialparse_sour_bread:PACK")
    assert "4 passed" in done, done


@pytest.mark.slow
def test_the_plugin_says_where_an_example_fails(tmp_path: Path) -> None:
    target = tmp_path / "bread"
    run("new", "bread", "--directory", str(target))
    path = target / "src" / "trialparse_bread" / "lexicon.toml"
    path.write_text(path.read_text("utf-8").replace("lower = 5", "lower = 6"), "utf-8")
    done = in_its_environment(target, "bread = trialparse_bread:PACK")
    assert "1 failed, 3 passed" in done, done
    assert "lexicon.toml:15: 'Bread score of at least 5 at screening': lower: 6 is wanted, 5 is read" in done
    assert "no pack is called 'bread'" in in_its_environment(target, "")


def in_its_environment(target: Path, entry_point: str) -> str:
    """What pytest says of a pack, as if it were installed."""
    info = target / "src" / "pack-1.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pack\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[trialparse.packs]\n{entry_point}\n", "utf-8")
    paths = os.pathsep.join([str(target / "src"), *filter(None, sys.path)])
    environment = os.environ | {"PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    call = [sys.executable, "-m", "pytest", "-q", "-p", "trialparse.kit.testing", "-p", "no:cacheprovider"]
    done = subprocess.run(call, cwd=target, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
