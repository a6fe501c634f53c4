"""How a page is laid out: one `engine`, the layouts of `registers` that are tables, and those of `pages` that are code.

What a layout of one's own is made of can be imported from here: `Layout`, the cutters, `readers` and `items`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from trialparse.faults import FAULTS, told
from trialparse.layouts.engine import items, readers
from trialparse.layouts.engine.choice import Shown, known, shown
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout, Reading, colons, keys_in, own_lines, read_lines
from trialparse.layouts.engine.lines import Line, lines_of
from trialparse.layouts.engine.order import in_order, loosely, opened_by
from trialparse.layouts.engine.sound import failure, sound
from trialparse.layouts.engine.table import LayoutError, load_layout
from trialparse.layouts.faults import faults
from trialparse.layouts.pages.anzctr import ANZCTR
from trialparse.layouts.pages.ctgov_classic import CTGOV_CLASSIC
from trialparse.layouts.pages.ctgov_modern import CTGOV_MODERN
from trialparse.layouts.pages.ctri import CTRI
from trialparse.layouts.pages.euctr import EUCTR
from trialparse.layouts.pages.euctr_results import EUCTR_RESULTS
from trialparse.layouts.pages.generic import GENERIC, has_labels, is_head
from trialparse.layouts.pages.meddatax import MEDDATAX, MEDDATAX_VALUES
from trialparse.layouts.registers import REGISTERS

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

_CRITERIA_HEADING = re.compile(
    r"^[\W\d_]{0,8}(?:key |main |principal )?(?:inclusion|exclusion|eligibility)(?: criteria)?\b", re.I | re.M
)


def read_page(raw: str, folded: str, layouts: tuple[Layout, ...] = LAYOUTS) -> Reading:
    """What a page says in whichever known layout it is; a text in none is taken as eligibility criteria.

    Examples:
        >>> page = "Inclusion Criteria: age ≥ 18"
        >>> reading = read_page(page, page)
        >>> reading.layout, reading.eligibility
        (None, (0, 28))
    """
    lines = list(lines_of(folded))
    best, said = _known(layouts, lines)
    for layout in best:
        try:
            reading = read_lines(layout, raw, folded, lines)
            if not any(layout is each for each in LAYOUTS):  # those here are tested to need no mending
                reading = sound(layout, reading, len(raw))
        except FAULTS as error:
            said.append(failure(f"{layout.named}: {told(error)}"))
        else:
            return replace(reading, diagnostics=[*said, *reading.diagnostics])
    reading = _read_unknown(raw, folded, lines, generic=GENERIC in layouts)
    return replace(reading, diagnostics=[*said, *reading.diagnostics])


def layout_of(lines: Sequence[Line]) -> Layout | None:
    """The built-in layout that a page is in."""
    return next(iter(_known(LAYOUTS, lines)[0]), None)


def _known(layouts: Iterable[Layout], lines: Sequence[Line]) -> tuple[list[Layout], list[dict[str, Any]]]:
    """The layouts that know a page, the best first, and what there is to say of that."""
    keys = keys_in(lines)
    found: list[Shown] = []
    said: list[dict[str, Any]] = []
    for layout in layouts:
        if layout is not GENERIC:
            try:
                found.append(shown(layout, lines, keys))
            except FAULTS as error:
                said.append(failure(f"{layout.named}: {told(error)}"))
    best, score = known(found, keys & GENERIC.readers.keys())
    return best, [*said, _diagnostic("layout-score", score)] if score else said


def _read_unknown(raw: str, folded: str, lines: Sequence[Line], generic: bool) -> Reading:
    """What a text in no known layout says: by the usual names of labels, or else as eligibility criteria."""
    if not any(char.isalpha() for char in folded):
        message = "there is no text" if not lines else "there are no words"
        return Reading(diagnostics=[_diagnostic("no-text", message)])
    heading = _CRITERIA_HEADING.search(folded)
    if generic and has_labels(lines):
        reading = read_lines(GENERIC, raw, folded, lines)
        criteria = reading.eligibility or (heading and (heading.start(), lines[-1].end))
        unknown = _diagnostic("unknown-layout", "in no known layout: read by the usual names of labels")
        return replace(reading, eligibility=criteria, diagnostics=[*reading.diagnostics, unknown])
    if heading is None and generic and is_head(lines):
        return Reading(diagnostics=[_diagnostic("unknown-layout", "in no known layout, and without criteria")])
    start = heading.start() if heading else lines[0].start
    unknown = _diagnostic("unknown-layout", "in no known layout: read as eligibility text")
    return Reading(eligibility=(start, lines[-1].end), diagnostics=[unknown])


def _diagnostic(code: str, message: str) -> dict[str, object]:
    return {"code": code, "message": message, "severity": "info", "spans": [], "path": None}
