"""Arms and interventions of ClinicalTrials.gov's pages: a table whose cells are copied one under the other.

A head `Experimental: …` opens an arm and `Drug: …` an intervention; the groups of an observational study have no type,
so that only their place and their look tell them from what describes the intervention before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.pages.ctgov import paragraphs
from trialparse.text import clean
from trialparse.values import read_enum

__all__ = ["Treatment", "column", "read_arms", "treatment"]

_OTHER_NAMES = re.compile(r"(?:[*•-]\s*)?other names?\s*:\s*", re.IGNORECASE)
_MARK = re.compile(r"[*•]\s+")
_LISTED = re.compile(r"[*•·-]|\(?\d{1,2}[.)]\s")
_LONGEST_LABEL = 120
_GROUP_COLUMNS = frozenset({"group/cohort", "group/cohort intervention/treatment"})
_COLUMNS = _GROUP_COLUMNS | {
    "arm",
    "participant group/arm",
    "intervention/treatment",
    "arm intervention/treatment",
    "participant group/arm intervention/treatment",
}


@dataclass(slots=True)
class Treatment:
    """An intervention: its head, and the lines under it."""

    kind: Line
    name: Line
    under: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind.key}:{self.name.key}"


@dataclass(slots=True)
class Arm:
    """A group: its label, what describes it, and what it gets."""

    kind: Line | None
    label: Line
    under: list[Line] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """Arms in their order, and all interventions in theirs."""

    arms: list[Arm] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    last: Arm | Treatment | None = None

    def add(self, line: Line, head: Arm | Treatment | None) -> None:
        """The next line, which opens a head or describes the last."""
        if isinstance(head, Arm):
            self.arms.append(head)
        elif isinstance(head, Treatment):
            self.treatments.append(head)
            if self.arms:
                self.arms[-1].treatments.append(head)
        elif self.last is not None:
            self.last.under.append(line)
        self.last = head or self.last


def treatment(line: Line) -> Treatment | None:
    """The intervention a line `Type: name` is."""
    head = _head(line, "intervention_type")
    return Treatment(*head) if head else None


def column(line: Line) -> str:
    """The name of the table's column that a line is, or of both its columns; none is empty.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [column(line) for line in lines_of("Group / Cohort\\nDrug: Salt")]
        ['group/cohort', '']
    """
    key = line.key.replace(" / ", "/")
    return key if key in _COLUMNS else ""


def _head(line: Line, table: str) -> tuple[Line, Line] | None:
    colon = line.text.find(":", 0, 30)
    if colon < 0 or read_enum(table, line.text[:colon]) is None:
        return None
    kind, name = line.part(0, colon), line.part(colon + 1)
    return (kind, name) if name.text else None


def read_arms(draft: Draft, listed: Sequence[Treatment], lines: Sequence[Line], spaced: bool) -> None:
    """Read the table's lines, and the interventions another place lists; `spaced` tables part their cells by a line."""
    grouped = any(column(line) in _GROUP_COLUMNS for line in lines)
    cells = [line for line in lines if not column(line)]
    table = _rows(draft, cells, {each.key for each in listed}, spaced, grouped)
    for arm in table.arms:
        _put_arm(draft, arm)
    told: dict[str, list[Treatment]] = {}
    for each in table.treatments:
        same = told.setdefault(each.key, [])
        if not any(_words(each) == _words(other) for other in same):
            same.append(each)
    for each in listed:
        left = told.get(each.key)
        _put_treatment(draft, each, left.pop(0) if left else each)
    for each in () if listed else (each for same in told.values() for each in same):
        _put_treatment(draft, each, each)
    draft.take(lines)


def _words(each: Treatment) -> str:
    return " ".join(line.text for line in each.under)


def _rows(draft: Draft, lines: Sequence[Line], known: set[str], spaced: bool, grouped: bool) -> _Table:
    """The table of some lines."""
    table = _Table()
    starts = {cells[0] for cells in paragraphs(draft, lines)}
    spaced = spaced and len(starts) > 1
    heads = _heads([line for line in lines if line in starts or not spaced], lines, known, grouped)
    typed = any(isinstance(head, Arm) for head in heads.values())
    for place, line in enumerate(lines):
        head = heads.get(line)
        if head is None and not typed and _opens_group(table.last, lines[place : place + 2], line in starts, spaced):
            head = Arm(None, line)
        table.add(line, head)
    return table


def _heads(
    candidates: Sequence[Line], lines: Sequence[Line], known: set[str], grouped: bool
) -> dict[Line, Arm | Treatment]:
    """What each line opens that is a head; `Other: …` is an arm where the same intervention stands under it."""
    shown = _treatments(candidates, lines, known)
    arms = {} if grouped else {line: Arm(*head) for line in candidates if (head := _head(line, "arm_type"))}
    repeated = _repeated([line for line in candidates if line in shown or line in arms])
    described = {line for line, following in pairwise(lines) if _MARK.match(following.text)}
    return arms | shown | {line: arms[line] for line in repeated - described if line in arms}


def _treatments(candidates: Sequence[Line], lines: Sequence[Line], known: set[str]) -> dict[Line, Treatment]:
    """The lines that open an intervention: those listed elsewhere, or else all that may be one."""
    may = {line: each for line in candidates if (each := treatment(line))}
    shown = {line: each for line, each in may.items() if each.key in known}
    if not shown:
        shown = {line: each for line, each in may.items() if not (known and line.text.endswith("."))}
    return shown | _named_otherwise(lines, may, shown)


def _named_otherwise(
    lines: Sequence[Line], may: dict[Line, Treatment], shown: dict[Line, Treatment]
) -> dict[Line, Treatment]:
    """The first intervention of an arm, where only the other names under it show that it is one."""
    found: dict[Line, Treatment] = {}
    first: Line | None = None
    known = False  # whether the arm has shown an intervention
    for line in lines:
        if line in shown or _head(line, "arm_type"):
            first, known = None, line in shown
        elif first is None and not known and line in may:
            first = line
        elif first is not None and _OTHER_NAMES.match(line.text):
            found[first] = may[first]
    return found


def _repeated(lines: Sequence[Line]) -> set[Line]:
    """The lines that the next one says again."""
    return {one for one, two in pairwise(lines) if one.key == two.key}


def _opens_group(last: Arm | Treatment | None, lines: Sequence[Line], after_gap: bool, spaced: bool) -> bool:
    """Whether the first of some lines is the label of a group without a type."""
    line = lines[0]
    if last is None:
        return True
    if len(line.text) > _LONGEST_LABEL or line.text.endswith((".", ":", ";", ",")):
        return False
    if _LISTED.match(line.text) or _OTHER_NAMES.match(line.text):
        return False
    if spaced or after_gap:
        return spaced and after_gap
    listed = len(lines) > 1 and _LISTED.match(lines[1].text) is not None
    return bool(last.under) and not listed


def _put_arm(draft: Draft, arm: Arm) -> None:
    place = f"arms[{len(draft.values.get('arms', ()))}]"
    kind = (read_enum("arm_type", arm.kind.text), arm.kind) if arm.kind else None
    owner = draft.item("arms", label=arm.label, type=kind, description=arm.under)
    names = [each.name for each in arm.treatments]
    if names:
        owner["interventions"] = [clean(draft.raw[name.start : name.end]) for name in names]
    for number, name in enumerate(names):
        draft.spans[f"{place}.interventions[{number}]"] = name.start, name.end


def _put_treatment(draft: Draft, listed: Treatment, told: Treatment) -> None:
    """Name an intervention where it is listed, and say of it what the table tells."""
    place = f"interventions[{len(draft.values.get('interventions', ()))}]"
    description, others = _described(told.under)
    kind = (read_enum("intervention_type", told.kind.text), told.kind)
    owner = draft.item("interventions", name=listed.name, type=kind, description=description)
    if others:
        owner["other_names"] = [clean(draft.raw[name.start : name.end]) for name in others]
    for number, name in enumerate(others):
        draft.spans[f"{place}.other_names[{number}]"] = name.start, name.end


def _described(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The description, and the other names under their label."""
    end = next((place for place, line in enumerate(lines) if _OTHER_NAMES.match(line.text)), len(lines))
    description = _unmarked(lines[:1] if end else ()) + list(lines[1:end])
    if end == len(lines):
        return description, []
    match = _OTHER_NAMES.match(lines[end].text)
    first = lines[end].part(match.end()) if match else lines[end]
    return description, [line for line in (first, *_unmarked(lines[end + 1 :])) if line.text]


def _unmarked(lines: Iterable[Line]) -> list[Line]:
    return [line.part(match.end()) if (match := _MARK.match(line.text)) else line for line in lines]
