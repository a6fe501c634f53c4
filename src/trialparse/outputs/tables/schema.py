"""What a column is, and what a table is made of: data, from which rows, frames and documentation are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from trialparse.model import PartialDate

__all__ = ["SEPARATOR", "Column", "Type", "joined", "row_of"]

Type = Literal["str", "int", "float", "bool", "date"]

SEPARATOR = " | "
"""What stands between the members of a list in one cell; a bar within a member is written `\\|`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its values, what it says, and where in a row's source its value lies.

    `path` is dotted. Where a part of it is None, or there is none of that name, the value is None.

    >>> from trialparse import parse_criteria
    >>> column = Column("lower", "float", "the lower end", "constraint.interval.lower.value")
    >>> column.of(parse_criteria("Age of at least 18 years").facts[0])
    18.0
    """

    name: str
    type: Type
    about: str
    path: str = ""
    _steps: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_steps", tuple((self.path or self.name).split(".")))

    def of(self, source: Any) -> Any:
        """The value for a row made of `source`, as `str`, `int`, `float`, `bool`, `date`, or None."""
        value = source
        for step in self._steps:
            value = getattr(value, step, None)
            if value is None:
                return None
        return _AS[self.type](value)


def row_of(columns: tuple[Column, ...], source: Any) -> dict[str, Any]:
    """A row: the values of the columns by their names."""
    return {column.name: column.of(source) for column in columns}


def joined(values: tuple[object, ...]) -> str | None:
    """The members of a list as one text; None for a list without members.

    >>> joined(("III", "IV")), joined(("a|b", "c")), joined(())
    ('III | IV', 'a\\\\|b | c', None)
    """
    return SEPARATOR.join(str(value).replace("|", "\\|") for value in values) if values else None


def _text(value: Any) -> str | None:
    return joined(value) if isinstance(value, tuple) else str(value)


def _day(value: PartialDate) -> dt.date | None:
    """The day, where the date has one: nothing is invented."""
    return value.first if value.precision == "day" else None


_AS: Mapping[Type, Callable[[Any], Any]] = {"str": _text, "int": int, "float": float, "bool": bool, "date": _day}
