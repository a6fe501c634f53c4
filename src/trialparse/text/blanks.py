"""Blanks in patterns: where one stands in a phrase, a text may have two, a tab or a line's end."""

import re

__all__ = ["spaced"]

_BLANK = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\.|( )", re.DOTALL)


def spaced(pattern: str) -> str:
    r"""A regular expression in which every blank stands for any white space; those in classes are kept.

    >>> spaced(r"in the(?: last)? [a-z ]+")
    'in\\s{1,24}the(?:\\s{1,24}last)?\\s{1,24}[a-z ]+'
    """
    return _BLANK.sub(lambda match: r"\s{1,24}" if match[1] else match[0], pattern)
