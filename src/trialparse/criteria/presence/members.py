"""Members: those of a list with a shared part that nothing else names: `viral or fungal pneumonia`, `hepatitis A/B/C`.

Each word is one letter by the part that it may play in such a list, and lists are patterns over these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from trialparse.criteria.presence.features import known
from trialparse.criteria.presence.tagger import GENERIC, Named
from trialparse.criteria.presence.words import Words

__all__ = ["with_members"]

_LONG = (3, 1)  # words that may tell a thing from others: `non-Hodgkin`, `fungal`
_JOINT = "(?:,?j(?:/j)?|/)"  # `or`, `, or`, `and/or`, a stroke
# Parts: a letter, a number or a roman number as a `code`, a word that `codes` stand behind, a `kind`, a `prefix`.
_CODES = (("l", re.compile(r"[A-H]")), ("d", re.compile(r"\d{1,2}[a-d]?")), ("r", re.compile(r"I{1,3}|IV|VI{0,3}")))
_PARTS = {"or": "j", "and": "j", "nor": "j", ",": ",", "/": "/", "-": "-", "non": "n"}
_NAMED = {"k": "kinds", "c": "coded", "p": "prefixes", "e": "closing"}
_KIND = "(?:n-)?k"
_OWN, _CODE, _PREFIX = re.compile(_KIND), re.compile("[ldr]"), re.compile("p")
# Within a thing, the members of a list that the last of them ends.
_INSIDE = re.compile(f"((?:{_KIND},)*{_KIND}{_JOINT})(?={_KIND}.)")
# A thing that ends here has members before it.
_KINDS = re.compile(f"((?:{_KIND},)*{_KIND}{_JOINT}){_KIND}$")
_TYPES = re.compile("|".join(f"c-?((?:{code},)*{code}{_JOINT}){code}$" for code, _ in _CODES))
_TYPE, _LEFT = re.compile("c-?[ldr]"), re.compile(f"(?:,?[ldr])*{_JOINT}[ldr]")
_PREFIXES = re.compile(f"((?:p-,)*p-{_JOINT})$")
# A thing that begins here has some behind its own code.
_BEHIND = re.compile("|".join(f"(?:c-?)?{code}((?:(?:,|{_JOINT})-?{code})*)(?![xldrk-])" for code, _ in _CODES))


def with_members(over: Words, named: Sequence[Named]) -> list[Named]:
    """The things that are named, and the members beside them that share a part with them, in their order."""
    if not named:
        return []
    parts = "".join(map(_part, over.surfaces))
    found: list[Named] = []
    ends = [*(one.first for one in named[1:]), len(over)]
    for one, end in zip(named, ends, strict=True):
        if one.category == GENERIC:
            found.append(one)
            continue
        least = found[-1].after if found else 0
        if not _has_joint(parts, least, one.after):
            found += _behind(parts, one, end)
            continue
        if found and _TYPE.fullmatch(parts, found[-1].first, found[-1].after) and _follows(parts, found[-1], one):
            *before, last = _before(parts, one, found.pop().first)
        else:
            *before, last = _before(parts, one, least)
        *inside, last = _inside(parts, last)
        found += [*before, *inside, *_behind(parts, last, end)]
    return found


def _has_joint(parts: str, begin: int, end: int) -> bool:
    """Whether anything between two places can close a list."""
    return parts.find("j", begin, end) >= 0 or parts.find("/", begin, end) >= 0


def _follows(parts: str, left: Named, right: Named) -> bool:
    """Whether a thing ends the list that a type begins, which is named already: `type 1` or 2 diabetes."""
    return _LEFT.fullmatch(parts, left.after, right.first) is not None


@lru_cache(8192)
def _part(word: str) -> str:
    """The part that a word may play in a list."""
    low, own = word.lower(), known().vocabulary.members
    if part := _PARTS.get(low) or next((code for code, form in _CODES if form.fullmatch(word)), None):
        return part
    for part, name in _NAMED.items():
        if low in own[name]:
            return part
    return "x" if word.isalnum() else "m"


def _inside(parts: str, one: Named) -> Iterator[Named]:
    """A thing as the members of the list that stands in it: `bacterial or fungal infection`."""
    found = _INSIDE.match(parts, one.first, one.after)
    if found is not None:
        yield from (replace(one, first=own.start(), after=own.end()) for own in _OWN.finditer(parts, *found.span(1)))
    yield one if found is None else replace(one, first=found.end())


def _before(parts: str, one: Named, least: int) -> Iterator[Named]:
    """The members before a thing, then the thing with what tells it from these."""
    for form, owns in ((_KINDS, _OWN), (_TYPES, _CODE), (_PREFIXES, _PREFIX)):
        for first, end in _own(parts, one, owns):
            found = form.search(parts, least, end)
            if found is None:
                continue
            begin, after = found.span(found.lastindex or 0)
            for at, own in enumerate(owns.finditer(parts, begin, after)):
                yield replace(one, first=own.start() if at else found.start(), after=own.end())
            yield replace(one, first=first)
            return
    yield one


def _own(parts: str, one: Named, form: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What may tell a thing from the members before it: it begins the thing, or stands before it.

    Of a prefix nothing is known but where its word begins.
    """
    if form is _PREFIX:
        yield one.first, one.first
        return
    inside = form.match(parts, one.first, one.after)
    if inside is not None and inside.end() < one.after:
        yield inside.span()
    for long in _LONG:
        before = form.match(parts, one.first - long, one.first)
        if before is not None and before.end() == one.first:
            yield before.span()


def _behind(parts: str, one: Named, end: int) -> Iterator[Named]:
    """A thing with its own code, and the codes listed behind it."""
    found = _BEHIND.match(parts, one.after - 1, len(parts)) if parts[one.after - 1] in "cldr" else None
    if found is None or found.end() > end:
        yield one
        return
    begin, after = found.span(found.lastindex or 0)
    yield replace(one, after=begin)
    yield from (replace(one, first=at, after=at + 1) for at in range(begin, after) if parts[at] in "ldr")
