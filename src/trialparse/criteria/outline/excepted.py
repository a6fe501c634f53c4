"""Lists of exceptions: `Malignancy within 5 years except:`, and what stands below it, or perhaps only beside it.

What is listed as allowed, `The following are not exclusionary:`, excludes as little.
"""

from collections.abc import Sequence
from itertools import takewhile

from ahocorasick_rs import AhoCorasick

from trialparse.criteria.outline.item import Excepted, Item
from trialparse.criteria.outline.wording import ALLOWS, EXCEPTS, SPARES, TAKES
from trialparse.model.criterion import Kind

__all__ = ["below", "beside", "excepts"]

# Cheap looks before the dear ones.
_HINTS = AhoCorasick(["xcept", "XCEPT", "nless", "NLESS", "ther than", "part from", "side from", "xclu", "ave for"])
_SPARING = AhoCorasick(["allowed", "permi", "accept", "t be ex", "not ", "n't", "none", "ligible", "can ", "may "])
_REACH = 170  # characters at the end of a lead-in that make what is listed an exception
_FEW = 4  # criteria beside a lead-in that may be its list


def excepts(text: str, start: int, end: int, kind: Kind = "unknown") -> bool:
    """Whether a lead-in, or a label, of a list of a kind says that what is listed does not count.

    >>> [excepts(words, 0, len(words)) for words in ("Cancer, except for:", "Exceptions:", "Other than gout:")]
    [True, True, False]
    >>> [excepts(words, 0, len(words)) for words in ("Allowed:", "These are not exclusionary:", "Not allowed:")]
    [True, True, False]
    """
    return _excepted(text, start, end, kind) is not None


def _excepted(text: str, start: int, end: int, kind: Kind) -> Excepted:
    """Whether what is listed does not count; one that is denied to exclude is told so by its own denial, too."""
    words = text[max(start, end - _REACH) : end]
    if _HINTS.find_matches_as_indexes(words) and EXCEPTS.search(words):
        return "surely"
    if not _SPARING.find_matches_as_indexes(words.lower()):
        return None
    if ALLOWS.search(words) or (kind == "exclusion" and TAKES.search(words)):
        return "surely"
    return "perhaps" if SPARES.search(words) else None


def below(text: str, over: Item) -> Excepted:
    """Whether what stands below a criterion is excepted."""
    if over.children:
        return over.children[0].excepted
    return over.excepted or _excepted(text, over.start, over.end, over.kind)


def beside(text: str, siblings: Sequence[Item]) -> Excepted:
    """Whether the next one of some criteria may be what a lead-in excepts that has no list below it."""
    if not siblings or (siblings[-1].excepted != "perhaps" and text[siblings[-1].end - 1] != ":"):
        return None
    last = list(takewhile(lambda each: each.excepted == "perhaps", reversed(siblings[-_FEW:])))
    lead = siblings[-1 - len(last)] if len(last) < min(_FEW, len(siblings)) else None
    if lead is None or lead.children or text[lead.end - 1] != ":":
        return None
    return "perhaps" if excepts(text, lead.start, lead.end, lead.kind) else None
