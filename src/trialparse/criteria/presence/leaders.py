"""Leaders: the words beside a thing that make it what somebody is allergic to, or may not be given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from trialparse.criteria.presence.words import BOUNDARY, Words
from trialparse.lexicon.vocabulary import Leader, vocabulary

__all__ = ["leads", "led"]

_FAR = 8  # words between a leader and the thing, at the most
_BREAKS = frozenset({".", ";", ":", "treated", "treatment", BOUNDARY})
_LISTING = frozenset({",", "/", "or", "and", "other", "any", "its", "the", "to", "of", "a", "an", "similar", "related"})
_TO = frozenset({"to", "against"})
_LED = frozenset(
    {"drug", "procedure", "device", "immunization", "condition", "organism", "allergy", "contraindication"}
)


def led(words: Words, things: Sequence[tuple[int, int, str]]) -> list[str]:
    """The categories of some things, (first word, word after, category) in their order, by the leaders beside them.

    >>> from trialparse.criteria.presence.words import words
    >>> over, _ = words("allergy to eggs", (0, 15))
    >>> led(over, [(5, 6, "observation")]), led(over, [(5, 6, "drug")])
    (['observation'], ['allergy'])
    """
    found: list[str] = []
    end = 0
    for first, after, category in things:
        if category in _LED:
            before = words.lower[max(end, first - _FAR) : first]
            listed = found and found[-1] in _categories() and _LISTING.issuperset(words.lower[end:first])
            category = found[-1] if listed else _by_leader(before, words.lower[after]) or category
        found.append(category)
        end = after
    return found


def leads(words: Words, first: int, after: int) -> bool:
    """Whether some words only lead to a thing behind them: `hypersensitivity` to penicillin."""
    return words.lower[after] in _TO and all(
        any(word in leader.words for leader in vocabulary().leaders) for word in words.lower[first:after]
    )


def _by_leader(before: Sequence[str], behind: str) -> str | None:
    """What the words before a thing and the one behind it make of it; the leader stands behind the last break."""
    for leader in vocabulary().leaders:
        if behind in leader.behind or _leads(leader, before):
            return leader.category
    return None


def _leads(leader: Leader, before: Sequence[str]) -> bool:
    tied = False
    for word in reversed(before):
        if word in _BREAKS:
            return False
        if tied and word in leader.words:
            return True
        tied = tied or word in leader.ties
    return False


@cache
def _categories() -> frozenset[str]:
    return frozenset(leader.category for leader in vocabulary().leaders)
