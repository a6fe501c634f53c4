"""Asides: what a criterion says that asks nothing of a person's health, by the set phrases of `lexicon/terms/asides.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

__all__ = ["Asides", "asides", "tables"]


class Asides:
    """The words of asides: `around` may stand in any, one of the `heads`, each some words, stands in every one."""

    def __init__(self, around: Iterable[str], heads: Iterable[str]) -> None:
        self._heads: dict[str, list[tuple[str, ...]]] = {}  # by their first word
        self._known = set(around)
        for head in heads:
            words = tuple(head.split())
            self._heads.setdefault(words[0], []).append(words)
            self._known.update(words)

    def within(self, words: Sequence[str]) -> set[int]:
        """The places of those of some words, in lower case, that are asides.

        >>> some = Asides(["to", "the", "able"], ["consent"])
        >>> sorted(some.within("able to consent to the amputation".split()))
        [0, 1, 2, 3, 4]
        """
        if self._heads.keys().isdisjoint(words):
            return set()
        found: set[int] = set()
        for known, run in groupby(range(len(words)), lambda place: words[place] in self._known):
            places = list(run)
            if known and any(self._is_head(words, place, places[-1] + 1) for place in places):
                found.update(places)
        return found

    def _is_head(self, words: Sequence[str], place: int, stop: int) -> bool:
        heads = self._heads.get(words[place], ())
        return any(tuple(words[place : min(place + len(head), stop)]) == head for head in heads)


@cache
def tables() -> Mapping[str, Any]:
    """The tables of the file, as they stand there."""
    file = resources.files("trialparse.lexicon") / "terms" / "asides.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def asides() -> Asides:
    """The asides that come with the library."""
    told = tables()
    return Asides(told["around"], (row["form"] for table in told["aside"] for row in table["heads"]))
