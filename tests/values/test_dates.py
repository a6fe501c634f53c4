"""Dates: what is read, with which precision, and what is no date."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.model import PartialDate
from trialparse.values import is_ambiguous, read_date

READ = [
    ("2025-09-25", "2025-09-25", "day", None),
    ("2025-09", "2025-09", "month", None),
    ("2025", "2025", "year", None),
    ("2025/09/25", "2025-09-25", "day", None),
    ("2025/9/3", "2025-09-03", "day", None),
    ("20250925", "2025-09-25", "day", None),
    ("2025-03-28 00:00:00", "2025-03-28", "day", None),
    ("2025-03-28 00:00:00.0", "2025-03-28", "day", None),
    ("2025-03-28T10:15", "2025-03-28", "day", None),
    ("2025-03-28T10:15:00Z", "2025-03-28", "day", None),
    ("September 25, 2025", "2025-09-25", "day", None),
    ("Sept. 2025", "2025-09", "month", None),
    ("September 2025 (Actual)", "2025-09", "month", "ACTUAL"),
    ("2025-09-25 [Anticipated]", "2025-09-25", "day", "ESTIMATED"),
    ("25 September 2025", "2025-09-25", "day", None),
    ("28 Sep 2020", "2020-09-28", "day", None),
    ("25-Sep-2025", "2025-09-25", "day", None),
    ("3rd March 2024 (Estimated)", "2024-03-03", "day", "ESTIMATED"),
    ("2025年3月8日", "2025-03-08", "day", None),
    ("2025年3月", "2025-03", "month", None),
    ("25.09.2025", "2025-09-25", "day", None),
    ("2025. 9. 25.", "2025-09-25", "day", None),
    ("Aug. 06, 2026", "2026-08-06", "day", None),
    ("April. 27, 2026", "2026-04-27", "day", None),
    ("Sept. 29, 2026", "2026-09-29", "day", None),
    ("2026 Year 03 Month 15 Day", "2026-03-15", "day", None),
    ("2026/12/21 15:18:55", "2026-12-21", "day", None),
    ("令和8年9月3日", "2026-09-03", "day", None),
    ("令和元年5月", "2019-05", "month", None),
    ("平成31年4月1日", "2019-04-01", "day", None),
    ("R8.9.3", "2026-09-03", "day", None),
    ("民國113年3月12日", "2024-03-12", "day", None),
    ("2024년 3월 12일", "2024-03-12", "day", None),
    ("2026-06-16 실제등록(Actual)", "2026-06-16", "day", "ACTUAL"),
    ("2027-06-16 , 예정(Anticipated)", "2027-06-16", "day", "ESTIMATED"),
    ("2026-03-15, 1404/12/24", "2026-03-15", "day", None),
    ("12 de marzo de 2024", "2024-03-12", "day", None),
    ("1er août 2024", "2024-08-01", "day", None),
    ("12. März 2024", "2024-03-12", "day", None),
    ("12 maart 2024", "2024-03-12", "day", None),
    ("12 março 2024", "2024-03-12", "day", None),
    ("12 marca 2024", "2024-03-12", "day", None),
    ("12 марта 2024 г.", "2024-03-12", "day", None),
    ("10 listopadu 2024", "2024-11-10", "day", None),
    ("25/09/2025", "2025-09-25", "day", None),
    ("09/25/2025", "2025-09-25", "day", None),
    ("05/05/2026", "2026-05-05", "day", None),
    ("05/08/2026", "2026", "year", None),
]
NOT_READ = [
    "",
    "18 Years",
    "65",
    "N/A",
    "2025-13",
    "2025-02-30",
    "31/02/2025",
    "next spring",
    "0000",
    "99999999",
    "1 in 2025",
    "令和8年13月3日",
    "12 foo 2024",
]


@pytest.mark.parametrize(("text", "date", "precision", "kind"), READ)
def test_read(text: str, date: str, precision: str, kind: str | None) -> None:
    found = read_date(f" {text} ")
    assert found == {"date": date, "precision": precision, "type": kind}
    PartialDate.model_validate(found)


@pytest.mark.parametrize("text", NOT_READ)
def test_not_read(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(("day_first", "date"), [(True, "2026-08-05"), (False, "2026-05-08")])
def test_the_registry_settles_the_order(day_first: bool, date: str) -> None:
    found = read_date("05/08/2026", day_first)
    assert found is not None
    assert found["date"] == date
    assert not is_ambiguous("05/08/2026", day_first)
    assert is_ambiguous("05/08/2026")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_every_form_of_a_day_gives_the_same_day(day: dt.date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%d %b %Y", "%d-%b-%Y", "%d.%m.%Y")
    assert {read_date(day.strftime(form))["date"] for form in forms} == {day.isoformat()}  # type: ignore[index]


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    found = read_date(text)
    if found is not None:
        PartialDate.model_validate(found).last  # noqa: B018
