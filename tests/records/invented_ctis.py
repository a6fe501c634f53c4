"""An invented trial of the EU's system as its record is laid out today, and as it was before June 2024."""

from typing import Any


def product(name: str | None, role: str, **more: Any) -> dict[str, Any]:
    return {"id": 7, "part1MpRoleTypeCode": role, "productName": name} | more


VELO = product(
    "Velorimab 10 mg",
    "1",
    jsonActiveSubstanceNames="VELORIMAB",
    pharmaceuticalFormDisplay="TABLET",
    routes=["ORAL USE"],
    productDictionaryInfo={"prodName": "Velorimab Valley 10 mg tablets", "sponsorProductCode": "VV-7"},
)
OTHER = product(None, "2", productDictionaryInfo={"prodName": "Colchival", "activeSubstanceName": "COLCHICINE"})
PLACEBO = product(None, "3", jsonActiveSubstanceNames="n/a")
PART_I: dict[str, Any] = {
    "id": 12,
    "rowSubjectCount": 40,
    "rowCountriesInfo": [{"name": "Switzerland", "isoNumber": 756, "isoAlpha2Code": "CH"}],
    "products": [VELO, OTHER, PLACEBO],
    "medicalConditions": [{"medicalCondition": "Gout", "isConditionRareDisease": False}],
    "sponsors": [
        {"primary": False, "isCommercial": False, "organisation": {"name": "River University", "type": "Academia"}},
        {
            "primary": True,
            "isCommercial": True,
            "organisation": {"name": "Valley Pharma", "type": "Pharmaceutical company"},
            "publicContacts": [
                {
                    "functionalName": "Trial Desk",
                    "functionalEmailAddress": "desk@valley.example.org",
                    "telephone": "+34 91 555 0100",
                }
            ],
            "scientificContacts": [
                {
                    "functionalName": "Trial Desk",
                    "functionalEmailAddress": "desk@valley.example.org",
                    "telephone": "+34 91 555 0100",
                }
            ],
        },
    ],
    "productRoleGroupInfos": [
        {"productRoleCode": "1", "productRoleName": "Test", "products": [VELO]},
        {"productRoleCode": "3", "productRoleName": "Placebo", "products": [PLACEBO]},
    ],
    "trialDetails": {
        "clinicalTrialIdentifiers": {
            "fullTitle": "A randomised trial of velorimab in gout",
            "publicTitle": "Velorimab in gout",
            "fullTitleTranslations": [{"attributeTranslation": "Ensayo de velorimab en gota", "language": "es"}],
            "secondaryIdentifyingNumbers": {
                "nctNumber": {"number": "NCT09000777"},
                "whoUniversalTrialNumber": {"number": "U1111-1234-5678"},
                "additionalRegistries": [{"registryName": "Gout Registry", "number": "GR-12"}],
            },
        },
        "trialInformation": {
            "trialCategory": {"trialPhase": "10", "trialCategory": "2"},
            "medicalCondition": {"partIMedicalConditions": [{"medicalCondition": "Gout"}]},
            "eligibilityCriteria": {
                "principalInclusionCriteria": [
                    {
                        "id": 1,
                        "number": 1,
                        "principalInclusionCriteria": "Gout for one year",
                        "principalInclusionCriteriaTranslations": [{"attributeTranslation": "Gota"}],
                    },
                    {
                        "id": 2,
                        "number": 2,
                        "principalInclusionCriteria": "One of:\r\n- a tophus\r\n- uric acid > 6 mg/dL",
                    },
                    {"id": 3, "number": 3, "principalInclusionCriteria": "Signed consent"},
                ],
                "principalExclusionCriteria": [
                    {"id": 4, "number": 1, "principalExclusionCriteria": "1. Dialysis\n2. Pregnancy\n3. BMI > 40 kg/m2"}
                ],
            },
            "endPoint": {
                "primaryEndPoints": [{"number": 1, "endPoint": "Flares at week 24", "isPrimary": True}],
                "secondaryEndPoints": [{"number": 1, "endPoint": "Uric acid at week 24", "isPrimary": False}],
            },
            "trialDuration": {"estimatedRecruitmentStartDate": "2026-04-17", "estimatedEndDate": "2028-09-22"},
            "sourceOfMonetarySupport": [
                {"organisationName": "VALLEY PHARMA"},
                {"organisationName": "Gout Fund"},
            ],
            "populationOfTrialSubjects": {
                "ageRanges": [{"ageRangeCategoryCode": "4"}, {"ageRangeCategoryCode": "3"}],
                "clinicalTrialGroups": [{"code": "2", "name": "Patients"}],
                "isFemaleSubjects": True,
                "isMaleSubjects": True,
            },
        },
        "protocolInformation": {
            "studyDesign": {
                "periodDetails": [
                    {
                        "allocationMethod": "1",
                        "blindingMethodCode": "3",
                        "blindedRoles": [{"name": "Subject"}, {"name": "Investigator"}],
                        "armDetails": [
                            {"title": "Velorimab", "description": "10 mg a day"},
                            {"title": "Placebo", "description": "One tablet a day"},
                        ],
                    },
                    {"allocationMethod": "1", "blindingMethodCode": "3", "armDetails": [{"title": "Velorimab"}]},
                ]
            }
        },
    },
}
PARTS_II = [
    {
        "recruitmentSubjectCount": 60,
        "mscInfo": {"countryName": "Spain", "mscName": "Spain", "trialStatus": "Ongoing, recruiting"},
        "trialSites": [
            {
                "organisationAddressInfo": {
                    "organisation": {"name": "Hospital del Valle", "type": "Hospital"},
                    "address": {"oneLine": "Calle 1, Madrid", "city": "Madrid", "postcode": "28001", "country": 2027},
                    "phone": "+34 91 555 0199",
                    "email": "site@valle.example.org",
                },
                "personInfo": {"title": "Dr", "firstName": "Ana", "lastName": "Roble", "telephone": "+34 91 555 0142"},
                "departmentName": "Rheumatology",
            }
        ],
    },
    {"recruitmentSubjectCount": 20, "mscInfo": {"countryName": "Netherlands", "mscName": "Netherlands"}},
]
TODAY: dict[str, Any] = {
    "ctNumber": "2026-500077-12-00",
    "ctStatus": "Authorised",
    "ctPublicStatusCode": 5,
    "startDateEU": "05/08/2026",
    "decisionDate": "2026-04-24",
    "trialRegion": "EEA and non-EEA",
    "lastUpdated": "01/02/2027",
    "authorizedApplication": {
        "authorizedPartI": PART_I,
        "authorizedPartsII": PARTS_II,
        "memberStatesConcerned": [
            {"mscName": "Spain", "mscPublicStatusCode": 4},
            {"mscName": "Netherlands", "mscPublicStatusCode": 2},
        ],
        "eudraCt": {"isTransitioned": True, "eudraCtCode": "2019-001234-56"},
    },
    "documents": [{"title": "Protocol", "uuid": "x"}],
    "results": {},
}
BEFORE: dict[str, Any] = {
    "ctNumber": "2026-500077-12-00",
    "ctStatus": "Authorised, not started",
    "trialCountries": "ES:Authorised, not started, NL:Ended",
    "decisionDate": "ES:2026-08-03",
    "ageGroup": "65+ years, 18-64 years",
    "gender": "Male, Female",
    "totalNumberEnrolled": "120",
    "trialPhase": "Phase II and Phase III (Integrated)",
    "title": "A randomised trial of velorimab in gout",
    "lastUpdated": "2027-02-01T10:11:12.123",
    "primarySponsor": PART_I["sponsors"][1],
    "coSponsors": PART_I["sponsors"],
    "authorizedPartI": PART_I,
    "authorizedPartsII": PARTS_II,
    "applications": [{"partI": PART_I, "status": "AUTHORISED"}],
}
