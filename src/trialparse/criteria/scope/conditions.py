"""Conditions: the clauses of a criterion that say when or for whom a limit holds.

A clause is found by its opening words (`if`, `in patients with`; `lexicon/words/scope.toml`) or by the people it names
(`people.py`). Where it stands says what it governs: one that leads a sentence governs the sentence, one beside a limit
governs that limit, one that fills a bracket governs the limit the bracket is beside.
"""

from __future__ import annotations

import re
from itertools import pairwise

from trialparse.criteria.scope import people
from trialparse.criteria.scope.frame import CRITERION, REACH, SENTENCE, Clause, Frame

__all__ = ["conditions", "lead_end"]

_NO_CONDITION = re.compile(
    r"(?:even|as) (?:if|when)\b|where \d|provided by\b"
    r"|(?:if|when|where|whenever) (?:any|applicable|needed|necessary|possible|available|required|appropriate|known"
    r"|feasible|indicated)\b"
    r"|(?:for|in) (?:(?:fe)?males?|m[ae]n|wom[ae]n)(?: (?:patients|subjects|participants))? (?:and|or|&|/)"
    r" (?:(?:fe)?males?|m[ae]n|wom[ae]n)\b"
    r"|(?:for|in) (?:subjects|patients|participants|adults)(?:[.,;:)]|$| (?:and|or) (?:adolescents|children|p[ae]))",
    re.IGNORECASE,
)
_AUXILIARY = frozenset({"have", "has", "had", "having", "is", "are", "was", "were", "be", "been", "being", "who"})
# Findings asked for beside a limit, which narrow nothing: a condition only where they lead or fill a bracket.
_FINDING = re.compile(r"in the (?:absence|presence) of", re.IGNORECASE)
_PEOPLE = re.compile(r"(?:for|in) (?!case|the (?:case|event|absence|presence))", re.IGNORECASE)
_MODAL = frozenset({"must", "should", "shall", "will", "may", "can", "need", "needs", "has", "have", "is", "are"})
_LAW = frozenset({"must", "should", "shall"})
_DETERMINERS = frozenset({"the", "their", "they", "a"})
# Words that begin the main clause after a clause that leads.
_MAIN = re.compile(
    r"(?:the|a|an|they|he|she|it|this|there|his|her|their|no|not|only|then|all|any|at|must|should|shall|will|may"
    r"|(?:fe)?males?|patients?|subjects?|participants?|women|men)\b",
    re.IGNORECASE,
)
_CONTRASTED = frozenset({"with", "without", "for"})


def conditions(frame: Frame) -> list[Clause]:
    """The conditions of a criterion."""
    return _Reader(frame).read()


class _Reader:
    """Reads the conditions of one criterion, what is surer first; what one clause has taken is no other's."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: list[Clause] = []
        self.taken = bytearray(len(frame.codes))

    def read(self) -> list[Clause]:
        frame, sentence = self.frame, self.frame.sentence
        where = sentence.text, sentence.start, sentence.end
        for place in people.labels(*where):
            self._lead(place, CRITERION)
        for place in people.sentence_subjects(*where):
            self._lead(place, SENTENCE)
        for place in people.topics(*where):
            self._lead(place, SENTENCE)
        for index, code in enumerate(frame.codes):
            if code == "i" and not self.taken[index]:
                self._add(_opened(frame, index))
        for place in people.phrases(*where):
            first, after = frame.span(place)
            if not self.taken[first]:
                self._add(_group(frame, first, after))
        if len(frame.limits) > 1:
            self._sexes()
            self._contrasts()
        _hand_over(self.found)
        return self.found

    def _add(self, clauses: list[Clause]) -> None:
        for clause in clauses:
            self.found.append(clause)
            self.taken[clause.first : clause.after] = b"\1" * (clause.after - clause.first)

    def _lead(self, place: tuple[int, int], rank: int) -> None:
        first, after = self.frame.span(place)
        if not self.taken[first]:
            end = len(self.frame.codes) if rank == CRITERION else self.frame.period(first)[1]
            self._add([Clause(first, after, after, end, rank)])

    def _sexes(self) -> None:
        """`male ≥ 450 ms, female ≥ 470 ms`: bare words for the sexes, where each stands at a limit of its own."""
        frame, sentence = self.frame, self.frame.sentence
        found: dict[str, list[Clause]] = {}
        for place, sex in people.sexes(sentence.text, sentence.start, sentence.end):
            index, after = frame.span(place)
            if frame.starts[index] != place[0] or self.taken[index]:
                continue
            nxt = after + (frame.codes[after : after + 1] == ":")
            before = frame.before(index, 0)
            if frame.is_limit(nxt):
                found.setdefault(sex, []).append(Clause(index, after, nxt, nxt + 1))
            elif before and before[1] == index - 1 and frame.codes[after : after + 1] in ("", *"KAO;)."):
                found.setdefault(sex, []).append(Clause(index, after, before[0], index))
        if len(found) == 2:
            self._add([clause for clauses in found.values() for clause in clauses])

    def _contrasts(self) -> None:
        """`≥ 30, or ≥ 27 with a comorbidity`: a second limit of one thing, and what sets it apart from the first."""
        frame = self.frame
        for earlier, limit in pairwise(frame.limits):
            between = frame.codes[earlier[1] + 1 : limit[0]]
            if between[-1:] not in tuple("KO(") or "M" in between or len(between) > REACH:
                continue
            if frame.what[earlier[0]] != frame.what[limit[0]]:
                continue
            if between == "(" or frame.what[limit[0]] == "threshold":
                self._contrast(earlier[1] + 1, earlier[0])
                self._contrast(limit[1] + 1, limit[0])

    def _contrast(self, index: int, limit: int) -> None:
        frame = self.frame
        if index + 1 >= len(frame.codes) or self.taken[index] or frame.word(index) not in _CONTRASTED:
            return
        if frame.codes[index + 1] in "wL" and frame.word(index + 1) not in ("the", "at"):
            self._add([Clause(index, _end(frame, index, frame.group(index)[1], people=True), limit, limit + 1)])


def _hand_over(clauses: list[Clause]) -> None:
    """Lets a clause that leads govern up to the next one of its kind, which is nearer to all that follows."""
    for rank in (SENTENCE, CRITERION):
        leading = sorted((c for c in clauses if c.rank == rank and c.reach_first == c.after), key=lambda c: c.first)
        for one, nxt in pairwise(leading):
            one.reach_after = min(one.reach_after, nxt.after)


def _group(frame: Frame, first: int, after: int) -> list[Clause]:
    """A group named within the criterion: one in its last bracket means all of it, one beside no limit the children."""
    end, opening = len(frame.codes), frame.inner[first]
    if first == frame.period(first)[0] and frame.codes[after : after + 1] == "K":
        return [Clause(first, after, after, frame.period(first)[1], SENTENCE)]
    last = opening >= 0 and first == opening + 1 and end - after < 4 and not frame.codes[after:].strip(").:;")
    if last and not frame.ends_limit(opening - 1):
        return [Clause(first, after, 0, end, CRITERION)]
    return _beside(frame, first, after) or [Clause(first, after, end, end, CRITERION)]


def _opened(frame: Frame, index: int) -> list[Clause]:
    """The clause that the opening word at `index` begins, with what it governs."""
    words = frame.words(index)
    if _NO_CONDITION.match(words) or (index and words.startswith("provided") and frame.word(index - 1) in _AUXILIARY):
        return []
    first, after = frame.group(index)
    bracket = frame.inner[index] >= 0
    if not bracket and (index == first or frame.codes[index - 1] in "KAO;:"):
        end = lead_end(frame, index, after)
        if end is not None and (index == first or frame.next(end, after)):
            return [Clause(index, end, end, after, SENTENCE)]
    if _FINDING.match(words) and not (bracket and index == first):
        return []
    named = bool(_PEOPLE.match(words))
    return _beside(frame, index, _end(frame, index, after, people=named), people=named)


def lead_end(frame: Frame, index: int, after: int) -> int | None:
    """Where a clause that leads ends: at the colon, or at the comma before the main clause."""
    around, comma = frame.inner[index], None
    for place in range(index + 1, min(after, index + REACH)):
        if frame.inner[place] != around:
            continue
        code = frame.codes[place]
        if code == ";" or (code == ":" and comma is None):
            return place if code == ":" else comma
        if code == "K" and place + 1 < after:
            if _MAIN.match(frame.words(place + 1)):
                return place
            comma = comma or place
        elif code == "w" and frame.word(place) in _MODAL:
            if comma is not None:
                return frame.codes.rfind("K", index, place)
            if place > index + 1 and frame.word(place) in _LAW:
                return _main_start(frame, index, place)
    return comma


def _main_start(frame: Frame, index: int, modal: int) -> int:
    """The subject of the main clause before its verb, where no comma parts it: `If on steroids the dose must ...`."""
    for place in range(modal - 1, index + 1, -1):
        if frame.word(place) in _DETERMINERS:
            return place
    return modal


def _end(frame: Frame, index: int, after: int, *, people: bool) -> int:
    """Where a clause beside a limit ends: where its group does, or where another limit or clause begins."""
    if people and frame.is_limit(index + 1) and frame.what[index + 1] != "age":
        return index + 1
    around = frame.inner[index]
    for place in range(index + 1, min(after, index + REACH)):
        if frame.inner[place] != around:
            continue
        code = frame.codes[place]
        if code in ";e" or (code == ":" and people) or (code in "KAO" and _turns(frame, place, after, people=people)):
            return place
    return after


def _turns(frame: Frame, place: int, after: int, *, people: bool) -> bool:
    """Whether a separator leads to another limit, and not to a further member of a list."""
    nxt = place + 1
    while nxt < after and frame.codes[nxt] in "KAO":
        nxt += 1
    if nxt >= after or frame.is_limit(nxt):
        return nxt >= after or people or frame.what[nxt] != "age"
    if frame.codes[nxt] == "i":
        return frame.codes[place] == "K" or frame.word(nxt) not in ("if", "when")
    if frame.codes[place] != "K":
        return people and frame.codes[nxt] == "M" and frame.next(nxt, min(after, nxt + 3)) is not None
    return not any(code in "AO" for code in frame.codes[nxt : min(nxt + 6, after)])


def _beside(frame: Frame, index: int, end: int, *, people: bool = True) -> list[Clause]:
    """A clause within a sentence: it governs the limit it follows, else the one it precedes."""
    first, after = frame.group(index)
    opening, stop = index, end
    if index == first and frame.inner[index] >= 0 and (end >= after or frame.codes[end] == ";"):
        opening, stop = frame.inner[index], after + 1
        first, after = frame.group(opening)
    depth = frame.inner[opening]
    before, following = frame.before(opening, first), frame.next(stop, after)
    mark = frame.codes[opening - 1] if opening else ";"
    if following and (frame.inner[following[0]] != depth or not (people or opening == index)):
        following = None
    touches = following is not None and following[0] == stop and before is not None and before[1] < opening - 1
    if before and not touches and mark not in "KAO;:" and not frame.parted(before[1] + 1, opening, depth):
        return [Clause(index, end, frame.part_first(before[0], first), opening)]
    if following and not frame.parted(stop, following[0], depth):
        return [Clause(index, end, stop, frame.part_after(following, after))]
    if before and mark == "K" and not frame.parted(before[1] + 1, opening - 1, depth):
        return [Clause(index, end, frame.part_first(before[0], first), opening)]
    return []
