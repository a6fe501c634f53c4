"""Words by the part they play around a clause, in lower case, each set once."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["DEMANDS", "LAW", "MODALS", "PAST", "PATIENTS", "PRESENT", "RELATIVE", "either"]

LAW = frozenset({"must", "should", "shall"})  # what a criterion lays down
DEMANDS = LAW | {"will"}
MODALS = DEMANDS | {"may", "can"}
PRESENT = frozenset({"has", "have", "is", "are"})
PAST = frozenset({"had", "was", "were"})
RELATIVE = frozenset({"who", "that", "which"})
PATIENTS = r"patients?|subjects?|participants?"  # as a pattern


def either(words: Iterable[str]) -> str:
    """A pattern for any of some words.

    >>> either(LAW)
    'must|shall|should'
    """
    return "|".join(sorted(words))
