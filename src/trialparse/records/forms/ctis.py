"""A trial of the EU's Clinical Trials Information System, from its overview or in full.

Of the system's JSON not every field is described; what is known is looked for by its name, wherever it stands.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.sheet import CRITERIA
from trialparse.values import is_missing

__all__ = ["ctis"]

_CODES: dict[str, dict[str, str]] = tomllib.loads((resources.files(__package__) / "ctis.toml").read_text("utf-8"))
_DEEPEST = 30
_STATE = re.compile(r":\d{1,2}\s*\Z")
_SCALARS = {
    "id": ("ctNumber",),
    "title": ("publicTitle", "shortTitle", "ctTitle"),
    "official_title": ("fullTitle",),
    "last_updated": ("lastUpdated",),
    "start_date": ("startDateEU",),
    "completion_date": ("endDateEU", "endDate"),
    "eligibility.sex": ("gender",),
}
_OUTCOMES = (
    ("primary", "primaryEndPoints", "primaryEndPoint"),
    ("secondary", "secondaryEndPoints", "secondaryEndPoint"),
)
_NUMBERS = (("nctNumber", "REGISTRY"), ("isrctnNumber", "REGISTRY"), ("whoUniversalTrialNumber", "REGISTRY"))


def ctis(trial: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    found = _Found(trial)
    facts: dict[str, Any] = {path: found.text(*names) for path, names in _SCALARS.items()}
    return facts | {
        "status": found.code("status", "ctStatus", "ctPublicStatusCode"),
        "phases": found.code("phase", "trialPhase"),
        "design.allocation": found.code("allocation", "allocationMethod"),
        "enrollment": found.text("totalNumberEnrolled"),
        "conditions": found.texts("medicalCondition") or found.texts("conditions"),
        "countries": [_STATE.sub("", each) for each in found.texts("trialCountries")] or found.texts("mscName"),
        "sponsors": [{"name": name, "role": "lead"} for name in found.texts("sponsor")] or list(_sponsors(found)),
        "identifiers": list(_identifiers(found)),
        "outcomes": list(_outcomes(found)),
        "eligibility.healthy_volunteers": found.text("isHealthyVolunteers"),
        CRITERIA: list(_criteria(found)) or None,
    }


class _Found:
    """What stands in a trial under each name, wherever that is."""

    def __init__(self, trial: Fields) -> None:
        self.asked = trial.asked
        self.places: dict[str, list[tuple[str, Any]]] = {}
        for name, place, value in _entries(trial.value, "", 0):
            self.places.setdefault(name, []).append((place, value))

    def texts(self, name: str) -> list[str]:
        """The words under a name, each once."""
        found: list[str] = []
        for place, value in self.places.get(name, ()):
            words = Fields({name: value}).texts(name)
            if words:
                self.asked.add(place)
                found += words
        return list(dict.fromkeys(each for each in found if not is_missing(each)))

    def text(self, *names: str) -> str | None:
        """The first words under the first of these names that has any."""
        return next((words[0] for name in names if (words := self.texts(name))), None)

    def parts(self, name: str) -> Iterator[Fields]:
        """The objects under a name."""
        for place, value in self.places.get(name, ()):
            yield from Fields({name: value}, place.removesuffix(name).rstrip("."), self.asked).parts(name)

    def code(self, table: str, *names: str) -> str | None:
        """The meaning of a code, or the words that stand in its place."""
        words = self.text(*names)
        return None if words is None else _CODES[table].get(words.strip(), words)


def _entries(value: Any, path: str, depth: int) -> Iterator[tuple[str, str, Any]]:
    """Every name, its path and what stands under it, what is nearer to the root first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _entries(inner, path, depth + 1)
    elif isinstance(value, Mapping):
        named = [(str(name), f"{path}.{name}" if path else str(name), inner) for name, inner in value.items()]
        yield from named
        for _, place, inner in named:
            yield from _entries(inner, place, depth + 1)


def _sponsors(found: _Found) -> Iterator[dict[str, Any]]:
    for sponsor in found.parts("sponsors"):
        name = sponsor.text("organisation.name") or sponsor.text("name")
        if name is not None:
            yield {"name": name, "role": "lead" if sponsor.text("primary") != "No" else "collaborator"}


def _identifiers(found: _Found) -> Iterator[dict[str, Any]]:
    for name, kind in _NUMBERS:
        for number in [*found.texts(name), *filter(None, (each.text("number") for each in found.parts(name)))]:
            yield {"id": number, "type": kind}
    for number in found.texts("eudraCtCode"):
        yield {"id": number, "type": "EUDRACT_NUMBER"}


def _outcomes(found: _Found) -> Iterator[dict[str, Any]]:
    for kind, many, one in _OUTCOMES:
        listed = list(found.parts(many))
        for each in listed:
            each.skip("number")
        for measure in [each.text("endPoint") or each.text("text") for each in listed] or found.texts(one):
            if measure:
                yield {"type": kind, "measure": measure}


def _criteria(found: _Found) -> Iterator[tuple[Kind, str]]:
    """The criteria of each kind, of which each comes with its number."""
    for kind in STATED_KINDS:
        name = f"principal{kind.capitalize()}Criteria"
        items: list[str] = []
        for each in found.parts(name):
            number, words = each.text("number"), each.text("text") or each.text(name)
            if words is not None:
                items.append(f"{number or len(items) + 1}. {words.strip()}")
        if items:
            yield kind, "\n".join(items)
