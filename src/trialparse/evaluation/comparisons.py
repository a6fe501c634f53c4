"""Numeric comparisons against the Leaf Clinical Trials corpus: bounds, strictness, unit, subject.

What answers what is in `matching`. Precision is over the claims that touch a gold comparison; a claim that touches none
is counted apart, because the corpus leaves things unlabelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trialparse.evaluation.facts import Document, Fact, Json, facts_of
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.matching import Matching, as_comparisons, asked, pooled, right_subject, twins
from trialparse.evaluation.report import Report, Table, Verdict, brief, f1, percent, share, verdict
from trialparse.evaluation.units import same_unit, same_value, units_of

__all__ = ["score"]

CLASSES = ("age", "observation", "window", "duration", "count", "dose", "other")
_STEPS = ("value", "bounds", "incl", "unit", "subj", "wrong", "missed")


def _stated(gold: Fact, claims: list[Fact]) -> bool:
    """Whether every number of the gold is said by a claim that touches it, on whatever side."""
    touching = [claim for claim in claims if gold.place.overlap(claim.place)]
    said = [(end, units_of(claim)) for claim in touching for end in (claim.lower, claim.upper) if end]
    ends = (end for end in (gold.lower, gold.upper) if end)
    return all(any(same_value(found, units, gold, end) for found, units in said) for end in ends)


def _steps(matching: Matching, g: int, gold: Fact, answers: list[Fact]) -> dict[str, bool]:
    """How far the answers to a gold are right, each of the later steps only where the ones before it are."""
    bounds, strict = bool(answers), matching.right(g)
    unit = strict and any(same_unit(gold, claim) for claim in answers)
    return {
        "n": True,
        "value": _stated(gold, matching.claims),
        "bounds": bounds,
        "incl": strict,
        "unit": unit,
        "subj": unit and any(right_subject(gold, claim) for claim in answers),
        "wrong": not bounds and matching.has_other(gold),
        "missed": not bounds and not matching.has_other(gold),
    }


# What is said of a gold: the first whose step is as written.
_OUTCOMES = (
    ("MISSED", "missed", True),
    ("WRONG", "wrong", True),
    ("STRICTNESS", "incl", False),
    ("UNIT", "unit", False),
    ("SUBJECT", "subj", False),
    ("right", "subj", True),
)


@dataclass
class _Tally:
    classes: dict[str, Counter[str]] = field(default_factory=lambda: {c: Counter() for c in (*CLASSES, "ALL")})
    claims: Counter[str] = field(default_factory=Counter)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, document: Document, found: Iterable[Fact]) -> None:
        matching = Matching(asked(document), [pooled(same) for same in twins(as_comparisons(found))])
        for g, gold in enumerate(matching.golds):
            self._judge(document, matching, g, gold)
        bare = [gold for gold in document.facts or () if gold.bare and not gold.skip]
        self.claims["bare"] += len(bare)
        self.claims["bare found"] += sum(_stated(gold, matching.claims) for gold in bare)
        for c, claim in enumerate(matching.claims):
            self._place_claim(document, matching, c, claim, bare)

    def _judge(self, document: Document, matching: Matching, g: int, gold: Fact) -> None:
        answers = matching.answers(g)
        steps = _steps(matching, g, gold, answers)
        for counts in (self.classes[gold.kind], self.classes["ALL"]):
            counts.update({step: int(passed) for step, passed in steps.items()})
        outcome = next(name for name, step, passed in _OUTCOMES if steps[step] is passed)
        claims = answers or [claim for claim in matching.claims if gold.place.overlap(claim.place)]
        told = "; ".join(brief(claim, document.text) for claim in claims) or "nothing"
        detail = f"gold {brief(gold, document.text)} | found {told}"
        self.verdicts.append(verdict(document, g, gold.place, outcome, outcome == "right", detail))

    def _place_claim(self, document: Document, matching: Matching, c: int, claim: Fact, bare: list[Fact]) -> None:
        if outcome := matching.outcome(c):
            self.claims[outcome] += 1
            self.claims[f"sure {outcome}"] += not claim.doubtful
        elif any(gold.place.overlap(claim.place) for gold in bare):
            self.claims["on bare gold"] += 1
        elif any(gold.place.overlap(claim.place) for gold in document.facts or ()):
            self.claims["on skipped gold"] += 1
        else:
            self.claims["unlabelled"] += 1
            told = brief(claim, document.text)
            self.verdicts.append(verdict(document, None, claim.place, "UNLABELLED", False, told))

    def rows(self) -> Iterator[tuple[str, ...]]:
        for name, counts in self.classes.items():
            yield (name, str(counts["n"]), *(percent(counts[step], counts["n"]) for step in _STEPS))


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of the corpus; `predictions` holds the eligibility read in each document, by its name."""
    tally = _Tally()
    for document in gold.documents:
        tally.add(document, facts_of(predictions.get(document.name)))
    every, claims = tally.classes["ALL"], tally.claims
    wrong, sure_wrong = (claims[f"{sure}wrong strictness"] + claims[f"{sure}wrong"] for sure in ("", "sure "))
    labelled = claims["right"] + wrong
    precision, recall = share(claims["right"], labelled), share(every["incl"], every["n"])
    numbers = {
        "f1": f1(precision, recall),
        "precision": precision,
        "recall": recall,
        "recall + unit": share(every["unit"], every["n"]),
        "recall + subject": share(every["subj"], every["n"]),
        "wrong as fact": share(wrong, labelled),
        "wrong claims": share(sure_wrong, claims["sure right"] + sure_wrong),
        "sure share": share(claims["sure right"], claims["right"]),
        "unlabelled": claims["unlabelled"],
        "bare found": share(claims["bare found"], claims["bare"]),
        **{f"recall {name}": share(tally.classes[name]["incl"], tally.classes[name]["n"]) for name in CLASSES},
    }
    columns = ("class", "gold", "value", "bounds", "+ strict", "+ unit", "+ subject", "wrong", "missed")
    tables = [Table("comparisons", columns, list(tally.rows()))]
    return Report(gold.name, gold.form, len(gold.documents), numbers, tables, tally.verdicts)
