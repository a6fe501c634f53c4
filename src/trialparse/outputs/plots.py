"""Pictures of trials, of the extra `plot`: when things happen, and what one measurement may be in many trials.

Nothing is drawn that is not known: what cannot stand on an axis is counted in the subtitle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trialparse.extras import require
from trialparse.model import Constraint, Fact, Interval, PartialDate, Trial
from trialparse.model.criterion import Walked
from trialparse.model.said import one_line, said
from trialparse.outputs.tables.comparing import identity_of, unknown_subject
from trialparse.outputs.tables.sources import Trials, sources
from trialparse.parser import Parser

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ranges", "timeline"]

_DATES = {
    "start_date": "start",
    "primary_completion_date": "primary completion",
    "completion_date": "completion",
    "last_updated": "last updated",
}
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.4375, "a": 365.25}  # of a unit of time, as in UCUM
_SIGNS = {"before": -1, "after": 1}
_MARGIN = 0.15  # of the axis beyond the outermost number: where open ends run to
_SUBJECT = 45  # characters of a subject in it
_LONGEST = 60  # characters of a label
_SIGNS_SAID = "ends: filled is included, empty is not, an arrow is open; ? is doubtful"
_WIDTH = 480

_Row = dict[str, Any]


def timeline(trial: Trial) -> alt.VConcatChart:
    """A trial's dates, and below them the windows and durations of its criteria, in days around their moments.

    A date is as wide as it is precise; an estimated one is hollow. A window runs to an arrow where it is open, and
    lies right of its moment where the text does not say on which side (its panel says so). A duration reaches from
    its moment over the least that is asked, which has a sign, to the most. What is doubtful is pale and has a `?`.
    Windows in units other than time are not drawn but counted. Needs the extra `plot`; a trial with neither a date nor
    a window raises a `ValueError`, and anything but a `Trial` a `TypeError`.

    Examples:
        >>> from trialparse import parse
        >>> chart = timeline(parse("Inclusion Criteria:\\n- Surgery within 6 weeks before screening")).to_dict()
        >>> [panel["layer"][0]["encoding"]["x"]["title"] for panel in chart["vconcat"]]
        ['days from SCREENING']
    """
    if not isinstance(trial, Trial):
        raise TypeError(f"timeline takes one Trial, not {type(trial).__name__}")
    require("altair", extra="plot")
    import altair as alt

    dates = list(_dates(trial))
    windows, left = _windows(trial.facts)
    if not dates and not windows:
        raise ValueError("the trial has neither a date nor a window to draw")
    panels: list[Any] = [_date_panel(dates)] if dates else []
    for moment, rows in _grouped(windows, "panel"):
        panels.append(_interval_panel(rows, f"days from {moment}", _KINDS_COLOR))
    return _titled(alt.vconcat(*panels), trial, [*[_SIGNS_SAID] * bool(windows), *_left_said(left)])


def ranges(trials: Trials, subject: str, *, parser: Parser | None = None) -> alt.VConcatChart:
    """The limits of one measurement in many trials, a line each, by its id or name in the lexicon or the page's words.

    `trials` is a `Trial`, an `Eligibility` or an iterable of them, as for `compare`, and so is `parser`.

    Each unit has a panel of its own, and so has each reference (`× ULN`) and change: numbers of different units never
    share an axis. A filled end is part of the range, an empty one is not, an arrow is open; exclusions are dashed; a
    doubtful limit is pale and has a `?`. What only says when another limit holds, and what has no numbers, is counted
    in the subtitle. Needs the extra `plot`. A subject that no trial limits raises a `ValueError`, one that the lexicon
    has not either a `LookupError` that names those near to it, and what is no trial a `TypeError`.

    Examples:
        >>> from trialparse import parse_criteria
        >>> texts = ["HbA1c < 9%", "HbA1c 53 to 75 mmol/mol"]
        >>> chart = ranges([parse_criteria(text) for text in texts], "hba1c").to_dict()
        >>> chart["title"]["subtitle"][0], [panel["layer"][0]["encoding"]["x"]["title"] for panel in chart["vconcat"]]
        ('2 limits of 2 texts', ['%', 'mmol/mol'])
    """
    require("altair", extra="plot")
    import altair as alt

    lexicon = (parser or Parser()).lexicon
    wanted = identity_of(subject, lexicon, "ranges")
    given = [each.trial or each.eligibility or Trial() for each in sources(trials, "ranges")]
    rows, left = _ranges(given, wanted or subject)
    if not rows and not left and wanted is None:
        raise LookupError(unknown_subject(subject, lexicon))
    if not rows:
        raise ValueError(f"no limit of {subject!r} with numbers in {len(given)} texts")
    panels = [_interval_panel(group, unit, _POLARITY_COLOR) for unit, group in _grouped(rows, "panel")]
    texts = len({row["text"] for row in rows})
    subtitle = [
        f"{len(rows)} {'limit' if len(rows) == 1 else 'limits'} of {texts} texts",
        _SIGNS_SAID,
        *_left_said(left),
    ]
    return alt.vconcat(*panels).properties(title=alt.Title(one_line(subject), subtitle=subtitle, anchor="start"))


def _titled(chart: alt.VConcatChart, trial: Trial, left: Sequence[str]) -> alt.VConcatChart:
    import altair as alt

    name = one_line(trial.id or trial.title or "Trial", _LONGEST)
    about = [one_line(trial.title, 2 * _LONGEST)] if trial.title and trial.id else []
    return chart.properties(title=alt.Title(name, subtitle=[*about, *left], anchor="start"))


def _grouped(rows: Iterable[_Row], name: str) -> Iterator[tuple[str, list[_Row]]]:
    for value, group in groupby(sorted(rows, key=lambda row: str(row[name])), key=lambda row: str(row[name])):
        yield value, list(group)


def _left_said(left: Mapping[str, int]) -> list[str]:
    """What is not drawn, and why."""
    return [f"not drawn: {', '.join(f'{count} {why}' for why, count in left.items())}"] if left else []


def _dates(trial: Trial) -> Iterator[_Row]:
    for path, name in _DATES.items():
        date: PartialDate | None = getattr(trial, path)
        if date is not None:
            yield {
                "label": name,
                "first": date.first.isoformat(),
                "last": f"{date.last.isoformat()}T23:59:59",
                "type": (date.type or "not stated").lower(),
                "said": date.date,
            }


def _windows(facts: Iterable[Fact]) -> tuple[list[_Row], Counter[str]]:
    """The rows of windows and durations, and how many were left out, by why."""
    rows: list[_Row] = []
    left: Counter[str] = Counter()
    for criterion, constraint in facts:
        if constraint.kind not in ("window", "duration") or constraint.interval is None:
            continue
        days = _DAYS.get(constraint.unit or "")
        if days is None:
            left["in units that are no time"] += 1
            continue
        sign = _SIGNS.get(constraint.direction or "", 0)
        moment = constraint.anchor.key if constraint.anchor else "a moment that is not stated"
        panel = moment if sign else f"{moment} (side not stated)"
        ends = (_lasting if constraint.kind == "duration" else _falling)(_ends(constraint.interval, days))
        subject = constraint.subject.text if constraint.subject else "?"
        label = f"{criterion.id} {'not ' if constraint.negated else ''}{one_line(subject, _SUBJECT)}"
        rows.append(_row(label, constraint) | (_mirrored(ends) if sign < 0 else ends) | {"panel": panel})
    return _numbered(rows), left


def _ranges(texts: Sequence[Walked], subject: str) -> tuple[list[_Row], Counter[str]]:
    """The rows of a subject's limits, and how many were left out, by why."""
    rows: list[_Row] = []
    left: Counter[str] = Counter()
    for at, text in enumerate(texts):
        name = (isinstance(text, Trial) and text.id) or f"text {at + 1}"
        for fact in text.find(subject):
            constraint = fact.constraint
            if why := _not_drawn(constraint):
                left[why] += 1
                continue
            assert constraint.interval is not None
            label = f"{name} {fact.criterion.id}{' not' if constraint.negated else ''}"
            row = _row(label, constraint) | _ends(constraint.interval)
            rows.append(row | {"text": at, "polarity": fact.polarity, "panel": _unit(constraint)})
    return _numbered(rows), left


def _numbered(rows: Iterable[_Row]) -> list[_Row]:
    """The rows with labels of their own, so that each has a line of its own."""
    met: Counter[str] = Counter()
    numbered = []
    for row in rows:
        label = row["label"]
        met[label] += 1
        numbered.append({**row, "label": label if met[label] == 1 else f"{label} ({met[label]})"})
    return numbered


def _not_drawn(constraint: Constraint) -> str:
    """Why a constraint about the subject is no line of the picture; nothing where it is one."""
    if constraint.role != "limit":
        return "that only say when another holds"
    if constraint.experiencer is not None:
        return "of somebody else than the participant"
    if constraint.kind in ("window", "duration"):
        return "in time"
    return "" if constraint.interval is not None else "without numbers"


def _unit(constraint: Constraint) -> str:
    inferred = f"{constraint.unit_inferred} (unit not stated)" if constraint.unit_inferred else "unit not stated"
    unit = constraint.unit or ("" if constraint.reference else inferred)
    reference = constraint.reference and f"{'of' if unit else '×'} {constraint.reference}"
    return " ".join(filter(None, (constraint.change, unit, reference)))


def _row(label: str, constraint: Constraint) -> _Row:
    doubt = "? " if constraint.certainty == "doubtful" else ""
    return {
        "label": one_line(f"{doubt}{label}", _LONGEST),
        "said": said(constraint),
        "kind": constraint.kind,
        "certainty": constraint.certainty,
    }


def _ends(interval: Interval, scale: float = 1.0) -> _Row:
    """Both ends in numbers, with how each ends."""
    lower, upper = interval.lower, interval.upper
    return {
        "low": None if lower is None else float(lower.value) * scale,
        "high": None if upper is None else float(upper.value) * scale,
        "low_end": "open" if lower is None else _end(lower.inclusive),
        "high_end": "open" if upper is None else _end(upper.inclusive),
    }


def _falling(ends: _Row) -> _Row:
    """A window: without a lower end it begins at its moment."""
    return ends if ends["low"] is not None else {**ends, "low": 0.0, "low_end": ""}


def _lasting(ends: _Row) -> _Row:
    """A duration: it begins at its moment, and the least that it lasts is a place on the way."""
    least = {} if ends["low"] is None else {"least": ends["low"], "least_end": ends["low_end"]}
    return {**ends, **least, "low": 0.0, "low_end": ""}


def _end(is_inclusive: bool) -> str:
    return "inclusive" if is_inclusive else "strict"


def _mirrored(ends: _Row) -> _Row:
    """What lies before its moment: numbers below zero, the ends changed over."""
    over = {"low": "high", "high": "low", "least": "least"}
    numbers = {to: None if ends[name] is None else -ends[name] for name, to in over.items() if name in ends}
    return numbers | {f"{to}_end": ends[f"{name}_end"] for name, to in over.items() if name in ends}


_POLARITY_COLOR = ("polarity", ["inclusion", "exclusion", "unknown"], ["#0b5cad", "#b3400b", "#6b7280"])
_KINDS_COLOR = ("kind", ["window", "duration"], ["#7b3fb5", "#8a6100"])
_DASHES = [[1, 0], [5, 3], [2, 2]]  # of the names in order, so that they are told without colours
_ENDS = ["inclusive", "strict", "to the right", "to the left"]
_SHAPES = ["circle", "circle", "triangle-right", "triangle-left"]


def _date_panel(rows: Sequence[_Row]) -> Any:
    import altair as alt

    types = ["actual", "estimated", "not stated"]
    base = alt.Chart(alt.InlineData(values=list(rows))).encode(
        y=alt.Y("label:N", title=None, sort=list(_DATES.values())),
        x=alt.X("first:T", title="date", scale=alt.Scale(padding=8)),
        x2=alt.X2("last:T"),
        fillOpacity=alt.FillOpacity("type:N", scale=alt.Scale(domain=types, range=[1, 0, 0.35]), title="date"),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("label", "said", "type")],
    )
    bar = base.mark_bar(fill="#0b5cad", stroke="#0b5cad", height=10)
    return bar.properties(width=_WIDTH, height=alt.Step(22))


def _interval_panel(rows: Sequence[_Row], title: str, color: tuple[str, list[str], list[str]]) -> Any:
    """Lines of intervals on one axis, with a sign at each end."""
    import altair as alt

    field, names, colors = color
    drawn = _drawn(rows)
    labels = list(dict.fromkeys(row["label"] for row in drawn))
    low, high = min(row["from"] for row in drawn), max(row["to"] for row in drawn)
    x_scale = alt.Scale(domain=[low, high], nice=False, zero=False, padding=8)  # room for the sign at an end
    y = alt.Y("label:N", title=None, sort=labels, axis=alt.Axis(labelLimit=360))
    lined = alt.Legend(symbolType="stroke", symbolStrokeWidth=3)
    hue = alt.Color(f"{field}:N", scale=alt.Scale(domain=names, range=colors), legend=lined)
    pale = alt.Opacity("certainty:N", scale=alt.Scale(domain=["sure", "doubtful"], range=[1, 0.4]), legend=None)
    tips = [alt.Tooltip(f"{name}:N") for name in ("label", "said", field, "certainty")]
    x = alt.X("from:Q", title=one_line(title), scale=x_scale)
    dash = alt.StrokeDash(f"{field}:N", scale=alt.Scale(domain=names, range=_DASHES[: len(names)]), legend=lined)
    lines = alt.Chart(alt.InlineData(values=drawn)).mark_rule(strokeWidth=3)
    lines = lines.encode(x=x, x2="to:Q", y=y, color=hue, opacity=pale, strokeDash=dash, tooltip=tips)
    points = alt.Chart(alt.InlineData(values=list(_points(drawn)))).mark_point(size=75, strokeWidth=2)
    points = points.encode(
        x=alt.X("at:Q", scale=x_scale),
        y=y,
        color=hue,
        opacity=pale,
        shape=alt.Shape("end:N", scale=alt.Scale(domain=_ENDS, range=_SHAPES), legend=None),
        fill=alt.condition("datum.is_filled", hue, alt.value("white")),
        tooltip=tips,
    )
    return (lines + points).properties(width=_WIDTH, height=alt.Step(24))


def _drawn(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with where their lines begin and end: an open one runs beyond all numbers."""
    numbers = [row[name] for row in rows for name in ("low", "high", "least") if row.get(name) is not None] or [0.0]
    least, most = min(numbers), max(numbers)
    margin = _MARGIN * ((most - least) or abs(most) or 1.0)
    beyond = {"from": ("low", least - margin), "to": ("high", most + margin)}
    return [
        row | {place: outside if row[name] is None else row[name] for place, (name, outside) in beyond.items()}
        for row in rows
    ]


def _points(rows: Iterable[_Row]) -> Iterator[_Row]:
    """A sign for each end, and for the least that a duration lasts; a time that begins at its moment has none there."""
    signs = (("from", "low_end", "to the left"), ("to", "high_end", "to the right"), ("least", "least_end", ""))
    for row in rows:
        for place, name, arrow in signs:
            if end := row.get(name):
                yield row | {"at": row[place], "end": arrow if end == "open" else end, "is_filled": end != "strict"}
