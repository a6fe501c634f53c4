"""Criteria that a register keeps below those in force: amended ones, under a heading that calls them former."""

import re
from collections.abc import Iterator

__all__ = ["former_criteria"]

_WHOSE = r"(?:(?:participants?|patients?|key|main|trial|study)\s){0,3}"
_SIDE = r"(?:in|ex)clusion"
_CRITERIA = rf"{_WHOSE}(?:(?:{_SIDE}|eligibility)(?:\s?(?:/|and|&)\s?{_SIDE})?\s)?criteria\b"
_OPENS = r"^[ \t*_#]{0,8}"
_TIMES = r"as\s(?:of|at)|from|until|up\sto|before|prior\sto|used|valid|in\sforce|(?:on|at|between)\s\d|\d"
_FORMER = re.compile(
    rf"{_OPENS}(?:(?:previous(?:ly\sused)?|original|old|former|earlier|prior|superseded|outdated)\s{_CRITERIA}"
    rf"(?=\s?(?:[:(\[,*_–—-]|$|(?:{_TIMES})))"
    rf"|{_CRITERIA}\s?[(\[,:–-]?\s?(?:(?:before|prior\sto|until|up\sto)\s(?=\S{{0,12}}\s?\S{{0,12}}\d{{4}})"
    rf"|(?:previous|original|old|former|superseded|outdated)\b(?=\s?(?:[)\]:]|$))))[^\n]{{0,80}}",
    re.IGNORECASE | re.MULTILINE,
)
_IN_FORCE = rf"{_OPENS}(?:current|updated|new|revised|amended|latest)\s{_CRITERIA}"
_ENDS = {
    side: re.compile(rf"{_IN_FORCE}{other}", re.IGNORECASE | re.MULTILINE)
    for side, other in {
        "in": rf"|{_OPENS}{_WHOSE}exclusion(?:\scriteria)?\s?(?::|$)",
        "ex": rf"|{_OPENS}{_WHOSE}inclusion(?:\scriteria)?\s?(?::|$)",
        "": "",
    }.items()
}
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
            sides = {side.lower() for side in _NAMED.findall(match[0])}
            again = _ENDS[sides.pop() if len(sides) == 1 else ""].search(text, match.end())
            end = again.start() if again else len(text)
            yield match.start(), end, match[0].strip()
