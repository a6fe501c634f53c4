"""Extents: how far a list goes that something opens, and on which side what of it goes with something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from trialparse.criteria.presence.gaps import Bond, Gap, Opener
from trialparse.criteria.scope.joins import Hold, Joint
from trialparse.lexicon.alphabet import OR

__all__ = ["ALONE", "Item", "Node", "begin_of_bound", "end_of_bound", "end_of_list", "head_of"]

Plain = dict[str, Any]
Place = tuple[int, int]
ALONE = Joint("", Hold.WORDS)  # before the first of all
_MOST = 100  # members before the word that closes a list
_LOOSE = (Bond.WORDS, Bond.OF, Bond.WITH, Bond.HAS)
_MARKER, _TREATMENT = "biomarker", "treatment"  # sorts


class Node(NamedTuple):
    """Some things as one: where they stand, their logic, and the words that deny them.

    `sort` and `category` are those of the first, `modified` says that it has modifiers of its own, `bound` that
    something goes with it; `depth` is how deep its logic is.
    """

    span: Place
    tree: Plain
    by: Place | None = None
    sort: str = ""
    category: str = ""
    modified: bool = False
    bound: bool = False
    depth: int = 0


class Item(NamedTuple):
    """A node behind a gap."""

    gap: Gap
    node: Node


def head_of(items: Sequence[Item], place: int) -> int | None:
    """Where the thing is that examples are of: before them or what goes with it: `drugs for gout, like …`."""
    node, alike = items[place].node, [at for at in (place - 1, place - 2) if at >= 0]
    if len(alike) == 2 and items[place - 1].gap.bond is not Bond.NONE and items[place - 1].node.sort != node.sort:
        alike = [at for at in alike if items[at].node.sort == node.sort] or alike
    return alike[0] if alike and items[alike[0]].node.by == node.by else None


def end_of_list(items: Sequence[Item], place: int, opener: Opener) -> int:
    """Where a list ends that begins at a place: behind a colon with its marks, else behind the word that closes it."""
    if opener.colon:
        return _end_of_marked(items, place, opener)
    closed = ""
    for at in range(place + 1, len(items)):
        joint, bond = items[at].gap.joint, items[at].gap.bond
        if bond is not Bond.NONE:
            if bond is Bond.TOUCH or not (opener.examples or closed) or _goes_on_behind(items, at):
                continue
            return at
        first = items[place] if opener.examples else None
        if _is_behind(items[at], closed, first, alone=at == place + 1):
            return at
        closed = closed or joint.word
        if not (first or closed) and at - place > _MOST:
            return place + 1
    return len(items)


def _end_of_marked(items: Sequence[Item], place: int, opener: Opener) -> int:
    """Where a list behind a colon ends: semicolons part its members where the first of its marks is one."""
    most, by = Hold.COMMA, items[place].node.by
    for at in range(place + 1, len(items)):
        gap, node = items[at]
        if at == place + 1 and gap.joint.hold in (Hold.SEMICOLON, Hold.HEAD):
            most = Hold.SEMICOLON
        if gap.joint.hold > most or (opener.examples and gap.bond is Bond.NONE and node.by != by):
            return at
    return len(items)


def _goes_on_behind(items: Sequence[Item], at: int) -> bool:
    """Whether a list goes on behind something that goes with a member alone: `such as angina with ulcers, stroke`."""
    return items[at].gap.bond in _LOOSE and at + 1 < len(items) and items[at + 1].gap.joint.hold is Hold.COMMA


def _is_behind(item: Item, closed: str, first: Item | None, *, alone: bool) -> bool:
    """Whether an item is behind a list: one that a word has closed, or examples of which the `first` is `alone`."""
    joint = item.gap.joint
    if joint.hold > Hold.COMMA or (first is not None and first.node.by != item.node.by):
        return True
    if closed:
        return joint.word != closed or joint.hold is not Hold.WORDS
    return alone and first is not None and joint.hold is Hold.COMMA and joint.word != ""


def end_of_bound(items: Sequence[Item], place: int, left: Node) -> int:
    """Where the list ends that goes with something and begins at a place: before what is of the sort of that again.

    A list of marks that goes on with a word outside is none.
    """
    first, last = items[place].node, ALONE
    for at in range(place + 1, len(items)):
        gap, node = items[at]
        if gap.bond is Bond.TOUCH:
            continue
        if not _is_of_bound(gap, node, first, left, last):
            return place + 1 if _is_bare(last) and gap.joint.word and gap.bond is Bond.NONE else at
        last = gap.joint
    return len(items)


def _is_of_bound(gap: Gap, node: Node, first: Node, left: Node, last: Joint) -> bool:
    """Whether a node goes with something to the left, as the first of its list does, behind the last joint of that."""
    word = gap.joint.word
    if gap.bond is not Bond.NONE or node.by != first.by or _mixes(gap, node, first, left, last):
        return False
    if gap.joint.hold is Hold.COMMA:
        return left.by != first.by if first.by else bool(left.sort) and _is_another(left, first, node)
    other = node.sort == left.sort != first.sort and not _is_bare(last)
    return gap.joint.hold is Hold.WORDS and word != "" and not other


def _mixes(gap: Gap, node: Node, first: Node, left: Node, last: Joint) -> bool:
    """Whether a node is joined by another word than those before it, and is none of what somebody gets."""
    if not last.word or gap.joint.word in ("", last.word):
        return False
    gets = node.sort == first.sort == _TREATMENT != left.sort
    return not (gets and last.word != OR and last.hold is gap.joint.hold is Hold.WORDS)


def _is_another(left: Node, first: Node, node: Node) -> bool:
    """Whether a node is of the sort of the first of its list, and not of that with which they go."""
    if left.sort == _TREATMENT == first.sort:  # `drug test for cocaine, opiates or amphetamines`
        return left.category == "procedure" != first.category == node.category
    return node.sort == first.sort != left.sort


def _is_bare(joint: Joint) -> bool:
    return joint.hold is Hold.COMMA and not joint.word


def begin_of_bound(items: Sequence[Item], following: Item) -> int:
    """Where the alternatives begin with which goes what stands behind a gap; the last alone where that has its own.

    `Gout, lupus or asthma requiring steroids` needs them for all, `gout, lupus, or active asthma requiring …` for one.
    """
    last, gap = len(items) - 1, following.gap
    sorts = items[last].node.sort, following.node.sort
    if gap.bond is Bond.TOUCH:  # `MSS or pMMR carcinoma`
        return _begin_of_alternatives(items) if sorts[0] == _MARKER != sorts[1] else last
    if gap.bond is Bond.OF and sorts == (_TREATMENT, _TREATMENT):  # `surgery or injection of insulin`
        return last
    node, begin = items[last].node, _begin_of_alternatives(items)
    commas = any(item.gap.joint.hold is Hold.COMMA for item in items[begin + 1 :])
    shared = not commas or gap.joint.hold is Hold.COMMA or node.by is not None
    listed = gap.bond not in _LOOSE and last - begin > 1 and not node.modified
    return begin if shared or listed else last


def _begin_of_alternatives(items: Sequence[Item]) -> int:
    """Where the alternatives begin that end with the last item; what one denial denies are such, too."""
    node, word, begin = items[-1].node, "", len(items) - 1
    for at in range(begin, 0, -1):
        gap, one = items[at].gap, items[at - 1].node
        word = word or gap.joint.word
        alike = (one.sort, one.bound) == (node.sort, False) and (one.by == node.by or node.sort == _MARKER)
        joins = gap.bond is Bond.NONE and gap.joint.hold <= Hold.COMMA and gap.joint.word in ("", word)
        if not (alike and joins and (word == OR or node.by)):
            break
        begin = at - 1
    return begin
