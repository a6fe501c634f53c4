"""The order of day and month in a record's dates: the platform's, unless the record itself shows another."""

import re

from trialparse.records.sheet import DateOrder

__all__ = ["date_order"]

_SLASHED = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_SPREADSHEET = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?=[ T]\d)")
_WHOLE = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*\Z")
_WHY = "read day first, as the source writes dates"


def date_order(registered: str | None = None, sure: str | None = None) -> DateOrder:
    """The order of a record's dates: day first, or not sure where the date of registration is the other way round.

    `sure` is the same date as yyyymmdd, where the record has it.

    >>> date_order("05/08/2026", "20260805").day_first, date_order("05/08/2026", "20260508").day_first
    (True, None)
    """
    whole = _WHOLE.match(sure or "")
    told, saved = _SLASHED.match(registered or ""), _SPREADSHEET.match(registered or "")
    found = told or saved
    if whole is None or found is None:
        return DateOrder(True, _WHY)
    first, second = (found[1], found[2]) if told else (found[3], found[2])
    if int(whole[2]) == int(whole[3]) or (int(first), int(second)) != (int(whole[2]), int(whole[3])):
        return DateOrder(True, _WHY)
    shown = f"the date of registration, {found[0].strip()}, has the month for the day beside {whole[0].strip()}"
    return DateOrder(None, shown, swapped=told is None)
