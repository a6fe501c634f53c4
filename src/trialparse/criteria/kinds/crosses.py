"""Values in plus signs (`≥ 2+`, `3+ or more`), which any finding may have; they are no numbers with a unit."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from trialparse.criteria.kinds.scales import compared
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import pattern

__all__ = ["Crossed", "crossed", "on_crosses"]

_COMPARED = pattern("(?P<before>Comparator)Noun?(?P<leading>Level)|(?P<led>Level)(?P<behind>Behind)")
_UPWARDS = frozenset({"ge", "gt"})  # how what is less than `1+` is called, only a scale knows
_MEMBERS = ("1+", "2+", "3+", "4+")


@dataclass(frozen=True, slots=True)
class Crossed:
    """A compared value in plus signs, from the atom `first` to `last`."""

    first: int
    last: int
    op: str
    level: str
    levels: tuple[str, ...]


def crossed(sentence: Sentence, taken: Set[int]) -> Iterator[Crossed]:
    """The compared values in plus signs, save for `taken` atoms: of measurements that have no levels, or of none."""
    for match in _COMPARED.finditer(sentence.codes):
        place = max(match.start("leading"), match.start("led"))
        level = sentence.of(sentence.atoms[place])
        op = sentence.atoms[max(match.start("before"), match.start("behind"))].key
        if level not in _MEMBERS or op not in _UPWARDS or not taken.isdisjoint(range(match.start(), match.end())):
            continue
        levels = compared(op, level, _MEMBERS)
        if levels:
            yield Crossed(match.start(), match.end() - 1, op, level, tuple(levels))


def on_crosses(sentence: Sentence, atom: Atom | None, level: str) -> Atom | None:
    """The name of a measurement, as that of the scale on which its values in plus signs are: `proteinuria 2+`."""
    known = sentence.measurement(atom) if atom and level.endswith("+") else None
    return atom._replace(key=known.crosses) if atom and known and known.crosses else atom
