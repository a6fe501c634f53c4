"""Age limits: the registry's fields against each other and against the criteria."""

from collections.abc import Iterator
from decimal import Decimal

from trialparse.model import Age, Bound, Diagnostic, Eligibility, Threshold, Trial

__all__ = ["age_disagrees", "ages_impossible"]

_UCUM = {"Years": "a", "Months": "mo", "Weeks": "wk", "Days": "d", "Hours": "h", "Minutes": "min"}
_PER_YEAR = {"Years": 1, "Months": 12, "Weeks": 52, "Days": 365, "Hours": 8760, "Minutes": 525600}
_OLDEST = 125


def age_disagrees(trial: Trial) -> Iterator[Diagnostic]:
    """An age field that no inclusion criterion on age agrees with, where there is one with a limit on that side."""
    eligibility = trial.eligibility
    if eligibility is None or not (eligibility.minimum_age or eligibility.maximum_age):
        return
    limits = list(_age_limits(eligibility))
    for name, side, step in (("minimum_age", "lower", 1), ("maximum_age", "upper", -1)):
        age: Age | None = getattr(eligibility, name)
        if age is None:
            continue
        stated = [(limit, bound) for limit in limits if (bound := _bound(limit, side)) and _comparable(limit, age)]
        if stated and not any(_agrees(age.value, bound, step) for _, bound in stated):
            limit, bound = stated[0]
            yield Diagnostic(
                code="age-disagrees",
                message=f"{name} is {age.value} {age.unit} in its field and {bound.value} in the criteria",
                spans=tuple(span for span in (age.span, limit.span) if span is not None),
                path=f"eligibility.{name}",
            )


def ages_impossible(trial: Trial) -> Iterator[Diagnostic]:
    """Age fields that no person can meet, or that no person will.

    >>> old = Eligibility(maximum_age=Age(value=Decimal(200), unit="Years"))
    >>> [each.message for each in ages_impossible(Trial(eligibility=old))]
    ['maximum_age is 200 Years']
    """
    eligibility = trial.eligibility
    if eligibility is None:
        return
    low, high = eligibility.minimum_age, eligibility.maximum_age
    if low and high and _years(low) > _years(high):
        spans = tuple(age.span for age in (low, high) if age.span is not None)
        message = f"the minimum age {low.value} {low.unit} lies above the maximum age {high.value} {high.unit}"
        yield Diagnostic(code="ages-reversed", message=message, spans=spans, path="eligibility.minimum_age")
    for name, age in (("minimum_age", low), ("maximum_age", high)):
        if age and _years(age) > _OLDEST:
            spans = () if age.span is None else (age.span,)
            message = f"{name} is {age.value} {age.unit}"
            yield Diagnostic(code="age-implausible", message=message, spans=spans, path=f"eligibility.{name}")


def _age_limits(eligibility: Eligibility) -> Iterator[Threshold]:
    """What the inclusion criteria ask of the participant's age without a condition."""
    for criterion in eligibility.walk():
        if criterion.kind != "inclusion":
            continue
        for constraint in criterion.constraints:
            if isinstance(constraint, Threshold) and _is_age(constraint):
                yield constraint


def _is_age(constraint: Threshold) -> bool:
    plain = not constraint.negated and constraint.condition is None and constraint.exception is None
    return plain and constraint.role == "limit" and constraint.subject is not None and constraint.subject.id == "age"


def _bound(limit: Threshold, side: str) -> Bound | None:
    bound: Bound | None = getattr(limit.interval, side, None)
    return bound


def _comparable(limit: Threshold, age: Age) -> bool:
    return (limit.unit or limit.unit_inferred or "a") == _UCUM[age.unit]


def _agrees(value: Decimal, bound: Bound, step: int) -> bool:
    """Whether a field says what a bound says: `< 65` may be entered as 65 or as 64."""
    return value == bound.value or (not bound.inclusive and value == bound.value + step)


def _years(age: Age) -> Decimal:
    return age.value / _PER_YEAR[age.unit]
