"""Headings inside a paragraph: where a section begins behind other words."""

import re
from collections.abc import Iterator, Sequence

from trialparse.criteria.outline.headings import Heading, section, sentence
from trialparse.criteria.outline.wording import INNER, MENTION, PARTED, REFUSES, STEMS
from trialparse.lexicon.languages import headings as languages
from trialparse.model.criterion import STATED_KINDS

__all__ = ["section_seams", "sentence_seams"]

# A heading with a capital needs no stop before it, nor a blank: `HbA1c > 7%Exclusion Criteria:`.
_SEAM = re.compile(
    r"(?<=[^-/(\[{<\"'“‘«_*#])(?:(?:Key|Main|Major|General|Principal|Additional|Specific)\s+)?"
    r"(?:(?:Inclusion|Exclusion|Non-?[Ii]nclusion)\s+(?:[Cc]riteria|CRITERIA)|(?:INCLUSION|EXCLUSION)(?:\s+CRITERIA)?)"
    r"(?=\s*(?::|-\s)|\s+(?:for|\()[^.;:\n]{1,60}:|\s+[*•]|\s+1[.)]|\s*$)"
    r"|--[A-Z][A-Za-z]+(?:[/\s]+[A-Za-z]+){0,4}--"
)
_AROUND = 120  # characters around its stem in which a heading stands
_STOP = re.compile(r"(?:^|[.;,:)\]*•。]|\s-)\s{0,3}$")
_FULL_STOP = re.compile(r"(?:[.;*•)\]。]|\s-)\s{0,3}$")
_LIST = re.compile(r"\s*(?:[*•-]\s|1\s?[.)]|\(1\)|①)")
_CLOSED = ":-]】*_>"
_WORD_BEFORE = re.compile(r"\S{1,40}\s{1,3}$")
_CLAUSE = re.compile(r"(?:^|(?<=[.;]))\s{0,3}(?P<words>[^\W\d_][^.;:\n]{5,160}:)")
_BEFORE = 45  # characters before a heading in which the word before it stands


def section_seams(text: str, start: int, end: int, headed: bool = False) -> list[int]:
    """Where section headings stand inside a paragraph; `headed` where it begins with a heading of its own.

    >>> section_seams("Inclusion Criteria: * Age 18 Exclusion Criteria: * Asthma", 0, 57)
    [29]
    >>> section_seams("Gout; age over 18; main exclusion criteria: 1. asthma", 0, 53)
    [19]
    >>> section_seams("Gout, see exclusion criteria. Does not meet the exclusion criteria", 0, 66)
    []
    """
    found = set(languages.seams(text, start, end))
    if stems := STEMS.find_matches_as_indexes(text[start:end]):
        places = [(start + first, start + after) for _, first, after in stems]
        found.update(match.start() for match in _around(_SEAM, text, start, end, places))
        found.update(_inner(text, start, end, headed, places))
        found.update(_parted(text, start, end, places))
    return sorted(found)


def _around(
    pattern: re.Pattern[str], text: str, start: int, end: int, places: Sequence[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a paragraph, all of which hold one of some places."""
    behind = start
    for first, after in places:
        for match in pattern.finditer(text, max(behind, first - _AROUND), min(end, after + _AROUND)):
            yield match
            behind = match.end()
        behind = max(behind, after)


def _inner(text: str, start: int, end: int, headed: bool, places: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Headings that a stop before them and a colon, or the beginning of a list, behind them tell."""
    taken = start
    for match in _around(INNER, text, start, end, places):
        place = match.start()
        if place <= start or place < taken:
            continue
        heading = section(text, place, end, match["criteria"] is not None)
        if heading is None or _is_bracketed(text, heading, end):
            continue
        if _is_opened(text, start, match, heading, end, headed):
            taken = heading.end
            yield place


def _parted(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Parts of the study that each have a side of their own, and these: `Cohort B: inclusion: gout`."""
    for match in _around(PARTED, text, start - 1, end, places):
        if match.start() < start or _STOP.search(text, max(start, match.start() - _BEFORE), match.start()):
            yield from (place for place in (match.start(), match.start("side")) if place >= start)


def _is_bracketed(text: str, heading: Heading, end: int) -> bool:
    """Whether what a heading stands over is in its own bracket: `women (exclusion criteria: gout)`."""
    if text[heading.start] not in "([":
        return False
    closes = ")" if text[heading.start] == "(" else "]"
    return closes not in text[heading.start : heading.end] and text.find(closes, heading.end, end) > 0


def _is_opened(text: str, start: int, match: re.Match[str], heading: Heading, end: int, headed: bool) -> bool:
    """Whether what is before and behind the words of a heading makes them one."""
    place, closed = match.start(), text[heading.end - 1] in _CLOSED
    if heading.kind not in STATED_KINDS or not (closed or _LIST.match(text, heading.end, end)):
        return False
    before, has_list = max(start, place - _BEFORE), _LIST.match(text, heading.end, end) is not None
    is_named, leads = match["criteria"] is not None, headed or has_list
    if _FULL_STOP.search(text, before, place) and (is_named or leads):
        return True
    if is_named and leads and _STOP.search(text, before, place):
        return True
    return _follows_word(text, before, place) and _is_bold(text, match, heading, end, headed, has_list)


def _follows_word(text: str, before: int, place: int) -> bool:
    """Whether the word before a heading is the end of something, and no part of a sentence that mentions criteria."""
    word = _WORD_BEFORE.search(text, before, place)
    return word is not None and not MENTION.match(word[0]) and (word[0][0].islower() or word[0][0].isdigit())


def _is_bold(text: str, match: re.Match[str], heading: Heading, end: int, headed: bool, has_list: bool) -> bool:
    """Whether the words of a heading stand out without a stop before them."""
    has_capital = text[match.start()].isupper()
    if not match["criteria"]:
        return has_list or (headed and has_capital)
    is_short = len(text[match.end() : heading.end].split()) < 2
    return headed and (has_capital or (heading.end < end and is_short and not match["before"]))


def sentence_seams(text: str, start: int, end: int) -> list[int]:
    """Where sentences that refuse people stand inside a paragraph, and where what they lead to begins.

    >>> text = "Gout. Patients will be excluded if: asthma"
    >>> [text[place:] for place in sentence_seams(text, 0, len(text))]
    ['Patients will be excluded if: asthma', 'asthma']
    """
    found: list[int] = []
    for match in _CLAUSE.finditer(text, start, end) if text.find("clude", start, end) >= 0 else ():
        first, last = match.span("words")
        if _SEAM.search(text, first + 1, last + 1):
            continue  # a heading has its own place
        said = sentence(text, first, last, True, "unknown") if REFUSES.search(match["words"]) else None
        if said is not None and said.kind == "exclusion":
            behind = last + len(text[last:end]) - len(text[last:end].lstrip())
            found += [place for place in (first, behind) if start < place < end]
    return found
