"""Importing the library is light: nothing heavy is loaded until something is parsed, and every public name is there."""

import subprocess
import sys

import pytest

import trialparse

EXTRAS = ("pandas", "polars", "pyarrow", "altair", "narwhals", "selectolax", "phonenumbers", "yaml")
HEAVY = (*EXTRAS, "spacy", "numpy", "thinc", "rich", "typer", "charset_normalizer")
ALL_BUT_PYTHON = (*HEAVY, "pydantic", "trialparse.model", "trialparse.parser")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import trialparse; trialparse.__version__", ALL_BUT_PYTHON),
        ("import pytest, trialparse.kit.testing", ALL_BUT_PYTHON),  # what every run of pytest loads
        ("from trialparse import *", HEAVY),
        ("from trialparse import Parser; Parser()", HEAVY),
    ],
)
def test_import_loads_nothing_heavy(statement: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys; {statement}; print(*[name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_public_name_is_there() -> None:
    assert [name for name in trialparse.__all__ if not hasattr(trialparse, name)] == []
    assert set(trialparse.__all__) <= set(dir(trialparse))


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="parse_criterion"):
        _ = trialparse.parse_criterion
