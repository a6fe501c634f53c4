"""Lead-ins that deny what they lead to as a whole: `Patients who do not meet the following:`, `None of the following:`.

The logic of the lead-in says it of all, where it is a criterion. A constraint under it by itself says the opposite of
what excludes or is asked for, so that it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from trialparse.criteria.kinds.drafts import doubted
from trialparse.criteria.scope.cues import MODALS, UNMET
from trialparse.criteria.scope.siblings import is_of, named
from trialparse.model.criterion import Kind

__all__ = ["DENIED", "denies_list", "doubt_siblings"]

Plain = dict[str, Any]
DENIED = ("unsure-negation",)  # the doubts of what is denied so
_BREAKS_OFF = re.compile(r"(?<!\bor\s)\b(?:not|cannot|without)(?:\s+(?:be|have|exceed))?\Z", re.IGNORECASE)
_TAIL = 20  # characters at the end of a criterion in which it may break off
_END = 260  # characters at the end of a lead-in in which it denies
_NONE = re.compile(
    r"\bnone\s+of\s+(?:the|these)\b(?!\s+(?:exclusion|above)\b)[^.;:]{0,80}(?::|\b(?:following|below)\b)\W*\Z",
    re.IGNORECASE,
)
_ADMITS = re.compile(r"\b(?:eligib|participat|includ|enrol)", re.IGNORECASE)  # whom none holds of may take part
_FORBIDS = tuple(sorted(MODALS))  # `must not meet these criteria` is how a list of exclusions opens
# `Patients are excluded if they lack:`; what refuses people and what denies the list are two denials.
_EXCLUDED = re.compile(
    r"\b(?:exclu(?!\w{1,9}\s+criteri)|ineligib|disqualif)\w*\s[^.;:]{0,80}?"
    r"\b(?:not|cannot|no|without|lack(?:s|ing)?|absence|never|unless|fail(?:s|ed|ing|ure)?|unable)\b(?!\s+limited\b)"
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
    if kind == "inclusion":
        return bool(_NONE.search(words) or _EXCLUDED.search(words))
    unmet = UNMET.search(words)
    if unmet is not None and words[: unmet.start()].rstrip().lower().endswith(_FORBIDS):
        return False
    none = _NONE.search(words) and not _ADMITS.search(words)
    return (unmet is not None and unmet["follow"] is not None) or bool(none or _EXCLUDED.search(words))


def doubt_siblings(siblings: Sequence[Plain], lead_ins: Mapping[str, object]) -> None:
    """Doubts what stands behind a lead-in without children that denies it: what it governs, else all of its kind.

    So it is where a criterion breaks off at a denial: `HbA1c must not be`, and in the next line `> 9%`.
    """
    for place, lead_in in enumerate(siblings):
        words, kind = lead_in["text"], lead_in["kind"]
        if words[-1:].isalpha() and _BREAKS_OFF.search(words, max(0, len(words) - _TAIL)):
            _doubt([each for each in siblings[place + 1 : place + 2] if each["kind"] == kind])
        if lead_in["id"] in lead_ins and denies_list(words, 0, len(words), kind):
            governed = set(named(lead_in["logic"]))
            behind = takewhile(partial(is_of, kind), siblings[place + 1 :])
            _doubt([each for each in behind if not governed or each["id"] in governed])


def _doubt(criteria: Sequence[Plain]) -> None:
    """Doubts all constraints of some criteria and of those below them."""
    for each in criteria:
        each["constraints"] = [doubted(plain, DENIED) for plain in each["constraints"]]
        _doubt(each["children"])
