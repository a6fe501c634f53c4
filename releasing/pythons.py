"""The Pythons of this machine that the package promises to run on, and environments of them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PROMISED = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
_ANSWER = "import sys; print('%d.%d' % sys.version_info[:2])"


def pythons() -> dict[str, str]:
    """The interpreter of each promised version that is present: the running one, one on the PATH, or one of pyenv."""
    present: dict[str, str] = {}
    for version in PROMISED:
        runs = (path for path in _candidates(version) if _version(path) == version)
        path = next(runs, None)
        if path is not None:
            present[version] = path
    return present


def environment(python: str, folder: Path, *wanted: str) -> Path:
    """A new environment with what is wanted; the folder of its commands. pip says why where something cannot be had."""
    run(python, "-m", "venv", folder)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    run(commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)
    return commands


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints; it ends the script where it fails. Nothing of the caller's Python comes with it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=kept, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}failed with {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


def _candidates(version: str) -> Iterator[str]:
    if version == "{}.{}".format(*sys.version_info):
        yield sys.executable
    on_path = shutil.which(f"python{version}")
    if on_path is not None:
        yield on_path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True))


def _version(path: str) -> str:
    """The version that an interpreter says; empty for one that does not run, as a shim without its version."""
    done = subprocess.run([path, "-c", _ANSWER], capture_output=True, text=True, check=False)
    return done.stdout.strip()
