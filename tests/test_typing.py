"""What the quick start shows passes strict type checkers as it stands, without narrowing; what is wrong in it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import trialparse

SOURCE = str(Path(trialparse.__file__).parents[1])
SCRIPT = """
from collections.abc import Iterator
from decimal import Decimal

import trialparse as tp
from trialparse.outputs.tables import rows

trial = tp.parse("NCT ID: NCT01234567")
version: str = tp.__version__
title: str | None = trial.title
evidence: str | None = trial.evidence("enrollment.count")
kinds: list[str] = [criterion.kind for criterion in trial.walk()]


def limits(eligibility: tp.Eligibility) -> Iterator[tuple[str, str, Decimal | None]]:
    for criterion, limit in eligibility.facts:
        if limit.unit_or_inferred == "%" and limit.interval is not None and 30 in limit.interval:
            lower = limit.interval.lower
            yield criterion.id, limit.rule, lower.value if lower else None


def shown(limit: tp.Constraint) -> tuple[str | None, ...]:
    subject = limit.subject.id if limit.subject else None
    return subject, limit.unit, limit.unit_text, limit.unit_inferred, limit.reference, limit.change, limit.direction


def members(limit: tp.Constraint) -> tuple[str, ...]:
    return (*limit.levels, *limit.domain, str(limit.count))


eligibility = tp.Parser(packs=["core"]).parse_criteria("HbA1c < 9%")
found = [shown(fact.constraint) for fact in trial.find("hba1c", unit="%") if fact.polarity == "inclusion"]
below = [members(limit) for criterion in eligibility.inclusion for limit in criterion.all_constraints]
windows = [limit.interval for limit in eligibility.constraints if isinstance(limit, tp.Window)]
table = list(rows(eligibility))
tall, long = tp.to_frame([trial]).shape, tp.to_frame(trial, "wide", backend="polars").height
scores = tp.compare([trial], "sledai_2k", "arrow").num_rows
print(tp.explain(eligibility.criteria[0]), tp.read(b""), tp.split(""))

tp.parse_criterion("")  # type: ignore[attr-defined]
trial.constraint  # type: ignore[attr-defined]
windows[0].lower.value  # type: ignore[union-attr]
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def said(script: Path, *command: str, **environment: str) -> str:
    """What a checker says of the script, from a folder that has nothing else."""
    given = os.environ | environment
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, env=given, cwd=script.parent
    )
    return done.stdout + done.stderr


@pytest.mark.slow
def test_a_users_script_passes_mypy_strict(script: Path) -> None:
    cache = script.parent / "cache"
    options = ["--strict", "--follow-imports=silent", "--config-file=", f"--cache-dir={cache}"]
    assert said(script, "mypy", *options, str(script), MYPYPATH=SOURCE) == "Success: no issues found in 1 source file\n"


@pytest.mark.slow
def test_a_users_script_passes_pyright_strict(script: Path) -> None:
    settings = {"typeCheckingMode": "strict", "reportUnnecessaryTypeIgnoreComment": True, "extraPaths": [SOURCE]}
    settings |= {"include": [script.name]}
    (script.parent / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    options = ["--pythonpath", sys.executable]
    found = said(script, "pyright", *options, PYRIGHT_PYTHON_IGNORE_WARNINGS="1")
    assert found == "0 errors, 0 warnings, 0 informations\n"
