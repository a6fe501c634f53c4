"""Joining: the logic of a criterion that names things, beside what it limits by numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from trialparse.criteria.presence.bundles import bundled
from trialparse.criteria.presence.drafting import Drafted
from trialparse.criteria.presence.extents import Node
from trialparse.criteria.presence.gaps import Bond, Gap, Opener, gap_of, lead_of
from trialparse.criteria.presence.marker_gate import has_name
from trialparse.criteria.presence.reaching import TREATMENTS
from trialparse.criteria.scope.logic import leaf
from trialparse.criteria.scope.trees import conjoined
from trialparse.lexicon.alphabet import AND

__all__ = ["with_things"]

Plain = dict[str, Any]
Place = tuple[int, int]
_MOST = 100  # things between limits that are each looked at closely
# Between a limit that counts the members of a list and the first of these.
_HEAD = re.compile(
    r"\s*(?:(?:out\s+)?of\b[^:.;()]{0,80}:|(?:out\s+)?of\s+(?:(?:the|these)\s+)?(?:following\b[^:;,.()]{0,40})?|[^:.;,()]{3,60}:)"
    r"\s*(?:\(?(?:1|a|i)[).]\s*)?",
    re.IGNORECASE,
)
_LACKING = frozenset({"negative", "wild-type"})  # states that a slash between two genes says of both
_BARS = re.compile(
    r"[^.;:()\n]{0,30}\b(?:are|is|will\s+be|were)\s+(?:also\s+)?(?:excluded|ineligible|prohibited|not\s+(?:eligible|allowed|permitted))\b",
    re.IGNORECASE,
)
# Categories of one sort: what somebody has, and what is done for it.
_SORTS = dict.fromkeys(TREATMENTS, "treatment") | {"observation": "condition"}


def with_things(text: str, drafted: Drafted, kind: str, own: Plain | None) -> Plain | None:
    """The logic of the constraints of a criterion: `own` is that of its limits, by their places among themselves.

    How the limits are joined stays as it is: a thing between them is joined to the one that it stands closest to, the
    others to all of them. What counts the members of a list is none of it.
    """
    plains = [draft.plain for draft in drafted.drafts]
    asked = [place for place, plain in enumerate(plains) if _is_asked(plain)]
    tree = None if own is None else _moved(own, drafted.places)
    aside = {place for place, plain in enumerate(plains) if plain.get("role", "limit") != "limit"}
    tree = _without(tree, aside) if tree and aside else tree
    if not asked:
        return tree
    nodes, counted = [_node(plains[place], place) for place in asked], None
    if tree is not None:
        counted = _counted(text, plains)
        nodes = _listed(text, plains, tree, nodes, counted) if counted else _around(text, plains, tree, nodes)
    gaps = _barred(text, nodes[-1].span[1], _gaps(text, plains, nodes, counted))
    first = nodes[0].span[0]
    lead = counted.opener if counted and counted.first <= first else lead_of(text, first)
    return bundled(nodes, gaps, lead, excludes=kind == "exclusion")


class _Counted(NamedTuple):
    """A list whose members a limit counts: the place of that among the constraints, where it begins and the first."""

    place: int
    start: int
    first: int
    opener: Opener


def _counted(text: str, plains: Sequence[Plain]) -> _Counted | None:
    """The first list whose members a limit counts, be the first of them what that limit itself is of."""
    for place, (plain, following) in enumerate(zip(plains, [*plains[1:], None], strict=True)):
        opener = _counting(plain)
        if opener is None:
            continue
        start, end = _span(plain)
        subject = plain["subject"]
        if subject and subject.get("category") and _HEAD.fullmatch(text, end, subject["span"]["start"]):
            return _Counted(place, start, start, opener)
        first = _begin(following) if following else end
        head = _HEAD.fullmatch(text, end, first) if first > end else None
        if head:
            return _Counted(place, start, first, opener._replace(colon=":" in head[0]))
    return None


def _counting(plain: Plain) -> Opener | None:
    """How many a limit asks for that counts: `at least two`."""
    interval = plain.get("interval")
    if plain["kind"] != "threshold" or plain["unit"] or plain.get("reference") or plain["negated"] or not interval:
        return None
    least, most = (_whole(interval[side], step) for side, step in (("lower", 1), ("upper", -1)))
    return Opener(least, None if least == most else most)


def _whole(bound: Plain | None, step: int) -> int | None:
    return None if bound is None else int(bound["value"]) + (0 if bound["inclusive"] else step)


def _begin(plain: Plain) -> int:
    """Where a constraint begins, with its subject before it."""
    start: int = plain["span"]["start"]
    return min(start, plain["subject"]["span"]["start"]) if plain["subject"] else start


def _listed(text: str, plains: Sequence[Plain], tree: Plain, things: Sequence[Node], counted: _Counted) -> list[Node]:
    """The things with the limits, of which that one goes which only counts the members of a list."""
    if counted.place not in _refs(tree) and tree["op"] in ("and", "or", "at_least"):
        parts = [Node(_reach(plains, _refs(item)), item) for item in tree["items"]]
        return sorted([*things, *parts], key=lambda node: node.span)
    rest = tree if counted.first == counted.start else _without(tree, {counted.place})
    return list(things) if rest is None else _around(text, plains, rest, things)


def _reach(plains: Sequence[Plain], places: Sequence[int]) -> Place:
    return min(_begin(plains[place]) for place in places), max(_span(plains[place])[1] for place in places)


def _without(node: Plain, places: Set[int]) -> Plain | None:
    """A piece of logic without some of its constraints."""
    if node["op"] == "ref":
        return None if node["constraint"] in places else node
    if "items" in node:
        items = [left for item in node["items"] if (left := _without(item, places)) is not None]
        return node | {"items": items} if len(items) > 1 else items[0] if items else None
    name = "item" if node["op"] == "not" else "then"
    inner = _without(node[name], places)
    return None if inner is None else node | {name: inner}


def _around(text: str, plains: Sequence[Plain], tree: Plain, things: Sequence[Node]) -> list[Node]:
    """The limits as one, with the things between them, and the things around them."""
    limits = sorted(set(_refs(tree)))
    start, end = _span(plains[limits[0]])[0], max(_span(plains[place])[1] for place in limits)
    first = next((n for n, node in enumerate(things) if node.span[0] > start), len(things))
    between = [node for node in things[first : first + _MOST] if node.span[0] < end]
    for node in between:
        tree = _among(text, plains, tree, limits, node)
    apart = [*things[:first], *things[first + len(between) :]]
    sort = "biomarker" if all(_is_of_marker(text, plains[place]) for place in limits) else ""
    return sorted([*apart, Node((start, end), tree, sort=sort)], key=lambda node: node.span)


def _barred(text: str, end: int, gaps: list[Gap]) -> list[Gap]:
    """The gaps of a list, of which each member excludes where that is said behind: `gout and lupus are excluded`."""
    if not _BARS.match(text, end):
        return gaps
    return [replace(gap, anew=gap.bond is Bond.NONE) for gap in gaps]


def _is_of_marker(text: str, plain: Plain) -> bool:
    """Whether what a limit is of has the name of a biomarker: `HER2 IHC 3+`."""
    subject: Plain | None = plain.get("subject")
    return subject is not None and has_name(text, subject["span"]["start"], subject["span"]["end"])


def _gaps(text: str, plains: Sequence[Plain], nodes: Sequence[Node], counted: _Counted | None) -> list[Gap]:
    """What stands between each two nodes, without the words of clauses and those that count a list."""
    clauses = sorted({_span(plain[name]) for plain in plains for name in ("condition", "exception") if plain.get(name)})
    starts = [start for start, _ in clauses]
    found = []
    for left, right in pairwise(nodes):
        start, end = left.span[1], right.span[0]
        opens = counted if counted and left.span[0] < counted.first <= end else None
        end, gap = opens.start if opens else end, []
        for a, b in clauses[bisect_left(starts, start) : bisect_left(starts, end)]:
            gap.append(text[start : max(start, a + text[a].isupper())])  # a capital may begin a sentence
            start = max(start, b)
        said = gap_of("".join([*gap, text[start : max(start, end)]]))
        if said.joint.is_or and "/" in text[left.span[1] : end] and _are_told(plains, left, right):
            said = replace(said, joint=replace(said.joint, word=AND))
        found.append(replace(said, opener=opens.opener) if opens else said)
    return found


def _are_told(plains: Sequence[Plain], left: Node, right: Node) -> bool:
    """Whether two markers with a slash between them are each told: `KRAS/NRAS wild-type`, `ER+/HER2-`."""
    markers = [plains[place].get("biomarker") for node in (left, right) for place in _refs(node.tree)]
    states = [marker["state"] if marker else None for marker in markers]
    return None not in states and (states[0] != states[-1] or states[-1] in _LACKING)


def _among(text: str, plains: Sequence[Plain], tree: Plain, limits: Sequence[int], node: Node) -> Plain:
    """The tree of the limits with a thing between them, at the one that stands closest to it."""
    behind_it = bisect_left(limits, node.span[0], key=lambda place: _span(plains[place])[0])
    left, right = limits[max(0, behind_it - 1)], limits[min(behind_it, len(limits) - 1)]
    before = gap_of(text[_span(plains[left])[1] : node.span[0]])
    behind = gap_of(text[node.span[1] : _span(plains[right])[0]]).closest
    at, joint = (right, behind) if behind.hold < before.closest.hold else (left, before.closest)
    exemplifies = at == left and before.opener is not None and before.opener.own
    op = "or" if joint.is_or or exemplifies else "and"
    return _put(tree, at, op, node.tree) or conjoined(op, [tree, node.tree])


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


def _node(plain: Plain, place: int) -> Node:
    by, subject = plain["negated_by"], plain["subject"]
    return Node(
        _span(plain),
        _leaf(place, plain),
        by=None if by is None else (by["start"], by["end"]),
        sort=_SORTS.get(subject["category"], subject["category"]),
        category=subject["category"],
        modified=_span(plain) != _span(subject),
    )


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
