"""Readers of what some registers write in ways of their own: countries, arms, materials, sponsors, timed outcomes."""

import re
from collections.abc import Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.columns import rows_under
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import loosely
from trialparse.layouts.engine.readers import Reader
from trialparse.values import country, is_missing

__all__ = ["arm", "countries", "criteria_columns", "materials", "sponsor", "timed_outcomes"]

_SLASHED = re.compile(r"(?:[^;/\t| ]| (?![ |]))+")
_LISTED = re.compile(r"[^,]+")
_COUNTRY_CODE = re.compile(r"(?:[A-Z]{2}\s)?")
_ARM = re.compile(r"[^:\t|]{1,40}")
_TIMED = re.compile(r"(?:\(?\d{1,2}[.)]\s{1,3})?([^\[\]]{0,900})\[\s{0,3}([^\[\]]{1,200})\]")
_COLUMNS = (
    ("inclusion criteria", "list inclusion criteria"),
    ("exclusion criteria", "list exclusion criteria"),
    ("age category",),
    ("minimum age",),
    ("maximum age",),
    ("gender",),
)
_PARTY = ("name", "address", "affiliation", "country", "telephone", "phone", "fax", "e-mail", "type of sponsor")


def countries(draft: Draft, lines: Sequence[Line]) -> None:
    """A country a line, perhaps behind its code, or several between signs; commas stand in names, too."""
    draft.take(lines)
    for line in items.parts(lines, _SLASHED):
        listed = list(items.parts([line], _LISTED))
        for given in listed if all(country(each.text) for each in listed) else [line]:
            bare = given.part(_COUNTRY_CODE.match(given.text).end())  # type: ignore[union-attr]
            items.names("countries")(draft, [bare if country(bare.text) else given])


def arm(draft: Draft, lines: Sequence[Line]) -> None:
    """What is done in the arm that the label names."""
    if draft.heading and lines and not is_missing(lines[0].text):
        label = _ARM.match(draft.heading[0].text)
        draft.item("arms", label=label and draft.heading[0].part(0, label.end()), description=lines)


def criteria_columns(draft: Draft, lines: Sequence[Line]) -> None:
    """Criteria, ages and sex as the columns of a table, its head row under the label or the label's own line.

    The columns may stand one below the other. Where the cells cannot be told apart, nothing is read.
    """
    head = draft.heading[-1:]
    lines = [*head, *(line for line in lines if not head or line.start >= head[0].end)]
    draft.heading = ()
    for included, excluded, _, least, most, who in rows_under(draft, lines, *_COLUMNS) or _below_each_other(lines):
        for reader, cell in (
            (items.criteria("inclusion"), included),
            (items.criteria("exclusion"), excluded),
            (read.age("eligibility.minimum_age"), least),
            (read.age("eligibility.maximum_age"), most),
            (items.sex, who),
        ):
            if cell:
                reader(draft, [cell] if isinstance(cell, Line) else cell)


def _below_each_other(lines: Sequence[Line]) -> list[list[Sequence[Line]]]:
    """The columns of a table that have their name on a line of its own and what is in them below, each once."""
    names = {name: place for place, each in enumerate(_COLUMNS) for name in each}
    columns: list[Sequence[Line]] = [()] * len(_COLUMNS)
    blocks = [block for block in loosely(lines, names) if block.label]
    for block in blocks:
        columns[names[block.label]] = block.lines
    is_sure = all(block.lines for block in blocks) and len({names[block.label] for block in blocks}) == len(blocks)
    return [columns] if blocks and is_sure else []


def materials(draft: Draft, lines: Sequence[Line]) -> None:
    """`Generic name etc : Velorimab`, among lines that tell more of what is given."""
    draft.take(lines)
    for line in lines:
        name = line.after("generic name etc")
        if name and not is_missing(name.text):
            draft.item("interventions", name=name)


def timed_outcomes(kind: str) -> Reader:
    """An outcome a line, with its time in square brackets behind it or below."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        for line in lines:
            match = _TIMED.fullmatch(line.text)
            last = draft.values.get("outcomes", [{"time_frame": None}])[-1]
            if match is None or (match[1] == "" and "time_frame" in last):
                items.outcomes(kind)(draft, [line])
                continue
            if match[1]:
                last = draft.item("outcomes", measure=line.part(*match.span(1)), type=(kind, line))
            place = f"outcomes[{len(draft.values['outcomes']) - 1}]"
            draft.field(last, place, "time_frame", line.part(*match.span(2)))

    return reader


def sponsor(role: str) -> Reader:
    """A sponsor: its name, labelled or on the first line, with its address below."""
    named = items.sponsors(role)

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        told = {block.label: block.lines for block in reversed(loosely(lines, _PARTY))}
        name = told.get("name") or told.get("") or told.get("address", ())
        named(draft, [line.after("name") or line for line in name[:1]])

    return reader
