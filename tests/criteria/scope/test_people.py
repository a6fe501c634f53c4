"""People: the words that name a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from trialparse.criteria.scope import people

Find = Callable[[str, int, int], Iterator[tuple[int, int]]]


def found(find: Find, text: str) -> list[str]:
    return [text[start:end] for start, end in find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Part C: lipase < 60 U/L", ["Part C"]),
        ("Cohorts 1 and 2: lipase < 60 U/L", ["Cohorts 1 and 2"]),
        ("Healthy volunteers: lipase < 60 U/L", ["Healthy volunteers"]),
        ("Women: hips > 90 cm; men: hips > 95 cm", ["Women", "men"]),
        ("For adolescents only: lipase < 60 U/L", ["For adolescents only"]),
        ("Patients with gout: uric acid < 6 mg/dL", ["Patients with gout"]),
        ("Patients: uric acid < 6 mg/dL", []),
        ("Men and women: uric acid < 6 mg/dL", []),
        ("Women must: uric acid < 6 mg/dL", []),
        ("Patients who meet any of the following: gout", []),
        ("Ratio of women 3:1", []),
        ("Uric acid: < 6 mg/dL", []),
        ("Women with a history of gout: uric acid < 6 mg/dL", []),
    ],
)
def test_labels(text: str, expected: list[str]) -> None:
    assert found(people.labels, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women must be postmenopausal", ["Women"]),
        ("Patients who take lithium must have a sodium > 130 mmol/L", ["Patients who take lithium"]),
        ("Diabetic patients should have an HbA1c < 9%", ["Diabetic patients"]),
        ("Lipase < 60 U/L; men are required to use a condom", ["men"]),
        ("Men of any age\n   need to use a condom", ["Men of any age"]),
        ("Smokers may participate", ["Smokers"]),
        ("Patients must have a sodium > 130 mmol/L", []),
        ("Men and women must be able to walk", []),
        ("Women with a cough", []),
        ("Sodium must be > 130 mmol/L", []),
        ("Women who must take lithium", []),
        ("Contraception by women", []),
    ],
)
def test_sentence_subjects(text: str, expected: list[str]) -> None:
    assert found(people.sentence_subjects, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For lithium, the last dose must be 9 days ago", ["For lithium"]),
        ("Washout is due. For long-acting insulin, 9 days", ["For long-acting insulin"]),
        ("For instance, lithium", []),
        ("For at least 9 days, no lithium", []),
        ("For all drugs, a washout", []),
        ("No lithium for gout, please", []),
        ("For lithium the last dose counts", []),
    ],
)
def test_topics(text: str, expected: list[str]) -> None:
    assert found(people.topics, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hips > 90 cm (women)", ["women"]),
        ("Hips > 90 cm (in cohort 2)", ["in cohort 2"]),
        ("Lipase < 60 U/L in Part B", ["in Part B"]),
        ("Lipase < 60 U/L for the sentinel cohort", ["for the sentinel cohort"]),
        ("Uric acid < 6 mg/dL in gouty patients", ["in gouty patients"]),
        ("Uric acid < 6 mg/dL in all patients", []),
        ("Hips > 90 cm (men and women)", []),
        ("Hips > 90 cm (measured twice)", []),
        ("Uric acid < 6 mg/dL in those", []),
        ("Patients in remission", []),
        ("Part of the kidney", []),
    ],
)
def test_phrases(text: str, expected: list[str]) -> None:
    assert found(people.phrases, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("female > 90, male > 95", ["female", "male"]),
        ("Girls and boys", ["female", "male"]),
        ("women", ["female"]),
        ("Men", ["male"]),
        ("a man", ["male"]),
        ("MALES", ["male"]),
        ("mental state", []),
        ("omen", []),
        ("menopause", []),
        ("human", []),
        ("Malevolent", []),
        ("", []),
    ],
)
def test_sexes(text: str, expected: list[str]) -> None:
    assert [sex for _, sex in people.sexes(text, 0, len(text))] == expected
