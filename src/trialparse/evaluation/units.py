"""When two numbers with units are the same quantity."""

from __future__ import annotations

import re
from typing import NamedTuple

from trialparse.evaluation.facts import Bound, Fact

__all__ = ["close", "comparable_unit", "same_unit", "same_value", "units_of"]

_SCALES = {
    "a": ("month", 12.0), "mo": ("month", 1.0),
    "wk": ("second", 604800.0), "d": ("second", 86400.0), "h": ("second", 3600.0),
    "min": ("second", 60.0), "s": ("second", 1.0), "ms": ("second", 0.001),
    "/l": ("/l", 1.0), "/ml": ("/l", 1e3), "/ul": ("/l", 1e6),
}  # fmt: skip
_POWER = re.compile(r"10\*(\d+)(/.+)")
_PER = re.compile(r"\s*(?:/|\bper\b|\bevery\b|\beach\b)\s*")


class Scale(NamedTuple):
    """The dimension of a unit and its size in it; a unit that converts to no other is a dimension of its own."""

    dimension: str
    size: float


def close(a: float, b: float) -> bool:
    """The same number up to rounding."""
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def comparable_unit(unit: str | None) -> str | None:
    """A UCUM code as it is compared: case does not tell units apart here, and an annotation has no plural.

    >>> comparable_unit("{Drinks}"), comparable_unit("[IU]/mL"), comparable_unit("1")
    ('{drink}', '[iu]/ml', None)
    """
    if unit is None or unit in ("", "1"):
        return None
    return re.sub(r"(?<![su])s\}", "}", unit.lower())


def _spelled(text: str | None) -> str | None:
    """The words of a unit as they are compared."""
    if not text:
        return None
    words = _PER.sub("/", text.lower().replace("µ", "u").replace("μ", "u").replace("²", "2").replace("³", "3"))
    return "=" + re.sub(r"[\s.()^*-]|s\b", "", words)


def units_of(fact: Fact) -> frozenset[str]:
    """What a fact says of its unit: the code and the words, each comparable with another fact's."""
    said = (comparable_unit(fact.unit), _spelled(fact.unit_text))
    return frozenset(unit for unit in said if unit)


def _scale(unit: str) -> Scale:
    power = _POWER.fullmatch(unit)
    base, factor = (power[2], 10.0 ** int(power[1])) if power else (unit, 1.0)
    dimension, size = _SCALES.get(base, (base, 1.0))
    return Scale(dimension, size * factor)


def _scaled(found: float, units: frozenset[str], gold: float, unit: str) -> bool:
    """Whether a number in one of `units` is the gold's number in its unit."""
    want = _scale(unit)
    scales = (_scale(mine) for mine in units)
    return any(mine.dimension == want.dimension and close(found * mine.size, gold * want.size) for mine in scales)


def same_value(found: Bound | None, units: frozenset[str], gold: Fact, want: Bound | None) -> bool:
    """The gold's number: as written, with the power of ten written after it, or in another unit of its dimension."""
    if found is None or want is None:
        return found is want
    if close(found.value, want.value) or close(found.value, want.value * gold.factor):
        return True
    unit = comparable_unit(gold.unit)
    return unit is not None and _scaled(found.value, units, want.value, unit)


def same_unit(gold: Fact, found: Fact) -> bool:
    """The gold's unit, or none where it has none; a power of ten belongs to the number or to the unit, not to both."""
    if gold.unit is None:
        return True
    units, unit = units_of(found), comparable_unit(gold.unit)
    pairs = [(mine, want) for mine, want in ((found.lower, gold.lower), (found.upper, gold.upper)) if mine and want]
    if units & units_of(gold):
        return gold.factor == 1 or not any(
            want.value and close(mine.value, want.value * gold.factor) for mine, want in pairs
        )
    main = [pair for pair in pairs if pair[1] == (gold.lower or gold.upper)][:1]
    return unit is not None and any(_scaled(mine.value, units, want.value, unit) for mine, want in main)
