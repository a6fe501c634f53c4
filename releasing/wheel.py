"""Whether what is released installs: builds sdist and wheel, looks into both, walks the wheel in empty environments.

    python releasing/wheel.py

Every promised Python that is present gets an environment with the wheel alone; `walk.py` goes through it there.
The tests run once more from the unpacked sdist where `--tests` is given.
"""

import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from pythons import ROOT, environment, pythons, run

PACKAGE = ROOT / "src" / "trialparse"
UNWANTED = (".cache/", "__pycache__", ".pyc", ".hypothesis", ".venv", ".mypy_cache", ".same", "shared/")
IN_SDIST = (
    "tests/conftest.py",
    "tests/fixtures/",
    "tests/spec/",
    "docs/",
    "examples/page.txt",
    "benchmarks/",
    "LICENSE",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(sys.executable, "-m", "build", "--outdir", work / "dist", ROOT)
        (wheel,), (sdist,) = (sorted((work / "dist").glob(form)) for form in ("*.whl", "*.tar.gz"))
        print(run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist))
        _look(wheel, sdist)
        for version, python in pythons().items():
            _walk(python, version, wheel, work / version)
        if "--tests" in sys.argv[1:]:
            _test(sdist, work / "sdist")


def _look(wheel: Path, sdist: Path) -> None:
    """The wheel holds every file of the package and nothing beside it, the sdist what the tests need."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    tracked = _tracked(PACKAGE)
    _none(f"{wheel.name} lacks", tracked - inside)
    _none(f"{wheel.name} has too much", inside - tracked)
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    _none(f"{sdist.name} lacks", (part for part in IN_SDIST if not any(name.startswith(part) for name in names)))
    _none(f"{sdist.name} has", (name for name in names if any(part in name for part in UNWANTED)))
    print(f"{wheel.name}: {len(inside)} files, {sdist.name}: {len(names)} files")


def _tracked(folder: Path) -> set[str]:
    """The files of the package, as paths from the folder around it."""
    found = (path for path in folder.rglob("*") if path.is_file() and not any(part in str(path) for part in UNWANTED))
    return {path.relative_to(folder.parent).as_posix() for path in found}


def _none(fault: str, names: Iterable[str]) -> None:
    listed = sorted(names)
    if listed:
        sys.exit(f"{fault}: {', '.join(listed)}")


def _walk(python: str, version: str, wheel: Path, folder: Path) -> None:
    commands = environment(python, folder / "env", str(wheel))
    (folder / "page.txt").write_bytes((ROOT / "examples" / "page.txt").read_bytes())
    (folder / "pack.toml").write_bytes(
        (ROOT / "examples" / "pack-celiac" / "src" / "trialparse_celiac" / "lexicon.toml").read_bytes()
    )
    said = run(commands / "python", "-I", ROOT / "releasing" / "walk.py", commands, cwd=folder)
    print(f"Python {version}: {said.strip()}", flush=True)


def _test(sdist: Path, folder: Path) -> None:
    """The tests run from the sdist alone, with this environment's tools and the sdist's package."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    commands = environment(sys.executable, folder / "env", f"{root}[dev]")
    print(run(commands / "python", "-m", "pytest", "-q", "-m", "not slow", cwd=root))


if __name__ == "__main__":
    main()
