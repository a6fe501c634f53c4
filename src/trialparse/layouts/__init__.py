"""How a page is laid out: one `engine`, the layouts of `registers` that are tables, and those of `pages` that are code.

What a layout of one's own is made of can be imported from here: `Layout`, the cutters, `readers` and `items`.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from operator import itemgetter
from typing import Any

from trialparse.faults import FAULTS, told
from trialparse.layouts.engine import items, readers
from trialparse.layouts.engine.choice import Shown, known, mixed_in, shown
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import (
    Block,
    Layout,
    Reading,
    colons,
    own_lines,
    read_divided,
    read_lines,
    sight_of,
)
from trialparse.layouts.engine.lines import Line, lines_of
from trialparse.layouts.engine.markdown import is_marked, unmarked
from trialparse.layouts.engine.order import in_order, loosely, opened_by
from trialparse.layouts.engine.sides import criteria_heading, is_heading, side_heading
from trialparse.layouts.engine.sound import failure, sound
from trialparse.layouts.engine.table import LayoutError, load_layout
from trialparse.layouts.faults import faults
from trialparse.layouts.pages.anzctr import ANZCTR
from trialparse.layouts.pages.ctgov_classic import CTGOV_CLASSIC
from trialparse.layouts.pages.ctgov_csv import CTGOV_CSV
from trialparse.layouts.pages.ctgov_modern import CTGOV_MODERN
from trialparse.layouts.pages.ctri import CTRI
from trialparse.layouts.pages.euctr import EUCTR
from trialparse.layouts.pages.euctr_results import EUCTR_RESULTS
from trialparse.layouts.pages.generic import GENERIC, ends_criteria, has_labels, is_page_label, stated_id
from trialparse.layouts.pages.heads import is_head
from trialparse.layouts.pages.meddatax import MEDDATAX, MEDDATAX_VALUES
from trialparse.layouts.registers import REGISTERS
from trialparse.model.criterion import Kind

__all__ = [
    "LAYOUTS",
    "Block",
    "Draft",
    "Layout",
    "LayoutError",
    "Line",
    "Reading",
    "colons",
    "faults",
    "in_order",
    "items",
    "load_layout",
    "loosely",
    "opened_by",
    "own_lines",
    "read_page",
    "readers",
]

LAYOUTS: tuple[Layout, ...] = (
    MEDDATAX_VALUES,
    MEDDATAX,
    CTGOV_MODERN,
    CTGOV_CLASSIC,
    CTGOV_CSV,
    EUCTR,
    EUCTR_RESULTS,
    ANZCTR,
    CTRI,
    *REGISTERS,
    GENERIC,
)
"""The layouts that are built in; a parser may be told to know some of them only.

Examples:
    >>> from trialparse.layouts import LAYOUTS
    >>> {"meddatax", "ctgov_modern", "euctr"} <= {layout.name for layout in LAYOUTS}
    True
"""

_Divided = tuple[Layout, Sequence[Line]]

_LONGEST_HEAD = 120


def read_page(raw: str, folded: str, layouts: tuple[Layout, ...] = LAYOUTS) -> Reading:
    """What a page says in whichever known layout it is; a text in none is taken as eligibility criteria.

    Examples:
        >>> page = "Inclusion Criteria: age ≥ 18"
        >>> reading = read_page(page, page)
        >>> reading.layout, reading.eligibility
        (None, (0, 28))
    """
    lines = list(lines_of(folded))
    if is_marked(folded, lines):
        folded = unmarked(folded)
        lines = list(lines_of(folded))
    best, said = _known(layouts, lines)
    for layout, divided in best:
        try:
            reading = read_divided(layout, raw, folded, divided)
            if not any(layout is each for each in LAYOUTS):  # those here are tested to need no mending
                reading = sound(layout, reading, len(raw))
        except FAULTS as error:
            said.append(failure(f"{layout.named}: {told(error)}"))
        else:
            return replace(reading, diagnostics=[*said, *reading.diagnostics])
    reading = _read_unknown(raw, folded, lines, layouts)
    return replace(reading, diagnostics=[*said, *reading.diagnostics])


def layout_of(lines: Sequence[Line]) -> Layout | None:
    """The built-in layout that a page is in."""
    return next((layout for layout, _ in _known(LAYOUTS, lines)[0]), None)


def _known(layouts: tuple[Layout, ...], lines: Sequence[Line]) -> tuple[list[_Divided], list[dict[str, Any]]]:
    """The layouts that know a page, the best first, with its lines as each divides them, and what to say of that."""
    page = sight_of(lines, layouts)
    found: list[Shown] = []
    said: list[dict[str, Any]] = []
    for layout in layouts:
        if layout is not GENERIC:
            try:
                found.append(shown(layout, page))
            except FAULTS as error:
                said.append(failure(f"{layout.named}: {told(error)}"))
    best, score = known(found, page.keys & GENERIC.readers.keys())
    divided = [(each.layout, each.lines) for each in best]
    mixed = mixed_in(found)
    if mixed:
        names = " and ".join(layout.name for layout in mixed)
        message = f"the text has pages of {names}: what it says may be of several trials"
        said.append(_diagnostic("several-trials", message) | {"severity": "warning"})
    return divided, [*said, _diagnostic("layout-score", score)] if score else said


def _read_unknown(raw: str, folded: str, lines: Sequence[Line], layouts: Iterable[Layout]) -> Reading:
    """What a text in no known layout says: by the usual names of labels, as a part of a page, or as criteria."""
    if not any(char.isalpha() for char in folded):
        message = "there is no text" if not lines else "there are no words"
        return Reading(diagnostics=[_diagnostic("no-text", message)])
    usual = GENERIC in layouts and has_labels(lines)
    layout = GENERIC if usual else _of_part(layouts, lines)
    if layout is None:
        return _read_bare(raw, folded, lines, may_be_head=GENERIC in layouts)
    if layout is GENERIC:
        heading = criteria_heading(folded)
        said = _diagnostic("unknown-layout", "in no known layout: read by the usual names of labels")
    else:
        heading = side_heading(folded)
        said = _diagnostic("part-of-page", f"few labels: read as a part of a page of {layout.name}")
    reading = read_lines(layout, raw, folded, lines)
    read = reading.spans.values() if layout is not GENERIC else ()
    if heading and any(start <= heading.start() < end for start, end in read):
        heading = None  # of another text, as a summary
    reading = replace(reading, diagnostics=[*reading.diagnostics, said])
    if reading.eligibility is not None or heading is None:
        return reading
    fields = reading.fields | _others(lines)
    sections = _sections(lines, heading, fields)
    passed = list(filter(None, (_outside(each, sections) for each in reading.diagnostics)))
    return replace(reading, eligibility=(sections[0][0], sections[-1][1]), sections=sections, diagnostics=passed)


def _outside(said: dict[str, Any], sections: Sequence[tuple[int, int, Kind]]) -> dict[str, Any] | None:
    """What is said of a page, but of lines that hold nothing known only those that are no criteria."""
    if said["code"] != "unread-lines":
        return said
    spans = [each for each in said["spans"] if not any(start <= each["start"] < end for start, end, _ in sections)]
    message = f"{len(spans)} lines of the page hold nothing that is known"
    return said | {"spans": spans, "message": message} if spans else None


def _sections(lines: Sequence[Line], heading: re.Match[str], fields: Set[int]) -> list[tuple[int, int, Kind]]:
    """The criteria from their first heading on; a field ends them, up to the next heading."""
    first, *others = (line for line in lines if line.end >= heading.end())
    sections: list[tuple[int, int, Kind]] = [(heading.start(), first.end, "unknown")]
    is_open = True
    for line in others:
        goes_on = is_open and line.start not in fields
        is_open = goes_on or is_heading(line)
        if is_open:
            start = sections.pop()[0] if goes_on else line.start
            sections.append((start, line.end, "unknown"))
    return sections


def _read_bare(raw: str, folded: str, lines: Sequence[Line], may_be_head: bool) -> Reading:
    """A text that no layout reads: eligibility criteria from their heading on, or the head of a page without any."""
    heading = criteria_heading(folded)
    if heading is None and may_be_head and is_head(lines):
        return Reading(diagnostics=[_diagnostic("unknown-layout", "in no known layout, and without criteria")])
    said = [_diagnostic("unknown-layout", "in no known layout: read as eligibility text")]
    if heading is None:
        return Reading(eligibility=(lines[0].start, lines[-1].end), diagnostics=said)
    fields = _others(lines) if may_be_head else set()
    sections = _sections(lines, heading, fields)
    draft = Draft(raw, folded)
    if may_be_head:
        stated_id(draft, [line for line in lines if line.end <= heading.start()])
    passed = [line for line in draft.unread(lines) if not _is_in(line, sections)]
    above = sum(line.start < heading.start() for line in passed)
    if passed:
        where = "above" if above == len(passed) else "around" if above else "below"
        message = f"{len(passed)} lines {where} the criteria are of other parts of a page"
        said.append(_diagnostic("unread-lines", message, passed))
    eligibility = sections[0][0], sections[-1][1]
    return Reading(None, draft.values, draft.spans, eligibility, [*said, *draft.diagnostics], sections)


def _others(lines: Sequence[Line]) -> set[int]:
    """The places of the lines that begin other parts of a page, where they stand below criteria."""
    headings = [number for number, line in enumerate(lines) if is_heading(line)]
    last = headings[-1] if len(headings) > 1 else len(lines)
    return {
        line.start
        for number, line in enumerate(lines)
        if ends_criteria(line, lines[number + 1 : number + 5], is_last=number > last)
    }


def _is_in(line: Line, sections: Iterable[tuple[int, int, Kind]]) -> bool:
    return any(start <= line.start < end for start, end, _ in sections)


def _of_part(layouts: Iterable[Layout], lines: Sequence[Line]) -> Layout | None:
    """The layout of which a text may be a part: the one that most of its lines tell of, or else its first line."""
    heads = [line.text[:_LONGEST_HEAD].lower() for line in lines]
    told = [(sum(map(bool, map(each.telling.match, heads))), each) for each in layouts if each.telling]
    most, layout = max(told, key=itemgetter(0), default=(0, None))
    if not most and GENERIC in layouts and is_page_label(lines[0]):
        return GENERIC
    return layout if most else None


def _diagnostic(code: str, message: str, lines: Iterable[Line] = ()) -> dict[str, object]:
    spans = [{"start": line.start, "end": line.end} for line in lines]
    return {"code": code, "message": message, "severity": "info", "spans": spans, "path": None}
