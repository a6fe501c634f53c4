"""Whether what a layout gives, which may be a pack's, is what an output can hold."""

import re

__all__ = ["is_place", "is_text"]

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no output can hold it


def is_place(start: object, end: object, length: int) -> bool:
    """Whether these are the ends of a stretch of a text that long.

    >>> is_place(0, 4, 4), is_place(2, 1, 4), is_place(0, None, 4)
    (True, False, False)
    """
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length


def is_text(value: object) -> bool:
    """Whether a value is text that every output can hold."""
    return isinstance(value, str) and (value.isascii() or not _SURROGATE.search(value))
