"""Where headings of eligibility criteria stand in a text, which are read only later: here they tell its parts."""

import re

from trialparse.layouts.engine.lines import Line
from trialparse.lexicon.languages.headings import heading
from trialparse.model.criterion import Kind

__all__ = ["criteria_heading", "is_heading", "opens_side", "other_side", "side_heading"]

_SHORT_LINE = 60
_FIRST = r"^[\W\d_]{0,8}(?:key |main |principal )?"
_SIDE, _FLAGS = r"(?:in|ex)clusion", re.IGNORECASE | re.MULTILINE
_OF_CRITERIA = re.compile(rf"{_FIRST}(?:{_SIDE}|eligibility)(?: criteria)?\b", _FLAGS)
_OF_SIDE = re.compile(rf"{_FIRST}{_SIDE}(?: criteria)?\b", _FLAGS)
_OPENING = re.compile(r"(?:key |main |principal )?(?:in|ex)clusion criteria\s?(?::|\Z)", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:in|ex)clu(?:sion|de) criteria\b", re.IGNORECASE)
_ALONE = re.compile(r"(?:[a-z]{1,20}\s){0,3}(?P<side>in|ex)clu(?:sion|de)(?:\scriteria)?\s?:?[ |\t]*", re.IGNORECASE)


def criteria_heading(text: str) -> re.Match[str] | None:
    """The first line of a text that begins as a heading of criteria."""
    return _OF_CRITERIA.search(text)


def side_heading(text: str) -> re.Match[str] | None:
    """The first line of a text that begins as a heading of one side."""
    return _OF_SIDE.search(text)


def is_heading(line: Line) -> bool:
    """Whether a line begins as a heading of one side does, or is short and names one.

    >>> from trialparse.layouts.engine.lines import line_of
    >>> is_heading(line_of("2. Exclusion")), is_heading(line_of("Criterios de exclusión")), is_heading(line_of("Gout"))
    (True, True, False)
    """
    if len(line.text) <= _SHORT_LINE and _NAMED.search(line.text):
        return True
    return _OF_SIDE.match(line.text) is not None or heading(line.text, 0, len(line.text)) is not None


def opens_side(line: Line) -> bool:
    """Whether a line is the heading of one side, perhaps with its first criterion behind a colon.

    >>> from trialparse.layouts.engine.lines import line_of
    >>> opens_side(line_of("Inclusion criteria: 1. Gout")), opens_side(line_of("Inclusion criteria are told to all"))
    (True, False)
    """
    return _OPENING.match(line.text) is not None


def other_side(line: Line, kind: Kind) -> bool:
    """Whether a line names nothing but the side that is opposite to a kind.

    >>> from trialparse.layouts.engine.lines import line_of
    >>> other_side(line_of("Exclusion criteria |"), "inclusion"), other_side(line_of("Gout"), "inclusion")
    (True, False)
    """
    match = _ALONE.fullmatch(line.text)
    return match is not None and not kind.startswith(match["side"].lower())
