"""The vocabulary over the words of a text: which known terms stand where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

__all__ = ["Terms"]

_BETWEEN = "  "  # two blanks between words, so that each of two neighbours has one of its own around it


class Terms:
    """The terms of a vocabulary as one automaton.

    A term is found where whole words say it; of two that overlap the one that begins first, then the longer one.
    """

    def __init__(self, categories: Mapping[tuple[str, ...], str]) -> None:
        """`categories` are those of the terms, which are given by their words."""
        self._categories = list(categories.values())
        patterns = [f" {_BETWEEN.join(term)} " for term in categories]
        self._automaton = AhoCorasick(
            patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """The terms as (first word, word after, category), in their order.

        >>> terms = Terms({("heart", "attack"): "condition", ("heart",): "observation"})
        >>> list(terms.find(["no", "heart", "attack", "."]))
        [(1, 3, 'condition')]
        """
        text = f" {_BETWEEN.join(words)} "
        found = self._automaton.find_matches_as_indexes(text)
        if not found:
            return
        after = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)) + len(_BETWEEN))  # where the next begins
        numbers, starts, ends = zip(*found, strict=True)
        firsts, afters = np.searchsorted(after, starts, "right").tolist(), np.searchsorted(after, ends).tolist()
        for number, first, last in zip(numbers, firsts, afters, strict=True):
            yield first, last + 1, self._categories[number]
