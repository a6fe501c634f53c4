"""The page of the Clinical Trials Registry of India: a table, in which both kinds of criteria stand under `Details`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader

__all__ = ["CTRI"]

_TOTAL = re.compile(r'Total Sample Size\s*=\s*"?(\d{1,8})', re.IGNORECASE)
_CODED = re.compile(r"(?:\(\d{1,2}\)\s*)?(?:ICD-10 Condition:\s*)?(?:[A-Z]\d{2,3}-?\s+)?")


def _total(draft: Draft, lines: Sequence[Line]) -> None:
    """`Total Sample Size="60"`, beside the numbers from India and of those enrolled."""
    draft.take(lines)
    for line in lines:
        match = _TOTAL.search(line.text)
        if match:
            items.enrollment("ESTIMATED")(draft, [line.part(*match.span(1))])
            return
    read.count(draft, lines)


def _conditions(draft: Draft, lines: Sequence[Line]) -> None:
    """`(1) ICD-10 Condition: M109- Gout, unspecified`; the table's head is no condition."""
    draft.take(lines)
    told = [line for line in lines if not line.key.startswith("health type")]
    named = [line.part(line.text.find("\t") + 1) for line in told]
    items.conditions(draft, [line.part(_CODED.match(line.text).end()) for line in named])  # type: ignore[union-attr]


def _named(role: str) -> Reader:
    """A sponsor's name, in a table's row or by itself."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        if lines:
            items.sponsors(role)(draft, [lines[0].after("Name") or lines[0]])

    return reader


_READERS: dict[str, Reader] = {
    "ctri number": read.trial_id,
    "last modified on": read.date("last_updated", day_first=True),
    "post graduate thesis": read.skip,
    "type of trial": read.enum("study_type", "study_type"),
    "type of study": read.skip,
    "study design": read.skip,
    "public title of study": read.text("title"),
    "scientific title of study": read.text("official_title"),
    "trial acronym": read.text("acronym"),
    "secondary ids if any": read.skip,
    "details of principal investigator or overall trial coordinator (multi-center study)": items.contacts(),
    "details of contact person scientific query": items.contacts(),
    "details of contact person public query": items.contacts(),
    "source of monetary or material support": read.skip,
    "primary sponsor": _named("lead"),
    "details of secondary sponsor": read.skip,
    "countries of recruitment": items.names("countries"),
    "sites of study": read.skip,
    "details of ethics committee": read.skip,
    "regulatory clearance status from dcgi": read.skip,
    "health condition / problems studied": _conditions,
    "intervention / comparator agent": read.skip,
    "inclusion criteria": read.skip,
    "age from": read.age("eligibility.minimum_age"),
    "age to": read.age("eligibility.maximum_age"),
    "gender": items.sex,
    "details": items.criteria("inclusion"),
    "exclusioncriteria": read.skip,
    "exclusion criteria": read.skip,
    "exclusion details": items.criteria("exclusion"),
    "method of generating random sequence": read.skip,
    "method of concealment": read.skip,
    "blinding/masking": read.enum("design.masking", "masking"),
    "primary outcome": read.skip,
    "secondary outcome": read.skip,
    "target sample size": _total,
    "phase of trial": read.phases,
    "date of first enrollment (india)": read.skip,
    "date of first enrollment (global)": read.skip,
    "date of study completion (india)": read.skip,
    "date of study completion (global)": read.skip,
    "estimated duration of trial": read.skip,
    "recruitment status of trial (global)": read.skip,
    "recruitment status of trial (india)": read.skip,
    "publication details": read.skip,
    "individual participant data (ipd) sharing statement": read.skip,
    "brief summary": read.prose("brief_summary"),
}
_ORDER = [label for label in _READERS if label != "exclusion details"]
_ORDER.insert(_ORDER.index("exclusion criteria") + 1, "details")
_in_order = in_order(_ORDER, strict=False)


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    return list(_told_apart(_in_order(lines, labels)))


def _told_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    excluded = False
    for block in blocks:
        excluded = excluded or block.label.startswith("exclusion")
        yield replace(block, label="exclusion details") if excluded and block.label == "details" else block


CTRI = Layout(
    name="ctri",
    readers=_READERS,
    cut=_cut,
    signs=frozenset(_READERS),
    own=frozenset({"ctri number", "exclusioncriteria", "regulatory clearance status from dcgi"}),
    needed=7,
    registry="CTRI",
    day_first=True,
    joint={
        ("date of first enrollment (global)", "date of first enrollment (india)"): items.first_of(
            read.date("start_date", day_first=True)
        ),
        ("date of study completion (global)", "date of study completion (india)"): items.first_of(
            read.date("completion_date", day_first=True)
        ),
        ("recruitment status of trial (global)", "recruitment status of trial (india)"): items.first_of(
            read.enum("status", "status")
        ),
    },
)
