"""How a criterion was read: its atoms, what the productions made of them, and what nothing explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trialparse.lexicon.alphabet import SAYS, WORD
from trialparse.model import Criterion, Span
from trialparse.outputs.describe import describe
from trialparse.parser import Parser
from trialparse.text import fold

if TYPE_CHECKING:
    from trialparse.criteria.words.atom import Atom

__all__ = ["Explanation", "Part", "explain"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a criterion and what it was read as; the span is in the page's text."""

    span: Span
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a criterion was read; printed, it is a table.

    `atoms` are its words with what they mean to the grammar, `productions` what the named rules made of them,
    `residue` the stretches that nothing explains.
    """

    atoms: tuple[Part, ...]
    productions: tuple[Part, ...]
    residue: tuple[Part, ...]

    def __str__(self) -> str:
        return "\n".join(line for name in self.__slots__ for line in _table(name, getattr(self, name)))


def explain(criterion: Criterion, parser: Parser | None = None) -> Explanation:
    """How the own words of a criterion were read; its children are criteria of their own.

    The atoms are read anew with the lexicon of the `parser`, the one without packs by default, and without the
    abbreviations that the rest of the criterion's page defines.

    >>> from trialparse import parse_criteria
    >>> print(explain(parse_criteria("CRP > 6 mg/L despite diet").criteria[0]))
    atoms
          0-3     CRP     measurement crp
          4-5     >       comparator gt
          6-12    6 mg/L  number 6 mg/L
    productions
          4-12    > 6 mg/L  core:prefix: threshold  CRP (crp)  (6,)  mg/L
    residue
         13-25    despite diet
    """
    from trialparse.criteria.words.lexer import lexer  # imports spaCy, which `import trialparse` need not

    start = criterion.span.start
    atoms = lexer((parser or Parser()).lexicon).atoms(fold(criterion.text))
    said = ((Span(start=start + atom.start, end=start + atom.end), _meaning(atom)) for atom in atoms)
    return Explanation(
        atoms=tuple(_part(criterion, span, meaning) for span, meaning in said if meaning),
        productions=tuple(
            _part(criterion, each.span, f"{each.rule}: {describe(each)}") for each in criterion.constraints
        ),
        residue=tuple(_part(criterion, span, "") for span in criterion.residue),
    )


def _part(criterion: Criterion, span: Span, meaning: str) -> Part:
    start = criterion.span.start
    return Part(span, criterion.text[span.start - start : span.end - start], meaning)


def _meaning(atom: Atom) -> str:
    """What an atom says to the grammar; plain words say nothing."""
    if atom.code == WORD and not atom.key:
        return ""
    name = SAYS[atom.code]
    if (number := atom.number) is not None:
        return " ".join(str(part) for part in (name, number.value, number.unit, number.reference) if part is not None)
    return f"{name} {atom.key}" if atom.key else name


def _table(name: str, parts: tuple[Part, ...]) -> Iterator[str]:
    yield name
    wide = max((len(part.text) for part in parts), default=0)
    for part in parts:
        yield f"  {part.span.start:>5}-{part.span.end:<5} {part.text:{min(wide, 40)}}  {part.meaning}".rstrip()
