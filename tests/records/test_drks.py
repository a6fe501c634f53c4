"""The download of the German register: every text once per language, in both of its spellings of names."""

import json
from typing import Any

import pytest

from records.looks import ages, codes, dates, spans_hold, without_parts
from trialparse import parse, parse_record


def texts(**words: tuple[str | None, str | None]) -> list[dict[str, Any]]:
    """The German and the English entry of some texts."""
    return [
        {"idLocale": {"locale": locale}} | {name: both[number] for name, both in words.items()}
        for number, locale in enumerate(("de", "en"))
    ]


def arm(number: int, german: str, english: str) -> list[dict[str, Any]]:
    return [
        {"idArm": {"arm": number, "locale": "de"}, "comment": german},
        {"idArm": {"arm": number, "locale": "en"}, "comment": english},
    ]


def address(kind: str, **contact: str) -> dict[str, Any]:
    return {"idContactIdType": {"type": kind}, "otherType": None, "contact": contact}


RECORD: dict[str, Any] = {
    "drksId": "DRKS00099990",
    "trialStatus": "UPDATED",
    "registrationDrks": "2026-01-10",
    "registrationType": "PROSPECTIVE",
    "lastUpdate": "2026-09-01",
    "url": "https://drks.example.org/DRKS00099990",
    "sponsored": True,
    "trialDescriptions": texts(
        title=("Atmen vor der Operation", "Breathing before surgery"),
        acronym=("ATEM", None),
        summary=("Kurz", "The trial asks whether exercises help."),
        scientificSummary=("Lang", "Two groups are compared."),
    ),
    "observationalGroups": [
        *arm(2, "Übliche Betreuung", "Usual care"),
        *arm(1, "Atemübungen", "Breathing exercises"),
    ],
    "studiedHealthConditions": [
        {
            "type": "MAIN",
            "catalog": "ICD10",
            "code": "J44.9",
            "studiedHealthConditionDescriptions": texts(comment=("COPD, nicht näher bezeichnet", "COPD, unspecified")),
        },
        {
            "type": "OTHER",
            "catalog": "FREETEXT",
            "code": None,
            "studiedHealthConditionDescriptions": texts(comment=("Operation", "")),
        },
    ],
    "studyCharacteristic": {
        "type": "INTERVENTIONAL",
        "allocation": "RANDOMIZED_CONTROLLED_TRIAL",
        "assignment": "CROSSOVER",
        "blindingType": "OPEN",
        "blindingWhoList": [{"idBlindingWho": {"blindingWho": "ASSESSOR"}}],
        "controlTypes": [{"idControlType": {"controlType": "ACTIVE_CONTROL"}}],
        "purpose": "BASIC_RESEARCH_PHYSIOLOGICAL_STUDY",
        "phase": "PHASE_II_III",
        "timing": "PROSPECTIVE",
        "characteristicDescriptions": texts(
            primaryOutcome=("FEV1 nach 4 Wochen", "FEV1 after 4 weeks"), secondaryOutcome=("", "Days in hospital")
        ),
    },
    "recruitment": {
        "status": "COMPLETE_FOLLOW_UP_CONTINUING",
        "scheduledStartDate": "2026-02-01",
        "actualStartDate": "2026-02-15",
        "scheduledCompletionDate": "2027-12-31",
        "actualCompletionDate": None,
        "plannedParticipants": 140,
        "totalParticipants": 132,
        "gender": "ALL",
        "healthyVolunteers": False,
        "minimumAge": {"amount": 18, "unit": "YEARS"},
        "maximumAge": {"amount": None, "unit": "NO_MAX_AGE"},
        "countries": [{"idCountry": {"code": "DE"}}, {"idCountry": {"code": "AT"}}],
        "institutes": [{"type": "MEDICAL_CENTER", "name": "Klinik am Bach", "city": "Bachstadt"}],
        "recruitmentDescriptions": texts(
            inclusionCriteria=("COPD", "- COPD\r\n- Planned surgery"),
            exclusionCriteria=("Schwangerschaft", "- Pregnancy\r\n- SpO2 < 88%"),
        ),
    },
    "trialContacts": [
        address(
            "SCIENTIFIC_QUERIES", firstName="Ida", lastName="Bach", email="ida@bach.example.org", phone="0211 5550"
        ),
        address("PUBLIC_QUERIES", firstName="Ida", lastName="Bach", email="ida@bach.example.org", phone="0211 5550"),
        address("PRIMARY_SPONSOR", affiliation="Universität Bachstadt", city="Bachstadt", country="DE"),
        address("SECONDARY_SPONSOR", affiliation="Klinik am Bach"),
        address("PRINCIPAL_COORDINATING_INVESTIGATOR", firstName="Udo", lastName="Berg", affiliation="Klinik am Bach"),
        address("ETHICS_COMMITTEE", affiliation="Ethik-Kommission"),
    ],
    "materialSupports": [
        {"type": "COMMERCIAL", "contact": {"affiliation": "Valley Pharma"}},
        {"type": "INSTITUTIONAL", "contact": {"affiliation": "Universität Bachstadt"}},
    ],
    "secondaryIds": {
        "universalTrialNumber": "U1111-1234-5678",
        "eudraCtNumber": "",
        "otherPrimaryRegisterId": "NCT09000888",
        "otherPrimaryRegisterName": "ClinicalTrials.gov",
    },
    "otherSecondaryIds": [{"value": "BACH-7"}],
    "trialResults": {
        "publications": [{"type": "ABSTRACT", "description": "Bach I. Breath. 2026.", "link": "https://b.example.org"}]
    },
}


def test_every_field() -> None:
    trial = parse(json.dumps(RECORD))
    assert (trial.id, trial.registry, trial.layout) == ("DRKS00099990", "German Clinical Trials Register", "drks_json")
    assert (trial.title, trial.acronym) == ("Breathing before surgery", "ATEM")
    assert trial.brief_summary == "The trial asks whether exercises help."
    assert trial.detailed_description == "Two groups are compared."
    assert (trial.status, trial.study_type) == ("ACTIVE_NOT_RECRUITING", "INTERVENTIONAL")
    assert dates(trial) == [("2026-02-15", "ACTUAL"), ("2027-12-31", "ESTIMATED"), ("2026-09-01", None)]
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (132, "ACTUAL")
    assert trial.phases == ("PHASE2", "PHASE3")
    design = trial.design
    assert (design.allocation, design.intervention_model, design.masking) == ("RANDOMIZED", "CROSSOVER", "NONE")
    assert (design.primary_purpose, design.time_perspective) == ("BASIC_SCIENCE", "PROSPECTIVE")
    assert design.who_masked == ("OUTCOMES_ASSESSOR",)
    assert trial.conditions == ("J44.9 - COPD, unspecified", "Operation")
    assert [(each.label, each.description) for each in trial.arms] == [
        ("Arm 2", "Usual care"),
        ("Arm 1", "Breathing exercises"),
    ]
    assert [(each.type, each.measure) for each in trial.outcomes] == [
        ("primary", "FEV1 after 4 weeks"),
        ("secondary", "Days in hospital"),
    ]
    assert [(each.name, each.role, each.class_) for each in trial.sponsors] == [
        ("Universität Bachstadt", "lead", None),
        ("Klinik am Bach", "collaborator", None),
        ("Valley Pharma", "collaborator", "INDUSTRY"),
    ]
    assert [(each.name, each.phone, each.email) for each in trial.contacts] == [
        ("Ida Bach", "0211 5550", "ida@bach.example.org")
    ]
    assert [(each.name, each.role, each.affiliation) for each in trial.officials] == [
        ("Udo Berg", "PRINCIPAL_INVESTIGATOR", "Klinik am Bach")
    ]
    assert [(each.facility, each.city) for each in trial.locations] == [("Klinik am Bach", "Bachstadt")]
    assert trial.countries == ("DE", "AT")
    assert [(each.id, each.type, each.source) for each in trial.identifiers] == [
        ("U1111-1234-5678", "REGISTRY", None),
        ("NCT09000888", "REGISTRY", "ClinicalTrials.gov"),
        ("BACH-7", "OTHER", None),
    ]
    assert [(each.citation, each.url) for each in trial.references] == [
        ("Bach I. Breath. 2026.", "https://b.example.org")
    ]
    eligibility = trial.eligibility
    assert eligibility is not None
    assert (ages(trial), eligibility.sex) == (("18 Years", None), "ALL")
    assert eligibility.healthy_volunteers is False
    assert [each.text for each in eligibility.inclusion] == ["COPD", "Planned surgery"]
    assert [each.text for each in eligibility.exclusion] == ["Pregnancy", "SpO2 < 88%"]
    (said,) = trial.diagnostics
    assert said.message == (
        "fields of the record not read (1): studyCharacteristic.controlTypes.idControlType.controlType"
    )


def recruiting(**recruitment: Any) -> dict[str, Any]:
    return {"drksId": "DRKS00099990", "recruitment": recruitment}


@pytest.mark.parametrize(
    ("status", "value", "known"),
    [
        ("PENDING", "NOT_YET_RECRUITING", True),
        ("RECRUITING", "RECRUITING", True),
        ("INVITE_ONLY", "ENROLLING_BY_INVITATION", True),
        ("SUSPENDED", "SUSPENDED", True),
        ("COMPLETE_FOLLOW_UP_CONTINUING", "ACTIVE_NOT_RECRUITING", True),
        ("COMPLETE_FOLLOW_UP_COMPLETE", "COMPLETED", True),
        ("DISCONTINIUED", "TERMINATED", True),
        ("WITHDRAWN", "WITHDRAWN", True),
        ("RECRUITING_PLANNED", "NOT_YET_RECRUITING", True),
        ("RECRUITING_NEVER", "RECRUITING_NEVER", False),
    ],
)
def test_status(status: str, value: str, known: bool) -> None:
    trial = parse_record(recruiting(status=status))
    assert trial.status == value
    assert ("unknown-value" not in codes(trial)) is known


@pytest.mark.parametrize(
    ("low", "high", "limits"),
    [
        ({"amount": 6, "unit": "MONTHS"}, {"amount": 12, "unit": "YEARS"}, ("6 Months", "12 Years")),
        ({"value": "18", "unit": "YEARS"}, {"value": "75", "unit": "YEARS"}, ("18 Years", "75 Years")),
        ({"amount": None, "unit": "NO_MIN_AGE"}, {"amount": None, "unit": "NO_MAX_AGE"}, (None, None)),
        ({"amount": 0, "unit": "NO_MIN_AGE"}, {"amount": 28, "unit": "DAYS"}, (None, "28 Days")),
        ({"amount": 3, "unit": "WEEKS"}, None, ("3 Weeks", None)),
    ],
)
def test_ages(low: Any, high: Any, limits: tuple[str | None, str | None]) -> None:
    trial = parse_record(recruiting(minimumAge=low, maximumAge=high, gender="FEMALE"))
    assert ages(trial) == limits
    assert trial.diagnostics == ()


@pytest.mark.parametrize("unit", ["WEEK_OF_PREGNANCY", None, "MOONS"])
def test_what_is_no_age_is_said(unit: str | None) -> None:
    trial = parse_record(recruiting(minimumAge={"amount": 12, "unit": unit}, gender="FEMALE"))
    assert ages(trial) == (None, None)
    assert [(each.code, each.path) for each in trial.diagnostics] == [("unknown-value", "eligibility.minimum_age")]


@pytest.mark.parametrize(
    ("phase", "phases"),
    [
        ("N_A", ("NA",)),
        ("PHASE_0", ("EARLY_PHASE1",)),
        ("PHASE_I", ("PHASE1",)),
        ("PHASE_I_II", ("PHASE1", "PHASE2")),
        ("PHASE_II", ("PHASE2",)),
        ("PHASE_III", ("PHASE3",)),
        ("PHASE_IV", ("PHASE4",)),
    ],
)
def test_phases(phase: str, phases: tuple[str, ...]) -> None:
    trial = parse_record({"drksId": "DRKS00099990", "studyCharacteristic": {"phase": phase}})
    assert (trial.phases, trial.diagnostics) == (phases, ())


def test_other_names() -> None:
    trial = parse_record(
        {
            "drksId": "DRKS00099990",
            "trialDescriptions": {"locale": "DE", "title": "Atmen"},
            "recruitment": {"targetSampleSize": 140, "countries": [{"idCountry": {"country": "DE"}}]},
            "trialContacts": [
                {"type": "PUBLIC_QUERIES", "contact": {"lastName": "Bach", "telephone": "0211 5550"}},
            ],
        }
    )
    assert (trial.title, trial.countries) == ("Atmen", ("DE",))
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (140, "ESTIMATED")
    assert [(each.name, each.phone) for each in trial.contacts] == [("Bach", "0211 5550")]
    assert trial.diagnostics == ()


def test_parts_may_be_missing() -> None:
    for harmed in without_parts(RECORD, 80):
        assert spans_hold(parse_record(harmed))
