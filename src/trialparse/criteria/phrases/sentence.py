"""A stretch of a criterion as the later stages see it: its text, its atoms and the quantities in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from trialparse.criteria.phrases.moments import Moment, moments
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import CLOSE, MEASURED, OPEN
from trialparse.lexicon.loader import Lexicon, Measurement

__all__ = ["Sentence"]

_STOP = re.compile(r"[.;](?=\s+[A-Z(]|\s*$)|;|\n\s*\n")
_BRACKET = 40  # atoms a bracket holds, at the most


@dataclass(frozen=True)
class Sentence:
    """The words of one criterion: its atoms, `text[start:end]` in the text that is being read."""

    text: str
    start: int
    end: int
    atoms: Sequence[Atom]
    lexicon: Lexicon

    @cached_property
    def codes(self) -> str:
        """The codes of the atoms as one string, over which patterns are matched."""
        return "".join(atom.code for atom in self.atoms)

    @cached_property
    def stops(self) -> list[int]:
        """The atom indexes at which a new sentence begins, and the number of atoms."""
        if not self.atoms:
            return []
        starts = [atom.start for atom in self.atoms]
        breaks = (match.end() for match in _STOP.finditer(self.text, self.start, self.end))
        stops = {bisect_left(starts, place) for place in breaks}
        return sorted({stop for stop in stops if not self._in_bracket(stop)} | {0, len(starts)})

    @cached_property
    def moments(self) -> list[Moment]:
        """The clinical moments at which a value may have to hold."""
        return moments(self.text, self.start, self.end, self.atoms, self.codes)

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

    def code(self, index: int) -> str:
        """The code of the atom at `index`, "" where there is none."""
        return self.codes[index] if 0 <= index < len(self.codes) else ""

    def words(self, first: int, after: int) -> str:
        """The text from the atom `first` up to the atom `after`."""
        if first >= after:
            return ""
        return self.text[self.atoms[first].start : self.atoms[after - 1].end]

    def of(self, atom: Atom) -> str:
        """The text of an atom."""
        return self.text[atom.start : atom.end]

    def plays(self, index: int, role: str) -> bool:
        """Whether the word at the atom `index` plays a role of the lexicon's `words`."""
        atom = self.atoms[index]
        return self.text[atom.start : atom.end].lower() in self.lexicon.roles[role]

    def measurement(self, atom: Atom) -> Measurement | None:
        """The lexicon entry of an atom that names a measurement."""
        return self.lexicon.measurements.get(atom.key) if atom.code == MEASURED else None
