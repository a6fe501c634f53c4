"""One row a trial, a column per measurement and side: the numbers that a participant must lie between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from trialparse.lexicon.loader import Lexicon
from trialparse.model import Age, Bound, Constraint, Eligibility
from trialparse.outputs.tables.columns import WIDE_HEAD, WIDE_TAIL
from trialparse.outputs.tables.limits import Limit, limits_of
from trialparse.outputs.tables.schema import Column, Type, joined, row_of
from trialparse.outputs.tables.sources import Source, Trials, sources

__all__ = ["wide"]

_SIDES = ("min", "max", "levels")
_AGE_UNITS = {"Years": "a", "Months": "mo", "Weeks": "wk", "Days": "d", "Hours": "h", "Minutes": "min"}
_SIGNS = {"%": "percent", "/": "_per_", ".": "_", "*": "e"}
_SAYS = {"min": "the lowest {} allowed", "max": "the highest {} allowed", "levels": "the levels of {} allowed, a list"}


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """What a column is of, in the order of columns: measurement, unit (the usual one has none), side."""

    subject: str
    unit: str
    side: int

    @property
    def name(self) -> str:
        return "_".join(filter(None, (self.subject, _SIDES[self.side], self.unit)))

    @property
    def column(self) -> Column:
        unit = f" in {self.unit}" if self.unit else ""
        kind: Type = "str" if _SIDES[self.side] == "levels" else "float"
        return Column(self.name, kind, _SAYS[_SIDES[self.side]].format(self.subject) + unit)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value, whether it itself is allowed, and where it is stated."""

    value: Decimal | tuple[str, ...]
    inclusive: bool
    where: str


_Cells = dict[_Key, _Cell]


def wide(trials: Trials, lexicon: Lexicon, min_trials: int) -> tuple[list[Column], list[dict[str, Any]]]:
    """The columns and the rows of the table; only the measurements that as many trials limit."""
    rows: list[dict[str, Any]] = []
    keys: set[_Key] = set()
    limited: Counter[str] = Counter()
    for source in sources(trials, "to_frame"):
        row, cells = _row(source, lexicon)
        rows.append(row)
        keys.update(cells)
        limited.update({key.subject for key in cells})
    kept = [key.column for key in sorted(keys) if limited[key.subject] >= min_trials]
    return [*WIDE_HEAD, *kept, *WIDE_TAIL], rows


def _row(source: Source, lexicon: Lexicon) -> tuple[dict[str, Any], _Cells]:
    left: list[str] = []
    cells = _met(_cells(source, lexicon, left), left)
    values = {key.name: _plain(cell.value) for key, cell in sorted(cells.items())}
    said = {
        "strict": joined(tuple(key.name for key in sorted(cells) if not cells[key].inclusive)),
        "stated_in": joined(tuple(f"{key.name} {cells[key].where}" for key in sorted(cells))),
        "left_out": len(left),
        "left_out_why": joined(tuple(left)),
        "unread": sum(bool(each.residue) for each in source.criteria),
    }
    return row_of(WIDE_HEAD, source) | values | row_of(WIDE_TAIL, source) | said, cells


def _plain(value: Decimal | tuple[str, ...]) -> float | str | None:
    return joined(value) if isinstance(value, tuple) else float(value)


def _cells(source: Source, lexicon: Lexicon, left: list[str]) -> _Cells:
    """The strictest of all limits on each side; what is no limit goes to those left out."""
    cells: _Cells = {}
    for limit in limits_of(source):
        if limit.of.constraint.kind == "presence":
            continue  # no number of it could stand here
        found = limit.why or _of(limit, lexicon)
        if isinstance(found, str):
            left.append(_told(limit, found))
            continue
        for key, cell in found:
            cells[key] = _stricter(cells[key], cell, key.side) if key in cells else cell
    for key, cell in _of_fields(source.eligibility):
        cells.setdefault(key, cell)
    return cells


def _told(limit: Limit, why: str) -> str:
    subject = limit.of.constraint.subject
    name = (subject.id or " ".join(subject.text.split())) if subject else limit.of.constraint.kind
    return f"{limit.of.criterion.id} {name}: {why}"


def _of(limit: Limit, lexicon: Lexicon) -> list[tuple[_Key, _Cell]] | str:
    """The cells of a limit, or why it has none."""
    constraint, where = limit.of.constraint, limit.of.criterion.id
    subject = (constraint.subject.id if constraint.subject else None) or ""
    if constraint.kind == "levels":
        levels = _levels(constraint, limit.excluded)
        return [(_Key(subject, "", 2), _Cell(levels, True, where))] if levels else "scale"
    unit = _unit(constraint, lexicon, subject)
    if unit is None:
        return "no unit"
    bounds = _bounds(constraint, limit.excluded)
    if bounds is None:
        return "middle"
    return [
        (_Key(subject, unit, side), _Cell(bound.value, bound.inclusive, where))
        for side, bound in enumerate(bounds)
        if bound is not None
    ]


def _levels(constraint: Constraint, excluded: bool) -> tuple[str, ...]:
    if not excluded:
        return constraint.levels
    return tuple(level for level in constraint.domain if level not in constraint.levels)


def _bounds(constraint: Constraint, excluded: bool) -> tuple[Bound | None, Bound | None] | None:
    """The lower and the upper end of what is allowed; None where it is no single stretch."""
    interval = constraint.interval
    if interval is None:
        return None
    if not excluded:
        return interval.lower, interval.upper
    if interval.lower and interval.upper:
        return None
    return _turned(interval.upper), _turned(interval.lower)


def _turned(bound: Bound | None) -> Bound | None:
    return bound and Bound(value=bound.value, inclusive=not bound.inclusive)


def _unit(constraint: Constraint, lexicon: Lexicon, subject: str) -> str | None:
    """What the column's name says of the unit: nothing of the usual one; None where the unit is not known."""
    if constraint.reference:
        return "_".join(filter(None, (_slug(constraint.unit or ""), constraint.reference.lower())))
    measurement = lexicon.measurements.get(subject)
    usual, unit = measurement.unit if measurement else None, constraint.unit_or_inferred
    if unit == usual:
        return ""
    return None if unit is None else _slug(unit)


def _slug(unit: str) -> str:
    """A UCUM code as part of a name; upper and lower case stay, as they differ in meaning.

    >>> [_slug(unit) for unit in ("mL/min/{1.73_m2}", "10*9/L", "%", "mm[Hg]")]
    ['mL_per_min_per_1_73_m2', '10e9_per_L', 'percent', 'mm_Hg']
    """
    words = re.sub(r"[%/.*]", lambda found: _SIGNS[found[0]], unit)
    return re.sub(r"_+", "_", re.sub(r"\W", "_", words)).strip("_")


def _of_fields(eligibility: Eligibility | None) -> Iterator[tuple[_Key, _Cell]]:
    """The ages in the registry's own fields."""
    for side, name in enumerate(("minimum_age", "maximum_age")):
        age: Age | None = getattr(eligibility, name, None)
        if age is not None:
            unit = "" if age.unit == "Years" else _AGE_UNITS[age.unit]
            yield _Key("age", unit, side), _Cell(age.value, True, name)


def _stricter(one: _Cell, other: _Cell, side: int) -> _Cell:
    if isinstance(one.value, tuple) or isinstance(other.value, tuple):
        return _common(one, other)
    if one.value == other.value:
        return other if one.inclusive else one
    higher, lower = (one, other) if one.value > other.value else (other, one)
    return higher if side == 0 else lower


def _common(one: _Cell, other: _Cell) -> _Cell:
    first, second = (cell.value if isinstance(cell.value, tuple) else () for cell in (one, other))
    where = ", ".join(dict.fromkeys((one.where, other.where)))
    return _Cell(tuple(level for level in first if level in second), True, where)


def _met(cells: _Cells, left: list[str]) -> _Cells:
    """The cells that a value can meet; the others go to those left out."""
    wrong = [key for key in sorted(cells) if _is_empty(cells, key)]
    left += [f"{cells[key].where} {key.name}: contradictory" for key in wrong]
    return {key: cell for key, cell in cells.items() if key not in wrong}


def _is_empty(cells: Mapping[_Key, _Cell], key: _Key) -> bool:
    if key.side == _SIDES.index("levels"):
        return not cells[key].value
    low, high = (cells.get(_Key(key.subject, key.unit, side)) for side in (0, 1))
    if low is None or high is None or isinstance(low.value, tuple) or isinstance(high.value, tuple):
        return False
    return low.value > high.value or (low.value == high.value and not (low.inclusive and high.inclusive))
