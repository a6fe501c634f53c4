"""A new pack, ready to install: files with blanks, which are filled in with its name.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     [path.name for path in write_pack("sour-bread", Path(folder))]
['pyproject.toml', 'README.md', 'lexicon.toml', '__init__.py', 'test_pack.py']
"""

from __future__ import annotations

import re
from importlib import metadata, resources
from pathlib import Path
from string import Template

__all__ = ["is_pack_name", "write_pack"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# Where each file of the template goes.
_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "lexicon.toml": "src/$module/lexicon.toml",
    "__init__.py": "src/$module/__init__.py",
    "test_pack.py": "tests/test_pack.py",
}


def is_pack_name(name: str) -> bool:
    """Whether a new pack can be called so.

    >>> is_pack_name("sour-bread"), is_pack_name("Sour bread")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def write_pack(name: str, target: Path) -> list[Path]:
    """Writes the pack of a name into a directory; the paths of its files."""
    key = name.replace("-", "_")
    words = {
        "name": name, "key": key, "module": f"trialparse_{key}", "title": name.replace("-", " ").capitalize(),
        "needs": metadata.version("trialparse"),
    }  # fmt: skip
    template = resources.files("trialparse.kit") / "pack_template"
    written = []
    for file, place in _FILES.items():
        path = target / Template(place).substitute(words)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(template.joinpath(f"{file}.tmpl").read_text("utf-8")).substitute(words), "utf-8")
        written.append(path)
    return written
