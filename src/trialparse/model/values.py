"""Single values: dates with their precision, ages, intervals."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Literal

from trialparse.model.base import Frozen, Span

__all__ = ["Age", "AgeUnit", "Bound", "DateType", "Interval", "PartialDate", "Precision"]

Precision = Literal["day", "month", "year"]
DateType = Literal["ACTUAL", "ESTIMATED"]
AgeUnit = Literal["Years", "Months", "Weeks", "Days", "Hours", "Minutes"]


class PartialDate(Frozen):
    """A date as precise as the page gives it, ISO 8601: `2025-09-25`, `2025-09` or `2025`.

    Examples:
        >>> PartialDate(date="2024-02", precision="month").last
        datetime.date(2024, 2, 29)
    """

    date: str
    precision: Precision
    type: DateType | None = None
    span: Span | None = None

    @property
    def first(self) -> dt.date:
        """The first day the date can mean."""
        year, month, day = ([int(part) for part in self.date.split("-")] + [1, 1])[:3]
        return dt.date(year, month, day)

    @property
    def last(self) -> dt.date:
        """The last day the date can mean."""
        if self.precision == "day":
            return self.first
        if self.precision == "year":
            return dt.date(self.first.year, 12, 31)
        following = self.first.replace(day=28) + dt.timedelta(days=4)
        return following - dt.timedelta(days=following.day)


class Age(Frozen):
    """An age limit as a registry field states it, unit as in the ClinicalTrials.gov API (`Years`, `Months` …).

    Examples:
        >>> from trialparse import parse_record
        >>> study = {"protocolSection": {"eligibilityModule": {"minimumAge": "18 Years"}}}
        >>> age = parse_record(study).eligibility.minimum_age
        >>> age.value, age.unit
        (Decimal('18'), 'Years')
    """

    value: Decimal
    unit: AgeUnit
    span: Span | None = None


class Bound(Frozen):
    """One end of an interval.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("HbA1c of at least 7.5%").constraints
        >>> limit.interval.lower.value, limit.interval.lower.inclusive, limit.interval.upper
        (Decimal('7.5'), True, None)
    """

    value: Decimal
    inclusive: bool


class Interval(Frozen):
    """A set of numbers between two ends; an absent end is open.

    Examples:
        >>> Interval(lower=Bound(value=Decimal(18), inclusive=True), upper=Bound(value=Decimal(65), inclusive=False))
        Interval('[18,65)')
        >>> 18 in Interval(lower=Bound(value=Decimal(18), inclusive=False))
        False
    """

    _instead: ClassVar[str] = "it has `lower` and `upper`, and `30 in interval` says whether a number lies in it"
    lower: Bound | None = None
    upper: Bound | None = None

    def __contains__(self, value: object) -> bool:
        """Whether a number lies in the interval; what is not a number raises a `TypeError`, and NaN lies nowhere."""
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise TypeError(f"an interval holds numbers, not {value!r}") from None
        if number.is_nan():
            return False
        above = self.lower is None or number > self.lower.value or (self.lower.inclusive and number == self.lower.value)
        below = self.upper is None or number < self.upper.value or (self.upper.inclusive and number == self.upper.value)
        return above and below

    def contains(self, value: Decimal | float) -> bool:
        """The same as `value in interval`."""
        return value in self

    def __str__(self) -> str:
        left = "(" if self.lower is None else f"{'[' if self.lower.inclusive else '('}{self.lower.value}"
        right = ")" if self.upper is None else f"{self.upper.value}{']' if self.upper.inclusive else ')'}"
        return f"{left},{right}"

    def __repr__(self) -> str:
        return f"Interval('{self}')"
