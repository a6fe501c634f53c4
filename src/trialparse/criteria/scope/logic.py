"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined as `joins` and `trees` say; a negated one stands under Not, one with a condition under If. What
`children` says of its children must hold beside that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.children import asked_of_children, counted
from trialparse.criteria.scope.joins import Hold, Joint, Numbered, goes_on, joints
from trialparse.criteria.scope.lists import Listed, listed
from trialparse.criteria.scope.roles import is_limit
from trialparse.criteria.scope.trees import conjoined, denied_together, in_context, joined
from trialparse.lexicon.alphabet import OR

__all__ = ["logic", "with_unsure_joins"]

Plain = dict[str, Any]


def _leaf(place: int, plain: Plain) -> Plain:
    leaf: Plain = {"op": "ref", "constraint": place}
    if plain.get("negated"):
        leaf = {"op": "not", "item": leaf}
    condition = plain.get("condition")
    if condition:
        leaf = {"op": "if", "condition": condition["text"], "span": condition["span"], "then": leaf}
    return leaf


def _own(sentence: Sentence, kind: str, drafts: Sequence[Numbered]) -> Plain | None:
    """The constraints joined as their words say; what is restated or stands in a clause of another adds nothing."""
    stated = _stated(drafts)
    if not stated:
        return None
    leaves = [_leaf(place, draft.plain) for place, draft in stated]
    if len(leaves) == 1:
        return leaves[0]
    between = _joints(sentence, kind, stated)
    members = listed(sentence, stated) if len(stated) > 2 or not between[0].within else None
    if members is None:
        return joined(leaves, between)
    return _asked(leaves, between, members)


def _joints(sentence: Sentence, kind: str, stated: Sequence[Numbered]) -> list[Joint]:
    """The joints between constraints that are asked for, as they are in their lists."""
    drafts, last = [draft for _, draft in stated], goes_on(sentence, stated[-1][1])
    return in_context(joints(sentence, stated), drafts, last, excludes=kind == "exclusion")


def with_unsure_joins(sentence: Sentence, kind: str, drafts: list[Draft]) -> list[Draft]:
    """The constraints, those marked at a join of which two readings are near equal.

    An `or` far off may join words and not the limits.
    """
    may_be = len(drafts) > 1 and OR in sentence.codes
    stated = _stated(list(enumerate(drafts))) if may_be else []
    if len(stated) < 2:
        return drafts
    between = _joints(sentence, kind, stated)
    found: set[int] = set()
    for (place, _), (following, _), joint in zip(stated, stated[1:], between, strict=False):
        if joint.unsure:
            found.update((place, following))
    return [draft.doubted("unsure-join") if place in found else draft for place, draft in enumerate(drafts)]


def _stated(drafts: Sequence[Numbered]) -> list[Numbered]:
    """The constraints that are asked for: not a value in other units, nor what stands in a clause of another one."""
    restated = (draft.quantity is not None and draft.quantity.restates for _, draft in drafts)
    return [each for each, again in zip(drafts, restated, strict=True) if not again and is_limit(each[1])]


def _asked(leaves: list[Plain], between: Sequence[Joint], members: Listed) -> Plain:
    """A list as what its head asks of its members, under what stands before it; the limit that counts is none."""
    first, before = members.first, members.first if members.counting is None else members.counting
    items = _bundled(leaves[first:], between[first:])
    if len(items) < members.needed:  # nothing parts them
        items = leaves[first:]
    asked = _some(items, members, between[first:])
    return joined([*leaves[:before], asked], between[:before]) if before else asked


def _bundled(leaves: Sequence[Plain], between: Sequence[Joint]) -> list[Plain]:
    """The members of a list: what neither a mark nor a word parts, or what is of one thing, is one."""
    cuts = [
        place for place, joint in enumerate(between) if not joint.within and (joint.word or joint.hold > Hold.WORDS)
    ]
    edges = [0, *(place + 1 for place in cuts), len(leaves)]
    return [joined(leaves[a:b], between[a : b - 1]) for a, b in pairwise(edges)]


def _some(items: list[Plain], members: Listed, between: Sequence[Joint]) -> Plain:
    """What a list asks of its members and their joints: where one denial denies all, `no … any of`, none may hold."""
    if members.least == 1 and all(map(_is_denied, items)) and not any(joint.denied for joint in between):
        return conjoined("and", denied_together(items))
    if members.least is not None:
        return _at_least(members.least, items)
    if members.most is not None:
        return {"op": "not", "item": _at_least(members.most + 1, items)}
    return conjoined("and", items)


def _is_denied(item: Plain) -> bool:
    return bool(item["op"] == "not" or (item["op"] == "if" and item["then"]["op"] == "not"))


def _at_least(n: int, items: list[Plain]) -> Plain:
    return conjoined("or", items) if n <= 1 else {"op": "at_least", "n": n, "items": items}


def logic(
    sentence: Sentence, kind: str, drafts: Sequence[Draft], children: Sequence[Plain], *, denied: bool = False
) -> Plain | None:
    """The logic of a criterion in the shape of `Logic`; None where it has neither constraints nor children.

    The children are `denied` where they inherit a denial.
    """
    if not drafts and not children:
        return None
    counting, n = counted(sentence, drafts) if children else (None, None)
    own = _own(sentence, kind, [(place, draft) for place, draft in enumerate(drafts) if place != counting])
    parts = [own] if own else []
    if children:
        parts.append(asked_of_children(sentence, kind, children, n, denied=denied))
    if len(parts) > 1:
        return {"op": "and", "items": parts}
    return parts[0] if parts else None
