"""Which groups of a study words name: `Cohorts 1, 3a and 4` are three, `all cohorts except Cohort 4` is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from trialparse.criteria.groups.words import COUNTED, LIST, Word, word

__all__ = ["Named", "counted", "key_of"]

_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_SCALES = (
    [str(number) for number in range(1, 100)],
    _ROMAN,
    [*ascii_uppercase],
    [*ascii_lowercase],
    [2 * letter for letter in ascii_uppercase],
)  # in which a range is told one by one
_OF_STUDY = re.compile(r"\d{3,5}\.\d{1,4}")
_STUDIES = re.compile(
    r"(?:(?:study|trial)\s{1,9})?\d{3,5}\.\d{1,4}(?:(?:,\s?|\s?/\s?|\s(?:and|or)\s)\d{3,5}\.\d{1,4}){0,8}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A group at the place that names it: `name` as printed, `key` in one spelling."""

    kind: str
    key: str
    name: str
    start: int
    end: int


def key_of(words: str) -> str:
    """Words in one spelling: small letters, single blanks.

    >>> key_of("Dose  Expansion cohort")
    'dose expansion cohort'
    """
    return " ".join(words.lower().split())


def counted(text: str, start: int, end: int, *, heading: bool = False) -> list[Named]:
    """The groups that have a number or a letter; some words are names of groups in a `heading` alone.

    >>> [each.key for each in counted("Cohorts 1, 3a and 4", 0, 19)]
    ['cohort 1', 'cohort 3A', 'cohort 4']
    >>> counted("WHO Group 3", 0, 11)
    []
    """
    found: list[Named] = []
    for match in COUNTED.finditer(text, start, end):
        before = text[match.start() - 1 : match.start()]
        meaning = word(match["word"])
        if before.isalnum() or before == "-" or (meaning.heading and not heading):
            continue
        if meaning.is_meant(text, match.start(), match.end()):
            found += _members(match, meaning)
    return found or (_studies(text, start, end) if heading else [])


def _members(match: re.Match[str], meaning: Word) -> Iterator[Named]:
    """The groups of a list, ranges told one by one where all between is plain."""
    singular = _singular(match["word"])
    parts = list(LIST.finditer(match.string, match.start("list"), match.end("list")))
    begin: int | None = match.start()  # of the name where its word stands before its number
    for at, part in enumerate(parts):
        if part["word"]:
            begin, singular, meaning = part.start(), _singular(part[0]), word(part[0])
        if part["number"] is None:
            continue
        start = part.start() if begin is None else begin
        begin = None
        for number in (*_between(parts, at), part[0]):
            yield Named(meaning.kind, f"{key_of(singular)} {number.upper()}", f"{singular} {number}", start, part.end())


def _singular(written: str) -> str:
    if written.lower() == "strata":
        return written[:5] + ("UM" if written.isupper() else "um")
    return written[:-1] if written[-1] in "sS" else written


def _between(parts: list[re.Match[str]], at: int) -> list[str]:
    """What a range leaves out between the number before it and its own last one."""
    if at < 2 or parts[at - 1]["to"] is None or parts[at - 2]["number"] is None:
        return []
    low, high = parts[at - 2][0], parts[at][0]
    stem = low[:-1] if low[:-1] == high[:-1] and low[0].isdigit() else ""  # `1a-1c`
    low, high = low[len(stem) :], high[len(stem) :]
    for scale in _SCALES:
        if low in scale and high in scale:
            return [stem + each for each in scale[scale.index(low) + 1 : scale.index(high)]]
    return []


def _studies(text: str, start: int, end: int) -> list[Named]:
    """Studies of one protocol by their own numbers: `1245.7 and 1245.8`."""
    whole = _STUDIES.fullmatch(text, start, end)
    found = _OF_STUDY.finditer(text, start, end) if whole else ()
    return [Named("substudy", each[0], each[0], *each.span()) for each in found]
