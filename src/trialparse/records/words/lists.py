"""A field that is a list: items between semicolons, or a line each."""

import re
from collections.abc import Iterator

from trialparse.records.form import once
from trialparse.text import clean
from trialparse.values import is_missing

__all__ = ["listed", "parts"]

_BETWEEN = re.compile(r"[;；\n]")


def parts(text: str | None) -> Iterator[str]:
    """The parts that say anything, in their order.

    >>> list(parts(";Gout\\nN/A;Gout; Cough"))
    ['Gout', 'Gout', 'Cough']
    """
    return (part for part in map(clean, _BETWEEN.split(text or "")) if not is_missing(part))


def listed(text: str | None) -> list[str]:
    """The parts that say anything, each once.

    >>> listed(";Gout;Gout;Cough")
    ['Gout', 'Cough']
    """
    return once(parts(text))
