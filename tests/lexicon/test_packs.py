"""The packs as data: every entry is complete, names nothing another entry names, and shows what it means."""

import csv
import json
import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "src" / "trialparse" / "lexicon"
SHARED = ROOT.parent / "shared"

Entry = dict[str, Any]

TYPES = {
    "score", "ordinal", "lab", "vital", "count", "titre", "ratio", "biomarker", "dose", "duration", "response",
    "demographic", "imaging", "exposure", "function", "rate", "extent", "ecg", "haemodynamic",
}  # fmt: skip
COMMON = {"id", "name", "aliases", "examples", "rejects"}
OPTIONAL = {"cased", "needs", "needs_unit"}
MEASUREMENT = {"type", "direction"}
MEASUREMENT_OPTIONAL = {"unit", "units", "range", "levels", "parts", "crosses", "loinc", "whose", "note"}
BOUNDS = {"lower", "lower_inclusive", "upper", "upper_inclusive"}
EXAMPLE = BOUNDS | {"text", "unit", "reference", "levels", "anchor", "id"}


def read() -> Iterator[tuple[str, str, Entry]]:
    for path in sorted((LEXICON / "packs").glob("*.toml")):
        for table, entries in tomllib.loads(path.read_text("utf-8")).items():
            for entry in entries:
                yield path.stem, table, entry


PACKS = list(read())
ENTRIES = [pytest.param(table, entry, id=f"{pack}:{entry.get('id')}") for pack, table, entry in PACKS]
IDS = {entry["id"] for _, _, entry in PACKS}
ANCHORS = {anchor["key"] for anchor in tomllib.loads((LEXICON / "words" / "anchors.toml").read_text("utf-8"))["anchor"]}


def norm(alias: str) -> str:
    """The form under which aliases match the same words: case, hyphens, plural and British spelling do not count."""
    words = re.sub(r"[-\s]+", " ", alias.lower().replace("haem", "hem").replace("isation", "ization")).split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word for word in words
    )


def loinc_check_digit(number: str) -> int:
    """The mod-10 digit of a LOINC code, as its Users' Guide describes it.

    >>> loinc_check_digit("4548")
    4
    """
    doubled = "".join(str(int(digit) * 2) if place % 2 == 0 else digit for place, digit in enumerate(reversed(number)))
    return -sum(map(int, doubled)) % 10


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(entry["id"] for _, _, entry in PACKS).items() if count > 1] == []


@pytest.mark.parametrize(("table", "entry"), ENTRIES)
def test_the_keys_are_known_and_complete(table: str, entry: Entry) -> None:
    assert table in {"measurement", "criteria_set"}
    required = COMMON | (MEASUREMENT if table == "measurement" else set())
    optional = OPTIONAL | (MEASUREMENT_OPTIONAL if table == "measurement" else set())
    assert required <= set(entry) <= required | optional
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", entry["id"])
    assert entry["aliases"] or entry["cased"]
    assert entry["examples"]
    assert entry["rejects"]
    if table == "measurement":
        assert entry["type"] in TYPES
        assert entry["direction"] in {"worse", "better", "mid", "na"}


@pytest.mark.parametrize(("table", "entry"), ENTRIES)
def test_values_make_sense(table: str, entry: Entry) -> None:
    if "range" in entry:
        low, high = entry["range"]
        assert low < high
    levels = entry.get("levels", [])
    assert len(levels) == len(set(levels))
    assert bool(levels) or entry.get("type") != "ordinal"
    assert entry.get("unit") not in entry.get("units", [])
    assert set(entry.get("parts", [])) <= IDS - {entry["id"]}
    if "loinc" in entry:
        number, digit = entry["loinc"].split("-")
        assert loinc_check_digit(number) == int(digit)


def is_member(level: str, levels: list[str]) -> bool:
    """Whether a scale has the level: as it stands, as its main stage (`IIIB`, `3a`), or in arabic for a roman one."""
    main = level.rstrip("ABCabc")
    return level in levels or (main != "" and main in levels) or (level.isdigit() and 0 < int(level) <= len(levels))


@pytest.mark.parametrize(("table", "entry"), ENTRIES)
def test_the_examples_and_rejects_belong_to_the_entry(table: str, entry: Entry) -> None:
    names = [norm(name) for name in [*entry["aliases"], *entry.get("cased", [])]]
    units = {entry.get("unit"), *entry.get("units", [])}
    low, high = entry.get("range", (float("-inf"), float("inf")))
    for example in entry["examples"]:
        assert set(example) <= EXAMPLE
        assert example.get("anchor", "OTHER") in ANCHORS
        assert example.get("id", "age") in IDS
        assert any(name in norm(example["text"]) for name in names), example
        assert table == "criteria_set" or BOUNDS & set(example) or "levels" in example, example
        assert all(is_member(level, entry.get("levels", [])) for level in example.get("levels", [])), example
        assert example["text"] not in entry["rejects"]
        usual = "unit" not in example or example["unit"] == entry.get("unit")
        if entry.get("type") != "duration" and usual and "reference" not in example and "levels" not in example:
            assert all(low <= example[bound] <= high for bound in ("lower", "upper") if bound in example), example
        if (
            entry.get("type") not in {"duration", "response"}
            and "unit" in example
            and example["unit"] not in {"a", "mo", "wk", "d"}
        ):
            assert example["unit"] in units, example


def test_an_alias_stands_once_in_an_entry() -> None:
    for _, _, entry in PACKS:
        aliases = entry["aliases"]
        assert len(aliases) == len({alias.lower() for alias in aliases}), entry["id"]
        assert not set(aliases) & set(entry.get("cased", [])), entry["id"]


def test_a_shared_alias_has_deciders() -> None:
    claims: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    decided = {entry["id"]: bool(entry.get("needs") or entry.get("needs_unit")) for _, _, entry in PACKS}
    for _, _, entry in PACKS:
        for alias in entry["aliases"]:
            claims[norm(alias)][entry["id"]].add("")
        for alias in entry.get("cased", []):
            claims[norm(alias)][entry["id"]].add(alias)
    undecided = []
    for alias, owners in claims.items():
        if len(owners) < 2 or all(decided[owner] for owner in owners):
            continue
        spellings = list(owners.values())
        if all("" not in spelling for spelling in spellings) and not set.intersection(*spellings):
            continue  # each in its own spelling: `PCT`, `Pct`
        undecided.append((alias, sorted(owners)))
    assert undecided == []


def shared(path: str) -> Path:
    found = SHARED / path
    if not found.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing beside the project")
        pytest.skip("the shared knowledge is not here")
    return found


def test_every_measurement_of_the_knowledge_is_here() -> None:
    with shared("knowledge/measurements.tsv").open(encoding="utf-8", newline="") as file:
        keys = {row["key"] for row in csv.DictReader(file, delimiter="\t")}
    assert keys - IDS == set()


def test_every_subject_of_the_development_gold_is_here() -> None:
    lines = shared("gold/criteria/deep.jsonl").read_text("utf-8").splitlines()
    subjects = {constraint.get("subject_id") for line in lines for constraint in json.loads(line)["constraints"]}
    assert subjects - IDS - {None} == set()
