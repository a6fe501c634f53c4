"""What a criterion asks: thresholds, levels, windows, durations, criteria sets, and things without a number."""

from typing import Annotated, Generic, Literal, TypeVar, cast

from pydantic import Field

from trialparse.model.base import Frozen, Span
from trialparse.model.faces import Face, show
from trialparse.model.said import constraint_repr
from trialparse.model.values import Interval

__all__ = [
    "Anchor",
    "Biomarker",
    "Category",
    "Certainty",
    "Change",
    "Clause",
    "Constraint",
    "CriteriaSet",
    "Direction",
    "Doubt",
    "Duration",
    "Experiencer",
    "Levels",
    "Period",
    "Presence",
    "Reference",
    "Role",
    "Subject",
    "Threshold",
    "Whose",
    "Window",
]

Direction = Literal["before", "after", "for"]
Reference = Literal["ULN", "LLN", "baseline", "predicted"]
Change = Literal["increase", "decrease", "change"]
Certainty = Literal["sure", "doubtful"]
Role = Literal["limit", "condition", "exception", "part"]
Doubt = Literal[
    "unused-number",
    "unused-comparator",
    "unused-range",
    "unused-negation",
    "unused-sign",
    "unused-reference",
    "unused-exception",
    "inferred-side",
    "seldom-right",
    "unconfirmed",
    "other-reading",
    "rule-said",
    "implausible-value",
    "unsure-subject",
    "unsure-anchor",
    "unsure-join",
    "unsure-negation",
    "unsure-presence",
    "unread-language",
]
Category = Literal[
    "condition",
    "drug",
    "procedure",
    "device",
    "immunization",
    "allergy",
    "contraindication",
    "biomarker",
    "observation",
    "organism",
    "study",
]
Period = Literal["past", "present", "future"]
Whose = Literal["donor", "family", "caregiver", "partner", "fetus", "infant", "mother", "other"]
_Value = TypeVar("_Value")


class Subject(Frozen):
    """The measured thing, the event or the thing named, `id` its lexicon key, `loinc` its LOINC code where it has one.

    `category` is what a thing or an event is; a measured value has none. `name` is the whole name where the words leave
    out a part that they share with others: of `hepatitis B or C` the second is `hepatitis C`.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("Haemoglobin A1c < 9%").constraints
        >>> limit.subject.text, limit.subject.id, limit.subject.loinc
        ('Haemoglobin A1c', 'hba1c', '4548-4')
    """

    text: str
    id: str | None = None
    loinc: str | None = None
    category: Category | None = None
    name: str | None = None
    span: Span


class Anchor(Frozen):
    """The clinical moment a limit refers to: `SCREENING`, `FIRST_DOSE` … or `OTHER`.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (window,) = parse_criteria("Surgery within 4 weeks before the first dose").constraints
        >>> window.anchor.key, window.anchor.text
        ('FIRST_DOSE', 'first dose')
    """

    key: str
    text: str
    span: Span


class Clause(Frozen):
    """Words that narrow a constraint: the condition under which it holds, or the exception to it.

    Examples:
        >>> from trialparse import parse_criteria
        >>> limit, *_ = parse_criteria("ALT ≤ 5 × ULN if liver metastases are present").constraints
        >>> limit.condition.text, limit.exception
        ('if liver metastases are present', None)
    """

    text: str
    span: Span


class Experiencer(Frozen):
    """Whose a value is where it is not the participant's own: who, with the words that say so.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("Donor age of at least 18 years").constraints
        >>> limit.experiencer.key, limit.experiencer.text
        ('donor', 'Donor')
    """

    key: Whose
    text: str
    span: Span


class _Absent(Generic[_Value]):
    """What a kind of constraint without a field of this name answers; not data, so that a field of the name wins."""

    def __init__(self, value: _Value) -> None:
        self._value = value

    def __get__(self, instance: object, owner: type) -> _Value:
        if instance is None:
            raise AttributeError("a field has no value on its class")  # else it would be taken for the field's default
        return self._value


class _Names:
    """The names that may be asked of every kind of constraint, with what they say where the kind has no such field."""

    interval = _Absent[Interval | None](None)
    unit = _Absent[str | None](None)
    unit_text = _Absent[str | None](None)
    unit_inferred = _Absent[str | None](None)
    reference = _Absent[Reference | None](None)
    change = _Absent[Change | None](None)
    levels = _Absent[tuple[str, ...]](())
    domain = _Absent[tuple[str, ...]](())
    count = _Absent[Interval | None](None)
    direction = _Absent[Direction | None](None)
    dates = _Absent[tuple[int, ...]](())
    biomarker = _Absent["Biomarker | None"](None)


class _Constraint(_Names, Face):
    """What every kind has; `doubts` are the codes of what makes it doubtful, none where it is sure.

    `negated_by` are the words that deny a thing, where those of the criterion itself do; `period` is when it is or was
    so, where the text says it. `role` is what it is to its criterion: a `limit` is asked for; a `condition` or an
    `exception` stands in such a clause of another constraint and only says when, or save when, that one holds; a `part`
    is named in the words of another one, which asks for it (`≥ 2 lines of chemotherapy`).
    """

    span: Span
    subject: Subject | None = None
    negated: bool = False
    negated_by: Span | None = None
    period: Period | None = None
    anchor: Anchor | None = None
    condition: Clause | None = None
    exception: Clause | None = None
    experiencer: Experiencer | None = None
    rule: str
    role: Role = "limit"
    certainty: Certainty = "sure"
    doubts: tuple[Doubt, ...] = ()

    @property
    def unit_or_inferred(self) -> str | None:
        """The unit as stated or, where the text gives none, the one that the measurement has as a rule."""
        return self.unit or self.unit_inferred

    def show(self) -> None:
        """Prints it for a person to read, in a line: what it limits, interval, unit, moment, and what narrows it."""
        show(cast("Constraint", self))

    def __repr__(self) -> str:
        return constraint_repr(cast("Constraint", self))


class Threshold(_Constraint):
    """A number against a limit: `SLEDAI-2K ≥ 8 points`, `ALT ≤ 2.5 × ULN`, `≥ 2 relapses`.

    `unit` is UCUM and stands as stated; where the text gives none and the measurement has a usual one, that stands in
    `unit_inferred`. With a `reference` the numbers are multiples of it. With a `change` they are how much the subject
    rose or fell (`weight loss > 5 kg`), not its level. `interval` is None where the comparator was lost.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("ALT ≤ 2.5 × ULN").constraints
        >>> limit.kind, limit.subject.id, limit.interval, limit.reference, limit.unit
        ('threshold', 'alt', Interval('(,2.5]'), 'ULN', None)
    """

    kind: Literal["threshold"] = "threshold"
    interval: Interval | None = None
    unit: str | None = None
    unit_text: str | None = None
    unit_inferred: str | None = None
    reference: Reference | None = None
    change: Change | None = None


class Levels(_Constraint):
    """Members of an ordinal or nominal scale: `ECOG 0-1`, `NYHA III/IV`.

    `domain` holds all members of the scale where it is known. Where the levels are a run of numerals, `interval` says
    the same in numbers (I-III is [1,3]). `count` is how many things must be at the level (`≥ 2 BILAG B`).

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("ECOG performance status 0-1").constraints
        >>> limit.levels, limit.domain, limit.interval
        (('0', '1'), ('0', '1', '2', '3', '4', '5'), Interval('[0,1]'))
    """

    kind: Literal["levels"] = "levels"
    levels: tuple[str, ...]
    domain: tuple[str, ...] = ()
    interval: Interval | None = None
    count: Interval | None = None


class Window(_Constraint):
    """A time in which an event falls, measured from an anchor: `within 6 months prior to the first dose`.

    `dates` are the places, among the constraints of the same criterion, of the values that must hold in that time
    (`ALT ≤ 2.5 × ULN within 14 days before randomization`).

    Examples:
        >>> from trialparse import parse_criteria
        >>> (limit,) = parse_criteria("Stroke within 6 months prior to the first dose").constraints
        >>> limit.interval, limit.unit, limit.direction, limit.anchor.key
        (Interval('(,6]'), 'mo', 'before', 'FIRST_DOSE')
    """

    kind: Literal["window"] = "window"
    interval: Interval
    unit: str | None = None
    unit_text: str | None = None
    direction: Direction | None = None
    dates: tuple[int, ...] = ()


class Duration(_Constraint):
    """How long a state lasts: `stable for more than 4 weeks before the first dose`.

    Examples:
        >>> from trialparse import parse_criteria
        >>> _, limit = parse_criteria("Stable dose of methotrexate for at least 4 weeks before screening").constraints
        >>> limit.kind, limit.interval, limit.unit
        ('duration', Interval('[4,)'), 'wk')
    """

    kind: Literal["duration"] = "duration"
    interval: Interval
    unit: str | None = None
    unit_text: str | None = None
    direction: Direction | None = None


class CriteriaSet(_Constraint):
    """Published criteria to be met, as `2019 EULAR/ACR classification criteria`; the subject is their name.

    Examples:
        >>> from trialparse import parse_criteria
        >>> limit, _ = parse_criteria("Meets the 2019 EULAR/ACR classification criteria for SLE").constraints
        >>> limit.kind, limit.subject.id
        ('criteria_set', 'eular_acr_2019_sle')
    """

    kind: Literal["criteria_set"] = "criteria_set"


class Biomarker(Frozen):
    """What is said of a gene, a receptor or another marker; each part as far as the text gives it.

    `gene` is its official symbol or, of what is no gene, its usual short name; `alteration` the class of the change
    (`mutation`, `deletion`, `fusion` …), `variant` which one (`V600E`, `exon 19`); `state` whether it is there
    (`positive`, `negative`, `high`, `low`, `mutated`, `wild-type`), `origin` `germline` or `somatic`.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (fact,) = parse_criteria("EGFR exon 19 deletion").constraints
        >>> fact.biomarker.gene, fact.biomarker.alteration, fact.biomarker.variant
        ('EGFR', 'deletion', 'exon 19')
    """

    gene: str | None = None
    alteration: str | None = None
    variant: str | None = None
    state: str | None = None
    origin: str | None = None


class Presence(_Constraint):
    """A thing that no number limits: `active tuberculosis`, `prior organ transplant`, `hypersensitivity to penicillin`.

    `subject` is the thing itself with its `category`; `span` are its words with the modifiers that touch it.

    Examples:
        >>> from trialparse import parse_criteria
        >>> eligibility = parse_criteria("No history of severe asthma")
        >>> (fact,) = eligibility.constraints
        >>> fact.kind, fact.subject.category, fact.negated, fact.period
        ('presence', 'condition', True, 'past')
        >>> fact.span.of(eligibility.text)
        'severe asthma'
    """

    kind: Literal["presence"] = "presence"
    biomarker: Biomarker | None = None


Constraint = Annotated[Threshold | Levels | Window | Duration | CriteriaSet | Presence, Field(discriminator="kind")]
"""Any kind of constraint; `kind` tells them apart.

Examples:
    >>> from trialparse import parse_criteria
    >>> text = "Active disease: SLEDAI-2K ≥ 6; surgery within 4 weeks before randomization"
    >>> [limit.kind for limit in parse_criteria(text).constraints]
    ['threshold', 'window']
"""
