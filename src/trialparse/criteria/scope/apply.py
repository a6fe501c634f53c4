"""Scope: what negates a constraint, the condition under which it holds, and the exception to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timing import point_anchor
from trialparse.criteria.scope.conditions import conditions
from trialparse.criteria.scope.exceptions import exceptions
from trialparse.criteria.scope.frame import Clause, Frame
from trialparse.criteria.scope.negation import negations

if TYPE_CHECKING:
    from trialparse.criteria.kinds.drafts import Draft

__all__ = ["Inherited", "apply"]

Plain = dict[str, Any]
_LEADS_IN = re.compile(r"(?::|following|criteria|as follows|below)\W*$", re.IGNORECASE)
_TIMED = frozenset({"window", "duration"})
_MARKS = frozenset(".;:K")  # no part of a clause they end


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
    conditional, excepted = frame.governed(under), frame.governed(save)
    for place, draft in enumerate(drafts):
        plain, first = draft.plain, draft.first
        plain["negated"] = first in (denied.durations if plain["kind"] == "duration" else denied.limits)
        plain["condition"] = _own(sentence, conditional.get(first)) or inherited.condition
        # A criteria set names a thing and has nothing to except.
        plain["exception"] = _own(sentence, excepted.get(first)) if plain["kind"] != "criteria_set" else None
        own = [
            _place(plain[key]) for key in ("condition", "exception") if plain[key] not in (None, inherited.condition)
        ]
        drafts[place] = replace(draft, explained=(*draft.explained, *own))
        if plain["kind"] not in _TIMED and plain.get("anchor") is None:
            plain["anchor"] = inherited.anchor
    return _passed_on(sentence, under, drafts, inherited, denied.open)


def _what(plain: Plain) -> str:
    """What the clauses want to know of a limit: its kind, and of an age that it may belong to the people it narrows."""
    subject: Plain = plain.get("subject") or {}
    return "age" if subject.get("id") == "age" else str(plain["kind"])


def _own(sentence: Sentence, clause: Clause | None) -> Plain | None:
    """The clause that governs a constraint; what it says is then explained."""
    if clause is None:
        return None
    return _plain(sentence, clause)


def _place(clause: Plain) -> tuple[int, int]:
    return clause["span"]["start"], clause["span"]["end"]


def _plain(sentence: Sentence, clause: Clause) -> Plain:
    last = clause.after - 1
    while last > clause.first and sentence.codes[last] in _MARKS:
        last -= 1
    start, end = sentence.atoms[clause.first].start, sentence.atoms[last].end
    return {"text": sentence.text[start:end], "span": {"start": start, "end": end}}


def _passed_on(
    sentence: Sentence, under: Sequence[Clause], drafts: Sequence[Draft], inherited: Inherited, denied: bool
) -> Inherited:
    """What the children inherit: the clauses that reach the end, and of a lead-in its moment and its negation."""
    count = len(sentence.atoms)
    if not count:
        return inherited
    leading = [clause for clause in under if clause.rank and clause.reach_after == count]
    condition = _plain(sentence, leading[-1]) if leading else inherited.condition
    if not _LEADS_IN.search(sentence.text, max(sentence.start, sentence.end - 24), sentence.end + 1):
        return Inherited(condition, inherited.anchor)
    return Inherited(condition, _moment(sentence, drafts) or inherited.anchor, denied)


def _moment(sentence: Sentence, drafts: Sequence[Draft]) -> Plain | None:
    """The moment a lead-in names for all that follows: `At screening, at least one of the following:`."""
    last = len(sentence.atoms) - 1
    used = {draft.plain["anchor"]["span"]["start"] for draft in drafts if draft.plain.get("anchor")}
    point = point_anchor(sentence, last, last, used)
    if point is None:
        return None
    span = {"start": point.start, "end": point.end}
    return {"key": point.key, "text": sentence.text[point.start : point.end], "span": span}
