"""Whether a text has the name of any biomarker: one search for all of them, before anything is split."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from string import digits

from ahocorasick_rs import AhoCorasick

from trialparse.criteria.presence.marker_words import GAP, HOTSPOTS, LONG_NAMES, NAMES

__all__ = ["has_name"]

_COMMON = frozenset(
    {"deficiency", "deficient", "human", "immunodeficiency", "negative", "stable", "tyrosine", "unstable"}
)
_COMMON |= {"instable", "stability"}  # words that most texts with them have for something else
_RARE = "QXZJKVYWGUBFHDPLMNROCTAIESpybvgkxqzjwucfmhldnrsioate"  # letters, the rarest first
_OFTEN = _RARE.index("k")  # from which on they are often
_SHORT = 4  # a name with fewer characters is one only where nothing follows it
_PIECES = ("onosomy", "risomy", "HLA", "19del", "el19", "x20ins", "inv(", "inv (", "del(", "del (")
_BEGIN = re.compile(r"(?<![^\W_])")
_END = re.compile(r"(?![^\W_])")
_TRANSLOCATION = re.compile(r"\bt ?[(]")


def _printed(name: str) -> Iterator[str]:
    """A name with a blank, a hyphen or nothing in its gaps."""
    for parts in product(("", " ", "-"), repeat=len(GAP.findall(name))):
        pieces = GAP.split(name)
        yield pieces[0] + "".join(gap + piece for gap, piece in zip(parts, pieces[1:], strict=True))


def _telling(words: Iterable[str]) -> str:
    """Of some words a long one with a rare letter behind its first.

    >>> _telling(["high", "risk", "cytogenetics"])
    'cytogenetics'
    """

    def rank(word: str) -> tuple[bool, int]:
        return min(map(_RARE.find, word[1:])) >= _OFTEN, -len(word)

    return min((word for word in words if len(word) >= _SHORT and word not in _COMMON), key=rank)


_WHOLE = frozenset(each for name in NAMES for each in _printed(name))  # names with no letter or digit before them
_ANYWHERE = frozenset(
    (*HOTSPOTS, *_PIECES, *(_telling(GAP.split(name))[1:] for name in LONG_NAMES), *(n + arm for n in digits for arm in "pq"))
)
_OTHERS = ("t(", "t (")
_SOUGHT = (*_WHOLE - _ANYWHERE, *_ANYWHERE, *_OTHERS)
_SEARCH = AhoCorasick(_SOUGHT)


def has_name(text: str, start: int, end: int) -> bool:
    """Whether there may be the name of a marker in `text[start:end]`.

    >>> has_name("No KRAS mutation", 0, 16), has_name("No prior chemotherapy", 0, 21)
    (True, False)
    """
    hits = _SEARCH.find_matches_as_indexes(text[start:end], overlapping=True)
    return any(_is_name(text, _SOUGHT[which], start + first, start + after) for which, first, after in hits)


def _is_name(text: str, sought: str, first: int, after: int) -> bool:
    """Whether what was found is a name, by what stands around it."""
    if sought in _ANYWHERE:
        return True
    if sought in _OTHERS:
        return _TRANSLOCATION.match(text, first) is not None
    return _BEGIN.match(text, first) is not None and (len(sought) >= _SHORT or _END.match(text, after) is not None)
