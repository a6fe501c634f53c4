"""Lists within a criterion: how many of their members the words before them ask for.

`At least two of: fever > 38 °C, CRP > 10 mg/L, ESR > 30 mm/h` has a limit that counts, `Any of the following: …` words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.joins import Numbered

__all__ = ["Bounds", "Listed", "asked_number", "bounds", "is_total", "listed"]

_REACH = 200  # characters of the words that lead to a list
# Between a limit that counts and the first thing that it counts.
_FIRST = r"\s*(?:[([]?(?:1|a|i)[).]\s|[([])?\s*"  # before the first member: `(1)`, a bracket
_COUNTED = re.compile(r"\s*(?:(?:out\s+)?of\b[^:.;]{0,80}:|(?:out\s+)?of\s*|[^:.;,]{3,60}:)" + _FIRST, re.IGNORECASE)
_TOTAL = re.compile(r"[^:.;]{0,60}:" + _FIRST, re.IGNORECASE)
# Words before a list that ask for some of it without a limit.
_ASKED = re.compile(
    r"\b(?P<some>one\s+or\s+(?:both|all)|any|either|all|both|each)(?:\s+one)?\s+(?:or\s+more\s+)?of\b[^:.;]{0,100}:(?:[^:.]{2,80}[,;])?"
    + _FIRST
    + r"$|\b(?P<n>[a-z]{3,5}|\d)\s+(?:or\s+more\s+)?(?:out\s+)?of\b(?:[^:.;]{0,60}:)?"
    + _FIRST
    + "$",
    re.IGNORECASE,
)
_ALL = frozenset({"all", "both", "each"})
_OF_ALL = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six))\s+(?:out\s+)?of\s", re.IGNORECASE)
_EXACT = re.compile(r"\b(?:exactly|only|precisely|no\s+more\s+and\s+no\s+less\s+than)\b", re.IGNORECASE)
_BEFORE = 12  # characters before a number in which a word says that it is exact

Bounds = tuple[int | None, int | None]  # the least and the most that are asked for


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: the place of its first member among the constraints, and of the limit that counts, None without one.

    `least` and `most` are how many members are asked for; no `least` and no `most` asks for all.
    """

    first: int
    counting: int | None
    least: int | None = None
    most: int | None = None

    @property
    def needed(self) -> int:
        """How many members it must have, for that to be asked of them."""
        return self.least or (0 if self.most is None else self.most + 1)


def listed(sentence: Sentence, drafts: Sequence[Numbered]) -> Listed | None:
    """The list that the constraints of a criterion are, or end with; None where they are none."""
    for index, (_, draft) in enumerate(drafts[:-2]):
        counted = None if draft.plain.get("negated") else bounds(sentence, draft)
        if counted is not None and _leads_to(sentence, draft, _begin(drafts[index + 1][1])):
            return _fitting(Listed(index + 1, index, *counted), len(drafts) - index - 1)
    return _asked(sentence, drafts)


def _leads_to(sentence: Sentence, draft: Draft, begin: int) -> bool:
    """Whether nothing but the head of a list stands between a limit that counts and the first member."""
    end = draft.plain["span"]["end"]
    return (_TOTAL if is_total(sentence, draft) else _COUNTED).fullmatch(sentence.text, end, begin) is not None


def is_total(sentence: Sentence, draft: Draft) -> bool:
    """Whether a limit that counts says of how many: `2 out of 3`."""
    return _OF_ALL.search(sentence.text, draft.plain["span"]["start"], draft.plain["span"]["end"]) is not None


def _begin(draft: Draft) -> int:
    """Where a constraint begins, with its subject before it."""
    start: int = draft.plain["span"]["start"]
    return min(start, draft.subject.start) if draft.subject is not None else start


def bounds(sentence: Sentence, draft: Draft) -> Bounds | None:
    """The least and the most that a limit counts, None where it does not count; a bare number is the least."""
    plain = draft.plain
    if not kind_of(plain).counts_children or plain["unit"] or plain.get("reference"):
        return None
    interval, span = plain.get("interval") or {}, plain["span"]
    least, most = (_whole(interval.get(side), step) for side, step in (("lower", 1), ("upper", -1)))
    if least == most:
        exact = _EXACT.search(sentence.text, max(sentence.start, span["start"] - _BEFORE), span["end"])
        return None if least is None else (least, most if exact else None)
    return least, most


def _whole(bound: dict[str, object] | None, step: int) -> int | None:
    if bound is None:
        return None
    return int(str(bound["value"]).partition(".")[0]) + (0 if bound["inclusive"] else step)


def _asked(sentence: Sentence, drafts: Sequence[Numbered]) -> Listed | None:
    """The list whose head asks for some of it without a limit that counts, `any of the following within a year:`."""
    for place, (_, draft) in enumerate(drafts[:-1]):
        begin = _begin(draft)
        asked = _ASKED.search(sentence.text, max(sentence.start, begin - _REACH), begin)
        if asked is None:
            continue
        if asked["some"]:
            return Listed(place, None) if asked["some"].lower() in _ALL else Listed(place, None, 1)
        number = _number(sentence, asked)
        if number and not place:
            return _fitting(Listed(place, None, number), len(drafts) - place)
    return None


def asked_number(sentence: Sentence, end: int) -> int | None:
    """How many of a list that begins at `end` the words before it ask for: `any 3 of the 5 criteria:`."""
    return _number(sentence, _ASKED.search(sentence.text, max(sentence.start, end - _REACH), end))


def _number(sentence: Sentence, asked: re.Match[str] | None) -> int | None:
    if asked is None or not asked["n"]:
        return None
    word = asked["n"].lower()
    number = int(word) if word.isdigit() else sentence.lexicon.numbers.get(word)
    return int(number) if number else None


def _fitting(found: Listed, members: int) -> Listed | None:
    """The list where it has as many members as it must."""
    return found if members >= max(2, found.needed) else None
