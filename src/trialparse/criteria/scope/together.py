"""Limits under one clause: `SBP ≥ 150 mmHg or DBP ≥ 95 mmHg while on two drugs`, and limits that one sets apart.

A clause behind a limit governs that limit. It governs those before it as well where they say one thing together: the
two ends of what is out of range, one bound of several things, the two blood pressures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.scope.frame import JOINTS, Frame, Limit
from trialparse.lexicon.alphabet import CLOSE, COLON, EXCEPT, IF, OPEN, POINT, STOP, one_of

__all__ = ["TOGETHER", "Plain", "are_alike", "subject_id", "together_first", "with_other_side"]

Plain = dict[str, Any]
_PARTS = one_of(OPEN, CLOSE, STOP, COLON, POINT, IF, EXCEPT)
_BETWEEN = 8  # atoms between two limits, at the most
_PRESSURES = frozenset({"sbp", "dbp"})


def subject_id(plain: Plain) -> str | None:
    """The id of what a limit is of."""
    subject = plain.get("subject")
    return subject["id"] if subject else None


def are_alike(one: Plain, other: Plain) -> bool:
    """Whether two limits are of one kind and count in one unit."""
    return all(one.get(field) == other.get(field) for field in ("kind", "unit", "reference"))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A limit and the one before it, with what they state."""

    between: str
    earlier: Plain
    limit: Plain

    def is_parted(self) -> bool:
        parted = JOINTS.isdisjoint(self.between) or not _PARTS.isdisjoint(self.between)
        return parted or len(self.between) > _BETWEEN or self.earlier["kind"] != self.limit["kind"]

    def is_range(self) -> bool:
        sides = [_sides(plain) for plain in (self.earlier, self.limit)]
        return set(self.between) <= JOINTS and sides in (["upper", "lower"], ["lower", "upper"])

    def is_one_bound(self) -> bool:
        same = self.earlier.get("interval") == self.limit.get("interval") and are_alike(self.earlier, self.limit)
        return same and self.limit.get("interval") is not None

    def is_pressure(self) -> bool:
        return {subject_id(self.earlier), subject_id(self.limit)} == _PRESSURES


def _sides(plain: Plain) -> str:
    interval = plain.get("interval") or {}
    return " ".join(side for side in ("lower", "upper") if interval.get(side))


# Whether what governs a limit governs the one before it.
TOGETHER: Table[_Pair, bool] = Table(
    "together",
    Rule("together.parted", _Pair.is_parted, False, example="ALT > 90 U/L (fasting), AST > 90 U/L if on statins"),
    Rule("together.range", _Pair.is_range, True, example="Heart rate < 45 or > 110 bpm in men"),
    Rule("together.bound", _Pair.is_one_bound, True, example="ALT > 90 U/L or AST > 90 U/L in men"),
    Rule("together.pressure", _Pair.is_pressure, True, example="SBP > 170 mmHg or DBP > 105 mmHg in men"),
)


def together_first(frame: Frame, limit: Limit, first: int) -> int:
    """Where the part of a group begins that holds a limit and those that stand together with it."""
    while (earlier := frame.before(limit[0], first)) and _are_together(frame, earlier, limit):
        limit = earlier
    return frame.part_first(limit[0], first)


def _are_together(frame: Frame, earlier: Limit, limit: Limit) -> bool:
    if frame.inner[earlier[0]] != frame.inner[limit[0]]:
        return False
    said = [frame.said.get(each[0]) for each in (earlier, limit)]
    if said[0] is None or said[1] is None:
        return False
    rule = TOGETHER.first(_Pair(frame.codes[earlier[1] + 1 : limit[0]], said[0], said[1]))
    return rule is not None and rule.then


def with_other_side(frame: Frame, limit: int) -> Limit:
    """The last limit of what is out of a range whose first one begins at an atom: `men < 50 or > 100 bpm`."""
    one = frame.next(limit, limit + 1)
    other = frame.next(limit + 1, len(frame.codes))
    said = frame.said.get(limit), frame.said.get(other[0] if other else -1)
    if one is None or other is None or said[0] is None or said[1] is None or one[1] >= other[0]:
        return one or (limit, limit)
    ranged = _Pair(frame.codes[one[1] + 1 : other[0]], said[0], said[1]).is_range() and are_alike(said[0], said[1])
    return other if ranged else one
