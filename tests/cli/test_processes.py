"""What only a process shows: closed pipes, full disks, terminals, signals, start-up."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trialparse.model import Eligibility

pytestmark = pytest.mark.slow

TRIALPARSE = f"{sys.executable} -m trialparse"
TEXT = "Inclusion Criteria:\n- Age ≥ 18 years\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a text of criteria and fifty more of them."""
    (tmp_path / "many").mkdir()
    for name in ("a.txt", *(f"many/{number:02}.txt" for number in range(50))):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def shell(call: str, here: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A line of the shell; its exit code is that of trialparse, also in a pipe."""
    line = f"set -o pipefail; {call.replace('trialparse', TRIALPARSE, 1)}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=here, env=os.environ | variables, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    return done


@pytest.mark.parametrize(
    "call", ["criteria many", "criteria a.txt", "schema", "packs list", "--help", "explain 'Age > 18'", "show a.txt"]
)
def test_a_full_disk_is_told(call: str, here: Path) -> None:
    done = shell(f"trialparse {call} > /dev/full", here)
    assert (done.returncode, done.stderr) == (3, "trialparse: cannot write the output: no space left on device\n")


def test_a_full_disk_is_told_of_a_file(here: Path) -> None:
    done = shell("trialparse criteria many -o /dev/full", here)
    assert (done.returncode, done.stderr) == (3, "trialparse: cannot write /dev/full: no space left on device\n")
    (here / "x.jsonl").write_text("before", encoding="utf-8")
    done = shell("ulimit -f 8; trialparse criteria many -o x.jsonl", here)
    assert (done.returncode, done.stderr) == (3, "trialparse: cannot write x.jsonl: file too large\n")
    assert (here / "x.jsonl").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in here.iterdir()) == ["a.txt", "many", "x.jsonl"]


def test_a_reader_may_close_the_output(here: Path) -> None:
    for number in range(50):  # more than a pipe takes when nobody reads
        (here / f"many/{number:02}.txt").write_text(TEXT + "- Age 18 to 65 years\n" * 20, encoding="utf-8")
    done = shell("trialparse criteria many | head -1", here)
    assert (done.returncode, done.stderr) == (141, "")
    assert done.stdout.count("\n") == 1
    for call in ("--help", "parse --help", "--version"):
        done = shell(f"trialparse {call} | true", here)
        assert (done.returncode, done.stderr) == (141, "")


def test_a_wrong_option_is_in_a_box_for_a_person_alone(here: Path) -> None:
    assert "╭─ Error" in in_terminal("criteria a.txt -f bread", here, code=2, TERM="xterm", NO_COLOR="1")
    done = shell("trialparse criteria a.txt -f bread", here)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("trialparse: invalid value for '--format'")


def test_there_may_be_no_standard_output_or_input(here: Path) -> None:
    done = shell("trialparse criteria a.txt >&-", here)
    assert (done.returncode, done.stderr) == (3, "trialparse: there is no standard output; name a file with -o\n")
    for call in ("--version", "--help", "parse --help"):
        done = shell(f"trialparse {call} >&-", here)
        assert (done.returncode, done.stderr) == (3, "trialparse: there is no standard output\n")
    done = shell("trialparse criteria - <&-", here)
    assert (done.returncode, done.stderr) == (1, "trialparse: standard input: there is no standard input\n")


@pytest.mark.parametrize(
    "variables", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C"}]
)
def test_an_ascii_terminal_loses_nothing(variables: dict[str, str], here: Path) -> None:
    done = shell("trialparse criteria a.txt", here, **variables)
    assert Eligibility.model_validate_json(done.stdout).text == TEXT
    for call in ("criteria a.txt -f table", "explain 'Age ≥ 18'", "show a.txt", "packs list", "--help"):
        done = shell(f"trialparse {call}", here, **variables)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Age" not in done.stdout or "Age ≥ 18" in done.stdout or "Age >= 18" in done.stdout


def test_what_may_not_be_read_is_named(here: Path) -> None:
    if os.geteuid() == 0:  # who may read anything; a folder as a file stands for it
        (here / "closed.txt").symlink_to("closed.txt")
        reason = "too many levels of symbolic links"
    else:
        (here / "closed.txt").write_text(TEXT, encoding="utf-8")
        (here / "closed.txt").chmod(0)
        reason = "permission denied"
    done = shell("trialparse criteria closed.txt a.txt", here)
    assert done.returncode == 1
    assert done.stderr.startswith(f"trialparse: closed.txt: {reason}")
    assert done.stdout.startswith('{"source":"a.txt"')


def opened_to_write(pipe: Path) -> int:
    """A pipe, as soon as another process has it open to read, and waits for what comes."""
    until = time.monotonic() + 60
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads it yet
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize(("sent", "code", "told"), [("SIGINT", 130, "interrupted"), ("SIGTERM", 143, "terminated")])
def test_an_interrupt_ends_with_a_line(sent: str, code: int, told: str, here: Path) -> None:
    command = [*TRIALPARSE.split(), "criteria", "a.txt", "pipe", "-o", "x.jsonl"]
    os.mkfifo(here / "pipe")  # which nobody writes to, so that the call waits
    (here / "x.jsonl").write_text("before", encoding="utf-8")
    with subprocess.Popen(command, cwd=here, stderr=subprocess.PIPE, text=True) as process:
        writer = opened_to_write(here / "pipe")  # only now is the call sure to be at its second file
        process.send_signal(signal.Signals[sent])
        os.close(writer)  # a signal just before the call waits for words would else be seen only with these
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, f"trialparse: {told}; 1 of 2 were read; x.jsonl is not written\n")
    assert (here / "x.jsonl").read_text(encoding="utf-8") == "before"
    assert not list(here.glob(".x.jsonl.*"))


def in_terminal(call: str, here: Path, code: int | None = None, **variables: str) -> str:
    """What a terminal is sent by the standard error of a call, while its output goes to a file."""
    leader, follower = pty.openpty()
    with (here / "out").open("wb") as out:
        process = subprocess.Popen(
            [*TRIALPARSE.split(), *call.split()], cwd=here, stdout=out, stderr=follower, env=os.environ | variables
        )
    os.close(follower)
    said = b""
    try:
        while part := os.read(leader, 1024):
            said += part
    except OSError:  # the end of a terminal that was closed
        pass
    os.close(leader)
    assert process.wait(60) in ((0, 1) if code is None else (code,))
    return said.decode()


def test_progress_is_shown_to_a_person_alone(here: Path) -> None:
    shown = in_terminal("criteria many none.txt", here, TERM="xterm")
    assert "reading" in shown
    assert "trialparse: none.txt: no such file" in shown
    assert in_terminal("criteria many --quiet", here, TERM="xterm") == ""
    assert shell("trialparse criteria many", here).stderr == ""


def test_colour_may_be_refused(here: Path) -> None:
    call = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [sys.executable, "-c", call, *TRIALPARSE.split(), "criteria", "a.txt", "-f", "table"]
    given = {"cwd": here, "capture_output": True, "check": True, "stdin": subprocess.DEVNULL}
    coloured = subprocess.run(command, env=os.environ | {"TERM": "xterm-256color"}, **given).stdout
    plain = subprocess.run(command, env=os.environ | {"TERM": "xterm-256color", "NO_COLOR": "1"}, **given).stdout
    assert b"\x1b[32m" in coloured or b";32m" in coloured
    assert b"32m" not in plain


@pytest.mark.parametrize("call", ["--help", "parse --help", "--version", "packs check --help"])
def test_help_loads_nothing_that_reads(call: str, here: Path) -> None:
    code = f"import sys; from trialparse.cli import app; app({call.split()}, standalone_mode=False); "
    code += (
        "print([n for n in ('spacy', 'numpy', 'trialparse.model', 'trialparse.parser', 'pandas') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_completion_is_there(here: Path) -> None:
    done = shell("trialparse", here, _TRIALPARSE_COMPLETE="complete_bash", COMP_WORDS="trialparse pa", COMP_CWORD="1")
    assert "Traceback" not in done.stderr
    done = shell("trialparse --show-completion bash", here)
    assert (done.returncode, "complet" in done.stdout) == (0, True)
