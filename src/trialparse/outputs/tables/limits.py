"""What a participant of a trial must satisfy whatever else is so: which constraints ask it, and why others do not.

The logic of the eligibility is followed down to its constraints. What it asks alone, and not as one of alternatives or
under a condition, is a limit of its own; under an odd number of denials it is turned round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trialparse.model import And, AtLeast, Constraint, Criterion, If, Logic, Not, Or, Ref
from trialparse.outputs.tables.beside import beside
from trialparse.outputs.tables.rows import constraints_of
from trialparse.outputs.tables.sources import ConstraintSource, Source

__all__ = ["REASONS", "Limit", "limits_of"]

REASONS: Mapping[str, str] = {
    "doubtful": "its reading does not add up",
    "condition": "it holds under a condition only, or is part of one, or its criterion sets another limit under one",
    "exception": "it has an exception, or is part of one",
    "no value": "it has no number or level of a measurement: a time, a set of criteria, a lost comparator",
    "no measurement": "what it is of is not in the lexicon",
    "change": "it is how much something rose or fell",
    "somebody else": "it is not the participant's own",
    "another time": "it is asked of another moment than the entry into the trial",
    "group": "it stands under a heading, or beside words, that name some participants: `Cohort B`, `for women, …`",
    "polarity": "no heading says whether it is asked for or excluded",
    "restated": "it says in another unit or in other words what another one says",
    "alternative": "it is asked together with others, or as one of several",
    "other words": "words around it that were not understood may change it: `or on insulin`, `≥ 2 ng/mL above nadir`",
    "several": "its criterion limits the same side of the same measurement by another number, too",
    "no unit": "it has no unit, and the measurement needs one",
    "middle": "a stretch with two ends is excluded, which leaves two others",
    "scale": "levels are excluded of a scale whose other members are not known",
    "contradictory": "no value meets all that is asked",
}
"""Why a constraint does not stand in the table `wide`."""

_OPENS = re.compile(r"\s*[(\[]\s*")  # the bracket that tells what a thing is
_ENTRY = frozenset({"SCREENING", "BASELINE", "ENROLLMENT", "CONSENT", "RANDOMIZATION", "FIRST_DOSE"})

# What a constraint is by itself, asked in order.
_OWN: tuple[tuple[str, Callable[[Constraint], bool]], ...] = (
    ("condition", lambda each: each.role == "condition" or each.condition is not None),
    ("exception", lambda each: each.role == "exception" or each.exception is not None),
    ("doubtful", lambda each: each.certainty == "doubtful"),
    ("no value", lambda each: each.kind not in ("threshold", "levels") or each.count is not None),
    ("no value", lambda each: each.kind == "threshold" and each.interval is None),
    ("no measurement", lambda each: each.subject is None or each.subject.id is None),
    ("change", lambda each: each.change is not None),
    ("somebody else", lambda each: each.experiencer is not None),
    ("another time", lambda each: each.anchor is not None and each.anchor.key not in _ENTRY),
)


_DEFINED = re.compile(r"\s{0,9}(?:[(\[:]|,?\s{0,9}(?:(?:as\s{1,9})?(?:defined|evidenced)\s{1,9}(?:as|by)|i\.e\.))\D")


@dataclass(frozen=True, slots=True)
class Limit:
    """A constraint of a trial: whether what it says is excluded, and why it is no limit of its own, if it is none."""

    of: ConstraintSource
    excluded: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the logic came to a constraint: below which criteria, denied or not, and what makes it not a limit alone."""

    excluded: bool = False
    why: str | None = None
    above: tuple[Criterion, ...] = ()

    def because(self, why: str | None) -> _Asked:
        return _Asked(self.excluded, self.why or why, self.above)


_Places = dict[tuple[str, int], _Asked]


def limits_of(source: Source) -> Iterator[Limit]:
    """All constraints of a trial in page order, each with whether it is a limit and why not.

    >>> from trialparse import parse_criteria
    >>> from trialparse.outputs.tables.sources import sources
    >>> text = "Exclusion Criteria:\\n- Platelets < 50 × 10⁹/L\\n- ALT > 3 × ULN and bilirubin > 2 × ULN"
    >>> (source,) = sources(parse_criteria(text), "this")
    >>> [(limit.of.constraint.subject.id, limit.excluded, limit.why) for limit in limits_of(source)]
    [('plt', True, None), ('alt', True, 'alternative'), ('bili', True, 'alternative')]
    """
    asked = _asked(source)
    for _, group in groupby(constraints_of(source), key=lambda each: each.criterion.id):
        yield from _among(list(_limits(group, asked)))


def _limits(found: Iterable[ConstraintSource], asked: _Places) -> Iterator[Limit]:
    for each in found:
        way = asked.get((each.criterion.id, each.place))
        yield Limit(each, way.excluded if way else False, _why(each, way))


def _among(limits: Sequence[Limit]) -> Iterator[Limit]:
    """The limits of one criterion: what it limits on the same side otherwise, or under a condition, is no fact."""
    asked: dict[tuple[str | None, str], list[Limit]] = defaultdict(list)
    for limit in limits:
        if limit.of.constraint.role == "limit":
            for side in _sides(limit):
                asked[_subject(limit), side].append(limit)
    for limit in limits:
        if limit.why:
            yield limit
            continue
        same = [other for side in _sides(limit) for other in asked[_subject(limit), side] if other is not limit]
        yield replace(limit, why=_why_among(limit, same))


def _why_among(limit: Limit, same: Sequence[Limit]) -> str | None:
    """Why others of its criterion on the same side of the same thing leave a limit open; None where they do not."""
    if any(other.why == "condition" for other in same):
        return "condition"
    several = any(not other.why and _differ(limit.of.constraint, other.of.constraint) for other in same)
    return "several" if several else None


def _subject(limit: Limit) -> str | None:
    subject = limit.of.constraint.subject
    return subject.id if subject else None


def _sides(limit: Limit) -> set[str]:
    """On which sides it limits what is allowed."""
    constraint = limit.of.constraint
    interval = constraint.interval
    if constraint.kind == "levels" or interval is None:
        return {"levels"}
    ends = {"min": interval.lower, "max": interval.upper}
    turned = {"min": "max", "max": "min"} if limit.excluded else {}
    return {turned.get(side, side) for side, end in ends.items() if end}


def _differ(one: Constraint, other: Constraint) -> bool:
    """Whether two limits in the same unit are not the same."""
    units = {(each.unit_or_inferred, each.reference) for each in (one, other)}
    return len(units) == 1 and (one.interval, one.levels) != (other.interval, other.levels)


def _why(each: ConstraintSource, way: _Asked | None) -> str | None:
    own = next((reason for reason, has in _OWN if has(each.constraint)), None)
    if own is None and _is_dated_apart(each):
        own = "another time"
    if own is not None:
        return own
    if way is None:
        return "polarity" if each.criterion.kind == "unknown" else "restated"
    return way.why or beside(each, way.above, way.excluded)


def _is_dated_apart(each: ConstraintSource) -> bool:
    """Whether it must hold in a time that is not before the entry into the trial."""
    windows = (other for other in each.criterion.constraints if each.place in other.dates)
    return any(
        window.direction == "after" or (window.anchor is not None and window.anchor.key not in _ENTRY)
        for window in windows
    )


def _asked(source: Source) -> _Places:
    """How each constraint is asked for that the logic comes to."""
    found: _Places = {}
    if source.eligibility and source.eligibility.logic:
        _follow(source.eligibility.logic, _Asked(), {each.id: each for each in source.criteria}, found)
    return found


def _follow(logic: Logic, way: _Asked, criteria: Mapping[str, Criterion], found: _Places) -> None:
    match logic:
        case Ref(constraint=int(place)):
            found[way.above[-1].id, place] = way
        case Ref(criterion=str(name)):
            _enter(criteria.get(name), way, criteria, found)
        case Not():
            _follow(logic.item, _Asked(not way.excluded, way.why, way.above), criteria, found)
        case If():
            _follow(logic.then, way.because("condition"), criteria, found)
        case And(items=(Ref(constraint=int(place)), inner)) if _is_told(way.above[-1], place, inner):
            found[way.above[-1].id, place] = way.because("alternative")
            _follow(inner, way, criteria, found)
        case And() | Or() | AtLeast():
            each_alone = _each_alone(logic, way)
            for item in logic.items:
                _follow(item, way if each_alone else way.because("alternative"), criteria, found)


def _is_told(criterion: Criterion, place: int, inner: Logic) -> bool:
    """Whether a thing is told by limits in the bracket right behind it: `renal impairment (eGFR < 30)`."""
    thing = criterion.constraints[place]
    if thing.kind != "presence":
        return False
    limits = [criterion.constraints[each] for each in _places(inner)]
    if not limits:
        return False
    start = min(part.span.start for each in limits for part in (each, each.subject) if part)
    begin = criterion.span.start
    return _OPENS.fullmatch(criterion.text[thing.span.end - begin : start - begin]) is not None


def _places(logic: Logic) -> Iterator[int]:
    """The constraints of a piece of logic, by their places."""
    match logic:
        case Ref():
            if logic.constraint is not None:
                yield logic.constraint
        case Not():
            yield from _places(logic.item)
        case If():
            yield from _places(logic.then)
        case And() | Or() | AtLeast():
            for item in logic.items:
                yield from _places(item)


def _enter(criterion: Criterion | None, way: _Asked, criteria: Mapping[str, Criterion], found: _Places) -> None:
    if criterion is None or criterion.logic is None or any(each is criterion for each in way.above):
        return
    _follow(criterion.logic, _Asked(way.excluded, way.why, (*way.above, criterion)), criteria, found)


def _each_alone(logic: And | Or | AtLeast, way: _Asked) -> bool:
    """Whether each item by itself must hold, or must not: all of what is asked for, none of what is excluded."""
    count = sum(not _is_defined(item, way.above) for item in logic.items)
    needed = {"and": count, "or": 1}.get(logic.op, getattr(logic, "n", 0))
    return needed == (1 if way.excluded else count)


def _is_defined(item: Logic, above: Sequence[Criterion]) -> bool:
    """Whether it is a thing whose name the words behind it define: `renal impairment (eGFR < 30 mL/min/1.73 m²)`."""
    if not isinstance(item, Ref) or item.constraint is None:
        return False
    criterion = above[-1]
    constraint = criterion.constraints[item.constraint]
    behind = criterion.text[constraint.span.end - criterion.span.start :]
    return constraint.kind == "presence" and _DEFINED.match(behind) is not None
