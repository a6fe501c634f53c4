"""What holds of every logic: it names what there is, once each, and says the same each time and in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialparse import parse_criteria
from trialparse.model.criterion import Criterion, Eligibility

# Pieces of which joined limits, lists and lead-ins are made, in any order.
PIECES = """lipase > 60 U/L|ferritin < 20 ng/mL|age ≥ 21 years|ECOG 0-1|stroke within 3 months|≥ 2 falls|> 9 mg/day
|jaundice|or|and|and/or|either|no|not|without|unless|if|with|,|;|:|.|(|)|/|OR|AND|(1)|b)|other than|in men
|any of the following:|at least two of the following:|none of the following:|before randomization
|all of these:|one or more of:|2 out of 3:"""
LAYOUT = ["\nExclusion Criteria:\n", "\n- ", "\n   - ", "\n      a. ", "\n2. ", "\n"]
TEXTS = st.lists(st.sampled_from([*PIECES.replace("\n", "").split("|"), *LAYOUT]), max_size=40).map(" ".join)
LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def leaves(node: dict[str, Any] | None) -> Iterator[int | str]:
    """The constraints of a logic by their place, and the criteria by their id."""
    if node is None:
        return
    if node["op"] == "ref":
        yield node["constraint"] if node["criterion"] is None else node["criterion"]
        return
    items = node.get("items") or [node.get("item") or node["then"]]
    assert len(items) > 1 or node["op"] in ("not", "if")
    assert 1 <= node.get("n", 1) <= len(items)
    for item in items:
        yield from leaves(item)


def plain(logic: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = None if logic is None else logic.model_dump(mode="json")
    return found


def tree(criteria: list[Criterion] | tuple[Criterion, ...]) -> Iterator[tuple[Criterion, set[str]]]:
    """Each criterion with the ids that its logic may name: its children, and those behind it."""
    for place, criterion in enumerate(criteria):
        yield criterion, {each.id for each in (*criterion.children, *criteria[place + 1 :])}
        yield from tree(criterion.children)


@LAWS
@given(TEXTS)
def test_a_logic_names_what_there_is_once_each(text: str) -> None:
    eligibility = parse_criteria(text)
    governed: list[str] = []
    for criterion, ids in tree(eligibility.criteria):
        named = list(leaves(plain(criterion.logic)))
        assert len(named) == len(set(named))
        assert {each for each in named if isinstance(each, int)} <= set(range(len(criterion.constraints)))
        others = [each for each in named if isinstance(each, str)]
        assert set(others) <= ids
        governed += others
    assert len(governed) == len(set(governed))  # none is asked for twice
    top = [str(each) for each in leaves(plain(eligibility.logic))]
    assert len(top) == len(set(top))
    assert set(top) == {each.id for each in eligibility.criteria if each.kind != "unknown"} - set(governed)


@LAWS
@given(TEXTS)
def test_a_logic_says_the_same_each_time_and_in_json(text: str) -> None:
    eligibility = parse_criteria(text)
    assert parse_criteria(text) == eligibility
    assert Eligibility.model_validate_json(eligibility.model_dump_json()) == eligibility
    for criterion, _ in tree(eligibility.criteria):
        needed, said = plain(criterion.requirement()), plain(criterion.logic)
        expected = {"op": "not", "item": said} if said and criterion.kind == "exclusion" else said
        assert needed == (None if criterion.kind == "unknown" else expected)
