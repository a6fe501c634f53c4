"""Atoms: stretches of a text with what they mean to the grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["Atom"]


@dataclass
class Atom:
    """A stretch of text and its meaning.

    The fields that are no arguments belong to numbers; on other atoms they stay the class's, which makes these cheap.
    """

    code: str
    start: int
    end: int
    key: str = ""
    alternatives: tuple[str, ...] = ()
    value: Decimal | None = field(default=None, init=False)
    unit: str | None = field(default=None, init=False)
    unit_start: int = field(default=-1, init=False)
    unit_end: int = field(default=-1, init=False)  # where it is not the end of the number
    reference: str | None = field(default=None, init=False)
    # The end of the words between number and rate (`30 mg of prednisone per day`).
    reach: int = field(default=-1, init=False)
    old: bool = field(default=False, init=False)  # "years old", "of age": the number is an age
    spelled: bool = field(default=False, init=False)  # a number word
    number_end: int = field(default=-1, init=False)
