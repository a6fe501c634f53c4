"""How fast criteria are read by the working tree, against another revision on the same texts, side by side.

    python benchmarks/pace.py --rev HEAD~1
    python benchmarks/pace.py --rev v0.1.0 --rounds 9

The two take turns, each in a process of its own that reads some texts to warm up and is then timed, in CPU seconds, on
others. Printed is the speed of the working tree as a multiple of the other's: the median over the rounds, and that of
the best rounds. The texts are those of the LCT gold where it lies beside the project, else the spec cases.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from golds import ROOT, gold_paths, load
from trees import checked_out, environment

_TIMED = """
import json, sys, time, trialparse
texts = json.load(sys.stdin)
for text in texts[: len(texts) // 6]:
    trialparse.parse_criteria(text)
start = time.process_time()
for text in texts[len(texts) // 6 :]:
    trialparse.parse_criteria(text)
print(time.process_time() - start)
"""
_MOST = 350  # texts


def seconds(tree: Path, asked: str) -> float:
    """The CPU seconds that the sources of a tree take for some texts."""
    command = [sys.executable, "-c", _TIMED]
    ran = subprocess.run(command, input=asked, text=True, stdout=subprocess.PIPE, env=environment(tree), check=True)
    return float(ran.stdout)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    name = "lct" if "lct" in gold_paths() else "spec cases"
    asked = json.dumps([document.text for document in load(name).documents][:_MOST])
    with checked_out(given.rev) as (_, tree):
        rounds = [(seconds(tree, asked), seconds(ROOT, asked)) for _ in range(given.rounds)]
    best = min(old for old, _ in rounds) / min(new for _, new in rounds)
    median = statistics.median(old / new for old, new in rounds)
    print(f"{name}: {median:.2f} times the speed of {given.rev} (best rounds {best:.2f}), {given.rounds} rounds")


if __name__ == "__main__":
    main()
