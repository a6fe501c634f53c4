"""AACT: rows of its tables, of queries that join them, and trials as rows by table, in the values of all its eras."""

import datetime as dt
import re
import textwrap
from decimal import Decimal
from typing import Any

import pytest

from trialparse import Trial, parse, parse_record
from trialparse.records.forms.aact_lines import aact_lines

ID = "NCT09990011"
TABLES: dict[str, Any] = {
    "nct_id": ID,
    "studies": {
        "nct_id": ID,
        "brief_title": "Velorimab in Gout",
        "official_title": "A Trial of Velorimab",
        "acronym": "VELA",
        "overall_status": "RECRUITING",
        "study_type": "INTERVENTIONAL",
        "phase": "PHASE2/PHASE3",
        "enrollment": "120",
        "enrollment_type": "ESTIMATED",
        "start_month_year": "2026-03",
        "start_date": "2026-03-31",
        "start_date_type": "ESTIMATED",
        "completion_month_year": "2027-05-15",
        "completion_date": "2027-05-15",
        "last_update_posted_date": "2026-01-09",
        "last_update_posted_date_type": "ACTUAL",
        "number_of_arms": "2",
        "created_at": "2026-01-10 00:00:00",
    },
    "eligibilities": [
        {
            "id": "1",
            "nct_id": ID,
            "criteria": "Inclusion Criteria:~* Gout for:~ * 1 year~ * or more~Exclusion Criteria:~* Dialysis",
            "gender": "ALL",
            "minimum_age": "18 Years",
            "maximum_age": "N/A",
            "healthy_volunteers": "f",
            "adult": "t",
        }
    ],
    "designs": {"allocation": "RANDOMIZED", "masking": "DOUBLE", "subject_masked": "t", "caregiver_masked": "f"},
    "brief_summaries": [{"id": "1", "nct_id": ID, "description": "First line.~Second line."}],
    "detailed_descriptions": "At length.",
    "conditions": [{"id": "1", "nct_id": ID, "name": "Gout", "downcase_name": "gout"}],
    "keywords": ["urate"],
    "interventions": [
        {"id": "7", "intervention_type": "DRUG", "name": "Velorimab", "description": "10 mg~daily"},
        {"id": "8", "intervention_type": "OTHER", "name": "Placebo"},
    ],
    "intervention_other_names": [{"id": "1", "intervention_id": "7", "name": "VLR"}],
    "design_groups": [{"id": "3", "group_type": "EXPERIMENTAL", "title": "Active"}, {"id": "4", "title": "Control"}],
    "design_group_interventions": [
        {"design_group_id": "3", "intervention_id": "7"},
        {"design_group_id": "4", "intervention_id": "8"},
    ],
    "design_outcomes": [
        {"outcome_type": "primary", "measure": "Urate", "time_frame": "12 weeks"},
        {"outcome_type": "OTHER_PRE_SPECIFIED", "measure": "Flares"},
    ],
    "sponsors": [
        {"agency_class": "INDUSTRY", "lead_or_collaborator": "collaborator", "name": "Hill Ltd"},
        {"agency_class": "OTHER", "lead_or_collaborator": "lead", "name": "Valley University"},
    ],
    "responsible_parties": [{"responsible_party_type": "Sponsor"}],
    "facilities": [{"status": "RECRUITING", "name": "Valley Hospital", "city": "Leeds", "country": "United Kingdom"}],
    "countries": [{"name": "United Kingdom", "removed": "f"}, {"name": "France", "removed": "t"}],
    "id_information": [{"id_source": "org_study_id", "id_value": "VU-1"}],
    "overall_officials": [{"role": "PRINCIPAL_INVESTIGATOR", "name": "Ada Quill", "affiliation": "Valley University"}],
    "central_contacts": [{"contact_type": "primary", "name": "Bo Reed", "phone": "0113", "phone_extension": "4"}],
    "calculated_values": {"were_results_reported": "f", "number_of_facilities": "1"},
    "browse_conditions": [{"mesh_term": "Gout"}],
}


def codes(trial: Trial) -> list[str]:
    return [each.code for each in trial.diagnostics]


def test_a_trial_by_its_tables() -> None:
    trial = parse_record(TABLES)
    assert (trial.layout, trial.id, trial.title, trial.acronym) == ("aact", ID, "Velorimab in Gout", "VELA")
    assert (trial.status, trial.study_type, trial.phases) == ("RECRUITING", "INTERVENTIONAL", ("PHASE2", "PHASE3"))
    assert trial.start_date
    assert (trial.start_date.date, trial.start_date.type) == ("2026-03", "ESTIMATED")
    assert trial.completion_date
    assert trial.completion_date.date == "2027-05-15"
    assert trial.enrollment
    assert (trial.enrollment.count, trial.enrollment.type) == (120, "ESTIMATED")
    assert (trial.conditions, trial.keywords, trial.countries) == (("Gout",), ("urate",), ("United Kingdom",))
    assert [(arm.label, arm.interventions) for arm in trial.arms] == [
        ("Active", ("Velorimab",)),
        ("Control", ("Placebo",)),
    ]
    assert [(each.name, each.type, each.other_names) for each in trial.interventions] == [
        ("Velorimab", "DRUG", ("VLR",)),
        ("Placebo", "OTHER", ()),
    ]
    assert [(each.type, each.measure) for each in trial.outcomes] == [("primary", "Urate"), ("other", "Flares")]
    assert [(each.name, each.role) for each in trial.sponsors] == [
        ("Valley University", "lead"),
        ("Hill Ltd", "collaborator"),
    ]
    assert (trial.design.masking, trial.design.who_masked) == ("DOUBLE", ("PARTICIPANT",))
    assert trial.brief_summary == "First line. Second line."
    assert trial.has_results is False
    assert trial.contacts[0].phone == "0113 ext. 4"
    assert trial.eligibility
    assert trial.eligibility.healthy_volunteers is False
    assert codes(trial) == []
    inclusion, exclusion = trial.eligibility.criteria
    assert [child.text for child in inclusion.children] == ["1 year", "or more"]
    assert (exclusion.kind, exclusion.text) == ("exclusion", "Dialysis")


def test_every_value_stands_in_the_text() -> None:
    trial = parse_record(TABLES)
    assert trial.evidence("start_date") == "2026-03 (ESTIMATED)"
    assert trial.evidence("arms[0].label") == "Active"
    assert trial.evidence("eligibility.criteria[1]") == "Dialysis"


def test_a_row_of_a_query_is_read_by_its_columns() -> None:
    row = TABLES["studies"] | TABLES["eligibilities"][0] | {"conditions": "Gout|Pain", "facilities": None}
    trial = parse_record(row)
    assert (trial.title, trial.conditions) == ("Velorimab in Gout", ("Gout", "Pain"))
    assert trial.eligibility
    assert trial.eligibility.minimum_age
    assert len(trial.eligibility.criteria) == 2


@pytest.mark.parametrize(
    ("row", "path", "words"),
    [
        ({"intervention_type": "DRUG", "name": "Velorimab"}, "interventions[0].name", "Velorimab"),
        ({"lead_or_collaborator": "lead", "name": "Valley"}, "sponsors[0].name", "Valley"),
        ({"outcome_type": "secondary", "measure": "Pain"}, "outcomes[0].measure", "Pain"),
        ({"name": "Site", "city": "Leeds", "country": "Spain"}, "locations[0].facility", "Site"),
        ({"name": "Spain", "removed": "f"}, "countries[0]", "Spain"),
        ({"role": "STUDY_CHAIR", "name": "Ada", "affiliation": "Valley"}, "officials[0].name", "Ada"),
        ({"group_type": "OTHER", "title": "Both"}, "arms[0].label", "Both"),
    ],
)
def test_a_row_of_one_table_alone(row: dict[str, str], path: str, words: str) -> None:
    trial = parse_record({"id": "1", "nct_id": ID, **row})
    assert (trial.id, trial.evidence(path)) == (ID, words)


def test_a_name_of_one_of_two_tables_is_of_neither() -> None:
    trial = parse_record({"nct_id": ID, "name": "Gout", "intervention_type": "DRUG", "lead_or_collaborator": "lead"})
    assert not trial.interventions
    assert not trial.sponsors
    assert "unread-fields" in codes(trial)


def test_values_of_a_database() -> None:
    row = {"nct_id": ID, "start_date": dt.date(2026, 3, 12), "enrollment": Decimal(60), "phase": float("nan")}
    trial = parse_record(row)
    assert trial.start_date
    assert trial.start_date.date == "2026-03-12"
    assert trial.enrollment
    assert trial.enrollment.count == 60
    assert trial.phases == ()


@pytest.mark.parametrize("day", ["2026-03-31", "2026-03-01"])
def test_a_day_that_may_be_made_up_is_no_fact(day: str) -> None:
    trial = parse_record({"nct_id": ID, "start_date": day, "start_date_type": "ESTIMATED"})
    assert trial.start_date
    assert (trial.start_date.date, trial.start_date.precision) == ("2026-03", "month")
    assert codes(trial) == ["completed-date"]
    actual = parse_record({"nct_id": ID, "start_date": day, "start_date_type": "ACTUAL"})
    assert actual.start_date
    assert actual.start_date.date == day


def test_words_of_before_2024() -> None:
    row = {
        "NCT_ID": ID,
        "DOWNLOAD_DATE": "2016",
        "BRIEF_TITLE": "Velorimab",
        "OVERALL_STATUS": "Active, not recruiting",
        "PHASE": "Phase 1/Phase 2",
        "GENDER": "Both",
        "MINIMUM_AGE": "18 Years",
        "MAXIMUM_AGE": "N/A",
        "HEALTHY_VOLUNTEERS": "Accepts Healthy Volunteers",
        "START_MONTH_YEAR": "March 2016",
        "ENROLLMENT": "40",
        "ENROLLMENT_TYPE": "Anticipated",
    }
    trial = parse_record(row)
    assert (trial.id, trial.status, trial.phases) == (ID, "ACTIVE_NOT_RECRUITING", ("PHASE1", "PHASE2"))
    assert trial.eligibility
    assert (trial.eligibility.sex, trial.eligibility.healthy_volunteers) == ("ALL", True)
    assert trial.start_date
    assert trial.start_date.date == "2016-03"
    assert codes(trial) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A:~* b~* c", ["A:", "* b", "* c"]),
        ("A:~~* b~~B:~~1. c", ["A:", "", "* b", "", "B:", "", "1. c"]),
        ("A:~* b~ * c~   * d", ["A:", "* b", "  * c", "    * d"]),
        ("Weight ~70 kg~1. Age~2. Sex", ["Weight ~70 kg", "1. Age", "2. Sex"]),
        (
            "~       Inclusion Criteria:~          -  Adults with~            gout and~            pain"
            "~          -  Sober~        Exclusion Criteria:~          -  None of~            these",
            [
                "Inclusion Criteria:",
                "-  Adults with gout and pain",
                "-  Sober",
                "Exclusion Criteria:",
                "-  None of these",
            ],
        ),
        (
            "~        Inclusion Criteria:~~          -  Adults with~             gout~~               -  long",
            ["Inclusion Criteria:", "", "-  Adults with gout", "", "  -  long"],
        ),
        (
            "Inclusion Criteria:          -  Adults with             gout          -  Sober        Exclusion Criteria:",
            ["Inclusion Criteria:", "-  Adults with gout", "-  Sober", "Exclusion Criteria:"],
        ),
        ("ALT \\>= 3\r~* b", ["ALT >= 3", "* b"]),
        ("Already:\n* lines", ["Already:", "* lines"]),
        ("", [""]),
    ],
)
def test_the_lines_of_each_era(text: str, lines: list[str]) -> None:
    assert aact_lines(text).split("\n") == lines


def test_whole_tables_give_the_rows_of_one_trial() -> None:
    studies = [{"nct_id": ID, "brief_title": "A"}, {"nct_id": "NCT09990012", "brief_title": "B"}]
    trial = parse_record(
        {
            "studies": studies,
            "eligibilities": [{"nct_id": "NCT09990012", "gender": "MALE"}, {"nct_id": ID, "gender": "FEMALE"}],
            "conditions": [{"nct_id": "NCT09990012", "name": "Gout"}],
        }
    )
    assert (trial.id, trial.title, trial.conditions) == (ID, "A", ())
    assert trial.eligibility
    assert trial.eligibility.sex == "FEMALE"
    assert codes(trial) == ["several-trials", "unread-fields"]


LONG = "whose gout was found by a physician a year or more before the screening visit, and was treated ever since"
ITEMS = (
    (8, "Inclusion Criteria:"),
    (10, f"-  Adults {LONG}"),
    (10, "-  Working organs, that is:"),
    (15, f"-  Hemoglobin of 9 g/dL or more {LONG}"),
    (15, "-  Platelets of 100 x 10^9/L or more"),
    (8, "Exclusion Criteria:"),
    (10, f"1.  Women {LONG}"),
    (10, "2.  Dialysis"),
)


def wrapped() -> str:
    """The criteria as the registry's XML had them: a hundred columns wide, a blank line between all."""
    found = ""
    for indent, words in ITEMS:
        mark = 0 if indent == 8 else words.index("  ") + 2
        lines = textwrap.fill(words, 100, initial_indent=" " * indent, subsequent_indent=" " * (indent + mark))
        found += f"\n{lines}\n"
    return found


@pytest.mark.parametrize(
    "written",
    [
        re.sub(r"\n", "~", re.sub(r"\n\s", "~", wrapped())),  # 2018 to 2023
        wrapped().replace("\n", "~"),  # 2017
        wrapped().replace("\n", ""),  # 2017, too
        wrapped(),  # the database
    ],
)
def test_wrapped_criteria_are_the_same_in_each_era(written: str) -> None:
    trial = parse_record({"nct_id": ID, "criteria": written})
    assert [(each.id, each.text) for each in trial.walk()] == [
        ("I1", f"Adults {LONG}"),
        ("I2", "Working organs, that is:"),
        ("I2.1", f"Hemoglobin of 9 g/dL or more {LONG}"),
        ("I2.2", "Platelets of 100 x 10^9/L or more"),
        ("E1", f"Women {LONG}"),
        ("E2", "Dialysis"),
    ]


def test_a_table_of_several_says_so() -> None:
    trial = parse(f'nct_id|phase|brief_title\r\n{ID}|PHASE2|"A | B"\r\nNCT09990012|PHASE3|C\r\n')
    assert (trial.id, trial.title, codes(trial)) == (ID, "A | B", ["several-trials"])


def test_a_table_without_a_place_in_a_trial_is_no_criteria() -> None:
    trial = parse(f"id|nct_id|name\n1|{ID}|Gout\n")
    assert (trial.id, trial.eligibility, codes(trial)) == (ID, None, ["unread-fields"])
    empty = parse("id|nct_id|name\n")
    assert (empty.eligibility, codes(empty)) == (None, ["unknown-record"])
    short = parse(f"id|nct_id|name\n1|{ID}\n")
    assert (short.id, codes(short)) == (None, ["broken-record"])


@pytest.mark.parametrize("removed", ["t", "true", "True", "1", 1, True, 1.0])
def test_a_removed_country_is_none_of_the_trials(removed: Any) -> None:
    rows = [{"nct_id": ID, "name": "France", "removed": removed}, {"nct_id": ID, "name": "Spain", "removed": "f"}]
    assert parse_record({"nct_id": ID, "studies": {"brief_title": "A"}, "countries": rows}).countries == ("Spain",)
    assert parse_record({"nct_id": ID, "studies": {"brief_title": "A"}, "countries": rows[:1]}).countries == ()


@pytest.mark.parametrize(("told", "value"), [("0", False), ("1", True), (0, False), (1, True), ("false", False)])
def test_flags_of_other_databases(told: Any, value: bool) -> None:
    trial = parse_record({"nct_id": ID, "eligibilities": {"nct_id": ID, "healthy_volunteers": told}})
    assert trial.eligibility is not None
    assert trial.eligibility.healthy_volunteers is value


@pytest.mark.parametrize(
    ("table", "second", "found"),
    [
        ("studies", {"brief_title": "Another"}, ["several-rows"]),
        ("studies", {"brief_title": "One"}, []),  # the same line twice
        ("eligibilities", {"gender": "MALE"}, ["several-rows"]),
    ],
)
def test_a_second_row_where_there_is_one_is_said(table: str, second: dict[str, str], found: list[str]) -> None:
    first = {"studies": {"brief_title": "One"}, "eligibilities": {"gender": "ALL"}}
    rows = {name: [{"nct_id": ID, **row}] for name, row in first.items()}
    rows[table].append({"nct_id": ID, **second})
    trial = parse_record({"nct_id": ID, **rows})
    assert trial.title == "One"
    assert [each.code for each in trial.diagnostics if each.code == "several-rows"] == found
