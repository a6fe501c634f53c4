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
"""The version of the JSON that comes out; it changes when a name or a meaning does.

Examples:
    >>> from trialparse import SCHEMA_VERSION, parse
    >>> parse("").schema_version == SCHEMA_VERSION
    True
"""


class Enrollment(Frozen):
    """How many participants; `type` only where the page says whether it is actual or estimated.

    Examples:
        >>> from trialparse import parse_record
        >>> study = {"protocolSection": {"designModule": {"enrollmentInfo": {"count": 184, "type": "ESTIMATED"}}}}
        >>> enrollment = parse_record(study).enrollment
        >>> enrollment.count, enrollment.type
        (184, 'ESTIMATED')
    """

    count: int | None = None
    type: DateType | None = None
    span: Span | None = None


class Design(Frozen):
    """How the study is built.

    Examples:
        >>> from trialparse import parse_record
        >>> design = {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT"]}}
        >>> found = parse_record({"protocolSection": {"designModule": {"designInfo": design}}}).design
        >>> found.allocation, found.masking, found.who_masked, found.primary_purpose
        ('RANDOMIZED', 'DOUBLE', ('PARTICIPANT',), None)
    """

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
    """An arm or group; `interventions` are names of the trial's interventions.

    Examples:
        >>> from trialparse import parse_record
        >>> arm = {"label": "High dose", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Velorimab"]}
        >>> study = {"protocolSection": {"armsInterventionsModule": {"armGroups": [arm]}}}
        >>> (found,) = parse_record(study).arms
        >>> found.label, found.type, found.interventions
        ('High dose', 'EXPERIMENTAL', ('Velorimab',))
    """

    label: str
    type: str | None = None
    description: str | None = None
    interventions: tuple[str, ...] = ()


class Intervention(Frozen):
    """What is given, done or looked at; `other_names` are those of the same thing.

    Examples:
        >>> from trialparse import parse_record
        >>> drug = {"name": "Velorimab", "type": "DRUG", "otherNames": ["VEL-203"]}
        >>> study = {"protocolSection": {"armsInterventionsModule": {"interventions": [drug]}}}
        >>> (found,) = parse_record(study).interventions
        >>> found.name, found.type, found.other_names
        ('Velorimab', 'DRUG', ('VEL-203',))
    """

    name: str
    type: str | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()


class Outcome(Frozen):
    """What is measured, and when, as the page words it.

    Examples:
        >>> from trialparse import parse_record
        >>> outcome = {"measure": "Complete renal response", "timeFrame": "week 52"}
        >>> study = {"protocolSection": {"outcomesModule": {"primaryOutcomes": [outcome]}}}
        >>> (found,) = parse_record(study).outcomes
        >>> found.type, found.measure, found.time_frame
        ('primary', 'Complete renal response', 'week 52')
    """

    type: Literal["primary", "secondary", "other"]
    measure: str
    description: str | None = None
    time_frame: str | None = None


class Sponsor(Frozen):
    """A sponsor or collaborator; `class_` (JSON name `class`) is the API's agency class.

    Examples:
        >>> from trialparse import parse_record
        >>> lead = {"leadSponsor": {"name": "Northlake Institute", "class": "OTHER"}}
        >>> (found,) = parse_record({"protocolSection": {"sponsorCollaboratorsModule": lead}}).sponsors
        >>> found.name, found.class_, found.role
        ('Northlake Institute', 'OTHER', 'lead')
    """

    name: str
    class_: str | None = Field(default=None, alias="class")
    role: str | None = None


class ResponsibleParty(Frozen):
    """Who answers for the trial: the sponsor, or an investigator with title and affiliation.

    Examples:
        >>> from trialparse import parse_record
        >>> party = {"type": "PRINCIPAL_INVESTIGATOR", "investigatorFullName": "Ines Calloway"}
        >>> study = {"protocolSection": {"sponsorCollaboratorsModule": {"responsibleParty": party}}}
        >>> parse_record(study).responsible_party.name
        'Ines Calloway'
    """

    type: str | None = None
    name: str | None = None
    title: str | None = None
    affiliation: str | None = None


class Official(Frozen):
    """A person who leads the trial.

    Examples:
        >>> from trialparse import parse_record
        >>> official = {"name": "Ines Calloway, MD", "affiliation": "Northlake Institute"}
        >>> study = {"protocolSection": {"contactsLocationsModule": {"overallOfficials": [official]}}}
        >>> (found,) = parse_record(study).officials
        >>> found.name, found.affiliation
        ('Ines Calloway, MD', 'Northlake Institute')
    """

    name: str
    role: str | None = None
    affiliation: str | None = None


class Contact(Frozen):
    """Whom to ask; phone and email as the page writes them.

    Examples:
        >>> from trialparse import parse_record
        >>> contact = {"name": "Tobias Renner", "role": "CONTACT", "phone": "+1 555 010 7733"}
        >>> study = {"protocolSection": {"contactsLocationsModule": {"centralContacts": [contact]}}}
        >>> (found,) = parse_record(study).contacts
        >>> found.name, found.phone, found.email
        ('Tobias Renner', '+1 555 010 7733', None)
    """

    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


class Location(Frozen):
    """A site of the trial; `contacts` are its own.

    Examples:
        >>> from trialparse import parse_record
        >>> site = {"facility": "Hangang Medical Center", "city": "Seoul", "country": "South Korea"}
        >>> study = {"protocolSection": {"contactsLocationsModule": {"locations": [site]}}}
        >>> (found,) = parse_record(study).locations
        >>> found.facility, found.city, found.country
        ('Hangang Medical Center', 'Seoul', 'South Korea')
    """

    facility: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    status: str | None = None
    contacts: tuple[Contact, ...] = ()


class Identifier(Frozen):
    """Another number of the trial; `type` and `source` say whose it is where the page does.

    Examples:
        >>> from trialparse import parse_record
        >>> number = {"id": "2025-501234-17-00", "type": "CTIS"}
        >>> study = {"protocolSection": {"identificationModule": {"secondaryIdInfos": [number]}}}
        >>> found = parse_record(study).identifiers
        >>> [(each.id, each.type) for each in found]
        [('2025-501234-17-00', 'CTIS')]
    """

    id: str
    type: str | None = None
    source: str | None = None


class RelatedTrial(Frozen):
    """A trial that the page shows beside its own; nothing of it is taken for the page's own.

    Examples:
        >>> RelatedTrial(id="NCT09991528", title="Voclera Capsules in Membranous Nephropathy", phase="PHASE3").id
        'NCT09991528'
    """

    title: str | None = None
    id: str | None = None
    status: str | None = None
    phase: str | None = None


class ReferenceItem(Frozen):
    """A publication that the page cites.

    Examples:
        >>> from trialparse import parse_record
        >>> item = {"pmid": "12345678", "type": "BACKGROUND", "citation": "Calloway I. Kidney Int. 2024."}
        >>> study = {"protocolSection": {"referencesModule": {"references": [item]}}}
        >>> (found,) = parse_record(study).references
        >>> found.pmid, found.citation
        ('12345678', 'Calloway I. Kidney Int. 2024.')
    """

    citation: str
    pmid: str | None = None
    type: str | None = None
    url: str | None = None


class Trial(Walked):
    """One trial. `spans` maps the path of a scalar (`enrollment.count`, `arms[0].label`) to its place in `text`.

    `language` is that of its eligibility text, or of the page where there is none.

    Examples:
        >>> from trialparse import parse
        >>> trial = parse("Inclusion Criteria:\\n- Age 18 to 65 years\\n- HbA1c < 9%")
        >>> trial.title is None, [fact.constraint.subject.id for fact in trial.facts]
        (True, ['age', 'hba1c'])
        >>> trial == Trial.model_validate_json(trial.model_dump_json())
        True
    """

    schema_version: Literal["3"] = SCHEMA_VERSION
    layout: str | None = None
    language: str | None = None
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

        Examples:
            >>> from trialparse import parse_record
            >>> trial = parse_record({"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}})
            >>> trial.span_of("id"), trial.span_of("title")
            (Span(start=10, end=21), None)
        """
        return self.spans[path] if path in self.spans else span_at(self, path)

    def evidence(self, path: str) -> str | None:
        """The characters behind the value at `path`, or None where the page does not show it; paths as of `span_of`.

        Examples:
            >>> from trialparse import parse_record
            >>> trial = parse_record({"protocolSection": {"designModule": {"enrollmentInfo": {"count": 40}}}})
            >>> trial.evidence("enrollment.count"), trial.evidence("title")
            ('40', None)
        """
        span = self.span_of(path)
        return None if span is None else span.of(self.text)

    def show(self) -> None:
        """Prints the trial for a person to read: its fields, its criteria with what was read of them, diagnostics."""
        show(self)

    def __hash__(self) -> int:
        return hash((self.id, self.text))  # `spans` has no hash; trials that are equal have the same text

    def __repr__(self) -> str:
        return trial_repr(self)
