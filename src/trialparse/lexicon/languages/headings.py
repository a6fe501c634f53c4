"""Headings of eligibility in languages beside English: where one ends, and what it says of what stands under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick

from trialparse.lexicon.languages import Language, comparable, either, languages

__all__ = ["Said", "heading", "heads", "is_nothing", "seams", "spoken"]

Said = Literal["inclusion", "exclusion", "unknown", "aside"]

_LONGEST = 110  # characters in which a heading ends
_MOST_WORDS = 7  # of a tail
_NUMBER = (
    r"(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:\.\d{1,2})?|[ivx]{1,4}|[a-zа-яا-ي]|الف)\s?[、.)\-:]\s{0,3}"
    r"|\([一二三四五六七八九十\d]{1,2}\)\s{0,3}|[①-⑳⑴-⒇]\s{0,3})?"
)
_LEAD = r"[\s*_#=•■◆●<>【〔［\[「『\"'¿~]{0,6}" + _NUMBER
_CLOSE = r"[\s*_#】〕］\]」』>\"'~?]{0,6}"
_COLON = re.compile(
    r"[\s*_#】〕］\]」』>\"'~?]{0,6}(?:[:︰﹕ː](?:\s?-(?=\s|$))?|(?<=[】〕］」』])|(?<=\s)-{1,2}(?=\s))[*_】]{0,3}"
)
_END = re.compile(_CLOSE + r"$|(?=\s{1,3}(?:[*•·-]\s|1\s?[.)、]|\(1\)|①))|(?=1\s?[.)、])|(?=\(1\)|①)")
_BRACKETED = re.compile(r"\s{0,3}(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\]|【[^】]{1,40}】)")
# The English heading that stands beside that of a bilingual page.
_ENGLISH = re.compile(
    r"\s{0,3}[/|(-]?\s{0,3}(?:(?:key|main|major)\s)?(?P<side>inclusion|exclusion|eligibility)(?:\scriteri(?:a|on))?\s?\)?"
)
_TAIL = re.compile(r"[^.;:。;؛؟!<>≥≤=\n︰﹕ː]{1,60}")
_STATED: tuple[tuple[str, Said], ...] = (
    ("mixed", "unknown"),
    ("leaving", "aside"),
    ("exclusion", "exclusion"),
    ("inclusion", "inclusion"),
)
# What joins a second side to the first: `de inclusión y exclusión`.
_AND = re.compile(
    r"\s{0,3}(?:[/,&·•・、或和及与與と및와과و-]|および|(?:y|e|ed|et|und|oder|en|of|o|ou|i|oraz|lub|a|и|или|ve|veya)\s)"
)


@dataclass(frozen=True, slots=True)
class _Forms:
    """The headings of one language, as patterns."""

    tag: str
    stems: tuple[str, ...]
    opens: re.Pattern[str]  # a line that begins with one
    inside: re.Pattern[str]  # one inside a paragraph
    leaving: re.Pattern[str] | None  # what tells when to leave a study where the text has one of `unless`, too
    unless: tuple[str, ...]
    alone: re.Pattern[str] | None  # what is a heading without any other words
    sides: tuple[str, ...]
    tails: re.Pattern[str] | None


def _forms(language: Language) -> _Forms:
    given = language.headings
    named = "|".join(f"(?P<{key}>{either(given[key])})" for key, _ in _STATED if given.get(key))
    before = rf"(?:(?:{either(given['before'])})\s{{0,3}}){{0,2}}" if given.get("before") else ""
    leaving, alone, tails = (given.get(key) for key in ("leaving_then", "alone", "tails"))
    return _Forms(
        tag=language.tag,
        stems=tuple(comparable(stem)[0] for stem in given["stems"]),
        opens=re.compile(rf"{_LEAD}{before}(?:{named})(?![a-zа-я])"),
        inside=re.compile(
            rf"(?:(?<=[.,、;。!?؛۔)])|(?<=\s))[【\[*]{{0,2}}{before}(?:{named})"
            rf"(?=[^.;:。\n]{{0,40}}[:︰﹕】]|\s{{0,3}}(?:1\s?[.)、]|\(1\)|①|[*•-]\s))"
        ),
        leaving=re.compile(rf"(?:{either(leaving)})") if leaving else None,
        unless=tuple(comparable(form)[0] for form in given.get("unless", ())),
        alone=re.compile(either(alone)) if alone else None,
        sides=tuple(comparable(form)[0] for form in given["sides"]),
        tails=re.compile(rf"\s{{0,3}}(?:{either(tails)})(?![^\W\d_])") if tails else None,
    )


@cache
def _every() -> tuple[_Forms, ...]:
    return tuple(map(_forms, languages()))


@cache
def _stems() -> AhoCorasick:
    """All stems, each once, looked for in one pass: every text asks."""
    return AhoCorasick(sorted({stem for forms in _every() for stem in forms.stems}))


@lru_cache(maxsize=8)
def spoken(text: str) -> tuple[_Forms, ...]:
    """The languages that a text may have headings in: those of which it holds the stem of one.

    >>> spoken("Inclusion criteria: age over 18")
    ()
    """
    plain = comparable(text)[0]
    found = set(_stems().find_matches_as_strings(plain, overlapping=True))
    return tuple(_settled(forms, plain) for forms in _every() if not found.isdisjoint(forms.stems)) if found else ()


def _settled(forms: _Forms, plain: str) -> _Forms:
    """The forms as they are meant in a text."""
    if forms.leaving is None or any(form in plain for form in forms.unless):
        return forms
    return replace(forms, leaving=None)


def heading(text: str, start: int, end: int) -> tuple[int, Said] | None:
    """Where the heading ends that `text[start:end]` begins with, and what it says of what follows.

    >>> heading("Criterios de exclusión: asma", 0, 28)
    (23, 'exclusion')
    >>> heading("纳入与排除标准", 0, 7), heading("Критерии выбывания:", 0, 19)
    ((7, 'unknown'), (19, 'aside'))
    >>> heading("Criterios de exclusión no cumplidos", 0, 35)
    """
    known = spoken(text)
    if not known:
        return None
    plain, places = comparable(text[start : min(end, start + _LONGEST)])
    whole = end - start <= _LONGEST
    for forms in known:
        found = _heading(forms, plain, whole)
        if found is not None:
            stop, said = found
            return start + (stop if places is None else (places[stop] if stop < len(places) else end - start)), said
    return None


def _heading(forms: _Forms, plain: str, whole: bool) -> tuple[int, Said] | None:
    match = forms.opens.match(plain)
    if match is None:
        return None
    key, said = _said(forms, match)
    beside = _ENGLISH.match(plain, match.end())
    place = beside.end() if beside is not None else match.end()
    ends = _ends(forms, plain, place, whole)
    if ends is None or (ends[1] and forms.alone is not None and forms.alone.fullmatch(match[key])):
        return None
    stop, tail = ends
    says_other = (beside is not None and beside["side"] != said) or any(side in tail for side in forms.sides)
    return stop, "unknown" if says_other and said in ("inclusion", "exclusion") else said


def _said(forms: _Forms, match: re.Match[str]) -> tuple[str, Said]:
    """Which of the forms a heading has, and what that says."""
    key, said = next(each for each in _STATED if match.groupdict().get(each[0]) is not None)
    return key, "aside" if forms.leaving is not None and forms.leaving.search(match[0]) else said


def _ends(forms: _Forms, plain: str, place: int, whole: bool) -> tuple[int, str] | None:
    """Where a heading ends whose words end at `place`, and what stands between."""
    bracket = _BRACKETED.match(plain, place)
    behind = bracket.end() if bracket else place
    end = _COLON.match(plain, behind) or (_END.match(plain, behind) if whole or behind < len(plain) else None)
    if end is not None:
        return end.end(), plain[place:behind]
    tail = _TAIL.match(plain, behind)
    if tail is None or len(tail[0].split()) > _MOST_WORDS or any(char.isdigit() for char in tail[0][:-2]):
        return None
    colon = _COLON.match(plain, tail.end())
    if colon is not None:
        return colon.end(), tail[0]
    ends_line = whole and tail.end() == len(plain)
    return (tail.end(), tail[0]) if ends_line and _goes_on(forms, tail[0]) else None


def _goes_on(forms: _Forms, tail: str) -> bool:
    """Whether words behind a heading that has no colon are of it: the study, the group, a second side."""
    if forms.tails is not None and forms.tails.match(tail):
        return True
    return _AND.match(tail) is not None and any(side in tail for side in forms.sides)


def seams(text: str, start: int, end: int) -> list[int]:
    """Where headings stand inside a paragraph.

    >>> text = "Edad de 18 años. Criterios de exclusión: asma"
    >>> [text[place:] for place in seams(text, 0, len(text))]
    ['Criterios de exclusión: asma']
    """
    known = spoken(text)
    if not known:
        return []
    plain, places = comparable(text[start:end])
    found = {match.start() for forms in known for match in forms.inside.finditer(plain) if match.start() > 0}
    return sorted(start + (place if places is None else places[place]) for place in found)


def heads(text: str) -> Iterator[str]:
    """The codes of the languages that lines of a text are headings in."""
    known = spoken(text)
    for line in text.split("\n") if known else ():
        plain = comparable(line.strip()[:_LONGEST])[0]
        yield from (forms.tag for forms in known if _heading(forms, plain, len(line) <= _LONGEST))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(_bare(form) for language in languages() for form in language.nothing)


def _bare(words: str) -> str:
    return comparable(words.strip(" .。*-:_"))[0]


def is_nothing(words: str) -> bool:
    """Whether words say in some language that there is nothing: `ninguno`, `无`.

    >>> is_nothing("Ninguno."), is_nothing("Ninguno de ellos")
    (True, False)
    """
    return len(words) <= _LONGEST and _bare(words) in _nothing()
