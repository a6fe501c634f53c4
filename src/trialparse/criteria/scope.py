"""Scope: what negates a constraint, the condition under which it holds, and the exception to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trialparse.criteria.conditions import conditions
from trialparse.criteria.exceptions import exceptions
from trialparse.criteria.frame import Clause, Frame
from trialparse.criteria.negation import negations
from trialparse.criteria.sentence import Sentence
from trialparse.criteria.timing import point_anchor

if TYPE_CHECKING:
    from trialparse.criteria.constraints import Draft

__all__ = ["Inherited", "apply"]

Plain = dict[str, Any]
_LEADS_IN = re.compile(r"(?::|following|criteria|as follows|below)\W*$", re.IGNORECASE)
_TIMED = frozenset({"window", "duration"})


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the words of a lead-in say of its children."""

    condition: Plain | None = None
    anchor: Plain | None = None
    negated: bool = False


def apply(sentence: Sentence, drafts: list[Draft], inherited: Inherited | None) -> Inherited:
    """Sets the scope on the constraints of a criterion, and says what holds for its children."""
    inherited = inherited or Inherited()
    frame = Frame(sentence, {(draft.first, draft.last): _what(draft.plain) for draft in drafts})
    under, save = conditions(frame), exceptions(frame)
    denied = negations(frame, [*under, *save], inherited.negated)
    for draft in drafts:
        plain = draft.plain
        plain["negated"] = draft.first in (denied.durations if plain["kind"] == "duration" else denied.limits)
        plain["condition"] = _own(sentence, under, draft, plain) or inherited.condition
        plain["exception"] = _own(sentence, save, draft, plain)
        if plain["kind"] not in _TIMED and plain.get("anchor") is None:
            plain["anchor"] = inherited.anchor
    return _passed_on(sentence, frame, under, drafts, inherited, denied.open)


def _what(plain: Plain) -> str:
    """What the clauses want to know of a limit: an age may belong to the people it narrows, a set excepts nothing."""
    if plain["kind"] == "criteria_set":
        return "criteria_set"
    return "age" if (plain["subject"] or {}).get("id") == "age" else ""


def _own(sentence: Sentence, clauses: Sequence[Clause], draft: Draft, plain: Plain) -> Plain | None:
    """The nearest clause that governs a constraint; what it says is then explained."""
    governing = [clause for clause in clauses if clause.holds(draft.first)]
    if not governing:
        return None
    found = _plain(sentence, min(governing, key=lambda clause: (clause.rank, abs(clause.first - draft.first))))
    draft.explained.append((found["span"]["start"], found["span"]["end"]))
    return found


def _plain(sentence: Sentence, clause: Clause) -> Plain:
    start, end = sentence.atoms[clause.first].start, sentence.atoms[clause.after - 1].end
    return {"text": sentence.text[start:end], "span": {"start": start, "end": end}}


def _passed_on(
    sentence: Sentence,
    frame: Frame,
    under: Sequence[Clause],
    drafts: Sequence[Draft],
    inherited: Inherited,
    negated: bool,
) -> Inherited:
    count = len(sentence.atoms)
    if not count:
        return inherited
    leading = [clause for clause in under if clause.rank and clause.reach_after == count]
    leads_in = bool(_LEADS_IN.search(sentence.text, max(sentence.start, sentence.end - 24), sentence.end + 1))
    anchor = None
    if leads_in:
        used = {draft.plain["anchor"]["span"]["start"] for draft in drafts if draft.plain.get("anchor")}
        point = point_anchor(sentence, count - 1, count - 1, used)
        if point is not None:
            anchor = {
                "key": point.key,
                "text": sentence.text[point.start : point.end],
                "span": {"start": point.start, "end": point.end},
            }
    return Inherited(
        _plain(sentence, leading[-1]) if leading else inherited.condition,
        anchor or inherited.anchor,
        negated and leads_in,
    )
