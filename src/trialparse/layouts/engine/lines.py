"""The lines of a page: spans of the folded text, trimmed, with a normal form to know labels by."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["FOOTER", "Line", "key_of", "lines_of"]

# How the lines begin that a site puts under its pages; each site adds its own.
FOOTER = (
    "was this page|share this|privacy|cookie|recently viewed|this site |copyright|©|contact us|about us|sign in"
    "|back to top|subscribe|follow us|powered by|disclaimer"
)
_LONGEST_LABEL = 240
_MARKS = frozenset({"* ", "• ", "- ", "+ "})


class Line(NamedTuple):
    """A stretch of one line without the white space around it.

    Examples:
        >>> (line,) = lines_of("  State: Recruiting")
        >>> line.start, line.end, line.text, line.key
        (2, 19, 'State: Recruiting', 'state: recruiting')
    """

    start: int
    end: int
    text: str
    key: str

    def part(self, start: int, end: int | None = None) -> "Line":
        """A trimmed stretch of this line, its ends counted from the line's start.

        Examples:
            >>> line_of("Sponsor Role lead").part(12)
            Line(start=13, end=17, text='lead', key='lead')
        """
        return line_of(self.text[start:end], self.start + start)

    def unmarked(self) -> "Line":
        """The line without the mark of a list before it.

        Examples:
            >>> line_of("* Gout").unmarked().text, line_of("-5 to 5").unmarked().text
            ('Gout', '-5 to 5')
        """
        return self.part(2) if self.text[:2] in _MARKS else self

    def after(self, label: str) -> "Line | None":
        """What follows a label at the head of the line, with or without a colon; None where the line has another head.

        Examples:
            >>> line_of("Role: CONTACT").after("role").text, line_of("Roles").after("role")
            ('CONTACT', None)
        """
        match = _after(label).match(self.text)
        return None if match is None else self.part(match.end())


def key_of(text: str) -> str:
    """The normal form of a label: one case, single blanks, no colon at the end.

    Examples:
        >>> key_of("  Recruitment   Status :")
        'recruitment status'
    """
    if "  " in text or "\t" in text:  # most lines need no second look
        text = " ".join(text.split())
    return text.strip().lower().rstrip(" :")


def line_of(text: str, offset: int = 0) -> Line:
    """The one line a text is."""
    body = text.strip()
    start = offset + (text.index(body[0]) if body else 0)
    return Line(start, start + len(body), body, key_of(body) if len(body) <= _LONGEST_LABEL else "")


def lines_of(folded: str) -> Iterator[Line]:
    r"""The lines with anything on them.

    Examples:
        >>> [line.text for line in lines_of("Brief Summary\n\n \tA study. ")]
        ['Brief Summary', 'A study.']
    """
    offset = 0
    for text in folded.split("\n"):
        if text and not text.isspace():
            yield line_of(text, offset)
        offset += len(text) + 1


@cache
def _after(label: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, label.split()))
    return re.compile(rf"{words}(?!\w)\s*:?\s*", re.IGNORECASE)
