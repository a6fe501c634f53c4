"""Trials as rows of plain values, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from trialparse.model import Criterion
from trialparse.outputs.tables.columns import TABLES
from trialparse.outputs.tables.schema import row_of
from trialparse.outputs.tables.sources import ConstraintSource, CriterionSource, Source, Trials, sources

__all__ = ["constraints_of", "known", "rows"]


def rows(trials: Trials, table: str = "constraints", asked: str = "rows") -> Iterator[dict[str, Any]]:
    """The rows of a table, as dicts in the order of its columns: `str`, `int`, `float`, `bool`, `date`, None.

    `trials` is a `Trial`, an `Eligibility`, or an iterable of them, which is read once, one by one. A table that there
    is not raises a `ValueError` that names those there are, and what is no trial a `TypeError` that names its place
    and what was `asked` for.

    >>> from trialparse import parse_criteria
    >>> row = next(rows(parse_criteria("Inclusion Criteria:\\n- Age 18 to 65 years")))
    >>> row["criterion_id"], row["subject_id"], row["lower"], row["upper_text"], row["unit"]
    ('I1', 'age', 18.0, '65', 'a')
    """
    columns = TABLES[known("table", table, tuple(TABLES))]
    return (row_of(columns, each) for source in sources(trials, asked) for each in _OF[table](source))


def known(what: str, asked: str, names: Sequence[str]) -> str:
    """The name, where it is one of those that there are."""
    if asked not in names:
        raise ValueError(f"{what} is {', '.join(names[:-1])} or {names[-1]}, not {asked!r}")
    return asked


def constraints_of(source: Source) -> Iterator[ConstraintSource]:
    """The constraints of a trial, in page order."""
    for criterion in source.criteria:
        for place, constraint in enumerate(criterion.constraints):
            yield ConstraintSource(source, criterion, place, constraint)


def _criteria_of(source: Source) -> Iterator[CriterionSource]:
    for criterion in source.eligibility.criteria if source.eligibility else ():
        yield from _below(source, criterion, None)


def _below(source: Source, criterion: Criterion, parent: str | None) -> Iterator[CriterionSource]:
    yield CriterionSource(source, parent, criterion)
    for child in criterion.children:
        yield from _below(source, child, criterion.id)


def _itself(source: Source) -> Iterator[Source]:
    yield source


_OF: Mapping[str, Callable[[Source], Iterator[Any]]] = {
    "trials": _itself,
    "criteria": _criteria_of,
    "constraints": constraints_of,
}
