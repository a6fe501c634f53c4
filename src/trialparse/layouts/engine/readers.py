"""Readers of labelled fields: each takes the draft and the lines that stand under a label, and sets what it finds.

They are made from a path, so that a layout is a table of labels and readers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import Any

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.values import (
    is_ambiguous,
    is_missing,
    is_unlimited,
    read_age,
    read_count,
    read_date,
    read_enum,
    read_flag,
    read_id,
    read_phases,
)

__all__ = [
    "Reader",
    "age",
    "count",
    "date",
    "each",
    "enum",
    "flag",
    "known",
    "period",
    "phases",
    "prose",
    "skip",
    "text",
    "trial_id",
    "unread",
]

Reader = Callable[[Draft, Sequence[Line]], None]


_PART = re.compile(r"[^/,;+&|]+")
_DATE_OR_TO = re.compile(r"(?P<to>至|\b[Tt][Oo]\b)|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?")


def text(path: str) -> Reader:
    """The first line as it stands."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        if _stated(draft, lines):
            draft.text(path, lines[:1])

    return read


def prose(path: str) -> Reader:
    """All lines as one text."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        if _stated(draft, lines):
            draft.text(path, lines)

    return read


def each(path: str) -> Reader:
    """Every line an item, without the mark of a list."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        for line in map(Line.unmarked, lines):
            if _stated(draft, [line]):
                draft.extend(path, *draft.words([line]))

    return read


def skip(draft: Draft, lines: Sequence[Line]) -> None:
    """Known, and no field of a trial."""
    draft.take(lines)


def unread(draft: Draft, lines: Sequence[Line]) -> None:
    """What is there is not read, and so is told to be unread."""


def enum(path: str, table: str, spellings: Mapping[str, str] = MappingProxyType({})) -> Reader:
    """The API's value; a word it does not know stays as it stands, with a diagnostic.

    `spellings` are the site's own words for the values, in the normal form of labels.
    """
    return _value(path, lambda line: spellings.get(line.key) or read_enum(table, line.text))


def known(*paths: str) -> Reader:
    """A word for one of several fields: the first whose table has it; other words say what a trial has no field for."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines[:1])
        for path in paths if lines else ():
            value = read_enum(path.rpartition(".")[2], lines[0].text)
            if value is not None and not is_missing(lines[0].text):
                draft.put(path, value, lines[0].start, lines[0].end)
                return

    return read


def flag(path: str) -> Reader:
    """Yes or no."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        value = read_flag(lines[0].text) if lines else None
        if value is not None:
            draft.put(path, value, lines[0].start, lines[0].end)
        elif _stated(draft, lines):
            _unknown(draft, path, lines[0])

    return read


def phases(draft: Draft, lines: Sequence[Line]) -> None:
    """The phases; `NA` is one."""
    if not lines:
        return
    found = read_phases(lines[0].text)
    if found is None and _stated(draft, lines):
        found = [draft.words(lines[:1])[0]]
        _unknown(draft, "phases[0]", lines[0])
    line = lines[0]
    parts = [line.part(*match.span()) for match in _PART.finditer(line.text)]
    places = parts if [read_phases(part.text) for part in parts] == [[phase] for phase in found or ()] else None
    for phase, place in zip(found or (), places or repeat(line), strict=False):
        draft.extend("phases", phase, place.start, place.end)


def date(path: str, day_first: bool | None = None, kind: str | None = None) -> Reader:
    """A date; `kind` is its type where the label says so."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        if not _stated(draft, lines):
            return
        line = lines[0]
        found = read_date(line.text, day_first)
        if found is None:
            _unknown(draft, path, line)
            return
        if is_ambiguous(line.text, day_first):
            draft.report("ambiguous-date", "day and month cannot be told apart; only the year is sure", [line], path)
        found["type"] = found["type"] or kind
        draft.put(path, found | {"span": _span(line)}, line.start, line.end)

    return read


def period(first: str, last: str | None = None) -> Reader:
    """`From 2026-06-01 00:00:00 To 2029-10-01 00:00:00`: a date each, the second of them where it has a field."""

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        path: str | None = first
        for line in lines:
            for match in _DATE_OR_TO.finditer(line.text):
                place = line.part(*match.span())
                found = None if match["to"] else read_date(place.text)
                path = last if match["to"] else path
                if found and path:
                    draft.put(path, found | {"span": _span(place)}, place.start, place.end)

    return read


def age(path: str) -> Reader:
    """An age limit."""
    upper = path.endswith("maximum_age")

    def read(draft: Draft, lines: Sequence[Line]) -> None:
        line = lines[0] if lines else None
        found = read_age(line.text, upper=upper) if line else None
        if line and found:
            draft.put(path, found | {"span": _span(line)}, line.start, line.end)
        elif line and (is_unlimited(line.text) or read_age(line.text)):
            draft.take([line])
        elif line:
            _unknown(draft, path, line)

    return read


def count(draft: Draft, lines: Sequence[Line]) -> None:
    """The enrollment."""
    if not _stated(draft, lines):
        return
    line = lines[0]
    found = read_count(line.text)
    if found is None:
        _unknown(draft, "enrollment.count", line)
        return
    if found.parts:
        draft.report("summed-count", "the sum of the groups' numbers", [line], "enrollment.count", "info")
    draft.put("enrollment.count", found.value, line.start + found.start, line.start + found.end)
    draft.values["enrollment"]["span"] = _span(line)
    draft.take([line])


def trial_id(draft: Draft, lines: Sequence[Line]) -> None:
    """The id of the trial, and its registry's name."""
    found = read_id(lines[0].text) if lines else None
    if found is None:
        return
    start = lines[0].start
    draft.put("id", found.id, start + found.start, start + found.end)
    draft.values.setdefault("registry", found.registry.name)


def _value(path: str, value_of: Callable[[Line], Any]) -> Reader:
    def read(draft: Draft, lines: Sequence[Line]) -> None:
        if not lines:
            return
        value = value_of(lines[0])
        if value is not None:
            draft.put(path, value, lines[0].start, lines[0].end)
        elif _stated(draft, lines):
            draft.text(path, lines[:1])
            _unknown(draft, path, lines[0])

    return read


def _stated(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether there is anything but a word for nothing."""
    if len(lines) == 1 and is_missing(lines[0].text):
        draft.take(lines)
        return False
    return bool(lines)


def _unknown(draft: Draft, path: str, line: Line) -> None:
    draft.take([line])
    draft.report("unknown-value", f"not a value known for {path}", [line], path)


def _span(line: Line) -> dict[str, int]:
    return {"start": line.start, "end": line.end}
