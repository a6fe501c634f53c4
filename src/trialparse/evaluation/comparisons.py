"""Numeric comparisons against the Leaf Clinical Trials corpus: bounds, strictness, unit, subject.

A claim can be right for a gold comparison only where their places share characters; pairs are one to one. Claims that
say the same at one place (`ALT and AST ≤ 3`) are one claim with two subjects. An interval said as two one-sided
claims is right, and so are two one-sided golds said as one interval. Precision is over the claims that touch a gold
comparison; a claim that touches none is counted apart, because the corpus leaves things unlabelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from trialparse.evaluation.facts import Document, Fact, Json, Place, are_grades, facts_of
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report, Table, Verdict, brief, f1, percent, share, verdict
from trialparse.evaluation.units import same_unit, same_value, units_of

__all__ = ["as_comparisons", "score", "subject_found"]

CLASSES = ("age", "observation", "window", "duration", "count", "dose", "other")
_STEPS = ("value", "bounds", "incl", "unit", "subj", "wrong", "missed")
_AGES = {"age", "patient age", "patient_age"}


def as_comparisons(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that state a number, in the corpus' terms: there a limit of normal is a unit."""
    return [fact for fact in map(_in_corpus_terms, facts) if fact.lower or fact.upper]


def _in_corpus_terms(fact: Fact) -> Fact:
    states_unit = bool(fact.unit) or fact.reference not in ("ULN", "LLN")
    return fact if states_unit else replace(fact, unit=f"[{fact.reference}]")


def _merged(claims: Iterable[Fact]) -> list[Fact]:
    """Claims of the same content and overlapping places as one, their subjects pooled."""
    merged: list[Fact] = []
    for claim in claims:
        twin = next((i for i, other in enumerate(merged) if _is_twin(other, claim)), None)
        if twin is None:
            merged.append(claim)
        else:
            merged[twin] = replace(merged[twin], subjects=merged[twin].subjects + claim.subjects)
    return merged


def _is_twin(one: Fact, other: Fact) -> bool:
    same = (one.lower, one.upper, units_of(one)) == (other.lower, other.upper, units_of(other))
    return same and one.place.overlap(other.place) > 0


def _admits(gold: Fact, number: float) -> bool:
    above = gold.lower is None or number > gold.lower.value or (gold.lower.inclusive and number == gold.lower.value)
    below = gold.upper is None or number < gold.upper.value or (gold.upper.inclusive and number == gold.upper.value)
    return above and below


def _same_bounds(gold: Fact, claim: Fact) -> bool:
    """Both ends agree; a set of grades is the gold where it holds the grades of its scale that the gold admits."""
    if are_grades(claim.levels):
        grades = sorted(float(level) for level in claim.levels)
        scale = sorted(float(level) for level in claim.domain) if are_grades(claim.domain) else grades
        return grades == [grade for grade in scale if _admits(gold, grade)]
    units = units_of(claim)
    return same_value(claim.lower, units, gold, gold.lower) and same_value(claim.upper, units, gold, gold.upper)


def _same_ends(gold: Fact, claim: Fact) -> bool:
    """Whether the ends that the gold has are as strict as the gold's."""
    pairs = ((gold.lower, claim.lower), (gold.upper, claim.upper))
    return all(want is None or (mine is not None and mine.inclusive == want.inclusive) for want, mine in pairs)


def _as_strict(gold: Fact, claim: Fact) -> bool:
    return gold.between or are_grades(claim.levels) or _same_ends(gold, claim)


def subject_found(gold: Iterable[Place], claim: Fact, age: bool = False) -> bool:
    """Whether the claim is about what the gold is about; a patient's age needs no words."""
    places = tuple(gold)
    if not places or (age and (claim.subject_id or "").lower() in _AGES):
        return True
    return any(mine.overlap(place) for mine in claim.subjects for place in places)


def _right_subject(gold: Fact, claim: Fact) -> bool:
    return subject_found(gold.subjects, claim, age=gold.kind == "age")


@dataclass
class _Matching:
    """Which claims answer which golds, by their places in the lists."""

    golds: list[Fact]
    claims: list[Fact]
    of_gold: dict[int, list[int]] = field(default_factory=dict)
    of_claim: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for g, c in self._pairs():
            if g not in self.of_gold and c not in self.of_claim:
                self.of_gold[g], self.of_claim[c] = [c], [g]
        self._halves(self.golds, self.claims, self.of_gold, self.of_claim, gold_is_whole=True)
        self._halves(self.claims, self.golds, self.of_claim, self.of_gold, gold_is_whole=False)

    def _pairs(self) -> list[tuple[int, int]]:
        """Pairs of the same bounds, the best first."""
        pairs = []
        for g, gold in enumerate(self.golds):
            for c, claim in enumerate(self.claims):
                common = gold.place.overlap(claim.place)
                if common and _same_bounds(gold, claim):
                    union = max(gold.place.end, claim.place.end) - min(gold.place.start, claim.place.start)
                    quality = (_as_strict(gold, claim), same_unit(gold, claim), _right_subject(gold, claim))
                    pairs.append((quality, common / union, -g, -c))
        return [(-g, -c) for *_, g, c in sorted(pairs, reverse=True)]

    @staticmethod
    def _halves(
        wholes: list[Fact],
        parts: list[Fact],
        of_whole: dict[int, list[int]],
        of_part: dict[int, list[int]],
        *,
        gold_is_whole: bool,
    ) -> None:
        """Answers an interval by two one-sided facts of the other side."""
        for w, whole in enumerate(wholes):
            if w in of_whole or whole.lower is None or whole.upper is None:
                continue
            free = [p for p, part in enumerate(parts) if p not in of_part and whole.place.overlap(part.place)]
            lows = [p for p in free if _is_half(whole, parts[p], "lower", gold_is_whole)]
            highs = [p for p in free if _is_half(whole, parts[p], "upper", gold_is_whole)]
            if lows and highs:
                of_whole[w] = [lows[0], highs[0]]
                of_part[lows[0]] = of_part[highs[0]] = [w]

    def answers(self, g: int) -> list[Fact]:
        """The claims that answer a gold."""
        return [self.claims[c] for c in self.of_gold.get(g, ())]

    def has_other(self, gold: Fact) -> bool:
        """Whether a claim that answers no gold touches this one."""
        free = (claim for c, claim in enumerate(self.claims) if c not in self.of_claim)
        return any(gold.place.overlap(claim.place) for claim in free)

    def right(self, g: int) -> bool:
        """Whether a gold is answered with its strictness too."""
        answers = self.of_gold.get(g, [])
        if len(answers) != 1:
            return bool(answers)
        claim = self.claims[answers[0]]
        shared = len(self.of_claim[answers[0]]) > 1
        return _same_ends(self.golds[g], claim) if shared else _as_strict(self.golds[g], claim)


def _is_half(whole: Fact, part: Fact, side: str, gold_is_whole: bool) -> bool:
    mine, other = (part.lower, part.upper) if side == "lower" else (part.upper, part.lower)
    end = whole.lower if side == "lower" else whole.upper
    if mine is None or other is not None:
        return False
    gold, claim = (whole, part) if gold_is_whole else (part, whole)
    want, found = (end, mine) if gold_is_whole else (mine, end)
    return same_value(found, units_of(claim), gold, want)


def _stated(gold: Fact, claims: list[Fact]) -> bool:
    """Whether every number of the gold is said by a claim that touches it, on whatever side."""
    touching = [claim for claim in claims if gold.place.overlap(claim.place)]
    said = [(end, units_of(claim)) for claim in touching for end in (claim.lower, claim.upper) if end]
    ends = (end for end in (gold.lower, gold.upper) if end)
    return all(any(same_value(found, units, gold, end) for found, units in said) for end in ends)


def _steps(matching: _Matching, g: int, gold: Fact, answers: list[Fact]) -> dict[str, bool]:
    """How far the answers to a gold are right, each of the later steps only where the ones before it are."""
    bounds, strict = bool(answers), matching.right(g)
    unit = strict and any(same_unit(gold, claim) for claim in answers)
    return {
        "n": True,
        "value": _stated(gold, matching.claims),
        "bounds": bounds,
        "incl": strict,
        "unit": unit,
        "subj": unit and any(_right_subject(gold, claim) for claim in answers),
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
        every = document.facts or ()
        golds = [gold for gold in every if not gold.skip and not gold.bare]
        matching = _Matching(golds, _merged(as_comparisons(found)))
        for g, gold in enumerate(golds):
            self._judge(document, matching, g, gold)
        bare = [gold for gold in every if gold.bare and not gold.skip]
        self.claims["bare"] += len(bare)
        self.claims["bare found"] += sum(_stated(gold, matching.claims) for gold in bare)
        for c, claim in enumerate(matching.claims):
            self._place_claim(document, matching, c, claim, bare)

    def _judge(self, document: Document, matching: _Matching, g: int, gold: Fact) -> None:
        answers = matching.answers(g)
        steps = _steps(matching, g, gold, answers)
        for counts in (self.classes[gold.kind], self.classes["ALL"]):
            counts.update({step: int(passed) for step, passed in steps.items()})
        outcome = next(name for name, step, passed in _OUTCOMES if steps[step] is passed)
        claims = answers or [claim for claim in matching.claims if gold.place.overlap(claim.place)]
        told = "; ".join(brief(claim, document.text) for claim in claims) or "nothing"
        detail = f"gold {brief(gold, document.text)} | found {told}"
        self.verdicts.append(verdict(document, g, gold.place, outcome, outcome == "right", detail))

    def _place_claim(self, document: Document, matching: _Matching, c: int, claim: Fact, bare: list[Fact]) -> None:
        self.claims["claims"] += 1
        if c in matching.of_claim:
            right = all(matching.right(g) for g in matching.of_claim[c])
            self.claims["right" if right else "wrong strictness"] += 1
        elif any(gold.place.overlap(claim.place) for gold in matching.golds):
            self.claims["wrong"] += 1
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
    labelled = claims["right"] + claims["wrong strictness"] + claims["wrong"]
    precision, recall = share(claims["right"], labelled), share(every["incl"], every["n"])
    numbers = {
        "f1": f1(precision, recall),
        "precision": precision,
        "recall": recall,
        "recall + unit": share(every["unit"], every["n"]),
        "recall + subject": share(every["subj"], every["n"]),
        "wrong as fact": share(claims["wrong"] + claims["wrong strictness"], labelled),
        "unlabelled": claims["unlabelled"],
        "bare found": share(claims["bare found"], claims["bare"]),
        **{f"recall {name}": share(tally.classes[name]["incl"], tally.classes[name]["n"]) for name in CLASSES},
    }
    columns = ("class", "gold", "value", "bounds", "+ strict", "+ unit", "+ subject", "wrong", "missed")
    tables = [Table("comparisons", columns, list(tally.rows()))]
    return Report(gold.name, gold.form, len(gold.documents), numbers, tables, tally.verdicts)
