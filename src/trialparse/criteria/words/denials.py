"""Comparators of two parts: `must not be` and `more than`, turned round; `more than` and `or equal to`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trialparse.lexicon.alphabet import AND, BEHIND, COMPARATOR, LIMIT, OR, SPELLED, one_of
from trialparse.lexicon.loader import Lexicon, Phrase

__all__ = ["Denial", "Denials", "Hit"]

Denial = tuple[int, str]  # the token behind a denial or an "or equal", and its key
Hit = tuple[int, list[Phrase]]  # the token after a phrase, and what the phrase can mean

# What a comparator says with words ahead of it or behind it by which its value is inside, or outside.
_WITH = {
    "ahead": {"gt": "ge", "lt": "le", "ge": "ge", "le": "le"},
    "behind": {"gt": "ge", "lt": "le", "ge": "ge", "le": "le"},
    "outside": {"gt": "gt", "lt": "lt", "ge": "gt", "le": "lt"},
}
_TURNED = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
_FACING = frozenset({("gt", "lt"), ("lt", "gt"), ("ge", "le"), ("le", "ge")})
_REACH = 9  # tokens from a comparator to the other one of a pair
_LIMITS = one_of(LIMIT, SPELLED)


class Denials:
    """Makes one comparator of a denial and the comparator behind it.

    A comparator that has the role `bare` is one with the denial only right before its number: `not under treatment`
    denies no limit. One that heads a pair is not, since the denial reaches over both: `must not be > 30 or < 10`.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._symbols = lexicon.symbols
        self._bare = lexicon.roles.get("bare", frozenset())

    def include(self, found: dict[int, Hit], equals: Mapping[int, Sequence[Denial]], words: Sequence[str]) -> None:
        """Puts comparators of which words say whether their value is inside into `found`; `equals` are those words.

        >>> found = {0: (2, [Phrase("more than", COMPARATOR, "gt")])}
        >>> Denials(Lexicon()).include(found, {2: [(5, "behind")]}, "more than or equal to 30".split())
        >>> found[0]
        (5, [Phrase(text='more than or equal to', code='C', key='ge', cased=False, denied=False)])
        """
        signs = [index for index, word in enumerate(words) if word in self._symbols]
        for first in [*found, *signs]:
            end, op = self._comparator(found, first, words, plainly=True)
            after, key = max(equals.get(end, ()), default=(0, "ahead"))
            if key != "ahead" and op in _WITH[key]:
                found[first] = after, [_made(words[first:after], _WITH[key][op])]
        self._give_back(found, equals, words)
        for first in sorted(equals, reverse=True):
            after, key = max(equals[first])
            end, op = self._comparator(found, after, words, plainly=True)
            if "," in words[first:after] and words[end : end + 1] == [","]:  # `at, or above, 30`
                end += 1
            if key == "ahead" and op in _WITH[key] and end > found.get(first, (first, ()))[0]:
                found[first] = end, [_made(words[first:end], _WITH[key][op])]

    @staticmethod
    def _give_back(found: dict[int, Hit], equals: Mapping[int, Sequence[Denial]], words: Sequence[str]) -> None:
        """Leaves of a comparator behind a number the joint, where it begins another: `18 and less or equal to 65`."""
        for first, (end, (phrase, *_)) in [*found.items()]:
            after, key = max(equals.get(end, ()), default=(0, ""))
            if phrase.code == BEHIND and key == "behind" and any(word.isdecimal() for word in words[after : after + 1]):
                found[first] = first + 1, [Phrase(words[first], OR if words[first].lower() == "or" else AND, "")]

    def turn(self, found: dict[int, Hit], denials: Mapping[int, Sequence[Denial]], words: Sequence[str]) -> None:
        """Puts the comparators so made into `found`; `denials` are those that begin at a token.

        From the right to the left, so that a comparator can be denied twice. Where other words reach further, they
        stand.

        >>> found = {2: (4, [Phrase("more than", COMPARATOR, "gt")])}
        >>> Denials(Lexicon()).turn(found, {0: [(1, ""), (2, "")]}, "not be more than 30".split())
        >>> found[0]
        (4, [Phrase(text='more than', code='C', key='le', cased=False, denied=True)])
        """
        for first in sorted(denials, reverse=True):
            for after, key in sorted(denials[first], reverse=True):
                end, op = self._comparator(found, after, words, symbols=key != "words")
                further = end > found.get(first, (first, ()))[0]
                if op in _TURNED and further and not self._heads_pair(found, end, op, words):
                    found[first] = end, [_made(words[after:end], _TURNED[op], denied=True)]
                    break

    def _comparator(
        self, found: Mapping[int, Hit], index: int, words: Sequence[str], *, symbols: bool = True, plainly: bool = False
    ) -> tuple[int, str]:
        """The comparator that begins at a token: the token behind it and what it says, "" where there is none.

        Where it is one `plainly`, none has to stand before its number.
        """
        if index not in found:
            return index + 1, self._symbols.get(words[index], "") if symbols and index < len(words) else ""
        end, (phrase, *_) = found[index]
        free = plainly or phrase.text not in self._bare
        is_one = phrase.code == COMPARATOR and (free or self._is_limit(found, end, words))
        return end, phrase.key if is_one else ""

    def _heads_pair(self, found: Mapping[int, Hit], index: int, op: str, words: Sequence[str]) -> bool:
        """Whether an `or` some words on leads to the comparator for the other side."""
        ahead = [word.lower() for word in words[index : index + _REACH]]
        joiner = next((place for place, word in enumerate(ahead) if word in ("or", "nor")), None)
        if joiner is None:
            return False
        return (op, self._comparator(found, index + joiner + 1, words)[1]) in _FACING

    @staticmethod
    def _is_limit(found: Mapping[int, Hit], index: int, words: Sequence[str]) -> bool:
        return any(word[:1].isdigit() for word in words[index : index + 1]) or (
            index in found and found[index][1][0].code in _LIMITS
        )


def _made(words: Sequence[str], op: str, *, denied: bool = False) -> Phrase:
    return Phrase(" ".join(words), COMPARATOR, op, denied=denied)
