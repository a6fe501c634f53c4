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
from dataclasses import replace
from typing import Any

from trialparse.faults import FAULTS, shown, told
from trialparse.kit.finding import Finding
from trialparse.layouts import Layout
from trialparse.packs import Pack
from trialparse.parser import Parser

__all__ = ["runs"]

PROBES = (
    "no text",
    "Inclusion Criteria:\n- Age 18 to 65 years\n- BMI < 30 kg/m2 at screening\nExclusion Criteria:\n- ALT > 2.5 x ULN",
    "ECOG 0-1, or NYHA class II or III unless stable for at least 3 months before the first dose",
    "No more than 2 relapses within the past year; HbA1c between 7.0% and 10.5% (both inclusive)",
    "- (( ≥ ½ … 1,000,000 mg/d\n\n\t- 1/2/2031 ± 5 %",
)
# What stands under the labels of a page made up for a layout.
VALUES = (
    "",
    "3",
    "2031-03-01",
    "Recruiting",
    "Drug: bread (A)\nDevice: knife",
    "- Age 18 to 70 years\n- BMI < 30 kg/m2",
)


def runs(pack: Pack, parser: Parser, sentences: Iterable[str], pages: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """What fails, each failure once; and pages that no layout of the pack knows."""
    seen: set[str] = set()
    texts = [(shown(text), text) for text in (*sentences, "", *PROBES)] if pack.rules or pack.checks else []
    for name, text in (*texts, *pages):
        yield from _new(_failures(parser, text), seen, name)
    for name, text in pages:
        yield from _known(pack, parser, name, text)
    for layout in pack.layouts:
        yield from _new(_of_layout(parser, layout), seen, f"a page with all labels of layout {layout.name!r}")


def _new(failures: Iterable[str], seen: set[str], name: str) -> Iterator[Finding]:
    """The failures that have not been seen."""
    for failure in failures:
        if failure not in seen:
            seen.add(failure)
            yield Finding("", "error", f"{failure} (reading {name})")


def _failures(parser: Parser, text: str) -> list[str]:
    """What the parser says has failed while it read a text; a failure of its own as well."""
    try:
        return [said.message for said in parser.parse(text).diagnostics if said.code.endswith("-failed")]
    except FAULTS as error:
        return [told(error)]


def _known(pack: Pack, parser: Parser, name: str, text: str) -> Iterator[Finding]:
    """A page of the pack that none of its layouts knows."""
    names = {layout.name for layout in pack.layouts}
    try:
        read_as = parser.parse(text).layout
    except FAULTS:
        return  # that it fails has been said
    if names and read_as not in names:
        yield Finding(name, "error", f"the page is read by layout {read_as!r}, and not by one of the pack")


def _of_layout(parser: Parser, layout: Layout) -> Iterator[str]:
    """What fails when a layout alone reads pages made up of all its labels."""
    labels = list(dict.fromkeys([*layout.readers, *(label for each in layout.joint for label in each), *layout.signs]))
    alone = replace(parser, layouts=[layout.name])
    known: set[Any] = set()
    for page in _pages(labels):
        yield from _failures(alone, page)
        known |= _layouts(alone, page)
    if layout.name not in known:
        yield f"layout {layout.name!r} does not know a page that shows all its labels: are its signs in lower case?"


def _layouts(parser: Parser, page: str) -> set[str | None]:
    try:
        return {parser.parse(page).layout}
    except FAULTS:
        return set()


def _pages(labels: Sequence[str]) -> Iterator[str]:
    """Pages on which each label has a value, behind it or on the next line."""
    for value in VALUES:
        for between in (": ", "\n"):
            yield "\n".join(f"{label}{between}{value}" for label in labels)
