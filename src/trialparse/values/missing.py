"""The words registries write where they have nothing to say."""

import re

__all__ = ["is_missing", "is_unanswered"]

_BREAK = r"(?:\s|<br\s?/?>)"
# The EU's question about the sexes, to which there is no answer.
_UNANSWERED = re.compile(rf"{_BREAK}{{0,9}}(?:(?:fe)?males?\s{{0,3}}[:：](?:-|{_BREAK}){{0,9}}){{1,3}}", re.IGNORECASE)
_DASHES = "-‐‑‒–—―−"
_WORDS = frozenset(
    {
        "", "n/a", "na", "n.a", "nil", "nil known", "none", "null", "no entry", "not provided", "not specified",
        "not stated", "not applicable", "not available", "not entered", "no data", "information not present in eudract",
        "information not provided", "not provided at time of registration", "not selected", "pending",
        "/", "??", "date missing", "no date specified", "00/00/0000", "[---]*",
        "applicable only for completed/terminated trials",
        "无", "無", "なし", "該当なし", "暂无",
    }
)  # fmt: skip


def is_missing(text: str) -> bool:
    """Whether a field's text says that there is no value.

    `NA` counts as missing here; for a phase and an allocation it is a value, so those readers come first.

    Examples:
        >>> [is_missing(text) for text in ("-", "N/A", "Not Specified", "0", "No")]
        [True, True, True, False, False]
    """
    return is_unanswered(text) or " ".join(text.split()).strip(f"{_DASHES}.").lower() in _WORDS


def is_unanswered(text: str) -> bool:
    """Whether a text is a form's questions alone.

    Examples:
        >>> is_unanswered("<br>Female: <br>Male: <br>"), is_unanswered("Female: yes"), is_unanswered("Female, Male")
        (True, False, False)
    """
    return _UNANSWERED.fullmatch(text) is not None
