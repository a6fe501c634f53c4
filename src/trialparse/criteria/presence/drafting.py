"""Things as constraints: which of them are asked for by themselves, and which belong to what a number limits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from trialparse.criteria.kinds.drafts import Draft, span_plain, words_plain
from trialparse.criteria.presence.context import Said
from trialparse.criteria.presence.gaps import optional
from trialparse.criteria.presence.people import of_groups
from trialparse.criteria.presence.refusing import are_all_refused, beside_denied, parted_from_denial
from trialparse.criteria.presence.things import Place, Thing
from trialparse.criteria.scope.apply import Inherited
from trialparse.model.criterion import Kind

__all__ = ["Drafted", "drafted"]

Plain = dict[str, Any]
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever)\s\Z", re.IGNORECASE)
_NOTHING = Inherited()
_NEAR = 8  # characters before a denial that may deny it
_SAME = 0.8  # what a subject and a thing share of the longer one, at least, where they are the same
# What the parts of a limit make of a thing in their words.
_PART_OF = {"span": "part", "subject": "part", "anchor": "part", "condition": "condition", "exception": "exception"}
_TIMED = frozenset({"window", "duration"})
_MEASURING = frozenset({"threshold", "levels"})
_STATES = frozenset({"observation", "biomarker", "organism", "study"})  # what else a number may measure


@dataclass(frozen=True, slots=True)
class Drafted:
    """All constraints of a criterion in the order of the text.

    `places` are where those with a number stand in it; `explained` are the stretches that the things take.
    """

    drafts: list[Draft]
    places: list[int]
    explained: list[Place]


def drafted(
    text: str,
    limits: Sequence[Draft],
    things: Sequence[Thing],
    inherited: Inherited | None,
    lead: Said | None = None,
    kind: Kind = "unknown",
) -> Drafted:
    """The limits of a criterion of a kind, some of them of a thing, and the things of none."""
    things = of_groups(text, _not_measured(limits, _not_read(limits, things)) if limits and things else things)
    if not things:
        return Drafted(list(limits), list(range(len(limits))), [])
    explained = [tuple(_explained(thing)) for thing in things]
    taken = [place for each in explained for place in each]
    owned = _owned(limits, things) if limits else {}
    owners = set(owned.values())
    roles = _roles(text, limits, things)
    asked = [thing for thing, role in zip(things, roles, strict=True) if role == "limit"]
    out = _are_out(text, asked, limits, kind)
    parted = parted_from_denial(text, things) if kind == "exclusion" else frozenset()
    own = [
        Draft(
            0, 0, _plain(text, thing, role, inherited, lead, kind, out=out, parted=thing.place in parted), None, words
        )
        for place, (thing, role, words) in enumerate(zip(things, roles, explained, strict=True))
        if place not in owners
    ]
    if not limits:
        return Drafted(own, [], taken)
    own = beside_denied(text, own, limits)
    named = [_categorised(draft, things, owned.get(place)) for place, draft in enumerate(limits)]
    named = _in_clauses(text, named, asked)
    return _ordered(named, own, taken)


def _are_out(text: str, asked: Sequence[Thing], limits: Sequence[Draft], kind: Kind) -> bool:
    """Whether a list of who is in says of the things that are asked for that who has one of them is out."""
    return kind == "inclusion" and are_all_refused(text, asked, [_place(each.plain["span"]) for each in limits])


def _ordered(limits: Sequence[Draft], things: Sequence[Draft], taken: list[Place]) -> Drafted:
    """Both in the order of the text, those with a number first where they begin and end together."""
    every = [*limits, *things]
    order = sorted(range(len(every)), key=lambda place: (*_place(every[place].plain["span"]), place))
    at = {place: number for number, place in enumerate(order)}
    found = [_dated(every[place], at) for place in order]
    return Drafted(found, [at[place] for place in range(len(limits))], taken)


def _not_read(limits: Sequence[Draft], things: Sequence[Thing]) -> Sequence[Thing]:
    """The things without those in whose words the rule of a pack has read something else."""
    read = _Cover([_place(draft.plain["span"]) for draft in limits if not draft.plain["rule"].startswith("core:")])
    return [thing for thing in things if not read.touches(thing.place)]


def _not_measured(limits: Sequence[Draft], things: Sequence[Thing]) -> Sequence[Thing]:
    """The things without those that are only what a number measures: `QTc interval`, `SLEDAI`."""
    measured = [
        _place(draft.plain["subject"]["span"])
        for draft in limits
        if draft.plain["kind"] in _MEASURING and draft.plain.get("subject") and draft.plain["subject"]["id"]
    ]
    cover, same = _Cover(measured), frozenset(measured)
    return [thing for thing in things if not (cover.touches(thing.place) and _is_measured(thing, same))]


def _is_measured(thing: Thing, measured: Set[Place]) -> bool:
    """Whether a thing that shares words with something measured is that, and nothing that happens to be named there."""
    return thing.category in _STATES or not thing.sure or not measured.isdisjoint((thing.place, thing.said.wide))


def _explained(thing: Thing) -> Iterator[Place]:
    """The stretches of the text that a thing takes."""
    said = thing.said
    yield said.wide
    yield from said.cues
    yield from thing.beside
    yield from (place for place in (said.condition, said.exception) if place is not None)


def _place(span: Plain) -> Place:
    return span["start"], span["end"]


def _dated(draft: Draft, at: dict[int, int]) -> Draft:
    """A time that dates other limits, which stand elsewhere now."""
    dates = draft.plain.get("dates")
    return replace(draft, plain=draft.plain | {"dates": tuple(at[place] for place in dates)}) if dates else draft


def _owned(limits: Sequence[Draft], things: Sequence[Thing]) -> dict[int, int]:
    """The limits, by their places, whose subject is one of the things, with the place of that."""
    starts, ends = [thing.place[0] for thing in things], [thing.place[1] for thing in things]
    owned: dict[int, int] = {}
    taken: set[int] = set()
    for place, draft in enumerate(limits):
        subject = draft.plain.get("subject")
        if subject is None:
            continue
        span = _place(subject["span"])
        first, after = bisect_left(starts, span[0]), bisect_right(ends, span[1])
        # One that begins before the subject may be the same, too; with two inside, it is neither.
        near = (
            [at for at in range(max(0, first - 1), after) if _is_same(span, things[at])] if after - first <= 1 else []
        )
        if near and near[0] not in taken:
            owned[place] = near[0]
            taken.add(near[0])
    return owned


def _is_same(subject: Place, thing: Thing) -> bool:
    return max(_share(subject, each) for each in (thing.place, thing.said.wide)) >= _SAME


def _share(one: Place, other: Place) -> float:
    """What two stretches have of the longer one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / max(one[1] - one[0], other[1] - other[0])


def _categorised(draft: Draft, things: Sequence[Thing], place: int | None) -> Draft:
    """A limit whose subject is one of the things, if any, with what that is and when it was."""
    if place is None:
        return draft
    thing = things[place]
    said: Plain = {"subject": draft.plain["subject"] | {"category": thing.category}}
    period = thing.said.period
    if draft.plain["kind"] in _TIMED:
        period = "past" if draft.plain.get("direction") == "before" else period
    return replace(draft, plain=draft.plain | said | {"period": period})


def _roles(text: str, limits: Sequence[Draft], things: Sequence[Thing]) -> list[str]:
    """What each thing is to its criterion: asked for, part of a limit, or in a clause that narrows something else.

    What need not be there is part of what it may be with.
    """
    places: dict[str, list[Place]] = {"part": [], "condition": [], "exception": []}
    places["part"] += optional(text, [thing.place for thing in things])
    for draft in limits:
        for name, role in _PART_OF.items():
            part = draft.plain.get(name)
            if part is not None:
                places[role].append(_place(part if name == "span" else part["span"]))
    for thing in things:
        places["condition"] += [thing.said.condition] if thing.said.condition else []
        places["exception"] += [thing.said.exception] if thing.said.exception else []
    covers = [(role, _Cover(found)) for role, found in places.items() if found]
    if not covers:
        return ["limit"] * len(things)
    return [next((role for role, cover in covers if cover.holds(thing.place)), "limit") for thing in things]


def _in_clauses(text: str, limits: Sequence[Draft], things: Sequence[Thing]) -> list[Draft]:
    """The limits, of which one in a clause of a thing that is asked for only says when, or save when, that holds.

    What stands behind a colon is no clause any more.
    """
    found = list(limits)
    for role in ("condition", "exception") if found else ():
        places = [place for thing in things if (place := getattr(thing.said, role)) is not None]
        cover = _Cover([(start, start + len(text[start:end].partition(":")[0])) for start, end in {*places}])
        for at, draft in enumerate(found):
            parts = [draft.plain["span"], *([draft.plain["subject"]["span"]] if draft.plain.get("subject") else [])]
            if draft.plain.get("role", "limit") == "limit" and all(cover.holds(_place(part)) for part in parts):
                found[at] = replace(draft, plain=draft.plain | {"role": role})
    return found


class _Cover:
    """Some stretches of a text, which are asked what lies inside of one of them."""

    def __init__(self, places: Sequence[Place]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def touches(self, place: Place) -> bool:
        """Whether a stretch shares characters with one of them."""
        before = bisect_left(self._starts, place[1])
        return before > 0 and self._furthest[before - 1] > place[0]

    def holds(self, place: Place) -> bool:
        """Whether it lies inside of one of them."""
        before = bisect_right(self._starts, place[0])
        return before > 0 and self._furthest[before - 1] >= place[1]


def _plain(
    text: str,
    thing: Thing,
    role: str,
    inherited: Inherited | None,
    lead: Said | None,
    kind: Kind,
    *,
    out: bool,
    parted: bool,
) -> Plain:
    """A thing as a constraint in the model's shape; it is denied where those who have it are plainly `out`.

    Of one that is `parted` from its denial it is not sure whether that goes on to it.
    """
    said = thing.said
    above = inherited or _NOTHING
    denied = above.denial is not None and role == "limit"
    negated, twice = _denial(text, said, kind == "exclusion", parted=parted)
    refused = _is_refused(said, role, out=out and not (negated or twice))
    doubts = _doubts(thing, role, twice, out=said.refused and not (refused or kind == "exclusion"))
    condition = _clause(text, said.condition)
    return {
        "kind": "presence",
        "span": span_plain(*said.wide),
        "subject": {
            "id": None,
            "loinc": None,
            "category": thing.category,
            "name": thing.name,
            **words_plain(text, *thing.place),
        },
        "negated": (negated or refused) != denied,
        "negated_by": _span(said.negated_by if negated else None),
        "period": said.period or (lead.period if lead else None),
        "anchor": None,
        "condition": condition or above.condition,
        "exception": _clause(text, said.exception),
        "experiencer": _whose(text, said) or above.experiencer or _whose(text, lead),
        "rule": f"core:presence.{thing.category}",
        "role": role,
        "certainty": "doubtful" if doubts else "sure",
        "doubts": doubts,
        "biomarker": _biomarker(thing),
    }


def _denial(text: str, said: Said, excludes: bool, *, parted: bool) -> tuple[bool, bool]:
    """Whether a thing is denied, which words that only bar it do not say, and whether its denial is: `not free of`."""
    if parted:
        return False, True
    by = said.negated_by
    barred = excludes and said.barred
    begin = min(by[0], said.wide[0]) if by else 0  # before the thing where its denial is behind: `not HIV negative`
    twice = not barred and by is not None and _NOT.search(text, max(0, begin - _NEAR), begin) is not None
    return said.negated and not (barred or twice), twice


def _is_refused(said: Said, role: str, *, out: bool) -> bool:
    """Whether a thing is denied by that those who have it are `out`."""
    return out and said.refused and role == "limit"


def _span(place: Place | None) -> Plain | None:
    return None if place is None else span_plain(*place)


def _doubts(thing: Thing, role: str, twice: bool, *, out: bool) -> tuple[str, ...]:
    """What makes a thing doubtful: how it is named, that it is only feared, allowed or excepted, a denial denied.

    So does that those who have it are `out`, where a criterion says who is in.
    """
    loose = role == "limit" and thing.said.within is not None  # in a clause that nothing named has
    unsure = not thing.sure or thing.said.hypothetical or loose or out
    return (*(("unsure-presence",) if unsure else ()), *(("unsure-negation",) if twice else ()))


def _clause(text: str, place: Place | None) -> Plain | None:
    return None if place is None else words_plain(text, *place)


def _whose(text: str, said: Said | None) -> Plain | None:
    key, place = (said.experiencer, said.experiencer_by) if said else (None, None)
    if key is None or place is None:
        return None
    return {"key": key, **words_plain(text, *place)}


def _biomarker(thing: Thing) -> Plain | None:
    marker = thing.marker
    if marker is None:
        return None
    names = ("gene", "alteration", "variant", "state", "origin")
    return {name: getattr(marker, name) for name in names}
