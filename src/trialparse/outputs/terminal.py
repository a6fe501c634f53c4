"""A trial as a person reads it in a terminal: fields, criteria with their constraints marked, diagnostics."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trialparse.model import Constraint, Criterion, Diagnostic, Eligibility, Span, Trial
from trialparse.outputs.describe import describe
from trialparse.outputs.rows import header_rows

__all__ = ["criteria_view", "diagnostics_view", "trial_view"]

_KINDS = {"inclusion": "green", "exclusion": "red", "unknown": "yellow"}
_STATUSES = {"parsed": "●", "partial": "◐", "unparsed": "○"}
_SEVERITIES = {"info": "cyan", "warning": "yellow", "error": "red"}
_LIMIT, _SUBJECT, _FACTS = "bold reverse", "bold underline", "cyan"
_DOUBTFUL, _ASIDE = "italic yellow", "dim cyan"


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
    facts = (Text(describe(each), style=_style(each)) for each in criterion.constraints)
    return Group(head, *(Padding(fact, (0, 0, 0, 4)) for fact in facts))


def _style(constraint: Constraint) -> str:
    if constraint.certainty == "doubtful":
        return _DOUBTFUL
    return _FACTS if constraint.role == "limit" else _ASIDE


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
