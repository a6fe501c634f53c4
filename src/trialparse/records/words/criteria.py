"""Criteria in two fields, one for either kind, or all of them in the first."""

import re

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.wrapping import is_wrapped, unwrapped
from trialparse.values import is_missing

__all__ = ["criteria_of", "questions_of"]

_LABELS = {kind: re.compile(rf"\s{{0,40}}{kind} criteria\s{{0,3}}[:：]", re.IGNORECASE) for kind in STATED_KINDS}
_HEADS = {
    kind: re.compile(
        rf"^[ \t]{{0,40}}[-*#_]{{0,3}}[ \t]{{0,3}}(?:key |main )?{kind} criteria"
        r"(?:[^\n:：]{0,60}[:：]|[ \t*_]{0,3}$)",
        re.IGNORECASE | re.MULTILINE,
    )
    for kind in STATED_KINDS
}
_WRAPPED = {"NCT"}  # whose lines a width broke
_ITEMS = {"IRCT"}  # whose form has a field for each criterion: every break is an item's end
_INDENTED = re.compile(r"\s{0,400}\n[ \t]{1,40}\S")
# The questions about ages that the EU's application form asks behind the criteria.
_QUESTIONS = re.compile(r"(?:\bF\.1\.1\s{1,3})?\bAre the trial subjects under 18\s?\?", re.IGNORECASE)


def criteria_of(inclusion: str | None, exclusion: str | None, register: str | None = None) -> list[tuple[Kind, str]]:
    r"""Criteria by kind; `register` is the key of the trial's register.

    What a field begins with is its own label, and may be all that it holds. Where the first field holds both kinds, the
    headings inside tell the second; where one field holds all and begins as the other, it is the other. One that is the
    only field and begins with a heading, with the other kind's below, is of no kind: its headings tell all of it.

    >>> criteria_of("Inclusion criteria: Gout", "Exclusion criteria: ")
    [('inclusion', 'Gout')]
    >>> criteria_of("Inclusion Criteria:\n\n  - Able to walk\n    alone", None, "NCT")
    [('inclusion', 'Inclusion Criteria:\n\n  - Able to walk alone')]
    >>> criteria_of("Inclusion criteria:\n- Gout\nExclusion criteria:\n- Dialysis", None)
    [('unknown', 'Inclusion criteria:\n- Gout\nExclusion criteria:\n- Dialysis')]
    """
    given: dict[Kind, str] = {
        kind: words
        for kind, words in zip(STATED_KINDS, (inclusion, exclusion), strict=True)
        if words and not is_missing(words)
    }
    if len(given) == 1:
        ((stated, words),) = given.items()
        begins = next((kind for kind in STATED_KINDS if _LABELS[kind].match(words)), stated)
        given = {"unknown" if _tells_both(words) else begins: words}
    texts: dict[Kind, str] = {
        kind: text for kind, words in given.items() if not is_missing(text := _own(kind, words, register))
    }
    return list(texts.items())


def _tells_both(words: str) -> bool:
    """Whether the headings of a text tell the kind of all that stands in it."""
    found = [_HEADS[kind].search(words) for kind in STATED_KINDS]
    return all(found) and any(head is not None and not words[: head.start()].strip() for head in found)


def questions_of(*texts: str | None) -> str | None:
    r"""What follows the criteria and is none: the form's questions about ages, with their answers.

    >>> questions_of("Gout\nAre the trial subjects under 18? no\nF.1.2 Adults (18-64 years) yes")
    'Are the trial subjects under 18? no\nF.1.2 Adults (18-64 years) yes'
    """
    found = [text[match.start() :].strip() for text in texts if text and (match := _QUESTIONS.search(text))]
    return "\n".join(found) or None


def _own(kind: Kind, words: str, register: str | None) -> str:
    """The words of a field that are criteria."""
    text = unwrapped(words) if register in _WRAPPED and is_wrapped(words) else words
    text = text.replace("\n", "\n\n") if register in _ITEMS else text
    questions = _QUESTIONS.search(text)
    text = text[: questions.start()] if questions else text
    label = _LABELS[kind].match(text) if kind in _LABELS else None
    is_over_list = label is not None and _INDENTED.match(text, label.end())  # which hangs under the label: both stay
    return text[label.end() :].strip() if label and not is_over_list else text.strip()
