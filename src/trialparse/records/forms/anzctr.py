"""A trial of the Australian New Zealand Clinical Trials Registry: the XML of its download and of its web service."""

import re
from collections.abc import Iterator
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.form import Form, each_once, first_typed, joined, once
from trialparse.records.sheet import CRITERIA
from trialparse.values import is_missing

__all__ = ["anzctr"]

_NUMBER = re.compile(r"(?:ACTRN)?\s{0,3}(126\d{11})p?", re.IGNORECASE)  # with a `p` it is provisional
_CLASSES = {"commercial sector/industry": "INDUSTRY", "individual": "INDIV"}

_FORM = Form(
    scalars={
        "last_updated": ("dateLastUpdated",),
        "status": ("recruitment.recruitmentstatus",),
        "brief_summary": ("ethicsAndSummary.summary",),
        "study_type": ("trial_design.studytype",),
        "phases": ("recruitment.phase", "trial_design.phase"),
        "design.allocation": ("trial_design.allocation",),
        "design.intervention_model": ("trial_design.assignment",),
        "design.primary_purpose": ("trial_design.purpose",),
        "design.masking": ("trial_design.masking",),
        "eligibility.sex": ("eligibility.inclusivegender",),
        "eligibility.healthy_volunteers": ("eligibility.healthyvolunteer",),
    },
    lists={},
    objects={},
    skipped=(
        "@requestNumber", "stage", "submitdate", "approvaldate", "sponsorship.primarysponsoraddress",
        "sponsorship.primarysponsorcountry", "ethicsAndSummary.ethicscommitee", "ethicsAndSummary.ethicsreview",
        "recruitment.postcode",
    ),
)  # fmt: skip


def anzctr(trial: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    recruitment, eligibility, titles = trial.part("recruitment"), trial.part("eligibility"), _titles(trial)
    contacts = [*trial.parts("contacts.contact"), *trial.parts("contacts"), *trial.parts("contact")]
    number = _id(trial)
    return _FORM.facts(trial) | {
        "id": number,
        "title": titles.text("publictitle") or titles.text("studytitle"),
        "official_title": titles.text("scientifictitle"),
        "acronym": titles.text("trialacronym"),
        "identifiers": [each for each in each_once(_identifiers(trial, titles), "id") if each["id"] != number],
        "start_date": first_typed(recruitment, ("actualstartdate", "ACTUAL"), ("anticipatedstartdate", "ESTIMATED")),
        "completion_date": first_typed(
            recruitment, ("actuallastvisitdate", "ACTUAL"), ("anticipatedlastvisitdate", "ESTIMATED")
        ),
        "enrollment": first_typed(recruitment, ("actualsamplesize", "ACTUAL"), ("samplesize", "ESTIMATED")),
        "sponsors": each_once(_sponsors(trial.part("sponsorship")), "name"),
        "conditions": once(trial.texts("conditions.healthcondition")),
        "design.who_masked": once(trial.text(f"trial_design.masking{place}") for place in range(1, 5)),
        "outcomes": list(_outcomes(trial.part("outcomes"))),
        CRITERIA: list(_criteria(eligibility)) or None,
        "eligibility.minimum_age": _age(eligibility, "min"),
        "eligibility.maximum_age": _age(eligibility, "max"),
        "contacts": each_once(map(_contact, contacts), "name", "phone", "email"),
        "officials": [
            {"name": each.text("name"), "role": "PRINCIPAL_INVESTIGATOR"} for each in contacts if _leads(each)
        ],
        "countries": _countries(recruitment),
        "references": [{"citation": each} for each in once(trial.texts("ethicsAndSummary.publication"))],
    }


def _id(trial: Fields) -> str | None:
    """The number with the registry's name, which may be left out; a trial of another registry has that one's."""
    number = next(iter(once(trial.text(place) for place in ("actrnumber", "actrn", "nctid"))), None)
    match = _NUMBER.fullmatch(number) if number else None
    return f"ACTRN{match[1]}" if match else number


def _titles(trial: Fields) -> Fields:
    """What holds the titles: under which name they stand is not the same in all of the files."""
    owners = (trial.part(str(name)) for name in trial.value)
    return next((each for each in owners if each.text("publictitle") or each.text("scientifictitle")), trial)


def _identifiers(trial: Fields, titles: Fields) -> Iterator[dict[str, Any]]:
    yield {"id": trial.text("nctid"), "type": "REGISTRY"}
    yield {"id": titles.text("utrn"), "type": "REGISTRY"}
    yield from ({"id": each, "type": "OTHER"} for each in titles.texts("secondaryid"))


def _sponsors(sponsorship: Fields) -> Iterator[dict[str, Any]]:
    """The sponsors, the primary one first, and who gives money."""
    kind = (sponsorship.text("primarysponsortype") or "").strip().lower()
    yield {"name": sponsorship.text("primarysponsorname"), "role": "lead", "class": _CLASSES.get(kind)}
    others = (("secondarysponsor", "sponsor"), ("othercollaborator", "collaborator"), ("fundingsource", "funding"))
    for place, part in others:
        for each in sponsorship.parts(place):
            each.skip(f"{part}address", f"{part}country")
            kind = (each.text(f"{part}type") or "").strip().lower()
            name = each.text(f"{part}name") or each.text(f"other{part}name")
            yield {"name": name, "role": "collaborator", "class": _CLASSES.get(kind)}


def _outcomes(outcomes: Fields) -> Iterator[dict[str, Any]]:
    for kind in ("primary", "secondary"):
        for each in outcomes.parts(f"{kind}Outcome"):
            yield {"type": kind, "measure": each.text("outcome"), "time_frame": each.text("timepoint")}


def _criteria(eligibility: Fields) -> Iterator[tuple[Kind, str]]:
    for kind, place in zip(STATED_KINDS, ("inclusivecriteria", "exclusivecriteria"), strict=True):
        words = eligibility.text(place)
        if words is not None and not is_missing(words):
            yield kind, words


def _age(eligibility: Fields, side: str) -> str | None:
    """A limit with its unit, `No limit` for one, beside which a 0 stands."""
    number, unit = eligibility.text(f"inclusive{side}age"), eligibility.text(f"inclusive{side}agetype")
    if unit is not None and unit.strip().lower() == "no limit":
        return None
    return joined(" ", number, unit or "(no unit)") if number else None


def _contact(contact: Fields) -> dict[str, Any]:
    contact.skip("address", "fax", "country", "type")
    name = joined(" ", contact.text("title"), contact.text("name"))
    return {"name": name, "phone": contact.text("phone"), "email": contact.text("email")}


def _leads(contact: Fields) -> bool:
    return bool(contact.text("name")) and "investigator" in (contact.text("type") or "").lower()


def _countries(recruitment: Fields) -> list[str]:
    """The countries; that some are `outside Australia` names none."""
    stated = [each for each in recruitment.texts("recruitmentcountry") if "outside" not in each.lower()]
    abroad = [each.text("country") for each in recruitment.parts("countryoutsideaustralia")]
    return once([*stated, *abroad])
