"""Criteria sets: which words name published criteria, and when they have to be met."""

from __future__ import annotations

import pytest

from trialparse import CriteriaSet, parse_criteria

# The text, the words that name the criteria, their id where the version is sure.
NAMED = [
    ("Lupus by the 2019 EULAR/ACR classification criteria", "2019 EULAR/ACR classification criteria"),
    ("Fulfilling SLICC criteria", "SLICC criteria"),
    ("SLICC 2012", "SLICC 2012"),
    ("Depression according to DSM-5", "DSM-5"),
    ("Depression according to DSM-5 diagnostic criteria", "DSM-5 diagnostic criteria"),
    ("Progression as in RECIST 1.1", "RECIST 1.1"),
    ("Progression by RECIST 1.1 response criteria", "RECIST 1.1 response criteria"),
    ("The McDonald criterion of dissemination", "McDonald criterion"),
    ("Arteritis by the 1990  ACR criteria", "1990  ACR criteria"),
    ("Seen in 2015. SLICC criteria are met", "SLICC criteria"),  # the year is another sentence's
    ("Migraine by ICHD-3, criteria are read aloud", "ICHD-3"),
]


def criteria_sets(text: str) -> list[CriteriaSet]:
    found = [constraint for criterion in parse_criteria(text).criteria for constraint in criterion.constraints]
    return [constraint for constraint in found if isinstance(constraint, CriteriaSet)]


@pytest.mark.parametrize(("text", "words"), NAMED)
def test_the_name_takes_year_and_kind_with_it(text: str, words: str) -> None:
    (found,) = criteria_sets(text)
    assert found.span.of(text) == words
    assert found.subject is not None
    assert found.subject.text == words


DATED = [
    ("Meets the ASAS criteria at screening", "SCREENING"),
    ("At baseline, SLICC criteria are fulfilled", "BASELINE"),
    ("Meets the ASAS criteria", None),
]


@pytest.mark.parametrize(("text", "moment"), DATED)
def test_criteria_hold_at_the_moment_that_the_sentence_names(text: str, moment: str | None) -> None:
    (found,) = criteria_sets(text)
    assert (found.anchor and found.anchor.key) == moment


NO_CRITERIA = ["All inclusion criteria are met", "Toxicity by the criteria of the sponsor", "Reads 2019 lupus papers"]


@pytest.mark.parametrize("text", NO_CRITERIA)
def test_other_criteria_are_none(text: str) -> None:
    assert criteria_sets(text) == []
