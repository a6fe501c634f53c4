r"""A record written out as text, and read as it is written.

A form (`ctgov_json`, `ictrp` …) gives facts: a path of the trial, and the words of the record. The sheet writes them in
the order of `TRIAL`, `Label: words` a line, and each reader there turns the words into a value; so every value of a
record has its characters, and every form is read alike.

>>> sheet = Sheet()
>>> sheet.write({"title": "A study", "start_date": "2025-09 (Estimated)"})
>>> sheet.text
'Title: A study\nStart date: 2025-09 (Estimated)\n'
>>> sheet.values["start_date"]["date"], sheet.spans["title"]
('2025-09', (7, 14))
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from trialparse.text import clean, fold
from trialparse.values import (
    is_ambiguous,
    is_missing,
    is_unlimited,
    read_age,
    read_count,
    read_date,
    read_date_type,
    read_enum,
    read_flag,
    read_id,
    read_phases,
)

__all__ = ["CRITERIA", "Facts", "Sheet"]

Facts = Mapping[str, Any]
Reader = Callable[["Sheet", str, str, Any], Any]  # the sheet, the path, the label, the words; the value, or None
CRITERIA = "eligibility.criteria"

_SURROGATE = re.compile("[\ud800-\udfff]")
_PHASE = re.compile(r"[^/,;+&\s][^/,;+&]*")
_TYPE = re.compile(r"\(([A-Za-z]{3,12})\)\s*\Z")


class Sheet:
    """Collects the text, the values in the shape of `Trial`, and the place of each.

    `day_first` is the registry's order of `05/08/2026`; with `own_ids` an id stays as the record spells it.
    """

    def __init__(self, day_first: bool | None = None, own_ids: bool = False) -> None:
        self.day_first = day_first
        self.own_ids = own_ids
        self.values: dict[str, Any] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.eligibility: tuple[int, int] | None = None
        self.sections: list[tuple[int, int, str]] = []
        self.diagnostics: list[dict[str, Any]] = []
        self._parts: list[str] = []
        self._size = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, facts: Facts) -> None:
        """Write and read the facts of a trial."""
        for path, (label, reader) in TRIAL.items():
            given = facts.get(path)
            if not given:
                continue
            value = reader(self, path, label, given)
            if value is None or value in ([], {}):
                continue
            *owners, name = path.split(".")
            target = self.values
            for owner in owners:
                target = target.setdefault(owner, {})
            target[name] = value

    def cell(self, path: str, label: str, words: str) -> tuple[str, tuple[int, int]]:
        """Write words behind their label, or under it where they have several lines, and say where they stand."""
        words = _SURROGATE.sub("\ufffd", words).strip()
        between = ":\n" if "\n" in words else ": "
        start = self._size + len(label) + len(between)
        place = start, start + len(words)
        self._append(f"{label}{between}{words}\n")
        self.spans[path] = place
        return words, place

    def criteria(self, heading: str, words: str, kind: str | None) -> None:
        """Write eligibility criteria; `kind` is theirs where the record tells it."""
        self._append("\n")
        start = self._size
        _, place = self.cell(CRITERIA, heading, f"\n{words}" if "\n" in words else words)
        del self.spans[CRITERIA]
        self._append("\n")
        if kind is None:
            start = place[0]
        else:
            self.sections.append((*place, kind))
        self.eligibility = (start if self.eligibility is None else self.eligibility[0]), place[1]

    def report(
        self, code: str, message: str, path: str | None = None, *places: tuple[int, int], severity: str = "warning"
    ) -> None:
        """Say something about the record."""
        spans = [_span(place) for place in places]
        self.diagnostics.append({"code": code, "message": message, "severity": severity, "spans": spans, "path": path})

    def unknown(self, path: str, place: tuple[int, int]) -> None:
        """Say that words are no known value."""
        self.report("unknown-value", f"not a value known for {path}", path, place)

    def unread(self, path: str, place: tuple[int, int]) -> None:
        """Say so, where the field can hold no such words."""
        self.unknown(path, place)
        del self.spans[path]

    def _append(self, written: str) -> None:
        self._parts.append(written)
        self._size += len(written)


def _span(place: tuple[int, int]) -> dict[str, int]:
    return {"start": place[0], "end": place[1]}


def _stated(words: str) -> bool:
    return not is_missing(words)


def _words(sheet: Sheet, path: str, label: str, words: str) -> str:
    """Words as they stand: what names an arm may well be `None`."""
    return clean(sheet.cell(path, label, words)[0])


def _text(sheet: Sheet, path: str, label: str, words: str) -> str | None:
    return _words(sheet, path, label, words) if _stated(words) else None


def _enum(table: str) -> Reader:
    def read(sheet: Sheet, path: str, label: str, words: str) -> str | None:
        value = read_enum(table, fold(words))
        if value is None and not _stated(words):
            return None
        written, place = sheet.cell(path, label, words)
        if value is None:
            sheet.unknown(path, place)
        return value if value is not None else clean(written)

    return read


def _flag(sheet: Sheet, path: str, label: str, words: str) -> bool | None:
    if not _stated(words):
        return None
    value = read_flag(words)
    _, place = sheet.cell(path, label, words)
    if value is None:
        sheet.unread(path, place)
    return value


def _date(sheet: Sheet, path: str, label: str, words: str) -> dict[str, Any] | None:
    if not _stated(words):
        return None
    written, place = sheet.cell(path, label, words)
    found = read_date(fold(written), sheet.day_first)
    if found is None:
        sheet.unread(path, place)
        return None
    if is_ambiguous(written, sheet.day_first):
        sheet.report("ambiguous-date", "day and month cannot be told apart; only the year is sure", path, place)
    return found | {"span": _span(place)}


def _age(sheet: Sheet, path: str, label: str, words: str) -> dict[str, Any] | None:
    folded = fold(words)
    if is_unlimited(folded):
        return None
    _, place = sheet.cell(path, label, words)
    found = read_age(folded, upper=path.endswith("maximum_age"))
    if found is None:
        sheet.unread(path, place)
        return None
    return found | {"span": _span(place)}


def _enrollment(sheet: Sheet, path: str, label: str, words: str) -> dict[str, Any] | None:
    if not _stated(words):
        return None
    written, place = sheet.cell(path, label, words)
    del sheet.spans[path]
    kind = _TYPE.search(written)
    found = read_count(written)
    if found is None:
        sheet.unknown("enrollment.count", place)
        return None
    if found.parts:
        sheet.report("summed-count", "the sum of the groups' numbers", "enrollment.count", place, severity="info")
    sheet.spans["enrollment.count"] = place[0] + found.start, place[0] + found.end
    value = {"count": found.value, "span": _span(place)}
    return value | ({"type": read_date_type(kind[1])} if kind else {})


def _trial_id(sheet: Sheet, path: str, label: str, words: str) -> str:
    written, place = sheet.cell(path, label, words)
    found = read_id(fold(written))
    if found is None:
        sheet.unknown(path, place)
        return clean(written)
    sheet.values["registry"] = found.registry.name
    if sheet.own_ids:
        return clean(written)
    sheet.spans[path] = place[0] + found.start, place[0] + found.end
    return found.id


def _phases(sheet: Sheet, path: str, label: str, words: str) -> list[str]:
    found = read_phases(fold(words))
    if found is None and not _stated(words):
        return []
    written, place = sheet.cell(path, label, words)
    del sheet.spans[path]
    if found is None:
        sheet.unknown("phases[0]", place)
    phases = found or [clean(written)]
    parts = [match for match in _PHASE.finditer(written) if read_phases(match[0])]
    apart = [read_phases(match[0]) for match in parts] == [[phase] for phase in phases]
    for number in range(len(phases)):
        start, end = parts[number].span() if apart else (0, len(written))
        sheet.spans[f"phases[{number}]"] = place[0] + start, place[0] + end
    return phases


def _each(reader: Reader) -> Reader:
    """A list, one item after the other."""

    def read(sheet: Sheet, path: str, label: str, given: list[Any]) -> list[Any]:
        values: list[Any] = []
        for words in given:
            value = reader(sheet, f"{path}[{len(values)}]", label, words)
            if value is not None and value != {}:
                values.append(value)
        return values

    return read


def _group(fields: dict[str, tuple[str, Reader]], needed: str | None = None) -> Reader:
    """An object; the first of its labels is the object's. Without the field that it needs it is none."""

    def read(sheet: Sheet, path: str, label: str, facts: Facts) -> dict[str, Any] | None:
        if needed is not None and not facts.get(needed):
            if any(facts.values()):
                sheet.report("nameless-item", f"an item of the record has no {needed}, and was left", path)
            return None
        found: dict[str, Any] = {}
        for name, (own, reader) in fields.items():
            given = facts.get(name)
            value = reader(sheet, f"{path}.{name}", f"{label} {own}" if own else label, given) if given else None
            if value is not None:
                found[name] = value
        return found

    return read


def _criteria(sheet: Sheet, path: str, label: str, given: str | list[tuple[str, str]]) -> None:
    """Criteria as one text, or by kind."""
    if isinstance(given, str):
        sheet.criteria(label, given, None)
        return
    for kind, words in given:
        sheet.criteria(f"{kind.capitalize()} criteria", words, kind)


_CONTACT = _group(
    {
        "name": ("", _text),
        "role": ("role", _enum("contact_role")),
        "phone": ("phone", _text),
        "email": ("e-mail", _text),
    }
)
_NAMED = ("", _words)
_TYPE_OF = "type"

# In the order of the text; a path of the trial, its label, its reader.
TRIAL: dict[str, tuple[str, Reader]] = {
    "title": ("Title", _text),
    "official_title": ("Official title", _text),
    "acronym": ("Acronym", _text),
    "id": ("Trial id", _trial_id),
    "registry": ("Registry", _text),
    "identifiers": (
        "Other identifier",
        _each(_group({"id": _NAMED, _TYPE_OF: ("type", _enum("identifier_type")), "source": ("source", _text)}, "id")),
    ),
    "last_updated": ("Last updated", _date),
    "has_results": ("Has results", _flag),
    "status": ("Status", _enum("status")),
    "start_date": ("Start date", _date),
    "primary_completion_date": ("Primary completion date", _date),
    "completion_date": ("Completion date", _date),
    "sponsors": (
        "Sponsor",
        _each(
            _group(
                {"name": _NAMED, "role": ("role", _enum("sponsor_role")), "class": ("class", _enum("sponsor_class"))},
                "name",
            )
        ),
    ),
    "responsible_party": (
        "Responsible party",
        _group(
            {
                "name": _NAMED,
                _TYPE_OF: ("type", _enum("responsible_party_type")),
                "title": ("title", _text),
                "affiliation": ("affiliation", _text),
            }
        ),
    ),
    "brief_summary": ("Brief summary", _text),
    "detailed_description": ("Detailed description", _text),
    "conditions": ("Condition", _each(_text)),
    "keywords": ("Keyword", _each(_text)),
    "study_type": ("Study type", _enum("study_type")),
    "phases": ("Phase", _phases),
    "enrollment": ("Enrollment", _enrollment),
    "design.allocation": ("Allocation", _enum("allocation")),
    "design.intervention_model": ("Intervention model", _enum("intervention_model")),
    "design.intervention_model_description": ("Intervention model description", _text),
    "design.primary_purpose": ("Primary purpose", _enum("primary_purpose")),
    "design.observational_model": ("Observational model", _enum("observational_model")),
    "design.time_perspective": ("Time perspective", _enum("time_perspective")),
    "design.masking": ("Masking", _enum("masking")),
    "design.who_masked": ("Who is masked", _each(_enum("who_masked"))),
    "design.masking_description": ("Masking description", _text),
    "arms": (
        "Arm",
        _each(
            _group(
                {
                    "label": _NAMED,
                    _TYPE_OF: ("type", _enum("arm_type")),
                    "description": ("description", _text),
                    "interventions": ("intervention", _each(_text)),
                },
                "label",
            )
        ),
    ),
    "interventions": (
        "Intervention",
        _each(
            _group(
                {
                    "name": _NAMED,
                    _TYPE_OF: ("type", _enum("intervention_type")),
                    "description": ("description", _text),
                    "other_names": ("other name", _each(_text)),
                },
                "name",
            )
        ),
    ),
    "outcomes": (
        "Outcome",
        _each(
            _group(
                {
                    "measure": _NAMED,
                    _TYPE_OF: ("type", _text),
                    "description": ("description", _text),
                    "time_frame": ("time frame", _text),
                },
                "measure",
            )
        ),
    ),
    CRITERIA: ("Eligibility criteria", _criteria),
    "eligibility.minimum_age": ("Minimum age", _age),
    "eligibility.maximum_age": ("Maximum age", _age),
    "eligibility.sex": ("Sex", _enum("sex")),
    "eligibility.healthy_volunteers": ("Healthy volunteers", _flag),
    "eligibility.sampling_method": ("Sampling method", _enum("sampling_method")),
    "eligibility.study_population": ("Study population", _text),
    "contacts": ("Contact", _each(_CONTACT)),
    "officials": (
        "Official",
        _each(
            _group(
                {"name": _NAMED, "role": ("role", _enum("official_role")), "affiliation": ("affiliation", _text)},
                "name",
            )
        ),
    ),
    "locations": (
        "Location",
        _each(
            _group(
                {
                    "facility": ("facility", _text),
                    "city": ("city", _text),
                    "state": ("state", _text),
                    "zip": ("zip", _text),
                    "country": ("country", _text),
                    "status": ("status", _enum("status")),
                    "contacts": ("contact", _each(_CONTACT)),
                }
            )
        ),
    ),
    "countries": ("Country", _each(_text)),
    "references": (
        "Reference",
        _each(
            _group(
                {"citation": _NAMED, _TYPE_OF: ("type", _text), "pmid": ("PMID", _text), "url": ("URL", _text)},
                "citation",
            )
        ),
    ),
}
