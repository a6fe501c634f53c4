"""Rules: what they read, what they replace, and that none of their errors gets out."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from limits import limits
from trialparse import Eligibility, Pack, Parser
from trialparse.criteria.rules import CriterionView
from trialparse.lexicon.alphabet import NUMBER

TEXT = "Inclusion Criteria:\n- If biopsied, at least 12 loaves a week\n- Age 18 years or older"


def loaves(criterion: CriterionView) -> Iterator[dict[str, Any]]:
    for found in criterion.find(r"(\d{1,3}) (loaves) a week"):
        yield criterion.limit(*found.span(1), subject=found.span(2), id="bread", lower=int(found[1]), unit="{loaf}/wk")


def read(*rules: Callable[[CriterionView], Any], text: str = TEXT) -> Eligibility:
    return Parser(packs=[Pack("mine", "1", rules=rules)]).parse_criteria(text)


def test_a_rule_reads_in_the_place_of_what_was_read_before() -> None:
    eligibility = read(loaves)
    (constraint,) = limits(eligibility.criteria[0])
    assert constraint.rule == "mine:loaves"
    assert constraint.kind == "threshold"
    assert (constraint.subject.text, constraint.subject.id, constraint.unit) == ("loaves", "bread", "{loaf}/wk")
    assert str(constraint.interval) == "[12,)"
    assert constraint.condition is not None  # the scope is found for it as for any other
    assert [each.rule for each in eligibility.criteria[1].constraints] != ["mine:loaves"]
    assert eligibility.diagnostics == ()


def test_a_rule_sees_what_was_read_and_cannot_change_it() -> None:
    seen: list[Any] = []

    def vandal(criterion: CriterionView) -> list[dict[str, Any]]:
        seen.append(
            (criterion.words, criterion.kind, len(criterion.constraints), NUMBER in {a.code for a in criterion.atoms})
        )
        for constraint in criterion.constraints:
            constraint.clear()  # type: ignore[attr-defined]
        return []

    assert read(vandal).criteria == Parser().parse_criteria(TEXT).criteria
    assert [(words, kind) for words, kind, *_ in seen] == [
        ("If biopsied, at least 12 loaves a week", "inclusion"),
        ("Age 18 years or older", "inclusion"),
    ]
    assert all(count == 1 and number for _, _, count, number in seen)


def fails(criterion: CriterionView) -> list[dict[str, Any]]:
    raise ZeroDivisionError("no bread")


def fails_later(criterion: CriterionView) -> Iterator[dict[str, Any]]:
    yield from loaves(criterion)
    raise KeyError("bread")


def gives_rubbish(criterion: CriterionView) -> list[Any]:
    return [criterion.limit(criterion.start, criterion.end, kind="bread")]


def gives_nothing(criterion: CriterionView) -> None:
    return None


def points_elsewhere(criterion: CriterionView) -> list[Any]:
    return [criterion.limit(0, 5, lower=3)]


def points_at_nothing(criterion: CriterionView) -> list[Any]:
    return [criterion.limit(criterion.start + 3, criterion.start + 3, lower=3)]


def recurses(criterion: CriterionView) -> list[Any]:
    return recurses(criterion)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (fails, "rule 'fails' of pack 'mine' failed: test_rules.py:"),
        (fails_later, "rule 'fails_later' of pack 'mine' failed: test_rules.py:"),
        (gives_rubbish, "rule 'gives_rubbish' of pack 'mine' failed: "),
        (gives_nothing, "rule 'gives_nothing' of pack 'mine' failed: "),
        (points_elsewhere, "the place 0-5 is not in the criterion"),
        (points_at_nothing, "rule 'points_at_nothing' of pack 'mine' failed: "),
        (recurses, "RecursionError"),
    ],
)
def test_no_error_of_a_rule_gets_out(rule: Callable[[CriterionView], Any], message: str) -> None:
    eligibility = read(rule)
    assert eligibility.criteria == Parser().parse_criteria(TEXT).criteria
    assert [each.code for each in eligibility.diagnostics] == ["rule-failed"] * 2
    assert message in eligibility.diagnostics[0].message
    assert eligibility.diagnostics[0].spans[0].of(TEXT) == eligibility.criteria[0].text
