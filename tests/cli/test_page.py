"""The page of the command line: its examples print what it says, and its options are those of the app."""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from trialparse.cli import app
from trialparse.cli.exits import Exit

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
EXAMPLES = [
    (call, said)
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for call, said in re.findall(r"^\$ trialparse (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
TEXT = "Inclusion Criteria:\n- Age ≥ 18 years\nExclusion Criteria:\n- ALT > 2.5 × ULN\n"
PACK = """[[measurement]]
id = "clas"
name = "CLAS"
aliases = ["CLAS"]
examples = [{ text = "CLAS of at least 7", lower = 7 }]
rejects = ["CLAS is assessed monthly"]
"""


@pytest.mark.parametrize(("call", "said"), EXAMPLES, ids=[call for call, _ in EXAMPLES])
def test_examples_print_what_the_page_says(
    call: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/vela.txt").write_bytes((ROOT / "examples" / "page.txt").read_bytes())
    for name in ("pages/nova.txt", "arms.txt"):
        Path(name).write_text(TEXT, encoding="utf-8")
    Path("mypack.toml").write_text(PACK, encoding="utf-8")
    command, _, given = call.partition(" < ")
    result = CliRunner().invoke(app, shlex.split(command), input=Path(given).read_bytes() if given else None)
    got = result.stderr + result.stdout_bytes.decode() + (f"exit code {result.exit_code}\n" if result.exit_code else "")
    assert doctest.OutputChecker().check_output(said, got, doctest.ELLIPSIS), got
    named = re.search(r"-o (\S+)", command)
    assert result.exit_code or not named or Path(named[1]).stat().st_size


def commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command with its full name."""
    for each, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{name} {each}")
        else:
            yield f"{name} {each}", command


def test_the_page_has_every_command_and_option() -> None:
    parts = re.split(r"^## (.*)\n", PAGE, flags=re.MULTILINE)
    documented = {
        name: re.findall(r"^\| `(--.*?) \|", text, re.MULTILINE)
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
        if name.startswith("trialparse ")
    }
    known = {
        name: [
            ", ".join(f"`{option}`" for option in each.opts)[1:]
            for each in command.params
            if each.param_type_name == "option" and each.name != "help"
        ]
        for name, command in commands(typer.main.get_command(app), "trialparse")
    }
    assert documented == known


def test_the_page_and_the_help_have_every_exit_code() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    for code in Exit:
        assert re.search(rf"^\| {code.value} \|", PAGE, re.MULTILINE)
        assert re.search(rf"^\s*{code.value}: ", shown, re.MULTILINE)
