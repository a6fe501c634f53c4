"""Lines over a list: some refuse people, `You cannot take part if you:`, some are its first criterion."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from ahocorasick_rs import AhoCorasick

from trialparse.criteria.outline.grouping import names_group
from trialparse.criteria.outline.headings import Heading, is_label, is_note
from trialparse.criteria.outline.limits import holds_limit
from trialparse.criteria.outline.lines import Line
from trialparse.criteria.outline.wording import (
    BESIDES,
    COHORT,
    ELSEWHERE,
    GROUPED,
    LISTED,
    MEASURED,
    OPEN,
    OUT_LEADS,
    OUT_RUNS_ON,
    REFUSED,
    REFUSED_ANY,
    REFUSED_LABEL,
    REFUSED_WHOM,
    SORTS,
    UNSURE,
    WHOM,
)
from trialparse.model.criterion import STATED_KINDS, Kind

__all__ = ["is_first_criterion", "refusal", "refuses"]

# One of them is in all that refuses.
_HINTS = AhoCorasick(["exclu", "ligib", "disqual", "not", "n't", "unable", "prohib", "disallow", "forbid"])
_LONGEST = 200
_FEW_WORDS = 5
_SHORT = 4  # letters of an acronym, at the most
_NEAR = 20  # characters in which a line says that a list follows
_SENTENCES = re.compile(r"\w\w[.;]\s+[A-Z]")


def refusal(text: str, line: Line, following: Line, kind: Kind) -> Heading | None:
    """The heading that a line is if it refuses what is listed below: of exclusions where that is plain, else unknown.

    No limit stands in it. Nothing changes under exclusions; nor, where it is not plain, under anything but inclusions.
    """
    words = _words(text, line.body, line.end)
    if kind == "exclusion" or not _may_refuse(text, line.body, line.end) or not _is_over(text, line, following):
        return None
    if _is_plain(words, _has_colon(text, line.body, line.end), following.marker is not None):
        return Heading(line.body, line.end, "exclusion")
    is_named = line.marker is None and following.marker is not None and is_label(text, line.body, line.end)
    return Heading(line.body, line.end, "unknown") if kind == "inclusion" and is_named else None


def refuses(text: str, start: int, end: int) -> bool:
    """Whether an item refuses what stands in the list below it: `Patients are excluded if they have:`.

    >>> refuses("Excluded:", 0, 9), refuses("Exclusion of other causes:", 0, 26), refuses("Patients who have:", 0, 18)
    (True, False, False)
    """
    if not _may_refuse(text, start, end):
        return False
    words = _words(text, start, end)
    leads = text[end - 1] == ":" or OPEN.search(text, start, end) is not None
    return (leads or REFUSED_LABEL.fullmatch(words) is not None) and _is_plain(
        words, _has_colon(text, start, end), False
    )


def _words(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" :;*_[]<>#?")


def _may_refuse(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST or text[start] == "(" or not _HINTS.find_matches_as_indexes(text[start:end].lower()):
        return False
    words = _words(text, start, end)
    if not REFUSED.search(BESIDES.sub("", words)):
        return False
    if _SENTENCES.search(words):  # what stands before a stop asks something itself
        return False
    return not (MEASURED.search(words) or holds_limit(text, start, end, choices=False))


def _has_colon(text: str, start: int, end: int) -> bool:
    """Whether a line ends as what leads to a list does."""
    near = max(start, end - _NEAR)
    return ":" in text[max(start, end - 3) : end] or OUT_LEADS.search(text[near:end]) is not None


def _is_over(text: str, line: Line, following: Line) -> bool:
    """Whether a list may begin under a line; beside it where the line has a bullet and a colon itself."""
    if line.marker is None:
        return text[line.end - 1] != "." and (following.marker is not None or _has_colon(text, line.body, line.end))
    beside = following.marker is not None and following.marker.style == line.marker.style
    return beside and following.indent <= line.indent + 1 and _has_colon(text, line.body, line.end)


def _is_plain(words: str, has_colon: bool, over_list: bool) -> bool:
    """Whether a line is only there to refuse people: a mere label, or a sentence that leads to what is listed."""
    if UNSURE.search(words) or ELSEWHERE.search(words):
        return False
    if REFUSED_WHOM.fullmatch(words):
        return True
    leads = has_colon or OPEN.search(words) is not None or (over_list and OUT_RUNS_ON.search(words) is not None)
    if REFUSED_LABEL.fullmatch(words) and not LISTED.search(words):
        return leads or over_list or len(words.split()) <= _FEW_WORDS
    return REFUSED_ANY.search(words) is not None and (leads or LISTED.search(words) is not None)


def is_first_criterion(text: str, pieces: Sequence[Line], at: int) -> bool:
    """Whether a line without a bullet is rather the first criterion of its section than a label of the list below.

    It stands right under the section's heading, is the only one without a bullet, and names neither people nor a sort.
    A short word in capitals, `COPD`, may be one behind another item too.
    """
    line = pieces[at]
    if at == 0 or at + 1 == len(pieces) or line.marker is not None or line.heading is not None:
        return False
    over, following = pieces[at - 1].heading, pieces[at + 1]
    if _is_short_name(text, line, following):
        return True
    if over is None or over.kind not in STATED_KINDS or following.marker is None:
        return False
    words = text[line.body : line.end]
    if not words[-1].isalnum() or words.isupper() or not is_label(text, line.body, line.end):
        return False
    if _names(words) or names_group(text, line, following):
        return False
    return all(each.marker is not None for each in _to_next_heading(pieces, at + 1))


def _is_short_name(text: str, line: Line, following: Line) -> bool:
    """Whether a line in a list is a word as short as names of diseases in capitals are."""
    words = text[line.body : line.end]
    if len(words) > _SHORT or line.gap or following.marker is None or not (words.isalpha() and words.isupper()):
        return False
    return not (_names(words) or is_note(text, line.body, line.end))


def _names(words: str) -> bool:
    """Whether words name a group of people or a sort of criteria, or refuse people."""
    is_group = COHORT.match(words) or GROUPED.search(words) or WHOM.search(words)
    return bool(is_group or SORTS.fullmatch(words) or REFUSED.search(words))


def _to_next_heading(pieces: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines from a place to the next heading of a section."""
    return takewhile(lambda each: each.heading is None, islice(pieces, at, None))
