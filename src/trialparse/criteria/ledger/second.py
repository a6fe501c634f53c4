"""A second reader: which sides the plain words around a limit give it, without the lexicon and the grammar.

It is made otherwise on purpose, so that it errs otherwise: it looks for the nearest word that points up or down before
a figure of the limit and behind it, and turns it where a word denies. Where it comes to the sides that the grammar
found, both are seldom wrong.

>>> opinion("Weight must not exceed 120 kg", 0, 23, 26)
(False, True)
>>> opinion("BMI 18-30 kg/m2", 0, 4, 15), opinion("Weight 120 kg", 0, 7, 13)
((True, True), None)
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

__all__ = ["Sides", "opinion"]

Sides = tuple[bool, bool]  # whether there is a lower bound, and an upper one

_LEFT, _RIGHT = 48, 28  # characters that are looked at before a limit and behind it
_BETWEEN = 64  # characters between two figures of one limit, at the most
_LISTS = tomllib.loads((files(__package__) / "second.toml").read_text(encoding="utf-8"))
_UP, _DOWN, _PAST, _DENIALS, _LIGHT = (frozenset(_LISTS[name]) for name in ("up", "down", "past", "denials", "light"))
_PAIRS = frozenset(map(tuple, _LISTS["pairs"]))
_TOKEN = re.compile(r"[<>≤≥⩾⩽≮≯≰≱]=?|[^\W\d_]+(?:['’]t)?|[;:?•]|\d|[.,](?=\s)")
_CHOOSING = frozenset({"longer", "shorter", "greater", "later", "earlier"})
_NORMAL = frozenset({"limit", "limits", "normal"})
_CONTRACTED = ("n't", "n’t")
_BORDERS = frozenset(";:?•.,0123456789")
_WORDS = (
    "zero|once|one|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|quarter"
)
_JOINED_WORD = r"[\s-]{1,3}|(?<=hundred)\sand\s|(?<=thousand)\sand\s"
# `36 weeks and 5 days`
_SMALLER = r"\s?(?:years?|weeks?|w)[\s,]{0,2}(?:and\s|\+\s?)?\d{1,2}(?=\s?(?:d\b|days?|months?))"
_FIGURE = re.compile(
    rf"(?<![mM^])(?!1\.73)\d+(?:[.,/]\d+)*(?:\s?\+\s?\d|\s\d/\d|\s?[½¼¾]|{_SMALLER})?|[½¼¾]"
    rf"|\b(?:{_WORDS})(?:(?:{_JOINED_WORD})(?:{_WORDS})){{0,6}}\b(?:\sand\sa\s(?:half|quarter))?(?:\s?\(\d+\))?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:hour|day|week|month|year)s?\b", re.IGNORECASE)  # without a figure: `in the past month`
_JOINT = re.compile(r"[^\d;]*?(?:[-–—~±]|\b(?:to|and?|through|until)\b)[^\d;]*", re.IGNORECASE)
_OR = re.compile(r"\s*(?:,|or)\s*", re.IGNORECASE)  # `grade 2 or 3`: a run of values
_AROUND = re.compile(r"[^\d<≤>≥]{0,12}[<≤>≥].*[<≤>≥]=?\s*", re.DOTALL)  # `18 ≤ age < 65`
# `within 30 days or 5 half-lives`: what comes second has the sign of what comes first
_ALTERNATIVE = re.compile(r"(?<![\d.,])\d+[^\d.;:()]{0,44}\b(?:or|and)\s+$", re.IGNORECASE)
_CHOICES = ("or", "and")  # with which it ends
_EQUALITY = re.compile(r",?\s*\b(?:or\s+equal|but\s+not\s+(?:equal|including))(?:\s+to)?\b,?", re.IGNORECASE)
_MAY_POINT = re.compile(r"\b(?:or|and|at|must)\b|[&+]|wash", re.IGNORECASE)  # what `_BEHIND` needs, found sooner
_BEHIND = re.compile(
    r"(?:[^.;,\n\d]|(?<=m)[23]|1\.73|\n\s*){0,24}?,?\s*\b(?:or|and|&)\s+"
    r"(?:(?P<up>more|greater|higher|above|over|older|longer|better|beyond|up|larger|later|upwards?)"
    r"|(?P<down>less|lower|below|under|younger|fewer|shorter|smaller|earlier|worse))\b(?!\s*than\b)"
    r"(?!(?<=over|bove|nder|elow)\s\d)"
    r"|[^.;,\n\d]{0,14}?\bat\s+(?:the\s+)?(?:(?P<least>least|earliest|minimum)|(?P<most>most|latest|maximum))\b(?=\s*(?:$|[.,;)\n]|at\b|before|prior|after))"
    r"|[\s-]{0,3}\w+\s+(?P<passed>wash-?out|must\s+(?:have\s+)?(?:pass|elaps)\w*)"
    r"|\s?(?P<plus>\+)(?!\s?\d)",
    re.IGNORECASE,
)


def opinion(text: str, begin: int, start: int, end: int) -> Sides | None:
    """The sides that the words around `text[start:end]` give a limit, None where they tell nothing.

    Nothing before `begin`, where the criterion begins, is looked at.
    """
    figures = [match.span() for match in _FIGURE.finditer(text, start, end)][:2]
    figures = figures or [match.span() for match in _TIME.finditer(text, start, end)][:1]
    if not figures:  # `above the upper limit of normal`
        up = _before(text[max(begin, start - _LEFT) : end])
        return None if up is None else (up, not up)
    first = _points_up(text, max(begin, start - _LEFT), figures[0], end)
    if len(figures) < 2 or figures[1][0] - figures[0][1] > _BETWEEN:
        return None if first is None else (first, not first)
    return _of_two(first, text[figures[0][1] : figures[1][0]])


def _of_two(first: bool | None, between: str) -> Sides | None:
    """The sides of a limit with two figures, of which the words before the first one point up, down or nowhere."""
    second = _before(between)
    if _AROUND.fullmatch(between):
        return True, True
    if _JOINT.fullmatch(between) and (first is None or second is None or first != second):
        return True, True
    if first is None and second is None:
        return (True, True) if _OR.fullmatch(between) else None
    return True in (first, second), False in (first, second)


def _points_up(text: str, begin: int, figure: tuple[int, int], end: int) -> bool | None:
    """Whether the words behind a figure, or else those before it, point up; None where none point."""
    behind = _BEHIND.match(text, figure[1], end + _RIGHT) if _MAY_POINT.search(text, figure[1], end + _RIGHT) else None
    if behind is not None:
        return behind["down"] is None and behind["most"] is None
    return _before(text[begin : figure[0]])


def _before(words: str) -> bool | None:
    """Whether the nearest sign at the end of some words points up, None where there is none."""
    words = words.lower()
    shared = _ALTERNATIVE.search(words) if words.rstrip().endswith(_CHOICES) else None
    said = words[: shared.start()] if shared else words
    tokens = _TOKEN.findall(_EQUALITY.sub(" ", said) if "equal" in said or "but" in said else said)
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place] in _BORDERS:
            return None
        up = _points(tokens, place)
        if up is not None:
            return up ^ _is_denied(tokens, place)
    return None


def _is_denied(tokens: list[str], place: int) -> bool:
    """Whether a denial turns the sign at a place, with nothing but light words between: `must not have been above`."""
    for token in reversed(tokens[:place]):
        if token in _DENIALS or token.endswith(_CONTRACTED):
            return True
        if token not in _LIGHT:
            return False
    return False


def _points(tokens: list[str], place: int) -> bool | None:
    """Whether a word points up, None where it points nowhere."""
    token, before = tokens[place], tokens[max(0, place - 2) : place]
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if (following == "of" and token in _CHOOSING) or following in _NORMAL:  # `within the longer of`, `lower limit`
        return None
    if token in _PAST and "for" in before:  # `stable for the last 4 weeks`
        return True
    if token in _DOWN or token in _PAST or tuple([*before, token][-2:]) in _PAIRS:
        return False
    return True if token in _UP or (token == "for" and place == len(tokens) - 1) else None
