"""Pages that were copied as Markdown: what marks headings, labels and tables there is no part of a line's words."""

import re
from collections.abc import Sequence

from trialparse.layouts.engine.lines import Line

__all__ = ["is_marked", "unmarked"]

_HEADS = frozenset({"# ", "##", "**", "__", "--", "==", "~~", "| ", "|-", "|:", "||"})
_ITEMS = frozenset({"- ", "* ", "+ "})
_RULES = ("---", "===", "***", "___", "~~~")
_RULE = re.compile(r"^[ \t]{0,8}[-=*_~|:+][-=*_~|:+ \t]{2,400}$", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}(?=[ \t])", re.MULTILINE)
# `**Label**:`, `**Label:** value`, `- **Label:** value`; the headings among the criteria are theirs.
_LABEL = re.compile(
    r"^(?P<before>[ \t|]{0,8}(?:[-*+][ \t]{1,3})?)(?P<mark>\*\*|__)"
    r"(?P<label>(?!\s|\w{0,10} ?(?:in|ex)clusion)[^*_\n|]{1,80})(?P=mark)",
    re.MULTILINE | re.IGNORECASE,
)
_ROW = re.compile(r"^[ \t]{0,8}\|[^\n]{1,2000}\|[ \t]{0,8}$", re.MULTILINE)


def is_marked(folded: str, lines: Sequence[Line]) -> bool:
    """Whether a text may have marks of Markdown, by how its lines begin; most have none, and are told so fast."""
    heads = {line.text[:2] for line in lines}
    return not _HEADS.isdisjoint(heads) or (
        not _ITEMS.isdisjoint(heads) and ("**" in folded or "- -" in folded or "* *" in folded)
    )


def unmarked(folded: str) -> str:
    r"""The text with blanks for Markdown's marks, and tabs between the cells of its tables; it keeps its length.

    Examples:
        >>> unmarked("Sponsor\n-------\nA clinic\n## Sex\n**Phase:** 2\n| Status | Recruiting |")
        'Sponsor\n       \nA clinic\n   Sex\n  Phase:   2\n  Status \t Recruiting  '
        >>> unmarked("Name: A-B\n-\n--")
        'Name: A-B\n-\n--'
    """
    folded = _RULE.sub(_without_rule, folded)
    folded = _ROW.sub(_without_bars, _HEADING.sub(_blank, folded))
    return _LABEL.sub(_without_stars, folded)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_rule(match: re.Match[str]) -> str:
    """A line that only underlines, or parts the head of a table from its rows."""
    return _blank(match) if any(rule in match[0].replace(" ", "") for rule in _RULES) else match[0]


def _without_bars(match: re.Match[str]) -> str:
    row = match[0]
    first, last = row.index("|"), row.rindex("|")
    return f"{row[:first]} {row[first + 1 : last].replace('|', chr(9))} {row[last + 1 :]}"


def _without_stars(match: re.Match[str]) -> str:
    mark = " " * len(match["mark"])
    return f"{' ' * len(match['before'])}{mark}{match['label']}{mark}"
