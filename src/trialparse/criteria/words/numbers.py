"""Numbers as registry text writes them, with the unit or the normal limit that follows.

Forms and traps: thousands (`100,000`, `50.000 /mm3`), decimal commas (`1,5`), words with their figure (`three (3)`),
titres (`1:80`), weeks and days (`36+6`), fractions.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from trialparse.criteria.words.atom import Atom, Number
from trialparse.criteria.words.normal_limits import CHANGE, LIMIT, PREDICTED, reference_of
from trialparse.criteria.words.units import SUPERSCRIPTS, Unit, UnitReader
from trialparse.lexicon.alphabet import NUMBER, ORDINAL, WORD
from trialparse.lexicon.loader import Lexicon

__all__ = ["NumberReader"]

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_RAISED = re.compile(r"\s{0,5}\^\s{0,2}(\d{1,2})(?![\d.,]\d)|([⁰¹²³⁴-⁹]{1,2})")  # what makes of 10 a power of it
_RESTATED = re.compile(r"\s{0,16}\(\s?([A-Za-z]{3,9}|\d{1,4})\s?\)")
_AND_A_HALF = re.compile(r"\s+and\s+(?:a\s+|one\s+)half\b", re.IGNORECASE)
_PLUS = re.compile(r"\s?\+(?!\s?[\d/])")
_NTH_WEEK = re.compile(r"\s+(?:gestational\s+)?weeks?\s+(?:of\s+)?(?:gestation|pregnancy|amenorrh)", re.IGNORECASE)
_PERCENTILE = re.compile(r"\s{0,16}(?:per)?centile", re.IGNORECASE)
_OLD = re.compile(r"(?:\s{0,24}|-)(?:old\b|of\s+age\b|age\b|in\s+age\b)", re.IGNORECASE)
_EUROPEAN_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COUNTED = {"/uL", "10*9/L", "{copies}/mL", "[IU]/mL", "/L", "/mL"}
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_SHORTEST_ONE = 3
_LEAST_PLUS = 10  # from which on a plus behind a number says "or more", and is no level
_LEAST_TITRE = 8


class NumberReader:
    """Reads a number atom at a place, with its unit; at `stop` the criterion ends, and all that belongs to it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.numbers
        self.units = UnitReader(lexicon)
        # The units of time that can stand for one of it: `in the past month`.
        singular = lexicon.units_for("one")
        self.ones = frozenset(
            form for form, ucum in lexicon.units.items() if ucum in singular and len(form) >= _SHORTEST_ONE
        )

    def word(self, text: str, start: int, end: int, form: str, stop: int) -> Atom:
        """A number word; `form` is its key in the lexicon."""
        return self._finish(text, start, end, self.words[form], stop, spelled=True)

    def unit_behind(self, text: str, atom: Atom, end: int, stop: int) -> tuple[Atom, int]:
        """A number with the unit that stands after `or more` (`2 or more grams per day`), and the place after it."""
        number = atom.number
        assert number is not None
        if number.unit is None and number.reference is None:
            later = self._finish(text, end, end, Decimal(0), stop)
            unit = later.number
            assert unit is not None
            if unit.unit is not None and unit.unit not in self.units.time and unit.unit_start >= 0:
                taken = replace(number, unit=unit.unit, unit_start=unit.unit_start, unit_end=later.end)
                return atom._replace(number=taken), later.end
        elif (rated := self.units.rate(text, number.unit, end, stop)) is not None:
            return atom._replace(number=replace(number, unit=rated[0])), rated[1]
        return atom, end

    def one(self, text: str, start: int, end: int) -> Atom:
        """A unit of time that stands for one of it."""
        unit = self.units.codes[text[start:end].lower()]
        return Atom(NUMBER, start, end, number=Number(Decimal(1), end, unit, start, end, spelled=True))

    def digits(self, text: str, start: int, end: int, stop: int) -> Atom:
        """Digits at `start`; dates, ordinals and what is no number after all come back as plain words."""
        try:
            return self._digits(text, start, end, stop)
        except ArithmeticError:  # figures of several scripts, or more of them than a number has
            return Atom(WORD, start, end)

    def _digits(self, text: str, start: int, end: int, stop: int) -> Atom:
        token = text[start:end]
        if token.isdecimal():
            return self._plain(text, start, end, stop)
        if token[-1].isalpha():
            return self._lettered(text, start, end, stop)
        if "-" in token or token.count("/") == 2:
            return Atom(WORD, start, end)  # a date
        if ":" in token or token.startswith("1/"):
            return self._titre(token, start, end)
        return self._finish(text, start, end, _composed(token), stop)

    def _plain(self, text: str, start: int, end: int, stop: int) -> Atom:
        """Figures alone; a ten may be raised to a power."""
        token = text[start:end]
        raised = _RAISED.match(text, end, stop) if token == "10" else None
        if raised is None:
            return self._finish(text, start, end, Decimal(token), stop)
        power = int((raised[1] or raised[2]).translate(SUPERSCRIPTS))
        return self._finish(text, start, raised.end(), Decimal(10) ** power, stop)

    def _lettered(self, text: str, start: int, end: int, stop: int) -> Atom:
        """`5th`: a number before `percentile` and `week of gestation`, else an ordinal, or a name like `3b`."""
        token = text[start:end]
        if _PERCENTILE.match(text, end, stop) or _NTH_WEEK.match(text, end, stop):
            return self._finish(text, start, end, Decimal(token[:-2]), stop)
        return Atom(ORDINAL if token.endswith(_ORDINAL_ENDS) else WORD, start, end, token)

    @staticmethod
    def _titre(token: str, start: int, end: int) -> Atom:
        first, second = re.split("[:/]", token)
        if first != "1" or int(second) < _LEAST_TITRE:
            return Atom(WORD, start, end)
        return Atom(NUMBER, start, end, number=Number(Decimal(second), end, "{titer}", start, end))

    def _finish(self, text: str, start: int, end: int, value: Decimal, stop: int, *, spelled: bool = False) -> Atom:
        """The number with all that belongs to it on its right."""
        half = _AND_A_HALF.match(text, end, stop) if spelled else None
        if half is not None:
            value, end = value + Decimal("0.5"), half.end()
        restated = _RESTATED.match(text, end, stop)
        if restated is not None and self._same(restated[1], value):
            end = restated.end()
        plus = _PLUS.match(text, end, stop)
        key, after = ("ge", plus.end()) if plus is not None and value >= _LEAST_PLUS else ("", end)
        limit = LIMIT.match(text, after, stop)
        if limit is not None and (reference := reference_of(limit)) is not None:
            unit = "%" if reference == "predicted" else None
            number = Number(value, end, unit, reference=reference, spelled=spelled)
            return Atom(NUMBER, start, limit.end(), key, (), number)
        found = self.units.behind(text, after, stop)
        if found is None:
            return Atom(NUMBER, start, after, key, (), Number(value, end, spelled=spelled))
        reference, after, old = None, found.end, False
        if found.ucum in self.units.time:
            old = _OLD.match(text, after, stop) is not None
        elif found.ucum is not None:
            reference, after = _share(text, found.ucum, after, stop)
        value = _scaled(value, found, text[start:end])
        until = max(after, found.reach)
        number = Number(value, end, found.ucum, found.start, until, reference, found.reach, old, spelled)
        return Atom(NUMBER, start, after, key, (), number)

    def _same(self, restated: str, value: Decimal) -> bool:
        if restated.isdigit():
            return Decimal(restated) == value
        return self.words.get(restated.lower()) == value


def _scaled(value: Decimal, unit: Unit, figures: str) -> Decimal:
    """A value with the power of ten beside its unit; where things are counted, a point may part thousands."""
    if unit.ucum in _COUNTED and _EUROPEAN_THOUSANDS.fullmatch(figures):
        return Decimal(figures.replace(".", ""))
    return value * Decimal(10) ** unit.power if unit.power else value


def _composed(token: str) -> Decimal:
    """The value of figures with signs among them: `½`, `2½`, `2+` (a level), `36 6/7` and `36+6` (weeks), `1,500.5`."""
    if token in _FRACTIONS:
        return _FRACTIONS[token]
    if token[-1] in _FRACTIONS:
        return Decimal(token[:-1]) + _FRACTIONS[token[-1]]
    if len(token) == 2 and token[1] == "+":
        return Decimal(token[0])
    if "/" in token or "+" in token:
        weeks, days = re.findall(r"\d+", token)[:2]
        return (Decimal(weeks) + Decimal(days) / 7).quantize(Decimal("0.001")).normalize()
    token = token.replace("·", ".")
    if re.fullmatch(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?", token) and not token.startswith("0,"):
        return Decimal(re.sub("[,' ]", "", token))
    return Decimal(token.replace(",", "."))


def _share(text: str, ucum: str, end: int, stop: int) -> tuple[str | None, int]:
    """What a share or a change refers to (`% predicted`, `% of LLN`, `from baseline`), and where that ends."""
    reference = None
    change = CHANGE.match(text, end, stop)
    if change is not None:
        reference, end = "baseline", change.end()
    if ucum != "%":
        return reference, end
    predicted, limit = PREDICTED.match(text, end, stop), LIMIT.match(text, end, stop)
    if predicted is not None:
        return "predicted", predicted.end()
    if limit is not None and (limit["uln"] or limit["lln"]):
        return reference_of(limit), limit.end()
    return reference, end
