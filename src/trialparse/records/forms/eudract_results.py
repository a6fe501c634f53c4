"""The results of a trial as the EU Clinical Trials Register gives them: XML, or the same as JSON. Of who may take part
they say nothing."""

from collections.abc import Iterator
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import Form, each_once, joined, once
from trialparse.records.found import Found
from trialparse.values import read_id

__all__ = ["eudract_results"]

_INFO = "trialInformation"
_IDS = ("eudractNumber", "eudractCode", "euctId", "a2_eudract_number", "_id")
_NUMBERS = (
    ("usctnIdentifier", "REGISTRY"),
    ("isrctnIdentifier", "REGISTRY"),
    ("whoIdentifier", "REGISTRY"),
    ("sponsorProtocolCode", "OTHER"),
)
# A code stands behind the name of its list: `ARM_TYPE.experimental`.
_CODES = {
    "experimental": "EXPERIMENTAL",
    "activeComp": "ACTIVE_COMPARATOR",
    "placeboComp": "PLACEBO_COMPARATOR",
    "noImp": "NO_INTERVENTION",
    "other": "OTHER",
    "randControlled": "RANDOMIZED",
    "nonRandControlled": "NON_RANDOMIZED",
    "notApplicable": "NA",
    "open": "NONE",
    "single": "SINGLE",
    "double": "DOUBLE",
}
_OUTCOMES = ("primary", "secondary")

_FORM = Form(
    scalars={
        "official_title": (f"{_INFO}.fullTitle",),
        "start_date": (f"{_INFO}.recruitmentStartDate",),
        "completion_date": (f"{_INFO}.globalEndOfTrialDate",),
    },
    lists={},
    objects={},
    skipped=("baselineCharacteristics", "adverseEvents"),
)


def eudract_results(record: Fields) -> dict[str, Any]:
    """The facts of a trial."""
    info, groups = record.part(_INFO), Found(record.part("subjectDisposition"))
    info.skip("analysisStage", "analysisStageDate", "partOfPIP", "populationAgeGroup", "countrySubjectCounts")
    return _FORM.facts(record) | {
        "id": _id(record, info),
        "has_results": "Yes",
        "status": _status(info),
        "identifiers": each_once(({"id": info.text(name), "type": kind} for name, kind in _NUMBERS), "id"),
        "enrollment": _enrollment(info),
        "sponsors": each_once(_sponsors(info), "name"),
        "design.allocation": _agreed(groups, "allocation"),
        "design.masking": _agreed(groups, "blindingType"),
        "arms": each_once(_arms(groups), "label"),
        "outcomes": list(_outcomes(record)),
        "countries": once(each.text("country.name") for each in _counts(info)),
        "contacts": each_once(_contacts(info), "name", "phone", "email"),
    }


def _id(record: Fields, info: Fields) -> str | None:
    """The number, which is asked for where it may stand, and is none there unless it looks like one."""
    told = (words for name in _IDS for part in (record, info) if (words := part.text(name) or part.text(f"@{name}")))
    return next((words for words in told if read_id(words)), None)


def _code(part: Fields, name: str) -> str | None:
    """The code of one of its lists that a part has."""
    words = part.text(f"{name}.value") or part.text(f"{name}.@value") or part.text(name)
    return _bare(words) if words else None


def _bare(words: str) -> str:
    """A code without the name of its list."""
    return words.strip().rpartition(".")[2]


def _status(info: Fields) -> str | None:
    """A trial that ended before its time; of others the record says no more than when they ended."""
    return "Prematurely ended" if info.text("globalEndOfTrialPremature") in ("Yes", "true") else None


def _counts(info: Fields) -> list[Fields]:
    return info.parts("countrySubjectCounts.countrySubjectCount")


def _enrollment(info: Fields) -> str | None:
    """The numbers of the countries, where every one is told."""
    told = [(_land(each), each.text("subjects")) for each in _counts(info)]
    if not told or not all(count for _, count in told):
        return None
    return "; ".join(f"{name}: {count}" for name, count in told) + " (ACTUAL)"


def _land(count: Fields) -> str:
    return count.text("country.name") or joined(" ", "Country", count.text("country.eutctId")) or "Country"


def _sponsors(info: Fields) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(info.parts("sponsors.sponsor")):
        each.skip("addresses", "@id")
        name = each.text("organisation.name") or each.text("organisation") or each.text("name")
        yield {"name": name, "role": "collaborator" if number else "lead"}


def _contacts(info: Fields) -> Iterator[dict[str, Any]]:
    for sponsor in info.parts("sponsors.sponsor"):
        for name in ("publicContact", "scientificContact"):
            for each in sponsor.parts(name):
                person = each.text("functionalName") or each.text("organisation")
                yield {"name": person, "phone": each.text("phone"), "email": each.text("email")}


def _agreed(groups: Found, name: str) -> str | None:
    """What all periods say; where they differ, all that they say."""
    told = [*groups.texts(name), *(each.text("value") or each.text("@value") for each in groups.parts(name))]
    codes = [_bare(words) for words in told if words]
    return joined("; ", *dict.fromkeys(_CODES.get(code, code) for code in codes))


def _arms(groups: Found) -> Iterator[dict[str, Any]]:
    for each in groups.parts("arm"):
        each.skip("@id", "armProducts")
        code = _code(each, "type")
        told = _CODES.get(code or "", code)
        yield {"label": each.text("title"), "type": told, "description": each.text("description")}


def _outcomes(record: Fields) -> Iterator[dict[str, Any]]:
    for each in record.parts("endPoints.endPoint"):
        kind = _code(each, "type")
        told = {"description": each.text("description"), "time_frame": each.text("timeFrame")}
        yield {"measure": each.text("title"), "type": kind if kind in _OUTCOMES else "other", **told}
