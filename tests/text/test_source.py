"""Files and bytes become the characters a person would see."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.text.source import decode, looks_like_path, read
from trialparse.values import e164

WESTERN = "Écrit : âgés de 18 à 65 ans, 5 µg/kg, 37 °C ± 2\r\n"
WRITTEN = {
    "utf-8": "Age ≥ 18 years\r\n受试者",
    "utf-8-sig": "Age ≥ 18 years\r\n受试者",
    "utf-16": "Age ≥ 18 years\r\n",
    "utf-16-le": "Inclusion Criteria: age ≥ 18 years",
    "utf-16-be": "Inclusion Criteria: age ≥ 18 years",
    "utf-32": "Age ≥ 18 years\r\n",
    "cp1252": WESTERN,
    "latin-1": WESTERN,
    "gb18030": "入选标准：年龄18至65岁，性别不限，签署知情同意书。排除标准：妊娠或哺乳期妇女。",
    "shift_jis": "選択基準：同意取得時の年齢が20歳以上の患者。除外基準：妊娠中または授乳中の女性。",
    "euc_jp": "選択基準：同意取得時の年齢が20歳以上の患者。除外基準：妊娠中または授乳中の女性。",
    "euc_kr": "선정기준: 만 19세 이상의 성인 남녀. 제외기준: 임신 또는 수유 중인 여성.",
    "cp1251": "Критерии включения: возраст от 18 до 65 лет. Критерии исключения: беременность.",
}


@pytest.mark.parametrize(("encoding", "text"), WRITTEN.items())
def test_reads_every_encoding(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)) == text


def test_reads_a_file_by_name_and_by_path(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(WESTERN.encode("cp1252"))
    assert read(path) == read(str(path)) == WESTERN


@given(st.binary(max_size=300))
def test_no_bytes_are_refused(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=300))
def test_utf8_is_never_guessed(text: str) -> None:
    assert decode(text.encode()) == text


def test_errors_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.txt"):
        read(tmp_path / "absent.txt")
    with pytest.raises(IsADirectoryError, match=tmp_path.name):
        read(tmp_path)


@pytest.mark.parametrize("text", ["Inclusion Criteria:\n- age 18", "a\0b"])
def test_a_text_is_no_path(text: str) -> None:
    with pytest.raises(ValueError, match=r"trialparse\.parse"):
        read(text)


def test_other_things_are_refused_by_name() -> None:
    with pytest.raises(TypeError, match="not int"):
        read(7)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ("page.txt", True),
        ("a/path.txt", True),
        ("  ../my pages/trial 3.HTML\n", True),
        ("C:\\exports\\ctis.json", True),
        ("/data/export.xml", True),
        ("~/x.pdf", True),
        ("", False),
        (".txt", False),
        ("BMI < 30.5", False),
        ("1.5 mg/dL", False),
        ("Age > 18\nsee a/path.txt", False),
        ("Visits as listed in appendix.pdf", False),
        ("www.example.org", False),
        ("a" * 5_000 + ".txt", False),
        ("/" * 50_000, False),
    ],
)
def test_a_path_is_told_by_its_shape(text: str, is_path: bool) -> None:
    assert looks_like_path(text) is is_path


def test_telephone_numbers_without_their_extra_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    with pytest.raises(ImportError, match=r'pip install "trialparse\[contacts\]"'):
        e164("+86 13787097676")
