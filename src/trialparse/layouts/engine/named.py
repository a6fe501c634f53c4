"""Readers by name, for layouts that are written as TOML: `date start_date ACTUAL`, `sponsors lead`, `criteria`.

The words behind a reader's name are its arguments. `-` reads what is known and no field of a trial.

>>> reader_of("date start_datum", Habits())
Traceback (most recent call last):
ValueError: a trial has no field 'start_datum'
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from trialparse.layouts.engine import items, lists, overviews, rows
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.readers import Reader
from trialparse.model import Age, Outcome, PartialDate, Trial
from trialparse.model.criterion import Kind
from trialparse.model.values import DateType
from trialparse.values import read_enum

__all__ = ["Habits", "field_type", "is_value", "reader_of"]


@dataclass(frozen=True, slots=True)
class Habits:
    """What the values of one site have in common.

    `day_first` is the order of day and month in its dates, `id` the shape of its own ids, with a 0 for each digit, and
    `spellings` are its words for the values of an enum: {table: {word: value}}.
    """

    day_first: bool | None = None
    id: str | None = None
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Argument = Callable[[str], str | None]  # what is wrong with a word


@dataclass(frozen=True, slots=True)
class _Named:
    """How a reader is made, of the site's habits and its arguments; the last of them may be left out."""

    make: Callable[..., Reader]
    arguments: tuple[Argument, ...] = ()
    optional: int = 0


def reader_of(words: str, habits: Habits) -> Reader:
    """The reader of a name and its arguments; a ValueError says which word is none."""
    name, *given = words.split() or [""]
    named = _READERS.get(name)
    if named is None:
        raise ValueError(f"there is no reader {name!r}; there are {', '.join(sorted(_READERS))}")
    most = len(named.arguments)
    if not most - named.optional <= len(given) <= most:
        raise ValueError(f"{name} takes {_times(most - named.optional, most)}, not {len(given)}: {words!r}")
    for takes, word in zip(named.arguments, given, strict=False):
        fault = takes(word)
        if fault:
            raise ValueError(fault)
    return named.make(habits, *given)


def field_type(path: str) -> Any:
    """The type of a trial's field, or None where there is no such field.

    >>> field_type("design.masking"), field_type("design.colour")
    (<class 'str'>, None)
    """
    found: Any = Trial
    for name in path.split("."):
        fields = found.model_fields if isinstance(found, type) and issubclass(found, BaseModel) else {}
        if name not in fields:
            return None
        found = fields[name].annotation
        if get_origin(found) is not tuple:
            found = next((each for each in get_args(found) if each is not NoneType), found)
    return found


def _times(least: int, most: int) -> str:
    return f"{least} words" if least == most else f"{least} to {most} words"


def _field(wanted: Any) -> Argument:
    def fault(path: str) -> str | None:
        found = field_type(path)
        if found is None:
            return f"a trial has no field {path!r}"
        return None if found == wanted else f"the field {path!r} does not hold what this reader gives"

    return fault


def _enum_field(path: str) -> str | None:
    return _field(str)(path) or (None if _is_enum(_table(path)) else f"no enum is kept in the field {path!r}")


def is_value(table: str, value: str) -> bool:
    """Whether there is a table of enums that has the value."""
    return _is_enum(table) and read_enum(table, value) == value


def _is_enum(table: str) -> bool:
    try:
        read_enum(table, "")
    except KeyError:
        return False
    return True


def _one_of(*choices: str) -> Argument:
    return lambda word: None if word in choices else f"{word!r} is none of {', '.join(choices)}"


def _told(word: str) -> str | None:
    """`type=EUDRACT_NUMBER`, `source=org_study_id`: what a label says of identifiers."""
    what, _, value = word.partition("=")
    return None if is_value(f"identifier_{what}", value) else f"{word!r} is no type=… or source=… of an identifier"


def _table(path: str) -> str:
    return path.rpartition(".")[2]


def _enum(habits: Habits, path: str) -> Reader:
    return read.enum(path, _table(path), habits.spellings.get(_table(path), {}))


def _identifiers(habits: Habits, told: str = "") -> Reader:
    what, _, value = told.partition("=")
    return items.identifiers(**({what: value} if what else {}))


def _trial_id(habits: Habits) -> Reader:
    """The site's own id where its shape is told, or else that of any registry."""
    if habits.id is None:
        return read.trial_id
    shape = re.compile(rf"(?<!\w){re.escape(habits.id).replace('0', '[0-9]')}(?!\w)", re.IGNORECASE)

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        match = shape.search(lines[0].text) if lines else None
        if match is None:
            read.trial_id(draft, lines)
        else:
            draft.text("id", [lines[0].part(*match.span())])

    return reader


def _plain(reader: Reader) -> _Named:
    return _Named(lambda habits: reader)


def _of(make: Callable[..., Reader], *arguments: Argument, optional: int = 0) -> _Named:
    return _Named(lambda habits, *given: make(*given), arguments, optional)


_DATE_TYPE = _one_of(*get_args(DateType))
_READERS: dict[str, _Named] = {
    "-": _plain(read.skip),
    "age": _of(read.age, _field(Age)),
    "age_groups": _plain(overviews.age_groups),
    "age_on_lines": _of(items.age_on_lines, _field(Age)),
    "ages": _plain(items.ages),
    "arm": _plain(lists.arm),
    "conditions": _plain(items.conditions),
    "contacts": _of(items.contacts),
    "countries": _plain(lists.countries),
    "country_states": _plain(overviews.country_states),
    "criteria": _of(items.criteria, _one_of(*get_args(Kind)), optional=1),
    "criteria_columns": _plain(lists.criteria_columns),
    "date": _Named(
        lambda habits, path, kind=None: read.date(path, habits.day_first, kind), (_field(PartialDate), _DATE_TYPE), 1
    ),
    "enrollment": _of(items.enrollment, _DATE_TYPE, optional=1),
    "enum": _Named(_enum, (_enum_field,)),
    "flag": _of(read.flag, _field(bool)),
    "groups": _plain(rows.groups),
    "id_and_title": _plain(items.id_and_title),
    "identity": _plain(items.identity),
    "identifiers": _Named(_identifiers, (_told,), 1),
    "interventions": _plain(items.interventions),
    "known": _Named(lambda habits, *paths: read.known(*paths), (_enum_field,) * 4, 3),
    "materials": _plain(lists.materials),
    "measures": _plain(rows.measures),
    "names": _of(items.names, _field(tuple[str, ...])),
    "outcomes": _of(items.outcomes, _one_of(*get_args(Outcome.model_fields["type"].annotation))),
    "partners": _plain(rows.partners),
    "period": _of(read.period, _field(PartialDate), _field(PartialDate), optional=1),
    "phases": _plain(items.phases),
    "places": _plain(rows.places),
    "products": _plain(overviews.products),
    "prose": _of(read.prose, _field(str)),
    "sex": _Named(lambda habits: partial(items.sex, spellings=habits.spellings.get("sex", {}))),
    "sponsor": _of(lists.sponsor, _one_of("lead", "collaborator")),
    "sponsors": _of(items.sponsors, _one_of("lead", "collaborator")),
    "study_design": _plain(items.study_design),
    "text": _of(read.text, _field(str)),
    "timed_outcomes": _of(lists.timed_outcomes, _one_of(*get_args(Outcome.model_fields["type"].annotation))),
    "trial_id": _Named(_trial_id),
    "unread": _plain(read.unread),
}
