"""A trial of the German Clinical Trials Register as its download has it, JSON with every text once per language."""

from collections.abc import Iterator
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.form import Form, each_once, first_typed, joined
from trialparse.records.sheet import CRITERIA
from trialparse.values import is_missing

__all__ = ["drks"]

_LANGUAGE = "en"  # the one to read where a text stands in several
_UNLIMITED = ("NO_MIN_AGE", "NO_MAX_AGE")
_NUMBERS = (
    ("universalTrialNumber", "REGISTRY"),
    ("eudraCtNumber", "EUDRACT_NUMBER"),
    ("eudamedNumber", "OTHER"),
    ("otherPrimaryRegisterId", "REGISTRY"),
)
_FUNDS = {"COMMERCIAL": "INDUSTRY"}
_COLLABORATORS = ("SECONDARY_SPONSOR", "COLLABORATOR_OTHER_ADDRESS")
_ASKED = ("SCIENTIFIC_QUERIES", "PUBLIC_QUERIES")

_FORM = Form(
    scalars={
        "id": ("drksId",),
        "last_updated": ("lastUpdate",),
        "status": ("recruitment.status",),
        "study_type": ("studyCharacteristic.type",),
        "design.allocation": ("studyCharacteristic.allocation",),
        "design.intervention_model": ("studyCharacteristic.assignment",),
        "design.primary_purpose": ("studyCharacteristic.purpose",),
        "design.time_perspective": ("studyCharacteristic.timing",),
        "design.masking": ("studyCharacteristic.blindingType",),
        "eligibility.sex": ("recruitment.gender",),
        "eligibility.healthy_volunteers": ("recruitment.healthyVolunteers",),
    },
    lists={},
    objects={},
    skipped=(
        "registrationDrks",
        "registrationType",
        "trialStatus",
        "url",
        "sponsored",
        "ethicsCommittee",
        "recruitment.centricType",
        "secondaryIds.noOtherIdentificationNumbersAvailable",
    ),
)
# The first of these that there is: a place, and the type of what stands there.
_TYPED = {
    "start_date": (("actualStartDate", "ACTUAL"), ("scheduledStartDate", "ESTIMATED")),
    "completion_date": (("actualCompletionDate", "ACTUAL"), ("scheduledCompletionDate", "ESTIMATED")),
    "enrollment": (
        ("totalParticipants", "ACTUAL"),
        ("plannedParticipants", "ESTIMATED"),
        ("targetSampleSize", "ESTIMATED"),
    ),
}


def drks(trial: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    recruitment = trial.part("recruitment")
    design = trial.part("studyCharacteristic")
    words = trial.parts("trialDescriptions")
    facts = _FORM.facts(trial) | {path: first_typed(recruitment, *places) for path, places in _TYPED.items()}
    return facts | {
        "title": _told(words, "title"),
        "acronym": _told(words, "acronym"),
        "brief_summary": _told(words, "summary"),
        "detailed_description": _told(words, "scientificSummary"),
        "phases": (design.text("phase") or "").removeprefix("PHASE_").replace("_", "/"),
        "design.who_masked": [each for part in design.parts("blindingWhoList") for each in _coded(part, "blindingWho")],
        "conditions": list(dict.fromkeys(_conditions(trial))),
        "arms": list(_arms(trial)),
        "outcomes": list(_outcomes(design)),
        "eligibility.minimum_age": _age(recruitment.part("minimumAge")),
        "eligibility.maximum_age": _age(recruitment.part("maximumAge")),
        CRITERIA: list(_criteria(recruitment)) or None,
        "identifiers": list(_identifiers(trial)),
        **_people(trial),
        "locations": [{"facility": each.text("name"), "city": each.text("city")} for each in _institutes(recruitment)],
        "countries": [*recruitment.texts("countries"), *_countries(recruitment)],
        "references": list(_references(trial)),
    }


def _told(texts: list[Fields], name: str) -> str | None:
    """The words under a name in the language to read, else in another; those of the others say the same."""
    found = [(_language(each), each.text(name)) for each in texts]
    stated = [(language, words) for language, words in found if words is not None and not is_missing(words)]
    return next((words for language, words in sorted(stated, key=lambda pair: pair[0] != _LANGUAGE)), None)


def _language(text: Fields) -> str:
    return next(_coded(text, "locale"), "").strip().lower()[:2]


def _coded(part: Fields, *names: str) -> Iterator[str]:
    """A code, which stands in an object `id…` of its own."""
    owners = [part, *(part.part(str(name)) for name in part.value if str(name).startswith("id"))]
    yield from (words for owner in owners for name in names if (words := owner.text(name)))


def _age(limit: Fields) -> str | None:
    """A limit with its unit: without one it is no age, and neither is a week of pregnancy."""
    unit, amount = limit.text("unit"), limit.text("amount") or limit.text("value")
    if amount is None or unit in _UNLIMITED:
        return None
    return f"{amount} {unit}" if unit else f"{amount} (no unit)"


def _conditions(trial: Fields) -> Iterator[str]:
    for each in trial.parts("studiedHealthConditions"):
        each.skip("type", "catalog")
        if words := joined(
            " - ", each.text("code"), _told(each.parts("studiedHealthConditionDescriptions"), "comment")
        ):
            yield words


def _arms(trial: Fields) -> Iterator[dict[str, Any]]:
    """The groups, of which each stands there once per language."""
    groups: dict[str, list[Fields]] = {}
    for each in trial.parts("observationalGroups"):
        groups.setdefault(next(_coded(each, "arm"), str(len(groups) + 1)), []).append(each)
    for number, texts in groups.items():
        if words := _told(texts, "comment"):
            yield {"label": f"Arm {number}", "description": words}


def _outcomes(design: Fields) -> Iterator[dict[str, Any]]:
    for kind in ("primary", "secondary"):
        if measure := _told(design.parts("characteristicDescriptions"), f"{kind}Outcome"):
            yield {"type": kind, "measure": measure}


def _criteria(recruitment: Fields) -> Iterator[tuple[Kind, str]]:
    for kind in STATED_KINDS:
        if words := _told(recruitment.parts("recruitmentDescriptions"), f"{kind}Criteria"):
            yield kind, words.replace("\r\n", "\n")


def _identifiers(trial: Fields) -> Iterator[dict[str, Any]]:
    numbers = trial.part("secondaryIds")
    source = numbers.text("otherPrimaryRegisterName")
    for name, kind in _NUMBERS:
        number = numbers.text(name)
        if number is not None and not is_missing(number):
            yield {"id": number, "type": kind, "source": source if name == "otherPrimaryRegisterId" else None}
    for each in trial.parts("otherSecondaryIds"):
        if number := each.text("value"):
            yield {"id": number, "type": "OTHER"}


def _people(trial: Fields) -> dict[str, Any]:
    """The addresses by what they are: sponsors, who gives money, whom to ask, who leads the trial."""
    addresses = [(next(_coded(each, "type"), ""), each.part("contact")) for each in trial.parts("trialContacts")]
    for _, address in addresses:
        address.skip("title", "streetAndNo", "zip", "city", "country", "fax", "url")
    sponsors = [
        *({"name": _body(each), "role": "lead"} for kind, each in addresses if kind == "PRIMARY_SPONSOR"),
        *({"name": _body(each), "role": "collaborator"} for kind, each in addresses if kind in _COLLABORATORS),
        *(_funder(each) for each in trial.parts("materialSupports")),
    ]
    leaders = [each for kind, each in addresses if kind == "PRINCIPAL_COORDINATING_INVESTIGATOR"]
    asked = [_contact(each) for kind, each in addresses if kind in _ASKED]
    return {
        "sponsors": each_once(sponsors, "name"),
        "contacts": each_once(asked, "name", "phone", "email"),
        "officials": [
            {"name": name, "role": "PRINCIPAL_INVESTIGATOR", "affiliation": each.text("affiliation")}
            for each in leaders
            if (name := _name(each))
        ],
    }


def _name(address: Fields) -> str | None:
    return joined(" ", address.text("firstName"), address.text("lastName"))


def _body(address: Fields) -> str | None:
    return address.text("affiliation") or _name(address)


def _funder(support: Fields) -> dict[str, Any]:
    address = support.part("contact")
    address.skip(
        "title", "firstName", "lastName", "streetAndNo", "zip", "city", "country", "phone", "fax", "email", "url"
    )
    told = _FUNDS.get(support.text("type") or "")
    return {"name": _body(address), "role": "collaborator", "class": told}


def _contact(address: Fields) -> dict[str, Any]:
    return {
        "name": _name(address) or address.text("affiliation"),
        "phone": address.text("phone") or address.text("telephone"),
        "email": address.text("email"),
    }


def _countries(recruitment: Fields) -> Iterator[str]:
    for part in recruitment.parts("countries"):
        yield from _coded(part, "code", "country")


def _institutes(recruitment: Fields) -> Iterator[Fields]:
    for each in recruitment.parts("institutes"):
        each.skip("type")
        yield each


def _references(trial: Fields) -> Iterator[dict[str, Any]]:
    for each in trial.parts("trialResults.publications"):
        each.skip("type")
        url = each.text("link")
        if citation := each.text("description") or url:
            yield {"citation": citation, "url": url}
