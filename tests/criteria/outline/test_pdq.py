"""Where criteria begin in the NCI's paragraphs, as cases with `|` at each place."""

import pytest

from trialparse.criteria.outline.pdq import pdq_seams

LABELS = [
    "Age: 21 and over |Sex: Male |Renal: No stones",
    "Performance status: ECOG 0-1 |Life expectancy: Not specified",
    "Biologic therapy: None |Chemotherapy: None for a month",
    "Sex: any",
    "Age: 21 and over with Gout: yes",
    "Age: 21 and over |Other:\nNo gout",
    "Renal function: normal Bone age: normal",
]
OPENINGS = [
    "Proven gout |No prior stones |At least two attacks",
    "Proven gout (in a toe) |Must be treated",
    "Proven gout. No prior stones",
    "PROVEN GOUT No prior stones",
    "Proven gout no prior stones",
    "Proven gout |AT LEAST two attacks |At Least one year",
    "Gout treated for At Least two years",
    "Gout |at least 3 months since surgery",
    "Proven gout No Stones",
]


def check(marked: str, unmarked: bool) -> None:
    first, *others = marked.split("|")
    text = first + "".join(others)
    expected = [len(first) + sum(map(len, others[:number])) for number in range(len(others))]
    assert pdq_seams(text, 0, len(text), unmarked) == expected


@pytest.mark.parametrize("marked", LABELS)
def test_labels_open_criteria(marked: str) -> None:
    check(marked, False)


@pytest.mark.parametrize("marked", OPENINGS)
def test_first_words_open_criteria(marked: str) -> None:
    check(marked, True)


@pytest.mark.parametrize("marked", OPENINGS)
def test_first_words_count_only_without_marks(marked: str) -> None:
    check(marked.replace("|", ""), False)


def test_both_in_page_order() -> None:
    check("Age: 21 and over |No gout |Sex: Male", True)
