"""Whether words hold a limit: a number with a comparator, a unit or a time beside it.

A line that names what stands below it is a heading; one that limits it as well, `Treatment within 30 days:`, is a
criterion. Numbers that only count things off, `Cohort 2`, `Visit 1`, `Section 5.2`, limit nothing.
"""

import re

__all__ = ["holds_limit", "may_hold_limit"]

_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty|"
    r"fifty|sixty|ninety"
)
_AMOUNT = rf"(?:\d[\d.,]*|(?:{_WORDS})\b)"
_TIME = r"(?:years?|yrs?|months?|mo|weeks?|wks?|days?|hours?|hrs?|h|minutes?|min|half-?\s?li(?:fe|ves)|cycles?)\b"
_UNIT = (
    r"(?:%|percent\b|[kmnpµμ]?g\b|mcg\b|[dmµμ]?l\b|[cm]m\b|mm\s?Hg\b|m?mol\b|I?U\b|bpm\b|"
    r"/\s?(?:mm3?|cm|m2|[dmµμu]?l|kg|day)\b)"
)
_COMPARED = (
    r"[<>≥≤]|\b(?:than|at\s+least|at\s+most|up\s+to|over|above|below|under|exceeding|exceeds?|minimum|maximum|within|"
    r"(?:last|past|previous|preceding|prior)|between|aged?|ages)"
)
_LIMIT = re.compile(
    rf"(?:{_COMPARED})\s*(?:of\s+|or\s+equal\s+to\s+|the\s+(?:last\s+|past\s+)?)?{_AMOUNT}"
    rf"|\b{_AMOUNT}\s*(?:or\s+(?:more|less|fewer|older|younger|over|above|greater|higher|lower)\b|\+?\s*{_TIME}|{_UNIT})"
    rf"|\bin\s+the\s+(?:last|past|previous|preceding)\s+{_TIME}|\bwithin\s+the\s+(?:last|past)\s+{_TIME}"
    rf"|\b\d+\s*(?:-|to)\s*\d+\s*(?:of\s+age\b|y\b|y/?o\b|{_TIME}|{_UNIT})",
    re.IGNORECASE,
)
# `Day 1`, `at 12 months`, `24-hour recording`: a time that says which, not how long.
_WHICH = re.compile(r"(?:\b(?:at|on|of\s+the|until|visit|day|week|month|year|hour|cycle)\s*-?|-)\s*$", re.IGNORECASE)
_LONGEST_WHICH = 12
_CHOICE = re.compile(r"\s*(?:or\s+more\s+)?(?:of\b|criteri|conditions\b)", re.IGNORECASE)  # `one or more of these`


_AMOUNTS = re.compile(rf"\d|\b(?:{_WORDS}|last|past|previous|preceding)\b", re.IGNORECASE)


def may_hold_limit(text: str, start: int, end: int) -> bool:
    """Whether anything in `text[start:end]` could be the number of a limit."""
    return _AMOUNTS.search(text, start, end) is not None


def holds_limit(text: str, start: int, end: int, choices: bool = True) -> bool:
    """Whether `text[start:end]` holds a limit; `choices` where how many of a list are asked for is one.

    >>> lines = "Stroke in the last six months:", "Age 6 to 17 years", "Surgery > 2 h"
    >>> [holds_limit(line, 0, len(line)) for line in lines]
    [True, True, True]
    >>> lines = "Part 2, cohort 1:", "Visit 3 (Day 8)", "Follow-up at 12 months", "Section 5.2"
    >>> [holds_limit(line, 0, len(line)) for line in lines]
    [False, False, False, False]
    """
    return any(
        not _WHICH.search(text, max(start, match.start() - _LONGEST_WHICH), match.start())
        and (choices or not _CHOICE.match(text, match.end(), end))
        for match in _LIMIT.finditer(text, start, end)
    )
