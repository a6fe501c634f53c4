"""Scope: what the words around a constraint say of it, and what a lead-in says of its children."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.scope.reading import constraints
from trialparse.criteria.kinds import read_constraints
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.apply import Inherited, Scope, apply, scoped
from trialparse.criteria.scope.negation import Denial
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.loader import builtin
from trialparse.text import fold

IN_MEN = {"text": "in men", "span": {"start": 30, "end": 36}}


def read(text: str) -> tuple[Sentence, list[Draft]]:
    sentence = Sentence(text, 0, len(text), lexer(builtin()).atoms(text), builtin())
    return sentence, read_constraints(sentence)


@pytest.mark.parametrize(
    ("text", "whys"),
    [
        ("No fever above 38.5 °C", ["negation.ahead"]),
        ("Lipase < 60 U/L if jaundiced", ["condition.beside", "beside.left"]),
        ("Surgery within 8 weeks, except dental surgery", ["exception.comma"]),
        ("No surgery within 8 weeks, except dental surgery", ["negation.ahead", "exception.comma"]),
        ("In men, no fever above 38.5 °C (except in tropical climates)", None),
        ("Lipase < 60 U/L", []),
        ("Men and women with lipase < 60 U/L", []),
    ],
)
def test_a_constraint_carries_the_rules_that_decided(text: str, whys: list[str] | None) -> None:
    sentence, drafts = read(text)
    (found,), _ = apply(sentence, drafts)
    said = list(found.whys[len(drafts[0].whys) :])
    assert said == whys if whys is not None else {"negation", "exception"} <= {why.split(".")[0] for why in said}


def test_what_is_given_stays_as_it_is() -> None:
    sentence, drafts = read("No surgery within 8 weeks, except dental surgery")
    before = [(dict(draft.plain), draft.explained) for draft in drafts]
    found, _ = apply(sentence, drafts)
    assert [(draft.plain, draft.explained) for draft in drafts] == before
    assert found[0].plain["negated"]
    assert set(found[0].explained) > set(drafts[0].explained)


@pytest.mark.parametrize(
    ("inherited", "key", "value"),
    [
        (Inherited(denial=Denial(None, ("negation.inherited",))), "negated", True),
        (Inherited(condition=IN_MEN), "condition", IN_MEN),
        (Inherited(anchor={"key": "SCREENING"}), "anchor", {"key": "SCREENING"}),
        (Inherited(), "negated", False),
        (Inherited(), "condition", None),
        (None, "anchor", None),
    ],
)
def test_a_constraint_inherits(inherited: Inherited | None, key: str, value: object) -> None:
    sentence, drafts = read("Lipase < 60 U/L")
    (found,), _ = apply(sentence, drafts, inherited)
    assert found.plain[key] == value


def test_a_time_inherits_no_moment() -> None:
    sentence, drafts = read("Surgery within 8 weeks")
    (found,), _ = apply(sentence, drafts, Inherited(anchor={"key": "SCREENING"}))
    assert found.plain["anchor"] is None


@pytest.mark.parametrize(
    ("text", "negated", "moment", "condition"),
    [
        ("Must not have the following:", True, None, None),
        ("At screening, must not have the following:", True, "SCREENING", None),
        ("At screening, none of the following:", False, "SCREENING", None),  # which logic says
        ("Patients on dialysis must meet the following:", False, None, "Patients on dialysis"),
        ("No surgery within 8 weeks", False, None, None),
        ("Lipase < 60 U/L at screening", False, None, None),
        ("At baseline all of the following:", False, "BASELINE", None),
    ],
)
def test_what_children_inherit(text: str, negated: bool, moment: str | None, condition: str | None) -> None:
    _, passed_on = apply(*read(text))
    assert (passed_on.denial is not None) == negated
    assert (passed_on.anchor or {}).get("key") == moment
    assert (passed_on.condition or {}).get("text") == condition


def test_scoped_is_a_new_draft() -> None:
    draft = Draft(0, 2, {"kind": "threshold", "anchor": None}, explained=((0, 3),))
    denial = Denial(1, ("negation.ahead",))
    found = scoped(draft, Scope(denial, explained=((5, 9),), whys=denial.whys))
    assert found.plain == {"kind": "threshold", "anchor": None, "negated": True, "condition": None, "exception": None}
    assert found.explained == ((0, 3), (5, 9))
    assert draft.plain == {"kind": "threshold", "anchor": None}


def test_a_scope_is_not_written_into() -> None:
    scope: Any = Scope()
    with pytest.raises(FrozenInstanceError):
        scope.condition = {}
    assert (scope.negated, scope.negated_by) == (False, None)
    assert (Scope(Denial(4, ())).negated_by, Scope(Denial(None, ())).negated_by) == (4, None)


def test_a_lead_in_speaks_for_its_children() -> None:
    text = (
        "1. At screening, patients on dialysis must not have any of the following:\n"
        "   a. Potassium > 6 mmol/L\n"
        "   b. Calcium > 3 mmol/L if symptomatic\n"
        "2. Sodium > 130 mmol/L"
    )
    found = constraints(text)
    assert [constraint["negated"] for constraint in found] == [True, True, False]
    assert [(constraint["anchor"] or {}).get("key") for constraint in found] == ["SCREENING", "SCREENING", None]
    conditions = [(constraint["condition"] or {}).get("text") for constraint in found]
    assert conditions == ["patients on dialysis", "if symptomatic", None]


_PIECES = [
    "if", "unless", "no", "not", "(", ")", ",", ";", ":", ".", "and", "or", "in women", "males", "Part A", "must",
    "patients who", "except", "ALT", "> 3 x ULN", "within 6 months", "≥ 18 years", "screening", "but", "Bilirubin",
    "is allowed", "\n",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join))
def test_clauses_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    for constraint in constraints(text):
        for clause in (constraint["condition"], constraint["exception"]):
            if clause is not None:
                assert clause["text"] == folded[clause["span"]["start"] : clause["span"]["end"]] != ""
