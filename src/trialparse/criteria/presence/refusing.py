"""Things that keep people out of a list of inclusions: `patients with gout or lupus are excluded` denies both.

Only where that is all that is said: of `patients with gout and lupus`, of `women with gout`, or beside a limit, what is
denied is not each thing for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trialparse.criteria.presence.things import Place, Thing
from trialparse.criteria.scope.verdicts import says_only_who

__all__ = ["are_all_refused"]

_AND = re.compile(r"\b(?:and|but|plus|with|on|while|who|whose|that|which)\b|&", re.IGNORECASE)
_STOP = re.compile(r"[.;](?=\s|$)|\n\s*\n")
# Whom only women can be: the word for them adds nothing.
_OF_WOMEN = re.compile(r"pregnan|lactat|breast-?\s?feed|nursing|gravid", re.IGNORECASE)
_WOMEN = re.compile(r"\b(?:wom[ae]n|females?|mothers?)\b", re.IGNORECASE)


def are_all_refused(text: str, things: Sequence[Thing], limits: Sequence[Place]) -> bool:
    """Whether some things are alternatives that keep people out, and all that their sentence speaks of.

    `limits` are where the constraints with a number stand.
    """
    if not things or not all(thing.said.refused for thing in things):
        return False
    places = sorted(thing.said.wide for thing in things)
    start, end = places[0][0], max(after for _, after in places)
    if _STOP.search(text, start, end) or _parts(text, places):
        return False
    explained = [*places, *_beside(things)]
    if all(_OF_WOMEN.search(text, *place) for place in places):
        explained += [found.span() for found in _WOMEN.finditer(text, start, min(len(text), end + 20))]
    begin, after = _begin(text, min(explained)[0]), max(after for _, after in explained)
    beside = any(begin < last and first < after for first, last in limits)
    return not beside and says_only_who(text, begin, after, explained)


def _beside(things: Sequence[Thing]) -> Iterator[Place]:
    """The stretches of the words that say something of some things."""
    for thing in things:
        said = thing.said
        yield from said.cues
        yield from (place for place in (said.condition, said.exception) if place)


def _parts(text: str, places: Sequence[Place]) -> bool:
    """Whether a word between two of some places, in their order, says that both are meant at once."""
    return any(_AND.search(text, a, b) for (_, a), (b, _) in pairwise(places))


def _begin(text: str, place: int) -> int:
    """Where the sentence begins that holds a place, as far as is looked."""
    reach = max(0, place - 200)
    ends = [found.end() for found in re.finditer(r"[.;]\s|\n", text[reach:place])]
    return reach + ends[-1] if ends else reach
