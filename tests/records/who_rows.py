"""A row of the WHO's platform from each register, as it words its fields, and what is read of it."""

from typing import Any

Row = dict[str, str]
WRAPPED = (
    "\r<br>        Inclusion Criteria:\r<br>\r<br>          -  Adults with gout that was confirmed by crystals in the "
    "fluid of a joint before the\r<br>             first visit\r<br>\r<br>          -  Serum urate of at least 7 mg/dL:"
    "\r<br>\r<br>               -  at baseline, as measured by the central laboratory of the trial in the morning of"
    "\r<br>                  the visit\r<br>\r<br>        Exclusion Criteria:\r<br>\r<br>          -  Dialysis\r<br>  "
)
EU_QUESTIONS = (
    "Are the trial subjects under 18? no<br>Number of subjects for this age range: <br>F.1.2 Adults (18-64 years) yes"
    "<br>F.1.2.1 Number of subjects for this age range 60<br>F.1.3 Elderly (>=65 years) no<br>"
)
EU_PHASES = (
    "Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes\n"
    "Therapeutic confirmatory - (Phase III): no\nTherapeutic use (Phase IV): no\n"
)
EU_CONDITION = (
    "Gout with tophi <br>MedDRA version: 20.0\nLevel: PT\nClassification code 10018627\nTerm: Gout\n"
    "System Organ Class: 10027433 - Metabolism\n;Therapeutic area: Diseases [C] - Metabolic Diseases [C18]"
)
EU_PRODUCTS = (
    "<br>Product Name: Velorimab<br>Product Code: VEL-203<br>Pharmaceutical Form: Solution for injection<br><br><br>"
    "Trade Name: Placidol<br>Pharmaceutical Form: Tablet<br>"
)

# The register, its row, and what stands in the trial, by the names of `read` in test_registers.
ROWS: dict[str, tuple[Row, dict[str, Any]]] = {
    "ClinicalTrials.gov": (
        {
            "TrialID": "NCT09991001", "Public title": "Velorimab in Gout" + " " * 200, "Acronym": " " * 10,
            "Primary sponsor": "Northlake Institute", "Recruitment Status": "Not recruiting",
            "Inclusion agemin": "9 Months", "Inclusion agemax": "N/A", "Inclusion gender": "All",
            "Date enrollement": "March 11, 2026", "Target size": "120", "Phase": "Phase 2/Phase 3",
            "Study design": "Allocation: Randomized. Intervention model: Parallel Assignment. Primary purpose: "
                            "Treatment. Masking: Double (Participant, Investigator). ",
            "Countries": "Iran, Islamic Republic of;Korea, Republic of", "Inclusion Criteria": WRAPPED,
            "Condition": "Gout;Hyperuricemia", "Intervention": "Drug: Velorimab; 10 mg;Drug: Placebo",
            "Primary outcome": "Flares per month;Serum urate; at rest", "Bridging flag truefalse": "True ",
        },
        {
            "id": "NCT09991001", "title": "Velorimab in Gout", "acronym": None, "status": "Not recruiting",
            "minimum": "9 Months", "maximum": None, "sex": "ALL", "start": "2026-03-11", "count": 120,
            "phases": ["PHASE2", "PHASE3"], "countries": ["Iran, Islamic Republic of", "Korea, Republic of"],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
                       "masking": "DOUBLE", "who_masked": ("PARTICIPANT", "INVESTIGATOR")},
            "inclusion": ["Adults with gout that was confirmed by crystals in the fluid of a joint before the first "
                          "visit", "Serum urate of at least 7 mg/dL:"],
            "exclusion": ["Dialysis"], "conditions": ["Gout", "Hyperuricemia"],
            "interventions": ["Velorimab; 10 mg", "Placebo"],
            "outcomes": [("Flares per month", None), ("Serum urate; at rest", None)],
        },
    ),
    "ChiCTR": (
        {
            "TrialID": "ChiCTR2600099999", "Inclusion agemin": "??", "Inclusion agemax": "75",
            "Inclusion gender": "Both", "Date enrollement": "2026-02-16", "Phase": "Retrospective study",
            "Target size": "Tea group:30;Water group:30;", "Study design": "Parallel",
            "Inclusion Criteria": "Inclusion criteria: 1. Cough for 3 weeks;\r<br>2. aged 18 to 75 years.",
            "Exclusion Criteria": "Exclusion criteria: Pregnancy", "Condition": "Cough",
            "Intervention": "Tea group:Herbal tea;Water group:Warm water;", "Primary outcome": "Cough score;Sleep;",
        },
        {
            "minimum": None, "maximum": "75 Years", "start": "2026-02-16", "count": 60,
            "phases": ["Retrospective study"], "design": {"intervention_model": "PARALLEL"},
            "inclusion": ["Cough for 3 weeks;", "aged 18 to 75 years."], "exclusion": ["Pregnancy"],
            "interventions": ["Herbal tea", "Warm water"], "arms": ["Tea group", "Water group"],
            "outcomes": [("Cough score", None), ("Sleep", None)],
        },
    ),
    "EU Clinical Trials Register": (
        {
            "TrialID": "EUCTR2025-000001-12-IT", "Recruitment Status": "Authorised", "Inclusion agemin": "",
            "Inclusion gender": "<br>Female: yes<br>Male: yes<br>", "Phase": EU_PHASES, "Condition": EU_CONDITION,
            "Study design": "Controlled: yes\nRandomised: yes\nOpen: no\nDouble blind: yes\nParallel group: yes\n"
                            "Cross over: no\n",
            "Inclusion Criteria": f"Inclusion criteria: <br>Gout for one year<br><br>Tophi<br>{EU_QUESTIONS}",
            "Exclusion Criteria": "Exclusion criteria: <br>Dialysis", "Intervention": EU_PRODUCTS,
            "Primary outcome": "Main Objective: To compare flares;Secondary Objective: Safety;Primary end point(s): "
                               "Number of flares;Timepoint(s) of evaluation of this end point: 12 weeks",
            "Secondary outcome": "Secondary end point(s): Pain",
        },
        {
            "id": "EUCTR2025-000001-12-IT", "status": "Authorised", "sex": "ALL", "phases": ["PHASE2"],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "masking": "DOUBLE"},
            "inclusion": ["Gout for one year", "Tophi"], "exclusion": ["Dialysis"], "conditions": ["Gout with tophi"],
            "interventions": ["Velorimab", "Placidol"], "outcomes": [("Number of flares", "12 weeks"), ("Pain", None)],
        },
    ),
    "CTRI": (
        {
            "TrialID": "CTRI/2026/02/099999", "Date enrollement": "21-03-2026", "Phase": "Phase 2/ Phase 3",
            "Study design": "Randomized, Parallel Group Trial<br>  Method of generating randomization sequence:Computer"
                            "  Method of allocation concealment:Envelopes  Blinding and masking:Open Label",
            "Inclusion Criteria": "Inclusion criteria: 1. Gout<br>2. Age above 18 years",
            "Exclusion Criteria": "Exclusion criteria: NA",
            "Condition": "Health Condition 1: M109- Gout, unspecified\nHealth Condition 2: R05- Cough\n",
            "Primary outcome": "Number of flaresTimepoint: 30 days",
        },
        {
            "start": "2026-03-21", "phases": ["PHASE2", "PHASE3"], "inclusion": ["Gout", "Age above 18 years"],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "masking": "NONE"},
            "exclusion": [], "conditions": ["Gout, unspecified", "Cough"],
            "outcomes": [("Number of flares", "30 days")],
        },
    ),
    "IRCT": (
        {
            "TrialID": "IRCT20260101012345N1", "Inclusion agemin": "18 years", "Inclusion agemax": "no limit",
            "Date enrollement": "2026-02-20", "Phase": "2-3", "Condition": "Cough.;R05;Cough",
            "Study design": "Randomization: Randomized, Blinding: Double blinded, Placebo: Used, Assignment: Parallel, "
                            "Purpose: Treatment.",
            "Countries": "Iran (Islamic Republic of);Iran (Islamic Republic of)",
            "Inclusion Criteria": "Inclusion criteria: <br>Cough<br>Age over 18 years",
            "Primary outcome": "Cough score. Timepoint: Daily. Method of measurement: Diary.;Fever. Timepoint: day 7. "
                               "Method of measurement: thermometer.",
        },
        {
            "minimum": "18 Years", "maximum": None, "phases": ["PHASE2", "PHASE3"], "conditions": ["Cough."],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
                       "masking": "DOUBLE"},
            "countries": ["Iran (Islamic Republic of)"], "inclusion": ["Cough", "Age over 18 years"],
            "outcomes": [("Cough score", "Daily"), ("Fever", "day 7")],
        },
    ),
    "German Clinical Trials Register": (
        {
            "TrialID": "DRKS00099999", "Inclusion agemin": "no minimum age", "Inclusion agemax": "no maximum age",
            "Inclusion gender": "Both, male and female", "Date enrollement": "05/06/2026", "Phase": "III",
            "Study design": "Allocation: Single arm study;. Masking: Open (masking not used). Control: Uncontrolled. "
                            "Assignment: Single (group). Study design purpose: Prognosis",
            "Inclusion Criteria": "Inclusion criteria: •    Gout\r<br>•    Age 18 or older",
            "Exclusion Criteria": "Exclusion criteria: - Dialysis<br>- Stroke",
            "Condition": " <br>F32.0 <br>F32.1;Low mood;M10 - Gout",
        },
        {
            "minimum": None, "maximum": None, "sex": "ALL", "start": "2026-06-05", "phases": ["PHASE3"],
            "design": {"allocation": "NA", "intervention_model": "SINGLE_GROUP", "masking": "NONE"},
            "inclusion": ["Gout", "Age 18 or older"], "exclusion": ["Dialysis", "Stroke"],
            "conditions": ["Low mood", "Gout"],
        },
    ),
    "ISRCTN": (
        {
            "TrialID": "ISRCTN99999999", "Inclusion gender": "Female", "Date enrollement": "01/03/2026",
            "Target size": "Planned Sample Size: 300; UK Sample Size: 300", "Phase": "Phase II/III",
            "Study design": "Multicentre randomised controlled trial (Treatment)",
            "Inclusion Criteria": "Inclusion criteria: 1. Knee pain<br>2. Aged 45 years or older   ",
            "Condition": "Knee pain <br>Musculoskeletal Diseases",
        },
        {
            "sex": "FEMALE", "start": "2026-03-01", "count": 300, "phases": ["PHASE2", "PHASE3"], "design": {},
            "inclusion": ["Knee pain", "Aged 45 years or older"], "conditions": ["Knee pain"],
        },
    ),
    "ANZCTR": (
        {
            "TrialID": "ACTRN12626000999999", "Inclusion gender": "Both males and females",
            "Phase": "Phase 2 / Phase 3",
            "Study design": "Purpose: Treatment; Allocation: Randomised controlled trial; Masking: Open (masking not "
                            "used);Assignment: Parallel;Type of endpoint: Safety/efficacy;",
            "Inclusion Criteria": "Inclusion criteria: Adults with insomnia\r<br>Able to read English",
            "Condition": "Insomnia; <br>Insomnia;Mental Health - Other mental health disorders",
            "Primary outcome": "Sleep time\r<br>\r<br>Assessed by a diary\r<br>\r<br>[15 days after];Wake time[Day 15]",
        },
        {
            "sex": "ALL", "phases": ["PHASE2", "PHASE3"], "conditions": ["Insomnia"],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
                       "masking": "NONE"},
            "inclusion": ["Adults with insomnia", "Able to read English"],
            "outcomes": [("Sleep time", "15 days after"), ("Wake time", "Day 15")],
        },
    ),
    "JPRN, UMIN": (
        {
            "TrialID": "JPRN-UMIN000099999", "Inclusion agemin": "20years-old", "Inclusion agemax": "Not applicable",
            "Inclusion gender": "Male and Female", "Date enrollement": "2026/03/03", "Phase": "Not selected",
            "Study design": "Parallel Randomized", "Inclusion Criteria": "Inclusion criteria: ",
            "Exclusion Criteria": "Exclusion criteria: Asthma", "Intervention": "Tea",
        },
        {
            "id": "JPRN-UMIN000099999", "minimum": "20 Years", "maximum": None, "sex": "ALL", "start": "2026-03-03",
            "phases": [], "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL"},
            "inclusion": [], "exclusion": ["Asthma"], "interventions": ["Tea"],
        },
    ),
    "JPRN, jRCT": (
        {
            "TrialID": "JPRN-jRCTs031260099", "Inclusion agemin": ">= 20age old", "Inclusion agemax": "<= 80age old",
            "Inclusion gender": "BOTH", "Phase": "2", "Countries": "Japan,North America,Asia(except Japan)",
        },
        {
            "minimum": "20 Years", "maximum": "80 Years", "sex": "ALL", "phases": ["PHASE2"],
            "countries": ["Japan", "North America", "Asia(except Japan)"],
        },
    ),
    "Netherlands Trial Register": (
        {
            "TrialID": "NL9999", "Phase": "", "Countries": "The Netherlands",
            "Exclusion Criteria": "Exclusion criteria: None",
            "Study design": "<br>                        Randomized: Yes, <br>                        Masking: None, "
                            "<br>                        Group: Parallel, ",
        },
        {
            "phases": [], "countries": ["The Netherlands"], "exclusion": [],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "masking": "NONE"},
        },
    ),
    "REBEC": (
        {
            "TrialID": "RBR-2abc3d", "Inclusion agemin": "40Y", "Inclusion agemax": "0", "Inclusion gender": "-",
            "Phase": "N/A", "Condition": "Gout <br>Arthritis;C05.550;Gout", "Intervention": "Yoga <br>Yoga;Yoga",
        },
        {
            "minimum": "40 Years", "maximum": None, "sex": "ALL", "phases": ["NA"], "conditions": ["Gout", "Arthritis"],
            "interventions": ["Yoga"],
        },
    ),
    "RPCEC": (
        {
            "TrialID": "RPCEC00099999", "Inclusion agemin": "18 years.", "Inclusion agemax": "None",
            "Inclusion gender": "Male/Female", "Target size": "30 with tea and 30 with water", "Phase": "2-3",
            "Study design": "Allocation: Randomized controlled trial. Masking: Open. Control group: Active. "
                            "Assignment: Parallel. Purpose: Treatment",
            "Inclusion Criteria": "Inclusion criteria: 1) Gout. 2) Age 18 years or older. 3) Consent.",
        },
        {
            "minimum": "18 Years", "maximum": None, "sex": "ALL", "count": None, "phases": ["PHASE2", "PHASE3"],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
                       "masking": "NONE"},
            "inclusion": ["Gout.", "Age 18 years or older.", "Consent."],
        },
    ),
    "TCTR": (
        {
            "TrialID": "TCTR20260000007", "Inclusion agemax": "0 N/A (No limit)", "Phase": "Phase 1/Phase 2",
            "Study design": "Primary Purpose : Treatment, Intervention Model : Parallel, Blinding/Masking : Open, "
                            "Allocation : RCT",
            "Primary outcome": "Cough [Timeframe Day 21]",
        },
        {
            "maximum": None, "phases": ["PHASE1", "PHASE2"], "outcomes": [("Cough", "Day 21")],
            "design": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL", "primary_purpose": "TREATMENT",
                       "masking": "NONE"},
        },
    ),
    "PACTR": (
        {
            "TrialID": "PACTR202602999999999", "Inclusion agemin": "18 Year(s)", "Phase": "Phase-3",
            "Condition": " <br>Respiratory;Respiratory",
        },
        {"minimum": "18 Years", "phases": ["PHASE3"], "conditions": ["Respiratory"]},
    ),
    "CRIS": (
        {
            "TrialID": "KCT0009999", "Inclusion agemin": "19(Year)", "Inclusion agemax": "No Limit", "Phase": "Phase2",
            "Countries": "Korea, Republic of", "Condition": ";Infectious diseases",
        },
        {
            "minimum": "19 Years", "maximum": None, "phases": ["PHASE2"], "countries": ["Korea, Republic of"],
            "conditions": ["Infectious diseases"],
        },
    ),
    "SLCTR": (
        {
            "TrialID": "SLCTR/2026/001", "Target size": "260 (130 in each arm)", "Countries": "\r<br>Sri Lanka\r<br>",
            "Primary outcome": "Cough [Time frame: day 14]\r<br>Fever [ Time frame: day 7]",
        },
        {"count": 260, "countries": ["Sri Lanka"], "outcomes": [("Cough", "day 14"), ("Fever", "day 7")]},
    ),
    "LBCTR": (
        {
            "TrialID": "LBCTR2026019999", "Inclusion agemin": "18",
            "Primary outcome": "Name: Death\r<br>Timepoints: At discharge\r<br>Measure: Register",
        },
        {"minimum": "18 Years", "outcomes": [("Death", "At discharge")]},
    ),
}  # fmt: skip
