"""Siblings: how criteria at one level are joined, by the words at their ends and by a lead-in among them.

`… or` at the end of one, or at the beginning of the next, makes the two alternatives. A lead-in that has no children
governs the criteria behind it, as far as is sure: `Both of the following:` two, `Any of the following:` those that are
strung together (`…;`, `… or`), or the few that are left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import Any

from trialparse.criteria.scope.joins import Hold, Joint
from trialparse.criteria.scope.trees import joined, under
from trialparse.lexicon.alphabet import AND, OR

__all__ = ["LeadIn", "asked_of_all", "govern", "grouped", "is_of", "may_lead", "named", "standing", "words_between"]

Plain = dict[str, Any]
LeadIn = Callable[[Sequence[Plain]], Plain | None]  # the logic of a lead-in over what it governs
_ENDS_OR = re.compile(r"(?:^|[\s,;.)\]])(?:and\s?/\s?)?or\W{0,3}\Z", re.IGNORECASE)
_ENDS_AND = re.compile(r"(?:^|[\s,;.)\]])and\W{0,3}\Z", re.IGNORECASE)
_BEGINS_OR = re.compile(r"\W{0,3}(?:and\s?/\s?)?or\b(?!\s*[=<>])", re.IGNORECASE)
_BEGINS_AND = re.compile(r"\W{0,3}and\b", re.IGNORECASE)
_LEADS = re.compile(
    r"\b(?:(?P<two>both|either)|any|one|all|each|at\s+least|\d|two|three|four)\b[^.:;]{0,40}\bof\s+(?:the\s+|these\s+)?"
    r"(?:following|below|these)\b[^.:;]{0,60}:?\s*\Z"
    r"|\b(?:meets?|meeting|fulfils?|fulfills?)\s+(?:all\s+)?the\s+following\b[^.:;]{0,60}:\s*\Z",
    re.IGNORECASE,
)
_LEAD_IN_ENDS = (":", "following", "below", "criteria")
_STRUNG = re.compile(r"[,;]\s*\Z")
_EDGE = 14  # characters at either end of a criterion in which a word joins it to the next
_TAIL = 160  # characters at the end of a criterion that make it a lead-in
_FEW = 4  # criteria behind a lead-in that are taken for its list where nothing else is behind them


def words_between(siblings: Sequence[Plain]) -> list[str]:
    """What joins each two criteria that follow one another: OR, AND or ""."""
    return [_word(left["text"].rstrip(), right["text"]) for left, right in pairwise(siblings)]


def _word(left: str, right: str) -> str:
    end, begin = left[-_EDGE:].lower(), right[:_EDGE].lower()  # a look at these spares the patterns most of the time
    if ("or" in end and _ENDS_OR.search(end)) or ("or" in begin and _BEGINS_OR.match(begin)):
        return OR
    if ("and" in end and _ENDS_AND.search(end)) or ("and" in begin and _BEGINS_AND.match(begin)):
        return AND
    return ""


def grouped(siblings: Sequence[Plain], words: Sequence[str], *, of_groups: bool = False) -> list[Plain]:
    """The criteria as references, those between which words stand as one tree.

    With `of_groups` one that is for a group of the study is asked of that alone.
    """
    refs = [_of_group(each) if of_groups else _ref(each) for each in siblings]
    if not any(words):
        return refs
    edges = [0, *(place + 1 for place, word in enumerate(words) if not word), len(refs)]
    joints = [Joint(word, Hold.WORDS) for word in words]
    return [joined(refs[a:b], joints[a : b - 1]) for a, b in pairwise(edges) if a < b]


def _ref(criterion: Plain) -> Plain:
    return {"op": "ref", "criterion": criterion["id"]}


def _of_group(criterion: Plain) -> Plain:
    group = criterion["condition"]
    return _ref(criterion) if group is None else under(group, _ref(criterion))


def may_lead(text: str, start: int, end: int) -> bool:
    """Whether the words of a criterion without children end as a lead-in does."""
    return text[max(start, end - _EDGE) : end].rstrip().lower().endswith(_LEAD_IN_ENDS)


def govern(siblings: Sequence[Plain], lead_ins: Mapping[str, LeadIn]) -> None:
    """Lets the lead-ins among the criteria of one level govern what is behind them: that goes into their logic."""
    for place in range(len(siblings) - 1, -1, -1):
        lead_in = lead_ins.get(siblings[place]["id"])
        if lead_in is not None:
            kind = siblings[place]["kind"]
            behind = list(takewhile(partial(is_of, kind), siblings[place + 1 :]))
            count = _reach(siblings[place]["text"], behind)
            if count:
                siblings[place]["logic"] = lead_in(standing(behind[:count]))


def is_of(kind: str, criterion: Plain) -> bool:
    """Whether a criterion is of a kind."""
    return bool(criterion["kind"] == kind)


def standing(siblings: Sequence[Plain]) -> list[Plain]:
    """The criteria of one level that stand for themselves: no lead-in among them governs them."""
    governed = {name for each in siblings if not each["children"] for name in named(each["logic"])}
    return [each for each in siblings if each["id"] not in governed] if governed else list(siblings)


def named(node: Plain | None) -> Iterator[str]:
    """The ids of the criteria in a piece of logic."""
    if node is None:
        return
    if node["op"] == "ref":
        if node.get("criterion"):
            yield node["criterion"]
        return
    for item in node.get("items") or (node.get("item") or node.get("then"),):
        yield from named(item)


def _reach(text: str, behind: Sequence[Plain]) -> int:
    """How many of the criteria behind a lead-in it governs; 0 where that is not sure."""
    asks = _LEADS.search(text[-_TAIL:])
    if asks is None:
        return 0
    strung = list(takewhile(lambda pair: _is_strung(*pair), pairwise(behind)))
    if asks["two"] is not None:
        return 2 if len(behind) >= 2 else 0
    if strung:
        return len(strung) + 1
    return len(behind) if 2 <= len(behind) <= _FEW else 0


def _is_strung(left: Plain, right: Plain) -> bool:
    return _STRUNG.search(left["text"]) is not None or bool(_word(left["text"].rstrip(), right["text"]))


def asked_of_all(criteria: Sequence[Plain]) -> Plain | None:
    """What a participant must satisfy: every inclusion criterion, and no exclusion criterion, as words join them."""
    items: list[Plain] = []
    barred: list[Plain] = []
    alone = standing(criteria)
    for kind, found in (("inclusion", items), ("exclusion", barred)):
        alike = [each for each in alone if each["kind"] == kind]
        found += grouped(alike, words_between(alike), of_groups=True)
    if barred:
        items.append({"op": "not", "item": barred[0] if len(barred) == 1 else {"op": "or", "items": barred}})
    return None if not items else items[0] if len(items) == 1 else {"op": "and", "items": items}
