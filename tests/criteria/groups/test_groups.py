"""Which groups words name, as the examples and rejects of the data say, and how far they govern."""

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

import trialparse
from trialparse import Eligibility, parse_criteria
from trialparse.criteria.groups.headings import above, is_name
from trialparse.criteria.groups.mentions import mentions
from trialparse.criteria.groups.names import counted
from trialparse.model.criterion import GroupKind
from trialparse.outputs import json_schema

DATA: dict[str, Any] = tomllib.loads(
    (Path(trialparse.__file__).parent / "criteria" / "groups" / "groups.toml").read_text("utf-8")
)


def keys(text: str) -> list[str]:
    found = above(text, 0, len(text))
    return [] if found is None or found.bare else [each.key for each in found.named]


@pytest.mark.parametrize(("text", "expected"), [(each["text"], each["keys"]) for each in DATA["example"]])
def test_a_heading_names_groups(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("text", DATA["reject"]["texts"])
def test_a_heading_names_none(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(("text", "key"), [(each["text"], each["key"]) for each in DATA["whose"]])
def test_a_heading_names_others_than_participants(text: str, key: str) -> None:
    found = above(text, 0, len(text))
    assert found is not None
    assert found.whose == key


def test_the_kinds_are_those_of_the_model() -> None:
    assert {each["kind"] for each in DATA["words"]} <= set(get_args(GroupKind))


RANGES = {
    "Cohorts 1a-1d": ["cohort 1A", "cohort 1B", "cohort 1C", "cohort 1D"],
    "Groups II to IV": ["group II", "group III", "group IV"],
    "Arms A through C": ["arm A", "arm B", "arm C"],
    "Cohorts 2, 4-6": ["cohort 2", "cohort 4", "cohort 5", "cohort 6"],
    "Phase 1b/2": ["phase 1B", "phase 2"],
    "Part 1 and Cohort B": ["part 1", "cohort B"],
    "Part 2A": ["part 2A"],
    "Strata A and B": ["stratum A", "stratum B"],
    "Group 1, 12 years": ["group 1"],
    "Group 12 years": [],
    "Cohort A and B-cell lymphoma": ["cohort A"],
}


@pytest.mark.parametrize(("text", "expected"), RANGES.items())
def test_lists_and_ranges_are_told_one_by_one(text: str, expected: list[str]) -> None:
    assert [each.key for each in counted(text, 0, len(text))] == expected


def test_the_places_of_a_list() -> None:
    text = "Cohorts 1 and 3 to 5"
    assert [(each.name, text[each.start : each.end]) for each in counted(text, 0, len(text))] == [
        ("Cohort 1", "Cohorts 1"),
        ("Cohort 3", "3"),
        ("Cohort 4", "5"),
        ("Cohort 5", "5"),
    ]


@pytest.mark.parametrize("text", ["Cohort 2", "Part B only:", "Group 1 (n = 20)", "Arms A and B", "For Cohort 4:"])
def test_a_line_is_only_a_name(text: str) -> None:
    assert is_name(text, 0, len(text))


@pytest.mark.parametrize("text", ["Cohort 2 has closed", "Part of the study", "Group A patients with gout", "Step 2"])
def test_a_line_is_more_than_a_name(text: str) -> None:
    assert not is_name(text, 0, len(text))


GOVERNING = {
    "INR < 2 (Part A only)": ["part A"],
    "INR < 2 (for participants in Arms 1 and 2)": ["arm 1", "arm 2"],
    "INR < 2 (≤ 3 for Cohort 4)": ["cohort 4"],
    "INR < 2 in Part B": ["part B"],
    "INR < 2, Cohort A only": ["cohort A"],
    "Subjects in Arm B must have an INR < 2": ["arm B"],
    "Cohort 3 participants must have an INR < 2": ["cohort 3"],
    "For Phase 2, INR < 2": ["phase 2"],
    "A pacemaker bars from Phase 2 but not from Phase 1": ["phase 2"],
    "INR < 2 (PK sub-study only)": ["pk sub-study"],
    "INR < 2 (Japan only)": ["japan"],
    "INR < 2 (dose expansion cohort)": ["dose expansion cohort"],
}


@pytest.mark.parametrize(("text", "expected"), GOVERNING.items())
def test_a_criterion_is_for_a_group(text: str, expected: list[str]) -> None:
    assert [each.named.key for each in mentions(text, 0, len(text))] == expected


SPOKEN_OF = [
    "Participants of Part A may enter Part B",
    "Has taken part in Part A",
    "Treated in Cohort 1 before",
    "Completed Part 1 of the study",
    "Enrolled in a phase III trial",
    "Randomized in Arm A of this study",
    "PAH (WHO Group 3)",
    "PAH (Group 1)",
    "Group A streptococcal infection in a child",
    "Stage II (T2N0) breast cancer",
    "As described for Part A",
    "Covered by Medicare Part D only",
    "PHQ9 only",
]


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_a_group_is_merely_spoken_of(text: str) -> None:
    assert mentions(text, 0, len(text)) == []


def told(eligibility: Eligibility) -> dict[str, tuple[str, ...]]:
    return {group.key: group.criteria for group in eligibility.groups}


def test_a_part_holds_over_the_sections_below_it() -> None:
    text = (
        "Part A\nInclusion Criteria:\n- Asthma\nWomen:\n- Not pregnant\nExclusion Criteria:\n- Gout\n"
        "Part B\nInclusion Criteria:\n- Angina\nExclusion Criteria:\n- Stroke\n"
    )
    found = parse_criteria(text)
    assert told(found) == {"part A": ("I1", "I2", "E1"), "women": ("I2",), "part B": ("I3", "E2")}
    assert [span.of(text) for span in found.groups[0].spans] == ["Part A"]


def test_a_group_ends_where_another_section_begins() -> None:
    text = "Inclusion Criteria:\n- Asthma\nCohort 1:\n- Gout\n\n- Angina\nCohort 2:\n- Stroke\nExclusion:\n- Flu\n"
    assert told(parse_criteria(text)) == {"cohort 1": ("I2", "I3"), "cohort 2": ("I4",)}


def test_people_end_where_another_list_begins() -> None:
    text = "Inclusion Criteria:\nWomen:\n- Not pregnant\nLaboratory values:\n- Normal liver\n"
    assert told(parse_criteria(text)) == {"women": ("I1",)}


def test_all_participants_end_a_group() -> None:
    text = "Inclusion Criteria:\nCohort 1:\n- Gout\nAll participants:\n- Asthma\n"
    assert told(parse_criteria(text)) == {"cohort 1": ("I1",)}


def test_those_below_a_criterion_are_in_its_group() -> None:
    text = "Inclusion Criteria:\n- Cohort B:\n  - Gout\n    - Left\n- Asthma (Arm 2 only):\n  - Mild\n- Flu\n"
    assert told(parse_criteria(text)) == {"cohort B": ("I1", "I1.1", "I1.1.1"), "arm 2": ("I2", "I2.1")}


def test_whom_a_trial_is_about_is_no_group() -> None:
    text = "Inclusion Criteria for gout patients:\n- Age ≥ 40 years\nExclusion Criteria for gout patients:\n- INR > 3\n"
    found = parse_criteria(text)
    assert told(found) == {}
    assert [each.condition for each in found.constraints] == [None, None]


def test_donors_that_a_trial_is_about_are_its_participants() -> None:
    alone = parse_criteria("Donor Inclusion Criteria:\n- BMI < 31 kg/m2\nDonor Exclusion Criteria:\n- INR > 3\n")
    beside = parse_criteria("Inclusion Criteria:\n- BMI < 31 kg/m2\nDonor Inclusion Criteria:\n- INR < 3\n")
    assert [each.experiencer for each in alone.constraints] == [None, None]
    assert [each.experiencer and each.experiencer.key for each in beside.constraints] == [None, "donor"]


def test_who_is_excluded_is_no_group() -> None:
    text = "Exclusion Criteria:\n- Current smokers: more than 9 cigarettes a day\n- Frail people: any fall\n"
    assert told(parse_criteria(text)) == {}


def test_groups_stand_in_the_schema_and_come_back_from_json() -> None:
    found = parse_criteria("Inclusion Criteria:\nCohorts 1-3:\n- Gout\n")
    assert set(json_schema()["$defs"]["Group"]["properties"]) == {"name", "key", "kind", "spans", "criteria"}
    assert Eligibility.model_validate_json(found.model_dump_json()).groups == found.groups
    assert [group.name for group in found.groups] == ["Cohort 1", "Cohort 2", "Cohort 3"]


def test_a_group_is_printed_as_on_the_page() -> None:
    text = "Inclusion Criteria:\nCOHORT A:\n- Gout\nExclusion Criteria:\n- Cough (cohort A)\n"
    (group,) = parse_criteria(text).groups
    assert (group.name, group.kind, [span.of(text) for span in group.spans]) == (
        "COHORT A",
        "cohort",
        ["COHORT A", "cohort A"],
    )


def test_explain_knows_the_headings_of_a_page() -> None:
    page = parse_criteria("Inclusion Criteria:\n- Age ≥ 18 years\nCohort A only:\n- INR < 2\n")
    criterion = page.criteria[1]
    assert criterion.condition is not None
    assert criterion.condition.text == "Cohort A only"
    assert trialparse.explain(criterion, page=page).note == ""
