"""Entries of several lines, tables inside a page, and values in two languages."""

import pytest

from trialparse.layouts.engine.columns import rows_under
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import lines_of
from trialparse.layouts.engine.lists import arm, countries, materials, timed_outcomes
from trialparse.layouts.engine.rows import english_of, groups, measures
from trialparse.text import fold


def draft_of(text: str) -> tuple[Draft, list]:  # type: ignore[type-arg]
    folded = fold(text)
    return Draft(text, folded), list(lines_of(folded))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("尚未开始\nNot yet recruiting", "Not yet recruiting"),
        ("中国\nChina\n日本\nJapan", "China Japan"),
        ("1. 咳嗽\n2. 发热\n1. Cough\n2. Fever", "1. Cough 2. Fever"),
        ("1. 咳嗽\n2. BMI > 30", "1. 咳嗽 2. BMI > 30"),
        ("咳嗽\n发热\nCough", "咳嗽 发热 Cough"),
        ("咳嗽\n18\nCough", "咳嗽 18 Cough"),
        ("Cough\nFever", "Cough Fever"),
        ("咳嗽", "咳嗽"),
        ("", ""),
    ],
)
def test_english_of_a_pair(given: str, told: str) -> None:
    assert " ".join(line.text for line in english_of(draft_of(given)[1])) == told


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("Outcome\tTimePoints\nPain\t12 weeks", [["Pain", "12 weeks"]]),
        ("Outcome: TimePoints\nPain: 12 weeks\nNIL: NIL", [["Pain", "12 weeks"]]),
        ("Outcome: TimePoints\nPain: rest: 12 weeks", []),
        ("Outcome\nTimePoints\nPain\n12 weeks", [["Pain", "12 weeks"]]),
        ("Outcome\nTimePoints\nPain\n12 weeks\nSleep\n1 day", []),
        ("Outcome |\nTimePoints |\nPain |\n12 weeks |\nSleep |\n1 day |", [["Pain", "12 weeks"], ["Sleep", "1 day"]]),
        ("Outcome |\nTimePoints |\nPain |", []),
        ("Pain\t12 weeks", []),
        ("", []),
    ],
)
def test_rows_under_known_columns(page: str, rows: list[list[str]]) -> None:
    draft, lines = draft_of(page)
    found = rows_under(draft, lines, ["outcome"], ["timepoints"])
    assert [[cell.text for cell in row] for row in found] == rows


def test_lines_beside_the_entries_stay_unread() -> None:
    draft, lines = draft_of("See the protocol\nGroup: Tea\nSample size: 30\nIntervention: Green tea")
    groups(draft, lines)
    assert draft.values == {
        "arms": [{"label": "Tea", "description": "Green tea"}],
        "interventions": [{"name": "Green tea"}],
        "enrollment": {"count": 30, "type": "ESTIMATED", "span": {"start": 41, "end": 43}},
    }
    assert [line.text for line in draft.unread(lines)] == ["See the protocol"]
    assert not draft.diagnostics


def test_an_outcome_needs_its_type() -> None:
    draft, lines = draft_of("Outcome: Pain\nOutcome: Sleep\nType: 主要指标")
    measures(draft, lines)
    assert draft.values == {"outcomes": [{"measure": "Sleep", "type": "primary"}]}
    assert [each["code"] for each in draft.diagnostics] == ["unknown-value"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Japan/North America/Europe", ["Japan", "North America", "Europe"]),
        ("Germany, Austria", ["Germany", "Austria"]),
        ("Korea, Republic of", ["Korea, Republic of"]),
        ("DE Germany\nAT Austria\nGermany", ["Germany", "Austria"]),
        ("US of the river", ["US of the river"]),
        ("-", []),
    ],
)
def test_countries(given: str, names: list[str]) -> None:
    draft, lines = draft_of(given)
    countries(draft, lines)
    assert draft.values.get("countries", []) == names


@pytest.mark.parametrize(
    ("given", "outcomes"),
    [
        ("1. Cough [ Week 4 ]", [{"measure": "Cough", "type": "primary", "time_frame": "Week 4"}]),
        ("Cough\n[ Week 4 ]", [{"measure": "Cough", "type": "primary", "time_frame": "Week 4"}]),
        (
            "Cough [a]\n[b]",
            [{"measure": "Cough", "type": "primary", "time_frame": "a"}, {"measure": "[b]", "type": "primary"}],
        ),
        ("[Week 4]", [{"measure": "[Week 4]", "type": "primary"}]),
    ],
)
def test_timed_outcomes(given: str, outcomes: list[dict[str, str]]) -> None:
    draft, lines = draft_of(given)
    timed_outcomes("primary")(draft, lines)
    assert draft.values["outcomes"] == outcomes


def test_materials() -> None:
    draft, lines = draft_of("Generic name etc : Velorimab\nINN : velorimab\nGeneric name etc : -")
    materials(draft, lines)
    assert draft.values == {"interventions": [{"name": "Velorimab"}]}


@pytest.mark.parametrize("sign", [":", "\t", " | "])
def test_arm(sign: str) -> None:
    draft, lines = draft_of(f"Arm 1{sign}Exercises")
    draft.heading = lines
    arm(draft, [lines[0].part(lines[0].text.index("Ex"))])
    assert draft.values == {"arms": [{"label": "Arm 1", "description": "Exercises"}]}
