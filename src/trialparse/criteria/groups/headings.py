"""Which groups a heading is for, and how it limits them: `Exclusion Criteria for Part B`, `Healthy volunteers:`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trialparse.criteria.groups.names import Named, counted, key_of
from trialparse.criteria.groups.words import (
    BARE,
    COUNTRY,
    COUNTRY_NAME,
    EVERYBODY,
    EXCEPT,
    HINT,
    NAMED,
    PEOPLE,
    SAYS,
    SEXES,
    STATE,
    UNFINISHED,
    others,
    word,
)

__all__ = ["Above", "above", "apart", "classed", "is_name"]

_SECTION = re.compile(
    r"(?:\b(?:key|main|major|general|principal|primary|basic|additional|specific|core|further|other)\s+){0,3}"
    r"\b(?:non-?)?(?:inclusion|exclusion|eligibility|entry|selection)(?:\s*(?:/|and|or|&)\s*(?:inclusion|exclusion))?"
    r"(?:\s+criteri(?:a|on|um))?\b|\bcriteria\s+(?:for|of)\s+(?:inclusion|exclusion)\b|\bcriteria\b",
    re.IGNORECASE,
)
_EDGES = " \t\r\n*_:;.,-–—•[]"
_OPENS = re.compile(r"(?:for|of|in|to|only|specific)\s{1,9}(?:the\s{1,9}(?!\w+s?\s{0,3}\Z))?|specific\b", re.IGNORECASE)
_TIES = re.compile(
    r"[\s*_:-]{0,6}(?:for|of|to\s{1,9}(?:enter|(?:be\s{1,9})?(?:participate|enrol\w*)\s{1,9}in)|in|to)\s{1,9}(?:the\s{1,9})?",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\s{0,3}[(\[]\s{0,3}[nN]\s{0,3}=\s{0,3}\d{1,5}\s{0,3}[)\]]")
_ASIDE = re.compile(r"\b(?:participat\w+|complet\w+|previously|was|were|had)\b", re.IGNORECASE)
_FOR = re.compile(
    r"For\s{1,9}(?!(?:all|both|each|any|an?|this|these|those|the|example|instance|inclusion|exclusion|enrol\w+|entry|eligibility|study"
    r"|participation|screening|purposes?|patients|subjects|participants|more|further)\b)(?P<name>[^,:;.()\d]{3,60})",
    re.IGNORECASE,
)
_PLAIN = frozenset({"inclusion criteria", "exclusion criteria", "inclusion", "exclusion", "eligibility criteria"})
_LONG = 10  # words from which a heading is a sentence


@dataclass(frozen=True, slots=True)
class Above:
    """What a heading says of the group it is for.

    `start` and `end` are the words that say so. `whose` is the key of others than participants, whose limits are
    meant. What is `weak` narrows only where other criteria of the text are for others, what is `narrow` too where
    others are for nobody in particular; `bare` people where others of people stand beside. One that names `everybody`
    ends what was above it.
    """

    named: tuple[Named, ...] = ()
    start: int = 0
    end: int = 0
    whose: str | None = None
    weak: bool = False
    narrow: bool = False
    bare: bool = False
    everybody: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset({each.key for each in self.named} | ({self.whose} if self.whose else set()))

    @property
    def is_counted(self) -> bool:
        """Whether it is of the study's own parts, not of people."""
        return any(each.kind not in ("people", "country") for each in self.named)


def above(text: str, start: int, end: int) -> Above | None:
    """What a heading says of the group it is for; that of a section has other words beside.

    >>> found = above("Exclusion Criteria for Part B:", 0, 30)
    >>> [each.name for each in found.named]
    ['Part B']
    """
    if text[start:end].strip(_EDGES).lower() in _PLAIN:
        return None
    found = _SECTION.search(text, start, end)
    if found is None:
        return classed(text, start, end)
    sides = [classed(text, start, found.start()), classed(text, _behind(text, found.end(), end), end)]
    said = [side for side in sides if side is not None]
    if len(said) > 1 and not any(side.everybody or side.whose for side in said):
        first, last = said
        return Above((*first.named, *last.named), first.start, last.end, weak=first.weak and last.weak)
    return next((side for side in said if not side.everybody), said[0] if said else None)


def _behind(text: str, start: int, end: int) -> int:
    """Where the name begins behind the words of a section: `criteria for Part B`."""
    ties = _TIES.match(text, start, end)
    return ties.end() if ties else start


def classed(text: str, start: int, end: int, *, topics: bool = True) -> Above | None:
    """Which groups words are for that name nothing else; `topics` are those that only `for` makes one."""
    start, end = _trimmed(text, start, end)
    if end - start < 2 or HINT.search(text, start, end) is None:
        return None
    for read in _READERS if topics else _READERS[:-1]:
        found = read(text, start, end)
        if found is not None:
            return found if found.named or found.whose or found.everybody else None
    return None


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a line names counted groups and nothing else: `Cohort 2`, `Part B only:`, `Group 1 (n = 20)`.

    >>> is_name("Cohorts 1 and 2:", 0, 16), is_name("Cohort 1 has closed", 0, 19)
    (True, False)
    """
    if end - start > 60:
        return False
    start, end = _trimmed(text, start, end)
    found = counted(text, start, end, heading=text[end : end + 1] == ":")
    if not found or found[0].start > start + len("for the "):
        return False
    rest = text[found[-1].end : end].strip()
    return re.fullmatch(r"(?:only|(?:patients|participants|subjects)(?: only)?)?\s?(?:\([^()]*\))?", rest) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The words without marks around them, without the bracket they fill and without what leads to a name."""
    words = text[start:end]
    size = _SIZE.search(words)
    if size is not None and not words[size.end() :].strip(_EDGES):
        end = start + size.start()
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if start < end and text[start] == "(" and text[end - 1] == ")" and text.find(")", start) == end - 1:
        return _trimmed(text, start + 1, end - 1)
    return start, end


def _lead(text: str, start: int, end: int) -> int:
    """Where the name begins behind `for` and the like."""
    opens = _OPENS.match(text, start, end)
    return opens.end() if opens else start


def _everybody(text: str, start: int, end: int) -> Above | None:
    begin = _lead(text, start, end)
    whole = EVERYBODY.match(text, begin, end)
    if whole is None:
        return None
    if EXCEPT.search(text, whole.end(), end):
        kinds = [each.kind for each in counted(text, begin, end)]
        if not kinds:
            return None
        words = text[begin:end]
        return Above((Named(kinds[0], key_of(words), words, begin, end),), begin, end)
    if counted(text, begin, end) and re.search(r"\bonly\b", text[begin:end], re.IGNORECASE):
        return None
    return Above(everybody=True) if whole.end() >= end or counted(text, whole.start(), end) == [] else None


def _counted(text: str, start: int, end: int) -> Above | None:
    found = counted(text, _lead(text, start, end), end, heading=True)
    if not found or _ASIDE.search(text, start, end):
        return None
    if len(text[start:end].split()) > _LONG and found[0].start > _lead(text, start, end):
        return None
    return Above(tuple(found), start, end)


def _named(text: str, start: int, end: int) -> Above | None:
    begin = _lead(text, start, end)
    found = NAMED.fullmatch(text, begin, end)
    if found is None or not word(found["noun"]).is_meant(text, found.start("noun"), found.end("noun")):
        return None
    if SAYS.search(found["name"]) or EXCEPT.search(found["name"]):
        return None
    kind = word(found["noun"]).kind
    return Above((Named(kind, key_of(found["name"]), found["name"], *found.span("name")),), start, end)


def _whose(text: str, start: int, end: int) -> Above | None:
    key = others(text, _lead(text, start, end), end)
    return None if key is None else Above(start=_lead(text, start, end), end=end, whose=key, weak=True)


def _country(text: str, start: int, end: int) -> Above | None:
    found = COUNTRY.fullmatch(text, start, end)
    if found is None or not (found["for"] or found["sites"] or found["only"]):
        return None
    if found["names"].islower():
        return None
    places = COUNTRY_NAME.finditer(text, *found.span("names"))
    return Above(tuple(Named("country", key_of(each[0]), each[0], *each.span()) for each in places), start, end)


def _people(text: str, start: int, end: int) -> Above | None:
    found = PEOPLE.fullmatch(text, start, end)
    if found is None or _both(found[0]) or SAYS.search(found[0]) or UNFINISHED.search(found["name"]):
        return None
    bare = BARE.fullmatch(found["name"]) is not None
    unnarrowed = found["anyone"] and not found["ahead"] and found.end("anyone") == found.end("name")
    if unnarrowed and not bare:
        return None
    sex = found["narrow"] is not None and SEXES.search(found["narrow"]) is not None
    weak = not sex and found["for"] is None and not re.search(r"\bonly\b", found["tail"])
    name = Named("people", key_of(found["name"]), found["name"], *found.span("name"))
    return Above((name,), start, end, weak=weak or bare, narrow=found["narrow"] is not None and not bare, bare=bare)


def _state(text: str, start: int, end: int) -> Above | None:
    found = STATE.fullmatch(text, _lead(text, start, end), end)
    if found is None:
        return None
    return Above((Named("people", key_of(found["name"]), found["name"], *found.span("name")),), start, end, weak=True)


def _topic(text: str, start: int, end: int) -> Above | None:
    """`For primary hypertension`: those who have it."""
    found = _FOR.fullmatch(text, start, end)
    if found is None or SAYS.search(found["name"]) or len(found["name"].split()) > _LONG:
        return None
    return Above((Named("people", key_of(found["name"]), found["name"], *found.span("name")),), start, end, weak=True)


def _both(words: str) -> bool:
    """Whether both sexes are named, so that nobody is left out."""
    return len({match.lastgroup for match in SEXES.finditer(words)}) > 1


_READERS: tuple[Callable[[str, int, int], Above | None], ...] = (
    _everybody, _counted, _whose, _country, _state, _named, _people, _topic,
)  # fmt: skip


def apart(found: Iterable[Above], within: Iterable[tuple[str, tuple[Above, ...]]]) -> Callable[[Above], bool]:
    """Which of the headings found in a text narrow: a weak one only beside others.

    `within` are those over each criterion, with its kind: where all are of a donor, say, donors are the participants.
    """
    known = list(found)
    keys: set[str] = set().union(*(each.keys for each in known))
    people = [each for each in known if each.whose or not each.is_counted]
    over = [(kind, {key for each in one for key in each.keys}) for kind, one in within]

    def narrows(one: Above) -> bool:
        if one.whose:
            return any(one.whose not in keys for _, keys in over)
        if one.bare:
            return any(each.keys != one.keys for each in people)
        if not one.weak or not keys <= one.keys:
            return True
        kinds = {kind for kind, keys in over if keys & one.keys}
        return one.narrow and any(kind in kinds and not keys & one.keys for kind, keys in over)

    return narrows
