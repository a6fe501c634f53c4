"""The fields of a trial as rows of words; and the rows of constraints from before `outputs.tables`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from trialparse.model import Age, Constraint, Criterion, Eligibility, PartialDate, Trial

__all__ = ["constraint_rows", "header_rows"]

_HEADER = (
    "id", "registry", "title", "official_title", "acronym", "status", "phases", "study_type", "enrollment.count",
    "start_date", "primary_completion_date", "completion_date", "last_updated", "has_results", "conditions", "keywords",
    "design.allocation", "design.intervention_model", "design.primary_purpose", "design.masking", "design.who_masked",
    "design.observational_model", "design.time_perspective", "eligibility.minimum_age", "eligibility.maximum_age",
    "eligibility.sex", "eligibility.healthy_volunteers", "eligibility.sampling_method", "countries",
)  # fmt: skip
_NAMED = {
    "arms": "label",
    "interventions": "name",
    "outcomes": "measure",
    "sponsors": "name",
    "officials": "name",
    "locations": "facility",
    "contacts": "name",
    "identifiers": "id",
    "related_trials": "id",
}


def header_rows(trial: Trial) -> Iterator[tuple[str, str]]:
    """The fields that the page shows, as (path, value) in words; lists by the names in them.

    Examples:
        >>> from trialparse import parse
        >>> dict(header_rows(parse("NCT07104344"))).get("phases")
    """
    for path in _HEADER:
        value = _at(trial, path)
        if value not in (None, ()):
            yield path, _words(value)
    for path, name in _NAMED.items():
        values = [getattr(item, name) for item in getattr(trial, path)]
        if values:
            yield path, "; ".join(value or "?" for value in values)


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def _words(value: Any) -> str:
    match value:
        case PartialDate():
            return f"{value.date} ({value.type.lower()})" if value.type else value.date
        case Age():
            return f"{value.value} {value.unit}"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(str, value))
    return str(value)


def constraint_rows(eligibility: Eligibility) -> Iterator[dict[str, Any]]:
    """Deprecated: `trialparse.outputs.tables.rows` gives the rows of constraints, and of criteria and trials.

    Examples:
        >>> from trialparse import parse_criteria
        >>> with warnings.catch_warnings(action="ignore"):
        ...     row = next(constraint_rows(parse_criteria("Inclusion Criteria:\\n- Age 18 to 65 years")))
        >>> row["criterion"], row["lower"], row["upper"], row["unit"]
        ('I1', Decimal('18'), Decimal('65'), 'a')
    """
    warnings.warn(
        "constraint_rows is deprecated: use trialparse.to_frame, or trialparse.outputs.tables.rows",
        DeprecationWarning,
        stacklevel=2,
    )
    return (_row(fact.criterion, fact.constraint) for fact in eligibility.facts)


def _row(criterion: Criterion, constraint: Constraint) -> dict[str, Any]:
    interval = constraint.interval
    lower, upper = (interval.lower, interval.upper) if interval else (None, None)
    subject, anchor = constraint.subject, constraint.anchor
    return {
        "criterion": criterion.id,
        "polarity": criterion.kind,
        "kind": constraint.kind,
        "subject": subject.text if subject else None,
        "subject_id": subject.id if subject else None,
        "lower": lower.value if lower else None,
        "lower_inclusive": lower.inclusive if lower else None,
        "upper": upper.value if upper else None,
        "upper_inclusive": upper.inclusive if upper else None,
        "unit": constraint.unit,
        "unit_or_inferred": constraint.unit_or_inferred,
        "reference": constraint.reference,
        "change": constraint.change,
        "levels": constraint.levels,
        "direction": constraint.direction,
        "anchor": anchor.key if anchor else None,
        "negated": constraint.negated,
        "condition": constraint.condition.text if constraint.condition else None,
        "exception": constraint.exception.text if constraint.exception else None,
        "role": constraint.role,
        "certainty": constraint.certainty,
        "doubts": constraint.doubts,
        "experiencer": constraint.experiencer.key if constraint.experiencer else None,
        "start": constraint.span.start,
        "end": constraint.span.end,
    }
