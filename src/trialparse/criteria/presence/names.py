"""Names: the whole name of a thing whose words leave out a part that they share with a neighbour in a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from trialparse.criteria.presence.features import known
from trialparse.criteria.presence.words import Words

__all__ = ["is_piece", "says_how", "term_of", "touches_only", "whole_names"]

Stretch = tuple[int, int]  # first word, word after
_LISTING = frozenset({",", "/", "or", "and", "nor", "and/or", "(", "s", ")", "-"})
_LONGEST = 4  # words between two members of a list
# What tells kinds of one thing apart: `hepatitis B or C`, `type 1 or 2`.
_CODE = re.compile(r"[a-h]|\d{1,2}[a-d]?|i{1,3}|iv|vi{0,3}")
_HOW = re.compile(r"\w{4,}ly")  # `histologically`
# Words that say which, and need another to say what: `viral or fungal infection`.
_WHICH = re.compile(r"\w{3,}(?:al|ic|ous|ar|ary|ial|ive|ile|oid|eous|ular|matic)")
_SHORT = re.compile(r"[A-Z][A-Z\d]{1,5}")
_ENDS = re.compile(r"[a-z]{3,}")  # of the part that abbreviations share: `CMV or HHV-6 infection`

Pieces = list[str]  # the words of a name, each with the blank before it


def whole_names(words: Words, things: Sequence[Stretch]) -> dict[int, str]:
    """The whole names of those of some things that need one, by their places.

    >>> from trialparse.criteria.presence.words import words
    >>> over, _ = words("hepatitis B or C", (0, 16))
    >>> whole_names(over, [(3, 5), (6, 7)])
    {1: 'hepatitis C'}
    """
    if not any(_may_share(words, left, right) for left, right in pairwise(things)):
        return {}
    heads = [_pieces(words, thing) for thing in things]
    names = _typed(words, things, heads)
    for place, (left, right) in enumerate(pairwise(things)):  # `hepatitis B, C or D`: the part stands before
        if _are_listed(words, left, right) and _is_code(heads[place + 1][0]) and _ends_in_code(heads[place]):
            *shared, code = heads[place]
            heads[place + 1] = [*shared, _as_apart(code, heads[place + 1][0]), *heads[place + 1][1:]]
            names[place + 1] = "".join(heads[place + 1])
    for place in range(len(things) - 2, -1, -1):  # `viral, bacterial or fungal infection`: it stands behind
        left, right = things[place], things[place + 1]
        shared = _shared(words, left, heads[place], heads[place + 1]) if _are_listed(words, left, right) else []
        if shared:
            heads[place] = [*heads[place], *shared]
            names[place] = "".join(heads[place])
    return dict(sorted(names.items()))


def _may_share(words: Words, left: Stretch, right: Stretch) -> bool:
    return _are_listed(words, left, right) or words.lower[left[1] : right[0]] == ["("]


def _typed(words: Words, things: Sequence[Stretch], heads: list[Pieces]) -> dict[int, str]:
    """The names of types that stand in brackets behind the thing: `diabetes (type 1 or type 2)`."""
    names: dict[int, str] = {}
    whole: Pieces = []
    for place, (left, right) in enumerate(pairwise(things)):
        if words.lower[left[1] : right[0]] == ["("]:
            whole = heads[place]
        elif not _are_listed(words, left, right):
            whole = []
        if whole and _is_type(heads[place + 1]):
            heads[place + 1] = [*whole, " type", *heads[place + 1][1:]]
            names[place + 1] = "".join(heads[place + 1])
    return names


def _is_type(pieces: Sequence[str]) -> bool:
    return len(pieces) == 2 and pieces[0].lower() == "type" and _is_code(pieces[1])


def is_piece(words: Words, thing: Stretch) -> bool:
    """Whether a thing only tells which of several it is, how or where, and names nothing by itself.

    >>> from trialparse.criteria.presence.words import words
    >>> over, _ = words("fungal sepsis", (0, 13))
    >>> is_piece(over, (3, 4)), is_piece(over, (4, 5))
    (True, False)
    """
    return _names_nothing(tuple(words.lower[slice(*thing)]))


@lru_cache(8192)
def _names_nothing(lower: Sequence[str]) -> bool:
    """Whether the words of a thing are only a piece of a name."""
    if len(lower) == 1:
        word = lower[0]
        if _is_code(word) or _says_which(word):
            return True
    spelled = " ".join(lower)
    bare = _terms().get(spelled) == "generic" or spelled in known().vocabulary.members["bare"]
    return bare or _only_touch(lower) or _is_type(lower)


def says_how(words: Words, first: int, after: int) -> bool:
    """Whether a thing is one word that only says how something is so: `histologically`."""
    word = words.lower[first]
    return after == first + 1 and word not in _terms() and _HOW.fullmatch(word) is not None


def term_of(words: Words, thing: Stretch) -> str | None:
    """What the vocabulary says that a thing is, where it is all of a term."""
    return _terms().get("".join(_pieces(words, thing)).lower())


def touches_only(words: Words, first: int, after: int) -> bool:
    """Whether some words only touch a thing from outside: `severe`, `newly diagnosed`."""
    return _only_touch(tuple(words.lower[first:after]))


@lru_cache(8192)
def _only_touch(lower: Sequence[str]) -> bool:
    modifiers = known().vocabulary.modifiers
    return all(modifiers.get(word) == "outside" for word in lower) or modifiers.get(" ".join(lower)) == "outside"


def _pieces(words: Words, thing: Stretch) -> Pieces:
    first, after = thing
    if after == first + 1:
        return [words.surfaces[first]]
    apart = [words.starts[at] > words.ends[at - 1] for at in range(first + 1, after)]
    return [f"{' ' * blank}{word}" for blank, word in zip([False, *apart], words.surfaces[first:after], strict=True)]


def _as_apart(one: str, other: str) -> str:
    """Another piece with the blank that stands before one."""
    return f"{' ' * one.startswith(' ')}{other.strip()}"


def _are_listed(words: Words, left: Stretch, right: Stretch) -> bool:
    between = words.lower[left[1] : right[0]]
    return 0 < len(between) <= _LONGEST and _LISTING.issuperset(between)


def _is_code(piece: str) -> bool:
    return _CODE.fullmatch(piece.strip().lower()) is not None


def _ends_in_code(pieces: Pieces) -> bool:
    return len(pieces) > 1 and _is_code(pieces[-1])


def _shared(words: Words, left: Stretch, own: Pieces, other: Pieces) -> Pieces:
    """The words that end the name of a thing, which stand in that of the one behind it."""
    if words.lower[left[1]] == "-":
        return _stem(words.lower[left[0]], other) if len(own) == 1 else []
    return _behind_kind(own, other) or _behind_type(own, other) or _behind_short(own, other)


def _behind_kind(own: Pieces, other: Pieces) -> Pieces:
    """`viral` or fungal `infection`."""
    kind, (first, *behind) = _affirmed(own), _affirmed(other)
    return behind if len(kind) == 1 and _tells_kinds(kind[0].lower(), first.lower()) else []


def _behind_type(own: Pieces, other: Pieces) -> Pieces:
    """`type 1` or type 2 `diabetes`; but `hepatitis B` is a name by itself."""
    if not _ends_in_code(own) or own[0].lower() != other[0].lower() or "".join(own).lower() in _terms():
        return []
    return other[len(own) :] if len(other) > len(own) and _is_code(other[len(own) - 1]) else []


def _behind_short(own: Pieces, other: Pieces) -> Pieces:
    """`CMV` or HHV-6 `infection`; but what abbreviates a disease needs no more: `COPD or CMV infection`."""
    is_short = _SHORT.fullmatch(own[0]) and (len(own) == 1 or _ends_in_code(own))
    if not is_short or not _SHORT.fullmatch(other[0]):
        return []
    shared = other[next((at for at, piece in enumerate(other) if _ENDS.fullmatch(piece.strip())), len(other)) :]
    needs = known().cased.get(own[0]) != "condition" or "".join([*own, *shared]).lower() in _terms()
    return shared if needs else []


def _affirmed(pieces: Pieces) -> Pieces:
    """Some words without what denies the first of them: `non-Hodgkin lymphoma`."""
    return pieces[2:] if [piece.lower() for piece in pieces[:2]] == ["non", "-"] and len(pieces) > 2 else pieces


def _stem(prefix: str, other: Pieces) -> Pieces:
    """What a word has behind its own beginning, where another stands for it: `chemo-` or `radiotherapy`."""
    beginnings = known().vocabulary.members["prefixes"]
    if prefix not in beginnings:
        return []
    own = max((each for each in beginnings if other[0].lower().startswith(each)), key=len, default="")
    return [piece for piece in (other[0][len(own) :], *other[1:]) if piece] if own else []


def _tells_kinds(own: str, other: str) -> bool:
    """Whether two words say which of several a thing is; terms by themselves do so where both are known as kinds."""
    kinds = known().vocabulary.members["kinds"]
    return (own in kinds and other in kinds) or (_says_which(own) and (other in kinds or _says_which(other)))


def _says_which(word: str) -> bool:
    """Whether a word only says of which kind something is."""
    return word not in _terms() and (word in known().vocabulary.members["kinds"] or bool(_WHICH.fullmatch(word)))


def _terms() -> Mapping[str, str]:
    return known().vocabulary.terms
