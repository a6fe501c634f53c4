"""The second reader, who knows the plain words around a limit alone."""

import pytest

from trialparse.criteria.ledger.second import Sides, opinion

LOWER, UPPER, BOTH = (True, False), (False, True), (True, True)


@pytest.mark.parametrize(
    ("text", "limit", "sides"),
    [
        ("Platelets ≥ 75", "75", LOWER),
        ("at least two relapses", "two", LOWER),
        ("18 years or older", "18 years or older", LOWER),
        ("aged 18+", "18", LOWER),
        ("stable for the last 4 weeks", "4 weeks", LOWER),
        ("no more than 3 doses", "3", UPPER),
        ("must not exceed 120 kg", "120 kg", UPPER),
        ("not less than 30", "30", LOWER),
        ("within the past year", "within the past year", UPPER),
        ("during the 4 weeks before entry", "4 weeks", UPPER),
        ("18-65 years", "18-65 years", BOTH),
        ("28 ± 3 days", "28 ± 3 days", BOTH),
        ("from thirty-five to two hundred and fifty", "from thirty-five to two hundred and fifty", BOTH),
        ("at least 36 weeks and 5 days", "36 weeks and 5 days", LOWER),
        ("24 0/7 to 33 6/7 weeks", "24 0/7 to 33 6/7 weeks", BOTH),
        ("from 2 to <12 years", "2 to <12 years", BOTH),
        ("≥ 40% to ≤ 90%", "≥ 40% to ≤ 90%", BOTH),
        ("18 ≤ age < 65", "18 ≤ age < 65", BOTH),
        ("at least 1 and not more than 2", "at least 1 and not more than 2", BOTH),
        ("grade 2 or 3", "2 or 3", BOTH),
        ("6 weeks since surgery", "6 weeks", None),
        ("dose of 5 mg", "5 mg", None),
        ("no figure", "figure", None),
        ("CRP > 10. Weight 50 kg", "50 kg", None),
        ("eGFR < 60 mL/min/1.73 m2", "< 60 mL/min/1.73 m2", UPPER),
    ],
)
def test_the_sides(text: str, limit: str, sides: Sides | None) -> None:
    start = text.index(limit)
    assert opinion(text, 0, start, start + len(limit)) == sides


def test_nothing_before_the_criterion_is_looked_at() -> None:
    text = "less than\n20 mg"
    assert opinion(text, 0, 10, 15) == UPPER
    assert opinion(text, 10, 10, 15) is None
