"""Telephone numbers and e-mail addresses, told from other lines of a contact."""

import re

from trialparse.extras import require
from trialparse.values.places import country_code

__all__ = ["e164", "is_email", "is_phone"]

_PHONE = re.compile(
    r"(?:tel|phone|ph|fax|call)?[\s.:]{0,3}\+?[\d(][-\d()\s./+]{4,30}(?:\d|\))(?:[\s,;]{0,3}(?:ext\.?|x|#)?[\s.:]{0,2}\d{1,6})?",
    re.I,
)
_ZEROS = re.compile(r"\A\s*00(?=[1-9])")  # what most of the world dials for the plus
_EMAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[A-Za-z]{2,24}")


def is_phone(text: str) -> bool:
    """Whether a whole line is a telephone number.

    Examples:
        >>> [is_phone(text) for text in ("+86 13787097676", "(0)20 7946-0018 ext. 12", "Site 12", "2025")]
        [True, True, False, False]
    """
    return _PHONE.fullmatch(text.strip()) is not None and sum(map(str.isdigit, text)) >= 7


def is_email(text: str) -> bool:
    """Whether a whole line is an e-mail address.

    Examples:
        >>> is_email("trial.office@example.org"), is_email("see www.example.org")
        (True, False)
    """
    return _EMAIL.fullmatch(text.strip()) is not None


def e164(text: str, country: str | None = None) -> str | None:
    """A telephone number in the one form E.164, its extension left out; None where it is no number that can be called.

    `country`, by any of its names or its ISO code, is where a number without `+` is called from: that of the address.
    Needs the extra `contacts`.

    Examples:
        >>> e164("+86 13787097676"), e164("0033147202311", "France"), e164("39 0283413400", "IT")
        ('+8613787097676', '+33147202311', '+390283413400')
        >>> e164("020 7946 0018") is None
        True
    """
    require("phonenumbers", extra="contacts")
    import phonenumbers

    region = None if country is None else country_code(country) or country.strip().upper()
    readings = [(_ZEROS.sub("+", text), region)]
    if region is not None:
        readings.append((f"+{re.sub(r'[^0-9]', '', text)}", None))  # the code of the country stands without its plus
    for written, called_from in readings:
        try:
            number = phonenumbers.parse(written, called_from)
        except phonenumbers.NumberParseException:
            continue
        strange = called_from is None and region not in (None, phonenumbers.region_code_for_number(number))
        if phonenumbers.is_valid_number(number) and not strange:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
