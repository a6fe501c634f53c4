"""Every public name stands in the reference with an example that runs; links and notebooks are what they say.

What functions and classes show is run with the other doctests; the examples of constants and types are run here, since
no doctest finds them.
"""

import doctest
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import griffe
import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ROOMS = (
    "trialparse",
    "trialparse.evaluation",
    "trialparse.kit.testing",
    "trialparse.layouts",
    "trialparse.outputs",
    "trialparse.packs",
    "trialparse.spacy",
    "trialparse.values",
)
NAMES = [f"{room}.{name}" for room in ROOMS for name in import_module(room).__all__]
TREE = griffe.load("trialparse", search_paths=[ROOT / "src"], allow_inspection=False)
PAGES = "\n".join(page.read_text("utf-8") for page in sorted((DOCS / "reference").glob("*.md")))
SHOWN = set(re.findall(r"^::: (\S+)", PAGES, re.MULTILINE))


def target(name: str) -> griffe.Object:
    """What a public name stands for, where it is made."""
    found = TREE[name.removeprefix("trialparse.")]
    if found.is_module and found.name in found.members:  # a function that has the name of its module
        found = found[found.name]
    return found.final_target if found.is_alias else found


SHOWN_TARGETS = {target(name).path for name in SHOWN}


def is_module(name: str) -> bool:
    room, _, own = name.rpartition(".")
    return isinstance(getattr(import_module(room), own), ModuleType)


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_stands_in_the_reference(name: str) -> None:
    assert target(name).path in SHOWN_TARGETS, f"no page of docs/reference has `::: {name}`"


@pytest.mark.parametrize("name", [name for name in NAMES if not is_module(name)])
def test_a_public_name_has_an_example(name: str) -> None:
    found = target(name)
    said = found.docstring.value if found.docstring else ""
    assert re.search(r"^Examples:\n    >>> ", said, re.M), f"{found.path} has no example under `Examples:`"
    if found.is_attribute:
        assert run(said, name) == []


def run(said: str, name: str) -> list[str]:
    """What the examples of a docstring print that they do not say."""
    faults: list[str] = []
    example = doctest.DocTestParser().get_doctest(said, {}, name, None, 0)
    doctest.DocTestRunner().run(example, out=faults.append)
    return faults


def test_examples_in_the_reference_stand_under_their_heading() -> None:
    """Else they are shown as a quotation in quotations, and lists in them are taken for links."""
    bare = [
        path
        for name in sorted(SHOWN)
        for path, text in docstrings(target(name))
        if ">>>" in text and not re.search(r"^Examples:$", text, re.M)
    ]
    assert bare == []


def docstrings(found: griffe.Object) -> list[tuple[str, str]]:
    """The docstrings of something and of its members that are shown with it."""
    own = [(found.path, found.docstring.value)] if found.docstring else []
    members = [each for each in found.members.values() if not each.is_alias and not each.name.startswith("_")]
    return own + [said for each in members if not each.is_module for said in docstrings(each)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of what the site is built from."""
    for name in ("docs", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def build(site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    return subprocess.run(command, cwd=site, capture_output=True, text=True)


@pytest.mark.slow
def test_the_site_is_built_and_has_every_public_name(site: Path) -> None:
    done = build(site)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = "".join(page.read_text("utf-8") for page in (site / "site" / "reference").rglob("*.html"))
    ids = set(re.findall(r'id="(trialparse[\w.]*)"', pages))
    assert {target(name).path for name in NAMES} <= {target(each).path for each in ids if each.count(".")}
    assert "fonts.googleapis" not in pages


FAULTS = {
    "a page that is not there": ("faq.md", "[away](nowhere.md)"),
    "an anchor that is not there": ("faq.md", "[away](packs.md#nowhere)"),
    "a name that is not there": ("reference/reading.md", "[away][trialparse.nowhere]"),
    "an object that is not there": ("reference/reading.md", "::: trialparse.nowhere"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_fails_the_site(fault: str, site: Path) -> None:
    page, planted = FAULTS[fault]
    path = site / "docs" / page
    path.write_text(f"{path.read_text('utf-8')}\n{planted}\n", "utf-8")
    assert build(site).returncode != 0
