"""What has a number, beside what is only named: the constraints of a text that are no presences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["is_limit", "limits"]


def is_limit(constraint: Any) -> bool:
    """Whether a constraint, a model or a plain dict, limits something by a number, a level, a time or a set."""
    kind = constraint["kind"] if isinstance(constraint, dict) else constraint.kind
    return bool(kind != "presence")


def limits(found: Any) -> list[Any]:
    """The limits among some constraints, or of what has constraints: an eligibility, a criterion."""
    constraints: Iterable[Any] = getattr(found, "constraints", found)
    return [each for each in constraints if is_limit(each)]
