"""Criteria sets: published criteria that a participant has to meet (`2019 EULAR/ACR classification criteria`).

The lexicon knows many; others count by the name of a person or a body that stands with them (`the Northern Task Force
criteria`, `criteria as defined by the American Rheumatism Association`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from trialparse.criteria.kinds.drafts import Draft, anchor_plain, draft, span_plain, subject_plain
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.moments import moment_of
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import CRITERIA, MEASURED

__all__ = ["criteria_sets"]

_CRITERIA = re.compile(
    r"\s{0,3}(?:(?:classification|diagnostic|revised|modified|research|response)\s+){0,3}(?:criteria|criterion)\b",
    re.IGNORECASE,
)
_KIND = r"(?:(?:classification|diagnostic|research|consensus|clinical|operational)\s+){0,2}"
_WORD = r"[A-Z][\w.'-]{1,30}"
_NAME = (
    rf"{_WORD}(?:(?:\s{{1,20}}(?:(?:and|of|the|for|on)\s{{1,20}}){{0,2}}|/|\s?&\s?){_WORD}){{0,7}}"
    r"(?:\s{0,20}\([A-Z][\w/-]{1,12}\))?"
)
_LEAD = (
    r"\b(?:per|by|to|with|using|from|on|following|meet(?:s|ing)?|satisf(?:y|ies|ying)|fulfil(?:l|ls|ling)?)\s+"
    r"(?:the\s+)?(?:following\s+)?"
)
_BEFORE = re.compile(
    rf"{_LEAD}(?P<all>(?:(?:19|20)\d\d\s+)?(?:(?:revised|modified|updated|original)\s+)?"
    rf"(?P<name>{_NAME})\s+{_KIND}[Cc]riteria\b)"
)
_BEHIND = re.compile(
    r"\b(?P<all>criteria\s+(?:for\s+[\w\s'-]{1,40}?\s)?"
    rf"(?:of\s+the|(?:as\s+)?(?:defined|established|proposed|published)\s+by(?:\s+the)?)\s+(?={_WORD}\s+(?:of\s+)?[A-Z])"
    rf"(?P<name>{_NAME}))"
)
# What makes a name one of the trial's own, or none at all.
_OWN = re.compile(
    r"\b(?:inclusion|exclusion|eligibility|entry|enrol\w*|study|trial|protocol|selection|screening|key|toxicity|terminology"
    r"|investigator|sponsor|part|cohort|group|section|appendix|table|stage|grade|class|randomi[sz]ation)s?\b"
    r"|^(?:response|diagnostic|classification|revised|evaluation|function\w*|demographic|type|general|[ivx]+)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s+$")
_YEAR_REACH = 6  # characters a year takes with the blanks behind it, at the most


def criteria_sets(found: Found, taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The criteria sets that are named; the anchors at the places `taken` belong to times."""
    sentence = found.sentence
    named = [
        (index, index, _name(sentence, atom)) for index, atom in enumerate(sentence.atoms) if atom.code == CRITERIA
    ]
    spans = [(name.start, name.end) for _, _, name in named]
    others = [each for each in _others(sentence) if not _overlaps(each[2], spans)]
    return [_draft(found, *each, taken) for each in (*named, *others)], frozenset()


def _overlaps(name: SubjectSpan, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < name.end and name.start < end for start, end in spans)


def _others(sentence: Sentence) -> Iterator[tuple[int, int, SubjectSpan]]:
    """Criteria that the lexicon does not know: their first and last atom and their name."""
    if "riteria" not in sentence.text[sentence.start : sentence.end]:
        return
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
            start, end = match.span("all")
            first, last = max(0, sentence.place(start)), sentence.place(end - 1)
            measured = any(atom.code == MEASURED and atom.key for atom in sentence.atoms[first : last + 1])
            if not measured and not _OWN.search(match["name"]):
                yield first, last, SubjectSpan(start, end, None)


def _name(sentence: Sentence, atom: Atom) -> SubjectSpan:
    """The name of criteria, with the year and "classification criteria" beside it."""
    year = _YEAR.search(sentence.text, max(sentence.start, atom.start - _YEAR_REACH), atom.start)
    behind = _CRITERIA.match(sentence.text, atom.end, sentence.end)
    return SubjectSpan(year.start() if year else atom.start, behind.end() if behind else atom.end, atom.key)


def _draft(found: Found, index: int, last: int, name: SubjectSpan, taken: Set[int]) -> Draft:
    sentence = found.sentence
    plain = {
        "kind": "criteria_set",
        "span": span_plain(name.start, name.end),
        "subject": subject_plain(sentence, name),
        "anchor": anchor_plain(sentence, moment_of(sentence, found.moments, index, last, taken)),
        "rule": "core:criteria_set",
    }
    return draft(index, last, plain, name)
