"""Learns from annotated texts how likely a phrase is what a limit is of, and says how well that tells wrong from right.

    python benchmarks/subjects.py            learn on half of the documents, judge on the other, both ways
    python benchmarks/subjects.py --write    write src/trialparse/criteria/ledger/subjects.toml, learnt from all

Every limit whose gold has a subject is an example: the phrases around it (`trialparse.criteria.ledger.subjects`), the
signs that each bears, and which of them the gold means. The weights make what the gold means as likely as can be (a
conditional logit, by stochastic descent with a step for each weight); signs that are seldom seen have none. A subject
is unsure below the likelihood under which a given share of the right ones lies, in the gold that suffers most, judged
by what was learnt on the other half.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from doubts import GOLDS, half, traces
from golds import gold_paths, load
from trialparse import Parser
from trialparse.criteria import ledger
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.ledger import subjects
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.evaluation import labelled, predict
from trialparse.evaluation.facts import Place

TABLE = Path(ledger.__file__).parent / "subjects.toml"
DOUBTED = 0.045  # of the right subjects of each gold, the share that may be unsure
SEEN = 20  # times that a sign with a weight must have been seen
ROUNDS, STEP, DECAY = 12, 0.3, 5e-3
NAUGHT = 0.05  # a weight this small is left out

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A limit: the signs of all that it may be of, which of them the gold means, and what the rules say."""

    gold: str
    document: str
    phrases: tuple[tuple[str, ...], ...]
    meant: tuple[bool, ...]
    chosen: tuple[bool, ...]
    right: bool
    asked: bool  # whether the second reader is asked for it


def examples() -> list[Example]:
    """The limits of all golds whose subject is known."""
    return [example for name in GOLDS if name in gold_paths() for example in _of_gold(name)]


def _of_gold(name: str) -> Iterator[Example]:
    gold = load(name)
    texts = {document.name: document.text for document in gold.documents}
    places: dict[str, dict[tuple[int, int, str], tuple[Place, ...]]] = {}
    for label in labelled(gold, predict(gold, Parser())):
        if label.subjects:
            known = places.setdefault(label.document, {})
            where = (label.place.start, label.place.end, label.rule)
            known[where] = known.get(where, ()) + label.subjects
    for document, known in places.items():
        for trace in traces(texts[document]):
            yield from _of_criterion(name, document, trace.sentence, trace.drafts, known)


def _of_criterion(
    name: str,
    document: str,
    sentence: Sentence,
    drafts: Sequence[Draft],
    known: Mapping[tuple[int, int, str], tuple[Place, ...]],
) -> Iterator[Example]:
    for group in subjects.groups(drafts):
        span, rule = group[0].plain["span"], group[0].plain["rule"]
        meant = known.get((span["start"], span["end"], rule))
        if not meant:
            continue
        found = subjects.candidates(sentence, group)
        yield Example(
            name,
            document,
            tuple(tuple(subjects.signs_of(sentence, group, each)) for each in found),
            tuple(any(each.start < place.end and place.start < each.end for place in meant) for each in found),
            tuple(each.holds(group) for each in found),
            any(
                draft.subject and draft.subject.start < place.end and place.start < draft.subject.end
                for draft in group
                for place in meant
            ),
            subjects.needs_opinion(sentence, group[0]),
        )


def learnt(seen: Sequence[Example]) -> dict[str, float]:
    """The weights of all signs that are seen often."""
    hard = [example for example in seen if example.asked and any(example.meant)]
    counts = Counter(sign for example in hard for phrase in example.phrases for sign in set(phrase))
    places = {sign: place for place, sign in enumerate(sorted(sign for sign, n in counts.items() if n >= SEEN))}
    encoded = [
        (
            [np.array([places[sign] for sign in phrase if sign in places], dtype=int) for phrase in example.phrases],
            np.array(example.meant, dtype=float),
        )
        for example in hard
    ]
    weights, steps = np.zeros(len(places)), np.full(len(places), 1e-6)
    order = np.random.default_rng(0)
    for _ in range(ROUNDS):
        for number in order.permutation(len(encoded)):
            phrases, meant = encoded[number]
            _descend(phrases, meant, weights, steps)
    found = {sign: float(weights[place]) for sign, place in places.items()}
    return {sign: round(weight, 2) for sign, weight in found.items() if abs(weight) >= NAUGHT}


def _descend(
    phrases: Sequence[NDArray[np.int_]],
    meant: NDArray[np.float64],
    weights: NDArray[np.float64],
    steps: NDArray[np.float64],
) -> None:
    """One step towards weights that make what is meant more likely, in place."""
    shares = _shares(np.array([weights[signs].sum() for signs in phrases]))
    wanted = shares * meant
    for signs, error in zip(phrases, shares - wanted / wanted.sum(), strict=True):
        slope = error + DECAY * weights[signs]
        steps[signs] += slope * slope
        weights[signs] -= STEP * slope / np.sqrt(steps[signs])


def _shares(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = np.exp(powers - powers.max())
    shares: NDArray[np.float64] = odds / odds.sum()
    return shares


def likelihood(example: Example, weights: Weights) -> float:
    """How likely the second reader holds what the rules say."""
    if not example.asked:
        return 1.0
    if not any(example.chosen):
        return 0.0
    shares = _shares(np.array([sum(weights.get(sign, 0.0) for sign in phrase) for phrase in example.phrases]))
    return max(float(share) for share, chosen in zip(shares, example.chosen, strict=True) if chosen)


def threshold(told: Sequence[tuple[Example, float]]) -> float:
    """The likelihood below which no more than the allowed share of the right subjects of any gold lies."""
    limits = []
    for gold in GOLDS:
        right = sorted(likely for each, likely in told if each.right and each.gold == gold)
        limits += [right[math.floor(DOUBTED * len(right))]] if right else []
    return round(min(limits), 2)


def judge(told: Sequence[tuple[Example, float]], limit: float) -> Iterator[str]:
    """How well the doubt tells wrong from right, by gold."""
    for gold in GOLDS:
        mine = [(each.right, likely < limit) for each, likely in told if each.gold == gold]
        right, wrong = ([doubted for is_right, doubted in mine if is_right is said] for said in (True, False))
        if mine:
            share = f"right {len(right):5}, of them doubted {sum(right) / len(right):5.1%}"
            yield f"{gold:6} {share}; wrong {len(wrong):3}, of them doubted {sum(wrong):3}"


def written(weights: Weights, limit: float) -> str:
    """The table as TOML."""
    lines = [
        "# How likely a phrase is what a limit is of: made by benchmarks/subjects.py from annotated texts.",
        f"unsure = {limit}  # a subject that is less likely",
        "",
        "[weights]",
    ]
    return "\n".join([*lines, *(f'"{sign}" = {weight}' for sign, weight in sorted(weights.items()))]) + "\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    seen = examples()
    unseen: list[tuple[Example, float]] = []
    for name in "AB":
        weights = learnt([each for each in seen if half(each.document) != name])
        unseen += [(each, likelihood(each, weights)) for each in seen if half(each.document) == name]
    limit = threshold(unseen)
    print(f"each half judged by what was learnt on the other, unsure below {limit}:")
    print(*judge(unseen, limit), sep="\n")
    weights = learnt(seen)
    print(f"learnt on all ({len(weights)} weights), judged on all:")
    print(*judge([(each, likelihood(each, weights)) for each in seen], limit), sep="\n")
    if write:
        TABLE.write_text(written(weights, limit), encoding="utf-8")


if __name__ == "__main__":
    main()
