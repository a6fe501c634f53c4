"""Where criteria themselves name the group that they are for: before a colon, in a bracket, behind `for` or `in`.

A group that is merely spoken of (`who have taken part in Part A`, `may enter Part B`) governs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trialparse.criteria.groups.headings import Above, classed
from trialparse.criteria.groups.names import Named, counted
from trialparse.criteria.groups.words import ANYONE, COUNTED, counted_in

__all__ = ["Mention", "label", "labelled", "mentions"]

_LABEL = re.compile(r"(?:\A|(?<=[.;])\s)\s{0,9}(?P<label>[^:.;\n]{2,100}):(?!\d)")
_LONGEST = 110  # characters in which the first label has ended
_SENTENCE = r"(?:\A|[.;:•*]\s{1,9}|\n\s{0,40}[-•*]?\s{0,9})"
_PEOPLE = rf"(?:{ANYONE.pattern}|wom[ae]n|m[ae]n|volunteers|those)"
_OF = (
    rf"(?:{_PEOPLE}\s{{1,9}}(?:who\s{{1,9}}are\s{{1,9}})?(?:(?:enrol\w+|entering|enrolling|randomi[sz]ed|assigned|allocated"
    r"|participating)\s{1,9})?(?:in|of|to|on|from|for|entering|into)\s{1,9}(?:the\s{1,9})?)"
)
_TO = r"(?:(?:only\s{1,9})?(?:for|in|among|within)\s{1,9}(?:only\s{1,9})?(?:the\s{1,9})?)"
_RULES = r"(?:must|should|shall|will|may|need|have\s{1,9}to|are\s{1,9}(?:required|eligible|excluded))\b"
_MOVES = (
    r"(?!\s{1,9}(?:also\s{1,9})?"
    r"(?:be\s{1,9}\w+\s{1,9}(?:to|into)\s|enter|proceed|roll|continue|move|cross|join|progress))"
)
_WHOM = rf"(?:\s{{1,9}}{_PEOPLE})?(?:\s{{1,9}}only)?"
# Before a name, behind it, and whether all of the criterion is for the group.
_SHAPES = tuple(
    (re.compile(before + r"\Z", re.IGNORECASE), re.compile(behind, re.IGNORECASE), whole)
    for before, behind, whole in (
        (rf"{_SENTENCE}[(\[]?{_TO}{_OF}?", "", True),
        (rf"{_SENTENCE}(?:all\s{{1,9}})?{_OF}", rf"{_WHOM},?\s{{1,9}}{_RULES}{_MOVES}", True),
        (_SENTENCE, rf"\s{{1,9}}{_PEOPLE}(?:\s{{1,9}}only)?,?\s{{1,9}}{_RULES}{_MOVES}", True),
        (
            rf"[(\[]\s?(?:applies\s{{1,9}}to\s{{1,9}}|only\s{{1,9}})?{_TO}?{_OF}?",
            rf"{_WHOM}(?:\s?[,;][^()\[\]]{{0,60}})?\s?[)\]]",
            False,
        ),
        ("", rf"(?:\s{{1,9}}{_PEOPLE})?\s{{1,9}}only\b", False),
        (
            r"\b(?:exclud\w+|exclusion|bar(?:s|red)?|(?:in|not\s{1,9})eligible)\s{1,9}(?:from|for)\s{1,9}(?:the\s{1,9})?",
            "",
            False,
        ),
        (rf"\b{_TO}", "", False),
        (rf"\b(?:for|in)\s{{1,9}}{_OF}", "", False),
    )
)
# Before `in` or `for`, these tell what has been, or what a group gets.
_SPOKEN_OF = re.compile(
    r"\b(?:participat\w+|enrol\w*|treat\w+|complet\w+|includ\w+|receiv\w+|randomi[sz]ed|part|used|given|defin\w+|describ\w+|shown|listed"
    r"|was|were|been|results?|respon\w+|dos\w+|prior|previous\w*|not|as|criteria)(?:\s{1,9}\w+)?\s{1,9}(?:for|in|within)\s{1,9}(?:the\s{1,9})?\Z",
    re.IGNORECASE,
)
_REACH = 90  # characters before a name that are looked at
_BRACKET = re.compile(
    r"[(\[](?P<words>[^()\[\]\n]{0,60}\b(?:cohorts?|arms?|groups?|sub-?stud(?:y|ies)|strat(?:um|a)|only|sites?)\b[^()\[\]\n]{0,30})[)\]]",
    re.IGNORECASE,
)
_BRACKETED = frozenset({"cohort", "arm", "substudy", "stratum", "country", "phase"})
_COUNTRY_LEAD = re.compile(
    r"\s{0,9}(?P<lead>(?:In|For)\s{1,9}(?:the\s{1,9})?[A-Z][\w.]{1,20}(?:\s{1,9}[A-Z][\w.]{1,20}){0,3})(?=\s?,)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A group where a criterion names it; `whole` is one that all of the criterion and what is below it is for.

    One that is `weak` may be what the criterion asks for: `Current smokers: …`.
    """

    named: Named
    whole: bool
    weak: bool = False


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """The groups that words of a text name as those whom they are for, in page order.

    >>> [each.named.key for each in mentions("INR < 2 (Part A only). Who was in Part C", 0, 40)]
    ['part A']
    """
    found = [*_counted(text, start, end), *_bracketed(text, start, end)]
    return sorted(found, key=lambda each: each.named.start)


def label(text: str, start: int, end: int) -> Iterator[Mention]:
    """The groups that stand before a colon, at the begin of a criterion or of a sentence in it."""
    if not _may_label(text, start, end):
        return
    for _, found in _labels(text, start, end):
        for each in found.named:
            yield Mention(each, whole=True, weak=found.weak)


def labelled(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the words stand in which `label` finds groups that set apart what follows: `Controls`, `In Chile`.

    People who stand alone before a colon may be what is defined: `Postmenopausal: no menses for a year`.
    """
    found = _labels(text, start, end) if _may_label(text, start, end) else []
    for place, one in found:
        if len(found) > 1 or (one.narrow and one.weak) or any(each.kind != "people" for each in one.named):
            yield place


def _may_label(text: str, start: int, end: int) -> bool:
    """A cheap look before the dear one: is there a colon near, or does a place lead."""
    return text.find(":", start, min(end, start + _LONGEST)) >= 0 or text.startswith(("In ", "For "), start)


@lru_cache(maxsize=256)  # what decides a condition lists the group, too
def _labels(text: str, start: int, end: int) -> list[tuple[tuple[int, int], Above]]:
    """The labels of a criterion, each with what it says; bare people (`Patients:`) are a group beside others alone."""
    near = min(end, start + _LONGEST)
    found: list[tuple[tuple[int, int], Above]] = []
    country = _COUNTRY_LEAD.match(text, start, near)
    if country is not None:
        found += _classed(text, country.start("lead"), country.end("lead"), {"country"})
    if text.find(":", start, near) >= 0:
        for match in _LABEL.finditer(text[start:end]):
            found += _classed(text, start + match.start("label"), start + match.end("label"), None)
    return found if len(found) > 1 else [one for one in found if not one[1].bare]


def _classed(text: str, start: int, end: int, kinds: set[str] | None) -> Iterator[tuple[tuple[int, int], Above]]:
    found = classed(text, start, end, topics=False)
    if found is not None and found.named and (kinds is None or {each.kind for each in found.named} <= kinds):
        yield (start, end), found


def _counted(text: str, start: int, end: int) -> Iterator[Mention]:
    for match in counted_in(text, start, end):
        whole = _governs(text, *match.span(), start)
        if whole is not None:
            yield from (Mention(each, whole) for each in counted(text, *match.span()))


def _governs(text: str, start: int, end: int, first: int) -> bool | None:
    """Whether all of a criterion is for a group named in it, or part of it; None where it is merely spoken of."""
    before = text[max(first, start - _REACH) : start]
    if text[end : end + 1] in ")]" and "(" not in before and "[" not in before:
        end += 1
    if _SPOKEN_OF.search(before):
        return None
    for left, right, whole in _SHAPES:
        if right.match(text, end) and left.search(before):
            return whole
    return None


def _bracketed(text: str, start: int, end: int) -> Iterator[Mention]:
    """Groups with a name, and countries, that fill a bracket: `(PK sub-study only)`, `(Japan only)`."""
    for match in _BRACKET.finditer(text, start, end):
        if COUNTED.search(text, *match.span()) is None:
            found = classed(text, *match.span("words"), topics=False)
            for each in found.named if found is not None else ():
                if each.kind in _BRACKETED:
                    yield Mention(each, whole=False)
