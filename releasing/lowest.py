"""Whether the lowest versions that pyproject.toml allows still do: installs them and runs the tests with them.

    python releasing/lowest.py                 # all but the slow tests
    python releasing/lowest.py tests/text      # what is given to pytest

The lower bound of every dependency and of every extra for users is installed as it stands, on the oldest Python that is
present; the tools of the tests are the newest.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pythons import PROJECT, ROOT, environment, pythons, run

EXTRAS = PROJECT["optional-dependencies"]
FOR_MAINTAINERS = {"all", "dev", "docs"}
OLD = ("-W", "ignore::DeprecationWarning")  # what an old version uses of a newer library that it does not know yet
_BOUND = re.compile(r"([\w.-]+)>=([\w.]+)")


def lowest() -> Iterator[str]:
    """`name==version` for every requirement of users; one without a lower bound ends the script."""
    extras = (each for name, wanted in EXTRAS.items() if name not in FOR_MAINTAINERS for each in wanted)
    for requirement in (*PROJECT["dependencies"], *extras):
        found = _BOUND.match(requirement)
        if found is None:
            sys.exit(f"pyproject.toml: {requirement!r} has no lower bound")
        yield "{}=={}".format(*found.groups())


def tools() -> list[str]:
    """What the tests need beside the extras."""
    return [each for each in EXTRAS["dev"] if not each.startswith("trialparse[")]


def main() -> None:
    version, python = next(iter(pythons().items()))
    pinned = sorted(set(lowest()))
    print(f"Python {version} with {', '.join(pinned)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        commands = environment(python, Path(folder) / "env", *pinned, *tools(), "--editable", f"{ROOT}[all]")
        print(run(commands / "python", "-m", "pytest", "-q", *OLD, *(sys.argv[1:] or ("-m", "not slow"))))


if __name__ == "__main__":
    main()
