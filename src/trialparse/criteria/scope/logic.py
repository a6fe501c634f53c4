"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined by the words between them, `or` binding looser than `and`; a negated one stands under Not, one
with a condition under If. A lead-in governs its children: `at least two of the following` is AtLeast, `any of` is Or,
`all of` is And, `none of` is Not(Or). Without such words every child of an inclusion must hold, and any child of an
exclusion excludes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import OR

__all__ = ["CHILDREN", "logic"]

Plain = dict[str, Any]
_NONE = re.compile(r"\b(?:none|neither|not\s+any|no\s+evidence\s+of\s+any)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|either|one\s+of|one\s+or\s+more\s+of|at\s+least\s+(?:one|1)\s+of|≥\s?(?:1|one)\s+of|1\s+of)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|each|every)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|below|criteria|these)\b", re.IGNORECASE)
_OF = re.compile(r"\s*of")
_ENDS_OR = re.compile(r"\b(?:and/)?or\W{0,3}$", re.IGNORECASE)
_ENDS_AND = re.compile(r"\band\W{0,3}$", re.IGNORECASE)


def _join(op: str, items: list[Plain]) -> Plain:
    return items[0] if len(items) == 1 else {"op": op, "items": items}


def _leaf(place: int, plain: Plain) -> Plain:
    leaf: Plain = {"op": "ref", "constraint": place}
    if plain.get("negated"):
        leaf = {"op": "not", "item": leaf}
    condition = plain.get("condition")
    if condition:
        leaf = {"op": "if", "condition": condition["text"], "span": condition["span"], "then": leaf}
    return leaf


def _is_or(sentence: Sentence, left: Draft, right: Draft) -> bool:
    """Whether an "or" stands between two constraints; for two subjects of one limit, between the subjects."""
    if left.first == right.first and left.subject is not None and right.subject is not None:
        between = sentence.text[left.subject.end : right.subject.start].lower()
        return bool(re.search(r"\bor\b|/", between))
    codes = _between(sentence, left, right)
    return codes[-1:] == [OR] or (OR in codes and sentence.bounds(left.last) == sentence.bounds(right.first))


def _between(sentence: Sentence, left: Draft, right: Draft) -> list[str]:
    """The codes between two constraints that belong to no clause of theirs."""
    parts = (right.plain.get("condition"), right.plain.get("exception"), left.plain.get("exception"))
    spans = [part["span"] for part in parts if part]
    return [
        atom.code
        for atom in sentence.atoms[left.last + 1 : right.first]
        if not any(span["start"] <= atom.start < span["end"] for span in spans)
    ]


def _own(sentence: Sentence, drafts: Sequence[tuple[int, Draft]]) -> list[Plain]:
    """The constraints as alternatives of conjunctions; a restated value adds nothing."""
    groups: list[list[Plain]] = []
    before: Draft | None = None
    for place, draft in drafts:
        if draft.production == "restated":
            continue
        leaf = _leaf(place, draft.plain)
        if before is not None and not _is_or(sentence, before, draft):
            groups[-1].append(leaf)
        else:
            groups.append([leaf])
        before = draft
    return [_join("and", group) for group in groups]


def _count(sentence: Sentence, draft: Draft) -> int | None:
    """How many of its children a lead-in asks for, where a limit counts them: `at least 2 of the following`."""
    if draft.subject is None or not kind_of(draft.plain).counts_children or draft.plain["unit"]:
        return None
    bound = (draft.plain.get("interval") or {}).get("lower")
    if bound is None or not _FOLLOWING.search(sentence.text, draft.subject.start, sentence.end):
        return None
    if not _OF.match(sentence.text, draft.plain["span"]["end"], sentence.end):
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
        return _join("or", items)

    def all(self, items: list[Plain]) -> Plain:
        return _join("and", items)

    def none(self, items: list[Plain]) -> Plain:
        return {"op": "not", "item": _join("or", items)}


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
    own = _own(sentence, [(place, draft) for place, draft in enumerate(drafts) if place != counting])
    parts = [_join("or", own)] if own else []
    if children:
        parts.append(_below(sentence, kind, children, n))
    return _join("and", parts) if parts else None
