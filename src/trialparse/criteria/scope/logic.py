"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined as `joins` and `trees` say; a negated one stands under Not, one with a condition under If. What
`children` says of its children must hold beside that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.children import asked_of_children, counted
from trialparse.criteria.scope.joins import Hold, Joint, Numbered, goes_on, joints
from trialparse.criteria.scope.lists import Listed, listed
from trialparse.criteria.scope.trees import conjoined, in_context, joined

__all__ = ["logic"]

Plain = dict[str, Any]


def _leaf(place: int, plain: Plain) -> Plain:
    leaf: Plain = {"op": "ref", "constraint": place}
    if plain.get("negated"):
        leaf = {"op": "not", "item": leaf}
    condition = plain.get("condition")
    if condition:
        leaf = {"op": "if", "condition": condition["text"], "span": condition["span"], "then": leaf}
    return leaf


def _own(sentence: Sentence, drafts: Sequence[Numbered]) -> Plain | None:
    """The constraints joined as their words say; what is restated or stands in a clause of another adds nothing."""
    stated = _stated(sentence, drafts)
    if not stated:
        return None
    leaves = [_leaf(place, draft.plain) for place, draft in stated]
    if len(leaves) == 1:
        return leaves[0]
    between = in_context(joints(sentence, stated), [draft for _, draft in stated], goes_on(sentence, stated[-1][1]))
    members = listed(sentence, stated) if len(stated) > 2 or not between[0].within else None
    if members is None:
        return joined(leaves, between)
    return _asked(leaves, between, members)


def _stated(sentence: Sentence, drafts: Sequence[Numbered]) -> list[Numbered]:
    """The constraints that are asked for: not a value in other units, nor what stands in a clause of another one."""
    said = [each for each in drafts if each[1].quantity is None or not each[1].quantity.restates]
    clauses = [clause for _, draft in said for clause in _clauses(sentence, draft)]
    begins = [draft.plain["span"]["start"] for _, draft in said]
    asked = [each for each, begin in zip(said, begins, strict=True) if not any(a <= begin < b for a, b in clauses)]
    return asked or said


def _clauses(sentence: Sentence, draft: Draft) -> Iterator[tuple[int, int]]:
    """Where the clauses of a constraint stand: its exception, its condition up to a comma.

    A clause in which it stands itself is none of them.
    """
    begin = draft.plain["span"]["start"]
    for name, mark in (("condition", ","), ("exception", None)):
        clause = draft.plain.get(name)
        if clause is not None:
            start, end = clause["span"]["start"], clause["span"]["end"]
            comma = sentence.text.find(mark, start, end) if mark else -1
            if not start <= begin < end:
                yield start, comma if comma >= 0 else end


def _asked(leaves: list[Plain], between: Sequence[Joint], members: Listed) -> Plain:
    """A list as what its head asks of its members, under what stands before it; the limit that counts is none."""
    first, before = members.first, members.first if members.counting is None else members.counting
    asked = _some(_bundled(leaves[first:], between[first:]), members)
    return joined([*leaves[:before], asked], between[:before]) if before else asked


def _bundled(leaves: Sequence[Plain], between: Sequence[Joint]) -> list[Plain]:
    """The members of a list: what neither a mark nor a word parts, or what is of one thing, is one."""
    cuts = [
        place for place, joint in enumerate(between) if not joint.within and (joint.word or joint.hold > Hold.WORDS)
    ]
    edges = [0, *(place + 1 for place in cuts), len(leaves)]
    return [joined(leaves[a:b], between[a : b - 1]) for a, b in pairwise(edges)]


def _some(items: list[Plain], members: Listed) -> Plain:
    if members.least is not None:
        return _at_least(members.least, items)
    if members.most is not None:
        return {"op": "not", "item": _at_least(members.most + 1, items)} if members.most < len(items) else items[0]
    return conjoined("and", items)


def _at_least(n: int, items: list[Plain]) -> Plain:
    return conjoined("or", items) if n <= 1 else {"op": "at_least", "n": n, "items": items}


def logic(sentence: Sentence, kind: str, drafts: Sequence[Draft], children: Sequence[Plain]) -> Plain | None:
    """The logic of a criterion in the shape of `Logic`; None where it has neither constraints nor children."""
    if not drafts and not children:
        return None
    counting, n = counted(sentence, drafts) if children else (None, None)
    own = _own(sentence, [(place, draft) for place, draft in enumerate(drafts) if place != counting])
    parts = [own] if own else []
    if children:
        parts.append(asked_of_children(sentence, kind, children, n))
    if len(parts) > 1:
        return {"op": "and", "items": parts}
    return parts[0] if parts else None
