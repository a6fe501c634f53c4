"""Which values a window dates."""

from typing import Any

import pytest

from trialparse import parse_criteria
from trialparse.criteria.kinds import dating

DATED = {
    "the value before it": ("Hemoglobin ≥ 9 g/dL within 14 days before screening", {"within 14 days": ["≥ 9 g/dL"]}),
    "both of two joined": (
        "ALT and AST ≤ 3 x ULN within 4 weeks before randomization",
        {"within 4 weeks": ["≤ 3 x ULN", "≤ 3 x ULN"]},
    ),
    "a count": ("At least 2 relapses within 12 months", {"within 12 months": ["At least 2"]}),
    "levels": ("ECOG 0-1 within 7 days of enrollment", {"within 7 days": ["0-1"]}),
}
NOTHING = {
    "a value behind a comma": "Hemoglobin ≥ 9 g/dL, surgery within 14 days before screening",
    "a value before an and": "CRP > 5 mg/L and surgery within 4 weeks",
    "an event": "Live vaccine within 4 weeks before screening",
    "another sentence": "CRP > 5 mg/L. Surgery within 4 weeks",
    "a time": "Stable for 3 months within 2 years",
    "a change that there is none of": "ECOG 0 or 1 with no worsening over the previous 2 weeks",
    "a distance": "Two readings > 5 mg/L at least 7 days apart",
    "criteria": "Lupus by the 2019 EULAR/ACR classification criteria within 2 years",
    "a duration dates nothing": "CRP > 5 mg/L for 3 months",
}


@pytest.mark.parametrize(("text", "expected"), DATED.values(), ids=DATED.keys())
def test_a_window_dates(text: str, expected: dict[str, list[str]]) -> None:
    (criterion,) = parse_criteria(text).criteria
    found = {
        each.span.of(text): [criterion.constraints[place].span.of(text) for place in each.dates]
        for each in criterion.constraints
        if each.dates
    }
    assert found == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_a_window_dates_nothing(text: str) -> None:
    assert [each for each in parse_criteria(text).constraints if each.dates] == []


def test_many_times_cost_no_more_than_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(count: int) -> int:
        calls = 0
        real = dating._dates

        def counted(*arguments: Any) -> bool:
            nonlocal calls
            calls += 1
            return real(*arguments)

        with monkeypatch.context() as patched:
            patched.setattr(dating, "_dates", counted)
            parse_criteria("surgery within 4 weeks " * count)
        return calls

    assert asked(400) <= 2.2 * asked(200)
