"""The order of day and month in a record's dates: the platform's, unless the record itself shows another."""

import re

from trialparse.records.sheet import DateOrder

__all__ = ["date_order"]

_SLASHED = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_WHOLE = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*\Z")
_WHY = "read day first, as the source writes dates"


def date_order(registered: str | None = None, sure: str | None = None) -> DateOrder:
    """The order of a record's dates: day first, or not sure where the date of registration is found month first.

    `sure` is the same date as yyyymmdd, where the record has it.

    >>> date_order("05/08/2026", "20260805").day_first, date_order("05/08/2026", "20260508").day_first
    (True, None)
    """
    told, whole = _SLASHED.match(registered or ""), _WHOLE.match(sure or "")
    if told is not None and whole is not None:
        first, second, day, month = int(told[1]), int(told[2]), int(whole[3]), int(whole[2])
        if (first, second) == (month, day) and day != month:
            shown = f"the date of registration, {told[0].strip()}, is month first beside {whole[0].strip()}"
            return DateOrder(None, shown)
    return DateOrder(True, _WHY)
