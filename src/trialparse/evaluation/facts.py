"""What the metrics compare: gold and found constraints in one flat form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = [
    "Bound", "Document", "Fact", "GoldError", "Group", "Json", "Mention", "Place", "are_grades", "facts_of", "nodes",
    "worded",
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
    headed: bool = False  # the condition stands in a heading
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
    """The constraints of a parse, given as the JSON of an `Eligibility`; none of none."""
    if eligibility is None:
        return ()
    return tuple(
        _fact(found, criterion.get("id"), number)
        for criterion in nodes(eligibility["criteria"])
        for number, found in enumerate(criterion["constraints"])
    )


def are_grades(levels: Iterable[str]) -> bool:
    """Whether levels are numbers, as those of ECOG are."""
    digits = [level.isdigit() for level in levels]
    return bool(digits) and all(digits)


def _fact(found: Json, criterion: str | None, number: int) -> Fact:
    """One constraint; a set of numeric grades has ends too, for golds that know only bounds."""
    interval, subject, levels = found.get("interval") or {}, found.get("subject") or {}, found.get("levels") or ()
    if are_grades(levels) and not interval:
        ends = sorted(levels, key=int)
        interval = {side: {"value": end, "inclusive": True} for side, end in (("lower", ends[0]), ("upper", ends[-1]))}
    return Fact(
        place=_place(found["span"]),
        kind=found["kind"],
        lower=_bound(interval.get("lower")),
        upper=_bound(interval.get("upper")),
        unit=found.get("unit"),
        unit_text=found.get("unit_text"),
        subjects=(_place(subject["span"]),) if subject else (),
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


def _place(span: Json) -> Place:
    return Place(span["start"], span["end"])


def _bound(end: Json | None) -> Bound | None:
    return None if end is None else Bound(float(end["value"]), bool(end["inclusive"]))


def _clause(clause: Json | None) -> Place | None:
    return None if clause is None else _place(clause["span"])
