"""Things as constraints: which of them are asked for by themselves, and which belong to what a number limits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trialparse.criteria.kinds.drafts import Draft, span_plain
from trialparse.criteria.presence.things import Place, Thing
from trialparse.criteria.scope.apply import Inherited

__all__ = ["Drafted", "drafted"]

Plain = dict[str, Any]
_SAME = 0.8  # what a subject and a thing share of the longer one, at least, where they are the same
_CLAUSES = ("condition", "exception")
_TIMED = frozenset({"window", "duration"})
_NEVER_THINGS = frozenset({"threshold", "levels"})  # what a number measures is no thing, where the lexicon knows it


@dataclass(frozen=True, slots=True)
class Drafted:
    """All constraints of a criterion in the order of the text.

    `places` are where those with a number stand in it; `explained` are the stretches that the things take.
    """

    drafts: list[Draft]
    places: list[int]
    explained: list[Place]


def drafted(text: str, limits: Sequence[Draft], things: Sequence[Thing], inherited: Inherited | None) -> Drafted:
    """The limits of a criterion, of which some are of a thing, and the things that are none of theirs."""
    if not things:
        return Drafted(list(limits), list(range(len(limits))), [])
    owners = [_owner(limits, things, thing) for thing in things]
    of_limit = {owner: thing for thing, owner in zip(things, owners, strict=True) if owner is not None}
    named = [_categorised(draft, of_limit.get(place)) for place, draft in enumerate(limits)]
    free = [thing for thing, owner in zip(things, owners, strict=True) if owner is None]
    roles = _roles(limits, things)
    own = [_draft(text, thing, roles[thing.place], inherited) for thing in free]
    every = [*named, *own]
    order = sorted(range(len(every)), key=lambda place: (*_place(every[place].plain["span"]), place))
    at = {place: number for number, place in enumerate(order)}
    found = [_dated(every[place], at) for place in order]
    explained = [place for thing in things for place in _explained(thing)]
    return Drafted(found, [at[place] for place in range(len(limits))], explained)


def _explained(thing: Thing) -> Iterator[Place]:
    """The stretches of the text that a thing takes."""
    said = thing.said
    yield said.wide
    yield from said.cues
    yield from (place for place in (said.condition, said.exception) if place is not None)


def _place(span: Plain) -> Place:
    return span["start"], span["end"]


def _dated(draft: Draft, at: dict[int, int]) -> Draft:
    """A time that dates other limits, which stand elsewhere now."""
    dates = draft.plain.get("dates")
    return replace(draft, plain=draft.plain | {"dates": tuple(at[place] for place in dates)}) if dates else draft


def _owner(limits: Sequence[Draft], things: Sequence[Thing], thing: Thing) -> int | None:
    """The limit whose subject a thing is, None where it is that of none, or one of several in it."""
    for place, draft in enumerate(limits):
        subject = draft.plain.get("subject")
        if subject is None or (draft.plain["kind"] in _NEVER_THINGS and subject["id"] is not None):
            continue
        span = _place(subject["span"])
        if max(_share(span, each) for each in (thing.place, thing.said.wide)) >= _SAME:
            alone = sum(_within(other.place, span) for other in things) <= 1
            return place if alone else None
    return None


def _share(one: Place, other: Place) -> float:
    """What two stretches have of the longer one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / max(one[1] - one[0], other[1] - other[0])


def _categorised(draft: Draft, thing: Thing | None) -> Draft:
    """A limit whose subject is a thing, with what that is and when it was."""
    if thing is None:
        return draft
    said: Plain = {"subject": draft.plain["subject"] | {"category": thing.category}}
    period = thing.said.period
    if draft.plain["kind"] in _TIMED:
        period = "past" if draft.plain.get("direction") == "before" else period
    return replace(draft, plain=draft.plain | said | {"period": period})


def _roles(limits: Sequence[Draft], things: Sequence[Thing]) -> dict[Place, str]:
    """What things are to their criterion: asked for, part of a limit, or in a clause that narrows something else."""
    parts = [("part", place) for draft in limits for place in _parts(draft)]
    found = {thing.place: "limit" for thing in things}
    starts = [thing.place[0] for thing in things]
    # What is named first counts most, so that it is put down last.
    for role, (start, end) in reversed(dict.fromkeys([*parts, *_clauses_of(limits), *_said_clauses(things)])):
        for thing in things[bisect_left(starts, start) : bisect_left(starts, end)]:
            if thing.place[1] <= end:
                found[thing.place] = role
    return found


def _parts(draft: Draft) -> Iterator[Place]:
    """Where the words of a limit stand that are part of it."""
    yield _place(draft.plain["span"])
    for name in ("subject", "anchor"):
        part = draft.plain.get(name)
        if part is not None:
            yield _place(part["span"])


def _clauses_of(limits: Sequence[Draft]) -> Iterator[tuple[str, Place]]:
    for draft in limits:
        for name in _CLAUSES:
            part = draft.plain.get(name)
            if part is not None:
                yield name, _place(part["span"])


def _said_clauses(things: Sequence[Thing]) -> Iterator[tuple[str, Place]]:
    for thing in things:
        for name, place in (("condition", thing.said.condition), ("exception", thing.said.exception)):
            if place is not None:
                yield name, place


def _within(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _draft(text: str, thing: Thing, role: str, inherited: Inherited | None) -> Draft:
    said, (start, end) = thing.said, thing.place
    above = inherited or Inherited()
    denied = above.denial is not None and role == "limit"
    condition = _clause(text, said.condition)
    plain: Plain = {
        "kind": "presence",
        "span": span_plain(*said.wide),
        "subject": {
            "text": text[start:end],
            "id": None,
            "loinc": None,
            "category": thing.category,
            "name": thing.name,
            "span": span_plain(start, end),
        },
        "negated": said.negated != denied,
        "negated_by": span_plain(*said.negated_by) if said.negated_by else None,
        "period": said.period,
        "anchor": None,
        "condition": condition or above.condition,
        "exception": _clause(text, said.exception),
        "experiencer": _whose(text, thing) or above.experiencer,
        "rule": f"core:presence.{thing.category}",
        "role": role,
        "certainty": "sure" if thing.sure else "doubtful",
        "doubts": () if thing.sure else ("unsure-presence",),
        "biomarker": _biomarker(thing),
    }
    return Draft(0, 0, plain, None, tuple(_explained(thing)))


def _clause(text: str, place: Place | None) -> Plain | None:
    return None if place is None else {"text": text[slice(*place)], "span": span_plain(*place)}


def _whose(text: str, thing: Thing) -> Plain | None:
    key, place = thing.said.experiencer, thing.said.experiencer_by
    if key is None or place is None:
        return None
    return {"key": key, "text": text[slice(*place)], "span": span_plain(*place)}


def _biomarker(thing: Thing) -> Plain | None:
    marker = thing.marker
    if marker is None:
        return None
    names = ("gene", "alteration", "variant", "state", "origin")
    return {name: getattr(marker, name) for name in names}
