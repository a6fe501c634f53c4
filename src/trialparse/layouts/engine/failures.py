"""What becomes of a failure in the code of a layout, which may be a pack's: it is told, and the page is read on.

>>> try:
...     raise SystemExit("enough")
... except CAUGHT as error:
...     told(error)
'<doctest trialparse.layouts.engine.failures[0]>:2: SystemExit: enough'
"""

import re
import traceback
from typing import cast

from trialparse.lexicon.source import place_of

__all__ = ["CAUGHT", "is_place", "is_text", "told"]

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no output can hold it
CAUGHT = (Exception, SystemExit)  # a KeyboardInterrupt is the user's


def told(error: Exception | SystemExit) -> str:
    """Where something failed, and how, in characters that any output takes."""
    how = " ".join("".join(traceback.format_exception_only(error)).split())
    return f"{place_of(cast(Exception, error))}: {how}".encode("utf-8", "backslashreplace").decode("utf-8")


def is_place(start: object, end: object, length: int) -> bool:
    """Whether these are the ends of a stretch of a text that long.

    >>> is_place(0, 4, 4), is_place(2, 1, 4), is_place(0, None, 4)
    (True, False, False)
    """
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length


def is_text(value: object) -> bool:
    """Whether a value is text that every output can hold."""
    return isinstance(value, str) and (value.isascii() or not _SURROGATE.search(value))
