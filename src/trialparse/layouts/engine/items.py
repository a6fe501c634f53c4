"""Readers of what many registries show alike: lists of names, outcomes, sponsors, contacts, ages, and the criteria."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, pairwise
from types import MappingProxyType
from typing import Any

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import JointReader
from trialparse.layouts.engine.lines import Line, key_of
from trialparse.layouts.engine.order import loosely
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.engine.sides import other_side
from trialparse.model.criterion import Kind
from trialparse.values import find_ids, former_criteria, is_missing, read_age, read_enum, read_phases

__all__ = [
    "age_on_lines",
    "ages",
    "conditions",
    "contacts",
    "criteria",
    "enrollment",
    "first_of",
    "id_and_title",
    "identifiers",
    "identity",
    "interventions",
    "joined",
    "names",
    "outcomes",
    "phases",
    "read_age_range",
    "sex",
    "sponsors",
    "study_design",
]

CONTACT = {"name": "name", "telephone": "phone", "phone": "phone", "tel": "phone", "email": "email", "e-mail": "email"}
_OTHER = ("address", "affiliation", "fax", "country", "designation", "institution", "postcode", "title", "type")
_PART = re.compile(r"[^;]+")
_ID = re.compile(r"[^;,]+")
_CTIS = re.compile(r"20\d\d-5\d{5}-\d\d-\d\d")
_PLANNED = re.compile(r"planned sample size:\s{0,3}(\d[\d,]{0,9})", re.IGNORECASE)
_INTERVENTION = re.compile(r"([^:]{1,40}):\s*(\S.*)")
_LIMIT = r"\d{1,3}(?:\.\d{1,2})?"
_UNIT = r"[A-Za-z]{1,7}(?:\(s\))?(?:\s?old)?"
_AGES = (
    re.compile(
        rf"(?:from\s)?(?P<low>{_LIMIT})\s*(?P<unit>{_UNIT})?\s*(?:-|to|until|through)\s*(?P<high>{_LIMIT}\s*(?:{_UNIT})?)",
        re.I,
    ),
    re.compile(
        rf"(?:≥|>=|from|at least)?\s*(?P<low>{_LIMIT})\s*(?P<unit>{_UNIT})?\s*(?:and|or|\+)\s*(?:older|over|above|up)?",
        re.I,
    ),
    re.compile(rf"(?:≥|>=|from|at least)\s*(?P<low>{_LIMIT})\s*(?P<unit>{_UNIT})?", re.I),
    re.compile(rf"(?:up to|≤|<=|until)\s*(?P<high>{_LIMIT}\s*(?:{_UNIT})?)", re.I),
    re.compile(rf"(?P<high>{_LIMIT}\s*(?:{_UNIT})?)\s*(?:and|or)\s*(?:younger|under|below)", re.I),
)
_NOTHING = "-/? "
_HAN = re.compile(r"[|\u3400-\u9fff]{1,9}")
_BARS = re.compile(r"\|")
_LATIN = re.compile(r"[A-Za-z]")
_TITLE = re.compile(r"(?!skip to|.{0,99}(?:register|registry)\Z)[^\s>|]+(?:\s[^\s>|]+){2,99}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:\shttps?://\S{1,200})?\Z")
_MARKER = re.compile(r"(?<!\S)\(?\d{1,2}[.)]\s{1,3}")
_ICD = re.compile(r"(?:[A-Z]\d{2}(?:\.\d{1,2})?\s{0,2}-\s)?")
_GROUPS = re.compile(r"\s*\((?:[A-Z][\w\s,]{1,60})\)\Z")
_GROUP = r"(?:child|adult|older[ _]adult)"
_AGE_GROUPS = re.compile(rf"{_GROUP}(?:, ?{_GROUP}){{0,2}}", re.IGNORECASE)  # they give no limits
_DESIGN_LABELS = {
    "allocation": "allocation|randomi[sz]ation",
    "intervention_model": "intervention model|assignment",
    "primary_purpose": "(?:primary |study design )?purpose",
    "masking": "masking|blinding",
}
_DESIGN = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{labels})' for name, labels in _DESIGN_LABELS.items())})\s?:\s{{0,3}}"
    r"(?P<value>[^.;,:()]{1,40}(?:\([^()]{1,40}\))?)",
    re.IGNORECASE,
)
_TIME = re.compile(r"time\s?(?:points?|frames?|point\(s\))\s?:", re.IGNORECASE)
_MATRIX = re.compile(r"\((phase [iv]{1,3})\)[^:]{0,60}:\s*(yes|no)\b", re.IGNORECASE)


def parts(lines: Sequence[Line], shape: re.Pattern[str] = _PART) -> Iterator[Line]:
    """What stands on the lines between semicolons, or the signs that no part of this shape has."""
    for line in map(Line.unmarked, lines):
        for match in shape.finditer(line.text):
            part = line.part(*match.span())
            if part.text and not is_missing(part.text):
                yield part


def joined(lines: Sequence[Line]) -> list[Line]:
    """Several lines as one, for a value that is spread over them."""
    if len(lines) < 2:
        return list(lines)
    text = " ".join(line.text for line in lines)
    return [Line(lines[0].start, lines[-1].end, text, text.lower())]


def names(path: str) -> Reader:
    """A name a line, or several between semicolons; the same name twice is one item."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        known = {key_of(name) for name in draft.values.get(path, ())}
        for part in parts(lines):
            if part.key not in known:
                known.add(part.key)
                draft.extend(path, *draft.words([part]))

    return reader


def conditions(draft: Draft, lines: Sequence[Line]) -> None:
    """A condition a line, or several between semicolons; the code of a classification before it is no part of it."""
    names("conditions")(draft, [line.part(_ICD.match(line.text).end()) for line in lines])  # type: ignore[union-attr]


def read_age_range(text: str) -> dict[str, tuple[dict[str, Any], int, int]] | None:
    """The limits a range of ages states and where, or None; of two limits the unit may stand with the second alone.

    Examples:
        >>> found = read_age_range("6 - 12 months") or {}
        >>> {name: (str(age["value"]), age["unit"]) for name, (age, *_) in found.items()}
        {'minimum_age': ('6', 'Months'), 'maximum_age': ('12', 'Months')}
        >>> list(read_age_range("18 Years and older (Adult, Older Adult)")), read_age_range("18 Years")
        (['minimum_age'], None)
    """
    words = _GROUPS.sub("", text).rstrip()
    match = next((matched for shape in _AGES if (matched := shape.fullmatch(words))), None)
    if match is None:
        return None
    given = match.groupdict()
    low, high = given.get("low"), given.get("high")
    unit = given.get("unit") or (high or "").lstrip("0123456789. ")
    found: dict[str, tuple[dict[str, Any], int, int]] = {}
    for name, part, age in (("minimum_age", "low", low and f"{low} {unit}"), ("maximum_age", "high", high)):
        value = read_age(age) if age else None
        if age and value is None:
            return None
        if value:
            found[name] = (
                value,
                match.start(part),
                match.end("unit") if part == "low" and given["unit"] else match.end(part),
            )
    return found


def age_on_lines(path: str) -> Reader:
    """Number, unit and comparator, on one line or one each; the unit perhaps in two languages, or with no number."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        for line in joined(lines[:3]):
            other = _HAN if _LATIN.search(line.text) else _BARS
            words = " ".join(other.sub(" ", line.text).split())
            if read_age(f"1 {words.lstrip(_NOTHING)}"):
                draft.take([line])
            else:
                read.age(path)(draft, [line._replace(text=words, key=words.lower())])

    return reader


def ages(draft: Draft, lines: Sequence[Line]) -> None:
    """`18 Years to 65 Years`, `18 and older`."""
    if not lines or is_missing(lines[0].text):
        return
    line = lines[0]
    if _AGE_GROUPS.fullmatch(line.text):
        draft.take([line])
        return
    found = read_age_range(line.text)
    if found is None:
        draft.take([line])
        draft.report("unknown-value", "not a range of ages", [line], "eligibility.minimum_age")
    for name, (value, start, end) in (found or {}).items():
        span = {"start": line.start + start, "end": line.start + end}
        draft.put(f"eligibility.{name}", value | {"span": span}, line.start + start, line.start + end)


def interventions(draft: Draft, lines: Sequence[Line]) -> None:
    """`Drug: Placebo` a line, as ClinicalTrials.gov gives them; in prose no name is sure."""
    matches = [_INTERVENTION.fullmatch(line.text) for line in lines]
    kinds = [match and read_enum("intervention_type", match[1]) for match in matches]
    if not all(kinds):
        return
    for line, match, kind in zip(lines, matches, kinds, strict=True):
        if match and kind:
            draft.item("interventions", name=line.part(match.start(2)), type=(kind, line.part(0, match.end(1))))


def sex(draft: Draft, lines: Sequence[Line], spellings: Mapping[str, str] = MappingProxyType({})) -> None:
    """`Both`, or `Female: yes` and `Male: yes` on a line each."""
    read.enum("eligibility.sex", "sex", spellings)(draft, joined(lines))


def phases(draft: Draft, lines: Sequence[Line]) -> None:
    """One phase, or a yes or no to each of four."""
    asked = [(line, match) for line in lines for match in _MATRIX.finditer(line.text)]
    if not asked:
        read.phases(draft, lines)
        return
    draft.take(lines)
    for line, match in asked:
        for phase in read_phases(match[1]) or () if match[2].lower() == "yes" else ():
            draft.extend("phases", phase, line.start, line.end)


def study_design(draft: Draft, lines: Sequence[Line]) -> None:
    """`Allocation: Randomized. Masking: Open label.`: what the API has a word for, of a text that tells more."""
    draft.take(lines)
    for line in lines:
        for match in _DESIGN.finditer(line.text):
            table = next(name for name in _DESIGN_LABELS if match[name])
            value = read_enum(table, match["value"])
            if value is not None:
                part = line.part(*match.span("value"))
                draft.put(f"design.{table}", value, part.start, part.end)


def outcomes(kind: str) -> Reader:
    """An outcome a line, behind its number if that is the only one on it, and perhaps its time on the line below."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        before: tuple[dict[str, Any], str] | None = None  # the outcome above, and its place
        for line in lines:
            when = _TIME.match(line.text)
            told = line.part(when.end()) if when is not None else line
            if when is not None and before is not None and told.text and not _MARKER.match(told.text):
                draft.field(*before, "time_frame", told)
                before = None
                continue
            markers = list(_MARKER.finditer(line.text))
            measure = line.part(markers[0].end()) if len(markers) == 1 and not markers[0].start() else line
            if not is_missing(measure.text):
                found = draft.item("outcomes", measure=measure, type=(kind, line))
                before = found, f"outcomes[{len(draft.values['outcomes']) - 1}]"

    return reader


def sponsors(role: str) -> Reader:
    """A sponsor a line."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        for line in lines:
            if not is_missing(line.text):
                draft.item("sponsors", name=line, role=(role, line))

    return reader


def identifiers(**told: str) -> Reader:
    """An identifier a line, or several between signs; `told` is what the label says of them: type or source."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        known = {key_of(each["id"]) for each in draft.values.get("identifiers", ()) if "id" in each}
        for part in parts(lines, _ID):
            if part.key in known:
                continue
            known.add(part.key)
            shown = {"type": "CTIS"} if "type" in told and _CTIS.fullmatch(part.text) else {}
            draft.item("identifiers", id=part, **{name: (value, part) for name, value in (told | shown).items()})

    return reader


def enrollment(kind: str | None = None) -> Reader:
    """The number of participants, `kind` its type where the label tells it."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        planned = _PLANNED.match(lines[0].text) if lines else None
        read.count(draft, [lines[0].part(*planned.span(1))] if planned else lines)
        if kind and "enrollment" in draft.values:
            draft.values["enrollment"].setdefault("type", kind)

    return reader


def first_of(*choices: Reader) -> JointReader:
    """Of labels that may give one field, the first with a value: a reader for each, or one for all."""

    def reader(draft: Draft, *under: Sequence[Line]) -> None:
        for lines, choice in zip(under, cycle(choices), strict=False):
            if lines and not is_missing(lines[0].text):
                choice(draft, lines)
                break
        for lines in under:
            draft.take(lines)

    return reader


def identity(draft: Draft, lines: Sequence[Line]) -> None:
    """Above all labels, a line that is an id and nothing else, but for its address."""
    named = [line.part(0, _ADDRESS.search(line.text).start()) for line in lines]  # type: ignore[union-attr]
    ids = [line for line in named for found in find_ids(line.text)[:1] if found.end - found.start == len(line.text)]
    if len(ids) == 1:
        read.trial_id(draft, ids)


def id_and_title(draft: Draft, lines: Sequence[Line]) -> None:
    """Above all labels the title, and perhaps the id with its address; where these are not, a title has some words."""
    identity(draft, lines)
    known = len(lines) > 1 and "id" in draft.values
    if lines and "://" not in lines[-1].text and (known or _TITLE.fullmatch(lines[-1].text)):
        read.text("title")(draft, lines[-1:])


def contacts(labels: Mapping[str, str] = CONTACT) -> Reader:
    """People, each of labelled lines that begin with the name."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        draft.take(lines)
        blocks = [block for block in loosely(lines, (*labels, *_OTHER)) if block.label]
        starts = [place for place, block in enumerate(blocks) if labels.get(block.label) == "name"]
        for start, end in pairwise([*starts, len(blocks)]):
            found = {
                labels[block.label]: block.lines[0]
                for block in reversed(blocks[start:end])
                if block.label in labels and block.lines and not is_missing(block.lines[0].text)
            }
            if found:
                draft.item("contacts", **found)

    return reader


def criteria(kind: Kind = "unknown") -> Reader:
    """Criteria of one kind, which the label tells; of an unknown kind, a text whose own headings tell it."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        if not lines:
            return
        draft.take(lines)
        start, end = lines[0].start, lines[-1].end
        if _heads_columns(draft, lines[0], kind):
            draft.sections.append((draft.heading[0].start, end, "unknown"))
        else:
            draft.sections += [(*part, kind) for part in _in_force(draft, lines)]
        if kind != "unknown" and draft.heading:
            start = draft.heading[0].start
        if draft.eligibility is not None:
            start, end = min(start, draft.eligibility[0]), max(end, draft.eligibility[1])
        draft.eligibility = start, end

    return reader


def _in_force(draft: Draft, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretches of criteria that the page does not call former."""
    place, end = lines[0].start, lines[-1].end
    for start, stop, heading in former_criteria(draft.folded[place:end]):
        above = [line for line in lines if line.start == lines[0].start + start]
        message = f"criteria that the page calls former are left out: {heading}"
        draft.report("former-criteria", message, above, "eligibility.criteria", "info")
        yield place, lines[0].start + start
        place = lines[0].start + stop
    yield place, end


def _heads_columns(draft: Draft, line: Line, kind: Kind) -> bool:
    """Whether the label of one side has that of the other beside it: they are the head of a table."""
    if kind == "unknown" or not draft.heading or not other_side(line, kind):
        return False
    return "\n" not in draft.folded[draft.heading[0].start : line.start]
