"""What making rows and frames costs, against parsing the texts that they are of.

    python benchmarks/tables.py [--trials 200] [--rounds 5]

CPU time of this process, medians over rounds, after one to warm up. A ratio of 0.05 says that a table takes a twentieth
of the time that parsing took. The texts are those of the development criteria where they lie beside the project, else
the example page over and over.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from speed import Work, medians, texts_of
from trialparse import Trial, parse, to_frame
from trialparse.outputs.tables import TABLES, rows


def works(texts: Sequence[str], trials: Sequence[Trial]) -> dict[str, Work]:
    """Parsing, the rows of each table, and the frame of each in pandas and Polars."""
    found: dict[str, Work] = {"parse": lambda: [parse(text) for text in texts]}
    for table in TABLES:
        found[f"rows {table}"] = lambda table=table: list(rows(trials, table))  # type: ignore[misc]
    for table in (*TABLES, "wide"):
        for backend in ("pandas", "polars"):
            found[f"{backend} {table}"] = lambda table=table, backend=backend: to_frame(trials, table, backend)  # type: ignore[misc]
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--trials", type=int, default=200)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    texts = texts_of("deep")
    texts = (texts * (asked.trials // len(texts) + 1))[: asked.trials]
    trials = [parse(text) for text in texts]
    print(f"{len(trials)} trials, {sum(len(trial.facts) for trial in trials)} constraints")
    times = medians(works(texts, trials), asked.rounds)
    for name, seconds in times.items():
        print(f"{name:20} {1000 * seconds / len(trials):8.3f} ms a trial   ratio {seconds / times['parse']:.4f}")


if __name__ == "__main__":
    main()
