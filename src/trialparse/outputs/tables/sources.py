"""What the rows of tables are made of: the trials that the caller gave, one after the other, with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from trialparse.model import Constraint, Criterion, Eligibility, Fact, Span, Trial

__all__ = ["ConstraintSource", "CriterionSource", "Source", "Trials", "sources"]

Trials = Iterable[Trial | Eligibility] | Trial | Eligibility


@dataclass(frozen=True)
class Source:
    """A trial, or an eligibility by itself, with its number among those given."""

    number: int
    trial: Trial | None
    eligibility: Eligibility | None

    @property
    def whole(self) -> str:
        """The text in which the spans count, as far as it is at hand."""
        return self.trial.text if self.trial else self.eligibility.text if self.eligibility else ""

    @property
    def offset(self) -> int:
        """Where `whole` begins: an eligibility taken from its trial has its section alone."""
        own = self.eligibility.span if self.trial is None and self.eligibility else None
        return own.start if own else 0

    def words(self, span: Span | None) -> str | None:
        """The characters at a span."""
        return None if span is None else self.whole[span.start - self.offset : span.end - self.offset]

    @property
    def text(self) -> str | None:
        """The eligibility text."""
        return self.words(self.eligibility.span) if self.eligibility else None

    def names(self, field: str, name: str) -> tuple[str, ...]:
        """The names of the members of a list of the trial, an empty one for a member without."""
        return tuple(getattr(each, name) or "" for each in getattr(self.trial, field, ()))

    @property
    def arms(self) -> tuple[str, ...]:
        return self.names("arms", "label")

    @property
    def interventions(self) -> tuple[str, ...]:
        return self.names("interventions", "name")

    @property
    def outcomes(self) -> tuple[str, ...]:
        return self.names("outcomes", "measure")

    @property
    def sponsors(self) -> tuple[str, ...]:
        return self.names("sponsors", "name")

    @property
    def identifiers(self) -> tuple[str, ...]:
        return self.names("identifiers", "id")

    @property
    def n_locations(self) -> int | None:
        return len(self.trial.locations) if self.trial else None

    @property
    def diagnostics(self) -> tuple[str, ...]:
        held = self.trial or self.eligibility
        return tuple(dict.fromkeys(each.code for each in held.diagnostics)) if held else ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(self.eligibility.walk()) if self.eligibility else ()

    @property
    def n_inclusion(self) -> int:
        return sum(each.kind == "inclusion" for each in self.criteria)

    @property
    def n_exclusion(self) -> int:
        return sum(each.kind == "exclusion" for each in self.criteria)

    @property
    def n_criteria(self) -> int:
        return len(self.criteria)

    @property
    def n_parsed(self) -> int:
        return sum(each.status == "parsed" for each in self.criteria)

    @property
    def n_constraints(self) -> int:
        return sum(len(each.constraints) for each in self.criteria)

    @property
    def n_doubtful(self) -> int:
        return sum(each.certainty == "doubtful" for criterion in self.criteria for each in criterion.constraints)


@dataclass(frozen=True, slots=True)
class CriterionSource:
    """A criterion, and the trial that it is of."""

    source: Source
    parent: str | None
    criterion: Criterion

    @property
    def text(self) -> str | None:
        return self.source.words(self.criterion.span)

    @property
    def residue(self) -> tuple[str | None, ...]:
        return tuple(map(self.source.words, self.criterion.residue))

    @property
    def n_constraints(self) -> int:
        return len(self.criterion.constraints)

    @property
    def n_children(self) -> int:
        return len(self.criterion.children)

    @property
    def logic(self) -> str | None:
        logic = self.criterion.logic
        return None if logic is None else logic.model_dump_json(exclude_none=True)


@dataclass(frozen=True, slots=True)
class ConstraintSource:
    """A constraint with its place in its criterion, and the trial that it is of."""

    source: Source
    criterion: Criterion
    place: int
    constraint: Constraint

    @property
    def text(self) -> str | None:
        return self.source.words(self.constraint.span)

    @property
    def condition(self) -> str | None:
        """When or for whom alone it holds: as its own words say, else as the heading above its criterion."""
        clause = Fact(self.criterion, self.constraint).condition
        return clause.text if clause else None

    @property
    def criterion_text(self) -> str | None:
        return self.source.words(self.criterion.span)


def sources(trials: Trials, asked: str) -> Iterator[Source]:
    """Each trial as the source of its rows; one alone is the first of one.

    Raises a `TypeError`, which names the place, where something else is among them.
    """
    if isinstance(trials, Trial | Eligibility):
        trials = (trials,)
    if isinstance(trials, str | bytes) or not isinstance(trials, Iterable) or hasattr(trials, "walk"):
        raise TypeError(f"{asked} takes trials, one or an iterable of them, not {type(trials).__name__}")
    for number, each in enumerate(trials):
        yield _source(number, each, asked)


def _source(number: int, given: Any, asked: str) -> Source:
    if isinstance(given, Trial):
        return Source(number, given, given.eligibility)
    if isinstance(given, Eligibility):
        return Source(number, None, given)
    kind = type(given).__name__
    raise TypeError(f"{asked} takes trials, each a Trial or an Eligibility; number {number} is of type {kind}")
