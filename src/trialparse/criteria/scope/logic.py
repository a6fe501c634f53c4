"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined by the words between them, `or` binding looser than `and`; a negated one stands under Not, one
with a condition under If. A lead-in governs its children: `at least two of the following` is AtLeast, `any of` is Or,
`all of` is And, `none of` is Not(Or). Without such words every child of an inclusion must hold, and any child of an
exclusion excludes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.joins import Hold, Joint, Numbered, goes_on, joints
from trialparse.criteria.scope.lists import Listed, asked_number, listed
from trialparse.criteria.scope.trees import conjoined, in_context, joined

__all__ = ["CHILDREN", "logic"]

Plain = dict[str, Any]
_NONE = re.compile(r"\b(?:none|neither|not\s+any|no\s+evidence\s+of\s+any)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|either|(?:one|1)(?:\s+or\s+(?:more|both|all|several))?(?:\s+out)?\s+of)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|each|every)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|below|criteria|these)\b|\bof\s*:\s*$", re.IGNORECASE)
_OF = re.compile(r"\s*of")
_ENDS_OR = re.compile(r"\b(?:and/)?or\W{0,3}$", re.IGNORECASE)
_ENDS_AND = re.compile(r"\band\W{0,3}$", re.IGNORECASE)


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


def _count(sentence: Sentence, draft: Draft) -> int | None:
    """How many of its children a lead-in asks for, where a limit counts them: `at least 2 of the following`."""
    if not kind_of(draft.plain).counts_children or draft.plain["unit"]:
        return None
    bound, end = (draft.plain.get("interval") or {}).get("lower"), draft.plain["span"]["end"]
    if bound is None or not _OF.match(sentence.text, end, sentence.end):
        return None
    if not _FOLLOWING.search(sentence.text, end, sentence.end):
        return None
    return int(bound["value"]) + (0 if bound["inclusive"] else 1)


def _counting(sentence: Sentence, drafts: Sequence[Draft]) -> tuple[int | None, int | None]:
    """The place of the constraint that counts the children, and how many it asks for."""
    for place, draft in enumerate(drafts):
        n = _count(sentence, draft)
        if n is not None:
            return place, n
    return None, None


@dataclass(frozen=True, slots=True)
class _LeadIn:
    """A lead-in with the number it asks for, the kind of its criterion and the texts of all children but the last."""

    words: str
    n: int | None
    kind: str
    children: Sequence[str]

    def asks_for_some(self) -> bool:
        return self.n is not None and self.n > 1

    def asks_for_none(self) -> object:
        return _NONE.search(self.words)

    def asks_for_one(self) -> object:
        return self.n == 1 or _ANY.search(self.words)

    def has_or(self) -> bool:
        return any(_ENDS_OR.search(text) for text in self.children)

    def asks_for_all(self) -> object:
        return _ALL.search(self.words)

    def has_and(self) -> bool:
        return any(_ENDS_AND.search(text) for text in self.children)

    def excludes(self) -> bool:
        return self.kind == "exclusion"

    def some(self, items: list[Plain]) -> Plain:
        return {"op": "at_least", "n": self.n, "items": items}

    def any(self, items: list[Plain]) -> Plain:
        return conjoined("or", items)

    def all(self, items: list[Plain]) -> Plain:
        return conjoined("and", items)

    def none(self, items: list[Plain]) -> Plain:
        return {"op": "not", "item": conjoined("or", items)}


# What a lead-in asks of its children.
CHILDREN: Table[_LeadIn, Callable[[_LeadIn, list[Plain]], Plain]] = Table(
    "children",
    Rule(
        "children.some",
        _LeadIn.asks_for_some,
        _LeadIn.some,
        example="At least 2 of the following:\n- ESR > 28\n- CRP > 5",
    ),
    Rule("children.none", _LeadIn.asks_for_none, _LeadIn.none, example="None of the following:\n- Stroke\n- Angina"),
    Rule("children.one", _LeadIn.asks_for_one, _LeadIn.any, example="Any of the following:\n- Stroke\n- Angina"),
    Rule("children.or", _LeadIn.has_or, _LeadIn.any, example="1. Heart disease:\n   - Stroke or\n   - Angina"),
    Rule("children.all", _LeadIn.asks_for_all, _LeadIn.all, example="All of the following:\n- Stroke\n- Angina"),
    Rule("children.and", _LeadIn.has_and, _LeadIn.all, example="1. Heart disease:\n   - Stroke and\n   - Angina"),
    Rule(
        "children.excluding",
        _LeadIn.excludes,
        _LeadIn.any,
        example="Exclusion criteria:\n1. Heart disease:\n   - Stroke\n   - Angina",
    ),
    Rule("children.each", always, _LeadIn.all, example="Inclusion criteria:\n1. Function:\n   - ESR\n   - CRP"),
)


def _below(sentence: Sentence, kind: str, children: Sequence[Plain], n: int | None) -> Plain:
    """What the lead-in asks of its children."""
    words = sentence.text[sentence.start : sentence.end]
    lead_in = _LeadIn(words, n, kind, [child["text"] for child in children[:-1]])
    rule = CHILDREN.first(lead_in)
    assert rule is not None
    return rule.then(lead_in, [{"op": "ref", "criterion": child["id"]} for child in children])


def logic(sentence: Sentence, kind: str, drafts: Sequence[Draft], children: Sequence[Plain]) -> Plain | None:
    """The logic of a criterion in the shape of `Logic`; None where it has neither constraints nor children."""
    if not drafts and not children:
        return None
    counting, n = _counting(sentence, drafts) if children else (None, None)
    if n is None and children:
        n = asked_number(sentence, sentence.end)
    own = _own(sentence, [(place, draft) for place, draft in enumerate(drafts) if place != counting])
    parts = [own] if own else []
    if children:
        parts.append(_below(sentence, kind, children, n))
    if len(parts) > 1:
        return {"op": "and", "items": parts}
    return parts[0] if parts else None
