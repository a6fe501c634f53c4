"""Learns the weights of the tagger that finds things named without a number, and says what they are worth.

    python benchmarks/presence.py            measures: learnt on one half of the documents, measured on the other
    python benchmarks/presence.py --write    learns from all of them and writes `criteria/presence/weights.npz`

The texts are those of `tests/fixtures/facts`, our own, and the golds of facts where they lie beside the project. A
document of a gold is in half A where the md5 sum of its name is even, else in B. Figures are those of
`trialparse evaluate`, with the weights and with the terms of the vocabulary alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from golds import ROOT, SHARED, gold_paths
from trialparse import Parser
from trialparse.criteria.outline import Item, read_outline
from trialparse.criteria.presence.features import PLACES, known, name
from trialparse.criteria.presence.tagger import OUTSIDE, Block, Named, Tagger
from trialparse.criteria.presence.words import BOUNDARY, Words, words
from trialparse.evaluation import Gold, judge, predict, read_gold
from trialparse.text import fold

OWN = ROOT / "tests" / "fixtures" / "facts"
WEIGHTS = ROOT / "src" / "trialparse" / "criteria" / "presence" / "weights.npz"
STRENGTH = 0.4  # how much weights are held down: the inverse of the regularisation
ROUNDS = 150
# Corpora differ in what people mark. What the words of one weigh by its own habits alone is learnt apart, under names
# that begin with the corpus, and a part of it is kept.
HABITS = {"lct": 0.5}
_BESIDE = {"elective", "other", "another", "adequate"}  # stand before terms of the vocabulary, and in none of ours
SELDOM = 2  # a feature must be seen so often
LEANING = 0.7  # points off the tag of words outside of things: people name more than a model is sure of
SMALL = 0.04  # weights below are none
FOLDS = 3
FIGURES = ("relaxed f1", "exact f1", "precision all", "category", "negation f1", "past f1")
ASKED = {"condition", "drug", "procedure", "device", "immunization", "biomarker", "observation"}
_NEAR = re.compile(r"-?[01] (?:word|term|bias) ")
_SENSITIVE = re.compile(r"allerg|hypersens|sensitiv|intoler|anaphyl|contra-?\s?indic|inability|unable", re.IGNORECASE)
_BEARING = re.compile(r"pregnan(?:t|cy|cies)\Z|lactati|breast-?\s?feed|nursing", re.IGNORECASE)
_FERTILE = re.compile(r"menopaus|child-?\s?bearing|reproductive", re.IGNORECASE)
# Categories of a corpus for things that the vocabulary calls otherwise: it has no devices, and calls pain a state.
_FINER = {
    ("procedure", "device"),
    ("condition", "device"),
    ("observation", "condition"),
    ("observation", "procedure"),
    ("procedure", "drug"),
}
_LEADS = re.compile(
    r"(?:(?P<allergy>allerg(?:y|ies|ic)|hypersensitiv\w+)|(?P<contraindication>contra-?\s?indicat\w+))"
    r"(?:\s+\w+){0,3}?\s+(?:to|of|for|against|with)\s+(?:[a-z]+\s+){0,2}\Z",
    re.IGNORECASE,
)


@dataclass
class Marked:
    """A text with the things that people marked in it: (start, end, category)."""

    name: str
    text: str
    things: list[tuple[int, int, str]]
    words: Words = field(default_factory=lambda: words("")[0])
    tags: list[str] = field(default_factory=list)
    features: list[list[str]] = field(default_factory=list)


def own_texts() -> Iterator[Marked]:
    """The texts of the project: `No «active [tuberculosis|condition,neg]`, with `=====` between two of them."""
    for path in sorted(OWN.glob("*.txt")):
        for number, text in enumerate(re.split(r"^=====.*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)):
            if "|" in text:
                yield _unmarked(f"{path.stem} {number}", text)


def _unmarked(name: str, marked: str) -> Marked:
    text, things, begun = "", [], 0
    for part in re.split(r"([\[«»]|\|[^\]]*\])", marked):
        if part == "[":
            begun = len(text)
        elif part.startswith("|") and part.endswith("]"):
            said = part[1:-1].split(",")
            things.append((begun, len(text), "generic" if "generic" in said else said[0]))
        elif part not in "«»":
            text += part
    return Marked(name, text, [_by_our_rules(text, *thing) for thing in things])


def gold_texts() -> Iterator[Marked]:
    """The texts of the golds, where they are here."""
    for path in sorted(SHARED.glob("facts/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            things = [
                _by_our_rules(
                    row["text"], each["start"], each["end"], "generic" if each["generic"] else each["category"]
                )
                for each in row["facts"]
            ]
            yield Marked(f"{path.stem} {row['doc']}", row["text"], things)


def _by_our_rules(text: str, start: int, end: int, category: str) -> tuple[int, int, str]:
    """A thing that people marked, as the library means it, where corpora differ.

    An allergy is the substance, and the word for it names nothing by itself; no more does an abbreviation in brackets
    behind the full name. That somebody is pregnant or nursing is a condition; chemotherapy is a drug.
    """
    words, before = text[start:end], text[max(0, start - 80) : start]
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and words.isupper() and " " not in words:
        return start, end, "generic"
    if category in ("allergy", "contraindication") and _SENSITIVE.match(words):
        return start, end, "generic"
    if category in ("observation", "condition") and (_BEARING.match(words) or _FERTILE.search(words)):
        return start, end, "condition" if _BEARING.match(words) else "observation"
    if (category, meant := _meant(words)) in _FINER:
        category = meant
    if category in ("drug", "condition", "procedure"):
        found = _LEADS.search(before)
        return start, end, (found.lastgroup or category) if found else category
    return start, end, category


def _meant(words: str) -> str:
    """The category that the vocabulary gives some words, by the longest term that ends them; none if it gives none."""
    own = known().vocabulary
    spelled = words.split()
    ends = (" ".join(spelled[first:]) for first in range(len(spelled)))
    return next((own.terms[end.lower()] for end in ends if end.lower() in own.terms), "")


def half(name: str) -> str:
    """The half of a document of a gold, by its name."""
    return "AB"[int(hashlib.md5(name.split(" ", 1)[1].encode()).hexdigest(), 16) % 2]


def prepare(text: Marked) -> Marked:
    """A text with its words, their tags and their features, criterion after criterion."""
    folded = fold(text.text)
    places = sorted(_criteria(read_outline(folded, 0, len(folded), "unknown").items))
    text.words = words(folded, *places)[0]
    text.tags = _tags(text)
    corpus = text.name.split(" ")[0]
    text.features = [_with_habits(each, corpus) if corpus in HABITS else each for each in _features(text.words)]
    return text


def _with_habits(features: list[str], corpus: str) -> list[str]:
    """The features of a word of a corpus, those near it a second time in the name of the corpus."""
    return features + [f"{corpus}|{each}" for each in features if _NEAR.match(each)]


def _criteria(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    for item in items:
        yield item.start, item.end
        yield from _criteria(item.children)


def _tags(text: Marked) -> list[str]:
    tags = [OUTSIDE] * len(text.words)
    whole = _terms(text.words) if text.name.split(" ")[0] in HABITS else {}
    for start, end, category in text.things:
        first, after = text.words.at(start, end)
        longest = whole.get((after - 1, category), (first, after))
        first, after = min(first, longest[0]), max(after, longest[1])
        for place in range(first, after):
            if tags[place] == OUTSIDE:
                tags[place] = f"{'B' if place == first else 'I'} {category}"
    return tags


def _terms(over: Words) -> dict[tuple[int, str], tuple[int, int]]:
    """The terms over some words, by each of their words and their category, that begin with no modifier."""
    outside = {form.split()[0] for form, place in known().vocabulary.modifiers.items() if place == "outside"} | _BESIDE
    return {
        (place, category): (first, after)
        for first, after, category in known().terms.find(over.lower)
        if over.lower[first] not in outside
        for place in range(first, after)
    }


def _features(over: Words) -> Iterator[list[str]]:
    """The features of each word: the place, the kind and the name of each."""
    know = known()
    names = [name(word) for word in over.surfaces]
    forms = {word: tuple(know.form(word)) for word in set(over.surfaces)}
    said: dict[str, Sequence[Sequence[str]]] = {
        "word": [(each,) for each in names],
        "form": [forms[word] for word in over.surfaces],
        "term": [(place,) for place in know.places(over.surfaces, over.lower)],
        "pair": [(f"{a} {b}",) for a, b in pairwise(names)],
    }
    for here in range(len(over)):
        found = ["0 bias bias"]
        for kind, features in said.items():
            for at in PLACES[kind]:
                if 0 <= here + at < len(features):
                    found += [f"{at} {kind} {each}" for each in features[here + at]]
        yield found


def _around(tags: Sequence[str]) -> Iterator[list[str]]:
    """What the second pass sees of the tags of the first."""
    for here in range(len(tags)):
        around = ((at, here + at) for at in PLACES["tag"])
        yield [f"{at} tag {tags[place]}" for at, place in around if 0 <= place < len(tags)]


class Fitted:
    """A linear model over named features."""

    def __init__(self, features: Sequence[list[str]], tags: Sequence[str]) -> None:
        counts = Counter(name for each in features for name in each)
        self.names = {name: place for place, name in enumerate(n for n, count in counts.items() if count >= SELDOM)}
        self.model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
        self.model.fit(self._matrix(features), list(tags))

    def _matrix(self, features: Sequence[list[str]]) -> csr_matrix:
        ends, columns = [0], []
        for each in features:
            columns += [self.names[name] for name in each if name in self.names]
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(features), len(self.names)))

    def tags(self, features: Sequence[list[str]]) -> list[str]:
        return [] if not features else list(self.model.predict(self._matrix(features)))

    def weights(self, feature: str, tags: Sequence[str]) -> NDArray[np.float64]:
        """The weights of a feature for some tags; of the bias the intercepts are added."""
        known = self.names.get(feature)
        column = self.model.coef_[:, known] if known is not None else np.zeros(len(self.model.classes_))
        column = column + self.model.intercept_ if feature == "0 bias bias" else column
        row = np.zeros(len(tags))
        row[[tags.index(tag) for tag in self.model.classes_]] = column
        return row


@dataclass
class Learnt:
    """Weights as whole numbers of which one is worth `scale`: by kind the names of the features and their rows."""

    tags: list[str]
    scale: float
    kinds: dict[str, tuple[list[str], NDArray[np.int8]]]

    def tagger(self) -> Tagger:
        blocks = {
            kind: Block({name: row for row, name in enumerate(names)}, rows.astype(np.int16))
            for kind, (names, rows) in self.kinds.items()
        }
        return Tagger(self.tags, blocks, self.scale, known())


def learn(texts: Sequence[Marked]) -> Learnt:
    """The weights of both passes side by side."""
    return compiled(*fitted(texts))


def fitted(texts: Sequence[Marked]) -> tuple[Fitted, Fitted]:
    """The models of the two passes."""
    features = [each for text in texts for each in text.features]
    tags = [tag for text in texts for tag in text.tags]
    seen = [each for guessed in _guessed(texts) for each in _around(guessed)]
    return Fitted(features, tags), Fitted([a + b for a, b in zip(features, seen, strict=True)], tags)


def compiled(first: Fitted, second: Fitted) -> Learnt:
    """Two models as the tagger needs them."""
    every = sorted({*first.model.classes_, *second.model.classes_})
    summed: dict[str, NDArray[np.float64]] = {}
    for full in first.names.keys() | second.names.keys():
        corpus, _, feature = full.partition("|") if full.split("|", 1)[0] in HABITS else ("", "", full)
        weights = np.concatenate([first.weights(full, every), second.weights(full, every)])
        summed[feature] = summed.get(feature, 0) + weights * HABITS.get(corpus, 1)
    outside = every.index(OUTSIDE)
    summed["0 bias bias"][[outside, len(every) + outside]] -= LEANING
    weighed: dict[str, dict[str, dict[int, NDArray[np.float64]]]] = {}
    for full, weights in summed.items():
        if np.abs(weights).max() >= SMALL:
            at, kind, feature = full.split(" ", 2)
            weighed.setdefault(kind, {}).setdefault(feature, {})[int(at)] = weights
    largest = max(np.abs(row).max() for kind in weighed.values() for rows in kind.values() for row in rows.values())
    scale = float(largest) / 127
    kinds = {kind: _block(kind, features, scale, 2 * len(every)) for kind, features in weighed.items()}
    return Learnt(every, scale, kinds)


def _block(
    kind: str, features: dict[str, dict[int, NDArray[np.float64]]], scale: float, size: int
) -> tuple[list[str], NDArray[np.int8]]:
    """The features of a kind with their rows, by place; behind them a row of nothing."""
    places = PLACES.get(kind, (0,))
    names = sorted(features)
    rows = np.zeros((len(names) + 1, len(places), size), np.int8)
    for row, feature in enumerate(names):
        for at, weights in features[feature].items():
            rows[row, places.index(at)] = np.round(weights / scale)
    return names, rows


def _guessed(texts: Sequence[Marked]) -> list[list[str]]:
    """The tags of the first pass for each text, by weights that have not seen it."""
    guessed: list[list[str]] = [[] for _ in texts]
    for fold_number in range(FOLDS):
        others = [text for place, text in enumerate(texts) if place % FOLDS != fold_number]
        model = Fitted([each for text in others for each in text.features], [tag for t in others for tag in t.tags])
        for place in range(fold_number, len(texts), FOLDS):
            guessed[place] = _apart(texts[place].words, model.tags(texts[place].features))
    return guessed


def _apart(over: Words, tags: Sequence[str]) -> list[str]:
    """Tags of which those between criteria tell nothing."""
    return [OUTSIDE if word == BOUNDARY else tag for word, tag in zip(over.surfaces, tags, strict=True)]


def write(path: Path, learnt: Learnt) -> None:
    """The weights as `criteria/presence/tagger.py` reads them."""
    held: dict[str, Any] = {"tags": np.array("\n".join(learnt.tags)), "scale": np.float32(learnt.scale)}
    for kind, (names, rows) in learnt.kinds.items():
        held |= {kind: rows, f"{kind} names": np.array("\n".join(names))}
    np.savez_compressed(path, **held)


class Spotter:
    """What can be named without weights: the terms of the vocabulary, and single words by their endings."""

    def find(self, over: Words) -> Iterator[Named]:
        places = [*known().places(over.surfaces, over.lower), "-"]
        first = 0
        for place, word in enumerate(places):
            if word.endswith((" I", " E")):
                continue
            term = places[first].partition(" ")[0]
            if place > first and term in ASKED:
                yield Named(first, place, term, 1.0)
            first = place


@contextmanager
def used(finder: Any) -> Iterator[None]:
    """Things are found by this finder, and not by the tagger of the library."""
    room: Any = import_module("trialparse.criteria.presence.things")
    own = room.tagger
    room.tagger = lambda: finder
    try:
        yield
    finally:
        room.tagger = own


def measure(finder: Any, gold: Gold) -> str:
    """What the library reaches on some documents where this finds the things."""
    with used(finder):
        numbers = judge(gold, predict(gold, Parser())).numbers
    return ", ".join(f"{name} {numbers[name]:.1f}" for name in FIGURES)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--write", action="store_true", help="learn from all texts and write the weights")
    args = ask.parse_args()
    own, golds = [prepare(text) for text in own_texts()], [prepare(text) for text in gold_texts()]
    if args.write:
        write(WEIGHTS, learn([*own, *golds]))
        return
    read = [gold for name, paths in gold_paths().items() if name.endswith(" facts") for gold in read_gold(paths)]
    for which, other in ("AB", "BA"):
        learnt = learn([*own, *(text for text in golds if half(text.name) == which)]).tagger()
        for gold in read:
            unseen = Gold(gold.name, gold.form, [each for each in gold.documents if half(f"- {each.name}") == other])
            print(f"{gold.name}, half {other}, weights learnt without it: {measure(learnt, unseen)}", flush=True)
            print(f"{gold.name}, half {other}, no weights: {measure(Spotter(), unseen)}", flush=True)


if __name__ == "__main__":
    main()
