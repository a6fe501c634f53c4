"""The trial: one registry record, every value with the characters it was read from.

Field names follow the ClinicalTrials.gov API v2 in snake case; enum values are the API's. A value of a page's own
that has no place in that vocabulary is kept as it stands, with an `unknown-value` diagnostic.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from trialparse.model.base import Frozen, Span
from trialparse.model.constraint import Constraint
from trialparse.model.criterion import Criterion, Eligibility, Walked
from trialparse.model.diagnostic import Diagnostic
from trialparse.model.faces import show
from trialparse.model.paths import span_at
from trialparse.model.said import trial_repr
from trialparse.model.values import DateType, PartialDate

__all__ = [
    "SCHEMA_VERSION",
    "Arm",
    "Contact",
    "Design",
    "Enrollment",
    "Identifier",
    "Intervention",
    "Location",
    "Official",
    "Outcome",
    "ReferenceItem",
    "RelatedTrial",
    "ResponsibleParty",
    "Sponsor",
    "Trial",
]

SCHEMA_VERSION: Literal["3"] = "3"


class Enrollment(Frozen):
    """How many participants; `type` only where the page says whether it is actual or estimated."""

    count: int | None = None
    type: DateType | None = None
    span: Span | None = None


class Design(Frozen):
    """How the study is built."""

    allocation: str | None = None
    intervention_model: str | None = None
    intervention_model_description: str | None = None
    primary_purpose: str | None = None
    masking: str | None = None
    masking_description: str | None = None
    who_masked: tuple[str, ...] = ()
    observational_model: str | None = None
    time_perspective: str | None = None


class Arm(Frozen):
    """An arm or group; `interventions` are names of the trial's interventions."""

    label: str
    type: str | None = None
    description: str | None = None
    interventions: tuple[str, ...] = ()


class Intervention(Frozen):
    name: str
    type: str | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()


class Outcome(Frozen):
    type: Literal["primary", "secondary", "other"]
    measure: str
    description: str | None = None
    time_frame: str | None = None


class Sponsor(Frozen):
    """A sponsor or collaborator; `class_` (JSON name `class`) is the API's agency class."""

    name: str
    class_: str | None = Field(default=None, alias="class")
    role: str | None = None


class ResponsibleParty(Frozen):
    type: str | None = None
    name: str | None = None
    title: str | None = None
    affiliation: str | None = None


class Official(Frozen):
    name: str
    role: str | None = None
    affiliation: str | None = None


class Contact(Frozen):
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


class Location(Frozen):
    facility: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    status: str | None = None
    contacts: tuple[Contact, ...] = ()


class Identifier(Frozen):
    id: str
    type: str | None = None
    source: str | None = None


class RelatedTrial(Frozen):
    title: str | None = None
    id: str | None = None
    status: str | None = None
    phase: str | None = None


class ReferenceItem(Frozen):
    citation: str
    pmid: str | None = None
    type: str | None = None
    url: str | None = None


class Trial(Walked):
    """One trial. `spans` maps the path of a scalar (`enrollment.count`, `arms[0].label`) to its place in `text`."""

    schema_version: Literal["3"] = SCHEMA_VERSION
    layout: str | None = None
    id: str | None = None
    registry: str | None = None
    title: str | None = None
    official_title: str | None = None
    acronym: str | None = None
    last_updated: PartialDate | None = None
    has_results: bool | None = None
    status: str | None = None
    phases: tuple[str, ...] = ()
    study_type: str | None = None
    enrollment: Enrollment | None = None
    start_date: PartialDate | None = None
    primary_completion_date: PartialDate | None = None
    completion_date: PartialDate | None = None
    brief_summary: str | None = None
    detailed_description: str | None = None
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    design: Design = Design()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    eligibility: Eligibility | None = None
    sponsors: tuple[Sponsor, ...] = ()
    responsible_party: ResponsibleParty | None = None
    officials: tuple[Official, ...] = ()
    locations: tuple[Location, ...] = ()
    countries: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    related_trials: tuple[RelatedTrial, ...] = ()
    references: tuple[ReferenceItem, ...] = ()
    spans: dict[str, Span] = Field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    text: str = ""

    def walk(self) -> Iterator[Criterion]:
        """All criteria in page order, parents before children."""
        if self.eligibility is not None:
            yield from self.eligibility.walk()

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints of all criteria."""
        return tuple(fact.constraint for fact in self.facts)

    def span_of(self, path: str) -> Span | None:
        """Where the value at `path` was read, or None where the page does not show it.

        `path` is dotted, with list places in brackets: `enrollment.count`, `arms[0].label`,
        `eligibility.criteria[1].constraints[0]`; the names are those in JSON. A path at which a trial cannot have a
        value raises a `LookupError` that names the paths near to it.
        """
        return self.spans[path] if path in self.spans else span_at(self, path)

    def evidence(self, path: str) -> str | None:
        """The characters behind the value at `path`, or None where the page does not show it; paths as of `span_of`."""
        span = self.span_of(path)
        return None if span is None else span.of(self.text)

    def show(self) -> None:
        """Prints the trial for a person to read: its fields, its criteria with what was read of them, diagnostics."""
        show(self)

    def __repr__(self) -> str:
        return trial_repr(self)
