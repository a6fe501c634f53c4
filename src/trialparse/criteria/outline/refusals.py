"""Lines over a list that refuse people, `You cannot take part if you:`, however they say so."""

from trialparse.criteria.outline.headings import Heading, is_label
from trialparse.criteria.outline.limits import holds_limit
from trialparse.criteria.outline.lines import Line
from trialparse.criteria.outline.wording import (
    BESIDES,
    ELSEWHERE,
    LISTED,
    MEASURED,
    OPEN,
    REFUSED,
    REFUSED_ANY,
    REFUSED_LABEL,
    REFUSED_WHOM,
    UNSURE,
)
from trialparse.model.criterion import Kind

__all__ = ["refusal"]

_LONGEST = 200
_FEW_WORDS = 5


def refusal(text: str, line: Line, following: Line, kind: Kind) -> Heading | None:
    """The heading that a line is if it refuses what is listed below: of exclusions where that is plain, else unknown.

    No limit stands in it. Nothing changes under exclusions; nor, where it is not plain, under anything but inclusions.
    """
    words = text[line.body : line.end].strip(" :;*_[]<>#?")
    if kind == "exclusion" or not _may_refuse(text, line, words) or not _is_over(text, line, following):
        return None
    if not UNSURE.search(words) and _is_plain(text, line, following, words):
        return Heading(line.body, line.end, "exclusion")
    is_named = line.marker is None and following.marker is not None and is_label(text, line.body, line.end)
    return Heading(line.body, line.end, "unknown") if kind == "inclusion" and is_named else None


def _may_refuse(text: str, line: Line, words: str) -> bool:
    if line.end - line.body > _LONGEST or text[line.body] == "(" or not REFUSED.search(BESIDES.sub("", words)):
        return False
    return not (MEASURED.search(words) or ELSEWHERE.search(words) or holds_limit(text, line.body, line.end, False))


def _has_colon(text: str, line: Line) -> bool:
    return ":" in text[max(line.body, line.end - 3) : line.end]


def _is_over(text: str, line: Line, following: Line) -> bool:
    """Whether a list may begin under a line; beside it where the line has a bullet and a colon itself."""
    if line.marker is None:
        return text[line.end - 1] != "."
    beside = following.marker is not None and following.marker.style == line.marker.style
    return beside and following.indent <= line.indent + 1 and _has_colon(text, line)


def _is_plain(text: str, line: Line, following: Line, words: str) -> bool:
    """Whether a line is only there to refuse people: a mere label, or a sentence that leads to what is listed."""
    if REFUSED_WHOM.fullmatch(words):
        return True
    leads = _has_colon(text, line) or OPEN.search(words) is not None
    if REFUSED_LABEL.fullmatch(words) and not LISTED.search(words):
        return leads or following.marker is not None or len(words.split()) <= _FEW_WORDS
    return REFUSED_ANY.search(words) is not None and (leads or LISTED.search(words) is not None)
