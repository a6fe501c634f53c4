"""Arms and interventions of ClinicalTrials.gov's pages: a table whose cells are copied one under the other.

A head `Experimental: …` opens an arm and `Drug: …` an intervention; the groups of an observational study have no type,
so that only their place and their look tell them from what describes the intervention before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trialparse.layouts.ctgov import paragraphs
from trialparse.layouts.draft import Draft
from trialparse.layouts.lines import Line
from trialparse.text import clean
from trialparse.values import read_enum

__all__ = ["Treatment", "read_arms", "treatment"]

_OTHER_NAMES = re.compile(r"(?:[*•-]\s*)?other names?\s*:\s*", re.IGNORECASE)
_MARK = re.compile(r"[*•]\s+")
_LISTED = re.compile(r"[*•·-]|\(?\d{1,2}[.)]\s|[a-z]")
_LONGEST_LABEL = 120


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


def treatment(line: Line) -> Treatment | None:
    """The intervention a line `Type: name` is."""
    head = _head(line, "intervention_type")
    return Treatment(*head) if head else None


def _head(line: Line, table: str) -> tuple[Line, Line] | None:
    colon = line.text.find(":", 0, 30)
    if colon < 0 or read_enum(table, line.text[:colon]) is None:
        return None
    kind, name = line.part(0, colon), line.part(colon + 1)
    return (kind, name) if name.text else None


def read_arms(draft: Draft, listed: Sequence[Treatment], lines: Sequence[Line], spaced: bool) -> None:
    """Read the table's lines, and the interventions another place lists; `spaced` tables part their cells by a line."""
    known = {each.key for each in listed}
    arms, treatments = _rows(draft, lines, known, spaced)
    for arm in arms:
        _put_arm(draft, arm)
    first: dict[str, Treatment] = {}
    for each in treatments:
        if each.key not in first or not first[each.key].under:
            first[each.key] = each
    for each in listed or first.values():
        _put_treatment(draft, first.get(each.key, each), each)
    draft.take(lines)


def _rows(draft: Draft, lines: Sequence[Line], known: set[str], spaced: bool) -> tuple[list[Arm], list[Treatment]]:
    """Arms in their order, and all interventions in theirs."""
    arms: list[Arm] = []
    treatments: list[Treatment] = []
    typed = any(_head(line, "arm_type") for line in lines)
    last: Arm | Treatment | None = None
    for paragraph in paragraphs(draft, lines):
        for place, line in enumerate(paragraph):
            opens = place == 0 or not spaced
            found = treatment(line) if opens else None
            if found and (not known or found.key in known):
                treatments.append(found)
                if arms:
                    arms[-1].treatments.append(found)
                last = found
                continue
            head = _head(line, "arm_type") if opens else None
            if head or (not typed and _opens_group(last, paragraph, place, spaced)):
                last = Arm(*head) if head else Arm(None, line)
                arms.append(last)
            elif last is not None:
                last.under.append(line)
    return arms, treatments


def _opens_group(last: Arm | Treatment | None, paragraph: Sequence[Line], place: int, spaced: bool) -> bool:
    """Whether a line without a type is the label of a group."""
    line = paragraph[place]
    if last is None:
        return True
    if len(line.text) > _LONGEST_LABEL or _LISTED.match(line.text) or line.text.endswith((".", ":", ";", ",")):
        return False
    if spaced:
        return place == 0
    following = paragraph[place + 1 : place + 2]
    listed = bool(following) and _LISTED.match(following[0].text) is not None
    return place > 0 and bool(last.under) and not listed and not _OTHER_NAMES.match(last.under[-1].text)


def _put_arm(draft: Draft, arm: Arm) -> None:
    place = f"arms[{len(draft.values.get('arms', ()))}]"
    kind = (read_enum("arm_type", arm.kind.text), arm.kind) if arm.kind else None
    owner = draft.item("arms", label=arm.label, type=kind, description=arm.under)
    names = [each.name for each in arm.treatments]
    if names:
        owner["interventions"] = [clean(draft.raw[name.start : name.end]) for name in names]
    for number, name in enumerate(names):
        draft.spans[f"{place}.interventions[{number}]"] = name.start, name.end


def _put_treatment(draft: Draft, found: Treatment, listed: Treatment) -> None:
    place = f"interventions[{len(draft.values.get('interventions', ()))}]"
    description, others = _described(found.under)
    kind = (read_enum("intervention_type", listed.kind.text), listed.kind)
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
