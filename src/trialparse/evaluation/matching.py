"""Which claims answer which numeric comparisons of the Leaf Clinical Trials corpus.

A claim can be right for a gold comparison only where their places share characters; pairs are one to one. Claims that
say the same at one place (`ALT and AST ≤ 3`) are one claim with two subjects. An interval said as two one-sided
claims is right, and so are two one-sided golds said as one interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trialparse.evaluation.facts import Document, Fact, Place, are_grades
from trialparse.evaluation.units import same_unit, same_value, units_of

__all__ = ["Matching", "as_comparisons", "asked", "pooled", "right_subject", "subject_found", "twins"]

_AGES = {"age", "patient age", "patient_age"}


def as_comparisons(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that state a number, in the corpus' terms: there a limit of normal is a unit."""
    return [fact for fact in map(_in_corpus_terms, facts) if fact.lower or fact.upper]


def _in_corpus_terms(fact: Fact) -> Fact:
    if fact.unit or fact.reference not in ("ULN", "LLN"):
        return fact
    words = None if fact.unit_text and fact.unit_text.upper() == fact.reference else fact.unit_text
    return replace(fact, unit=f"[{fact.reference}]", unit_text=words)


def asked(document: Document) -> list[Fact]:
    """The golds that are asked for: those whose operator and numbers are known."""
    return [gold for gold in document.facts or () if not gold.skip and not gold.bare]


def twins(claims: Iterable[Fact]) -> list[list[Fact]]:
    """Claims of the same content and overlapping places together, in the order of the first of each."""
    found: list[list[Fact]] = []
    for claim in claims:
        same = next((others for others in found if _is_twin(others[0], claim)), None)
        if same is None:
            found.append([claim])
        else:
            same.append(claim)
    return found


def pooled(same: list[Fact]) -> Fact:
    """Twins as one claim, their subjects together."""
    return replace(same[0], subjects=tuple(subject for claim in same for subject in claim.subjects))


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


def right_subject(gold: Fact, claim: Fact) -> bool:
    return subject_found(gold.subjects, claim, age=gold.kind == "age")


@dataclass
class Matching:
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
                    quality = (_as_strict(gold, claim), same_unit(gold, claim), right_subject(gold, claim))
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

    def outcome(self, c: int) -> str | None:
        """What a claim is: right, wrong in its strictness or in its bounds; None where it touches no gold."""
        if c in self.of_claim:
            return "right" if all(self.right(g) for g in self.of_claim[c]) else "wrong strictness"
        return "wrong" if any(gold.place.overlap(self.claims[c].place) for gold in self.golds) else None

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
