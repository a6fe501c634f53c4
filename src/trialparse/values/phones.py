"""Telephone numbers and e-mail addresses, told from other lines of a contact."""

import re

__all__ = ["is_email", "is_phone"]

_PHONE = re.compile(
    r"(?:tel|phone|ph|fax|call)?[\s.:]{0,3}\+?[\d(][-\d()\s./+]{4,30}(?:\d|\))(?:[\s,;]{0,3}(?:ext\.?|x|#)?[\s.:]{0,2}\d{1,6})?",
    re.I,
)
_EMAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[A-Za-z]{2,24}")


def is_phone(text: str) -> bool:
    """Whether a whole line is a telephone number.

    >>> [is_phone(text) for text in ("+86 13787097676", "(0)20 7946-0018 ext. 12", "Site 12", "2025")]
    [True, True, False, False]
    """
    return _PHONE.fullmatch(text.strip()) is not None and sum(map(str.isdigit, text)) >= 7


def is_email(text: str) -> bool:
    """Whether a whole line is an e-mail address.

    >>> is_email("trial.office@example.org"), is_email("see www.example.org")
    (True, False)
    """
    return _EMAIL.fullmatch(text.strip()) is not None
