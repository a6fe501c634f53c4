"""Joints: how two neighbouring limits of a criterion are joined, and how closely.

A joint has a word, `or`, `and` or none, and a hold: what holds two limits together. Limits of one number hold closest,
then those of one thing, a bracket behind its limit, words alone, a comma, a semicolon, a new sentence; what stands in
a bracket holds closer than anything around it. `trees` makes one tree of the limits and their joints.

An `or` joins limits where it stands right behind the one or right before the other; elsewhere it joins words: `age over
18 years, male or female, with LVEF > 40%`. What stands inside their subjects joins nothing, nor does the `or` of an
`either` behind the first. Of the members of a list the last join is that of all: `A, B, or C`. Limits of one thing that
nothing can meet at once are alternatives, whatever joins them: `Age under 18 and over 70 years`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any

from trialparse.criteria.kinds import kind_of
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.brackets import depths_of
from trialparse.criteria.scope.intervals import exclude_each_other
from trialparse.lexicon.alphabet import AND, CLOSE, COLON, COMMA, MOMENT, NOT, NOUN, OPEN, OR, STOP, one_of

__all__ = ["Hold", "Joint", "Numbered", "goes_on", "is_count", "joints", "shares_subject"]

Plain = dict[str, Any]
Numbered = tuple[int, Draft]  # a constraint with its place
_BEHIND = one_of(CLOSE, COMMA, STOP, MOMENT, NOUN, OR)  # between a constraint and an `or` of it
_WORDS = one_of(AND, OR)
_ENDS_OR = re.compile(r"\bor\s+\Z", re.IGNORECASE)
_OR_REACH = 12  # characters before a constraint in which an `or` right before it stands
_SORTS = frozenset({"window", "threshold", "levels", "criteria_set"})  # an `or` between two of one kind joins them
_HEAD_ENDS = one_of(COLON, COMMA, STOP, AND, OR)
_NEAR = 3  # atoms between an `or` and what it leads to
_FAR = 10  # atoms between two limits over which an `or` may as well join words
_NUMBER = 3  # atoms of a number before an `or` that begins a sentence: `c) or`
_VERBAL = re.compile(r"(?:\w+\s+)?\w*(?:not|n['’]t)\b|unable\b|fail")
_SHARED = re.compile(r"\b(?:or|and)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"[\s([](?:\d\d?|[a-h]|i{1,3}|iv|vi{0,3})\)\s|[;:,]\s*(?:\d\d?|[a-h])\.\s")  # `(1)`, `b)`, `c.`


class Hold(IntEnum):
    """What holds two limits together, the closest first."""

    NUMBER = 0  # `lipase and amylase > 90 U/L`
    THING = 1  # `lipase > 90 or < 10 U/L`, `lipase < 90 U/L within 2 weeks`
    BRACKET = 2  # `lipase > 90 U/L (amylase > 80 U/L)`
    WORDS = 3  # `lipase > 90 U/L with amylase > 80 U/L`
    COMMA = 4
    EITHER = 5  # `lipase > 90 U/L, either amylase …`: the pair behind it is one
    SEMICOLON = 6  # or a number before the second: `(1) lipase > 90 U/L, (2) amylase …`
    HEAD = 7  # a colon that opens a list: `within 2 weeks: lipase > 90 U/L, amylase …`
    SENTENCE = 8


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands between two constraints: OR, AND or "", how it holds, and in how many brackets it stands.

    STOP as the word is a mark, a semicolon or a slash, between what excludes each for itself.

    `denied` says that a denial stands there, too, `verbal` that one before the first denies what somebody has or is,
    `do not have`; `together` that one denies both at once, not each, as it does a value and its date. `unsure` is the
    code of a doubt: an `or` so far off that it may join words, a denial that may deny each or both at once.
    """

    word: str
    hold: Hold
    depth: int = 0
    denied: bool = False
    verbal: bool = False
    together: bool = False
    unsure: str = ""

    @property
    def is_or(self) -> bool:
        return self.word == OR

    @property
    def within(self) -> bool:
        """Whether it joins limits of one thing, so that it is none of a list around them."""
        return self.hold <= Hold.THING

    @property
    def looseness(self) -> tuple[int, Hold]:
        return -self.depth, self.hold


def joints(sentence: Sentence, drafts: Sequence[Numbered]) -> list[Joint]:
    """The joints between constraints that follow one another."""
    depths = depths_of(sentence.codes)
    return [_joint(sentence, depths, left, right) for left, right in pairwise(drafts)]


def goes_on(sentence: Sentence, last: Draft) -> Joint | None:
    """The joint with which a list goes on behind its last limit: `lipase > 90 U/L, amylase > 80 U/L, or jaundice`."""
    after = last.last + 1
    if last.subject is not None and last.subject.start > last.plain["span"]["start"]:
        after = max(after, sentence.begins(last.subject.end))
    comma = sentence.codes.find(COMMA, after, sentence.bounds(last.last)[1])
    if comma < 0 or sentence.code(comma + 1) != OR:
        return None
    depths = depths_of(sentence.codes)
    return Joint(OR, Hold.COMMA, depths[comma]) if depths[comma] == depths[last.last] else None


def _joint(sentence: Sentence, depths: Sequence[int], numbered: Numbered, following: Numbered) -> Joint:
    (place, left), (next_place, right) = numbered, following
    if left.first == right.first:
        return Joint(_shared(sentence, left, right), Hold.NUMBER, depths[left.first])
    gap = _gap(sentence, depths, left, right)
    if place in right.plain.get("dates", ()):
        return Joint(AND, Hold.THING, gap.depth, together=True)
    return _said(sentence, gap, dates=next_place in left.plain.get("dates", ()))


def _said(sentence: Sentence, gap: _Gap, *, dates: bool) -> Joint:
    """The joint of two constraints, of which the first may date the other, as the words between them say."""
    left, right = gap.left, gap.right
    same = shares_subject(left, right) or _are_of_groups(left, right)
    hold = Hold.THING if same else gap.hold()
    denied = any(sentence.codes[index] == NOT for index in gap.atoms)
    alike = same or (_same_id(left, right) and hold < Hold.SENTENCE)
    if alike and exclude_each_other(left.plain, right.plain):
        return Joint(OR, hold, gap.depth, denied)
    if not _counts(left, right) and gap.is_alternative():
        return Joint(OR, hold, gap.depth, denied, unsure="unsure-join" if hold > Hold.THING and gap.is_far() else "")
    return _conjoined(gap, hold, denied, dates=dates)


def _conjoined(gap: _Gap, hold: Hold, denied: bool, *, dates: bool) -> Joint:
    """The joint of two constraints that both hold, or that one denial denies both."""
    word = AND if AND in gap.codes() else ""
    denial = _denial(gap.sentence, gap.left)
    together = dates or (word == AND and "both" in denial.split())
    within = max(hold, Hold.EITHER) if gap.either else hold
    return Joint(word, within, gap.depth, denied, _VERBAL.match(denial) is not None, together)


def _denial(sentence: Sentence, draft: Draft) -> str:
    """The words from the denial before a limit up to that, in lower case; "" where none denies it."""
    index = sentence.codes.rfind(NOT, 0, draft.first) if draft.plain.get("negated") else -1
    return "" if index < 0 else sentence.text[sentence.atoms[index].start : draft.plain["span"]["start"]].lower()


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two constraints.

    Its `atoms` belong to no clause and no subject of theirs; those at its `depth` stand in no bracket that opens or
    closes there. `ors` are the atoms that may join the two, up to an `either` or a colon that `heads` a list, whose own
    they are behind that.
    """

    sentence: Sentence
    left: Draft
    right: Draft
    depth: int
    atoms: Sequence[int]
    level: Sequence[int]  # the atoms at its depth
    ors: Sequence[int]
    either: bool
    heads: bool
    opening: int | None  # the bracket in which the second stands

    def codes(self) -> str:
        return "".join([self.sentence.codes[index] for index in self.level])

    def hold(self) -> Hold:
        codes, text = self.codes(), self.sentence.text
        if self.heads:
            return Hold.HEAD
        if STOP in codes or _NUMBERED.search(text, self.left.plain["span"]["end"], self.right.plain["span"]["start"]):
            return Hold.SEMICOLON
        if self._parts_sentences():
            return Hold.SENTENCE
        if COMMA in codes:
            return Hold.COMMA
        if any(self._is_loud(index) for index in self.level if self.sentence.codes[index] in _WORDS):
            return Hold.COMMA
        return Hold.WORDS if self.opening is None or self.ors else Hold.BRACKET

    def _is_loud(self, index: int) -> bool:
        """Whether a word is in capitals and so parts more than the others: `A or B AND C`."""
        text, words = self.sentence.of(self.sentence.atoms[index]), self.sentence.text[self.sentence.start :]
        return text.isupper() and not words[: self.sentence.end - self.sentence.start].isupper()

    def is_alternative(self) -> bool:
        """Whether an `or` joins the two, not words of what is said of one."""
        if self.opening is not None and self.sentence.code(self.opening + 1) == OR:
            return True
        if not self.ors:
            return False
        if self._parts_sentences():
            return any(self._begins_sentence(index) for index in self.ors)
        if any(self._follows(index) or self._begins_member(index) for index in self.ors):
            return True
        if self._are_of_a_sort():
            return True
        last = self.ors[-1]
        if not self._leads(last):
            return False
        known = self.right.subject is not None and self.right.subject.id is not None
        return known or last == self.right.first - 1 or self._follows(last, subject=True)

    def is_far(self) -> bool:
        """Whether the two are far from one another, and words alone or an `and` as well stand between them."""
        codes = self.codes()
        return len(codes) >= _FAR and (AND in codes[codes.find(OR) :] or self.hold() is Hold.WORDS)

    def _are_of_a_sort(self) -> bool:
        """Whether two of one sort have nothing but words between them, with an `or` not within the second's own."""
        subject, or_ = self.right.subject, self.sentence.atoms[self.ors[-1]].start
        if self.opening is not None or AND in self.codes() or self.hold() is not Hold.WORDS:
            return False
        named = subject is not None and _end_of(self.left, self.sentence) <= subject.start < subject.end <= or_
        return not named and _are_alike(self.left, self.right)

    def _begins_sentence(self, index: int) -> bool:
        """Whether an `or` is the first word of the sentence of the second constraint, behind a number at most."""
        first, _ = self.sentence.bounds(self.right.first)
        return index == first or (first < index <= first + _NUMBER and self.sentence.code(index - 1) == CLOSE)

    def _parts_sentences(self) -> bool:
        return self.sentence.bounds(self.left.last) != self.sentence.bounds(self.right.first)

    def _follows(self, index: int, *, subject: bool = False) -> bool:
        """Whether an `or` stands right behind the first constraint and its moment, or behind its `subject`."""
        atoms, end = self.sentence.atoms, _end_of(self.left, self.sentence)
        past = _goes_past(self.sentence, self.left, self.right)
        named = [each for each in (self.left.subject, None if past else self.right.subject) if each is not None]
        if subject and self.left.subject is not None:
            end = max(end, self.left.subject.end)
        if any(end <= each.start < atoms[index].start for each in named):
            return False
        return all(atoms[each].code in _BEHIND for each in self.level if each < index and atoms[each].start >= end)

    def _begins_member(self, index: int) -> bool:
        """Whether an `or` behind a comma begins the last member of a list, which holds the second constraint."""
        if self.sentence.code(index - 1) != COMMA:
            return False
        comma = self.sentence.codes.rfind(COMMA, index + 1, self.right.first)
        if comma < 0 or self.sentence.code(index + 1) == COMMA:  # `or, in some cases, …`
            return True
        return comma + 1 < self.right.first and not self.sentence.plays(comma + 1, "resumes")

    def _leads(self, index: int) -> bool:
        """Whether an `or` stands right before the second constraint or its subject, or in that."""
        subject, or_ = self.right.subject, self.sentence.atoms[index]
        if subject is None or subject.end <= or_.start:
            return index == self.right.first - 1
        if subject.start < or_.end:
            return subject.end <= self.sentence.atoms[self.right.first].start
        begin = min(self.right.first, self.sentence.begins(subject.start))
        return begin - index <= _NEAR and COMMA not in self.sentence.codes[index:begin]


def _gap(sentence: Sentence, depths: Sequence[int], left: Draft, right: Draft) -> _Gap:
    depth = min(depths[left.last : right.first + 1] or [depths[left.last]])
    atoms = _between(sentence, left, right)
    level = [index for index in atoms if depths[index] == depth]
    heads = _heads(sentence, left, right, level)
    ors = [] if heads else [index for index in level if sentence.codes[index] == OR]
    either = next((n for n, index in enumerate(ors) if _is_either(sentence, index)), len(ors))
    opening = _opening(sentence, depths, depth, left, right)
    return _Gap(sentence, left, right, depth, atoms, level, ors[:either], either < len(ors), heads, opening)


def _heads(sentence: Sentence, left: Draft, right: Draft, level: Sequence[int]) -> bool:
    """Whether a colon behind the first constraint opens a list, in which the second one stands.

    Times with a colon behind each are members of one list themselves: `Within 2 weeks: aspirin; within 4 weeks: …`.
    """
    mark = next((sentence.codes[index] for index in level if sentence.codes[index] in _HEAD_ENDS), None)
    if mark != COLON or sentence.bounds(left.last) != sentence.bounds(right.first):
        return False
    return not (kind_of(left.plain).timed and kind_of(right.plain).timed)


def _is_either(sentence: Sentence, index: int) -> bool:
    return sentence.of(sentence.atoms[index]).lower() == "either"


def _between(sentence: Sentence, left: Draft, right: Draft) -> list[int]:
    """The atoms between two constraints that belong to no clause and to no subject of theirs."""
    end, start = _end_of(left, sentence), sentence.atoms[right.first].start
    clauses = [draft.plain.get(name) for draft in (left, right) for name in ("condition", "exception")]
    spans = [_within(sentence, clause, right) for clause in clauses if clause is not None]
    if left.subject is not None and left.subject.start >= end:
        spans.append((left.subject.start, end := left.subject.end))
    if right.subject is not None and right.subject.start < start and _is_behind(sentence, left, right, end):
        spans.append((right.subject.start, right.subject.end))
    return [
        index
        for index in range(left.last + 1, right.first)
        if not any(a <= sentence.atoms[index].start < b for a, b in spans)
    ]


def _is_behind(sentence: Sentence, left: Draft, right: Draft, end: int) -> bool:
    """Whether the subject of the second is behind the first, or a diagnosis by it: `DSM-5 dementia or delirium`."""
    if right.subject is None or _goes_past(sentence, left, right):
        return False
    return right.subject.start >= end or left.plain["kind"] == "criteria_set"


def _within(sentence: Sentence, clause: Plain, right: Draft) -> tuple[int, int]:
    """Where a clause stands, up to an `or` right before the second constraint where it has gone as far as that."""
    start, end, limit = clause["span"]["start"], clause["span"]["end"], right.plain["span"]["start"]
    if not start < limit < end:
        return start, end
    if right.subject is not None and start < right.subject.start < limit:
        limit = right.subject.start
    or_ = _ENDS_OR.search(sentence.text, max(start, limit - _OR_REACH), limit)
    return start, or_.start() if or_ else end


def _goes_past(sentence: Sentence, left: Draft, right: Draft) -> bool:
    """Whether the subject of the second begins right behind the first's anchor, so that it holds words of that."""
    if right.subject is None or left.plain.get("anchor") is None:
        return False
    end = _end_of(left, sentence)
    return end <= right.subject.start and not sentence.text[end : right.subject.start].strip()


def _end_of(draft: Draft, sentence: Sentence) -> int:
    """The character behind a constraint and its anchor, where that stands behind it."""
    anchor: Plain | None = draft.plain.get("anchor")
    end: int = sentence.atoms[draft.last].end
    return max(end, anchor["span"]["end"]) if anchor else end


def _opening(sentence: Sentence, depths: Sequence[int], depth: int, left: Draft, right: Draft) -> int | None:
    """The bracket behind `left` that holds `right` and its subject; None where none does."""
    begin = right.first
    if right.subject is not None and right.subject.start >= sentence.atoms[left.last].end:
        begin = min(begin, sentence.begins(right.subject.start))
    if depths[left.last] != depth or min(depths[begin], depths[right.first]) <= depth:
        return None
    opening = [index for index in range(left.last, begin + 1) if sentence.codes[index] == OPEN]
    return next(index for index in reversed(opening) if depths[index] == depth + 1)


def _counts(left: Draft, right: Draft) -> bool:
    """Whether a time is that of what was measured before it: `≥ 1 reported or documented relapse within a year`."""
    counted, timed = left.subject, right.subject
    if counted is None or timed is None or not kind_of(right.plain).timed or left.plain["kind"] == "levels":
        return False
    return bool(timed.start <= counted.start >= left.plain["span"]["end"])


def _shared(sentence: Sentence, left: Draft, right: Draft) -> str:
    """What joins two subjects of one limit: the last word between them, `or` or `and`; parts of a stage all hold."""
    if left.plain["kind"] == "levels" and left.plain["span"]["end"] <= right.plain["span"]["start"]:
        return AND
    if left.subject is None or right.subject is None:
        return OR
    words = _SHARED.findall(sentence.text, left.subject.end, right.subject.start)
    return "" if not words else AND if words[-1].lower() == "and" else OR


def shares_subject(left: Draft, right: Draft) -> bool:
    """Whether two constraints have one subject, named once."""
    one, other = left.subject, right.subject
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)


def _are_of_groups(left: Draft, right: Draft) -> bool:
    """Whether two constraints are of the same thing, each in a group of its own: `Hb < 9 in men, Hb < 8 in women`."""
    return _same_id(left, right) and None not in (left.plain.get("condition"), right.plain.get("condition"))


def _are_alike(left: Draft, right: Draft) -> bool:
    """Whether two constraints say a thing of one sort each: two windows, two values."""
    kind = left.plain["kind"]
    return kind == right.plain["kind"] and kind in _SORTS and not (is_count(left) or is_count(right))


def is_count(draft: Draft) -> bool:
    """Whether a constraint counts things: `≥ 2 falls`."""
    plain = draft.plain
    return kind_of(plain).counts_children and not (plain["unit"] or plain.get("reference"))


def _same_id(left: Draft, right: Draft) -> bool:
    one, other = left.subject, right.subject
    return one is not None and other is not None and one.id is not None and one.id == other.id
