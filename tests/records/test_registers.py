"""Rows of the WHO's platform, each in the words of the register that it comes from."""

from collections.abc import Callable
from typing import Any

import pytest

from records.who_rows import ROWS, Row
from trialparse import Trial, parse_record
from trialparse.model.values import Age


def _age(age: Age | None) -> str | None:
    return None if age is None else f"{age.value:g} {age.unit}"


# What there is to ask of a trial, by the names in ROWS.
READ: dict[str, Callable[[Trial], Any]] = {
    "id": lambda trial: trial.id,
    "title": lambda trial: trial.title,
    "acronym": lambda trial: trial.acronym,
    "status": lambda trial: trial.status,
    "phases": lambda trial: list(trial.phases),
    "count": lambda trial: trial.enrollment and trial.enrollment.count,
    "start": lambda trial: trial.start_date and trial.start_date.date,
    "conditions": lambda trial: list(trial.conditions),
    "countries": lambda trial: list(trial.countries),
    "interventions": lambda trial: [each.name for each in trial.interventions],
    "arms": lambda trial: [each.label for each in trial.arms],
    "outcomes": lambda trial: [(each.measure, each.time_frame) for each in trial.outcomes],
    "design": lambda trial: {name: value for name, value in trial.design.model_dump().items() if value},
    "sex": lambda trial: trial.eligibility and trial.eligibility.sex,
    "minimum": lambda trial: trial.eligibility and _age(trial.eligibility.minimum_age),
    "maximum": lambda trial: trial.eligibility and _age(trial.eligibility.maximum_age),
    "inclusion": lambda trial: [each.text for each in trial.eligibility.inclusion] if trial.eligibility else [],
    "exclusion": lambda trial: [each.text for each in trial.eligibility.exclusion] if trial.eligibility else [],
}


@pytest.mark.parametrize("register", ROWS)
def test_every_field(register: str) -> None:
    row, expected = ROWS[register]
    trial = parse_record({"Source Register": register.partition(",")[0]} | row)
    assert {name: READ[name](trial) for name in expected} == expected
    assert trial.registry == register.partition(",")[0]


@pytest.mark.parametrize("register", ROWS)
def test_every_span_holds_its_words(register: str) -> None:
    trial = parse_record(ROWS[register][0])
    for path in trial.spans:
        assert trial.evidence(path), path


def names_of(row: Row, spell: Callable[[str], str]) -> Row:
    return {spell(name): words for name, words in row.items()}


@pytest.mark.parametrize(
    "spell", [lambda name: name.replace(" ", "_"), lambda name: name.lower().replace(" ", "_"), str.upper]
)
def test_names_may_be_spelled_otherwise(spell: Callable[[str], str]) -> None:
    for row, _ in ROWS.values():
        usual, other = parse_record(row), parse_record(names_of(row, spell))
        assert other.model_copy(update={"diagnostics": ()}) == usual.model_copy(update={"diagnostics": ()})


def codes(trial: Trial) -> set[tuple[str, str | None]]:
    return {(each.code, each.path) for each in trial.diagnostics}


def test_what_has_no_place_is_said() -> None:
    trial = parse_record(ROWS["EU Clinical Trials Register"][0])
    (left,) = [each for each in trial.diagnostics if each.code == "unread-lines"]
    assert left.message == "what has no place in a trial: Study design, Objectives, Age groups"
    assert [trial.text[span.start : span.end].split(":")[0] for span in left.spans] == [
        "Controlled",
        "Main Objective",
        "Are the trial subjects under 18? no\nNumber of subjects for this age range",
    ]


@pytest.mark.parametrize("phase", ["2020-03-02 00:00:00", "02-Mar", "02/03/2020"])
def test_a_phase_that_a_spreadsheet_made_a_date_is_none(phase: str) -> None:
    trial = parse_record({"TrialID": "IRCT20260101012345N2", "Phase": phase})
    assert trial.phases == ()
    assert codes(trial) == {("unknown-value", "phases[0]")}


def test_no_phase_of_four_is_no_phase() -> None:
    row, _ = ROWS["EU Clinical Trials Register"]
    trial = parse_record(row | {"Phase": row["Phase"].replace("yes", "no")})
    assert trial.phases == ()
    assert "phases[0]" not in {each.path for each in trial.diagnostics}


@pytest.mark.parametrize(
    ("registered", "sure", "start", "code"),
    [
        ("05/08/2026", "20260805", "2026-06-03", "assumed-date-order"),
        ("05/08/2026", "20260508", "2026", "ambiguous-date"),
        ("05/08/2026", "", "2026-06-03", "assumed-date-order"),
        ("2026-08-05", "20260805", "2026-06-03", "assumed-date-order"),
        ("05/08/2026", "20250805", "2026-06-03", "assumed-date-order"),
        ("2026-08-05 00:00:00", "20260508", "2026", "unsure-date-order"),
    ],
)
def test_the_order_of_dates_is_checked_and_said(registered: str, sure: str, start: str, code: str) -> None:
    trial = parse_record(
        {"TrialID": "NCT09990001", "Date registration": registered, "Date registration3": sure,
         "Date enrollement": "03/06/2026"}
    )  # fmt: skip
    assert trial.start_date is not None
    assert trial.start_date.date == start
    assert code in {each.code for each in trial.diagnostics}


@pytest.mark.parametrize(
    ("inclusion", "exclusion", "expected"),
    [
        ("Inclusion criteria: Gout", "", [("inclusion", "Gout")]),
        ("Inclusion criteria: ", "Exclusion criteria: ", []),
        ("Gout_x000D_<br>Cough", "N/A", [("inclusion", "Gout"), ("inclusion", "Cough")]),
        ("", "Exclusion criteria: For all:<br>- Stroke<br>For women:<br>- Pregnancy",
         [("exclusion", "Stroke"), ("exclusion", "Pregnancy")]),
        ("Exclusion criteria: Stroke", "", [("exclusion", "Stroke")]),
        ("Inclusion criteria: 1. Gout<br>Exclusion criteria:<br>1. Stroke", "Exclusion criteria: Dialysis",
         [("inclusion", "Gout"), ("exclusion", "Stroke"), ("exclusion", "Dialysis")]),
    ],
)  # fmt: skip
def test_a_field_gives_its_side(inclusion: str, exclusion: str, expected: list[tuple[str, str]]) -> None:
    trial = parse_record({"TrialID": "X1", "Inclusion Criteria": inclusion, "Exclusion Criteria": exclusion})
    found = trial.eligibility.criteria if trial.eligibility else ()
    assert [(each.kind, each.text) for each in found] == expected


@pytest.mark.parametrize(("sure", "start"), [("20260805", "2026-06-03"), ("20260508", "2026")])
def test_a_spreadsheet_may_have_taken_the_day_for_the_month(sure: str, start: str) -> None:
    trial = parse_record(
        {"TrialID": "NCT09990001", "Date registration": "2026-08-05 00:00:00", "Date registration3": sure,
         "Date enrollement": "2026-06-03 00:00:00"}
    )  # fmt: skip
    assert READ["start"](trial) == start
