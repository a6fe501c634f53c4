"""Criteria: their words with what was read marked in them, and a line for each constraint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from trialparse.model import Constraint, Criterion, Diagnostic, Eligibility, Span
from trialparse.model.said import named, one_line, said
from trialparse.outputs.describe import Things, things
from trialparse.outputs.html.details import LETTERS, details, label
from trialparse.outputs.html.elements import escaped, fold, framed, tag
from trialparse.outputs.marks import LONGEST, MOST, Segment, cut_off, segments

__all__ = ["constraint_html", "criteria_part", "criterion_html", "diagnostics_part", "eligibility_html"]

_LARGEST = 1_000_000  # characters of HTML for the criteria of one text
_SHARED = 4  # constraints that are told of one stretch
_HEADS = {"inclusion": "Inclusion criteria", "exclusion": "Exclusion criteria", "unknown": "Criteria of unknown kind"}
_LEGEND = (
    ("threshold", "T threshold"),
    ("levels", "L levels"),
    ("window", "W window"),
    ("duration", "D duration"),
    ("criteria_set", "C criteria set"),
    ("presence", "P named without a number"),
    ("threshold doubtful", "? doubtful"),
    ("threshold aside", "only says when"),
    ("subject", "subject"),
    ("anchor", "moment"),
    ("condition", "condition"),
    ("exception", "exception"),
    ("residue", "not explained"),
)


@dataclass(slots=True)
class _Room:
    """How much may still be shown, so that a page of any size gives a bounded result."""

    left: int = _LARGEST

    def take(self, html: str) -> str:
        self.left -= len(html)
        return html


def constraint_html(constraint: Constraint) -> str:
    """A constraint as a card: the short line, and all that was read."""
    letter = tag("b", label(constraint), class_="label")
    return framed(tag("div", letter + details(constraint), class_=f"card {_classes(constraint)}"))


def criterion_html(criterion: Criterion) -> str:
    """A criterion and all below it, with the legend of the marks."""
    return framed(tag("ul", _item(criterion, _Room()), class_="criteria"), _legend())


def eligibility_html(eligibility: Eligibility, text: str | None = None) -> str:
    """The criteria of a text and what there is to say about it.

    `text` is the one that its spans lie in, where that is not its own: that of the page.
    """
    given = eligibility.text if text is None else text
    return framed(*criteria_part(eligibility), diagnostics_part(eligibility.diagnostics, given))


def criteria_part(eligibility: Eligibility) -> Iterator[str]:
    """The sections in the order of the page, each of criteria of one kind, and the legend."""
    room = _Room()
    for kind, group in groupby(eligibility.criteria, key=lambda criterion: criterion.kind):
        criteria = list(group)
        head = f"{_HEADS[kind]} {tag('span', str(len(criteria)), class_='count')}"
        yield fold(head, tag("ul", _items(criteria, room), class_=f"criteria {kind}"))
    yield _legend() if eligibility.criteria else tag("p", "No criteria found", class_="quiet")


def _items(criteria: Sequence[Criterion], room: _Room) -> str:
    parts = []
    for at, criterion in enumerate(criteria):
        if room.left <= 0:
            more = sum(1 for hidden in criteria[at:] for _ in hidden.walk())
            parts.append(tag("li", f"{more:,} more criteria are not shown", class_="quiet"))
            break
        parts.append(_item(criterion, room))
    return "".join(parts)


def _item(criterion: Criterion, room: _Room) -> str:
    head = tag("span", escaped(one_line(criterion.id)), class_="id")
    words = tag("div", f"{head} {_words(criterion)}{_status(criterion)}", class_="words")
    own = room.take(words + _facts(criterion.constraints))
    below = tag("ul", _items(criterion.children, room)) if criterion.children else ""
    return tag("li", own + below, class_=criterion.status)


def _status(criterion: Criterion) -> str:
    """What is to be told of a criterion that was not read in full; a heading of others has its limits in them."""
    if criterion.status == "parsed" or (criterion.children and not criterion.residue):
        return ""
    told = "read in part" if criterion.status == "partial" else "no constraint read"
    return f" {tag('span', told, class_='quiet status')}"


def _facts(constraints: Sequence[Constraint]) -> str:
    """A line for each limit, and one for all things of one category; the rest are counted."""
    shown = constraints[:MOST]
    lines = [
        tag("li", f"{tag('b', label(each, at), class_='label')} {escaped(said(each))}", class_=_classes(each))
        for at, each in enumerate(shown)
        if each.kind != "presence"
    ]
    lines += map(_things, things(shown))
    if len(constraints) > MOST:
        lines.append(tag("li", f"{len(constraints) - MOST:,} more constraints are not shown", class_="quiet"))
    return tag("ul", "".join(lines), class_="facts") if lines else ""


def _things(line: Things) -> str:
    """Things that no number limits, with what they are before them."""
    head = " ".join(filter(None, (line.category, line.role)))
    parts = map(_thing, line.constraints)
    letter = tag("b", LETTERS["presence"], class_="label")
    words = f"{letter} {tag('span', escaped(head), class_='quiet')} {' · '.join(parts)} {escaped(line.narrowed)}"
    return tag("li", words.rstrip(), class_=f"presence{' aside' * bool(line.role)}")


def _thing(constraint: Constraint) -> str:
    words = escaped(named(constraint))
    return tag("span", f"? {words}", class_="doubtful") if _is_doubtful(constraint) else words


def _is_doubtful(constraint: Constraint) -> bool:
    return constraint.certainty == "doubtful"


def _classes(constraint: Constraint) -> str:
    doubtful = " doubtful" if _is_doubtful(constraint) else ""
    return f"{constraint.kind}{doubtful}{'' if constraint.role == 'limit' else ' aside'}"


def _words(criterion: Criterion) -> str:
    """The words of a criterion with its marks, the last of them cut off where there are too many."""
    runs = groupby(segments(criterion, MOST, LONGEST), key=lambda segment: segment.places)
    words = "".join(_run(criterion, places, list(parts)) for places, parts in runs)
    return words + cut_off(criterion.text, LONGEST)


def _run(criterion: Criterion, places: tuple[int, ...], parts: Sequence[Segment]) -> str:
    """A stretch that states the same constraints: one mark, with what was read of each behind it.

    A thing without a number has no letter in the words, where there may be many of them.
    """
    words = "".join(_part(part) for part in parts)
    if not places:
        return words
    found = [(place, criterion.constraints[place]) for place in places[:_SHARED]]
    name = "; ".join(f"{label(each, place)}: {said(each)}" for place, each in found)
    tip = tag("span", "".join(details(each) for _, each in found), class_="tip", role="tooltip")
    # Not a `mark` with an id and a description by it: ids of several outputs on a page would be the same.
    labels = (label(each, place) for place, each in found if each.kind != "presence" or _is_doubtful(each))
    marked = tag("span", words, class_="limit", data_label=" ".join(labels) or None)
    text = one_line("".join(part.text for part in parts))
    classes = " ".join(dict.fromkeys(" ".join(_classes(each) for _, each in found).split()))
    return tag("span", marked + tip, class_=f"mark {classes}", tabindex=0, role="note", aria_label=f"{text} ({name})")


def _part(part: Segment) -> str:
    words = escaped(part.text)
    return tag("span", words, class_=" ".join(sorted(part.names))) if part.names else words


def _legend() -> str:
    return tag("p", " ".join(tag("span", name, class_=classes) for classes, name in _LEGEND), class_="legend")


def diagnostics_part(diagnostics: Sequence[Diagnostic], text: str) -> str:
    """What the parser has to say, folded, each with the characters it speaks of."""
    if not diagnostics:
        return ""
    lines = [_diagnostic(each, text) for each in diagnostics[:MOST]]
    if len(diagnostics) > MOST:
        lines.append(tag("li", f"{len(diagnostics) - MOST:,} more diagnostics are not shown", class_="quiet"))
    head = f"Diagnostics {tag('span', str(len(diagnostics)), class_='count')}"
    return fold(head, tag("ul", "".join(lines), class_="diagnostics"), is_open=False)


def _diagnostic(diagnostic: Diagnostic, text: str) -> str:
    evidence = " … ".join(one_line(_evidence(span, text)) for span in diagnostic.spans[:3])
    words = tag("span", f" “{escaped(evidence)}”", class_="quiet") if evidence else ""
    code = tag("b", f"{escaped(diagnostic.severity)} {escaped(diagnostic.code)}")
    return tag("li", f"{code} {escaped(one_line(diagnostic.message, 400))}{words}")


def _evidence(span: Span, text: str) -> str:
    return text[span.start : span.end]
