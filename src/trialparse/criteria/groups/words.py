"""The words for groups of a study, as patterns made of `groups.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = [
    "ANYONE", "BARE", "COUNTED", "COUNTRY", "COUNTRY_NAME", "EVERYBODY", "EXCEPT", "HINT", "LIST", "NAMED", "NUMBER",
    "PEOPLE", "SAYS", "SEXES", "STATE", "UNFINISHED", "Word", "counted_in", "either", "others", "word",
]  # fmt: skip

_DATA: dict[str, Any] = tomllib.loads((files(__package__) / "groups.toml").read_text(encoding="utf-8"))
_PEOPLE, _EVERY, _OTHERS = _DATA["people"], _DATA["everybody"], _DATA["others"]


def either(forms: Iterable[str]) -> str:
    """A pattern for any of some forms, the longest first.

    >>> either(["arm", "cohort"])
    '(?:cohort|arm)'
    """
    return "(?:" + "|".join(sorted(forms, key=lambda form: (-len(form), form))).replace(" ", r"\s{1,9}") + ")"


@dataclass(frozen=True, slots=True)
class Word:
    """A word for groups: what keeps it, at its places, from being one, and whether it is one in headings alone."""

    kind: str
    heading: bool
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only_before: re.Pattern[str] | None

    def is_meant(self, text: str, start: int, end: int) -> bool:
        """Whether the word that names groups in `text[start:end]` is one of the study's."""
        if self.not_after is not None and self.not_after.search(text, max(0, start - 24), start):
            return False
        if self.not_before is not None and self.not_before.match(text, end):
            return False
        return self.only_before is None or self.only_before.match(text, end) is not None


def _after(forms: Iterable[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w){either(forms)}[\s\"'(-]{{1,3}}\Z", re.IGNORECASE) if forms else None


def _before(forms: Iterable[str]) -> re.Pattern[str] | None:
    return re.compile(rf"[\s\"'-]{{0,3}}{either(forms)}", re.IGNORECASE) if forms else None


def _word(entry: dict[str, Any]) -> Word:
    sides = (
        _after(entry.get("not_after", ())),
        _before(entry.get("not_before", ())),
        _before(entry.get("only_before", ())),
    )
    return Word(entry["kind"], entry.get("heading", False), *sides)


_WORDS = [(entry, _word(entry)) for entry in _DATA["words"]]
_COUNTED = {form: meaning for entry, meaning in _WORDS for form in entry.get("counted", ())}
_NOUNS = {form: meaning for entry, meaning in _WORDS for form in entry.get("named", ())}


@lru_cache(maxsize=256)
def word(written: str) -> Word:
    """What a word that names groups means, in the singular or plural."""
    known = {**_NOUNS, **_COUNTED}
    return next(meaning for form, meaning in known.items() if re.fullmatch(f"{form}s?", written, re.IGNORECASE))


def _cased(form: str) -> str:
    """A form in small letters, with a capital and in capitals: sooner found than without regard for case."""
    capitals = re.sub(r"\w+", lambda match: match[0].upper(), form)
    return f"[{form[0]}{form[0].upper()}]{form[1:]}s?|{capitals}S?"


# A number of a group: `2`, `3a`, `A`, `B1`, `BB`, `IIb`; not one that counts something else.
NUMBER = (
    r"(?:[IVX]{1,4}[A-Da-d]?|([A-Z])\d{0,2}[a-d]?|[A-Z]{2}(?<=AA|BB|CC|DD|EE|FF|GG|HH)|\d{1,2}(?:\.\d)?[A-Za-z]?)"
    r"(?![\w%]|[-/]?[a-z]|\.\d|\s{0,3}(?:%|years?\b|yrs?\b|months?\b|weeks?\b|days?\b|hours?\b|[ckm]m\b|m?[mµk]?g\b|m[lL]\b|×))"
).replace("([A-Z])", "[A-Z]")


def _spelled(form: str) -> list[str]:
    """A form with and without what it may have, a short one with the blank behind it.

    >>> _spelled("sub-?study"), _spelled("ph")
    (['sub-study', 'substudy'], ['ph '])
    """
    short = form if len(form) > 2 else f"{form} "
    return [short.replace("-?", hyphen) for hyphen in ("-", "")] if "-?" in short else [short]


# What such names in a criterion begin with, in small letters: looked for sooner than the pattern.
_STEMS = [stem for form, meaning in _COUNTED.items() if not meaning.heading for stem in _spelled(form)]
_TO = r"\s{0,3}[-–]\s{0,3}|\s{1,9}(?:to|through|thru)\s{1,9}"
_JOINT = (
    rf"(?:{_TO}|\s{{0,3}}(?:,\s{{0,9}}(?:(?:and|or)\s{{1,9}})?|/|&|\+)\s{{0,9}}|\s{{1,9}}(?:and(?:/or)?|or)\s{{1,9}})"
)
_FORMS = "(?:" + "|".join(map(_cased, sorted(_COUNTED, key=len, reverse=True))) + ")"
COUNTED = re.compile(
    rf"(?P<word>{_FORMS})(?:\s{{1,3}}[#(]?|\s?#)\s?(?P<list>{NUMBER}(?:{_JOINT}(?:{_FORMS}\s{{1,9}})?{NUMBER}){{0,12}})"
)


def counted_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where `COUNTED` matches words that may name a group in a criterion, those of each word together."""
    lowered = text.lower()
    if len(lowered) != len(text):
        yield from COUNTED.finditer(text, start, end)
        return
    for stem in _STEMS:
        place = lowered.find(stem, start, end)
        while place >= 0:
            match = COUNTED.match(text, place, end)
            if match is not None:
                yield match
            place = lowered.find(stem, place + 1 if match is None else match.end(), end)


LIST = re.compile(rf"(?P<to>{_TO})|(?P<number>{NUMBER})|(?P<word>{_FORMS})")
_NAMED = (
    rf"(?:{either(_PEOPLE['anyone'])}\s{{1,9}}(?:in|of|from|on|entering)\s{{1,9}})?(?:the\s{{1,9}})?(?P<name>(?:\w[\w/-]{{0,29}}\s{{1,9}}){{1,4}}?(?P<noun>{either(_NOUNS)})s?)"
    r"(?:\s{1,9}(?:only|patients|subjects|participants)){0,2}(?:\s{0,3}\([^()]{1,60}\))?"
)
NAMED = re.compile(_NAMED, re.IGNORECASE)
EVERYBODY = re.compile(
    rf"(?:for\s{{1,9}})?(?:the\s{{1,9}})?{either(_EVERY['whole'])}\Z"
    rf"|(?:for\s{{1,9}})?{either(_EVERY['every'])}\s{{1,9}}(?:of\s{{1,9}})?(?:the\s{{1,9}})?(?:\w{{1,12}}\s{{1,9}}){{0,2}}?"
    rf"{either([*_EVERY['of'], *_EVERY['people']])}(?:\s{{0,3}}\([^()]{{1,60}}\))?",
    re.IGNORECASE,
)
EXCEPT = re.compile(rf"\b{either(_EVERY['except'])}\b", re.IGNORECASE)

_AHEAD = rf"(?:(?!{either(_PEOPLE['ahead'])}\b)\w[\w/'-]{{0,29}},?\s{{1,9}})"
_TAIL = r"(?:,?\s{1,9}only)?(?:\s{0,3}\([^()]{1,80}\))?(?:\s{1,9}(?:only|specific))?"
PEOPLE = re.compile(
    rf"(?P<for>(?:for|in|among|if|only)\s{{1,9}}(?:the\s{{1,9}})?)?(?P<name>(?P<ahead>{_AHEAD}{{0,4}}?)"
    rf"(?:(?P<narrow>{either(_PEOPLE['narrow'])})|(?P<anyone>{either(_PEOPLE['anyone'])}))"
    rf"(?:,?\s{{1,9}}(?!only){either(_PEOPLE['behind'])}\b[^:()]{{1,90}}?)?)(?P<tail>{_TAIL})",
    re.IGNORECASE,
)
STATE = re.compile(rf"(?P<name>{either(_PEOPLE['states'])}(?:\s{{1,9}}{either(_PEOPLE['anyone'])})?)", re.IGNORECASE)
SEXES = re.compile(r"\b(?:(?P<male>(?:boys?|m[ae]n|males?))|(?P<female>girls?|wom[ae]n|females?))\b", re.IGNORECASE)
BARE = re.compile(either(_PEOPLE["bare"]), re.IGNORECASE)
ANYONE = re.compile(either(_PEOPLE["anyone"]), re.IGNORECASE)
UNFINISHED = re.compile(rf"\b{either(_PEOPLE['unfinished'])}\Z", re.IGNORECASE)
SAYS = re.compile(rf"\b{either(_PEOPLE['sayings'])}\b", re.IGNORECASE)

_COUNTRY = either(_DATA["countries"]["names"])
COUNTRY = re.compile(
    rf"(?P<for>(?:for|in)\s{{1,9}}(?:the\s{{1,9}})?)?(?P<sites>(?:(?:study|clinical)\s{{1,9}})?(?:sites?|cent(?:er|re)s?|patients|subjects"
    rf"|participants)\s{{1,9}}(?:located\s{{1,9}}|enrolled\s{{1,9}})?(?:in|from)\s{{1,9}}(?:the\s{{1,9}})?)?"
    rf"(?P<names>{_COUNTRY}(?:(?:\s{{0,3}}[,/]\s{{0,9}}(?:and\s{{1,9}})?|\s{{1,9}}(?:and|or)\s{{1,9}}){_COUNTRY}){{0,12}})"
    r"(?P<only>\s{1,9}(?:only|sites?(?:\s{1,9}only)?|participants|patients|subjects|specific))?",
    re.IGNORECASE,
)
COUNTRY_NAME = re.compile(rf"\b{_COUNTRY}(?!\w)", re.IGNORECASE)
_WHOSE = {
    key: re.compile(
        rf"(?:{either(_OTHERS['before'])}\s{{1,9}}){{0,3}}{either(forms)}(?:\s{{1,9}}(?:selection|specific|only|group))?",
        re.IGNORECASE,
    )
    for key, forms in _OTHERS.items()
    if key != "before"
}


_ANY = (
    _COUNTED,
    _NOUNS,
    *_EVERY.values(),
    _PEOPLE["narrow"],
    _PEOPLE["anyone"],
    _PEOPLE["states"],
    _DATA["countries"]["names"],
)
_HINTS = [form for forms in (*_ANY, *(each for key, each in _OTHERS.items() if key != "before")) for form in forms]
HINT = re.compile(
    rf"{either([*_HINTS, 'for'])}|\d{{3}}", re.IGNORECASE
)  # one of these is in all words that name groups


def others(text: str, start: int, end: int) -> str | None:
    """The key of others than the participants whom words name, and nothing else.

    >>> others("Living donors", 0, 13), others("Donor blood group", 0, 17)
    ('donor', None)
    """
    return next((key for key, known in _WHOSE.items() if known.fullmatch(text, start, end)), None)
