"""Limits that do not hold in some cases: in that excepted, and where another one of the same thing replaces them.

`Amylase < 90 U/L (< 150 U/L if jaundiced)` asks for less than 90 of those who are not jaundiced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.scope.intervals import is_nested, sides
from trialparse.criteria.scope.joins import Numbered

__all__ = ["lifting"]

Plain = dict[str, Any]
_SORTS = frozenset({"threshold", "window", "duration"})


def lifting(stated: Sequence[Numbered]) -> dict[int, list[Plain]]:
    """By the place of a limit, the clauses in whose cases it is not asked for.

    They are those of the limits that replace it, and its exception or, where other limits hold in cases of that, these.
    """
    found = _replacing(stated)
    conditions = [(place, clause) for place, draft in stated if (clause := draft.plain.get("condition")) is not None]
    for place, draft in stated:
        exception = draft.plain.get("exception")
        if exception is not None:
            cases = [clause for at, clause in conditions if at != place and _is_within(clause, exception)]
            before = found.setdefault(place, [])
            before += [clause for clause in cases or [exception] if clause not in before]
    return found


def _is_within(clause: Plain, other: Plain) -> bool:
    inner, outer = clause["span"], other["span"]
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _replacing(stated: Sequence[Numbered]) -> dict[int, list[Plain]]:
    """By the place of a limit, the conditions of those behind it that replace it."""
    found: dict[int, list[Plain]] = defaultdict(list)
    general: dict[object, Numbered] = {}  # the last one of each thing
    for place, draft in stated:
        key, condition = _key(draft), draft.plain.get("condition")
        if key is None or draft.plain.get("negated"):
            continue
        if condition is None:
            general[key] = place, draft
        elif key in general and _may_replace(draft.plain, general[key][1].plain):
            before = found[general[key][0]]
            if condition not in before:
                before.append(condition)
    return found


def _key(draft: Draft) -> object:
    """What a limit is of and on which side; None where that is not known."""
    plain, subject = draft.plain, draft.subject
    if subject is None or plain["kind"] not in _SORTS:
        return None
    return plain["kind"], subject.id or (subject.start, subject.end), sides(plain), bool(plain.get("change"))


def _may_replace(one: Plain, other: Plain) -> bool:
    """Whether two limits on the same sides are of the same moment, and one of them is within the other."""
    moments = {each["anchor"]["key"] for each in (one, other) if each.get("anchor")}
    return len(moments) < 2 and is_nested(one, other)
