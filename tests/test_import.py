"""Importing the library is light: nothing heavy is loaded until something is parsed."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "pandas", "numpy", "thinc", "yaml", "rich", "typer", "charset_normalizer")


@pytest.mark.parametrize("statement", ["import trialparse", "from trialparse import Parser; Parser()"])
def test_import_loads_nothing_heavy(statement: str) -> None:
    code = f"import sys; {statement}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
