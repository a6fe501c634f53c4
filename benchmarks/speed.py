"""How fast pages and criteria are read, against spaCy's blank English tokenizer on the same texts in the same process.

    python benchmarks/speed.py [--rounds 5]

Times are CPU time of this process, medians over rounds in which all contenders take turns, after one round to warm up.
Pages are the development pages where they lie beside the project, else the example page; a stage's time is that of the
stage alone over all pages.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import spacy

import trialparse
from golds import ROOT, gold_paths, load
from trialparse.criteria import read_criteria
from trialparse.criteria.outline import Item, outline
from trialparse.criteria.words.lexer import lexer
from trialparse.layouts import read_page
from trialparse.lexicon.loader import builtin
from trialparse.model import Trial
from trialparse.text import fold

Work = Callable[[], object]


def texts_of(name: str) -> list[str]:
    """The texts of a gold; where it is not here, the example page over and over."""
    if name in gold_paths():
        return [document.text for document in load(name).documents]
    return [trialparse.read(ROOT / "examples" / "page.txt")] * 50


def medians(contenders: dict[str, Work], rounds: int) -> dict[str, float]:
    """The median CPU seconds of each, one after the other in every round so that all see the same machine."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            start = time.process_time()
            work()
            if number:
                times[name].append(time.process_time() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def each(function: Callable[..., object], arguments: list[Any]) -> Work:
    """Calls the function on every tuple of arguments."""

    def work() -> None:
        for values in arguments:
            function(*values)

    return work


def walk(items: list[Item]) -> Iterator[Item]:
    """All items of an outline."""
    for item in items:
        yield item
        yield from walk(item.children)


def stages(texts: list[str]) -> dict[str, Work]:
    """The stages of a parse, each alone on what the stage before it gives."""
    pages = [(text, fold(text)) for text in texts]
    places = [(raw, folded, read_page(raw, folded).eligibility) for raw, folded in pages]
    sections = [(raw, folded, [(*place, "unknown")]) for raw, folded, place in places if place]
    outlines = [(folded, start, end) for _, folded, [(start, end, _)] in sections]
    items = [(each[0], item.start, item.end) for each in outlines for item in walk(outline(*each))]
    trials = [(trialparse.parse(text).model_dump(),) for text in texts]
    return {
        "fold": each(fold, [(text,) for text in texts]),
        "layout": each(read_page, pages),
        "outline": each(outline, outlines),
        "tokens and lexicon": each(lexer(builtin()).atoms, items),
        "criteria": each(read_criteria, sections),
        "validation": each(Trial.model_validate, trials),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    pages, criteria = texts_of("meddatax"), texts_of("lct")
    tokenizer = spacy.blank("en")
    whole = {
        "spaCy blank, pages": each(tokenizer.make_doc, [(text,) for text in pages]),
        "parse, pages": each(trialparse.parse, [(text,) for text in pages]),
        "spaCy blank, criteria": each(tokenizer.make_doc, [(text,) for text in criteria]),
        "parse_criteria, criteria": each(trialparse.parse_criteria, [(text,) for text in criteria]),
    }
    found = medians({**whole, **stages(pages)}, rounds)
    print(f"{len(pages)} pages, {len(criteria)} criteria texts, {rounds} rounds")
    for name, spent in list(found.items())[: len(whole)]:
        count = len(pages) if name.endswith("pages") else len(criteria)
        print(f"  {name:26} {1000 * spent / count:7.2f} ms each  {count / spent:7.0f} per CPU-second")
    for task, rival in (("parse, pages", "spaCy blank, pages"), ("parse_criteria, criteria", "spaCy blank, criteria")):
        print(f"  {task}: {found[task] / found[rival]:.2f} times the tokenizer")
    found["grammar"] = found.pop("criteria") - found["outline"] - found["tokens and lexicon"]
    print("time by stage, per page")
    for name in ("fold", "layout", "outline", "tokens and lexicon", "grammar", "validation"):
        print(
            f"  {name:26} {1000 * found[name] / len(pages):7.2f} ms  {100 * found[name] / found['parse, pages']:5.1f}%"
        )


if __name__ == "__main__":
    main()
