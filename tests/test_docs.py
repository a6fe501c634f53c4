"""Every Python snippet of the documentation runs, and prints what it says it prints.

The fenced `python` blocks of a page run in order in one namespace; a block with `>>>` is checked as a doctest.
"""

import doctest
import re
from pathlib import Path
from typing import get_args

import pytest

from trialparse import parse, read
from trialparse.evaluation import read_gold
from trialparse.model.constraint import Doubt

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^( *)```(?:python|pycon)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[int, str]]:
    """The line number and the code of each block."""
    return [(page.count("\n", 0, found.start()) + 2, found[2]) for found in BLOCK.finditer(page)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_snippets_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for line, code in blocks(path.read_text(encoding="utf-8")):
        if ">>>" in code:
            _check(path, line, code, names)
        else:
            exec(compile("\n" * (line - 1) + code, str(path), "exec"), names)


def _check(path: Path, line: int, code: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(code, names, path.name, str(path), line - 1)
    said: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    doctest.DocTestRunner(optionflags=flags).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)


CODES, DOUBTS = (
    set(re.findall(r"^\| `([a-z-]+)`", part, re.MULTILINE))
    for part in (ROOT / "docs" / "diagnostics.md").read_text("utf-8").split("\n## Doubts\n")
)

GIVEN = re.compile(
    r'(?:(?:report|_notice|_diagnostic|Diagnostic)\(\s*(?:code=)?|fault=[^\n]{1,120},\s*code=)"([a-z-]+)"'
)


def test_documented_codes_are_those_of_the_sources() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(GIVEN.findall(sources)) == CODES


def test_documented_doubts_are_those_of_the_model() -> None:
    assert set(get_args(Doubt)) == DOUBTS


def test_codes_that_are_met_are_documented() -> None:
    """The codes met in all the texts that the tests have."""
    pages = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests" / "fixtures").rglob("*.txt")]
    cases = [
        document.text
        for gold in read_gold(sorted((ROOT / "tests" / "spec").glob("*.yaml")))
        for document in gold.documents
    ]
    texts = [read(path) for path in pages] + cases + ["", "..."]
    assert {diagnostic.code for text in texts for diagnostic in parse(text).diagnostics} <= CODES
