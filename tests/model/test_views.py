"""Flat views over nested criteria, names that every kind of constraint answers to, and numbers in intervals."""

import copy
import json
import pickle
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest

from limits import limits
from trialparse import Bound, Eligibility, Fact, Interval, Trial, parse, parse_criteria
from trialparse.model import Constraint
from trialparse.model.constraint import _Names

TEXT = """Inclusion Criteria:
- All of the following values:
  - HbA1c < 9%
  - Platelets ≥ 100 × 10⁹/L
- Major surgery within 4 weeks before screening
Exclusion Criteria:
- HbA1c < 48 mmol/mol
- SLEDAI-2K < 6 at screening
- NYHA class III or IV
- Stable dose for at least 12 weeks
- Meets the 2019 EULAR/ACR classification criteria for SLE
"""
ELIGIBILITY = parse_criteria(TEXT)
KINDS = get_args(get_args(Constraint)[0])
NAMES = [name for name in vars(_Names) if not name.startswith("__")]


def test_facts_are_all_constraints_with_where_they_stand() -> None:
    nested = [constraint for criterion in ELIGIBILITY.walk() for constraint in criterion.constraints]
    assert [fact.constraint for fact in ELIGIBILITY.facts] == list(ELIGIBILITY.constraints) == nested
    assert all(fact.constraint in fact.criterion.constraints for fact in ELIGIBILITY.facts)
    assert {fact.polarity for fact in ELIGIBILITY.facts} == {"inclusion", "exclusion"}
    top = [constraint for criterion in ELIGIBILITY.inclusion for constraint in criterion.constraints]
    assert len(top) < sum(fact.polarity == "inclusion" for fact in ELIGIBILITY.facts)


def test_a_trial_has_the_views_of_its_eligibility() -> None:
    trial = parse(TEXT)
    assert trial.eligibility is not None
    assert (trial.constraints, trial.facts) == (trial.eligibility.constraints, trial.eligibility.facts)
    assert trial.find("hba1c") == trial.eligibility.find("hba1c")
    assert list(trial.walk()) == list(trial.eligibility.walk())
    assert (Trial().constraints, Trial().facts, Trial().find("age"), list(Trial().walk())) == ((), (), (), [])


def test_a_criterion_has_its_own_constraints_and_all_below_it() -> None:
    labs = ELIGIBILITY.criteria[0]
    assert limits(labs) == []
    assert tuple(limits(labs.all_constraints)) == tuple(child.constraints[0] for child in labs.children)
    assert [fact.criterion.id for fact in labs.find("platelets")] == ["I1.2"]


@pytest.mark.parametrize(
    ("name", "unit", "criteria"),
    [
        ("hba1c", None, ["I1.1", "E1"]),
        ("hba1c", "%", ["I1.1"]),
        ("hba1c", "mmol/mol", ["E1"]),
        ("hba1c", "kg", []),
        ("hbA1C", None, ["I1.1", "E1"]),
        ("sledai_2k", "{score}", ["E2"]),
        ("no such thing", None, []),
    ],
)
def test_find_goes_by_id_or_words_and_unit(name: str, unit: str | None, criteria: list[str]) -> None:
    assert [fact.criterion.id for fact in ELIGIBILITY.find(name, unit=unit)] == criteria


def test_facts_unpack_compare_and_can_be_sent() -> None:
    fact = ELIGIBILITY.facts[0]
    criterion, constraint = fact
    assert fact == Fact(criterion, constraint) == pickle.loads(pickle.dumps(fact))


def test_views_are_no_fields() -> None:
    for model in (Trial, Eligibility):
        assert {"constraints", "facts", "find", "walk"}.isdisjoint(model.model_fields)
    dumped = ELIGIBILITY.model_dump()
    assert {"constraints", "facts"}.isdisjoint(dumped)
    assert Eligibility.model_validate_json(ELIGIBILITY.model_dump_json()) == ELIGIBILITY


def test_every_kind_answers_to_the_same_names() -> None:
    assert {each.kind for each in ELIGIBILITY.constraints} >= {
        "threshold",
        "levels",
        "window",
        "duration",
        "criteria_set",
    }
    for constraint in ELIGIBILITY.constraints:
        for name in NAMES:
            absent: Any = () if name in ("levels", "domain", "dates") else None
            dumped = constraint.model_dump()
            assert getattr(constraint, name) == absent or name in dumped
            assert set(dumped) == set(type(constraint).model_fields)


def test_every_optional_field_of_a_kind_is_a_name_of_all() -> None:
    own = {name for kind in KINDS for name in kind.model_fields}
    shared = set.intersection(*(set(kind.model_fields) for kind in KINDS))
    assert own - shared == set(NAMES)


def test_a_name_without_a_field_is_not_taken_for_one() -> None:
    window = next(each for each in ELIGIBILITY.constraints if each.kind == "window")
    with pytest.raises(ValueError, match="levels"):
        type(window).model_validate({**window.model_dump(), "levels": ["I"]})


def test_unit_or_inferred_is_the_one_that_there_is() -> None:
    ((_, stated),) = ELIGIBILITY.find("platelets")
    ((_, inferred),) = ELIGIBILITY.find("sledai_2k")
    assert (stated.unit, stated.unit_or_inferred) == ("10*9/L", "10*9/L")
    assert (inferred.unit, inferred.unit_inferred, inferred.unit_or_inferred) == (None, "{score}", "{score}")


ADULT = Interval(lower=Bound(value=Decimal(18), inclusive=True), upper=Bound(value=Decimal("65.5"), inclusive=False))


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        (18, True),
        (17.99, False),
        (65.5, False),
        (Decimal("65.49"), True),
        ("30", True),
        (float("nan"), False),
        (Decimal("sNaN"), False),
        (float("inf"), False),
    ],
)
def test_numbers_lie_in_intervals(value: Any, inside: bool) -> None:
    assert (value in ADULT) is inside
    assert ADULT.contains(value) is inside
    assert (value in Interval()) is not Decimal(value).is_nan()


@pytest.mark.parametrize("value", [None, True, "thirty", "", [30], Fraction(1, 3), ADULT])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="holds numbers"):
        _ = value in ADULT


@pytest.mark.parametrize(
    ("result", "said"),
    [(parse(TEXT), "facts"), (ELIGIBILITY, "walk"), (ELIGIBILITY.criteria[0], "walk"), (ADULT, "30 in interval")],
    ids=lambda value: type(value).__name__,
)
def test_a_loop_over_a_result_says_what_to_loop_over(result: Iterable[Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        list(result)


def test_results_are_copied_sent_and_dumped_without_iteration() -> None:
    trial = parse(TEXT)
    assert trial == copy.deepcopy(trial) == copy.copy(trial) == trial.model_copy() == pickle.loads(pickle.dumps(trial))
    assert trial == Trial.model_validate(json.loads(trial.model_dump_json()))
    assert hash(ADULT) == hash(ADULT.model_copy())
    assert repr(trial).startswith("Trial(")


def test_results_can_stand_in_sets() -> None:
    text = "Inclusion Criteria:\n- HbA1c 7 to 10%\n- ECOG 0-1 or ALT ≤ 3 × ULN if well"
    one, same, other = parse(text), parse(text), parse(text + "\n- Age 18 to 65 years")
    assert {one, same, other} == {one, other}
    assert {one.eligibility, same.eligibility, other.eligibility} == {one.eligibility, other.eligibility}
    assert set(one.constraints) == set(same.constraints) < set(other.constraints)
    assert set(one.walk()) == set(same.walk())
