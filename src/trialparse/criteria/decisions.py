"""Decisions as tables of named rules: in order, the first whose condition holds decides.

>>> sides = Table(
...     "side",
...     Rule("side.negative", lambda number: number < 0, "below", example="-3"),
...     Rule("side.other", always, "above", example="3"),
... )
>>> rule = sides.first(-5)
>>> rule and (rule.name, rule.then)
('side.negative', 'below')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Rule", "Table", "always"]

Facts = TypeVar("Facts")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Facts, Outcome]):
    """One decision: its name, when it holds, what it decides, and a sentence in which it does.

    The name begins with the table's and a point. `then` is a value, or a function of the facts where they tell more.
    """

    name: str
    when: Callable[[Facts], object]
    then: Outcome
    example: str


class Table(Generic[Facts, Outcome]):
    """Rules in the order in which they are asked."""

    __slots__ = ("_asked", "name", "rules")

    def __init__(self, name: str, *rules: Rule[Facts, Outcome]) -> None:
        self.name = name
        self.rules = rules
        self._asked = tuple((rule.when, rule) for rule in rules)

    def __iter__(self) -> Iterator[Rule[Facts, Outcome]]:
        return iter(self.rules)

    def first(self, facts: Facts) -> Rule[Facts, Outcome] | None:
        """The first rule that holds of the facts, None where none does."""
        for holds, rule in self._asked:
            if holds(facts):
                return rule
        return None


def always(_facts: object) -> bool:
    """The condition of a rule that decides what no rule before it has."""
    return True
