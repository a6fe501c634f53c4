"""The books of a criterion: what can change its meaning, and what of that its constraints have used.

Every word that can change what a limit states (a number, a comparator, a denial …) is a debit when it is lexed. The
constraint that uses it settles it; what nobody settles is left over.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.ledger.asides import asides
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import BEHIND, COMMA, COMPARATOR, DEBITS, NOT, NUMBER, OR, one_of
from trialparse.lexicon.loader import Lexicon
from trialparse.model.criterion import Kind

__all__ = ["CLAUSES", "Books", "books", "stands_in"]

Place = tuple[int, int]
_WORD = re.compile(r"[^\W_]{3,}|\d+")
_ANY_WORD = re.compile(r"[^\W_]+")
_ALIAS = re.compile(r"\s*[(\[]\s*([^\W\d_]*(?:[A-Z][a-z]*-?){2,6}\d?s?)\s*[)\]]")
_LONGEST_NAME = 100  # characters before an abbreviation in which its name stands
_AGAIN: Mapping[Kind, str] = {"inclusion": "admitting", "exclusion": "barring"}
_LISTING = one_of(COMMA, OR)
_COMPARATORS = one_of(COMPARATOR, BEHIND)
CLAUSES = ("condition", "exception")
_PARTS = ("subject", *CLAUSES)
_IN_A_NAME = frozenset({"number", "reference"})  # what can be part of a subject's name: `type 2 diabetes`


@dataclass(frozen=True, slots=True)
class Books:
    """What is left over of a criterion: the debits, as atoms, and the stretches of its words that nothing explains."""

    unused: tuple[int, ...] = ()
    residue: tuple[Place, ...] = ()


def books(sentence: Sentence, drafts: Sequence[Draft], things: Sequence[Place] = (), kind: Kind = "unknown") -> Books:
    """The books of a criterion with its constraints, and the stretches that things without a number explain."""
    if not drafts and not things:
        return Books(residue=tuple(_unexplained(sentence, (sentence.start, sentence.end), (), kind)))
    unused = tuple(_unused(sentence, drafts)) if drafts else ()
    explained = [*things, *(place for draft in drafts for place in draft.explained)]
    return Books(unused, tuple(_residue(sentence, explained, unused, kind)))


def _unused(sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[int]:
    """The debits that no constraint settles."""
    debits = {index for index, code in enumerate(sentence.codes) if code in DEBITS}
    if not debits:
        return
    for draft in drafts:
        if draft.quantity is not None:
            debits.difference_update(draft.quantity.bounds, draft.quantity.comparators)
    owed = sorted(debits)
    starts = [sentence.atoms[index].start for index in owed]
    limits = [sentence.atoms[draft.first].start for draft in drafts]
    for draft in drafts if owed else ():
        near = {
            index
            for a, b in _stretches(sentence, draft)
            for index in owed[bisect_left(starts, a) : bisect_left(starts, b)]
        }
        debits.difference_update(_settled(sentence, draft, near - _after_a_limit(sentence, draft, drafts, limits)))
    yield from sorted(debits)


def _after_a_limit(sentence: Sentence, draft: Draft, drafts: Sequence[Draft], limits: Sequence[int]) -> set[int]:
    """The numbers in the subject of a constraint that stand behind another limit in it, and so are no part of a name.

    `1 relapse in the past year or 2 relapses` in the past 2 years; `limits` is where the limits of `drafts` begin.
    """
    place = draft.subject
    if place is None:
        return set()
    within = drafts[bisect_left(limits, place.start) : bisect_left(limits, place.end)]
    inside = [
        other.last
        for other in within
        if other.subject is not place and other.quantity is not None and sentence.atoms[other.last].end <= place.end
    ]
    if not inside:
        return set()
    numbers = range(max(inside) + 1, sentence.begins(place.end))
    return {index for index in numbers if sentence.codes[index] == NUMBER}


def _stretches(sentence: Sentence, draft: Draft) -> Iterator[Place]:
    """Where the debits stand that a constraint may settle."""
    yield from draft.explained
    if draft.quantity is not None:
        yield sentence.atoms[draft.quantity.first].start, sentence.atoms[draft.quantity.last].end
    for name in _PARTS:
        part = draft.plain.get(name)
        if part:
            yield part["span"]["start"], part["span"]["end"]


def _settled(sentence: Sentence, draft: Draft, near: Iterable[int]) -> Iterator[int]:
    """Which of the debits near its words a constraint settles."""
    quantity = draft.quantity
    for index in near:
        atom = sentence.atoms[index]
        if quantity is not None and quantity.first <= index <= quantity.last:
            settled = _restates(sentence, quantity, index)
        elif stands_in(draft.plain, atom, "subject"):
            listed = sentence.code(index + 1) in _LISTING  # `Weight 50, 60 or 70 kg`
            opens = atom.code == NOT and atom.start == draft.plain["subject"]["span"]["start"]  # `no seizures`
            settled = (DEBITS[atom.code] in _IN_A_NAME and not listed) or opens
        elif stands_in(draft.plain, atom, *CLAUSES):
            settled = not (atom.number and atom.number.unit)  # that is a limit of its own
        else:
            settled = any(a <= atom.start and atom.end <= b for a, b in draft.explained)
        if settled:
            yield index


def _restates(sentence: Sentence, quantity: Quantity, index: int) -> bool:
    """Whether a word inside a quantity says once more what a comparator of it says, or joins its numbers."""
    atom = sentence.atoms[index]
    if atom.code == NUMBER:
        return False
    return atom.code not in _COMPARATORS or any(sentence.atoms[other].key == atom.key for other in quantity.comparators)


def stands_in(constraint: Mapping[str, Any], atom: Atom, *parts: str) -> bool:
    """Whether an atom is a word of some of the parts of a constraint."""
    for name in parts:
        part = constraint.get(name)
        if part and part["span"]["start"] <= atom.start and atom.end <= part["span"]["end"]:
            return True
    return False


def _residue(sentence: Sentence, explained: Sequence[Place], unused: Sequence[int], kind: Kind) -> Iterator[Place]:
    """The stretches of a criterion's words that are not explained."""
    end = sentence.end
    empty = sentence.lexicon.roles["empty"]
    place = sentence.start
    gaps: list[Place] = []
    for a, b in [*sorted(explained), (end, end)]:
        if a > place:
            gaps.append((place, a))
        place = max(place, b)
    owed = [(sentence.atoms[index].start, sentence.atoms[index].end) for index in unused]
    # What is owed may also stand inside the words that a constraint explains.
    left = [each for each in owed if not _lies_in(gaps, each[0])]
    for gap in gaps:
        own = [each for each in owed if gap[0] <= each[0] < gap[1]]
        if own or not empty.issuperset(_WORD.findall(sentence.text[slice(*gap)].lower())):
            left += _unexplained(sentence, _behind_alias(sentence, gap), own, kind)
    return iter(sorted(left))


def _behind_alias(sentence: Sentence, gap: Place) -> Place:
    """A gap without the abbreviation in brackets, at its begin, of what is explained before: `heart failure (HF)`."""
    found = _ALIAS.match(sentence.text, *gap) if gap[0] > sentence.start else None
    if found is None:
        return gap
    before = iter(sentence.text[max(sentence.start, gap[0] - _LONGEST_NAME) : gap[0]].lower())
    stands = all(letter in before for letter in found[1].lower().removesuffix("s"))
    return (found.end(), gap[1]) if stands else gap


def _unexplained(sentence: Sentence, gap: Place, owed: Sequence[Place], kind: Kind) -> Iterator[Place]:
    """The stretches of a gap between explained words without asides, and without the words at their ends that only tie.

    Some of these tie words to what is explained beside them alone; what is owed is always left.
    """
    places, words = _words_of(sentence.text, gap, owed)
    fills, ties = _empty_words(sentence.lexicon, kind)
    borders = (gap[0] > sentence.start, gap[1] < sentence.end)
    for own in _runs(len(words), asides().within(words)):
        before = ties if borders[0] and own[0] == 0 else fills
        behind = ties if borders[1] and own[-1] == len(words) - 1 else fills
        first = _first(words, own, before)
        last = _first(words, own[::-1], behind)
        if first <= last and words[first] not in before and words[last] not in behind:
            yield places[first][0], places[last][1]


def _words_of(text: str, gap: Place, owed: Sequence[Place]) -> tuple[list[Place], list[str]]:
    """The words of a gap: where they stand and what they are; one that is owed is like no other."""
    places = [found.span() for found in _ANY_WORD.finditer(text, *gap)]
    if not owed:
        return places, [text[start:end].lower() for start, end in places]
    places = sorted([*(place for place in places if not _overlap(place, owed)), *owed])
    return places, ["" if place in owed else text[slice(*place)].lower() for place in places]


def _runs(count: int, without: Set[int]) -> Iterator[Sequence[int]]:
    """The places up to a count that stand side by side, without some of them."""
    if not without:
        if count:
            yield range(count)
        return
    for is_without, run in groupby(range(count), without.__contains__):
        if not is_without:
            yield list(run)


def _first(words: Sequence[str], places: Sequence[int], fills: Set[str]) -> int:
    """The first of some places whose word does not only tie; where there is none, the last."""
    return next((place for place in places if words[place] not in fills), places[-1])


@lru_cache(32)
def _empty_words(lexicon: Lexicon, kind: Kind) -> tuple[Set[str], Set[str]]:
    """The words that say nothing, or only once more on which side a criterion is; and those with the ones that tie."""
    again = _AGAIN.get(kind)
    fills = lexicon.roles["filling"] | (lexicon.roles[again] if again else frozenset())
    return fills, fills | lexicon.roles["tie"]


def _overlap(place: Place, others: Sequence[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)


def _lies_in(places: Sequence[Place], character: int) -> bool:
    """Whether one of some places, in their order, holds a character."""
    found = bisect_right(places, (character, sys.maxsize)) - 1
    return found >= 0 and places[found][0] <= character < places[found][1]
