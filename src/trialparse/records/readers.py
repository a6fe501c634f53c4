"""Readers of a record's words: each writes what it is given on the sheet, under a label, and gives the value."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from trialparse.model.criterion import Kind
from trialparse.records.sheet import DateOrder, Sheet, span_of
from trialparse.text import clean, fold
from trialparse.values import (
    is_ambiguous,
    is_missing,
    is_unlimited,
    read_age,
    read_count,
    read_date,
    read_date_type,
    read_enum,
    read_flag,
    read_id,
    read_phases,
)

__all__ = [
    "Facts",
    "Reader",
    "age",
    "aside",
    "criteria",
    "date",
    "date_order",
    "each",
    "enrollment",
    "enum",
    "flag",
    "group",
    "name",
    "phases",
    "said",
    "text",
    "trial_id",
]

Facts = Mapping[str, Any]
Reader = Callable[[Sheet, str, str, Any], Any]  # the sheet, the path, the label, the words; the value, or None

_PHASE = re.compile(r"[^/,;+&\s][^/,;+&]*")
_DAY = re.compile(r"\d{1,2}-[A-Za-z]{3}(?:-\d{2,4})?|[A-Za-z]{3}-\d{2}")  # as a spreadsheet shows `2-3`
_SPREADSHEET = re.compile(r"\A\s*(\d{4})-(\d{2})-(\d{2})(?=[ T]\d)")
_TYPE = re.compile(r"\(([A-Za-z]{3,12})\)\s*\Z")


def _stated(given: str) -> bool:
    return not is_missing(given)


def name(sheet: Sheet, path: str, label: str, given: str) -> str:
    """What names a thing; a name may well be `None`."""
    return clean(sheet.cell(path, label, given)[0])


def text(sheet: Sheet, path: str, label: str, given: str) -> str | None:
    """Words, where they say anything."""
    return name(sheet, path, label, given) if _stated(given) else None


def enum(table: str) -> Reader:
    """The API's value; a word it does not know stays as it stands, with a diagnostic."""

    def read(sheet: Sheet, path: str, label: str, given: str) -> str | None:
        value = read_enum(table, fold(given))
        if value is None and not _stated(given):
            return None
        written, place = sheet.cell(path, label, given)
        if value is None:
            sheet.unknown(path, place)
        return value if value is not None else clean(written)

    return read


def flag(sheet: Sheet, path: str, label: str, given: str) -> bool | None:
    """Yes or no."""
    if not _stated(given):
        return None
    value = read_flag(given)
    _, place = sheet.cell(path, label, given)
    if value is None:
        sheet.unread(path, place)
    return value


def date_order(sheet: Sheet, path: str, label: str, given: DateOrder) -> None:
    """How the dates that follow are to be read."""
    sheet.order = given
    if given.why and given.day_first is None:
        sheet.report("unsure-date-order", given.why)


def date(sheet: Sheet, path: str, label: str, given: str) -> dict[str, Any] | None:
    """A date, with its type in brackets where it has one."""
    if not _stated(given):
        return None
    written, place = sheet.cell(path, label, given)
    words = _SPREADSHEET.sub(r"\3/\2/\1", fold(written)) if sheet.order.swapped else fold(written)
    found = read_date(words, sheet.order.day_first)
    if found is None:
        sheet.unread(path, place)
        return None
    if is_ambiguous(words, sheet.order.day_first):
        sheet.report("ambiguous-date", "day and month cannot be told apart; only the year is sure", path, place)
    elif is_ambiguous(written):
        sheet.assumed[path] = place
    return found | {"span": span_of(place)}


def age(sheet: Sheet, path: str, label: str, given: str) -> dict[str, Any] | None:
    """An age limit."""
    folded = fold(given)
    found = read_age(folded, upper=path.endswith("maximum_age"))
    if is_unlimited(folded) or (found is None and read_age(folded)):  # an upper limit of 0 is none
        return None
    _, place = sheet.cell(path, label, given)
    if found is None:
        sheet.unread(path, place)
        return None
    return found | {"span": span_of(place)}


def enrollment(sheet: Sheet, path: str, label: str, given: str) -> dict[str, Any] | None:
    """The number of participants, with its type in brackets where it has one."""
    if not _stated(given):
        return None
    written, place = sheet.cell(path, label, given)
    del sheet.spans[path]
    kind = _TYPE.search(written)
    found = read_count(written[: kind.start()].rstrip() if kind else written)
    if found is None:
        sheet.unknown("enrollment.count", place)
        return None
    if found.parts:
        sheet.report("summed-count", "the sum of the groups' numbers", "enrollment.count", place, severity="info")
    sheet.spans["enrollment.count"] = place[0] + found.start, place[0] + found.end
    value = {"count": found.value, "span": span_of(place)}
    return value | ({"type": read_date_type(kind[1])} if kind else {})


def trial_id(sheet: Sheet, path: str, label: str, given: str) -> str:
    """The id of the trial, and its registry's name."""
    written, place = sheet.cell(path, label, given)
    found = read_id(fold(written))
    if found is None:
        sheet.unknown(path, place)
        return clean(written)
    sheet.values["registry"] = found.registry.name
    if sheet.own_ids:
        return clean(written)
    sheet.spans[path] = place[0] + found.start, place[0] + found.end
    return found.id


def phases(sheet: Sheet, path: str, label: str, given: str) -> list[str]:
    """The phases; `NA` is one."""
    found = read_phases(fold(given))
    if found == [] or (found is None and not _stated(given)):
        return []
    written, place = sheet.cell(path, label, given)
    del sheet.spans[path]
    if found is None and (_DAY.fullmatch(written) or read_date(written, sheet.order.day_first)):
        sheet.report("unknown-value", "a date, which a spreadsheet made of a phase like `2-3`", "phases[0]", place)
        return []
    if found is None:
        sheet.unknown("phases[0]", place)
    known = found or [clean(written)]
    parts = [match for match in _PHASE.finditer(written) if read_phases(match[0])]
    apart = [read_phases(match[0]) for match in parts] == [[phase] for phase in known]
    for number in range(len(known)):
        start, end = parts[number].span() if apart else (0, len(written))
        sheet.spans[f"phases[{number}]"] = place[0] + start, place[0] + end
    return known


def each(reader: Reader) -> Reader:
    """A list, one item after the other."""

    def read(sheet: Sheet, path: str, label: str, given: list[Any]) -> list[Any]:
        values: list[Any] = []
        for one in given:
            value = reader(sheet, f"{path}[{len(values)}]", label, one)
            if value is not None and value != {}:
                values.append(value)
        return values

    return read


def group(fields: dict[str, tuple[str, Reader]], needed: str | None = None) -> Reader:
    """An object; the first of its labels is the object's. Without the field that it needs it is none."""

    def read(sheet: Sheet, path: str, label: str, facts: Facts) -> dict[str, Any] | None:
        if needed is not None and not facts.get(needed):
            if any(facts.values()):
                sheet.report("nameless-item", f"an item of the record has no {needed}, and was left", path)
            return None
        found: dict[str, Any] = {}
        for field, (own, reader) in fields.items():
            given = facts.get(field)
            value = reader(sheet, f"{path}.{field}", f"{label} {own}" if own else label, given) if given else None
            if value is not None:
                found[field] = value
        return found

    return read


def said(sheet: Sheet, path: str, label: str, given: list[dict[str, str]]) -> None:
    """What a form itself has to say."""
    for each in given:
        sheet.report(**each)


def criteria(sheet: Sheet, path: str, label: str, given: str | list[tuple[Kind, str]]) -> None:
    """Criteria as one text, or by kind."""
    if isinstance(given, str):
        sheet.criteria(label, given, "unknown")
        return
    for kind, words in given:
        sheet.criteria(label if kind == "unknown" else f"{kind.capitalize()} criteria", words, kind)


def aside(sheet: Sheet, path: str, label: str, given: Mapping[str, str]) -> None:
    """Words by their label that are known, and no value of a trial's."""
    places = []
    for own, words in given.items():
        places.append(sheet.cell(path, own, words)[1])
        del sheet.spans[path]
    sheet.report("unread-lines", f"what has no place in a trial: {', '.join(given)}", None, *places, severity="info")
