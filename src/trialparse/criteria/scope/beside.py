"""Clauses beside a limit: which limit they govern, and where they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.scope.frame import JOINTS, SEPARATORS, Clause, Frame, Limit, decide
from trialparse.criteria.scope.people import is_anyone, is_bare
from trialparse.criteria.scope.together import together_first
from trialparse.lexicon.alphabet import AND, COLON, COMMA, EXCEPT, IF, MEASURED, OR, STOP, one_of

__all__ = ["BESIDE", "TURN", "beside", "clause_end"]

_ENDS = one_of(STOP, EXCEPT)
_JOINING = one_of(AND, OR)
_AGAIN = frozenset({"if", "when"})  # behind `and` and `or`: the clause goes on
_LIST_REACH = 6  # atoms behind a comma in which the `and` or `or` of a list is looked for
_NAME_REACH = 5  # atoms in which a limit follows its name


@dataclass(frozen=True, slots=True)
class _Beside:
    """A clause over the atoms [index, end), with its bracket [opening, stop) and the limits beside it in its group."""

    frame: Frame
    index: int
    end: int
    opening: int
    stop: int
    first: int
    after: int
    before: Limit | None
    following: Limit | None
    people: bool

    @property
    def depth(self) -> int:
        return self.frame.inner[self.opening]

    @property
    def mark(self) -> str:
        """The code before the clause."""
        return self.frame.codes[self.opening - 1] if self.opening else STOP

    def touches_next(self) -> bool:
        """Whether the next limit stands closer than the one before."""
        if self.before is None or self.following is None:
            return False
        return self.following[0] == self.stop and self.before[1] < self.opening - 1

    def is_behind(self) -> bool:
        return (
            self.before is not None
            and self.mark not in SEPARATORS
            and not self.touches_next()
            and not self.frame.parted(self.before[1] + 1, self.opening, self.depth)
        )

    def is_ahead(self) -> bool:
        return (
            self.following is not None
            and not self.is_joined()
            and not self.frame.parted(self.stop, self.following[0], self.depth)
        )

    def is_joined(self) -> bool:
        """Whether what follows is a further part of the clause: `if fasting and at least 8 hours later`."""
        return not self.people and self.stop < len(self.frame.codes) and self.frame.codes[self.stop] in _JOINING

    def is_before_comma(self) -> bool:
        """Whether it stands within the subject of a limit behind a comma: `Test in women, within 7 days`."""
        follows = self.before is None and self.following is not None
        return follows and self.frame.codes[self.stop] == COMMA and self.frame.is_limit(self.stop + 1)

    def is_behind_comma(self) -> bool:
        return (
            self.before is not None
            and self.mark == COMMA
            and not self.frame.parted(self.before[1] + 1, self.opening - 1, self.depth)
        )

    def of_last(self) -> Clause:
        """The clause over the part that holds the limit before it."""
        assert self.before is not None
        return Clause(self.index, self.end, together_first(self.frame, self.before, self.first), self.opening)

    def of_none(self) -> Clause:
        return Clause(self.index, self.end, self.stop, self.stop)

    def of_limit(self) -> Clause:
        """The clause over the limit behind it."""
        assert self.following is not None
        first = self.following[0]
        return Clause(self.index, self.end, first, first + 1)

    def of_next(self) -> Clause:
        """The clause over the part that holds the limit behind it."""
        assert self.following is not None
        return Clause(self.index, self.end, self.stop, self.frame.part_after(self.following, self.after))


BESIDE: Table[_Beside, Callable[[_Beside], Clause | None]] = Table(
    "beside",
    Rule("beside.left", _Beside.is_behind, _Beside.of_last, example="QTcF > 450 ms in men"),
    Rule("beside.right", _Beside.is_ahead, _Beside.of_next, example="Waist in men ≥ 102 cm"),
    Rule("beside.within", _Beside.is_before_comma, _Beside.of_limit, example="Fasting in women, for at least 8 hours"),
    Rule(
        "beside.comma",
        _Beside.is_behind_comma,
        _Beside.of_last,
        example="Ferritin > 300 ng/mL, if measured in the morning",
    ),
    Rule("beside.joined", _Beside.is_joined, _Beside.of_none, example="Surgery if planned or within 8 weeks"),
)


def beside(frame: Frame, index: int, end: int, *, people: bool) -> Clause | None:
    """The clause over the atoms [index, end) within a sentence: it governs the limit it follows, else the next one.

    `people` says that it names a group.
    """
    return decide(BESIDE, _place(frame, index, end, people))


def _place(frame: Frame, index: int, end: int, people: bool) -> _Beside:
    first, after = frame.group(index)
    opening, stop = index, end
    if index == first and frame.inner[index] >= 0 and (end >= after or frame.codes[end] == STOP):
        opening, stop = frame.inner[index], after + 1
        first, after = frame.group(opening)
    following = frame.next(stop, after)
    if following and (frame.inner[following[0]] != frame.inner[opening] or not (people or opening == index)):
        following = None
    before = frame.before(opening, first)
    return _Beside(frame, index, end, opening, stop, first, after, before, following, people)


def clause_end(frame: Frame, index: int, after: int, *, people: bool) -> int:
    """Where a clause beside a limit ends: where its group does, or where another limit or clause begins."""
    if people and frame.is_limit(index + 1) and not frame.what[index + 1].narrows and not is_anyone(frame.word(index)):
        return index + 1
    if people:
        after = _outside(frame, index, after)
    ends = _ENDS | {COLON} if people else _ENDS
    for place in frame.behind(index, after):
        code = frame.codes[place]
        if code in ends or (code in JOINTS and _turns(frame, place, after, people)):
            return place
    return after


def _outside(frame: Frame, index: int, after: int) -> int:
    """Where a limit begins that people are only named before: `Test in women of childbearing potential within 7 days`.

    Where more is said of the people, the limit may belong to that.
    """
    limit = frame.next(index, after)
    if limit is None or frame.what[limit[0]].narrows:
        return after
    before = frame.before(index, frame.group(index)[0])
    if before is not None and JOINTS.isdisjoint(frame.codes[before[1] + 1 : index]):
        return after  # it is what the people are named behind
    return limit[0] if is_bare(frame.sentence.words(index, limit[0]).strip()) else after


@dataclass(frozen=True, slots=True)
class _Turn:
    """A separator at `place` in a clause, with the next atom behind it that is none."""

    frame: Frame
    place: int
    next: int
    after: int
    people: bool

    @property
    def code(self) -> str:
        return self.frame.codes[self.next]

    def is_last(self) -> bool:
        return self.next >= self.after

    def is_age(self) -> bool:
        return not self.people and self.is_limit() and self.frame.what[self.next].narrows

    def is_limit(self) -> bool:
        return self.frame.is_limit(self.next)

    def is_comma(self) -> bool:
        return self.frame.codes[self.place] == COMMA

    def is_again(self) -> bool:
        return self.code == IF and not self.is_comma() and self.frame.word(self.next) in _AGAIN

    def is_clause(self) -> bool:
        return self.code == IF

    def is_named_limit(self) -> bool:
        if not self.people or self.code != MEASURED:
            return False
        return self.frame.next(self.next, min(self.after, self.next + _NAME_REACH)) is not None

    def is_in_list(self) -> bool:
        ahead = self.frame.codes[self.next : min(self.next + _LIST_REACH, self.after)]
        return not self.is_comma() or any(code in _JOINING for code in ahead)


# Whether a separator leads out of a clause, and not to a further member of a list in it.
TURN: Table[_Turn, bool] = Table(
    "turn",
    Rule("turn.last", _Turn.is_last, True, example="Sodium > 130 mmol/L if on diuretics and"),
    Rule("turn.age", _Turn.is_age, False, example="Ferritin > 50 ng/mL if anaemic or ≥ 65 years old"),
    Rule("turn.limit", _Turn.is_limit, True, example="QTcF > 450 ms in men and > 470 ms in women"),
    Rule("turn.again", _Turn.is_again, False, example="Ferritin > 50 ng/mL if anaemic or if on iron"),
    Rule("turn.clause", _Turn.is_clause, True, example="QTcF > 450 ms for men, in women > 470 ms"),
    Rule("turn.named", _Turn.is_named_limit, True, example="Waist ≥ 102 cm in men and BMI ≥ 30 kg/m2"),
    Rule("turn.list", _Turn.is_in_list, False, example="ALT ≤ 3 x ULN if on azathioprine, sirolimus or tacrolimus"),
    Rule("turn.comma", always, True, example="Ferritin > 50 ng/mL if anaemic, stable for 3 months"),
)


def _turns(frame: Frame, place: int, after: int, people: bool) -> bool:
    nxt = place + 1
    while nxt < after and frame.codes[nxt] in JOINTS:
        nxt += 1
    rule = TURN.first(_Turn(frame, place, nxt, after, people))
    return rule is not None and rule.then
