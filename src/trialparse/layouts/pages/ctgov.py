"""Readers of what both pages of ClinicalTrials.gov show alike."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import FOOTER, Line
from trialparse.layouts.engine.readers import Reader
from trialparse.text import clean
from trialparse.values import country, read_date_type, read_enum, read_place

__all__ = [
    "address",
    "ages",
    "columns",
    "criteria",
    "enrollment",
    "identifiers",
    "locations",
    "masking",
    "official",
    "paragraphs",
    "phases",
    "responsible",
    "results",
    "sponsors",
    "until_footer",
]

_BRACKETS = re.compile(r"\s*\(([^()]{0,200}(?:\([^()]{0,40}\)[^()]{0,40})?)\)\s*\Z")
_GAP = re.compile(r"\s{2,}|\t")
_ITEM = re.compile(r"[^,]+")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LIMIT = r"\d{1,3}\s{1,3}[A-Za-z]{3,7}"
_AGES = re.compile(
    rf"(?:(?P<minimum>{_LIMIT})\s+(?:to\s+(?P<maximum>{_LIMIT})|and\s+(?:older|over|up))|up\s+to\s+(?P<limit>{_LIMIT})"
    r"|(?:child|adult|older adult)(?:, (?:adult|older adult)){0,2}|N/A)\s*(?:\([^()]{0,60}\)?)?",
    re.IGNORECASE,
)
_LIMITS = (("Minimum Age", "eligibility.minimum_age"), ("Maximum Age", "eligibility.maximum_age"))
_DEGREES = re.compile(
    r"(?:ass|assistant|assoc|associate|asst|bsc?|bds|ba|dds|dmd|dnp|do|doc|doctor|dpt|dr|drph|dvm|edd|facs|frcp|habil|jr|ma|mba|mb|mbbs|mbchb|chb|md|master|masters|med|mm|mph|mphil|mres"
    r"|msc?|msn|msw|pharmd|phd|phil|post|prof|professor|psyd|pt|rn|scd|sr|tdpt){1,4}"
)
# Regions of one country that are countries of their own in other places.
_STATES = frozenset({"georgia", "puerto rico", "guam"})
_FOOTER = re.compile(rf"{FOOTER}|terms of (?:use|service)|all rights reserved", re.IGNORECASE)


def paragraphs(draft: Draft, lines: Iterable[Line]) -> list[list[Line]]:
    """The lines in runs that empty lines part."""
    found: list[list[Line]] = []
    for line in lines:
        if found and draft.folded.count("\n", found[-1][-1].end, line.start) < 2:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def columns(line: Line) -> list[Line]:
    """The parts of a line that more than one blank parts."""
    ends = [0, *(place for gap in _GAP.finditer(line.text) for place in gap.span()), len(line.text)]
    return [line.part(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]


def until_footer(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines before the site's own last ones."""
    end = next((place for place, line in enumerate(lines) if _FOOTER.match(line.text)), len(lines))
    return lines[:end]


def results(draft: Draft, lines: Sequence[Line]) -> None:
    """Whether results are posted, where a line says so."""
    draft.take(lines)
    for line in lines:
        if line.key in ("no results posted", "results posted", "study results", "has results"):
            draft.put("has_results", line.key != "no results posted", line.start, line.end)


def phases(draft: Draft, lines: Sequence[Line]) -> None:
    """A phase a line."""
    for line in lines:
        read.phases(draft, [line])


def enrollment(draft: Draft, lines: Sequence[Line]) -> None:
    """The count, with the type that stands in its label."""
    read.count(draft, lines)
    kind = stated_type(draft)
    if kind and "enrollment" in draft.values:
        draft.values["enrollment"]["type"] = kind


def dated(path: str) -> Reader:
    """A date, with the type that stands in its label."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        read.date(path, kind=stated_type(draft))(draft, lines[:1])

    return reader


def stated_type(draft: Draft) -> str | None:
    """`ACTUAL` or `ESTIMATED`, where the label being read says it."""
    words = re.findall(r"[A-Za-z]+", draft.heading[0].text.partition(":")[0]) if draft.heading else []
    return next((kind for word in words if (kind := read_date_type(word))), None)


def ages(draft: Draft, lines: Sequence[Line]) -> None:
    """`18 Years to 65 Years (Adult, Older Adult)`, `18 Years and older`, `up to 17 Years`, or no limit at all.

    Copies of the page give each limit on a line with a label of its own, too.
    """
    limits = [(path, found) for line in lines for label, path in _LIMITS if (found := line.after(label))]
    for path, found in limits:
        read.age(path)(draft, [found])
    if limits or not lines:
        return
    line = lines[0]
    match = _AGES.fullmatch(line.text)
    if match is None:
        items.ages(draft, [line])
        return
    draft.take([line])
    for group, path in (("minimum", "minimum_age"), ("maximum", "maximum_age"), ("limit", "maximum_age")):
        if match[group]:
            read.age(f"eligibility.{path}")(draft, [line.part(*match.span(group))])


def masking(draft: Draft, lines: Sequence[Line]) -> None:
    """`Double (Participant, Investigator)`: the masking, and who is masked."""
    if not lines:
        return
    line = lines[0]
    roles = _BRACKETS.search(line.text)
    if roles is None or read_enum("masking", line.text):
        read.enum("design.masking", "masking")(draft, [line])
        return
    read.enum("design.masking", "masking")(draft, [line.part(0, roles.start())])
    parts = [line.part(*match.span()) for match in _ITEM.finditer(line.text, *roles.span(1))]
    for part in (each for glued in parts for each in _roles(glued)):
        role = read_enum("who_masked", part.text)
        draft.extend("design.who_masked", role or clean(part.text), part.start, part.end)
        if role is None:
            draft.report("unknown-value", "not a value known for design.who_masked", [part], "design.who_masked")


def _roles(part: Line) -> list[Line]:
    """`ParticipantInvestigator`: who is masked, of a list whose items a copy has joined."""
    ends = [0, *(match.start() for match in _JOINED.finditer(part.text)), len(part.text)]
    roles = [part.part(start, end) for start, end in pairwise(ends)]
    return roles if all(read_enum("who_masked", role.text) for role in roles) else [part]


def criteria(draft: Draft, lines: Sequence[Line]) -> None:
    """The eligibility text."""
    if lines:
        draft.take(lines)
        draft.eligibility = lines[0].start, lines[-1].end


def sponsors(draft: Draft, lead: Line | None, others: Iterable[Line]) -> None:
    """The lead sponsor, and the collaborators."""
    if lead:
        draft.item("sponsors", name=lead, role=("lead", lead))
    for line in others:
        draft.item("sponsors", name=line, role=("collaborator", line))


def responsible(draft: Draft, line: Line, lead: Line | None) -> None:
    """`Name, affiliation`, or the sponsor itself."""
    draft.take([line])
    if lead is not None and line.key == lead.key:
        draft.put("responsible_party.type", "SPONSOR", line.start, line.end)
        return
    split = line.text.find(",")
    if lead is not None and line.key.endswith(lead.key) and len(lead.text) < len(line.text):
        split = line.text.rstrip().rfind(",", 0, len(line.text) - len(lead.text))
    if split < 0:
        draft.text("responsible_party.affiliation", [line])
        return
    draft.text("responsible_party.name", [line.part(0, split)])
    draft.text("responsible_party.affiliation", [line.part(split + 1)])


def official(draft: Draft, line: Line, columned: bool) -> None:
    """`Role: name, degrees, affiliation`; on a page that keeps columns the affiliation has one of its own."""
    role, colon, _ = line.text.partition(":")
    kind = read_enum("official_role", role)
    person = line.part(len(role) + 1)
    if not colon or kind is None or not person.text:
        return
    name, *rest = columns(person) if columned else [person]
    affiliation = rest[0] if rest else None
    if not columned and (split := _after_degrees(name.text)):
        name, affiliation = name.part(0, split), name.part(split + 1)
    draft.item("officials", name=name, role=(kind, line.part(0, len(role))), affiliation=affiliation)
    draft.take([line])


def _after_degrees(text: str) -> int | None:
    """Where the comma stands that ends a name and its degrees; none stands in brackets."""
    commas = [place for place in _commas(text) if text.count("(", 0, place) <= text.count(")", 0, place)]
    for comma, following in pairwise([*commas, len(text)]):
        if not _are_degrees(text[comma + 1 : following]):
            return comma
    last = commas[-1] if commas else len(text)
    return None if _is_degree(text[last + 1 :]) else last


def _are_degrees(text: str) -> bool:
    return all(_DEGREES.fullmatch(word.lower()) or re.fullmatch(r"[A-Z]{1,7}", word) for word in _titles(text))


def _is_degree(text: str) -> bool:
    words = _titles(text)
    return len(words) == 1 and _DEGREES.fullmatch(words[0].lower()) is not None


def _titles(text: str) -> list[str]:
    return re.split(r"[\s/&-]+", text.replace(". ", ".").replace(".", "").strip())


def _commas(text: str) -> list[int]:
    return [match.start() for match in re.finditer(",", text)]


def identifiers(draft: Draft, lines: Sequence[Line]) -> None:
    """An id a line, its type in brackets behind it."""
    for line in lines:
        match = _BRACKETS.search(line.text)
        kind = read_enum("identifier_type", match[1]) if match else None
        if match is None or kind is None:
            draft.item("identifiers", id=line)
        else:
            draft.item("identifiers", id=line.part(0, match.start()), type=(kind, line.part(*match.span(1))))


def address(line: Line) -> dict[str, Line] | None:
    """City, state, country and zip code of a site, the last of which may follow the country."""
    text = line.text.rstrip(", ")
    place = read_place(text)
    comma = text.rfind(",")
    if place is None and comma > 0:
        place = read_place(text[:comma])
        if place is not None:
            place = place | {"zip": (comma + 1, len(text))}
    if place is None or len(place) < 2:
        return None
    return {name: line.part(start, end) for name, (start, end) in place.items()}


def locations(draft: Draft, lines: Sequence[Line], facility_first: bool) -> None:
    """Sites under headings of their country or region, each of facility, address and perhaps status."""
    place = 0
    while place < len(lines):
        site = _site(lines, place, facility_first)
        if site is None:
            _heading(draft, lines[place])
            place += 1
            continue
        length, found = site
        draft.item("locations", **found)
        _country(draft, found["country"])
        place += length


def _heading(draft: Draft, line: Line) -> None:
    """The country of the sites under a line; what is none is taken for a region."""
    draft.take([line])
    name = line if country(line.text) else line.part(0, line.text.find(",")) if "," in line.text else line
    if country(name.text) and name.key not in _STATES:
        _country(draft, name)


def _country(draft: Draft, where: Line) -> None:
    name = clean(draft.raw[where.start : where.end])
    if name not in draft.values.get("countries", ()):
        draft.extend("countries", name, where.start, where.end)


def _site(lines: Sequence[Line], place: int, facility_first: bool) -> tuple[int, dict[str, Any]] | None:
    """The site that begins at a place: how many lines it takes, and its fields."""
    if facility_first and country(lines[place].text.partition(",")[0].strip()):
        return None  # the heading of a country
    found: dict[str, Any] = {}
    end = place
    for name in _site_order(lines, place, facility_first):
        if end == len(lines):
            break
        part = _SITE_PARTS[name](lines[end])
        if part is not None:
            found |= part
            end += 1
        elif name != "status":
            return None
    return (end - place, found) if "country" in found else None


def _site_order(lines: Sequence[Line], place: int, facility_first: bool) -> tuple[str, ...]:
    """What stands on the lines of a site, any status of which may be missing."""
    if not facility_first:
        return "address", "status", "facility", "status"
    if address(lines[place]) and not _is_address(lines, place + 1):
        return "status", "address", "status"
    return "facility", "status", "address", "status"


def _site_status(line: Line) -> dict[str, Any] | None:
    status = read_enum("status", line.text)
    return None if status is None else {"status": (status, line)}


_SITE_PARTS: dict[str, Callable[[Line], dict[str, Any] | None]] = {
    "address": address,
    "facility": lambda line: {"facility": line},
    "status": _site_status,
}


def _is_address(lines: Sequence[Line], place: int) -> bool:
    """Whether an address stands at a place, perhaps under a status."""
    if place < len(lines) and read_enum("status", lines[place].text):
        place += 1
    return place < len(lines) and address(lines[place]) is not None
