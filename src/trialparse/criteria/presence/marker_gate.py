"""Whether a text has the name of any biomarker: one search, before anything is split.

Each name is looked for by its rarest letter, so that most characters cost nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from trialparse.criteria.presence.marker_words import GAP, HOTSPOTS, LONG_NAMES, NAMES

__all__ = ["has_name"]

_RARE = "QXZJKVYWGUBFHDPLMNROCTAIESαβε/():;.0123456789pybvgkxqzjwucfmhldnrsioate"
_OFTEN = _RARE.index("k")  # from which on letters are often, or more of them than need be
_COMMON = frozenset(
    {"deficiency", "deficient", "human", "immunodeficiency", "negative", "stable", "tyrosine", "unstable"}
)
_COMMON |= {"instable", "stability"}  # words that most texts with them have for something else
_WHOLE = r"(?<![^\W_])"


@dataclass(frozen=True, slots=True)
class _Sought:
    """A name as the search has it: its rarest letter, what stands behind that, the check that the whole is there."""

    letter: str
    behind: str
    check: str


def _sought(word: str, edge: str = "", end: str = "", skip: int = 0) -> _Sought:
    """How a word is looked for, by its rarest letter but for the first `skip`.

    >>> _sought("receptor")
    _Sought(letter='p', behind='tor', check='(?<=receptor)')
    """
    place = min(range(skip, len(word)), key=lambda at: _RARE.find(word[at]) % len(_RARE))
    return _Sought(word[place], word[place + 1 :], f"(?<={edge}{re.escape(word[skip:])}){end}")


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
        return _sought(word, skip=1).letter not in _RARE[:_OFTEN], -len(word)

    return min((word for word in words if len(word) > 3 and word not in _COMMON), key=rank)


def _tree(branches: Iterable[tuple[str, str]]) -> str:
    """Words, each with a check behind it, as a pattern that tries every letter once."""
    ends, further = [], defaultdict(set)
    for word, check in branches:
        if word:
            further[word[0]].add((word[1:], check))
        elif check not in ends:
            ends.append(check)
    return "|".join([*(f"{re.escape(letter)}(?:{_tree(sorted(rest))})" for letter, rest in further.items()), *ends])


def _gate() -> re.Pattern[str]:
    """The search for any name."""
    sought = [
        _sought(each, _WHOLE, r"(?![^\W_])" if len(each) < 4 else "") for name in NAMES for each in _printed(name)
    ]
    sought += [_sought(variant) for variant in HOTSPOTS]
    sought += [_sought(_telling(GAP.split(name)), skip=1) for name in LONG_NAMES]
    sought += [_sought(word) for word in ("onosomy", "risomy", "HLA", "19del", "el19", "x20ins")]
    sought += [_Sought("(", "", f"(?<={lead}[(])") for lead in (r"\bt", r"\bt ", "inv", "inv ", "del", "del ")]
    sought += [_Sought("p", "", r"(?<=\dp)"), _Sought("q", "", r"(?<=\dq)")]
    return re.compile(_tree((each.letter + each.behind, each.check) for each in sought))


_GATE = _gate()


def has_name(text: str, start: int, end: int) -> bool:
    """Whether there may be the name of a marker in `text[start:end]`.

    >>> has_name("No KRAS mutation", 0, 16), has_name("No prior chemotherapy", 0, 21)
    (True, False)
    """
    return _GATE.search(text, start, end) is not None
