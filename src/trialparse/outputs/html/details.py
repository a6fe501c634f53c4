"""All that was read of one constraint, as a list of names and values."""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.model import Clause, Constraint, Subject
from trialparse.model.said import one_line, said
from trialparse.outputs.html.elements import escaped, tag

__all__ = ["LETTERS", "details", "label"]

LETTERS = {"threshold": "T", "levels": "L", "window": "W", "duration": "D", "criteria_set": "C", "presence": "P"}
_LONGEST = 200  # characters of a value


def label(constraint: Constraint, place: int | None = None) -> str:
    """The letter of its kind with its number in the criterion, and `?` where it is doubtful: `T1`, `W2?`."""
    number = "" if place is None else place + 1
    return f"{LETTERS[constraint.kind]}{number}{'?' if constraint.certainty == 'doubtful' else ''}"


def details(constraint: Constraint) -> str:
    """A line and a list; every line of the list is a fact or a text."""
    rows = (f"<dt>{name}</dt><dd>{escaped(one_line(value, _LONGEST))}</dd>" for name, value in _rows(constraint))
    return tag("strong", escaped(said(constraint))) + tag("dl", "".join(rows))


def _rows(constraint: Constraint) -> Iterator[tuple[str, str]]:
    """The rows that have something to say."""
    named: dict[str, object] = {
        "kind": constraint.kind.replace("_", " "),
        "subject": _subject(constraint.subject),
        "category": constraint.subject and constraint.subject.category,
        "name": constraint.subject and constraint.subject.name,
        "marker": _marker(constraint),
        "of": constraint.experiencer and f"{constraint.experiencer.key} “{constraint.experiencer.text}”",
        "interval": constraint.interval,
        "unit": _unit(constraint),
        "reference": constraint.reference,
        "change": constraint.change,
        "levels": ", ".join(constraint.levels),
        "scale": ", ".join(constraint.domain),
        "count": constraint.count,
        "negated": constraint.negated and "yes",
        "period": constraint.period,
        "direction": constraint.direction,
        "anchor": constraint.anchor and f"{constraint.anchor.key} “{constraint.anchor.text}”",
        "if": _clause(constraint.condition),
        "except": _clause(constraint.exception),
        "dates": ", ".join(str(place + 1) for place in constraint.dates),
        "role": constraint.role,
        "certainty": constraint.certainty,
        "doubts": ", ".join(constraint.doubts),
        "rule": constraint.rule,
        "characters": f"{constraint.span.start}–{constraint.span.end}",
    }
    return ((name, str(value)) for name, value in named.items() if value)


def _subject(subject: Subject | None) -> str:
    if subject is None:
        return ""
    known = " ".join(filter(None, (subject.id, subject.loinc and f"LOINC {subject.loinc}")))
    unknown = "" if subject.category else "(not in the lexicon)"
    return f"“{subject.text}” {known or unknown}".rstrip()


def _marker(constraint: Constraint) -> str:
    marker = constraint.biomarker
    return "" if marker is None else " ".join(filter(None, marker.model_dump().values()))


def _unit(constraint: Constraint) -> str:
    if constraint.unit:
        return f"{constraint.unit} “{constraint.unit_text}”" if constraint.unit_text else constraint.unit
    return f"{constraint.unit_inferred} (not stated, usual)" if constraint.unit_inferred else ""


def _clause(clause: Clause | None) -> str:
    return f"“{clause.text}”" if clause else ""
