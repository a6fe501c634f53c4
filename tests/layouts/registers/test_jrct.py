"""jRCT's page as HTML and as copied text."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import Page, as_html, as_lines, as_rows, fields

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
