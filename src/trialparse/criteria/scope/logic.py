"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined as `joins` and `trees` say; a negated one stands under Not, one with a condition under If, one
with an exception, or that such a limit replaces, under an If whose words must not hold. What `children` says of its
children must hold beside that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.children import asked_of_children, counted
from trialparse.criteria.scope.joins import Hold, Joint, Numbered, goes_on, joints
from trialparse.criteria.scope.lists import Listed, listed
from trialparse.criteria.scope.replaced import lifting
from trialparse.criteria.scope.roles import is_limit
from trialparse.criteria.scope.trees import conjoined, denied_together, in_context, is_denied, joined, so_many, under

__all__ = ["Joined", "joins_of", "leaf", "logic"]

Plain = dict[str, Any]
Beside = Callable[[Plain | None], Plain | None]  # the logic of all constraints, given that of those with a number


def leaf(place: int, plain: Plain, lifting: Sequence[Plain]) -> Plain:
    """A limit under its condition, and where none of the cases holds in which it is not asked for."""
    leaf: Plain = {"op": "ref", "constraint": place}
    if plain.get("negated"):
        leaf = {"op": "not", "item": leaf}
    for clause in lifting:
        leaf = under(clause, leaf, holds=False)
    return under(plain["condition"], leaf) if plain.get("condition") else leaf


@dataclass(frozen=True, slots=True)
class Joined:
    """The constraints of a criterion, with those of them that are asked for and the joints between these."""

    sentence: Sentence
    kind: str
    drafts: list[Draft]
    stated: Sequence[Numbered]
    between: Sequence[Joint]

    def without(self, place: int) -> Joined:
        """The same without a constraint that is asked for in another way."""
        return _joined(
            self.sentence, self.kind, self.drafts, [each for each in enumerate(self.drafts) if each[0] != place]
        )


def joins_of(sentence: Sentence, kind: str, drafts: list[Draft]) -> Joined:
    """The constraints with their joints, those marked at a joint of which two readings are near equal.

    An `or` far off may join words and not the limits.
    """
    found = _joined(sentence, kind, drafts, list(enumerate(drafts)))
    if not any(joint.unsure for joint in found.between):
        return found
    marked = list(drafts)
    for (place, _), (following, _), joint in zip(found.stated, found.stated[1:], found.between, strict=False):
        if joint.unsure:
            for each in (place, following):
                marked[each] = marked[each].doubted(joint.unsure)
    return replace(found, drafts=marked)


def _joined(sentence: Sentence, kind: str, drafts: list[Draft], numbered: Sequence[Numbered]) -> Joined:
    """The joints are as they are in their lists."""
    stated = _stated(numbered)
    if len(stated) < 2:
        return Joined(sentence, kind, drafts, stated, ())
    limits, last = [draft for _, draft in stated], goes_on(sentence, stated[-1][1])
    between = in_context(joints(sentence, stated), limits, last, excludes=kind == "exclusion")
    return Joined(sentence, kind, drafts, stated, between)


def _own(joins: Joined) -> Plain | None:
    """The constraints joined as their words say; what is restated or stands in a clause of another adds nothing."""
    stated, between = joins.stated, joins.between
    if not stated:
        return None
    cases = lifting(stated)
    leaves = [leaf(place, draft.plain, cases.get(place, ())) for place, draft in stated]
    if len(leaves) == 1:
        return leaves[0]
    members = listed(joins.sentence, stated) if len(stated) > 2 or not between[0].within else None
    if members is None:
        return joined(leaves, between)
    return _asked(leaves, between, members)


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
    if all(map(is_denied, items)) and not any(joint.denied for joint in between):
        if members.least == 1:
            return conjoined("and", denied_together("or", items))
        if members.least is None and members.most is None:
            return conjoined("and", denied_together("and", items))
    return so_many(items, members.least, members.most)


def logic(
    joins: Joined, children: Sequence[Plain], *, denied: bool = False, beside: Beside | None = None
) -> Plain | None:
    """The logic of a criterion in the shape of `Logic`; None where it has neither constraints nor children.

    The children are `denied` where they inherit a denial; `beside` joins what it asks for beside its limits.
    """
    counting, asked = counted(joins.sentence, joins.drafts) if children else (None, (None, None))
    own = _own(joins if counting is None else joins.without(counting))
    own = beside(own) if beside else own
    parts = [own] if own else []
    if children:
        parts.append(asked_of_children(joins.sentence, joins.kind, children, asked, denied=denied))
    if len(parts) > 1:
        return {"op": "and", "items": parts}
    return parts[0] if parts else None
