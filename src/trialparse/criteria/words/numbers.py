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
from trialparse.criteria.words.spelled import AND_PART, SHARE, SpelledReader, part_of
from trialparse.criteria.words.units import SUPERSCRIPTS, Unit, UnitReader
from trialparse.lexicon.alphabet import NAMED, NUMBER, ORDINAL, WORD
from trialparse.lexicon.loader import Lexicon

__all__ = ["NumberReader"]

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_RAISED = re.compile(r"\s{0,5}\^\s{0,2}(\d{1,2})(?![\d.,]\d)|([⁰¹²³⁴-⁹]{1,2})")  # what makes of 10 a power of it
_RESTATED = re.compile(r"\s{0,4}\(\s?([A-Za-z][A-Za-z -]{2,40}|\d{1,4})\s?\)")
# A share of one behind whole ones, or alone before a unit of time: `2 1/2 years`, `1/2 hour`.
_MIXED = re.compile(
    r"(?:\s{1,3}(?:and\s{1,3})?(?P<over>[13])|\s?-\s?(?P<half>1)(?=\s?/\s?2))\s?/\s?(?P<under>[24])(?![\d/.,])"
)
_SHARE_OF_TIME = re.compile(r"\s?/\s?(?P<under>[24])[\s-]{1,3}(?:of\s)?(?:an?\s)?(?=(?:hour|day|week|month|year)\b)")
_TEN_E = re.compile(r"[eE]\+?\d{1,2}(?!\d)")  # of a ten it says nobody knows which power
# A smaller unit of time beside a larger one, and how many of it that one has: `36 weeks and 5 days`.
_SMALLER = {"a": ("mo", 12), "wk": ("d", 7), "d": ("h", 24), "h": ("min", 60), "min": ("s", 60)}
_REST = re.compile(
    r"[ \t]{0,3}(?P<comma>,)?[ \t]{0,3}(?:(?:and|plus)[ \t]{1,3}|[&+][ \t]{0,3})?"
    r"(?P<count>\d{1,2}|[a-z]{3,6}(?=[ \t-]))(?:\s?/\s?7)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s?(?:,|and|or|/)\s?\d", re.IGNORECASE)
_PLUS = re.compile(r"\s?\+(?!\s?[\d/])")
_NTH_WEEK = re.compile(
    r"(?:\s*(?:and|to|or|through|-)\s*(?:the\s+)?\d{1,2}(?:st|nd|rd|th))?\s+(?:(?:completed\s+)?weeks?\s+(?:of\s+)?(?:the\s+)?"
    r"(?:gestation|pregnancy|amenorrh)|gestational\s+weeks?|days?\s+of\s+life)",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(r"\d{1,2}/(?:19|20)\d\d")
_PERCENTILE = re.compile(r"\s?(?:per)?centile", re.IGNORECASE)
_OLD = re.compile(r"(?:\s{0,24}|-)(?:old\b|of\s+age\b|age\b|in\s+age\b)", re.IGNORECASE)
_EUROPEAN_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COUNTED_DAYS = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+)?(?:\d|last|past|previous|preceding|each)", re.IGNORECASE)
_COUNTED = {"/uL", "10*9/L", "{copies}/mL", "[IU]/mL", "/L", "/mL"}
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
_HOW_OFTEN = ("once", "twice", "thrice")
_MULTIPLES = ("twice", "thrice")
_OF_NORMAL = re.compile(
    r"\s+(?:of\s+)?(?:the\s+)?(normal)\b(?:\s+(?:range|limits?|values?|levels?))?"
    r"(?=\s*(?:[.,;:()\[\]/*]|\Z|\n|(?:and|or|for|in|at|on|with|within|by|due|unless|if)\b))",
    re.IGNORECASE,
)
_SHORTEST_ONE = 3
_LEAST_PLUS = 10  # from which on a plus behind a number says "or more", and is no level
_LEAST_TITRE = {":": 8, "/": 40}  # a sharp eye sees 1/10, and no serum is thinned so little in this spelling


class NumberReader:
    """Reads a number atom at a place, with its unit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.numbers
        self.spelled = SpelledReader(lexicon.numbers)
        self.units = UnitReader(lexicon)
        # The units of time that can stand for one of it: `in the past month`.
        singular = lexicon.units_for("one")
        self.ones = frozenset(
            form for form, ucum in lexicon.units.items() if ucum in singular and len(form) >= _SHORTEST_ONE
        )

    def word(self, text: str, start: int, end: int, form: str, stop: int, *, between: bool = False) -> Atom:
        """A number in words, which begins with a `form` of the lexicon; `between` says that a second one follows."""
        value = self.words[form]
        if form in self.spelled.values:
            found = self.spelled.read(text, start, stop, between=between)
            if found is None:
                return Atom(WORD, start, end)  # `hundreds of`
            value, end = found
        if (share := SHARE.match(text, end, stop)) is not None:
            return Atom(WORD, start, share.end())
        atom = self._finish(text, start, end, value, stop, spelled=True)
        is_part = 0 < value < 1 and form not in self.spelled.values
        number = atom.number
        assert number is not None
        if is_part and number.unit is None:
            return Atom(WORD, start, end)
        if (
            form in _HOW_OFTEN
            and number.unit is None
            and (often := self.units.often(text, None, end, stop)) is not None
        ):
            rated = replace(number, unit=often[0], unit_start=end + 1, unit_end=often[1])
            return atom._replace(end=often[1], number=rated)
        if form in _MULTIPLES and (normal := _OF_NORMAL.match(text, end, stop)) is not None:
            multiple = replace(number, reference="ULN", unit_start=normal.start(1), unit_end=normal.end())
            return atom._replace(end=normal.end(), number=multiple)
        return atom

    def unit_behind(self, text: str, atom: Atom, end: int, stop: int) -> tuple[Atom, int]:
        """A number with the unit that stands after `or more` (`2 or more grams per day`), and the place after it."""
        number = atom.number
        assert number is not None
        if number.unit is None and number.reference is None:
            later = self._finish(text, end, end, Decimal(0), stop)
            unit = later.number
            assert unit is not None
            counted = unit.unit in self.units.time and _COUNTED_DAYS.match(text, later.end, stop)
            if unit.unit is not None and unit.unit_start >= 0 and not counted:
                taken = replace(
                    number, unit=unit.unit, unit_start=unit.unit_start, unit_end=later.end, old=number.old or unit.old
                )
                return atom._replace(number=taken), later.end
        elif (
            rated := self.units.rate(text, number.unit, end, stop) or self.units.often(text, number.unit, end, stop)
        ) is not None:
            return atom._replace(number=replace(number, unit=rated[0])), rated[1]
        return atom, end

    def one(self, text: str, start: int, end: int, stop: int) -> Atom:
        """A unit of time that stands for one of it."""
        unit = self.units.codes[text[start:end].lower()]
        value, code, after = self._with_rest(text, Decimal(1), unit, end, stop)
        return Atom(NUMBER, start, after, number=Number(value, end, code, start, after, spelled=True))

    @staticmethod
    def sum(text: str, start: int, end: int) -> Atom:
        """Two figures with a plus between them, and their sum if it is told: `3+4=7`."""
        value = sum(int(figure) for figure in re.findall(r"\d", text[start:end])[:2])
        return Atom(NUMBER, start, end, number=Number(Decimal(value), end, spelled=True))

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
        if token.count("-") == 2 or token.count("/") == 2 or _MONTH_OF_YEAR.fullmatch(token):
            return Atom(NAMED, start, end)  # a date
        if ":" in token or token.startswith("1/"):
            return self._titre(token, start, end)
        return self._finish(text, start, end, _composed(token), stop)

    def _plain(self, text: str, start: int, end: int, stop: int) -> Atom:
        """Figures alone; a ten may be raised to a power, a half or quarter may stand behind."""
        token = text[start:end]
        if (share := _MIXED.match(text, end, stop)) is not None and self.units.behind(
            text, share.end(), stop
        ) is not None:
            over = Decimal(share["over"] or share["half"])
            return self._finish(text, start, share.end(), Decimal(token) + over / Decimal(share["under"]), stop)
        if token in "13" and (share := _SHARE_OF_TIME.match(text, end, stop)) is not None:
            return self._finish(text, start, share.end(), Decimal(token) / Decimal(share["under"]), stop)
        if token == "10" and (unclear := _TEN_E.match(text, end, stop)) is not None:
            return Atom(WORD, start, unclear.end())
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
        if first != "1" or int(second) < _LEAST_TITRE[token[1]]:
            return Atom(WORD, start, end)
        return Atom(NUMBER, start, end, number=Number(Decimal(second), end, "{titer}", start, end))

    def _finish(self, text: str, start: int, end: int, value: Decimal, stop: int, *, spelled: bool = False) -> Atom:
        """The number with all that belongs to it on its right."""
        if (part := AND_PART.match(text, end, stop)) is not None:
            value, end = value + part_of(part), part.end()
        restated = _RESTATED.match(text, end, stop)
        if restated is not None and self._same(restated[1], value):
            end = restated.end()
        plus = _PLUS.match(text, end, stop)
        key, after = ("ge", plus.end()) if plus is not None and value >= _LEAST_PLUS else ("", end)
        limit = LIMIT.match(text, after, stop)
        if limit is not None and (reference := reference_of(limit)) is not None:
            unit = "%" if reference == "predicted" else None
            of = limit.start(limit.lastgroup or 0)
            number = Number(value, end, unit, of, limit.end(), reference, spelled=spelled)
            return Atom(NUMBER, start, limit.end(), key, (), number)
        found = self.units.behind(text, after, stop)
        if found is None:
            return Atom(NUMBER, start, after, key, (), Number(value, end, spelled=spelled))
        reference, unit, after, old = None, found.ucum, found.end, False
        if unit in self.units.time:
            value, unit, after = self._with_rest(text, value, unit, after, stop)
            old = _OLD.match(text, after, stop) is not None
        elif found.ucum is not None:
            reference, after = _share(text, found.ucum, after, stop)
        scaled = _scaled(value, found, text[start:end])
        until = max(after, found.reach)
        scale = 10**found.power if found.power else _scale_of(text[start:end]) if spelled else 1
        number = Number(scaled, end, unit, found.start, until, reference, found.reach, old, spelled, scale)
        return Atom(NUMBER, start, after, key, (), number)

    def _with_rest(
        self, text: str, value: Decimal, unit: str | None, end: int, stop: int
    ) -> tuple[Decimal, str | None, int]:
        """A time with what stands behind its unit: `2 years and a half`, `36 weeks and 5 days` in days."""
        if (part := AND_PART.match(text, end, stop)) is not None:
            return value + part_of(part), unit, part.end()
        smaller, ratio = _SMALLER.get(unit or "", ("", 0))
        rest = _REST.match(text, end, stop) if ratio and value == int(value) else None
        if rest is None:
            return value, unit, end
        count = self._count(rest["count"])
        if count is None or count >= ratio:
            return value, unit, end
        found = self.units.behind(text, rest.end(), stop)
        is_listed = rest["comma"] is not None and found is not None and _LISTED.match(text, found.end, stop) is not None
        if found is None or found.ucum != smaller or found.reach >= 0 or is_listed:
            return value, unit, end
        return value * ratio + count, smaller, found.end

    def _count(self, said: str) -> Decimal | None:
        return Decimal(said) if said.isdecimal() else self.words.get(said.lower())

    def _same(self, restated: str, value: Decimal) -> bool:
        if restated.isdigit():
            return Decimal(restated) == value
        found = self.spelled.read(restated, 0, len(restated))
        return found == (value, len(restated.rstrip())) or self.words.get(restated.lower()) == value


def _scale_of(words: str) -> int:
    """The scale at the end of a number in words."""
    last = words.lower().rpartition(" ")[2]
    return {"thousand": 1000, "million": 1_000_000}.get(last, 1)


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
    if re.fullmatch(r"\d{1,3}(?:(?:[,']| {1,2})\d{3})+(?:\.\d+)?", token) and not token.startswith("0,"):
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
