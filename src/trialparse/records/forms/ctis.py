"""A trial of the EU's Clinical Trials Information System, from its overview or in full.

The record was laid out in two ways, before June 2024 and since, and those who pass it on merge it with its entry in the
overview; so what is known is looked for by its name, wherever it stands but in the applications that it repeats.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from trialparse.model.criterion import STATED_KINDS, Kind
from trialparse.records.fields import Fields
from trialparse.records.form import each_once, joined, once, report
from trialparse.records.forms.ctis_ages import age_limits
from trialparse.records.found import Found
from trialparse.records.sheet import CRITERIA
from trialparse.values import is_missing, read_enum

__all__ = ["ctis"]

_DATA: dict[str, Any] = tomllib.loads((resources.files(__package__) / "ctis.toml").read_text("utf-8"))
_SKIPPED = frozenset(_DATA["skipped"])
# What holds the same objects again, where they stand in their own place.
_REPEATED = {
    "applications": ("authorizedPartI",),
    "productRoleGroupInfos": ("authorizedPartI.products", "authorizedApplication.authorizedPartI.products"),
}
_INTEGRATED = re.compile(r"\(Integrated\).*", re.DOTALL)
_LISTED = re.compile(r"\s{0,3}(?:[-*•·–▪◦]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s[^\n]*\n")  # the first line of a list
_LABEL = re.compile(r"\s{0,3}(?:key |main |principal )?(?:in|ex)clusion criteria\s{0,3}:?[ \t]{0,3}\n", re.IGNORECASE)
_NUMBERED = re.compile(r"\s{0,3}\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s")  # `1.1 Gout`: its own number
_SCALARS = {
    "id": ("ctNumber",),
    "official_title": ("fullTitle",),
    "last_updated": ("lastUpdated", "lastPublicationUpdate"),
    "has_results": ("resultsFirstReceived",),
}
# The first of these that there is: a name, and the type of its date.
_DATES = {
    "start_date": (("startDateEU", "ACTUAL"), ("estimatedRecruitmentStartDate", "ESTIMATED")),
    "completion_date": (
        ("endDateEU", "ACTUAL"),
        ("endDate", "ACTUAL"),
        ("estimatedEndDate", "ESTIMATED"),
        ("estimatedGlobalEndDate", "ESTIMATED"),
    ),
}
_OUTCOMES = (
    ("primary", "primaryEndPoints", "primaryEndPoint"),
    ("secondary", "secondaryEndPoints", "secondaryEndPoint"),
)
_NUMBERS = (
    ("nctNumber", "REGISTRY"),
    ("isrctnNumber", "REGISTRY"),
    ("whoUniversalTrialNumber", "REGISTRY"),
    ("additionalRegistries", "REGISTRY"),
    ("eudraCtCode", "EUDRACT_NUMBER"),
)


def ctis(trial: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    repeated = {again for again, said in _REPEATED.items() if any(map(trial.holds, said))}
    found = Found(trial, _SKIPPED | repeated, {"applications"})  # of several, none is the trial's own
    facts: dict[str, Any] = {path: found.text(*names) for path, names in _SCALARS.items()}
    partial: list[dict[str, str]] = []
    (minimum, maximum), planned, whole = _ages(found), _planned(found, partial), found.text("totalNumberEnrolled")
    products, named = list(_products(found)), _overview(found, "product", ", ")
    diseases, overview = found.texts("medicalCondition"), found.texts("conditions")
    return facts | {
        **{path: _date(found, places) for path, places in _DATES.items()},
        "title": _title(found, trial.text("title")),
        "status": _status(found),
        "phases": _INTEGRATED.sub("", _meaning(found, "phase", "trialPhase") or "").strip(),
        "design.allocation": _agreed(found, "allocation", "allocationMethod"),
        "design.masking": _agreed(found, "masking", "blindingMethodCode"),
        "design.who_masked": once(each.text("name") for each in found.parts("blindedRoles")),
        "enrollment": whole or planned,
        "conditions": diseases or overview,
        "countries": _countries(found),
        "sponsors": each_once(_sponsors(found), "name"),
        "identifiers": each_once(_identifiers(found), "id"),
        "arms": each_once(_arms(found), "label"),
        "interventions": products or [{"name": name} for name in named],
        "outcomes": list(_outcomes(found)),
        "contacts": each_once(_contacts(found), "name", "email", "phone"),
        "locations": list(_locations(found)),
        "eligibility.minimum_age": minimum,
        "eligibility.maximum_age": maximum,
        "eligibility.sex": _sexes(found),
        "eligibility.healthy_volunteers": found.text("isHealthyVolunteers") or _healthy(found),
        CRITERIA: list(_criteria(found)) or None,
        "diagnostics": [*([] if whole else partial), *_said(bool(named[1:]) and not products, (minimum, maximum))],
    }


def _said(split: bool, limits: tuple[str | None, str | None]) -> Iterator[dict[str, str]]:
    """What is less sure than it looks; where both limits are the same they are none, or no age."""
    if split:
        message = "only commas tell the names of the products apart"
        yield report("ambiguous-interventions", message, "interventions", "warning")
    if limits[0] != limits[1]:
        message = (
            "the record tells groups of age: the limits are those of the groups, and the trial's own may lie within"
        )
        yield report("age-groups", message, "eligibility.minimum_age")


def _title(found: Found, own: str | None) -> str | None:
    """The title for all, else the full one of the overview, else that of the record before June 2024."""
    told = [*found.texts("publicTitle"), *found.texts("ctTitle"), *once([own])]
    return told[0] if told else found.text("shortTitle")


def _meaning(found: Found, table: str, name: str) -> str | None:
    """The meaning of a code, or the words that stand in its place."""
    words = found.text(name)
    return None if words is None else _DATA[table].get(words.strip(), words)


def _date(found: Found, places: Iterable[tuple[str, str]]) -> str | None:
    """The first there is; another of its sort that says otherwise is left unread."""
    told = [(name, words, kind) for name, kind in places if (words := found.peek(name))]
    if not told:
        return None
    _, first, sort = told[0]
    for name, words, kind in told:
        if words == first or kind != sort:
            found.text(name)
    return f"{first} ({sort})"


def _status(found: Found) -> str | None:
    """The public status; a word under `ctStatus` is that of the trial only before there was a public status."""
    words = found.text("ctStatus")
    public = _meaning(found, "status", "ctPublicStatusCode")
    if public is not None or words is None:
        return public
    known: str | None = _DATA["status"].get(words.strip())
    return known if known is not None or "authorizedApplication" in found else words


def _agreed(found: Found, table: str, name: str) -> str | None:
    """What all periods of a trial say; where they differ, all that they say."""
    return joined("; ", *(_DATA[table].get(words.strip(), words) for words in found.texts(name)))


def _ages(found: Found) -> tuple[str | None, str | None]:
    """The limits by the codes of the groups, else by their names in the overview."""
    told = [each.text("ageRangeCategoryCode") or each.text("ageRangeCategory") for each in found.parts("ageRanges")]
    finer = [
        (each.text("ageRangeCategoryCode") or "", each.text("ctAgeRangeCode") or "")
        for each in found.parts("ageRangeSecondaryIds")
    ]
    named = [name for words in found.texts("ageGroup") for name in words.split(",") if name.strip()]
    return age_limits(once(told) or named, finer)


def _sexes(found: Found) -> str | None:
    """The sexes in words, else where the record says of each whether it takes part."""
    told = {sex: found.text(f"is{sex}Subjects") for sex in ("Female", "Male")}
    stated = ", ".join(sex for sex, words in told.items() if words == "Yes") if all(told.values()) else None
    return found.text("gender") or stated


def _healthy(found: Found) -> str | None:
    names = once(each.text("name") for each in found.parts("clinicalTrialGroups"))
    return ("Yes" if any("healthy" in name.lower() for name in names) else "No") if names else None


def _planned(found: Found, said: list[dict[str, str]]) -> str | None:
    """The numbers of the countries and of all others, where every one is told; else it is said which are."""
    counts = [(_country(part), part.text("recruitmentSubjectCount")) for part in found.parts("authorizedPartsII")]
    others = found.text("rowSubjectCount")
    is_whole = all(count for _, count in counts) and (others is not None or not found.texts("rowCountriesInfo"))
    counts += [("Outside the EEA", others)] if others is not None else []
    told = joined("; ", *(f"{name or 'Country'}: {count}" for name, count in counts if count is not None))
    if told is not None and not is_whole:
        said.append(
            report("partial-count", f"not every part of the trial has a number: {told[:200]}", "enrollment.count")
        )
    return told if is_whole else None


def _country(part: Fields) -> str | None:
    return part.text("mscInfo.countryName") or part.text("mscInfo.mscName")


def _countries(found: Found) -> list[str]:
    """The states that are asked, each with its status behind a colon, and the countries beyond them."""
    states = [name for words in found.texts("trialCountries") for name in _states(words)]
    concerned = found.texts("mscName")
    beyond = [each.text("name") for each in found.parts("rowCountriesInfo")]
    return once([*(states or concerned), *beyond])


def _states(words: str) -> Iterator[str]:
    """The names in `DE:Authorised, not started, NL:Ended`, `Spain:4` or `Spain, Italy`."""
    for item in re.split("[,;]", words):
        if ":" in item or ":" not in words:
            yield item.partition(":")[0]


def _sponsors(found: Found) -> Iterator[dict[str, Any]]:
    """The sponsors, the primary one first, and who gives money."""
    sponsors = [*found.parts("sponsors"), *found.parts("primarySponsor"), *found.parts("coSponsors")]
    named = [(_organisation(each), each) for each in sponsors]
    first = [(name, each) for name, each in named if each.text("primary") != "No" and name]
    lead = first[0][0] if first else None
    for name, each in sorted(named, key=lambda pair: pair[0] != lead):
        if name is not None:
            commercial = each.text("isCommercial") or each.text("organisation.commercial")
            told = "INDUSTRY" if commercial == "Yes" else None
            yield {"name": name, "role": "lead" if name == lead else "collaborator", "class": told}
    overview = found.texts("sponsor") or found.texts("primarySponsor")
    yield from ({"name": name, "role": "lead"} for name in overview if lead is None)
    for each in found.parts("sourceOfMonetarySupport"):
        yield {"name": each.text("organisationName"), "role": "collaborator"}


def _organisation(part: Fields) -> str | None:
    return part.text("organisation.name") or part.text("organisationName") or part.text("name")


def _identifiers(found: Found) -> Iterator[dict[str, Any]]:
    for name, kind in _NUMBERS:
        for number in found.texts(name):
            yield {"id": number, "type": kind}
        for each in found.parts(name):
            source = next((each.text(str(own)) for own in each.value if "registry" in str(own).lower()), None)
            yield {"id": each.text("number"), "type": kind, "source": source}


def _arms(found: Found) -> Iterator[dict[str, Any]]:
    for each in found.parts("armDetails"):
        if label := each.text("title"):
            yield {"label": label, "description": each.text("description")}


def _products(found: Found) -> Iterator[dict[str, Any]]:
    """The products, each once: the groups by role hold all of them again."""
    seen: set[str] = set()
    for each in found.parts("products"):
        code = each.text("part1MpRoleTypeCode") or each.text("mpRoleInTrial")
        role = _DATA["role"].get((code or "").strip())
        info = each.part("productDictionaryInfo")
        substance = each.text("jsonActiveSubstanceNames") or info.text("activeSubstanceName")
        names = once([each.text("productName"), info.text("prodName"), substance, role if role == "Placebo" else None])
        if not names or names[0].casefold() in seen:
            continue
        seen.add(names[0].casefold())
        others = [name for name in names[1:] if name != role and "," not in name]
        routes = [*each.texts("routes"), *each.texts("route")]
        form = each.text("pharmaceuticalFormDisplay") or info.text("pharmForm")
        yield {
            "name": names[0],
            "description": joined("; ", role, form, *routes),
            "other_names": once([*others, info.text("sponsorProductCode")]),
        }


def _overview(found: Found, name: str, between: str) -> list[str]:
    """The items of a list in the overview."""
    return once(item for words in found.texts(name) for item in words.split(between))


def _outcomes(found: Found) -> Iterator[dict[str, Any]]:
    for kind, many, one in _OUTCOMES:
        listed = list(found.parts(many))
        for each in listed:
            each.skip("number", "isPrimary")
        overview = found.texts(one)
        for measure in once(each.text("endPoint") or each.text("text") for each in listed) or overview:
            yield {"type": kind, "measure": measure}


def _contacts(found: Found) -> Iterator[dict[str, Any]]:
    for name in ("publicContacts", "scientificContacts"):
        for each in found.parts(name):
            yield {
                "name": each.text("functionalName") or _organisation(each),
                "phone": each.text("telephone"),
                "email": each.text("functionalEmailAddress"),
            }


def _locations(found: Found) -> Iterator[dict[str, Any]]:
    for part in found.parts("authorizedPartsII"):
        country, told = _country(part), part.text("mscInfo.trialStatus") or ""
        status = _DATA["status"].get(told.strip(), told)
        for site in part.parts("trialSites"):
            yield _location(site) | {"status": status if read_enum("status", status) else None, **_land(site, country)}


def _land(site: Fields, country: str | None) -> dict[str, Any]:
    return {"country": site.text("organisationAddressInfo.address.countryName") or country}


def _location(site: Fields) -> dict[str, Any]:
    info = site.part("organisationAddressInfo")
    info.skip("organisation.type", "address.oneLine", "address.country", "phone", "email")
    site.skip("personInfo.title", *(f"organisationAddressInfo.address.addressLine{number}" for number in range(1, 5)))
    person = {
        "name": joined(" ", site.text("personInfo.firstName"), site.text("personInfo.lastName")),
        "phone": site.text("personInfo.telephone") or info.text("phone"),
        "email": site.text("personInfo.email") or info.text("email"),
    }
    return {
        "facility": joined(", ", info.text("organisation.name"), site.text("departmentName")),
        "city": info.text("address.city"),
        "zip": info.text("address.postcode"),
        "contacts": [person] if any(person.values()) else [],
    }


def _criteria(found: Found) -> Iterator[tuple[Kind, str]]:
    """The criteria of each kind: an item is one of them, or some of the list, or all of it."""
    for kind in STATED_KINDS:
        name = f"principal{kind.capitalize()}Criteria"
        listed = list(found.parts(name))
        for each in listed:
            each.skip("number")
        items = [words.strip() for each in listed if (words := each.text("text") or each.text(name))]
        stated = [words for words in items if not is_missing(words)]
        if stated:
            yield kind, stated[0] if len(stated) == 1 else "\n".join(_numbered(stated))


def _numbered(items: list[str]) -> Iterator[str]:
    """Criteria with their numbers, the lines below their first one further in; a list stays as it is."""
    numbered = all(map(_NUMBERED.match, items))
    for number, item in enumerate(items, 1):
        words = _unlabelled(item.replace("\r\n", "\n"))
        if numbered or _LISTED.match(words):
            yield words
        else:
            yield f"{number}. " + words.replace("\n", "\n   ")


def _unlabelled(words: str) -> str:
    """Words without the label of their field above them."""
    label = _LABEL.match(words)
    return words[label.end() :].strip() if label else words
