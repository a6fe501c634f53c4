"""ClinicalTrials.gov's tables, and its search export."""

import pytest

from trialparse import Trial, parse, parse_record, read_records
from trialparse.records.forms.ctgov_csv import ages, place

NEW = {
    "NCT Number": "NCT09990021",
    "Study Title": "Velorimab in Gout",
    "Study URL": "https://clinicaltrials.gov/study/NCT09990021",
    "Acronym": "VELA",
    "Study Status": "RECRUITING",
    "Brief Summary": "Velorimab against placebo.",
    "Study Results": "NO",
    "Conditions": "Gout|Hyperuricemia",
    "Interventions": "DRUG: Velorimab|OTHER: Placebo: saline",
    "Primary Outcome Measures": "Uric acid, in serum, 12 weeks",
    "Secondary Outcome Measures": "Flares, counted, 24 weeks|Pain, scored, 24 weeks",
    "Sponsor": "Valley University",
    "Collaborators": "Hill Ltd|Dale Ltd",
    "Sex": "ALL",
    "Age": "ADULT, OLDER_ADULT",
    "Phases": "PHASE2|PHASE3",
    "Enrollment": "120",
    "Funder Type": "OTHER",
    "Study Type": "INTERVENTIONAL",
    "Study Design": "Allocation: RANDOMIZED|Intervention Model: PARALLEL|Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"
    "|Primary Purpose: TREATMENT",
    "Other IDs": "VU-1|2026-000001-11",
    "Start Date": "2026-03-15",
    "Completion Date": "2027-05",
    "First Posted": "2026-01-01",
    "Last Update Posted": "2026-02-01",
    "Locations": "Valley Hospital, Leeds, LS1 3EX, United Kingdom"
    "|Foot Clinic, LLC, Portland, Oregon, 97239, United States",
}


def codes(trial: Trial) -> list[str]:
    return [each.code for each in trial.diagnostics]


def test_a_row_of_today() -> None:
    trial = parse_record(NEW)
    assert (trial.layout, trial.id, trial.title) == ("ctgov_csv", "NCT09990021", "Velorimab in Gout")
    assert (trial.status, trial.phases, trial.has_results) == ("RECRUITING", ("PHASE2", "PHASE3"), False)
    assert [(each.type, each.name) for each in trial.interventions] == [
        ("DRUG", "Velorimab"),
        ("OTHER", "Placebo: saline"),
    ]
    assert [each.type for each in trial.outcomes] == ["primary", "secondary", "secondary"]
    assert [each.role for each in trial.sponsors] == ["lead", "collaborator", "collaborator"]
    assert (trial.design.masking, trial.design.who_masked) == ("DOUBLE", ("PARTICIPANT", "INVESTIGATOR"))
    assert [each.id for each in trial.identifiers] == ["VU-1", "2026-000001-11"]
    assert [(each.facility, each.city, each.state, each.zip) for each in trial.locations] == [
        ("Valley Hospital", "Leeds", None, "LS1 3EX"),
        ("Foot Clinic, LLC", "Portland", "Oregon", "97239"),
    ]
    assert trial.countries == ("United Kingdom", "United States")
    assert trial.completion_date
    assert trial.completion_date.date == "2027-05"
    assert trial.eligibility
    assert (trial.eligibility.sex, trial.eligibility.minimum_age) == ("ALL", None)
    assert codes(trial) == ["no-age-limits"]


def test_a_row_of_before_june_2024() -> None:
    trial = parse(
        "Rank\tNCT Number\tTitle\tStatus\tStudy Results\tInterventions\tOutcome Measures\tSponsor/Collaborators\tGender"
        "\tAge\tPhases\tStudy Designs\tStart Date\n"
        "1\tNCT09990022\tGout\tActive, not recruiting\tHas Results\tDrug: V|Drug: W\tUrate\tValley|Hill\tAll"
        "\t18 Years to 65 Years \xa0 (Adult, Older Adult)\tPhase 2|Phase 3"
        "\tMasking: None (Open Label)\tMarch 15, 2026\n"
    )
    assert (trial.id, trial.status, trial.has_results) == ("NCT09990022", "ACTIVE_NOT_RECRUITING", True)
    assert [(each.name, each.role) for each in trial.sponsors] == [("Valley", "lead"), ("Hill", "collaborator")]
    assert trial.eligibility
    assert trial.eligibility.minimum_age
    assert trial.eligibility.maximum_age
    assert (trial.eligibility.minimum_age.value, trial.eligibility.maximum_age.value) == (18, 65)
    assert (trial.phases, trial.design.masking) == (("PHASE2", "PHASE3"), "NONE")
    assert trial.start_date
    assert trial.start_date.date == "2026-03-15"
    assert codes(trial) == ["unread-fields"]  # outcomes of no told sort


def test_dates_of_a_spreadsheet() -> None:
    trial = parse_record(NEW | {"Start Date": "3/4/2026", "Completion Date": "5/15/2027"})
    assert trial.start_date
    assert trial.start_date.date == "2026-03-04"
    assert trial.completion_date
    assert trial.completion_date.date == "2027-05-15"
    assert "spreadsheet-dates" in codes(trial)
    other = parse_record(NEW | {"Start Date": "3/4/2026", "Completion Date": "15/5/2027"})
    assert other.start_date
    assert other.start_date.date == "2026-04-03"
    assert "spreadsheet-dates" in codes(other)


@pytest.mark.parametrize(
    "dates",
    [
        {"Start Date": "3/4/2026", "Completion Date": ""},
        {"Start Date": "3/4/2026", "Completion Date": "15/5/2027", "Last Update Posted": "5/15/2027"},
    ],
)
def test_a_row_that_shows_no_order_gives_the_year(dates: dict[str, str]) -> None:
    trial = parse_record(NEW | {"Last Update Posted": ""} | dates)
    assert trial.start_date
    assert (trial.start_date.date, trial.start_date.precision) == ("2026", "year")
    assert {"ambiguous-date", "spreadsheet-dates"} <= set(codes(trial))


@pytest.mark.parametrize(
    ("other", "found"),
    [("15/03/2026", "2026-04-03"), ("03/15/2026", "2026-03-04"), ("03/05/2026", "2026"), ("2026-03-15", "2026")],
)
def test_the_table_shows_the_order_of_its_dates(other: str, found: str) -> None:
    data = f"NCT Number,Study Title,Start Date\nNCT09990001,A,03/04/2026\nNCT09990002,B,{other}\n"
    assert next(trial.start_date and trial.start_date.date for trial in read_records(data.encode())) == found
    assert (first := parse(data).start_date)
    assert first.date == found


def test_empty_columns_of_a_spreadsheet_are_nothing() -> None:
    trial = parse('NCT Number,Study Title,Study Status,,\r\nNCT09990023,"A, B",COMPLETED,,\r\n')
    assert (trial.id, trial.title, trial.status, codes(trial)) == ("NCT09990023", "A, B", "COMPLETED", [])


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("18 Years and older (Adult, Older Adult)", ["18 Years", None]),
        ("6 Months to 5 Years (Child)", ["6 Months", "5 Years"]),
        ("up to 17 Years \xa0 (Child)", [None, "17 Years"]),
        ("Child, Adult, Older Adult", [None, None]),
        ("CHILD", [None, None]),
        ("of any age", [None, None]),
        (None, [None, None]),
    ],
)
def test_ages(words: str | None, limits: list[str | None]) -> None:
    found = ages(words, [])
    assert [found.get(f"eligibility.{end}imum_age") for end in ("min", "max")] == limits


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Site, Seoul, Korea, Republic of", {"facility": "Site", "city": "Seoul", "country": "Korea, Republic of"}),
        (
            "Miami, Florida, 33144, United States",
            {"city": "Miami", "state": "Florida", "zip": "33144", "country": "United States"},
        ),
        ("Ward 3, Hospital, Lyon, France", {"facility": "Ward 3, Hospital, Lyon", "country": "France"}),
        ("Atlantis", {"facility": "Atlantis"}),
    ],
)
def test_places(words: str, found: dict[str, str]) -> None:
    assert place(words, []) == found


SEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<search_results count="2"><query>gout</query>{}</search_results>"""
STUDY = """<study rank="{0}"><nct_id>NCT0999003{0}</nct_id><title>Gout {0}</title><status open="Y">Recruiting</status>
<study_results>No Results Available</study_results><conditions><condition>Gout</condition></conditions>
<interventions><intervention type="Drug">Velorimab</intervention>
<intervention type="Drug">Placebo</intervention></interventions>
<sponsors><lead_sponsor>Valley</lead_sponsor><collaborator>Hill</collaborator></sponsors><gender>All</gender>
<min_age>18 Years</min_age><max_age>N/A</max_age><age_groups><age_group>Adult</age_group></age_groups>
<phases><phase>Phase 2</phase><phase>Phase 3</phase></phases><enrollment>60</enrollment>
<study_types>Interventional</study_types>
<study_designs><study_design>Allocation: Randomized</study_design></study_designs><start_date>March 2026</start_date>
<url>https://ClinicalTrials.gov/show/NCT0999003{0}</url></study>"""


def test_a_search_export() -> None:
    trial = parse(SEARCH.format(STUDY.format(1) + STUDY.format(2)))
    assert (trial.layout, trial.id, trial.status) == ("ctgov_search_xml", "NCT09990031", "RECRUITING")
    assert [(each.type, each.name) for each in trial.interventions] == [("DRUG", "Velorimab"), ("DRUG", "Placebo")]
    assert (trial.phases, trial.design.allocation, trial.has_results) == (("PHASE2", "PHASE3"), "RANDOMIZED", False)
    assert trial.eligibility
    assert trial.eligibility.minimum_age
    assert trial.eligibility.minimum_age.value == 18
    assert codes(trial) == ["several-trials"]


@pytest.mark.parametrize(
    "fields",
    [
        "<acronym>VELA</acronym>",
        "<enrollment>60</enrollment>",
        "<title>Gout</title><url>https://clinicaltrials.gov/show/NCT09990031</url>",
        "<gender>All</gender>",
    ],
)
def test_a_search_export_of_few_fields(fields: str) -> None:
    trial = parse(SEARCH.format(f'<study rank="1"><nct_id>NCT09990031</nct_id>{fields}</study>'))
    assert (trial.layout, trial.id) == ("ctgov_search_xml", "NCT09990031")


def test_the_places_of_a_search_export() -> None:
    located = "<locations><location>Hospital X, Lyon, France</location><location>Atlantis</location></locations>"
    trial = parse(SEARCH.format(f"<study rank='1'><nct_id>NCT09990031</nct_id>{located}</study>"))
    assert [(each.facility, each.city, each.country) for each in trial.locations] == [
        ("Hospital X", "Lyon", "France"),
        ("Atlantis", None, None),
    ]
    assert trial.countries == ("France",)
    assert codes(trial) == ["unread-place"]
