"""The books of a criterion: what can change its meaning, and what of that its constraints have used.

Every word that can change what a limit states (a number, a comparator, a denial …) is a debit when it is lexed. The
constraint that uses it settles it; what nobody settles is left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import BEHIND, COMMA, COMPARATOR, DEBITS, NUMBER, OR, one_of

__all__ = ["CLAUSES", "Books", "books", "stands_in"]

Place = tuple[int, int]
_WORD = re.compile(r"[^\W_]{3,}|\d+")
_MARKS = " \t\n\r\f\v.,;:!?()[]{}-–—_•·●*/\\|\"'’‘“”…"  # what says nothing at the ends of a stretch of words
_LISTING = one_of(COMMA, OR)
_COMPARATORS = one_of(COMPARATOR, BEHIND)
CLAUSES = ("condition", "exception")
_IN_A_NAME = frozenset({"number", "reference"})  # what can be part of a subject's name: `type 2 diabetes`


@dataclass(frozen=True, slots=True)
class Books:
    """What is left over of a criterion: the debits, as atoms, and the stretches of its words that nothing explains."""

    unused: tuple[int, ...] = ()
    residue: tuple[Place, ...] = ()


def books(sentence: Sentence, drafts: Sequence[Draft]) -> Books:
    """The books of a criterion with its constraints."""
    text, start, end = sentence.text, sentence.start, sentence.end
    if not drafts:
        return Books(residue=(_trim(text, start, end),))
    unused = tuple(_unused(sentence, drafts))
    return Books(unused, tuple(_residue(sentence, drafts, unused)))


def _unused(sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[int]:
    """The debits that no constraint settles."""
    owed = {index for index, code in enumerate(sentence.codes) if code in DEBITS}
    if not owed:
        return
    for draft in drafts:
        if draft.quantity is not None:
            owed.difference_update(draft.quantity.bounds, draft.quantity.comparators)
    for draft in drafts if owed else ():
        owed -= set(_settled(sentence, draft, owed - _after_a_limit(sentence, draft, drafts)))
    yield from sorted(owed)


def _after_a_limit(sentence: Sentence, draft: Draft, drafts: Sequence[Draft]) -> set[int]:
    """The numbers in the subject of a constraint that stand behind another limit in it, and so are no part of a name.

    `1 relapse in the past year or 2 relapses` in the past 2 years
    """
    place = draft.subject
    if place is None:
        return set()
    inside = [other.last for other in drafts if other.subject is not place and _is_in(sentence, other, place)]
    numbers = range(max(inside) + 1, draft.first) if inside else ()
    return {index for index in numbers if sentence.codes[index] == NUMBER}


def _is_in(sentence: Sentence, other: Draft, place: SubjectSpan) -> bool:
    """Whether the quantity of a constraint stands in the words of a subject."""
    first, last = sentence.atoms[other.first], sentence.atoms[other.last]
    return other.quantity is not None and place.start <= first.start and last.end <= place.end


def _settled(sentence: Sentence, draft: Draft, owed: set[int]) -> Iterator[int]:
    """Which of the debits a constraint settles."""
    quantity = draft.quantity
    for index in owed:
        atom = sentence.atoms[index]
        if quantity is not None and quantity.first <= index <= quantity.last:
            settled = _restates(sentence, quantity, index)
        elif stands_in(draft.plain, atom, "subject"):
            listed = sentence.code(index + 1) in _LISTING  # `Weight 50, 60 or 70 kg`
            settled = DEBITS[atom.code] in _IN_A_NAME and not listed
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
    spans = (part["span"] for part in map(constraint.get, parts) if part)
    return any(span["start"] <= atom.start and atom.end <= span["end"] for span in spans)


def _residue(sentence: Sentence, drafts: Sequence[Draft], unused: Sequence[int]) -> Iterator[Place]:
    """The stretches of a criterion's words that no constraint explains."""
    text, end = sentence.text, sentence.end
    empty = sentence.lexicon.roles["empty"]
    place = sentence.start
    left: list[Place] = []
    for a, b in [*sorted(part for draft in drafts for part in draft.explained), (end, end)]:
        if a > place:
            left.append(_trim(text, place, a))
        place = max(place, b)
    owed = [sentence.atoms[index] for index in unused]
    # What is owed may also stand inside the words that a constraint explains.
    left += [(atom.start, atom.end) for atom in owed if not any(a <= atom.start < b for a, b in left)]
    for a, b in sorted(left):
        is_owed = any(a <= atom.start < b for atom in owed)
        if is_owed or any(word.lower() not in empty for word in _WORD.findall(text[a:b])):
            yield a, b


def _trim(text: str, start: int, end: int) -> Place:
    words = text[start:end].rstrip(_MARKS)
    end = start + len(words)
    return end - len(words.lstrip(_MARKS)), end
