"""Leaders: the words beside a thing that say what somebody is allergic to, may not be given, is infected with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from trialparse.criteria.presence.features import known
from trialparse.criteria.presence.words import BOUNDARY, Words
from trialparse.criteria.presence.words import words as words_of
from trialparse.lexicon.vocabulary import Leader, vocabulary

__all__ = ["can_be_led", "is_leader", "leads", "led", "led_below"]

_FAR = 8  # words between a leader and the thing, at the most
_NEAR = 200  # characters at the end of a lead-in that are looked at
_BREAKS = frozenset({".", ";", ":", "treated", "treatment", BOUNDARY})
_LISTING = frozenset({",", "/", "or", "and", "other", "any", "its", "the", "to", "of", "a", "an", "similar", "related"})
_TO = frozenset({"to", "against"})
_ORGANISM = "organism"
_LONGEST = 4  # words of the name of an organism
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
            leading = found[-1] if listed else _by_leader(before, words.lower[after])
            category = leading if leading and _suits(words, first, after, leading) else category
        found.append(category)
        end = after
    return found


def led_below(text: str, start: int, end: int) -> str | None:
    """The category that a lead-in gives the things under it, if any.

    >>> led_below("Known allergy to:", 0, 17)
    'allergy'
    """
    over, [(first, after)] = words_of(text, (max(start, end - _NEAR), end))
    while after > first and over.lower[after - 1] in ":-":
        after -= 1
    category = _by_leader(over.lower[max(first, after - _FAR) : after], BOUNDARY)
    return category if category != _ORGANISM else None


def can_be_led(category: str) -> bool:
    """Whether things of a category are what somebody may be allergic to, or not be given."""
    return category in _LED


def leads(words: Words, first: int, after: int) -> bool:
    """Whether some words only lead to a thing behind them: `hypersensitivity` to penicillin."""
    to = words.lower[after]
    return any(
        leader.words.issuperset(words.lower[first:after])
        and (_is_organism(words, after + 1) if leader.category == _ORGANISM else to in _TO)
        for leader in vocabulary().leaders
        if to in leader.ties
    )


def is_leader(words: Words, first: int, after: int) -> bool:
    """Whether all of some words are those of a leader, whatever stands behind them: `allergies`.

    An infection is something without an organism, too.
    """
    leaders = (leader for leader in vocabulary().leaders if leader.category != _ORGANISM)
    return any(leader.words.issuperset(words.lower[first:after]) for leader in leaders)


def _suits(words: Words, first: int, after: int, category: str) -> bool:
    """Whether a thing may be of a category: only what is known as one is an organism."""
    return category != _ORGANISM or _is_organism(words, first)


def _is_organism(words: Words, first: int) -> bool:
    """Whether an organism is named from a word on."""
    cased = known().cased.get(words.surfaces[first])
    found = next(known().terms.find(words.lower[first : first + _LONGEST]), None)
    return (cased or (found[2] if found and found[0] == 0 else None)) == _ORGANISM


def _by_leader(before: Sequence[str], behind: str) -> str | None:
    """What the words before a thing and the one behind it make of it; the leader stands behind the last break."""
    for leader in vocabulary().leaders:
        if leader.category and (behind in leader.behind or _leads(leader, before)):
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
    return frozenset(leader.category for leader in vocabulary().leaders if leader.category)
