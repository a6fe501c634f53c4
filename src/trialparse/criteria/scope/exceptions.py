"""Exceptions: the clauses of a criterion that say save for what a limit holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.scope.cues import PAST, PRESENT, RELATIVE
from trialparse.criteria.scope.frame import REACH, SENTENCE, Clause, Frame, Limit, decide
from trialparse.criteria.scope.leading import lead_end
from trialparse.criteria.scope.together import together_first
from trialparse.lexicon.alphabet import COMMA, EXCEPT, STOP, WORD

__all__ = ["BRACKET", "OPENED", "exceptions"]

_NO_EXCEPTION = re.compile(
    r"(?:unless|except) (?:otherwise |as )?(?:indicated|specified|stated|noted|described|otherwise)\b|exceptions?:"
    r"|exceptions? to (?:this|these|the)\b|exceptions (?:are|include)\b",
    re.IGNORECASE,
)
# What a bracket says of the things that do not count.
_ALLOWED = re.compile(
    r"(?!not?\b|note\b)[^()]{2,200}?(?: (?:is|are|was|were|will be|may be|can be))?(?: also)? "
    r"(?:allowed|permitted|acceptable|accepted|allowable|permissible|excluded|excepted|exempt|exempted|not included"
    r"|not counted)(?: if [^()]{0,120})?\.?",
    re.IGNORECASE,
)
_EVENT = frozenset({"other than"})  # `any drug other than paracetamol within 48 hours`: it is part of the event
_VERBS = PRESENT | PAST | RELATIVE | {"with", "free"}
_VERBAL = frozenset({"unless", "except if", "except when"})  # what follows is a clause with limits of its own


def exceptions(frame: Frame) -> list[Clause]:
    """The exceptions of a criterion."""
    found: list[Clause] = []
    for index in frame.with_code(EXCEPT):
        if not any(clause.first <= index < clause.after for clause in found):
            found += _opened(frame, index)
    for opening in frame.closing:
        found += _allowed(frame, opening)
    return found


@dataclass(frozen=True, slots=True)
class _Opened:
    """The opening word at `index` in its group [first, after), with the limit before it in that group."""

    frame: Frame
    index: int
    first: int
    after: int
    before: Limit | None

    def is_idiom(self) -> bool:
        return bool(_NO_EXCEPTION.match(self.frame.words(self.index)))

    def opens_bracket(self) -> bool:
        return self.frame.inner[self.index] >= 0 and self.index == self.first

    def leads(self) -> bool:
        return self.index == self.first

    def is_behind_comma(self) -> bool:
        return self.before is not None and self.frame.codes[self.index - 1] == COMMA

    def is_event(self) -> bool:
        """Whether it is part of the event: the limit of that does not stand right before it."""
        follows = self.before is not None and self.before[1] == self.index - 1 and self.is_timed()
        return self.frame.word(self.index) in _EVENT and not follows

    def is_set_off(self) -> bool:
        """Whether it parts the event from its time: `any drug, other than aspirin (≤ 100 mg), within 24 hours`.

        What is taken out has a limit of its own, or commas on both sides.
        """
        limit = self.following()
        touches = self.before is not None and self.before[1] >= self.index - 2
        if limit is None or touches or not self.frame.what[limit[0]].timed or not self.is_ahead():
            return False
        own = self.frame.next(self.index, limit[0])
        commas = self.frame.codes[self.index - 1] == COMMA == self.frame.codes[limit[0] - 1]
        if own is None or self.frame.what[own[0]].timed:
            return commas
        return COMMA not in self.frame.codes[self.index : own[0]]  # a comma begins the next thing of a list

    def is_timed(self) -> bool:
        return self.before is not None and self.frame.what[self.before[0]].timed

    def is_behind(self) -> bool:
        return self.before is not None

    def is_verbal(self) -> bool:
        return self.frame.word(self.index) in _VERBAL

    def is_ahead(self) -> bool:
        """Whether the next limit stands beside it, and does not belong to the excepted thing."""
        limit = self.following()
        return (
            limit is not None
            and self.frame.inner[limit[0]] == self.frame.inner[self.index]
            and not _has_verb(self.frame, self.index, limit[0])
        )

    def end(self) -> int:
        return _end(self.frame, self.index, self.after)

    def following(self) -> Limit | None:
        limit, depth = _next(self.frame, self.index, self.end()), self.frame.inner[self.index]
        while limit is not None and self._is_excepted(limit, depth):
            limit = _next(self.frame, limit[1] + 1, self.end())
        return limit

    def _is_excepted(self, limit: Limit, depth: int) -> bool:
        """Whether a limit is of the excepted thing: in a bracket behind it, or a value right before a time."""
        if self.frame.inner[limit[0]] != depth:
            return True
        later = _next(self.frame, limit[1] + 1, self.end())
        if later is None or self.frame.what[limit[0]].timed or not self.frame.what[later[0]].timed:
            return False
        return not self.frame.codes[limit[1] + 1 : later[0]].strip(COMMA)

    def none(self) -> None:
        return None

    def of_bracket(self) -> Clause | None:
        frame, opening = self.frame, self.frame.inner[self.index]
        first, after = frame.group(opening)
        before = frame.before(opening, first)
        return decide(BRACKET, _Bracket(frame, self.index, self.after, opening, first, after, before))

    def of_sentence(self) -> Clause:
        lead = lead_end(self.frame, self.index, self.after)
        end, whys = (lead.place, (lead.why,)) if lead else (self.after, ())
        return Clause(self.index, end, end, self.after, SENTENCE, whys)

    def of_last(self) -> Clause:
        assert self.before is not None
        return Clause(self.index, self.end(), together_first(self.frame, self.before, self.first), self.index)

    def of_next(self) -> Clause:
        limit = self.following()
        assert limit is not None
        return Clause(self.index, limit[0], limit[0], self.frame.part_after(limit, self.after))


OPENED: Table[_Opened, Callable[[_Opened], Clause | None]] = Table(
    "exception",
    Rule("exception.idiom", _Opened.is_idiom, _Opened.none, example="Vaccination within 30 days unless specified"),
    Rule(
        "exception.bracket", _Opened.opens_bracket, _Opened.of_bracket, example="Score (excluding fatigue) ≥ 5 points"
    ),
    Rule(
        "exception.leading", _Opened.leads, _Opened.of_sentence, example="Except for alopecia, toxicity below grade 2"
    ),
    Rule(
        "exception.set-off",
        _Opened.is_set_off,
        _Opened.of_next,
        example="Any drug, other than aspirin (≤ 100 mg/day), within 24 hours",
    ),
    Rule("exception.comma", _Opened.is_behind_comma, _Opened.of_last, example="Cancer within 4 years, except melanoma"),
    Rule("exception.event", _Opened.is_event, _Opened.none, example="Any drug other than aspirin within 24 hours"),
    Rule("exception.behind", _Opened.is_behind, _Opened.of_last, example="Bilirubin > 2 x ULN unless Gilbert syndrome"),
    Rule("exception.verbal", _Opened.is_verbal, _Opened.none, example="Lymphoma unless in remission for ≥ 5 years"),
    Rule("exception.ahead", _Opened.is_ahead, _Opened.of_next, example="Cancer except melanoma in the past 5 years"),
)


def _opened(frame: Frame, index: int) -> list[Clause]:
    """The clause that the opening word at `index` begins."""
    first, after = frame.group(index)
    before = nearest = frame.before(index, first)
    while before is not None and frame.inner[before[0]] != frame.inner[index]:
        before = frame.before(before[0], first)  # one in a bracket comes after those outside
    clause = decide(OPENED, _Opened(frame, index, first, after, before or nearest))
    return [clause] if clause else []


def _has_verb(frame: Frame, first: int, after: int) -> bool:
    """Whether a limit is said of the excepted thing: `except cancer of which the patient is free for 5 years`."""
    return any(frame.codes[place] == WORD and frame.word(place) in _VERBS for place in range(first, after))


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An exception over the atoms [index, end) that begins the bracket at `opening`, and the group that stands in."""

    frame: Frame
    index: int
    end: int
    opening: int
    first: int
    after: int
    before: Limit | None

    def is_behind(self) -> bool:
        depth = self.frame.inner[self.opening]
        return self.before is not None and not self.frame.parted(self.before[1] + 1, self.opening, depth)

    def is_ahead(self) -> bool:
        own = self.frame.next(self.index, self.end) is not None
        return (own or self.frame.word(self.index) not in _EVENT) and self.following() is not None

    def following(self) -> Limit | None:
        return _next(self.frame, self.end, self.after)

    def of_last(self) -> Clause:
        assert self.before is not None
        return Clause(self.index, self.end, together_first(self.frame, self.before, self.first), self.opening)

    def of_next(self) -> Clause:
        limit = self.following()
        assert limit is not None
        return Clause(self.index, self.end, self.end, self.frame.part_after(limit, self.after))


BRACKET: Table[_Bracket, Callable[[_Bracket], Clause | None]] = Table(
    "bracket",
    Rule("bracket.behind", _Bracket.is_behind, _Bracket.of_last, example="Toxicity > grade 1 (except alopecia)"),
    Rule("bracket.ahead", _Bracket.is_ahead, _Bracket.of_next, example="Score (excluding fatigue) ≥ 5 points"),
)


def _next(frame: Frame, index: int, after: int) -> Limit | None:
    """The next limit that something can be taken out of."""
    limit = frame.next(index, after)
    while limit and not frame.what[limit[0]].excepted:
        limit = frame.next(limit[1] + 1, after)
    return limit


def _end(frame: Frame, index: int, after: int) -> int:
    return next((place for place in frame.behind(index, after) if frame.codes[place] == STOP), after)


def _allowed(frame: Frame, opening: int) -> list[Clause]:
    """`(inhaled steroids are permitted)`: a bracket, or what follows its last semicolon, that says what is allowed."""
    closing = frame.closing[opening]
    first = frame.codes.rfind(STOP, opening, closing) + 1 or opening + 1
    if closing >= len(frame.codes) or not 2 <= closing - first <= REACH:
        return []
    if not _ALLOWED.fullmatch(" ".join(frame.sentence.text[frame.starts[first] : frame.starts[closing]].split())):
        return []
    group = frame.group(opening)
    before = frame.before(opening, group[0])
    if before is None:
        return []
    return [Clause(first, closing, together_first(frame, before, group[0]), opening, whys=("exception.allowed",))]
