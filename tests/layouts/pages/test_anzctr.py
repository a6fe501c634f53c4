"""ANZCTR's page: what it counts, with its row numbers behind the label, below it, or behind the value."""

import pytest

from layouts.golden import reading_of
from layouts.shapes import fields

PAGE = """Trial registered on ANZCTR
Registration number
ACTRN12626000999999
Ethics application status
Approved
Date last updated
12/02/2026
Public title
Music during dialysis
Secondary ID [1] 311707 0
HREC-12
Secondary ID [2] 311708 0
None
Health condition(s) or problem(s) studied:
Anxiety 329869 0
Sleep disturbance 329870 0
Condition category
Condition code
Mental Health 329870 329870 0 0
Anxiety
Study type
Interventional
Intervention code [1] 328000 0
Lifestyle
Primary outcome [1] 336001 0
State anxiety
Timepoint [1] 336001 0
End of the session
Primary outcome [2] 336002 0
Heart rate
Timepoint [2] 336002 0
Every hour
Secondary outcome [1] 428001 0
Sleep
Timepoint [1] 428001 0
Week 4
Key inclusion criteria
Haemodialysis for 3 months or more
Minimum age
18 Years
Maximum age
No limit
Sex
Both males and females
Key exclusion criteria
Deafness
Purpose of the study
Educational / counselling / training
Allocation to intervention
Randomised controlled trial
Masking / blinding
Open (masking not used)
Phase
Phase 2 / Phase 3
Recruitment status
Active, not recruiting
Date of first participant enrolment
Anticipated
2/03/2026
Actual
Sample size
Target
80
Final
Recruitment outside Australia
Country [1] 25000 0
New Zealand
State/province [1] 25000 0
Funding & Sponsors
Funding source category [1] 310000 0
University
Name [1] 310000 0
Lake University
Country [1] 310000 0
Australia
Primary sponsor type
University
Name
Lake University
Address
1 Lake
Secondary sponsor category [1] 311000 0
Hospital
Name [1] 311000 0
Lake Hospital
Contacts
Principal investigator
Name 123000 0
Dr A Lake
Contact person for public queries
Name 123001 0
Dr B Lake
Phone 123001 0
+61 001
"""
READ = {
    "layout": "anzctr",
    "id": "ACTRN12626000999999",
    "registry": "ANZCTR",
    "last_updated": "2026-02-12",
    "title": "Music during dialysis",
    "identifiers": [{"id": "HREC-12"}],
    "conditions": ["Anxiety", "Sleep disturbance"],
    "study_type": "INTERVENTIONAL",
    "outcomes": [
        {"measure": "State anxiety", "type": "primary", "time_frame": "End of the session"},
        {"measure": "Heart rate", "type": "primary", "time_frame": "Every hour"},
        {"measure": "Sleep", "type": "secondary", "time_frame": "Week 4"},
    ],
    "eligibility": {"minimum_age": "18 Years", "sex": "ALL"},
    "design": {"primary_purpose": "ECT", "allocation": "RANDOMIZED", "masking": "NONE"},
    "phases": ["PHASE2", "PHASE3"],
    "status": "ACTIVE_NOT_RECRUITING",
    "start_date": "2026-03-02 ESTIMATED",
    "enrollment": {"count": 80, "type": "ESTIMATED"},
    "countries": ["New Zealand"],
    "sponsors": [{"name": "Lake University", "role": "lead"}, {"name": "Lake Hospital", "role": "collaborator"}],
    "officials": [{"name": "Dr A Lake", "role": "PRINCIPAL_INVESTIGATOR"}],
    "contacts": [{"name": "Dr B Lake", "phone": "+61 001"}],
    "criteria": [["Haemodialysis for 3 months or more", "inclusion"], ["Deafness", "exclusion"]],
}


@pytest.mark.parametrize("below", [False, True])
def test_row_numbers_are_no_values(below: bool) -> None:
    page = PAGE.replace("] 3", "]\n3").replace("] 4", "]\n4") if below else PAGE
    assert fields(page) == READ
    assert not reading_of(page).diagnostics
