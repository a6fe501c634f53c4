"""On which side criteria stand where several witnesses tell, and what is said where they disagree."""

import pytest

from trialparse import parse_criteria, parse_record
from trialparse.criteria.outline import read_outline
from trialparse.model.criterion import Kind

# The text, the side of its field, the sides of its criteria, and how many headings are at odds.
CASES: dict[str, tuple[str, Kind, str, int]] = {
    "the field alone": ("Gout\nLupus", "exclusion", "ee", 0),
    "the same heading": ("Exclusion criteria:\n- Gout", "exclusion", "e", 0),
    "a heading that only labels": ("Eligibility criteria:\n- Gout", "exclusion", "e", 0),
    "a heading of both sides": ("Inclusion/Exclusion criteria:\n- Gout", "inclusion", "i", 0),
    "only the other side": ("Inclusion criteria:\n- Gout\n- Lupus", "exclusion", "uu", 1),
    "the other side behind its own": ("- Gout\n\nExclusion criteria:\n- Lupus", "inclusion", "ie", 1),
    "both sides under headings": ("Inclusion criteria:\n- Gout\nExclusion criteria:\n- Lupus", "exclusion", "ie", 1),
    "no field": ("Inclusion criteria:\n- Gout\nExclusion criteria:\n- Lupus", "unknown", "ie", 0),
    "a sentence right under the other side": (
        "Exclusion criteria:\nPatients are eligible if they have:\n- Gout\n- Lupus",
        "unknown",
        "uu",
        1,
    ),
    "a sentence behind criteria of the other side": (
        "Inclusion criteria:\n- Gout\nPatients are excluded if they have:\n- Lupus",
        "unknown",
        "ie",
        0,
    ),
    "what people must not have": (
        "Exclusion Criteria:\nTo be eligible the subjects must not meet any of the following:\n- Gout",
        "unknown",
        "e",
        0,
    ),
    "all of the one and none of the other": (
        "Inclusion Criteria\nSubjects are eligible if all the inclusion criteria and none of the exclusion criteria "
        "apply:\n- Gout",
        "unknown",
        "i",
        0,
    ),
    "when to leave the study": ("Withdrawal criteria:\n- Gout\nExclusion criteria:\n- Lupus", "exclusion", "e", 0),
}


@pytest.mark.parametrize(("text", "field", "kinds", "conflicts"), CASES.values(), ids=CASES.keys())
def test_the_side_of_criteria(text: str, field: Kind, kinds: str, conflicts: int) -> None:
    outline = read_outline(text, 0, len(text), field)
    assert "".join(item.kind[0] for item in outline.items) == kinds
    assert len(outline.conflicts) == conflicts


def test_a_conflict_is_said() -> None:
    row = {"TrialID": "NCT09000003", "Inclusion_Criteria": "Gout", "Exclusion_Criteria": "Inclusion criteria: lupus"}
    trial = parse_record(row)
    assert [criterion.kind for criterion in trial.walk()] == ["inclusion", "unknown"]
    (said,) = [each for each in trial.diagnostics if each.code == "side-conflict"]
    assert said.spans[0].of(trial.text) == "Inclusion criteria:"


def test_a_heading_twice_and_its_sentence_lose_nothing() -> None:
    row = {
        "TrialID": "NCT09000003",
        "Inclusion_Criteria": "Inclusion criteria: The inclusion criteria are: women over 50; able to walk.",
        "Exclusion_Criteria": "Exclusion criteria: Exclusion criterion: those with a pacemaker.",
    }
    trial = parse_record(row)
    assert [(criterion.kind, criterion.text) for criterion in trial.walk()] == [
        ("inclusion", "women over 50; able to walk."),
        ("exclusion", "those with a pacemaker."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inclusion Criteria: Patients with:", ["Patients with:"]),
        ("Exclusion Criteria:\nParticipants with any of these will be excluded:", None),
        ("Participants with a pacemaker are excluded if they", None),
    ],
)
def test_a_heading_with_nothing_below_is_a_criterion(text: str, expected: list[str] | None) -> None:
    last = text.rpartition("\n")[2]
    assert [criterion.text for criterion in parse_criteria(text).criteria] == (expected or [last])


HEADINGS = [
    "Exclusion criteria, general (all groups)",
    "Exclusion Criteria Disease Related",
    "Exclusion Criteria - Part B",
    "Exclusion criteria (cohort 2 only)",
    "Key exclusion",
    "Other exclusion criteria",
    "Further exclusion criteria:",
    "3. Exclusion Criteria:",
    "**Exclusion criteria**",
    "__Exclusion Criteria__",
    "### Exclusion criteria",
    "EXCLUSION CRITERIA\n------------------",
    "Exclusion Criteria\n==================",
    "排除标准/Exclusion criteria",
    "Exclusion criteria/排除标准:",
    "Exclusion criteria specific to healthy volunteers:",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(
    "items", ["1. Pregnancy\n2. ALT > 5 x ULN", "* Pregnancy\n* ALT > 5 x ULN", "- Pregnancy\n- ALT > 5 x ULN"]
)
def test_exclusions_under_any_heading(heading: str, items: str) -> None:
    text = f"Inclusion criteria\n\n1. Signed consent\n\n{heading}\n\n{items}\n\nOther Medical Conditions\n\n* Cancer"
    eligibility = parse_criteria(text)
    assert [criterion.text for criterion in eligibility.inclusion] == ["Signed consent"]
    assert [criterion.text for criterion in eligibility.exclusion] == ["Pregnancy", "ALT > 5 x ULN", "Cancer"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients who meet an exclusion criterion will be rescreened",
        "Exclusion criteria number 1 and 2 are not required to be met by controls",
        "Inclusion in another trial",
        "Meets no exclusion criterion of the parent study",
    ],
)
def test_a_sentence_that_mentions_a_side_opens_none(sentence: str) -> None:
    text = f"Inclusion criteria:\n- Gout\n- {sentence}\n- Lupus"
    assert [criterion.kind for criterion in parse_criteria(text).criteria] == ["inclusion"] * 3
