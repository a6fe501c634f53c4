"""A trial: a card of its fields, its criteria, what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.model import Trial
from trialparse.model.said import one_line
from trialparse.outputs.html.criteria import criteria_part, diagnostics_part
from trialparse.outputs.html.elements import escaped, fold, framed, tag
from trialparse.outputs.rows import header_rows

__all__ = ["trial_html"]

_LONGEST = 600  # characters of a field
_HEAD = ("id", "title", "status")  # fields that stand above the others


def trial_html(trial: Trial) -> str:
    """A trial as a fragment of HTML: its fields, its criteria with what was read of them, diagnostics."""
    criteria = criteria_part(trial.eligibility) if trial.eligibility else ()
    return framed(*_card(trial), *criteria, diagnostics_part(trial.diagnostics, trial.text))


def _card(trial: Trial) -> Iterator[str]:
    title = trial.title or trial.official_title or "No title found"
    yield tag("div", escaped(title, _LONGEST), class_="title")
    layout = f"layout {trial.layout}" if trial.layout else "layout not recognised"
    badges = filter(None, (trial.id, trial.status, layout))
    yield tag("div", " ".join(tag("span", escaped(one_line(each)), class_="badge") for each in badges))
    fields = [
        f"<tr>{tag('th', escaped(_name(path)), scope='row')}{tag('td', escaped(value, _LONGEST))}</tr>"
        for path, value in header_rows(trial)
        if path not in _HEAD
    ]
    if fields:
        yield fold(f"Fields {tag('span', str(len(fields)), class_='count')}", tag("table", "".join(fields)))


def _name(path: str) -> str:
    return path.removesuffix(".count").rpartition(".")[2].replace("_", " ")
