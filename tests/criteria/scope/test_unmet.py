"""Lead-ins that deny as a whole what they lead to."""

import pytest

from trialparse import parse_criteria


def told(text: str) -> dict[str, tuple[bool, str]]:
    """Of each constraint by its words, whether it is denied, and how sure that is."""
    found = parse_criteria(text).constraints
    return {text[each.span.start : each.span.end]: (each.negated, each.certainty) for each in found}


@pytest.mark.parametrize(
    "lead_in",
    [
        "Patients not meeting the following criteria will be excluded:",
        "Patients will be excluded if they do not meet all of the following:",
        "Patients are excluded if they do not have:",
        "Subjects who don't fulfil these requirements:",
        "Participants are ineligible if they lack:",
        "None of the following:",
        "Patients are excluded if not meeting all of the following criteria",
    ],
)
def test_what_is_denied_as_a_whole_excludes_nobody_for_sure(lead_in: str) -> None:
    for marks in ("1. ", "- "):
        text = f"Exclusion Criteria:\n{lead_in}\n{marks}Sodium > 130 mmol/L\n{marks}Gout\n"
        assert set(told(text).values()) == {(False, "doubtful")}
    nested = f"Exclusion Criteria:\n1. Stroke\n2. {lead_in}\n   - Sodium > 130 mmol/L\n   - Gout\n3. Sepsis"
    assert {text for text, said in told(nested).items() if said == (False, "sure")} == {"Stroke", "Sepsis"}


@pytest.mark.parametrize(
    "text",
    [
        "Exclusion Criteria:\nPatients will be excluded if they have any of the following:\n- Sodium > 150 mmol/L",
        "Exclusion Criteria:\nExcluded are people with heart disease, including but not limited to:\n- QTc > 500 ms",
        "Exclusion Criteria (subjects must not have any of the following):\n- Sodium > 150 mmol/L",
        "Inclusion Criteria:\n1. Patients who meet the following:\n   - Sodium > 130 mmol/L",
    ],
)
def test_what_refuses_people_denies_no_list(text: str) -> None:
    assert (False, "sure") in told(text).values()


def test_none_of_a_list_is_asked_for() -> None:
    text = "Inclusion Criteria:\n1. None of the following:\n   - Psychosis\n   - QTc > 500 ms\n2. Gout"
    assert {text for text, said in told(text).items() if said == (False, "sure")} == {"Gout"}


def test_what_excludes_who_lacks_it_is_no_sure_denial() -> None:
    lead_in = "2. Patients are excluded if they do not meet the following:"
    nested = f"Inclusion Criteria:\n1. Gout\n{lead_in}\n   - Sodium > 130 mmol/L"
    assert [sure for _, sure in told(nested).values()] == ["sure", "doubtful"]
    heading = (
        "Inclusion Criteria:\nPatients who do not meet the following criteria are excluded:\n- Sodium > 130 mmol/L"
    )
    assert [sure for _, sure in told(heading).values()] == ["doubtful"]
    unless = "Exclusion Criteria:\nPatients are ineligible unless:\n- Sodium > 130 mmol/L"
    assert [sure for _, sure in told(unless).values()] == ["doubtful"]
