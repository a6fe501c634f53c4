"""Trees: limits and the joints between them as one tree, by what holds closest.

Limits that one denial denies are denied together where they are alternatives, so that none may hold, and where they
are said of one thing, so that not both may: `no prednisone > 20 mg/day within 4 weeks`. Elsewhere each is denied for
itself.

The tree is cut at its loosest joints first, at `or` before `and` where they hold alike: `A or B, and C` is (A or B) and
C; `A and B, or C` is (A and B) or C. Before that a joint is seen in its list (`A, B, or C`), and a time behind
alternatives that have none of their own is made that of all: `≥ 2 falls or ≥ 1 fracture within a year`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.scope.intervals import is_wider
from trialparse.criteria.scope.joins import Hold, Joint, is_count, shares_subject
from trialparse.lexicon.alphabet import AND, STOP

__all__ = ["at_least", "conjoined", "denied_together", "in_context", "is_denied", "joined", "so_many", "under"]

Plain = dict[str, Any]
_CLOSE = (Hold.THING, Hold.WORDS)
_MARKED = (Hold.NUMBER, Hold.SEMICOLON)
_BESIDE = 60  # characters between a limit and what the next of its list is of
_UNLIKE = frozenset({"age"})  # subjects that are no member of a list of other things


def conjoined(op: str, items: Sequence[Plain]) -> Plain:
    """The items under one `op`, those of a join of the same kind among them."""
    flat = [each for item in items for each in (item["items"] if item["op"] == op else [item])]
    return flat[0] if len(flat) == 1 else {"op": op, "items": flat}


def under(clause: Plain, then: Plain, *, holds: bool = True) -> Plain:
    """What is asked only where the words of a clause hold, or only where they do not."""
    return {"op": "if", "condition": clause["text"], "span": clause["span"], "holds": holds, "then": then}


def at_least(n: int, items: Sequence[Plain]) -> Plain:
    """So many of the items; all where there are fewer."""
    if n <= 1 or n > len(items):
        return conjoined("or" if n <= 1 else "and", items)
    return {"op": "at_least", "n": n, "items": list(items)}


def so_many(items: Sequence[Plain], least: int | None, most: int | None) -> Plain:
    """No fewer of the items than `least` and no more than `most`; all where neither says anything."""
    parts = [] if least is None else [at_least(least, items)]
    if most is not None and most < len(items):
        parts.append({"op": "not", "item": at_least(most + 1, items)})
    return conjoined("and", parts or items)


def joined(items: Sequence[Plain], joints: Sequence[Joint]) -> Plain:
    """The items as one tree; a joint stands between each two."""
    if not joints:
        return items[0]
    loosest = max(joint.looseness for joint in joints)
    cuts = [place for place, joint in enumerate(joints) if joint.looseness == loosest]
    ors = [place for place in cuts if joints[place].is_or]
    cuts = ors or cuts
    edges = [0, *(place + 1 for place in cuts), len(items)]
    parts = [joined(items[a:b], joints[a : b - 1]) for a, b in pairwise(edges)]
    if all(joints[place].word == STOP for place in cuts):
        return {"op": "at_least", "n": 1, "items": parts}
    if not ors:
        return conjoined("and", denied_together("and", parts, [not joints[place].together for place in cuts]))
    return conjoined("or", denied_together("or", parts, [joints[place].denied for place in cuts]))


def is_denied(item: Plain) -> bool:
    """Whether an item is denied, be it in some cases alone."""
    return bool(_core(item)["op"] == "not")


def denied_together(op: str, items: Sequence[Plain], apart: Sequence[bool] = ()) -> list[Plain]:
    """The items, of which those that one denial denies stand under one Not; between two it may deny them `apart`.

    `No stroke or seizure` is neither, `no prednisone > 20 mg/day within 4 weeks` not both.
    """
    found: list[list[Plain]] = [list(items[:1])]
    for item, parts in zip(items[1:], apart or [False] * len(items), strict=False):
        both = not parts and is_denied(item) and is_denied(found[-1][-1])
        if both and (op == "or" or _are_of_a_case((*found[-1], item))):
            found[-1].append(item)
        else:
            found.append([item])
    return [_denied(op, group) if len(group) > 1 else group[0] for group in found]


def _are_of_a_case(items: Sequence[Plain]) -> bool:
    """Whether things denied at once hold in one case, which may be said of some of them alone."""
    cases = [case for item in items if (case := _cases(item))]
    return all(case == cases[0] for case in cases)


def _denied(op: str, items: Sequence[Plain]) -> Plain:
    """The denied items under one Not, which stands under their case."""
    cases = [_cases(item) for item in items]
    if op == "or" and any(case != cases[0] for case in cases):
        inner = [_within(case, _core(item)["item"]) for case, item in zip(cases, items, strict=True)]
        return {"op": "not", "item": conjoined(op, inner)}
    denied = {"op": "not", "item": conjoined(op, [_core(item)["item"] for item in items])}
    return _within(max(cases, key=len), denied)


def _cases(item: Plain) -> list[Plain]:
    """The Ifs around what an item asks for, without that."""
    return [item | {"then": None}, *_cases(item["then"])] if item["op"] == "if" else []


def _within(cases: Sequence[Plain], item: Plain) -> Plain:
    for case in reversed(cases):
        item = case | {"then": item}
    return item


def _core(item: Plain) -> Plain:
    return _core(item["then"]) if item["op"] == "if" else item


def in_context(
    joints: Sequence[Joint], drafts: Sequence[Draft], last: Joint | None = None, *, excludes: bool = False
) -> list[Joint]:
    """The joints as they are in their lists; the `last` is behind the last draft, where words go on a list there.

    A list of semicolons without a word, of values with commas, or of subjects with slashes between them, are things of
    which each `excludes`.
    """
    listed = _in_lists([*joints, *([last] if last else [])], drafts)[: len(joints)]
    read = _of_the_wider(_covering(_of_counted(listed, drafts), drafts), drafts)
    pairs = zip(read, pairwise(drafts), strict=True)
    return [
        replace(joint, word=STOP)
        if excludes and not joint.word and _parts(joint, left, right)
        else _denying(joint, left, right, excludes=excludes)
        for joint, (left, right) in pairs
    ]


def _denying(joint: Joint, left: Draft, right: Draft, *, excludes: bool) -> Joint:
    """The joint of two limits that one denial denies, with whether it denies both at once.

    `No A and B` is neither; those who `do not have A and B` are excluded for the lack of either.
    """
    if joint.denied or joint.is_or or joint.together or not (left.plain.get("negated") and right.plain.get("negated")):
        return joint
    if joint.word == AND and not (kind_of(left.plain).timed or kind_of(right.plain).timed):
        near = joint.hold is Hold.WORDS
        unsure = "unsure-negation" if near and joint.verbal != excludes else ""
        return replace(joint, together=excludes and joint.verbal, unsure=unsure)
    return replace(joint, together=not joint.word and Hold.NUMBER < joint.hold <= Hold.WORDS)


def _parts(joint: Joint, left: Draft, right: Draft) -> bool:
    """Whether a bare mark parts two things, not words said of one: `lipase > 90 U/L, sodium < 120 mmol/L`."""
    if joint.hold is not Hold.COMMA:
        return joint.hold in _MARKED
    one, other = left.subject, right.subject
    if one is None or other is None or None in (one.id, other.id) or one.id == other.id:
        return False
    plain = (draft.plain["kind"] == "threshold" and not draft.plain.get("negated") for draft in (left, right))
    return all(plain) and 0 <= other.start - left.plain["span"]["end"] <= _BESIDE and not _are_unlike(left, right)


def _in_lists(joints: list[Joint], drafts: Sequence[Draft]) -> list[Joint]:
    """The joints, of which a bare comma or semicolon is as the joint with which its list ends: `A, B, or C`."""
    read = list(joints)
    for place, end in enumerate(joints):
        if end.word:
            for before in _members(joints, drafts, place):
                read[before] = replace(joints[before], word=end.word, hold=end.hold)
    return read


def _members(joints: Sequence[Joint], drafts: Sequence[Draft], place: int) -> list[int]:
    """The bare joints of the list that a joint with a word ends."""
    end = joints[place]
    mark = _MARKS.get(end.hold)
    found: list[int] = []
    if mark is None:
        return found
    for before in range(place - 1, -1, -1):
        joint = joints[before]
        if joint.depth > end.depth or (joint.within and mark is not Hold.NUMBER):
            continue
        if _stops(joint, end.depth, mark):
            return found[:-1] if joint.is_or and max(joint.hold, end.hold) < mark else found  # `A or B, C or D`
        if joint.hold == mark:
            if _are_unlike(drafts[before], drafts[before + 1]):
                break
            found.append(before)
    return found


def _stops(joint: Joint, depth: int, mark: Hold) -> bool:
    """Whether a joint is outside the list whose members a mark parts."""
    if joint.depth < depth or joint.hold > mark:
        return True
    return bool(joint.word) and (joint.hold == mark or mark is Hold.COMMA)


# The mark between the members of a list, by what holds the last two.
_MARKS = {
    Hold.NUMBER: Hold.NUMBER,
    Hold.WORDS: Hold.COMMA,
    Hold.COMMA: Hold.COMMA,
    Hold.SEMICOLON: Hold.SEMICOLON,
}


def _are_unlike(left: Draft, right: Draft) -> bool:
    one, other = (draft.subject.id if draft.subject is not None else None for draft in (left, right))
    return one != other and not _UNLIKE.isdisjoint((one, other))


def _covering(joints: list[Joint], drafts: Sequence[Draft]) -> list[Joint]:
    """The joints, of which one before a time is looser than the alternatives that have no time but this."""
    for place, joint in enumerate(joints):
        if joint.is_or or joint.hold > Hold.WORDS or not kind_of(drafts[place + 1].plain).timed:
            continue
        first = _first_alternative(joints, drafts, place)
        if first == place or (_counts_within(drafts[place], drafts[place + 1]) and not is_count(drafts[first])):
            continue
        joints[place] = replace(joint, hold=Hold(max(each.hold for each in joints[first:place]) + 1))
    return joints


def _counts_within(count: Draft, time: Draft) -> bool:
    """Whether a time is that in which the things before it are counted: `lipase > 90 or ≥ 2 falls within a year`.

    The date of a measurement may as well be that of those before it, and the time of falls that of fractures.
    """
    return shares_subject(count, time) and count.subject is not None and count.subject.id is None


def _first_alternative(joints: Sequence[Joint], drafts: Sequence[Draft], place: int) -> int:
    """The place of the first of the alternatives before a time; `place` where one of them is a time itself."""
    first, depth = place, joints[place].depth
    while first > 0 and joints[first - 1].is_or and joints[first - 1].looseness <= (-depth, Hold.COMMA):
        first -= 1
    return place if any(kind_of(draft.plain).timed for draft in drafts[first : place + 1]) else first


def _of_counted(joints: list[Joint], drafts: Sequence[Draft]) -> list[Joint]:
    """The joints, of which an `or` of two values behind a count holds closer: `≥ 1 tumour > 2 cm or > 1 cm by CT`."""
    for place, joint in enumerate(joints[1:], 1):
        before = joints[place - 1]
        if not joint.is_or or before.word or joint.looseness != before.looseness or joint.hold not in _CLOSE:
            continue
        if is_count(drafts[place - 1]) and not (is_count(drafts[place]) or is_count(drafts[place + 1])):
            joints[place] = replace(joint, hold=Hold(joint.hold - 1))
    return joints


def _of_the_wider(joints: list[Joint], drafts: Sequence[Draft]) -> list[Joint]:
    """The joints, of which an `or` before the wider of two limits is looser than what goes with that one alone.

    `BMI ≥ 30, or ≥ 27 with at least one comorbidity`: were the wider enough for itself, the other would say nothing.
    """
    for place, (joint, after) in enumerate(pairwise(joints)):
        if joint.is_or and joint.within and not after.is_or and Hold.THING < after.hold <= Hold.WORDS:
            wider, other = drafts[place + 1].plain, drafts[place].plain
            if not wider.get("condition") and is_wider(wider, other):
                joints[place] = replace(joint, hold=after.hold)
    return joints
