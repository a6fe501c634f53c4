"""Set phrases that ask nothing of a person's health leave nothing over, by the examples and rejects of each."""

from collections.abc import Iterator

import pytest

from trialparse import parse_criteria
from trialparse.criteria.ledger.asides import asides, tables


def rows() -> Iterator[dict[str, str]]:
    for table in tables()["aside"]:
        yield from table["heads"]


def places(text: str) -> tuple[set[int], int]:
    words = text.lower().split()
    return asides().within(words), len(words)


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row["form"])
def test_an_example_is_an_aside_and_a_reject_is_none(row: dict[str, str]) -> None:
    found, count = places(row["example"])
    assert len(found) == count
    found, count = places(row["reject"])
    assert len(found) < count


@pytest.mark.parametrize("word", ["no", "not", "without", "never", "except", "unless", "than", "least", "2", "tumor"])
def test_what_changes_a_meaning_is_never_passed_over(word: str) -> None:
    around = set(tables()["around"])
    assert word not in around


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Able to comply with the protocol", []),
        ("No asthma, in the opinion of the investigator", []),
        ("Unable to comply with the flumbing of the study", ["flumbing of the study"]),
        ("Asthma requiring the use of steroids", []),
        ("Central nervous system (CNS) lymphoma", []),
        ("Asthma (grobbed)", ["grobbed"]),
    ],
)
def test_the_residue_of_a_criterion(text: str, left: list[str]) -> None:
    (criterion,) = parse_criteria(text).criteria
    assert [span.of(text) for span in criterion.residue] == left
