"""What the metrics compare: gold and found constraints in one flat form, things without a number in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = [
    "Bound", "Document", "Fact", "GoldError", "Group", "Json", "Mention", "Place", "Thing", "are_grades", "fact_of",
    "facts_of", "nodes", "place_of", "things_of", "worded",
]  # fmt: skip

Json = dict[str, Any]
_WORD = re.compile(r"\w+")


class GoldError(ValueError):
    """A gold is of no known form, or holds what its form does not allow; the message names the file.

    Examples:
        >>> from pathlib import Path
        >>> from trialparse.evaluation import read_gold
        >>> try:
        ...     read_gold([Path("mine.jsonl")])
        ... except GoldError as error:
        ...     print(error)
        mine.jsonl: no such file or folder
    """


class Place(NamedTuple):
    """A half-open range of characters.

    Examples:
        >>> Place(2, 6).overlap(Place(4, 9))
        2
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start

    def overlap(self, other: Place) -> int:
        """How many characters both have."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Bound(NamedTuple):
    """One end of an interval."""

    value: float
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One constraint.

    The second block says what only a found one can: where it stands in the JSON, by which rule it was read, whether it
    is a claim. The last one says what only a gold can: how far it may be asked for.
    """

    place: Place
    kind: str
    lower: Bound | None = None
    upper: Bound | None = None
    unit: str | None = None
    unit_text: str | None = None
    subjects: tuple[Place, ...] = ()
    subject_id: str | None = None
    reference: str | None = None
    levels: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    direction: str | None = None
    anchor: str | None = None
    negated: bool = False
    condition: Place | None = None
    exception: Place | None = None

    criterion: str | None = None  # the id of its criterion; in a gold, the place of that in the list
    number: int = 0  # its place among the constraints of its criterion; in a gold, among all
    rule: str = ""
    doubtful: bool = False
    doubts: tuple[str, ...] = ()

    bare: bool = False  # the text states a value and no comparator
    between: bool = False  # the text says "between", which leaves open whether the ends belong to it
    lost: bool = False  # the text's comparator is destroyed: bounds would be a guess
    skip: bool = False  # the annotation gives no number that could be compared
    factor: float = 1.0  # a power of ten written after the number
    alternatives: frozenset[int] | None = None  # the golds that it is joined with by "or"; None where nothing is said
    restates: bool = False  # it says what another gold has said


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotated value or time of a corpus that marks words only, with what it is said of."""

    kind: str
    text: str
    places: tuple[Place, ...]
    subjects: tuple[Place, ...] = ()


class Thing(NamedTuple):
    """A thing that a criterion names: a disease, a drug, a procedure …

    The last two say what only a gold can: its place with the modifiers that touch it, and whether it is a bare word of
    the kind of `disease` or `treatment`, which is not asked for.
    """

    place: Place
    category: str
    negated: bool = False
    period: str | None = None
    experiencer: str | None = None
    wide: Place | None = None
    generic: bool = False


class Group(NamedTuple):
    """Criteria of which at least some must hold, all of them where `least` is None; a gold names them by place."""

    least: int | None
    of: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is to be found in it; what is None is not asked for."""

    name: str
    text: str
    facts: tuple[Fact, ...] | None = None
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    criteria: tuple[tuple[str, Place], ...] | None = None
    groups: tuple[Group, ...] = ()
    truth: Json | None = None
    group: str = ""


def worded(text: str, place: Place) -> Place | None:
    """From the first to the last word of a place: punctuation at the ends is nobody's mistake.

    Examples:
        >>> worded("- asthma. ", Place(0, 10))
        Place(start=2, end=8)
    """
    words = list(_WORD.finditer(text, place.start, place.end))
    return Place(words[0].start(), words[-1].end()) if words else None


def nodes(criteria: Iterable[Json] | None) -> Iterator[Json]:
    """All criteria of a tree in page order."""
    for criterion in criteria or ():
        yield criterion
        yield from nodes(criterion.get("children"))


def facts_of(eligibility: Json | None) -> tuple[Fact, ...]:
    """The limits of a parse, given as the JSON of an `Eligibility`; none of none.

    A thing that no number limits is no limit; it has its place among the constraints of the criterion all the same.
    """
    if eligibility is None:
        return ()
    return tuple(
        fact_of(found, criterion.get("id"), number)
        for criterion in nodes(eligibility["criteria"])
        for number, found in enumerate(criterion["constraints"])
        if found["kind"] != "presence"
    )


def things_of(eligibility: Json | None) -> list[Thing]:
    """What a parse names: the things, and what limits are of; of two of one place and category, the thing.

    Examples:
        >>> from trialparse import parse_criteria
        >>> found = things_of(parse_criteria("Surgery within 4 weeks").model_dump(mode="json"))
        >>> [(thing.place, thing.category) for thing in found]
        [(Place(start=0, end=7), 'procedure')]
    """
    found: dict[tuple[Place, str], Thing] = {}
    for criterion in nodes(eligibility["criteria"] if eligibility else ()):
        for constraint in criterion["constraints"]:
            thing = _thing(constraint)
            if thing is not None and (constraint["kind"] == "presence" or thing[:2] not in found):
                found[thing[:2]] = thing
    return [found[key] for key in sorted(found)]


def are_grades(levels: Iterable[str]) -> bool:
    """Whether levels are numbers, as those of ECOG are."""
    digits = [level.isdigit() for level in levels]
    return bool(digits) and all(digits)


def fact_of(found: Json, criterion: str | None, number: int) -> Fact:
    """One constraint, with the id of its criterion and its place there.

    A set of numeric grades has ends too, for golds that know only bounds.
    """
    interval, subject, levels = found.get("interval") or {}, found.get("subject") or {}, found.get("levels") or ()
    if are_grades(levels) and not interval:
        ends = sorted(levels, key=int)
        interval = {side: {"value": end, "inclusive": True} for side, end in (("lower", ends[0]), ("upper", ends[-1]))}
    return Fact(
        place=place_of(found["span"]),
        kind=found["kind"],
        lower=_bound(interval.get("lower")),
        upper=_bound(interval.get("upper")),
        unit=found.get("unit"),
        unit_text=found.get("unit_text"),
        subjects=(place_of(subject["span"]),) if subject else (),
        subject_id=subject.get("id"),
        reference=found.get("reference"),
        levels=tuple(levels),
        domain=tuple(found.get("domain") or ()),
        direction=found.get("direction"),
        anchor=(found.get("anchor") or {}).get("key"),
        negated=bool(found.get("negated")),
        condition=_clause(found.get("condition")),
        exception=_clause(found.get("exception")),
        criterion=criterion,
        number=number,
        rule=found.get("rule", ""),
        doubtful=found.get("certainty") == "doubtful",  # what says nothing of it is sure
        doubts=tuple(found.get("doubts") or ()),
    )


def _thing(found: Json) -> Thing | None:
    """What a constraint is of, None where that has no category, as what is measured has none."""
    subject = found.get("subject") or {}
    if not subject.get("category"):
        return None
    return Thing(
        place_of(subject["span"]),
        subject["category"],
        bool(found.get("negated")),
        found.get("period"),
        (found.get("experiencer") or {}).get("key"),
    )


def place_of(span: Json) -> Place:
    """The place of a span, or of whatever else has `start` and `end`."""
    return Place(span["start"], span["end"])


def _bound(end: Json | None) -> Bound | None:
    return None if end is None else Bound(float(end["value"]), bool(end["inclusive"]))


def _clause(clause: Json | None) -> Place | None:
    return None if clause is None else place_of(clause["span"])
