"""The generated pages of the lexicon are those of the data."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = runpy.run_path(str(DOCS / "generate_lexicon.py"))


@pytest.mark.parametrize(("page", "made"), [("lexicon.md", "reference"), ("lexicon-entries.md", "listing")])
def test_the_generated_page_is_current(page: str, made: str) -> None:
    stands = (DOCS / page).read_text("utf-8")
    assert stands == SCRIPT[made](), f"docs/{page} is behind the data: run `python docs/generate_lexicon.py`"
