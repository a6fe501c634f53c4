"""Things: what the criteria of a text name without a number, with what their words say of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from trialparse.criteria.presence.biomarkers import Marker, biomarkers
from trialparse.criteria.presence.context import Said, said_of
from trialparse.criteria.presence.features import known
from trialparse.criteria.presence.leaders import can_be_led, is_leader, leads, led
from trialparse.criteria.presence.marker_gate import has_name
from trialparse.criteria.presence.members import with_members
from trialparse.criteria.presence.names import is_piece, says_how, term_of, touches_only, whole_names
from trialparse.criteria.presence.tagger import GENERIC, Named, tagger
from trialparse.criteria.presence.terms import Terms
from trialparse.criteria.presence.words import Words, split, words
from trialparse.lexicon.loader import Lexicon
from trialparse.model.constraint import Category

__all__ = ["Thing", "led_by", "things"]

Place = tuple[int, int]
_NO_EDGE = frozenset(
    {"or", "and", "of", "the", "a", "an", "with", "to", "in", "for", *",.;:/-–—()[]'\"*"}
)  # of a thing
_DENIALS = frozenset(
    ["mustn", "don", "doesn", "didn", "isn", "aren", "wasn", "weren", "won", "shouldn", "couldn", "hasn", "haven"]
)  # before `'t`
_NO_END = _NO_EDGE | _DENIALS | {"non", "aside"}
_IN_SITU = ["in", "situ"]  # which belongs to a thing
_BRACKET = 3  # words of an abbreviation in brackets
_PIECE = 0.4  # how likely a thing is at the most of which only a piece stands there
_CATEGORIES = frozenset(get_args(Category))  # the vocabulary has others that are none of their own: `generic`
_OF_USE = ("allergy", "contraindication")
_SURE = 0.5  # how likely the least likely word of a thing must be to name it so


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing at its `place` in the text, its category, how likely that is, what is `said` of it, and its marker.

    `name` is its whole name, where its words leave a part out; `beside` are other words that stand for it or for
    nothing: its abbreviation in brackets, and generic ones behind it, `disease`.
    """

    place: Place
    category: str
    likely: float
    said: Said
    marker: Marker | None = None
    name: str | None = None
    beside: tuple[Place, ...] = ()

    @property
    def sure(self) -> bool:
        return self.marker is not None or self.likely >= _SURE


def things(text: str, criteria: Sequence[Place], lexicon: Lexicon) -> dict[Place, list[Thing]]:
    """The things that some criteria name, by the place of the criterion; those are given in the order of the text.

    All are read at once, which costs less than one by one. What a lexicon of a pack names is named so.
    """
    found: dict[Place, list[Thing]] = {}
    over, reaches = words(text, *criteria)
    named = list(tagger().find(over))
    if lexicon.terms:
        named = _with_terms(over, named, lexicon)
    named = with_members(over, _whole(over, named))
    marked = bool(criteria) and has_name(text, criteria[0][0], criteria[-1][1])
    at = 0
    for place, (first, after) in zip(criteria, reaches, strict=True):
        own: list[Named] = []
        while at < len(named) and named[at].first < after:
            own.append(named[at])
            at += 1
        markers = biomarkers(text, *place) if marked else []
        if own or markers:
            found[place] = _said(text, over, (first, after), *_merged(over, own, markers))
    return found


def led_by(category: str | None, found: Sequence[Thing]) -> list[Thing]:
    """The things under a lead-in that may say what they are, by the category that it gives: `Known allergy to:`."""
    if category is None:
        return list(found)
    return [
        replace(thing, category=category, likely=max(thing.likely, _SURE)) if can_be_led(thing.category) else thing
        for thing in found
    ]


def _with_terms(over: Words, named: Sequence[Named], lexicon: Lexicon) -> list[Named]:
    """The things that a lexicon names, and those of the tagger that have none of their words."""
    plain, cased = _terms(lexicon)
    own = [
        Named(first, after, category, 1.0)
        for terms, spelled in ((cased, over.surfaces), (plain, over.lower))
        for first, after, category in terms.find(spelled)
    ]
    taken: set[int] = set()
    kept = []
    for one in [*own, *named]:
        if taken.isdisjoint(range(one.first, one.after)):
            taken.update(range(one.first, one.after))
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


@lru_cache(8)
def _terms(lexicon: Lexicon) -> tuple[Terms, Terms]:
    """The terms of a lexicon in any case, and those that count as written."""
    plain, cased = (
        Terms({tuple(split(term)): of for term, of in lexicon.terms.items() if (term != term.lower()) == is_cased})
        for is_cased in (False, True)
    )
    return plain, cased


_Found = tuple[int, int, str, float, Marker | None]  # first word, word after, category, how likely, the marker


def _merged(over: Words, named: Sequence[Named], markers: Sequence[Marker]) -> tuple[list[_Found], list[Named]]:
    """What the tagger named and the markers, in their order, and what it named that is none.

    A marker takes the words that both have.
    """
    beside: list[Named] = []
    found: list[_Found] = [(*over.at(marker.start, marker.end), "biomarker", 1.0, marker) for marker in markers]
    taken = {word for first, after, *_ in found for word in range(first, after)}
    for one in named:
        if says_how(over, one.first, one.after) or _is_nothing(over, one):
            continue
        if one.category == GENERIC or _is_alias(over, one) or leads(over, one.first, one.after):
            beside.append(one)
            continue
        first, after = _trimmed(over, *_left(one.first, one.after, taken))
        if first < after:
            found.append((first, after, one.category, one.likely, None))
    return sorted(found, key=lambda each: each[:2]), beside


def _is_nothing(over: Words, one: Named) -> bool:
    """Whether a thing is one word that names none anywhere: `NOTE`."""
    return one.after == one.first + 1 and over.lower[one.first] in known().vocabulary.members["nothing"]


def _whole(over: Words, named: Sequence[Named]) -> list[Named]:
    """Things of which two that an abbreviation in brackets parts are one: `central nervous system (CNS) metastases`."""
    found: list[Named] = []
    for one in (_as_known(over, each) for each in named):
        last = found[-1] if found else None
        if last is not None and last.after == one.first and touches_only(over, last.first, last.after):
            found[-1] = one
        elif last is not None and _goes_on(over, last, one):
            found[-1] = Named(last.first, one.after, one.category, min(last.likely, one.likely))
        elif last is None or one.first >= last.after:
            found.append(one)
    least = [0, *(one.after for one in found)]
    return [_established(over, one, before) for one, before in zip(found, least, strict=False)]


def _as_known(over: Words, one: Named) -> Named:
    """A thing that the tagger is not sure of, or holds for generic words, as what the vocabulary knows it."""
    if (one.category != GENERIC and one.likely >= _SURE) or is_leader(over, one.first, one.after):
        return one
    known_as = term_of(over, (one.first, one.after))
    return replace(one, category=known_as, likely=_SURE) if known_as and known_as in _CATEGORIES else one


def _established(over: Words, one: Named, least: int) -> Named:
    """A thing with the word before it that belongs to an established name: `major depressive disorder`."""
    own = over.lower[one.first - 1 : one.after]
    belongs = one.first > least and (" ".join(own) in known().vocabulary.members["established"] or own[:2] == _IN_SITU)
    return replace(one, first=one.first - 1, likely=max(one.likely, _SURE)) if belongs else one


def _goes_on(over: Words, left: Named, right: Named) -> bool:
    """Whether the first words of a thing stand before the abbreviation of these, and its others right behind.

    A word that names nothing by itself goes on with the thing that touches it: `urine` pregnancy test.
    """
    if right.first == left.after:
        return left.category == right.category and is_piece(over, (left.first, left.after))
    if right.first - left.after != _BRACKET or over.lower[left.after] != "(" or over.lower[right.first - 1] != ")":
        return False
    short = over.surfaces[left.after + 1]
    starts = (over.lower[left.first][0], over.lower[left.after - 1][0])
    return short.isupper() and short[0].lower() in starts and left.category != GENERIC


def _is_alias(over: Words, one: Named) -> bool:
    """Whether a thing is the abbreviation in brackets behind a full name: `multiple sclerosis (MS)`."""
    if one.after != one.first + 1 or over.lower[one.first - 1] != "(" or over.lower[one.after] != ")":
        return False
    return sum(map(str.isupper, over.surfaces[one.first])) > 1 and over.lower[one.first - 2].isalpha()


def _left(first: int, after: int, taken: Set[int]) -> tuple[int, int]:
    """What is left of some words without those that are taken: what stands behind them."""
    last = next((word for word in range(after - 1, first - 1, -1) if word in taken), first - 1) if taken else first - 1
    return last + 1, after


def _trimmed(over: Words, first: int, after: int) -> tuple[int, int]:
    """The words of a thing without those at its ends that can be none of its own."""
    while first < after and over.lower[first] in _NO_EDGE and over.lower[first : first + 2] != _IN_SITU:
        first += 1
    while first < after and _closes_nothing(over, first, after - 1):
        after -= 1
    return first, after


def _closes_nothing(over: Words, first: int, last: int) -> bool:
    """Whether the last word of a thing can be none of its own: `A` can, of `hepatitis A`."""
    return over.lower[last] in _NO_END and over.surfaces[last] != "A" and "(" not in over.lower[first:last]


def _said(
    text: str, over: Words, reach: tuple[int, int], found: Sequence[_Found], beside: Sequence[Named]
) -> list[Thing]:
    categories = led(over, [(first, after, category) for first, after, category, *_ in found])
    # A denied allergy or contraindication is to all that its list makes one.
    facts = [(first, after, category) for (first, after, *_), category in zip(found, categories, strict=True)]
    said = said_of(over, *reach, facts, text)
    names = whole_names(over, [(first, after) for first, after, _ in facts])
    others = _beside(over, found, beside)
    told = [
        Thing(
            (marker.start, marker.end) if marker else (over.starts[first], over.ends[after - 1]),
            categories[number],
            _likely(over, (first, after), categories[number], likely, named=number in names),
            each,
            marker,
            names.get(number) or (marker.name if marker else None),
            others.get(number, ()),
        )
        for number, ((first, after, _, likely, marker), each) in enumerate(zip(found, said, strict=True))
    ]
    return _with_shared_denials(told)


def _with_shared_denials(found: Sequence[Thing]) -> list[Thing]:
    """The things, of which a marker is denied whose sign is, or a word behind others: `ER, PR and HER2 negative`."""
    told = list(found)
    for number in range(len(told) - 1, -1, -1):
        thing, following = told[number], told[number + 1] if number + 1 < len(told) else None
        marker, said = thing.marker, thing.said
        if marker is None or not marker.negated or said.negated_by is not None:
            continue
        by = (marker.end, marker.wide_end) if marker.end < marker.wide_end else None
        shared = following.said.negated_by if by is None and following else None
        if following and shared and shared[0] >= following.place[0]:
            by = shared
        told[number] = replace(thing, said=said._replace(negated=True, negated_by=by))
    return told


def _likely(over: Words, place: tuple[int, int], category: str, likely: float, *, named: bool) -> float:
    """How likely a thing is: a piece alone is doubtful, and not one that a list gives a name, nor a known term.

    Bare words do for what somebody is allergic to: `any component`.
    """
    if not named and category not in _OF_USE and is_piece(over, place):
        return min(likely, _PIECE)
    return max(likely, _SURE) if named or term_of(over, place) == category else likely


def _beside(over: Words, found: Sequence[_Found], beside: Sequence[Named]) -> dict[int, tuple[Place, ...]]:
    """The words that stand for some things or for nothing, by the number of the thing before them, else the first."""
    others: dict[int, tuple[Place, ...]] = {}
    starts = [first for first, *_ in found]
    for one in beside if found else ():
        number = max(bisect_left(starts, one.first) - 1, 0)
        others[number] = (*others.get(number, ()), (over.starts[one.first], over.ends[one.after - 1]))
    return others
