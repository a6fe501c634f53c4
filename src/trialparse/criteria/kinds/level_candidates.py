"""What may be levels of a scale: patterns over the words find it, rules decide in order whether it is.

The levels stand behind their scale (`NYHA class II or III`); `named_levels` has those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.crosses import on_crosses
from trialparse.criteria.kinds.scales import between, compared, domain, finest, is_step, is_whole
from trialparse.criteria.kinds.tnm import CATEGORY, SCALE
from trialparse.criteria.phrases.nouns import low, lowered
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import (
    AND,
    COLON,
    COMMA,
    COMPARATOR,
    DASH,
    LEVEL,
    MEASURED,
    NOUN,
    NUMBER,
    OF,
    OR,
    TO,
    one_of,
    pattern,
)
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import is_roman, rank, typed

__all__ = ["BEHIND", "JOINT", "MEMBER", "Candidate", "candidates", "count", "places_of", "read_levels"]

MEMBER = "[Number Level]"
JOINT = "[Dash To Comma Slash Or And]|Comma[Or And]"
_CITED = "(?:Noun?Open Word{1,6}[Point Comma]{1,2}Number Close)?"  # `(Oken et al., 1982)`
_FILL = "[Noun Measured Word Of Comma Colon Open Close Slash Dash]"
# The scale or its noun, the words between, the members, and a comparator after them.
_LIST_BEHIND = pattern(
    f"(?P<lead>Comparator?)(?P<scale>[Measured Noun]){_CITED}{_FILL}{{0,5}}?(?P<before>Comparator?)Noun?"
    f"(?P<members>{MEMBER}(?:(?:{JOINT}|Dash To|Slash[Or And]|Plus|Comparator)?Noun?{MEMBER})*)"
    "(?:Open(?=Behind Close))?(?P<after>Behind?)"
)
# Behind a list of levels the one that only some may have, set off by a comma, a range before it or a bracket.
_UNDER_CONDITION = pattern(
    f"(?:(?<=[Number Level])Comma Or|(?<=[Dash To][Number Level])Or|Open Or?)Noun?(?P<level>{MEMBER})Comma?If"
)
_CONDITION_REACH = 7  # atoms from the last level to where its condition opens, less than
_BRACKETED_NAME = pattern("Measured Open Measured Close")
_SCALE_BEHIND = pattern("Open?[Word At Of To]{0,3}Measured")
_MEMBERS = one_of(NUMBER, LEVEL)
_BEFORE_WORDS = one_of(MEASURED, NOUN, OF, COLON)  # a level in words stands right behind, or behind another one
_JOINTS = one_of(OR, AND, TO, DASH, COMMA)
_THROUGH = one_of(DASH, TO)  # between the first and the last of several levels
_KIND = 4  # letters that tell nouns of levels apart: `stage`, `staging`
_BEFORE = 6  # atoms from the levels to a scale that they are not read with, at the most
_TWO_FIGURES = re.compile(r"\d,\d")
_OF_STUDY = re.compile(r"\s+of\s+(?:the|this)\s+(?:study|trial|protocol)\b", re.IGNORECASE)
_STEPPED = re.compile(r"([IVX]+|G?\d)[A-Ca-c]")
_STEP_LETTERS = frozenset("BCDbcd")


# What is printed.


def _print(sentence: Sentence, atom: Atom) -> str:
    """A level as its scale would have it."""
    if atom.number is None:
        return typed(sentence.of(atom))
    return str(atom.number.value) if atom.number.spelled else sentence.text[atom.start : atom.number.end]


def _is_figure(number: Number, scale: Measurement | None) -> bool:
    """Whether a number has nothing to it that no level has."""
    return number.unit in (None, "{score}", scale.unit if scale else None) and number.reference is None


def count(number: Number | None) -> Decimal | None:
    """The value of a number that counts things: it has no unit and is of nothing."""
    return number.value if number and number.unit is None and number.reference is None else None


def places_of(sentence: Sentence, first: int, after: int) -> list[int]:
    """The atoms that may be levels."""
    return [place for place in range(first, after) if sentence.codes[place] in _MEMBERS]


def read_levels(sentence: Sentence, places: Sequence[int], scale: Measurement | None) -> tuple[str, ...]:
    """The levels at some atoms, with those between them where the words join the first and the last."""
    levels: list[str] = []
    last = places[0]
    for place in places:
        printed = _print(sentence, sentence.atoms[place])
        many = printed.split(",") if _TWO_FIGURES.fullmatch(printed) else [_completed(printed, levels)]
        joint = sentence.codes.find(COMPARATOR, last, place)
        if _THROUGH.isdisjoint(sentence.codes[last:place]) and joint < 0:
            levels += many
        else:
            levels[-1:] = between(levels[-1], many[0], domain(scale, finest(levels[-1], many[0])))
        last = place
    return tuple(dict.fromkeys(levels))


def _completed(printed: str, before: Sequence[str]) -> str:
    """A level whose first part only the level before it has: `IIIA/B`."""
    stepped = _STEPPED.fullmatch(before[-1]) if before else None
    return stepped[1] + printed if stepped and printed in _STEP_LETTERS else printed


# Levels behind their scale, or behind a noun that says that they are levels.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scale, a noun of levels or both, with what may be levels of it: the atoms `members`.

    Scale or noun stand at the atom `place`, the words that belong to the levels begin at `begin`. `sure` says that all
    members are levels. A comparator stands at the atom `comparator`, -1 where there is none.
    """

    sentence: Sentence
    place: int
    begin: int
    scale_atom: Atom | None
    scale: Measurement | None
    has_noun: bool
    first: int
    members: tuple[int, ...]
    sure: bool
    comparator: int
    stop: int  # the atom from which on others may stand

    @property
    def op(self) -> str:
        """The comparator, empty where there is none."""
        return self.sentence.atoms[self.comparator].key if self.comparator >= 0 else ""

    @property
    def last(self) -> int:
        """The last atom of the levels, the comparator behind them included."""
        return max(self.members[-1], self.comparator)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels as they are printed, those between them included."""
        return read_levels(self.sentence, self.members, self.order)

    @property
    def order(self) -> Measurement | None:
        """The scale by which the levels are ordered: theirs, or the one named near them (`class III by the NYHA`).

        Steps of stages without a scale (`IB`), and those from 0 on, are ordered as those of tumours.
        """
        if self.scale is not None or not self.has_noun:
            return self.scale
        sentence = self.sentence
        near = named_near(sentence, self.begin, self.last)
        if near is not None:
            return near
        said = [sentence.of(sentence.atoms[place]) for place in self.members]
        step = finest(*reversed(said)) if said[0] == "0" else finest(*said)
        is_stage = is_roman(step) and (not is_whole(step) or "0" in said) and "stag" in self.said.lower()
        return sentence.lexicon.measurements.get(SCALE) if is_stage else None

    @property
    def said(self) -> str:
        """The words before the levels."""
        return self.sentence.words(self.place, self.members[0])


def candidates(sentence: Sentence) -> Iterator[tuple[Candidate, str]]:
    """The levels behind their scale, each with the name of the rule that says so."""
    place = 0
    while match := _LIST_BEHIND.search(sentence.codes, place):
        candidate = _candidate(sentence, match)
        place = candidate.stop
        rule = BEHIND.first(candidate)
        if rule is None or not rule.then:
            continue
        own, other = _parted(candidate)
        yield own, rule.name
        if other is not None:
            yield other, "levels.under-condition"
            place = max(place, other.last + 1)


def _parted(candidate: Candidate) -> tuple[Candidate, Candidate | None]:
    """The levels without the one that only holds on a condition, and that one: `0-1, or 2 if due to pain`."""
    sentence, members = candidate.sentence, candidate.members
    match = _UNDER_CONDITION.search(sentence.codes, members[0] + 1, members[-1] + _CONDITION_REACH)
    if match is None or candidate.op or candidate.scale_atom is None:
        return candidate, None
    level = match.start("level")
    if sentence.codes.count(COMMA, members[0], level) > 1:  # `0, 1, or 2 if …` is one list
        return candidate, None
    if not _is_level(sentence, level, candidate.order, candidate.has_noun):
        return candidate, None
    kept = tuple(place for place in members if place < level)
    return replace(candidate, members=kept), replace(candidate, begin=level, first=level, members=(level,))


def _candidate(sentence: Sentence, match: re.Match[str]) -> Candidate:
    first, end = match.span("members")
    scale_atom = on_crosses(
        sentence, _scale_atom(sentence, match.start("scale"), first), sentence.of(sentence.atoms[first])
    )
    scale = sentence.measurement(scale_atom) if scale_atom else None
    after = _other_noun(sentence, match.start(), scale, first, end)
    has_noun = _is_undecided(sentence, scale_atom, first) or _has_noun(sentence, match.start(), first)
    is_scale = has_noun or (scale is not None and bool(scale.levels))
    places = _own(sentence, places_of(sentence, first, after), scale) if is_scale else []
    are_levels = [_is_level(sentence, place, scale, has_noun) for place in places]
    kept = max((number for number, is_level in enumerate(are_levels, 1) if is_level), default=0)
    lead = next((match.start(name) for name in ("lead", "before") if match[name]), -1)
    behind, stop = _tail(match, after)
    return Candidate(
        sentence,
        place=match.start("scale"),
        begin=first if lead < 0 else lead,
        scale_atom=scale_atom,
        scale=scale,
        has_noun=has_noun,
        first=first,
        members=tuple(places[:kept]),
        sure=kept > 0 and all(are_levels[:kept]),
        comparator=behind if behind >= 0 and kept == len(places) else lead,
        stop=stop,
    )


def _tail(match: re.Match[str], after: int) -> tuple[int, int]:
    """The comparator behind the levels that end before the atom `after`, or -1, and where others may stand."""
    if after < match.end("members"):
        return -1, after
    return match.start("after") if match["after"] else -1, match.end()


def _other_noun(sentence: Sentence, start: int, scale: Measurement | None, first: int, end: int) -> int:
    """The atom where levels of another kind begin: `stage III, grade B`; `end` where there is none."""
    if NOUN not in sentence.codes[first : end - 1]:
        return end
    before = lowered(sentence.words(start, first))
    lead = next((word[:_KIND] for word in reversed(before) if word in sentence.lexicon.roles["grade"]), "")
    members = domain(scale, _print(sentence, sentence.atoms[first]))
    for place in range(first, end - 1):
        if sentence.codes[place] != NOUN or low(sentence, place)[:_KIND] == lead:
            continue
        if lead or (members and _print(sentence, sentence.atoms[place + 1]) not in members):
            return place
    return end


def _own(sentence: Sentence, places: Sequence[int], scale: Measurement | None) -> list[int]:
    """The places up to the first that is not of the levels: a TNM category, or what a comparator stands before."""
    known = scale.levels if scale else ()
    others = (number for number, place in enumerate(places) if number and _is_compared(sentence, place))
    said = [sentence.of(sentence.atoms[place]) for place in places]
    categories = (number for number, level in enumerate(said) if CATEGORY.fullmatch(level) and level not in known)
    return list(places[: min(next(others, len(places)), next(categories, len(places)))])


def _is_compared(sentence: Sentence, place: int) -> bool:
    """Whether a comparator stands before a member, and not `up to`, which joins it to the one before."""
    joint = place - 1 - (sentence.codes[place - 1] == NOUN)
    return sentence.codes[joint] == COMPARATOR and not _is_up_to(sentence, joint)


def _is_up_to(sentence: Sentence, place: int) -> bool:
    return sentence.of(sentence.atoms[place]).lower() == "up to"


def named_near(sentence: Sentence, first: int, last: int) -> Measurement | None:
    """The scale that is named right behind the atom `last`, or a little before the atom `first`."""
    begin, _ = sentence.bounds(first)
    behind = _SCALE_BEHIND.match(sentence.codes, last + 1)
    places = [behind.end() - 1] if behind else []
    places += range(first - 1, max(begin, first - _BEFORE) - 1, -1)
    known = (sentence.measurement(sentence.atoms[place]) for place in places)
    return next((each for each in known if each is not None and each.levels), None)


def _scale_atom(sentence: Sentence, start: int, first: int) -> Atom | None:
    """The measurement nearest before the levels; before a bracket with one that could be several: `status (WHO)`."""
    place = sentence.codes.rfind(MEASURED, start, first)
    if place >= 2 and not sentence.atoms[place].key and _BRACKETED_NAME.match(sentence.codes, place - 2):
        place -= 2
    return sentence.atoms[place] if place >= 0 else None


def _is_undecided(sentence: Sentence, scale_atom: Atom | None, first: int) -> bool:
    """Whether levels that are no figures follow a name that could mean several scales: `WHO III`."""
    if scale_atom is None or scale_atom.key or sentence.codes[first] != LEVEL:
        return False
    return any(sentence.lexicon.measurements[each].levels for each in scale_atom.alternatives)


def _has_noun(sentence: Sentence, start: int, first: int) -> bool:
    if NOUN not in sentence.codes[start:first]:
        return False
    return any(sentence.codes[place] == NOUN and sentence.plays(place, "grade") for place in range(start, first))


def _is_level(sentence: Sentence, place: int, scale: Measurement | None, has_noun: bool) -> bool:
    atom = sentence.atoms[place]
    if atom.number is None:
        return True
    if not _is_figure(atom.number, scale) or (atom.number.spelled and not _is_told(sentence, place)):
        return False
    printed = _print(sentence, atom)
    return (has_noun and is_step(printed)) or _is_of(printed.split(","), scale)


def _is_told(sentence: Sentence, place: int) -> bool:
    """Whether a number word is a level: it stands behind the scale or its noun, or behind another such word."""
    before = place - 1
    while before > 0 and sentence.codes[before] in _JOINTS:
        before -= 1
    number = sentence.atoms[before].number
    return sentence.codes[place - 1] in _BEFORE_WORDS or (number is not None and number.spelled)


def _is_of(levels: Sequence[str], scale: Measurement | None) -> bool:
    """Whether all levels are of a known scale."""
    if scale is None or not scale.levels:
        return False
    members = domain(scale, levels[0])
    return all(level in members for level in levels)


def _is_of_no_scale(candidate: Candidate) -> bool:
    return candidate.scale is None and not candidate.has_noun


def _is_of_no_levels(candidate: Candidate) -> bool:
    return candidate.scale is not None and not candidate.scale.levels and not candidate.has_noun


def _is_done(candidate: Candidate) -> bool:
    return candidate.first > 0 and candidate.sentence.plays(candidate.first - 1, "doer")


def _is_threshold(candidate: Candidate) -> bool:
    """Whether figures are compared, or are the ends of a range with a unit."""
    atoms = [candidate.sentence.atoms[place] for place in candidate.members]
    if candidate.op:
        return any(atom.number for atom in atoms)
    joins = candidate.sentence.codes[candidate.members[0] : candidate.members[-1]]
    return any(atom.number and atom.number.unit == "%" for atom in atoms) and not _THROUGH.isdisjoint(joins)


def _is_compared_without_order(candidate: Candidate) -> bool:
    """Whether nobody knows on which side of a compared level the others are, or no level is there."""
    if not candidate.op:
        return False
    first = candidate.levels[0]
    members = domain(candidate.order, first)
    if first in members:
        return not compared(candidate.op, first, members)
    return candidate.op not in ("ge", "le") or rank(first) is None


def _is_of_study(candidate: Candidate) -> bool:
    """Whether a part of the study is told, which has no scale."""
    sentence = candidate.sentence
    behind = _OF_STUDY.match(sentence.text, sentence.atoms[candidate.last].end, sentence.end)
    return candidate.scale_atom is None and behind is not None


def _numbers_a_list(candidate: Candidate) -> bool:
    """Whether a figure alone stands before what it numbers: `AJCC staging criteria: 1.) …`."""
    sentence, place = candidate.sentence, candidate.first
    behind = sentence.text[sentence.atoms[place].end :][:2].lstrip(".")
    return place > 0 and sentence.codes[place - 1] == COLON and behind.startswith(")")


BEHIND: Table[Candidate, bool] = Table(
    "levels",
    Rule("levels.no-scale", _is_of_no_scale, False, example="Type 2 diabetes"),
    Rule("levels.not-a-scale", _is_of_no_levels, False, example="Ferritin 3 or 4"),
    Rule("levels.numbered", _numbers_a_list, False, example="Meets the ECOG criteria: 1.) ambulatory"),
    Rule("levels.doer", _is_done, False, example="Staging confirmed by 2 readers"),
    Rule("levels.no-level", lambda candidate: not candidate.sure, False, example="Grade 9 of a school"),
    Rule("levels.of-the-study", _is_of_study, False, example="Stage 2 of the study"),
    Rule("levels.compared-number", _is_threshold, False, example="ECOG ≤ 2"),
    Rule("levels.no-order", _is_compared_without_order, False, example="Astrocytoma of grade B or higher"),
    Rule("levels.scale-first", lambda candidate: candidate.scale_atom, True, example="NYHA class II or III"),
    Rule("levels.noun-first", always, True, example="Astrocytoma of grade II"),
)
