"""Which of many records are of the same trial."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from trialparse.linking.cards import Card, Sign, card_of
from trialparse.linking.matching import Match, match
from trialparse.model import Trial
from trialparse.model.base import Frozen

__all__ = ["LinkedPair", "LinkedTrials", "Links", "link"]

_MOST = 200  # a sign that more records share tells none from another

_Signs = Callable[[Card], Iterable[Sign | None]]


class LinkedPair(Frozen):
    """Two records by their places, the first before the second, and what was found of them.

    Examples:
        >>> from trialparse import Trial, link
        >>> link([Trial(id="NCT01234567"), Trial(id="NCT01234567")]).groups[0].pairs[0].match.same
        True
    """

    a: int
    b: int
    match: Match


class LinkedTrials(Frozen):
    """The records of one trial: their places among those given, their ids, and the pairs that hold them together.

    Examples:
        >>> from trialparse import Trial, link
        >>> link([Trial(id="NCT01234567")]).groups[0].trials
        (0,)
    """

    trials: tuple[int, ...]
    ids: tuple[str, ...] = ()
    pairs: tuple[LinkedPair, ...] = ()


class Links(Frozen):
    """Every record in one group, in the order of the first of each; `unsure` are pairs of which it cannot be told.

    Examples:
        >>> from trialparse import Trial, link
        >>> len(link([Trial(id="NCT01234567"), Trial(id="NCT07654321")]).groups)
        2
    """

    groups: tuple[LinkedTrials, ...]
    unsure: tuple[LinkedPair, ...] = ()


def link(trials: Iterable[Trial]) -> Links:
    """Puts together the records that are of the same trial, as `same_trial` tells it of two.

    Of each record only what tells it is kept, so that any number of them can be streamed through. Two ids of one
    registry never come into one group, whatever links them: such a pair is `unsure`.

    Examples:
        >>> from trialparse import Identifier, Trial
        >>> there = Trial(id="NCT01234567")
        >>> here = Trial(id="DRKS00099999", identifiers=(Identifier(id="NCT01234567"),))
        >>> found = link([there, Trial(id="NCT07654321"), here])
        >>> [(group.trials, group.ids) for group in found.groups]
        [((0, 2), ('NCT01234567', 'DRKS00099999')), ((1,), ('NCT07654321',))]
    """
    cards = [card_of(trial) for trial in trials]
    found = _Found(cards)
    for a, b in _pairs(cards):
        found.weigh(a, b)
    return found.links()


def _ids(card: Card) -> Iterable[Sign | None]:
    return (card.own, *card.cited)


def _codes(card: Card) -> Iterable[Sign | None]:
    return card.codes


def _titles(card: Card) -> Iterable[Sign | None]:
    return (card.named.get("official-title"), card.named.get("title"))


def _pairs(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """The pairs that share any sign, each once; those of the surest signs first."""
    seen: set[tuple[int, int]] = set()
    for signs in (_ids, _codes, _titles):
        for places in _sharing(cards, signs).values():
            for pair in combinations(places, 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _sharing(cards: Sequence[Card], signs: _Signs) -> Mapping[str, list[int]]:
    """The places of the records that share a sign."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, card in enumerate(cards):
        for key in dict.fromkeys(sign.key for sign in signs(card) if sign):
            places[key].append(place)
    return {key: each for key, each in places.items() if 1 < len(each) <= _MOST}


class _Found:
    """The groups as they grow: each record has a leader, and each leader the ids of its group by registry."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._leaders = list(range(len(cards)))
        self._ids = [dict([card.own.key.split(":", 1)]) if card.own else {} for card in cards]
        self._pairs: list[LinkedPair] = []
        self._unsure: list[LinkedPair] = []

    def weigh(self, a: int, b: int) -> None:
        """Puts two records together where they are of the same trial."""
        found = match(self._cards[a], self._cards[b])
        if found.same is False:
            return
        one, other = self._leader(a), self._leader(b)
        pair = LinkedPair(a=a, b=b, match=found)
        if found.same is None or not self._agree(one, other):
            self._unsure.append(pair)
            return
        self._pairs.append(pair)
        first, second = sorted((one, other))
        self._leaders[second] = first
        self._ids[first] = self._ids[second] | self._ids[first]

    def links(self) -> Links:
        """The groups, and the pairs that are in none together."""
        members: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._cards)):
            members[self._leader(place)].append(place)
        pairs: dict[int, list[LinkedPair]] = defaultdict(list)
        for pair in self._pairs:
            pairs[self._leader(pair.a)].append(pair)
        groups = (
            LinkedTrials(trials=tuple(places), ids=tuple(self._ids_of(places)), pairs=tuple(pairs[leader]))
            for leader, places in members.items()
        )
        apart = (pair for pair in self._unsure if self._leader(pair.a) != self._leader(pair.b))
        return Links(groups=tuple(groups), unsure=tuple(apart))

    def _leader(self, place: int) -> int:
        while self._leaders[place] != place:
            self._leaders[place] = place = self._leaders[self._leaders[place]]
        return place

    def _agree(self, one: int, other: int) -> bool:
        """Whether no registry has two ids in the two groups."""
        ids, others = self._ids[one], self._ids[other]
        return all(others.get(registry, found) == found for registry, found in ids.items())

    def _ids_of(self, places: Iterable[int]) -> Iterator[str]:
        owned = (self._cards[place].own for place in places)
        return iter({sign.key: sign.text for sign in owned if sign}.values())
