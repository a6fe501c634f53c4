"""Lists of exceptions: `Malignancy within 5 years except:`, and what stands below it, or perhaps only beside it."""

from collections.abc import Sequence
from itertools import takewhile

from trialparse.criteria.outline.item import Excepted, Item
from trialparse.criteria.outline.wording import EXCEPTS

__all__ = ["below", "beside", "excepts"]

_HINTS = ("xcept", "XCEPT", "nless", "NLESS", "ther than", "part from", "side from", "xclu", "ave for")  # a cheap look
_REACH = 170  # characters at the end of a lead-in that make what is listed an exception
_FEW = 4  # criteria beside a lead-in that may be its list


def excepts(text: str, start: int, end: int) -> bool:
    """Whether a lead-in, or a label, says that what is listed does not count.

    >>> [excepts(words, 0, len(words)) for words in ("Cancer, except for:", "Exceptions:", "Other than gout:")]
    [True, True, False]
    """
    words = text[max(start, end - _REACH) : end]
    return any(map(words.__contains__, _HINTS)) and EXCEPTS.search(words) is not None


def below(text: str, over: Item) -> Excepted:
    """Whether what stands below a criterion is excepted."""
    if over.children:
        return over.children[0].excepted
    return over.excepted or ("surely" if excepts(text, over.start, over.end) else None)


def beside(text: str, siblings: Sequence[Item]) -> Excepted:
    """Whether the next one of some criteria may be what a lead-in excepts that has no list below it."""
    if not siblings or (siblings[-1].excepted != "perhaps" and text[siblings[-1].end - 1] != ":"):
        return None
    last = list(takewhile(lambda each: each.excepted == "perhaps", reversed(siblings[-_FEW:])))
    lead = siblings[-1 - len(last)] if len(last) < min(_FEW, len(siblings)) else None
    if lead is None or lead.children or text[lead.end - 1] != ":":
        return None
    return "perhaps" if excepts(text, lead.start, lead.end) else None
