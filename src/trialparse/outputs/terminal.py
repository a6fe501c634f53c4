"""A trial as a person reads it in a terminal: fields, criteria with their constraints marked, diagnostics."""

from __future__ import annotations

import re
import sys

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trialparse.model import Constraint, Criterion, Diagnostic, Eligibility, Trial
from trialparse.model.criterion import Walked
from trialparse.model.said import one_line, visible
from trialparse.outputs.describe import describe
from trialparse.outputs.marks import segments
from trialparse.outputs.rows import header_rows

__all__ = ["criteria_view", "diagnostics_view", "in_encoding", "show", "trial_view"]

_KINDS = {"inclusion": "green", "exclusion": "red", "unknown": "yellow"}
_STATUSES = {"parsed": "●", "partial": "◐", "unparsed": "○"}
_SEVERITIES = {"info": "cyan", "warning": "yellow", "error": "red"}
_LIMIT, _FACTS, _DOUBTFUL, _ASIDE = "bold reverse", "cyan", "italic yellow", "dim cyan"
_MARKS = {
    "subject": "bold underline",
    "anchor": "italic",
    "experiencer": "italic",
    "condition": "underline",
    "exception": "underline",
    "residue": "dim",
}
_LONGEST_TITLE = 600
_DEEPEST = 10  # levels that are indented
# What stands for our own signs on a terminal that has none but ASCII; those of the page are written as in Python.
_PLAIN = str.maketrans({"●": "*", "◐": "~", "○": "-", "…": "...", "≥": ">=", "≤": "<=", "×": "x", "“": '"', "”": '"'})


def show(value: Walked) -> None:
    """Prints a trial, an eligibility or a criterion, as wide and as coloured as the terminal is.

    >>> from trialparse import parse_criteria
    >>> show(parse_criteria("ALT > 3 × ULN").criteria[0])
    Unknown criteria
     ● U1 ALT > 3 × ULN
         threshold  ALT (alt)  (3,)  × ULN
    ● all of it read  ◐ in part  ○ no constraint read
    """
    console = Console(highlight=False)
    with console.capture() as capture:
        console.print(_view(value))
    lines = [line.rstrip() for line in capture.get().split("\n")]
    sys.stdout.write(in_encoding("\n".join(lines), sys.stdout.encoding))


def in_encoding(text: str, encoding: str | None) -> str:
    r"""A text in signs that an encoding has: where it lacks some, ours have a plain form, others stand by number.

    >>> print(in_encoding("● ≥ 3 µg", "ascii"), in_encoding("● ≥ 3 µg", "utf-8"))
    * >= 3 \xb5g ● ≥ 3 µg
    """
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        coding = encoding or "utf-8"
        return text.translate(_PLAIN).encode(coding, "backslashreplace").decode(coding)
    return text


def _view(value: Walked) -> RenderableType:
    match value:
        case Trial():
            return trial_view(value)
        case Eligibility():
            return Group(criteria_view(value), "", diagnostics_view(value.text, value.diagnostics))
    return criteria_view(value)


def trial_view(trial: Trial) -> RenderableType:
    """All of a trial."""
    title = Text(one_line(trial.title or trial.official_title or "No title found", _LONGEST_TITLE), style="bold")
    parts: list[RenderableType] = [
        title,
        Text(f"layout: {trial.layout or 'not recognised'}", style="dim"),
        _fields(trial),
    ]
    if trial.eligibility is not None:
        parts += ["", criteria_view(trial.eligibility)]
    return Group(*parts, "", diagnostics_view(trial.text, trial.diagnostics))


def _fields(trial: Trial) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for path, value in header_rows(trial):
        table.add_row(path, Text(visible(value)))
    return table


def criteria_view(eligibility: Walked) -> RenderableType:
    """A tree of criteria: limits and subjects marked in the words, what was read of them below."""
    parts: list[RenderableType] = []
    kind = None
    for criterion in eligibility.walk():
        if criterion.kind != kind:
            kind = criterion.kind
            parts.append(Text(f"{kind} criteria".capitalize(), style=f"bold {_KINDS[kind]}"))
        parts.append(Padding(_criterion(criterion), (0, 0, 0, 2 * min(criterion.depth, _DEEPEST) + 1)))
    legend = Text("● all of it read  ◐ in part  ○ no constraint read", style="dim")
    return Group(*parts, legend) if parts else Text("No criteria found", style="dim")


def _criterion(criterion: Criterion) -> RenderableType:
    head = Text(f"{_STATUSES[criterion.status]} {one_line(criterion.id)} ", style=_KINDS[criterion.kind])
    head.append_text(_marked(criterion))
    facts = (Text(describe(each), style=_style(each)) for each in criterion.constraints)
    return Group(head, *(Padding(fact, (0, 0, 0, 4)) for fact in facts))


def _style(constraint: Constraint) -> str:
    if constraint.certainty == "doubtful":
        return _DOUBTFUL
    return _FACTS if constraint.role == "limit" else _ASIDE


def _marked(criterion: Criterion) -> Text:
    """The criterion's words with what was read marked in them, white space as single blanks."""
    marked = Text(style="default")
    for segment in segments(criterion):
        marks = [_MARKS[name] for name in sorted(segment.names)] + [_LIMIT] * bool(segment.places)
        if any(criterion.constraints[place].certainty == "doubtful" for place in segment.places):
            marks.append(_DOUBTFUL)
        marked.append(visible(re.sub(r"\s+", " ", segment.text)), style=" ".join(marks))
    return marked


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
        evidence = " … ".join(one_line(text[span.start : span.end]) for span in diagnostic.spans)
        body = Text(visible(diagnostic.message))
        if evidence:
            body.append(f"\n{evidence}", style="dim")
        table.add_row(Text(one_line(diagnostic.code), style=_SEVERITIES[diagnostic.severity]), body)
    return table
