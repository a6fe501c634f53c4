"""What a user does first with an installed trialparse; run by the Python of an environment that has nothing but it.

python -I walk.py FOLDER    # the folder of the environment's commands; page.txt and pack.toml lie in the present one
"""

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distributions, version
from pathlib import Path
from time import perf_counter

LONGEST_IMPORT = 0.3  # seconds
EXTRAS = {"altair", "pandas", "phonenumbers", "polars", "pyarrow", "pyyaml", "selectolax"}
COMMAND = Path(sys.argv[1]) / "trialparse"


def import_time() -> float:
    """Seconds that the import takes in a process of its own, the best of three."""
    code = "from time import perf_counter as now; start = now(); import trialparse; print(now() - start)"
    return min(float(_said(sys.executable, "-I", "-c", code)) for _ in range(3))


def _said(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def library() -> None:
    """A page, a pack of one's own, and what an extra that is missing says."""
    import trialparse as tp

    assert "site-packages" in tp.__file__, tp.__file__
    assert tp.__version__ == version("trialparse")
    trial = tp.parse(tp.read(Path("page.txt")))
    assert (trial.id, trial.evidence("enrollment.count")) == ("NCT09990417", "184")
    assert trial.eligibility is not None
    assert len(trial.eligibility.constraints) > 5
    assert _missing(lambda: tp.read(b"<!doctype html><p>Age > 18")).endswith('pip install "trialparse[html]"')


def _missing(call: Callable[[], object]) -> str:
    """What a call says that needs an extra; empty where it went without one."""
    try:
        call()
    except ImportError as error:
        return str(error)
    return ""


def commands() -> None:
    """The same by the command, and a pack by its file."""
    assert version("trialparse") in _said(COMMAND, "--version")
    assert json.loads(_said(COMMAND, "parse", "page.txt"))["id"] == "NCT09990417"
    Path("criteria.txt").write_text("Villous height to crypt depth ratio ≤ 2.0", encoding="utf-8")
    assert '"vh_cd_ratio"' in _said(COMMAND, "criteria", "criteria.txt", "--pack", "pack.toml")


def main() -> None:
    installed = {found.name.lower() for found in distributions()}
    assert not installed & EXTRAS, installed & EXTRAS
    seconds = import_time()
    assert seconds < LONGEST_IMPORT, seconds
    start = perf_counter()
    library()
    commands()
    print(f"imported in {seconds:.3f} s, walked in {perf_counter() - start:.1f} s, {len(installed)} distributions")


if __name__ == "__main__":
    main()
