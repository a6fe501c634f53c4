"""Lead-ins that deny what they lead to as a whole: `Patients who do not meet the following:`, `None of the following:`.

The logic of the lead-in says it of all, where it is a criterion. A constraint under it by itself says the opposite of
what excludes or is asked for, so that it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from trialparse.criteria.kinds.drafts import doubted
from trialparse.criteria.scope.cues import UNMET
from trialparse.criteria.scope.siblings import is_of, named
from trialparse.model.criterion import Kind

__all__ = ["DENIED", "denies_list", "doubt_siblings"]

Plain = dict[str, Any]
DENIED = ("unsure-negation",)  # the doubts of what is denied so
_END = 260  # characters at the end of a lead-in in which it denies
_NONE = re.compile(r"\bnone\s+of\s+(?:the|these)\b[^.;:]{0,80}(?::|\b(?:following|below)\b)\W*\Z", re.IGNORECASE)
# `Patients are excluded if they lack:`; what refuses people and what denies the list are two denials.
_EXCLUDED = re.compile(
    r"\b(?:exclu(?!\w{1,9}\s+criteri)|ineligib|disqualif)\w*\s[^.;:]{0,80}?"
    r"\b(?:not|cannot|no|without|lack(?:s|ing)?|absence|never|fail(?:s|ed|ing|ure)?|unable)\b(?!\s+limited\b)"
    r"[^.;:]{0,100}(?::|\b(?:following|below)\b)\W*\Z",
    re.IGNORECASE,
)


def denies_list(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether the words of a lead-in over criteria of a kind deny what is listed under them.

    >>> text = "Patients who do not meet the following:"
    >>> denies_list(text, 0, len(text), "exclusion"), denies_list(text, 0, len(text), "inclusion")
    (True, False)
    """
    words = text[max(start, end - _END) : end].replace("n’t", " not").replace("n't", " not")
    if kind != "exclusion":
        return _NONE.search(words) is not None
    unmet = UNMET.search(words)
    return (unmet is not None and unmet["follow"] is not None) or bool(_EXCLUDED.search(words) or _NONE.search(words))


def doubt_siblings(siblings: Sequence[Plain], lead_ins: Mapping[str, object]) -> None:
    """Doubts what stands behind a lead-in without children that denies it: what it governs, else all of its kind."""
    for place, lead_in in enumerate(siblings):
        words, kind = lead_in["text"], lead_in["kind"]
        if lead_in["id"] in lead_ins and denies_list(words, 0, len(words), kind):
            governed = set(named(lead_in["logic"]))
            behind = takewhile(partial(is_of, kind), siblings[place + 1 :])
            for each in _all_below([each for each in behind if not governed or each["id"] in governed]):
                each["constraints"] = [doubted(plain, DENIED) for plain in each["constraints"]]


def _all_below(criteria: Sequence[Plain]) -> Iterator[Plain]:
    for each in criteria:
        yield each
        yield from _all_below(each["children"])
