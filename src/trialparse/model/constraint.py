"""What a criterion limits: thresholds, levels, windows, durations and criteria sets."""

from typing import Annotated, Literal

from pydantic import Field

from trialparse.model.base import Frozen, Span
from trialparse.model.values import Interval

__all__ = [
    "Anchor",
    "Clause",
    "Constraint",
    "CriteriaSet",
    "Direction",
    "Duration",
    "Levels",
    "Reference",
    "Subject",
    "Threshold",
    "Window",
]

Direction = Literal["before", "after", "around", "for"]
Reference = Literal["ULN", "LLN", "baseline", "predicted"]


class Subject(Frozen):
    """The measured thing or the event, `id` its lexicon key where it is known."""

    text: str
    id: str | None = None
    span: Span


class Anchor(Frozen):
    """The clinical moment a limit refers to: `SCREENING`, `FIRST_DOSE` … or `OTHER`."""

    key: str
    text: str
    span: Span


class Clause(Frozen):
    """Words that narrow a constraint: the condition under which it holds, or the exception to it."""

    text: str
    span: Span


class _Constraint(Frozen):
    span: Span
    subject: Subject | None = None
    negated: bool = False
    anchor: Anchor | None = None
    condition: Clause | None = None
    exception: Clause | None = None
    rule: str


class Threshold(_Constraint):
    """A number against a limit: `SLEDAI-2K ≥ 8 points`, `ALT ≤ 2.5 × ULN`, `≥ 2 relapses`.

    `unit` is UCUM and stands as stated; where the text gives none and the measurement has a usual one, that stands in
    `unit_inferred`. With a `reference` the numbers are multiples of it. With a `change` they are how much the subject
    rose or fell (`weight loss > 5 kg`), not its level. `interval` is None where the comparator was lost.
    """

    kind: Literal["threshold"] = "threshold"
    interval: Interval | None = None
    unit: str | None = None
    unit_text: str | None = None
    unit_inferred: str | None = None
    reference: Reference | None = None
    change: Literal["increase", "decrease", "change"] | None = None


class Levels(_Constraint):
    """Members of an ordinal or nominal scale: `ECOG 0-1`, `NYHA III/IV`.

    `domain` holds all members of the scale where it is known. Where the levels are a run of numerals, `interval` says
    the same in numbers (I-III is [1,3]). `count` is how many things must be at the level (`≥ 2 BILAG B`).
    """

    kind: Literal["levels"] = "levels"
    levels: tuple[str, ...]
    domain: tuple[str, ...] = ()
    interval: Interval | None = None
    count: Interval | None = None


class Window(_Constraint):
    """A time in which an event falls, measured from an anchor: `within 6 months prior to the first dose`."""

    kind: Literal["window"] = "window"
    interval: Interval
    unit: str | None = None
    unit_text: str | None = None
    direction: Direction | None = None
    anchor_inferred: str | None = None


class Duration(_Constraint):
    """How long a state lasts: `stable for more than 4 weeks before the first dose`."""

    kind: Literal["duration"] = "duration"
    interval: Interval
    unit: str | None = None
    unit_text: str | None = None
    direction: Direction | None = None
    anchor_inferred: str | None = None


class CriteriaSet(_Constraint):
    """Published criteria to be met, as `2019 EULAR/ACR classification criteria`; the subject is their name."""

    kind: Literal["criteria_set"] = "criteria_set"


Constraint = Annotated[Threshold | Levels | Window | Duration | CriteriaSet, Field(discriminator="kind")]
