"""Answers: forms ask and answer, `Stroke within 3 months: no`, `Smoker > 10 pack-years? No`.

An answer stands at the end of a line or sentence, behind a colon, a question mark, a dash or in a bracket, and behind
the limits it is of. One that denies them is a negation; one that affirms them says no more than they do.
"""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.criteria.scope.frame import Frame
from trialparse.lexicon.alphabet import (
    CLOSE,
    COLON,
    COMMA,
    DASH,
    EXCEPT,
    IF,
    LOST,
    NOT,
    OPEN,
    POINT,
    STOP,
    WORD,
    one_of,
)

__all__ = ["answered", "denies"]

_ASKING = one_of(COLON, LOST, DASH)
_ENDS = one_of(POINT, STOP, CLOSE)
_CLAUSES = one_of(EXCEPT, IF)
_ALONE = frozenset({"no", "none", "never"})
_REACH = 40  # atoms from an answer to the first limit it is of
_ASKED = 6  # atoms between the last limit and its answer


def denies(frame: Frame, index: int) -> bool:
    """Whether an answer that denies begins at the atom `index`."""
    code, key, end = frame.codes[index], frame.sentence.atoms[index].key, index + 1
    if code == NOT and frame.codes[end : end + 1] == WORD and frame.sentence.atoms[end].key == "admits":
        key, end = "bars", end + 1
    elif code == NOT:
        key = "denies" if key == "beside" or frame.word(index) in _ALONE else ""
    says_no = key == "denies" or (key == "bars" and not frame.excludes)
    return says_no and index > 0 and _stands_alone(frame, index, end)


def _stands_alone(frame: Frame, index: int, end: int) -> bool:
    """Whether the atoms [index, end) stand between a mark that asks and the end of what is asked."""
    codes, asking, following = frame.codes, frame.codes[index - 1], frame.codes[end : end + 1]
    if asking == OPEN:
        return following == CLOSE
    if asking not in _ASKING:
        return False
    if following == COMMA:
        return codes[end + 1 : end + 2] in _CLAUSES
    return not following or following in _ENDS or following in _CLAUSES


def answered(frame: Frame, index: int) -> Iterator[int]:
    """The limits to which the atom at `index` is an answer that denies: all before it in its line or sentence."""
    if not denies(frame, index):
        return
    last = frame.before(index, 0)
    if last is None or index - last[1] > _ASKED:
        return
    first = max(0, index - _REACH, *(frame.codes.rfind(code, 0, last[0]) for code in (STOP, POINT)))
    limit: tuple[int, int] | None = last
    while limit is not None:
        yield limit[0]
        limit = frame.before(limit[0], first)
