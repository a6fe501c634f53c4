"""ClinicalTrials.gov's records: every value, its evidence, and the same trial from both forms."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.invented import STUDY, as_xml
from trialparse import Trial, parse, parse_record

PLACES = ("span", "spans", "residue")


def values(value: Any, left_out: tuple[str, ...] = ("layout", "text", "marker")) -> Any:
    """A dump without places, the name of the form, and the words as they were set."""
    if isinstance(value, dict):
        names = [name for name in value if name not in PLACES and name not in left_out]
        kept = {name: values(value[name], () if name == "criteria" else left_out) for name in names}
        return {name: inner for name, inner in kept.items() if name != "marker"}
    return [values(each, left_out) for each in value] if isinstance(value, list | tuple) else value


def test_every_field() -> None:
    trial = parse_record(STUDY)
    assert (trial.id, trial.registry, trial.layout) == ("NCT09000001", "ClinicalTrials.gov", "ctgov_v2_json")
    assert (trial.title, trial.acronym) == ("Zelumab in Plaque Psoriasis", "ZEAL")
    assert (trial.status, trial.phases, trial.study_type) == (
        "ACTIVE_NOT_RECRUITING",
        ("PHASE2", "PHASE3"),
        "INTERVENTIONAL",
    )
    assert trial.has_results is False
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (1240, "ESTIMATED")
    dates = (trial.last_updated, trial.start_date, trial.primary_completion_date, trial.completion_date)
    assert [(each.date, each.type) for each in dates if each] == [
        ("2025-08-05", "ACTUAL"),
        ("2024-03-15", "ACTUAL"),
        ("2026-05", "ESTIMATED"),
        ("2026-11", "ESTIMATED"),
    ]
    assert (trial.conditions, trial.keywords) == (("Psoriasis", "Psoriatic Arthritis"), ("plaque",))
    assert (trial.design.masking, trial.design.who_masked) == ("DOUBLE", ("PARTICIPANT", "OUTCOMES_ASSESSOR"))
    assert [(arm.label, arm.type, arm.interventions) for arm in trial.arms] == [
        ("Zelumab", "EXPERIMENTAL", ("Zelumab", "Skin diary")),
        ("None", "PLACEBO_COMPARATOR", ("Skin diary",)),
    ]
    assert [(each.name, each.type, each.other_names) for each in trial.interventions] == [
        ("Zelumab", "DRUG", ("ZLM-1",)),
        ("Skin diary", "BEHAVIORAL", ()),
    ]
    assert [(each.type, each.measure, each.time_frame) for each in trial.outcomes] == [
        ("primary", "PASI 75", "week 16"),
        ("secondary", "DLQI; change", "week 52"),
    ]
    assert [(each.name, each.class_, each.role) for each in trial.sponsors] == [
        ("Northmoor University", "OTHER", "lead"),
        ("Zelum Pharma", "INDUSTRY", "collaborator"),
    ]
    assert trial.responsible_party is not None
    assert trial.responsible_party.name == "Ada Quill"
    assert [(each.id, each.source) for each in trial.identifiers] == [
        ("PSO-101", "org_study_id"),
        ("U1111-1200-3400", "secondary_id"),
    ]
    assert trial.countries == ("United Kingdom", "France")
    assert trial.contacts[0].phone == "+44 20 7946 0018 ext. 12"
    assert trial.locations[0].contacts[0].name == "Ben Hale"
    assert [(each.citation, each.url) for each in trial.references] == [
        ("Quill A. Plaques. 2023.", None),
        ("Trial site", "https://zeal.example.org"),
    ]
    assert trial.diagnostics == ()


def test_the_criteria_go_through_the_engine() -> None:
    eligibility = parse_record(STUDY).eligibility
    assert eligibility is not None
    assert [len(eligibility.inclusion), len(eligibility.exclusion)] == [3, 2]
    assert eligibility.inclusion[1].text == "Body mass index <= 35 kg/m2"
    assert eligibility.inclusion[1].constraints[0].interval is not None
    assert (eligibility.healthy_volunteers, eligibility.sex) == (False, "ALL")


def test_every_value_has_its_evidence() -> None:
    trial = parse_record(STUDY)
    assert trial.evidence("start_date") == "2024-03-15 (ACTUAL)"
    assert trial.evidence("enrollment.count") == "1240"
    assert [trial.evidence(f"phases[{place}]") for place in (0, 1)] == ["PHASE2", "PHASE3"]
    assert trial.evidence("locations[0].contacts[0].phone") == "0113 496 0000"
    assert trial.evidence("eligibility.criteria[0]") == trial.eligibility.criteria[0].text  # type: ignore[union-attr]
    shown = set(trial.spans) | {"enrollment.type"}
    assert set(leaves(trial)) <= shown


UNSTATED = ("span", "text", "criteria", "logic", "spans", "diagnostics", "layout", "registry", "schema_version")


def leaves(trial: Trial) -> list[str]:
    """The paths of the scalars that a record states."""
    found: list[str] = []

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict) and "date" not in value and "unit" not in value:
            for name, inner in value.items():
                if name not in (
                    "span",
                    "logic",
                    "text",
                    "criteria",
                    "spans",
                    "language",
                    "diagnostics",
                    "layout",
                    "registry",
                    "schema_version",
                ):
                    walk(inner, f"{path}.{name}" if path else name)
        elif isinstance(value, list | tuple):
            for place, inner in enumerate(value):
                walk(inner, f"{path}[{place}]")
        elif value is not None:
            found.append(path)

    walk(trial.model_dump(by_alias=True), "")
    return found


@pytest.mark.parametrize("wrapped", [False, True])
def test_both_forms_give_the_same_trial(wrapped: bool) -> None:
    from_json, from_xml = parse(json.dumps(STUDY)), parse(as_xml(STUDY, wrapped=wrapped))
    assert (from_json.layout, from_xml.layout) == ("ctgov_v2_json", "ctgov_xml")
    assert values(from_xml.model_dump()) == values(from_json.model_dump())


WORDS = st.text(st.sampled_from("abcXYZ 019.,;:-&<>()≥µé"), min_size=1, max_size=30).map(
    lambda text: f"w{text.strip()}"
)
LINES = st.lists(
    st.sampled_from(["* Age \\> 18 years", "* No stroke within 6 months", "Exclusion Criteria:"]), max_size=5
)
DATES = st.sampled_from(["2024", "2024-02", "2024-02-29"])


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with any of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def struct(value: str, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({value: strategy}, optional={"type": st.sampled_from(["ACTUAL", "ESTIMATED"])})


CONTACTS = (
    some(name=WORDS, phone=st.just("0113 496 0000"), email=st.just("a@b.example.org"))
    .filter(bool)
    .map(lambda contact: contact | {"role": "CONTACT"})
)
LOCATIONS = some(facility=WORDS, city=WORDS, country=st.sampled_from(["Chad", "Peru"]), contacts=st.lists(CONTACTS))
STUDIES = some(
    identificationModule=some(nctId=st.just("NCT09000002"), briefTitle=WORDS, acronym=WORDS),
    statusModule=some(
        overallStatus=st.sampled_from(["RECRUITING", "COMPLETED"]),
        startDateStruct=struct("date", DATES),
        completionDateStruct=struct("date", DATES),
        lastUpdatePostDateStruct=struct("date", DATES),
    ),
    conditionsModule=some(conditions=st.lists(WORDS, max_size=3), keywords=st.lists(WORDS, max_size=3)),
    designModule=st.one_of(
        st.fixed_dictionaries(
            {
                "studyType": st.just("INTERVENTIONAL"),
                "phases": st.sampled_from([["NA"], ["EARLY_PHASE1"], ["PHASE1", "PHASE2"], ["PHASE4"]]),
            },
            optional={"enrollmentInfo": struct("count", st.integers(0, 10**6))},
        ),
        st.fixed_dictionaries(
            {"studyType": st.just("OBSERVATIONAL")},
            optional={
                "designInfo": some(
                    observationalModel=st.sampled_from(["COHORT", "CASE_CONTROL"]),
                    timePerspective=st.just("PROSPECTIVE"),
                )
            },
        ),
    ),
    eligibilityModule=some(
        eligibilityCriteria=LINES.map("\n".join).filter(bool),
        sex=st.sampled_from(["ALL", "FEMALE", "MALE"]),
        healthyVolunteers=st.booleans(),
        minimumAge=st.sampled_from(["18 Years", "6 Months"]),
        maximumAge=st.just("80 Years"),
    ),
    contactsLocationsModule=some(locations=st.lists(LOCATIONS.filter(bool), max_size=3)),
).map(lambda protocol: {"protocolSection": protocol, "hasResults": False})


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(STUDIES)
def test_any_study_is_the_same_in_both_forms(study: dict[str, Any]) -> None:
    from_json, from_xml = parse_record(study), parse_record(as_xml(study))
    assert values(from_xml.model_dump()) == values(from_json.model_dump())


def test_what_is_not_read_is_named() -> None:
    study = {"protocolSection": STUDY["protocolSection"] | {"oversightModule": {"oversightHasDmc": True}}, "novel": 1}
    (said,) = parse_record(study).diagnostics
    assert said.code == "unread-fields"
    assert said.message.endswith("protocolSection.oversightModule.oversightHasDmc, novel")


def test_unknown_values_stay_visible() -> None:
    study = {"protocolSection": {"statusModule": {"overallStatus": "MOTHBALLED", "startDateStruct": {"date": "soon"}}}}
    trial = parse_record(study)
    assert (trial.status, trial.start_date) == ("MOTHBALLED", None)
    assert [(each.code, each.path) for each in trial.diagnostics] == [
        ("unknown-value", "status"),
        ("unknown-value", "start_date"),
    ]
    assert trial.diagnostics[1].spans[0].of(trial.text) == "soon"


def test_an_item_without_its_name_is_said() -> None:
    study = {"protocolSection": {"armsInterventionsModule": {"armGroups": [{"description": "nameless"}]}}}
    assert [each.code for each in parse_record(study).diagnostics] == ["nameless-item"]


@pytest.mark.parametrize("wrap", [lambda one: {"studies": [one, one]}, lambda one: [one, one]])
def test_of_several_studies_the_first_is_read(wrap: Any) -> None:
    trial = parse(json.dumps(wrap(STUDY)))
    assert trial.id == "NCT09000001"
    assert [each.code for each in trial.diagnostics] == ["several-trials"]


def test_results_are_told_by_their_section() -> None:
    study = as_xml(STUDY).replace("</clinical_study>", "<clinical_results><x>1</x></clinical_results></clinical_study>")
    assert parse(study).has_results is True


@pytest.mark.parametrize(
    "source",
    [
        {"protocolSection": {"identificationModule": {"nctId": "NCT09000001", "nctIdAliases": ["NCT09000009"]}}},
        "<clinical_study><id_info><nct_id>NCT09000001</nct_id><nct_alias>NCT09000009</nct_alias></id_info>"
        "<brief_title>A</brief_title></clinical_study>",
        {
            "ProtocolSection": {
                "IdentificationModule": {"NCTId": "NCT09000001", "NCTIdAliasList": {"NCTIdAlias": ["NCT09000009"]}},
                "ConditionsModule": {"ConditionList": {"Condition": ["Gout"]}},
            }
        },
    ],
)
def test_other_numbers_of_the_same_registry(source: Any) -> None:
    trial = parse(source) if isinstance(source, str) else parse_record(source)
    assert trial.id == "NCT09000001"
    assert [(each.id, each.source) for each in trial.identifiers] == [("NCT09000009", "nct_alias")]
    assert not trial.diagnostics


def test_line_feeds_that_were_escaped_twice() -> None:
    lines = ["Inclusion Criteria:", "", "* Gout", "* age \\> 18", "", "Exclusion Criteria:", "", "* Dialysis"]
    told = [
        [each.text for each in parse_record(_study_with(between.join(lines))).walk()]
        for between in ("\n", r"\n", r"\r\n")
    ]
    assert told == [["Gout", "age > 18", "Dialysis"]] * 3


def _study_with(criteria: str) -> dict[str, Any]:
    return {"protocolSection": {"eligibilityModule": {"eligibilityCriteria": criteria}}}
