"""What stands below criteria and is another field of the page is none of them, whatever layout the page is in."""

import pytest

import trialparse
from layouts.golden import FIXTURES

CRITERIA = "Inclusion Criteria:\n\nGout\n\nExclusion Criteria:\n\nDialysis\n\n"
BOTH = ["Gout", "Dialysis"]


def criteria_of(trial: trialparse.Trial) -> list[str]:
    assert trial.eligibility is not None
    return [each.text for each in trial.eligibility.walk()]


@pytest.mark.parametrize(
    "below",
    [
        "Contacts and Locations\nLocations\nUnited States, Texas\nValley Clinic",
        "Sponsors and Collaborators\nValley University",
        "Outcome measures\nSerum urate < 6 mg/dL",
        "What is the study measuring?\nSerum urate < 6 mg/dL",
    ],
)
def test_another_section_of_the_page_below_a_part(below: str) -> None:
    trial = trialparse.parse(CRITERIA + below)
    assert criteria_of(trial) == BOTH
    unread = [span.of(trial.text) for each in trial.diagnostics if each.code == "unread-lines" for span in each.spans]
    assert not {"Gout", "Dialysis"} & set(unread)


@pytest.mark.parametrize("mark", ["", "**"])
def test_limits_beside_their_labels(mark: str) -> None:
    labels = {
        "Ages Eligible for Study": "30 Years and older",
        "Sexes Eligible for Study": "Female",
        "Accepts Healthy Volunteers": "Yes",
    }
    page = (FIXTURES / "ctgov_modern.txt").read_text("utf-8")
    place = page.index("Ages Eligible for Study")
    end = page.index("Study Plan", place)
    beside = "".join(f"{mark}{label}:{mark} {value}\n" for label, value in labels.items())
    found, usual = trialparse.parse(page[:place] + beside + page[end:]), trialparse.parse(page)
    assert criteria_of(found) == criteria_of(usual)
    assert found.eligibility is not None
    assert found.eligibility.minimum_age is not None
    assert (found.eligibility.minimum_age.value, found.eligibility.sex) == (30, "FEMALE")
    assert found.eligibility.healthy_volunteers is True


HEAD = "Trial Title: Tea in gout\nRegistry Number: IRCT20260101000001N1\nStatus: Recruiting\nSponsor: A clinic\n"
FIELDS = [
    "Age\nFrom 18 years old to 65 years old\nGender\nBoth\nPhase\n2-3",
    "Gender: Both\nAge: 18 to 65 years\nCountry: Iran",
    "Accept Healthy Volunteers: No\nPhase: Phase 2/Phase 3",
    "Sex\nBoth",
    "Status\nRecruiting",
    "Enrollment: 120",
    "Outcomes\nSerum urate < 6 mg/dL",
    "Primary end point\nSerum urate < 6 mg/dL",
    "Blinding\nDouble blind",
    "Countries\nIran\nIraq",
]


@pytest.mark.parametrize("below", FIELDS)
@pytest.mark.parametrize("head", ["", HEAD])
def test_a_label_with_a_value_of_its_kind(head: str, below: str) -> None:
    assert criteria_of(trialparse.parse(f"{head}{CRITERIA}{below}")) == BOTH


@pytest.mark.parametrize("group", ["Age\n18 to 65 years\nDiagnosis\nGout for a year", "Status: stable for a month"])
def test_a_group_of_criteria_is_no_field(group: str) -> None:
    text = f"{HEAD}Inclusion criteria:\nGout\n{group}\nExclusion criteria:\nDialysis\n"
    found = criteria_of(trialparse.parse(text))
    assert group.splitlines()[-1] in found
    assert found[-1] == "Dialysis"


@pytest.mark.parametrize("limits", ["Age: 18 to 65 years", "Sex: Male", "Sex: All\nUrate > 7 mg/dL"])
def test_limits_among_criteria_alone_stay(limits: str) -> None:
    found = criteria_of(trialparse.parse(f"Inclusion criteria:\n{limits}\nExclusion criteria:\nDialysis\n"))
    assert found == [*limits.splitlines(), "Dialysis"]


@pytest.mark.parametrize(
    "label", ["Primary end point", "Primary end point(s)", "End points", "Endpoint", "Trial sites"]
)
def test_ctis_in_other_words(label: str) -> None:
    page = (FIXTURES / "ctis.txt").read_text("utf-8")
    lines = page.splitlines()
    place = next(number for number, line in enumerate(lines) if line.lower().startswith("primary end"))
    lines[place] = label
    assert criteria_of(trialparse.parse("\n".join(lines))) == criteria_of(trialparse.parse(page))


@pytest.mark.parametrize("head", ["", HEAD])
def test_outcomes_behind_a_label_without_a_sign(head: str) -> None:
    below = "Primary Outcome(s) 1 Outcome Serum urate < 6 mg/dL\nTimepoint 24 weeks\n"
    assert criteria_of(trialparse.parse(f"{head}{CRITERIA}{below}")) == BOTH
