"""Results in one short line each: what `repr` gives and what a list of limits shows.

Words of a page are foreign: what is not to be printed in them (codes that steer a terminal, marks that turn the
direction of text, halves of characters) is written as Python writes it, and every line has an end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trialparse.model.constraint import Constraint
    from trialparse.model.criterion import Criterion, Eligibility, Kind
    from trialparse.model.trial import Trial
    from trialparse.model.values import Interval

__all__ = [
    "constraint_repr",
    "criterion_repr",
    "eligibility_repr",
    "limits",
    "named",
    "one_line",
    "said",
    "trial_repr",
    "visible",
    "what",
    "whose",
]

_LONGEST = 120  # characters of a line
_SUBJECT, _CLAUSE, _LEVELS, _WORDS = 40, 32, 40, 50  # characters of its parts
_KEPT = frozenset("\n\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000")  # white space, in which nothing hides
_WITHOUT_AMOUNT = ("criteria_set", "presence")
_WHEN = {"past": "prior", "present": "current", "future": "planned"}
_POLARITY: dict[Kind, str] = {"inclusion": "inclusion", "exclusion": "exclusion", "unknown": "of unknown kind"}


def visible(text: str) -> str:
    r"""A text in which every character can be seen: what cannot be printed is written as in Python; blanks stay.

    >>> print(visible("ALT \x1b[31m > 3 \u202e"))
    ALT \x1b[31m > 3 \u202e
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in _KEPT else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, visible, and cut with `…` where it is longer than `longest` characters.

    >>> one_line("Age of\\n  eighteen", 12)
    'Age of eigh…'
    """
    # Four times the length: white space goes, and what is written as in Python is cut behind that.
    line = visible(" ".join(text[: 4 * longest + 4].split()))
    return line if len(line) <= longest and len(text) <= 4 * longest + 4 else f"{line[: longest - 1]}…"


def said(constraint: Constraint) -> str:
    """A constraint in one short line: `?` before what is doubtful, then its role, `not`, the subject and its limit.

    Units are in UCUM, in brackets where the text gives none; `@` stands before the moment of a value. What no number
    limits is said as people say it, with what it is in brackets.

    >>> from trialparse import parse_criteria
    >>> text = "ALT ≤ 2.5 × ULN at screening. NYHA class III or IV. No surgery within 6 weeks before randomization"
    >>> for constraint in parse_criteria(text).constraints:
    ...     print(said(constraint))
    ALT ≤ 2.5 × ULN @ SCREENING
    NYHA class in {III, IV}
    not surgery ≤ 6 wk before RANDOMIZATION
    >>> print(said(parse_criteria("No prior chemotherapy").constraints[0]))
    no prior chemotherapy (drug)
    """
    return one_line(" ".join(_parts(constraint, _subject(constraint))))


def constraint_repr(constraint: Constraint) -> str:
    """`Threshold('ALT' ≤ 2.5 × ULN)`."""
    subject = _subject(constraint)
    line = one_line(" ".join(_parts(constraint, subject and f"'{subject}'")))
    return f"{type(constraint).__name__}({line})"


def _subject(constraint: Constraint) -> str:
    subject = constraint.subject
    return one_line(subject.name or subject.text, _SUBJECT) if subject else ""


def _parts(constraint: Constraint, subject: str) -> Iterator[str]:
    if constraint.certainty == "doubtful":
        yield "?"
    if constraint.role != "limit":
        yield f"{constraint.role}:"
    yield from filter(None, (named(constraint, subject), what(constraint), constraint.change))
    if constraint.kind == "duration":
        yield "for"
    if constraint.levels:
        yield f"in {{{one_line(', '.join(constraint.levels), _LEVELS)}}}"
    if constraint.count:
        yield f"({limits(constraint.count)} of them)"
    yield from filter(None, (_amount(constraint), _moment(constraint)))
    for name, clause in (("if", constraint.condition), ("except", constraint.exception)):
        if clause:
            yield f"{name} “{one_line(clause.text, _CLAUSE)}”"


def named(constraint: Constraint, subject: str | None = None) -> str:
    """What a constraint is of, with what denies it and when and whose it is; `subject` are other words for the thing.

    >>> from trialparse import parse_criteria
    >>> [named(each) for each in parse_criteria("No prior chemotherapy; HER2-negative tumours").constraints][:2]
    ['no prior chemotherapy', 'HER2 negative']
    """
    words = _subject(constraint) if subject is None else subject
    if constraint.kind != "presence":
        return " ".join(filter(None, ("not" * constraint.negated, words, whose(constraint))))
    state = (constraint.biomarker and constraint.biomarker.state) or ""
    denied = "no" * (constraint.negated and state != "negative")  # that says it already
    told = "" if state in words.casefold() else state
    return " ".join(filter(None, (denied, _WHEN.get(constraint.period or ""), words, told, whose(constraint))))


def what(constraint: Constraint) -> str:
    """What a thing without a number is, in brackets: `(drug)`; nothing of what a number limits."""
    category = constraint.subject.category if constraint.subject and constraint.kind == "presence" else None
    return f"({category})" if category else ""


def whose(constraint: Constraint) -> str:
    """Whose a value is that is not the participant's own; nothing where it is."""
    if constraint.experiencer is None:
        return ""
    return "of somebody else" if constraint.experiencer.key == "other" else f"of the {constraint.experiencer.key}"


def _amount(constraint: Constraint) -> str:
    """The numbers with their unit and reference; of levels, their names say it already."""
    if constraint.kind in _WITHOUT_AMOUNT or constraint.levels:
        return ""
    unit = constraint.unit or (f"({constraint.unit_inferred})" if constraint.unit_inferred else "")
    reference = constraint.reference and f"{'of' if unit else '×'} {constraint.reference}"
    return " ".join(filter(None, (limits(constraint.interval), unit, reference)))


def limits(interval: Interval | None) -> str:
    """An interval with signs, as `≥ 18 and < 65`; one whose comparator the text has lost says so.

    >>> from trialparse import Bound, Interval
    >>> limits(Interval(lower=Bound(value=18, inclusive=True), upper=Bound(value=65, inclusive=False)))
    '≥ 18 and < 65'
    """
    if interval is None:
        return "(comparator lost)"
    lower, upper = interval.lower, interval.upper
    if lower and upper and lower == upper and lower.inclusive:
        return f"= {lower.value}"
    ends = ((lower, "≥", ">"), (upper, "≤", "<"))
    said = [f"{closed if end.inclusive else strict} {end.value}" for end, closed, strict in ends if end]
    return " and ".join(said) or "any"


def _moment(constraint: Constraint) -> str:
    anchor = constraint.anchor.key if constraint.anchor else ""
    if constraint.direction in ("before", "after"):
        return f"{constraint.direction} {anchor}".rstrip()
    return anchor and f"@ {anchor}"


def criterion_repr(criterion: Criterion) -> str:
    """`Criterion('I3', inclusion, 'ALT ≤ 2.5 × ULN', 1 constraint, parsed)`."""
    name, words = f"'{one_line(criterion.id)}'", f"'{one_line(criterion.text, _WORDS)}'"
    children = [_many(len(criterion.children), "child", "children")] if criterion.children else []
    counts = [*children, *_counts(criterion.constraints)]
    return f"Criterion({', '.join([name, _POLARITY[criterion.kind], words, *counts, criterion.status])})"


def eligibility_repr(eligibility: Eligibility) -> str:
    """`Eligibility(5 inclusion, 3 exclusion, 12 constraints, 2 doubtful)`: the criteria of the top level."""
    kinds = Counter(criterion.kind for criterion in eligibility.criteria)
    criteria = [f"{kinds[kind]} {said}" for kind, said in _POLARITY.items() if kinds[kind]] or ["no criteria"]
    return f"Eligibility({', '.join([*criteria, *_counts(eligibility.constraints)])})"


def trial_repr(trial: Trial) -> str:
    """`Trial('NCT09990417', 'Velorimab in lupus', 8 criteria, 12 constraints)`."""
    name = f"'{one_line(trial.id, _SUBJECT)}'" if trial.id else "no id"
    title = trial.title or trial.official_title
    titles = [f"'{one_line(title, _WORDS)}'"] if title else []
    criteria = _many(sum(1 for _ in trial.walk()), "criterion", "criteria")
    return f"Trial({', '.join([name, *titles, criteria, *_counts(trial.constraints)])})"


def _counts(constraints: Iterable[Constraint]) -> list[str]:
    """How many constraints there are, and how many of them are doubtful."""
    doubts = Counter(constraint.certainty for constraint in constraints)
    found = _many(doubts.total(), "constraint", "constraints")
    return [found, f"{doubts['doubtful']} doubtful"] if doubts["doubtful"] else [found]


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
