"""Things that keep people out of a list of inclusions: `patients with gout or lupus are excluded` denies both.

Only where that is all that is said: of `patients with gout and lupus`, of `women with gout`, or beside a limit, what is
denied is not each thing for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from trialparse.criteria.kinds.drafts import Draft, doubted
from trialparse.criteria.presence.reaching import TREATMENTS
from trialparse.criteria.presence.things import Place, Thing
from trialparse.criteria.scope.verdicts import says_only_who

__all__ = ["are_all_refused", "beside_denied", "parted_from_denial"]

_AND = re.compile(r"\b(?:and|but|plus|with|on|while|who|whose|that|which)\b|&", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|nor)\b|/", re.IGNORECASE)
_DEMANDS = re.compile(r"(?:must|may|should|shall|can|will)\s\Z", re.IGNORECASE)
_NEAR = 8  # characters before a denial that may make it a demand
# None of `e.g.,`
_COMMA = re.compile(r"(?<!\beg)(?<!\bie)(?<!\be\.g)(?<!\be\.g\.)(?<!\bi\.e)(?<!\bi\.e\.),", re.IGNORECASE)
_BEHIND = "negation.behind"  # the rule of a denial behind a limit
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


def beside_denied(text: str, things: Sequence[Draft], limits: Sequence[Draft]) -> list[Draft]:
    """Some things, those marked that stand before a limit which words behind it deny: `gout and an INR > 3 are barred`.

    Those words may be said of both, or of both at once.
    """
    denied = [each.plain["span"]["start"] for each in limits if each.plain["negated"] and _BEHIND in each.whys]
    return [_marked(each) if denied and _may_share(text, each, denied) else each for each in things]


def parted_from_denial(text: str, things: Sequence[Thing]) -> frozenset[Place]:
    """The places of things of an exclusion to which a denial may not go on over its comma: `no consent, pregnancy`.

    It goes on to things of the sort that it denies before the comma, and to all where it is a demand: `must not have`.
    """
    heads: dict[Place, Thing] = {}
    parted: set[Place] = set()
    for thing in things:
        by, (start, _) = thing.said.negated_by, thing.said.wide
        if by is None or by[1] > start or _DEMANDS.search(text, max(0, by[0] - _NEAR), by[0]):
            continue
        head = heads.setdefault(by, thing)
        comma = next((found.start() for found in _COMMA.finditer(text, by[1], start)), -1)
        if comma >= 0 and (comma < head.said.wide[0] or _sort(thing) != _sort(head)):
            parted.add(thing.place)
    return frozenset(parted)


def _sort(thing: Thing) -> str:
    return "treatment" if thing.category in TREATMENTS else thing.category


def _may_share(text: str, thing: Draft, denied: Sequence[int]) -> bool:
    """Whether a thing that is asked for, or is denied itself with an `and` behind it, may be denied with a limit."""
    plain, end = thing.plain, thing.plain["span"]["end"]
    if plain["role"] != "limit":
        return False
    between = (text[end:start] for start in denied if end <= start)
    return any(not _STOP.search(words) and (not plain["negated"] or _AND.search(words)) for words in between)


def _marked(thing: Draft) -> Draft:
    return replace(thing, plain=doubted(thing.plain, ("unsure-negation",)))


def _beside(things: Sequence[Thing]) -> Iterator[Place]:
    """The stretches of the words that say something of some things."""
    for thing in things:
        said = thing.said
        yield from said.cues
        yield from (place for place in (said.condition, said.exception) if place)


def _parts(text: str, places: Sequence[Place]) -> bool:
    """Whether a word between two of some places, in their order, says that both are meant at once.

    A bare comma may part those who are in from those who are out: `asthma, pregnancy excluded`.
    """
    between = [(a, b) for (_, a), (b, _) in pairwise(places)]
    bare = bool(between) and "," in text[slice(*between[-1])] and not _OR.search(text, *between[-1])
    return bare or any(_AND.search(text, a, b) for a, b in between)


def _begin(text: str, place: int) -> int:
    """Where the sentence begins that holds a place, as far as is looked."""
    reach = max(0, place - 200)
    ends = [found.end() for found in re.finditer(r"[.;]\s|\n", text[reach:place])]
    return reach + ends[-1] if ends else reach
