"""The languages: what tells them, their headings and labels."""

import pytest

from trialparse.criteria.outline.lines import read_line
from trialparse.lexicon.languages import ENGLISH, comparable, languages
from trialparse.lexicon.languages.headings import heading, is_nothing, seams, spoken
from trialparse.lexicon.languages.telling import language_of, spoken_by
from trialparse.lexicon.loader import builtin_sources
from trialparse.lexicon.source import entries
from trialparse.text import fold

TABLES = {language.tag: language.examples for language in languages()} | {"en": ENGLISH["examples"]}
EXAMPLES = [(tag, kind, line) for tag, table in TABLES.items() for kind, lines in table.items() for line in lines]


@pytest.mark.parametrize(("tag", "kind", "line"), EXAMPLES)
def test_a_line_is_the_heading_that_it_is_listed_as(tag: str, kind: str, line: str) -> None:
    text = fold(line)
    found = read_line(text, 0, len(text)).heading
    said = "none" if found is None else "aside" if found.aside else found.kind
    assert said == kind


@pytest.mark.parametrize(
    ("tag", "line"), [(tag, line) for tag, kind, line in EXAMPLES if tag != "en" and kind != "none"]
)
def test_a_heading_is_of_its_language(tag: str, line: str) -> None:
    text = fold(line)
    assert tag in {forms.tag for forms in spoken(text)}
    found = heading(text, 0, len(text))
    assert found is not None
    assert found[0] <= len(text)


@pytest.mark.parametrize("tag", [tag for tag in TABLES if tag != "en"])
def test_a_text_of_headings_and_numbers_is_of_its_language(tag: str) -> None:
    table = TABLES[tag]
    assert language_of(f"{table['inclusion'][0]}\n- PASI ≥ 10\n{table['exclusion'][0]}\n- ALT > 40 U/L") == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Pacientes con gota y sin diálisis", "es"),
        ("Edad ≥ 18 años", "es"),
        ("Patients âgés de plus de 18 ans atteints de goutte", "fr"),
        ("Patienten mit Gicht, die älter als 18 Jahre sind", "de"),
        ("Uomini e donne con età superiore a 18 anni", "it"),
        ("Homens e mulheres com idade maior que 18 anos", "pt"),
        ("Mannen en vrouwen van 18 jaar met jicht", "nl"),
        ("Chorzy na dnę, którzy nie są leczeni od 6 miesięcy", "pl"),
        ("Pacienti s dnou, kteří nejsou léčeni, věk nad 18 let", "cs"),
        ("18 yaş ve üzeri olan hastalar", "tr"),
        ("Пациенты старше 18 лет", "ru"),
        ("患者年龄在18岁以上", "zh-Hans"),
        ("患者年齡在18歲以上", "zh-Hant"),
        ("同意取得時に18歳以上の患者", "ja"),
        ("만 18세 이상의 환자", "ko"),
        ("المرضى الذين تزيد أعمارهم عن 18 سنة", "ar"),
        ("بیماران بالای ۱۸ سال که رضایت می‌دهند", "fa"),
        ("Inclusion Criteria:\n- Pacientes mayores de 18 años con diabetes", "es"),
        ("Inclusion Criteria:\n- Gout", "en"),
        ("Adults with gout who are able to consent", "en"),
        ("Roux en Y, de novo", None),
        ("Café au lait", None),
        ("Sjögren", None),
        ("No MRI, no CT, na", None),
        ("Пацієнти з подагрою, які є повнолітніми і мають її", None),
        ("18", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, tag: str | None) -> None:
    assert language_of(text) == tag


def test_no_sentence_of_the_lexicon_is_of_another_language() -> None:
    sources = [source for sources in builtin_sources().values() for source in sources]
    said = {
        sentence: language_of(sentence)
        for name, text in sources
        for entry in entries(name, text)
        for sentence in [each["text"] for each in entry.data.get("examples", ())] + entry.data.get("rejects", [])
    }
    assert [sentence for sentence, tag in said.items() if tag not in ("en", None)] == []


@pytest.mark.parametrize(
    "text", ["Criterios de inclusio\u0301n:", "CRITERIOS  DE  INCLUSIÓN :", "Criterios de inclusión:-"]
)
def test_a_heading_however_it_is_written(text: str) -> None:
    assert heading(fold(text), 0, len(text)) == (len(text), "inclusion")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Edad de 18 años. |Criterios de exclusión: asma", 1),
        ("年龄≥18岁。|排除标准：1.妊娠", 1),
        ("Alter über 18 Jahre. |Ausschlusskriterien: Gicht", 1),
        ("No cumple los criterios de exclusión", 0),
    ],
)
def test_headings_inside_a_paragraph(marked: str, expected: int) -> None:
    first, *others = marked.split("|")
    text = fold(first + "".join(others))
    assert seams(text, 0, len(text)) == [len(first)] * expected


def test_what_leaves_a_study_depends_on_its_neighbours() -> None:
    alone = "Критерии исключения:\n- Диализ"
    beside = f"Критерии невключения:\n- Гепатит\n{alone}"
    start = beside.index("Критерии исключения")
    assert heading(alone, 0, 20) == (20, "exclusion")
    assert heading(beside, start, start + 20) == (start + 20, "aside")


def test_words_are_compared_in_a_plain_form() -> None:
    assert comparable("DAHİL EDİLME")[0] == "dahil edilme"
    assert comparable("włączenia")[0] != comparable("wyłączenia")[0]
    text = "معايير الاشتِمال"
    plain, places = comparable(text)
    assert places is not None
    assert [text[place] for place in places[-3:]] == list(plain[-3:])


def test_nothing_in_any_language() -> None:
    assert all(is_nothing(f"{form}.") for language in languages() for form in language.nothing)
    assert not is_nothing("Gout")


def test_english_is_no_other_language() -> None:
    assert spoken_by("en") is None
    assert spoken_by(None) is None
    assert {language.tag for language in languages()} == set(TABLES) - {"en"}
