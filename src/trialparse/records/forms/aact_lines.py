r"""The lines of a text as AACT's files hold it: `~` for a line break, hard-wrapped and indented, or in one line.

Three eras: today's `~* item`, the wrapped lines of 2018 to 2023, and those of 2017 with runs of blanks between items.

>>> print(aact_lines("Inclusion Criteria:~* Age over 18~* Gout"))
Inclusion Criteria:
* Age over 18
* Gout
>>> print(aact_lines("~       Inclusion:~          -  Adults with gout and~            a flare~        Exclusion:"))
Inclusion:
-  Adults with gout and a flare
Exclusion:
"""

import re

from trialparse.records.form import unescaped

__all__ = ["aact_lines"]

# A break; but "about 7" is written with the same sign, and the files do not tell the two apart.
_TILDE = re.compile(r"~(?!(?<=[\s(]~)\d{1,9}(?![.)]\s|\d))")
_RUN = re.compile(r" {6,}(?=\S)")
_MARKED = re.compile(r"(?:[-*•·–]|\(?[\dA-Za-z]{1,3}[.)])\s{1,5}")
_HEADING = re.compile(r"[^.]{0,60}\b(?:inclusion|exclusion|eligib\w{1,8})\b[^.]{0,40}:?\s*\Z", re.IGNORECASE)
_WRAPPED = 6  # blanks before a line of a text that was wrapped
_STEP = 5  # columns from one level of its lists to the next: paragraphs stand at 8, marks of items at 10, 15 …
_SHORT = (2, 4)  # what the columns of both leave over, divided by the step, where the break before them took a blank


def aact_lines(text: str) -> str:
    """The lines that were written, each item in one, less deep where they were indented for width."""
    text = text.replace("\r", "").expandtabs()
    if "\n" in text:  # from a database, not a file
        lines, runs = text.split("\n"), False
    elif _TILDE.search(text):
        lines, runs = _TILDE.split(text), False
    else:
        lines, runs = _RUN.sub(lambda run: f"\n{run[0]}", text).split("\n"), True
    return unescaped("\n".join(_unwrapped([line.rstrip() for line in lines], runs))).strip("\n")


def _unwrapped(lines: list[str], runs: bool) -> list[str]:
    """The lines, each that continues another joined to it."""
    spaced = any(not line for line in lines[1:-1])  # blank lines show where paragraphs end
    found: list[str] = []
    column: int | None = None  # at which the words of the last line began, where it was indented for width
    for line in lines:
        words = line.lstrip()
        indent = len(line) - len(words)
        mark = _MARKED.match(words)
        if indent < _WRAPPED:  # of an odd indent a blank was taken for the break before it
            found.append(" " * (indent % 2) + line)
            column = None
        elif found and not mark and _goes_on(found[-1], words) and (spaced or _is_within(indent, column, runs)):
            found[-1] += " " + words
        else:
            found.append("  " * ((indent - _WRAPPED - 1) // _STEP) + words)
            column = indent + (mark.end() if mark else 0) + (indent % _STEP in _SHORT)
    return found


def _goes_on(above: str, words: str) -> bool:
    """Whether words can go on with the line above."""
    return bool(above) and not above.endswith(":") and not _HEADING.match(words)


def _is_within(indent: int, column: int | None, runs: bool) -> bool:
    """Whether a line goes on with the one whose words began at a column: of it the break took a blank, where there was
    one; of a paragraph's first, which a blank line is before, it took none."""
    return indent > 2 * _STEP if runs else column is None or indent < column
