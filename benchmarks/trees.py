"""The sources of a revision, laid out beside nothing that is being worked on."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from golds import ROOT


@contextmanager
def checked_out(revision: str) -> Iterator[tuple[str, Path]]:
    """The commit of a revision, and a folder with its sources."""
    asked = subprocess.run(["git", "-C", str(ROOT), "rev-parse", revision], check=True, capture_output=True, text=True)
    commit = asked.stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", commit, "src"], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        yield commit, Path(folder)


def environment(tree: Path) -> dict[str, str]:
    """The environment in which Python imports the sources of a tree."""
    return {**os.environ, "PYTHONPATH": str(tree / "src")}
