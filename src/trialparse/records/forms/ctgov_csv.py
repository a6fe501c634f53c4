"""A row of ClinicalTrials.gov's tables: today's columns, or those of before June 2024."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, masking_parts, report, typed_name
from trialparse.records.sheet import DATES, DateOrder
from trialparse.values import country_code, is_missing

__all__ = ["SIGNS", "ages", "ctgov_csv", "pairs", "phases_of", "place", "places"]

_FORM = Form(
    scalars={
        "id": ("NCT Number",),
        "title": ("Study Title", "Title"),
        "acronym": ("Acronym",),
        "status": ("Study Status", "Status"),
        "brief_summary": ("Brief Summary",),
        "eligibility.sex": ("Sex", "Gender"),
        "study_type": ("Study Type",),
        "enrollment": ("Enrollment",),
    },
    lists={},
    objects={},
    skipped=("Rank", "URL", "Study URL", "First Posted", "Study First Posted"),
)
_DATES = {
    "start_date": "Start Date",
    "primary_completion_date": "Primary Completion Date",
    "completion_date": "Completion Date",
    "last_updated": "Last Update Posted",
}
_OUTCOMES = {
    "primary": "Primary Outcome Measures",
    "secondary": "Secondary Outcome Measures",
    "other": "Other Outcome Measures",
}
_DESIGN = {
    "allocation": "allocation",
    "intervention model": "intervention_model",
    "observational model": "observational_model",
    "primary purpose": "primary_purpose",
    "time perspective": "time_perspective",
    "masking": "masking",
}
SIGNS: tuple[str, ...] = tuple(
    f"NCT_Number {column.replace(' ', '_')}"
    for column in (
        "Study Title", "Title", "Study Status", "Status", "Study URL", "URL", "Rank", "Acronym", "Brief Summary",
        "Study Results", "Conditions", "Interventions", "Sponsor", "Sponsor/Collaborators", "Sex", "Gender", "Age",
        "Phases", "Enrollment", "Study Type", "Study Design", "Study Designs", "Other IDs", "Locations", "Start Date",
    )
)  # fmt: skip
"""Columns that no other form has together."""

_SPREADSHEET = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
_GROUPS = re.compile(r"(?:child|adult|older.?adult)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]{0,80}\)\s*\Z")
_AGE = r"(\d{1,3}(?:\.\d)?\s+[A-Za-z]{3,9})"
_AGES = re.compile(
    rf"\s*(?:{_AGE}\s+to\s+{_AGE}|up\s+to\s+(?P<upto>{_AGE})|{_AGE}\s+and\s+(?:older|over|up))\s*\Z", re.IGNORECASE
)
_RESULTS = {"hasresults": "Yes", "noresultsavailable": "No", "noresults": "No"}
_ZIP = re.compile(r"(?=[^\d]{0,6}\d)[A-Z\d][A-Z\d .-]{2,9}", re.IGNORECASE)
_WITH_STATES = ("US", "CA")  # there the register asks for the state


def ctgov_csv(row: Fields) -> dict[str, Any]:
    """The facts of a row."""
    said: list[dict[str, str]] = []
    results = row.text("Study Results")
    listed = [each for kind in ("Sponsor", "Sponsors") for each in _listed(row, kind)]
    sponsors = [*listed, *_listed(row, "Collaborators")] or _listed(row, "Sponsor/Collaborators")
    facts = _FORM.facts(row) | _dates(row, said) | ages(row.text("Age"), said)
    return facts | {
        "has_results": _RESULTS.get("".join((results or "").split()).lower(), results),
        "phases": phases_of(_listed(row, "Phases")),
        "conditions": _listed(row, "Conditions"),
        "interventions": [typed_name(each) for each in _listed(row, "Interventions")],
        "outcomes": list(_outcomes(row)),
        "sponsors": list(_sponsors(sponsors, _listed(row, "Funder Type") or _listed(row, "Funded Bys"))),
        **pairs(_listed(row, "Study Design") or _listed(row, "Study Designs")),
        "identifiers": [{"id": each} for each in _listed(row, "Other IDs")],
        **places(_listed(row, "Locations"), said),
        "diagnostics": said,
    }


def _listed(row: Fields, column: str) -> list[str]:
    return [words.strip() for words in (row.text(column) or "").split("|") if words.strip()]


def phases_of(phases: Sequence[str]) -> str | None:
    """The phases in one; the table says `Not Applicable` as the study's own."""
    return "/".join(phases) or None


def _outcomes(row: Fields) -> Iterator[dict[str, Any]]:
    """An outcome's measure, description and time frame in one: they have commas of their own."""
    for kind, column in _OUTCOMES.items():
        for words in _listed(row, column):
            yield {"type": kind, "measure": words}


def _sponsors(names: list[str], classes: list[str]) -> Iterator[dict[str, Any]]:
    """The first is the lead; the classes are those of all of them, each once, so that only a lone one is the lead's."""
    for number, name in enumerate(names):
        found = {"name": name, "role": "collaborator" if number else "lead"}
        yield found | ({"class": classes[0]} if len(names) == 1 and len(classes) == 1 else {})


def pairs(parts: list[str]) -> dict[str, Any]:
    """The parts of a design, each behind its name.

    >>> pairs(["Allocation: RANDOMIZED", "Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"])["design.who_masked"]
    ['PARTICIPANT', 'INVESTIGATOR']
    """
    named = {name.strip().lower(): value.strip() for name, _, value in (part.partition(":") for part in parts)}
    found: dict[str, Any] = {f"design.{path}": named[name] for name, path in _DESIGN.items() if named.get(name)}
    masking, who = masking_parts(found.get("design.masking"))
    return found | {"design.masking": masking, "design.who_masked": who}


def ages(words: str | None, said: list[dict[str, str]]) -> dict[str, Any]:
    """The limits in a field that may as well name groups alone.

    >>> ages("18 Years to 89 Years (Adult, Older Adult)", [])
    {'eligibility.minimum_age': '18 Years', 'eligibility.maximum_age': '89 Years'}
    >>> ages("up to 17 Years", []), ages("Child, Adult", [])
    ({'eligibility.maximum_age': '17 Years'}, {})
    """
    if words is None or is_missing(words):
        return {}
    stated = _ASIDE.sub("", words.replace("\xa0", " "))
    found = _AGES.match(stated)
    if found:
        low, high, upto, _, over = found.groups()
        limits = {"eligibility.minimum_age": low or over, "eligibility.maximum_age": high or upto}
        return {path: age for path, age in limits.items() if age}
    if all(_GROUPS.fullmatch(each.strip()) for each in re.split(r"[,|]", stated)):
        said.append(report("no-age-limits", f"only groups of ages are given, and no limits: {stated}", "eligibility"))
    else:
        said.append(report("unread-ages", f"no limits of age could be read of: {words[:100]}", "eligibility"))
    return {}


def places(addresses: Sequence[str], said: list[dict[str, str]]) -> dict[str, Any]:
    """The locations, and the countries they are in.

    >>> places(["Valley Hospital, Lyon, France", "Hill Clinic, Nice, France"], [])["countries"]
    ['France']
    """
    unread: list[str] = []
    locations = [place(each, unread) for each in addresses]
    if unread:
        told = f"parts not told apart of {len(unread)} addresses: {unread[0][:100]}"
        said.append(report("unread-place", told, "locations"))
    countries = list(dict.fromkeys(filter(None, (each.get("country") for each in locations))))
    return {"locations": locations, "countries": countries}


def place(words: str, unread: list[str]) -> dict[str, Any]:
    """`site, city, state, zip, country`, of which state and zip may be missing and the site have commas of its own.

    What cannot be told apart stays together as the facility, and the address is one of those unread.

    >>> place("Valley Hospital, Leeds, LS1 3EX, United Kingdom", [])
    {'facility': 'Valley Hospital', 'city': 'Leeds', 'zip': 'LS1 3EX', 'country': 'United Kingdom'}
    >>> place("Foot Clinic, LLC, Portland, Oregon, 97239, United States", [])["facility"]
    'Foot Clinic, LLC'
    """
    parts = [part.strip() for part in words.split(",") if part.strip()]
    ends = (n for n in (3, 2, 1) if len(parts) >= n and country_code(", ".join(parts[-n:])))
    taken = next(ends, 0)
    if not taken:
        unread.append(words)
        return {"facility": words}
    country, rest = ", ".join(parts[-taken:]), parts[:-taken]
    found = {"country": country}
    if len(rest) > 1 and _ZIP.fullmatch(rest[-1]):
        found["zip"] = rest.pop()
    if country_code(country) in _WITH_STATES and len(rest) > 1:
        found["state"] = rest.pop()
    elif len(rest) > 2:
        unread.append(words)
        return {"facility": ", ".join(rest), **found}
    if len(rest) > 1 or "state" in found:
        found["city"] = rest.pop()
    return ({"facility": ", ".join(rest)} if rest else {}) | dict(reversed(found.items()))


def _dates(row: Fields, said: list[dict[str, str]]) -> dict[str, Any]:
    """The dates, and the order of those that a spreadsheet wrote anew, where one of the row shows it."""
    found = {path: row.text(column) for path, column in _DATES.items()}
    damaged = [match for words in found.values() if words and (match := _SPREADSHEET.match(words))]
    if not damaged:
        return found
    told = "a spreadsheet wrote dates anew; their order is known where one of the row or of its table shows it"
    said.append(report("spreadsheet-dates", told, "start_date"))
    shown = {place == 1 for match in damaged for place in (1, 2) if int(match[place]) > 12}
    if len(shown) > 1:
        return found | {DATES: DateOrder(None, "one date of the row has the day first, another the month")}
    return found | ({DATES: DateOrder(shown.pop())} if shown else {})
