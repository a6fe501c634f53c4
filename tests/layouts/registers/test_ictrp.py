"""The ICTRP's page: criteria under other words, or under none."""

import pytest

import trialparse
from layouts.golden import FIXTURES

PAGE = (FIXTURES / "ictrp.txt").read_text("utf-8")
LABEL = next(line for line in PAGE.splitlines() if line.lower().startswith("key inclusion"))


@pytest.mark.parametrize(
    "label",
    [
        "Key inclusion and exclusion criteria",
        "Inclusion & exclusion criteria",
        "Key inclusion / exclusion criteria",
        "",
    ],
)
def test_criteria_under_another_label(label: str) -> None:
    usual, trial = trialparse.parse(PAGE), trialparse.parse(PAGE.replace(LABEL, label))
    assert usual.eligibility is not None
    assert trial.eligibility is not None
    texts = [(each.kind, each.text) for each in usual.eligibility.walk()]
    assert [(each.kind, each.text) for each in trial.eligibility.walk()] == texts
    assert (trial.countries, trial.contacts) == (usual.countries, usual.contacts)


def test_the_time_of_an_outcome_on_the_line_below() -> None:
    told = trialparse.parse(PAGE.replace("Total kidney volume at 3 years", "Total kidney volume\nTimepoint: 3 years"))
    assert next((each.measure, each.time_frame) for each in told.outcomes) == ("Total kidney volume", "3 years")
    assert len(told.outcomes) == 2
    assert told.text[told.spans["outcomes[0].time_frame"].start :].startswith("3 years")


def test_sections_in_another_order() -> None:
    usual = trialparse.parse(PAGE)
    places = [PAGE.index(label) for label in ("Health Condition(s)", "Primary Outcome(s)", "Secondary ID(s)")]
    head, conditions, outcomes, rest = (
        PAGE[: places[0]],
        *(PAGE[start:end] for start, end in zip(places, [*places[1:], len(PAGE)], strict=True)),
    )
    moved = trialparse.parse(head + outcomes + conditions + rest)
    assert (moved.conditions, moved.outcomes) == (usual.conditions, usual.outcomes)
    assert moved.identifiers == usual.identifiers
