"""Pages in no known layout: an empty field takes no label for its value, and a row may hold several fields."""

import pytest

import trialparse

EMPTY = {
    "more blank lines": "Lead Sponsor\n\n\n\nSource Body\n\nValley University\n\nCondition\n\n \n\nNext Check\n\nN/A\n",
    "known labels": "Lead Sponsor\nSource\nValley University\nCondition\nVerification Date\nN/A\n",
    "labels in a row": "Lead Sponsor\nCondition\nKeyword\nEnrollment\nVerification Date\n2026-01\n",
    "before colons": "Lead Sponsor:\nCondition:\nSource: Valley University\nEnrollment: N/A\n",
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_field_has_no_value(name: str) -> None:
    text = (
        f"Gout Trials\n\nOverall Status\n\nWithheld\n\nStudy Type\n\nN/A\n\nStart Date\n\n2025-10-09\n\n{EMPTY[name]}"
    )
    trial = trialparse.parse(text)
    assert (trial.status, trial.conditions, trial.sponsors, trial.enrollment) == ("WITHHELD", (), (), None)
    assert trial.start_date is not None
    assert trial.start_date.date == "2025-10-09"


ROWS = {
    "NCT Number: NCT09990006 | Status: Recruiting | Phase: Phase 2\nTitle: Zelumab": ("RECRUITING", ("PHASE2",), ()),
    "NCT Number: NCT09990006\nStatus: Recruiting\nPhases: PHASE2|PHASE3\nConditions: Gout|Pain": (
        "RECRUITING",
        ("PHASE2", "PHASE3"),
        ("Gout", "Pain"),
    ),
}


@pytest.mark.parametrize("text", ROWS)
def test_several_on_one_line(text: str) -> None:
    trial = trialparse.parse(text)
    assert (trial.status, trial.phases, trial.conditions) == ROWS[text]
    assert trial.id == "NCT09990006"


def test_groups_of_ages_are_no_limits() -> None:
    trial = trialparse.parse("NCT Number: NCT09990006\nTitle: Zelumab\nStatus: Recruiting\nAge: ADULT, OLDER_ADULT\n")
    assert trial.eligibility is None
    assert "unknown-value" not in {each.code for each in trial.diagnostics}


def test_a_bare_heading_is_none_of_the_criteria() -> None:
    text = "NCT ID: NCT09990006\nStatus: Recruiting\nPhase: 2\nEligibility\nInclusion Criteria\n- Gout\n"
    eligibility = trialparse.parse(text).eligibility
    assert eligibility is not None
    assert [each.text for each in eligibility.criteria] == ["Gout"]
