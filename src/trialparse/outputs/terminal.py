"""A trial as a person reads it in a terminal: fields, criteria with their constraints marked, diagnostics."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trialparse.model import Constraint, Criterion, Diagnostic, Eligibility, Trial
from trialparse.model.criterion import Walked
from trialparse.model.said import one_line, visible
from trialparse.outputs.describe import Things, describe, things
from trialparse.outputs.marks import LONGEST, MOST, cut_off, segments
from trialparse.outputs.rows import header_rows

__all__ = ["criteria_view", "diagnostics_view", "in_encoding", "show", "trial_view"]

_KINDS = {"inclusion": "green", "exclusion": "red", "unknown": "yellow"}
_STATUSES = {"parsed": "●", "partial": "◐", "unparsed": "○"}
_SEVERITIES = {"info": "cyan", "warning": "yellow", "error": "red"}
_LIMIT, _FACTS, _DOUBTFUL, _ASIDE = "bold reverse", "cyan", "italic yellow", "dim cyan"
_THINGS = {  # what no number limits: a colour each, so that limits stand out
    "condition": "magenta",
    "observation": "bright_magenta",
    "organism": "bright_magenta",
    "drug": "bright_blue",
    "immunization": "bright_blue",
    "allergy": "bright_red",
    "contraindication": "bright_red",
    "procedure": "bright_green",
    "device": "bright_green",
    "biomarker": "bright_yellow",
    "study": "bright_cyan",
}
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
_LARGEST = 200_000  # characters of the criteria, with what was read of them, that `show` prints
# What stands for our own signs on a terminal that has none but ASCII; those of the page are written as in Python.
_PLAIN = str.maketrans(
    {"●": "*", "◐": "~", "○": "-", "…": "...", "≥": ">=", "≤": "<=", "×": "x", "·": ";", "“": '"', "”": '"'}
)


@dataclass(slots=True)
class _Room:
    """How much may still be shown, so that a text of any size gives what a person can look through."""

    left: float = inf
    longest: int | None = None
    most: int | None = None


def show(value: Trial | Eligibility | Criterion | Constraint) -> None:
    """Prints a result, as wide and as coloured as the terminal is; of a very large one a part, and how much is left.

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


def _view(value: Trial | Eligibility | Criterion | Constraint) -> RenderableType:
    room = _Room(_LARGEST, LONGEST, MOST)
    match value:
        case Trial():
            return trial_view(value, room)
        case Eligibility():
            # Those of a page's are with its trial: that there are none here says nothing.
            own = ("", diagnostics_view(value.text, value.diagnostics, room)) if value.diagnostics else ()
            return Group(criteria_view(value, room), *own)
        case Criterion():
            return criteria_view(value, room)
    return _fact(value)


def trial_view(trial: Trial, room: _Room | None = None) -> RenderableType:
    """A trial, all of it or as much as there is room for."""
    room = room or _Room()
    title = Text(one_line(trial.title or trial.official_title or "No title found", _LONGEST_TITLE), style="bold")
    parts: list[RenderableType] = [
        title,
        Text(f"layout: {trial.layout or 'not recognised'}", style="dim"),
        _fields(trial, room),
    ]
    if trial.eligibility is not None:
        parts += ["", criteria_view(trial.eligibility, room)]
    return Group(*parts, "", diagnostics_view(trial.text, trial.diagnostics, room))


def _fields(trial: Trial, room: _Room) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for path, value in header_rows(trial):
        table.add_row(path, Text(visible(value[: room.longest]) + cut_off(value, room.longest)))
    return table


def criteria_view(eligibility: Walked, room: _Room | None = None) -> RenderableType:
    """A tree of criteria: limits, subjects and things marked in the words, what was read of them below."""
    room = room or _Room()
    parts: list[RenderableType] = []
    kind = None
    hidden = 0
    categories: dict[str, None] = {}
    for criterion in eligibility.walk():
        if room.left <= 0:
            hidden += 1
            continue
        if criterion.kind != kind:
            kind = criterion.kind
            parts.append(Text(f"{kind} criteria".capitalize(), style=f"bold {_KINDS[kind]}"))
        parts.append(Padding(_criterion(criterion, room), (0, 0, 0, 2 * min(criterion.depth, _DEEPEST) + 1)))
        categories |= dict.fromkeys(each.category for each in things(criterion.constraints[: room.most]))
    parts += _more(hidden, "criteria")
    return Group(*parts, *_legend(categories)) if parts else Text("No criteria found", style="dim")


def _legend(categories: Container[str]) -> Iterator[Text]:
    """What the signs say, and the colours of the things that are shown."""
    yield Text("● all of it read  ◐ in part  ○ no constraint read", style="dim")
    named = [(f" {each}", style) for each, style in _THINGS.items() if each in categories]
    if named:
        yield Text.assemble(("without a number:", "dim"), *named)


def _more(hidden: int, what: str) -> list[Text]:
    return [Text(f"{hidden:,} more {what} are not shown", style="dim")] if hidden > 0 else []


def _criterion(criterion: Criterion, room: _Room) -> RenderableType:
    head = Text(f"{_STATUSES[criterion.status]} {one_line(criterion.id)} ", style=_KINDS[criterion.kind])
    head.append_text(_marked(criterion, room))
    shown = criterion.constraints[: room.most]
    facts = [*(_fact(each) for each in shown if each.kind != "presence"), *map(_named, things(shown))]
    more = _more(len(criterion.constraints) - len(shown), "constraints")
    room.left -= len(head) + sum(map(len, facts))
    return Group(head, *(Padding(fact, (0, 0, 0, 4)) for fact in (*facts, *more)))


def _named(line: Things) -> Text:
    return Text(str(line), style=f"{'dim ' * bool(line.role)}{_THINGS.get(line.category, _FACTS)}")


def _fact(constraint: Constraint) -> Text:
    return Text(describe(constraint), style=_style(constraint))


def _style(constraint: Constraint) -> str:
    if constraint.certainty == "doubtful":
        return _DOUBTFUL
    return _FACTS if constraint.role == "limit" else _ASIDE


def _marked(criterion: Criterion, room: _Room) -> Text:
    """The criterion's words with what was read marked in them, white space as single blanks."""
    marked = Text(style="default")
    for segment in segments(criterion, room.most, room.longest):
        stated = [criterion.constraints[place] for place in segment.places]
        marks = [*(_MARKS[name] for name in sorted(segment.names)), *_of_stated(stated)]
        marked.append(visible(re.sub(r"\s+", " ", segment.text)), style=" ".join(marks))
    return marked.append(cut_off(criterion.text, room.longest), style="dim")


def _of_stated(constraints: Sequence[Constraint]) -> Iterator[str]:
    """The styles of words that state constraints; a limit's are stronger than a thing's."""
    limits = [each for each in constraints if each.kind != "presence"]
    if limits:
        yield _LIMIT
    for each in constraints[: not limits]:
        yield _THINGS.get((each.subject and each.subject.category) or "", _FACTS)
        if each.role != "limit":
            yield "dim"
    if any(each.certainty == "doubtful" for each in limits or constraints):
        yield _DOUBTFUL if limits else "italic"


def diagnostics_view(text: str, diagnostics: tuple[Diagnostic, ...], room: _Room | None = None) -> RenderableType:
    """What the parser has to say, each with the characters it speaks of."""
    if not diagnostics:
        return Text("No diagnostics", style="dim")
    table = Table(
        title="Diagnostics", title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False
    )
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    most = room.most if room else None
    for diagnostic in diagnostics[:most]:
        evidence = " … ".join(one_line(text[span.start : span.end]) for span in diagnostic.spans)
        body = Text(visible(diagnostic.message))
        if evidence:
            body.append(f"\n{evidence}", style="dim")
        table.add_row(Text(one_line(diagnostic.code), style=_SEVERITIES[diagnostic.severity]), body)
    return Group(table, *_more(len(diagnostics) - len(diagnostics[:most]), "diagnostics"))
