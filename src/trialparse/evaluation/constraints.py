"""Whole constraints against texts annotated to the last field: kind, bounds, unit, subject, scale, time, scope.

The core of a constraint is right where a found one touches it and states the same: the bounds with their strictness,
the set of levels, or, for a criteria set, that it is one. Pairs are one to one. Fields are judged on pairs of the
same core; a constraint is whole where its core and every field are right and nothing is said that the text does not
say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from trialparse.evaluation.facts import Bound, Document, Fact, Json, Place, facts_of, nodes
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report, Table, Verdict, brief, f1, percent, share, verdict
from trialparse.evaluation.units import close

__all__ = ["answered", "score"]

_TIME = {"window", "duration"}
_WORD = re.compile(r"\w+")

Judge = Callable[[Fact, Fact], bool | None]  # None where the gold does not have the field


def _same(name: str) -> Judge:
    def judge(gold: Fact, found: Fact) -> bool | None:
        want = getattr(gold, name)
        return None if want is None else bool(want == getattr(found, name))

    return judge


def _touches(name: str) -> Judge:
    def judge(gold: Fact, found: Fact) -> bool | None:
        want, mine = getattr(gold, name), getattr(found, name)
        return None if want is None else mine is not None and want.overlap(mine) > 0

    return judge


def _kind(gold: Fact, found: Fact) -> bool:
    return found.kind in _TIME if gold.kind in _TIME else gold.kind == found.kind


def _subject(gold: Fact, found: Fact) -> bool | None:
    if not gold.subjects:
        return None
    return any(mine.overlap(place) for mine in found.subjects for place in gold.subjects)


def _negated(gold: Fact, found: Fact) -> bool | None:
    return found.negated if gold.negated else None


_FIELDS: dict[str, Judge] = {
    "kind": _kind,
    "unit": _same("unit"),
    "subject": _subject,
    "subject_id": _same("subject_id"),
    "reference": _same("reference"),
    "direction": _same("direction"),
    "anchor": _same("anchor"),
    "negated": _negated,
    "condition": _touches("condition"),
    "exception": _touches("exception"),
}
_WHOLE = ("unit", "subject", "reference", "direction", "anchor", "negated", "condition", "exception")
_NEVER_TOO_MUCH = ("negated", "condition", "exception", "reference")


def _same_bound(gold: Fact, want: Bound | None, found: Bound | None) -> bool:
    if want is None or found is None:
        return want is found
    return close(want.value, found.value) and (gold.bare or want.inclusive == found.inclusive)


def _levels(fact: Fact) -> set[str]:
    return {re.sub(r"[^A-Z0-9+]", "", level.upper()) for level in fact.levels}


def _same_core(gold: Fact, found: Fact) -> bool:
    if not gold.place.overlap(found.place):
        return False
    if "criteria_set" in (gold.kind, found.kind):
        return gold.kind == found.kind
    if gold.lost:
        return found.lower is None and found.upper is None
    if gold.levels:
        return _levels(gold) == _levels(found)
    return _same_bound(gold, gold.lower, found.lower) and _same_bound(gold, gold.upper, found.upper)


def _merit(gold: Fact, found: Fact) -> tuple[bool, int]:
    return gold.kind == found.kind, sum(judge(gold, found) is True for judge in _FIELDS.values())


def answered(gold: Fact, free: list[Fact]) -> Fact | None:
    """Takes the found fact that best answers a gold out of those still free, None where none does."""
    answer = max((fact for fact in free if _same_core(gold, fact)), key=lambda fact: _merit(gold, fact), default=None)
    if answer is not None:
        free.remove(answer)
    return answer


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    fields: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _FIELDS})
    verdicts: list[Verdict] = field(default_factory=list)

    def add_facts(self, document: Document, golds: tuple[Fact, ...], found: Iterable[Fact]) -> None:
        free = list(found)
        for g, gold in enumerate(golds):
            answer = answered(gold, free)
            self._judge(document, g, gold, answer, free)
        for fact in free:
            outcome = "wrong" if any(gold.place.overlap(fact.place) for gold in golds) else "unlabelled"
            self.counts[outcome] += 1
            told = brief(fact, document.text)
            self.verdicts.append(verdict(document, None, fact.place, outcome.upper(), False, told))

    def _judge(self, document: Document, g: int, gold: Fact, answer: Fact | None, free: list[Fact]) -> None:
        faults = ["MISSED"] if answer is None else self._faults(gold, answer)
        kind = self.kinds.setdefault(gold.kind, Counter())
        for counts in (self.counts, kind):
            counts.update(gold=1, right=int(answer is not None), whole=int(not faults))
        near = [answer] if answer is not None else [fact for fact in free if gold.place.overlap(fact.place)]
        told = "; ".join(brief(fact, document.text) for fact in near) or "nothing"
        detail = f"gold {brief(gold, document.text)} | found {told}"
        self.verdicts.append(verdict(document, g, gold.place, ", ".join(faults) or "right", not faults, detail))

    def _faults(self, gold: Fact, answer: Fact) -> list[str]:
        """Counts the fields of a pair, and names those that are wrong or too much."""
        judged = {name: judge(gold, answer) for name, judge in _FIELDS.items()}
        too_much = [name for name, right in judged.items() if right is None and _has(answer, name)]
        for name, right in judged.items():
            if right is not None:
                self.fields[name].update(n=1, right=int(right))
        for name in too_much:
            self.fields[name]["too much"] += 1
        wrong = [name for name in _WHOLE if judged[name] is False]
        return wrong + [f"{name} too much" for name in _NEVER_TOO_MUCH if name in too_much]

    def add_criteria(self, document: Document, criteria: Iterable[tuple[str, Place]], found: Iterable[Json]) -> None:
        mine = ((node["kind"], Place(node["span"]["start"], node["span"]["end"])) for node in found)
        gold, read = _worded(document.text, criteria), _worded(document.text, mine)
        self.counts.update({"criteria": len(gold), "criteria read": len(read), "criteria right": len(gold & read)})


def _has(fact: Fact, name: str) -> bool:
    return bool(fact.subjects if name == "subject" else getattr(fact, name))


def _worded(text: str, criteria: Iterable[tuple[str, Place]]) -> set[tuple[str, int, int]]:
    """Criteria as kind, place of the first and end of the last word: punctuation at the ends is nobody's mistake."""
    worded = set()
    for kind, place in criteria:
        words = list(_WORD.finditer(text, place.start, place.end))
        if words:
            worded.add((kind, words[0].start(), words[-1].end()))
    return worded


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of fully annotated texts; `predictions` holds the eligibility read in each, by its name."""
    tally = _Tally()
    for document in gold.documents:
        found = predictions.get(document.name)
        if document.facts is not None:
            tally.add_facts(document, document.facts, facts_of(found))
        if document.criteria is not None:
            tally.add_criteria(document, document.criteria, nodes(found["criteria"] if found else ()))
    return Report(gold.name, gold.form, len(gold.documents), _numbers(tally), _tables(tally), tally.verdicts)


def _numbers(tally: _Tally) -> dict[str, float]:
    counts = tally.counts
    precision, recall = (
        share(counts["right"], counts["right"] + counts["wrong"]),
        share(counts["right"], counts["gold"]),
    )
    segmented = (
        share(counts["criteria right"], counts["criteria"]),
        share(counts["criteria right"], counts["criteria read"]),
    )
    asked = {name: judged for name, judged in tally.fields.items() if judged["n"]}
    return {
        "core f1": f1(precision, recall),
        "core precision": precision,
        "core recall": recall,
        "wrong as fact": share(counts["wrong"], counts["right"] + counts["wrong"]),
        "unlabelled": counts["unlabelled"],
        "whole": share(counts["whole"], counts["gold"]),
        "criteria f1": f1(*segmented),
        **{name: share(judged["right"], judged["n"]) for name, judged in asked.items()},
    }


def _tables(tally: _Tally) -> list[Table]:
    kinds = [
        (kind, str(counts["gold"]), percent(counts["right"], counts["gold"]), percent(counts["whole"], counts["gold"]))
        for kind, counts in sorted(
            {**tally.kinds, "ALL": tally.counts}.items(), key=lambda item: (item[0] == "ALL", item[0])
        )
    ]
    fields = [
        (name, str(judged["n"]), percent(judged["right"], judged["n"]), str(judged["too much"]))
        for name, judged in tally.fields.items()
    ]
    return [
        Table("constraints", ("kind", "gold", "core", "whole"), kinds),
        Table("fields of those found", ("field", "gold", "right", "too much"), fields),
    ]
