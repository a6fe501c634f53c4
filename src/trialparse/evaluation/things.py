"""Things without a number: diseases, drugs, procedures, allergies, markers, as far as a gold asks for them.

A thing of a gold has two places, its own and the one with the modifiers that touch it; the nearer one counts. A found
thing answers it where they share at least half of the longer of the two places and belong to one group; pairs are one
to one, the nearest first. `exact` asks for the same place. States of a person, organisms, studies and bare words as
`disease` are not asked for, and what lies on them is not held against the parser.

Precision is over the found things that touch the gold; `precision all` counts those that touch none of it as wrong too,
which is only fair to a gold that marks everything. Whether a thing is denied, past or somebody else's is judged on the
pairs, the category within its group as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from trialparse.evaluation.facts import Document, Json, Thing, things_of
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report, Table, Verdict, f1, percent, share, verdict

__all__ = ["score"]

# What is asked for, in groups that are told apart: a corpus draws the line within a group where it likes.
_GROUPS = {
    "condition": "condition",
    **dict.fromkeys(("drug", "procedure", "device", "immunization"), "treatment"),
    **dict.fromkeys(("allergy", "contraindication"), "allergy"),
    "biomarker": "biomarker",
}
# Groups of a gold that one of a found thing answers besides its own: one is allergic to a substance, and what a test
# of a virus finds is both a marker and a disease.
_ANSWERED = {
    "allergy": {"allergy", "treatment"},
    "biomarker": {"biomarker", "condition"},
    "condition": {"condition", "biomarker"},
}
_HALF = 0.5
_STATES: dict[str, Callable[[Thing], str | bool | None]] = {
    "negation": lambda thing: thing.negated,
    "past": lambda thing: thing.period == "past",
    "experiencer": lambda thing: thing.experiencer,
}


def _is_asked(gold: Thing) -> bool:
    return gold.category in _GROUPS and not gold.generic


def _common(gold: Thing, found: Thing) -> float:
    """How much of the longer place both share, for the nearer place of the gold."""
    places = {gold.place, gold.wide or gold.place}
    return max(place.overlap(found.place) / max(place.length, found.place.length, 1) for place in places)


def _fits(gold: Thing, found: Thing) -> bool:
    """Whether a found thing may answer one of the gold by its group; one that is not asked for, any may."""
    if not _is_asked(gold):
        return True
    group = _GROUPS.get(found.category)
    return group is not None and _GROUPS[gold.category] in _ANSWERED.get(group, {group})


def _answers(golds: tuple[Thing, ...], found: list[Thing]) -> dict[int, tuple[int, float]]:
    """What answers each thing of the gold, by their places in the lists, and how much both share."""
    pairs = [
        (-common, not _is_asked(gold), g, f)
        for g, gold in enumerate(golds)
        for f, thing in enumerate(found)
        if (common := _common(gold, thing)) >= _HALF and _fits(gold, thing)
    ]
    answers: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for common, _, g, f in sorted(pairs):
        if g not in answers and f not in used:
            answers[g] = (f, -common)
            used.add(f)
    return answers


def _told(thing: Thing, text: str) -> str:
    """A thing in a few words, for lists."""
    states = (("negated", thing.negated), (thing.period, thing.period), (f"of {thing.experiencer}", thing.experiencer))
    words = text[thing.place.start : thing.place.end]
    return " ".join([thing.category, repr(words), *(str(name) for name, holds in states if holds)])


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    categories: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    states: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _STATES})
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, document: Document, found: list[Thing]) -> None:
        answers = _answers(document.things, found)
        for g, gold in enumerate(document.things):
            if _is_asked(gold):
                self._judge(document, g, found, answers.get(g))
            else:
                self.counts["on unasked gold"] += g in answers
        used = {f for f, _ in answers.values()}
        for thing in (thing for f, thing in enumerate(found) if f not in used):
            self._unused(document, thing)

    def _judge(self, document: Document, g: int, found: list[Thing], answer: tuple[int, float] | None) -> None:
        gold = document.things[g]
        thing, common = (None, 0.0) if answer is None else (found[answer[0]], answer[1])
        faults = ["MISSED"] if thing is None else self._faults(gold, thing, common)
        for counts in (self.counts, self.categories[gold.category]):
            counts.update(asked=1, relaxed=thing is not None, exact=common == 1)
        told = "nothing" if thing is None else _told(thing, document.text)
        detail = f"gold {_told(gold, document.text)} | found {told}"
        self.verdicts.append(verdict(document, g, gold.place, ", ".join(faults) or "right", not faults, detail))

    def _faults(self, gold: Thing, found: Thing, common: float) -> list[str]:
        """Counts what is said of a pair, and names what is wrong of it."""
        same = gold.category == found.category
        self.counts["category"] += same
        wrong = [name for name, judged in (("place", common == 1), ("category", same)) if not judged]
        for name, state in _STATES.items():
            want, said = state(gold), state(found)
            self.states[name].update(gold=bool(want), said=bool(said), right=bool(want) and want == said)
            wrong += [name] if want != said else []
        return wrong

    def _unused(self, document: Document, thing: Thing) -> None:
        touches = any((gold.wide or gold.place).overlap(thing.place) for gold in document.things)
        outcome = "wrong" if touches else "unlabelled"
        self.counts[outcome] += 1
        told = _told(thing, document.text)
        self.verdicts.append(verdict(document, None, thing.place, outcome.upper(), False, told))


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of things without a number; `predictions` holds the eligibility read in each text, by its name."""
    tally = _Tally()
    for document in gold.documents:
        tally.add(document, things_of(predictions.get(document.name)))
    return Report(gold.name, gold.form, len(gold.documents), _numbers(tally), _tables(tally), tally.verdicts)


def _scores(name: str, right: int, asked: int, said: int) -> dict[str, float]:
    recall, precision = share(right, asked), share(right, said)
    return {f"{name} f1": f1(precision, recall), f"{name} precision": precision, f"{name} recall": recall}


def _numbers(tally: _Tally) -> dict[str, float]:
    counts = tally.counts
    asked, said = counts["asked"], counts["relaxed"] + counts["wrong"]
    numbers = _scores("relaxed", counts["relaxed"], asked, said) | _scores("exact", counts["exact"], asked, said)
    numbers["precision all"] = share(counts["relaxed"], said + counts["unlabelled"])
    numbers["category"] = share(counts["category"], counts["relaxed"])
    for name, state in tally.states.items():
        numbers |= _scores(name, state["right"], state["gold"], state["said"])
    of_categories = sorted(tally.categories.items())
    return {
        **numbers,
        "unlabelled": counts["unlabelled"],
        "on unasked gold": counts["on unasked gold"],
        **{f"recall {name}": share(found["relaxed"], found["asked"]) for name, found in of_categories},
    }


def _tables(tally: _Tally) -> list[Table]:
    categories = [
        (name, str(found["asked"]), percent(found["relaxed"], found["asked"]), percent(found["exact"], found["asked"]))
        for name, found in [*sorted(tally.categories.items()), ("ALL", tally.counts)]
    ]
    states = [
        (name, str(state["gold"]), percent(state["right"], state["gold"]), percent(state["right"], state["said"]))
        for name, state in tally.states.items()
    ]
    return [
        Table("things", ("category", "gold", "found", "exact"), categories),
        Table("states of those found", ("state", "gold", "recall", "precision"), states),
    ]
