"""Criteria that a register keeps below those in force: amended ones, under a heading that calls them former."""

import re
from collections.abc import Iterator

__all__ = ["former_criteria"]

_WHOSE = r"(?:(?:participants?|patients?|key|main|trial|study)\s){0,3}"
_SIDE = r"(?:in|ex)clusion"
_CRITERIA = rf"{_WHOSE}(?:(?:{_SIDE}|eligibility)(?:\s?(?:/|and|&)\s?{_SIDE})?\s)?criteria\b"
_OPENS = r"^[ \t*_#]{0,8}"
_TIMES = r"as\s(?:of|at)|from|until|up\sto|before|prior\sto|used|valid|in\sforce|(?:on|at|between)\s\d|\d"
_GONE = r"superseded|outdated|obsolete|withdrawn|no\slonger\s(?:in\sforce|valid|used|applicable)"
_FORMER = re.compile(
    rf"{_OPENS}(?P<head>(?:previous(?:ly\sused)?|original|old|former|earlier|prior|obsolete|superseded|outdated)\s{_CRITERIA}"
    rf"(?=\s?(?:[:(\[,*_–—-]|$|(?:{_TIMES})))"
    rf"|{_CRITERIA}\s?[(\[,:–-]?\s?(?:(?:before|prior\sto|until|up\sto)\s(?=\S{{0,12}}\s?\S{{0,12}}\d{{4}})"
    rf"|(?:previous|original|old|former|{_GONE})\b(?=\s?(?:[)\]:]|$)))"
    rf"|{_CRITERIA}\s?[(\[][^()\[\]\n]{{1,40}}\b(?:{_GONE})\s?[)\]])[^\n]{{0,80}}",
    re.IGNORECASE | re.MULTILINE,
)
# They end where those in force begin, behind a stop on their own line too, and at a plain heading, which those on both
# sides may hold themselves.
_BEGINS = rf"(?:{_OPENS}|(?<=[.;]\s))"
_IN_FORCE = rf"{_BEGINS}(?:current|updated|new|revised|amended|latest)\s{_CRITERIA}"
_PLAIN = (
    rf"{_OPENS}{_WHOSE}(?P<line>in|ex)clusion(?:\scriteria)?\s?(?:\([^()\n]{{1,60}}\)\s?)?(?::|$)"
    rf"|(?<=[.;]\s){_WHOSE}(?P<stop>in|ex)clusion\scriteria\s?:"
)
_ENDS = re.compile(_IN_FORCE, re.IGNORECASE | re.MULTILINE)
_ENDS_SIDE = re.compile(rf"{_IN_FORCE}|{_PLAIN}", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile("criteria|Criteria|CRITERIA")
_NAMED = re.compile(r"\b(in|ex)clusion", re.IGNORECASE)


def _headings(text: str) -> Iterator[re.Match[str]]:
    """The headings that call criteria former, by a word that all of them have and few lines."""
    for word in _WORD.finditer(text):
        match = _FORMER.match(text, text.rfind("\n", 0, word.start()) + 1)
        if match is not None:
            yield match


def former_criteria(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Where criteria stand that are no longer in force, and the heading over them.

    They end where criteria in force begin, or those of the other side.

    Examples:
        >>> from trialparse.values import former_criteria
        >>> text = "Current inclusion criteria:\nAge over 21\nPrevious inclusion criteria:\nAge over 18"
        >>> [(text[start:end], heading) for start, end, heading in former_criteria(text)]
        [('Previous inclusion criteria:\nAge over 18', 'Previous inclusion criteria:')]
    """
    end = 0
    for match in _headings(text):
        if match.start() >= end:
            end = _end(text, match)
            yield match.start(), end, text[match.start() : min(match.end(), end)].strip()


def _end(text: str, match: re.Match[str]) -> int:
    """Where the criteria under a heading end; right below it, a plain one of the same side is of them."""
    sides = {side.lower() for side in _NAMED.findall(match["head"])}
    for end in (_ENDS_SIDE if len(sides) == 1 else _ENDS).finditer(text, match.end("head")):
        plain = end["line"] or end["stop"] if end.re is _ENDS_SIDE else None
        is_below = end.start() >= match.end() and not text[match.end() : end.start()].strip()
        if plain is None or plain.lower() not in sides or not is_below:
            return end.start()
    return len(text)
