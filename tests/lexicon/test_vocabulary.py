"""The vocabulary of things: its files are sound, and what makes terms does so in its examples alone."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest

from trialparse.criteria.presence.leaders import led
from trialparse.criteria.presence.words import split, words
from trialparse.lexicon.source import LexiconError
from trialparse.lexicon.vocabulary import plurals, read_vocabulary, vocabulary
from trialparse.model.constraint import Category

FOLDER = Path(str(resources.files("trialparse.lexicon") / "terms"))
LISTS = sorted(FOLDER.glob("*.txt"))
CATEGORIES = {*get_args(Category), "allergen", "generic"}


def tables(name: str) -> list[Any]:
    """The tables of a name in all files, by file and category."""
    return [
        pytest.param(table, id=f"{file.stem}-{place}-{table.get('category', '')}")
        for file in sorted(FOLDER.glob("*.toml"))
        for place, table in enumerate(tomllib.loads(file.read_text("utf-8")).get(name, ()))
    ]


def terms(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_a_line_holds_one_term_in_plain_words(file: Path) -> None:
    assert file.stem in CATEGORIES
    assert [term for term in terms(file) if term != " ".join(term.split()) or not split(term)] == []


def test_no_term_stands_twice() -> None:
    counted = Counter(term for file in LISTS for term in terms(file))
    assert [term for term, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("table", tables("ending"))
def test_an_ending_says_what_its_examples_are(table: dict[str, Any]) -> None:
    assert table["examples"]
    said = vocabulary().by_ending
    assert [word for word in table["rejects"] if said(word) is not None] == []
    own = [word for word in table["examples"] if any(word.endswith(end) for end in table["endings"])]
    assert own
    assert [word for word in own if said(word) != table["category"]] == []


@pytest.mark.parametrize("table", tables("head"))
def test_a_head_stands_in_its_examples(table: dict[str, Any]) -> None:
    forms = [split(form) for word in table["words"] for form in plurals(word)]
    found = [example for example in table["examples"] if any(holds(split(example), form) for form in forms)]
    assert found
    assert {
        example: vocabulary().heads.get(example) for example in found if not headed(example, table["category"])
    } == {}


def holds(example: list[str], form: list[str]) -> bool:
    return any(example[at : at + len(form)] == form for at in range(len(example)))


def headed(example: str, category: str) -> bool:
    """Whether some words of an example are a head of a category."""
    own = split(example)
    heads = [split(head) for head, of in vocabulary().heads.items() if of == category]
    return any(holds(own, head) for head in heads)


def as_led(text: str) -> str:
    """The category of the thing that ends or begins a text, by the words beside it; of itself it is a drug."""
    over, [(first, after)] = words(text, (0, len(text)))
    thing = next(at for at in range(first, after) if over.lower[at] in ("penicillin", "warfarin", "helicobacter"))
    return led(over, [(thing, thing + 1, "drug")])[0]


@pytest.mark.parametrize("table", tables("leader"))
def test_a_leader_leads_in_its_examples_alone(table: dict[str, Any]) -> None:
    assert {text: as_led(text) for text in table["examples"]} == dict.fromkeys(
        table["examples"], table.get("category", "drug")
    )
    assert {text: as_led(text) for text in table["rejects"]} == dict.fromkeys(table["rejects"], "drug")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("biopsy", ["biopsy", "biopsies"]),
        ("x-ray", ["x-ray", "x-rays"]),
        ("abscess", ["abscess", "abscesses"]),
        ("kidney stone", ["kidney stone", "kidney stones"]),
        ("y", ["y", "ies"]),
    ],
)
def test_plurals(term: str, expected: list[str]) -> None:
    assert list(plurals(term)) == expected


def test_files_of_a_folder_make_a_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "drug.txt").write_text("# drugs\nsnarvol\n\nSNV\n")
    (tmp_path / "heads.toml").write_text(
        '[[head]]\ncategory = "condition"\nwords = ["grompel"]\n\n'
        '[[ending]]\ncategory = "drug"\nendings = ["varvol"]\nrejects = ["ovarvol"]\n'
    )
    own = read_vocabulary(tmp_path)
    assert own.terms == {"snarvol": "drug", "snarvols": "drug"}
    assert own.cased == {"SNV": "drug", "SNVs": "drug"}
    assert own.heads == {"grompel": "condition", "grompels": "condition"}
    assert (own.by_ending("zevarvol"), own.by_ending("ovarvol"), own.by_ending("vol")) == ("drug", None, None)


def test_an_empty_folder_is_an_empty_vocabulary(tmp_path: Path) -> None:
    own = read_vocabulary(tmp_path)
    assert (own.terms, own.cased, own.heads, own.leaders, own.by_ending("keratitis")) == ({}, {}, {}, (), None)


@pytest.mark.parametrize(
    ("name", "content"),
    [("drug.txt", b"gout\n\xff\xfe\n"), ("heads.toml", b"\xff"), ("heads.toml", b"[[head]\n"), ("a.toml", b"a = = 1")],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LexiconError, match=rf"^{name}: "):
        read_vocabulary(tmp_path)
