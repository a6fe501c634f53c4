"""The members of chains of markers: each a name, or a variant of the name before, with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialparse.criteria.presence.marker_words import Meaning, Token, pattern

__all__ = ["Item", "chains"]

_ITEM = pattern(
    "(?P<before>[Qualifier Origin State Alteration Exon Variant]{0,4})"
    "(?:(?P<name>Name)(?:Open(?P<alias>[Name Virus])Close)?|(?=[Exon Variant]))"
    "(?P<behind>(?:[Qualifier Origin Filler]{0,4}"
    "(?:State(?:Joint State(?!Filler?Name))?|[Alteration Exon Variant Sign])|Origin){0,6})"
)
_BETWEEN = pattern("(?:(?:Joint Virus){0,2}[Joint Open Close]{1,3}Prep{0,2})?")
_GRADED = frozenset({"MSI", "TMB", "CD274", "ERBB2", "ER", "PR", "HRD", "FOLR1", "TACSTD2"})  # what is high or low
_EITHER = frozenset({"positive", "negative"})
_GENERAL = frozenset({"mutation", "alteration", "expression"})  # what gives way to a class beside it
_SUSPENDED = re.compile(  # a hyphen whose other half stands further on: `EGFR- or ALK-positive`
    r"(?:\s(?:or|and|and/or)\s(?:\S{2,14}\s){0,2}\S{2,14})?[-\s]\s{0,9}(?:positive|negative|mut|rearr|ampl|fusion|wild|transl|expres|target|direct|alter)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a chain: from which token to which its name stands, and how far what belongs to it reaches."""

    words: Sequence[Token]  # all of the text
    first: int
    last: int
    wide_first: int
    wide_last: int
    name: Token | None
    alias: bool
    said: tuple[Token, ...]  # alterations, exons, variants, states, signs and origins

    def of(self, *kinds: str) -> list[Token]:
        """What of some kinds is said."""
        return [token for token in self.said if token.kind in kinds]

    @property
    def own(self) -> Meaning:
        """What the name itself means."""
        return self.name.meaning if self.name else Meaning()

    @property
    def gene(self) -> str | None:
        """The gene that the item itself names."""
        genes = (each.meaning.gene for each in self.of("Variant", "Exon") if each.meaning.gene)
        return self.own.gene if self.name else next(genes, None)

    @property
    def alteration(self) -> str | None:
        """The class of what is said of the gene."""
        said = [each.meaning.alteration for each in self.of("Alteration", "Exon", "Variant")]
        found = [each for each in (*said, self.own.alteration) if each]
        return next((each for each in found if each not in _GENERAL), found[0] if found else None)

    @property
    def state(self) -> str | None:
        """The state that the item itself has; none where it is either: `HER2 positive or negative`."""
        states = [each.meaning.state for each in self.of("State", "Sign", "Alteration") if each.meaning.state]
        return None if _EITHER.issubset(states) else next(iter(states), self.own.state)

    @property
    def origin(self) -> str | None:
        """Germline or somatic."""
        return next((each.meaning.origin for each in self.of("Origin")), self.own.origin)

    @property
    def variant(self) -> str | None:
        """Exon and change, as they are printed."""
        said = [each.meaning.variant for each in self.of("Exon", "Variant") if each.meaning.variant]
        return " ".join(" ".join(said).split()) or self.own.variant

    @property
    def printed(self) -> tuple[int, int]:
        """The characters of the name with what belongs to it."""
        return self.words[self.first].start, self.words[self.last].end

    @property
    def wide_start(self) -> int:
        """Where the words before the name begin that belong to it."""
        return self.words[self.wide_first].start

    @property
    def wide_end(self) -> int:
        """Where what is said behind the name ends."""
        return max([self.printed[1], *(each.end for each in self.said)])

    @property
    def is_told(self) -> bool:
        """Whether anything is said of the gene."""
        return bool(self.of("Alteration", "Exon", "Variant", "State", "Sign"))

    @property
    def is_altered(self) -> bool:
        """Whether an alteration stands behind the name."""
        return any(self.name is None or each.start > self.name.start for each in self.of("Alteration"))

    @property
    def stands(self) -> bool:
        """Whether the name alone says the whole."""
        return self.name is not None and not self.name.meaning.needs


def chains(text: str, words: Sequence[Token], codes: str) -> Iterator[list[Item]]:
    """The items that stand beside each other."""
    chain: list[Item] = []
    for match in _ITEM.finditer(codes):
        item = _item(text, words, match)
        if chain and not _BETWEEN.fullmatch(codes, chain[-1].wide_last + 1, item.wide_first):
            yield chain
            chain = []
        chain.append(item)
    if chain:
        yield chain


def _item(text: str, words: Sequence[Token], match: re.Match[str]) -> Item:
    place = match.end("before")
    before = range(match.start(), place)
    behind = range(*match.span("behind"))
    said = [each for each in (*before, *behind) if _is_said(text, words, each, place)]
    inside = [each for each in said if words[each].kind in ("Alteration", "Exon", "Variant")]
    name = words[place] if match["name"] else None
    return Item(
        words,
        first=min([place, *inside]),
        last=max([place, *inside]),
        wide_first=match.start(),
        wide_last=match.end() - 1,
        name=name,
        alias=match["alias"] is not None,
        said=tuple(words[each] for each in said),
    )


def _is_said(text: str, words: Sequence[Token], at: int, name: int) -> bool:
    """Whether a word says something of the marker at `name`."""
    token = words[at]
    if token.kind == "State" and token.meaning.state in ("high", "low"):
        return words[name].meaning.gene in _GRADED or text[token.start - 1 : token.start] == "-"
    if token.kind == "Sign" and text[token.start] == "-":
        return _SUSPENDED.match(text, token.end) is None
    return token.kind not in ("Qualifier", "Filler", "Joint")
