"""Study groups and interventions of the mirror's page: which line names an arm, which an intervention, which describes.

Neither section tells it alone. An intervention stands in both, as name, type, description among the groups and as name,
description, type in its own section; where the page shows no types, the stretch of lines that stands in both is one.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.text import clean
from trialparse.values import read_enum

__all__ = ["read_groups"]

_LONGEST_LABEL = 120
_MOST_WORDS = 7  # of a name
_UNTOLD = "no label tells names from descriptions"
_CONTINUES = re.compile(r"[*•·-]|\(?\d{1,2}[.)]\s|[a-z]")


@dataclass(slots=True)
class Treatment:
    """An intervention's lines."""

    name: Line
    kind: Line | None = None
    description: Sequence[Line] = ()
    other_names: list[Line] = field(default_factory=list)


Known = dict[str, set[tuple[str, ...]]]  # the descriptions of a name, which several interventions may share
Find = Callable[[int], int | None]  # how many lines the intervention at a place takes


def read_groups(draft: Draft, groups: Sequence[Line], interventions: Sequence[Line]) -> None:
    """Read both sections."""
    typed = any(_kind(line) for line in (*groups, *interventions))
    if typed:
        named = {_same(line) for line, following in pairwise(groups) if _kind(following)}
        treatments = _typed(draft, interventions, named)
    else:
        treatments = _bare(draft, interventions, groups)
    known: Known = {}
    for treatment in treatments:
        known.setdefault(_same(treatment.name), set()).add(tuple(_run(treatment.description)))
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


def _typed(draft: Draft, lines: Sequence[Line], named: set[str]) -> list[Treatment]:
    """Name and description stand before each type; other names, which the groups do not show as names, after it."""
    found: list[Treatment] = []
    last: Treatment | None = None  # whose other names come next
    start = 0
    for place, line in enumerate(lines):
        kind = _kind(line)
        if kind is None:
            continue
        before, start = lines[start:place], place + 1
        if not before:
            continue
        first = _name_among(before, named) if found else 0
        if first is None:
            draft.report("ambiguous-interventions", _UNTOLD, before, "interventions")
            last = None
            continue
        if last is not None:
            last.other_names.extend(before[:first])
        last = Treatment(before[first], kind, before[first + 1 :])
        found.append(last)
    if last is not None:
        last.other_names.extend(lines[start:])
    return found


def _name_among(lines: Sequence[Line], named: set[str]) -> int | None:
    """Which of the lines above a type is the name: one that the groups show, or else the only one that may be."""
    shown = next((place for place, line in enumerate(lines) if _same(line) in named), None)
    if shown is None and not any(_may_be_name(lines, place) for place in range(1, len(lines))):
        return 0
    return shown


def _may_be_name(lines: Sequence[Line], place: int) -> bool:
    """Whether a line may be a name, as one that no sign shows to be a description and that has few words."""
    return _is_label(lines, place) and len(lines[place].text.split()) <= _MOST_WORDS


def _bare(draft: Draft, lines: Sequence[Line], groups: Sequence[Line]) -> list[Treatment]:
    """Name and description by turns, where that is how they stand in the groups, or else as they read."""
    if len(lines) == 1:
        return [Treatment(lines[0])]
    pairs = [lines[place : place + 2] for place in range(0, len(lines), 2)]
    shown = _run(groups)
    described = (
        set(pairwise(shown))
        if shown
        else {tuple(_run(pair)) for pair in pairs if pair[1:] and not _may_be_name(pair, 1)}
    )
    names = {_same(pair[0]) for pair in pairs if tuple(_run(pair)) in described}
    if lines and (len(lines) % 2 or not all(_same(pair[0]) in names for pair in pairs)):
        draft.report("ambiguous-interventions", _UNTOLD, lines, "interventions")
        return []
    return [Treatment(name, None, [description]) for name, description in pairs]


def _find_typed(lines: Sequence[Line], known: Known) -> Find:
    """An intervention is a name with a type after it; its description is the one its own section gives."""
    shown = _run(lines)

    def find(place: int) -> int | None:
        if place + 1 >= len(lines) or not _kind(lines[place + 1]):
            return None
        descriptions = known.get(shown[place])
        if descriptions is None:
            return 2 + len(lines[place + 2 : place + 3])
        return 2 + (_described(descriptions, shown, place + 2) or 0)

    return find


def _find_bare(lines: Sequence[Line], known: Known) -> Find:
    """An intervention is its name with its description after it."""
    shown = _run(lines)

    def find(place: int) -> int | None:
        length = _described(known.get(shown[place], ()), shown, place + 1)
        return None if length is None else 1 + length

    return find


def _described(descriptions: Iterable[tuple[str, ...]], shown: list[str], place: int) -> int | None:
    """How many lines the longest of the descriptions that stand at a place takes, None where none stands there."""
    fitting = [len(each) for each in descriptions if shown[place : place + len(each)] == list(each)]
    return max(fitting, default=None)


def _read_arms(draft: Draft, lines: Sequence[Line], find: Find) -> None:
    """An arm is its label, description, type, and the interventions that follow."""
    grouped = any(line.after("Group Type") for line in lines)
    place = 0
    while place < len(lines):
        start, place = place, _end_of_own(lines, place + 1, find)
        own, kind = lines[start:place], None
        if place < len(lines) and (kind := lines[place].after("Group Type")):
            place += 1
        for arm in [own] if grouped else _split(own):
            owner = draft.item("arms", label=arm[0], description=arm[1:], type=_value(kind, "arm_type"))
        names: list[Line] = []
        while place < len(lines) and (length := find(place)):
            names.append(lines[place])
            draft.take(lines[place : place + length])
            place += length
        _read_names(draft, owner, names)
        if not grouped and not names and len(own) == 2 and _is_label(own, 1):
            draft.report("ambiguous-arms", "no label tells whether the second line is an arm", own, "arms", "info")


def _end_of_own(lines: Sequence[Line], place: int, find: Find) -> int:
    """The place of an arm's type or of its first intervention, which ends its own lines."""
    while place < len(lines) and not lines[place].after("Group Type") and not find(place):
        place += 1
    return place


def _split(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Arms without type or intervention: a label each, and a description of one line or more."""
    starts = [0]
    for place in range(2, len(lines)):
        if place - starts[-1] >= 2 and _is_label(lines, place):
            starts.append(place)
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _is_label(lines: Sequence[Line], place: int) -> bool:
    """Whether a line may be a label: short, no sentence, no part of a list and no heading of one."""
    line, following = lines[place], lines[place + 1 : place + 2]
    listed = _CONTINUES.match(line.text) or (following and _CONTINUES.match(following[0].text))
    return len(line.text) <= _LONGEST_LABEL and not line.text.endswith((".", ":", ";")) and not listed


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
