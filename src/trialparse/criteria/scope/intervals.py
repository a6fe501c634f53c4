"""How the intervals of two limits lie to one another: apart, or one within the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

__all__ = ["exclude_each_other", "is_nested", "is_wider", "sides"]

Plain = dict[str, Any]
_MEASURE = ("kind", "unit", "reference", "change")
_SIDES = ("lower", "upper")


def exclude_each_other(one: Plain, other: Plain) -> bool:
    """Whether no number is in the intervals of both, which have the same unit and are not denied."""
    if one["kind"] != "threshold" or one.get("negated") or other.get("negated") or not _are_measured_alike(one, other):
        return False
    return _is_below(one, other) or _is_below(other, one)


def is_wider(one: Plain, other: Plain) -> bool:
    """Whether a limit on one side lets through all that another one on that side does, and more."""
    a, b = _bounds(one), _bounds(other)
    if len(a) != 1 or a.keys() != b.keys() or not _are_measured_alike(one, other):
        return False
    return a["lower"] < b["lower"] if "lower" in a else a["upper"] > b["upper"]


def is_nested(one: Plain, other: Plain) -> bool:
    """Whether one of two limits on the same sides is within the other; on one side, in whatever units, it always is."""
    a, b = _bounds(one), _bounds(other)
    return len(a) == 1 or (len(a) == len(_SIDES) and (a["lower"] - b["lower"]) * (a["upper"] - b["upper"]) <= 0)


def sides(plain: Plain) -> tuple[str, ...]:
    """The sides on which a limit has a bound."""
    return tuple(_bounds(plain))


def _are_measured_alike(one: Plain, other: Plain) -> bool:
    return all(one.get(key) == other.get(key) for key in _MEASURE)


def _is_below(one: Plain, other: Plain) -> bool:
    upper, lower = _bounds(one).get("upper"), _bounds(other).get("lower")
    return upper is not None and lower is not None and upper < lower


def _bounds(plain: Plain) -> dict[str, Decimal]:
    interval = plain.get("interval") or {}
    return {side: Decimal(str(interval[side]["value"])) for side in _SIDES if interval.get(side)}
