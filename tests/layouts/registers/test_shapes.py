"""The pages of ISRCTN, DRKS, jRCT and UMIN in the shapes they are met in."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import Page, as_html, as_lines, as_rows, fields

HEAD = """Walking groups for knee pain

ISRCTN ISRCTN12345678
DOI https://doi.org/10.1186/ISRCTN12345678
EudraCT/CTIS number 2026-500001-11-00
IRAS number 277021
ClinicalTrials.gov number NCT09999111
Secondary identifying numbers 20011, CPMS 44839
Submission date
06/02/2026
Registration date
20/04/2026
Last edited
09/04/2026
Recruitment status
No longer recruiting
Overall study status
Ongoing
Condition category
Musculoskeletal
Prospectively registered
Protocol
Statistical analysis plan
Results
Individual participant data
Record updated in last year
"""
KNOWN_BY_HEAD = {
    "layout": "isrctn",
    "id": "ISRCTN12345678",
    "registry": "ISRCTN",
    "title": "Walking groups for knee pain",
    "identifiers": [
        {"id": "2026-500001-11-00", "type": "CTIS"},
        {"id": "277021", "type": "OTHER"},
        {"id": "NCT09999111", "type": "REGISTRY"},
        {"id": "20011", "type": "OTHER"},
        {"id": "CPMS 44839", "type": "OTHER"},
    ],
    "last_updated": "2026-04-09",
    "status": "ACTIVE_NOT_RECRUITING",
    "criteria": [],
}
ISRCTN: Page = [
    ("Plain English Summary", "Knees hurt."),
    ("Study website", "https://example.org"),
    ("Contact information", None),
    ("Type", "Scientific"),
    ("Contact name", "Dr A Fen"),
    ("Additional identifiers", None),
    ("EudraCT/CTIS number", "2026-500001-11-00"),
    ("IRAS number", "277021"),
    ("ClinicalTrials.gov number", "NCT09999111"),
    ("Secondary identifying numbers", "20011, CPMS 44839"),
    ("Study information", None),
    ("Scientific title", "Guided walking groups against advice"),
    ("Acronym", "STROLL"),
    ("Primary study design", "Interventional"),
    ("Health condition(s) or problem(s) studied", "Knee osteoarthritis"),
    ("Intervention", "Walks."),
    ("Phase", "Phase II/III"),
    ("Drug / device / biological / vaccine name(s)", "Velorimab"),
    ("Primary outcome measure", "1. Pain at 12 weeks"),
    ("Secondary outcome measures", "1. Sleep at 12 weeks\n2. Mood, 1. by day 2. by night"),
    ("Completion date", "31/12/2027"),
    ("Eligibility", None),
    ("Lower age limit", "45 Years"),
    ("Upper age limit", "80 Years"),
    ("Sex", "Both"),
    ("Target number of participants", "Planned Sample Size: 300; UK Sample Size: 200"),
    ("Key inclusion criteria", "1. Knee pain for 3 months\n2. Able to walk"),
    ("Key exclusion criteria", "1. Joint replacement planned"),
    ("Date of first enrolment", "04/03/2026"),
    ("Locations", None),
    ("Countries of recruitment", "England\nUnited Kingdom"),
    ("Study participating centre", "Fen Hospital\nEly"),
    ("Sponsor information", "University of the Fens\nUniversity/education\n1 Fen Road"),
    ("Funders", None),
    ("Editorial Notes", "09/04/2026: The title was changed."),
]
READ_OF_ISRCTN = {
    "brief_summary": "Knees hurt.",
    "official_title": "Guided walking groups against advice",
    "acronym": "STROLL",
    "study_type": "INTERVENTIONAL",
    "conditions": ["Knee osteoarthritis"],
    "phases": ["PHASE2", "PHASE3"],
    "outcomes": [
        {"measure": "Pain at 12 weeks", "type": "primary"},
        {"measure": "Sleep at 12 weeks", "type": "secondary"},
        {"measure": "2. Mood, 1. by day 2. by night", "type": "secondary"},
    ],
    "completion_date": "2027-12-31",
    "eligibility": {"minimum_age": "45 Years", "maximum_age": "80 Years", "sex": "ALL"},
    "enrollment": {"count": 300, "type": "ESTIMATED"},
    "start_date": "2026-03-04",
    "countries": ["England", "United Kingdom"],
    "sponsors": [{"name": "University of the Fens", "role": "lead"}],
    "criteria": [
        ["1. Knee pain for 3 months\n2. Able to walk", "inclusion"],
        ["1. Joint replacement planned", "exclusion"],
    ],
}


def test_isrctn_head_alone() -> None:
    assert fields(HEAD) == KNOWN_BY_HEAD


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_isrctn_whole(gap: str) -> None:
    page = HEAD + "\n" + as_lines(ISRCTN, gap)
    found = fields(page)
    found["criteria"] = [[text.replace("\n\n", "\n"), kind] for text, kind in found["criteria"]]
    assert found == KNOWN_BY_HEAD | READ_OF_ISRCTN
    assert not reading_of(page).diagnostics


@pytest.mark.parametrize(
    ("overall", "status"), [("Completed", "COMPLETED"), ("Stopped", "TERMINATED"), ("Ongoing", "ACTIVE_NOT_RECRUITING")]
)
def test_isrctn_study_that_is_over(overall: str, status: str) -> None:
    assert fields(HEAD.replace("\nOngoing", f"\n{overall}"))["status"] == status


def test_isrctn_navigation_is_no_title() -> None:
    page = HEAD.replace("Walking groups for knee pain", "Home > Registry")
    assert "title" not in fields(page)


DRKS: Page = [
    ("DRKS-ID:", "DRKS00099999"),
    ("Recruitment Status:", "Recruiting complete, follow-up continuing"),
    ("Date of registration in DRKS:", "2026-02-01"),
    ("Last update in DRKS:", "2026-03-05"),
    ("Registration type:", "Prospective"),
    ("Acronym/abbreviation of the study:", "BREATHE"),
    ("URL of the study", "No Entry"),
    ("Brief summary in lay language", "Patients train."),
    ("Health condition or problem studied", None),
    ("ICD-10-GM (translation):", "C34 - Malignant neoplasm of bronchus and lung"),
    ("Free text:", "Lung cancer"),
    ("Interventions, Observational Groups", None),
    ("Arm 1:", "Exercises every day"),
    ("Arm 2:", "Usual care"),
    ("Endpoints", None),
    ("Primary outcome:", "Oxygen on day 3"),
    ("Secondary outcome:", "No Entry"),
    ("Study Design", None),
    ("Purpose:", "Treatment"),
    ("Allocation:", "Randomized controlled trial"),
    ("Study type:", "Interventional"),
    ("Phase:", "II-III"),
    ("Recruitment countries:", "Germany\nAustria"),
    ("Planned study start date:", "2026-06-01"),
    ("Actual study start date:", "No Entry"),
    ("Actual study completion date:", "2027-06-01"),
    ("Target Sample Size:", "140"),
    ("Final Sample Size:", "No Entry"),
    ("Inclusion Criteria", None),
    ("Sex:", "All"),
    ("Minimum Age:", "18   Years"),
    ("Maximum Age:", "no maximum age"),
    ("Additional Inclusion Criteria:", "1. Lobectomy planned"),
    ("Exclusion Criteria", "1. Home oxygen"),
    ("Addresses", None),
    ("Primary Sponsor", "Address:\nKlinikum am See\nSeestr. 1\n12345 Seestadt"),
    ("EudraCT Number:", "2026-000001-11"),
    ("EUDAMED Number:", "No Entry"),
]
READ_OF_DRKS = {
    "layout": "drks",
    "id": "DRKS00099999",
    "registry": "German Clinical Trials Register",
    "title": "Breathing exercises before surgery",
    "status": "ACTIVE_NOT_RECRUITING",
    "last_updated": "2026-03-05",
    "acronym": "BREATHE",
    "brief_summary": "Patients train.",
    "conditions": ["Malignant neoplasm of bronchus and lung", "Lung cancer"],
    "arms": [
        {"label": "Arm 1", "description": "Exercises every day"},
        {"label": "Arm 2", "description": "Usual care"},
    ],
    "outcomes": [{"measure": "Oxygen on day 3", "type": "primary"}],
    "design": {"primary_purpose": "TREATMENT", "allocation": "RANDOMIZED"},
    "study_type": "INTERVENTIONAL",
    "phases": ["PHASE2", "PHASE3"],
    "countries": ["Germany", "Austria"],
    "start_date": "2026-06-01 ESTIMATED",
    "completion_date": "2027-06-01 ACTUAL",
    "enrollment": {"count": 140, "type": "ESTIMATED"},
    "eligibility": {"sex": "ALL", "minimum_age": "18 Years"},
    "sponsors": [{"name": "Klinikum am See", "role": "lead"}],
    "identifiers": [{"id": "2026-000001-11", "type": "EUDRACT_NUMBER"}],
    "criteria": [["1. Lobectomy planned", "inclusion"], ["1. Home oxygen", "exclusion"]],
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("nothing", ["No Entry", "[---]*"])
def test_drks(gap: str, nothing: str) -> None:
    page = "Breathing exercises before surgery\n\n" + as_lines(DRKS, gap).replace("No Entry", nothing)
    assert fields(page) == READ_OF_DRKS
    assert not reading_of(page).diagnostics


def test_drks_of_old() -> None:
    page: Page = [
        ("Trial Description", None),
        ("Title", "Breathing exercises before surgery"),
        ("Trial Acronym", "[---]*"),
        ("Organizational Data", None),
        ("DRKS-ID", "DRKS00099999"),
        ("Date of Registration in DRKS", "2021/02/01"),
        ("ICD10", "C34 - Malignant neoplasm of bronchus and lung"),
        ("Free text", "[---]*"),
        ("Blinding", "[---]*"),
        ("Countries of Recruitment", "DE Germany"),
        ("(Anticipated or Actual) Date of First Enrollment", "2021/06/01"),
        ("Gender", "Both, male and female"),
        ("Minimum Age", "18   Years"),
        ("Maximum Age", "no maximum age"),
        ("Primary Sponsor", "Klinikum am See\nHerr Dr. A See\nTelephone: +49 000"),
    ]
    assert fields(as_rows(page, ": ")) == {
        "layout": "drks",
        "title": "Breathing exercises before surgery",
        "id": "DRKS00099999",
        "registry": "German Clinical Trials Register",
        "conditions": ["Malignant neoplasm of bronchus and lung"],
        "countries": ["Germany"],
        "eligibility": {"sex": "ALL", "minimum_age": "18 Years"},
        "sponsors": [{"name": "Klinikum am See", "role": "lead"}],
        "start_date": "2021-06-01",
        "criteria": [],
    }


JRCT: Page = [
    ("Date of registration", "Aug. 06, 2026"),
    ("Last modified on", "Sept. 29, 2026"),
    ("Trial ID", "jRCT1032260001"),
    ("Scientific Title", "Walking on day 1 against day 3"),
    ("Public Title", "Early walking"),
    ("Recruitment Status", "Recruiting"),
    ("Date of First Enrolment / Actual date of first enrollment", "April. 27, 2026"),
    ("Study Type", "Interventional"),
    ("Phase", "2-3"),
    ("Age Minimum", "18age old over"),
    ("Age Maximum", "No limit"),
    ("Gender", "Both"),
    ("Include criteria", "1) Hip fracture\n2) Walking before"),
    ("Exclude criteria", "1) Dementia"),
    ("Health Condition(s) or Problem(s) Studied", "Hip fracture"),
    ("investigational material(s)", ""),
    ("Generic name etc : Velorimab", None),
    ("INN of investigational material : velorimab", None),
    ("control material(s)", ""),
    ("Generic name etc : -", None),
    ("Countries / Regions of Recruitment", "Japan/Korea, Republic of/Germany"),
    ("Primary Sponsor", "Yamada Taro"),
    ("Secondary Sponsor", "-"),
    ("Name of Funding Organization", "-"),
    ("Secondary ID No.", "NCT09999111"),
    ("Name of Other Registries", "ClinicalTrials.gov"),
    ("Completion Date or Terminated date", "-"),
]
READ_OF_JRCT = {
    "layout": "jrct",
    "id": "jRCT1032260001",
    "registry": "jRCT",
    "last_updated": "2026-09-29",
    "official_title": "Walking on day 1 against day 3",
    "title": "Early walking",
    "status": "RECRUITING",
    "start_date": "2026-04-27",
    "study_type": "INTERVENTIONAL",
    "phases": ["PHASE2", "PHASE3"],
    "eligibility": {"minimum_age": "18 Years", "sex": "ALL"},
    "conditions": ["Hip fracture"],
    "interventions": [{"name": "Velorimab"}],
    "countries": ["Japan", "Korea, Republic of", "Germany"],
    "sponsors": [{"name": "Yamada Taro", "role": "lead"}],
    "identifiers": [{"id": "NCT09999111", "type": "REGISTRY"}],
    "criteria": [["1) Hip fracture\n2) Walking before", "inclusion"], ["1) Dementia", "exclusion"]],
}
SHAPES_OF_JRCT = {
    "html": as_html(JRCT, head=True),
    "lines": as_lines(JRCT),
    "colons": as_rows(JRCT, " : "),
    "tabs": as_rows(JRCT, "\t"),
    "a table": as_rows(JRCT, " | ", " |"),
}


@pytest.mark.parametrize("shape", SHAPES_OF_JRCT)
def test_jrct(shape: str) -> None:
    found = fields(SHAPES_OF_JRCT[shape])
    assert found == READ_OF_JRCT
    assert not reading_of(SHAPES_OF_JRCT[shape]).diagnostics


UMIN: Page = [
    ("UMIN-CTR Clinical Trial", None),
    ("Unique ID issued by UMIN", "UMIN000099999"),
    ("Receipt number", "R000088888"),
    ("Date of disclosure of the study information", "2026/03/03"),
    ("Last modified on", "2026/12/21 15:18:55"),
    ("Basic information", None),
    ("Public title", "Green tea and sleep"),
    ("Acronym", "GREEN"),
    ("Scientific Title", "Green tea extract against placebo"),
    ("Scientific Title:Acronym", "GREEN"),
    ("Region", "Japan"),
    ("Condition", None),
    ("Condition", "Sleep disturbance"),
    ("Classification by specialty", "Medicine in general"),
    ("Objectives", None),
    ("Narrative objectives1", "To assess tea."),
    ("Developmental phase", "Phase II,III"),
    ("Assessment", None),
    ("Primary outcomes", "Sleep efficiency at 4 weeks"),
    ("Base", None),
    ("Study type", "Interventional"),
    ("Study design", None),
    ("Basic design", "Parallel"),
    ("Randomization", "Randomized"),
    ("Blinding", "Double blind -all involved are blinded"),
    ("Control", "Placebo"),
    ("Intervention", None),
    ("No. of arms", "2"),
    ("Purpose of intervention", "Treatment"),
    ("Interventions/Control_1", "Green tea extract"),
    ("Interventions/Control_3", ""),
    ("Eligibility", None),
    ("Age-lower limit", "20 years-old <="),
    ("Age-upper limit", "75 years-old >"),
    ("Gender", "Male and Female"),
    ("Key inclusion criteria", "1) Night shifts\n2) Sleep of less than 6 hours"),
    ("Key exclusion criteria", "1) Green tea allergy"),
    ("Target sample size", "44"),
    ("Research contact person", None),
    ("Organization", "Lake University"),
    ("Sponsor", None),
    ("Institute", "Lake University"),
    ("Department", "Sleep"),
    ("Funding Source", None),
    ("Organization", "Tea Fund"),
    ("Secondary IDs", None),
    ("Secondary IDs", "YES"),
    ("Study ID_1", "T-1"),
    ("Institutions", None),
    ("Institutions", "Lake Hospital"),
    ("Progress", None),
    ("Recruitment status", "Open public recruiting"),
    ("Date of protocol fixation", "2026 Year 03 Month 01 Day"),
    ("Anticipated trial start date", "2026 Year 04 Month 01 Day"),
    ("Last follow-up date", "2027/04/01"),
    ("Management information", None),
    ("Link to view the page", "https://example.org"),
]
READ_OF_UMIN = {
    "layout": "umin",
    "id": "UMIN000099999",
    "registry": "UMIN-CTR",
    "last_updated": "2026-12-21",
    "title": "Green tea and sleep",
    "acronym": "GREEN",
    "official_title": "Green tea extract against placebo",
    "countries": ["Japan"],
    "conditions": ["Sleep disturbance"],
    "phases": ["PHASE2", "PHASE3"],
    "outcomes": [{"measure": "Sleep efficiency at 4 weeks", "type": "primary"}],
    "study_type": "INTERVENTIONAL",
    "design": {
        "intervention_model": "PARALLEL",
        "allocation": "RANDOMIZED",
        "masking": "DOUBLE",
        "primary_purpose": "TREATMENT",
    },
    "eligibility": {"minimum_age": "20 Years", "maximum_age": "75 Years", "sex": "ALL"},
    "enrollment": {"count": 44, "type": "ESTIMATED"},
    "sponsors": [{"name": "Lake University", "role": "lead"}],
    "identifiers": [{"id": "T-1"}],
    "status": "RECRUITING",
    "start_date": "2026-04-01 ESTIMATED",
    "completion_date": "2027-04-01",
    "criteria": [
        ["1) Night shifts\n2) Sleep of less than 6 hours", "inclusion"],
        ["1) Green tea allergy", "exclusion"],
    ],
}
SHAPES_OF_UMIN = {
    "label and value on a line": as_rows(UMIN, " "),
    "label, blank, value": as_lines(UMIN, "\n\n"),
    "a table": as_rows(UMIN, " | ", " |"),
    "a table with an empty column": as_rows(UMIN, "\t\t"),
    "html": as_html(UMIN),
    "ages on lines": as_lines(UMIN).replace(" years-old ", "\nyears-old\n"),
    "ages in cells": as_rows(UMIN, " | ", " |").replace(" years-old ", " | years-old | "),
}


@pytest.mark.parametrize("shape", SHAPES_OF_UMIN)
def test_umin(shape: str) -> None:
    found = fields(SHAPES_OF_UMIN[shape])
    found["criteria"] = [[text.replace("\n\n", "\n"), kind] for text, kind in found["criteria"]]
    assert found == READ_OF_UMIN
    assert not reading_of(SHAPES_OF_UMIN[shape]).diagnostics


@pytest.mark.parametrize("between", [" ", " | "])
def test_umin_head_alone(between: str) -> None:
    found = fields(as_rows(UMIN[:9], between))
    assert found == {name: READ_OF_UMIN[name] for name in ("layout", "id", "registry", "last_updated", "title")} | {
        "acronym": "GREEN",
        "official_title": "Green tea extract against placebo",
        "criteria": [],
    }
