"""Code and data that others wrote: what they did wrong, told in one line that is safe to print, and where.

>>> try:
...     gathered(None, "constraints")
... except FAULTS as error:
...     print(told(error).partition(": ")[2])
TypeError: it gives None, and a list of constraints is wanted
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from reprlib import Repr
from types import CodeType
from typing import Any

from pydantic import ValidationError

__all__ = ["FAULTS", "MOST", "gathered", "place_of", "printable", "shown", "told"]

# What code of others may raise and be survived; an interrupt from the keyboard is nobody's fault and passes.
FAULTS = (Exception, SystemExit, GeneratorExit)
MOST = 1000  # things that one call of a rule or check may give
_LONGEST = 1000  # characters of a message
_REPR = Repr()
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = 120


def shown(value: object) -> str:
    """A value as messages show it, cut where it is long.

    >>> shown("bread"), shown([["a" * 200] * 20])[:20]
    ("'bread'", "[['aaaaaaaaaaaaaaaaa")
    """
    try:
        return _REPR.repr(value)
    except FAULTS:  # an integer of more digits than Python writes, an object that cannot be shown
        return f"a {type(value).__name__} that cannot be shown"


def gathered(given: object, what: str) -> list[Any]:
    """All that a function of others gave, where it is no more than `MOST` things.

    >>> gathered((number for number in range(3)), "constraints")
    [0, 1, 2]
    """
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise TypeError(f"it gives {shown(given)}, and a list of {what} is wanted")
    found = list(islice(given, MOST + 1))
    if len(found) > MOST:
        raise ValueError(f"it gives more than {MOST} {what}")
    return found


def place_of(error: BaseException, function: object = None) -> str:
    """`file:line` at which code failed: of a `function`, the last line of its own file, or else where it begins."""
    if isinstance(error, SyntaxError) and error.filename and function is None:
        return f"{Path(error.filename).name}:{error.lineno}"
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    if isinstance(code, CodeType):
        frames = [(file, line) for file, line in frames if file == code.co_filename]
        frames = frames or [(code.co_filename, code.co_firstlineno)]
    file, line = frames[-1] if frames else ("unknown", 0)
    return f"{Path(file).name}:{line}"


def told(error: BaseException, function: object = None) -> str:
    """An error in one line: where it happened, its kind, what it says."""
    try:
        message = _message(error)
    except FAULTS:
        message = "without a message"
    return printable(f"{place_of(error, function)}: {type(error).__name__}: {message}")


def _message(error: BaseException) -> str:
    if isinstance(error, ValidationError):  # what was given is not what the models have
        said = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, said['loc']))}: {said['msg']}"
    return " ".join(str(error).split())


def printable(message: str) -> str:
    """A message that any result can carry: not too long, and without halves of characters.

    >>> print(printable("half of a sign: \\ud800"))
    half of a sign: \\ud800
    """
    return message[:_LONGEST].encode("utf-8", "backslashreplace").decode("utf-8")
