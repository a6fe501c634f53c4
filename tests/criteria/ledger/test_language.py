"""What is a fact of a text in a language whose words are not read."""

import pytest

from trialparse import Trial, parse, parse_criteria
from trialparse.model import Threshold


def certain(text: str) -> list[tuple[str | None, str]]:
    """The id and the interval of each limit that is a fact."""
    return [
        (limit.subject.id, str(limit.interval))
        for limit in parse_criteria(text).constraints
        if isinstance(limit, Threshold) and limit.subject is not None and limit.certainty == "sure"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Criterios de inclusión:\n- HbA1c < 7,5 %", [("hba1c", "(,7.5)")]),
        ("Критерии включения:\n- PASI ≥ 10", [("pasi", "[10,)")]),
        ("纳入标准：1.HbA1c≥7.0%；2.年龄≥18岁", [("hba1c", "[7.0,)")]),
        ("Einschlusskriterien:\n- eGFR > 30 ml/min", [("egfr", "(30,)")]),
        ("Kryteria włączenia:\n- BMI 18,5 - 30 kg/m2", [("bmi", "[18.5,30]")]),
        ("Criterios de inclusión:\n- Edad ≥ 18 años", []),
        ("Einschlusskriterien:\n- Keine HbA1c < 7,5 %", []),
        ("Criterios de exclusión:\n- sin HbA1c < 7,5 %", []),
        ("排除标准：无PASI ≥ 10", []),
        ("Criterios de exclusión:\n- ALT > 3 x LSN", []),
        ("Criterios de inclusión:\n- CD4 > 1.200/mm3", []),
        ("Critères d'inclusion :\n- Plaquettes > 150 000/mm3", []),
        ("Criterios de inclusión:\n- Diabetes con insulina", []),
    ],
)
def test_facts_of_other_languages(text: str, expected: list[tuple[str, str]]) -> None:
    assert certain(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Einschlusskriterien:\n- Patienten mit eGFR < 45 mL/min sind ausgeschlossen",
        "Ausschlusskriterien:\n- PASI > 12 ist erlaubt",
        "Criterios de inclusión:\n- Los pacientes con HbA1c > 8 % quedan excluidos",
        "Critères d'inclusion :\n- Les patients avec HbA1c > 8 % sont exclus",
        "Critères d'exclusion :\n- PASI > 12 autorisé",
        "Criteri di inclusione:\n- I pazienti con HbA1c > 8 % sono esclusi",
        "Critérios de inclusão:\n- Pacientes com HbA1c > 8 % serão excluídos",
        "Inclusiecriteria:\n- Patiënten met HbA1c > 8 % worden uitgesloten",
        "Kryteria włączenia:\n- Pacjenci z HbA1c > 8 % są wykluczeni",
        "Zařazovací kritéria:\n- Pacienti s HbA1c > 8 % jsou vyloučeni",
        "Критерии включения:\n- Пациенты с PASI > 12 исключаются",
        "Dahil edilme kriterleri:\n- HbA1c > 8 % olan hastalar çalışmadan dışlanır",
        "纳入标准：\n1. HbA1c>8%者除外",
        "納入標準：\n1. HbA1c>8%者不得參加",
        "選択基準：\n1. HbA1c > 8%の患者は除外する",
        "選択基準：\n1. HbA1c > 8%でないこと",
        "선정기준:\n- HbA1c > 8%인 환자는 제외",
        "معايير الاشتمال:\n- HbA1c > 8% سيتم استبعادهم",
        "معیارهای ورود:\n- بیماران با HbA1c > 8% از مطالعه حذف می شوند",
    ],
)
def test_what_is_denied_or_allowed_behind_a_limit(text: str) -> None:
    assert parse_criteria(text).language not in (None, "en")
    assert parse_criteria(text).constraints[0].doubts == ("unread-language",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Einschlusskriterien:\n- PASI > 12. Patienten ohne Gicht", [("pasi", "(12,)")]),
        ("Einschlusskriterien:\n- eGFR < 45 mL/min. nicht erlaubt und nicht dabei", []),
    ],
)
def test_what_is_said_in_another_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert certain(text) == expected


def test_the_language_is_told_once() -> None:
    eligibility = parse_criteria("Criterios de inclusión:\n- Gota\n- PASI ≥ 10\nCriterios de exclusión:\n- Diálisis")
    assert eligibility.language == "es"
    assert [each.code for each in eligibility.diagnostics] == ["language-unread"]
    doubts = {doubt for constraint in eligibility.constraints for doubt in constraint.doubts}
    assert doubts <= {"unread-language", "unsure-presence"}


def test_english_is_read_without_a_word() -> None:
    eligibility = parse_criteria("Inclusion Criteria:\n- Adults with gout\n- PASI of at least 10")
    assert (eligibility.language, eligibility.diagnostics) == ("en", ())
    assert parse_criteria("PASI ≥ 10").language is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("Criterios de inclusión:\n- Gota", "es"), ("Inclusion Criteria:\n- Gout", "en"), ("Gout", None)],
)
def test_a_trial_has_the_language_of_its_criteria(text: str, language: str | None) -> None:
    trial: Trial = parse(text)
    assert trial.language == language
    assert trial.eligibility is not None
    assert trial.eligibility.language == language
