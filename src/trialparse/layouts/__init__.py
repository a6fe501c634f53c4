"""How a page is laid out: one engine, and one module a layout."""

import re
from dataclasses import replace

from trialparse.layouts.anzctr import ANZCTR
from trialparse.layouts.chictr import CHICTR
from trialparse.layouts.ctgov_classic import CTGOV_CLASSIC
from trialparse.layouts.ctgov_modern import CTGOV_MODERN
from trialparse.layouts.ctis import CTIS
from trialparse.layouts.ctri import CTRI
from trialparse.layouts.drks import DRKS
from trialparse.layouts.engine import Layout, Reading, detect, read_lines
from trialparse.layouts.euctr import EUCTR
from trialparse.layouts.generic import GENERIC, has_labels
from trialparse.layouts.ictrp import ICTRP, ICTRP_ROW
from trialparse.layouts.isrctn import ISRCTN
from trialparse.layouts.jrct import JRCT
from trialparse.layouts.key_value import KEY_VALUE
from trialparse.layouts.lines import lines_of
from trialparse.layouts.meddatax import MEDDATAX, MEDDATAX_VALUES
from trialparse.layouts.umin import UMIN

__all__ = ["LAYOUTS", "Layout", "Reading", "read_page"]

LAYOUTS: tuple[Layout, ...] = (
    MEDDATAX_VALUES,
    MEDDATAX,
    CTGOV_MODERN,
    CTGOV_CLASSIC,
    ICTRP,
    ICTRP_ROW,
    EUCTR,
    KEY_VALUE,
    ISRCTN,
    ANZCTR,
    CHICTR,
    DRKS,
    JRCT,
    UMIN,
    CTRI,
    CTIS,
    GENERIC,
)

_CRITERIA_HEADING = re.compile(
    r"^[\W\d_]{0,8}(?:key |main |principal )?(?:inclusion|exclusion|eligibility)(?: criteria)?\b", re.I | re.M
)


def read_page(raw: str, folded: str, layouts: tuple[Layout, ...] = LAYOUTS) -> Reading:
    """What a page says in whichever known layout it is; a text in none is taken as eligibility criteria.

    >>> page = "Inclusion Criteria: age ≥ 18"
    >>> reading = read_page(page, page)
    >>> reading.layout, reading.eligibility
    (None, (0, 28))
    """
    lines = list(lines_of(folded))
    layout = detect((each for each in layouts if each is not GENERIC), lines)
    if layout is not None:
        return read_lines(layout, raw, folded, lines)
    if not any(char.isalpha() for char in folded):
        message = "there is no text" if not lines else "there are no words"
        return Reading(diagnostics=[_diagnostic("no-text", message)])
    heading = _CRITERIA_HEADING.search(folded)
    if GENERIC in layouts and has_labels(lines):
        reading = read_lines(GENERIC, raw, folded, lines)
        criteria = reading.eligibility or (heading and (heading.start(), lines[-1].end))
        unknown = _diagnostic("unknown-layout", "in no known layout: read by the usual names of labels")
        return replace(reading, eligibility=criteria, diagnostics=[*reading.diagnostics, unknown])
    start = heading.start() if heading else lines[0].start
    unknown = _diagnostic("unknown-layout", "in no known layout: read as eligibility text")
    return Reading(eligibility=(start, lines[-1].end), diagnostics=[unknown])


def _diagnostic(code: str, message: str) -> dict[str, object]:
    return {"code": code, "message": message, "severity": "info", "spans": [], "path": None}
