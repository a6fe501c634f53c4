"""Biomarkers that no number limits, as structured subjects: `EGFR exon 19 deletion`, `HER2-negative`, `del(17p)`.

The words of a text are split by what they are to a marker (`marker_words`). Items, each with a name or with a variant
of a name before it, stand in chains; what only one member of a chain says, others have from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from trialparse.criteria.presence.marker_gate import has_name
from trialparse.criteria.presence.marker_items import Item, chains
from trialparse.criteria.presence.marker_words import Token, code, codes_of, pattern, tokens

__all__ = ["Marker", "biomarkers"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A biomarker, with the characters of its name, and of that with its state and origin.

    `name` is the whole of a name of which a part is printed elsewhere (`BRCA1` of `BRCA1 or BRCA2 mutation`). `gene` is
    an official symbol, a pair of them or the marker's own key. `negated` says that its own sign or state denies it.
    """

    start: int
    end: int
    wide_start: int
    wide_end: int
    gene: str
    alteration: str | None = None
    variant: str | None = None
    state: str | None = None
    negated: bool = False
    origin: str | None = None
    name: str | None = None


_LEAD = pattern(
    "(?P<change>[Exon Variant]{0,2})(?P<said>[Alteration State])Filler{0,2}Joint?(?:[Prep Link Test]|Open){1,6}"
    "(?:Virus(?:Open Virus Close)?[Joint Prep]{1,3}){0,3}Qualifier?$"
)
_TOUCHING = re.compile(r"(?:\s+(?:in|of|on|for|the|an?|any|either|genes?|chromosome)){1,5}\s+", re.IGNORECASE)
_TRAIL = pattern(
    "(?:(?:Joint{1,2}Virus){1,3}|Close Test?"
    "|Filler?Test?Link{1,4}|Filler{1,2}|Filler?Test|Open(?=State Close))(?P<said>State)"
)
_MEASURED = pattern("[Filler Measure Open Close Prep Link Qualifier]{0,4}?Compare")
_COUNTED = pattern("[Word Mark Joint]{0,2}?Count")
_USED = pattern("[Filler Qualifier]{0,2}Target")
_SIGNED_USED = pattern("(?:Joint?Name Filler?)?Target")
_AIMED = pattern("Aiming Prep?$")
_TESTED = pattern("Filler?Test")
_ANTI = code("Anti")
_FAR = 16  # words before a chain in which its lead begins, at the most
_OF_OTHERS = "ISH"  # the method that says the state of the gene before it


@dataclass(frozen=True, slots=True)
class _Shared:
    """What an item has from others, or from before or behind its chain, with the words for its name."""

    words: str = ""
    alteration: str | None = None
    state: str | None = None
    origin: str | None = None
    sound: bool = True  # whether it comes from what is a marker
    variant: str | None = None
    start: int | None = None  # where words begin that stand right before the item: `loss of MLH1`


def biomarkers(text: str, start: int, end: int) -> list[Marker]:
    """The biomarkers of `text[start:end]`, in their order.

    >>> [(each.gene, each.alteration, each.name) for each in biomarkers("BRCA1 or BRCA2 mutation", 0, 23)]
    [('BRCA1', 'mutation', 'BRCA1 mutation'), ('BRCA2', 'mutation', None)]
    >>> [(each.gene, each.state, each.negated) for each in biomarkers("HER2-negative", 0, 13)]
    [('ERBB2', 'negative', True)]
    >>> biomarkers("Prior treatment with an EGFR inhibitor", 0, 38)
    []
    """
    if not has_name(text, start, end):
        return []
    words = tokens(text, start, end)
    codes = codes_of(words)
    return [marker for chain in chains(text, words, codes) for marker in _markers(text, codes, chain)]


# What the items of a chain have from each other.


def _markers(text: str, codes: str, chain: Sequence[Item]) -> list[Marker]:
    """The markers of a chain; what is said before or behind it, is said of each."""
    before, behind = _before(text, codes, chain[0]), _behind(codes, chain[-1])
    owners = _owners(chain)
    found: list[Marker] = []
    given = _Shared(state=behind)
    for place in range(len(chain) - 1, -1, -1):
        item = chain[place]
        sound = _is_sound(text, codes, item, behind if item is chain[-1] else None)
        has = _with_lead(item, given, before if place == 0 else replace(before, start=None))
        if item.is_told or item.stands or not sound:
            given = _given(text, item, sound, given)
        if sound and has.sound:
            found[:0] = _told(text, item, owners[place], has)
    return _apart(found, text)


def _with_lead(item: Item, given: _Shared, before: _Shared) -> _Shared:
    """What an item has from the item behind it, or else from before the chain."""
    if item.is_told or item.stands:
        has = _Shared(state=given.state if item.stands and not item.alteration else None)
        has = replace(has, sound=given.sound or item.is_told)
    else:
        has = given if before.start is None else before
    if has.alteration is None and item.name and not item.stands and item.alteration is None:
        has = replace(has, alteration=before.alteration, words=before.words, start=before.start, variant=before.variant)
    return replace(has, state=has.state or before.state)


def _given(text: str, item: Item, sound: bool, had: _Shared) -> _Shared:
    """What an item says that holds of those before it, too."""
    alterations = item.of("Alteration")
    words = ""
    if item.name and item.is_altered:
        plain = not item.of("Exon", "Variant")
        behind = item.words.index(item.name, item.first) + 1
        begin = item.words[behind].start if plain and not item.alias else alterations[0].start
        words = text[begin : alterations[-1].end]
    spelled = [each.meaning.state for each in item.of("State")]
    alteration = item.alteration if words else None
    state = spelled[0] if spelled else item.state if alteration else None
    if not spelled and not item.alteration and item.stands:
        state = had.state
    return _Shared(" ".join(words.split()), alteration, state, item.origin, sound)


def _before(text: str, codes: str, item: Item) -> _Shared:
    """What is said before a chain (`mutations in`, `negative for`), or before its first name (`positive HBsAg`)."""
    match = _LEAD.search(codes, max(0, item.wide_first - _FAR), item.wide_first)
    if match is None:
        leads = item.name and item.said and item.said[0].kind == "State" and item.said[0].start < item.name.start
        return _Shared(state=_plain(item.said[0])) if leads else _Shared()
    token = item.words[match.start("said")]
    meaning = token.meaning
    if meaning.alteration is None:
        return _Shared(state=_plain(token))
    words = text[token.start : token.end]
    shared = _Shared(words.lower() if words.istitle() else words, meaning.alteration, meaning.state)
    if not _TOUCHING.fullmatch(text, token.end, item.wide_start):
        return shared
    change = item.words[match.start("change") : match.end("change")]
    variant = " ".join(each.meaning.variant or "" for each in change)
    return replace(shared, start=(change or [token])[0].start, variant=variant or None)


def _plain(token: Token) -> str | None:
    """The state that a word tells of all in a chain: a degree is one of the nearest only."""
    return None if token.meaning.state in ("high", "low") else token.meaning.state


def _behind(codes: str, item: Item) -> str | None:
    """The state that is told right behind a chain: `is negative`."""
    match = _TRAIL.match(codes, item.wide_last + 1)
    return item.words[match.start("said")].meaning.state if match else None


# What is no marker.


def _is_sound(text: str, codes: str, item: Item, behind: str | None) -> bool:
    """Whether an item is no target of a drug, no test, no measurement and no count."""
    if _is_aimed_at(codes, item):
        return False
    if behind or item.of("State"):
        return True
    after = item.wide_last + 1
    if _TESTED.match(codes, after) or _is_used(codes, item, after):
        return False
    if item.alteration and item.alteration != "expression":
        return True
    measured = _MEASURED.match(codes, after)
    if measured and "\n" not in text[item.words[after - 1].end : item.words[measured.end() - 1].start]:
        return False
    return not (item.gene or "").startswith("CD") or not _COUNTED.match(codes, after)


def _is_aimed_at(codes: str, item: Item) -> bool:
    """Whether a drug against the marker is named: `anti-HER2`, `targeting EGFR`."""
    first = item.wide_first
    return codes.endswith(_ANTI, 0, first) or _AIMED.search(codes, max(0, first - 2), first) is not None


def _is_used(codes: str, item: Item, after: int) -> bool:
    """Whether the name is one of a drug or of a disease: `EGFR inhibitor`, `BRAF+ MEK inhibitors`."""
    signed = bool(item.of("Sign")) and _SIGNED_USED.match(codes, after) is not None
    return signed or _USED.match(codes, after) is not None


def _apart(found: Sequence[Marker], text: str) -> list[Marker]:
    """The markers without those that only abbreviate the one before: `hormone receptor positive (HR+)`."""
    kept: list[Marker] = []
    for marker in found:
        last = kept[-1] if kept else None
        again = last and last.gene == marker.gene and last.state == marker.state
        if not (last and again and text[last.wide_end : marker.wide_start].strip(" ,\n") in ("(", "[")):
            kept.append(marker)
    return kept


# What stands.


def _told(text: str, item: Item, owners: _Owners, has: _Shared) -> Iterator[Marker]:
    """The markers of an item: none where nothing is said of it, several where its change has several ends."""
    owner = owners.name
    gene = _gene(item, owner)
    if gene is None or not (item.stands or item.is_told or has.alteration or has.state):
        return
    start, end = item.printed
    start = min(start, start if has.start is None else has.start)
    state = None if item.own.label else item.state or has.state  # what a label says is in its name
    marker = Marker(
        start,
        end,
        min(start, item.wide_start),
        item.wide_end,
        gene,
        item.alteration or has.alteration,
        item.variant or has.variant,
        state,
        negated=state == "negative",
        origin=item.origin or has.origin or owners.origin,
        name=_name(text, item, owner, has),
    )
    yield from _parted(text, marker, item)


class _Owners(NamedTuple):
    """What stands before an item in its chain: the nearest with a name, be it itself, and what says its origin.

    That is told before the first of some names that stand without more: `germline BRCA1 or BRCA2 mutation`.
    """

    name: Item | None
    origin: str | None


def _owners(chain: Sequence[Item]) -> list[_Owners]:
    """What stands before each item of a chain, in one walk along it."""
    found: list[_Owners] = []
    name: Item | None = None
    origin: str | None = None
    for item in chain:
        name = item if item.name else name
        found.append(_Owners(name, origin if item.name else None))
        origin = None if item.is_told else item.origin or origin
    return found


def _gene(item: Item, owner: Item | None) -> str | None:
    """The gene of an item, that of the item before which it shares, or that of the method's last subject."""
    gene = (owner.gene if owner else None) or item.gene
    if gene != _OF_OTHERS:
        return gene
    before = (item.words[at] for at in range(item.first - 1, -1, -1))
    names = (each.meaning.gene for each in before if each.kind == "Name")
    return next((each for each in names if each != _OF_OTHERS), None) if item.is_told else None


def _name(text: str, item: Item, owner: Item | None, has: _Shared) -> str | None:
    """The whole name of an item of which a part is printed elsewhere."""
    printed = text[slice(*item.printed)]
    if item.name and item.name.meaning.gene and item.name.end - item.name.start == 1:
        printed = item.name.meaning.gene + printed[1:]
    elif not (item.name or owner is None or owner.name is None):
        printed = f"{text[owner.name.start : owner.name.end]} {printed}"
    elif not has.words or has.start is not None:
        return None
    return " ".join([*printed.split(), *has.words.split()])


def _parted(text: str, marker: Marker, item: Item) -> Iterator[Marker]:
    """A marker for each end of a change: `V600E/K`."""
    variant = next((each for each in item.of("Variant") if "/" in text[each.start : each.end]), None)
    if variant is None or marker.variant is None:
        yield marker
        return
    first, *others = text[variant.start : variant.end].split("/")
    at, printed = variant.start + len(first), text[variant.start : variant.end]
    tail = text[variant.end : marker.end]
    head = marker.name.partition(printed)[0] if marker.name else text[marker.start : variant.start]
    variants = [first, *(first[:-1] + other for other in others)]
    for each, length in zip(variants, [0, *(len(other) + 1 for other in others)], strict=True):
        at += length
        last = each == variants[-1]
        begin = at - length + 1 if length else marker.start
        yield replace(
            marker,
            start=begin,
            end=marker.end if last else at,
            wide_start=begin if length else marker.wide_start,
            wide_end=marker.wide_end if last else at,
            variant=marker.variant.replace(printed, each),
            name=" ".join(f"{head}{each}{tail}".split()) if length or tail else marker.name,
        )
