"""Conditions: the clauses of a criterion that say when or for whom a limit holds.

A clause is found by its opening words (`if`, `in patients with`; `lexicon/words/scope.toml`) or by the people it names
(`populations.py`). Where it stands says what it governs: one that leads a sentence governs the sentence, one beside a limit
governs that limit, one that fills a bracket governs the limit the bracket is beside.
"""

from __future__ import annotations

import re

from trialparse.criteria import populations
from trialparse.criteria.frame import CRITERION, LOCAL, SENTENCE, Clause, Frame

__all__ = ["conditions", "lead_end"]

_NO_CONDITION = re.compile(
    r"(?:even|as) (?:if|when)\b|(?:if|when|where|whenever) (?:any|applicable|needed|necessary|possible|available|required|appropriate|known|feasible|indicated)\b"
    r"|(?:for|in) (?:fe)?(?:males?|m[ae]n|wom[ae]n)(?: (?:patients|subjects|participants))? (?:and|or|&|/) (?:(?:fe)?males?|m[ae]n|wom[ae]n)\b|provided by\b"
    r"|(?:for|in) (?:subjects|patients|participants|adults)(?:[.,;:)]|$| (?:and|or) (?:adolescents|children|p[ae]))",
    re.IGNORECASE,
)
# Findings asked for beside a limit, which narrow nothing: a condition only where they lead or fill a bracket.
_FINDING = re.compile(r"in the (?:absence|presence) of", re.IGNORECASE)
_PEOPLE = re.compile(r"(?:for|in) (?!case|the (?:case|event|absence|presence))", re.IGNORECASE)
_MODAL = frozenset("must should shall will may can need needs has have is are".split())
_LAW = frozenset({"must", "should", "shall"})
_DETERMINERS = frozenset({"the", "their", "they", "a"})
# Words that begin the main clause after a clause that leads.
_MAIN = re.compile(
    r"(?:the|a|an|they|he|she|it|this|there|his|her|their|no|not|only|then|all|any|at|must|should|shall|will|may|(?:fe)?males?|patients?|subjects?|participants?|women|men)\b",
    re.IGNORECASE,
)
_LEAD_REACH = 60  # atoms a clause that leads may have


def conditions(frame: Frame) -> list[Clause]:
    """The conditions of a criterion."""
    text, start, end = frame.sentence.text, frame.sentence.start, frame.sentence.end
    found = [_leading(frame, name, CRITERION) for name in populations.labels(text, start, end)]
    found += [_leading(frame, name, SENTENCE) for name in populations.sentence_subjects(text, start, end)]
    found += [
        _leading(frame, name, SENTENCE)
        for name in populations.topics(text, start, end)
        if not _inside(found, frame.span(name)[0])
    ]
    for index, code in enumerate(frame.codes):
        if code == "i" and not _inside(found, index):
            found += _opened(frame, index)
    for place in populations.phrases(text, start, end):
        first, after = frame.span(place)
        if not _inside(found, first):
            found += _group(frame, first, after)
    return [*_sexes(frame, found), *found]


def _inside(clauses: list[Clause], index: int) -> bool:
    return any(clause.first <= index < clause.after for clause in clauses)


def _leading(frame: Frame, place: tuple[int, int], rank: int) -> Clause:
    first, after = frame.span(place)
    end = len(frame.codes) if rank == CRITERION else frame.period(first)[1]
    return Clause(first, after, after, end, rank)


def _group(frame: Frame, first: int, after: int) -> list[Clause]:
    """A group named within the criterion: one in its last bracket means all of it, one beside no limit the children."""
    end, opening = len(frame.codes), frame.inner[first]
    last = opening >= 0 and first == opening + 1 and not re.search("[^).:;]", frame.codes[after:])
    if last and not any(limit == opening - 1 for _, limit in frame.limits):
        return [Clause(first, after, 0, end, CRITERION)]
    return _beside(frame, first, after) or [Clause(first, after, end, end, CRITERION)]


def _opened(frame: Frame, index: int) -> list[Clause]:
    """The clause that the opening word at `index` begins, with what it governs."""
    words = frame.words(index)
    if _NO_CONDITION.match(words):
        return []
    first, after = frame.group(index)
    bracket = frame.inner[index] >= 0
    if not bracket and (index == first or frame.codes[index - 1] in "KAO;:"):
        end = lead_end(frame, index, after)
        if end is not None and (index == first or frame.next(end, after)):
            return [Clause(index, end, end, _next_lead(frame, end, after), SENTENCE)]
    if _FINDING.match(words) and not (bracket and index == first):
        return []
    people = bool(_PEOPLE.match(words))
    return _beside(frame, index, _end(frame, index, after, people), people=people)


def _next_lead(frame: Frame, index: int, after: int) -> int:
    """Where the next clause of the same kind takes over: `..., or if not treated ...`."""
    for place in range(index, after - 1):
        joins = frame.codes[place] in "AOK;" and frame.codes[place + 1] == "i" and frame.inner[place] < 0
        if joins and lead_end(frame, place + 1, after):
            return place
    return after


def lead_end(frame: Frame, index: int, after: int) -> int | None:
    """Where a clause that leads ends: at the colon, or at the comma before the main clause."""
    around, comma = frame.inner[index], None
    for place in range(index + 1, min(after, index + _LEAD_REACH)):
        if frame.inner[place] != around:
            continue
        code = frame.codes[place]
        if code == ";" or (code == ":" and comma is None):
            return place if code == ":" else comma
        if code == "K" and place + 1 < after:
            if _MAIN.match(frame.words(place + 1)):
                return place
            comma = comma or place
            if frame.codes[place + 1] not in "AO" and frame.codes[place - 1 : place] not in "w":
                comma = place
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


def _end(frame: Frame, index: int, after: int, people: bool) -> int:
    """Where a clause beside a limit ends: where its group does, or where another limit or clause begins."""
    if people and frame.is_limit(index + 1) and frame.what[index + 1] != "age":
        return index + 1
    around = frame.inner[index]
    for place in range(index + 1, after):
        if frame.inner[place] != around:
            continue
        code = frame.codes[place]
        if code in ";e" or (code == ":" and people) or (code in "KAO" and _turns(frame, place, after, people)):
            return place
    return after


def _turns(frame: Frame, place: int, after: int, people: bool) -> bool:
    """Whether a separator leads to another limit, and not to a further member of a list."""
    nxt = place + 1
    while nxt < after and frame.codes[nxt] in "KAO":
        nxt += 1
    if nxt >= after or frame.is_limit(nxt):
        return True
    if frame.codes[nxt] == "i":
        return frame.codes[place] == "K" or frame.word(nxt) not in ("if", "when")
    if frame.codes[place] != "K":
        return people and frame.codes[nxt] == "M" and frame.next(nxt, min(after, nxt + 3)) is not None
    return not any(code in "AO" for code in frame.codes[nxt : min(nxt + 6, after)])


def _beside(frame: Frame, index: int, end: int, people: bool = True) -> list[Clause]:
    """A clause within a sentence: it governs the limit it follows, else the one it precedes."""
    first, after = frame.group(index)
    opening, stop = index, end
    if index == first and frame.inner[index] >= 0 and (end >= after or frame.codes[end] == ";"):
        opening, stop = frame.inner[index], after + 1
        first, after = frame.group(opening)
    depth = frame.inner[opening]
    before = frame.before(opening, first)
    sign = frame.codes[opening - 1] if opening else ";"
    following = frame.next(stop, after)
    leads = following is not None and following[0] == stop and before is not None and before[1] < opening - 1
    if before and not leads and sign not in "KAO;:" and not frame.parted(before[1] + 1, opening, depth):
        return [Clause(index, end, frame.part_first(before[0], first), opening)]
    if (
        following
        and (people or opening == index)
        and frame.inner[following[0]] == depth
        and not frame.parted(stop, following[0], depth)
    ):
        return [Clause(index, end, stop, frame.part_after(following, after))]
    if before and sign == "K" and not frame.parted(before[1] + 1, opening - 1, depth):
        return [Clause(index, end, frame.part_first(before[0], first), opening)]
    return []


def _sexes(frame: Frame, known: list[Clause]) -> list[Clause]:
    """`male ≥ 450 ms, female ≥ 470 ms`: bare words for the sexes, where each stands at a limit of its own."""
    if len(frame.limits) < 2:
        return []
    found: dict[str, list[Clause]] = {}
    for start, end, sex in populations.sexes(frame.sentence.text, frame.sentence.start, frame.sentence.end):
        index, after = frame.span((start, end))
        if frame.starts[index] != start or _inside(known, index):
            continue
        nxt = after + (frame.codes[after : after + 1] == ":")
        before = frame.before(index, 0)
        if frame.is_limit(nxt):
            found.setdefault(sex, []).append(Clause(index, after, nxt, nxt + 1, LOCAL))
        elif before and before[1] == index - 1 and frame.codes[after : after + 1] in ("", *"KAO;)."):
            found.setdefault(sex, []).append(Clause(index, after, before[0], index, LOCAL))
    return [clause for clauses in found.values() for clause in clauses] if len(found) == 2 else []
