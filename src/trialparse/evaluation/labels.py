"""What a gold says of every constraint that was found: that it is right, that it is wrong, or nothing.

Doubt can be learnt from that. Right is meant as the metric of the gold's form means it: bounds and strictness for
comparisons, the core for whole constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from trialparse.evaluation.constraints import answered
from trialparse.evaluation.facts import Document, Fact, Json, Place, facts_of
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.matching import Matching, as_comparisons, asked, pooled, twins

__all__ = ["Label", "labelled"]

Said = Literal["right", "wrong", "unlabelled"]
_Told = tuple[Fact, Said, tuple[Place, ...]]


class Label(NamedTuple):
    """A found constraint, named by document, criterion and its number there, with what the gold says of it.

    Examples:
        >>> from trialparse.evaluation.facts import Place
        >>> Label("1", "I1", 0, Place(4, 8), "threshold", "core:prefix", "sure", (), "right", ()).said
        'right'
    """

    document: str
    criterion: str | None
    number: int
    place: Place
    kind: str
    rule: str
    certainty: Literal["sure", "doubtful"]
    doubts: tuple[str, ...]
    said: Said
    subjects: tuple[Place, ...]  # where the gold has the subject of what is right, none where it says nothing of it


def labelled(gold: Gold, predictions: dict[str, Json]) -> Iterator[Label]:
    """The labels of all constraints found in the texts of a gold of form `lct` or `constraints`.

    Examples:
        >>> from trialparse import Parser
        >>> from trialparse.evaluation import Gold, predict
        >>> from trialparse.evaluation.facts import Bound, Document, Fact, Place
        >>> fact = Fact(Place(4, 6), "threshold", Bound(9.0, False))
        >>> gold = Gold("mine", "constraints", [Document("1", "CRP > 9 mg/L", facts=(fact,))])
        >>> [(label.certainty, label.said) for label in labelled(gold, predict(gold, Parser()))]
        [('sure', 'right')]
    """
    if gold.form not in _FORMS:
        raise ValueError(
            f"a gold of form {gold.form} says nothing of single constraints; there are {', '.join(_FORMS)}"
        )
    for document in gold.documents:
        if document.facts is not None:
            found = facts_of(predictions.get(document.name))
            told = {(fact.criterion, fact.number): (said, of) for fact, said, of in _FORMS[gold.form](document, found)}
            for fact in found:
                yield _label(document, fact, *told.get((fact.criterion, fact.number), ("unlabelled", ())))


def _label(document: Document, fact: Fact, said: Said, subjects: tuple[Place, ...]) -> Label:
    certainty: Literal["sure", "doubtful"] = "doubtful" if fact.doubtful else "sure"
    where = (document.name, fact.criterion, fact.number, fact.place)
    return Label(*where, fact.kind, fact.rule, certainty, fact.doubts, said, subjects)


def _comparisons(document: Document, found: Iterable[Fact]) -> Iterator[_Told]:
    """What is right or wrong in its bounds or their strictness; twins are right or wrong together."""
    groups = twins(as_comparisons(found))
    matching = Matching(asked(document), [pooled(same) for same in groups])
    for c, same in enumerate(groups):
        outcome = matching.outcome(c)
        if outcome == "right":
            subjects = tuple(place for g in matching.of_claim[c] for place in matching.golds[g].subjects)
            yield from ((fact, "right", subjects) for fact in same)
        elif outcome:
            yield from ((fact, "wrong", ()) for fact in same)


def _constraints(document: Document, found: Iterable[Fact]) -> Iterator[_Told]:
    """What is right or wrong in its core."""
    golds, free = document.facts or (), list(found)
    for gold in golds:
        if (answer := answered(gold, free)) is not None:
            yield answer, "right", gold.subjects
    yield from ((fact, "wrong", ()) for fact in free if any(gold.place.overlap(fact.place) for gold in golds))


_FORMS = {"lct": _comparisons, "constraints": _constraints}
