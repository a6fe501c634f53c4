"""Whether a change changes what comes out: every text at hand is read by two versions and the answers compared.

    python benchmarks/same.py                        the working tree against HEAD
    python benchmarks/same.py --rev v0.1.0           against another revision
    python benchmarks/same.py --without rule,loinc   as if results had no such keys
    python benchmarks/same.py --show 3               prints how the first three differ

The texts are those of the working tree: the development gold where it lies beside the project, the spec cases, the
examples and rejects of the lexicon, the fixtures. The answer is one hash over all of them and, where it differs, the
documents that do. What an earlier revision answered is kept under `.same/`. Exit code 1 says that something differs.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from golds import ROOT, SHARED, load
from trees import checked_out, environment

Texts = dict[str, str]
CACHE = ROOT / ".same"
_WORKERS = 2
_ANSWER = """
import hashlib, json, sys, trialparse
asked, without, whole = json.load(sys.stdin)
def bare(value):
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items() if key not in without}
    return [bare(each) for each in value] if isinstance(value, list) else value
def answer(key, text):
    read = trialparse.parse if key.startswith("page ") else trialparse.parse_criteria
    found = read(text).model_dump_json()
    found = json.dumps(bare(json.loads(found)), ensure_ascii=False, indent=whole or None) if without or whole else found
    return found if whole else hashlib.sha256(found.encode()).hexdigest()[:16]
json.dump({key: answer(key, text) for key, text in asked.items()}, sys.stdout)
"""


def texts() -> Texts:
    """All texts at hand by the place they stand at; those to be read as pages begin with `page`."""
    return dict((*_cases(), *_shared(), *_lexicon(), *_fixtures()))


def _cases() -> Iterator[tuple[str, str]]:
    for document in load("spec cases").documents:
        yield f"criteria {document.name}", document.text


def _shared() -> Iterator[tuple[str, str]]:
    """All that is text in the JSON lines beside the project."""
    for path in sorted((*SHARED.rglob("*.jsonl"), *SHARED.parent.glob("*/*.jsonl.gz"), *SHARED.rglob("*.jsonl.gz"))):
        room = "page" if "pages" in path.parts else "criteria"
        written = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        found = [json.loads(line).get("text") for line in written.splitlines()]
        yield from ((f"{room} {path.name}:{number}", text) for number, text in enumerate(found, 1) if text)


def _lexicon() -> Iterator[tuple[str, str]]:
    """Examples and rejects, by the file and the line of their entry."""
    from trialparse.lexicon.loader import builtin_sources
    from trialparse.lexicon.source import entries

    for name, text in (source for sources in builtin_sources().values() for source in sources):
        for entry in entries(name, text):
            examples = [each["text"] for each in entry.data.get("examples", ())]
            for number, sentence in enumerate([*examples, *entry.data.get("rejects", ())]):
                yield f"criteria {entry.source}:{entry.name} {number}", sentence


def _fixtures() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests" / "fixtures").rglob("*.txt")):
        yield f"page {path.name}", path.read_text(encoding="utf-8")


def answers(tree: Path, asked: Texts, without: list[str], whole: bool = False) -> dict[str, str]:
    """What the sources of a tree answer to each text: a hash of it, or the `whole` answer."""
    keys = list(asked)
    parts = [{key: asked[key] for key in keys[place::_WORKERS]} for place in range(_WORKERS)]
    with ProcessPoolExecutor(_WORKERS) as pool:
        found = list(pool.map(partial(_ask, tree, without=without, whole=whole), parts))
    return {key: answer for part in found for key, answer in part.items()}


def _ask(tree: Path, asked: Texts, without: list[str], whole: bool) -> dict[str, str]:
    given = json.dumps([asked, without, whole])
    ran = subprocess.run(
        [sys.executable, "-c", _ANSWER],
        input=given,
        text=True,
        stdout=subprocess.PIPE,
        env=environment(tree),
        check=True,
    )
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def kept(revision: str, asked: Texts, without: list[str], ask: Callable[[], dict[str, str]]) -> dict[str, str]:
    """The answers of a revision, asked for once."""
    name = hashlib.sha256(json.dumps([revision, asked, sorted(without)]).encode()).hexdigest()[:16]
    path = CACHE / f"{name}.json"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        path.write_text(json.dumps(ask()), encoding="utf-8")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def differing(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """The documents whose answers differ, in order.

    >>> differing({"a": "1", "b": "2"}, {"a": "1", "b": "3"})
    ['b']
    """
    return [key for key in new if old.get(key) != new[key]]


def digest(found: dict[str, str]) -> str:
    """One hash over all answers."""
    return hashlib.sha256(json.dumps(sorted(found.items())).encode()).hexdigest()[:12]


def _difference(old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "before", "after", n=4, lineterm="")
    return "\n".join(lines)


def main(arguments: Any = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--without", default="", metavar="KEYS")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    given = parser.parse_args(arguments)
    without, asked = [key for key in given.without.split(",") if key], texts()
    with checked_out(given.rev) as (revision, tree):
        old = kept(revision, asked, without, lambda: answers(tree, asked, without))
        new = answers(ROOT, asked, without)
        changed = differing(old, new)
        shown = {key: asked[key] for key in changed[: given.show]}
        before, after = (answers(each, shown, without, whole=True) if shown else {} for each in (tree, ROOT))
    print(f"{len(asked)} texts: {digest(old)} at {given.rev}, {digest(new)} now")
    for key in changed[:10]:
        print(f"  differs: {key}")
    print("the same" if not changed else f"{len(changed)} differ")
    for key in shown:
        print(f"\n{key}\n{_difference(before[key], after[key])}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
