"""Levels as constraints: each set with its subject and its moment."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from operator import attrgetter

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.crosses import on_crosses
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, draft, interval_plain, span_plain, subject_plain
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.kinds.level_sets import LevelSet
from trialparse.criteria.kinds.recovering import graded, is_graded, recovered_from
from trialparse.criteria.kinds.scales import domain
from trialparse.criteria.kinds.tnm import SCALE
from trialparse.criteria.phrases.methods import TOXICITY
from trialparse.criteria.phrases.moments import moment_of
from trialparse.criteria.phrases.nouns import (
    SubjectSpan,
    event,
    following,
    is_void,
    named_span,
    names,
    opens_thing,
)
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import AT, CLOSE, COMMA, MEASURED, NOT, NOUN, OF, OPEN, WORD, one_of, pattern
from trialparse.lexicon.loader import Measurement
from trialparse.values.numerals import rank

__all__ = ["SUBJECT", "levels"]

_last = attrgetter("last")
_CANCER = re.compile(
    r"cancer|carcinoma|tumou?r|melanoma|lymphoma|sarcoma|neoplas|myeloma|glioma|malignan|nsclc|sclc|disease"
    r"|metasta|unresectable|locally[\s-]+advanced",
    re.IGNORECASE,
)
_STAGE = re.compile(r"[IVX\d]", re.IGNORECASE)  # how the stages of tumours begin, and not `stage B` of a liver's own
_ACCORDING = pattern("Word{1,3} To? Word? Measured")
_THING = one_of(WORD, MEASURED, OF, COMMA)
_LEADS_ON = one_of(WORD, OF, NOT, MEASURED)  # what has the levels may stand behind them
_LEADS_TO_SCALE = _LEADS_ON | {AT}
_LEADS_IN = one_of(NOUN, OPEN)  # between what has the levels and them
_THING_WORDS = 6  # atoms from the levels to `according to`, at the most
_BEFORE, _BEHIND = 6, 3  # atoms from the levels to a scale that they are not read with, at the most
_NOUN = 4  # letters that tell nouns of levels apart: `stage`, `grade`
_STAGE_REACH = 8  # characters before levels in which `stage` may stand


def levels(found: Found, taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The sets of levels as constraints; the anchors at the places `taken` belong to times."""
    ordered = sorted(found.sets, key=_last)
    return [_draft(found, each, taken, _other_end(found.sentence, ordered, each)) for each in found.sets], frozenset()


def _draft(around: Found, found: LevelSet, taken: Set[int], other_end: int) -> Draft:
    sentence = around.sentence
    subject = _subject(sentence, found, other_end)
    moment = moment_of(sentence, around.moments, found.first, found.last, taken)
    plain = {
        "kind": "levels",
        "span": span_plain(found.start, found.end),
        "subject": subject_plain(sentence, subject),
        "levels": list(found.levels),
        "domain": list(found.domain),
        "interval": interval_plain(found.lower, found.upper),
        "count": interval_plain(None if found.count is None else (found.count, True), None),
        "anchor": anchor_plain(sentence, moment),
        "rule": f"core:{found.whys[0]}",
    }
    return draft(found.first, found.last, plain, subject, None, *found.whys)


@dataclass(frozen=True, slots=True)
class _Around:
    """What may have the levels of a set: the `scale` named with them or near, the noun phrase `behind` them.

    The levels, and those beside them, begin at the atom `begin`. `code` is that of the word behind them, empty where
    there is none.
    """

    sentence: Sentence
    found: LevelSet
    begin: int
    scale: Atom | None
    behind: SubjectSpan | None
    code: str


def _other_end(sentence: Sentence, ordered: Sequence[LevelSet], found: LevelSet) -> int:
    """The last atom of the levels of another kind before these, -1 where none are near: `ECOG 0-1 and stage III`.

    The sets are `ordered` by their last atoms.
    """
    noun = _noun(sentence, found)
    if not noun or len(ordered) < 2:
        return -1
    begin, _ = found.beside or (found.first, found.last)
    near = ordered[bisect_left(ordered, begin - _BEFORE, key=_last) : bisect_left(ordered, found.first, key=_last)]
    return max((each.last for each in near if _noun(sentence, each) != noun), default=-1)


def _noun(sentence: Sentence, found: LevelSet) -> str:
    """What tells the noun of levels from others, "" where none stands right before them."""
    return sentence.text[found.start : sentence.atoms[found.first].start][:_NOUN].lower()


def _around(sentence: Sentence, found: LevelSet, other_end: int) -> _Around:
    begin, last = found.beside or (found.first, found.last)
    first, after = sentence.bounds(begin)
    code = sentence.code(last + 1)
    end = min(after, last + 1 + _BEHIND)
    comma = sentence.codes.find(COMMA, last + 1, end)
    if 0 <= comma < end - 1 and sentence.plays(comma + 1, "according"):
        comma = -1  # `class III heart failure, as defined by the NYHA`
    start = max(first, begin - _BEFORE, other_end + 1)
    near = [*range(begin - 1, start - 1, -1), *range(last + 1, end if comma < 0 else comma)]
    return _Around(
        sentence,
        found,
        begin,
        scale=_by_which(sentence, last + 1, found)
        or found.scale_atom
        or (None if found.beside else _named(sentence, near, found.levels[0])),
        behind=_behind(sentence, begin, last + 1, after),
        code=code,
    )


def _behind(sentence: Sentence, begin: int, place: int, after: int) -> SubjectSpan | None:
    """The noun phrase that the atom at `place`, behind the levels, leads to.

    It may stand behind their bracket, where what is before is only a quality: `metastatic (stage IV) melanoma`.
    """
    if _is_split(sentence, begin, place):
        place += 1
    if sentence.code(place) not in (_LEADS_ON if not _names_scale(sentence, place) else _LEADS_TO_SCALE):
        return None
    found = following(sentence, place, after)
    if found is None:
        return None
    first, last = sentence.place(found.start), sentence.place(found.end - 1) + 1
    return found if opens_thing(sentence, first) and names(sentence, first, last) else None


def _is_split(sentence: Sentence, begin: int, place: int) -> bool:
    opening = begin - 1 - (sentence.code(begin - 1) == NOUN)
    bracketed = sentence.code(opening) == OPEN and sentence.code(place) == CLOSE
    return bracketed and opening > 0 and is_void(sentence, opening - 1)


def _names_scale(sentence: Sentence, place: int) -> bool:
    """Whether `on the` or the like leads to a name: `a score of 3 on the Wrinkle Severity Scale`."""
    while place < len(sentence.atoms) and (sentence.codes[place] == AT or sentence.plays(place, "article")):
        place += 1
    return sentence.code(place) == WORD and sentence.of(sentence.atoms[place])[0].isupper()


def _named(sentence: Sentence, near: Sequence[int], level: str) -> Atom | None:
    """The scale that is named at some places: a measurement with the level, or a name that could mean several."""
    for place in near:
        atom = sentence.atoms[place]
        if sentence.codes[place] == MEASURED and _may_have(sentence.measurement(atom), level):
            return atom
    return None


def _by_which(sentence: Sentence, place: int, found: LevelSet) -> Atom | None:
    """`functional class II or III according to the NYHA`: the scale that the words behind the levels name.

    Where the levels have none, what they are of may stand between: `class III heart failure, as defined by the NYHA`.
    """
    begin = place if found.scale_atom or found.beside else _said_by(sentence, place)
    match = _ACCORDING.match(sentence.codes, begin)
    if match is None or not sentence.plays(begin, "according"):
        return None
    atom = sentence.atoms[match.end() - 1]
    if begin > place and atom.key == TOXICITY:
        return None  # `grade 3 neutropenia as defined by the CTCAE` is of the neutropenia
    known = sentence.measurement(atom)
    return atom if known is not None and known.levels and _may_have(known, found.levels[0]) else None


def _said_by(sentence: Sentence, place: int) -> int:
    """The first atom from `place` on that leads to a scale, behind a few words for a thing, else `place`."""
    for index in range(place, min(place + _THING_WORDS, len(sentence.atoms))):
        if sentence.codes[index] not in _THING:
            break
        if sentence.plays(index, "according"):
            return index
    return place


def _may_have(scale: Measurement | None, level: str) -> bool:
    """Whether a scale can have the level: figures and numerals may be another spelling of its own."""
    if scale is None:
        return True
    if scale.crosses:
        return level.endswith("+")
    return bool(scale.levels) and (rank(level) is not None or level in domain(scale, level))


def _has_grade(around: _Around) -> bool:
    scale, behind, found = around.found.scale_atom, around.behind, around.found
    if behind is None or (scale is not None and (scale.key != TOXICITY or around.code != WORD)):
        return False
    return scale is not None or (not around.scale and is_graded(around.sentence, behind, found.start, found.end))


def _graded(around: _Around) -> SubjectSpan | None:
    return around.behind and replace(around.behind, id=TOXICITY)


def _recovered(around: _Around) -> SubjectSpan | None:
    """`recovered (grade 1 or baseline) from any toxicity`."""
    sentence, found = around.sentence, around.found
    _, after = sentence.bounds(found.first)
    away = recovered_from(sentence, found.first, found.last, after)
    return graded(sentence, away[0], found.start, found.end) if away else None


def _scale(around: _Around) -> SubjectSpan | None:
    scale = on_crosses(around.sentence, around.scale, around.found.levels[0])
    if scale is None:
        return None
    place = around.sentence.place(scale.start)
    first, after = around.sentence.bounds(place)
    if not scale.key or not first <= place < after:
        return SubjectSpan(scale.start, scale.end, scale.key)
    start, end = named_span(around.sentence, place, first)
    return SubjectSpan(start, end, scale.key)


def _thing_behind(around: _Around) -> SubjectSpan | None:
    thing = _staged(around, around.behind)
    return thing and (thing if thing.id == SCALE else replace(thing, id=None))


def _thing_before(around: _Around) -> SubjectSpan | None:
    first, _ = around.sentence.bounds(around.begin)
    place = around.begin
    while place > first and around.sentence.codes[place - 1] in _LEADS_IN:
        place -= 1
    return _staged(around, event(around.sentence, first, place))


def _staged(around: _Around, thing: SubjectSpan | None) -> SubjectSpan | None:
    """What has the levels; where it is a cancer with a stage, the stage."""
    if thing is None:
        return None
    text, found = around.sentence.text, around.found
    levels = text[max(around.sentence.start, found.start - _STAGE_REACH) : found.end]
    staged = "stage" in levels.lower() and _STAGE.match(found.levels[0])
    is_stage = staged and _CANCER.search(text, thing.start, thing.end)
    return replace(thing, id=SCALE) if is_stage or found.beside else thing


# The scale where it is named, else what has the level: right after it, or before it.
SUBJECT: Table[_Around, Callable[[_Around], SubjectSpan | None]] = Table(
    "levels.subject",
    Rule("levels.subject.toxicity", _has_grade, _graded, example="CTCAE grade 3 or 4 neutropenia"),
    Rule("levels.subject.recovered", _recovered, _recovered, example="Recovered (grade 1) from all toxicity"),
    Rule("levels.subject.scale", lambda around: around.scale, _scale, example="NYHA class III or IV heart failure"),
    Rule("levels.subject.behind", lambda around: around.behind, _thing_behind, example="Stage II or III melanoma"),
    Rule("levels.subject.before", always, _thing_before, example="Astrocytoma of grade II"),
)


def _subject(sentence: Sentence, found: LevelSet, other_end: int) -> SubjectSpan | None:
    around = _around(sentence, found, other_end)
    rule = SUBJECT.first(around)
    subject = rule.then(around) if rule else None
    return replace(subject, why=rule.name) if rule and subject else None
