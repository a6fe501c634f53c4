"""Drafts: constraints being read, as plain values in the shape of the models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from trialparse.criteria.phrases.moments import Moment
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.placing import AnchorSpan
from trialparse.criteria.phrases.quantity import Limit, Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import AFTER, AT, BEFORE, FOR, NEXT, OF, PAST, one_of

__all__ = [
    "Draft",
    "Plain",
    "anchor_plain",
    "doubted",
    "draft",
    "interval_plain",
    "limit_draft",
    "span_plain",
    "subject_plain",
    "words_plain",
]

Plain = dict[str, Any]
_TIES = one_of(AFTER, BEFORE, PAST, AT, FOR, NEXT, OF)  # codes of the words that tie a time to an anchor
_TIE = 8  # atoms between the two, at the most


@dataclass(frozen=True, slots=True)
class Draft:
    """A constraint, with the atoms it covers and the stretches of text it explains.

    `whys` name the rules that decided about it; `quantity` is what its numbers were read as; `unsure` are the codes of
    doubts about what it is said of.
    """

    first: int
    last: int
    plain: Plain
    subject: SubjectSpan | None = None
    explained: tuple[tuple[int, int], ...] = ()
    quantity: Quantity | None = None
    whys: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def doubted(self, code: str) -> Draft:
        """The same with one doubt more."""
        return replace(self, unsure=(*self.unsure, code))

    @property
    def production(self) -> str:
        """The production that read its numbers, "" where none did."""
        return self.quantity.production if self.quantity is not None else ""


def doubted(constraint: Plain, doubts: tuple[str, ...]) -> Plain:
    """A constraint with what makes it doubtful, where anything does; the rule of a pack may have said so before."""
    if not doubts:
        return constraint
    before: tuple[str, ...] = constraint.get("doubts", ())
    return constraint | {"certainty": "doubtful", "doubts": tuple(dict.fromkeys((*before, *doubts)))}


def span_plain(start: int, end: int) -> Plain:
    return {"start": start, "end": end}


def words_plain(text: str, start: int, end: int) -> Plain:
    """A part of a constraint that is words of the text: what they are and where they stand."""
    return {"text": text[start:end], "span": span_plain(start, end)}


def _bound(limit: Limit | None) -> Plain | None:
    return None if limit is None else {"value": limit[0], "inclusive": limit[1]}


def interval_plain(lower: Limit | None, upper: Limit | None) -> Plain | None:
    if lower is None and upper is None:
        return None
    return {"lower": _bound(lower), "upper": _bound(upper)}


def anchor_plain(sentence: Sentence, anchor: AnchorSpan | Moment | None) -> Plain | None:
    if anchor is None:
        return None
    return {"key": anchor.key, **words_plain(sentence.text, anchor.start, anchor.end)}


def subject_plain(sentence: Sentence, subject: SubjectSpan | None) -> Plain | None:
    if subject is None:
        return None
    text = sentence.text[subject.start : subject.end].rstrip()  # a mended character behind it leaves blanks
    known = sentence.lexicon.measurements.get(subject.id or "")
    loinc = known.loinc if known is not None else None
    return {
        "text": text,
        "id": subject.id,
        "loinc": loinc,
        "span": span_plain(subject.start, subject.start + len(text)),
    }


def draft(
    first: int,
    last: int,
    plain: Plain,
    subject: SubjectSpan | None,
    quantity: Quantity | None = None,
    *whys: str,
    cues: Sequence[tuple[int, int]] = (),
) -> Draft:
    """A draft that explains its own words, its subject, its anchor and some `cues`; it was read from the `quantity`."""
    explained = [(plain["span"]["start"], plain["span"]["end"]), *cues]
    if anchor := plain.get("anchor"):
        explained.append((anchor["span"]["start"], anchor["span"]["end"]))
    if subject is not None:
        explained.append((subject.start, subject.end))
        whys = (subject.why, *whys) if subject.why else whys
    return Draft(first, last, plain, subject, tuple(explained), quantity, whys)


def limit_draft(
    sentence: Sentence,
    quantity: Quantity,
    kind: str,
    bounds: tuple[Limit | None, Limit | None],
    subject: SubjectSpan | None,
    whys: Sequence[str] = (),
    says: Sequence[tuple[int, int]] = (),
    **more: Any,
) -> Draft:
    """A threshold, window or duration; `whys` are the rules that decided beside the quantity's and the subject's.

    What it `says` are words elsewhere that it explains.
    """
    plain: Plain = {
        "kind": kind,
        "span": span_plain(quantity.start, quantity.end),
        "subject": subject_plain(sentence, subject),
        "interval": interval_plain(*bounds),
        "unit": quantity.unit,
        "unit_text": quantity.unit_text,
        "rule": f"core:{quantity.rule}",
        **more,
    }
    return draft(
        quantity.first, quantity.last, plain, subject, quantity, *whys, cues=[*says, *_cues(sentence, plain, quantity)]
    )


def _cues(sentence: Sentence, plain: Plain, quantity: Quantity) -> list[tuple[int, int]]:
    """What ties a time to its anchor (`before`, `prior to the`); other words between the two it does not explain."""
    if not plain.get("anchor"):
        return []
    end, index = plain["anchor"]["span"]["start"], quantity.last + 1
    between = takewhile(lambda atom: atom.start < end, sentence.atoms[index : index + _TIE])
    return [(atom.start, atom.end) for atom in between if atom.code in _TIES]
