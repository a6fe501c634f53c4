"""Joining: the logic of a criterion that names things, beside what it limits by numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from trialparse.criteria.presence.drafting import Drafted
from trialparse.criteria.scope.joins import Hold, Joint
from trialparse.criteria.scope.logic import leaf
from trialparse.criteria.scope.trees import conjoined, joined
from trialparse.lexicon.alphabet import AND, OR

__all__ = ["with_things"]

Plain = dict[str, Any]
Place = tuple[int, int]
Node = tuple[Place, Plain, Place | None]  # where it stands, its logic, and the words that deny it
_OR = re.compile(r"\b(?:and\s*/\s*)?or\b|/", re.IGNORECASE)
_AND = re.compile(r"\band\b|&|\bas well as\b", re.IGNORECASE)
_MOST = 100  # things between limits that are each looked at closely
_HOLDS = (
    (Hold.SENTENCE, re.compile(r"[.!?]\s+(?=[A-Z\d(])|\n\s*\n")),
    (Hold.SEMICOLON, re.compile(r";")),
    (Hold.HEAD, re.compile(r":")),
    (Hold.COMMA, re.compile(r",")),
)


def with_things(text: str, drafted: Drafted, kind: str, own: Plain | None) -> Plain | None:
    """The logic of the constraints of a criterion: `own` is that of its limits, by their places among themselves.

    How the limits are joined stays as it is: a thing between them is joined to the one that it stands closest to, the
    others to all of them.
    """
    plains = [draft.plain for draft in drafted.drafts]
    asked = [place for place, plain in enumerate(plains) if _is_asked(plain)]
    tree = None if own is None else _moved(own, drafted.places)
    if not asked:
        return tree
    if tree is None:
        return _joined(text, kind, [_node(plains, place) for place in asked])
    return _around(text, kind, plains, tree, asked)


def _around(text: str, kind: str, plains: Sequence[Plain], tree: Plain, asked: Sequence[int]) -> Plain:
    """The tree of the limits with the things that are asked for between them and around them."""
    limits = sorted(set(_refs(tree)))
    start, end = _span(plains[limits[0]])[0], max(_span(plains[place])[1] for place in limits)
    between = [place for place in asked if start < plains[place]["span"]["start"] < end][:_MOST]
    for place in between:
        tree = _among(text, plains, tree, limits, place)
    apart = sorted({*asked} - {*between})
    nodes = [_node(plains, place) for place in apart]
    return _joined(text, kind, sorted([*nodes, ((start, end), tree, None)], key=lambda node: node[0]))


def _joined(text: str, kind: str, nodes: Sequence[Node]) -> Plain:
    """Some nodes in the order of the text as one; those that one denial denies are one among the others."""
    runs = [list(run) for _, run in groupby(nodes, key=lambda node: node[2] or node[0])]
    parts = [((run[0][0][0], run[-1][0][1]), _tree(text, kind, run)) for run in runs]
    return _tree(text, kind, [(span, node, None) for span, node in parts])


def _tree(text: str, kind: str, nodes: Sequence[Node]) -> Plain:
    """Some nodes as one; an `or` in what one denial denies joins all of it: `no gout, or falls and seizures`."""
    joints = _listed([_joint(text, a, b) for (a, *_), (b, *_) in pairwise(nodes)], excludes=kind == "exclusion")
    if nodes[0][2] and any(joint.is_or for joint in joints):
        joints = [Joint(OR, Hold.WORDS) for _ in joints]
    return joined([node for _, node, _ in nodes], joints)


def _among(text: str, plains: Sequence[Plain], tree: Plain, limits: Sequence[int], place: int) -> Plain:
    """The tree of the limits with a thing between them, at the one that stands closest to it."""
    behind_it = bisect_left(limits, place)
    left, right = limits[max(0, behind_it - 1)], limits[min(behind_it, len(limits) - 1)]
    here = _span(plains[place])
    before, behind = _joint(text, _span(plains[left]), here), _joint(text, here, _span(plains[right]))
    at, joint = (right, behind) if behind.hold < before.hold else (left, before)
    op = "or" if joint.is_or else "and"
    return _put(tree, at, op, _leaf(place, plains[place])) or conjoined(op, [tree, _leaf(place, plains[place])])


def _put(node: Plain, at: int, op: str, thing: Plain) -> Plain | None:
    """A piece of logic with a thing beside one of its constraints; None where that is not in it.

    Under a denial stands what it denies, not what is denied for itself.
    """
    match node["op"]:
        case "ref":
            return conjoined(op, [node, thing]) if node["constraint"] == at else None
        case "not":
            inner = _put(node["item"], at, op, thing["item"]) if thing["op"] == "not" else None
            return None if inner is None else node | {"item": inner}
        case "if":
            inner = _put(node["then"], at, op, thing)
            return None if inner is None else node | {"then": inner}
    for number, item in enumerate(node["items"]):
        inner = _put(item, at, op, thing)
        if inner is not None:
            return node | {"items": [*node["items"][:number], inner, *node["items"][number + 1 :]]}
    return None


def _is_asked(plain: Plain) -> bool:
    return bool(plain["kind"] == "presence" and plain["role"] == "limit")


def _span(plain: Plain) -> Place:
    return plain["span"]["start"], plain["span"]["end"]


def _node(plains: Sequence[Plain], place: int) -> Node:
    plain = plains[place]
    by = plain["negated_by"]
    return _span(plain), _leaf(place, plain), None if by is None else (by["start"], by["end"])


def _leaf(place: int, plain: Plain) -> Plain:
    return leaf(place, plain, [plain["exception"]] if plain["exception"] else [])


def _refs(node: Plain) -> list[int]:
    """The places of the constraints in a piece of logic."""
    if node["op"] == "ref":
        return [node["constraint"]]
    inner = node.get("items") or [node.get("item") or node.get("then")]
    return [place for item in inner for place in _refs(item)]


def _moved(node: Plain, places: Sequence[int]) -> Plain:
    """A piece of logic whose constraints stand elsewhere now."""
    match node["op"]:
        case "ref":
            return node | {"constraint": places[node["constraint"]]}
        case "not":
            return node | {"item": _moved(node["item"], places)}
        case "if":
            return node | {"then": _moved(node["then"], places)}
    return node | {"items": [_moved(item, places) for item in node["items"]]}


def _joint(text: str, left: Place, right: Place) -> Joint:
    """What stands between two nodes."""
    return _between(text[left[1] : right[0]])


@lru_cache(1024)
def _between(gap: str) -> Joint:
    word = OR if _OR.search(gap) else AND if _AND.search(gap) else ""
    hold = next((hold for hold, sign in _HOLDS if sign.search(gap)), Hold.WORDS)
    return Joint(word, hold)


def _goes_on(joint: Joint, following: Joint) -> bool:
    """Whether two joints are of one list: `A, B or C`, `A; B; or C`."""
    return joint.hold == following.hold or following.hold < joint.hold == Hold.COMMA


def _listed(joints: Sequence[Joint], *, excludes: bool) -> list[Joint]:
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
