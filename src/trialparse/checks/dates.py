"""Dates of a trial that cannot follow each other."""

from collections.abc import Iterator

from trialparse.model import Diagnostic, Trial

__all__ = ["dates_reversed"]

_ORDER = (
    ("start_date", "primary_completion_date"),
    ("start_date", "completion_date"),
    ("primary_completion_date", "completion_date"),
)


def dates_reversed(trial: Trial) -> Iterator[Diagnostic]:
    """A date that lies before one it must follow, however the imprecise ones are taken.

    >>> from trialparse.model import PartialDate
    >>> start, end = PartialDate(date="2026-03", precision="month"), PartialDate(date="2025-11-30", precision="day")
    >>> [each.code for each in dates_reversed(Trial(start_date=start, completion_date=end))]
    ['dates-reversed']
    """
    for earlier, later in _ORDER:
        first, second = getattr(trial, earlier), getattr(trial, later)
        if first is not None and second is not None and second.last < first.first:
            yield Diagnostic(
                code="dates-reversed",
                message=f"{later} {second.date} lies before {earlier} {first.date}",
                spans=tuple(date.span for date in (first, second) if date.span is not None),
                path=later,
            )
