"""The records of the mirror's page: who runs the trial, where, its numbers, and the trials shown beside it."""

import re
from collections.abc import Sequence

from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line
from trialparse.values import is_email, is_missing, read_enum, read_place

__all__ = ["contacts", "identifiers", "is_value", "locations", "officials", "related", "responsible", "sponsors"]

_RELATED = re.compile(r"(?P<id>NCT\d{8})(?:\s+(?P<status>[A-Z_]{6,30}))?(?:\s+(?P<phase>(?:NA|[A-Z_]*PHASE\d)\S*))?")


def is_value(table: str, line: Line) -> bool:
    """Whether a line is a value as the API spells it."""
    return read_enum(table, line.text) == line.text


def sponsors(draft: Draft, lines: Sequence[Line]) -> None:
    place = 0
    while place < len(lines):
        name, place = lines[place], place + 1
        kind = role = None
        if place < len(lines) and is_value("sponsor_class", lines[place]):
            kind, place = lines[place], place + 1
        if place < len(lines) and (given := lines[place].after("Sponsor Role")):
            role, place = given, place + 1
        draft.item("sponsors", name=name, **{"class": kind, "role": _read(role, "sponsor_role")})


def _read(line: Line | None, table: str) -> tuple[str, Line] | Line | None:
    """The API's value of a line, or the line as it stands."""
    if line is None or is_missing(line.text):
        return None
    value = read_enum(table, line.text)
    return line if value is None else (value, line)


def responsible(draft: Draft, lines: Sequence[Line]) -> None:
    for place, line in enumerate(lines):
        role = line.after("Responsibility Role")
        if role is not None:
            draft.text("responsible_party.name", lines[:place][:1])
            read.enum("responsible_party.type", "responsible_party_type")(draft, [role])
            for name, given in zip(("title", "affiliation"), lines[place + 1 :], strict=False):
                read.text(f"responsible_party.{name}")(draft, [given])
            return


_ORGANIZATION = re.compile(
    r"universit|hospital|institut|college|cent(?:er|re|ro)|school|clinic|foundation|\binc\b|\bltd\b|\bllc\b|gmbh|pharma"
    r"|department|laborator|ministry|national|academy|medic|health|research|group|society|association|trust|klinik|company",
    re.IGNORECASE,
)


def officials(draft: Draft, lines: Sequence[Line]) -> None:
    """Name, role and affiliation, of which the last two may be missing."""
    place = 0
    while place < len(lines):
        name, place = lines[place], place + 1
        role = lines[place].after("Role") if place < len(lines) else None
        place += role is not None
        affiliation = None
        if place < len(lines) and not _is_name(lines, place, role is not None):
            affiliation, place = lines[place], place + 1
        draft.item("officials", name=name, role=_read(role, "official_role"), affiliation=affiliation)


def _is_name(lines: Sequence[Line], place: int, after_role: bool) -> bool:
    """Whether the line names the next official, rather than the affiliation of the last."""
    if place + 1 < len(lines) and lines[place + 1].after("Role"):
        return True
    return not after_role and not _ORGANIZATION.search(lines[place].text)


def locations(draft: Draft, lines: Sequence[Line]) -> None:
    """Facility, place and, under a label that may stand empty, status."""
    place = 0
    while place < len(lines):
        facility: Line | None = lines[place]
        where = _site(lines, place + 1)
        if where is None:
            where, facility = _site(lines, place), None
        if where is None:
            place += 1
            continue
        place += 1 if facility is None else 2
        status = None
        if place < len(lines) and lines[place].key == "site status":
            draft.take([lines[place]])
            place += 1
            if place < len(lines) and is_value("status", lines[place]):
                status, place = lines[place], place + 1
        parts = {name: where.part(start, end) for name, (start, end) in (read_place(where.text) or {}).items()}
        draft.item("locations", facility=facility, status=status, **parts)


def _site(lines: Sequence[Line], place: int) -> Line | None:
    """The line, if it is the address of a site: it ends in a country, or a label says that it is one."""
    if place >= len(lines):
        return None
    labelled = place + 1 < len(lines) and lines[place + 1].key == "site status"
    return lines[place] if labelled or read_place(lines[place].text) else None


def contacts(draft: Draft, lines: Sequence[Line]) -> None:
    """Name, role, phone and e-mail; a line before a role is a name."""
    roles = [place for place, line in enumerate(lines) if line.after("Role")]
    known = set(roles)
    ends = [*(role - 1 for role in roles[1:]), len(lines)]
    for place, end in zip(roles, ends[: len(roles)], strict=True):
        rest = lines[place + 1 : end]
        email = next((line for line in rest if is_email(line.text)), None)
        phone = next((line for line in rest if line is not email), None)
        name = lines[place - 1] if place and place - 1 not in known else None
        draft.item(
            "contacts", name=name, role=_read(lines[place].after("Role"), "contact_role"), phone=phone, email=email
        )


def identifiers(draft: Draft, lines: Sequence[Line]) -> None:
    found: dict[str, object] = {}
    place = ""
    for line in lines:
        kind, source = line.after("Identifier Type"), line.after("Identifier Source")
        if kind is not None and place:
            draft.take([line])
            draft.field(found, place, "type", _read(kind, "identifier_type"))
        elif source is not None and place:
            draft.field(found, place, "source", _read(source, "identifier_source"))
        else:
            place = f"identifiers[{len(draft.values.get('identifiers', ()))}]"
            found = draft.item("identifiers", id=line)


def related(draft: Draft, lines: Sequence[Line]) -> None:
    """Title, and on the next line id, status and phase: all of them another trial's."""
    titles: list[Line] = []
    for line in lines:
        match = _RELATED.fullmatch(line.text)
        if match is None:
            titles.append(line)
            continue
        parts = {name: line.part(*match.span(name)) for name in ("id", "status", "phase") if match[name]}
        draft.item("related_trials", title=titles, **parts)
        titles = []
