"""Thresholds: numbers against a limit, with what they limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds.ages import age_subject, is_of_thing
from trialparse.criteria.kinds.changes import change, changed
from trialparse.criteria.kinds.described import describes, scale_behind
from trialparse.criteria.kinds.drafts import Draft, anchor_plain, limit_draft
from trialparse.criteria.kinds.fitting import fit, inferred_unit, widen
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.kinds.recovering import recovered
from trialparse.criteria.kinds.sharing import bounded, shares
from trialparse.criteria.kinds.whom import of_group, whom
from trialparse.criteria.phrases.moments import moment_of
from trialparse.criteria.phrases.nouns import (
    SubjectSpan,
    coordinated,
    event,
    first_phrase,
    following,
    is_people,
    names,
)  # fmt: skip
from trialparse.criteria.phrases.quantity import Limit, Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.subjects import subjects
from trialparse.lexicon.alphabet import (
    AND,
    BEFORE,
    CLOSE,
    COMPARATOR,
    CRITERIA,
    DASH,
    LEVEL,
    MEASURED,
    NOT,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    PAST,
    TIMES,
    WORD,
    one_of,
)  # fmt: skip

__all__ = ["FOUND", "thresholds"]

_BEFORE_DOSE = one_of(MEASURED, OPEN)
_OPENS_COUNTED = one_of(WORD, OF, LEVEL, CRITERIA, NOT, PAST)
_MOST_COUNTED = 60
_JOINING = one_of(AND, OR)
_PLURAL = frozenset("sS")  # how the words for several things end, most of them
_THINGS = re.compile(r"\{(?!score)\w+\}(?:\.a|/(?:d|wk|mo|a))?")  # units that are things: cigarettes, drinks a week
_SHARED = "subject.shared"  # how the rules begin that give a limit the subjects of the one before
_LIMITED = one_of(COMPARATOR, NUMBER)


@dataclass(slots=True)
class _Before:
    """The threshold read before: `< 40 or > 90 bpm` shares its subjects."""

    subjects: Sequence[SubjectSpan] = ()
    last: int = -1
    by_unit: Mapping[str | None, list[SubjectSpan]] = field(default_factory=dict)  # the latest that had a unit

    def followed_by(self, quantity: Quantity, subjects: list[SubjectSpan]) -> _Before:
        """What there is before the next threshold."""
        alone = [replace(each, whom=None) if each.whom else each for each in subjects]
        return _Before(alone, quantity.last, {**self.by_unit, quantity.unit: alone})


def thresholds(found: Found, taken: Set[int]) -> tuple[list[Draft], Set[int]]:
    """The thresholds among what was found; the anchors at the places `taken` belong to times."""
    return [*_thresholds(found, taken)], frozenset()


def _thresholds(found: Found, taken: Set[int]) -> Iterator[Draft]:
    sentence, before = found.sentence, _Before()
    for read in found.values:
        if not read.op and not _is_limit(sentence, read):
            continue
        quantity = widen(sentence, read)
        if quantity.first in found.ages:
            subjects = [age_subject(sentence, quantity)]
        else:
            subjects = _subjects(sentence, quantity, before)
        if not subjects and _says_nothing(quantity):
            continue
        quantity = bounded(sentence, quantity, subjects)
        own = None if describes(found, read) else shares(sentence, quantity, subjects)
        if own is None:
            before = before.followed_by(quantity, subjects) if subjects and subjects[0].id else before
            continue
        all_of_turn = subjects if quantity.turn else None
        quantity, subjects, whys = fit(sentence, quantity, own, before.by_unit.get(quantity.unit, []))
        before = before.followed_by(quantity, all_of_turn or subjects)
        anchor = anchor_plain(sentence, moment_of(sentence, found.moments, quantity.first, quantity.last, taken))
        changed = change(sentence, quantity, subjects)
        named: list[SubjectSpan | None] = [*subjects]
        scale = scale_behind(sentence, quantity.end)
        unsure = _may_be_of_thing(found, quantity, subjects)
        for subject in named or [None]:
            said = limit_draft(
                sentence, quantity, "threshold", _bounds(quantity), subject, whys=whys, says=scale,
                reference=quantity.reference, change=changed, anchor=anchor,
                unit_inferred=inferred_unit(sentence, quantity, subject),
            )  # fmt: skip
            yield _with_doubt(said, unsure)


def _with_doubt(said: Draft, unsure: bool) -> Draft:
    return said.doubted("unsure-subject") if unsure else said


def _may_be_of_thing(found: Found, quantity: Quantity, subjects: Sequence[SubjectSpan]) -> bool:
    """Whether what is read as somebody's age may be how old a thing is."""
    is_age = quantity.first in found.ages and any(each.id == "age" for each in subjects)
    return is_age and is_of_thing(found.sentence, quantity)


def _says_nothing(quantity: Quantity) -> bool:
    """Whether a limit without a subject says nothing: a plain number that equals."""
    return quantity.unit is None and quantity.reference is None and quantity.op in ("", "eq", "approx")


def _bounds(quantity: Quantity) -> tuple[Limit | None, Limit | None]:
    """The sides of a limit; a bare value is both, a bare multiple of a normal limit a least."""
    if quantity.op or quantity.value is None:
        return quantity.lower, quantity.upper
    value = (quantity.value, True)
    return value, None if quantity.reference == "ULN" else value


def _is_limit(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number without comparator limits: a multiple of a normal limit, a dose, a share behind its measure."""
    if quantity.reference == "ULN":
        return True
    before = sentence.code(quantity.first - 1)
    if quantity.unit == "%":
        return before == MEASURED
    doses = sentence.lexicon.units_for("dose")
    return quantity.unit in doses and before in _BEFORE_DOSE and sentence.code(quantity.last + 1) != DASH


@dataclass(slots=True)
class _Candidates:
    """What a limit may be of: what stands `near`, what had the same unit before, what it counts, what happens."""

    sentence: Sentence
    quantity: Quantity
    near: list[SubjectSpan]
    alike: Sequence[SubjectSpan]
    counted: SubjectSpan | None
    first: int  # of the atoms of the sentence around it
    after: int
    before: Sequence[SubjectSpan]  # the subjects of the limit before
    last: int  # and its last atom


def _is_carried(limit: _Candidates) -> bool:
    return limit.quantity.rule in ("carried.group", "carried.bracket") and bool(limit.before)


def _same(limit: _Candidates) -> list[SubjectSpan]:
    """What the limit before is of, where this one only says of whom it holds."""
    place = whom(limit.sentence, limit.quantity, limit.near, limit.before)
    return [replace(each, whom=place) for each in limit.before] if place is not None else []


def _part(limit: _Candidates) -> list[SubjectSpan]:
    """`or 100 mmHg diastolic`: what stands right behind."""
    atom = limit.sentence.atoms[limit.quantity.last + 1]
    return [SubjectSpan(atom.start, atom.end, atom.key)]


def _of_group(limit: _Candidates) -> Sequence[SubjectSpan]:
    return of_group(limit.sentence, limit.quantity, limit.near, limit.before, (limit.first, limit.last))


def _names_people(limit: _Candidates) -> bool:
    """`male ≥ 450 ms, female ≥ 470 ms`: only people stand near, and something had a limit in this unit before."""
    if not limit.alike or not limit.near or limit.near[0].id is not None:
        return False
    return is_people(limit.sentence, limit.sentence.text[limit.near[0].start : limit.near[0].end])


def _is_shared_otherwise(limit: _Candidates) -> bool:
    """Whether those of the limit before have another unit, and something had this one: `otherwise ≥ 50,000/uL`."""
    if not limit.alike or not limit.near or not limit.near[0].why.startswith(_SHARED):
        return False
    if limit.quantity.first == limit.last + 2 and limit.sentence.code(limit.last + 1) == OPEN:
        return False  # `≥ 6.5% [48 mmol/mol]` says it again
    known = (limit.sentence.lexicon.measurements.get(each.id or "") for each in limit.near)
    return not any(each is not None and limit.quantity.unit in (each.unit, *each.units) for each in known)


def _is_near(limit: _Candidates) -> bool:
    near = limit.near
    if not near or limit.counted is None:
        return bool(near)
    if limit.quantity.counts and limit.counted.id is None:
        return True  # `asthma symptoms > 2 nights/month`
    return _right_before(limit.sentence, limit.quantity, near[0])


def _event(limit: _Candidates) -> list[SubjectSpan]:
    found = event(limit.sentence, limit.first, limit.quantity.first)
    if found is None:
        return []
    begin, after = limit.sentence.place(found.start), limit.sentence.place(found.end - 1) + 1
    named = _measured(limit, begin, after)
    if named >= 0:
        return coordinated(limit.sentence, named, begin)
    return _phrase(limit, begin, after) or ([found] if names(limit.sentence, begin, after) else [])


def _measured(limit: _Candidates, begin: int, after: int) -> int:
    """The last measurement among some atoms that has the unit of the limit, -1 where none has."""
    sentence, unit = limit.sentence, limit.quantity.unit
    place = sentence.codes.rfind(MEASURED, begin, after)
    while place >= 0 and unit is not None:
        known = sentence.measurement(sentence.atoms[place])
        if known is not None and unit in (known.unit, *known.units):
            return place
        place = sentence.codes.rfind(MEASURED, begin, place)
    return -1


def _phrase(limit: _Candidates, begin: int, after: int) -> list[SubjectSpan]:
    """The first noun phrase of some words, or the measurements that it is about."""
    sentence, bare = limit.sentence, limit.quantity.unit is None and limit.quantity.reference is None
    begin, after = first_phrase(sentence, begin, after)
    if begin >= after:
        return []
    if bare and after < limit.quantity.first and sentence.codes[after] in _LIMITED:
        return [SubjectSpan(sentence.atoms[begin].start, sentence.atoms[after - 1].end)]  # it has a limit of its own
    last = after - 1 - (sentence.codes[after - 2 : after] == MEASURED + CLOSE)
    if bare and "age" in (sentence.atoms[last].key, sentence.atoms[begin].key):
        return []  # a number without a unit is no age here
    if sentence.codes[last] == MEASURED:
        return coordinated(sentence, last, begin)
    if sentence.codes[begin] == MEASURED and sentence.code(begin + 1) != WORD:
        return coordinated(sentence, begin, begin)
    return [SubjectSpan(sentence.atoms[begin].start, sentence.atoms[after - 1].end)]


def _recovered(limit: _Candidates) -> list[SubjectSpan]:
    return recovered(limit.sentence, limit.quantity)


def _behind(limit: _Candidates) -> list[SubjectSpan]:
    sentence = limit.sentence
    found = following(sentence, limit.quantity.last + 1, limit.after)
    if found is None:
        return []
    first, after = sentence.place(found.start), sentence.place(found.end - 1) + 1
    return [found] if names(sentence, first, after) else []


def _in_unit(limit: _Candidates) -> list[SubjectSpan]:
    """`Smokes ≥ 15 cigarettes a day`: what the unit counts."""
    number = limit.sentence.atoms[limit.quantity.last].number
    if number is None or _THINGS.fullmatch(number.unit or "") is None or number.unit_start < 0:
        return []
    return [SubjectSpan(number.unit_start, number.unit_end)]


def _changed(limit: _Candidates) -> list[SubjectSpan]:
    found = changed(limit.sentence, limit.quantity, limit.after)
    return [found] if found else []


# What a threshold is of. `near` has been found by the rules of `phrases.subjects`, and keeps their name.
FOUND: Table[_Candidates, Callable[[_Candidates], Sequence[SubjectSpan]]] = Table(
    "of",
    Rule(
        "of.part",
        lambda limit: limit.quantity.rule == "carried.part",
        _part,
        example="Blood pressure > 160 mmHg systolic or 100 mmHg diastolic",
    ),
    Rule("of.carried", _is_carried, lambda limit: limit.before, example="Weight > 40 kg (30 kg in children)"),
    Rule("of.changed", _changed, _changed, example="At least a 30% reduction in tender joints"),
    Rule("of.same", _same, _same, example="ALT ≤ 3 × ULN. For patients with metastases ≤ 5 × ULN"),
    Rule("of.alike", _names_people, lambda limit: limit.alike, example="QTc: male ≥ 450 ms, female ≥ 470 ms"),
    Rule("of.group", _of_group, _of_group, example="Hemoglobin: males < 13 g/dL"),
    Rule(
        "of.same-unit",
        _is_shared_otherwise,
        lambda limit: limit.alike,
        example="Platelets ≥ 75,000/uL if blasts are < 50%, otherwise ≥ 50,000/uL",
    ),
    Rule("of.recovered", _recovered, _recovered, example="Toxicity that resolved to ≤ 1"),
    Rule("of.near", _is_near, lambda limit: limit.near, example="ALT ≤ 3 x ULN"),
    Rule(
        "of.counted",
        lambda limit: limit.counted,
        lambda limit: [limit.counted] if limit.counted else [],
        example="A minimum of 6 complete teeth in each jaw",
    ),
    Rule("of.event", _event, _event, example="Toxicity that is known to go back to ≤ 1"),
    Rule("of.behind", _behind, _behind, example="Not more than 3 embryo transfers"),
    Rule("of.unit", _in_unit, _in_unit, example="Consumes more than 14 alcoholic drinks per week"),
)


def _subjects(sentence: Sentence, quantity: Quantity, before: _Before) -> list[SubjectSpan]:
    first, after = sentence.bounds(quantity.first)
    counted = _counted(sentence, quantity, after) if _is_count(sentence, quantity) else None
    near = subjects(sentence, quantity, before.subjects, before.last)
    alike = before.by_unit.get(quantity.unit, ()) if quantity.unit else ()
    rule = FOUND.first(
        limit := _Candidates(sentence, quantity, near, alike, counted, first, after, before.subjects, before.last)
    )
    if rule is None:
        return []
    found = [*rule.then(limit)]
    return found if rule.name == "of.near" else [replace(each, why=rule.name) for each in found]


def _counted(sentence: Sentence, quantity: Quantity, after: int) -> SubjectSpan | None:
    """What a number counts; of `three urinary or genital infections` the plural is what both words are about."""
    found = following(sentence, quantity.last + 1, after)
    if found is None or quantity.value == 1 or sentence.text[found.end - 1] in _PLURAL:
        return found
    joint = sentence.place(found.end - 1) + 1
    more = following(sentence, joint + 1, after) if sentence.code(joint) in _JOINING else None
    return replace(more, start=found.start) if more and sentence.text[more.end - 1] in _PLURAL else found


def _right_before(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> bool:
    """Whether a measurement stands right before a number in figures, so that it is not what follows that is counted."""
    between = sentence.text[subject.end : quantity.start]
    return (
        subject.id is not None
        and subject.end <= quantity.start
        and not quantity.spelled
        and len(between) < 6
        and ";" not in between
    )


def _is_count(sentence: Sentence, quantity: Quantity) -> bool:
    """`at least two relapses`, `≥ 1 organ system`: a small whole number without a unit counts what follows."""
    if quantity.unit is not None and not quantity.counts:
        return False
    if quantity.reference is not None or quantity.value is None or sentence.codes[quantity.last] == TIMES:
        return False  # `3 times the institutional normal level`
    if quantity.value != int(quantity.value) or quantity.value > _MOST_COUNTED:
        return False
    follows = sentence.code(quantity.last + 1)
    if follows == WORD and sentence.code(quantity.first - 1) == MEASURED:
        return quantity.spelled
    return _opens_counted(sentence, quantity.last + 1)


def _opens_counted(sentence: Sentence, place: int) -> bool:
    """Whether the atom at `place` can open what is counted."""
    follows = sentence.code(place)
    if follows == NOT and sentence.atoms[place].key:  # `≥ 3 is not permitted`
        return False
    if follows == NOUN and sentence.code(place + 1) == OF:  # `more than one class of`
        return True
    return follows in _OPENS_COUNTED or (follows == BEFORE and sentence.plays(place, "opener"))
