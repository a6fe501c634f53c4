"""Learns which words are used alike, and writes their classes, which the tagger weighs.

    python benchmarks/classes.py            shows some classes
    python benchmarks/classes.py --write    writes `criteria/presence/classes.txt`

The texts are eligibility texts that nobody has annotated, which lie beside the project. Words are alike where the same
words stand beside them: of each word the neighbours at four places are counted, weighed by how much more often they
stand there than by chance (positive pointwise mutual information, the chance of a neighbour smoothed as in Levy,
Goldberg and Dagan 2015), brought down to a few dimensions and parted into classes, coarse and fine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.cluster import KMeans  # type: ignore[import-untyped]
from sklearn.preprocessing import normalize  # type: ignore[import-untyped]
from sklearn.utils.extmath import randomized_svd  # type: ignore[import-untyped]

from golds import ROOT, SHARED
from trialparse.criteria.presence.features import name
from trialparse.criteria.presence.words import BOUNDARY, split

CLASSES = ROOT / "src" / "trialparse" / "criteria" / "presence" / "classes.txt"
TEXTS = SHARED.parent / "pool" / "texts.jsonl.gz"
SIZES = (60, 250, 900)  # how many classes there are, from coarse to fine
SELDOM = 4  # a word must stand there so often
NEIGHBOURS = 4000  # the most frequent words, whose places are counted
PLACES = (-2, -1, 1, 2)
DIMENSIONS = 120
SMOOTHED = 0.75
_ITEM = re.compile(r"\n\s*\n|\n\s*[-•*]|\n\s*\d+[.)]")


def sentences() -> Iterator[list[str]]:
    """The words of each item of the texts between two boundaries."""
    with gzip.open(TEXTS, "rt", encoding="utf-8") as file:
        for line in file:
            for item in _ITEM.split(json.loads(line)["text"]):
                found = [name(word) for word in split(item)]
                if len(found) > 1:
                    yield [BOUNDARY, *found, BOUNDARY]


def counted(said: Sequence[Sequence[str]], words: Sequence[str], neighbours: Sequence[str]) -> csr_matrix:
    """How often each of some words has each neighbour at each place: a row for a word."""
    rows, columns = ({word: place for place, word in enumerate(each)} for each in (words, neighbours))
    blocks = []
    for at in PLACES:
        pairs = [
            (rows[word], columns[each[here + at]])
            for each in said
            for here, word in enumerate(each)
            if word in rows and 0 <= here + at < len(each) and each[here + at] in columns
        ]
        places = tuple(zip(*pairs, strict=True))
        shape = len(words), len(neighbours)
        blocks.append(coo_matrix((np.ones(len(pairs), np.float32), places), shape=shape).tocsr())
    return hstack(blocks).tocsr()


def weighed(counts: csr_matrix) -> csr_matrix:
    """The positive pointwise mutual information of words and their neighbours."""
    total = counts.sum()
    of_words = np.asarray(counts.sum(axis=1)).ravel()
    of_neighbours = np.asarray(counts.sum(axis=0)).ravel() ** SMOOTHED
    of_neighbours *= total / of_neighbours.sum()
    cells = counts.tocoo()
    worth = np.log(cells.data * total / (of_words[cells.row] * of_neighbours[cells.col]))
    more = worth > 0
    return coo_matrix((worth[more], (cells.row[more], cells.col[more])), shape=counts.shape).tocsr()


def classes() -> dict[str, list[int]]:
    """The classes of each word, from coarse to fine."""
    said = list(sentences())
    counts = Counter(word for each in said for word in each)
    words = [word for word, count in counts.items() if count >= SELDOM and word != BOUNDARY and not word.isdigit()]
    words = sorted(word for word in words if any(map(str.isalpha, word)))
    neighbours = [word for word, _ in counts.most_common(NEIGHBOURS)]
    left, values, _ = randomized_svd(weighed(counted(said, words, neighbours)), DIMENSIONS, random_state=0)
    points: Any = normalize(left * np.sqrt(values))
    parted = [KMeans(size, n_init=2, max_iter=60, random_state=0).fit_predict(points).tolist() for size in SIZES]
    return {word: list(own) for word, *own in zip(words, *parted, strict=True)}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--write", action="store_true", help="write the classes")
    args = ask.parse_args()
    found = classes()
    if args.write:
        lines = (" ".join([word, *map(str, own)]) for word, own in found.items())
        CLASSES.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return
    for number in range(0, SIZES[-1], SIZES[-1] // 12):
        print(number, *[word for word, own in found.items() if own[-1] == number][:12])


if __name__ == "__main__":
    main()
