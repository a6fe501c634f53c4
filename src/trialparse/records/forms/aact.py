"""A trial of AACT, the database of ClinicalTrials.gov: a row of a table or of several, or its rows under their tables.

A row of a query has the columns of its tables beside one another; what a table of many rows a trial has, `name` say, is
read there only where a column says which table it is of.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from typing import Any

from trialparse.records.fields import Fields, plain_name
from trialparse.records.form import Form, joined, masking_parts, named, report, typed_name
from trialparse.records.forms.aact_lines import aact_lines
from trialparse.records.sheet import CRITERIA
from trialparse.values import read_date_type, read_enum

__all__ = ["SIGNS", "SKIPPED", "TABLES", "aact"]

# The tables with one row a trial, the name of that row in a tree of objects, and the columns that tell it.
_SINGLE = {
    "studies": ("study", "brief_title official_title overall_status study_type phase enrollment acronym start_date "
                "start_month_year completion_date primary_completion_date why_stopped"),
    "eligibilities": ("eligibility", "criteria gender minimum_age maximum_age healthy_volunteers sampling_method"),
    "designs": ("design", "allocation intervention_model observational_model primary_purpose time_perspective masking"),
    "calculated_values": ("calculated_value", "were_results_reported number_of_facilities"),
    "brief_summaries": ("brief_summary", ""),
    "detailed_descriptions": ("detailed_description", ""),
    "responsible_parties": ("responsible_party", "responsible_party_type"),
}  # fmt: skip
# Those with several, and the columns that tell a row of a query to be one of them.
_MANY = {
    "conditions": "",
    "keywords": "",
    "interventions": "intervention_type",
    "intervention_other_names": "",
    "design_groups": "group_type",
    "design_group_interventions": "design_group_id",
    "design_outcomes": "outcome_type",
    "sponsors": "lead_or_collaborator",
    "facilities": "city",
    "countries": "removed",
    "id_information": "id_value",
    "overall_officials": "role affiliation",
    "central_contacts": "contact_type",
    "study_references": "citation",
    "links": "url",
}
# What the registry derived, results, and the database's own.
SKIPPED = (
    "browse_conditions", "browse_interventions", "baseline_counts", "baseline_measurements", "documents",
    "drop_withdrawals", "facility_contacts", "facility_investigators", "ipd_information_types", "milestones",
    "outcome_analyses", "outcome_analysis_groups", "outcome_counts", "outcome_measurements", "outcomes",
    "participant_flows", "pending_results", "provided_documents", "reported_event_totals", "reported_events",
    "result_agreements", "result_contacts", "result_groups", "retractions", "search_results", "study_searches",
)  # fmt: skip
_OWN = ("id", "created_at", "updated_at", "nlm_download_date_description", "download_date", "downcase_name",
        "source", "source_class", "number_of_arms", "number_of_groups", "adult", "child", "older_adult",
        "number_of_facilities", "number_of_nsae_subjects", "number_of_sae_subjects", "registered_in_calendar_year",
        "nlm_download_date", "actual_duration", "months_to_report_results", "has_us_facility", "has_single_facility",
        "minimum_age_num", "maximum_age_num", "minimum_age_unit", "maximum_age_unit",
        "number_of_primary_outcomes_to_measure", "number_of_secondary_outcomes_to_measure",
        "number_of_other_outcomes_to_measure")  # fmt: skip

TABLES: frozenset[str] = frozenset({*_SINGLE, *_MANY})
"""The tables that say what a trial has a place for."""

SIGNS: tuple[str, ...] = (
    *(f"studies {table}" for table in TABLES if table != "studies"),
    *(f"nct_id {name}" for name in (*TABLES, *(singular for singular, _ in _SINGLE.values()))),
    *(f"nct_id {column}" for _, columns in _SINGLE.values() for column in columns.split()),
    *(f"nct_id {columns}" for columns in (*filter(None, _MANY.values()), "id", "lastchanged_date")),
)
"""Names that no other form has together."""

# As Postgres writes them, pandas and DuckDB, SQLite, and a spreadsheet.
_FLAGS = {"t": "Yes", "f": "No", "true": "Yes", "false": "No", "1": "Yes", "0": "No", "1.0": "Yes", "0.0": "No",
          "y": "Yes", "n": "No", "yes": "Yes", "no": "No"}  # fmt: skip
_OUTCOME = {"measure": "measure", "time_frame": "time_frame", "description": "description"}
_OUTCOMES = {"primary": "primary", "secondary": "secondary", "other": "other", "other_pre_specified": "other",
             "post_hoc": "other"}  # fmt: skip
_MASKED = ("subject", "caregiver", "investigator", "outcomes_assessor")
_LISTED = re.compile(r"\s*\|\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})\s*\Z")

_STUDY = Form(
    scalars={
        "title": ("brief_title",),
        "official_title": ("official_title",),
        "acronym": ("acronym",),
        "status": ("overall_status",),
        "study_type": ("study_type",),
        "phases": ("phase",),
    },
    lists={},
    objects={},
    typed={
        "last_updated": (
            ("last_update_posted_date", "last_update_posted_date_type"),
            ("last_update_submitted_date", ""),
            ("lastchanged_date", ""),
        ),
        "enrollment": (("enrollment", "enrollment_type"),),
    },
)
_ELIGIBILITY = Form(
    scalars={
        "eligibility.minimum_age": ("minimum_age",),
        "eligibility.maximum_age": ("maximum_age",),
        "eligibility.sex": ("gender", "sex"),
        "eligibility.sampling_method": ("sampling_method",),
    },
    lists={},
    objects={},
)
_DESIGN = Form(
    scalars={
        f"design.{name}": (name,)
        for name in ("allocation", "intervention_model", "observational_model", "primary_purpose", "time_perspective")
    },
    lists={},
    objects={},
)
# The objects of a trial, the table they stand in, and its columns.
_OBJECTS: dict[str, tuple[str, Mapping[str, str]]] = {
    "sponsors": ("sponsors", {"name": "name", "role": "lead_or_collaborator", "class": "agency_class"}),
    "locations": (
        "facilities",
        {"facility": "name"} | {name: name for name in ("city", "state", "zip", "country", "status")},
    ),
    "identifiers": ("id_information", {"id": "id_value", "type": "id_type", "source": "id_source"}),
    "officials": ("overall_officials", {"name": "name", "role": "role", "affiliation": "affiliation"}),
    "references": ("study_references", {"citation": "citation", "type": "reference_type", "pmid": "pmid"}),
}


def aact(record: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    tables = _Tables(record)
    study, eligibility, design = (tables.one(name) for name in ("studies", "eligibilities", "designs"))
    said: list[dict[str, str]] = []
    facts = _STUDY.facts(study) | _ELIGIBILITY.facts(eligibility) | _DESIGN.facts(design)
    for name in ("start", "primary_completion", "completion"):
        facts[f"{name}_date"] = _date(study, name, said)
    for path, (table, names) in _OBJECTS.items():
        facts[path] = [_texts(each, names) for each in tables.rows(table)]
    facts["sponsors"].sort(key=lambda sponsor: read_enum("sponsor_role", sponsor["role"] or "") != "lead")
    facts["references"] += list(_links(tables))
    masking, who = masking_parts(design.text("masking"))
    facts |= {
        "id": tables.nct_id,
        "has_results": _flag(tables.one("calculated_values"), "were_results_reported") or _posted(study),
        "brief_summary": tables.words("brief_summaries", "description"),
        "detailed_description": tables.words("detailed_descriptions", "description"),
        "conditions": tables.names("conditions"),
        "keywords": tables.names("keywords"),
        "responsible_party": _responsible(tables.one("responsible_parties")),
        "design.masking": masking,
        "design.who_masked": who or [_spoken(who) for who in _MASKED if _flag(design, f"{who}_masked") == "Yes"],
        "design.masking_description": _lines(design, "masking_description"),
        "design.intervention_model_description": _lines(design, "intervention_model_description"),
        "interventions": list(_interventions(tables)),
        "arms": list(_arms(tables)),
        "outcomes": list(_outcomes(tables)),
        CRITERIA: _lines(eligibility, "criteria"),
        "eligibility.healthy_volunteers": _flag(eligibility, "healthy_volunteers"),
        "eligibility.study_population": _lines(eligibility, "population") or _lines(eligibility, "study_pop"),
        "contacts": [_contact(each) for each in tables.rows("central_contacts")],
        "countries": list(_countries(tables)),
        "diagnostics": said,
    }
    said += [report("several-rows", told, "id", "warning") for told in tables.doubled()]
    if tables.others:
        told = f"rows of other trials are left in {', '.join(sorted(tables.others))}"
        said.append(report("several-trials", told, "id", "warning"))
    return facts


class _Tables:
    """The rows of a trial by their table, wherever they stand."""

    def __init__(self, record: Fields) -> None:
        self.record = record
        record.skip(*_OWN, *SKIPPED)
        held = {plain_name(name) for name, value in record.value.items() if isinstance(value, str)}
        told = {name for name, signs in _MANY.items() if signs and {*map(plain_name, signs.split())} <= held}
        # A column `name` in a row of two such tables is of one of them, and nothing says of which.
        self.flat = told if len(told) == 1 else set()
        self.others: set[str] = set()  # tables with rows of other trials
        rows = (row for table in (*_SINGLE, *_MANY) for row in record.parts(table))
        ids = (row.text("nct_id") for row in rows)
        self.nct_id = record.text("nct_id") or next(filter(None, ids), None)

    def rows(self, table: str) -> list[Fields]:
        """The rows of a table."""
        return self._own(table) or ([self.record] if table in self.flat else [])

    def one(self, table: str) -> Fields:
        """The one row of a table, or else that of a query."""
        named = (row for name in (table, _SINGLE[table][0]) for row in self._own(name))
        return next(named, self.record)

    def doubled(self) -> Iterator[str]:
        """Tables with another row for the one that a trial has, which says something else."""
        for table, (single, _) in _SINGLE.items():
            rows = [row.value for name in dict.fromkeys((table, single)) for row in self._own(name)]
            if any(row != rows[0] for row in rows):
                yield f"{len(rows)} rows stand in {table} where a trial has one; the first is read"

    def words(self, table: str, column: str) -> str | None:
        """A text that may stand for its row."""
        for name in (table, _SINGLE[table][0]):
            for place in (name, f"{name}.{column}"):
                if words := _lines(self.record, place):
                    return words
            if rows := self._own(name):
                return _lines(rows[0], column)
        return None

    def names(self, table: str) -> list[str]:
        """The names in the rows of a table; a query gives them as a list, or one after the other."""
        found = [row.text("name") for row in self._own(table)]
        texts = (each for text in self.record.texts(table) for each in _LISTED.split(text))
        return list(dict.fromkeys(filter(None, (*found, *texts))))

    def _own(self, name: str) -> list[Fields]:
        """The rows under a name that are the trial's."""
        rows = self.record.parts(name)
        own = [row for row in rows if row.text("nct_id") in (None, self.nct_id)]
        if len(own) < len(rows):
            self.others.add(name)
        for row in own:
            row.skip(*_OWN)
        return own


def _lines(row: Fields, column: str) -> str | None:
    words = row.text(column)
    return aact_lines(words) if words else None


def _texts(row: Fields, names: Mapping[str, str]) -> dict[str, Any]:
    """A row under a trial's names, without the breaks of the file."""
    found = named(row, names)
    return {name: words and aact_lines(words) for name, words in found.items()}


def _flag(row: Fields, column: str) -> str | None:
    told = row.text(column)
    return _FLAGS.get((told or "").strip().lower(), told)


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _posted(study: Fields) -> str | None:
    return "Yes" if study.text("results_first_posted_date") else None


def _date(study: Fields, name: str, said: list[dict[str, str]]) -> str | None:
    """A date as it was registered; the column beside it is completed to a day where a month was."""
    kind = study.text(f"{name}_date_type")
    stated, whole = study.text(f"{name}_month_year"), study.text(f"{name}_date")
    found = _DAY.match(whole or "")
    if stated is None and found and read_date_type(kind or "") != "ACTUAL":
        year, month, day = map(int, found.groups())
        if 1 <= month <= 12 and day in (1, calendar.monthrange(max(year, 1), month)[1]):
            said.append(report("completed-date", "the day may be AACT's own; the month is sure", f"{name}_date"))
            stated = f"{found[1]}-{found[2]}"
    words = stated or whole
    return f"{words} ({kind})" if words and kind else words


def _responsible(party: Fields) -> dict[str, Any]:
    kind = party.text("responsible_party_type")
    if kind is None and party.text("old_name_title") is None:
        return {}
    return {
        "type": kind,
        "name": party.text("name") or party.text("old_name_title"),
        "title": party.text("title"),
        "affiliation": party.text("affiliation") or party.text("organization"),
    }


def _interventions(tables: _Tables) -> Iterator[dict[str, Any]]:
    others = tables.rows("intervention_other_names")
    rows = tables.rows("interventions")
    for row in rows:
        told = _texts(row, {"name": "name", "type": "intervention_type", "description": "description"})
        own = [each for each in others if len(rows) == 1 or _same(each, "intervention_id", row)]
        yield told | {"other_names": list(filter(None, (each.text("name") for each in own)))}
    if not rows:  # a list of a query
        yield from (typed_name(words) for words in tables.names("interventions"))


def _arms(tables: _Tables) -> Iterator[dict[str, Any]]:
    interventions, pairs = tables.rows("interventions"), tables.rows("design_group_interventions")
    for group in tables.rows("design_groups"):
        told = _texts(group, {"label": "title", "type": "group_type", "description": "description"})
        own = [each for each in pairs if _same(each, "design_group_id", group)]
        given = (each for pair in own for each in interventions if _same(pair, "intervention_id", each))
        yield told | {"interventions": list(filter(None, (each.text("name") for each in given)))}


def _outcomes(tables: _Tables) -> Iterator[dict[str, Any]]:
    """The outcomes whose sort is told."""
    for row in tables.rows("design_outcomes"):
        kind = _OUTCOMES.get(str(row.value.get("outcome_type", row.value.get("OUTCOME_TYPE"))).strip().lower())
        if kind:
            row.text("outcome_type")
            yield {"type": kind} | _texts(row, _OUTCOME)


def _same(row: Fields, column: str, other: Fields) -> bool:
    """Whether a row points at another."""
    number = row.text(column)
    return number is not None and number == other.text("id")


def _contact(contact: Fields) -> dict[str, Any]:
    phone = joined(" ext. ", contact.text("phone"), contact.text("phone_extension"))
    role = contact.text("role") or contact.text("contact_type")
    return named(contact, {"name": "name", "email": "email"}) | {"phone": phone, "role": role}


def _countries(tables: _Tables) -> Iterator[str]:
    """The countries that are still the trial's."""
    rows = tables.rows("countries")
    listed = [row.text("name") for row in rows if _flag(row, "removed") != "Yes"] if rows else tables.names("countries")
    found = [*listed, *(each.text("country") for each in ([] if rows else tables.rows("facilities")))]
    return iter(dict.fromkeys(filter(None, found)))


def _links(tables: _Tables) -> Iterator[dict[str, Any]]:
    for each in tables.rows("links"):
        url = each.text("url")
        yield {"citation": each.text("description") or url, "url": url}
