"""The abbreviations that a page defines itself: `long form (SHORT)`.

A short form in brackets is matched to the words before it as Schwartz and Hearst do: its characters, from the last to
the first, are looked for in these words from right to left, and the first of them begins a word. Short forms that the
text uses again are resolved to what the lexicon says of the long form.

>>> text = "Modified Bread Hardness Index (MBHI) at least 3 months ago. MBHI > 4"
>>> [(text[a:b], short) for a, b, short, _ in pairs(text, (60, 68))]
[('Modified Bread Hardness Index', 'MBHI')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from trialparse.criteria.words.lexer import Lexer
from trialparse.lexicon.alphabet import MEASURED, WORD
from trialparse.lexicon.loader import Phrase

__all__ = ["Abbreviations", "long_form", "pairs"]

_BRACKET = re.compile(r"\(([A-Za-z][\w/&+-]{1,11})[);,]")
_WORD = re.compile(r"[^\W_][\w'-]*")
_REACH = 160  # characters before a bracket in which its long form stands, at the most
_LIMIT = 200  # definitions a text is credited with, at the most


def pairs(text: str, used: tuple[int, int]) -> Iterator[tuple[int, int, str, int]]:
    """(start, end, short form, end of the definition) of every long form whose short form is used again in `used`."""
    found = 0
    for match in _BRACKET.finditer(text):
        short = match[1]
        if not any(char.isupper() for char in short) or text.find(short, max(match.end(), used[0]), used[1]) < 0:
            continue
        start = long_form(text, match.start(), short)
        if start is not None:
            yield start, len(text[: match.start()].rstrip()), short, match.end()
            found += 1
        if found == _LIMIT:
            return


def long_form(text: str, end: int, short: str) -> int | None:
    """Where the long form of `short` begins that ends at `end`, None where the words before are none."""
    floor = max(0, end - _REACH, text.rfind("\n", max(0, end - _REACH), end) + 1)
    words = [match.start() for match in _WORD.finditer(text, floor, end)]
    letters = [char for char in short.lower() if char.isalnum()]
    most = min(len(letters) + 5, 2 * len(letters))
    starts = set(words[-most:])
    place = end
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= floor and (text[place].lower() != letters[number] or (number == 0 and place not in starts)):
            place -= 1
        if place < floor:
            return None
    return place if place in starts and end - place > len(short) + 1 else None


class Abbreviations:
    """What the short forms of a text mean in it: the id of a lexicon entry, or "" where the lexicon has none."""

    def __init__(self, text: str, used: tuple[int, int], lexer: Lexer) -> None:
        self._meanings: dict[str, list[tuple[int, str]]] = {}
        for start, end, short, place in pairs(text, used):
            self._meanings.setdefault(short, []).append((place, _id_of(text, start, end, lexer)))
        self._unknown = [short for short in self._meanings if not _is_name(short, lexer)]

    def meaning(self, short: str, place: int) -> str | None:
        """What a short form that stands at `place` means by the definition before it; None where there is none."""
        before = [id for end, id in self._meanings.get(short, ()) if end <= place]
        return before[-1] if before else None

    @cached_property
    def _uses(self) -> re.Pattern[str] | None:
        """The short forms that mean an entry and are no name in the lexicon."""
        known = [short for short in self._unknown if any(id for _, id in self._meanings[short])]
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None

    def find(self, text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[Phrase, int, int]]:
        """(meaning, first token, token after) of every use of a short form that the lexicon does not have."""
        if self._uses is None or not places:
            return
        firsts = {start: index for index, (start, _) in enumerate(places)}
        afters = {end: index + 1 for index, (_, end) in enumerate(places)}
        for match in self._uses.finditer(text, places[0][0], places[-1][1]):
            id = self.meaning(match[0], match.start())
            if id and match.start() in firsts and match.end() in afters:
                yield Phrase(match[0], MEASURED, id), firsts[match.start()], afters[match.end()]


def _id_of(text: str, start: int, end: int, lexer: Lexer) -> str:
    atoms = lexer.atoms(text, start, end)
    return atoms[0].key if len(atoms) == 1 and atoms[0].code == MEASURED and not atoms[0].alternatives else ""


def _is_name(short: str, lexer: Lexer) -> bool:
    return all(atom.code != WORD for atom in lexer.atoms(short))
