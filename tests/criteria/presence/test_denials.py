"""How sure the denials of things are, by the side that they stand on."""

import pytest

from trialparse import parse_criteria

ROWS = [
    ("Exclusion", "Lack of consent, pregnancy", {"pregnancy": (False, "doubtful")}),
    ("Exclusion", "Not using contraception, or pregnant", {"pregnant": (False, "doubtful")}),
    ("Exclusion", "Must not have asthma, gout", {"asthma": (True, "sure"), "gout": (True, "sure")}),
    ("Inclusion", "No asthma, pregnancy", {"asthma": (True, "sure"), "pregnancy": (True, "sure")}),
    ("Inclusion", "Not HIV negative", {"HIV": (False, "doubtful")}),
    ("Inclusion", "Asthma, pregnancy excluded", {"pregnancy": (False, "doubtful")}),
    ("Exclusion", "Warfarin should not be used", {"Warfarin": (False, "sure")}),
    ("Inclusion", "Warfarin should not be used", {"Warfarin": (True, "sure")}),
    ("Exclusion", "Asthma is not a contraindication", {"Asthma": (False, "doubtful")}),
    ("Exclusion", "Allowed: aspirin", {"aspirin": (False, "doubtful")}),
]


@pytest.mark.parametrize(("side", "text", "asked"), ROWS)
def test_a_denial_is_as_sure_as_its_words(side: str, text: str, asked: dict[str, tuple[bool, str]]) -> None:
    read = parse_criteria(f"{side} Criteria:\n- {text}\n")
    told = {
        each.subject.text: (each.negated, each.certainty)
        for criterion in read.criteria
        for each in criterion.constraints
        if each.subject
    }
    assert {name: told.get(name) for name in asked} == asked


@pytest.mark.parametrize("word", ["OK", "INCL", "NOTE"])
def test_words_of_how_a_text_is_written_are_no_things(word: str) -> None:
    read = parse_criteria(f"Exclusion Criteria:\n- {word}\n")
    assert [criterion.constraints for criterion in read.criteria if criterion.constraints] == []
