"""Readers of what an overview tells of a trial on a line: its countries with their states, its products, the ages."""

import re
from collections.abc import Iterator, Sequence

from trialparse.layouts.engine import items
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.values import country, is_missing, read_flag

__all__ = ["age_groups", "country_states", "products"]

_STATE = re.compile(r"\s{0,3}(?:[:(]|-\s).{0,120}\Z")  # what a line says of the country it names
_COMMA_PART = re.compile(r"[^,]{1,80}")


def country_states(draft: Draft, lines: Sequence[Line]) -> None:
    """`Spain: Ongoing, recruiting` or `Spain:4` a line; `Spain, Poland` on one."""
    draft.take(lines)
    items.names("countries")(draft, [name for line in lines for part in items.parts([line]) for name in _named(part)])


def _named(line: Line) -> Iterator[Line]:
    parts = [line.part(*match.span()) for match in _COMMA_PART.finditer(line.text)]
    several = country(line.text) is None and all(country(_without_state(part).text) for part in parts)
    yield from map(_without_state, parts if several else [line])


def _without_state(line: Line) -> Line:
    state = _STATE.search(line.text) if country(line.text) is None else None
    return line.part(0, state.start()) if state and state.start() else line


def products(draft: Draft, lines: Sequence[Line]) -> None:
    """A product a line; a comma may part two, or belong to a name."""
    draft.take(lines)
    listed = [line for line in lines if not is_missing(line.text)]
    if any("," in line.text for line in listed):
        draft.report("ambiguous-interventions", "no sign tells one name from the next", listed, "interventions")
        return
    for line in listed:
        draft.item("interventions", name=line)


def age_groups(draft: Draft, *groups: Sequence[Line]) -> None:
    """The groups of age, or the answers to whether each takes part: no limits, as those from 50 on are adults, too."""
    stated = [lines[0] for lines in groups if lines and not is_missing(lines[0].text)]
    told = [line for line in stated if read_flag(line.text) is not False]
    for lines in groups:
        draft.take(lines)
    if told:
        message = "the page tells the groups of age that take part, and no limits"
        draft.report("age-groups", message, told, "eligibility.minimum_age", "info")
