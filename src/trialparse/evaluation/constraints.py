"""Whole constraints against texts annotated to the last field: kind, bounds, unit, subject, scale, time, scope.

The core of a constraint is right where a found one touches it and states the same: the bounds with their strictness,
the set of levels, or, for a criteria set, that it is one. Pairs are one to one. Fields are judged on pairs of the
same core; a constraint is whole where its core and every field are right and nothing is said that the text does not
say.

What is marked doubtful is no claim. Wrong claims are counted over the claims on gold, and so are the misstated ones:
wrong, or said of the wrong thing, in another unit or reference, denied or not. The share of the right ones that are
sure stands beside them, since whoever doubts everything claims nothing. A limit is missed in silence where its criteria
are called parsed and nothing there is doubted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from trialparse.evaluation.facts import Bound, Document, Fact, Json, Place, facts_of, nodes, worded
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.joins import judge_groups, judge_joins
from trialparse.evaluation.report import Report, Table, Verdict, brief, f1, percent, share, verdict
from trialparse.evaluation.units import close

__all__ = ["answered", "score"]

_TIME = {"window", "duration"}

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
_JOINS = (("joins", "joined"), ("groups", "groups"))
_MISLEADS = {"unit", "reference", "subject", "negated"}
_MISLEADS_TOO_MUCH = {"negated", "reference"}


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


def _told_above(fact: Fact, criteria: Iterable[Json]) -> Fact:
    """A fact, with whether its condition stands in no criterion but in a heading: annotators leave such out."""
    if fact.condition is None or any(
        span["start"] <= fact.condition.start < span["end"] for span in (each["span"] for each in criteria)
    ):
        return fact
    return replace(fact, headed=True)


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

    def add(self, document: Document, eligibility: Json | None) -> None:
        criteria = list(nodes(eligibility["criteria"] if eligibility else ()))
        if document.facts is not None:
            self._facts(document, document.facts, facts_of(eligibility), criteria)
        if document.criteria is not None:
            self._criteria(document, document.criteria, criteria)
            self.verdicts += judge_groups(document, criteria, self.counts)

    def _facts(self, document: Document, golds: tuple[Fact, ...], found: Iterable[Fact], criteria: list[Json]) -> None:
        free, pairs = [_told_above(fact, criteria) for fact in found], []
        for g, gold in enumerate(golds):
            answer = answered(gold, free)
            silent = answer is None and _is_silent(gold, free, criteria)
            self._judge(document, g, gold, answer, free, silent)
            if answer is not None:
                pairs.append((gold, answer))
        self.verdicts += judge_joins(document, pairs, criteria, self.counts)
        for fact in free:
            outcome = "wrong" if any(gold.place.overlap(fact.place) for gold in golds) else "unlabelled"
            self.counts.update({outcome: 1, f"{outcome} claim": not fact.doubtful})
            said = f"{outcome.upper()}, DOUBTFUL" if fact.doubtful else outcome.upper()
            told = brief(fact, document.text)
            self.verdicts.append(verdict(document, None, fact.place, said, False, told))

    def _judge(
        self, document: Document, g: int, gold: Fact, answer: Fact | None, free: list[Fact], silent: bool
    ) -> None:
        faults = ["MISSED, SILENT" if silent else "MISSED"] if answer is None else self._faults(gold, answer)
        self.counts.update({"silent": silent, "right claim": answer is not None and not answer.doubtful})
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
        if answer.headed and "condition" in too_much:
            too_much.remove("condition")
        for name, right in judged.items():
            if right is not None:
                self.fields[name].update(n=1, right=int(right))
        for name in too_much:
            self.fields[name]["too much"] += 1
        wrong = [name for name in _WHOLE if judged[name] is False]
        self.counts["misstated claim"] += not answer.doubtful and _is_misstated(gold, answer, wrong, too_much)
        return wrong + [f"{name} too much" for name in _NEVER_TOO_MUCH if name in too_much]

    def _criteria(self, document: Document, criteria: Iterable[tuple[str, Place]], found: Iterable[Json]) -> None:
        mine = ((node["kind"], Place(node["span"]["start"], node["span"]["end"])) for node in found)
        gold, read = _worded(document.text, criteria), _worded(document.text, mine)
        self.counts.update({"criteria": len(gold), "criteria read": len(read), "criteria right": len(gold & read)})


def _is_silent(gold: Fact, free: Iterable[Fact], criteria: Iterable[Json]) -> bool:
    """Whether nothing tells the reader that a limit was missed: no status, and no doubt about what stands there."""
    places = ((node.get("status"), Place(node["span"]["start"], node["span"]["end"])) for node in criteria)
    reported = any(status != "parsed" and gold.place.overlap(place) for status, place in places)
    return not reported and not any(fact.doubtful and gold.place.overlap(fact.place) for fact in free)


def _is_misstated(gold: Fact, answer: Fact, wrong: Iterable[str], too_much: Iterable[str]) -> bool:
    """Whether the right limit is said of the wrong thing, or otherwise so that a reader is misled."""
    other = None not in (gold.subject_id, answer.subject_id) and gold.subject_id != answer.subject_id
    return other or not _MISLEADS.isdisjoint(wrong) or not _MISLEADS_TOO_MUCH.isdisjoint(too_much)


def _has(fact: Fact, name: str) -> bool:
    return bool(fact.subjects if name == "subject" else getattr(fact, name))


def _worded(text: str, criteria: Iterable[tuple[str, Place]]) -> set[tuple[str, Place]]:
    """Criteria as kind and place, from the first to the last word."""
    places = ((kind, worded(text, place)) for kind, place in criteria)
    return {(kind, place) for kind, place in places if place is not None}


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of fully annotated texts; `predictions` holds the eligibility read in each, by its name."""
    tally = _Tally()
    for document in gold.documents:
        tally.add(document, predictions.get(document.name))
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
    claims = counts["right claim"] + counts["wrong claim"]
    asked = {name: judged for name, judged in tally.fields.items() if judged["n"]}
    return {
        "core f1": f1(precision, recall),
        "core precision": precision,
        "core recall": recall,
        "wrong as fact": share(counts["wrong"], counts["right"] + counts["wrong"]),
        "wrong claims": share(counts["wrong claim"], claims),
        "misstated claims": share(counts["wrong claim"] + counts["misstated claim"], claims),
        "sure share": share(counts["right claim"], counts["right"]),
        "silent": share(counts["silent"], counts["gold"]),
        "unlabelled": counts["unlabelled"],
        "unlabelled claims": counts["unlabelled claim"],
        "whole": share(counts["whole"], counts["gold"]),
        "criteria f1": f1(*segmented),
        **{name: share(counts[f"{what} right"], counts[what]) for name, what in _JOINS if counts[what]},
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
    claims = ("wrong claims", "misstated claims", "sure share", "silent", "joins", "groups")
    numbers = _numbers(tally)
    return [
        Table("constraints", ("kind", "gold", "core", "whole"), kinds),
        Table("claims", ("", ""), [(name, f"{numbers[name]:.1f}") for name in claims if name in numbers]),
        Table("fields of those found", ("field", "gold", "right", "too much"), fields),
    ]
