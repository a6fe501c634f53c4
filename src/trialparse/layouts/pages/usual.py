"""The usual names of the labels of a page's fields, and a reader for each, which takes only what leaves no doubt."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages.anzctr import ANZCTR
from trialparse.layouts.pages.ctri import CTRI
from trialparse.layouts.pages.euctr import EUCTR
from trialparse.layouts.pages.foreign import with_languages
from trialparse.layouts.registers import REGISTERS
from trialparse.model.criterion import STATED_KINDS
from trialparse.values import country, read_age, read_count, read_date, read_enum, read_flag, read_id, read_phases

__all__ = ["DECORATION", "LABELS", "READERS", "TYPED", "VALUES", "cells_of"]

LABELS = with_languages(tomllib.loads((resources.files(__package__) / "labels.toml").read_text("utf-8")))
_MOST_LINE_ENDS = 2  # between a label and its value
DECORATION = " *#_•|-"
_CELL = re.compile(r"[^\t|]+")
_LABELLED = re.compile(r"[A-Z][^:.;]{0,60}:(?:\s|$)")
_HEADING = re.compile(r"[A-Z][^.;,]{0,58}[^.;,!?]")
_SEX = re.compile(r"(?:fe)?male\s?:\s?(?:yes|no)", re.IGNORECASE)
_DAY_FIRST = frozenset(
    layout.registry for layout in (ANZCTR, CTRI, EUCTR, *REGISTERS) if layout.registry and layout.day_first
)
_TYPES = {
    "actual": "ACTUAL",
    **dict.fromkeys(("estimated", "anticipated", "planned", "expected", "target"), "ESTIMATED"),
}


def cells_of(line: Line) -> list[Line]:
    if "\t" not in line.text and "|" not in line.text:  # as in most lines
        return [line] if line.text.strip(DECORATION) else []
    cells = [line.part(*match.span()) for match in _CELL.finditer(line.text)]
    return [cell for cell in cells if cell.text.strip(DECORATION)]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field's reader, what tells a value of its kind from other text, and how many lines are its own."""

    read: Reader
    is_value: Callable[[str], object]
    own: Callable[[Draft, Sequence[Line]], Sequence[Line]]

    def __call__(self, draft: Draft, lines: Sequence[Line]) -> None:
        if lines and (_is_beside(draft, lines[0]) or (self.is_value(lines[0].text) and not _is_next(draft, lines))):
            self.read(draft, self.own(draft, lines))


def _is_beside(draft: Draft, line: Line) -> bool:
    """Whether a value stands on its label's line."""
    return bool(draft.heading) and "\n" not in draft.folded[draft.heading[-1].start : line.start]


def _is_next(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether the first line under a label is the next label, standing by what follows it: the field is empty."""
    if not draft.heading or len(lines) < 2:
        return False
    above = draft.folded.count("\n", draft.heading[-1].end, lines[0].start)
    return above > _MOST_LINE_ENDS and above > draft.folded.count("\n", lines[0].end, lines[1].start)


def _first(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    return lines[:1]


def _listed(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to a blank one or a label; what stands between bars, where it stands on the label's line."""
    if _is_beside(draft, lines[0]):
        return cells_of(lines[0])
    ends = (
        n
        for n in range(1, len(lines))
        if draft.folded.count("\n", lines[n - 1].end, lines[n].start) > 1 or not _is_name(lines[n].text)
    )
    return lines[: next(ends, None)]


def _answers(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The first line, and those after it that say yes or no of a sex."""
    return [line for n, line in enumerate(lines) if not n or _SEX.fullmatch(line.text)]


def _paragraphs(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to one that looks like a heading or a label."""
    ends = (n for n, line in enumerate(lines) if n and (_HEADING.fullmatch(line.text) or _LABELLED.match(line.text)))
    return lines[: next(ends, None)]


def _is_text(text: str) -> bool:
    return not _LABELLED.match(text)


def _is_name(text: str) -> bool:
    """Whether a line may name something: it is neither a label nor a sentence."""
    return _is_text(text) and not (text.endswith(".") and text.count(" ") > 6)


def _one(reader: Reader, is_value: Callable[[str], object] = _is_text) -> _Field:
    return _Field(reader, is_value, _first)


def _list(reader: Reader) -> _Field:
    return _Field(reader, _is_name, _listed)


def _enum(path: str) -> _Field:
    table = path.rpartition(".")[2]
    return _one(read.enum(path, table), lambda text: read_enum(table, text))


def _date(path: str, kind: str | None = None) -> _Field:
    """A date; the trial's registry, where it is known by then, tells the order of day and month."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        day_first = True if draft.values.get("registry") in _DAY_FIRST else None
        read.date(path, day_first, kind)(draft, lines)

    return _one(reader, read_date)


def _enrollment(path: str, kind: str | None = None) -> _Field:
    return _one(items.enrollment(kind), read_count)


TYPED: dict[str, Callable[[str, str | None], _Field]] = {
    "enrollment": _enrollment,
    "start_date": _date,
    "primary_completion_date": _date,
    "completion_date": _date,
}
_FIELDS: dict[str, Reader] = {
    **{name: make(name, None) for name, make in TYPED.items()},
    "id": _one(read.trial_id, read_id),
    "title": _one(read.text("title")),
    "official_title": _one(read.text("official_title")),
    "acronym": _one(read.text("acronym")),
    "status": _enum("status"),
    "phases": _one(items.phases, read_phases),
    "study_type": _enum("study_type"),
    "last_updated": _date("last_updated"),
    "brief_summary": _Field(read.prose("brief_summary"), _is_text, _paragraphs),
    "detailed_description": _Field(read.prose("detailed_description"), _is_text, _paragraphs),
    "conditions": _list(items.conditions),
    "keywords": _list(items.names("keywords")),
    "countries": _list(items.names("countries")),
    "interventions": _list(items.interventions),
    "design.allocation": _enum("design.allocation"),
    "design.intervention_model": _enum("design.intervention_model"),
    "design.masking": _enum("design.masking"),
    "design.primary_purpose": _enum("design.primary_purpose"),
    "design.observational_model": _enum("design.observational_model"),
    "design.time_perspective": _enum("design.time_perspective"),
    "eligibility.minimum_age": _one(read.age("eligibility.minimum_age"), read_age),
    "eligibility.maximum_age": _one(read.age("eligibility.maximum_age"), read_age),
    "eligibility.ages": _one(items.ages, items.read_age_range),
    "eligibility.sex": _Field(items.sex, lambda text: _SEX.fullmatch(text) or read_enum("sex", text), _answers),
    "eligibility.healthy_volunteers": _one(read.flag("eligibility.healthy_volunteers"), read_flag),
    "eligibility.sampling_method": _enum("eligibility.sampling_method"),
    "sponsors lead": _one(items.sponsors("lead")),
    "sponsors collaborator": _list(items.sponsors("collaborator")),
    "identifiers": _list(items.identifiers()),
}
READERS: dict[str, Reader] = {label: _FIELDS[name] for name in _FIELDS for label in LABELS[name]} | {
    spelling: make(name, kind)
    for name, make in TYPED.items()
    for word, kind in _TYPES.items()
    for label in LABELS[name]
    for spelling in (f"{word} {label}", f"{label} ({word})")
}
READERS |= {kind: items.criteria(kind) for kind in STATED_KINDS}
_OF_KIND = ("status", "phases", "design.allocation", "design.masking", "eligibility.ages", "eligibility.sex", *TYPED)
VALUES: dict[str, Callable[[str], object]] = {
    label: field.is_value for name in _OF_KIND if isinstance(field := _FIELDS[name], _Field) for label in LABELS[name]
} | dict.fromkeys(("country", "countries"), country)  # what tells a field from a heading among criteria
