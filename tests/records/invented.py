"""An invented study in both forms of ClinicalTrials.gov: the API's JSON, and the retired XML in its own spellings."""

import textwrap
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# The spellings of the XML, by the API's value.
LEGACY = {
    "RECRUITING": "Recruiting", "ACTIVE_NOT_RECRUITING": "Active, not recruiting", "COMPLETED": "Completed",
    "INTERVENTIONAL": "Interventional", "OBSERVATIONAL": "Observational", "RANDOMIZED": "Randomized",
    "NON_RANDOMIZED": "Non-Randomized", "NA": "N/A", "PARALLEL": "Parallel Assignment",
    "SINGLE_GROUP": "Single Group Assignment", "CROSSOVER": "Crossover Assignment", "TREATMENT": "Treatment",
    "SUPPORTIVE_CARE": "Supportive Care", "ECT": "Educational/Counseling/Training", "NONE": "None (Open Label)",
    "DOUBLE": "Double", "TRIPLE": "Triple", "PARTICIPANT": "Participant", "CARE_PROVIDER": "Care Provider",
    "INVESTIGATOR": "Investigator", "OUTCOMES_ASSESSOR": "Outcomes Assessor", "EXPERIMENTAL": "Experimental",
    "PLACEBO_COMPARATOR": "Placebo Comparator", "NO_INTERVENTION": "No Intervention", "DRUG": "Drug",
    "DIETARY_SUPPLEMENT": "Dietary Supplement", "BEHAVIORAL": "Behavioral", "INDUSTRY": "Industry", "OTHER": "Other",
    "FED": "U.S. Fed", "ALL": "All", "FEMALE": "Female", "MALE": "Male", "ACTUAL": "Actual", "ESTIMATED": "Anticipated",
    "PRINCIPAL_INVESTIGATOR": "Principal Investigator", "SPONSOR": "Sponsor", "STUDY_CHAIR": "Study Chair",
    "CONTACT": "Contact", "COHORT": "Cohort", "CASE_CONTROL": "Case-Control", "PROSPECTIVE": "Prospective",
    "NON_PROBABILITY_SAMPLE": "Non-Probability Sample", "EARLY_PHASE1": "Early Phase 1", "PHASE1": "Phase 1",
    "PHASE2": "Phase 2", "PHASE3": "Phase 3", "PHASE4": "Phase 4",
}  # fmt: skip
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

CRITERIA = r"""Inclusion Criteria:

* Adults between 18 and 70 years of age who were told by a physician that they have moderate psoriasis
* Body mass index \<= 35 kg/m2
* Serum creatinine \< 1.5 mg/dL at screening

Exclusion Criteria:

* Any live vaccine within 4 weeks before the first dose
* ALT or AST \> 2.5 x ULN"""

STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT09000001",
            "orgStudyIdInfo": {"id": "PSO-101"},
            "secondaryIdInfos": [{"id": "U1111-1200-3400"}],
            "briefTitle": "Zelumab in Plaque Psoriasis",
            "officialTitle": "A Double-blind Study of Zelumab in Adults With Plaque Psoriasis & Arthritis",
            "acronym": "ZEAL",
        },
        "statusModule": {
            "overallStatus": "ACTIVE_NOT_RECRUITING",
            "startDateStruct": {"date": "2024-03-15", "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": "2026-05", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2026-11", "type": "ESTIMATED"},
            "lastUpdatePostDateStruct": {"date": "2025-08-05", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "responsibleParty": {
                "type": "PRINCIPAL_INVESTIGATOR",
                "investigatorFullName": "Ada Quill",
                "investigatorTitle": "Professor of Dermatology",
                "investigatorAffiliation": "Northmoor University",
            },
            "leadSponsor": {"name": "Northmoor University", "class": "OTHER"},
            "collaborators": [{"name": "Zelum Pharma", "class": "INDUSTRY"}],
        },
        "descriptionModule": {
            "briefSummary": "The study asks whether zelumab clears plaques.",
            "detailedDescription": "Doses are 50 mg or 100 mg.\n\nVisits are monthly.",
        },
        "conditionsModule": {"conditions": ["Psoriasis", "Psoriatic Arthritis"], "keywords": ["plaque"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "interventionModelDescription": "Two arms run side by side.",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {
                    "masking": "DOUBLE",
                    "maskingDescription": "Syringes look alike.",
                    "whoMasked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"],
                },
            },
            "enrollmentInfo": {"count": 1240, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {
                    "label": "Zelumab",
                    "type": "EXPERIMENTAL",
                    "description": "100 mg every 4 weeks",
                    "interventionNames": ["Drug: Zelumab", "Behavioral: Skin diary"],
                },
                {"label": "None", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Behavioral: Skin diary"]},
            ],
            "interventions": [
                {
                    "type": "DRUG",
                    "name": "Zelumab",
                    "description": "An antibody",
                    "armGroupLabels": ["Zelumab"],
                    "otherNames": ["ZLM-1"],
                },
                {"type": "BEHAVIORAL", "name": "Skin diary", "armGroupLabels": ["Zelumab", "None"]},
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "PASI 75", "description": "Share of responders", "timeFrame": "week 16"}],
            "secondaryOutcomes": [{"measure": "DLQI; change", "timeFrame": "week 52"}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": CRITERIA,
            "healthyVolunteers": False,
            "sex": "ALL",
            "minimumAge": "18 Years",
            "maximumAge": "70 Years",
        },
        "contactsLocationsModule": {
            "centralContacts": [
                {
                    "name": "Trial Office",
                    "role": "CONTACT",
                    "phone": "+44 20 7946 0018",
                    "phoneExt": "12",
                    "email": "office@northmoor.example.org",
                }
            ],
            "overallOfficials": [
                {"name": "Ada Quill, MD", "affiliation": "Northmoor University", "role": "PRINCIPAL_INVESTIGATOR"}
            ],
            "locations": [
                {
                    "facility": "Northmoor Clinic",
                    "status": "RECRUITING",
                    "city": "Leeds",
                    "zip": "LS1 1AA",
                    "country": "United Kingdom",
                    "contacts": [{"name": "Ben Hale", "role": "CONTACT", "phone": "0113 496 0000"}],
                },
                {"facility": "Skin Centre", "city": "Lyon", "country": "France"},
                {"facility": "South Clinic", "city": "Nice", "country": "France"},
            ],
        },
        "referencesModule": {
            "references": [{"pmid": "12345678", "type": "RESULT", "citation": "Quill A. Plaques. 2023."}],
            "seeAlsoLinks": [{"label": "Trial site", "url": "https://zeal.example.org"}],
        },
    },
    "hasResults": False,
}


def as_xml(study: dict[str, Any], *, wrapped: bool = False) -> str:
    """The study in the retired XML, its criteria line by line, or `wrapped` as that XML had them."""
    protocol = study["protocolSection"]
    modules = {name: protocol.get(name, {}) for name in (
        "identificationModule", "statusModule", "sponsorCollaboratorsModule", "descriptionModule", "conditionsModule",
        "designModule", "armsInterventionsModule", "outcomesModule", "eligibilityModule", "contactsLocationsModule",
        "referencesModule",
    )}  # fmt: skip
    ids, status, people, words, about, design, arms, outcomes, who, where, more = modules.values()
    parts = [
        _element("id_info", None, [
            _element("org_study_id", ids.get("orgStudyIdInfo", {}).get("id")),
            *(_element("secondary_id", each["id"]) for each in ids.get("secondaryIdInfos", ())),
            _element("nct_id", ids.get("nctId")),
        ]),
        *(_element(tag, ids.get(name)) for tag, name in (
            ("brief_title", "briefTitle"), ("acronym", "acronym"), ("official_title", "officialTitle"),
        )),
        _sponsors(people),
        _block("brief_summary", words.get("briefSummary")),
        _block("detailed_description", words.get("detailedDescription")),
        _element("overall_status", _legacy(status.get("overallStatus"))),
        *(_date(tag, status.get(name)) for tag, name in (
            ("start_date", "startDateStruct"), ("primary_completion_date", "primaryCompletionDateStruct"),
            ("completion_date", "completionDateStruct"), ("last_update_posted", "lastUpdatePostDateStruct"),
        )),
        _element("phase", "/".join(map(_legacy, design.get("phases", ["NA"])))),
        _element("study_type", _legacy(design.get("studyType"))),
        _design(design.get("designInfo", {})),
        *(
            _element(f"{kind}_outcome", None, [
                _element("measure", each.get("measure")), _element("time_frame", each.get("timeFrame")),
                _element("description", each.get("description")),
            ])
            for kind in ("primary", "secondary", "other") for each in outcomes.get(f"{kind}Outcomes", ())
        ),
        _typed("enrollment", design.get("enrollmentInfo"), "count"),
        *(_element("condition", each) for each in about.get("conditions", ())),
        *(
            _element("arm_group", None, [
                _element("arm_group_label", each.get("label")), _element("arm_group_type", _legacy(each.get("type"))),
                _element("description", each.get("description")),
            ])
            for each in arms.get("armGroups", ())
        ),
        *(
            _element("intervention", None, [
                _element("intervention_type", _legacy(each.get("type"))), _element("intervention_name", each["name"]),
                _element("description", each.get("description")),
                *(_element("arm_group_label", label) for label in each.get("armGroupLabels", ())),
                *(_element("other_name", name) for name in each.get("otherNames", ())),
            ])
            for each in arms.get("interventions", ())
        ),
        _eligibility(who, wrapped),
        *(_person("overall_official", each) for each in where.get("overallOfficials", ())),
        *(_person("overall_contact", each) for each in where.get("centralContacts", ())),
        *(_location(each) for each in where.get("locations", ())),
        *(
            _element(
                "results_reference", None, [_element("citation", each["citation"]), _element("PMID", each["pmid"])]
            )
            for each in more.get("references", ())
        ),
        *(
            _element("link", None, [_element("url", each["url"]), _element("description", each.get("label"))])
            for each in more.get("seeAlsoLinks", ())
        ),
        _responsible(people.get("responsibleParty", {})),
        *(_element("keyword", each) for each in about.get("keywords", ())),
    ]  # fmt: skip
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _element("clinical_study", None, parts)


def _legacy(value: str | None) -> str:
    return LEGACY[value] if value else ""


def _element(tag: str, words: Any = None, parts: list[str] | None = None, **attributes: str) -> str:
    inner = "\n".join(filter(None, parts or [])) or ("" if words is None else escape(str(words)))
    told = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"<{tag}{told}>{inner}</{tag}>" if inner else ""


def _block(tag: str, words: str | None) -> str:
    return _element(tag, None, [_element("textblock", words)]) if words else ""


def _typed(tag: str, struct: dict[str, Any] | None, value: str) -> str:
    return _element(tag, struct[value], type=_legacy(struct.get("type"))) if struct else ""


def _date(tag: str, struct: dict[str, str] | None) -> str:
    if struct is None:
        return ""
    year, month, day = [*struct["date"].split("-"), None, None][:3]
    words = f"{MONTHS[int(month or 1) - 1]} {f'{int(day)}, ' if day else ''}{year}" if month else year
    return _element(tag, words, type=_legacy(struct.get("type")))


def _sponsors(people: dict[str, Any]) -> str:
    def sponsor(tag: str, each: dict[str, str]) -> str:
        parts = [_element("agency", each["name"]), _element("agency_class", _legacy(each.get("class")))]
        return _element(tag, None, parts)

    lead = [sponsor("lead_sponsor", people["leadSponsor"])] if "leadSponsor" in people else []
    return _element(
        "sponsors", None, lead + [sponsor("collaborator", each) for each in people.get("collaborators", ())]
    )


def _responsible(party: dict[str, str]) -> str:
    return _element("responsible_party", None, [
        _element("responsible_party_type", _legacy(party.get("type"))),
        _element("investigator_affiliation", party.get("investigatorAffiliation")),
        _element("investigator_full_name", party.get("investigatorFullName")),
        _element("investigator_title", party.get("investigatorTitle")),
    ])  # fmt: skip


def _design(info: dict[str, Any]) -> str:
    masking = info.get("maskingInfo", {})
    who = ", ".join(map(_legacy, masking.get("whoMasked", ())))
    named = _legacy(masking.get("masking"))
    return _element("study_design_info", None, [
        _element("allocation", _legacy(info.get("allocation"))),
        _element("intervention_model", _legacy(info.get("interventionModel"))),
        _element("intervention_model_description", info.get("interventionModelDescription")),
        _element("primary_purpose", _legacy(info.get("primaryPurpose"))),
        _element("observational_model", _legacy(info.get("observationalModel"))),
        _element("time_perspective", _legacy(info.get("timePerspective"))),
        _element("masking", f"{named} ({who})" if who else named),
        _element("masking_description", masking.get("maskingDescription")),
    ])  # fmt: skip


def _eligibility(who: dict[str, Any], wrapped: bool) -> str:
    plain = who.get("eligibilityCriteria", "").replace("\\", "")  # no Markdown in it
    healthy = who.get("healthyVolunteers")
    return _element("eligibility", None, [
        _block("study_pop", who.get("studyPopulation")),
        _element("sampling_method", _legacy(who.get("samplingMethod"))),
        _block("criteria", as_wrapped(plain) if plain and wrapped else plain),
        _element("gender", _legacy(who.get("sex"))),
        _element("minimum_age", who.get("minimumAge", "N/A")),
        _element("maximum_age", who.get("maximumAge", "N/A")),
        _element("healthy_volunteers", {True: "Accepts Healthy Volunteers", False: "No", None: None}[healthy]),
    ])  # fmt: skip


def as_wrapped(criteria: str) -> str:
    """Criteria as the XML has them: indented, hard-wrapped, a blank line between all of them."""
    blocks = []
    for line in filter(None, criteria.splitlines()):
        first, rest = ("          -  ", "             ") if line.startswith("* ") else ("        ", "        ")
        wrapper = textwrap.TextWrapper(79, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        blocks.append(wrapper.fill(line.removeprefix("* ")))
    return "\n      \n" + "\n\n".join(blocks) + "\n      "


def _person(tag: str, person: dict[str, str]) -> str:
    return _element(tag, None, [
        _element("last_name", person.get("name")), _element("role", _legacy(person.get("role"))),
        _element("affiliation", person.get("affiliation")), _element("phone", person.get("phone")),
        _element("phone_ext", person.get("phoneExt")), _element("email", person.get("email")),
    ])  # fmt: skip


def _location(location: dict[str, Any]) -> str:
    address = [_element(name, location.get(name)) for name in ("city", "state", "zip", "country")]
    return _element("location", None, [
        _element("facility", None, [_element("name", location.get("facility")), _element("address", None, address)]),
        _element("status", _legacy(location.get("status"))),
        *(_person("contact", each) for each in location.get("contacts", ())),
    ])  # fmt: skip
