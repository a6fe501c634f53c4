"""Events: what happens or lasts in a time, as the words before it name it.

An event is a noun phrase, not the sentence: from the time it reaches to the left up to the border of its clause, which
is a verb, a denial, a limit of something else or the time before. Where the words up to there only say how something
is (`stable`, `present`), the thing itself stands before the verb: `Body weight must be stable for 3 months`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trialparse.criteria.phrases.clauses import (
    ENDS,
    JOINTS,
    OF_A_LIMIT,
    OPENS,
    RELATIVE,
    Piece,
    pieces,
    plays,
    says_who,
)
from trialparse.criteria.phrases.nouns import REACH, SubjectSpan, is_people, low
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AFTER,
    CLOSE,
    COLON,
    COMMA,
    CRITERIA,
    EXCEPT,
    FOR,
    IF,
    LEVEL,
    MEASURED,
    MOMENT,
    NOT,
    NUMBER,
    OPEN,
    one_of,
)

__all__ = ["Events", "events"]

_HEADS = one_of(MEASURED, MOMENT, CRITERIA, LEVEL)  # names of something, whatever the words beside them are
_EMPTY = ("state", "occurs", "edge", "aside", "permits", "person")
_SOFT = one_of(OPEN, NUMBER, FOR)  # borders behind which the same clause goes on
_FOLLOWING = re.compile(r"\bfollowings?\b", re.IGNORECASE)  # `any of the following`, which names none
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_DONE = frozenset(
    {"done", "drawn", "given", "taken", "held", "out", "off", "withdrawn", "made", "begun", "chosen", "undertaken"}
)
_AS = re.compile(
    r"such\s+as\b|according\s+to\b|defined\s+by\b|(?:as\s+)(?:per|defined|(?:deter|exa)mined|assessed|evidenced|measured|judged|documented"
    r"|demonstrated|diagnosed|confirmed|shown|indicated)\b",
    re.IGNORECASE,
)  # opens what only explains the words before it
_EXAMPLES = frozenset({"including", "includes", "such"})
_ALIAS = 5  # atoms of a bracket behind a name that may be another name of it, at the most


@dataclass(frozen=True, slots=True)
class Events:
    """What the words before a time name: the event of its own clause, the thing before the verb, how that is, who.

    `follows` says that they are of the time before, and name nothing since.
    """

    event: SubjectSpan | None = None
    thing: SubjectSpan | None = None
    state: SubjectSpan | None = None
    who: SubjectSpan | None = None
    follows: bool = False


def events(sentence: Sentence, first: int, index: int, floor: int = 0) -> Events:
    """What the words from the atom `first` to the time at `index` name; the time before ends before `floor`."""
    first = max(first, index - REACH)
    told = Events()
    crossed = False
    for piece in pieces(sentence, first, index, floor):
        begin, after = _trimmed(sentence, piece.begin, piece.after)
        if _tells(sentence, piece, begin, after, crossed):
            return _named(sentence, begin, after, told, crossed)
        if _FOLLOWING.search(sentence.words(piece.begin, piece.after)):
            break
        told = _with_state(sentence, begin, after, told)
        if not piece.border:
            joined = sentence.code(piece.begin - 1) in JOINTS and names(sentence, begin, after)
            return replace(told, event=told.state) if joined else replace(told, follows=not crossed)
        crossed = crossed or piece.border not in _SOFT
        if told.state is not None and piece.border == COLON:
            break
    return told


def _tells(sentence: Sentence, piece: Piece, begin: int, after: int, crossed: bool) -> bool:
    """Whether the words [begin, after) of a piece name something, and do not only say how it is, was found, or who."""
    bracketed = piece.border == OPEN
    if bracketed and plays(sentence, piece.begin, "method"):
        return False
    if piece.border == IF and not crossed and says_who(sentence, begin, after):
        return False  # `pregnancy test in women of childbearing potential within 7 days`
    roles = ("amount",) if bracketed else ()
    return names(sentence, begin, after, *roles) and not _is_passive(sentence, piece.begin, begin, after)


def _is_passive(sentence: Sentence, opens: int, begin: int, after: int) -> bool:
    """Whether words behind a form of `be` only say what was done: `radiotherapy was carried out`."""
    if not opens or low(sentence, opens - 1) not in _BE:
        return False
    if any(plays(sentence, index, "befalls") for index in range(begin, after)):
        return False
    done = (low(sentence, index) for index in range(begin, after))
    return all(word.endswith(("ed", "ly")) or word in _DONE for word in done)


def _named(sentence: Sentence, begin: int, after: int, told: Events, crossed: bool) -> Events:
    """What is told where words name something, in the clause of the time or before its verb."""
    found = _span(sentence, begin, after)
    if not crossed:
        return replace(told, event=found)
    return told if is_people(sentence, sentence.words(begin, after)) else replace(told, thing=found)


def _with_state(sentence: Sentence, begin: int, after: int, told: Events) -> Events:
    """What is told where words name nothing."""
    if told.state is not None or all(code in OF_A_LIMIT for code in sentence.codes[begin:after]):
        return told
    found = _span(sentence, begin, after)
    if is_people(sentence, sentence.words(begin, after)):
        return replace(told, who=told.who or found)
    return told if _permits(sentence, begin, after) else replace(told, state=found)


def names(sentence: Sentence, begin: int, after: int, *roles: str) -> bool:
    """Whether words name something, and do not only say how it is, that it happens, whose it is, or play `roles`."""
    return any(not _says_nothing(sentence, index, *roles) for index in range(begin, after))


def _span(sentence: Sentence, begin: int, after: int) -> SubjectSpan:
    return SubjectSpan(sentence.atoms[begin].start, sentence.atoms[after - 1].end)


def _trimmed(sentence: Sentence, begin: int, after: int) -> tuple[int, int]:
    """The noun phrase in a piece: without what stands at its edges, an explanation, and a second history."""
    after = _unexplained(sentence, begin, after)
    after = _end(sentence, begin, after)
    while begin < after and (sentence.codes[begin] not in OPENS or plays(sentence, begin, "edge", "aside")):
        begin += 1
    return begin - _is_glued(sentence, begin), after


def _is_glued(sentence: Sentence, begin: int) -> bool:
    """Whether a `post` or `non` before a word is part of it: `post-partum`, `non-steroidal drugs`."""
    before = sentence.atoms[begin - 1] if begin else None
    return before is not None and before.code in (AFTER, NOT) and sentence.text.startswith("-", before.end)


def _end(sentence: Sentence, begin: int, after: int) -> int:
    codes = sentence.codes
    while after > begin:
        last = after - 1
        if codes[last] == CLOSE and (opening := _asides(sentence, begin, last)) >= 0:
            after = opening
        elif _ends_nothing(sentence, begin, last):
            after = last
        else:
            break
    return _unrelated(sentence, begin, after)


def _ends_nothing(sentence: Sentence, begin: int, last: int) -> bool:
    """Whether the atom `last` is no end of the event that begins at `begin`."""
    if sentence.codes[last] not in ENDS or plays(sentence, last, "edge"):
        return True
    return plays(sentence, last, "occurs") and names(sentence, begin, last)


def _unrelated(sentence: Sentence, begin: int, after: int) -> int:
    """Where a phrase ends before a clause that only says how it is: `antidepressants that have been stable`."""
    related = next((index for index in range(after - 1, begin, -1) if low(sentence, index) in RELATIVE), after)
    denied = NOT in sentence.codes[related:after]  # `an exacerbation that has not resolved` is another event
    if related == after or denied or names(sentence, related + 1, after) or not names(sentence, begin, related):
        return after
    return _end(sentence, begin, related)


def _asides(sentence: Sentence, begin: int, closing: int) -> int:
    """Where a bracket opens that ends at `closing` and is no other name of what stands before it, else -1."""
    opening = sentence.codes.rfind(OPEN, begin, closing)
    if opening <= begin:
        return -1
    inner = range(opening + 1, closing)
    opens = sentence.codes[opening + 1]
    aside = opens in OF_A_LIMIT or opens in (EXCEPT, IF) or plays(sentence, opening + 1, "aside", "method")
    return opening if aside or len(inner) > _ALIAS else -1


def _unexplained(sentence: Sentence, begin: int, after: int) -> int:
    """Where a phrase ends before its examples and exceptions: `any opioid, e.g. codeine,`.

    A time right behind the last of several examples may be of that one alone, and they stay: `including stroke or MI`.
    """
    depth, parted = 0, sentence.code(after - 1) == COMMA
    for index in range(begin, after):
        code = sentence.codes[index]
        depth += (code == OPEN) - (code == CLOSE)
        if depth == 0 and _explains(sentence, index) and names(sentence, begin, index):
            kept = (
                not parted and low(sentence, index) in _EXAMPLES and not JOINTS.isdisjoint(sentence.codes[index:after])
            )
            return after if kept else index
    return after


def _explains(sentence: Sentence, index: int) -> bool:
    if sentence.codes[index] == EXCEPT:
        return low(sentence, index) != "other than"
    return plays(sentence, index, "aside") or _AS.match(sentence.text, sentence.atoms[index].start) is not None


def _says_nothing(sentence: Sentence, index: int, *roles: str) -> bool:
    code = sentence.codes[index]
    if code in _HEADS:
        return False
    return code == NUMBER or code not in ENDS or plays(sentence, index, *_EMPTY, *roles)


def _permits(sentence: Sentence, begin: int, after: int) -> bool:
    """Whether words only say who may take part: `may be enrolled`."""
    return all(
        sentence.codes[index] not in ENDS or plays(sentence, index, "permits", "edge", "aside", "person")
        for index in range(begin, after)
    )
