"""Roles: what stands in a condition or an exception of another limit is marked; what is asked for is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from criteria.scope.test_logic_laws import LAWS, TEXTS, leaves, plain, tree
from limits import limits
from trialparse import Pack, Parser, explain, parse_criteria
from trialparse.model import Span
from trialparse.outputs.describe import describe
from trialparse.outputs.tables import rows

TEXT = (
    "Inclusion Criteria:\n- Weight > 35 kg when under 11 years\n- Platelets > 90 x 10^9/L unless ferritin > 800 ng/mL"
)


def inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


def names(limit: Any, thing: Any) -> bool:
    """Whether the words of a limit name a thing."""
    parts = (limit, limit.subject, limit.anchor)
    return any(inside(thing.subject.span, part.span) for part in parts if part)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Platelets > 90 x 10^9/L unless ferritin > 800 ng/mL", "limit exception"),
        ("Platelets > 90 x 10^9/L (unless ferritin > 800 ng/mL)", "limit exception"),
        ("INR > 1.4, except with a ferritin > 800 ng/mL; sodium < 120 mmol/L", "limit exception limit"),
        ("Weight > 35 kg when under 11 years or BMI > 31 kg/m2", "limit condition limit"),
        ("IF LIPASE > 70 U/L, CALCIUM MUST BE < 2.5 MMOL/L", "condition limit"),
        ("Calcium < 2.5 mmol/L if lipase > 70 U/L, sodium > 120 mmol/L", "limit condition limit"),
        ("Karnofsky > 50% for patients > 16 years and Lansky > 50% for patients ≤ 16 years", "limit condition " * 2),
        # the same unless all but the numbers agrees
        ("INR ≤ 1.5 unless on warfarin, in which case INR must be 2 to 3", "limit limit"),
        ("INR ≤ 1.5 unless on warfarin, in which case aPTT must be 2 to 3", "limit exception"),
        ("INR ≤ 1.5 unless on warfarin, then INR ≤ 1.5", "limit exception"),
        ("INR ≤ 1.5 unless on warfarin, then INR > 1.8", "limit exception"),
        # words behind which a clause has ended
        ("ALT < 4 x ULN unless on statins, sodium > 120 mmol/L", "limit limit"),
        ("ALT < 4 x ULN unless on statins, and ferritin > 800 ng/mL", "limit exception"),
        ("ALT < 4 x ULN except due to statins albumin must be > 3 g/dL", "limit limit"),
        ("CrCl > 55 mL/min for patients with creatinine > 1.6 mg/dL (within 9 days)", "limit condition limit"),
        ("LVMI > 95 g/m2 for women / LVMI > 115 g/m2 for men", "limit limit"),
    ],
)  # fmt: skip
def test_roles(text: str, roles: str) -> None:
    assert [each.role for each in limits(parse_criteria(text))] == roles.split()


@LAWS
@given(TEXTS)
def test_what_stands_aside_lies_in_a_clause_and_not_in_the_logic(text: str) -> None:
    eligibility = parse_criteria(text)
    for criterion, _ in tree(eligibility.criteria):
        asked = {each for each in leaves(plain(criterion.logic)) if isinstance(each, int)}
        for place, constraint in enumerate(criterion.constraints):
            if constraint.role == "limit":
                continue
            assert place not in asked
            if constraint.role == "part":
                assert any(names(each, constraint) for each in limits(criterion))
                continue
            clauses = [getattr(each, constraint.role) for each in criterion.all_constraints if each is not constraint]
            held = any(inside(constraint.span, clause.span) for clause in clauses if clause)
            is_listed = constraint.role == "exception" and "." in criterion.id  # below a lead-in that excepts it
            assert held or is_listed or criterion.children  # which may have its condition for children without limits


def test_facts_are_found_by_their_role() -> None:
    eligibility = parse_criteria(TEXT)
    found: dict[Any, list[Any]] = {
        role: [fact.constraint.subject and fact.constraint.subject.id for fact in eligibility.find(role=role)]
        for role in ("limit", "condition", "exception", None)
    }
    assert found["limit"] == ["weight", "plt"]
    assert (found["condition"], found["exception"], len(found[None])) == (["age"], ["ferritin"], 4)
    with pytest.raises(ValueError, match="role is limit or condition or exception or part, not 'main'"):
        eligibility.find(role="main")  # type: ignore[arg-type]


def test_roles_are_given_out() -> None:
    eligibility = parse_criteria(TEXT)
    assert [row["role"] for row in rows(eligibility)] == ["limit", "condition", "limit", "exception"]
    _, age, _, ferritin = eligibility.constraints
    assert describe(age).startswith("threshold  in a condition  ")
    assert "  in an exception  " in describe(ferritin)
    assert "in a condition" in str(explain(eligibility.criteria[0], page=eligibility))
    assert age.model_dump(mode="json")["role"] == "condition"


def test_a_lead_in_read_alone_has_no_role_and_explain_says_so() -> None:
    eligibility = parse_criteria("For flutter lasting 2 days or longer:\n  - INR 2 to 3")
    (lead,) = eligibility.criteria
    assert lead.constraints[0].role == "condition"
    assert "note" not in str(explain(lead, page=eligibility))
    assert "note" in str(explain(lead))


def test_a_rule_may_say_what_its_limits_are() -> None:
    def eggs(criterion):  # type: ignore[no-untyped-def]
        for found in criterion.find(r"(\d+) eggs"):
            yield criterion.limit(*found.span(), upper=int(found[1]), role="condition")

    (criterion,) = Parser(packs=["core", Pack("farm", "1", rules=[eggs])]).parse_criteria("Eats 3 eggs").criteria
    assert (criterion.constraints[0].role, criterion.logic) == ("condition", None)
