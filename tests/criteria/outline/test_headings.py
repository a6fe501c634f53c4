"""Which words are a heading and of which kind, which a label or a note, as cases."""

import pytest

from trialparse.criteria.outline.headings import (
    is_cohort,
    is_label,
    is_note,
    is_rest,
    label_seam,
    section,
    sentence,
)
from trialparse.criteria.outline.inside import section_seams
from trialparse.model.criterion import Kind

# The line, and the heading it begins with and its kind.
SECTIONS = {
    "Exclusion_Criteria:": ("Exclusion_Criteria:", "exclusion"),
    "Inclusión Criteria:": ("Inclusión Criteria:", "inclusion"),
    "EXCLUSION CRITERIA [substudy]:": ("EXCLUSION CRITERIA [substudy]:", "exclusion"),
    "Inclusion Criteria Adults with gout": ("Inclusion Criteria", "inclusion"),
    "Pilot Part Exclusion": ("Pilot Part Exclusion", "exclusion"),
    "Inclusion Criteria:": ("Inclusion Criteria:", "inclusion"),
    "EXCLUSION CRITERIA": ("EXCLUSION CRITERIA", "exclusion"),
    "Main inclusion criteria - Gout": ("Main inclusion criteria -", "inclusion"),
    "Non-inclusion criteria:": ("Non-inclusion criteria:", "exclusion"),
    "Criteria for exclusion:": ("Criteria for exclusion:", "exclusion"),
    "**Exclusion Criteria:**": ("**Exclusion Criteria:**", "exclusion"),
    "Exclusion Criteria (part B): Gout": ("Exclusion Criteria (part B):", "exclusion"),
    "Exclusion criteria for the second cohort:": ("Exclusion criteria for the second cohort:", "exclusion"),
    "Exclusion: Gout": ("Exclusion:", "exclusion"),
    "E.4 Principal exclusion criteria": ("E.4 Principal exclusion criteria", "exclusion"),
    "Inclusion and Exclusion Criteria:": ("Inclusion and Exclusion Criteria:", "unknown"),
    "Incusion criteria:": ("Incusion criteria:", "inclusion"),
    "Eligibility criteria: Gout": ("Eligibility criteria:", "unknown"),
    "Study entry criteria": ("Study entry criteria", "unknown"),
    "--Patient Characteristics-- Gout": ("--Patient Characteristics--", None),
    "PATIENT CHARACTERISTICS:": ("PATIENT CHARACTERISTICS:", "unknown"),
    "Withdrawal criteria: Consent withdrawn": ("Withdrawal criteria:", "unknown"),
}
NO_SECTIONS = [
    "Gout",
    "Does not meet the inclusion criteria",
    "No other exclusion criteria",
    "Meets all inclusion criteria for cohort A",
    "Patients with gout at inclusion",
    "Inclusion of pregnant women is left to the physician",
    "Exclusion of lupus by a rheumatologist. Gout",
    "Occlusion of an artery",
    "One of the many and various and sundry other study exclusion criteria",
]


@pytest.mark.parametrize(("text", "expected"), SECTIONS.items())
def test_a_section_heading(text: str, expected: tuple[str, str | None]) -> None:
    heading = section(text, 0, len(text), False)
    assert heading is not None
    assert (text[heading.start : heading.end], heading.kind) == expected
    assert heading.aside is text.startswith("Withdrawal")


@pytest.mark.parametrize("text", NO_SECTIONS)
def test_no_section_heading(text: str) -> None:
    assert section(text, 0, len(text), False) is None


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Exclusion Criteria:", True),
        ("Key exclusion criteria", True),
        ("The main exclusion criteria:", True),
        ("Smoking exclusion criteria:", False),
        ("Healthy volunteers, exclusion criteria:", False),
        ("Study inclusion criteria", False),
    ],
)
def test_a_heading_with_a_marker_has_few_words(text: str, is_heading: bool) -> None:
    assert (section(text, 0, len(text), True) is not None) is is_heading


SENTENCES = {
    "Patients are eligible if they:": "inclusion",
    "All of the following must be met for inclusion:": "inclusion",
    "Volunteers who": None,
    "You may not take part. You are ineligible if:": "exclusion",
    "Participants with any of these will be excluded:": "exclusion",
    "None of the following conditions at enrollment:": "exclusion",
    "Subjects cannot be included if they": "exclusion",
    "Enrollment of patients whose weight is more than 50 kg, if:": None,
    "Patients are eligible for surgery": None,
    "Any of the following:": None,
}


@pytest.mark.parametrize(("text", "kind"), SENTENCES.items())
def test_a_sentence_as_heading(text: str, kind: str | None) -> None:
    heading = sentence(text, 0, len(text), False, "unknown")
    assert (heading and heading.kind) == kind
    assert heading is None or heading.end == len(text)


@pytest.mark.parametrize(
    ("text", "marked", "so_far", "kind"),
    [
        ("Participants meeting all criteria within 2 weeks are eligible:", False, "unknown", "inclusion"),
        ("Participants meeting all criteria within 2 weeks are eligible:", False, "exclusion", "inclusion"),
        ("Participants meeting all criteria within 2 weeks are eligible:", False, "inclusion", None),
        ("Participants meeting all criteria within 2 weeks are eligible:", True, "unknown", None),
        ("Any of the following within 2 weeks before enrollment:", False, "unknown", None),
        ("Participants meeting one or more of these criteria are excluded:", False, "exclusion", "exclusion"),
    ],
)
def test_a_sentence_with_a_limit(text: str, marked: bool, so_far: Kind, kind: str | None) -> None:
    heading = sentence(text, 0, len(text), marked, so_far)
    assert (heading and heading.kind) == kind


@pytest.mark.parametrize(
    ("text", "over_list", "expected"),
    [
        ("Within six weeks:", True, False),
        ("Patients with:", False, True),
        ("Patients with", True, True),
        ("Patients with", False, False),
        ("Any of", True, True),
        ("Gout, lupus or long-lasting vertigo", True, False),
        ("Participants over 18:", False, False),
        ("HbA1c less than normal:", False, False),
    ],
)
def test_words_behind_a_heading(text: str, over_list: bool, expected: bool) -> None:
    assert is_rest(text, 0, len(text), over_list) is expected


# The text with `|` where a heading begins.
SEAMS = [
    "* Gout |Exclusion Criteria: * Lupus",
    "Gout. |Key Exclusion Criteria: Lupus |Inclusion Criteria for part B: Vertigo",
    "Gout |EXCLUSION CRITERIA 1. Lupus",
    "Gout |--Prior Therapy-- None",
    "Gout with no exclusion criteria met",
    "Gout at inclusion: none",
    "Conclusion Criteria: Gout",
]


@pytest.mark.parametrize("marked", SEAMS)
def test_headings_inside_a_paragraph(marked: str) -> None:
    first, *others = marked.split("|")
    text = first + "".join(others)
    expected = [len(first) + sum(map(len, others[:number])) for number in range(len(others))]
    assert section_seams(text, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Consent. Liver function:", "Liver function:"),
        ("Gout.  Cohort B:", "Cohort B:"),
        ("Liver function:", None),
        ("Consent. liver function:", None),
        ("Consent. Liver function", None),
        ("Gout. Patients must have:", None),
    ],
)
def test_a_label_behind_a_sentence(text: str, expected: str | None) -> None:
    assert [text[place:] for place in label_seam(text, 0, len(text))] == ([expected] if expected else [])


LABELS = [
    "Group 2 (ages 5 to 12)",
    "Healthy controls",
    "Renal:",
    "All patients with",
    "Cohort 2",
    "**Part A**",
    "Liver function tests",
    "Group 2 (ages 5 to 12)",
]
NO_LABELS = [
    "Surgery in the last 6 weeks:",
    "healthy",
    "Gout is present",
    "No gout",
    "ALT < 3",
    "Treatment with",
    "Gout;",
    "Diabetes, such as",
    "Surgery in the last 6 weeks:",
]


@pytest.mark.parametrize(
    ("text", "expected"), [(text, True) for text in LABELS] + [(text, False) for text in NO_LABELS]
)
def test_a_label(text: str, expected: bool) -> None:
    assert is_label(text, 0, len(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For gouty patients", True),
        ("Cohort 2:", True),
        ("Healthy volunteers", True),
        ("Gout", False),
        ("Formal education", False),
        ("For patients who have gout", False),
    ],
)
def test_a_cohort(text: str, expected: bool) -> None:
    assert is_cohort(text, 0, len(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And/or:", True),
        ("OR", True),
        ("***", True),
        ("Not specified", True),
        ("Renal: Not specified", True),
        ("See Disease Characteristics", True),
        ("Other protocol-defined criteria may apply", True),
        ("Other protocol-defined Inclusion/Exclusion criteria apply.", True),
        ("Note that there are additional inclusion and exclusion criteria. The centre tells which.", True),
        ("Further exclusion criteria apply: pregnancy", False),
        ("Additional inclusion criteria apply for subjects with psoriatic arthritis (PsA).", True),
        ("Other criteria apply (pregnancy, breastfeeding)", False),
        ("None", True),
        ("N/A", True),
        ("Not applicable.", True),
        ("No exclusion criteria", True),
        ("There are no exclusion criteria for controls", True),
        ("Ninguno", True),
        ("无", True),
        ("None of the above", False),
        ("No other exclusion criteria", False),
        ("Gout", False),
        ("Or gout", False),
        ("Not specified gout", False),
    ],
)
def test_a_note(text: str, expected: bool) -> None:
    assert is_note(text, 0, len(text)) is expected
