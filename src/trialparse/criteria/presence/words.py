"""The words of a text as plain lists: the tokens over which things are found that no number limits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress

__all__ = ["BOUNDARY", "Words", "alternatives", "split", "words"]

BOUNDARY = "<s>"  # stands between criteria, so often that none sees into the next
_WIDE = 3  # how far a word sees
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")  # letters and digits together, every mark by itself
_PIECE = re.compile(rf"{_WORD.pattern}|\s+")  # of which a text is made


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of a text stand, what they are, and what they are in lower case, side by side."""

    starts: list[int]
    ends: list[int]
    surfaces: list[str]
    lower: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The words [first, after) over a stretch of the text."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def split(text: str) -> list[str]:
    """The words of a whole text, as they are written.

    >>> split("St. John's wort")
    ['St', '.', 'John', "'", 's', 'wort']
    """
    return _WORD.findall(text)


def alternatives(form: str) -> list[list[str]]:
    """The pieces of a form, each with what may stand there: in `(a|b|)` are alternatives, the last of them empty.

    >>> alternatives("(known|) history of")
    [[''], ['known', ''], [' history of']]
    """
    return [piece.split("|") for piece in re.split(r"[()]", form)]


def words(text: str, *stretches: tuple[int, int]) -> tuple[Words, list[tuple[int, int]]]:
    """The words of some stretches of a text, with boundaries around them, and which words [first, after) are of each.

    >>> found, reaches = words("- HER2-positive", (2, 15))
    >>> found.lower, reaches
    (['<s>', '<s>', '<s>', 'her2', '-', 'positive', '<s>', '<s>', '<s>'], [(3, 6)])
    """
    starts: list[int] = []
    ends: list[int] = []
    surfaces: list[str] = []
    reaches = []
    for start, end in stretches:
        _bound(starts, ends, surfaces, start)
        first = len(starts)
        pieces = _PIECE.findall(text, start, end)
        reach = list(accumulate(map(len, pieces), initial=start))
        own = list(map(str.strip, pieces))  # nothing is left of a blank
        starts += compress(reach, own)
        ends += compress(reach[1:], own)
        surfaces += filter(None, own)
        reaches.append((first, len(starts)))
    if stretches:
        _bound(starts, ends, surfaces, stretches[-1][1])
    return Words(starts, ends, surfaces, [word.lower() for word in surfaces]), reaches


def _bound(starts: list[int], ends: list[int], surfaces: list[str], place: int) -> None:
    starts += [place] * _WIDE
    ends += [place] * _WIDE
    surfaces += [BOUNDARY] * _WIDE
