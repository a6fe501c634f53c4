"""Fields as registers word them: lists, conditions, outcomes, interventions and designs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.records.words.conditions import conditions_of
from trialparse.records.words.criteria import criteria_of
from trialparse.records.words.design import design_of
from trialparse.records.words.interventions import interventions_of
from trialparse.records.words.lists import listed
from trialparse.records.words.outcomes import objectives_of, outcomes_of
from trialparse.records.words.sponsors import own_means, sponsors_of

CONDITIONS: list[tuple[str, str | None, list[str]]] = [
    ("Gout", None, ["Gout"]),
    (";Gout; Cough", None, ["Gout", "Cough"]),
    ("U07.1", None, ["U07.1"]),
    ("Gout ;A00-B99;gout", None, ["Gout"]),
    ("Health Condition 1: Null- Gout", None, ["Gout"]),
    ("Respiratory - Asthma;Gout", None, ["Respiratory - Asthma", "Gout"]),
    ("Respiratory - Asthma;Gout", "ACTRN", ["Gout"]),
    ("Respiratory", "ISRCTN", ["Respiratory"]),
    ("Term limits;Levels of urate", None, ["Term limits", "Levels of urate"]),
]
DESIGNS: list[tuple[str, dict[str, Any] | None, str | None]] = [
    ("Case control study", None, None),
    ("N/A", {"allocation": "N/A"}, None),
    ("Purpose: Treatment; Duration: Long", {"primary_purpose": "Treatment"}, "Duration: Long"),
    ("Masking: Triple (Participant, Care Provider, pharmacist).", None, None),
    ("Masking: Open. Masking: Double", None, None),
    (
        "Allocation: N/A: single arm study. Masking: Open.",
        {"allocation": "N/A: single arm study", "masking": "Open"},
        None,
    ),
    ("Single arm Non-randomized", {"intervention_model": "Single arm", "allocation": "Non-randomized"}, None),
    ("Randomized: No, Masking: None", {"masking": "None"}, None),
    ("Randomised: yes\nSingle blind: no\nDouble blind: no\nOpen: no", {"allocation": "Randomised"}, None),
]
OUTCOMES: list[tuple[str, str | None, list[tuple[str, str | None]]]] = [
    ("Survival; 3 years", None, [("Survival; 3 years", None)]),
    ("Survival;Pain;", None, [("Survival", None), ("Pain", None)]),
    ("Pain\nTimepoint: day 7", None, [("Pain", "day 7")]),
    ("Pain score [0-10]", None, [("Pain score [0-10]", None)]),
    ("Pain score [day 7]", "ACTRN", [("Pain score", "day 7")]),
    ("Pain [Time Frame: 7 days];Sleep [Time Frame: 8 days]", None, [("Pain", "7 days"), ("Sleep", "8 days")]),
    ("N/A", None, []),
    ("Timepoint: day 7", None, [("Timepoint: day 7", None)]),
]
NAMES: list[tuple[str, str | None, list[str]]] = [
    ("Behavioral: Walking", None, ["Walking"]),
    ("Device: Splint;Unknown: thing", None, []),
    ("Velorimab", None, ["Velorimab"]),
    ("Velorimab 10 mg;Placebo", None, ["Velorimab 10 mg", "Placebo"]),
    ("They walk. Then they rest.", None, []),
    ("1) tea 2) water", None, []),
    ("Tea group:tea;Water group:water", "Tea group:30;Other group:30;", []),
    ("Tea group：tea；Water group：water；", "Tea group：30；Water group：30", ["tea", "water"]),
    ("Trade Name: A\nProduct Name: B\nINN or Proposed INN: C", None, ["A"]),
    ("None", None, []),
]


@pytest.mark.parametrize(("text", "register", "expected"), CONDITIONS)
def test_conditions(text: str, register: str | None, expected: list[str]) -> None:
    assert conditions_of(text, register) == expected


@pytest.mark.parametrize(("text", "fields", "rest"), DESIGNS)
def test_designs(text: str, fields: dict[str, Any] | None, rest: str | None) -> None:
    found = design_of(text)
    expected = None if fields is None else ({f"design.{name}": words for name, words in fields.items()}, rest)
    assert found == expected


@pytest.mark.parametrize(("text", "register", "expected"), OUTCOMES)
def test_outcomes(text: str, register: str | None, expected: list[tuple[str, str | None]]) -> None:
    found = outcomes_of("primary", text, register)
    assert [(each["measure"], each.get("time_frame")) for each in found] == expected


@pytest.mark.parametrize(("text", "sizes", "names"), NAMES)
def test_interventions(text: str, sizes: str | None, names: list[str]) -> None:
    assert [each["name"] for each in interventions_of(text, sizes).get("interventions", ())] == names


@given(st.text(alphabet="ab;:.\n ()[]10,-<>", max_size=80) | st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    listed(text)
    conditions_of(text, "ACTRN")
    design_of(text)
    interventions_of(text, text)
    list(outcomes_of("primary", text, "ACTRN"))
    objectives_of(text)
    criteria_of(text, text, "NCT")
    own_means([text])
    sponsors_of(text, [text])


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a:", "a: b. ", ";", "[", "Timepoint: ", "A10-", "Masking: ", " ", "a ", "\n     a", "(b)"]
)
def test_long_texts_are_read_in_time(unit: str) -> None:
    test_any_text_is_taken.hypothesis.inner_test(unit * (200_000 // len(unit)))  # type: ignore[attr-defined]


def test_codes_of_a_catalogue_are_no_names() -> None:
    assert interventions_of("Velorimab;D27.505.954")["interventions"] == [{"name": "Velorimab"}]
    assert interventions_of("D27.505.954;E02.190") == {}
    assert conditions_of("Health Condition 1: null- Gout;Health Condition 2: M109- Pain;C05.550.354") == [
        "Gout",
        "Pain",
    ]
