"""Numbers of participants."""

import re
from dataclasses import dataclass

__all__ = ["Count", "read_count"]

_NUMBER = r"(?<![\w.,-])\d{1,3}(?:[,. '’]\d{3}){1,3}(?![\d.,]\d)|(?<![\w.,-])\d{1,9}(?![\d]|[.,]\d)"
_NUMBERS = re.compile(_NUMBER)
_GROUP = re.compile(rf"[^:：;；\d][^:：;；]{{0,80}}[:：]\s*({_NUMBER})\s*(?:[;；]|\Z)")


@dataclass(frozen=True, slots=True)
class Count:
    """A count, where it stands in the text, and the numbers it is the sum of.

    Examples:
        >>> from trialparse.values import read_count
        >>> read_count("40 people")
        Count(value=40, start=0, end=2, parts=())
    """

    value: int
    start: int
    end: int
    parts: tuple[int, ...] = ()


def read_count(text: str) -> Count | None:
    """The one number of participants a field states, or the sum of its groups, or None.

    Examples:
        >>> read_count("1,200 participants")
        Count(value=1200, start=0, end=5, parts=())
        >>> read_count("Group A:49;Group B:51;").value, read_count("Group A:49;Group B:51;").parts
        (100, (49, 51))
        >>> read_count("20 to 30 participants") is None
        True
    """
    numbers = list(_NUMBERS.finditer(text))
    if len(numbers) == 1:
        return Count(_integer(numbers[0][0]), *numbers[0].span())
    groups = list(_GROUP.finditer(text))
    if len(groups) < 2 or "".join(group[0] for group in groups) != text.strip():
        return None
    parts = tuple(_integer(group[1]) for group in groups)
    return Count(sum(parts), groups[0].start(), groups[-1].end(), parts)


def _integer(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
