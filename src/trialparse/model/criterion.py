"""Eligibility: the criteria tree and what each criterion asks."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, NamedTuple, get_args

from pydantic import Field

from trialparse.model.base import Frozen, Span
from trialparse.model.constraint import Category, Certainty, Clause, Constraint, Period, Presence, Role
from trialparse.model.diagnostic import Diagnostic
from trialparse.model.faces import Face, show
from trialparse.model.said import criterion_repr, eligibility_repr
from trialparse.model.values import Age

__all__ = [
    "STATED_KINDS",
    "And",
    "AtLeast",
    "Criterion",
    "Eligibility",
    "Fact",
    "Group",
    "GroupKind",
    "If",
    "Kind",
    "Logic",
    "Not",
    "Or",
    "Ref",
    "Status",
    "Walked",
    "folded",
    "is_about",
]

Kind = Literal["inclusion", "exclusion", "unknown"]
STATED_KINDS: tuple[Kind, Kind] = ("inclusion", "exclusion")  # those that a heading or a label may state
GroupKind = Literal["cohort", "part", "arm", "group", "stratum", "phase", "step", "substudy", "country", "people"]
Status = Literal["parsed", "partial", "unparsed"]


class Ref(Frozen):
    """A leaf of the logic: a constraint of the criterion by its place, or another criterion by its id.

    The other is a child or, where a lead-in without children governs those behind it, one of its siblings; in the logic
    of an `Eligibility` it is a criterion of the top level.

    Examples:
        >>> from trialparse import parse_criteria
        >>> parse_criteria("Exclusion Criteria: ALT > 3 × ULN").criteria[0].logic
        Ref(op='ref', constraint=0, criterion=None)
    """

    op: Literal["ref"] = "ref"
    constraint: int | None = None
    criterion: str | None = None


class And(Frozen):
    """Every item holds.

    Examples:
        >>> from trialparse import parse_criteria
        >>> logic = parse_criteria("Platelets ≥ 100 × 10⁹/L and ANC ≥ 1.5 × 10⁹/L").criteria[0].logic
        >>> logic.op, [item.constraint for item in logic.items]
        ('and', [0, 1])
    """

    op: Literal["and"] = "and"
    items: tuple[Logic, ...]


class Or(Frozen):
    """At least one item holds.

    Examples:
        >>> from trialparse import parse_criteria
        >>> logic = parse_criteria("ALT > 3 × ULN or AST > 3 × ULN").criteria[0].logic
        >>> logic.op, [item.constraint for item in logic.items]
        ('or', [0, 1])
    """

    op: Literal["or"] = "or"
    items: tuple[Logic, ...]


class Not(Frozen):
    """The item does not hold.

    Examples:
        >>> from trialparse import parse_criteria
        >>> asked = parse_criteria("Exclusion Criteria: ALT > 3 × ULN").criteria[0].requirement()
        >>> asked.op, asked.item
        ('not', Ref(op='ref', constraint=0, criterion=None))
    """

    op: Literal["not"] = "not"
    item: Logic


class AtLeast(Frozen):
    """At least `n` of the items hold.

    Examples:
        >>> from trialparse import parse_criteria
        >>> text = "At least 2 of the following:\\n  - CRP > 10 mg/L\\n  - ESR > 28 mm/h\\n  - DAS28 > 3.2"
        >>> logic = parse_criteria(text).criteria[0].logic
        >>> logic.op, logic.n, [item.criterion for item in logic.items]
        ('at_least', 2, ['U1.1', 'U1.2', 'U1.3'])
    """

    op: Literal["at_least"] = "at_least"
    n: int
    items: tuple[Logic, ...]


class If(Frozen):
    """What it says is asked only where the condition holds; the condition is words of the text.

    Where `holds` is false, it is asked only where the condition does not hold: a limit with an exception, whose words
    these are, or one that another one replaces, as in `AST < 3 × ULN (< 5 × ULN if jaundiced)`. Elsewhere nothing is
    asked: it is left out of the join in which it stands, `and` and `or` alike.

    Examples:
        >>> from trialparse import parse_criteria
        >>> logic = parse_criteria("ALT ≤ 5 × ULN if liver metastases are present").criteria[0].logic
        >>> logic.op, logic.condition, logic.holds, logic.then.constraint
        ('if', 'if liver metastases are present', True, 0)
    """

    op: Literal["if"] = "if"
    condition: str
    span: Span
    holds: bool = True
    then: Logic


Logic = Annotated[Ref | And | Or | Not | AtLeast | If, Field(discriminator="op")]
"""Any node of a logic; `op` tells them apart.

Examples:
    >>> from trialparse import parse_criteria
    >>> parse_criteria("Exclusion Criteria: ALT > 3 × ULN or AST > 3 × ULN").criteria[0].logic.op
    'or'
"""


class Fact(NamedTuple):
    """A constraint and the criterion in whose words it stands.

    Examples:
        >>> from trialparse import parse_criteria
        >>> (fact,) = parse_criteria("Exclusion Criteria: eGFR < 30 mL/min/1.73 m²").facts
        >>> fact.polarity, fact.criterion.id, fact.constraint.interval
        ('exclusion', 'E1', Interval('(,30)'))
        >>> criterion, constraint = fact
        >>> constraint.subject.id
        'egfr'
    """

    criterion: Criterion
    constraint: Constraint

    @property
    def polarity(self) -> Kind:
        """Whether what the constraint says is asked for or excluded."""
        return self.criterion.kind

    @property
    def condition(self) -> Clause | None:
        """When or for whom alone it holds: as its own words say, else as the heading above its criterion."""
        return self.constraint.condition or self.criterion.condition


class Walked(Face):
    """What holds criteria, and gives what all of them limit, however deep they stand."""

    _instead: ClassVar[str] = "walk() gives its criteria and `facts` what they limit"

    @abstractmethod
    def walk(self) -> Iterator[Criterion]:
        """All criteria in page order, parents before children."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All constraints in page order, each with its criterion."""
        return tuple(Fact(criterion, each) for criterion in self.walk() for each in criterion.constraints)

    def find(
        self,
        subject: str | None = None,
        *,
        unit: str | None = None,
        category: Category | None = None,
        negated: bool | None = None,
        period: Period | None = None,
        certainty: Certainty | None = None,
        role: Role | None = None,
    ) -> tuple[Fact, ...]:
        """The facts about a subject, by its lexicon id, its own words or the gene of a biomarker, or about any.

        They are in any unit or in one, stated or inferred, `negated` or not, and of any `category`, `period`,
        `certainty` and `role` or of one; another one than those that there are raises a `ValueError`.

        Examples:
            >>> from trialparse import parse_criteria
            >>> text = "Inclusion Criteria:\\n- Labs:\\n  - HbA1c < 9%\\n  - Platelets > 50 × 10⁹/L"
            >>> eligibility = parse_criteria(text)
            >>> [(fact.criterion.id, fact.constraint.interval) for fact in eligibility.find("hba1c", unit="%")]
            [('I1.1', Interval('(,9)'))]
            >>> eligibility.find(certainty="doubtful"), len(eligibility.find(role="limit"))
            ((), 2)
            >>> facts = parse_criteria("No prior chemotherapy; no active hepatitis B").find(category="drug")
            >>> [(fact.constraint.subject.text, fact.constraint.negated) for fact in facts]
            [('chemotherapy', True)]
            >>> facts = parse_criteria("EGFR exon 19 deletion; no KRAS mutation").find("KRAS", negated=True)
            >>> [fact.constraint.biomarker.alteration for fact in facts]
            ['mutation']
        """
        for name, asked, known in (
            ("category", category, get_args(Category)),
            ("period", period, get_args(Period)),
            ("certainty", certainty, get_args(Certainty)),
            ("role", role, get_args(Role)),
        ):
            if asked not in (None, *known):
                raise ValueError(f"{name} is {' or '.join(known)}, not {asked!r}")
        return tuple(
            fact
            for fact in self.facts
            if (subject is None or is_about(fact.constraint, subject))
            and unit in (None, fact.constraint.unit_or_inferred)
            and category in (None, fact.constraint.subject.category if fact.constraint.subject else None)
            and negated in (None, fact.constraint.negated)
            and period in (None, fact.constraint.period)
            and certainty in (None, fact.constraint.certainty)
            and role in (None, fact.constraint.role)
        )


def is_about(constraint: Constraint, name: str) -> bool:
    """Whether a constraint is of what has a name: its id, or its words, whole name or gene in any case and spacing."""
    subject = constraint.subject
    if subject is None:
        return False
    marker = constraint.biomarker if isinstance(constraint, Presence) else None
    names = (subject.text, subject.name, marker and marker.gene)
    return subject.id == name or folded(name) in {folded(each) for each in names if each}


def folded(words: str) -> str:
    """Words in one case, with single blanks."""
    return " ".join(words.split()).casefold()


class Criterion(Walked):
    """One item of the eligibility text.

    `text` and `span` are its own words: no marker, no children. `kind` is the section's polarity and is never applied
    to the constraints' bounds; `requirement()` derives what a participant must satisfy. `condition` is the heading that
    names the group of the study for which alone it is (`Cohort A only:`). `residue` is what no constraint explains.

    Examples:
        >>> from trialparse import parse_criteria
        >>> text = "Exclusion Criteria:\\n1. CRP > 6 mg/L despite breakfast"
        >>> criterion = parse_criteria(text).criteria[0]
        >>> criterion.id, criterion.kind, criterion.marker, criterion.text
        ('E1', 'exclusion', '1.', 'CRP > 6 mg/L despite breakfast')
        >>> criterion.status, [span.of(text) for span in criterion.residue]
        ('partial', ['despite breakfast'])
    """

    id: str
    kind: Kind
    text: str
    span: Span
    marker: str | None = None
    depth: int = 0
    heading: str | None = None
    condition: Clause | None = None
    children: tuple[Criterion, ...] = ()
    logic: Logic | None = None
    constraints: tuple[Constraint, ...] = ()
    residue: tuple[Span, ...] = ()
    status: Status = "unparsed"

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all below it, in page order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def all_constraints(self) -> tuple[Constraint, ...]:
        """The constraints of this criterion, as in `constraints`, and of all below it."""
        return tuple(fact.constraint for fact in self.facts)

    def requirement(self) -> Logic | None:
        """What a participant must satisfy: the logic, for an exclusion its negation; None where the kind is unknown.

        Examples:
            >>> from trialparse import parse_criteria
            >>> parse_criteria("Exclusion Criteria: ALT > 3 × ULN").criteria[0].requirement().op
            'not'
            >>> parse_criteria("ALT > 3 × ULN").criteria[0].requirement() is None
            True
        """
        if self.logic is None or self.kind == "unknown":
            return None
        return self.logic if self.kind == "inclusion" else Not(item=self.logic)

    def show(self) -> None:
        """Prints it and all below it for a person to read: the words with their limits marked, and what was read."""
        show(self)

    def __repr__(self) -> str:
        return criterion_repr(self)


class Group(Frozen):
    """A group of the study that the text names, and the criteria that are for it alone.

    `name` is as printed, `key` in one spelling. Lists and ranges are told one by one: `Cohorts 1-3` are three groups.
    `spans` are the places that name it: a heading, a label, a bracket, words in a criterion. `criteria` are the ids of
    the criteria that are for it, those below them too; a criterion in none is for everybody.

    Examples:
        >>> from trialparse import parse_criteria
        >>> text = "Inclusion Criteria:\\n- Age 18 to 70\\nCohorts A and B only:\\n- ECOG 0-1\\n- Biopsy (Cohort B)"
        >>> for group in parse_criteria(text).groups:
        ...     print(group.key, group.kind, group.criteria)
        cohort A cohort ('I2', 'I3')
        cohort B cohort ('I2', 'I3')
    """

    name: str
    key: str
    kind: GroupKind
    spans: tuple[Span, ...]
    criteria: tuple[str, ...]


class Eligibility(Walked):
    """The eligibility section: its registry fields and its criteria.

    `logic` is what a participant must satisfy, over the ids of top criteria: every inclusion criterion and no exclusion
    criterion, alternatives in one Or; what a lead-in governs (`Both of the following:`) stands in the lead-in's logic,
    and what is of unknown kind in none. `language` is an ISO 639-1 code, "zh-Hans" or "zh-Hant", or None.

    Examples:
        >>> from trialparse import parse_criteria
        >>> text = "Inclusion Criteria:\\n- Age 18 to 65\\n- HbA1c > 9% or\\n- Glucose > 200 mg/dL"
        >>> eligibility = parse_criteria(text)
        >>> eligibility.logic.items[1].model_dump(exclude_none=True)
        {'op': 'or', 'items': ({'op': 'ref', 'criterion': 'I2'}, {'op': 'ref', 'criterion': 'I3'})}
    """

    text: str = ""
    span: Span | None = None
    language: str | None = None
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    sex: str | None = None
    healthy_volunteers: bool | None = None
    sampling_method: str | None = None
    study_population: str | None = None
    criteria: tuple[Criterion, ...] = ()
    groups: tuple[Group, ...] = ()
    logic: Logic | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def walk(self) -> Iterator[Criterion]:
        """All criteria in page order, parents before children."""
        for criterion in self.criteria:
            yield from criterion.walk()

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints of all criteria."""
        return tuple(fact.constraint for fact in self.facts)

    @property
    def inclusion(self) -> tuple[Criterion, ...]:
        """The inclusion criteria of the top level; those below them are their children."""
        return tuple(c for c in self.criteria if c.kind == "inclusion")

    @property
    def exclusion(self) -> tuple[Criterion, ...]:
        """The exclusion criteria of the top level."""
        return tuple(c for c in self.criteria if c.kind == "exclusion")

    def show(self) -> None:
        """Prints the criteria for a person to read: the words with their limits marked, and what was read of them."""
        show(self)

    def __repr__(self) -> str:
        return eligibility_repr(self)
