"""The layouts, rules and checks of a pack at work: on its examples and pages, and on texts made to try them.

>>> from trialparse import Pack, Parser
>>> def greedy(criterion):
...     raise KeyError("bread")
>>> pack = Pack("mine", "1.0", rules=[greedy])
>>> [finding.message.partition("KeyError")[2] for finding in runs(pack, Parser(packs=[pack]), [], [])]
[": 'bread' (reading 'no text')"]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trialparse.faults import shown
from trialparse.kit.finding import Finding
from trialparse.layouts import faults
from trialparse.packs import Pack
from trialparse.parser import Parser

__all__ = ["runs"]

_PROBES = (
    "",
    "no text",
    "Inclusion Criteria:\n- Age 18 to 65 years\n- BMI < 30 kg/m2 at screening\nExclusion Criteria:\n- ALT > 2.5 x ULN",
    "ECOG 0-1, or NYHA class II or III unless stable for at least 3 months before the first dose",
    "No more than 2 relapses within the past year; HbA1c between 7.0% and 10.5% (both inclusive)",
    "- (( ≥ ½ … 1,000,000 mg/d\n\n\t- 1/2/2031 ± 5 %",
)


def runs(pack: Pack, parser: Parser, sentences: Iterable[str], pages: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """What fails, each failure once; and pages that no layout of the pack knows."""
    texts = [(shown(text), text) for text in (*sentences, *_PROBES)] if pack.rules or pack.checks else []
    seen: set[str] = set()
    for name, text in (*texts, *pages):
        failures = [said.message for said in parser.parse(text).diagnostics if said.code.endswith("-failed")]
        yield from (Finding("", "error", f"{each} (reading {name})") for each in failures if each not in seen)
        seen.update(failures)
    for layout in pack.layouts:
        yield from (Finding("", "error", each) for each in faults(layout))
    names = {layout.name for layout in pack.layouts}
    for name, text in pages:
        read_as = parser.parse(text).layout
        if names and read_as not in names:
            yield Finding(name, "error", f"the page is read by layout {read_as!r}, and not by one of the pack")
