"""The columns of ClinicalTrials.gov's table of results as lines: today's are a golden page, these are those of 2024."""

import pytest

import trialparse
from trialparse.layouts.split import split

ROW = """Rank: 1
NCT Number: NCT09993004
Title: Zelumab in Psoriasis
Status: Active, not recruiting
Study Results: Has Results
Conditions: Psoriasis
Interventions: Drug: Zelumab|Placebo
Outcome Measures: PASI 75|Adverse events
Sponsor/Collaborators: Valley University|Hill Foundation
Gender: All
Age: 18 Years to 65 Years   (Adult, Older Adult)
Phases: Phase 2|Phase 3
Enrollment: 60
Funded Bys: Other
Study Type: Observational
Study Designs: Observational Model: Cohort|Time Perspective: Prospective|Primary Purpose:
Start Date: September 1, 2021
Completion Date: August 2023
Locations: Institute of Skin, Department of Light, Room 7, Floor 2, Leeds, United Kingdom|Somewhere
URL: https://ClinicalTrials.gov/show/NCT09993004
"""


def limits_of(trial: trialparse.Trial) -> tuple[str | None, ...]:
    """The ages of a trial in words."""
    assert trial.eligibility is not None
    ages = (trial.eligibility.minimum_age, trial.eligibility.maximum_age)
    return tuple(age and f"{age.value} {age.unit}" for age in ages)


def test_the_columns_of_2024() -> None:
    trial = trialparse.parse(ROW)
    assert (trial.layout, trial.id, trial.title) == ("ctgov_csv", "NCT09993004", "Zelumab in Psoriasis")
    assert (trial.status, trial.has_results, trial.phases) == ("ACTIVE_NOT_RECRUITING", True, ("PHASE2", "PHASE3"))
    assert limits_of(trial) == ("18 Years", "65 Years")
    assert [(each.name, each.type) for each in trial.interventions] == [("Zelumab", "DRUG"), ("Placebo", None)]
    assert [(each.name, each.role) for each in trial.sponsors] == [
        ("Valley University", "lead"),
        ("Hill Foundation", "collaborator"),
    ]
    assert trial.design is not None
    assert (trial.design.observational_model, trial.design.time_perspective) == ("COHORT", "PROSPECTIVE")
    assert trial.evidence("start_date") == "September 1, 2021"


def test_what_cannot_be_told_apart_is_left() -> None:
    trial = trialparse.parse(ROW)
    assert trial.outcomes == ()
    assert [(each.facility, each.city, each.country) for each in trial.locations] == [
        (None, None, "United Kingdom"),
        ("Somewhere", None, None),
    ]


LIMITS = {
    "up to 17 Years": (None, "17 Years"),
    "18 Years and older   (Adult, Older Adult)": ("18 Years", None),
    "Child, Adult, Older Adult": (None, None),
    "ADULT, OLDER_ADULT": (None, None),
}


@pytest.mark.parametrize("words", LIMITS)
def test_ages(words: str) -> None:
    trial = trialparse.parse(ROW.replace("18 Years to 65 Years   (Adult, Older Adult)", words))
    assert limits_of(trial) == LIMITS[words]


def test_rows_one_below_the_other_are_trials() -> None:
    rows = [ROW, ROW.replace("Rank: 1", "Rank: 2").replace("NCT09993004", "NCT09993005")]
    assert [trialparse.parse(part).id for part in split("\n".join(rows))] == ["NCT09993004", "NCT09993005"]
