"""Atoms: stretches of a text with what they mean to the grammar; numbers with what belongs to them.

>>> from trialparse.lexicon.alphabet import NUMBER
>>> atom = Atom(NUMBER, 4, 10, number=Number(Decimal("2.5"), 7, reference="ULN"))
>>> atom.end, atom.number and atom.number.reference
(10, 'ULN')
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

__all__ = ["Atom", "Number"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it; its figures or number words end at `end`.

    `unit` is in UCUM, what it was read from stands from `unit_start` (-1 where nothing does) to `unit_end`. `reach` is
    the end of the words between number and rate (`30 mg of prednisone per day`), -1 where there is no rate.
    """

    value: Decimal
    end: int
    unit: str | None = None
    unit_start: int = -1
    unit_end: int = -1
    reference: str | None = None
    reach: int = -1
    old: bool = False  # "years old", "of age": the number is an age
    spelled: bool = False  # a number word
    scale: int = 1  # the `thousand` or `million` that is in its value


class Atom(NamedTuple):
    """A stretch of text and its meaning: its code, the key behind it, the keys it could have as well.

    A comparator is `denied` where its words hold a denial that has turned it: `must not be above`.
    """

    code: str
    start: int
    end: int
    key: str = ""
    alternatives: tuple[str, ...] = ()
    number: Number | None = None
    denied: bool = False
