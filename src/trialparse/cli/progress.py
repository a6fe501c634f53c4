"""Progress on long work: a bar on the standard error, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

__all__ = ["is_terminal", "watched"]

T = TypeVar("T")


def watched(items: Sequence[T], doing: str, *, quiet: bool = False, shares_terminal: bool = False) -> Iterator[T]:
    """Gives the items one by one, with a bar of how many are done.

    There is none where `quiet`, for a single item, where the standard error is no terminal, and where results go to the
    same terminal (`shares_terminal`): they are the progress then.

    Examples:
        >>> list(watched(["a.txt", "b.txt"], "reading"))
        ['a.txt', 'b.txt']
    """
    if quiet or shares_terminal or len(items) < 2 or not is_terminal(sys.stderr):
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, f"{doing} …", console=Console(stderr=True), transient=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at a stream."""
    return stream is not None and not stream.closed and stream.isatty()
