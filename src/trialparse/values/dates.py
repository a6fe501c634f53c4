"""Dates as registries write them, as precise as they are given.

A general date parser fills in today's day and reads any number as a year; this grammar accepts what a registry prints
and nothing else.
"""

import datetime as dt
import re
from typing import Any

from trialparse.values.enums import read_date_type

__all__ = ["is_ambiguous", "read_date"]

# English, then Spanish, French, German, Italian, Portuguese, Dutch, Polish, Czech, Russian and Turkish, as far as they
# differ; what is written short, as registers do.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january enero ene janvier janv januar jänner gennaio gen janeiro januari styczeń stycznia leden ledna "
            "январь января ocak",
            "feb february febrero février fevrier févr februar febbraio fevereiro fev februari luty lutego únor února "
            "февраль февраля şubat",
            "mar march marzo mars märz mär mrz março maart mrt marzec marca březen března март марта mart",
            "apr april abril abr avril avr aprile kwiecień kwietnia duben dubna апрель апреля nisan",
            "may mayo mai maggio mag maio mei maj maja květen května май мая mayıs",
            "jun june junio juin juni giugno giu junho czerwiec czerwca červen června июнь июня haziran",
            "jul july julio juillet juil juli luglio lug julho lipiec lipca červenec července июль июля temmuz",
            "aug august agosto ago août aout augustus sierpień sierpnia srpen srpna август августа ağustos",
            "sep sept september septiembre setiembre septembre settembre set setembro wrzesień września září сентябрь "
            "сентября eylül",
            "oct october octubre octobre oktober okt ottobre ott outubro out październik października říjen října "
            "октябрь октября ekim",
            "nov november noviembre novembre novembro listopad listopada listopadu ноябрь ноября kasım",
            "dec december diciembre dic décembre decembre déc dezember dez dicembre dezembro grudzień grudnia prosinec "
            "prosince декабрь декабря aralık",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925, "民国": 1911, "民國": 1911}
_TIME = r"(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?(?:\s?[AP]M)?)?"
_TYPE = r"(?:[\s,]{0,9}[\uac00-\ud7a3]{0,8}\s{0,9}[\(\[](?P<type>[A-Za-z]{3,12})[\)\]])?"
_JALALI = r"(?:,\s?1[34]\d\d[/-]\d{1,2}[/-]\d{1,2})?"  # the same day, as Iran counts
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_OF = r"(?:d[eo]l?\s+)?"
_SHAPES = tuple(
    re.compile(rf"\s*(?:{shape}){_TIME}{_JALALI}{_TYPE}\s*\Z", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?",
        r"(?P<year>\d{4})[/.]\s?(?P<month>\d{1,2})(?:[/.]\s?(?P<day>\d{1,2})\.?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[º.])?[\s-]+{_OF}{_MONTH},?[\s-]+{_OF}(?P<year>\d{{4}})(?:\s?г\.?)?",
        rf"{_MONTH}-(?P<year>\d{{4}})",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일])?",
        r"(?P<era>令和|平成|昭和|民[国國])\s?(?P<year>\d{1,3}|元)\s?年\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?",
        r"(?P<era>[RHS])(?P<year>\d{1,2})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})",
        r"(?P<year>\d{4})\s*Year\s*(?P<month>\d{1,2})\s*Month(?:\s*(?P<day>\d{1,2})\s*Day)?",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
    )
)
_NUMERIC = re.compile(rf"\s*(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-](?P<year>\d{{4}}){_TIME}{_TYPE}\s*\Z")


def read_date(text: str, day_first: bool | None = None) -> dict[str, Any] | None:
    """The date a labelled field states, with its precision and type, or None.

    `day_first` is the registry's order of `05/08/2026`; where it is unknown and both readings are dates, only the year
    is sure and only the year is given (`is_ambiguous` tells).

    Examples:
        >>> read_date("September 2025 (Estimated)")
        {'date': '2025-09', 'precision': 'month', 'type': 'ESTIMATED'}
        >>> read_date("05/08/2026", day_first=True)
        {'date': '2026-08-05', 'precision': 'day', 'type': None}
        >>> read_date("05/08/2026")
        {'date': '2026', 'precision': 'year', 'type': None}
        >>> read_date("18 Years") is None
        True
    """
    numeric = _NUMERIC.match(text)
    if numeric:
        return _numeric(numeric, day_first)
    for shape in _SHAPES:
        match = shape.match(text)
        if match:
            parts = match.groupdict()
            return _date(_year(parts["year"], parts.get("era")), parts.get("month"), parts.get("day"), parts["type"])
    return None


def is_ambiguous(text: str, day_first: bool | None = None) -> bool:
    """Whether day and month cannot be told apart.

    Examples:
        >>> [is_ambiguous(text) for text in ("05/08/2026", "25/08/2026", "05/05/2026", "2026-08-05")]
        [True, False, False, False]
    """
    numeric = _NUMERIC.match(text)
    if numeric is None or day_first is not None:
        return False
    first, second = int(numeric["first"]), int(numeric["second"])
    return first != second and max(first, second) <= 12


def _year(digits: str, era: str | None) -> str:
    """The year of our count, of one that may be counted from an emperor or a republic; their first is 元."""
    return digits if era is None else str(_ERAS[era.lower()] + int(digits.replace("元", "1")))


def _numeric(match: re.Match[str], day_first: bool | None) -> dict[str, Any] | None:
    first, second, year = match["first"], match["second"], match["year"]
    orders = (
        [(first, second), (second, first)] if day_first is None else [(first, second) if day_first else (second, first)]
    )
    dates = [date for day, month in orders if (date := _date(year, month, day, match["type"]))]
    if len({date["date"] for date in dates}) > 1:
        return _date(year, None, None, match["type"])
    return dates[0] if dates else None


def _date(year: str, month: str | None, day: str | None, kind: str | None) -> dict[str, Any] | None:
    """A date of the calendar, or None."""
    number = int(month) if month is not None and month.isdecimal() else _MONTHS.get((month or "").lower(), 0)
    if month is not None and not 1 <= number <= 12:
        return None
    try:
        whole = dt.date(int(year), number or 1, int(day or 1)).isoformat()
    except ValueError:
        return None
    if not 1800 <= int(year) <= 2200:
        return None
    precision = "day" if day is not None else "month" if month is not None else "year"
    return {
        "date": whole[: {"day": 10, "month": 7, "year": 4}[precision]],
        "precision": precision,
        "type": read_date_type(kind or ""),
    }
