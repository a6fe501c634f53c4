"""What is claimed, doubted or missed in silence, and how limits are joined, on small golds."""

from dataclasses import replace
from typing import Any

import pytest

from evaluation.small_golds import found, gold, parse, report, subject
from trialparse.evaluation import Report, judge
from trialparse.evaluation.facts import Bound, Document, Fact, Group, Json, Place

ALT = Fact(Place(4, 8), "threshold", upper=Bound(3, True), subjects=(Place(0, 3),), subject_id="alt", reference="ULN")
RIGHT = found(4, 8, None, "3", subject=subject(0, 3, "alt"), reference="ULN")
WRONG = found(4, 8, None, "5")
DOUBT = {"certainty": "doubtful", "doubts": ["unused-number"]}


@pytest.mark.parametrize(
    ("constraints", "wrong", "sure"),
    [
        ([RIGHT], 0, 100),
        ([RIGHT, WRONG], 50, 100),
        ([RIGHT, WRONG | DOUBT], 0, 100),
        ([RIGHT | DOUBT, WRONG], 100, 0),
        ([RIGHT | {"certainty": "sure"}, found(30, 34, "7")], 0, 100),
    ],
)
@pytest.mark.parametrize("form", ["lct", "constraints"])
def test_what_is_doubtful_is_no_claim(form: str, constraints: list[Json], wrong: float, sure: float) -> None:
    numbers = report(form, (replace(ALT, kind="observation") if form == "lct" else ALT,), *constraints).numbers
    assert (numbers["wrong claims"], numbers["sure share"]) == (wrong, sure)


@pytest.mark.parametrize(
    ("change", "misstated"),
    [
        ({}, 0),
        ({"subject": subject(20, 24, "alt")}, 100),
        ({"subject": subject(0, 3, "ast")}, 100),
        ({"subject": subject(0, 3)}, 0),
        ({"reference": "LLN"}, 100),
        ({"negated": True}, 100),
        ({"negated": True, **DOUBT}, 0),
        ({"condition": {"text": "", "span": {"start": 1, "end": 2}}}, 0),
        ({"interval": {"upper": {"value": "5", "inclusive": True}}}, 100),
    ],
)
def test_a_right_limit_of_the_wrong_thing_is_misstated(change: Json, misstated: float) -> None:
    assert report("constraints", (ALT,), RIGHT | change).numbers["misstated claims"] == misstated


@pytest.mark.parametrize(
    ("constraints", "more", "silent"),
    [
        ([], {}, 100),
        ([WRONG], {}, 100),
        ([WRONG | DOUBT], {}, 0),
        ([], {"status": "partial"}, 0),
        ([], {"span": {"start": 20, "end": 30}, "status": "partial"}, 100),
        ([RIGHT], {}, 0),
    ],
)
def test_what_is_missed_where_nothing_says_so_is_missed_in_silence(
    constraints: list[Json], more: Json, silent: float
) -> None:
    said = judge(gold("constraints", ALT), {"one": parse(*constraints, **more)})
    assert said.numbers["silent"] == silent
    assert (said.verdicts[0].outcome == "MISSED, SILENT") == (silent == 100)


def test_what_is_read_of_the_texts_needs_no_gold() -> None:
    document = Document("one", "ALT up to 3 in all: donors, and so on.", facts=())

    def criterion(start: int, end: int, status: str, *residue: tuple[int, int], **more: Any) -> Json:
        left = [{"start": a, "end": b} for a, b in residue]
        place = {"span": {"start": start, "end": end}, "kind": "unknown", "constraints": []}
        return place | {"status": status, "residue": left, "children": []} | more

    child = criterion(20, 38, "unparsed", (20, 37))
    said = {"criteria": [criterion(0, 19, "partial", (12, 14), (17, 18), children=[child])]}
    numbers = judge(replace(gold("constraints"), documents=[document]), {"one": said}).numbers
    assert (numbers["criteria unparsed"], numbers["words explained"]) == (50, 40)


def of_one_criterion(*alternatives: tuple[int, ...]) -> list[Fact]:
    """A gold limit for each, with those that it is an alternative to."""
    return [
        Fact(
            Place(10 * n, 10 * n + 4), "threshold", Bound(n, True),
            criterion="0", number=n, alternatives=frozenset(others),
        )
        for n, others in enumerate(alternatives)
    ]  # fmt: skip


def ref(number: int) -> Json:
    return {"op": "ref", "constraint": number}


def both(*items: Json) -> Json:
    return {"op": "and", "items": list(items)}


def either(*items: Json) -> Json:
    return {"op": "or", "items": list(items)}


CHILDREN = [{"op": "ref", "criterion": each} for each in ("I1", "I2")]


def joined(golds: list[Fact], logic: Json | None) -> Report:
    constraints = [found(10 * n, 10 * n + 4, str(n)) for n in range(len(golds))]
    return judge(gold("constraints", *golds), {"one": parse(*constraints, id="I1", logic=logic)})


@pytest.mark.parametrize(
    ("golds", "logic", "outcome"),
    [
        (of_one_criterion((), ()), both(ref(0), ref(1)), "right"),
        (of_one_criterion((), ()), None, "right"),
        (of_one_criterion((), ()), either(ref(0), ref(1)), "FALSE OR"),
        (of_one_criterion((1,), (0,)), either(ref(0), ref(1)), "right"),
        (of_one_criterion((1,), (0,)), both(ref(0), ref(1)), "MISSED OR"),
        (of_one_criterion((1,), (0,), ()), both(either(ref(0), ref(1)), ref(2)), "right"),
        (of_one_criterion((2,), (2,), (0, 1)), either(both(ref(0), {"op": "not", "item": ref(1)}), ref(2)), "right"),
    ],
)
def test_limits_are_joined_as_the_last_join_above_both_says(golds: list[Fact], logic: Json, outcome: str) -> None:
    said = joined(golds, logic)
    assert said.numbers["joins"] == (100 if outcome == "right" else 0)
    assert [verdict.outcome for verdict in said.verdicts if "joins" in verdict.key] == [outcome]


def test_a_gold_that_knows_no_alternatives_asks_for_no_joins() -> None:
    silent = [replace(fact, alternatives=None) for fact in of_one_criterion((), ())]
    assert "joins" not in joined(silent, either(ref(0), ref(1))).numbers


@pytest.mark.parametrize(
    ("least", "logic", "right"),
    [
        (1, either(*CHILDREN), True),
        (None, both(*CHILDREN), True),
        (None, either(*CHILDREN), False),
        (2, {"op": "at_least", "n": 2, "items": CHILDREN}, True),
        (1, either(CHILDREN[0]), False),
        (1, None, False),
    ],
)
def test_a_group_joins_the_same_criteria(least: int | None, logic: Json | None, right: bool) -> None:
    def criterion(key: str, start: int, end: int, **more: Any) -> Json:
        place = {"span": {"start": start, "end": end}, "status": "parsed"}
        return {"id": key, "kind": "inclusion", "constraints": [], "children": [], **place, **more}

    document = Document(
        "one", "One of: fever; cough.", facts=(), groups=(Group(least, frozenset({0, 1})),),
        criteria=(("inclusion", Place(8, 13)), ("inclusion", Place(15, 20))),
    )  # fmt: skip
    children = [criterion("I1", 8, 14), criterion("I2", 15, 21)]
    said = {"criteria": [criterion("I", 0, 7, logic=logic, children=children)]}
    numbers = judge(replace(gold("constraints"), documents=[document]), {"one": said}).numbers
    assert numbers["groups"] == (100 if right else 0)
