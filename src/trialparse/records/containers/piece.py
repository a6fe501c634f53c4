"""What stands at one place of a container."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trialparse.records.known import Kind

__all__ = ["LONGEST", "TOO_LARGE", "Piece", "told_apart"]

LONGEST = 64 * 2**20
"""So many characters of one record, or of a page, are read."""

TOO_LARGE = "record-too-large"
"""The code of one that is longer."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A record of a form, a value that is of none, a page, or why there is nothing.

    `text` is the piece as it stands in its container, where that is a text; `written` is what that is written in.
    """

    place: str
    kind: Kind | None = None
    value: Mapping[str, Any] | None = None
    text: str | None = None
    written: str | None = None
    fault: str | None = None
    code: str = "broken-record"


def told_apart(columns: Iterable[str]) -> Iterator[str]:
    """The names of columns; one that stands there again is told apart, so that no cell is lost.

    >>> list(told_apart(["id", "name", "id"]))
    ['id', 'name', 'id (2)']
    """
    seen: dict[str, int] = {}
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
