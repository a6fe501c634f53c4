"""A criterion's words cut where marks begin and end: what each stretch is, for any way to show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from trialparse.model import Constraint, Criterion, Span

__all__ = ["LONGEST", "MOST", "Segment", "cut_off", "segments"]

LONGEST = 4_000  # characters of a criterion's words that are shown
MOST = 60  # constraints of a criterion, and diagnostics of a text

_PARTS = ("subject", "anchor", "condition", "exception", "experiencer")


class Segment(NamedTuple):
    """A stretch of a criterion's words: the names of what it is part of, and the constraints that it states.

    The names are `subject`, `anchor`, `condition`, `exception`, `experiencer` and `residue`; constraints are given by
    their places in the criterion.
    """

    text: str
    names: frozenset[str]
    places: tuple[int, ...]


def cut_off(words: str, longest: int | None) -> str:
    """What to say behind words of which no more than `longest` are shown.

    >>> "eighteen"[:5] + cut_off("eighteen", 5), cut_off("eighteen", None)
    ('eight… [3 more characters]', '')
    """
    more = 0 if longest is None else len(words) - longest
    return f"… [{more:,} more characters]" if more > 0 else ""


def segments(criterion: Criterion, most: int | None = None, longest: int | None = None) -> Iterator[Segment]:
    """The first `longest` characters of a criterion in stretches that marks neither begin nor end in; all by default.

    Of `most` constraints, the first ones, the marks are told; of all by default.

    >>> from trialparse import parse_criteria
    >>> for segment in segments(parse_criteria("ALT > 3 × ULN").criteria[0]):
    ...     print(segment)
    Segment(text='ALT', names=frozenset({'subject'}), places=())
    Segment(text=' ', names=frozenset(), places=())
    Segment(text='> 3 × ULN', names=frozenset(), places=(0,))
    """
    whole = len(criterion.text[:longest])
    begins: dict[int, list[str | int]] = {0: []}
    ends: dict[int, list[str | int]] = {whole: []}
    for span, name in _marks(criterion, most):
        start, end = (min(max(place - criterion.span.start, 0), whole) for place in (span.start, span.end))
        if start < end:
            begins.setdefault(start, []).append(name)
            ends.setdefault(end, []).append(name)
    current: Counter[str | int] = Counter()
    for start, end in pairwise(sorted({*begins, *ends})):
        current.update(begins.get(start, ()))
        current.subtract(ends.get(start, ()))
        current = +current
        names = frozenset(name for name in current if isinstance(name, str))
        places = sorted(name for name in current if isinstance(name, int))
        yield Segment(criterion.text[start:end], names, tuple(places))


def _marks(criterion: Criterion, most: int | None) -> Iterator[tuple[Span, str | int]]:
    for place, constraint in enumerate(criterion.constraints[:most]):
        yield constraint.span, place
        yield from _parts(constraint)
    for span in criterion.residue:
        yield span, "residue"


def _parts(constraint: Constraint) -> Iterator[tuple[Span, str]]:
    """The words around what a constraint states; a thing without a number is its own subject."""
    for name in _PARTS:
        part = getattr(constraint, name)
        if part is not None and not (name == "subject" and constraint.kind == "presence"):
            yield part.span, name
