"""The EU Clinical Trials Register's text: a code, a label and a value a line, a record for each member state.

The codes are those of the European application form; they come in its order, and so a line of a text that happens to
begin like one is told from the form's own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout, cut_at
from trialparse.layouts.engine.lines import Line, key_of
from trialparse.layouts.engine.order import labels_in, opened_by
from trialparse.layouts.engine.readers import Reader
from trialparse.values import read_flag

__all__ = ["EUCTR"]

_PARTS = r"Protocol|Sponsor|Applicant|IMP|Information|General|Population|Investigator|Review|Competent|Date|Ethics|End"
_CODED = re.compile(
    rf"(?P<letter>[A-HNP])\.(?:(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,5}})\s|\s(?={_PARTS}))[^:?]{{1,240}}?"
    r"(?P<language>\s\([a-z]{2}\)\s?)?(?::|\?|$)"
)
_IN_ORDER = "EF"  # in these parts no code comes again after a later one
_TRANSLATION = "translation"


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks by code, the head's by label."""
    head = {cut[0]: cut for cut in labels_in(lines, frozenset(_HEAD))}
    cuts: list[tuple[int, int, str, Line | None]] = []
    last: tuple[str, tuple[int, ...]] = ("", ())
    for place, line in enumerate(lines):
        coded = _CODED.match(line.text)
        if coded is None:
            if place in head and last[0] in ("", "N", "P"):
                cuts.append(head[place])
            continue
        number = tuple(map(int, (coded["number"] or "0").split(".")))
        code = (coded["letter"], number if coded["letter"] in _IN_ORDER else ())
        if code < last:
            continue
        last = code
        rest = line.part(coded.end())
        cuts.append((place, place + 1, _label(coded), rest if rest.text else None))
    return list(_in_one_language(cut_at(lines, cuts)))


def _label(coded: re.Match[str]) -> str:
    if coded["number"]:
        return f"{coded['letter']}.{coded['number']}{coded['language'] or ''}"
    return key_of(coded[0])


def _in_one_language(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each field once: in a second language it is a translation, unless it stands in that language alone."""
    filled: set[str] = set()
    for block in blocks:
        code = block.label.partition(" (")[0]
        translated = code != block.label and code in filled
        if block.lines and not translated:
            filled.add(code)
        yield replace(block, label=_TRANSLATION if translated else code)


def _translation(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(lines)
    draft.report("translation", "the same in a second language, left as it is", lines, None, "info")


def _country(draft: Draft, lines: Sequence[Line]) -> None:
    """`Spain - AEMPS`: the state and its authority."""
    if lines:
        dash = lines[0].text.find(" - ")
        items.names("countries")(draft, [lines[0].part(0, dash) if dash > 0 else lines[0]])
        draft.take(lines)


def _contact(name: str) -> Reader:
    """A field of the contact that the last sponsor names."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        known = draft.values.setdefault("contacts", [])
        draft.take(lines)
        if lines and (name == "name" or not known or name in known[-1]):
            draft.item("contacts", **{name: lines[0]})
        elif lines:
            draft.field(known[-1], f"contacts[{len(known) - 1}]", name, lines[0])

    return reader


def _sponsor_class(draft: Draft, lines: Sequence[Line]) -> None:
    """Commercial or not, of the last sponsor; not a word of the API's, and kept."""
    known = draft.values.get("sponsors", ())
    if lines and known:
        path = f"sponsors[{len(known) - 1}]"
        draft.field(known[-1], path, "class", lines[0])
        draft.report("unknown-value", "not a class of the API's", lines[:1], f"{path}.class")


def _intervention(draft: Draft, lines: Sequence[Line]) -> None:
    if lines:
        draft.item("interventions", name=lines[0])


def _outcome(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        if lines:
            draft.item("outcomes", measure=lines, type=(kind, lines[0]))

    return reader


def _time_frame(kind: str) -> Reader:
    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        known = draft.values.get("outcomes", ())
        if lines and known and known[-1]["type"] == kind:
            draft.field(known[-1], f"outcomes[{len(known) - 1}]", "time_frame", lines)

    return reader


def _said_yes(lines: Sequence[Line]) -> bool:
    return bool(lines) and read_flag(lines[0].text) is True


def _phases(draft: Draft, *answers: Sequence[Line]) -> None:
    for phase, lines in zip(("PHASE1", "PHASE2", "PHASE3", "PHASE4"), answers, strict=True):
        draft.take(lines)
        if _said_yes(lines):
            draft.extend("phases", phase, lines[0].start, lines[0].end)


def _sex(draft: Draft, female: Sequence[Line], male: Sequence[Line]) -> None:
    draft.take([*female, *male])
    told = [lines[0] for lines in (female, male) if _said_yes(lines)]
    if told:
        value = "ALL" if len(told) == 2 else "FEMALE" if _said_yes(female) else "MALE"
        draft.put("eligibility.sex", value, told[0].start, told[-1].end)
    elif female or male:
        draft.report("unknown-value", "neither sex is said to take part", [*female, *male], "eligibility.sex")


def _enrollment(draft: Draft, whole: Sequence[Line], state: Sequence[Line], multinational: Sequence[Line]) -> None:
    """The number in the whole trial; the member state's where it is the only one."""
    alone = bool(multinational) and read_flag(multinational[0].text) is False
    draft.take(state)
    read.count(draft, whole or (state if alone else ()))


def _one_of(path: str, *values: str) -> Reader:
    """The value whose question is answered with yes, where only one is."""

    def reader(draft: Draft, *answers: Sequence[Line]) -> None:
        told = [(value, lines[0]) for value, lines in zip(values, answers, strict=True) if _said_yes(lines)]
        for lines in answers:
            draft.take(lines)
        if len(told) == 1:
            draft.put(path, told[0][0], told[0][1].start, told[0][1].end)

    return reader


_HEAD: dict[str, Reader] = {
    "summary": read.skip,
    "eudract number": read.trial_id,
    "sponsor's protocol code number": items.identifiers(source="org_study_id"),
    "national competent authority": read.skip,
    "clinical trial type": read.skip,
    "trial status": read.enum("status", "status"),
    "date on which this record was first entered in the eudract database": read.skip,
    "link": read.skip,
}
_CODES: dict[str, Reader] = {
    _TRANSLATION: _translation,
    "A.1": _country,
    "A.2": read.trial_id,
    "A.3": read.prose("official_title"),
    "A.3.1": read.prose("title"),
    "A.5.1": items.identifiers(type="REGISTRY"),
    "A.5.2": items.identifiers(type="REGISTRY"),
    "A.5.3": items.identifiers(type="REGISTRY"),
    "A.5.4": items.identifiers(type="OTHER"),
    "B.1.1": items.sponsors("lead"),
    "B.3.1": _sponsor_class,
    "B.5.2": _contact("name"),
    "B.5.4": _contact("phone"),
    "B.5.6": _contact("email"),
    "D.3.1": _intervention,
    "E.1.1": read.each("conditions"),
    "E.3": items.criteria("inclusion"),
    "E.4": items.criteria("exclusion"),
    "E.5.1": _outcome("primary"),
    "E.5.1.1": _time_frame("primary"),
    "E.5.2": _outcome("secondary"),
    "E.5.2.1": _time_frame("secondary"),
    "E.8.6.3": items.names("countries"),
    "F.3.1": read.flag("eligibility.healthy_volunteers"),
    "p. date of the global end of the trial": read.date("completion_date"),
}

EUCTR = Layout(
    name="euctr",
    readers=_HEAD | _CODES,
    cut=_cut,
    signs=frozenset(_HEAD)
    | {
        "a.1 member state concerned",
        "a.2 eudract number",
        "b.1.1 name of sponsor",
        "e.3 principal inclusion criteria",
        "e.4 principal exclusion criteria",
        "f.1 age range",
        "f.2.1 female",
        "e.8.1 controlled",
        "p. end of trial status",
    },
    needed=3,
    registry="EU Clinical Trials Register",
    day_first=True,
    joint={
        ("E.7.1", "E.7.2", "E.7.3", "E.7.4"): _phases,
        ("F.2.1", "F.2.2"): _sex,
        ("F.4.2.2", "F.4.1", "E.8.5"): _enrollment,
        ("E.8.1.1",): _one_of("design.allocation", "RANDOMIZED"),
        ("E.8.1.2", "E.8.1.3", "E.8.1.4"): _one_of("design.masking", "NONE", "SINGLE", "DOUBLE"),
        ("E.8.1.5", "E.8.1.6"): _one_of("design.intervention_model", "PARALLEL", "CROSSOVER"),
    },
    openings=opened_by("eudract number", "a.1 member state concerned"),
)
