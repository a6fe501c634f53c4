"""How much work reading takes, counted in calls, which no clock disturbs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from trialparse import parse_criteria

__all__ = ["calls", "calls_of"]


def calls(text: str) -> int:
    """How many calls the reading of a text makes."""
    return calls_of(lambda: parse_criteria(text))


def calls_of(run: Callable[[], object]) -> int:
    """How many calls something makes, of Python's functions and of C's."""
    made = 0

    def count(_frame: object, event: str, _argument: Any) -> None:
        nonlocal made
        if event in ("call", "c_call"):
            made += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return made
