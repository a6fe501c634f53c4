"""The modifiers that touch a thing from outside: how bad, how active, when and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from trialparse.criteria.presence.cues import tables
from trialparse.criteria.presence.words import split
from trialparse.lexicon.vocabulary import vocabulary

__all__ = ["Modifiers", "modifiers"]

_Forms = dict[str, tuple[tuple[str, ...], ...]]  # by the word that touches the thing, longer ones first


class Modifiers:
    """What may stand before and behind a thing, and the words that join several of them."""

    def __init__(self, before: Iterable[str], behind: Iterable[str], joints: Iterable[str]) -> None:
        self._before = _by([tuple(reversed(split(each.lower()))) for each in before])
        self._behind = _by([tuple(split(each.lower())) for each in behind])
        self._joints = frozenset(joints)

    def around(self, lower: Sequence[str], first: int, after: int, room: tuple[int, int]) -> tuple[int, int]:
        """The words of a thing with its modifiers, which stand within `room`.

        >>> some = Modifiers(["active", "clinically significant"], ["therapy"], ["or"])
        >>> some.around("clinically significant or active gout therapy".split(), 4, 5, (0, 6))
        (0, 6)
        """
        least, most = room
        start = place = first
        while place > least:
            if count := _count(self._before, lower, place - 1, least - 1, -1):
                place -= count
                start = place
            elif lower[place - 1] in self._joints and start < first:
                place -= 1
            else:
                break
        count = _count(self._behind, lower, after, most, 1) if after < most else 0
        return start, after + count


def _by(forms: Iterable[tuple[str, ...]]) -> _Forms:
    found: dict[str, set[tuple[str, ...]]] = {}
    for form in forms:
        found.setdefault(form[0], set()).add(form)
    return {word: tuple(sorted(same, key=len, reverse=True)) for word, same in found.items()}


def _count(forms: _Forms, lower: Sequence[str], place: int, stop: int, step: int) -> int:
    """How many words of the longest form stand from a place on, in a direction."""
    for form in forms.get(lower[place], ()):
        reach = place + step * len(form)
        if (reach - stop) * step <= 0 and all(lower[place + step * at] == word for at, word in enumerate(form)):
            return len(form)
    return 0


@cache
def modifiers() -> Modifiers:
    """The modifiers that come with the library."""
    table = tables()["modifiers"]
    outside = [form for form, place in vocabulary().modifiers.items() if place == "outside"]
    before = {*outside, *table["before"]} - set(table["not_before"])
    return Modifiers(before, table["behind"], table["joints"])
