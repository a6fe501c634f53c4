"""Asides: what a criterion says that asks nothing of a person's health, by phrases: `lexicon/terms/asides.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

__all__ = ["Asides", "asides", "tables"]


class Asides:
    """The words of asides, by topic: in every one stands a head, and with it words of its own topic or any `around`."""

    def __init__(self, around: Collection[str], topics: Sequence[tuple[Collection[str], Collection[str]]]) -> None:
        """The `topics` are words around and heads, each some words."""
        self._heads: dict[str, list[tuple[tuple[str, ...], int]]] = {}  # with their topics, by their first word
        self._known: list[frozenset[str]] = []
        every = {word for _, heads in topics for head in heads for word in head.split()}
        for topic, (own, heads) in enumerate(topics):
            self._known.append(frozenset({*around, *every, *own}))
            for head in heads:
                words = tuple(head.split())
                self._heads.setdefault(words[0], []).append((words, topic))

    def within(self, words: Sequence[str]) -> set[int]:
        """The places of those of some words, in lower case, that are asides.

        >>> some = Asides(["to", "the", "able"], [(["sign"], ["consent"])])
        >>> sorted(some.within("able to sign the consent to amputation".split()))
        [0, 1, 2, 3, 4, 5]
        """
        found: set[int] = set()
        if self._heads.keys().isdisjoint(words):
            return found
        for topic, places in self._found(words).items():
            known = self._known[topic]
            tied = [word in known for word in words]
            for is_known, run in groupby(range(len(words)), tied.__getitem__):
                within = set(run)
                if is_known and not within.isdisjoint(places):
                    found |= within
        return found

    def _found(self, words: Sequence[str]) -> Mapping[int, set[int]]:
        """Where heads begin, by their topics."""
        found: dict[int, set[int]] = {}
        for place in self._places(words):
            for head, topic in self._heads[words[place]]:
                if tuple(words[place : place + len(head)]) == head:
                    found.setdefault(topic, set()).add(place)
        return found

    def _places(self, words: Sequence[str]) -> Iterator[int]:
        return (place for place, word in enumerate(words) if word in self._heads)


@cache
def tables() -> Mapping[str, Any]:
    """The tables of the file, as they stand there."""
    file = resources.files("trialparse.lexicon") / "terms" / "asides.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def asides() -> Asides:
    """The asides that come with the library."""
    told = tables()
    topics = [(table.get("around", ()), [row["form"] for row in table["heads"]]) for table in told["aside"]]
    return Asides(told["around"], topics)
