"""Bundles: what of a criterion belongs together before its members are joined.

A bracket belongs to what stands before it, examples to what they are of, the members of a list to its head, and what
somebody needs, gets or has beside something to all of that: `asthma or gout (or falls), such as A and B, requiring C`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from trialparse.criteria.presence.extents import ALONE, Item, Node, begin_of_bound, end_of_bound, end_of_list, head_of
from trialparse.criteria.presence.gaps import Bond, Gap, Opener
from trialparse.criteria.scope.joins import Hold, Joint
from trialparse.criteria.scope.trees import conjoined, denied_together, is_denied, joined, so_many
from trialparse.lexicon.alphabet import AND, OR

__all__ = ["bundled"]

Plain = dict[str, Any]
_DEEPEST = 12  # brackets and lists within one another that are looked at
_APART = Gap(Joint("", Hold.SENTENCE))


def bundled(nodes: Sequence[Node], gaps: Sequence[Gap], lead: Opener | None, *, excludes: bool) -> Plain:
    """Some nodes in the order of the text, with the gaps between them, as one; the `lead` stands before the first."""
    bundles = _Bundles(excludes)
    levels = [[Item(Gap(ALONE, opener=lead), nodes[0])]]
    entered: list[Gap] = []
    for gap, node in zip(gaps, nodes[1:], strict=True):
        for _ in range(min(gap.closes, len(entered))):
            inner = levels.pop()
            bundles.bracket(levels[-1], entered.pop(), inner)
        if gap.inside is None or len(entered) == _DEEPEST:
            levels[-1].append(Item(gap, node))
        else:
            entered.append(gap)
            levels.append([Item(replace(gap.inside, opener=gap.inside.opener or gap.opener), node)])
    while entered:
        inner = levels.pop()
        bundles.bracket(levels[-1], entered.pop(), inner)
    return bundles.one(levels[0]).tree


class _Bundles:
    """The bundles of a criterion, which excludes or not."""

    def __init__(self, excludes: bool) -> None:
        self.excludes = excludes
        self.apart = (Bond.NONE, Bond.ON) if excludes else (Bond.NONE,)

    def bracket(self, level: list[Item], gap: Gap, inner: list[Item]) -> None:
        """Add to a level what stands in a bracket on it."""
        joins = gap.joint.word if gap.bond is Bond.NONE else ""
        if joins or gap.joint.hold > Hold.COMMA or gap.bond not in (Bond.NONE, Bond.TOUCH, Bond.WORDS, Bond.OF):
            level.append(Item(replace(gap, opener=None), self.one(inner)))
            return
        (before, head), inside = level[-1], inner[0].gap
        if inside.bond is Bond.NONE and inside.joint.word:
            node = _group("or" if inside.joint.is_or else "and", [head, self.one(inner)])
        elif _is_of_examples(head, inner):
            node = _group("or", [head, *self.members([inner[0]._replace(gap=_plain(inside)), *inner[1:]])])
        else:
            node = _tied(head, self.one(inner), Bond.WITH if inside.bond is Bond.NONE else inside.bond)
        level[-1] = Item(before, node)

    def one(self, items: Sequence[Item]) -> Node:
        """The items of one level as one."""
        return self.joined(self.bound(self.listed(items))) if len(items) > 1 else items[0].node

    def listed(self, items: Sequence[Item]) -> list[Item]:
        """The items, of which those of a list that its head or its examples open are one."""
        found = list(items)
        for place in range(len(found) - 1, -1, -1):
            gap, node = found[place]
            opener = gap.opener
            if opener is None:
                continue
            end = end_of_list(found, place, opener)
            members = self.members([Item(_plain(gap), node), *found[place + 1 : end]])
            head = head_of(found, place) if opener.own else None
            if max(each.depth for each in members) > _DEEPEST:
                found[place] = Item(_APART, node)
            elif head is None:
                bond = Bond.WORDS if gap.bond is Bond.TOUCH else gap.bond
                one = _some(members, opener.least, opener.most)
                found[place:end] = [Item(replace(gap, opener=None, bond=bond), one)]
            else:
                found[head] = found[head]._replace(node=_group("or", [found[head].node, *members]))
                del found[place:end]
        return found

    def members(self, items: Sequence[Item]) -> list[Node]:
        """The members of a list: what semicolons part, else what marks and words do."""
        stops = any(item.gap.joint.hold is Hold.SEMICOLON for item in items[1:])
        parts: list[list[Item]] = [[items[0]]]
        for item in items[1:]:
            cuts = item.gap.joint.hold is Hold.SEMICOLON if stops else item.gap.bond in (Bond.NONE, Bond.ON)
            if cuts:
                parts.append([item])
            else:
                parts[-1].append(item)
        return [self.one(part) for part in parts]

    def bound(self, items: Sequence[Item]) -> list[Item]:
        """The items, of which one with what goes with it, and with all of its list, is one."""
        found: list[Item] = []
        place = 0
        while place < len(items):
            item = items[place]
            if not found or item.gap.bond in self.apart:
                found.append(item)
                place += 1
                continue
            touches = item.gap.bond is Bond.TOUCH
            end = place + 1 if touches else end_of_bound(items, place, found[-1].node)
            begin = begin_of_bound(found, item)
            left, right = found[begin:], self._side(items[place:end])
            node = _group("or", [each.node for each in left]) if left[0].node.by else self.joined(left)
            found[begin:] = [Item(left[0].gap, _tied(node, right, item.gap.bond))]
            place = end
        return found

    def _side(self, items: Sequence[Item]) -> Node:
        """What goes with something, in which no more than names that touch are bound; an `or` holds closest there."""
        bound = self.bound(items)
        if any(item.gap.joint.word == AND for item in bound[1:]):
            bound = [_closer(item) if item.gap.joint.is_or else item for item in bound]
        return self.joined(bound)

    def joined(self, items: Sequence[Item]) -> Node:
        """Items that nothing binds as one; those that one denial denies are one among the others."""
        runs = [list(run) for _, run in groupby(items, key=lambda item: item.node.by or item.node.span)]
        nodes = [self._run(run) for run in runs]
        return self._run([Item(run[0].gap, node) for run, node in zip(runs, nodes, strict=True)])

    def _run(self, items: Sequence[Item]) -> Node:
        """Items as one; an `or` in what one denial denies joins all of it: `no gout, or falls and seizures`."""
        nodes = [item.node for item in items]
        if len(nodes) == 1:
            return nodes[0]
        joints = _closed(self._joints(items), excludes=self.excludes)
        by = nodes[0].by if nodes[0].by == nodes[-1].by else None
        if by and any(joint.is_or for joint in joints):
            joints = [Joint(OR, Hold.WORDS) for _ in joints]
        return _made(nodes, joined([node.tree for node in nodes], joints))

    def _joints(self, items: Sequence[Item]) -> list[Joint]:
        """The joints of items: other people exclude for themselves, and a comma parts markers from what has them."""
        found = [item.gap.joint for item in items[1:]]
        if self.excludes:
            pairs = zip(found, items[1:], strict=True)
            return [replace(joint, word=OR) if item.gap.anew else joint for joint, item in pairs]
        for place, (joint, following) in enumerate(pairwise(found)):
            owner, *markers = [item.node.sort == "biomarker" for item in items[place : place + 3]]
            bare = joint.hold is Hold.COMMA and not joint.word and following.is_or and following.hold is Hold.WORDS
            if bare and all(markers) and not owner:
                found[place] = replace(joint, word=AND)
        return found


def _closer(item: Item) -> Item:
    """An item that is joined more closely to the one before it: `on A and B or C`."""
    return item._replace(gap=replace(item.gap, joint=replace(item.gap.joint, hold=Hold.THING)))


def _plain(gap: Gap) -> Gap:
    """A gap that opens no list."""
    return replace(gap, opener=None)


def _made(nodes: Sequence[Node], tree: Plain) -> Node:
    """One of some nodes, with its logic."""
    first, last = nodes[0], nodes[-1]
    by = first.by if all(node.by == first.by for node in nodes) else None
    depth = max(node.depth + (node.tree["op"] != tree["op"]) for node in nodes)
    return Node((first.span[0], last.span[1]), tree, by, first.sort, first.category, last.modified, False, depth)


def _group(op: str, nodes: Sequence[Node]) -> Node:
    """Nodes under one op; what one denial denies is so together."""
    if len(nodes) == 1:
        return nodes[0]
    apart = [left.by != right.by for left, right in pairwise(nodes)]
    return _made(nodes, conjoined(op, denied_together(op, [node.tree for node in nodes], apart)))


def _some(members: Sequence[Node], least: int | None, most: int | None) -> Node:
    """So many of the members of a list."""
    if most is None and (least is None or least == 1):
        return _group("and" if least is None else "or", members)
    return _made(members, so_many([node.tree for node in members], least, most))


def _is_of_examples(head: Node, inner: Sequence[Item]) -> bool:
    """Whether the things in a bracket are examples, or other names, of what stands before it."""
    inside, node = inner[0]
    if inside.opener is not None:
        return inside.opener.examples and node.by == head.by
    if inside.bond not in (Bond.NONE, Bond.TOUCH, Bond.WORDS, Bond.OF) or node.by != head.by:
        return False
    return node.category == head.category or (len(inner) > 1 and any(each.node.sort == head.sort for each in inner))


def _tied(left: Node, right: Node, bond: Bond) -> Node:
    """Something with what goes with it; of a denied thing that is denied with it: `no infection requiring surgery`."""
    denied = is_denied(left.tree) and bond not in (Bond.BESIDE, Bond.ON) and _reaches(left, right, bond)
    if denied and is_denied(right.tree) and right.by in (left.by, None):
        tree = conjoined("and", denied_together("and", [left.tree, right.tree]))
    elif (
        denied
        and (bond is Bond.GOES or not _denies(right.tree))
        and (right.sort or bond in (Bond.GOES, Bond.WITH, Bond.HAS))
    ):
        tree = _inside(left.tree, right.tree)
    else:
        tree = conjoined("and", [left.tree, right.tree])
        left = left._replace(by=left.by if left.by == right.by else None)
    depth = max(left.depth, right.depth) + 1
    return left._replace(span=(left.span[0], right.span[1]), tree=tree, modified=True, bound=True, depth=depth)


def _reaches(left: Node, right: Node, bond: Bond) -> bool:
    """Whether the denial of something reaches what goes with it: not from behind that, `HER2-negative lymphoma`.

    Nor does it where somebody has the one without the other: `not on dialysis with hyperkalaemia`.
    """
    behind = left.by is not None and left.by[0] >= left.span[0]
    apart = bond is Bond.HAS and not left.bound and (left.sort, right.sort) == ("treatment", "condition")
    return not (behind or apart)


def _denies(tree: Plain) -> bool:
    """Whether a piece of logic, or one of its members, is denied."""
    return any(map(is_denied, tree.get("items", [tree])))


def _inside(denied: Plain, other: Plain) -> Plain:
    """A denied piece of logic with something else under the denial."""
    if denied["op"] == "not":
        return denied | {"item": conjoined("and", [denied["item"], other])}
    if denied["op"] == "if":
        return denied | {"then": _inside(denied["then"], other)}
    return conjoined("and", [denied, other])


def _goes_on(joint: Joint, following: Joint) -> bool:
    """Whether two joints are of one list: `A, B or C`, `A; B; or C`."""
    return joint.hold == following.hold or following.hold < joint.hold == Hold.COMMA


def _closed(joints: Sequence[Joint], *, excludes: bool) -> list[Joint]:
    """The joints of a list, each with the word of its last one: `A, B or C`.

    Marks alone part what excludes each for itself, and what is asked for together.
    """
    found = list(joints)
    for place in range(len(found) - 1, -1, -1):
        joint = found[place]
        if joint.word or joint.hold == Hold.WORDS:
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and following.word and _goes_on(joint, following):
            found[place] = replace(joint, word=following.word, hold=following.hold)
        elif excludes and joint.hold != Hold.HEAD:
            found[place] = replace(joint, word=OR)
    return found
