"""Results in one line: what they say, how long they are, and that no character of a page acts in them."""

import re
from typing import get_args

import pytest

from trialparse import Eligibility, Subject, Trial, parse, parse_criteria
from trialparse.model import Constraint, Criterion, Interval, Span, Threshold
from trialparse.model.said import limits, one_line, said, visible

KINDS = get_args(get_args(Constraint)[0])
HOSTILE = "ALT\x00\x1b[31m\u202e\ud800\n<b>'\"" * 500


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ALT ≤ 2.5 × ULN", ["Threshold('ALT' ≤ 2.5 × ULN)"]),
        ("FEV1 ≥ 50% predicted", ["Threshold('FEV1' ≥ 50 % of predicted)"]),
        ("SLEDAI-2K of at least 8 at screening", ["Threshold('SLEDAI-2K' ≥ 8 ({score}) @ SCREENING)"]),
        ("Weight loss > 5 kg", ["Threshold('Weight loss' decrease > 5 kg)"]),
        ("Donor age < 60 years", ["Threshold('age' of the donor < 60 a)"]),
        ("NYHA class III or IV", ["Levels('NYHA class' in {III, IV})"]),
        ("≥ 2 BILAG B", ["Levels('BILAG' in {B} (≥ 2 of them))"]),
        ("No surgery within 6 weeks before screening", ["Window(not 'surgery' ≤ 6 wk before SCREENING)"]),
        ("Stable dose for at least 12 weeks", ["Duration('Stable dose' for ≥ 12 wk)"]),
        ("Meets the 2019 EULAR/ACR classification criteria", ["CriteriaSet('2019 EULAR/ACR classification criteria')"]),
        (
            "Weight > 35 kg when under 11 years",
            [
                "Threshold('Weight' > 35 kg if “when under 11 years”)",
                "Threshold(condition: 'under 11 years' < 11 a)",
            ],
        ),
        ("HbA1c = 8 %", ["Threshold(? 'HbA1c' = 8 %)"]),
        ("No prior chemotherapy", ["Presence(no prior 'chemotherapy' (drug))"]),
        ("Hepatitis B or C", ["Presence('Hepatitis B' (condition))", "Presence('Hepatitis C' (condition))"]),
    ],
)
def test_a_constraint_is_one_line(text: str, lines: list[str]) -> None:
    constraints = [each for each in parse_criteria(text).constraints if each.role != "part"]
    assert [repr(each) for each in constraints] == lines
    assert [str(each) for each in constraints] == lines


def test_trials_and_criteria_are_one_line() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n- Labs:\n  - HbA1c = 9%\n  - ALT < 3 × ULN\n- Signed consent")
    labs = eligibility.criteria[0]
    assert repr(eligibility) == "Eligibility(2 inclusion, 2 constraints, 1 doubtful)"
    assert repr(labs) == "Criterion('I1', inclusion, 'Labs:', 2 children, 0 constraints, unparsed)"
    assert repr(labs.children[1]) == "Criterion('I1.2', inclusion, 'ALT < 3 × ULN', 1 constraint, parsed)"
    assert repr(Trial()) == "Trial(no id, 0 criteria, 0 constraints)"
    assert repr(Eligibility()) == "Eligibility(no criteria, 0 constraints)"
    assert (
        repr(Trial(id="NCT01234567", title="On sleep")) == "Trial('NCT01234567', 'On sleep', 0 criteria, 0 constraints)"
    )


def hostile(kind: type) -> Constraint:
    fields = {"interval": {}, "levels": [HOSTILE] * 50, "unit": HOSTILE, "domain": [HOSTILE]}
    shared = {
        "span": {"start": 0, "end": 3},
        "subject": {"text": HOSTILE, "span": {"start": 0, "end": 3}},
        "condition": {"text": HOSTILE, "span": {"start": 0, "end": 3}},
        "anchor": {"key": HOSTILE, "text": HOSTILE, "span": {"start": 0, "end": 3}},
        "rule": HOSTILE,
    }
    own = {name: value for name, value in fields.items() if name in kind.model_fields}  # type: ignore[attr-defined]
    found: Constraint = kind.model_validate({**shared, **own})  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_is_bounded_and_does_nothing(kind: type) -> None:
    constraint = hostile(kind)
    criterion = Criterion(
        id=HOSTILE, kind="unknown", text=HOSTILE, span=Span(start=0, end=9), constraints=(constraint,)
    )
    trial = Trial(id=HOSTILE, title=HOSTILE, eligibility=Eligibility(criteria=(criterion,)))
    for line in (said(constraint), repr(constraint), repr(criterion), repr(trial), repr(trial.eligibility)):
        assert line.isprintable()
        assert len(line) < 320


def test_what_cannot_be_printed_is_written_as_in_python() -> None:
    assert visible("a\x00b\u202ec\ud800d\u00a0e\n") == r"a\x00b\u202ec\ud800d" + "\u00a0e\n"
    assert one_line("x" * 10_000_000, 5) == "xxxx…"
    assert one_line("a\u2028b\x1c c") == "a b c"


def test_a_lost_comparator_and_an_open_interval_are_said() -> None:
    span = Span(start=0, end=3)
    lost = Threshold(span=span, subject=Subject(text="ALT", span=span), unit="U/L", rule="x")
    assert repr(lost) == "Threshold('ALT' (comparator lost) U/L)"
    assert limits(Interval()) == "any"


def test_reprs_stay_short_on_a_page() -> None:
    trial = parse("Inclusion Criteria:\n" + "- ALT > 3 × ULN\n" * 200)
    assert repr(trial) == "Trial(no id, 200 criteria, 200 constraints)"
    assert not re.search("interval|span", repr(trial.eligibility))
