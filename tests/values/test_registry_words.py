"""The raw spellings that registries were seen to use, and what each becomes; None is a word that stays as it stands."""

import sys
from decimal import Decimal
from typing import Any

import pycountry
import pytest

from trialparse import Trial, parse_record
from trialparse.values import (
    country,
    country_code,
    e164,
    is_ambiguous,
    is_missing,
    is_unlimited,
    read_age,
    read_date,
    read_phases,
)

STATUS = {
    # ClinicalTrials.gov
    "Active, not recruiting": "ACTIVE_NOT_RECRUITING", "Completed": "COMPLETED",
    "Enrolling by invitation": "ENROLLING_BY_INVITATION", "Not yet recruiting": "NOT_YET_RECRUITING",
    "Recruiting": "RECRUITING", "Suspended": "SUSPENDED", "Terminated": "TERMINATED", "Withdrawn": "WITHDRAWN",
    "Available": "AVAILABLE", "No longer available": "NO_LONGER_AVAILABLE",
    "Temporarily not available": "TEMPORARILY_NOT_AVAILABLE", "Approved for marketing": "APPROVED_FOR_MARKETING",
    "Withheld": "WITHHELD", "Unknown status": "UNKNOWN", "ENROLLING_BY_INVITATION": "ENROLLING_BY_INVITATION",
    # WHO
    "Not Recruiting": None, "Authorised": None, "Temporarily halted": "SUSPENDED", "Pending": "NOT_YET_RECRUITING",
    "Complete": "COMPLETED", "Other": None,
    # ISRCTN, ANZCTR, DRKS, CTRI, UMIN
    "Ongoing": None, "Stopped": "TERMINATED", "No longer recruiting": "ACTIVE_NOT_RECRUITING",
    "Active not recruiting": "ACTIVE_NOT_RECRUITING", "Stopped early": "TERMINATED",
    "Recruiting planned": "NOT_YET_RECRUITING", "Recruiting ongoing": "RECRUITING",
    "Recruiting complete, follow-up continuing": "ACTIVE_NOT_RECRUITING",
    "Recruiting complete, follow-up complete": "COMPLETED",
    "Recruiting stopped after recruiting started": "TERMINATED",
    "Recruiting withdrawn before recruiting started": "WITHDRAWN", "Open to Recruitment": "RECRUITING",
    "Closed to Recruitment of Participants": "ACTIVE_NOT_RECRUITING", "Preinitiation": "NOT_YET_RECRUITING",
    "Open public recruiting": "RECRUITING", "Main results already published": "COMPLETED",
    # the EU's registers
    "Ongoing, recruiting": "RECRUITING", "Ongoing, recruitment ended": "ACTIVE_NOT_RECRUITING",
    "Authorised, recruitment pending": "NOT_YET_RECRUITING", "Authorised, recruiting": "RECRUITING",
    "Ended": "COMPLETED", "Cancelled": "WITHDRAWN", "Prematurely Ended": "TERMINATED", "Suspended by CA": "SUSPENDED",
    "Under evaluation": None, "Expired": None, "Revoked": None, "Not authorised": None, "Restarted": None,
    "Prohibited by CA": None, "GB - no longer in EU/EEA": None, "Trial now transitioned": None,
    # a mirror's damage
    "ot Recruiting": None,
}  # fmt: skip
PHASES = {
    "Phase 0": ["EARLY_PHASE1"], "0": ["EARLY_PHASE1"], "0 (exploratory trials)": ["EARLY_PHASE1"],
    "Early Phase 1": ["EARLY_PHASE1"], "1": ["PHASE1"], "Phase I": ["PHASE1"], "I (Phase I study)": ["PHASE1"],
    "Human pharmacology (Phase I)- First administration to humans": ["PHASE1"],
    "Phase 1/Phase 2": ["PHASE1", "PHASE2"], "Phase 1 / Phase 2": ["PHASE1", "PHASE2"],
    "Phase I,II": ["PHASE1", "PHASE2"], "I+II (Phase I+Phase II)": ["PHASE1", "PHASE2"], "1-2": ["PHASE1", "PHASE2"],
    "I-II": ["PHASE1", "PHASE2"], "Phase II/III": ["PHASE2", "PHASE3"], "2-3": ["PHASE2", "PHASE3"],
    "Phase 2 / Phase 3": ["PHASE2", "PHASE3"], "Therapeutic exploratory (Phase II)": ["PHASE2"],
    "Therapeutic confirmatory  (Phase III)": ["PHASE3"], "Phase 3/ Phase 4": ["PHASE3", "PHASE4"],
    "IV (Phase IV study)": ["PHASE4"], "Post-market": ["PHASE4"], "Post-marketing clinical trial": ["PHASE4"],
    "N/A": ["NA"], "NA": ["NA"], "Not Applicable": ["NA"], "Others": None, "Retrospective study": None,
    "Phase 1b": ["PHASE1"], "Phase 1b/2a": ["PHASE1", "PHASE2"], "Phase 1b/2": ["PHASE1", "PHASE2"],
    "Phase Ib/IIa": ["PHASE1", "PHASE2"], "Phase 2b-3": ["PHASE2", "PHASE3"],
    "Phase I to III": ["PHASE1", "PHASE2", "PHASE3"], "1-4": ["PHASE1", "PHASE2", "PHASE3", "PHASE4"],
    "Phases II through IV": ["PHASE2", "PHASE3", "PHASE4"], "I-IV": ["PHASE1", "PHASE2", "PHASE3", "PHASE4"],
    "3-1": None, "Phase I-II-III": None, "Phase 1 or 2": None, "II or phase III": None, "Phase 2, 3 or 4": None,
    "A phase 3 study of 2 doses": ["PHASE3"], "A phase III (Phase 3) study": ["PHASE3"],
    "Pilot study": None, "New Treatment Measure Clinical Study": None,
    "Diagnostic New Technique Clincal Study": None, "Bioequivalence": None,
    "Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): yes Therapeutic confirmatory - (Phase III): "
    "yes Therapeutic use (Phase IV): no": ["PHASE2", "PHASE3"],
}  # fmt: skip
STUDY_TYPES = {
    "Interventional": "INTERVENTIONAL", "Intervention": "INTERVENTIONAL", "Interventional study": "INTERVENTIONAL",
    "Interventional clinical trial of medicinal product": "INTERVENTIONAL", "Treatment study": "INTERVENTIONAL",
    "Interventional  (Clinical Trial)": "INTERVENTIONAL", "BA/BE": "INTERVENTIONAL", "Observational": "OBSERVATIONAL",
    "Observational study": "OBSERVATIONAL", "Observational [Patient Registry]": "OBSERVATIONAL",
    "Observational non invasive": "OBSERVATIONAL", "Observational invasive": "OBSERVATIONAL",
    "Non-interventional": "OBSERVATIONAL", "Cause": "OBSERVATIONAL", "Cause/Relative factors study": "OBSERVATIONAL",
    "Relative factors research": "OBSERVATIONAL", "Epidemilogical research": "OBSERVATIONAL",
    "Prognosis study": "OBSERVATIONAL", "Expanded Access": "EXPANDED_ACCESS",
    "Expanded Access:Individual Patients": "EXPANDED_ACCESS", "Diagnostic test": None, "Screening": None,
    "Basic Science": None, "Other": None,
}  # fmt: skip
SEXES = {
    "ALL": "ALL", "All": "ALL", "Both": "ALL", "Both males and females": "ALL", "Female, Male": "ALL",
    "Male and Female": "ALL", "Male/Female": "ALL", "<br>Female: yes<br>Male: yes<br>": "ALL", "F": "FEMALE",
    "Female: yes Male: no": "FEMALE", "Females": "FEMALE", "M": "MALE", "Males": "MALE",
    "Female: no Male: no": None,
}  # fmt: skip
AGES = {
    "18 Years": (18, "Years"), "18": (18, "Years"), "18Y": (18, "Years"), "18Years": (18, "Years"),
    "18   Years": (18, "Years"), "6 Months": (6, "Months"), "65+": (65, "Years"), "18.00 Year(s)": (18, "Years"),
    ">= 20age old": (20, "Years"), "<= 80age old": (80, "Years"), "18age old over": (18, "Years"),
    "20 years-old <=": (20, "Years"), "75 years-old >": (75, "Years"), "2 Days": (2, "Days"),
    "29 Weeks": (29, "Weeks"), "200 Years": (200, "Years"), "0": (0, "Years"), "44 Pregnancy": None,
}  # fmt: skip
UNLIMITED = (
    "No limit", "N/A", "N/A (No limit)", "0 N/A (No limit)", "-2147483648 No limit", "Not applicable", "none", "-", "",
    "no minimum age", "no maximum age",
)  # fmt: skip
MISSING = (
    "-", "--", "N/A", "NA", "None", "Nil", "Nil known", "NIL", "Not provided", "Not Specified", "Not Applicable",
    "Not Available", "Information not present in EudraCT", "Pending", "No Entry", "none", "null", "无", "なし",
    "<br>Female: <br>Male: <br>", "Female:\nMale:", "Nil known.", "Not provided at time of registration",
    "Not selected",
)  # fmt: skip
DATES = {
    "2025-09-25": "2025-09-25", "2025-09": "2025-09", "2025": "2025", "2025/09/25": "2025-09-25",
    "20250925": "2025-09-25", "2025-09-25 10:11:12": "2025-09-25", "2025-09-25 10:11:12.5": "2025-09-25",
    "2025-09-25T10:11": "2025-09-25", "2025-09-25T10:11:12.123Z": "2025-09-25", "September 25, 2025": "2025-09-25",
    "September 2025": "2025-09", "25 September 2025": "2025-09-25", "25-Sep-2025": "2025-09-25",
    "28 Sep 2020": "2020-09-28", "25/09/2025": "2025-09-25", "09/18/2026 10:42:00": "2026-09-18",
    "4/04/2019": "2019-04-04", "05/08/2026": "2026", "2025年9月25日": "2025-09-25", "2025-03-28 00:00:00": "2025-03-28",
    "24 August 2026": "2026-08-24", "18 Years": None, "65": None, "N/A": None, "31/02/2026": None, "2019-13-01": None,
}  # fmt: skip
DATE_TYPES = {
    "September 25, 2025 (Actual)": "ACTUAL", "2025-09 (Estimated)": "ESTIMATED",
    "2025-09-25 (Anticipated)": "ESTIMATED", "April 2026 [Anticipated]": "ESTIMATED", "April 2026": None,
}  # fmt: skip
COUNTRIES = {
    "Turkey (Türkiye)": "TR", "Turkey": "TR", "Türkiye": "TR", "Iran, Islamic Republic of": "IR",
    "Iran (Islamic Republic of)": "IR", "Korea, Republic of": "KR", "South Korea": "KR", "Macedonia": "MK",
    "England": "GB", "Scotland": "GB", "Wales": "GB", "U.S.": "US", "USA": "US", "Viet Nam": "VN",
    "Czech Republic": "CZ", "Russian Federation": "RU", "Taiwan, Province of China": "TW", "Hong Kong": "HK",
    "Congo, The Democratic Republic of the": "CD", "Asia(except Japan)": None, "Europe": None,
}  # fmt: skip
PHONES = [
    ("+86 13787097676", None, "+8613787097676"),
    ("0033147202311", None, "+33147202311"),
    ("13787097676", "China", "+8613787097676"),
    ("39 0283413400", "Italy", "+390283413400"),
    ("001 6177622539", "United States", "+16177622539"),
    ("+3491310 71 10", "Spain", "+34913107110"),
    ("(+1) 866-867-7178", None, "+18668677178"),
    ("+44 20 7946 0018 ext. 12", None, "+442079460018"),
    ("13787097676", None, None),
    ("020 7946 0018", "Narnia", None),
    ("the secretary", "France", None),
    ("", None, None),
]


def row(**fields: str) -> Trial:
    return parse_record({"TrialID": "NCT09000001", **fields})


def check(field: str, raw: str, value: Any, path: str, given: Any) -> None:
    """The trial has the value; an unknown word stays as it stands, and is reported."""
    codes = [(each.code, each.path) for each in row(**{field: raw}).diagnostics]
    assert codes == ([] if value is not None else [("unknown-value", path)])
    assert given == (raw if value is None else value)


@pytest.mark.parametrize(("raw", "value"), STATUS.items())
def test_status(raw: str, value: str | None) -> None:
    check("Recruitment_Status", raw, value, "status", row(Recruitment_Status=raw).status)


@pytest.mark.parametrize(("raw", "value"), STUDY_TYPES.items())
def test_study_type(raw: str, value: str | None) -> None:
    check("Study_type", raw, value, "study_type", row(Study_type=raw).study_type)


@pytest.mark.parametrize(("raw", "value"), SEXES.items())
def test_sex(raw: str, value: str | None) -> None:
    eligibility = row(Inclusion_gender=raw).eligibility
    assert eligibility is not None
    check("Inclusion_gender", raw, value, "eligibility.sex", eligibility.sex)


@pytest.mark.parametrize(("raw", "value"), PHASES.items())
def test_phases(raw: str, value: list[str] | None) -> None:
    assert read_phases(raw) == value
    check("Phase", raw, value, "phases[0]", list(row(Phase=raw).phases) if value else row(Phase=raw).phases[0])


@pytest.mark.parametrize(("raw", "value"), AGES.items())
def test_ages(raw: str, value: tuple[int, str] | None) -> None:
    found = read_age(raw)
    assert (found and (found["value"], found["unit"])) == (value and (Decimal(value[0]), value[1]))
    assert not is_unlimited(raw)


@pytest.mark.parametrize("raw", UNLIMITED)
def test_ages_without_limit(raw: str) -> None:
    assert is_unlimited(raw)
    assert read_age(raw) is None
    assert row(Inclusion_agemax=raw).diagnostics == ()


@pytest.mark.parametrize("raw", MISSING)
def test_missing(raw: str) -> None:
    assert is_missing(raw)
    trial = row(Acronym=raw, Date_enrollement=raw, Target_size=raw, Condition=raw, Secondary_Sponsor=raw)
    assert trial.model_copy(update={"text": "", "spans": {}, "layout": None}) == Trial(
        id="NCT09000001", registry="ClinicalTrials.gov"
    )


@pytest.mark.parametrize(("raw", "value"), DATES.items())
def test_dates(raw: str, value: str | None) -> None:
    found = read_date(raw)
    assert (found and found["date"]) == value
    assert is_ambiguous(raw) == (raw == "05/08/2026")


@pytest.mark.parametrize(("raw", "value"), DATE_TYPES.items())
def test_date_types(raw: str, value: str | None) -> None:
    found = read_date(raw)
    assert found is not None
    assert found["type"] == value


@pytest.mark.parametrize(("raw", "code"), COUNTRIES.items())
def test_countries(raw: str, code: str | None) -> None:
    assert country_code(raw) == code
    assert row(Countries=raw).countries == (raw,)


@pytest.mark.parametrize("each", list(pycountry.countries), ids=lambda each: each.alpha_2)
def test_countries_are_those_of_the_standard(each: Any) -> None:
    """Where a name of the standard is known, it is the standard's code; uninhabited territories are left out."""
    names = [getattr(each, name) for name in ("name", "common_name", "official_name") if hasattr(each, name)]
    assert {country_code(name) for name in names} <= {each.alpha_2, None}
    if each.alpha_2 not in {"AQ", "BV", "HM", "TF", "UM", "GS", "IO", "PN", "CC", "TK", "SJ"}:
        assert any(country(name) for name in names)


@pytest.mark.parametrize(("raw", "place", "number"), PHONES)
def test_phones(raw: str, place: str | None, number: str | None) -> None:
    assert e164(raw, place) == number


def test_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    with pytest.raises(ImportError, match=r'pip install "trialparse\[contacts\]"'):
        e164("+86 13787097676")
