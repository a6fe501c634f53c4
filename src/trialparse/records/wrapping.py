"""Lines of a record's text: the breaks that exports write in their own ways, and those that only a width made."""

import html
import re

__all__ = ["is_wrapped", "plain_lines", "unwrapped"]

_ENTITY = re.compile(r"&(?:\#\d{1,7}|\#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});", re.IGNORECASE)

_RETURN = r"(?:\r|_x000D_)"
# `\r<br>` and `<br>\r\n` are one break each, as is any one of these alone.
_BREAK = re.compile(
    rf"{_RETURN}{{0,3}}\n?<br\s{{0,3}}/?>(?:{_RETURN}{{0,3}}\n)?|{_RETURN}{{1,3}}\n|{_RETURN}", re.IGNORECASE
)
_MARKED = re.compile(r"(?:[-*•·–]|\(?[\dA-Za-z]{1,3}[.)])\s")
_HANGING = re.compile(r"\n {4,40}(?=[^\s*•-])(?!\(?[\dA-Za-z]{1,3}[.)]\s)")
_WIDEST = 120  # no line of a text that was wrapped is longer


def plain_lines(text: str) -> str:
    r"""A text without HTML's entities, with a line feed for each break, however written, and no blanks before one.

    >>> plain_lines("Gout\r<br>C&acirc;ncer<br/>&lt;br&gt;Asthma_x000D_<br>Pain&#x0D;\nRash")
    'Gout\nCâncer\n\nAsthma\nPain\nRash'
    """
    plain = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text
    return "\n".join(line.rstrip(" \t") for line in _BREAK.sub("\n", plain).split("\n"))


def is_wrapped(text: str) -> bool:
    r"""Whether lines of a text go on, indented and unmarked, as they do where a width broke them.

    >>> is_wrapped("Inclusion Criteria:\n\n  -  Able to walk\n     alone"), is_wrapped("* Able to walk\n    * alone")
    (True, False)
    """
    return _HANGING.search(text) is not None


def unwrapped(text: str) -> str:
    r"""A text without the line breaks that only its width made, and without the indent that all of its lines have.

    Such a break stands where the next word would have passed the width, or before an unmarked line that hangs under a
    marked one.

    >>> print(unwrapped("\n   Inclusion Criteria:\n\n    -  Able to walk\n       alone\n    -  Adult\n"))
    Inclusion Criteria:
    <BLANKLINE>
     -  Able to walk alone
     -  Adult
    """
    lines = [line.rstrip() for line in text.expandtabs().strip("\r\n").splitlines()]
    width = max(map(len, lines), default=0)
    indent = min(map(_indent, filter(None, lines)), default=0)
    joined: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        words = line.split(maxsplit=1)
        filled = words and before and width <= _WIDEST and len(before) + 1 + len(words[0]) > width
        if words and before and not _MARKED.match(line.lstrip()) and (filled or _hangs(line[indent:], joined[-1])):
            joined[-1] += " " + line.lstrip()
        else:
            joined.append(line[indent:])
    return "\n".join(joined).strip("\n")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _hangs(line: str, over: str) -> bool:
    """Whether a line stands under the words of a marked one, not under its marker."""
    return _MARKED.match(over.lstrip()) is not None and _indent(line) > _indent(over)
