"""How a criterion was read: its words, what the named rules made of them, what nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trialparse.lexicon.alphabet import DEBITS, SAYS, WORD
from trialparse.lexicon.vocabulary import vocabulary
from trialparse.model import Constraint, Criterion, Eligibility, Span, Subject, Trial
from trialparse.outputs.describe import describe
from trialparse.outputs.html.elements import escaped, framed, tag
from trialparse.parser import Parser
from trialparse.text import fold

if TYPE_CHECKING:
    from trialparse.criteria.kinds.drafts import Draft
    from trialparse.criteria.outline import Item
    from trialparse.criteria.read import Trace
    from trialparse.criteria.words.atom import Atom

__all__ = ["Explanation", "Part", "explain"]

_ALONE = "read alone it gives something else than on its page: pass the page to explain"
_MOST = 4  # candidates that are shown of a limit, at the most
_LONGEST = 200_000  # characters of an account in a notebook
_WIDE = 40  # characters of a text that are shown in line, at the most


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a criterion and what it was read as; the span is in the page's text."""

    span: Span
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a criterion was read; printed, it is a table.

    `atoms` are its words with what they mean to the grammar, `productions` what was made of them, `decisions` the rules
    that decided about a limit and the words that say something of a thing without a number. `candidates` are what a
    limit may be of, with how likely a second reader holds each, where its subject is not plainly the measurement before
    it. `doubts` tell what makes constraints doubtful and the words that change a meaning and were not used, `residue`
    the stretches that nothing explains. `note` says where the criterion was read otherwise on its page than it is
    alone.

    Examples:
        >>> from trialparse import explain, parse_criteria
        >>> found = explain(parse_criteria("CRP > 6 mg/L despite advice").criteria[0])
        >>> [(part.text, part.meaning) for part in found.atoms], [part.text for part in found.residue]
        ([('CRP', 'measurement crp'), ('>', 'comparator gt'), ('6 mg/L', 'number 6 mg/L')], ['despite advice'])
    """

    atoms: tuple[Part, ...]
    productions: tuple[Part, ...]
    decisions: tuple[Part, ...]
    candidates: tuple[Part, ...]
    doubts: tuple[Part, ...]
    residue: tuple[Part, ...]
    note: str = ""

    def __str__(self) -> str:
        tables = ("atoms", "productions", "decisions", "candidates", "doubts", "residue")
        lines = [line for name in tables for line in _table(name, getattr(self, name))]
        return "\n".join([*lines, *([f"note: {self.note}"] if self.note else [])])

    def _repr_html_(self) -> str:
        return framed(tag("pre", escaped(str(self), _LONGEST)))


def explain(
    criterion: Criterion, parser: Parser | None = None, *, page: Trial | Eligibility | None = None
) -> Explanation:
    """How the own words of a criterion were read; its children are criteria of their own.

    `page` is what the criterion was read on: its abbreviations, its other words and the criteria above decide with it.
    Without a page the criterion is read alone. `parser` is the one that read it, the one without packs by default.

    Examples:
        >>> from trialparse import parse_criteria
        >>> print(explain(parse_criteria("CRP > 6 mg/L despite advice").criteria[0]))
        atoms
              0-3     CRP     measurement crp
              4-5     >       comparator gt
              6-12    6 mg/L  number 6 mg/L
        productions
              4-12    > 6 mg/L  core:prefix: threshold  CRP (crp)  (6,)  mg/L
        decisions
              4-12    > 6 mg/L  subject.left
        candidates
        doubts
        residue
             13-27    despite advice
    """
    _check(criterion, page)
    trace, offset = _trace(criterion, parser or Parser(), page)
    constraints = criterion.constraints
    same = [_said(each) for each in constraints] == [_read(draft.plain, offset) for draft in trace.drafts]
    drafts = trace.drafts if same else ()
    decided = [_decided(criterion, *each, offset) for each in zip(constraints, drafts, strict=False)]
    said = [(_shifted(atom.start, atom.end, offset), _meaning(atom)) for atom in trace.sentence.atoms]
    return Explanation(
        atoms=_parts(criterion, [each for each in said if each[1]]),
        productions=_parts(criterion, [(each.span, f"{each.rule}: {describe(each)}") for each in constraints]),
        decisions=_parts(criterion, [(e.span, whys) for e, whys in zip(constraints, decided, strict=False) if whys]),
        candidates=_parts(criterion, [*_candidates(trace, offset)]),
        doubts=_parts(criterion, [*_doubtful(constraints), *_unused(trace, offset)]),
        residue=_parts(criterion, [(span, "") for span in criterion.residue]),
        note="" if same else _ALONE,
    )


def _check(criterion: object, page: object) -> None:
    """Raises where something else is given than a criterion and what has it."""
    if not isinstance(criterion, Criterion):
        kind = type(criterion).__name__
        raise TypeError(f"explain takes a Criterion, not {kind}: those of a trial or an eligibility are in its walk()")
    if page is not None and not isinstance(page, Trial | Eligibility):
        raise TypeError(f"page is the Trial or the Eligibility that has the criterion, not {type(page).__name__}")


def _trace(criterion: Criterion, parser: Parser, page: Trial | Eligibility | None) -> tuple[Trace, int]:
    """How a criterion is read on its page, or alone, and how far from its own place it stands there."""
    from trialparse.criteria.outline import Item, outline  # imports spaCy, which `import trialparse` need not
    from trialparse.criteria.read import traced

    if page is None:
        alone = Item(criterion.kind, 0, len(criterion.text))
        text, used, item, offset = criterion.text, (0, len(criterion.text)), alone, criterion.span.start
    else:
        eligibility = page.eligibility if isinstance(page, Trial) else page
        root = _root(criterion, eligibility)
        assert eligibility is not None
        begin = eligibility.span.start if eligibility.span else 0
        text = page.text if isinstance(page, Trial) else "\n" * begin + eligibility.text
        used, item, offset = (begin, begin + len(eligibility.text)), _item(root), 0
        if root.heading is not None:  # what headings say of it
            same = (each for each in outline(fold(text), *used) if each.end == root.span.end)
            headed = next(same, item)
            item.under, item.within = headed.under, headed.within
    found = traced(text, fold(text), used, [item], parser.lexicon, parser.rules)
    return found[criterion.span.start - offset, criterion.span.end - offset], offset


def _said(constraint: Constraint) -> tuple[object, ...]:
    """What a constraint says that its page may decide: where it stands, and under which words."""
    condition = constraint.condition.text if constraint.condition else None
    anchor, whose = (part.key if part else None for part in (constraint.anchor, constraint.experiencer))
    return constraint.span, constraint.negated, condition, anchor, whose, constraint.role


def _read(plain: Mapping[str, Any], offset: int) -> tuple[object, ...]:
    """The same of a constraint as a plain dict."""
    span, condition, negated = plain["span"], plain.get("condition"), plain.get("negated", False)
    anchor, whose = (part["key"] if part else None for part in (plain.get("anchor"), plain.get("experiencer")))
    clause = condition["text"] if condition else None
    return _shifted(span["start"], span["end"], offset), negated, clause, anchor, whose, plain.get("role", "limit")


def _root(criterion: Criterion, eligibility: Eligibility | None) -> Criterion:
    """The criterion of a page under which a criterion stands, at whatever depth."""
    for root in eligibility.criteria if eligibility else ():
        if any(each == criterion for each in root.walk()):
            return root
    raise ValueError(
        f"the page has no criterion {criterion.id} {criterion.text[:_WIDE]!r}: pass the one it was read on"
    )


def _item(criterion: Criterion) -> Item:
    """A criterion as the outline gave it."""
    from trialparse.criteria.outline import Item

    children = [_item(child) for child in criterion.children]
    return Item(criterion.kind, criterion.span.start, criterion.span.end, children=children)


def _shifted(start: int, end: int, offset: int) -> Span:
    return Span(start=start + offset, end=end + offset)


def _decided(criterion: Criterion, constraint: Constraint, draft: Draft, offset: int) -> str:
    """What decided about a constraint: the rules of a limit, the words that say something of a thing."""
    if constraint.kind != "presence":
        return " · ".join(draft.whys)
    cues = [_shifted(*place, offset) for place in draft.explained[1:]]  # the first is the thing itself
    said = [(name, _words(criterion, span)) for name, span in _told(constraint, cues)]
    if said and constraint.period and constraint.period not in dict(said):  # words that say both: `no history of`
        said[0] = f"{said[0][0]}, {constraint.period}", said[0][1]
    said += [(constraint.subject.category or "", _leader(criterion, constraint.subject))] if constraint.subject else []
    return " · ".join(f"{name} by “{words}”" for name, words in said if words)


def _told(constraint: Constraint, cues: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """What is said of a thing, each with the place of the words that do; its period has what no other statement has."""
    whose = constraint.experiencer
    clauses = (("if", constraint.condition), ("except", constraint.exception))
    told = [("negated", constraint.negated_by)] if constraint.negated_by else []
    told += [(whose.key, whose.span)] if whose else []
    told += [(name, clause.span) for name, clause in clauses if clause]
    yield from told
    if constraint.period is not None:
        yield from [(constraint.period, cue) for cue in cues if cue not in [span for _, span in told]][:1]


def _words(criterion: Criterion, span: Span) -> str:
    """The words of a criterion at a place of the page, on one line."""
    start = criterion.span.start
    return " ".join(criterion.text[max(span.start - start, 0) : max(span.end - start, 0)].split())


def _leader(criterion: Criterion, subject: Subject) -> str:
    """The word beside a thing that makes it what somebody is allergic to, or may not be given."""
    start, end = subject.span.start - criterion.span.start, subject.span.end - criterion.span.start
    before, behind = (re.findall(r"\w+", words) for words in (criterion.text[:start], criterion.text[end:]))
    words = {word for each in vocabulary().leaders if each.category == subject.category for word in each.words}
    return next((word for word in (*reversed(before), *behind[:1]) if word.lower() in words), "")


def _candidates(trace: Trace, offset: int) -> Iterator[tuple[Span, str]]:
    """What each limit may be of, the likeliest first."""
    from trialparse.criteria.ledger import candidates_of

    text = trace.sentence.text
    for span, found in candidates_of(trace.sentence, trace.drafts):
        likely = sorted(found, key=lambda each: -each[1])[:_MOST]
        said = " · ".join(f"{share:.2f} {' '.join(text[each.start : each.end].split())}" for each, share in likely)
        yield _shifted(span["start"], span["end"], offset), said


def _doubtful(constraints: Sequence[Constraint]) -> Iterator[tuple[Span, str]]:
    """What makes constraints doubtful."""
    for each in constraints:
        if each.doubts:
            yield each.span, ", ".join(each.doubts)


def _unused(trace: Trace, offset: int) -> Iterator[tuple[Span, str]]:
    """The words that change a meaning and were not used."""
    for index in trace.books.unused:
        atom = trace.sentence.atoms[index]
        yield _shifted(atom.start, atom.end, offset), f"unused {DEBITS[atom.code]}"


def _parts(criterion: Criterion, said: Sequence[tuple[Span, str]]) -> tuple[Part, ...]:
    start = criterion.span.start
    return tuple(Part(span, criterion.text[span.start - start : span.end - start], meaning) for span, meaning in said)


def _meaning(atom: Atom) -> str:
    """What an atom says to the grammar; plain words say nothing."""
    if atom.code == WORD and not atom.key:
        return ""
    name = SAYS[atom.code]
    if (number := atom.number) is not None:
        return " ".join(str(part) for part in (name, number.value, number.unit, number.reference) if part is not None)
    return f"{name} {atom.key}" if atom.key else name


def _table(name: str, parts: tuple[Part, ...]) -> Iterator[str]:
    yield name
    wide = min(max((len(part.text) for part in parts), default=0), _WIDE)
    for part in parts:
        yield f"  {part.span.start:>5}-{part.span.end:<5} {part.text:{wide}}  {part.meaning}".rstrip()
