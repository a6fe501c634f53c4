"""Normal limits: what a number multiplies or is a share of: `2.5 x ULN`, `75% of LLN`, `50% predicted`."""

from __future__ import annotations

import re

__all__ = ["CHANGE", "LIMIT", "PREDICTED", "reference_of"]

_WHOSE = (
    r"institutional|institution's|laboratory|laboratory's|local|lab|age-adjusted|adjusted|site|central|normal|respective"
    r"|testing|facility"
)
_LABORATORY = (
    r"(?:local\s+|central\s+|testing\s+)?(?:institution(?:'s)?|laboratory(?:'s)?)\b"
    r"(?:\s+(?:normal|reference)\s+(?:range|values?))?"
)
_TIMES = (
    r"(?:x|×|\*|times?|folds?|✕)(?:\s{0,16}|[\s-]{0,2})(?:(?:above|over|higher\s+than|greater\s+than|than|of)\s+)?"
    r"|(?:higher|greater|more)\s+than\s+(?=normal|the\s+normal|uln|the\s+u|u)"
    r"|(?:of|above|over)\s+(?=the\s+|u|l)"
)
_UPPER = (
    r"i?uln\b|unl\b"
    r"|upper\s+limits?\s+(?:of\s+)?(?:the\s+)?(?:institutional\s+|laboratory\s+|local\s+|reference\s+)?"
    r"(?:normal|norm|reference)(?:\s+(?:range|limits?|values?))?"
    r"|upper\s+(?:normal|normality|reference|institutional)\s+(?:reference\s+)?(?:limits?|range|values?|level)"
    r"|normal\s+upper\s+limits?|(?:highest|maximum|upper)\s+(?:reference|normal)\s+values?|upper\s+limits?\b"
    r"|upper\s+(?:range|level|bound)\s+of\s+normal"
)
_LOWER = (
    r"lln\b|lower\s+limits?\s+(?:of\s+)?(?:the\s+)?(?:institutional\s+)?normal(?:\s+range)?|lower\s+normal\s+limits?"
    r"|institutional\s+lower\s+limits?(?:\s+of\s+normal)?"
)
_SHARE = r"%?\s?(?:of\s+)?(?:the\s+)?(?:patient's\s+)?pred(?:icted)?\b(?:\s+(?:normal|value))?"
_START = r"(?:from\s+(?:the\s+)?(?:mean\s+)?)?(?:baseline|pre-dose)\b"
_NORMAL = r"n\b|normal\b(?:\s+(?:range|limits?|values?|level))?"
LIMIT = re.compile(
    rf"(?:\s{{0,24}}|\s?-\s?)(?P<times>{_TIMES})?(?:the\s+)?(?:(?:{_WHOSE})\s+){{0,3}}"
    rf"(?:(?P<uln>{_UPPER})|(?P<lln>{_LOWER})|(?P<predicted>{_SHARE})|(?P<baseline>{_START})|(?P<normal>{_NORMAL}))"
    r"(?:\s?[(\[]\s?(?:uln|lln|iuln|unl)\s?[)\]])?"
    rf"(?:\s+(?:of|for)\s+(?:the\s+|each\s+)?{_LABORATORY})?",
    re.IGNORECASE,
)
PREDICTED = re.compile(
    r"\s{0,24}(?:of\s+)?(?:the\s+)?(?:(?:normal|age|height|patient's|their)[\s-]+){0,2}"
    r"pred(?:icted|\.)?(?:\s+(?:normal|value)){0,2}(?![a-z])",
    re.IGNORECASE,
)
CHANGE = re.compile(r"\s{1,24}(?:from|of)\s+(?:the\s+)?(?:mean\s+)?(?:baseline|pre-dose)\b", re.IGNORECASE)


def reference_of(limit: re.Match[str]) -> str | None:
    """The reference that a match of `LIMIT` names; None where the words mean something else.

    >>> match = LIMIT.match(" x the upper limit of normal (ULN)")
    >>> match and reference_of(match)
    'ULN'
    """
    if limit["normal"]:
        return "ULN" if limit["times"] else None
    if limit["baseline"]:
        return "baseline" if limit["times"] or limit["baseline"].lower().startswith("from") else None
    if limit["predicted"]:
        return "predicted" if limit["predicted"].startswith("%") else None
    return "LLN" if limit["lln"] else "ULN"
