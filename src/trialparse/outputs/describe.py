"""A constraint in one line, for people; things that no number limits share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trialparse.model import Constraint
from trialparse.model.said import named, visible, what, whose

__all__ = ["Things", "describe", "things"]

_ROLES = {"condition": "in a condition", "exception": "in an exception", "part": "part of a limit"}


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
    yield from _of(constraint)
    if constraint.levels:
        yield f"{{{', '.join(constraint.levels)}}}"
    if constraint.count:
        yield f"{constraint.count} of them"
    yield from filter(None, (constraint.change, _limits(constraint)))
    yield from filter(None, (constraint.unit, _reference(constraint), _moment(constraint)))
    yield from _narrowed(constraint)
    if constraint.doubts:
        yield f"doubtful: {', '.join(constraint.doubts)}"


def _of(constraint: Constraint) -> Iterator[str]:
    """What it is of; a thing without a number in the words that people have for it."""
    if constraint.kind == "presence":
        yield f"{named(constraint)} {what(constraint)}"
        return
    if constraint.negated:
        yield "not"
    if constraint.subject:
        known = f" ({constraint.subject.id})" if constraint.subject.id else ""
        yield " ".join(constraint.subject.text.split()) + known
    if constraint.experiencer:
        yield whose(constraint)


def _narrowed(constraint: Constraint) -> Iterator[str]:
    for name, clause in (("if", constraint.condition), ("except", constraint.exception)):
        if clause:
            yield f"{name} “{' '.join(clause.text.split())}”"


class Things(NamedTuple):
    """Things of one category that no number limits, with what is said of all of them: one line for many.

    `role` is none where they are asked for; `narrowed` are the clauses under which they are.
    """

    category: str
    role: str
    constraints: tuple[Constraint, ...]
    narrowed: str

    def __str__(self) -> str:
        said = " · ".join(f"{'? ' * (each.certainty == 'doubtful')}{named(each)}" for each in self.constraints)
        return visible("  ".join(filter(None, (self.category, self.role, said, self.narrowed))))


def things(constraints: Iterable[Constraint]) -> list[Things]:
    """Those without a number, put together by what they are; in the order of the first of each.

    >>> from trialparse import parse_criteria
    >>> for each in things(parse_criteria("No hepatitis B or C, and no prior chemotherapy").constraints):
    ...     print(each)
    condition  no hepatitis B · no hepatitis C
    drug  no prior chemotherapy
    """
    found: dict[tuple[str, str, str], list[Constraint]] = {}
    for each in constraints:
        if each.kind == "presence":
            key = (each.subject and each.subject.category) or "", _ROLES.get(each.role, ""), "  ".join(_narrowed(each))
            found.setdefault(key, []).append(each)
    return [Things(category, role, tuple(those), narrowed) for (category, role, narrowed), those in found.items()]


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
