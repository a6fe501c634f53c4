"""What a word shows of itself: its letters, its form, and what the vocabulary knows of it.

The tagger weighs these, at the word and at those around it; the script that learns the weights asks the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from trialparse.criteria.presence.terms import Terms
from trialparse.criteria.presence.words import split
from trialparse.lexicon.source import LexiconError
from trialparse.lexicon.vocabulary import Vocabulary, vocabulary

__all__ = ["PLACES", "Known", "classes", "known", "name"]

# Of each kind of feature the places around a word at which it counts: of a `word` itself, its `form`, the `term` that
# it is part of, a `pair` of neighbours, which is where its first word stands, and the `tag` that the first pass gave.
PLACES: Mapping[str, tuple[int, ...]] = {
    "word": (-3, -2, -1, 0, 1, 2, 3),
    "form": (-2, -1, 0, 1, 2),
    "term": (-2, -1, 0, 1, 2),
    "pair": (-2, -1, 0, 1),
    "tag": (-3, -2, -1, 0, 1, 2),
}
_LONG = 5  # letters of a word whose first and last ones tell more
_NONE = "-"


def name(word: str) -> str:
    """A word as a feature, numbers by their length alone.

    >>> name("Stage"), name("2024")
    ('stage', '000')
    """
    return "0" * min(len(word), 3) if word.isdigit() else word.lower()


def _shape(word: str) -> str:
    if not word.isalpha():
        return "number" if word.isdigit() else "mixed" if word.isalnum() else "mark"
    if word.isupper():
        return "capital" if len(word) == 1 else "capitals"
    return "lower" if word.islower() else "title" if word[0].isupper() and word[1:].islower() else "mixed case"


@dataclass(frozen=True, slots=True)
class Known:
    """What a vocabulary knows: its terms, and the parts that words play in them."""

    vocabulary: Vocabulary
    terms: Terms
    cased: Mapping[str, str]  # the category of a word that is a term as it is written
    parts: Mapping[str, tuple[str, ...]]  # by word, the categories of the terms that it stands in or ends, its classes

    def form(self, word: str) -> Iterator[str]:
        """What else a word shows of itself.

        >>> "ending condition" in set(known().form("bronchiolitis"))
        True
        """
        low, of = word.lower(), self.vocabulary
        yield f"shape {_shape(word)}"
        if low.isalpha() and len(low) > 3:
            yield from (f"suffix {low[-3:]}", f"suffix {low[-4:]}")
            if len(low) > _LONG:
                yield from (f"suffix {low[-5:]}", f"prefix {low[:4]}")
        for part, category in (
            ("ending", of.by_ending(low)),
            ("head", of.heads.get(low)),
            ("modifier", of.modifiers.get(low)),
        ):
            if category:
                yield f"{part} {category}"
        yield from self.parts.get(low, ())

    def places(self, words: Sequence[str], lower: Sequence[str]) -> list[str]:
        """For each word its place in the longest term over it: `condition B` its first word, `E` its last, or `-`."""
        cased = self.cased
        tags = [f"{cased[word]} B" if word in cased else _NONE for word in words]
        for first, after, category in self.terms.find(lower):
            if after - first == 1:
                if tags[first] == _NONE:
                    tags[first] = f"{category} B"
                continue
            tags[first:after] = [f"{category} B", *[f"{category} I"] * (after - first - 2), f"{category} E"]
        return tags


@cache
def known() -> Known:
    """What the vocabulary that comes with the library knows."""
    own = vocabulary()
    cased = {term: category for term, category in own.cased.items() if len(split(term)) == 1}
    # Terms of several words are known by these, whatever their case.
    every = {term.lower(): category for term, category in own.cased.items() if term not in cased} | dict(own.terms)
    terms = {tuple(split(term)): category for term, category in every.items()}
    parts: dict[str, dict[str, None]] = {}
    for words, category in terms.items():
        parts.setdefault(words[-1], {})[f"last {category}"] = None
        for word in words:
            parts.setdefault(word, {})[f"inside {category}"] = None
    for word, of in classes().items():
        parts.setdefault(word, {}).update(dict.fromkeys(of))
    return Known(own, Terms(terms), cased, {word: tuple(told) for word, told in parts.items()})


def classes(file: Traversable | None = None) -> dict[str, tuple[str, ...]]:
    """The classes of words that are used alike, from coarse to fine; `benchmarks/classes.py` learns them.

    >>> classes()["asthma"] == classes()["copd"]
    True
    """
    file = file or resources.files(__package__) / "classes.txt"
    try:
        lines = [line.split(" ") for line in file.read_text(encoding="utf-8").splitlines()]
        return {
            word: (f"coarse class {coarse}", f"class {middle}", f"fine class {fine}")
            for word, coarse, middle, fine in lines
        }
    except (OSError, ValueError) as fault:
        raise LexiconError(f"{file.name}: {fault}") from None
