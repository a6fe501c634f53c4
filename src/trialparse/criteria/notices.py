"""What a criterion's own words give reason to say: lost comparators, open brackets, definitions that define nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import MEASURED
from trialparse.model import Diagnostic, Span

__all__ = ["notices", "undecided"]

Plain = dict[str, Any]
_BRACKET = re.compile(r"[()\[\]]")
_LABEL = re.compile(r"(?:^|[\s,;:(])[0-9a-zA-Z]{1,3}$")  # `a)` opens an item and closes nothing
_DEFINITION = re.compile(r"(?:the\s+)?definitions?\s+of\s+[^:=]{3,80}[;.,]?\s*", re.IGNORECASE)
_CLOSES = {")": "(", "]": "["}


def _notice(code: str, message: str, start: int, end: int, severity: str = "warning") -> Plain:
    return {"code": code, "message": message, "severity": severity, "spans": [{"start": start, "end": end}]}


def _brackets(sentence: Sentence) -> list[Plain]:
    text, opened, odd = sentence.text, [], []
    for match in _BRACKET.finditer(text, sentence.start, sentence.end):
        if match[0] in "([":
            opened.append(match.start())
        elif opened and text[opened[-1]] == _CLOSES[match[0]]:
            opened.pop()
        elif not _LABEL.search(text[sentence.start : match.start()][-5:]):
            odd.append(match.start())
    return [
        _notice("unbalanced-bracket", f"the bracket {text[place]!r} has no partner", place, place + 1)
        for place in sorted(opened + odd)
    ]


def _values(sentence: Sentence, drafts: Sequence[Draft]) -> list[Plain]:
    """Values whose comparator is lost, or was perhaps flattened to an equals sign, or that lie far out of the usual."""
    found = []
    for draft in drafts:
        span = draft.plain["span"]
        known = sentence.lexicon.measurements.get(draft.subject.id) if draft.subject and draft.subject.id else None
        evidence = sentence.text[span["start"] : span["end"]]
        interval = draft.plain.get("interval")
        if draft.production == "lost":
            found.append(
                _notice(
                    "lost-comparator",
                    f"the comparator before the value is lost: {evidence!r}",
                    span["start"],
                    span["end"],
                )
            )
        elif evidence.startswith("=") and known is not None and known.type in ("score", "lab", "titre"):
            found.append(
                _notice(
                    "equals-sign", f"an equals sign where a limit is usual: {evidence!r}", span["start"], span["end"]
                )
            )
        if (
            known is None
            or known.range is None
            or not interval
            or (draft.plain.get("unit") or known.unit) != known.unit
        ):
            continue
        values = [float(bound["value"]) for bound in interval.values() if bound]
        if draft.plain.get("reference") is None and any(
            not known.range[0] <= value <= known.range[1] for value in values
        ):
            low, high = known.range
            message = f"{evidence!r} lies outside what {known.name} can be ({low:g} to {high:g})"
            found.append(_notice("implausible-value", message, span["start"], span["end"], "info"))
    return found


def notices(sentence: Sentence, drafts: Sequence[Draft], *, has_children: bool) -> list[Plain]:
    """The diagnostics of one criterion, as plain dicts."""
    found = _brackets(sentence) + _values(sentence, drafts)
    if not has_children and _DEFINITION.fullmatch(sentence.text, sentence.start, sentence.end):
        words = sentence.text[sentence.start : sentence.end].rstrip(" ;.,")
        found.append(
            _notice("empty-definition", f"{words!r} defines nothing", sentence.start, sentence.start + len(words))
        )
    return found


def undecided(sentence: Sentence, drafts: Iterable[Draft]) -> tuple[list[Draft], list[Plain]]:
    """The constraints, without the id where a subject is not decided, and what there is to say of these."""
    said = [(draft, _ambiguous(sentence, draft)) for draft in drafts]
    return (
        [draft if notice is None else _without_id(draft) for draft, notice in said],
        [notice for _, notice in said if notice is not None],
    )


def _ambiguous(sentence: Sentence, draft: Draft) -> Plain | None:
    """What there is to say of a name that the text does not decide."""
    if draft.subject is None or draft.subject.id != "":
        return None
    span = Span(start=draft.subject.start, end=draft.subject.end)
    names = [atom for atom in sentence.atoms if atom.code == MEASURED and span.start <= atom.start < span.end]
    meanings = dict.fromkeys(key for atom in names if not atom.key for key in atom.alternatives)
    what = ", ".join(meanings) or "nothing that is known"
    message = f"{span.of(sentence.text)!r} could mean {what}: the text does not tell which"
    return Diagnostic(code="ambiguous-name", message=message, spans=(span,)).model_dump()


def _without_id(draft: Draft) -> Draft:
    assert draft.subject is not None
    plain = {**draft.plain, "subject": {**draft.plain["subject"], "id": None}}
    return replace(draft, plain=plain, subject=replace(draft.subject, id=None))
