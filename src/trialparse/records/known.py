"""The forms of record that are known, and the records of them that stand in a value, wherever that is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trialparse.records.fields import Fields, plain_name
from trialparse.records.forms import aact as aact_rows
from trialparse.records.forms import ctgov_csv as ctgov_rows
from trialparse.records.forms import ctgov_search as search
from trialparse.records.forms.anzctr import anzctr
from trialparse.records.forms.ctgov_fields import ctgov_fields
from trialparse.records.forms.ctgov_json import ctgov_json
from trialparse.records.forms.ctgov_v1 import ctgov_v1
from trialparse.records.forms.ctgov_xml import ctgov_xml
from trialparse.records.forms.ctis import ctis
from trialparse.records.forms.drks import drks
from trialparse.records.forms.eudract_results import eudract_results
from trialparse.records.forms.ictrp import ictrp
from trialparse.records.forms.ictrp_crawl import ictrp_crawl
from trialparse.records.forms.isrctn import isrctn
from trialparse.records.forms.opentrials import opentrials
from trialparse.records.forms.who import who
from trialparse.records.readers import Facts

__all__ = ["KINDS", "Kind", "kind_of", "records_in"]

_DEEPEST = 5  # `FullStudiesResponse.FullStudies[].Study` is the deepest place known


@dataclass(frozen=True, slots=True)
class Kind:
    """A form of record: its facts, the names it goes by, and how it writes dates and ids.

    A mapping is of this form where it has all the names of one of `signs`, without regard to case and to `_`, or stands
    under the name `element`, or has the name `spelled` in this very spelling. A sign may be a path, of names one in the
    other. `xml_layout` is the form's name where it was read from XML, if that is another.
    """

    layout: str
    facts: Callable[[Fields], Facts]
    signs: tuple[frozenset[str], ...]
    element: str | None = None
    day_first: bool | None = None
    own_ids: bool = False
    xml_layout: str | None = None
    spelled: str | None = None


def _signs(*each: str) -> tuple[frozenset[str], ...]:
    """Each a line of names."""
    return tuple(frozenset(map(plain_name, names.split())) for names in each)


# Names that tell ReBEC's form from ANZCTR's, which has as much of the same name.
_OPENTRIALS = (
    "sponsors_and_support",
    "health_conditions",
    "recruitment.inclusion_criteria",
    "recruitment.@study_status",
)
# Names that tell a trial as a register hands it to the WHO from a row that the WHO gives out, where it has no `main`;
# and those that stand beside a trial in the platform's record of one.
_WHO = ("reg_name", "date_enrolment", "hc_freetext", "i_freetext", "utrn", "type_enrolment", "criteria", "country2")
_CRAWL = ("Criteria", "Country", "Contacts", "Health_condition", "Intervention", "Primary_outcome", "Secondary_IDs")
# Versions 1 and 2 of the API have the same modules under the same names; what stands in them is called otherwise.
_V1 = (
    "IdentificationModule.OrgStudyIdInfo.OrgStudyId",
    "StatusModule.StartDateStruct.StartDate",
    "SponsorCollaboratorsModule.LeadSponsor.LeadSponsorName",
    "ConditionsModule.ConditionList",
    "DesignModule.PhaseList",
    "ArmsInterventionsModule.InterventionList",
    "EligibilityModule.Gender",
)
# In the order in which they are asked.
KINDS: tuple[Kind, ...] = (
    Kind(
        "ctgov_v1_json",
        ctgov_v1,
        _signs(*(f"ProtocolSection.{path}" for path in _V1)),
        spelled="ProtocolSection",
    ),
    Kind("ctgov_v2_json", ctgov_json, _signs("protocolSection")),
    Kind("ctgov_xml", ctgov_xml, _signs("id_info"), element="clinical_study"),
    Kind("ctis_json", ctis, _signs("ctNumber"), day_first=True),
    Kind("opentrials_xml", opentrials, _signs(*(f"trial_identification {name}" for name in _OPENTRIALS)), own_ids=True),
    Kind("who_xml", who, _signs("main.trial_id", *(f"trial_id {name}" for name in _WHO)), own_ids=True),
    Kind(
        "ictrp_row",
        ictrp_crawl,
        _signs(*(f"Trial.TrialID {name}" for name in _CRAWL)),
        own_ids=True,
        xml_layout="ictrp_xml",
    ),
    Kind("ictrp_row", ictrp, _signs("TrialID", "Public_title"), own_ids=True, xml_layout="ictrp_xml"),
    Kind("drks_json", drks, _signs("drksId"), day_first=True),
    Kind(
        "isrctn_json",
        isrctn,
        _signs("isrctn trialDescription", "isrctn participants", "isrctn trialDesign"),
        element="fullTrial",
        day_first=True,
        xml_layout="isrctn_xml",
    ),
    Kind("anzctr_xml", anzctr, _signs("actrnumber", "actrn recruitment"), element="ANZCTR_Trial", day_first=True),
    Kind(
        "eudract_results_json",
        eudract_results,
        _signs(
            "trialInformation endPoints",
            "trialInformation subjectDisposition",
            "trialInformation.sponsorProtocolCode",
            "trialInformation.fullTitle",
        ),
        day_first=True,
        xml_layout="eudract_results_xml",
    ),
    Kind("ctgov_csv", ctgov_rows.ctgov_csv, _signs(*ctgov_rows.SIGNS)),
    Kind(
        "ctgov_search_xml",
        search.ctgov_search,
        _signs(*search.SIGNS),
    ),
    Kind("ctgov_v1_fields", ctgov_fields, (), spelled="NCTId"),
    Kind("aact", aact_rows.aact, _signs(*aact_rows.SIGNS)),
)


_USES = Counter(name for kind in KINDS for sign in kind.signs for name in sign)


def _marks(kind: Kind) -> dict[str, list[frozenset[str]]]:
    """The signs by a name that a mapping with all those of the sign has: the one that the fewest signs have."""
    marks: dict[str, list[frozenset[str]]] = defaultdict(list)
    for sign in kind.signs:
        rarest = min(sorted(sign), key=_USES.__getitem__)
        for name in {rarest, rarest.partition(".")[0]}:
            marks[name].append(sign)
    return marks


_MARKED = [(kind, _marks(kind)) for kind in KINDS]


def kind_of(record: Mapping[str, Any], element: str | None = None) -> Kind | None:
    """The form of a mapping, which may stand under a name, or None.

    >>> kind_of({"trial id": "NCT01234567"}).layout
    'ictrp_row'
    """
    names = set(map(plain_name, record))
    for kind, marks in _MARKED:
        if element is not None and element == kind.element:
            return kind
        if kind.spelled is not None and kind.spelled in record:
            return kind
        if any(_bears(record, names, sign) for name in names & marks.keys() for sign in marks[name]):
            return kind
    return None


def _bears(record: Mapping[str, Any], names: set[str], sign: frozenset[str]) -> bool:
    """Whether a mapping, which has these names of its own, has all the names and paths of a sign."""
    return all(name in names or (name.partition(".")[0] in names and Fields(record).holds(name)) for name in sign)


def records_in(value: Any, element: str | None = None, depth: int = 0) -> Iterator[tuple[Kind, Mapping[str, Any]]]:
    """The records in a value, in order: it is one, or a list of them, or holds such under whatever names.

    >>> [kind.layout for kind, _ in records_in({"studies": [{"protocolSection": {}}, {"protocolSection": {}}]})]
    ['ctgov_v2_json', 'ctgov_v2_json']
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, list | tuple):
        for each in value:
            yield from records_in(each, element, depth + 1)
    elif isinstance(value, Mapping):
        kind = kind_of(value, element)
        if kind is not None:
            yield kind, value
            return
        for name, each in value.items():
            yield from records_in(each, name, depth + 1)
