"""What stands above criteria in a text that no layout knows: it is named, and the id is read from its label."""

import pytest

import trialparse

CRITERIA = "Inclusion Criteria:\n- Gout\nExclusion Criteria:\n- Dialysis\n"


def unread_in(trial: trialparse.Trial) -> list[str]:
    return [span.of(trial.text) for each in trial.diagnostics if each.code == "unread-lines" for span in each.spans]


@pytest.mark.parametrize("label", ["NCT number: NCT09990001", "Trial ID\nNCT09990001"])
def test_an_id_behind_its_label(label: str) -> None:
    trial = trialparse.parse(f"Tea in gout\n{label}\nEligibility Criteria\n{CRITERIA}")
    assert trial.id == "NCT09990001"
    assert trial.evidence("id") == "NCT09990001"
    assert "Tea in gout" in unread_in(trial)


@pytest.mark.parametrize("text", ["NCT09990001", "As in NCT09990001", "Trial ID: NCT09990001\nTrial ID: NCT09990002"])
def test_an_id_that_no_label_tells_alone(text: str) -> None:
    trial = trialparse.parse(f"Tea in gout\n{text}\n{CRITERIA}")
    assert trial.id is None
    assert set(text.splitlines()) <= set(unread_in(trial))


def test_criteria_alone_have_nothing_above() -> None:
    assert unread_in(trialparse.parse(CRITERIA)) == []
