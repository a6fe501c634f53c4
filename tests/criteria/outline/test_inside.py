"""Headings inside a paragraph, and what is only a mention of one."""

import pytest

from trialparse import parse_criteria
from trialparse.criteria.outline.inside import section_seams, sentence_seams

HEADINGS = [
    "exclusion criteria:", "main exclusion criteria:", "Key exclusion criteria:", "Patient exclusion criteria:",
    "The exclusion criteria are:", "Exclusion criteria are as follows:", "Exclusion criteria will be:",
    "**Exclusion Criteria:**", "[Exclusion Criteria]", "Exclusion Crieria:", "Exclusion criterion:",
    "Criteria for exclusion:", "Non-inclusion criteria:", "Exclusion:", "Exclusions:", "Excluded:", "Ineligible:",
    "Patients will be excluded if:", "Subjects with any of the following are excluded:",
]  # fmt: skip
LINES = [
    "Inclusion criteria: 1. vertigo; 2. age 18-75; {} 1. migraine; 2. stroke",
    "Inclusion criteria: vertigo; age 18-75; {} migraine; stroke",
    "Inclusion criteria: vertigo, age 18-75. {} migraine, stroke",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("line", LINES)
def test_the_other_side_inside_a_line(line: str, heading: str) -> None:
    eligibility = parse_criteria(line.format(heading))
    included = " ".join(criterion.text for criterion in eligibility.inclusion)
    excluded = " ".join(criterion.text for criterion in eligibility.exclusion)
    assert [word in included for word in ("vertigo", "18-75", "migraine", "stroke")] == [True, True, False, False]
    assert [word in excluded for word in ("vertigo", "18-75", "migraine", "stroke")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Inclusion criteria:1.vertigo;2.age 18-75;exclusion criteria:1.migraine;2.stroke", "iiee"),
        ("Exclusion criteria: 1. migraine; 2. stroke; inclusion criteria: 1. vertigo; 2. age > 18", "eeii"),
        ("Inclusion: * vertigo * age > 18 Excluded: * migraine * stroke", "iiee"),
        ("Inclusion: - Vertigo - Age > 18 - Exclusion: - Migraine - Stroke", "iiee"),
        ("Inclusion: adults with vertigo Exclusion: migraine", "ie"),
        ("Inclusion criteria: Women aged 18-45 years Exclusion criteria: smokers", "ie"),
        ("Inclusion criteria:\n- vertigo\n- age > 18. Patients will be excluded if:\n- migraine", "iie"),
        ("vertigo (H81) Exclusion criteria: migraine", "ue"),
        ("vertigo exclusion criteria: migraine", "ue"),
        ("- Vertigo for 1 year. Exclusion Criteria: migraine\n- CRP > 6 mg/L", "uee"),
        ("纳入标准 1. 眩晕 2. 年龄≥18岁 排除标准 1. 妊娠 2. 偏头痛", "iiee"),
        ("Einschlusskriterien 1. Schwindel 2. Alter > 18 Wichtigste Ausschlusskriterien 1. Gicht 2. Dialyse", "iiee"),
    ],
)
def test_nothing_vanishes_at_a_heading_inside_a_line(text: str, kinds: str) -> None:
    assert "".join(criterion.kind[0] for criterion in parse_criteria(text).criteria) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Vertigo, see exclusion criteria. Age over 18",
        "Does not meet any of the exclusion criteria: migraine",
        "Women with no exclusion criteria: see below",
        "Vertigo that meets all inclusion and none of the exclusion criteria",
        "Vertigo. Not eligible: patients with migraine",
    ],
)
def test_a_mention_is_no_heading(text: str) -> None:
    assert section_seams(text, 0, len(text)) == []


def test_a_sentence_that_takes_people_in_cuts_nothing() -> None:
    text = "Vertigo. Patients can be included if: age is known"
    assert sentence_seams(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "glued", ["ferritin > 9 %", "ALL", "NYHA class II", "age over 18 years", "BMI < 30 kg/m²", "aspirin,"]
)
@pytest.mark.parametrize("bullet", ["", "- "])
def test_a_heading_glued_to_the_words_before_it(glued: str, bullet: str) -> None:
    text = f"Inclusion Criteria:\n{bullet}Vertigo\n{bullet}{glued}Exclusion Criteria:\n{bullet}Angina"
    assert [criterion.kind for criterion in parse_criteria(text).criteria] == ["inclusion", "inclusion", "exclusion"]


@pytest.mark.parametrize(
    "line",
    [
        "Cohort A: inclusion: gout. Exclusion: lupus. Cohort B: inclusion: vertigo. exclusion: migraine.",
        "Group 1: inclusion criteria: gout; exclusion criteria: lupus. Group 2: inclusion criteria: vertigo;"
        " exclusion criteria: migraine.",
        "Arm A: Inclusion: gout; Exclusion: lupus; Arm B: Inclusion: vertigo; Exclusion: migraine",
    ],
)
def test_the_parts_of_a_study_on_one_line(line: str) -> None:
    found = [(each.kind[0], each.text.strip(".;")) for each in parse_criteria(line).criteria]
    assert found == [("i", "gout"), ("e", "lupus"), ("i", "vertigo"), ("e", "migraine")]
