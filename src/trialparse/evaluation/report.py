"""What a metric says: numbers by name, the table people read, and a verdict for every fact behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from trialparse.evaluation.facts import Document, Fact, Place

__all__ = ["Report", "Table", "Verdict", "brief", "f1", "percent", "share", "verdict"]


class Verdict(NamedTuple):
    """How one gold fact, or one claim that meets none, was judged; `key` names it across two runs.

    Examples:
        >>> Verdict("1 4-12 gold 0", True, "right", "CRP ⟦> 9 mg/L⟧", "").ok
        True
    """

    key: str
    ok: bool
    outcome: str
    context: str
    detail: str


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, as text.

    Examples:
        >>> Table("By kind", ("kind", "found"), [("threshold", "12")]).rows[0]
        ('threshold', '12')
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """The account of one gold.

    Examples:
        >>> report = Report("mine", "constraints", 1, {"core f1": 100.0}, [])
        >>> report.numbers["core f1"], [verdict.key for verdict in report.verdicts if not verdict.ok]
        (100.0, [])
    """

    gold: str
    form: str
    documents: int
    numbers: dict[str, float]
    tables: list[Table]
    verdicts: list[Verdict] = field(default_factory=list)


def share(part: float, whole: float) -> float:
    """In percent, 0 of nothing.

    Examples:
        >>> share(1, 3)
        33.333333333333336
    """
    return 100 * part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of two percentages."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def percent(part: float, whole: float) -> str:
    """A share as a table shows it, a dash for a share of nothing."""
    return f"{share(part, whole):.1f}" if whole else "-"


def _context(document: Document, place: Place, before: int = 60, after: int = 40) -> str:
    """The words of a place, marked, between its neighbours."""
    text = document.text
    parts = (text[max(0, place.start - before) : place.start], text[place.start : place.end], text[place.end :][:after])
    left, middle, right = (part.replace("\n", "⏎") for part in parts)
    return f"…{left}⟦{middle}⟧{right}…"


def verdict(document: Document, number: int | str | None, place: Place, outcome: str, ok: bool, detail: str) -> Verdict:
    """A verdict on a gold fact by its number (a join by a name), or on a claim where that is None."""
    which = f"claim {detail}" if number is None else f"gold {number}"
    return Verdict(f"{document.name} {place.start}-{place.end} {which}", ok, outcome, _context(document, place), detail)


def brief(fact: Fact, text: str) -> str:
    """A fact in a few characters, for lists.

    Examples:
        >>> brief(Fact(Place(5, 8), "levels", levels=("0", "1"), subjects=(Place(0, 4),)), "ECOG 0-1")
        'levels {0, 1} of ECOG'
    """
    left = "(" if fact.lower is None else f"{'[' if fact.lower.inclusive else '('}{fact.lower.value:g}"
    right = ")" if fact.upper is None else f"{fact.upper.value:g}{']' if fact.upper.inclusive else ')'}"
    stated = f"{{{', '.join(fact.levels)}}}" if fact.levels else f"{left},{right}"
    marks = [fact.unit, fact.reference, fact.direction, fact.anchor, "negated" if fact.negated else None]
    words = [text[place.start : place.end] for place in fact.subjects]
    clauses = [f"{name} {text[p.start : p.end]!r}" for name, p in _clauses(fact) if p is not None]
    of = [f"of {' / '.join(words)}"] if words else []
    return " ".join([fact.kind, stated, *(mark for mark in marks if mark), *of, *clauses])


def _clauses(fact: Fact) -> tuple[tuple[str, Place | None], ...]:
    return ("if", fact.condition), ("except", fact.exception)
