"""Roles: which constraints are asked for, and which only say when, or save when, another one holds.

A constraint inside the words of a clause that narrows another one is part of that clause: `platelets > 90 unless
ferritin is above 300` asks for platelets. What such a clause asks for instead is a limit of its own, which holds where
the rest of the clause does: `INR < 1.5 unless on warfarin, then INR 2 to 3`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from trialparse.criteria.kinds.drafts import Draft, words_plain
from trialparse.criteria.scope.frame import Frame
from trialparse.criteria.scope.intervals import sides
from trialparse.lexicon.alphabet import EXCEPT

__all__ = ["is_limit", "with_roles"]

Plain = dict[str, Any]
# Behind these a clause may have gone too far.
_ENDS = {"condition": re.compile(r"[,;:]|\s/\s|\b(?i:or)\b|\.\s+[A-Z]"), "exception": re.compile(r";|\.\s+[A-Z]")}
# What leads to the limit that holds in an excepted case.
_INSTEAD = re.compile(
    r"[\s,]*(?::|\((?=[^()]*$)|\b(?:then|in (?:which|that|this) (?:case|event)|where|(?:(?:for|in) )?(?:whom?|which))"
    r"\b)",
    re.IGNORECASE,
)
# What of that names nothing that the limit could be of; a bracket of a multiple of the normal value does not either.
_CASE = re.compile(r"\b(?:then|case|event|where|whom)\b", re.IGNORECASE)
_VERBAL = re.compile(r"unless\b|except (?:if|when)\b", re.IGNORECASE)  # opens a clause, which a comma ends
_COMMA = re.compile(r",(?!\s*(?:and|or|but)\b)[^,]*$", re.IGNORECASE)
# What is asked of all again, behind a clause that no mark ends.
_ANEW = re.compile(r"(?<!\bwho )(?<!\bthat )(?<!\bwhich )\b(?:must|should|shall)\b", re.IGNORECASE)
_FAR = 800  # characters behind the opening word, at the most
_FILLS = 4  # atoms from where a bracket opens to the time that fills it, less than
_ALIKE = ("kind", "negated", "direction", "change")  # what two limits share, one of which holds instead of the other


@dataclass(slots=True)
class _Clause:
    """A clause of the text, and the places of the limits that it narrows; from `surely` on it may have ended."""

    role: str
    start: int
    end: int
    surely: int
    holders: list[int] = field(default_factory=list)


def is_limit(draft: Draft) -> bool:
    """Whether a constraint is asked for."""
    return bool(draft.plain.get("role", "limit") == "limit")


def with_roles(frame: Frame, drafts: list[Draft], handed_on: Plain | None) -> list[Draft]:
    """The constraints of a criterion, those marked that stand in a clause of another one, the shortest clause first.

    The clause that is `handed_on` is one of its children's.
    """
    clauses = _clauses(frame, drafts, handed_on)
    if not clauses:
        return drafts
    found = list(drafts)
    begins = sorted((draft.plain["span"]["start"], place) for place, draft in enumerate(drafts))
    for clause in clauses:
        holders = [found[place] for place in clause.holders if is_limit(found[place])]
        if not holders and clause.holders:
            continue  # it narrows what only narrows
        for _, place in begins[bisect_left(begins, (clause.start,)) : bisect_left(begins, (clause.surely,))]:
            if found[place] is drafts[place]:
                found[place] = _in_clause(frame, clause, holders, drafts[place])
    return found


def _clauses(frame: Frame, drafts: list[Draft], handed_on: Plain | None) -> list[_Clause]:
    """The clauses of all constraints; one is not that of a limit that stands in it."""
    found: dict[tuple[str, int, int], _Clause] = {}
    for place, role, clause in _said(frame, drafts, handed_on):
        start, end = clause["span"]["start"], clause["span"]["end"]
        if place is not None and start <= drafts[place].plain["span"]["start"] < end:
            continue
        if (role, start, end) not in found:
            mark = _ENDS[role].search(frame.sentence.text, start, end)
            found[role, start, end] = _Clause(role, start, end, mark.start() if mark else min(end, start + _FAR))
        if place is not None:
            found[role, start, end].holders.append(place)
    return sorted(found.values(), key=lambda clause: (clause.end - clause.start, clause.start))


def _said(frame: Frame, drafts: list[Draft], handed_on: Plain | None) -> Iterator[tuple[int | None, str, Plain]]:
    for place, draft in enumerate(drafts):
        condition = draft.plain.get("condition")
        if condition and not _is_excluded(frame, draft, condition):
            yield place, "condition", condition
        if draft.plain.get("exception"):
            yield place, "exception", draft.plain["exception"]
    if handed_on:
        yield None, "condition", handed_on


def _is_excluded(frame: Frame, draft: Draft, condition: Plain) -> bool:
    """Whether a condition describes those whom an exclusion begins with: they are excluded themselves."""
    return frame.excludes and "condition.subject" in draft.whys and condition["span"]["start"] == frame.starts[0]


def _in_clause(frame: Frame, clause: _Clause, holders: list[Draft], draft: Draft) -> Draft:
    """A constraint that begins in a clause, with what it is there; where that is not plain it stays a limit."""
    first = frame.sentence.begins(clause.start)
    condition = draft.plain["condition"]
    at = condition["span"]["start"] if condition is not None else -1
    narrowed = clause.start <= at < clause.end  # it holds where something else does
    if _is_behind(frame, draft, first) or (narrowed and clause.role == "condition"):
        return draft
    if clause.role == "exception":
        draft = _of_holder(frame, draft, holders, first)
        case = condition if narrowed and at > clause.start else _case(frame, draft, first)
        if case is not None and any(_is_alike(holder.plain, draft.plain) for holder in holders):
            return replace(draft, plain=draft.plain | {"condition": case})
        if case is None and _has_ended(frame.sentence.text[clause.start : draft.plain["span"]["start"]]):
            return draft
    return replace(draft, plain=draft.plain | {"role": clause.role})


def _of_holder(frame: Frame, draft: Draft, holders: list[Draft], first: int) -> Draft:
    """A limit that holds in an excepted case and names nothing: it is of what the other limit is of.

    `AST ≤ 3 × ULN unless metastases are present, in which case ≤ 5 × ULN`.
    """
    lead = _lead(frame, draft, first)
    if lead is None or draft.subject is None or not draft.subject.start < lead[1]:
        return draft
    text, mark = frame.sentence.text, frame.sentence.text[lead[1] - 1]
    case = bool(_CASE.search(text, *lead) or (mark == ":" and _VERBAL.match(text, frame.starts[first])))
    if not case and (mark != "(" or draft.plain.get("reference") is None):
        return draft
    holder = next((each for each in reversed(holders) if _counts_alike(each.plain, draft.plain)), None)
    if holder is None or holder.subject is None:
        return draft.doubted("unsure-subject") if case else draft
    plain = draft.plain | {"subject": holder.plain["subject"]}
    return replace(draft, plain=plain, subject=holder.subject, whys=(*draft.whys, "role.instead"))


def _counts_alike(one: Plain, other: Plain) -> bool:
    return all(one.get(name) == other.get(name) for name in ("kind", "unit", "reference"))


def _is_behind(frame: Frame, draft: Draft, first: int) -> bool:
    """Whether a limit is no part of the clause from the atom `first` on: a new phrase, a bracket that dates the one."""
    subject = draft.subject
    begin = draft.first if subject is None else max(frame.sentence.place(subject.start) - 1, first + 1)
    dates = draft.plain["kind"] == "window" and frame.inner[draft.first] > max(first, draft.first - _FILLS)
    return dates or any(map(frame.runs_on, range(begin, draft.first + 1)))


def _has_ended(words: str) -> bool:
    """Whether an exception of which these are the words has ended with them."""
    return bool(_ANEW.search(words) or (_VERBAL.match(words) and _COMMA.search(words)))


def _is_alike(one: Plain, other: Plain) -> bool:
    """Whether two limits ask the same of a thing but for their numbers; of a time, of whatever falls in it."""
    if any(one.get(name) != other.get(name) for name in _ALIKE) or _numbers(one) == _numbers(other):
        return False
    own, others = sides(one), sides(other)
    same = one["kind"] == "window" or _name(one) == _name(other)
    return same and bool(own) and (own == others or len(others) > 1)


def _numbers(plain: Plain) -> tuple[Any, ...]:
    return plain.get("interval"), plain.get("unit"), plain.get("reference")


def _name(plain: Plain) -> str:
    subject = plain["subject"] or {"id": None, "text": ""}
    return str(subject["id"] or subject["text"].casefold())


def _case(frame: Frame, draft: Draft, first: int) -> Plain | None:
    """The excepted case in which a limit holds: what stands between the opening word and what leads to the limit."""
    lead = _lead(frame, draft, first)
    begin = frame.sentence.atoms[first].end
    words = frame.sentence.text[begin : lead[0]] if lead else ""
    start, end = begin + len(words) - len(words.lstrip(", \t\n")), begin + len(words.rstrip(" \t\n("))
    return words_plain(frame.sentence.text, start, end) if start < end else None


def _lead(frame: Frame, draft: Draft, first: int) -> tuple[int, int] | None:
    """Where the words stand that lead from an excepted case to the limit that holds in it."""
    sentence = frame.sentence
    if sentence.code(first) != EXCEPT:
        return None
    found = list(_INSTEAD.finditer(sentence.text, sentence.atoms[first].end, draft.plain["span"]["start"]))
    return found[-1].span() if found else None
