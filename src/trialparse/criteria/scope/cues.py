"""Words by the part they play around a clause, in lower case, each set once."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["DEMANDS", "LAW", "MODALS", "NOUN_DENIALS", "PAST", "PATIENTS", "PRESENT", "RELATIVE", "UNMET", "either"]

LAW = frozenset({"must", "should", "shall"})  # what a criterion lays down
DEMANDS = LAW | {"will"}
MODALS = DEMANDS | {"may", "can"}
# How denials of a thing begin.
NOUN_DENIALS = frozenset({"no", "without", "free", "absence", "lack", "lacking", "none", "nor"})
PRESENT = frozenset({"has", "have", "is", "are"})
PAST = frozenset({"had", "was", "were"})
RELATIVE = frozenset({"who", "that", "which"})
PATIENTS = r"patients?|subjects?|participants?"  # as a pattern
# What denies that criteria are met, which `follow` where they end what is read: `do not meet`, `failure to fulfil`.
UNMET = re.compile(
    r"(?:\b(?P<fails>fail(?:s|ed|ing|ure)?|unable|inability)\s+to|\b(?:not|cannot)|n['’]t)\s+(?:[a-z]+ly\s+)?"
    r"(?:meet(?:ing|s)?|met|fulfil\w*|satisfy\w*|ha(?:ve|d|ving)\s+(?=(?:all|both|each|at\s+least)\b))"
    r"(?P<follow>[^.;:]{0,200}(?::|\b(?:following|below)(?:\s+(?:criteria|conditions|requirements|limits|values))?\b)\W*\Z)?",
    re.IGNORECASE,
)


def either(words: Iterable[str]) -> str:
    """A pattern for any of some words.

    >>> either(LAW)
    'must|shall|should'
    """
    return "|".join(sorted(words))
