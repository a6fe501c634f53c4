"""Labels of siblings that set apart limits of one thing: `Sinus rhythm: BNP > 90 pg/mL`, `Flutter: BNP > 180 pg/mL`.

A label before a colon may say for whom a limit holds, or what the limit defines (`Renal failure: creatinine > 2`).
Where siblings limit the same thing under different labels, these are conditions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from trialparse.criteria.scope import people

__all__ = ["contrasted", "label"]

_LABELLED = re.compile(
    r"\s{0,20}(?P<label>[^.;:\n]{3,80}):\s{1,9}(?P<name>[A-Za-z][A-Za-z -]{1,40}?)"
    r"\s{0,3}(?:[<>≤≥=(\d]|(?:of|is|at|must|should|no|less|more|greater|above|below|between|over|under)\b)"
)
_REACH = 120  # characters from the begin of a criterion to the end of its label, at the most


def label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the label of a criterion stands that limits something right behind it."""
    found = _LABELLED.match(text, start, end)
    return None if found is None or not people.may_label(found["label"]) else found.span("label")


def contrasted(text: str, places: Sequence[tuple[int, int]]) -> set[int]:
    """Which of the siblings at some places of a text have a label that sets their limit apart, by their starts.

    >>> text = "Sinus rhythm: BNP > 90; Flutter: BNP > 180; Kidneys: creatinine < 2"
    >>> sorted(contrasted(text, [(0, 22), (24, 42), (44, 67)]))
    [0, 24]
    """
    named: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for start, end in places:
        if text.find(":", start, min(end, start + _REACH)) < 0:
            continue
        found = _LABELLED.match(text, start, end)
        if found is not None and people.may_label(found["label"]):
            named[found["name"].lower()][found["label"].lower()] = start
    return {start for labels in named.values() if len(labels) > 1 for start in labels.values()}
