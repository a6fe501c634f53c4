"""Words of registries to the API's vocabulary; words for nothing; countries, places, phones."""

import tomllib
from importlib import resources

import pytest

from trialparse.values import (
    country,
    is_email,
    is_missing,
    is_phone,
    read_enum,
    read_enums,
    read_flag,
    read_phases,
    read_place,
)

ENUMS = [
    ("status", "Active, not recruiting", "ACTIVE_NOT_RECRUITING"),
    ("status", "ACTIVE_NOT_RECRUITING", "ACTIVE_NOT_RECRUITING"),
    ("status", "Enrolling by invitation", "ENROLLING_BY_INVITATION"),
    ("status", "Unknown status", "UNKNOWN"),
    ("status", "Not Recruiting", None),  # does not say why
    ("status", "Ongoing", None),
    ("study_type", "Interventional clinical trial of medicinal product", "INTERVENTIONAL"),
    ("study_type", "Observational study", "OBSERVATIONAL"),
    ("sex", "Both males and females", "ALL"),
    ("sex", "Female, Male", "ALL"),
    ("sex", "<br>Female: yes<br>Male: yes<br>", "ALL"),
    ("sex", "Female: yes Male: no", "FEMALE"),
    ("sex", "Female: no Male: no", None),
    ("sex", "F", "FEMALE"),
    ("allocation", "Non-Randomized", "NON_RANDOMIZED"),
    ("allocation", "N/A", "NA"),
    ("intervention_model", "Single Group Assignment", "SINGLE_GROUP"),
    ("masking", "None (Open Label)", "NONE"),
    ("masking", "Quadruple", "QUADRUPLE"),
    ("primary_purpose", "Educational/Counseling/Training", "ECT"),
    ("arm_type", "Placebo Comparator", "PLACEBO_COMPARATOR"),
    ("intervention_type", "Dietary Supplement", "DIETARY_SUPPLEMENT"),
    ("sponsor_class", "U.S. Fed", "FED"),
    ("identifier_type", "U.S. NIH Grant/Contract", "NIH"),
    ("date_type", "Estimate", "ESTIMATED"),
]
PHASES = [
    ("NA", ["NA"]),
    ("N/A", ["NA"]),
    ("Phase 1/Phase 2", ["PHASE1", "PHASE2"]),
    ("Phase 1 / Phase 2", ["PHASE1", "PHASE2"]),
    ("PHASE2/PHASE3", ["PHASE2", "PHASE3"]),
    ("PHASE2, PHASE3", ["PHASE2", "PHASE3"]),
    ("Phase I,II", ["PHASE1", "PHASE2"]),
    ("I+II (Phase I+Phase II)", ["PHASE1", "PHASE2"]),
    ("1-2", ["PHASE1", "PHASE2"]),
    ("Phase II/III", ["PHASE2", "PHASE3"]),
    ("Phase 3/ Phase 4", ["PHASE3", "PHASE4"]),
    ("Early Phase 1", ["EARLY_PHASE1"]),
    ("0 (exploratory trials)", ["EARLY_PHASE1"]),
    ("Human pharmacology (Phase I)- First administration to humans", ["PHASE1"]),
    ("Therapeutic confirmatory  (Phase III)", ["PHASE3"]),
    ("IV (Phase IV study)", ["PHASE4"]),
    ("Bioequivalence", None),
    ("Retrospective study", None),
    ("Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): yes", ["PHASE2"]),
    ("Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): no", []),
]
PLACES = [
    ("Changsha, Hunan, China", {"city": "Changsha", "state": "Hunan", "country": "China"}),
    ("Innsbruck, Austria", {"city": "Innsbruck", "country": "Austria"}),
    ("Seoul, Korea, Republic of", {"city": "Seoul", "country": "Korea, Republic of"}),
    ("Suwon, Gyeonggi-do, South Korea", {"city": "Suwon", "state": "Gyeonggi-do", "country": "South Korea"}),
    ("Boston, Ohio, 02115, USA", {"city": "Boston", "state": "Ohio", "zip": "02115", "country": "USA"}),
    ("London, SE1 7EH, United Kingdom", {"city": "London", "zip": "SE1 7EH", "country": "United Kingdom"}),
    ("Singapore", {"country": "Singapore"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "value"), ENUMS)
def test_enums(table: str, text: str, value: str | None) -> None:
    assert read_enum(table, text) == value


def test_no_spelling_stands_for_two_values() -> None:
    tables = tomllib.loads((resources.files("trialparse.values") / "enums.toml").read_text("utf-8"))
    for name, values in tables.items():
        spellings = [spelling for others in values.values() for spelling in others]
        assert len(spellings) == len(set(spellings)), name
        for value, others in values.items():
            assert {read_enum(name, spelling) for spelling in [value, *others]} == {value}


def test_a_list_with_an_unknown_word_is_none() -> None:
    assert read_enums("who_masked", "Participant, Investigator") == ["PARTICIPANT", "INVESTIGATOR"]
    assert read_enums("who_masked", "Participant, pharmacist") is None


@pytest.mark.parametrize(("text", "phases"), PHASES)
def test_phases(text: str, phases: list[str] | None) -> None:
    assert read_phases(text) == phases


@pytest.mark.parametrize("text", ["-", "--", "–", "N/A", "None", "Nil known", "Not Specified", "なし", "", " "])
def test_missing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["0", "No", "NONE of these", "Yes"])
def test_not_missing(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkey (Türkiye)", "Turkey"),
        ("Iran (Islamic Republic of)", "Iran"),
        ("The Netherlands", "Netherlands"),
        ("KOREA", "South Korea"),
        ("Congo, The Democratic Republic of the", "Democratic Republic of the Congo"),
        ("Europe", None),
        ("", None),
    ],
)
def test_countries(text: str, name: str | None) -> None:
    assert country(text) == name


@pytest.mark.parametrize(("text", "parts"), PLACES)
def test_places(text: str, parts: dict[str, str]) -> None:
    found = read_place(text)
    assert found is not None
    assert {name: text[start:end] for name, (start, end) in found.items()} == parts


@pytest.mark.parametrize("text", ["General Hospital", "Recruiting", "", ",", "Springfield, Somewhere"])
def test_no_places(text: str) -> None:
    assert read_place(text) is None


def test_contact_lines() -> None:
    assert all(
        map(
            is_phone, ("+86 13787097676", "00201023127310", "757-226-0655", "(+1) 866-867-7178", "020 7946 0018 ext. 4")
        )
    )
    assert not any(map(is_phone, ("Jane Roe, MD", "2025-01", "ward 12", "a@b.org")))
    assert is_email("a.b-c@clinic.example.org")
    assert not is_email("a b@clinic.example.org")


def test_flags() -> None:
    assert [read_flag(text) for text in ("Yes", "NO", "unclear")] == [True, False, None]
