"""What may be levels of a scale: patterns over the words find it, rules decide in order whether it is.

The levels stand behind their scale (`NYHA class II or III`) or before it (`an "A" score on the BILAG`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.scales import between, domain, is_step
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import DASH, LEVEL, MEASURED, NOUN, NUMBER, TO, one_of, pattern
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import typed

__all__ = ["BEFORE", "BEHIND", "LIST_BEFORE", "Candidate", "Named", "candidates", "count", "named"]

_MEMBER = "[Number Level]"
_JOINT = "[Dash To Comma Slash Or And]|Comma[Or And]"
_FILL = "[Noun Measured Word Of Comma Colon Open Close Slash Dash]"
# The scale or its noun, the words between, the members, and a comparator after them.
_LIST_BEHIND = pattern(
    f"(?P<lead>Comparator?)(?P<scale>[Measured Noun]){_FILL}{{0,5}}?(?P<before>Comparator?)Noun?"
    f"(?P<members>{_MEMBER}(?:(?:{_JOINT}|Dash To|Slash[Or And]|Plus)?Noun?{_MEMBER})*)(?P<after>Behind?)"
)
# Members with their scale behind them. A list is taken whole, with a scale or without, so that none is read twice; what
# a comparator or a plus stands before is no member.
LIST_BEFORE = pattern(
    f"(?:(?<=[Comparator Plus]){_MEMBER}(?:{_JOINT})|(?<![Comparator Plus]))"
    f"(?P<members>{_MEMBER}(?:(?:{_JOINT}){_MEMBER})*)(?:Word?Noun?[At Of]Word?(?P<scale>Measured))?"
)
_MEMBERS = one_of(NUMBER, LEVEL)
_THROUGH = one_of(DASH, TO)  # between the first and the last of several levels
_TWO_FIGURES = re.compile(r"\d,\d")


# What is printed.


def _print(sentence: Sentence, atom: Atom) -> str:
    """A level as its scale would have it."""
    return typed(sentence.of(atom)) if atom.number is None else sentence.text[atom.start : atom.number.end]


def _is_figure(number: Number) -> bool:
    """Whether a number has nothing to it that no level has."""
    return not number.spelled and number.unit in (None, "{score}") and number.reference is None


def count(number: Number | None) -> Decimal | None:
    """The value of a number that counts things: it has no unit and is of nothing."""
    return number.value if number and number.unit is None and number.reference is None else None


def _places(sentence: Sentence, first: int, after: int) -> list[int]:
    """The atoms that may be levels."""
    return [place for place in range(first, after) if sentence.codes[place] in _MEMBERS]


def _levels(sentence: Sentence, places: Sequence[int], scale: Measurement | None) -> tuple[str, ...]:
    """The levels at some atoms, with those between them where the words join the first and the last."""
    levels: list[str] = []
    last = places[0]
    for place in places:
        printed = _print(sentence, sentence.atoms[place])
        many = printed.split(",") if _TWO_FIGURES.fullmatch(printed) else [printed]
        if _THROUGH.isdisjoint(sentence.codes[last:place]):
            levels += many
        else:
            levels[-1:] = between(levels[-1], many[0], domain(scale, levels[-1]))
        last = place
    return tuple(dict.fromkeys(levels))


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
        return _levels(self.sentence, self.members, self.scale)


def candidates(sentence: Sentence) -> Iterator[tuple[Candidate, str]]:
    """The levels behind their scale, each with the name of the rule that says so."""
    for match in _LIST_BEHIND.finditer(sentence.codes):
        candidate = _candidate(sentence, match)
        rule = BEHIND.first(candidate)
        if rule is not None and rule.then:
            yield candidate, rule.name


def _candidate(sentence: Sentence, match: re.Match[str]) -> Candidate:
    first, after = match.span("members")
    scale_atom = _scale_atom(sentence, match.start("scale"), first)
    scale = sentence.measurement(scale_atom) if scale_atom else None
    has_noun = _is_undecided(sentence, scale_atom, first) or _has_noun(sentence, match.start(), first)
    is_scale = has_noun or (scale is not None and bool(scale.levels))
    places = _places(sentence, first, after) if is_scale else []
    are_levels = [_is_level(sentence, sentence.atoms[place], scale, has_noun) for place in places]
    kept = max((number for number, is_level in enumerate(are_levels, 1) if is_level), default=0)
    lead = next((match.start(name) for name in ("lead", "before") if match[name]), -1)
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
        comparator=match.start("after") if match["after"] and kept == len(places) else lead,
    )


def _scale_atom(sentence: Sentence, start: int, first: int) -> Atom | None:
    """The measurement nearest before the levels."""
    place = sentence.codes.rfind(MEASURED, start, first)
    return sentence.atoms[place] if place >= 0 else None


def _is_undecided(sentence: Sentence, scale_atom: Atom | None, first: int) -> bool:
    """Whether levels that are no figures follow a name that could mean several scales: `WHO III`."""
    return scale_atom is not None and not scale_atom.key and sentence.codes[first] == LEVEL


def _has_noun(sentence: Sentence, start: int, first: int) -> bool:
    if NOUN not in sentence.codes[start:first]:
        return False
    return any(sentence.codes[place] == NOUN and sentence.plays(place, "grade") for place in range(start, first))


def _is_level(sentence: Sentence, atom: Atom, scale: Measurement | None, has_noun: bool) -> bool:
    if atom.number is None:
        return True
    if not _is_figure(atom.number):
        return False
    printed = _print(sentence, atom)
    return (has_noun and is_step(printed)) or _is_of(printed.split(","), scale)


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
    return bool(candidate.op) and any(candidate.sentence.codes[place] == NUMBER for place in candidate.members)


BEHIND: Table[Candidate, bool] = Table(
    "levels",
    Rule("levels.no-scale", _is_of_no_scale, False, example="Type 2 diabetes"),
    Rule("levels.not-a-scale", _is_of_no_levels, False, example="Ferritin 3 or 4"),
    Rule("levels.doer", _is_done, False, example="Staging confirmed by 2 readers"),
    Rule("levels.no-level", lambda candidate: not candidate.sure, False, example="Grade 9 of a school"),
    Rule("levels.compared-number", _is_threshold, False, example="ECOG ≤ 2"),
    Rule("levels.scale-first", lambda candidate: candidate.scale_atom, True, example="NYHA class II or III"),
    Rule("levels.noun-first", always, True, example="Astrocytoma of grade II"),
)


# Levels before their scale.


@dataclass(frozen=True, slots=True)
class Named:
    """Members, from the atom `first` to `last`, with a measurement behind them; `is_taken` says that a set has them."""

    first: int
    last: int
    scale_atom: Atom
    scale: Measurement | None
    levels: tuple[str, ...]
    has_letters: bool
    is_taken: bool


def named(sentence: Sentence, taken: Set[int]) -> Iterator[tuple[Named, str]]:
    """The levels before their scale, save for `taken` atoms, each with the name of the rule that says so."""
    if LEVEL not in sentence.codes:
        return
    for match in LIST_BEFORE.finditer(sentence.codes):
        if match["scale"]:
            found = _named(sentence, match, taken)
            rule = BEFORE.first(found)
            if rule is not None and rule.then:
                yield found, rule.name


def _named(sentence: Sentence, match: re.Match[str], taken: Set[int]) -> Named:
    first, after = match.span("members")
    scale_atom = sentence.atoms[match.start("scale")]
    scale = sentence.measurement(scale_atom)
    return Named(
        first,
        after - 1,
        scale_atom,
        scale,
        levels=_levels(sentence, _places(sentence, first, after), scale),
        has_letters=LEVEL in sentence.codes[first:after],
        is_taken=not taken.isdisjoint(range(first, after)),
    )


def _has_other_levels(found: Named) -> bool:
    return found.scale is None or any(level not in found.scale.levels for level in found.levels)


BEFORE: Table[Named, bool] = Table(
    "levels.named",
    Rule("levels.named.figures", lambda found: not found.has_letters, False, example="NYHA class III; 2 on the BILAG"),
    Rule("levels.named.taken", lambda found: found.is_taken, False, example="Grade B on the BILAG"),
    Rule("levels.named.other-levels", _has_other_levels, False, example="Hepatitis B on the ferritin test"),
    Rule("levels.named.behind", always, True, example='An "A" score on the BILAG'),
)
