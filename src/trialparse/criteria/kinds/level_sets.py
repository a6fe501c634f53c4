"""Level sets: members of ordinal and nominal scales (`NYHA class II or III`).

A number with a comparator (`ECOG ≤ 2`) is left to the thresholds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.crosses import Crossed, crossed
from trialparse.criteria.kinds.degrees import Degrees, degrees
from trialparse.criteria.kinds.level_candidates import Candidate, candidates, count
from trialparse.criteria.kinds.named_levels import Named, named
from trialparse.criteria.kinds.scales import compared, domain, finest, limits, noun_start
from trialparse.criteria.kinds.tnm import Categories, categories
from trialparse.criteria.phrases.quantity import Limit
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import LEVEL, pattern
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import ROMAN, is_roman

__all__ = ["SIDE", "LevelSet", "level_sets"]

# How many things are at the level: right before the scale.
_COUNT = pattern(
    "(?:Comparator(?:Open Comparator Close)?(?P<compared>Number)|(?P<plain>Number)Behind?)[Word At Of]{0,4}$"
)
# What has grades in figures, whatever stands before it: `grade 3+ diarrhea`.
_TOXIC = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:\w*toxicit|adverse\s+event|aes?\b|diarrh|\w+penia|nausea|vomit|rash\b|fatigue|mucositis|colitis"
    r"|(?:\w+\s)?neuropath|an(?:a)?emia)",
    re.IGNORECASE,
)
_COUNT_REACH = 9  # atoms from a count to its scale, at the most


@dataclass(frozen=True, slots=True)
class LevelSet:
    """Levels of a scale as printed, and the names of the rules that decided on them.

    `domain` has all members of the scale, where they are known. `lower` and `upper` are the ranks of the levels where
    these are a run of numerals. `count` says how many things must be at the level, at least. `beside` are the first and
    the last atom of the sets that it shares its subject with.
    """

    first: int
    last: int
    start: int
    end: int
    levels: tuple[str, ...]
    domain: tuple[str, ...]
    scale_atom: Atom | None
    lower: Limit | None = None
    upper: Limit | None = None
    count: Decimal | None = None
    whys: tuple[str, ...] = ()
    beside: tuple[int, int] | None = None


def level_sets(sentence: Sentence) -> list[LevelSet]:
    """The level sets of a sentence: first those behind their scale, then those before it."""
    found = [_category(sentence, each) for each in categories(sentence)]
    taken = {place for known in found for place in range(known.first, known.last + 1)}
    found += [
        _counted(candidate, _behind(candidate, why))
        for candidate, why in candidates(sentence)
        if taken.isdisjoint(range(candidate.first, candidate.last + 1))
    ]
    found += [_in_degrees(sentence, each) for each in degrees(sentence)]
    taken = {place for known in found for place in range(known.first, known.last + 1)}
    found += [_before(sentence, each, why) for each, why in named(sentence, taken)]
    taken = {place for known in found for place in range(known.first, known.last + 1)}
    return [*found, *(_crossed(sentence, each) for each in crossed(sentence, taken))]


def _in_degrees(sentence: Sentence, found: Degrees) -> LevelSet:
    start, end = sentence.atoms[found.first].start, sentence.atoms[found.last].end
    whys = ("levels.degrees",)
    return LevelSet(found.first, found.last, start, end, found.levels, found.domain, found.scale_atom, whys=whys)


def _crossed(sentence: Sentence, found: Crossed) -> LevelSet:
    lower, upper = limits(found.op, [found.level], ())
    start = noun_start(sentence, sentence.atoms[found.first].start)
    end = sentence.atoms[found.last].end
    whys = ("levels.crossed",)
    return LevelSet(found.first, found.last, start, end, found.levels, (), None, lower, upper, whys=whys)


def _category(sentence: Sentence, found: Categories) -> LevelSet:
    begin, end = found.beside
    return LevelSet(
        sentence.place(found.start),
        sentence.place(found.end - 1),
        start=noun_start(sentence, found.start),
        end=found.end,
        levels=found.levels,
        domain=found.domain,
        scale_atom=found.scale_atom,
        whys=("levels.tnm",),
        beside=(sentence.place(begin), sentence.place(end - 1)),
    )


def _behind(candidate: Candidate, why: str) -> LevelSet:
    sentence, printed = candidate.sentence, candidate.levels
    op, whys = _comparator(candidate)
    if least := _least(candidate):
        op, printed, whys = "ge", (least,), ("levels.plus",)
    members = _alike(printed, domain(candidate.order, finest(*printed)))
    lower, upper = limits(op, printed, members)
    return LevelSet(
        candidate.begin,
        candidate.last,
        start=noun_start(sentence, sentence.atoms[candidate.begin].start),
        end=sentence.atoms[candidate.last].end,
        levels=tuple(compared(op, printed[0], members)) if op else printed,
        domain=tuple(members),
        scale_atom=candidate.scale_atom,
        lower=lower,
        upper=upper,
        whys=(why, *whys),
    )


def _least(candidate: Candidate) -> str:
    """`ECOG 2+`: the level of which a plus says "or more", "" where the plus may belong to the level (`HER2 3+`)."""
    printed, order = candidate.levels, candidate.order
    figure = printed[0].removesuffix("+")
    if candidate.op or len(printed) > 1 or figure == printed[0] or not figure.isdigit():
        return ""
    if order is None:
        sentence, end = candidate.sentence, candidate.sentence.atoms[candidate.last].end
        return figure if candidate.has_noun and _TOXIC.match(sentence.text, end, sentence.end) else ""
    return figure if printed[0] not in order.levels and figure in domain(order, figure) else ""


def _before(sentence: Sentence, found: Named, why: str) -> LevelSet:
    return LevelSet(
        found.first,
        found.last,
        start=sentence.atoms[found.first].start,
        end=sentence.atoms[found.last].end,
        levels=found.levels,
        domain=found.scale.levels if found.scale else (),
        scale_atom=found.scale_atom,
        whys=(why,),
    )


def _alike(levels: Sequence[str], members: Sequence[str]) -> Sequence[str]:
    """The members of a scale, none where a level is not among them; beside whole figures no `1.5` and no `1+`."""
    if all(level.isdigit() for level in levels):
        members = [level for level in members if level.isdigit()]
    return members if all(level in members for level in levels) else ()


# Which way a comparator goes: by what a higher level means on the scale.

_AS_WRITTEN: Mapping[str, str] = {}
_TURNED: Mapping[str, str] = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}


def _has_direction(candidate: Candidate, direction: str) -> bool:
    return candidate.order is not None and candidate.order.direction == direction


def _says_better(candidate: Candidate) -> bool:
    """Whether a comparator behind the levels goes by good and bad: `or better`, `or worse`."""
    said = candidate.sentence.of(candidate.sentence.atoms[candidate.comparator]).lower()
    return candidate.comparator > candidate.first and said.endswith(("better", "worse"))


def _is_lower_better(candidate: Candidate) -> bool:
    return _has_direction(candidate, "worse") and _says_better(candidate)


def _is_worst_first(candidate: Candidate) -> bool:
    """Whether the levels are letters, of which the first says the worst."""
    first = candidate.sentence.atoms[candidate.first]
    return _has_direction(candidate, "better") and first.code == LEVEL and not is_roman(candidate.sentence.of(first))


SIDE: Table[Candidate, Mapping[str, str]] = Table(
    "levels.side",
    Rule("levels.side.lower-is-better", _is_lower_better, _TURNED, example="NYHA class II or better"),
    Rule("levels.side.higher-is-better", _says_better, _AS_WRITTEN, example="ASIA impairment scale C or better"),
    Rule("levels.side.worst-is-first", _is_worst_first, _TURNED, example="At least BILAG B"),
    Rule("levels.side.as-written", always, _AS_WRITTEN, example="NYHA class higher than II"),
)


def _comparator(candidate: Candidate) -> tuple[str, tuple[str, ...]]:
    """The comparator as it goes on the scale, and the rule that says so; nothing where there is none."""
    side = SIDE.first(candidate) if candidate.op else None
    return (side.then.get(candidate.op, candidate.op), (side.name,)) if side else ("", ())


# How many things are at a level.


def _has_letters(scale: Measurement | None) -> bool:
    levels = scale.levels if scale else ()
    return bool(levels) and not any(level.isdigit() or level in ROMAN for level in levels)


def _counted(candidate: Candidate, found: LevelSet) -> LevelSet:
    """`≥ 1 BILAG A`: the number before a lettered scale counts what is at the level."""
    atoms, codes = candidate.sentence.atoms, candidate.sentence.codes
    match = _COUNT.search(codes, max(0, candidate.place - _COUNT_REACH), candidate.place)
    if match is None or not _has_letters(candidate.scale):
        return found
    value = count(atoms[max(match.start("compared"), match.start("plain"))].number)
    if value is None:
        return found
    first = match.start()
    return replace(found, first=first, start=atoms[first].start, count=value, whys=(*found.whys, "levels.counted"))
