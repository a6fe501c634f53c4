"""Gaps: what the words between two things say of how these belong together, by `lexicon/terms/joints.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise, product
from typing import NamedTuple

from trialparse.criteria.presence.words import alternatives
from trialparse.criteria.scope.joins import Hold, Joint
from trialparse.lexicon.alphabet import AND, OR

__all__ = ["Bond", "Gap", "Opener", "gap_of", "lead_of", "optional"]

# Between an `or` and what it leads to: `or being treated with`.
_NEAR = re.compile(
    r"(?:\s|\b(?:being|been|be|is|are|was|were|who|that|those|currently|previously|ever|still|also|has|have|having)\b)*"
)
_LEAD = 200  # characters before the first thing in which the head of a list stands
_HOLDS = {"sentence": Hold.SENTENCE, "semicolon": Hold.SEMICOLON, "colon": Hold.HEAD, "comma": Hold.COMMA}
_JOINS = {"or": OR, "and": AND}
_OPENS = frozenset({"examples", "either", "both"})
# The head of a list that says how many of it are meant, right before the first of them.
_SOME = re.compile(
    r"(?:(?P<no>\b(?:not|no\s+more\s+than|at\s+most|up\s+to|fewer\s+than|less\s+than|only|exactly|maximum\s+of)\s+)?"
    r"(?:\bat\s+least\s+|[≥>]=?\s*|\bminimum\s+of\s+|\bany\s+)?)"
    r"\b(?P<n>any|either|all|both|each|none|one|two|three|four|five|six|[1-6])(?:\s+one)?"
    r"(?:\s+or\s+(?:more|both|all))?(?:\s+out)?\s+of\b"
    r"(?:[^:.;()]{0,80}(?P<colon>:)|\s+(?:the\s+|these\s+)?following\b[^:;,.()]{0,40}|(?:\s+(?:the|these))?)"
    r"\s*(?:\(?(?:1|a|i)[).]\s*)?\Z",
    re.IGNORECASE,
)
_ALL = frozenset({"all", "both", "each"})
_ALL_OF = re.compile(r"\W*(?:all|each|both)\b", re.IGNORECASE)  # behind `including`: no examples
_NUMBERS = {word: number for number, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)}
_PEOPLE = re.compile(
    r"\s+(?:(?:any|all|other|those)\s+)?(?:patients|participants|subjects|individuals|people|persons|wom[ae]n|m[ae]n|adults|children)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s-]*(?:[(\[][^()\[\]]*[)\]])?[\s-]*")  # but an abbreviation
# Between two that need not be there.
_ALSO = re.compile(r"\s+(?:or|and/or)\s+|\s*/\s*", re.IGNORECASE)
_ALSO_AND = re.compile(r"\s+(?:or|and|and/or)\s+|\s*/\s*", re.IGNORECASE)
_MARKS = (
    ("sentence", r"[.!?](?<!\bvs.)(?<!\bincl.)(?<!\bapprox.)\s+(?=[A-Z\d(]|\Z)|\n\s*\n"),
    ("semicolon", r"[;•]|[\s([](?:\d\d?|[a-h]|i{1,3}|iv|vi{0,3})\)(?=\s)"),
    ("colon", r":"),
    ("comma", r","),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
)


_FIRST = re.compile(r"\w+|[&/+]")  # what a line of words begins with
# Most pieces are words, which begin as no mark does.
_PIECE = re.compile("|".join([rf"(?P<word>{_FIRST.pattern})", *(f"(?P<{kind}>{mark})" for kind, mark in _MARKS)]))


class Bond(Enum):
    """How what stands behind a gap is bound to what stands before, beside the words that join members of a list."""

    NONE = auto()
    TOUCH = auto()  # nothing stands between
    WORDS = auto()  # words that join no members: `cirrhosis in hepatitis`
    OF = auto()  # the same of what is done with it: `injection of insulin`
    WITH = auto()  # the same with a word for it: `cirrhosis due to hepatitis`
    HAS = auto()  # the same of what somebody has: `cirrhosis with ascites`
    GOES = auto()  # it goes with all that stands before: `requiring`, `without`
    ON = auto()  # behind a comma what somebody gets, but where each of a list excludes: `angina, on aspirin`
    BESIDE = auto()  # and holds for itself, whatever is denied before: `but`, `who take`


_BONDS = {"goes": Bond.GOES, "with": Bond.WITH, "has": Bond.HAS, "cause": Bond.WITH}
_BONDS |= {"but": Bond.BESIDE, "who": Bond.BESIDE}

_PLAIN = frozenset({"with", "has"})  # what the first of some words that a join leads to may have


class Opener(NamedTuple):
    """What opens a list: the least and the most that are meant, none for all; whether a `colon` stands there.

    `examples` may be its members, and of its `own` thing right before.
    """

    least: int | None = 1
    most: int | None = None
    examples: bool = False
    own: bool = False
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """How two things are joined or bound, the brackets between them, and what opens a list with the second.

    `inside` is the same of the bracket in which the second stands; `anew` says that an `and` leads to other people.
    """

    joint: Joint
    bond: Bond = Bond.NONE
    opener: Opener | None = None
    closes: int = 0
    opens: int = 0
    inside: Gap | None = None
    anew: bool = False

    @property
    def closest(self) -> Joint:
        """How the second is joined to the first, be it in a bracket behind it."""
        if self.inside is None or self.joint.hold > Hold.COMMA:
            return self.joint
        return Joint(self.inside.joint.word or self.joint.word, Hold.BRACKET)


class _Token(NamedTuple):
    kind: str
    start: int
    end: int


@lru_cache(1024)
def gap_of(text: str) -> Gap:
    """What a text between two things says.

    >>> gap_of(", but not ").bond.name, gap_of(" or ").joint.is_or
    ('BESIDE', True)
    """
    level, closes, opens, start = _level(_tokens(text))
    if not opens:
        return replace(_said(text, level, start), closes=closes)
    first, last = level[opens[0]], level[opens[-1]]
    before = _said(text[: first.start], level[: opens[0]], start)
    return replace(before, closes=closes, opens=len(opens), inside=_said(text, level[opens[-1] + 1 :], last.end))


def lead_of(text: str, end: int) -> Opener | None:
    """What opens a list with the first thing of a criterion, which stands at a place."""
    before = text[max(0, end - _LEAD) : end]
    before = before[max(before.rfind(mark) for mark in ("\n", "; ", ". ")) + 1 :]
    return _lead(before)


@lru_cache(4096)
def _lead(before: str) -> Opener | None:
    """What opens a list at the end of some words, which many criteria begin with."""
    level, _, _, start = _level(_tokens(before))
    opener, _ = _opened(before, level, start)
    return opener._replace(own=False) if opener else None


def optional(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where things stand, of those at some places, that need not be there.

    >>> optional("Gout with or without falls", [(0, 4), (21, 26)])
    [(5, 26)]
    """
    begin = max(0, places[0][0] - _LEAD)
    found: list[tuple[int, int]] = []
    between = text[begin : places[-1][0]].lower()
    if not any(word in between for word in _joints().optional):
        return found
    for (_, before), (start, end) in pairwise([(0, begin), *places]):
        if found and found[-1][1] == before and _also(text, found[-1][0]).fullmatch(text, before, start):
            found[-1] = (found[-1][0], end)
            continue
        cue = next((each for each in reversed(_tokens(text[before:start])) if each.kind != "names"), None)
        if cue is not None and cue.kind == "optional":
            found.append((before + cue.start, end))
    return found


def _also(text: str, cue: int) -> re.Pattern[str]:
    """What joins a thing that need not be there to the next: only `regardless of` goes on over an `and`."""
    return _ALSO if text[cue].lower() == "w" else _ALSO_AND


def _tokens(text: str) -> list[_Token]:
    """The marks and words of a gap that say how things are joined, the longest of those that begin at a word."""
    joints = _joints()
    found: list[_Token] = []
    place = 0
    while match := _PIECE.search(text, place):
        place = match.end()
        if match.lastgroup != "word":
            found.append(_Token(match.lastgroup or "", *match.span()))
            continue
        lines = joints.lines.get(match[0].lower())
        words = lines.match(text, match.start()) if lines else None
        if words:
            found.append(_Token(joints.kinds[_key(words[0])], *words.span()))
            place = words.end()
    return found


class _Joints(NamedTuple):
    """Lines of words by the first, what they say, and a word of each that says what need not be there."""

    lines: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, str]
    optional: Set[str]


@cache
def _joints() -> _Joints:
    """The words that come with the library."""
    file = resources.files("trialparse.lexicon") / "terms" / "joints.toml"
    table: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    kinds = {line: kind for kind, rows in table.items() for row in rows for line in _lines(row)}
    by_first: dict[str, list[str]] = {}
    for line in sorted(kinds, key=len, reverse=True):
        by_first.setdefault(_FIRST.findall(line)[0], []).append(_spelled(line))
    return _Joints(
        {first: re.compile("|".join(lines), re.IGNORECASE) for first, lines in by_first.items()},
        {_key(line): kind for line, kind in kinds.items()},
        frozenset(max(line.split(), key=len).lower() for line, kind in kinds.items() if kind == "optional"),
    )


def _lines(row: str) -> Iterator[str]:
    """The lines of words that a form with alternatives stands for."""
    return (" ".join("".join(chosen).split()) for chosen in product(*alternatives(row)))


def _key(words: str) -> str:
    return "".join(words.lower().split())


def _spelled(line: str) -> str:
    left, right = (r"(?<!\w)" if line[0].isalnum() else "", r"(?!\w)" if line[-1].isalnum() else "")
    return left + r"\s+".join(map(re.escape, line.split())) + right


def _level(tokens: Sequence[_Token]) -> tuple[list[_Token], int, list[int], int]:
    """The tokens in no bracket that opens and closes between the two, how many close, and where the others open.

    What stands before the last bracket that closes belongs to it; the last number is where that is.
    """
    level: list[_Token] = []
    opens: list[int] = []
    closes = start = 0
    for token in tokens:
        if token.kind != "close":
            if token.kind == "open":
                opens.append(len(level))
            level.append(token)
        elif opens:
            del level[opens.pop() :]
        else:
            level.clear()
            closes, start = closes + 1, token.end
    return level, closes, opens, start


def _said(text: str, tokens: Sequence[_Token], start: int) -> Gap:
    """What the tokens of one level say, which begins at a place of the text: those behind its strongest mark."""
    opener, end = _opened(text, tokens, start)
    before = [token for token in tokens if token.end <= end]
    marks = [(_HOLDS[token.kind], place) for place, token in enumerate(before) if token.kind in _HOLDS]
    hold, cut = max(marks, default=(Hold.WORDS, -1))
    begin = before[cut].end if marks else start
    return replace(_joined(text, before[cut + 1 :], hold, (begin, end)), opener=opener)


def _joined(text: str, piece: Sequence[_Token], hold: Hold, place: tuple[int, int]) -> Gap:
    """How the words behind the strongest mark join or bind: by an `or` before an `and`, behind a mark by its first."""
    begin, end = place
    first = piece[0] if piece and piece[0].kind in _JOINS and not text[begin : piece[0].start].strip() else None
    anew = _leads_to_people(text, piece)
    if hold > Hold.COMMA or (first and hold is Hold.COMMA):
        return Gap(Joint(_JOINS[first.kind] if first else "", hold), anew=anew)
    if anew:
        return Gap(Joint(AND, hold), anew=True)
    if hold is Hold.COMMA and _begins_with_on(text, piece, begin):
        return Gap(Joint("", hold), Bond.ON)
    bond = _bond(text, piece, hold, text[begin:end])
    if bond is not Bond.NONE:
        return Gap(Joint(AND, hold), bond)
    words = [_JOINS[token.kind] for token in piece if token.kind in _JOINS]
    return Gap(Joint(OR if OR in words else "".join(words[:1]), hold))


def _begins_with_on(text: str, piece: Sequence[_Token], begin: int) -> bool:
    return bool(piece) and piece[0].kind == "on" and not text[begin : piece[0].start].strip()


def _leads_to_people(text: str, piece: Sequence[_Token]) -> bool:
    """Whether the last word that joins is an `and` right before participants: `smokers and patients taking …`."""
    last = next((token for token in reversed(piece) if token.kind in _JOINS), None)
    return last is not None and last.kind == "and" and _PEOPLE.match(text, last.end) is not None


def _bond(text: str, piece: Sequence[_Token], hold: Hold, words: str) -> Bond:
    """How the words behind the strongest mark bind."""
    joins = [token for token in piece if token.kind in _JOINS]
    binds = [token for token in piece if token.kind in _BONDS]
    if joins:
        binds = [token for token in binds if token.start >= joins[-1].end and token.kind not in _PLAIN]
        if not binds or (joins[-1].kind == "or" and _NEAR.fullmatch(text, joins[-1].end, binds[0].start)):
            return Bond.NONE
    if binds:
        return _BONDS[binds[0].kind]
    if hold is not Hold.WORDS:
        return Bond.NONE
    return _unsaid(words)


def _unsaid(words: str) -> Bond:
    """How words bind that say nothing of it."""
    if _NOTHING.fullmatch(words):
        return Bond.TOUCH
    return Bond.OF if words.split() == ["of"] else Bond.WORDS


def _opened(text: str, tokens: Sequence[_Token], start: int) -> tuple[Opener | None, int]:
    """What opens a list, and where that begins; the end of the text where nothing does."""
    at = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].kind in _OPENS), None)
    some = _SOME.search(text, start) if "of" in text.lower() else None  # as most heads are without
    if some is not None and not some["no"] and (at is None or tokens[at].start < some.end()):
        return Opener(_least(some["n"].lower()), colon=some["colon"] is not None), some.start()
    opener = None if at is None else _worded(text, tokens[:at], tokens[at], {each.kind for each in tokens[at + 1 :]})
    return (None, len(text)) if at is None or opener is None else (opener, tokens[at].start)


def _least(word: str) -> int | None:
    """The number that a word says; none for all."""
    return None if word in _ALL else int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _worded(text: str, before: Sequence[_Token], token: _Token, behind: Set[str]) -> Opener | None:
    """What a word opens that stands between other words and marks."""
    if not behind.isdisjoint(("sentence", "semicolon")):
        return None
    if token.kind == "examples":
        if _ALL_OF.match(text, token.end):
            return None
        return Opener(1, examples=True, own=_is_own(before), colon="colon" in behind)
    return None if behind & {*_JOINS} else Opener(None if token.kind == "both" else 1)


def _is_own(before: Sequence[_Token]) -> bool:
    """Whether examples are of the thing before the gap: no word between joins or binds another that has them."""
    if any(token.kind in _JOINS or _HOLDS.get(token.kind, 0) > Hold.COMMA for token in before):
        return False
    return not any(token.kind in _BONDS for token in before) or before[-1].kind == "comma"
