"""Age limits as registry fields state them."""

import re
from decimal import Decimal
from typing import Any

from trialparse.values.missing import is_missing

__all__ = ["is_unlimited", "read_age"]

_UNITS = {
    "y": "Years", "yr": "Years", "year": "Years", "age": "Years", "jahr": "Years", "jahre": "Years", "an": "Years",
    "año": "Years", "ano": "Years", "岁": "Years", "歳": "Years", "세": "Years",
    "mo": "Months", "mth": "Months", "month": "Months", "m": "Months", "w": "Weeks", "wk": "Weeks", "week": "Weeks",
    "d": "Days", "day": "Days", "h": "Hours", "hr": "Hours", "hour": "Hours", "min": "Minutes", "minute": "Minutes",
}  # fmt: skip
_AGE = re.compile(
    r"\s*(?:[<>≤≥]=?\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?)\s*\+?\s*(?P<open>\()?(?P<unit>[A-Za-zñ岁歳세]{1,7})?(?:\(s\))?(?(open)\))[\s.-]*"
    r"(?:0\s?(?:month|week|day)s?[\s.-]*){0,3}(?:(?:and|or|of|age|old|over|older|under|younger|above|below|up)[\s.-]*){0,4}(?:[<>≤≥]=?)?\s*\Z"
)
_NO_LIMIT = r"no (?:(?:age )?limits?|(?:minimum|maximum|lower|upper)(?: age)?(?: limit)?)|n/a|none|/|[?？]{1,3}"
_UNLIMITED = re.compile(rf"\s*(?:-?\d{{1,12}}\s+)?(?:\(?(?:{_NO_LIMIT})\)?\s*){{1,3}}\Z", re.IGNORECASE)


def is_unlimited(text: str) -> bool:
    """Whether an age field says that there is no limit, or nothing at all.

    Examples:
        >>> [is_unlimited(text) for text in ("No limit", "0 N/A (No limit)", "-2147483648 No limit", "-", "0")]
        [True, True, True, True, False]
    """
    return is_missing(text) or _UNLIMITED.match(text) is not None


def read_age(text: str, *, upper: bool = False) -> dict[str, Any] | None:
    """The age in a limit field, in years where no unit stands, or None where there is no limit.

    A bare 0 is birth in a lower limit and means no limit in an upper one.

    Examples:
        >>> read_age("18 Years"), read_age("65+")
        ({'value': Decimal('18'), 'unit': 'Years'}, {'value': Decimal('65'), 'unit': 'Years'})
        >>> read_age(">= 20age old"), read_age("6 Months")
        ({'value': Decimal('20'), 'unit': 'Years'}, {'value': Decimal('6'), 'unit': 'Months'})
        >>> read_age("19(Year)") == read_age("19 Year(s)") == read_age("19.00 years.") == read_age("19Y")
        True
        >>> read_age("No limit"), read_age("-2147483648 No limit"), read_age("0", upper=True)
        (None, None, None)
    """
    match = _AGE.match(text)
    if match is None:
        return None
    word = (match["unit"] or "y").lower()
    unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
    value = Decimal(match["number"])
    if unit is None or (upper and value == 0):
        return None
    return {"value": value.quantize(Decimal(1)) if value == value.to_integral() else value, "unit": unit}
