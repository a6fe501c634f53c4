"""How limits and criteria are joined: by "or" or by "and", and in groups of which some or all must hold.

Two limits of a criterion are alternatives where the last join that both hang on in its logic is an "or". A criterion is
right where every two of its limits are joined as the gold joins them; a group, where a join of the same criteria asks
for as many of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from trialparse.evaluation.facts import Document, Fact, Group, Json, Place, worded
from trialparse.evaluation.report import Verdict, verdict

__all__ = ["judge_groups", "judge_joins"]

Pair = tuple[Fact, Fact]  # a gold limit and what answers it


def judge_joins(
    document: Document, pairs: Iterable[Pair], criteria: list[Json], counts: Counter[str]
) -> Iterator[Verdict]:
    """Counts the criteria in which two limits or more are met, and judges how these are joined."""
    logic = {node["id"]: node.get("logic") for node in criteria if node.get("id")}
    met: dict[str | None, list[Pair]] = defaultdict(list)
    for gold, found in pairs:
        if gold.alternatives is not None and not gold.restates:
            met[gold.criterion].append((gold, found))
    for several in met.values() if logic else ():
        said = [
            (h.number in (g.alternatives or ()), _by_or(p, q, logic)) for (g, p), (h, q) in combinations(several, 2)
        ]
        if said:
            false, missed = (False, True) in said, (True, False) in said
            counts.update({"joined": 1, "joined right": not (false or missed), "false or": false, "missed or": missed})
            yield _verdict(document, several, "FALSE OR" if false else "MISSED OR" if missed else "right")


def _verdict(document: Document, several: list[Pair], outcome: str) -> Verdict:
    place = Place(min(gold.place.start for gold, _ in several), max(gold.place.end for gold, _ in several))
    return verdict(
        document, f"joins of {several[0][0].criterion}", place, outcome, outcome == "right", "joined by or, or not"
    )


def _by_or(one: Fact, other: Fact, logic: dict[str, Json | None]) -> bool:
    """Whether two found limits are alternatives."""
    if one.criterion is None or one.criterion != other.criterion:
        return False
    joins = dict(_leaves(logic.get(one.criterion), ()))
    last = None
    for mine, its in zip(joins.get(one.number, ()), joins.get(other.number, ()), strict=False):
        if mine is not its:
            break
        last = mine["op"]
    return last == "or"


def _leaves(node: Json | None, above: tuple[Json, ...]) -> Iterator[tuple[int, tuple[Json, ...]]]:
    """The places of the constraints in a logic, each with the joins on the way down to it."""
    if node is None:
        return
    if node["op"] != "ref":
        for item in _inside(node):
            yield from _leaves(item, (*above, node))
    elif node.get("constraint") is not None:
        yield node["constraint"], above


def _inside(node: Json) -> list[Json]:
    """What a join joins."""
    items: list[Json] = node.get("items") or [node.get("item") or node["then"]]
    return items


def judge_groups(document: Document, criteria: list[Json], counts: Counter[str]) -> Iterator[Verdict]:
    """Counts the gold's groups of criteria, and judges whether the logic of a criterion says the same."""
    named: dict[Place | None, str | None] = {}
    for node in criteria:
        named.setdefault(worded(document.text, Place(node["span"]["start"], node["span"]["end"])), node.get("id"))
    said = {(group.least, group.of) for node in criteria for group in _groups(node.get("logic"))}
    golds = [place for _, place in document.criteria or ()]
    for group in document.groups if any(named.values()) else ():
        places = [golds[number] for number in sorted(group.of)]
        of = frozenset(named.get(worded(document.text, place)) for place in places)
        right = (group.least, of) in said
        counts.update({"groups": 1, "groups right": right})
        asked = f"{'all' if group.least is None else f'at least {group.least}'} of {len(places)} criteria"
        yield verdict(document, f"group {sorted(group.of)}", places[0], "right" if right else "GROUP", right, asked)


def _groups(node: Json | None) -> Iterator[Group]:
    """The joins of criteria in a logic."""
    if node is None or node["op"] == "ref":
        return
    inside = _inside(node)
    ids = frozenset(item["criterion"] for item in inside if item["op"] == "ref" and item.get("criterion"))
    if ids:
        yield Group({"or": 1, "at_least": node.get("n")}.get(node["op"]), ids)
    for item in inside:
        yield from _groups(item)
