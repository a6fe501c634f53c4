"""A trial of the ISRCTN registry: its XML, where sponsors, contacts and funders stand beside the trial, or the inside
of the trial as JSON."""

import re
from collections.abc import Iterator
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.form import Form, each_once, first_typed, joined, once, report
from trialparse.records.sheet import CRITERIA
from trialparse.values import country, country_code, former_criteria, is_missing, read_date, read_enum

__all__ = ["isrctn"]

_DIGITS = re.compile(r"\d{1,8}\s*\Z")
_PLANNED = re.compile(r"planned sample size\s{0,3}:\s{0,3}[\d,. ]{1,12}", re.IGNORECASE)
_NUMBERED = re.compile(r"\s{0,8}\d{1,2}[.)]\s{1,4}(\S.*)")
_APART = re.compile(r"[,;](?![^()]{0,80}\))")
_NUMBERS = (
    ("eudraCTNumber", "EUDRACT_NUMBER", None),
    ("clinicalTrialsGovNumber", "REGISTRY", None),
    ("irasNumber", "OTHER", "IRAS"),
    ("protocolSerialNumber", "OTHER", None),
)
_PERSON = ("title", "forename", "surname")

_FORM = Form(
    scalars={
        "title": ("trialDescription.title",),
        "official_title": ("trialDescription.scientificTitle",),
        "acronym": ("trialDescription.acronym",),
        "brief_summary": ("trialDescription.plainEnglishSummary",),
        "last_updated": ("@lastUpdated", "lastUpdated"),
        "study_type": ("trialDesign.primaryStudyDesign",),
        "start_date": ("participants.recruitmentStart", "trialDesign.overallStartDate"),
        "completion_date": ("trialDesign.overallEndDate",),
        "eligibility.minimum_age": ("participants.lowerAgeLimit",),
        "eligibility.maximum_age": ("participants.upperAgeLimit",),
        "eligibility.sex": ("participants.gender",),
    },
    lists={},
    objects={},
    skipped=(
        "@version", "@isPublished", "@publicIdentifierType", "@publicIdentifierCanonical", "isrctn",
        "trialDescription.acknowledgment", "trialDescription.ethicsApprovalRequired",
        "trialDescription.ethicsApproval", "trialDescription.ethicsCommittees", "trialDescription.trialWebsite",
        "externalRefs.doi", "participants.ageRange", "participants.patientInfoSheet", "parties", "miscellaneous",
        "attachedFiles", "results",
    ),
)  # fmt: skip


def isrctn(record: Fields) -> dict[str, Any]:
    """The facts of a trial, with or without what stands beside it."""
    trial = record.part("trial") if record.parts("trial") else record
    people = trial.part("participants")
    status, said = _status(trial)
    criteria, left = _criteria(people)
    contacts = record.parts("contact")
    return _FORM.facts(trial) | {
        "id": _id(trial),
        "status": status,
        "phases": joined("/", *dict.fromkeys(each.text("phase") for each in trial.parts("interventions.intervention"))),
        "design.allocation": _known("allocation", trial, "trialDesign.secondaryStudyDesign"),
        "design.primary_purpose": _known(
            "primary_purpose", trial, "trialDesign.trialTypes.trialType", "trialDesign.trialType"
        ),
        "enrollment": first_typed(people, ("totalFinalEnrolment", "ACTUAL")) or _target(people),
        "conditions": once(each.text("description") for each in trial.parts("conditions.condition")),
        "interventions": each_once(_interventions(trial), "name"),
        "outcomes": list(_outcomes(trial.part("trialDescription"))),
        "eligibility.healthy_volunteers": _healthy(people),
        CRITERIA: criteria or None,
        "countries": _countries(people),
        "locations": [_centre(each) for each in people.parts("trialCentres.trialCentre")],
        "identifiers": each_once(_identifiers(trial.part("externalRefs")), "id"),
        "sponsors": each_once(_sponsors(record), "name"),
        "contacts": [_contact(each) for each in contacts],
        "officials": [official for each in contacts if (official := _official(each))],
        "references": list(_references(trial)),
        "diagnostics": [*said, *left],
    }


def _id(trial: Fields) -> str | None:
    """The number behind the registry's name, which the record leaves out."""
    number = trial.text("@publicIdentifierCanonical") or trial.text("isrctn")
    return f"ISRCTN{number.strip():0>8}" if number and _DIGITS.match(number) else number


def _status(trial: Fields) -> tuple[str | None, list[dict[str, str]]]:
    """The status: that of a trial that was stopped stands there, any other follows from the dates and the day.

    That a trial has ended is sure where its end lies before the record's last change.
    """
    stated = once(
        [trial.text("trialDesign.overallStatusOverride"), trial.text("participants.recruitmentStatusOverride")]
    )
    trial.skip("participants.recruitmentStartStatusOverride")
    if stated:
        return stated[0], []
    end, changed = (_day(trial.text(place)) for place in ("trialDesign.overallEndDate", "@lastUpdated"))
    if end and changed and end < changed:
        message = "the record has no status; its end lies before its last change"
        return "Completed", [report("derived-status", message, "status")]
    message = "the record has no status; the register tells it from the dates and the day of asking"
    return None, [report("derived-status", message, "status")]


def _day(words: str | None) -> str | None:
    found = read_date(words) if words else None
    return found["date"] if found and found["precision"] == "day" else None


def _known(table: str, trial: Fields, *places: str) -> str | None:
    """The one word of a list that the API has too; others are left."""
    for place in places:
        words = Fields(trial.value).texts(place)
        if len(words) == 1 and read_enum(table, words[0]):
            return trial.texts(place)[0]
    return None


def _target(people: Fields) -> str | None:
    """The planned number: of a text that names it, that alone; the others are parts of it."""
    words = next(iter(once(people.text(place) for place in ("targetEnrolment", "totalTarget"))), None)
    planned = _PLANNED.search(words or "")
    return f"{(planned[0] if planned else words).strip()} (ESTIMATED)" if words else None


def _interventions(trial: Fields) -> Iterator[dict[str, Any]]:
    """What is named; a description without a name is no intervention's name, and is left."""
    for each in trial.parts("interventions.intervention"):
        names = once(_APART.split(each.text("drugNames") or ""))
        kind = each.text("interventionType")
        stated = kind if kind and read_enum("intervention_type", kind) else None
        for name in names:
            told = each.text("description") if len(names) == 1 else None
            yield {"name": name, "type": stated, "description": told}


def _outcomes(words: Fields) -> Iterator[dict[str, Any]]:
    """Newer records list them, older ones have a text, of numbered lines or of one outcome."""
    for kind in ("primary", "secondary"):
        listed = words.parts(f"{kind}Outcomes.outcomeMeasure")
        for each in listed:
            told = {"description": each.text("method"), "time_frame": each.text("timepoints")}
            yield {"measure": each.text("variable"), "type": kind, **told}
        for measure in [] if listed else _lines(words.text(f"{kind}Outcome") or ""):
            yield {"measure": measure, "type": kind}


def _lines(words: str) -> list[str]:
    """The lines without their numbers where each has one, else all as one."""
    lines = [line for line in words.splitlines() if line.strip()]
    numbered = [match[1] for line in lines if (match := _NUMBERED.fullmatch(line))]
    return numbered if numbered and len(numbered) == len(lines) else once([words])


def _healthy(people: Fields) -> str | None:
    stated = people.text("healthyVolunteersAllowed")
    kinds = people.texts("participantTypes.participantType")
    return stated or ("Yes" if any(kind.strip().lower() == "healthy volunteer" for kind in kinds) else None)


def _criteria(people: Fields) -> tuple[list[tuple[Kind, str]], list[dict[str, str]]]:
    """The criteria in force, and what there is to say of those that were amended and stand below them."""
    found: list[tuple[Kind, str]] = []
    said: list[dict[str, str]] = []
    for kind in STATED_KINDS:
        words = people.text(kind)
        if words is None or is_missing(words):
            continue
        words = words.replace("\r\n", "\n")
        for start, end, heading in reversed(list(former_criteria(words))):
            message = f"{kind} criteria that the record calls former are left out: {heading}"
            said.append(report("former-criteria", message, CRITERIA))
            words = words[:start] + words[end:]
        if words.strip():
            found.append((kind, words))
    return found, said


def _countries(people: Fields) -> list[str]:
    """The countries; a part of one that stands there too, Scotland beside the United Kingdom, says nothing more."""
    named = once(people.texts("recruitmentCountries.country"))
    whole = {country_code(name) for name in named if country(name) == name}
    return [name for name in named if country(name) in (None, name) or country_code(name) not in whole]


def _centre(centre: Fields) -> dict[str, Any]:
    centre.skip("@id", "@rtsId", "rtsId", "address")
    told = {name: centre.text(name) for name in ("city", "state", "zip", "country")}
    return {"facility": centre.text("name"), **told}


def _identifiers(numbers: Fields) -> Iterator[dict[str, Any]]:
    for name, kind, source in _NUMBERS:
        yield {"id": numbers.text(name), "type": kind, "source": source}
    for each in numbers.texts("secondaryNumbers.secondaryNumber"):
        yield {"id": each, "type": "OTHER"}


def _sponsors(record: Fields) -> Iterator[dict[str, Any]]:
    """Who answers for the trial, the first above the others, and who pays."""
    for number, each in enumerate(record.parts("sponsor")):
        each.skip("@id", "website", "sponsorType", "contactDetails", "gridId", "rorId")
        told = "INDUSTRY" if each.text("commercialStatus") == "Commercial" else None
        yield {"name": each.text("organisation"), "role": "collaborator" if number else "lead", "class": told}
    for each in record.parts("funder"):
        each.skip("@id", "fundRef")
        yield {"name": each.text("name"), "role": "collaborator"}


def _contact(contact: Fields) -> dict[str, Any]:
    contact.skip("@id", "orcid", *(f"contactDetails.{name}" for name in ("address", "city", "state", "country", "zip")))
    name = joined(" ", *(contact.text(part) for part in _PERSON))
    return {
        "name": name,
        "phone": contact.text("contactDetails.telephone"),
        "email": contact.text("contactDetails.email"),
    }


def _official(contact: Fields) -> dict[str, Any] | None:
    leads = any("investigator" in kind.lower() for kind in contact.texts("contactTypes.contactType"))
    name = joined(" ", *(contact.text(part) for part in _PERSON))
    return {"name": name, "role": "PRINCIPAL_INVESTIGATOR"} if leads and name else None


def _references(trial: Fields) -> Iterator[dict[str, Any]]:
    for each in trial.parts("outputs.output"):
        url = each.text("externalLink")
        if url:
            yield {"citation": each.text("description") or each.text("@outputType") or url, "url": url}
