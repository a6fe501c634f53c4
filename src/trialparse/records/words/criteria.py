"""Criteria in two fields, one for either kind, or all of them in the first."""

import re
from collections.abc import Mapping

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.wrapping import is_wrapped, unwrapped
from trialparse.values import is_missing

__all__ = ["Criteria", "criteria_of", "questions_of"]

Criteria = str | list[tuple[Kind, str]] | None

_LABELS = {kind: re.compile(rf"\s{{0,40}}{kind} criteria\s{{0,3}}[:：]", re.IGNORECASE) for kind in STATED_KINDS}
_INDENTED = re.compile(r"\s{0,400}\n[ \t]{1,40}\S")
_HOLDS_EXCLUSION = re.compile(r"(?:^|\n|[.;])\W{0,20}(?:\w+ )?exclusion criteria", re.IGNORECASE)
# The questions about ages that the EU's application form asks behind the criteria.
_QUESTIONS = re.compile(r"(?:\bF\.1\.1\s{1,3})?\bAre the trial subjects under 18\s?\?", re.IGNORECASE)


def criteria_of(inclusion: str | None, exclusion: str | None, wrapped: bool = False) -> Criteria:
    r"""Criteria by kind, or one text where the first field holds both; `wrapped` where a width may have broken lines.

    What a field begins with is its own label, and may be all that it holds.

    >>> criteria_of("Inclusion criteria: Gout", "Exclusion criteria: ")
    [('inclusion', 'Gout')]
    >>> criteria_of("Inclusion Criteria:\n\n  - Able to walk\n    alone", None, wrapped=True)
    [('inclusion', 'Inclusion Criteria:\n\n  - Able to walk alone')]
    """
    given = {kind: words for kind, words in zip(STATED_KINDS, (inclusion, exclusion), strict=True) if words}
    texts: Mapping[Kind, str] = {
        kind: text for kind, words in given.items() if not is_missing(text := _own(kind, words, wrapped))
    }
    if texts.keys() == {"inclusion"} and not _LABELS["inclusion"].match(given["inclusion"]):
        return texts["inclusion"] if _HOLDS_EXCLUSION.search(texts["inclusion"]) else list(texts.items())
    return list(texts.items()) or None


def questions_of(*texts: str | None) -> str | None:
    r"""What follows the criteria and is none: the form's questions about ages, with their answers.

    >>> questions_of("Gout\nAre the trial subjects under 18? no\nF.1.2 Adults (18-64 years) yes")
    'Are the trial subjects under 18? no\nF.1.2 Adults (18-64 years) yes'
    """
    found = [text[match.start() :].strip() for text in texts if text and (match := _QUESTIONS.search(text))]
    return "\n".join(found) or None


def _own(kind: Kind, words: str, wrapped: bool) -> str:
    """The words of a field that are criteria."""
    text = unwrapped(words) if wrapped and is_wrapped(words) else words
    questions = _QUESTIONS.search(text)
    text = text[: questions.start()] if questions else text
    label = _LABELS[kind].match(text)
    is_over_list = label is not None and _INDENTED.match(text, label.end())  # which hangs under the label: both stay
    return text[label.end() :].strip() if label and not is_over_list else text.strip()
