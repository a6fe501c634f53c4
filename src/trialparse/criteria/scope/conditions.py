"""Conditions: the clauses of a criterion that say when or for whom a limit holds.

A clause is found by its opening words (`if`, `in patients with`; `lexicon/words/scope.toml`) or by the people it names
(`people.py`). Where it stands says what it governs: one that leads a sentence governs the sentence, one beside a limit
governs that limit, one that fills a bracket governs the limit the bracket is beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.groups.mentions import labelled as labelled_groups
from trialparse.criteria.scope import people
from trialparse.criteria.scope.beside import beside, clause_end
from trialparse.criteria.scope.contrasts import apart, are_contrasted, contrasts
from trialparse.criteria.scope.cues import PAST, PRESENT
from trialparse.criteria.scope.frame import CRITERION, JOINTS, SENTENCE, SEPARATORS, Clause, Frame, decide
from trialparse.criteria.scope.labels import label
from trialparse.criteria.scope.leading import LeadEnd, lead_end, note_that_defines
from trialparse.criteria.scope.opposites import opposites
from trialparse.lexicon.alphabet import (
    CLOSE,
    COLON,
    COMMA,
    IF,
    MEASURED,
    NUMBER,
    OPEN,
    POINT,
    STOP,
    WORD,
    one_of,
)

__all__ = ["GROUP", "OPENED", "conditions"]

_NO_CONDITION = re.compile(
    r"provided (?:(?:written|signed|informed|voluntary|their|an?) )+consent\b(?! (?:is|has|was|can|may|form is)\b)"
    r"|(?:even|as) (?:if|when)\b|where (?:[\d<>=≤≥]|[^.;]{1,30} (?:is|are) defined)|provided by\b|in-"
    r"|(?:if|when|where|whenever) (?:any|applicable|needed|necessary|possible|available|required|appropriate|known"
    r"|feasible|indicated)\b"
    r"|when (?:signing|enrolled|enrolling|entering|screened|recruited|randomi[sz]ed|(?:provid|giv)ing (?:\w+ )?consent"
    r"|(?:informed )?consent)\b"
    r"|whil(?:e|st) (?:on|in|taking|receiving|enrolled|participating)"
    r" (?:\w+ )?(?:(?:the|this) )?(?:study|trial|protocol)\b"
    r"|(?:for|in) (?:(?:fe)?males?|m[ae]n|wom[ae]n)(?: (?:patients|subjects|participants))? (?:and|or|&|/)"
    r" (?:(?:fe)?males?|m[ae]n|wom[ae]n)\b"
    r"|(?:for|in) (?:subjects|patients|participants|adults)(?:[.,;:)]|$| (?:and|or) (?:adolescents|children|p[ae]))",
    re.IGNORECASE,
)
_AUXILIARY = PRESENT | PAST | {"having", "be", "been", "being", "who"}
# Findings asked for beside a limit, which narrow nothing: a condition only where they lead or fill a bracket.
_FINDING = re.compile(r"in the (?:absence|presence) of", re.IGNORECASE)
_LIST = re.compile(r"\b(?:following|follows|below)\b", re.IGNORECASE)  # names what stands behind a lead-in
_LEAD_ENDS = one_of(STOP, COLON)
_ANAPHORS = frozenset({"the", "this", "these", "they", "it", "he", "she", "their", "and", "then"})
_FOR = re.compile(r"for\b", re.IGNORECASE)  # what is named so within a criterion leads a sentence
_PEOPLE = re.compile(r"(?:for|in|among) (?!case|the (?:case|event|absence|presence))", re.IGNORECASE)
# The names of groups that lead, the surest first, and how far they govern.
_LEADERS = (
    ("condition.label", people.labels, CRITERION),
    ("condition.group", labelled_groups, CRITERION),
    ("condition.subject", people.sentence_subjects, SENTENCE),
    ("condition.topic", people.topics, SENTENCE),
)
_AGE_LEAD, _AGE_TAIL = 3, 5  # atoms in a bracket before an age and behind it, less than
_CLOSING = CLOSE + POINT + COLON + STOP  # what may still stand behind the last bracket


def conditions(frame: Frame, *, labelled: bool = False) -> list[Clause]:
    """The conditions of a criterion; `labelled` says that its label sets it apart from its siblings."""
    return _Reader(frame).read(labelled)


class _Reader:
    """Reads the conditions of one criterion, what is surer first; what one clause has taken is no other's."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: list[Clause] = []
        self.taken = bytearray(len(frame.codes))
        self.where = frame.sentence.text, frame.sentence.start, frame.sentence.end

    def read(self, labelled: bool) -> list[Clause]:
        several = len(self.frame.limits) > 1
        self._leaders()
        if labelled:
            self._sibling()
        if several and self.frame.closing:
            self._set(apart(self.frame))
        self._openers()
        self._groups()
        if several:
            self._respective()
            self._set(opposites(self.frame, people.sexes))
            self._set(opposites(self.frame, people.generations))
            self._set(contrasts(self.frame))
        return _handed_over(self.found)

    def _add(self, clause: Clause | None) -> None:
        if clause is not None:
            self.found.append(clause)
            self.taken[clause.first : clause.after] = b"\1" * (clause.after - clause.first)

    def _set(self, clauses: Iterable[Clause]) -> None:
        for clause in clauses:
            self._add(None if self.taken[clause.first] else clause)

    def _sibling(self) -> None:
        """The label that sets the criterion apart from its siblings, where a measurement stands right behind it."""
        frame, place = self.frame, label(*self.where)
        limit = frame.next(0, len(frame.codes))
        if place is None or limit is None or self.taken[0] or frame.what[limit[0]].timed:
            return
        first, after = frame.span(place)
        subject = frame.said.get(limit[0], {}).get("subject")
        if subject and subject["id"] is not None and frame.sentence.begins(subject["span"]["start"]) == after + 1:
            self._add(Clause(first, after, after, len(frame.codes), CRITERION, ("condition.sibling",)))

    def _leaders(self) -> None:
        frame, text = self.frame, self.frame.sentence.text
        labels: list[str] = []  # what a sentence under them begins with is often the same group
        for why, find, rank in _LEADERS:
            for place in find(*self.where):
                first, after = frame.span(place)
                name = text[slice(*place)]
                if frame.excludes and people.goes_on_as_clause(name):
                    continue  # those who are described are excluded, whoever else is
                if not (self.taken[first] or any(people.is_same(name, one) for one in labels)):
                    labels += [name] if rank == CRITERION else []
                    self._add(Clause(first, after, after, self._leads_to(first, after, rank, name), rank, (why,)))

    def _leads_to(self, first: int, after: int, rank: int, name: str) -> int:
        """Where the reach of a group that leads ends: a topic within a criterion holds up to the next heading."""
        frame = self.frame
        if rank == SENTENCE and first:
            return frame.period(first)[1]
        if first == 0 or not _FOR.match(name) or people.names_people(name):
            return note_that_defines(frame, after)
        end = frame.period(first)[1]
        return next((place for place in range(after + 1, end) if frame.codes[place] == COLON), end)

    def _openers(self) -> None:
        for index in self.frame.with_code(IF):
            if not self.taken[index]:
                self._add(_opened(self.frame, index))

    def _groups(self) -> None:
        for place in people.phrases(*self.where):
            first, after = self.frame.span(place)
            if not self.taken[first] and not _states_more(self.frame, first, after):
                self._add(_group(self.frame, first, after))
        for first, last in self.frame.limits:
            if self.frame.what[first].narrows:
                self._aged(first, last)

    def _aged(self, first: int, last: int) -> None:
        """`Lansky ≥ 50 (< 16 years)`: an age that fills a bracket."""
        opening, closing = self.frame.inner[first], self.frame.codes.find(CLOSE, last + 1, last + _AGE_TAIL)
        fills = opening >= 0 <= closing and first - 1 - opening < _AGE_LEAD and not self.taken[opening + 1]
        fills = fills and self.frame.next(opening, first) is None  # `class I (II if > 70 years)` has a limit of its own
        beside = self.frame.before(opening, 0) if fills and self.frame.ends_limit(opening - 1) else None
        if beside is not None and not self.frame.what[beside[0]].narrows:
            self._add(_group(self.frame, opening + 1, closing))

    def _respective(self) -> None:
        """`> 13 g/dL and > 12 g/dL for men and women, respectively`: of each limit the group whose turn it is."""
        frame = self.frame
        for index in frame.with_code(WORD):
            if frame.word(index) != "respectively":
                continue
            first = frame.codes.rfind(NUMBER, 0, index) + 1
            named = frame.sentence.lexicon.roles["group"]
            groups = [place for place in range(first, index) if frame.word(place).split()[-1] in named]
            limits = [limit for limit in frame.limits if limit[1] < first][-len(groups) :]
            if any(JOINTS.isdisjoint(frame.codes[one[1] + 1 : two[0]]) for one, two in pairwise(limits)):
                continue
            if len(limits) == len(groups) > 1 and MEASURED not in frame.codes[limits[0][1] : index]:
                for group, (limit, _) in zip(groups, limits, strict=True):
                    self._add(Clause(group, group + 1, limit, limit + 1, whys=("condition.respective",)))


def _states_more(frame: Frame, first: int, after: int) -> bool:
    """Whether a bracket names a group and a limit of its own: `(patients with cirrhosis ≥ 90 g/L)`."""
    limit = frame.next(first, after)
    return limit is not None and frame.codes[first - 1 : first] == OPEN and not frame.what[limit[0]].narrows


def _handed_over(clauses: list[Clause]) -> list[Clause]:
    """The clauses, of which one that leads governs up to the next of its kind, which is nearer to all that follows.

    A topic takes over all that the one before it had: `For arm A, … . … . For arm B, … . …`.
    """
    for rank in (SENTENCE, CRITERION) if len(clauses) > 1 else ():
        leading = sorted((c for c in clauses if c.rank == rank and c.reach_first == c.after), key=lambda c: c.first)
        until = {clause: clause.reach_after for clause in leading}
        for one, nxt in pairwise(leading):
            if nxt.whys[0] == "condition.topic":
                until[nxt] = max(until[nxt], until[one])
            until[one] = min(until[one], nxt.after if rank == SENTENCE else nxt.first)
        clauses = [replace(c, reach_after=until.get(c, c.reach_after)) for c in clauses]
    return clauses


def _ends_lead(frame: Frame, place: int) -> bool:
    """Whether the reach of a clause that leads may end here: `; the dose …` goes on."""
    goes_on = place + 1 < len(frame.codes) and frame.word(place + 1) in _ANAPHORS
    return frame.codes[place] in _LEAD_ENDS and not goes_on


@dataclass(frozen=True, slots=True)
class _Opened:
    """The opening word at `index` in its group [first, after), with where its clause ends if it leads."""

    frame: Frame
    index: int
    first: int
    after: int
    words: str
    lead: LeadEnd | None

    def is_idiom(self) -> bool:
        return bool(_NO_CONDITION.match(self.words))

    def is_participle(self) -> bool:
        return self.words.startswith("provided") and self.index > 0 and self.frame.word(self.index - 1) in _AUXILIARY

    def leads(self) -> bool:
        if self.lead is None:
            return False
        return self.index == self.first or self.frame.next(self.lead.place, self.after) is not None

    def is_finding(self) -> bool:
        return bool(_FINDING.match(self.words)) and not (self.fills() or self.is_contrasted())

    def fills(self) -> bool:
        return self.frame.inner[self.index] >= 0 and self.index == self.first

    def is_contrasted(self) -> bool:
        """Whether it stands behind a second limit of one thing: `> 450 ms, or > 480 ms in the presence of a block`."""
        limit = self.frame.before(self.index, 0)
        earlier = self.frame.before(limit[0], 0) if limit and limit[1] == self.index - 1 else None
        return bool(limit and earlier and are_contrasted(self.frame, earlier, limit))

    def is_of_children(self) -> bool:
        """Whether it ends a lead-in that has named the list that follows, and no limit of its own."""
        frame = self.frame
        ends = frame.inner[self.index] < 0 and frame.codes[-1:] == COLON and self.after == len(frame.codes)
        if not ends or frame.before(self.index, 0) is not None or self.end() < len(frame.codes) - 1:
            return False
        told, asked = frame.sentence.words(0, self.index), frame.sentence.words(self.index, self.after)
        return bool(_LIST.search(told)) and not _LIST.search(asked)

    def is_about_value(self) -> bool:
        return self.frame.sentence.atoms[self.index].key == "value"

    def of_value(self) -> Clause | None:
        """The clause over a value right before it: a time is part of what goes on meanwhile."""
        limit = self.frame.before(self.index, self.first)
        if limit is None or limit[1] != self.index - 1 or self.frame.what[limit[0]].timed:
            return None
        return self.beside()

    def none(self) -> None:
        return None

    def leading(self) -> Clause:
        assert self.lead is not None
        end, after = self.lead.place, self.after
        if not _PEOPLE.match(self.words):
            ends = (place for place in self.frame.behind(end, after) if _ends_lead(self.frame, place))
            stop = next(ends, after)  # a colon opens a list with stops of its own
            after = after if self.frame.codes[stop : stop + 1] == COLON else stop
        elif self.index == 0:
            after = note_that_defines(self.frame, after)  # a group that leads a criterion is that of all of it
        return Clause(self.index, end, end, after, SENTENCE, (self.lead.why,))

    def end(self) -> int:
        return clause_end(self.frame, self.index, self.after, people=bool(_PEOPLE.match(self.words)))

    def of_children(self) -> Clause:
        count = len(self.frame.codes)
        return Clause(self.index, count - 1, count, count, CRITERION)

    def beside(self) -> Clause | None:
        named, end = bool(_PEOPLE.match(self.words)), self.end()
        words = self.frame.sentence.words(self.index, end)
        if named and (people.is_anyone(words) or (people.is_unfinished(words) and self.frame.is_limit(end))):
            return None
        return beside(self.frame, self.index, end, people=named)


OPENED: Table[_Opened, Callable[[_Opened], Clause | None]] = Table(
    "condition",
    Rule("condition.idiom", _Opened.is_idiom, _Opened.none, example="Ferritin > 50 ng/mL where available"),
    Rule(
        "condition.participle",
        _Opened.is_participle,
        _Opened.none,
        example="Guardians must have provided consent within 7 days",
    ),
    Rule(
        "condition.leading",
        _Opened.leads,
        _Opened.leading,
        example="If taking prednisone, the dose must be ≤ 12 mg/day",
    ),
    Rule(
        "condition.finding",
        _Opened.is_finding,
        _Opened.none,
        example="Ferritin > 300 ng/mL in the absence of inflammation",
    ),
    Rule(
        "condition.value",
        _Opened.is_about_value,
        _Opened.of_value,
        example="Systolic blood pressure > 170 mmHg while untreated",
    ),
    Rule(
        "condition.children",
        _Opened.is_of_children,
        _Opened.of_children,
        example="One of the following, if age > 65 years:",
    ),
    Rule("condition.beside", always, _Opened.beside, example="ALT ≤ 6 x ULN if the liver is involved"),
)


def _opened(frame: Frame, index: int) -> Clause | None:
    """The clause that the opening word at `index` begins, with what it governs."""
    first, after = frame.group(index)
    may_lead = frame.inner[index] < 0 and (index == first or frame.codes[index - 1] in SEPARATORS)
    lead = lead_end(frame, index, after) if may_lead else None
    return decide(OPENED, _Opened(frame, index, first, after, frame.words(index), lead))


@dataclass(frozen=True, slots=True)
class _Group:
    """A group named within the criterion in the atoms [first, after), as a clause beside a limit where it is one."""

    frame: Frame
    first: int
    after: int
    near: Clause | None

    def leads(self) -> bool:
        frame = self.frame
        return self.first == frame.period(self.first)[0] and frame.codes[self.after : self.after + 1] == COMMA

    def is_last(self) -> bool:
        """Whether it fills the criterion's last bracket, and that stands beside no limit."""
        frame, opening = self.frame, self.frame.inner[self.first]
        return (
            opening >= 0
            and self.first == opening + 1
            and len(frame.codes) - self.after < 4
            and not frame.codes[self.after :].strip(_CLOSING)
            and not frame.ends_limit(opening - 1)
        )

    def of_sentence(self) -> Clause:
        end = self.frame.period(self.first)[1] if self.first else len(self.frame.codes)
        return Clause(self.first, self.after, self.after, end, SENTENCE)

    def of_all(self) -> Clause:
        return Clause(self.first, self.after, 0, len(self.frame.codes), CRITERION)

    def of_limit(self) -> Clause | None:
        return self.near

    def of_children(self) -> Clause:
        end = len(self.frame.codes)
        return Clause(self.first, self.after, end, end, CRITERION)


GROUP: Table[_Group, Callable[[_Group], Clause | None]] = Table(
    "group",
    Rule("group.leading", _Group.leads, _Group.of_sentence, example="In cohort 2, platelets > 90000/mm3"),
    Rule(
        "group.last",
        _Group.is_last,
        _Group.of_all,
        example="Troponin > 14 ng/L within 24 hours of admission (surgical patients).",
    ),
    Rule("group.beside", _Group.of_limit, _Group.of_limit, example="QTcF > 450 ms (men)"),
    Rule("group.children", always, _Group.of_children, example="Platelets > 90000/mm3; and biopsies in part B"),
)


def _group(frame: Frame, first: int, after: int) -> Clause | None:
    return decide(GROUP, _Group(frame, first, after, beside(frame, first, after, people=True)))
