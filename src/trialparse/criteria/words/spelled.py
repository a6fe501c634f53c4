"""Numbers in words: `thirty-five`, `two hundred and fifty thousand`, `one point five`, `one and a half`.

Traps: two numbers beside each other (`between one hundred and two hundred`, `twenty one-hour sessions`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["AND_PART", "SHARE", "SpelledReader", "part_of"]

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_ALONE = frozenset({"single", "once", "twice", "thrice"})  # words that nothing is put together with
AND_PART = re.compile(
    r"\s{1,8}and\s{1,8}(?:(?:a|one)[\s-]{1,8}(?P<one>half|quarter)|three[\s-]{1,8}quarters)\b", re.IGNORECASE
)
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), None: Decimal("0.75")}
# A share that has no figures of its own: `two thirds`, `one third of`.
SHARE = re.compile(
    r"[\s-]{1,8}(?:thirds|quarters|(?:third|quarter)(?=\s+of\b)|(?:four|fif|six|seven|eigh|nin|ten)ths)\b",
    re.IGNORECASE,
)


def part_of(match: re.Match[str]) -> Decimal:
    """What a match of `AND_PART` adds.

    >>> match = AND_PART.match(" and a half")
    >>> match and part_of(match)
    Decimal('0.5')
    """
    one = match["one"]
    return _PARTS[one.lower() if one else None]


@dataclass(slots=True)
class _Sum:
    """A number while its words are read: what is done, what the next scale multiplies, what may still be added to it.

    `room` is what an added word must stay below, `scale` the last one that was closed.
    """

    done: int = 0
    group: int = 0
    room: int = 0
    scale: int = 1_000_000_000

    @property
    def value(self) -> int:
        return self.done + self.group

    def add(self, value: int) -> bool:
        """Adds a word of less than a hundred; whether it may stand there."""
        if not 0 < value < self.room:
            return False
        self.group += value
        self.room = 10 if value >= 20 else 0
        return True

    def multiply(self, scale: int) -> bool:
        """Multiplies by a scale; whether it may stand there."""
        if not 0 < self.group < scale or scale >= self.scale:
            return False
        if scale <= 100:
            self.group, self.room = self.group * scale, scale if scale == 100 else 0
        else:
            self.done, self.group, self.room, self.scale = self.done + self.group * scale, 0, 1000, scale
        return True


class SpelledReader:
    """Reads a number in words at a place.

    >>> reader = SpelledReader({"two": Decimal(2), "fifty": Decimal(50), "hundred": Decimal(100)})
    >>> reader.read("two hundred and fifty", 0, 21)
    (Decimal('250'), 21)
    """

    def __init__(self, words: Mapping[str, Decimal]) -> None:
        self.values = {
            word: int(value)
            for word, value in words.items()
            if word.isalpha() and word not in _ALONE and value == int(value)
        }
        one = "|".join(sorted(self.values, key=len, reverse=True))
        figures = "|".join(word for word, value in self.values.items() if value < 10)
        self._first = re.compile(rf"(?:{one})\b", re.IGNORECASE)
        self._next = re.compile(
            rf"(?:\s{{1,8}}(?P<and>and\s{{1,8}})?|(?P<dash>[ \t]?-\s?))(?P<word>{one})\b", re.IGNORECASE
        )  # a dash that begins a line is a marker
        self._point = re.compile(rf"\s{{1,8}}point((?:\s{{1,8}}(?:{figures})\b){{1,4}})", re.IGNORECASE)

    def read(self, text: str, start: int, stop: int, *, between: bool = False) -> tuple[Decimal, int] | None:
        """The number in words that begins at a place and ends before `stop`, and its end; None where none does.

        `between` says that a second number follows, so that an `and` is rather theirs.
        """
        first = self._first.match(text, start, stop)
        if first is None:
            return None
        value, end = self._whole(text, first, stop, between=between)
        if (point := self._point.match(text, end, stop)) is not None:
            digits = "".join(str(self.values[word.lower()]) for word in point[1].split())
            return Decimal(f"{value}.{digits}"), point.end()
        return Decimal(value), end

    def _whole(self, text: str, first: re.Match[str], stop: int, *, between: bool) -> tuple[int, int]:
        total, end = _begun(first[0].lower(), self.values), first.end()
        before_and: tuple[int, int] | None = None  # what was read before the last `and`
        while (match := self._next.match(text, end, stop)) is not None:
            word = match["word"].lower()
            read = total.value, end
            if word in _SCALES:
                fits = not match["and"] and not (between and before_and) and total.multiply(_SCALES[word])
                if not fits and before_and is not None:
                    return before_and  # `one hundred and two hundred`
            else:
                fits = _may_follow(text, match, total) and total.add(self.values[word])
                before_and = read if match["and"] else before_and
            if not fits:
                break
            end = match.end()
        return total.value, end


def _begun(word: str, values: Mapping[str, int]) -> _Sum:
    value, total = values[word], _Sum()
    if word in _SCALES:
        total.group = 1
        total.multiply(value)
    else:
        total.group, total.room = value, 10 if value >= 20 else 0
    return total


def _may_follow(text: str, match: re.Match[str], total: _Sum) -> bool:
    """Whether a word belongs to the number before it: after tens it is one of them, and no adjective of its own."""
    tens = total.room == 10
    apart = not match["and"] and not match["dash"]
    return not (tens and match["and"]) and not (apart and text[match.end() : match.end() + 1] == "-" and tens)
