"""A constraint in one line, for people."""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.model import Constraint
from trialparse.model.said import visible, what, whose

__all__ = ["describe"]

_ROLES = {"condition": "in a condition", "exception": "in an exception", "part": "part of another one"}


def describe(constraint: Constraint) -> str:
    """What was read of a constraint, on one line.

    >>> from trialparse import parse_criteria
    >>> constraints = parse_criteria("SLEDAI-2K of at least 8 points at screening").criteria[0].constraints
    >>> [describe(constraint) for constraint in constraints]
    ['threshold  SLEDAI-2K (sledai_2k)  [8,)  {score}  SCREENING']
    """
    return visible("  ".join(_said(constraint)))


def _said(constraint: Constraint) -> Iterator[str]:
    yield constraint.kind.replace("_", " ")
    if constraint.role != "limit":
        yield _ROLES[constraint.role]
    if constraint.negated:
        yield "not"
    if constraint.subject:
        known = f" ({constraint.subject.id})" if constraint.subject.id else ""
        yield " ".join(constraint.subject.text.split()) + known
    if told := what(constraint):
        yield told
    if constraint.experiencer:
        yield whose(constraint)
    if constraint.levels:
        yield f"{{{', '.join(constraint.levels)}}}"
    if constraint.count:
        yield f"{constraint.count} of them"
    yield from filter(None, (constraint.change, _limits(constraint)))
    yield from filter(None, (constraint.unit, _reference(constraint), _moment(constraint)))
    for name, clause in (("if", constraint.condition), ("except", constraint.exception)):
        if clause:
            yield f"{name} “{' '.join(clause.text.split())}”"
    if constraint.doubts:
        yield f"doubtful: {', '.join(constraint.doubts)}"


def _limits(constraint: Constraint) -> str | None:
    """The interval; that of levels says in numbers what they say, and a threshold without one has lost its sign."""
    if constraint.interval is None:
        return "? (the comparator was lost)" if constraint.kind == "threshold" else None
    return None if constraint.levels else str(constraint.interval)


def _reference(constraint: Constraint) -> str | None:
    return f"× {constraint.reference}" if constraint.reference else None


def _moment(constraint: Constraint) -> str | None:
    anchor = constraint.anchor.key if constraint.anchor else None
    words = [word for word in (constraint.direction, anchor) if word]
    return " ".join(words) or None
