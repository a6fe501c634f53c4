"""Study groups and interventions of the mirror's page: which line names an arm, which an intervention, which describes.

Neither section tells it alone. An intervention stands in both, as name, type, description among the groups and as name,
description, type in its own section; where the page shows no types, the stretch of lines that stands in both is one.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trialparse.layouts.draft import Draft
from trialparse.layouts.lines import Line
from trialparse.text import clean
from trialparse.values import read_enum

__all__ = ["read_groups"]

_CONTINUES = re.compile(r"[*•·-]|\(?\d{1,2}[.)]\s|[a-z]")


@dataclass(slots=True)
class Treatment:
    """An intervention's lines."""

    name: Line
    kind: Line | None = None
    description: Sequence[Line] = ()
    other_names: list[Line] = field(default_factory=list)


Found = tuple[Treatment, int]  # a treatment, and how many lines it takes


def read_groups(draft: Draft, groups: Sequence[Line], interventions: Sequence[Line]) -> None:
    """Read both sections."""
    typed = any(_kind(line) for line in (*groups, *interventions))
    if typed:
        named = {_same(line) for line, following in pairwise(groups) if _kind(following)}
        treatments = _typed(interventions, named)
    else:
        treatments = _bare(draft, interventions, groups)
    known = {_same(treatment.name): treatment for treatment in treatments}
    find = _find_typed(groups, known) if typed else _find_bare(groups, known)
    _read_arms(draft, groups, find)
    for treatment in treatments:
        _read_treatment(draft, treatment)


def _kind(line: Line) -> Line | None:
    return line.after("Intervention Type")


def _same(line: Line) -> str:
    """What is equal in two copies of a line."""
    return "".join(line.text.split())


def _run(lines: Iterable[Line]) -> list[str]:
    return [_same(line) for line in lines]


def _typed(lines: Sequence[Line], named: set[str]) -> list[Treatment]:
    """Name and description stand before each type; other names, which the groups do not show as names, after it."""
    found: list[Treatment] = []
    start = 0
    for place, line in enumerate(lines):
        kind = _kind(line)
        if kind is None:
            continue
        before, start = lines[start:place], place + 1
        if not before:
            continue
        first = next((n for n, each in enumerate(before) if _same(each) in named), 0) if found else 0
        if first:
            found[-1].other_names.extend(before[:first])
        found.append(Treatment(before[first], kind, before[first + 1 :]))
    if found:
        found[-1].other_names.extend(lines[start:])
    return found


def _bare(draft: Draft, lines: Sequence[Line], groups: Sequence[Line]) -> list[Treatment]:
    """Name and description by turns, where that is how they stand in the groups."""
    if len(lines) == 1:
        return [Treatment(lines[0])]
    pairs = [lines[place : place + 2] for place in range(0, len(lines), 2)]
    shown = _run(groups)
    sure = len(lines) % 2 == 0 and all(not shown or _place_of(_run(pair), shown) is not None for pair in pairs)
    if not sure and lines:
        draft.report("ambiguous-interventions", "no label tells names from descriptions", lines, "interventions")
        return []
    return [Treatment(name, None, [description]) for name, description in pairs]


def _place_of(run: list[str], lines: list[str]) -> int | None:
    return next((place for place in range(len(lines)) if lines[place : place + len(run)] == run), None)


def _find_typed(lines: Sequence[Line], known: dict[str, Treatment]) -> Callable[[int], Found | None]:
    """An intervention is a name with a type after it; its description is the one its own section gives."""

    def find(place: int) -> Found | None:
        kind = _kind(lines[place + 1]) if place + 1 < len(lines) else None
        if kind is None:
            return None
        treatment = known.get(_same(lines[place]), Treatment(lines[place], kind, lines[place + 2 : place + 3]))
        description = _run(treatment.description)
        described = _run(lines[place + 2 : place + 2 + len(description)]) == description
        return treatment, 2 + (len(description) if described else 0)

    return find


def _find_bare(lines: Sequence[Line], known: dict[str, Treatment]) -> Callable[[int], Found | None]:
    """An intervention is its name with its description after it."""
    shown = _run(lines)

    def find(place: int) -> Found | None:
        treatment = known.get(shown[place])
        if treatment is None:
            return None
        run = [shown[place], *_run(treatment.description)]
        return (treatment, len(run)) if shown[place : place + len(run)] == run else None

    return find


def _read_arms(draft: Draft, lines: Sequence[Line], find: Callable[[int], Found | None]) -> None:
    """An arm is its label, description, type, and the interventions that follow."""
    grouped = any(line.after("Group Type") for line in lines)
    place = 0
    while place < len(lines):
        start, place = place, place + 1
        while place < len(lines) and not lines[place].after("Group Type") and not find(place):
            place += 1
        own, kind = lines[start:place], None
        if place < len(lines) and (kind := lines[place].after("Group Type")):
            place += 1
        last = place >= len(lines)
        for arm in _split(own) if last and not grouped else [own]:
            owner = draft.item("arms", label=arm[0], description=arm[1:], type=_value(kind, "arm_type"))
        names: list[Line] = []
        while place < len(lines) and (found := find(place)):
            names.append(lines[place])
            draft.take(lines[place : place + found[1]])
            place += found[1]
        _read_names(draft, owner, names)


def _split(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Arms that have no type and no intervention: label and description by turns, lists being part of a description."""
    starts = [0]
    for place in range(2, len(lines)):
        listed = _CONTINUES.match(lines[place].text) or lines[place - 1].text.endswith(":")
        if place - starts[-1] >= 2 and not listed:
            starts.append(place)
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _value(line: Line | None, table: str) -> tuple[str, Line] | Line | None:
    value = read_enum(table, line.text) if line else None
    return (value, line) if line and value else line


def _read_names(draft: Draft, owner: dict[str, object], names: Sequence[Line]) -> None:
    place = f"arms[{len(draft.values['arms']) - 1}].interventions"
    owner["interventions"] = [clean(draft.raw[name.start : name.end]) for name in names]
    for number, name in enumerate(names):
        draft.spans[f"{place}[{number}]"] = name.start, name.end


def _read_treatment(draft: Draft, treatment: Treatment) -> None:
    owner = draft.item(
        "interventions",
        name=treatment.name,
        type=_value(treatment.kind, "intervention_type"),
        description=treatment.description,
    )
    if treatment.other_names:
        draft.take(treatment.other_names)
        owner["other_names"] = [clean(draft.raw[line.start : line.end]) for line in treatment.other_names]
