r"""Patterns in a lexicon and a bound on what they can cost.

A regular expression may try at most 1000 ways at a place, and a token pattern may leave at most 8 tokens open. Both are
counted when the lexicon is loaded, so that no text can make a pattern run away.

>>> ways(r"visit\s{0,3}\d{1,2}")
8
>>> regex_fault(r"(\w+\s?)+")
'+ has no upper bound: write {1,20} or the like'
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser as syntax  # type: ignore[attr-defined]
from typing import Any

from trialparse.faults import shown

__all__ = ["WAYS", "regex_fault", "token_fault", "ways"]

WAYS = 1000  # ways a regular expression may try at one place
WIDTH = 300  # characters it may take
OPEN_TOKENS = 8  # tokens of a token pattern that may be there or not: spaCy's matcher tries both for each
TOKENS = 30
_LENGTHS = range(1, WIDTH)

_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
_ATTRIBUTES = {
    "ORTH": str, "TEXT": str, "LOWER": str, "NORM": str, "SHAPE": str, "PREFIX": str, "SUFFIX": str, "LENGTH": int,
    "IS_ALPHA": bool, "IS_ASCII": bool, "IS_DIGIT": bool, "IS_LOWER": bool, "IS_UPPER": bool, "IS_TITLE": bool,
    "IS_PUNCT": bool, "IS_BRACKET": bool, "IS_QUOTE": bool, "IS_CURRENCY": bool, "LIKE_NUM": bool,
}  # fmt: skip
_COUNT = re.compile(r"\{(\d{1,3})(?:,(\d{1,3}))?\}")


def ways(pattern: str) -> int:
    """In how many ways a regular expression can try to match at one place, at the most; it stops counting at `WAYS`."""
    return _ways(syntax.parse(pattern))


def regex_fault(pattern: str) -> str | None:
    """What is wrong with a regular expression, None where nothing is."""
    try:
        with warnings.catch_warnings(action="error"):  # a warning says that it does not mean what it seems to
            tree = syntax.parse(pattern)
            re.compile(pattern)
    except (re.error, ValueError, OverflowError, RecursionError, Warning) as error:
        return f"no regular expression: {error}"
    endless = next(_endless(tree), None)
    if endless is not None:
        return f"{endless} has no upper bound: write {{{int(endless == '+')},20}} or the like"
    if _ways(tree) > WAYS:
        return f"more than {WAYS} ways to match at one place: bound its repeats closer"
    shortest, longest = tree.getwidth()
    if shortest == 0:
        return "matches the empty text"
    return f"takes up to {longest} characters: {WIDTH} are allowed" if longest > WIDTH else None


def _parts(node: tuple[Any, Any]) -> list[Any]:
    """The subpatterns of a node."""
    code, value = node
    if code is codes.BRANCH:
        return list(value[1])
    parts = value if isinstance(value, tuple) else (value,)
    return [part for part in parts if isinstance(part, syntax.SubPattern)]


def _endless(tree: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    for node in tree:
        code, value = node
        if code in _REPEATS and value[1] is codes.MAXREPEAT:
            yield {0: "*", 1: "+"}.get(value[0], f"{{{value[0]},}}")
        for part in _parts(node):
            yield from _endless(part)


def _ways(tree: Iterable[tuple[Any, Any]]) -> int:
    total = 1
    for node in tree:
        code, value = node
        parts = [_ways(part) for part in _parts(node)]
        if code in _REPEATS:
            total *= _repeated(parts[0], value[0], value[1])
        elif code is codes.BRANCH:
            total *= sum(parts)
        else:
            for part in parts:
                total *= part
        if total > WAYS:
            return WAYS + 1
    return total


def _repeated(once: int, least: int, most: int) -> int:
    """The ways to repeat something that has `once` ways between `least` and `most` times."""
    if once == 1:
        return most - least + 1
    if once ** min(least, WAYS) > WAYS:
        return WAYS + 1
    total = 0
    for count in range(least, most + 1):
        total += once**count
        if total > WAYS:
            break
    return total


def token_fault(pattern: object) -> str | None:
    """What is wrong with a token pattern in spaCy's notation, None where nothing is.

    >>> token_fault([{"LOWER": "visit"}, {"IS_DIGIT": True, "OP": "+"}])
    "OP '+' has no upper bound: write {1,3} or the like"
    """
    if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
        return "a token pattern is a list of tables, one a token"
    fault = next((fault for token in pattern if (fault := _one_token_fault(token)) is not None), None)
    if fault is not None:
        return fault
    counts = [_count(token.get("OP", "1")) for token in pattern]
    if all(least == 0 for least, _ in counts):
        return "matches no token at all"
    if sum(most - least for least, most in counts) > OPEN_TOKENS:
        return f"more than {OPEN_TOKENS} tokens that may be there or not"
    return f"more than {TOKENS} tokens" if sum(most for _, most in counts) > TOKENS else None


def _count(op: str) -> tuple[int, int]:
    """How often a token stands: (at least, at most)."""
    found = _COUNT.fullmatch(op)
    if found:
        return int(found[1]), int(found[2] or found[1])
    return (0, 1) if op == "?" else (1, 1)


def _one_token_fault(token: dict[str, Any]) -> str | None:
    faults = (_op_fault(value) if key == "OP" else _attribute_fault(key, value) for key, value in token.items())
    return next((fault for fault in faults if fault is not None), None)


def _op_fault(op: object) -> str | None:
    if not isinstance(op, str):
        return f"OP {shown(op)} is no text"
    if op in ("*", "+") or re.fullmatch(r"\{\d+,\}", op):
        return f"OP {shown(op)} has no upper bound: write {{{int(op == '+')},3}} or the like"
    least, most = _count(op)
    if op in ("1", "?", "!") or (_COUNT.fullmatch(op) and least <= most > 0):
        return None
    return f"OP {shown(op)} is none of ?, !, {{n}} and {{n,m}}"


def _attribute_fault(key: str, value: object) -> str | None:
    kind = _ATTRIBUTES.get(key)
    if kind is None:
        return f"{shown(key)} is no attribute of a token here; there are {', '.join(_ATTRIBUTES)}"
    if isinstance(value, dict):
        return _set_fault(key, kind, value)
    return _values_fault(key, kind, [value])


def _set_fault(key: str, kind: type, value: dict[str, Any]) -> str | None:
    """What is wrong with `{IN = […]}`, `{NOT_IN = […]}` or `{REGEX = "…"}`."""
    for name, wanted in value.items():
        if name == "REGEX" and kind is str:
            fault = regex_fault(wanted) if isinstance(wanted, str) else "takes a text"
            if fault is not None:
                return f"REGEX {shown(wanted)}: {fault}"
        elif name in ("IN", "NOT_IN"):
            if not isinstance(wanted, list) or not wanted:
                return f"{key} {name} takes a list of {kind.__name__}"
            if fault := _values_fault(key, kind, wanted):
                return fault
        else:
            return f"{shown(name)} of {key} is none of IN, NOT_IN and REGEX"
    return None


def _values_fault(key: str, kind: type, values: Sequence[object]) -> str | None:
    """What is wrong with what an attribute is compared with."""
    for value in values:
        if type(value) is not kind:
            return f"{key} takes a {kind.__name__}, not {shown(value)}"
        if key in ("LOWER", "NORM") and value != str(value).lower():
            return f"{key} {shown(value)} matches nothing: it must be in lower case"
        if key == "LENGTH" and value not in _LENGTHS:
            return f"LENGTH {shown(value)} is no length of a word"
    return None
