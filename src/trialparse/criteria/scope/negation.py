"""Negation: which limits of a criterion stand under a `no`, `not`, `without` or `never`.

As in the ConText model a negation reaches forward over the list it heads (`no infarction, stroke or TIA within 6
months`) and ends at a terminator, some deny the limit before them (`> 30 is not allowed`), and some deny nothing (`not
only`). The words of each kind are data: forward and backward ones are cues, pseudo ones and terminators have roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trialparse.criteria.phrases.nouns import is_people
from trialparse.criteria.scope.answers import answered, denies
from trialparse.criteria.scope.cues import DEMANDS, NOUN_DENIALS
from trialparse.criteria.scope.denying import Denial, Reach, denial_at
from trialparse.criteria.scope.frame import JOINTS, Clause, Frame
from trialparse.criteria.scope.terminators import terminates
from trialparse.criteria.scope.verdicts import Verdict, verdicts
from trialparse.lexicon.alphabet import BEHIND, COLON, COMMA, COMPARATOR, EXCEPT, IF, NOT, NUMBER, OPEN, OR, one_of
from trialparse.lexicon.alphabet import pattern as _pattern

__all__ = ["Denial", "Negation", "negations"]

_BESIDE = frozenset({"beside", "barred"})  # keys of negations that deny the limit right before them
_BEHIND = _BESIDE | {"behind"}  # and any before them
_ANSWERS = frozenset({"denies", "bars"})  # keys of words that may be answers
_LINK = _pattern("[^ Number Not Stop Point Colon Comma]{0,8}")  # between a limit and a denial behind it, or two limits
_LIST_REACH = 40  # atoms in which a negation is looked for
_AGE_REACH = 3  # atoms in which a negation denies an age
_TWICE = 3  # atoms from a negation to the `free of` that it denies
_SPARING = 8  # atoms from `except` to that limit
_OF_AGES = one_of(COMPARATOR, BEHIND, NUMBER, OR, COMMA)  # between it and an age farther on, beside people
_SPARED = _pattern("[^ Stop Point Comma Close Or]{0,6}")  # between `except` and the limit of what is excepted


@dataclass(frozen=True, slots=True)
class Negation:
    """What denies a limit, by the atom at which the limit begins, and what denies the children of a lead-in."""

    denials: Mapping[int, Denial]
    open: Denial | None = None


@dataclass(slots=True)
class _State:
    """What holds at an atom; `end` is where the bracket or clause ends in which it holds."""

    end: int
    denial: Denial | None = None
    counted: bool = False  # a limit that is no time has been met under the negation
    joined: str = ""  # what stands before any such limit, behind which the denial may not hold: a joint, a bracket


def negations(frame: Frame, clauses: Sequence[Clause], inherited: Denial | None) -> Negation:
    """What denies the limits of a criterion; `inherited` is what denies its lead-in."""
    if not (inherited or NOT in frame.codes or any(atom.key in _ANSWERS for atom in frame.sentence.atoms)):
        return Negation({})
    return _Reader(frame, clauses, inherited).read()


class _Reader:
    """Reads a criterion from left to right; what holds before a bracket or a clause holds again behind it."""

    def __init__(self, frame: Frame, clauses: Sequence[Clause], inherited: Denial | None) -> None:
        self.frame = frame
        self.ends = {clause.first: clause.after for clause in clauses}
        self.periods = set(frame.periods) - {0}
        self.spared: set[int] = set()
        told = _verdicts(frame)
        self.barring = [verdict for verdict in told if verdict.bars] if frame.excludes else ()
        self.confirming = [verdict for verdict in told if verdict.says == "confirms"]
        self.state = _State(len(frame.codes) + 1, None if _opens_positive(frame) else inherited)
        self.outer: list[_State] = []

    def read(self) -> Negation:
        denials: dict[int, Denial] = {}
        for index, code in enumerate(self.frame.codes):
            self._leave(index)
            self._enter(index, code)
            self._turn(index, code)
            denials.update(self._backward(index))
            denial = self.state.denial
            if denial and self.frame.is_limit(index) and _reaches(self.frame, index):
                denials[index] = self._reaching(index, denial)
        return Negation(denials, self._open())

    def _reaching(self, index: int, denial: Denial) -> Denial:
        """A denial as it reaches a limit: `lack of consent, BMI > 40` may be two exclusions."""
        state, timed = self.state, self.frame.what[index].timed
        apart = bool(state.joined) and not timed and (state.joined != OPEN or self._is_known(index))
        unsure = denial.unsure or apart
        state.counted = state.counted or not timed
        return replace(denial, unsure=unsure, reach=Reach.NOTHING if index in self.spared else denial.reach)

    def _is_known(self, index: int) -> bool:
        """Whether a limit is of a measurement that is known: it may say how those are who have not what is denied."""
        return bool((self.frame.said.get(index, {}).get("subject") or {}).get("id"))

    def _leave(self, index: int) -> None:
        """Behind a bracket or clause the state around it holds, behind a full stop nothing is denied."""
        while self.outer and index >= self.state.end:
            self.state = self.outer.pop()
        if index in self.periods:
            self.state.denial = None

    def _enter(self, index: int, code: str) -> None:
        """Nothing is denied where a clause begins, and in a bracket what is denied around it."""
        around = self.state
        if index in self.ends:
            self.state = _State(min(self.ends[index], around.end))
        elif code == OPEN:
            end = min(self.frame.closing[index], around.end)
            joined = around.joined or self._joint(code, around)
            self.state = _State(end, self._bracketed(index, around.denial), around.counted, joined)
        if self.state is not around:
            self.outer.append(around)

    def _bracketed(self, index: int, denial: Denial | None) -> Denial | None:
        """What is denied in a bracket: it explains what stands before it, unless it tells of the test."""
        if denial is None or self._plays(index + 1, "tested"):
            return None
        return denial if denial.meets else replace(denial, explains=True)

    def _plays(self, index: int, role: str) -> bool:
        return index < len(self.frame.codes) and self.frame.sentence.plays(index, role)

    def _turn(self, index: int, code: str) -> None:
        """A negation begins at a word that denies, and ends at a terminator."""
        ahead = code == NOT and self._key(index) != "barred" and not denies(self.frame, index)
        ahead = ahead and not any(verdict.side == "ahead" for verdict in self._bars(index))
        denial = denial_at(self.frame, index) if ahead else None
        state = self.state
        if denial is not None:
            state.denial, state.counted, state.joined = self._again(index, denial), False, ""
        elif code == EXCEPT:
            self._spare(index)
        elif state.denial is None:
            return
        elif terminates(self.frame, index, state.denial, counted=state.counted):
            state.denial = None
        else:
            state.denial = self._explained(index, code, state.denial)
            state.joined = state.joined or self._joint(code, state)

    def _joint(self, code: str, state: _State) -> str:
        """The joint or bracket at which what is not denied may begin; "" where there is none."""
        denial, frame = state.denial, self.frame
        if not frame.excludes or state.counted or denial is None or denial.atom is None:
            return ""
        if denial.meets or denial.reach is Reach.VALUES:
            return ""
        cue = frame.word(denial.atom)
        may = (code in JOINTS and cue != "no") or (code == OPEN and cue.partition(" ")[0] in NOUN_DENIALS)
        return code if may else ""

    def _again(self, index: int, denial: Denial) -> Denial:
        """`not been free from relapse for a year` denies the lack itself, and so how long it lasts."""
        outer = self.state.denial
        if (
            outer is None
            or outer.atom is None
            or index - outer.atom > _TWICE
            or not self.frame.word(index).startswith("free")
        ):
            return denial
        return replace(outer, reach=Reach.TIMES)

    def _spare(self, index: int) -> None:
        """A value right behind `except` is one of what is excepted: `no steroid except prednisone ≤ 20 mg`."""
        frame = self.frame
        limit = frame.next(index, min(index + _SPARING, len(frame.codes)))
        if limit is not None and not frame.what[limit[0]].timed and _SPARED.fullmatch(frame.codes, index + 1, limit[0]):
            self.spared.add(limit[0])

    def _explained(self, index: int, code: str, denial: Denial) -> Denial:
        """Behind a colon and `defined as` a limit says what is denied; behind `as shown by` it tells of a test."""
        if denial.meets:
            return denial
        if code == COLON or self._plays(index, "defined"):
            return replace(denial, explains=True, unsure=denial.unsure or code == COLON)
        if self._plays(index, "shown") and self._plays(index + 1, "by"):
            return replace(denial, explains=True, shown=True)
        if denial.trails and code in JOINTS and self.frame.excludes:
            return replace(denial, unsure=True)
        return denial

    def _backward(self, index: int) -> Iterator[tuple[int, Denial]]:
        """The limits before a word that it denies, as what it is said of or as an answer."""
        if self._key(index) in _BEHIND and not self._is_told(index):
            for limit in self._behind(index):
                yield limit, Denial(index, ("negation.behind",))
        for limit in answered(self.frame, index):
            yield limit, Denial(index, ("negation.answer",), Reach.TIMES)

    def _bars(self, index: int) -> list[Verdict]:
        """The verdicts with a word that say no more than the list of exclusions in which they stand."""
        return _with(self.barring, self.frame.starts[index])

    def _is_told(self, index: int) -> bool:
        """Whether a verdict with a word says no more than its list, or than the limits before it."""
        return bool(self._bars(index) or _with(self.confirming, self.frame.starts[index]))

    def _behind(self, index: int) -> Iterator[int]:
        """The limits that a negation behind them denies: `ALT or AST above 30 is not allowed`."""
        frame, key = self.frame, self._key(index)
        if key not in _BEHIND or (key in _BESIDE and not frame.ends_limit(index - 1)):
            return
        first, _ = frame.group(index)
        limit, after = frame.before(index, first), index
        while limit is not None and _LINK.fullmatch(frame.codes, limit[1] + 1, after):
            yield limit[0]
            after = limit[0]
            limit = frame.before(after, first)

    def _key(self, index: int) -> str:
        """The key of a word of negation, "" of any other."""
        return self.frame.sentence.atoms[index].key if self.frame.codes[index] == NOT else ""

    def _open(self) -> Denial | None:
        """What a lead-in denies of its children: not what it excepts, nor what depends on them or shows the lack."""
        denial = self.state.denial
        if denial is None or denial.shown:
            return None
        behind = self.frame.codes[denial.atom or 0 :]
        if EXCEPT in behind or IF in behind:
            return None
        return Denial(None, ("negation.inherited",), denial.reach, explains=True)


def _verdicts(frame: Frame) -> Sequence[Verdict]:
    sentence = frame.sentence
    return verdicts(sentence.text, sentence.start, sentence.end)


def _with(found: Sequence[Verdict], start: int) -> list[Verdict]:
    """The verdicts of which what starts there is part."""
    return [verdict for verdict in found if verdict.start <= start < verdict.end]


def _opens_positive(frame: Frame) -> bool:
    return bool(frame.codes) and frame.word(0) in DEMANDS and NOT not in frame.codes[:2]


def _reaches(frame: Frame, index: int) -> bool:
    """Whether a negation on the left means the limit at `index`: an age says who, unless only who stands between."""
    if not frame.what[index].narrows or NOT in frame.codes[max(0, index - _AGE_REACH) : index]:
        return True
    opens = frame.codes.rfind(NOT, max(0, index - _LIST_REACH), index)
    between = range(opens + 1, index)
    return opens >= 0 and all(
        frame.codes[place] in _OF_AGES or is_people(frame.sentence, frame.word(place)) for place in between
    )
