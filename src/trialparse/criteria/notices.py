"""What a criterion's own words give reason to say: lost comparators, open brackets, definitions that define nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import AT, LEVEL, LOST, MEASURED
from trialparse.lexicon.loader import Measurement
from trialparse.model import Diagnostic, Span

__all__ = [
    "aside", "former", "is_plausible", "language_unread", "notices", "side_conflict", "undecided", "unread",
    "unsure_heading",
]  # fmt: skip

Plain = dict[str, Any]
_BRACKET = re.compile(r"[()\[\]]")
_LABEL = re.compile(r"(?:^|[\s,;:(])[0-9a-zA-Z]{1,3}$")  # `a)` opens an item and closes nothing
_LABEL_REACH = 5
_DEFINITION = re.compile(r"(?:the\s+)?definitions?\s+of\s+[^:=]{3,80}[;.,]?\s*", re.IGNORECASE)
_CLOSES = {")": "(", "]": "["}
_LIMITED = ("score", "lab", "titre")  # what a criterion gives a limit of, seldom a value


def _notice(code: str, message: str, start: int, end: int, severity: str = "warning") -> Plain:
    return {"code": code, "message": message, "severity": severity, "spans": [{"start": start, "end": end}]}


def _brackets(sentence: Sentence) -> list[Plain]:
    text, opened, odd = sentence.text, [], []
    for match in _BRACKET.finditer(text, sentence.start, sentence.end):
        if match[0] in "([":
            opened.append(match.start())
        elif opened and text[opened[-1]] == _CLOSES[match[0]]:
            opened.pop()
        elif not _LABEL.search(text[max(sentence.start, match.start() - _LABEL_REACH) : match.start()]):
            odd.append(match.start())
    return [
        _notice("unbalanced-bracket", f"the bracket {text[place]!r} has no partner", place, place + 1)
        for place in sorted(opened + odd)
    ]


def _values(sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[Plain]:
    """Values whose comparator is lost, or was perhaps flattened to an equals sign, or that lie far out of the usual."""
    for draft in drafts:
        span, evidence = draft.plain["span"], _evidence(sentence, draft)
        known = sentence.lexicon.measurements.get(draft.subject.id) if draft.subject and draft.subject.id else None
        if draft.production == "lost":
            yield _notice("lost-comparator", f"the comparator before the value is lost: {evidence!r}", **span)
        elif draft.quantity is not None and draft.quantity.op == "approx":
            yield _notice("approximate-value", f"about a value, no limit: {evidence!r}", **span, severity="info")
        elif evidence.startswith("=") and known is not None and known.type in _LIMITED:
            yield _notice("equals-sign", f"an equals sign where a limit is usual: {evidence!r}", **span)
        if known is not None and known.range is not None and not is_plausible(draft.plain, known):
            low, high = known.range
            message = f"{evidence!r} lies outside what {known.name} can be ({low:g} to {high:g})"
            yield _notice("implausible-value", message, **span, severity="info")


def _lost_before_levels(sentence: Sentence) -> Iterator[Plain]:
    """Levels whose comparator is lost; no limit is read of them."""
    for sign, level in pairwise(sentence.atoms) if LOST in sentence.codes else ():
        if sign.code == LOST and level.code == LEVEL:
            evidence = sentence.text[sign.start : level.end]
            message = f"the comparator before the level is lost: {evidence!r}"
            yield _notice("lost-comparator", message, sign.start, level.end)


def is_plausible(constraint: Plain, known: Measurement) -> bool:
    """Whether the ends are in the usual range; in another unit, or as multiples of a reference, nobody knows."""
    unit, usual = known.unit, known.range
    if usual is None or constraint.get("reference") is not None or (constraint.get("unit") or unit) != unit:
        return True
    low, high = usual
    ends = (constraint.get("interval") or {}).values()
    return all(low <= float(end["value"]) <= high for end in ends if end)


def notices(sentence: Sentence, drafts: Sequence[Draft], *, has_children: bool) -> list[Plain]:
    """The diagnostics of one criterion, as plain dicts."""
    found = _brackets(sentence)
    if drafts:
        found += _values(sentence, drafts)
    found += _lost_before_levels(sentence)
    if not has_children and _DEFINITION.fullmatch(sentence.text, sentence.start, sentence.end):
        words = sentence.text[sentence.start : sentence.end].rstrip(" ;.,")
        found.append(
            _notice("empty-definition", f"{words!r} defines nothing", sentence.start, sentence.start + len(words))
        )
    return found


def language_unread(name: str, start: int, end: int) -> Plain:
    """That the words of a text are not read; headings are, and numbers with signs."""
    message = f"the text is in {name}, whose words are not read: headings, and known names with signs and numbers, are"
    return _notice("language-unread", message, start, end)


def side_conflict(text: str, start: int, end: int) -> Plain:
    """That a heading says the opposite of its field, or of the heading right above it."""
    words = " ".join(text[start:end].split())
    message = f"{words!r} says the opposite of what its field, or the heading above it, says"
    return _notice("side-conflict", message, start, end)


def aside(text: str, heading: tuple[int, int], lines: Sequence[tuple[int, int]]) -> Plain:
    """That what stands under a heading tells of something else than eligibility, and is in no criterion."""
    words = " ".join(text[slice(*heading)].split())
    message = (
        f"{len(lines)} lines under {words!r} tell when to leave the study, or how it goes on: they are no criteria"
    )
    spans = [{"start": start, "end": end} for start, end in lines]
    return _notice("aside-criteria", message, *lines[0], severity="info") | {"spans": spans}


def former(text: str, start: int, end: int) -> Plain:
    """That criteria under a heading are left out, which it calls former."""
    words = " ".join(text[start:end].split())
    return _notice("former-criteria", f"criteria that the text calls former are left out: {words}", start, end, "info")


def unsure_heading(text: str, start: int, end: int) -> Plain:
    """That a line may be a heading or a criterion, or that a heading does not say plainly on which side it is."""
    words = " ".join(text[start:end].split())
    return _notice("unsure-heading", f"whether {words!r} is a heading, or of which side, is not plain", start, end)


def unread(sentence: Sentence, drafts: Iterable[Draft]) -> list[Plain]:
    """The limits in words that are in no criterion: a heading, a note."""
    return [
        _notice("unread-limit", f"{_evidence(sentence, draft)!r} stands in no criterion", **draft.plain["span"])
        for draft in drafts
        if _limits(sentence, draft)
    ]


def _limits(sentence: Sentence, draft: Draft) -> bool:
    """Whether a number of a heading limits something: `(1-3)` tells which cohorts, `at 12 months` when."""
    plain = draft.plain
    if plain.get("interval") is None or sentence.codes[draft.first] == AT:
        return False
    return plain.get("unit") is not None or (plain["subject"] is not None and plain["subject"]["id"] is not None)


def _evidence(sentence: Sentence, draft: Draft) -> str:
    span = draft.plain["span"]
    return sentence.text[span["start"] : span["end"]]


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
