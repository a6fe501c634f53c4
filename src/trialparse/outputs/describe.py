"""A constraint in one line, for people."""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.model import Constraint, CriteriaSet, Levels

__all__ = ["describe"]


def describe(constraint: Constraint) -> str:
    """What was read of a constraint, on one line.

    >>> from trialparse import parse_criteria
    >>> constraints = parse_criteria("SLEDAI-2K of at least 8 points at screening").criteria[0].constraints
    >>> [describe(constraint) for constraint in constraints]
    ['threshold  SLEDAI-2K (sledai_2k)  [8,)  {score}  SCREENING']
    """
    return "  ".join(_said(constraint))


def _said(constraint: Constraint) -> Iterator[str]:
    yield constraint.kind.replace("_", " ")
    if constraint.negated:
        yield "not"
    if constraint.subject:
        known = f" ({constraint.subject.id})" if constraint.subject.id else ""
        yield " ".join(constraint.subject.text.split()) + known
    if levels := getattr(constraint, "levels", ()):
        yield f"{{{', '.join(levels)}}}"
    if count := getattr(constraint, "count", None):
        yield f"{count} of them"
    yield from filter(None, (getattr(constraint, "change", None), _limits(constraint)))
    yield from filter(None, (getattr(constraint, "unit", None), _reference(constraint), _moment(constraint)))
    for name, clause in (("if", constraint.condition), ("except", constraint.exception)):
        if clause:
            yield f"{name} “{' '.join(clause.text.split())}”"


def _limits(constraint: Constraint) -> str | None:
    """The interval; that of levels says in numbers what they say."""
    if isinstance(constraint, Levels | CriteriaSet):
        return None
    interval = constraint.interval
    return "? (the comparator was lost)" if interval is None else str(interval)


def _reference(constraint: Constraint) -> str | None:
    reference = getattr(constraint, "reference", None)
    return f"× {reference}" if reference else None


def _moment(constraint: Constraint) -> str | None:
    anchor = constraint.anchor.key if constraint.anchor else None
    words = [word for word in (getattr(constraint, "direction", None), anchor) if word]
    return " ".join(words) or None
