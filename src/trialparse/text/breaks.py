r"""Lines whose ends were lost, or that got a mark before each: AACT's tildes, `\n` in two characters, quoted mail."""

import re

__all__ = ["ended"]

_LONE_RETURN = re.compile(r"\r(?!\n)")  # how old exports end lines
# AACT writes a line's end as a tilde: `Inclusion Criteria:~~* Age over 18~  * nested`.
_TILDE_LINES = re.compile(
    r"(?:criteria|clusion|eligibility)\s{0,3}:?\s{0,3}~|~~|~\s{0,20}(?:[-*•]|1[.)])\s"
    r"|[^\W\d_][.;,:)]?~[^~\n]{1,500}?[^\W\d_][.;,:)]?~(?-i:[A-Z])",
    re.IGNORECASE,
)
# It is none before a number that is about so large (`age ~60`), and none between two (`18~65 years`).
_TILDE = re.compile(r"(?<![(\[<>=≤≥])~(?=\s{0,20}\d{1,2}[.)]\s)|~(?!\s{0,3}\d)|(?<=[^\s\d~(<>=≤≥±])~(?=\s{0,3}\d)")
_NESTED = re.compile(r"~ [-*•] (?=\S)")  # of the two blanks before a nested item AACT leaves one
# Of older exports nothing is left of the lines but the blanks they began with.
_RUN = re.compile(r" {7,40}(?=(?:[-*•]|\d{1,2}[.)]) |(?:In|Ex)clusion\b)")
# A string of JSON or of a program: some end must stand where nothing but a line's end can.
_WRITTEN = re.compile(r"\\{1,2}n(?:\\|\s{0,20}(?:[-*•A-Z\d]|$))")
_WRITTEN_END = re.compile(r"(?:\\{1,2}r)?\\{1,2}n|\\{1,2}r")
_WRITTEN_TAB = re.compile(r"\\{1,2}t")
# Mail that was answered.
_QUOTED = re.compile(r"^[ \t]{0,3}((?:>[ \t]?)+)(.{0,60})", re.MULTILINE)
_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_NO_LIMIT = re.compile(r"$|[-*•]\s|\d{1,2}[.)]\s|(?:in|ex)clusion\b|.{0,20}\bcriteria\b", re.IGNORECASE)
_MOST = 0.8


def ended(text: str) -> str:
    r"""The text, of the same length, with its lines ended as lines are.

    >>> ended("Inclusion Criteria:~Age ~60 or less~Asthma")
    'Inclusion Criteria:\nAge ~60 or less\nAsthma'
    >>> ended(r"Inclusion:\n- Age over 18\n- Asthma")
    'Inclusion: \n- Age over 18 \n- Asthma'
    >>> ended("> Inclusion:\n> - Age over 18")
    '  Inclusion:\n  - Age over 18'
    """
    if "~" in text and _TILDE_LINES.search(text):
        text = _TILDE.sub("\n", _NESTED.sub("\n  •", text))
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    if "\\n" in text and text.count("\\n") > text.count("\n") and _WRITTEN.search(text):
        text = _WRITTEN_TAB.sub(_tab, _WRITTEN_END.sub(_end, text))
    if "       " in text and "\n" not in text.strip():
        text = _RUN.sub(_end, text)
    return _unquoted(text) if ">" in text and text.lstrip().startswith(">") else text


def _end(match: re.Match[str]) -> str:
    return "\n".rjust(len(match[0]))


def _tab(match: re.Match[str]) -> str:
    return "\t".rjust(len(match[0]))


def _unquoted(text: str) -> str:
    """Mail without the marks before its lines, where they are such: limits, too, begin with `>`."""
    quoted = list(_QUOTED.finditer(text))
    if len(quoted) < _MOST * sum(1 for _ in _LINE.finditer(text)) or not any(map(_opens, quoted)):
        return text
    depth = min(match[1].count(">") for match in quoted)
    marks = re.compile(rf"^[ \t]{{0,3}}(?:>[ \t]?){{{depth}}}", re.MULTILINE)
    return marks.sub(lambda match: " " * len(match[0]), text)


def _opens(match: re.Match[str]) -> bool:
    """Whether what stands behind the marks of a line is no limit."""
    return _NO_LIMIT.match(match[2]) is not None
