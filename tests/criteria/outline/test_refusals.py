"""Lines over a list that refuse people, asides, and first criteria without a bullet."""

import pytest

from trialparse import parse_criteria

LISTS = [
    "Inclusion criteria:\n- Vertigo\n- Age 18-75\n\n{}\n- Migraine\n- Stroke",
    "Inclusion Criteria:\n\n1. Vertigo\n2. Age 18-75\n\n{}\n\n1. Migraine\n2. Stroke",
]
REFUSALS = [
    "EXCLUSION CRITERA", "Exclusion Crieria", "Exclusion Citeria:", "Execlusion criteria:", "Excluded criteria",
    "Exclusion criteria;", "[Exclusion Criteria]", "【Exclusion Criteria】", "ExclusionCriteria:", "Excl. criteria:",
    "Excluded patients:", "Exclude:", "Patients to be excluded:", "Exclusion of patients with:", "Medical exclusions",
    "EXCLUSIONS FROM THE STUDY", "Exclusion List:", "Non-eligibility criteria:", "Non-Entry Criteria:",
    "Conditions for Patient Ineligibility", "Subjects meeting any of the below criteria will not be enrolled",
    "Patients are not allowed to enter the study if they:", "You may not be able to take part if you:",
    "You can't take part if you:", "People who cannot take part:", "Reasons why you may be excluded",
]  # fmt: skip


@pytest.mark.parametrize("line", REFUSALS)
@pytest.mark.parametrize("text", LISTS)
def test_what_stands_under_a_refusal_is_excluded(text: str, line: str) -> None:
    eligibility = parse_criteria(text.format(line))
    assert [criterion.text for criterion in eligibility.inclusion] == ["Vertigo", "Age 18-75"]
    assert [criterion.text for criterion in eligibility.exclusion] == ["Migraine", "Stroke"]


def test_what_may_refuse_leaves_the_side_open() -> None:
    eligibility = parse_criteria(LISTS[0].format("Exclusion of secondary causes"))
    assert [criterion.kind for criterion in eligibility.criteria] == ["inclusion", "inclusion", "unknown", "unknown"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


@pytest.mark.parametrize(
    "line",
    ["- Patients who failed other trials", "Patients not eligible for surgery", "- Secondary gout will be excluded."],
)
def test_a_criterion_that_refuses_is_no_heading(line: str) -> None:
    eligibility = parse_criteria(LISTS[0].format(line))
    assert [criterion.kind for criterion in eligibility.criteria] == ["inclusion"] * 5


@pytest.mark.parametrize("lead_in", ["Excluded:", "Patients will be excluded if they have:"])
def test_a_list_inside_an_inclusion_may_be_refused(lead_in: str) -> None:
    text = f"Inclusion criteria:\n- Vertigo\n- {lead_in}\n  - Migraine\n  - Stroke\n- Age 18-75"
    first, second, last = parse_criteria(text).criteria
    assert (first.kind, second.kind, last.kind) == ("inclusion", "exclusion", "inclusion")
    assert [child.kind for child in second.children] == ["exclusion", "exclusion"]


ASIDES = [
    "Withdrawal Criteria:", "Exit criteria:", "Rejection criteria", "Termination criteria:", "Removal criteria:",
    "Stopping rules:", "Randomization criteria:", "Dose escalation criteria:", "Criteria for termination of the study:",
]  # fmt: skip


@pytest.mark.parametrize("heading", ASIDES)
def test_what_stands_under_an_aside_is_said(heading: str) -> None:
    text = f"Inclusion criteria:\n- Vertigo\nExclusion criteria:\n- Migraine\n\n{heading}\n- Consent withdrawn"
    eligibility = parse_criteria(text)
    assert [criterion.text for criterion in eligibility.criteria] == ["Vertigo", "Migraine"]
    (said,) = [each for each in eligibility.diagnostics if each.code == "aside-criteria"]
    assert [span.of(text) for span in said.spans] == ["- Consent withdrawn"]


def test_randomization_before_exclusions_is_no_aside() -> None:
    eligibility = parse_criteria("Inclusion criteria:\n- Vertigo\nRandomization criteria:\n- Age 18-75")
    assert [criterion.text for criterion in eligibility.inclusion] == ["Vertigo", "Age 18-75"]


@pytest.mark.parametrize(
    "first", ["Pregnancy", "Hypersensitivity to obinutuzumab", "Previously enrolled in this study"]
)
def test_a_first_criterion_without_a_bullet(first: str) -> None:
    eligibility = parse_criteria(f"Exclusion Criteria:\n\n{first}\n\n* QTc > 480 ms\n* Gout")
    assert [criterion.text for criterion in eligibility.exclusion] == [first, "QTc > 480 ms", "Gout"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


@pytest.mark.parametrize("label", ["Renal", "Renal:", "Laboratory values", "Study Subjects", "Cohort 2", "GENERAL"])
def test_a_label_stays_one(label: str) -> None:
    eligibility = parse_criteria(f"Exclusion Criteria:\n\n{label}\n\n* QTc > 480 ms\n* Gout")
    assert [criterion.text for criterion in eligibility.exclusion] == ["QTc > 480 ms", "Gout"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1. Vertigo\n2. Exclusion criteria: none\n3. Age > 18", "ii"),
        ("- Vertigo\n- Exclusion criteria for MRI\n- Age > 18", "iui"),
        ("1. Exclusion criteria of the first study do not apply\n2. Age > 18", "ii"),
        ("- Vertigo\n- Exclusion criteria for the pilot are absent.\n- Age > 18", "iii"),
        ("- Vertigo in those who meet none of the\nexclusion criteria:\n- Age > 18", "ii"),
    ],
)
def test_a_mention_in_a_list_opens_no_section(text: str, kinds: str) -> None:
    eligibility = parse_criteria(f"Inclusion criteria:\n{text}")
    assert "".join(criterion.kind[0] for criterion in eligibility.criteria) == kinds


@pytest.mark.parametrize(
    ("lines", "sides"),
    [
        ("Patients will not be eligible if they have had a\n- stroke\n- migraine", "iee"),
        ("Patients will be excluded if they have had any of\nstroke\nmigraine", "iee"),
        ("Patients will be excluded if they have had a\nstroke\nor migraine", "ii"),
        ("Patients with migraine will be\nexcluded\nAge over 18", "iii"),
        ("Patients with migraine are not\neligible\nAge over 18", "iii"),
        ("- Patients are excluded if they have any of the following\n- stroke\n- migraine", "iee"),
    ],
)
def test_a_refusal_runs_over_to_the_next_line(lines: str, sides: str) -> None:
    bullet = "- " if lines.startswith("-") else ""
    eligibility = parse_criteria(f"Inclusion criteria:\n{bullet}Vertigo\n{lines}")
    assert "".join(criterion.kind[0] for criterion in eligibility.criteria) == sides


def test_a_short_word_in_capitals_is_told() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n* Gout\nCOPD\n* Stroke")
    assert [each.text for each in eligibility.criteria] == ["Gout", "COPD", "Stroke"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


@pytest.mark.parametrize(
    "label",
    [
        "Prohibited medications:",
        "Prohibited medications",
        "Disallowed therapies:",
        "Exclusions include:",
        "Excluded conditions",
    ],
)
@pytest.mark.parametrize("shape", ["{}\n- COPD", "- {}\n  - COPD"])
def test_labels_over_what_is_prohibited(label: str, shape: str) -> None:
    *_, last = parse_criteria(f"Inclusion Criteria:\n- Gout\n{shape.format(label)}").criteria
    assert (last.children or [last])[0].kind == "exclusion"


def test_who_can_take_part_after_who_cannot() -> None:
    found = parse_criteria("You cannot take part if:\n- COPD\nYou can take part if:\n- asthma").criteria
    assert [(each.kind, each.text) for each in found] == [("exclusion", "COPD"), ("inclusion", "asthma")]
    found = parse_criteria("Exclusion Criteria:\n- COPD\nParticipants can take part if they:\n- have gout").criteria
    assert [each.kind for each in found] == ["exclusion", "inclusion"]
