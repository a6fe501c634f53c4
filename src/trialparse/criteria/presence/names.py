"""Names: the whole name of a thing whose words leave out a part that they share with a neighbour in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from trialparse.criteria.presence.features import known
from trialparse.criteria.presence.words import Words

__all__ = ["whole_names"]

Stretch = tuple[int, int]  # first word, word after
_LISTING = frozenset({",", "/", "or", "and", "nor", "and/or", "(", "s", ")"})
_LONGEST = 3  # words between two members of a list
# What tells kinds of one thing apart: `hepatitis B or C`, `type 1 or 2`.
_CODE = re.compile(r"[a-h]|\d{1,2}[a-d]?|i{1,3}|iv|vi{0,3}")
# Words that say which, and need another to say what: `viral or fungal infection`.
_WHICH = re.compile(r"\w{3,}(?:al|ic|ous|ar|ary|ial|ive|ile|oid|eous|ular|matic)")


def whole_names(words: Words, things: Sequence[Stretch]) -> dict[int, str]:
    """The whole names of those of some things that need one, by their places.

    >>> from trialparse.criteria.presence.words import words
    >>> over, _ = words("hepatitis B or C", (0, 16))
    >>> whole_names(over, [(3, 5), (6, 7)])
    {1: 'hepatitis C'}
    """
    names: dict[int, str] = {}
    heads = [list(words.surfaces[first:after]) for first, after in things]
    for place, (left, right) in enumerate(pairwise(things)):  # `hepatitis B, C or D`: the part stands before
        if _are_listed(words, left, right) and _is_code(words, right) and len(heads[place]) > 1:
            heads[place + 1] = [*heads[place][:-1], *heads[place + 1]]
            names[place + 1] = " ".join(heads[place + 1])
    for place in range(len(things) - 2, -1, -1):  # `viral, bacterial or fungal infection`: it stands behind
        left, right = things[place], things[place + 1]
        if _are_listed(words, left, right) and _says_which(words, left) and len(heads[place + 1]) > 1:
            heads[place] = [*heads[place], *heads[place + 1][1:]]
            names[place] = " ".join(heads[place])
    return dict(sorted(names.items()))


def _are_listed(words: Words, left: Stretch, right: Stretch) -> bool:
    between = words.lower[left[1] : right[0]]
    return 0 < len(between) <= _LONGEST and _LISTING.issuperset(between)


def _is_code(words: Words, thing: Stretch) -> bool:
    first, after = thing
    return after == first + 1 and _CODE.fullmatch(words.lower[first]) is not None


def _says_which(words: Words, thing: Stretch) -> bool:
    """Whether a thing is one word that only says of which kind another one is."""
    first, after = thing
    word = words.lower[first]
    return after == first + 1 and _WHICH.fullmatch(word) is not None and word not in known().vocabulary.terms
