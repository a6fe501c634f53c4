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
