"""Learns from annotated texts what makes a limit doubtful, and says how well doubt tells wrong from right.

    python benchmarks/doubts.py            learn on half of the documents, judge on the other, both ways
    python benchmarks/doubts.py --write    write src/trialparse/criteria/ledger/doubts.toml, learnt from all

Every constraint that a gold knows bears signs (`trialparse.criteria.ledger.signs`) and is right or wrong. The points of
a sign are ten times the logarithm of how many times more often constraints with it are wrong than all. Where it is seen
seldom, a word that was not used and another reading are suspected, and a rule is thought to be as right as usual. The
threshold is the lowest at which enough of the right constraints of every gold stay sure. Documents go to one half or
the other by the MD5 of their names.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from golds import gold_paths, load
from trialparse import Parser
from trialparse.criteria import ledger
from trialparse.criteria.outline import outline
from trialparse.criteria.read import Trace, traced
from trialparse.evaluation import labelled, predict
from trialparse.text import fold

TABLE = Path(ledger.__file__).parent / "doubts.toml"
GOLDS = ("lct", "deep", "fresh")
KEPT = 0.95  # of the right constraints of each gold, the share that must stay sure
THOUGHT = 8  # constraints on which a sign is thought to have been seen besides
SUSPECTED = 0.2  # of these, the share that is wrong, but for rules
RARE = 8  # constraints on which a rule must have been seen
RELIABLE = 0.97  # a rule that is right more often is none to doubt

Points = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A constraint that a gold knows."""

    gold: str
    document: str
    signs: frozenset[str]
    right: bool


def examples() -> list[Example]:
    """What all golds say of the constraints that are read in their texts."""
    return [example for name in GOLDS if name in gold_paths() for example in _of_gold(name)]


def _of_gold(name: str) -> Iterator[Example]:
    gold = load(name)
    texts = {document.name: document.text for document in gold.documents}
    seen: dict[str, dict[tuple[int, int, str], frozenset[str]]] = {}
    for label in labelled(gold, predict(gold, Parser())):
        if label.said == "unlabelled":
            continue
        if label.document not in seen:
            seen[label.document] = _signs(texts[label.document])
        place = (label.place.start, label.place.end, label.rule)
        yield Example(name, label.document, seen[label.document][place], label.said == "right")


def traces(text: str) -> Iterable[Trace]:
    """How the criteria of a text are read."""
    folded = fold(text)
    return traced(text, folded, (0, len(text)), outline(folded, 0, len(text), "unknown")).values()


def _signs(text: str) -> dict[tuple[int, int, str], frozenset[str]]:
    """The signs of each constraint of a text, by its place and its rule."""
    return {
        (draft.plain["span"]["start"], draft.plain["span"]["end"], draft.plain["rule"]): frozenset(
            ledger.signs(trace.sentence, draft, trace.books)
        )
        for trace in traces(text)
        for draft in trace.drafts
    }


def learnt(seen: Iterable[Example]) -> dict[str, tuple[int, int, int]]:
    """By sign how often it was right and wrong, and its points; those that speak for a constraint are left out."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    total: Counter[bool] = Counter()
    for example in seen:
        total[example.right] += 1
        for sign in example.signs:
            counts[sign][example.right] += 1
    usual = total[False] / total.total()
    table = {}
    for sign, count in sorted(counts.items()):
        expected = usual if sign.startswith("core:") else SUSPECTED
        points = math.log((count[False] + THOUGHT * expected) / (count.total() + THOUGHT) / usual)
        if sign.startswith("core:") and (count.total() < RARE or count[True] / count.total() >= RELIABLE):
            continue
        if points > 0 or not sign.startswith("core:"):
            table[sign] = (count[True], count[False], max(0, round(10 * points)))
    return table


def threshold(seen: list[Example], points: Points) -> int:
    """The lowest sum at which enough of the right constraints stay sure."""
    sums = [[_sum(each, points) for each in seen if each.right and each.gold == gold] for gold in GOLDS]
    step = 1
    while any(sum(each < step for each in of_gold) < KEPT * len(of_gold) for of_gold in sums):
        step += 1
    return step


def _sum(example: Example, points: Points) -> int:
    return sum(points.get(sign, 0) for sign in example.signs)


def half(document: str) -> str:
    """The half that a document is in."""
    return "AB"[int(hashlib.md5(document.encode(), usedforsecurity=False).hexdigest()[-1], 16) % 2]


def judge(seen: list[Example], points: Points, limit: int) -> Iterator[str]:
    """How well doubt tells wrong from right, by gold."""
    for gold in GOLDS:
        mine = [each for each in seen if each.gold == gold]
        right, wrong = ([each for each in mine if each.right is said] for said in (True, False))
        sure = [sum(_sum(each, points) < limit for each in part) for part in (right, wrong)]
        if mine:
            kept = f"right {len(right):5}, of them sure {sure[0] / len(right):6.1%}"
            left = f"wrong {len(wrong):3}, of them sure {sure[1]:3}"
            yield f"{gold:6} {kept}; {left}; wrong claims {len(wrong) / len(mine):.2%} -> {sure[1] / sum(sure):.2%}"


def written(table: Mapping[str, tuple[int, int, int]], limit: int, unseen: int) -> str:
    """The table as TOML."""
    lines = [
        "# What makes a limit doubtful: made by benchmarks/doubts.py from annotated texts, not by hand.",
        "# `right` and `wrong` count the constraints that bore the sign; doubtful is what reaches the threshold.",
        f"threshold = {limit}",
        f"unseen = {unseen}  # of a word that is left unused in a way that was never seen",
    ]
    for part, is_rule in (("signs", False), ("rules", True)):
        for sign, (right, wrong, points) in table.items():
            if sign.startswith("core:") is is_rule:
                lines += ["", f'[{part}."{sign}"]', f"right = {right}", f"wrong = {wrong}", f"points = {points}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    seen = examples()
    for name in "AB":
        known = [each for each in seen if half(each.document) == name]
        table = learnt(known)
        points = {sign: said[2] for sign, said in table.items()}
        limit = threshold(known, points)
        print(f"learnt on half {name} ({len(known)} constraints, threshold {limit}), judged on the other:")
        print(*judge([each for each in seen if half(each.document) != name], points, limit), sep="\n")
    table = learnt(seen)
    points = {sign: said[2] for sign, said in table.items()}
    limit = threshold(seen, points)
    share = sum(not each.right for each in seen) / len(seen)
    text = written(table, limit, round(10 * math.log(SUSPECTED / share)))
    print(text)
    print("learnt on all, judged on all:", *judge(seen, points, limit), sep="\n")
    if write:
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
