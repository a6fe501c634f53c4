"""Numbers that describe a scale or a laboratory, and limit nobody: `(normal range 7-40 U/L)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds.kind import Found
from trialparse.criteria.phrases.nouns import low
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    CLOSE,
    COLON,
    COMMA,
    DASH,
    FROM,
    MEASURED,
    NOUN,
    OF,
    OPEN,
    POINT,
    WORD,
    one_of,
    pattern,
)

__all__ = ["DESCRIBED", "describes", "scale_behind"]

_LINKS = one_of(OF, FROM, NOUN, COLON, COMMA, DASH, OPEN, POINT)  # between such a word and the numbers
_LINKED = 4  # atoms of them, at the most
_NAMED = one_of(WORD, MEASURED, NOUN)
_LEADS_ON = pattern("Of? Comparator")
_SCALE_REACH = 4  # atoms behind the numbers in which `scale` is looked for
_STARTS = (0, 1)  # where scales begin
_ENDS = r"[01]\s?(?:-|to)\s?\d{1,3}"
_ON_A_SCALE = re.compile(
    r"[,\s]{0,3}\(?(?:as\s+(?:measured|assessed|rated|scored)\s+)?(?:on|using|out\s+of|in)\s+(?:an?|the)\s+"
    rf"(?:{_ENDS}(?:[\s-]+(?:point|cm|mm))?(?:[\s-]+\w{{1,20}}){{0,3}}?[\s-]+(?:scale|nrs|vas)\b"
    rf"|(?:\w{{1,20}}[\s-]+){{0,3}}?(?:scale|nrs|vas)\s+(?:(?:that\s+)?(?:ranges|ranging|goes|going|running)\s+)?"
    rf"(?:of|from|\()\s?{_ENDS}(?!\.?\d))",
    re.IGNORECASE,
)
_ASKED = ("within", "in", "outside", "inside", "of")  # words before `normal range` that make it a limit


@dataclass(slots=True)
class _Described:
    """Numbers, and what stands around them."""

    found: Found
    quantity: Quantity

    @property
    def sentence(self) -> Sentence:
        return self.found.sentence

    @property
    def is_range(self) -> bool:
        return self.quantity.joined and self.quantity.lower is not None and self.quantity.upper is not None

    def before(self) -> int:
        """The atom before the numbers and what links it to them, -1 where there is none."""
        index, first = self.quantity.first - 1, self.sentence.bounds(self.quantity.first)[0]
        while index >= first and self.quantity.first - index <= _LINKED and self._links(index):
            index -= 1
        return index if index >= first else -1

    def _links(self, index: int) -> bool:
        code = self.sentence.codes[index]
        fills = code == WORD and self.sentence.plays(index, "filler") and not self.sentence.plays(index, "normal")
        return code in _LINKS or fills

    def starts_scale(self) -> bool:
        """Whether it is a range that begins where scales do."""
        return self.is_range and self.quantity.lower is not None and self.quantity.lower[0] in _STARTS

    def is_normal(self) -> bool:
        index = self.before()
        if index < 0 or not self.sentence.plays(index, "normal"):
            return False
        if not self.is_range:  # `(normal < 5 mg/L)`
            return self.sentence.code(index - 1) == OPEN
        while index > 0 and self.sentence.codes[index - 1] == WORD and low(self.sentence, index - 1) == "the":
            index -= 1
        return not index or low(self.sentence, index - 1).split()[0] not in _ASKED

    def is_scale(self) -> bool:
        index = self.before() if self.starts_scale() else -1
        if index < 0 or not self.sentence.plays(index, "scaled"):
            return False
        before = range(index, max(-1, index - _SCALE_REACH), -1)
        return any(self.sentence.codes[place - 1 : place] == OPEN or self._is_article(place - 1) for place in before)

    def _is_article(self, index: int) -> bool:
        return index >= 0 and low(self.sentence, index).split()[-1] in ("a", "an", "possible", "theoretical")

    def is_rated(self) -> bool:
        """Whether nothing known is rated from here to there."""
        index = self.before() if self.starts_scale() else -1
        if index < 0 or not self.sentence.plays(index, "rated"):
            return False
        return MEASURED not in self.sentence.codes[self.sentence.bounds(self.quantity.first)[0] : index]

    def is_whole(self) -> bool:
        """Whether it is all that the scale named last has."""
        if not self.is_range:
            return False
        index = self.sentence.codes.rfind(MEASURED, 0, self.quantity.first)
        known = self.sentence.measurement(self.sentence.atoms[index]) if index >= 0 else None
        lower, upper = self.quantity.lower, self.quantity.upper
        if known is None or known.range is None or lower is None or upper is None:
            return False
        return (float(lower[0]), float(upper[0])) == known.range

    def is_beside_limit(self) -> bool:
        """Whether it fills a bracket beside a limit."""
        codes, first, last = self.sentence.codes, self.quantity.first, self.quantity.last
        if not self.is_range or codes[first - 1 : first] != OPEN or codes[last + 1 : last + 2] != CLOSE:
            return False
        if _LEADS_ON.match(codes, last + 2):
            return True
        return self.starts_scale() and first - 2 in self.beside()

    def beside(self) -> set[int]:
        """The last atoms of the limits and levels read beside it."""
        units = (None, self.quantity.unit)
        limits = {each.last for each in self.found.values if each.op and not each.joined and each.unit in units}
        return limits | {each.last for each in self.found.sets}

    def is_named_behind(self) -> bool:
        """`on a 0-10 numeric rating scale`."""
        sentence, last = self.sentence, self.quantity.last
        if not self.starts_scale() or not self.quantity.first:
            return False
        ahead = range(last + 1, min(last + 1 + _SCALE_REACH, len(sentence.atoms)))
        return self._is_article(self.quantity.first - 1) and any(
            sentence.codes[index] in _NAMED and sentence.plays(index, "scaled") for index in ahead
        )


DESCRIBED: Table[_Described, None] = Table(
    "described",
    Rule("described.normal", _Described.is_normal, None, example="ALT (normal range 7-40 U/L) above 3 times the ULN"),
    Rule("described.scale", _Described.is_scale, None, example="Pain is told on a scale of 0 to 10"),
    Rule("described.rated", _Described.is_rated, None, example="Twelve items that are rated 0-4 each"),
    Rule("described.whole", _Described.is_whole, None, example="PHQ-9 ranging from 0 to 27"),
    Rule("described.beside", _Described.is_beside_limit, None, example="Stiffness ≥ 4 (0-10)"),
    Rule("described.behind", _Described.is_named_behind, None, example="Itch ≥ 4 on a 0-10 rating scale"),
)


def scale_behind(sentence: Sentence, place: int) -> list[tuple[int, int]]:
    """The words behind a limit that say on which scale it is: `on a 0-10 scale`, `on a scale of 0 to 4`."""
    match = _ON_A_SCALE.match(sentence.text, place, sentence.end)
    return [match.span()] if match else []


def describes(found: Found, quantity: Quantity) -> bool:
    """Whether numbers only say what a scale or a laboratory has."""
    described = _Described(found, quantity)
    if (
        not described.is_range
        and OPEN not in found.sentence.codes[max(0, quantity.first - _LINKED - 2) : quantity.first]
    ):
        return False  # what is no range is described in a bracket only
    return DESCRIBED.first(described) is not None
