"""The tagger: which words name a thing, and of which category, by weights that were learnt from annotated texts.

A linear model with two passes over all words at once: the second one sees what the first made of the words around. Its
weights stand in `weights.npz`, as whole numbers with one scale; `benchmarks/presence.py` learns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trialparse.criteria.presence.features import PLACES, Known, known, name
from trialparse.criteria.presence.words import BOUNDARY, Words
from trialparse.lexicon.source import LexiconError

__all__ = ["GENERIC", "OUTSIDE", "Block", "Named", "Tagger", "read_tagger", "tagger"]

Points = NDArray[np.int16]
OUTSIDE = "O"
GENERIC = "generic"  # the category of words that name nothing by themselves: `disease`
_KEPT = 8192  # words whose points are kept
_INNER = slice(1, 6)  # of the places of a word those at which its form counts


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that is named: its words [first, after), its category, and how likely it is to be so."""

    first: int
    after: int
    category: str
    likely: float


@dataclass(frozen=True, slots=True)
class Block:
    """The weights of the features of one kind: by feature, by place, by tag of the first pass and then of the second.

    The last feature is that of all others and weighs nothing.
    """

    rows: Mapping[str, int]
    weights: Points

    def __getitem__(self, feature: str) -> Points:
        row: Points = self.weights[self.rows.get(feature, -1)]
        return row


class Tagger:
    """The `blocks` are the weights by the kind of their features, `scale` what one of their points is worth."""

    def __init__(self, tags: Sequence[str], blocks: Mapping[str, Block], scale: float, known: Known) -> None:
        self._tags = list(tags)
        self._blocks = blocks
        self._scale = scale
        self._known = known
        self._outside = self._tags.index(OUTSIDE)
        self._begins = {number for number, tag in enumerate(self._tags) if tag.startswith("B")}
        self._begin_of = {
            number: self._tags.index(f"B{tag[1:]}")
            for number, tag in enumerate(self._tags)
            if tag.startswith("I") and f"B{tag[1:]}" in self._tags
        }
        self._size = 2 * len(self._tags)
        self._word = lru_cache(_KEPT)(self._of_word)
        self._pairs = _nested(blocks["pair"].rows)
        self._category = [tag[2:] for tag in self._tags]
        self._tagged = np.stack([blocks["tag"][tag][:, len(tags) :] for tag in tags])

    def _of_word(self, word: str) -> tuple[bytes, str, Mapping[str, int]]:
        """What a word weighs at each of the places around it, its name, and the pairs that it is the first word of."""
        form, called = self._blocks["form"], name(word)
        points = self._blocks["word"][called].copy()
        rows = [row for row in map(form.rows.get, self._known.form(word)) if row is not None]
        points[_INNER] += form.weights[rows].sum(axis=0, dtype=np.int16)
        return points.tobytes(), called, self._pairs.get(called, {})

    def scores(self, words: Words) -> Points:
        """For each word the points of each tag in the second pass."""
        half, blocks = len(self._tags), self._blocks
        own, names, pairs = zip(*map(self._word, words.surfaces), strict=True)
        shape = (len(words), len(PLACES["word"]), self._size)
        both = _around(np.frombuffer(b"".join(own), np.int16).reshape(shape), PLACES["word"])
        terms = blocks["term"]
        places = [terms.rows.get(place, -1) for place in self._known.places(words.surfaces, words.lower)]
        both += _around(terms.weights[places], PLACES["term"])
        joined = [row.get(following, -1) for row, following in zip(pairs, (*names[1:], ""), strict=True)]
        both += _around(blocks["pair"].weights[joined], PLACES["pair"])
        both += blocks["bias"].weights[0, 0]
        first = both[:, :half].argmax(axis=1)
        first[[place for place, word in enumerate(words.surfaces) if word == BOUNDARY]] = self._outside
        scores: Points = both[:, half:] + _around(self._tagged[first], PLACES["tag"])
        return scores

    def find(self, words: Words) -> Iterator[Named]:
        """The things that the words name, in their order."""
        if not len(words):
            return
        points = self.scores(words)
        best = points.argmax(axis=1)
        places = np.flatnonzero(best != self._outside)
        tags = best.tolist()
        runs: list[list[int]] = []
        for place in places.tolist():
            tag = tags[place] = self._mended(points, tags, place)
            if tag == self._outside:
                continue
            if tag in self._begins or not runs or runs[-1][-1] < place - 1:
                runs.append([place])
                if tag not in self._begins and tags[place - 1] != self._outside:
                    runs[-1].insert(0, place - 1)
            else:
                runs[-1].append(place)
        likely = self._likely(points, tags, [place for run in runs for place in run])
        for run in runs:
            categories = [self._category[tags[place]] for place in run]
            category = categories[0] if len(run) == 1 else max(categories, key=categories.count)
            yield Named(run[0], run[-1] + 1, category, min(likely[place] for place in run))

    def _likely(self, points: Points, tags: Sequence[int], places: Sequence[int]) -> dict[int, float]:
        """How likely the tags of some words are."""
        worth = points[places].astype(np.float32) * self._scale
        own = worth[np.arange(len(places)), [tags[place] for place in places]]
        share = 1 / np.exp(worth - own[:, None]).sum(axis=1)
        return dict(zip(places, share.tolist(), strict=True))

    def _mended(self, points: Points, best: list[int], place: int) -> int:
        """The tag of a word; where it goes on with a thing that nothing has begun, what costs least to mend that."""
        tag = best[place]
        begin = self._begin_of.get(tag)
        if begin is None or place == 0 or best[place - 1] != self._outside:
            return tag
        here, before = points[place], points[place - 1]
        costs = (
            (int(before[self._outside]) - int(before[begin]), tag),  # the word before begins it
            (int(here[tag]) - int(here[begin]), begin),
            (int(here[tag]) - int(here[self._outside]), self._outside),
        )
        cheapest = min(costs)[1]
        if cheapest == tag:
            best[place - 1] = begin
        return cheapest


def _nested(rows: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """The rows of pairs by their first word, then by their second."""
    nested: dict[str, dict[str, int]] = {}
    for pair, row in rows.items():
        first, _, second = pair.partition(" ")
        nested.setdefault(first, {})[second] = row
    return nested


def _around(points: Points, places: Sequence[int]) -> Points:
    """For every word the sum of what those around it weigh there; `points` are by word and by the places."""
    count = len(points)
    found = np.zeros((count, points.shape[2]), np.int16)
    for number, at in enumerate(places):
        low, high = max(0, -at), count - max(0, at)
        if low < high:
            found[low:high] += points[low + at : high + at, number]
    return found


@cache
def tagger() -> Tagger:
    """The tagger with the weights that come with the library."""
    with resources.as_file(resources.files(__package__) / "weights.npz") as file:
        return read_tagger(file)


def read_tagger(file: Path) -> Tagger:
    """The tagger with the weights of a file; a `LexiconError` names one that is missing or holds something else."""
    try:
        with file.open("rb") as opened, np.load(opened) as held:
            tags = str(held["tags"]).split("\n")
            blocks = {
                kind: Block(_rows(str(held[f"{kind} names"])), held[kind].astype(np.int16))
                for kind in (*PLACES, "bias")
            }
            return Tagger(tags, blocks, float(held["scale"]), known())
    except (OSError, ValueError, LookupError, TypeError, EOFError, BadZipFile) as fault:
        raise LexiconError(f"{file.name}: {fault}") from None


def _rows(names: str) -> dict[str, int]:
    return {name: row for row, name in enumerate(names.split("\n"))}
