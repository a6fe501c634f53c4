"""The page of the Clinical Trials Registry of India: a table, in which both kinds of criteria stand under `Details`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.columns import cells_of, rows_under
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout, cut_at
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import either, in_order, labels_in, loosely, told_apart
from trialparse.layouts.engine.readers import Reader
from trialparse.values import is_missing

__all__ = ["CTRI"]

_SIZES = (
    ("ACTUAL", re.compile(r'Final Enrollment numbers achieved \(Total\)\s{0,3}=\s{0,3}"?([1-9]\d{0,7})', re.I)),
    ("ESTIMATED", re.compile(r'Total Sample Size\s{0,3}=\s{0,3}"?(\d{1,8})', re.I)),
)
_CODED = re.compile(
    r"(?:\(\d{1,2}\)\s{0,3})?(?:(?:ICD-10|Health)\s(?:Condition|Type)\s?\d{0,2}:\s{0,3})?(?:[A-Z]\d{2,3}(?:\|\||\s?-|\s)\s{0,3})?"
)
_WHOSE = re.compile(r"(?:Patients|Healthy Human Volunteers)\b[\s:|]{0,9}", re.IGNORECASE)
_HEADS = ("health type", "condition", "health type: condition", "health type condition")
_DESIGN = re.compile(r"[^,/]+")
_STUDY = re.compile(r"\s(?:trial|study)\Z", re.IGNORECASE)
_COLUMNS = ("type", "name", "details")
_ROLES = ("intervention", "comparator agent")


def _total(draft: Draft, lines: Sequence[Line]) -> None:
    """`Total Sample Size="60"`, beside the number from India; that of those enrolled counts where it is there."""
    draft.take(lines)
    for kind, shape in _SIZES:
        for line in lines:
            match = shape.search(line.text)
            if match:
                items.enrollment(kind)(draft, [line.part(*match.span(1))])
                return
    read.count(draft, lines)


def _conditions(draft: Draft, lines: Sequence[Line]) -> None:
    """`(1) ICD-10 Condition: M109- Gout, unspecified`; the table's head, and whose condition it is, are none."""
    draft.take(lines)
    for line in lines:
        if line.key not in _HEADS and cells_of(line)[0].key not in _HEADS:
            named = line.part(_end(_WHOSE, line))
            items.conditions(draft, [named.part(_end(_CODED, named))])


def _end(shape: re.Pattern[str], line: Line) -> int:
    match = shape.match(line.text)
    return match.end() if match else 0


def _named(role: str) -> Reader:
    """A sponsor's name, in a table's row or by itself."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        blocks = loosely(lines, ("name", "address", "type of sponsor"))
        told = next((block.lines for block in blocks if block.label == "name"), lines)
        if told:
            items.sponsors(role)(draft, [told[0].after("Name") or told[0]])

    return reader


def _partners(draft: Draft, lines: Sequence[Line]) -> None:
    for name, _ in rows_under(draft, lines, ["name"], ["address"]):
        items.sponsors("collaborator")(draft, [name])


def _identifiers(draft: Draft, lines: Sequence[Line]) -> None:
    for given, _ in rows_under(draft, lines, ["secondary id"], ["identifier", "registry"]):
        if not is_missing(given.text):
            draft.item("identifiers", id=given)


def _interventions(draft: Draft, lines: Sequence[Line]) -> None:
    """`Intervention` or `Comparator Agent`, the name, and details."""
    cells = [cell for line in lines for cell in cells_of(line)]
    starts = [place for place, cell in enumerate(cells) if cell.key in _ROLES]
    draft.take(cells[: starts[0]] if starts and all(cell.key in _COLUMNS for cell in cells[: starts[0]]) else ())
    for start, end in pairwise([*starts, len(cells)]):
        name, details = cells[start + 1 : start + 2], cells[start + 2 : end]
        draft.take(cells[start:end])
        if name and not is_missing(name[0].text):
            stated = not all(is_missing(cell.text) for cell in details)
            draft.item("interventions", name=name, description=details if stated else None)


def _outcomes(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        for measure, when in rows_under(draft, lines, ["outcome"], ["timepoints", "timepoint"]):
            if not is_missing(measure.text):
                draft.item("outcomes", measure=measure, type=(kind, measure), time_frame=when)

    return reader


def _sites(draft: Draft, lines: Sequence[Line]) -> None:
    columns = (["name of principal investigator"], ["name of site"], ["site address"], ["phone/fax/email"])
    draft.take(line for line in lines[:1] if line.key.startswith("no of sites"))
    for _, site, *_ in rows_under(draft, lines, *columns):
        if not is_missing(site.text):
            draft.item("locations", facility=site)


def _design(draft: Draft, lines: Sequence[Line]) -> None:
    """`Randomized, Parallel Group Trial`: what the API has a word for."""
    draft.take(lines)
    for line in lines[:1]:
        for match in _DESIGN.finditer(line.text):
            part = line.part(*match.span())
            short = part.part(0, _STUDY.search(part.text).start()) if _STUDY.search(part.text) else part  # type: ignore[union-attr]
            read.known("design.allocation", "design.intervention_model")(draft, [short])


_READERS: dict[str, Reader] = {
    "ctri number": read.trial_id,
    "last modified on": read.date("last_updated", day_first=True),
    "post graduate thesis": read.skip,
    "type of trial": read.enum("study_type", "study_type"),
    "type of study": read.skip,
    "study design": _design,
    "public title of study": read.text("title"),
    "scientific title of study": read.text("official_title"),
    "trial acronym": read.text("acronym"),
    "secondary ids if any": _identifiers,
    "details of principal investigator or overall trial coordinator (multi-center study)": items.contacts(),
    "details of contact person scientific query": items.contacts(),
    "details of contact person public query": items.contacts(),
    "source of monetary or material support": read.skip,
    "primary sponsor": _named("lead"),
    "details of secondary sponsor": _partners,
    "countries of recruitment": items.names("countries"),
    "sites of study": _sites,
    "details of ethics committee": read.skip,
    "regulatory clearance status from dcgi": read.skip,
    "health condition / problems studied": _conditions,
    "intervention / comparator agent": _interventions,
    "inclusion criteria": items.criteria("inclusion"),
    "age from": read.age("eligibility.minimum_age"),
    "age to": read.age("eligibility.maximum_age"),
    "gender": items.sex,
    "details": items.criteria("inclusion"),
    "exclusioncriteria": items.criteria("exclusion"),
    "exclusion criteria": items.criteria("exclusion"),
    "exclusion details": items.criteria("exclusion"),
    "method of generating random sequence": read.skip,
    "method of concealment": read.skip,
    "blinding/masking": read.enum("design.masking", "masking"),
    "primary outcome": _outcomes("primary"),
    "secondary outcome": _outcomes("secondary"),
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
_BESIDE = frozenset(_READERS)
_EXCLUSION = ("exclusioncriteria", "exclusion criteria")
_ROWS = {"inclusion criteria": ("age from", "age to", "gender", "details"), **dict.fromkeys(_EXCLUSION, ("details",))}
_in_order = either(in_order(_ORDER, strict=False), in_order(_ORDER, strict=False, beside=_BESIDE))


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    return list(_told_apart(_in_order(lines, labels)))


def _told_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    excluded = False
    for block in chain.from_iterable(map(_rows_apart, blocks)):
        excluded = block.label in _EXCLUSION or (excluded and block.label != "inclusion criteria")
        yield replace(block, label="exclusion details") if excluded and block.label == "details" else block


def _rows_apart(block: Block) -> list[Block]:
    """The rows of a side, which a copy may have beside its heading, or with the sides in the other order."""
    cuts = list(labels_in(block.lines, _ROWS.get(block.label, ())))
    if not cuts:
        return [block]
    rows = cut_at(block.lines, cuts)
    return [replace(block, lines=() if rows[0].label else rows.pop(0).lines), *rows]


CTRI = Layout(
    name="ctri",
    readers=_READERS,
    cut=_cut,
    signs=frozenset(_READERS),
    own=frozenset({"ctri number", "exclusioncriteria", "regulatory clearance status from dcgi"}),
    beside=_BESIDE,
    needed=5,
    openings=told_apart(["ctri number"], _BESIDE),
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
