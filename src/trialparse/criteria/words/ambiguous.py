"""Ambiguous names: `CDAI` of Crohn's disease or of rheumatoid arthritis, `PCR` as a ratio or as a test.

A name that several entries share, or that its entry wants decided (`needs`, `needs_unit`), means what the page defines
it to mean; else the entry whose unit the value has; else the one of whose words one stands in the criterion, the
eligibility text or the page; else the only one that can have the value. What none of these decides stays undecided,
with a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from trialparse.criteria.words.abbreviations import Abbreviations
from trialparse.criteria.words.atom import Atom, Number
from trialparse.lexicon.alphabet import MEASURED, POINT, STOP, one_of
from trialparse.lexicon.loader import Lexicon, Measurement

__all__ = ["Decider"]

_ENDS = one_of(MEASURED, STOP, POINT)
_NEAR = 8  # atoms between a name and its values, at the most


class Decider:
    """Decides the ambiguous names of one text."""

    def __init__(self, text: str, eligibility: tuple[int, int], lexicon: Lexicon, abbreviations: Abbreviations) -> None:
        self._text, self._eligibility = text, eligibility
        self._lexicon, self._abbreviations = lexicon, abbreviations
        self._said: dict[tuple[tuple[str, ...], tuple[int, int]], bool] = {}

    def decide(self, atoms: list[Atom]) -> list[Atom]:
        """The atoms of a criterion, each ambiguous name among them with the key it means, or none."""
        found = [
            (index, readings)
            for index, atom in enumerate(atoms)
            if atom.code == MEASURED and (readings := self._readings(atom))
        ]
        if not found:
            return atoms
        decided = list(atoms)
        for index, readings in found:
            key = self._meaning(atoms, index, readings)
            others = () if key else tuple(each.id for each in readings)
            decided[index] = atoms[index]._replace(key=key, alternatives=others)
        return decided

    def _readings(self, atom: Atom) -> list[Measurement]:
        """The entries between which a name has to be decided; none where it is clear."""
        first = self._lexicon.measurements.get(atom.key)
        if first is None:
            return []
        others = [self._lexicon.measurements[key] for key in dict.fromkeys(atom.alternatives) if key != first.id]
        if others:
            return [first, *others]
        wanting = (first.needs or first.needs_unit) and self._text[atom.start : atom.end] in first.cased
        return [first] if wanting else []

    def _meaning(self, atoms: Sequence[Atom], index: int, readings: Sequence[Measurement]) -> str:
        atom = atoms[index]
        defined = self._abbreviations.meaning(self._text[atom.start : atom.end], atom.start)
        if defined is not None:
            return defined
        values = _values(atoms, index)
        criterion = (atoms[0].start, atoms[-1].end)
        scopes = (criterion, self._eligibility, (0, len(self._text)))
        for chosen in (
            [each for each in readings if _has_unit(each, values)],
            *([each for each in readings if self._has_word(each, scope)] for scope in scopes),
            [each for each in readings if _holds(each, values)] if len(readings) > 1 else [],
        ):
            if len(chosen) == 1:
                return chosen[0].id
        return ""

    def _has_word(self, reading: Measurement, scope: tuple[int, int]) -> bool:
        if not reading.needs:
            return False
        key = (reading.needs, scope)
        if key not in self._said:
            self._said[key] = _words(reading.needs).search(self._text, *scope) is not None
        return self._said[key]


@lru_cache(maxsize=512)
def _words(needs: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words; short ones in capitals only as they stand (`CD`, `RA`)."""
    spaced = {word: re.escape(word).replace(r"\ ", r"\s+") for word in needs}
    parts = [form if len(word) <= 4 and word.isupper() else f"(?i:{form})" for word, form in spaced.items()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _values(atoms: Sequence[Atom], index: int) -> list[Number]:
    """The numbers after a name up to the next one; where there are none, the one right before it."""
    found: list[Number] = []
    for atom in atoms[index + 1 : index + 1 + _NEAR]:
        if atom.code in _ENDS:
            break
        if atom.number is not None:
            found.append(atom.number)
    return found or [atom.number for atom in atoms[max(0, index - 2) : index] if atom.number is not None]


def _has_unit(reading: Measurement, values: Iterable[Number]) -> bool:
    return any(value.unit in reading.needs_unit for value in values if value.unit is not None)


def _holds(reading: Measurement, values: Sequence[Number]) -> bool:
    """Whether all values can be values of the measurement."""
    units = (reading.unit, *reading.units)
    if any(value.unit is not None and value.unit not in units for value in values):
        return False
    if reading.levels and all(value.unit is None for value in values):
        return all(str(value.value) in reading.levels for value in values)
    plain = [float(value.value) for value in values if value.unit in (None, reading.unit)]
    return reading.range is None or all(reading.range[0] <= value <= reading.range[1] for value in plain)
