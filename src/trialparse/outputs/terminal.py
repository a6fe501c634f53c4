"""A trial as a person reads it in a terminal: fields, criteria with their constraints marked, diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trialparse.model import Constraint, CriteriaSet, Criterion, Diagnostic, Eligibility, Levels, Span, Trial
from trialparse.outputs.rows import header_rows

__all__ = ["criteria_view", "diagnostics_view", "trial_view"]

_KINDS = {"inclusion": "green", "exclusion": "red", "unknown": "yellow"}
_STATUSES = {"parsed": "●", "partial": "◐", "unparsed": "○"}
_SEVERITIES = {"info": "cyan", "warning": "yellow", "error": "red"}
_LIMIT, _SUBJECT, _FACTS = "bold reverse", "bold underline", "cyan"


def trial_view(trial: Trial) -> RenderableType:
    """All of a trial."""
    title = Text(trial.title or trial.official_title or "No title found", style="bold")
    parts: list[RenderableType] = [
        title,
        Text(f"layout: {trial.layout or 'not recognised'}", style="dim"),
        _fields(trial),
    ]
    if trial.eligibility is not None:
        parts += ["", criteria_view(trial.text, trial.eligibility)]
    return Group(*parts, "", diagnostics_view(trial.text, trial.diagnostics))


def _fields(trial: Trial) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for path, value in header_rows(trial):
        table.add_row(path, Text(value))
    return table


def criteria_view(text: str, eligibility: Eligibility) -> RenderableType:
    """The criteria tree of `text`: limits and subjects marked in the words, what was read of them below."""
    parts: list[RenderableType] = []
    kind = None
    for criterion in eligibility.walk():
        if criterion.kind != kind:
            kind = criterion.kind
            parts.append(Text(f"{kind} criteria".capitalize(), style=f"bold {_KINDS[kind]}"))
        parts.append(Padding(_criterion(text, criterion), (0, 0, 0, 2 * criterion.depth + 1)))
    legend = Text("● all of it read  ◐ in part  ○ no constraint read", style="dim")
    return Group(*parts, legend) if parts else Text("No criteria found", style="dim")


def _criterion(text: str, criterion: Criterion) -> RenderableType:
    head = Text(f"{_STATUSES[criterion.status]} {criterion.id} ", style=_KINDS[criterion.kind])
    head.append_text(_marked(text, criterion))
    return Group(head, *(Padding(_facts(constraint), (0, 0, 0, 4)) for constraint in criterion.constraints))


def _marked(text: str, criterion: Criterion) -> Text:
    """The criterion's words with its constraints' places marked, white space as single blanks."""
    styles = [(c.subject.span, _SUBJECT) for c in criterion.constraints if c.subject]
    styles += [(c.span, _LIMIT) for c in criterion.constraints]
    cuts = sorted({place for span, _ in [(criterion.span, ""), *styles] for place in (span.start, span.end)})
    inside = [cut for cut in cuts if criterion.span.start <= cut <= criterion.span.end]
    marked = Text(style="default")
    for start, end in pairwise(inside):
        style = next((style for span, style in reversed(styles) if _covers(span, start, end)), "")
        marked.append(re.sub(r"\s+", " ", text[start:end]), style=style)
    return marked


def _covers(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end


def _facts(constraint: Constraint) -> Text:
    """What was read of a constraint, on one line."""
    return Text("  ".join(_said(constraint)), style=_FACTS)


def _said(constraint: Constraint) -> Iterator[str]:
    yield constraint.kind.replace("_", " ")
    if constraint.negated:
        yield "not"
    if constraint.subject:
        known = f" ({constraint.subject.id})" if constraint.subject.id else ""
        yield " ".join(constraint.subject.text.split()) + known
    if levels := getattr(constraint, "levels", ()):
        yield f"{{{', '.join(levels)}}}"
    if count := getattr(constraint, "count", None):
        yield f"{count} of them"
    yield from filter(None, (getattr(constraint, "change", None), _limits(constraint)))
    yield from filter(None, (getattr(constraint, "unit", None), _reference(constraint), _moment(constraint)))
    for name, clause in (("if", constraint.condition), ("except", constraint.exception)):
        if clause:
            yield f"{name} “{' '.join(clause.text.split())}”"


def _limits(constraint: Constraint) -> str | None:
    """The interval; that of levels says in numbers what they say."""
    if isinstance(constraint, Levels | CriteriaSet):
        return None
    interval = constraint.interval
    return "? (the comparator was lost)" if interval is None else str(interval)


def _reference(constraint: Constraint) -> str | None:
    reference = getattr(constraint, "reference", None)
    return f"× {reference}" if reference else None


def _moment(constraint: Constraint) -> str | None:
    anchor = constraint.anchor.key if constraint.anchor else None
    words = [word for word in (getattr(constraint, "direction", None), anchor) if word]
    return " ".join(words) or None


def diagnostics_view(text: str, diagnostics: tuple[Diagnostic, ...]) -> RenderableType:
    """What the parser has to say, each with the characters it speaks of."""
    if not diagnostics:
        return Text("No diagnostics", style="dim")
    table = Table(
        title="Diagnostics", title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False
    )
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for diagnostic in diagnostics:
        evidence = " … ".join(_short(span.of(text)) for span in diagnostic.spans)
        body = Text(diagnostic.message)
        if evidence:
            body.append(f"\n{evidence}", style="dim")
        table.add_row(Text(diagnostic.code, style=_SEVERITIES[diagnostic.severity]), body)
    return table


def _short(words: str, limit: int = 100) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
