"""Scope: what negates a constraint, the condition under which it holds, and the exception to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from trialparse.criteria.kinds import Kind, kind_of
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, subject_plain, words_plain
from trialparse.criteria.phrases.moments import moment_key, moment_of, moments
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.conditions import conditions
from trialparse.criteria.scope.denied import denied
from trialparse.criteria.scope.exceptions import exceptions
from trialparse.criteria.scope.frame import Clause, Frame
from trialparse.criteria.scope.negation import Denial, Negation, negations
from trialparse.criteria.scope.roles import with_roles
from trialparse.criteria.scope.unmet import denies_list
from trialparse.criteria.scope.verdicts import judged
from trialparse.criteria.scope.whose import Person, leader, persons, says_only
from trialparse.lexicon.alphabet import COLON, COMMA, MOMENT, OR, POINT, STOP, one_of, pattern
from trialparse.model.criterion import Kind as Side

__all__ = ["Inherited", "Scope", "apply", "headed", "scoped"]

Plain = dict[str, Any]
_LEADS_IN = re.compile(
    r"(?:[:;]|\bnot(?:\s+(?:have|be))?)\W*$|\b(?:following|criteria|as\s+follows|below)\b[^.;]*\.?\s*$", re.IGNORECASE
)
# Who may take part is said in full, without a colon: `Patients with brain metastases are eligible`.
_PERMITS = re.compile(r"\b(?:eligible|allowed|permitted|acceptable)[\s.)]*$", re.IGNORECASE)
_LEAD_IN_END = 160  # characters at the end of a criterion that tell a lead-in
_LEAD_IN_ATOMS = 9  # at its end, in which a moment may stand before which all lies
_BEFORE_ALL = pattern("Before [Word Of Before]{0,4} Moment Close? [Colon Comma Stop]? $")
_SIZE = re.compile(r"[(\[]\s?n\s?\Z", re.IGNORECASE)
_SIZE_WIDTH = 4  # the most characters it takes
_APART = frozenset({"condition.apart", "condition.contrast"})  # rules that set a limit apart from the one before
_PARTING = one_of(POINT, STOP, COLON, COMMA, OR)  # between a denial and a subject that has none of it
_KEPT = 5  # atoms between the two, at the most
_MARKS = one_of(POINT, STOP, COLON, COMMA)  # no part of a clause they end


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the words of a lead-in say of its children."""

    condition: Plain | None = None
    anchor: Plain | None = None
    experiencer: Plain | None = None
    denial: Denial | None = None
    before: Plain | None = None  # the moment before which all that follows lies
    labelled: bool = False  # the label of the criterion sets it apart from its siblings
    group: Plain | None = None  # the words of a heading for whom all of it is, where nothing narrower is said
    unmet: bool = False  # a lead-in denies as a whole what it leads to


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words around a constraint say of it.

    `anchor` is the moment of a lead-in, where the constraint has none of its own, `experiencer` whose it is. `kept` is
    where a denial begins that belongs to its subject.
    `explained` are the stretches of text that all these take, `whys` the names of the rules that decided.
    """

    denial: Denial | None = None
    condition: Plain | None = None
    exception: Plain | None = None
    anchor: Plain | None = None
    experiencer: Plain | None = None
    explained: tuple[tuple[int, int], ...] = ()
    whys: tuple[str, ...] = ()
    kept: int | None = None

    @property
    def negated(self) -> bool:
        return self.denial is not None

    @property
    def unsure(self) -> tuple[str, ...]:
        """The codes of doubts about it."""
        return ("unsure-negation",) if self.denial is not None and self.denial.unsure else ()

    @property
    def negated_by(self) -> int | None:
        """The atom of the negation, None where there is none or a lead-in has it."""
        return self.denial.atom if self.denial else None


def apply(
    sentence: Sentence,
    drafts: Sequence[Draft],
    inherited: Inherited | None = None,
    *,
    kind: Side = "unknown",
    leads: bool = True,
) -> tuple[list[Draft], Inherited]:
    """The constraints of a criterion of a kind with their scope, and what its children inherit.

    Where it does not lead others, nothing is looked for that they could inherit.
    """
    inherited = inherited or Inherited()
    around = _around(sentence, drafts, inherited, kind == "exclusion")
    scopes = [around.scope(draft, place) for place, draft in enumerate(drafts)]
    found = [scoped(_denying(sentence, *each), each[1]) for each in zip(drafts, scopes, strict=True)]
    found = [_without_exception(sentence, draft) for draft in found]
    found = [_of_same(draft, found[place - 1] if place else None) for place, draft in enumerate(found)]
    found = [_of_whom(sentence, draft) for draft in found if not (_lacks_condition(draft) or _is_size(sentence, draft))]
    passed_on = _passed_on(around, drafts, kind) if leads else inherited
    handed_on = None if passed_on.condition is inherited.condition else passed_on.condition
    return judged(sentence, with_roles(around.frame, found, handed_on), kind), passed_on


def _passed_on(around: _Around, drafts: Sequence[Draft], kind: Side) -> Inherited:
    """What the children of a criterion of a kind inherit."""
    above, sentence = around.inherited, around.sentence
    passed_on = around.passed_on(drafts)
    may_deny = (
        passed_on.denial is None or kind == "inclusion"
    )  # where each child of an exclusion is denied, all is said
    unmet = above.unmet or (may_deny and denies_list(sentence.text, sentence.start, sentence.end, kind))
    return replace(passed_on, unmet=unmet, group=above.group or passed_on.group)


def _denying(sentence: Sentence, draft: Draft, scope: Scope) -> Draft:
    """A state that lasts with the denial that belongs to it: `no seizures` for half a year."""
    if scope.kept is None or draft.subject is None:
        return draft
    subject = replace(draft.subject, start=scope.kept, id=None)
    explained = (*draft.explained, (subject.start, subject.end))
    plain = draft.plain | {"subject": subject_plain(sentence, subject)}
    return replace(draft, subject=subject, plain=plain, explained=explained)


def _without_exception(sentence: Sentence, draft: Draft) -> Draft:
    """A limit whose subject ends where the exception to it begins: `chemotherapy, other than methotrexate`."""
    exception, subject = draft.plain["exception"], draft.subject
    if exception is None or subject is None or not subject.start < exception["span"]["start"] < subject.end:
        return draft
    if sentence.text[exception["span"]["end"] : subject.end].strip(" )"):
        return draft  # `surgery (except biopsy) or irradiation`
    end = subject.start + len(sentence.text[subject.start : exception["span"]["start"]].rstrip(" ,(\t\n"))
    subject = replace(subject, end=end)
    return replace(draft, subject=subject, plain=draft.plain | {"subject": subject_plain(sentence, subject)})


def _of_same(draft: Draft, before: Draft | None) -> Draft:
    """A limit that its condition sets apart from the one before: it is of the same thing, not of its condition."""
    condition, subject = draft.plain["condition"], draft.plain.get("subject")
    if (
        before is None
        or before.subject is None
        or condition is None
        or subject is None
        or _APART.isdisjoint(draft.whys)
    ):
        return draft
    place = condition["span"]
    if not place["start"] <= subject["span"]["start"] < place["end"]:
        return draft
    plain = draft.plain | {"subject": before.plain["subject"]}
    return replace(draft, plain=plain, subject=before.subject, whys=(*draft.whys, "condition.same"))


def _of_whom(sentence: Sentence, draft: Draft) -> Draft:
    """A limit whose own words say of whom it holds, where no clause does."""
    place = draft.subject.whom if draft.subject is not None else None
    if place is None or draft.plain["condition"] is not None:
        return draft
    condition = words_plain(sentence.text, *place)
    return replace(draft, plain=draft.plain | {"condition": condition}, explained=(*draft.explained, place))


def _lacks_condition(draft: Draft) -> bool:
    """Whether a limit has its comparator from another one, of which nothing sets it apart."""
    carried = draft.quantity is not None and draft.quantity.rule in ("carried.group", "carried.bracket")
    return carried and draft.plain["condition"] is None


def _is_size(sentence: Sentence, draft: Draft) -> bool:
    """Whether a number is how many a group has: `Group 1 (n = 20)`."""
    start = sentence.atoms[draft.first].start
    return (
        sentence.text[start] == "="
        and _SIZE.search(sentence.text, max(sentence.start, start - _SIZE_WIDTH), start) is not None
    )


def scoped(draft: Draft, scope: Scope) -> Draft:
    """A constraint with its scope."""
    outside = draft.quantity is not None and draft.quantity.outside
    said: Plain = {"negated": scope.negated != outside, "condition": scope.condition, "exception": scope.exception}
    if scope.anchor is not None:
        said["anchor"] = scope.anchor
    if scope.experiencer is not None:
        said["experiencer"] = scope.experiencer
    explained, whys, unsure = draft.explained + scope.explained, draft.whys + scope.whys, draft.unsure + scope.unsure
    return Draft(draft.first, draft.last, draft.plain | said, draft.subject, explained, draft.quantity, whys, unsure)


@dataclass(slots=True)
class _Around:
    """What stands around the constraints of a criterion: clauses by the limit they govern, negations, a lead-in."""

    sentence: Sentence
    conditions: Sequence[Clause]
    conditional: Mapping[int, Clause]
    excepted: Mapping[int, Clause]
    negation: Negation
    persons: Mapping[int, Person]
    frame: Frame
    inherited: Inherited
    dated: Set[int]  # the places of constraints that a time of their own dates

    def scope(self, draft: Draft, place: int) -> Scope:
        """What it says of one constraint, by its place among them."""
        kind, first = kind_of(draft.plain), draft.first
        reaching = self.negation.denials.get(first)
        denial, of_state = denied(self.frame, reaching, draft, kind)
        kept = self._kept(draft, reaching) if of_state else None
        clauses = self._clauses(first, place, kind)
        found = [part for part in (denial, *clauses, self.persons.get(place)) if part is not None]
        above = self.inherited
        anchor = self._anchor(draft, place, kind.timed)
        over = [] if of_state and kept is None else self._denials(first)
        if not (found or over):
            return Scope(condition=above.condition, anchor=anchor, experiencer=above.experiencer)
        condition, exception = map(self._plain, clauses)
        whose = self._whose(self.persons.get(place))
        spans = [(part["span"]["start"], part["span"]["end"]) for part in (condition, exception, whose) if part]
        return Scope(
            denial,
            condition or above.condition,
            exception,
            anchor,
            whose or above.experiencer,
            (*spans, *over),
            tuple(why for part in found for why in part.whys),
            kept,
        )

    def _clauses(self, first: int, place: int, kind: Kind) -> tuple[Clause | None, Clause | None]:
        """The condition of a limit and its exception: what is excepted, `except in jaundice`, is no condition."""
        condition = self._narrowing(self.conditional.get(first), self.persons.get(place))
        exception = self.excepted.get(first) if kind.excepted else None
        if condition is None or exception is None:
            return condition, exception
        if condition.first == exception.first + 1:
            return None, exception
        if condition.first < exception.first < condition.after:  # `All cohorts except Cohort 4: …`
            return condition, None
        return condition, exception

    def _anchor(self, draft: Draft, place: int, timed: bool) -> Plain | None:
        """The moment of the lead-in, for a constraint that has none of its own."""
        moment = self._moment_above(draft, timed)
        own = moment is None or draft.plain.get("anchor") or place in self.dated or self._in_clause(draft.first)
        return None if own else moment

    def _in_clause(self, first: int) -> bool:
        """Whether a limit only says when another one holds: what a lead-in says is not said of it."""
        return any(clause.first <= first < clause.after for clause in self.conditions)

    def _moment_above(self, draft: Draft, timed: bool) -> Plain | None:
        """The moment of the lead-in, for a time only the one before which it lies."""
        if not timed:
            return self.inherited.anchor
        return self.inherited.before if draft.plain["direction"] == "before" else None

    def _kept(self, draft: Draft, denial: Denial | None) -> int | None:
        """Where the denial of a state begins that stands before its subject, None where it is not the subject's."""
        if denial is None or denial.atom is None or draft.subject is None:
            return None
        begin, first = denial.atom, self.sentence.place(draft.subject.start)
        between = self.sentence.codes[begin + 1 : first]
        near = begin < first and len(between) <= _KEPT and _PARTING.isdisjoint(between)
        return self.sentence.atoms[begin].start if near else None

    def _denials(self, first: int) -> list[tuple[int, int]]:
        """Where the denial stands that a limit is read under, even where it denies the event and not its time."""
        denial = self.negation.denials.get(first)
        if denial is None or denial.atom is None:
            return []
        atom = self.sentence.atoms[denial.atom]
        return [(atom.start, atom.end)]

    def _narrowing(self, clause: Clause | None, person: Person | None) -> Clause | None:
        """A condition; who a sentence speaks of is none where the limit is theirs: `The mother must …`."""
        if clause is None or person is None or "condition.subject" not in clause.whys:
            return clause
        return None if says_only(self.frame, person, clause.first, clause.after) else clause

    def _whose(self, person: Person | None) -> Plain | None:
        if person is None:
            return None
        return {"key": person.key, **words_plain(self.sentence.text, person.start, person.end)}

    def _plain(self, clause: Clause | None) -> Plain | None:
        if clause is None:
            return None
        return words_plain(self.sentence.text, *_place(self.sentence, clause))

    def passed_on(self, drafts: Sequence[Draft]) -> Inherited:
        """What the children inherit: the clauses that reach the end, and of a lead-in its moment and its negation."""
        sentence, count = self.sentence, len(self.sentence.atoms)
        if not count:
            return self.inherited
        end = max(sentence.start, sentence.end - _LEAD_IN_END)
        permits = _PERMITS.search(sentence.text, end, sentence.end + 1)
        reach = (clause for clause in self.conditions if clause.rank and clause.reach_after == count)
        leading = [] if permits else [*reach]
        narrowing = self._narrowing(leading[-1], leader(self.frame)) if leading else None
        condition = self._plain(narrowing) or self.inherited.condition
        if not _LEADS_IN.search(sentence.text, end, sentence.end + 1):
            return Inherited(condition, self.inherited.anchor, self.inherited.experiencer, before=self.inherited.before)
        moment = _moment(sentence, drafts) or self.inherited.anchor
        whose = self._whose(leader(self.frame)) or self.inherited.experiencer
        before = _moment_behind(sentence, drafts) or self.inherited.before
        said = sentence.text[sentence.start : sentence.end].rstrip().endswith(".")  # a sentence denies for itself
        return Inherited(condition, moment, whose, None if said else self.negation.open, before)


def _around(sentence: Sentence, drafts: Sequence[Draft], inherited: Inherited, excludes: bool) -> _Around:
    limits = {(draft.first, draft.last): kind_of(draft.plain) for draft in drafts}
    said = {draft.first: draft.plain for draft in reversed(drafts)}
    frame = Frame(sentence, limits, said, excludes=excludes)
    under, save = conditions(frame, labelled=inherited.labelled), exceptions(frame)
    negation = negations(frame, [*under, *save], inherited.denial)
    conditional, excepted = frame.governed(under), frame.governed(save)
    dated = {place for draft in drafts for place in draft.plain.get("dates", ())}
    return _Around(sentence, under, conditional, excepted, negation, persons(frame, drafts), frame, inherited, dated)


def headed(sentence: Sentence) -> Inherited:
    """What the words of a heading say of the criteria under it: the moment that it names."""
    last = len(sentence.atoms) - 1
    stated = [moment for moment in moments(sentence) if moment.stated]
    point = moment_of(sentence, stated, last, last, frozenset())
    return Inherited(anchor=anchor_plain(sentence, point))


def _place(sentence: Sentence, clause: Clause) -> tuple[int, int]:
    """The stretch of text under a clause, without the marks that end it."""
    last = clause.after - 1
    while last > clause.first and sentence.codes[last] in _MARKS:
        last -= 1
    return sentence.atoms[clause.first].start, sentence.atoms[last].end


def _moment(sentence: Sentence, drafts: Sequence[Draft]) -> Plain | None:
    """The moment a lead-in names for all that follows: `At screening, at least one of the following:`."""
    last = len(sentence.atoms) - 1
    timed = (draft.plain for draft in drafts if kind_of(draft.plain).timed and draft.plain.get("anchor"))
    used = {plain["anchor"]["span"]["start"] for plain in timed}
    point = moment_of(sentence, moments(sentence), last, last, used)
    return anchor_plain(sentence, point)


def _moment_behind(sentence: Sentence, drafts: Sequence[Draft]) -> Plain | None:
    """The moment before which all lies that a lead-in leads to: `any of these before randomization:`."""
    found = _BEFORE_ALL.search(sentence.codes, max(0, len(sentence.codes) - _LEAD_IN_ATOMS))
    if found is None:
        return None
    index = found.start() + found[0].rindex(MOMENT)
    if any(kind_of(draft.plain).timed and draft.last < index for draft in drafts):  # a time of the lead-in's own
        return None
    atom = sentence.atoms[index]
    return {"key": moment_key(sentence, index), **words_plain(sentence.text, atom.start, atom.end)}
