"""Levels that stand before their scale (`an "A" score on the BILAG`) or the noun of levels (`IIA-IIIA stage`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.crosses import on_crosses
from trialparse.criteria.kinds.level_candidates import JOINT, MEMBER, places_of, read_levels
from trialparse.criteria.kinds.tnm import SCALE
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import LEVEL, pattern
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import is_roman

__all__ = ["BEFORE", "LIST_BEFORE", "Named", "named"]

# Members with their scale behind them. A list is taken whole, with a scale or without, so that none is read twice; what
# a comparator or a plus stands before is no member.
LIST_BEFORE = pattern(
    f"(?:(?<=[Comparator Plus]){MEMBER}(?:{JOINT})|(?<![Comparator Plus]))"
    f"(?P<members>{MEMBER}(?:(?:{JOINT}){MEMBER})*)"
    "(?:(?P<tie>Word?Noun?[At Of]Word?)?(?P<scale>Measured)|(?P<noun>Noun))?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Members, from the atom `first` to `last`, with a measurement or a noun of levels behind them.

    `is_tied` says that a preposition leads to the measurement, `are_numerals` that all are roman, `is_taken` that a set
    has them.
    """

    first: int
    last: int
    scale_atom: Atom | None
    scale: Measurement | None
    levels: tuple[str, ...]
    has_letters: bool
    is_tied: bool
    are_numerals: bool
    is_taken: bool


def named(sentence: Sentence, taken: Set[int]) -> Iterator[tuple[Named, str]]:
    """The levels before their scale, save for `taken` atoms, each with the name of the rule that says so."""
    if LEVEL not in sentence.codes:
        return
    for match in LIST_BEFORE.finditer(sentence.codes):
        if match["scale"] or (match["noun"] and sentence.plays(match.start("noun"), "grade")):
            found = _named(sentence, match, taken)
            rule = BEFORE.first(found)
            if rule is not None and rule.then:
                yield found, rule.name


def _named(sentence: Sentence, match: re.Match[str], taken: Set[int]) -> Named:
    first, after = match.span("members")
    scale_atom = sentence.atoms[match.start("scale")] if match["scale"] else None
    scale_atom = on_crosses(sentence, scale_atom, sentence.of(sentence.atoms[after - 1]))
    scale = sentence.measurement(scale_atom) if scale_atom else None
    places = places_of(sentence, first, after)
    staged = sentence.lexicon.measurements.get(SCALE) if match["noun"] else None
    return Named(
        first,
        after - 1 if scale_atom else match.start("noun"),
        scale_atom,
        scale,
        levels=read_levels(sentence, places, scale or staged),
        has_letters=LEVEL in sentence.codes[first:after],
        is_tied=match["tie"] is not None,
        are_numerals=all(is_roman(sentence.of(sentence.atoms[place])) for place in places),
        is_taken=not taken.isdisjoint(range(first, after)),
    )


def _has_other_levels(found: Named) -> bool:
    if found.scale_atom is None:
        return not found.are_numerals or len(found.levels) == 1  # `a phase I class`
    return found.scale is None or any(level not in found.scale.levels for level in found.levels)


def _is_loose(found: Named) -> bool:
    """Whether nothing ties the levels to the measurement: only plus signs are its without it."""
    return found.scale_atom is not None and not (found.is_tied or all(level.endswith("+") for level in found.levels))


BEFORE: Table[Named, bool] = Table(
    "levels.named",
    Rule("levels.named.figures", lambda found: not found.has_letters, False, example="NYHA class III; 2 on the BILAG"),
    Rule("levels.named.loose", _is_loose, False, example="Hepatitis B Child-Pugh class"),
    Rule("levels.named.taken", lambda found: found.is_taken, False, example="Grade B on the BILAG"),
    Rule("levels.named.other-levels", _has_other_levels, False, example="Hepatitis B on the ferritin test"),
    Rule("levels.named.noun", lambda found: found.scale_atom is None, True, example="IIA-IIIA stage breast cancer"),
    Rule("levels.named.behind", always, True, example='An "A" score on the BILAG'),
)
