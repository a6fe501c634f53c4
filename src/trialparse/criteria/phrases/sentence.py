"""A stretch of a criterion as the later stages see it: its text, its atoms and the quantities in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import CLOSE, MEASURED, OPEN
from trialparse.lexicon.loader import Lexicon, Measurement

__all__ = ["Sentence"]

_STOP = re.compile(r"(?<!\bSt)(?<!\bDr)[.;](?=\s+[A-Z(]|\s*$)|;|\n\s*\n")  # not in `St. John's wort`
_start = attrgetter("start")
_BRACKET = 40  # atoms a bracket holds, at the most


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one criterion: its atoms, `text[start:end]` in the text that is being read.

    `codes` are the codes of the atoms as one string, over which patterns are matched; `stops` the atoms at which a new
    sentence begins, and the number of atoms.
    """

    text: str
    start: int
    end: int
    atoms: Sequence[Atom]
    lexicon: Lexicon
    codes: str = field(init=False, default="")
    stops: Sequence[int] = field(init=False, default=())

    def __post_init__(self) -> None:
        if not self.atoms:
            return
        codes = "".join([atom.code for atom in self.atoms])
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "stops", self._stops())

    def _stops(self) -> list[int]:
        count = len(self.atoms)
        breaks = [match.end() for match in _STOP.finditer(self.text, self.start, self.end)]
        stops = {self.begins(place) for place in breaks}
        return sorted({stop for stop in stops if not self._in_bracket(stop)} | {0, count})

    def _in_bracket(self, index: int) -> bool:
        """Whether a bracket that opened before the atom `index` closes soon after it."""
        opening = self.codes.rfind(OPEN, max(0, index - _BRACKET), index)
        if opening < 0 or CLOSE in self.codes[opening:index]:
            return False
        return CLOSE in self.codes[index : index + _BRACKET]

    def bounds(self, index: int) -> tuple[int, int]:
        """The atoms [first, after) of the sentence that holds the atom at `index`."""
        place = bisect_right(self.stops, index)
        if 0 < place < len(self.stops):
            return self.stops[place - 1], self.stops[place]
        return 0, len(self.atoms)

    def begins(self, character: int) -> int:
        """The first atom that begins at a character or behind it."""
        return bisect_left(self.atoms, character, key=_start)

    def place(self, character: int) -> int:
        """The atom that holds a character, or the last one before it."""
        return bisect_right(self.atoms, character, key=_start) - 1

    def code(self, index: int) -> str:
        """The code of the atom at `index`, "" where there is none."""
        return self.codes[index] if 0 <= index < len(self.codes) else ""

    def words(self, first: int, after: int) -> str:
        """The text from the atom `first` up to the atom `after`, with single blanks."""
        if first >= after:
            return ""
        return " ".join(self.text[self.atoms[first].start : self.atoms[after - 1].end].split())

    def of(self, atom: Atom) -> str:
        """The text of an atom."""
        return self.text[atom.start : atom.end]

    def plays(self, index: int, *roles: str) -> bool:
        """Whether the word at the atom `index` plays one of some roles of the lexicon's `words`."""
        atom, words = self.atoms[index], self.lexicon.roles
        word = self.text[atom.start : atom.end].lower()
        for role in roles:  # noqa: SIM110  # a loop costs a third of any() here
            if word in words[role]:
                return True
        return False

    def measurement(self, atom: Atom) -> Measurement | None:
        """The lexicon entry of an atom that names a measurement."""
        return self.lexicon.measurements.get(atom.key) if atom.code == MEASURED else None
