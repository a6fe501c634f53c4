"""The words that say of a thing whether, when, whose and on what terms it is: `lexicon/terms/context.toml` as a trie.

A form is a line of words with alternatives, `(known|) history of`; `{time}` in it is a stretch of time, `4 to 6 weeks`,
`{start}` the start of the criterion, `{end}` its end or a mark, `{thing}` a thing right before the others.
Its words are looked up one by one, and of several forms the longest counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from trialparse.criteria.presence.words import BOUNDARY, alternatives, split

__all__ = ["BREAK", "CLOSE", "OPEN", "Cue", "Cues", "Hit", "Reach", "cues", "pieces", "tables"]

BREAK, OPEN, CLOSE = "break", "open", "close"  # what a cue says that only ends how far others reach
NONE = "none"
TIME, START, END, THING = "{time}", "{start}", "{end}", "{thing}"
_SLOTS = frozenset({TIME, START, END, THING})
_NONE = frozenset({NONE})
_SILENT = frozenset({NONE, BREAK})
_MARKS = frozenset(
    {",", ";", ".", ")", "]", ":", "(", BOUNDARY}
)  # that end what stands before them, beside the end of all


class Reach(IntEnum):
    """How far a cue reaches: over all breaks below its own value. Breaks have a value of the same kind."""

    NEXT = 0  # the thing right beside it, with no word between
    TOUCH = 1  # the thing beside it
    JOINT = 2  # things joined by `or` and `and`
    SERIES = 3  # and by commas, where an `or` or `and` closes the list
    LIST = 4  # and by bare commas
    CLAUSE = 5  # and over prepositions and participles
    SENTENCE = 6  # to where the sentence ends
    ITEM = 7  # all of the criterion


@dataclass(frozen=True, slots=True)
class Cue:
    """What some words say, of the things before or behind them, and how far.

    `key` says whose, and of a break `level` how strong it is, `key` its name; a cue goes `over` the breaks of some
    names. `categories` are those of the only things that it is said of, and of the things that an aside leaves
    alone. One that reaches nothing `tells` nothing.
    """

    says: str
    key: str = ""
    ahead: Reach | None = None
    behind: Reach | None = None
    level: Reach | None = None
    categories: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()

    @property
    def tells(self) -> bool:
        return self.ahead is not None or self.behind is not None


class Hit(NamedTuple):
    """A cue with the words [first, after) that are it."""

    cue: Cue
    first: int
    after: int


@dataclass(slots=True)
class _Node:
    """What may follow some words in a form, and what they say where it ends with them."""

    following: dict[str, _Node] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    goes_on_with: frozenset[str] = frozenset()

    def behind(self, words: Iterable[str]) -> _Node:
        """The node behind some more words."""
        node = self
        for word in words:
            if word not in node.following:
                node.following[word] = _Node()
            node = node.following[word]
        return node

    def close(self) -> bool:
        """Notes which words may go on from here; whether something here or behind it tells things of themselves."""
        self.goes_on_with = frozenset(self.following) | (_MARKS if END in self.following else frozenset())
        below = [node.close() for node in self.following.values()]
        return any(below) or any(cue.tells for cue in self.cues)


class Cues:
    """All cues, by their words.

    `inside` are the words of a thing that say whose it is, `tests` its last word if it is a test, `done` those before a
    time that is only of what was done; `verbs` before `ties` are things whose words are those of cues, too.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._root = _Node()
        time = tables["time"]
        self._units = frozenset(time["units"])
        self._numbers = frozenset(time["numbers"])
        self._bounds = frozenset(time["bounds"])
        self.inside: Mapping[str, str] = {word: key for key, words in tables["inside"].items() for word in words}
        self.tests = frozenset(tables["tests"]["words"])
        self.done = frozenset(tables["done"]["words"])
        self.verbs, self.ties = (frozenset(tables["verbs"][name]) for name in ("words", "ties"))
        for table in tables["cue"]:
            for says in table["says"]:
                cue = _cue(table, says)
                for row in table["forms"]:
                    self._add(row["form"], cue)
        self._first = self._root.following
        told = {word for word, node in self._first.items() if node.close()}
        for slot in (START, THING):
            told |= set(self._first[slot].following)
        self._telling = frozenset(told | self._units)
        self._starting = self._first.pop(START, _Node()).following
        self._behind = self._first.pop(THING, _Node()).following
        special = {*self._starting, *self._behind}
        self._plain = {word: node for word, node in self._first.items() if word not in special}
        self._known = frozenset({*self._first, *special, *self._units})

    def _add(self, form: str, cue: Cue) -> None:
        nodes = [self._root]
        for choices in pieces(form):
            nodes = [node.behind(words) for node in nodes for words in choices]
        for node in nodes:
            if cue not in node.cues:
                node.cues = (*node.cues, cue)

    def find(self, lower: Sequence[str], first: int, after: int, taken: Container[int] = ()) -> list[Hit]:
        """The cues among the words [first, after) without those that are `taken`, in order; none where none tells."""
        own = lower[first:after]
        if self._telling.isdisjoint(own):
            return []
        found: list[Hit] = []
        plain = self._plain
        places, times = self._places(lower, own, first)
        done = broken = first
        for place in places:
            if place < done or place in taken:
                continue
            node = plain.get(lower[place])
            if node is None or place in times or place + 1 in times or lower[place + 1] in node.goes_on_with:
                told, end = self._told(lower, times, place, first, after, taken)
            else:
                told, end = node.cues, place + 1
            silent = _SILENT if end <= broken else _NONE  # the words of a break are no other break
            if told and told[0].says == BREAK:  # what ends one reach may begin another: `and will need surgery`
                broken, end = end, place + 1
            found += [Hit(cue, place, end) for cue in told if cue.says not in silent]
            done = end
        return found

    def _places(self, lower: Sequence[str], own: Sequence[str], first: int) -> tuple[list[int], dict[int, int]]:
        """Where cues may begin, and where stretches of time begin and end, among the words `own` from the first on."""
        known = self._known
        places = [place for place, word in enumerate(own, first) if word in known]
        times = self._times(lower, first, places)
        return sorted({*places, *times}) if times else places, times

    def _told(
        self, lower: Sequence[str], times: Mapping[int, int], place: int, first: int, after: int, taken: Container[int]
    ) -> tuple[tuple[Cue, ...], int]:
        """The cues that begin at a place, and where they end."""
        word = TIME if place in times else lower[place]
        node = self._first.get(word)
        starts = self._starting.get(word) if place == first else None
        behind = self._behind.get(word) if place - 1 in taken else None
        rest = (lower, times, place, after, taken)
        told, end = max(
            (self._longest(each, *rest) for each in (starts, node) if each is not None),
            key=_told_to,
            default=((), place),
        )
        more, further = self._longest(behind, *rest) if behind is not None else ((), place)
        if not more or further < end:
            return told, max(end, place + 1)
        return (more if further > end or more[0].says == NONE else told + more), further

    def _longest(
        self, node: _Node, lower: Sequence[str], times: Mapping[int, int], place: int, after: int, taken: Container[int]
    ) -> tuple[tuple[Cue, ...], int]:
        """The cues of the longest form that begins at a place, and where it ends."""
        told: tuple[Cue, ...] = ()
        at = times.get(place, place + 1)
        end = place + 1
        following: _Node | None = node
        while following is not None:
            if following.cues:
                told, end = following.cues, at
            if not following.following:
                break
            if (at >= after or lower[at] in _MARKS) and END in following.following:
                told, end = following.following[END].cues, at
            if at >= after or at in taken:
                break
            following = following.following.get(TIME if at in times else lower[at])
            at = times.get(at, at + 1)
        return told, end

    def _times(self, lower: Sequence[str], first: int, places: Iterable[int]) -> dict[int, int]:
        """Where stretches of time begin and end."""
        units, numbers, bounds = self._units, self._numbers, self._bounds
        found: dict[int, int] = {}
        for place in places:
            if lower[place] not in units:
                continue
            start = place
            while start > first and (lower[start - 1] in numbers or lower[start - 1][0].isdecimal()):
                start -= 1
            while start < place and not lower[start].isalnum():
                start += 1
            if start < place:
                while start > first and lower[start - 1] in bounds:
                    start -= 1
                found[start] = place + 1
        return found


def _told_to(found: tuple[tuple[Cue, ...], int]) -> tuple[bool, int]:
    """Where some cues end; words that say nothing count less than any."""
    told, end = found
    return bool(told), end


def _cue(table: Mapping[str, Any], says: str) -> Cue:
    says, _, key = says.partition(":")
    ahead, behind = (Reach[table[side].upper()] if side in table else None for side in ("ahead", "behind"))
    if says == BREAK:
        return Cue(says, table.get("name", ""), level=Reach[key.upper()])
    whose, *categories = key.split() if says == "experiencer" else ["", *key.split()]
    return Cue(says, whose, ahead, behind, None, frozenset(categories), frozenset(table.get("over", ())))


def pieces(form: str) -> list[list[tuple[str, ...]]]:
    """The pieces of a form, each with the lines of words that may stand there.

    >>> pieces("(known|) history of")
    [[('known',), ()], [('history', 'of')]]
    >>> pieces("{time} ago")
    [[('{time}', 'ago')]]
    """
    if len(form) == 1:  # a bracket stands for itself
        return [[(form,)]]
    lines = [[_line(choice) for choice in choices] for choices in alternatives(form)]
    return [choices for choices in lines if choices != [()]]


def _line(words: str) -> tuple[str, ...]:
    return tuple(word for piece in words.split() for word in ([piece] if piece in _SLOTS else split(piece)))


@cache
def tables() -> Mapping[str, Any]:
    """The tables of the file, as they stand there."""
    file = resources.files("trialparse.lexicon") / "terms" / "context.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def cues() -> Cues:
    """The cues that come with the library."""
    return Cues(tables())
