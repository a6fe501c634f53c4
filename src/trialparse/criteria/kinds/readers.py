"""From atoms to constraints: the quantities, levels and criteria sets of one criterion, each with subject and time."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from trialparse.criteria.kinds.ages import is_age
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, draft, interval_plain, span_plain, subject_plain
from trialparse.criteria.kinds.levels import LevelSet, level_sets
from trialparse.criteria.kinds.thresholds import thresholds
from trialparse.criteria.kinds.times import is_time, times
from trialparse.criteria.phrases.nouns import SubjectSpan, atom_of, event, following
from trialparse.criteria.phrases.productions import quantities
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timing import point_anchor
from trialparse.criteria.words.atom import Atom

__all__ = ["read_constraints"]

_CRITERIA = re.compile(
    r"\s{0,3}(?:(?:classification|diagnostic|revised|modified|research|response)\s+){0,3}(?:criteria|criterion)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s+$")
_CANCER = re.compile(
    r"cancer|carcinoma|tumou?r|melanoma|lymphoma|sarcoma|neoplas|myeloma|glioma|malignan|nsclc|sclc|disease",
    re.IGNORECASE,
)


def read_constraints(sentence: Sentence) -> list[Draft]:
    """The constraints of a criterion's own words, in the order of the text."""
    sets = level_sets(sentence)
    covered = {index for found in sets for index in range(found.first, found.last + 1)}
    found = [
        quantity
        for quantity in quantities(sentence.text, sentence.atoms, sentence.codes)
        if not covered.intersection(range(quantity.first, quantity.last + 1))
    ]
    timed: list[Quantity] = []
    others: list[Quantity] = []
    age_before = -3
    for quantity in found:
        if is_age(sentence, quantity, age_before):
            age_before = quantity.last
            others.append(replace(quantity, is_age=True))
        else:
            (timed if is_time(sentence, quantity) else others).append(quantity)
    drafts, used_anchors = times(sentence, timed)
    drafts += thresholds(sentence, others, used_anchors)
    drafts += [_levels(sentence, level_set, used_anchors) for level_set in sets]
    named = ((index, atom) for index, atom in enumerate(sentence.atoms) if atom.code == "L")
    drafts += [_criteria_set(sentence, index, atom, used_anchors) for index, atom in named]
    return sorted(drafts, key=lambda one: (one.plain["span"]["start"], one.plain["span"]["end"]))


def _levels(sentence: Sentence, found: LevelSet, used_anchors: Set[int]) -> Draft:
    subject = _level_subject(sentence, found)
    plain = {
        "kind": "levels",
        "span": span_plain(found.start, found.end),
        "subject": subject_plain(sentence, subject),
        "levels": found.levels,
        "domain": found.domain,
        "interval": interval_plain(found.lower, found.upper),
        "count": interval_plain(None if found.count is None else (found.count, True), None),
        "anchor": anchor_plain(sentence, point_anchor(sentence, found.first, found.last, used_anchors)),
        "rule": "core:levels",
    }
    return draft(found.first, found.last, plain, subject)


def _level_subject(sentence: Sentence, found: LevelSet) -> SubjectSpan | None:
    """The scale where it is named, else what has the level: near it, right after it, or before it."""
    first, after = sentence.bounds(found.first)
    follows = sentence.codes[found.last + 1 : found.last + 2]
    behind = following(sentence, found.last + 1, after) if follows in ("w", "f", "n") else None
    scale = found.scale_atom
    if scale is not None and scale.key == "ctcae_grade" and behind is not None and follows == "w":
        return SubjectSpan(behind.start, behind.end, scale.key)  # the toxicity has the grade
    near = [
        *range(found.first - 1, max(first, found.first - 6) - 1, -1),
        *range(found.last + 1, min(after, found.last + 4)),
    ]
    named = scale or atom_of(sentence, "M", near)
    if named is not None:
        return SubjectSpan(named.start, named.end, named.key)
    place = found.first
    while place > first and sentence.codes[place - 1] in "G(":
        place -= 1
    subject = behind or event(sentence, first, place)
    level = sentence.text[max(sentence.start, found.start - 8) : found.end].lower()
    if subject is not None and "stage" in level and _CANCER.search(sentence.text[subject.start : subject.end]):
        subject = replace(subject, id="tnm_stage")
    return subject


def _criteria_set(sentence: Sentence, index: int, atom: Atom, used_anchors: Set[int]) -> Draft:
    """Published criteria: the subject is their name, with the year and "classification criteria" beside it."""
    behind = _CRITERIA.match(sentence.text, atom.end, sentence.end)
    year = _YEAR.search(sentence.text[: atom.start], max(sentence.start, atom.start - 6))
    name = SubjectSpan(year.start() if year else atom.start, behind.end() if behind else atom.end, atom.key)
    plain = {
        "kind": "criteria_set",
        "span": span_plain(name.start, name.end),
        "subject": subject_plain(sentence, name),
        "anchor": anchor_plain(sentence, point_anchor(sentence, index, index, used_anchors)),
        "rule": "core:criteria_set",
    }
    return draft(index, index, plain, name)
