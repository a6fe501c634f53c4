"""Logic: how the constraints and the children of a criterion combine.

Constraints are joined by the words between them, `or` binding looser than `and`; a negated one stands under Not, one
with a condition under If. A lead-in governs its children: `at least two of the following` is AtLeast, `any of` is Or,
`all of` is And, `none of` is Not(Or). Without such words every child of an inclusion must hold, and any child of an
exclusion excludes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["logic"]

Plain = dict[str, Any]
_NONE = re.compile(r"\b(?:none|neither|not\s+any|no\s+evidence\s+of\s+any)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|either|one\s+of|one\s+or\s+more\s+of|at\s+least\s+(?:one|1)\s+of|≥\s?(?:1|one)\s+of|1\s+of)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|each|every)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\b(?:following|below|criteria|these)\b", re.IGNORECASE)
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
    parts = (right.plain.get("condition"), right.plain.get("exception"), left.plain.get("exception"))
    spans = [part["span"] for part in parts if part]
    codes = [
        atom.code
        for atom in sentence.atoms[left.last + 1 : right.first]
        if not any(span["start"] <= atom.start < span["end"] for span in spans)
    ]
    return codes[-1:] == ["O"] or ("O" in codes and sentence.bounds(left.last) == sentence.bounds(right.first))


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


def _counted(sentence: Sentence, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    """The lead-in's own number, `at least 2 of the following`: (place of the constraint, n)."""
    for place, draft in enumerate(drafts):
        subject, interval = draft.subject, draft.plain.get("interval")
        if (
            draft.plain["kind"] != "threshold"
            or subject is None
            or not interval
            or not interval["lower"]
            or draft.plain["unit"]
        ):
            continue
        if (
            _FOLLOWING.search(sentence.text, subject.start, sentence.end)
            and sentence.text[draft.plain["span"]["end"] :].lstrip()[:2] == "of"
        ):
            bound = interval["lower"]
            return place, int(bound["value"]) + (0 if bound["inclusive"] else 1)
    return None


def _children(sentence: Sentence, kind: str, children: Sequence[Plain], n: int | None) -> Plain | None:
    """What the lead-in asks of its children."""
    items: list[Plain] = [{"op": "ref", "criterion": child["id"]} for child in children]
    if not items:
        return None
    if n is not None and n > 1:
        return {"op": "at_least", "n": n, "items": items}
    lead = sentence.text[sentence.start : sentence.end]
    if _NONE.search(lead):
        return {"op": "not", "item": _join("or", items)}
    ends = [child["text"] for child in children[:-1]]
    if n == 1 or _ANY.search(lead) or any(_ENDS_OR.search(text) for text in ends):
        return _join("or", items)
    if _ALL.search(lead) or any(_ENDS_AND.search(text) for text in ends):
        return _join("and", items)
    return _join("or" if kind == "exclusion" else "and", items)


def logic(sentence: Sentence, kind: str, drafts: Sequence[Draft], children: Sequence[Plain]) -> Plain | None:
    """The logic of a criterion in the shape of `Logic`; None where it has neither constraints nor children."""
    if not drafts and not children:
        return None
    counted = _counted(sentence, drafts) if children else None
    below = _children(sentence, kind, children, counted[1] if counted else None)
    own = _own(
        sentence, [(place, draft) for place, draft in enumerate(drafts) if counted is None or place != counted[0]]
    )
    parts = [_join("or", own)] if own else []
    if below is not None:
        parts.append(below)
    return _join("and", parts) if parts else None
