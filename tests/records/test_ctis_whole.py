"""A whole record of the EU's trial system, as it is laid out today and as it was before June 2024."""

import copy
import json
from typing import Any

import pytest

from records.invented_ctis import BEFORE, TODAY
from records.looks import ages, codes, spans_hold, without_parts
from trialparse import Trial, parse, parse_record


def fields(trial: Trial) -> dict[str, Any]:
    """What both layouts say alike."""
    left = {
        "spans",
        "text",
        "diagnostics",
        "status",
        "countries",
        "identifiers",
        "start_date",
        "enrollment",
        "eligibility",
    }
    return json.loads(trial.model_dump_json(exclude=left), object_hook=unplaced)


def unplaced(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if not name.endswith("span")}


def names(found: Any) -> list[str]:
    return [each.name for each in found]


def test_every_field() -> None:
    trial = parse(json.dumps(TODAY))
    assert (trial.id, trial.registry, trial.layout) == ("2026-500077-12-00", "CTIS", "ctis_json")
    assert (trial.title, trial.official_title) == ("Velorimab in gout", "A randomised trial of velorimab in gout")
    assert (trial.status, trial.phases) == ("ACTIVE_NOT_RECRUITING", ("PHASE2", "PHASE3"))
    dates = [trial.start_date, trial.completion_date, trial.last_updated]
    assert [(date.date, date.type) for date in dates if date] == [
        ("2026-08-05", "ACTUAL"),
        ("2028-09-22", "ESTIMATED"),
        ("2027-02-01", None),
    ]
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.evidence("enrollment.count")) == (
        120,
        "Spain: 60; Netherlands: 20; Outside the EEA: 40",
    )
    assert trial.conditions == ("Gout",)
    assert trial.countries == ("Spain", "Netherlands", "Switzerland")
    assert [(each.name, each.role, each.class_) for each in trial.sponsors] == [
        ("Valley Pharma", "lead", "INDUSTRY"),
        ("River University", "collaborator", None),
        ("Gout Fund", "collaborator", None),
    ]
    assert [(each.id, each.type, each.source) for each in trial.identifiers] == [
        ("NCT09000777", "REGISTRY", None),
        ("U1111-1234-5678", "REGISTRY", None),
        ("GR-12", "REGISTRY", "Gout Registry"),
        ("2019-001234-56", "EUDRACT_NUMBER", None),
    ]
    assert [(each.name, each.description, each.other_names) for each in trial.interventions] == [
        ("Velorimab 10 mg", "Test; TABLET; ORAL USE", ("Velorimab Valley 10 mg tablets", "VELORIMAB", "VV-7")),
        ("Colchival", "Comparator", ("COLCHICINE",)),
        ("Placebo", "Placebo", ()),
    ]
    assert [(each.label, each.description) for each in trial.arms] == [
        ("Velorimab", "10 mg a day"),
        ("Placebo", "One tablet a day"),
    ]
    design = trial.design
    assert (design.allocation, design.masking) == ("RANDOMIZED", "DOUBLE")
    assert design.who_masked == ("PARTICIPANT", "INVESTIGATOR")
    assert [(each.type, each.measure) for each in trial.outcomes] == [
        ("primary", "Flares at week 24"),
        ("secondary", "Uric acid at week 24"),
    ]
    assert [(each.name, each.email, each.phone) for each in trial.contacts] == [
        ("Trial Desk", "desk@valley.example.org", "+34 91 555 0100")
    ]
    (site,) = trial.locations
    assert (site.facility, site.city, site.zip) == ("Hospital del Valle, Rheumatology", "Madrid", "28001")
    assert (site.country, site.status) == ("Spain", "RECRUITING")
    assert [(each.name, each.phone, each.email) for each in site.contacts] == [
        ("Ana Roble", "+34 91 555 0142", "site@valle.example.org")
    ]


def test_who_may_take_part() -> None:
    trial = parse_record(TODAY)
    eligibility = trial.eligibility
    assert eligibility is not None
    assert ages(trial) == ("18 Years", None)
    assert (eligibility.sex, eligibility.healthy_volunteers) == ("ALL", False)
    assert [each.text for each in eligibility.inclusion] == ["Gout for one year", "One of:", "Signed consent"]
    assert [each.text for each in eligibility.inclusion[1].children] == ["a tophus", "uric acid > 6 mg/dL"]
    assert [each.text for each in eligibility.exclusion] == ["Dialysis", "Pregnancy", "BMI > 40 kg/m2"]


def test_both_layouts_say_the_same() -> None:
    today, before = parse_record(TODAY), parse_record(BEFORE)
    assert fields(today) == fields(before)
    assert today.eligibility is not None
    assert before.eligibility is not None
    assert today.eligibility.text == before.eligibility.text
    assert ages(today) == ages(before)
    assert (before.status, before.countries) == ("NOT_YET_RECRUITING", ("ES", "NL", "Switzerland"))
    assert before.start_date is not None
    assert (before.start_date.date, before.start_date.type) == ("2026-04-17", "ESTIMATED")
    assert before.enrollment is not None
    assert before.enrollment.count == 120


@pytest.mark.parametrize(("record", "unread"), [(TODAY, "isConditionRareDisease"), (BEFORE, "isConditionRareDisease")])
def test_what_is_not_read_is_named(record: dict[str, Any], unread: str) -> None:
    said = [each for each in parse_record(record).diagnostics if each.code == "unread-fields"]
    assert len(said) == 1
    assert unread in said[0].message
    assert "applications" not in said[0].message
    assert "Translations" not in said[0].message


def populated(**population: Any) -> Trial:
    record = copy.deepcopy(TODAY)
    record["authorizedApplication"]["authorizedPartI"]["trialDetails"]["trialInformation"][
        "populationOfTrialSubjects"
    ] = population
    return parse_record(record)


@pytest.mark.parametrize(
    ("categories", "finer", "limits"),
    [
        ("3", "", ("18 Years", "64 Years")),
        ("2 3 4", "", (None, None)),
        ("4", "", ("65 Years", None)),
        ("1 2", "", (None, "17 Years")),
        ("2", "2.5", ("12 Years", "17 Years")),
        ("2", "2.4 2.5", ("2 Years", "17 Years")),
        ("2", "2.2 2.3", (None, "23 Months")),
        ("2 3", "2.5", ("12 Years", "64 Years")),
        ("3 4", "4.7", ("18 Years", "84 Years")),
        ("2", "2.9", (None, "17 Years")),
        ("2", "2.6", (None, "17 Years")),
        ("2 3", ".5", ("12 Years", "64 Years")),
    ],
)
def test_ages_by_codes(categories: str, finer: str, limits: tuple[str | None, str | None]) -> None:
    trial = populated(
        ageRanges=[{"ageRangeCategoryCode": code} for code in categories.split()],
        ageRangeSecondaryIds=[
            dict(zip(("ageRangeCategoryCode", "ctAgeRangeCode"), pair.split("."), strict=True))
            for pair in finer.split()
        ],
    )
    assert ages(trial) == limits
    assert "unknown-value" not in [each.code for each in trial.diagnostics]


@pytest.mark.parametrize("group", ["0-17 years, 65+ years", "In utero", "In utero, 18-64 years", "12 to 70 years"])
def test_groups_that_are_no_range_are_said(group: str) -> None:
    trial = parse_record({"ctNumber": "2026-500077-12-00", "ageGroup": group})
    assert trial.eligibility is None
    assert [each.path for each in trial.diagnostics] == ["eligibility.minimum_age", "eligibility.maximum_age"]


@pytest.mark.parametrize(
    ("group", "limits"),
    [
        ("18-64 years, 65+ years", ("18 Years", None)),
        ("65+ years, 0-17 years, 18-64 years", (None, None)),
        ("0-17 years", (None, "17 Years")),
        ("18-64 years", ("18 Years", "64 Years")),
    ],
)
def test_ages_by_words(group: str, limits: tuple[str | None, str | None]) -> None:
    trial = parse_record({"ctNumber": "2026-500077-12-00", "ageGroup": group, "gender": "Female"})
    assert ages(trial) == limits
    assert codes(trial) == (["age-groups"] if any(limits) else [])


@pytest.mark.parametrize(
    ("words", "phases"),
    [
        ("Human Pharmacology (Phase I)- First administration to humans", ("PHASE1",)),
        ("Human Pharmacology (Phase I)- Bioequivalence Study", ("PHASE1",)),
        ("Therapeutic exploratory (Phase II)", ("PHASE2",)),
        ("Therapeutic confirmatory  (Phase III)", ("PHASE3",)),
        ("Therapeutic use (Phase IV)", ("PHASE4",)),
        ("Phase I and Phase II (Integrated)- First administration to humans", ("PHASE1", "PHASE2")),
        ("Phase I and Phase II (Integrated)- Other", ("PHASE1", "PHASE2")),
        ("Phase II and Phase III (Integrated)", ("PHASE2", "PHASE3")),
        ("Phase III and phase IV (Integrated)", ("PHASE3", "PHASE4")),
    ],
)
def test_phases_in_words(words: str, phases: tuple[str, ...]) -> None:
    trial = parse_record({"ctNumber": "2026-500077-12-00", "trialPhase": words})
    assert (trial.phases, trial.diagnostics) == (phases, ())


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"ctStatus": "Authorised", "ctPublicStatusCode": 3}, "RECRUITING"),
        ({"ctStatus": 8}, "COMPLETED"),
        ({"ctStatus": "8"}, "COMPLETED"),
        ({"ctStatus": "Authorised", "authorizedApplication": {}}, None),
        ({"ctStatus": "Authorised, not started"}, "NOT_YET_RECRUITING"),
        ({"ctStatus": "Halted"}, "Halted"),
    ],
)
def test_status(told: dict[str, Any], status: str | None) -> None:
    assert parse_record({"ctNumber": "2026-500077-12-00"} | told).status == status


@pytest.mark.parametrize(
    ("told", "countries"),
    [
        (["Poland:4"], ("Poland",)),
        ("Poland:4", ("Poland",)),
        (["ES: Ongoing", "Italy:5"], ("ES", "Italy")),
        ("NL:Authorised, not started", ("NL",)),
        ("DE:Ended, NL:Authorised, not started", ("DE", "NL")),
        ("Spain, Italy", ("Spain", "Italy")),
        ([], ()),
    ],
)
def test_countries(told: Any, countries: tuple[str, ...]) -> None:
    assert parse_record({"ctNumber": "2026-500077-12-00", "trialCountries": told}).countries == countries


def test_actual_dates_come_first() -> None:
    trial = parse_record(TODAY | {"endDateEU": "03/04/2028"})
    assert trial.completion_date is not None
    assert (trial.completion_date.date, trial.completion_date.type) == ("2028-04-03", "ACTUAL")


def test_an_overview_in_a_search() -> None:
    entry = {
        "ctNumber": "2026-500077-12-00",
        "ctStatus": 4,
        "ctTitle": "Velorimab in gout",
        "shortTitle": "VELO-1",
        "conditions": "Gout, chronic",
        "product": "Velorimab, Placebo",
        "trialCountries": ["Spain:4"],
        "ageRangeSecondary": [""],
        "resultsFirstReceived": "No",
        "startDateEU": "05/08/2026",
        "endDate": "03/04/2028",
    }
    trial = parse(json.dumps({"pagination": {"totalRecords": 1}, "data": [entry]}))
    assert (trial.title, trial.status, trial.has_results) == ("Velorimab in gout", "RECRUITING", False)
    assert trial.conditions == ("Gout, chronic",)
    assert names(trial.interventions) == ["Velorimab", "Placebo"]
    assert [each.code for each in trial.diagnostics] == ["ambiguous-interventions", "unread-fields"]


@pytest.mark.parametrize(
    ("items", "criteria"),
    [
        (["Gout\nSigned consent\nAge of 18 years or more"], ["Gout", "Signed consent", "Age of 18 years or more"]),
        (["- Gout\n- Signed consent"], ["Gout", "Signed consent"]),
        (["Inclusion Criteria:\n1. Gout\n2. Signed consent", "n/a"], ["Gout", "Signed consent"]),
        (["Gout", "Signed\nconsent", "Age of 18 years or more"], ["Gout", "Signed consent", "Age of 18 years or more"]),
        (["1. Gout", "2. Signed consent"], ["Gout", "Signed consent"]),
        (["1.1 Gout", "1.2 Signed consent"], ["Gout", "Signed consent"]),
        (["INCLUSION CRITERIA\n\nGout\nfor a year", "Signed consent"], ["Gout for a year", "Signed consent"]),
        (["None"], []),
        (
            ["1. Gout\n2. Signed consent", "Age of 18 years or more"],
            ["Gout", "Signed consent", "Age of 18 years or more"],
        ),
    ],
)
def test_items_of_criteria(items: list[str], criteria: list[str]) -> None:
    listed = [{"number": number, "principalInclusionCriteria": item} for number, item in enumerate(items, 1)]
    trial = parse_record({"ctNumber": "2026-500077-12-00", "principalInclusionCriteria": listed})
    found = trial.eligibility.inclusion if trial.eligibility else ()
    assert [" ".join(each.text.split()) for each in found] == criteria


@pytest.mark.parametrize("record", [TODAY, BEFORE])
def test_parts_may_be_missing(record: dict[str, Any]) -> None:
    for harmed in without_parts(record, 60):
        assert spans_hold(parse_record(harmed))


def test_of_several_applications_none_is_the_trial() -> None:
    part = BEFORE["authorizedPartI"]
    trial = parse_record({"ctNumber": "2026-500077-12-00", "applications": [{"partI": part}, {"partI": part}]})
    assert (trial.title, trial.eligibility) == (None, None)
    assert codes(trial) == ["unread-fields"]


def test_sponsors_by_name_alone() -> None:
    trial = parse_record({"ctNumber": "2026-500077-12-00", "primarySponsor": "Valley Pharma"})
    assert [(each.name, each.role) for each in trial.sponsors] == [("Valley Pharma", "lead")]
