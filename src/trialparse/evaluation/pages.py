"""Whole pages against the records they were rendered from: every field, the criteria tree, spans, leaks.

A value is right where it is the record's after both are brought to one form (`forms`). Lists are compared item by
item, an item of several keys by those that the record has. A leak is a stretch of a neighbour (a related trial, the
site's own sentence) inside a field of the trial.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from trialparse.evaluation import forms
from trialparse.evaluation.facts import Document, Json, Place, nodes
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report, Table, Verdict, percent, share

__all__ = ["score"]

_DATES = ("last_updated", "start_date", "primary_completion_date", "completion_date")
_SINGLES = (
    "id", "registry", "title", "official_title", "last_updated", "has_results", "status", "study_type",
    "enrollment.count", "enrollment.type", "start_date", "start_date.type", "primary_completion_date",
    "primary_completion_date.type", "completion_date", "completion_date.type", "brief_summary",
    "detailed_description", "design.allocation", "design.intervention_model", "design.primary_purpose",
    "design.masking", "design.observational_model", "design.time_perspective", "eligibility.minimum_age",
    "eligibility.maximum_age", "eligibility.sex", "eligibility.healthy_volunteers", "responsible_party.type",
    "responsible_party.name",
)  # fmt: skip
_LISTS = ("phases", "conditions", "keywords", "countries", "design.who_masked")
_ITEMS = {
    "arms": ("label", "type", "description", "interventions"),
    "interventions": ("name", "type", "description"),
    "outcomes": ("measure", "type", "description", "time_frame"),
    "sponsors": ("name", "class", "role"),
    "officials": ("name", "role", "affiliation"),
    "locations": ("facility", "city", "state", "country", "status"),
    "contacts": ("name", "role", "phone", "email"),
    "identifiers": ("id", "type", "source"),
    "related_trials": ("id", "title", "status", "phase"),
}
_HEADER = {
    "id", "title", "last_updated", "has_results", "status", "phases", "study_type", "enrollment.count", "start_date",
    "completion_date", "eligibility.minimum_age", "eligibility.maximum_age", "eligibility.sex",
    "eligibility.healthy_volunteers",
}  # fmt: skip
_OWN = {path.partition(".")[0] for path in (*_SINGLES, *_LISTS, *_ITEMS)} - {"related_trials", "registry"}
_ABSENT = object()


def _at(value: Any, path: str) -> Any:
    """The value at a dotted path, None where a step is None, `_ABSENT` where the record does not speak of it."""
    for name in path.split("."):
        if value is None:
            return None
        if name not in value:
            return _ABSENT
        value = value[name]
    return value


def _read(value: Any, path: str) -> Any:
    found = _at(value, path)
    return None if found is _ABSENT else found


def _strings(value: Any) -> Iterator[str]:
    """All strings inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _meets(want: Any, got: Any) -> bool:
    return all(got.get(key) == value for key, value in want.items()) if isinstance(want, dict) else bool(want == got)


def _matched(wanted: list[Any], got: list[Any]) -> tuple[int, list[Any], list[Any]]:
    """How many items are met one to one, which were missed, which are too much."""
    left, missed = list(got), []
    for want in wanted:
        place = next((i for i, item in enumerate(left) if _meets(want, item)), None)
        if place is None:
            missed.append(want)
        else:
            del left[place]
    return len(wanted) - len(missed), missed, left


Row = tuple[str, str, str]  # kind, text, the parent's text


def _rows(criteria: Iterable[Json] | None, headings: set[str], parent: str = "") -> Iterator[Row]:
    """The criteria in page order; a heading that was kept as a criterion is set aside, its children lifted."""
    for node in criteria or ():
        text = forms.item_text(node.get("text") or "")
        is_heading = forms.heading(text) in headings
        if not is_heading:
            yield forms.enum(node.get("kind") or "unknown"), text, parent
        yield from _rows(node.get("children"), headings, parent if is_heading else text)


def _pairs(items: list[Json], main: str, key: str) -> list[tuple[Any, Any]]:
    return [(item.get(main), item[key]) for item in items if item.get(key)]


@dataclass
class _Page:
    """One page's marks, added to the counts of all."""

    document: Document
    trial: Json
    counts: Counter[str]
    singles: dict[str, Counter[str]]
    lists: dict[str, Counter[str]]
    verdicts: list[Verdict] = field(default_factory=list)
    right: dict[str, bool] = field(default_factory=dict)

    def mark(self) -> None:
        truth = self.document.truth or {}
        for path in _SINGLES:
            self._single(path, truth)
        for path in _LISTS:
            if (want := _read(truth, path)) is not None:
                self.right[path] = self._list(
                    path, forms.items(path, want, ()), forms.items(path, self._found(path), ())
                )
        for path, keys in _ITEMS.items():
            if (want := _read(truth, path)) is not None:
                self._items(path, keys, forms.items(path, want, keys), forms.items(path, self._found(path), keys))
        if _read(truth, "eligibility.criteria_gold") is True:
            self._criteria(truth)
        self.counts.update(pages=1, header=int(all(self.right.get(path, True) for path in _HEADER)))
        self._spans(truth.get("_spans") or {})
        self._leaks([forms.folded(stretch) for stretch in truth.get("_leaks") or ()])

    def _found(self, path: str) -> list[Any]:
        value = _read(self.trial, path)
        return value if isinstance(value, list) else []

    def _miss(self, path: str, want: Any, got: Any) -> None:
        key = f"{self.document.name} {path} {want!r}"
        self.verdicts.append(Verdict(key, False, path, self.document.name, f"gold {want!r} | found {got!r}"))

    def _single(self, path: str, truth: Json) -> None:
        raw, of = _at(truth, path), path.removesuffix(".type")
        if raw is _ABSENT or (of in _DATES and of != path and _read(truth, of) is None):
            return
        want, got = forms.single(path, raw), forms.single(path, _read(self.trial, path))
        self.right[path] = want == got and type(want) is type(got)
        if want is None:
            self.singles[path].update(void=1, spurious=int(got is not None))
        else:
            self.singles[path].update(n=1, right=int(self.right[path]))
        if not self.right[path]:
            self._miss(path, want, got)

    def _list(self, name: str, want: list[Any], got: list[Any]) -> bool:
        right, missed, extra = _matched(want, got)
        self.lists[name].update(right=right, missed=len(missed), extra=len(extra))
        for item in missed:
            self._miss(name, item, None)
        for item in extra:
            self._miss(name, None, item)
        return not missed and not extra

    def _items(self, path: str, keys: tuple[str, ...], want: list[Json], got: list[Json]) -> None:
        """Whole items, then each further key with the first: the type of an arm is right where that arm has it."""
        self._list(path, want, got)
        main = keys[0]
        for key in keys[1:]:
            asked = [item for item in want if key in item]
            if asked:
                names = {item.get(main) for item in (asked if len(asked) < len(want) else [*want, *got])}
                found = [pair for pair in _pairs(got, main, key) if pair[0] in names]
                self._list(f"{path}.{key}", _pairs(want, main, key), found)

    def _criteria(self, truth: Json) -> None:
        headings = {forms.heading(forms.item_text(text)) for text in truth.get("_headings") or ()}
        want = list(_rows(truth["eligibility"]["criteria"], headings))
        got = list(_rows(self._found("eligibility.criteria"), headings))
        self._list("criteria", [row[:2] for row in want], [row[:2] for row in got])
        if truth["eligibility"].get("nesting_gold"):
            self._list("criteria (with parent)", list(want), list(got))

    def _spans(self, known: dict[str, list[list[int]]]) -> None:
        self.counts["spans"] += len(known)
        text = self.document.text
        for path, span in _spans_of(self.trial).items():
            golds = [Place(*gold) for gold in known.get(path, ())]
            if golds:
                words = {forms.folded(text[gold.start : gold.end]) for gold in golds}
                same = forms.folded(text[span.start : span.end]) in words
                self.counts.update({"spans read": 1, "span text": int(same)})
                if not same:
                    self._miss(f"span {path}", golds[0], span)

    def _leaks(self, foreign: list[str]) -> None:
        own = (forms.folded(value) for name in _OWN for value in _strings(self.trial.get(name)))
        leaks = [stretch for value in own for stretch in foreign if stretch in value]
        self.counts.update({"leaks": len(leaks), "pages with leaks": int(bool(leaks))})
        for stretch in leaks:
            self._miss("leak", None, stretch)


def _spans_of(trial: Json) -> dict[str, Place]:
    """Where the scalars stand, dates by their own span, the enrollment by its count, criteria by their page order."""
    dates = {name: _read(trial, f"{name}.span") for name in _DATES}
    criteria = enumerate(nodes(_read(trial, "eligibility.criteria")))
    named = {
        **{name: span for name, span in dates.items() if span},
        **(trial.get("spans") or {}),
        **{f"eligibility.criteria[{place}]": node["span"] for place, node in criteria},
    }
    return {
        "enrollment.count" if path == "enrollment" else path: Place(span["start"], span["end"])
        for path, span in named.items()
    }


def _f1(counts: Counter[str]) -> tuple[float, float]:
    return 2 * counts["right"], 2 * counts["right"] + counts["missed"] + counts["extra"]


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of pages; a page without a prediction is an empty one."""
    counts: Counter[str] = Counter()
    singles: dict[str, Counter[str]] = defaultdict(Counter)
    lists: dict[str, Counter[str]] = defaultdict(Counter)
    verdicts: list[Verdict] = []
    for document in gold.documents:
        page = _Page(document, predictions.get(document.name) or {}, counts, singles, lists)
        page.mark()
        verdicts += page.verdicts
    numbers = {
        "header": share(counts["header"], counts["pages"]),
        "span text": share(counts["span text"], counts["spans read"]),
        "span coverage": share(counts["spans read"], counts["spans"]),
        "leaks": counts["leaks"],
        **{path: share(of["right"], of["n"]) for path, of in singles.items() if of["n"]},
        **{f"{name} f1": share(*_f1(of)) for name, of in lists.items() if of.total()},
    }
    rows = [(path, str(of["n"]), percent(of["right"], of["n"]), str(of["spurious"])) for path, of in singles.items()]
    rows += [(name, str(of["right"] + of["missed"]), percent(*_f1(of)), str(of["extra"])) for name, of in lists.items()]
    header = [(name, f"{numbers[name]:.1f}") for name in ("header", "span text", "span coverage", "leaks")]
    tables = [
        Table("page", ("", ""), header),
        Table("fields", ("field", "gold", "exact or F1", "too much"), rows),
    ]
    return Report(gold.name, "pages", len(gold.documents), numbers, tables, verdicts)
