"""Every rule of every table fires on its own example, every production reads its own."""

from typing import Any

import pytest

import trialparse
from rules import tables, watched
from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.phrases.productions import PRODUCTIONS, Production, quantities
from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.loader import builtin

RULES = [(table, rule) for table in tables() for rule in table]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the rules that decide something from here on."""
    names: list[str] = []
    monkeypatch.setattr(Table, "first", watched(names.append))
    return names


@pytest.mark.parametrize(("table", "rule"), RULES, ids=[rule.name for _, rule in RULES])
def test_a_rule_fires_on_its_example(table: Table[Any, Any], rule: Rule[Any, Any], fired: list[str]) -> None:
    trialparse.parse_criteria(rule.example)
    assert rule.name in fired


def test_rules_are_named_after_their_table_and_once() -> None:
    names = [rule.name for _, rule in RULES]
    assert [rule.name for table, rule in RULES if not rule.name.startswith(f"{table.name}.")] == []
    assert sorted(set(names)) == sorted(names)


def read(text: str) -> tuple[set[str], list[str]]:
    """The productions that read something in a text, and the intervals that they read."""
    atoms = lexer(builtin()).atoms(text)
    found = quantities(text, atoms, "".join(atom.code for atom in atoms))
    return {each.production for each in found}, [side_by_side(each) for each in found if each.op != "lost"]


def side_by_side(quantity: Any) -> str:
    lower, upper, bare = quantity.lower, quantity.upper, quantity.value
    if not quantity.op:
        return f"{bare}"
    left = "(" if lower is None else f"{'[' if lower[1] else '('}{lower[0]}"
    right = ")" if upper is None else f"{upper[0]}{']' if upper[1] else ')'}"
    return f"{left},{right}"


@pytest.mark.parametrize("production", PRODUCTIONS, ids=lambda production: production.name)
def test_a_production_alone_reads_its_example(production: Production) -> None:
    productions, intervals = read(production.example)
    assert (productions, " ".join(intervals)) == ({production.name}, production.reads)


def test_a_quantity_tells_what_each_word_did() -> None:
    text = "ALT of at least 3 U/L"
    atoms = lexer(builtin()).atoms(text)
    (found,) = quantities(text, atoms, "".join(atom.code for atom in atoms))
    assert {text[atoms[index].start : atoms[index].end]: role for index, role in found.used.items()} == {
        "at least": "comparator",
        "3 U/L": "bound",
    }
