"""Every rule of scope decides its own example."""

from __future__ import annotations

from typing import Any

import pytest

from criteria.scope.reading import criteria, fired
from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.scope import (
    beside,
    children,
    conditions,
    denied,
    denying,
    exceptions,
    leading,
    terminators,
    whose,
)

TABLES: list[Table[Any, Any]] = [
    conditions.OPENED,
    conditions.GROUP,
    beside.BESIDE,
    beside.TURN,
    leading.LEADING,
    exceptions.OPENED,
    exceptions.BRACKET,
    denying.DENIES,
    terminators.TERMINATOR,
    denied.DENIED,
    children.CHILDREN,
    whose.WHOSE,
]
RULES = [rule for table in TABLES for rule in table]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: Rule[Any, Any]) -> None:
    with fired() as names:
        criteria(rule.example)
    assert rule.name in names


def test_names_are_unique_and_begin_with_the_table() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.name.startswith(f"{table.name}.") for table in TABLES for rule in table)
