"""What a second reader says of the subjects of limits."""

import tomllib
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from limits import is_limit
from trialparse import explain, parse_criteria
from trialparse.criteria.ledger.subjects import candidates, groups, likelihoods
from trialparse.criteria.outline import outline
from trialparse.criteria.read import Trace, traced

WORDS = ("ALT", "platelets", "of", "plasma cells", ",", "and", "(", ")", "> 3", "within 2 weeks", "in", "surgery", ":")


def trace(text: str) -> Trace:
    (found,) = traced(text, text, (0, len(text)), outline(text, 0, len(text), "inclusion")).values()
    return found


def test_a_measurement_right_before_its_limit_needs_no_opinion() -> None:
    (criterion,) = parse_criteria("Hemoglobin of at least 9 g/dL").criteria
    assert explain(criterion).candidates == ()


def test_phrases_on_both_sides_are_candidates() -> None:
    read = trace("Biopsy with at least 3 plasma cells")
    (group,) = groups([draft for draft in read.drafts if is_limit(draft.plain)])
    found = candidates(read.sentence, group)
    assert [read.sentence.text[each.start : each.end] for each in found] == ["Biopsy", "plasma cells"]


def test_a_limit_of_many_things_is_one_group() -> None:
    assert [len(group) for group in groups(trace("AST and ALT > 3 x ULN").drafts)] == [2]


def test_every_weight_is_of_a_sign_and_the_threshold_is_a_share() -> None:
    table = tomllib.loads((files("trialparse.criteria.ledger") / "subjects.toml").read_text("utf-8"))
    assert 0 < table["unsure"] < 1
    assert all(isinstance(weight, float) for weight in table["weights"].values())


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_likelihoods_are_shares(text: str) -> None:
    for read in traced(text, text, (0, len(text)), outline(text, 0, len(text), "inclusion")).values():
        for group in groups(read.drafts):
            shares = [share for _, share in likelihoods(read.sentence, group)]
            assert not shares or abs(sum(shares) - 1) < 1e-9
