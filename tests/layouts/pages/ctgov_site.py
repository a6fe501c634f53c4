"""An invented page of ClinicalTrials.gov's present site, as a copy of everything on it gives it."""

__all__ = ["CRITERIA", "SITE_PAGE", "site_page"]

_MENU = """\
Skip to main content
ClinicalTrials.gov
Find Studies
Study Basics
Submit Studies
Data and API
Policy
About
My Saved Studies (0)
Home
Search Results
Study Details
"""

_HEAD = """\
Recruiting

Zelumab Against Placebo in Adults With Chronic Gout

ClinicalTrials.gov ID NCT09990017
Sponsor Valley University
Information provided by Ida Holm, Valley University (Responsible Party)
Last Update Posted 2026-02-03
Save this study
Print
Download
Copy link
"""

_TABS = """\
Study Details
Researcher View
No Results Posted
Record History
On this page
Study Overview
Contacts and Locations
Participation Criteria
Study Plan
Collaborators and Investigators
Publications
Study Record Dates
More Information
"""

_OVERVIEW = """\
Study Overview

Brief Summary

Zelumab is given by mouth. The study asks whether attacks become rarer.

Official Title
A Phase 2, Randomized, Double-Blind Study of Zelumab in Chronic Gout

Conditions
Gout
Hyperuricemia

Intervention / Treatment
Drug: Zelumab
Drug: Placebo

Other Study ID Numbers
VU-77

Study Start (Actual)
2025-01-10

Primary Completion (Estimated)
2027-03

Study Completion (Estimated)
2027-09-30

Enrollment (Estimated)
120

Study Type
Interventional

Phase
Phase 2

Contacts and Locations
This section provides the contact details for those conducting the study, and information on where this study is \
being conducted.

Study Contact
Name: Study Desk
Phone Number: +1 555 010 7070
Email: desk@valley.example

This study has 1 location

Norway
Bergen, Norway, 5003
Fjord Clinic
Recruiting
"""

_PARTICIPATION = """\
Participation Criteria
Researchers look for people who fit a certain description, called eligibility criteria. Some examples of these \
criteria are a person's general health condition or prior treatments.

For general information about clinical research, read Learn About Studies.

"""

CRITERIA = """\
Inclusion Criteria:

Gout for two years or more
Serum urate above 6 mg/dL

Exclusion Criteria:

Dialysis
Pregnancy
"""

_FIELDS = """\
Ages Eligible for Study
18 Years to 75 Years (Adult, Older Adult)

Sexes Eligible for Study
All

Accepts Healthy Volunteers
No
"""

_PLAN = """\
Study Plan
This section provides details of the study plan, including how the study is designed and what the study is measuring.

How is the study designed?
Design Details
Primary Purpose : Treatment
Allocation : Randomized
Interventional Model : Parallel Assignment
Masking : Double (ParticipantInvestigator)

Arms and Interventions

Participant Group / Arm
Intervention / Treatment

Experimental: Zelumab 20 mg
A tablet a day.

Drug: Zelumab
20 mg by mouth
Other Names:
ZLM-2

Placebo Comparator: Placebo
A tablet that looks alike.

Drug: Placebo
By mouth

What is the study measuring?

Primary Outcome Measures

Outcome Measure
Measure Description
Time Frame

Attacks of gout
Attacks a month
12 months

Secondary Outcome Measures

Outcome Measure
Measure Description
Time Frame

Serum urate
Milligrams a deciliter
6 months

Collaborators and Investigators
This is where you will find people and organizations involved with this study.

Sponsor
Valley University

Collaborators
Gout Alliance

Investigators
Principal Investigator: Ida Holm, MD, Valley University

Publications
The person responsible for entering information about the study voluntarily provides these publications. These may \
be about anything related to the study.

Study Record Dates
These dates track the progress of study record and summary results submissions to ClinicalTrials.gov.

Study Registration Dates

First Submitted
2024-12-01

First Posted (Actual)
2024-12-10

Study Record Updates

Last Update Posted (Actual)
2026-02-03

Last Verified
2026-02

More Information

Terms related to this study

Keywords Provided by Valley University
attacks
urate

Additional Relevant MeSH Terms
Gout
Arthritis
"""


def site_page(fields_first: bool = False) -> str:
    """The page; a mirror shows the fields of eligibility above the criteria."""
    criteria = f"Description\n\n{CRITERIA}\n"
    eligibility = f"{_FIELDS}\n{criteria}" if fields_first else f"{criteria}{_FIELDS}\n"
    rest = f"{_PARTICIPATION}Eligibility Criteria\n{eligibility}{_PLAN}"
    return f"{_MENU}{_HEAD}\n{_TABS}\n{_OVERVIEW}\n{rest}"


SITE_PAGE = site_page()
