"""Criteria sets: published criteria that a participant has to meet (`2019 EULAR/ACR classification criteria`)."""

from __future__ import annotations

import re
from collections.abc import Set

from trialparse.criteria.kinds.drafts import Draft, anchor_plain, draft, span_plain, subject_plain
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.moments import moment_of
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import CRITERIA

__all__ = ["criteria_sets"]

_CRITERIA = re.compile(
    r"\s{0,3}(?:(?:classification|diagnostic|revised|modified|research|response)\s+){0,3}(?:criteria|criterion)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s+$")
_YEAR_REACH = 6  # characters a year takes with the blanks behind it, at the most


def criteria_sets(found: Found, taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The criteria sets that are named; the anchors at the places `taken` belong to times."""
    sentence = found.sentence
    if CRITERIA not in sentence.codes:
        return [], frozenset()
    named = [(index, atom) for index, atom in enumerate(sentence.atoms) if atom.code == CRITERIA]
    return [_draft(found, index, _name(sentence, atom), taken) for index, atom in named], frozenset()


def _name(sentence: Sentence, atom: Atom) -> SubjectSpan:
    """The name of criteria, with the year and "classification criteria" beside it."""
    year = _YEAR.search(sentence.text, max(sentence.start, atom.start - _YEAR_REACH), atom.start)
    behind = _CRITERIA.match(sentence.text, atom.end, sentence.end)
    return SubjectSpan(year.start() if year else atom.start, behind.end() if behind else atom.end, atom.key)


def _draft(found: Found, index: int, name: SubjectSpan, taken: Set[int]) -> Draft:
    sentence = found.sentence
    plain = {
        "kind": "criteria_set",
        "span": span_plain(name.start, name.end),
        "subject": subject_plain(sentence, name),
        "anchor": anchor_plain(sentence, moment_of(sentence, found.moments, index, index, taken)),
        "rule": "core:criteria_set",
    }
    return draft(index, index, plain, name)
