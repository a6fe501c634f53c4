"""Units as registry text writes them behind a number, and their UCUM codes.

Forms and traps: compounds (`mg/kg/day`, `mL per minute`), powers of ten before the unit (`1.5 x 10^9/L`), how often a
dose is taken (`daily`), the thing between a number and its rate (`30 mg of prednisone per day`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trialparse.lexicon.loader import Lexicon

__all__ = ["SUPERSCRIPTS", "Unit", "UnitReader", "trie"]

_GAP = r"\s{0,16}"  # blanks, or the end of a line and the indent of the next
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGN = r"[x×X*·∙✕]"
_POWER = (
    rf"(?:(?:{_SIGN}|times|\.(?=10)){_GAP}|(?!(?<=-)10\d|(?<=-\s)10\d))10\s{{0,5}}"  # `60-108 bpm` is a range
    r"(?:\^\s{0,2}|\*\*?|[eE]\s?\+?|exp\s?|to\s+the\s+(?:power\s+(?:of\s+)?)?)?"
    r"\(?(?P<power>[⁰¹²³⁴-⁹]{1,2}|1[0-2]|[2-9])(?:th\b)?\)?(?![\d.,])"
    rf"|(?:{_SIGN}{_GAP})10(?P<power2>1[0-2]|[2-9])(?=\s?/)"
    r"|[eE]\+?0?(?P<power3>1[0-2]|[2-9])(?!\d)"
    rf"|{_SIGN}\s{{0,3}}1[,. ]?(?P<zeros>000(?:[,. ]?000)?)(?=\s?(?:/|per\b|cells\b))"
)
_WORD_POWERS = {"million": 6, "mio": 6, "thousand": 3, "billion": 9, "lakh": 5, "lac": 5}
_EXPONENT = r"\s?\^?[-⁻][1¹2²](?!\d)"  # of `mmol·L-1`
_PER = (
    rf"{_GAP}/{_GAP}"
    r"|\s?[·∙.]\s?(?=[a-zA-Z])|\s?[·∙•*x×]\s?(?=1[.,]73)|\s+per\s+(?:a\s+)?(?!24\S{0,6}\s+urin)"
    r"|\s+(?:a|each|every|an)\s+(?=(?:day|week|month|year|hour|night))"
    rf"|\s(?=(?:[dm]?l|kg|min|s|h|m){_EXPONENT})"
)
_ADVERBS = {
    **dict.fromkeys(("daily", "once daily", "a day", "qd", "per day", "/ day", "/day", "nightly"), "/d"),
    **dict.fromkeys(("weekly", "once weekly", "per week", "/week", "/ week"), "/wk"),
    **dict.fromkeys(("yearly", "annually"), "/a"),
    **dict.fromkeys(("twice daily", "bid", "twice a day"), "/(12.h)"),
    **dict.fromkeys(("every other week", "every two weeks", "every 2 weeks"), "/(2.wk)"),
    **dict.fromkeys(("every other day", "every two days", "every 2 days"), "/(2.d)"),
    **{f"every {n} {unit}": f"/({n}.h)" for n in (4, 6, 8, 12) for unit in ("hours", "h", "hrs")},
    **{f"every {n} weeks": f"/({n}.wk)" for n in (3, 4, 6, 8)},
    **dict.fromkeys(("every three weeks", "q3w"), "/(3.wk)"),
    **dict.fromkeys(("every four weeks", "q4w"), "/(4.wk)"),
    "monthly": "/mo",
    "hourly": "/h",
}
_RATE = re.compile(
    r"(?:\s+(?:of\s+)?[a-z()/-]{2,20}){1,4}?\s{0,16}(daily|per\s+day|/\s?day|a\s+day|weekly|per\s+week|/\s?week)\b",
    re.IGNORECASE,
)
_RATE_OF = re.compile(
    r"\s+of\s+(?:[a-z-]{2,20}\s+){1,5}?(daily|per\s+day|a\s+day|weekly|per\s+week)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\s+(daily|weekly|monthly|yearly|annually|(?:per|a|each|every)\s+(?:day|week|month|year))\b|\s?/\s?(day|week|month|year)\b",
    re.IGNORECASE,
)
_WHOLE = (
    "consecutive|calendar|full|completed?|successive|continuous|additional|cumulative|elapsed|gestational|menstrual"
    "|previous|past|preceding|prior|last"
)
_RATED = re.compile(
    r"(?!\s+(?:or|and|to|of|in|at|than)\b)(?:\s+[a-z/-]{2,20}){1,3}?"
    r"\s{0,16}(?:(?:per|/)\s{0,16}(?=24)|(?:per|/|an?|each|every)\s{0,16}(?!24))"
    r"(day|24[- ]?(?=h)|week|month|year|hour|minute|hpf|high[- ]power(?:ed)? field|ul|mcl|mm\^?3|microl)"
    r"(?:s|iters?|hours?|hrs?|h)?\b",
    re.IGNORECASE,
)
_RATES = {
    "day": "/d",
    "week": "/wk",
    "mont": "/mo",
    "year": "/a",
    "hour": "/h",
    "minu": "/min",
    **dict.fromkeys(("ul", "mcl", "mm3", "micr"), "/uL"),
    "hpf": "/[HPF]",
    "high": "/[HPF]",
    "24": "/d",
}
_RATED_UNIT = re.compile(r"/(?:d|wk|mo|a|h|min|\(.*\))$")
# Counting words stand as `unit_text`, not as a UCUM unit.
_UNITLESS = {"{times}", "{cells}", "rbc", "{events}", "{beats}", "{cycles}"}

# What is weighed in a share of another thing: `mg albumin per g creatinine`.
_WEIGHED = r"(?:\s{1,3}(?:of\s)?(?:urin(?:e|ary)\s)?(?:total\s)?(?:protein|albumin)(?=\s?/|\s+per\b))?"
_DOUBLED = r"(?:\s{0,3}\([a-zA-Z%]{1,6}\)(?=\s?/\s?[A-Za-z]|\s+per\b))?"  # `milliliters (mL)/minute`
_DOUBLING = re.compile(r"(?<=[\w%])\s?\([a-zA-Z%]{1,6}\)")
_WEIGHING = re.compile(rf"(?<=[a-z])(?!$){_WEIGHED[:-1]}", re.IGNORECASE)
_LEADING_PER = re.compile(r"(?:/\s*|per\s+)?", re.IGNORECASE)
_TO_MINUS = re.compile(r"\s?\^?[-⁻]([1¹2²])$")
_IN_BRACKETS = re.compile(r"\s{0,3}\((?=[^()\n]{1,40}(?:\(\d\))?\))")
# A part of a unit that nothing has read; a long word between blanks is none.
_UNREAD = re.compile(r"(?!\s{1,7}/\s{1,7}[A-Za-z]{5})\s{0,7}/\s{0,7}\(?[A-Za-z]")

_GIVEN = ("unit", "power", "power2", "power3", "zeros", "words")  # what a match of the unit may hold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in UCUM (None where it only counts), where it was read, and the power of ten that words beside it name.

    `reach` is the end of the words between a number and its rate, -1 where there is none.
    """

    ucum: str | None
    start: int
    end: int
    power: int = 0
    reach: int = -1


def _adverb(words: str) -> str:
    """The UCUM denominator of `daily`, `per week` …"""
    return _ADVERBS[" ".join(words.split()).lower()]


def trie(words: list[str]) -> str:
    """A regular expression for any of the words that never tries a character twice."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}

    def render(node: dict) -> str:  # type: ignore[type-arg]
        ends = "" in node
        parts = [
            (r"\s{0,24}" if char == " " else r"\s{0,6}" + char if char in "²³" else re.escape(char)) + render(child)
            for char, child in node.items()
            if char
        ]
        if not parts:
            return ""
        body = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
        return body + ("?" if ends else "")

    return render(tree)


class UnitReader:
    """Reads the unit behind a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.codes = lexicon.units
        self.cased = lexicon.cased_units
        self.time = lexicon.time_units
        self.doses = lexicon.units_for("single_dose")
        alternatives = trie(sorted(self.codes, key=len, reverse=True))
        cased = "|".join(re.escape(form).replace(r"\ ", r"\s?") for form in sorted(self.cased, key=len, reverse=True))
        # A unit word ends where the letters end.
        base = (
            rf"(?:(?-i:{cased})(?![A-Za-z0-9])|{alternatives}(?<![a-zA-Z0-9](?=[A-Za-z])))"
            r"(?![A-Za-z](?<=[A-Za-z][A-Za-z]))"
        )
        adverbs = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_ADVERBS, key=len, reverse=True))
        unit = (
            rf"(?:(?:{_POWER})\s{{0,7}})?(?P<words>\s{{0,3}}(?:{'|'.join(_WORD_POWERS)})s?\b\.?\s{{0,3}})?"
            rf"(?P<whole>(?:{_WHOLE})\s+)?"
            rf"(?P<unit>(?:\s{{0,7}}/|\s*\bper\s+)?{_GAP}(?:{base}){_DOUBLED}{_WEIGHED}"
            rf"(?:(?:{_PER})(?:\d+\s?(?!half))?(?P<open>\()?(?:{base})(?(open)\)|{_DOUBLED})(?:{_EXPONENT})?){{0,3}})?"
            rf"(?P<adverb>(?<=\w)\s+(?:{adverbs})\b)?"
        )
        self._unit = re.compile(rf"(?P<gap>[\s-]{{0,24}}){unit}", re.IGNORECASE)
        self._bracketed = re.compile(rf"(?P<gap>\s{{0,3}}[()]\s{{0,3}}){unit}", re.IGNORECASE)
        self._often = re.compile(rf"\s+({adverbs})\b", re.IGNORECASE)
        self._parts = re.compile(_PER, re.IGNORECASE)
        self.ucum = lru_cache(maxsize=4096)(self._compound)  # the same few units are written again and again

    def behind(self, text: str, place: int, stop: int) -> Unit | None:
        """The unit that begins at a place; at `stop` the criterion ends."""
        match = self._unit.match(text, place, stop)
        if match is not None and any(match.group(*_GIVEN)):
            return self._given(text, match)
        match = self._bracketed.match(text, place, stop)
        if match is not None and match["unit"]:
            return self._given(text, match)
        rated = _RATED.match(text, place, stop)  # `5 apneas per hour`
        return (
            Unit(_RATES[rated[1].lower().replace("^", "")[:4].rstrip("- ")], place + 1, place, reach=rated.end())
            if rated is not None
            else None
        )

    def rate(self, text: str, ucum: str | None, place: int, stop: int) -> tuple[str, int] | None:
        """(UCUM, end) of a mass with its rate some words on: `30 mg of prednisone per day`."""
        pattern = _RATE if ucum in self.doses else _RATE_OF if ucum in ("min", "h", "{drinks}") else None
        rate = pattern.match(text, place, stop) if pattern is not None else None
        return (f"{ucum}{_adverb(rate[1])}", rate.end()) if rate is not None else None

    def often(self, text: str, ucum: str | None, place: int, stop: int) -> tuple[str, int] | None:
        """(UCUM, end) of a unit or of a bare number with how often behind it: `10 cigarettes or more per day`."""
        match = _OFTEN.match(text, place, stop)
        if match is None or (ucum in self.time and ucum not in ("min", "h")) or _RATED_UNIT.search(ucum or ""):
            return None
        period = (match[1] or match[2]).lower()
        per = _ADVERBS.get(period) or _RATES[period.split()[-1][:4]]
        return f"{ucum or ''}{per}", match.end()

    def _given(self, text: str, match: re.Match[str]) -> Unit | None:
        """The unit that a match holds, with its power of ten and its rate."""
        written, words, power = match["unit"], match["words"], _power(match)
        if not self._belongs(text, match, written):
            return None
        ucum, end = self._with_adverb(self.ucum(written) if written else "", match)
        ucum, end = self._whole(text, ucum, end, match.endpos)
        ucum = _raised(power, ucum) if power else ucum
        start = match.end("gap") if power or not written else match.start("unit")
        named = None if ucum in _UNITLESS or not ucum else ucum
        rated, reach = self.rate(text, named, end, match.endpos) or (named, -1)
        return Unit(rated, start, end, _WORD_POWERS[words.strip(" .").lower().removesuffix("s")] if words else 0, reach)

    def _whole(self, text: str, ucum: str, end: int, stop: int) -> tuple[str, int]:
        """A unit with the bracket that says it again; "" where a part of it is not understood (`mg/furlong`)."""
        again = self._restated(text, ucum, end, stop)
        often = self._often.match(text, again, stop) if again > end and ucum in self.doses else None
        if often is not None:  # `10 milligrams (mg) daily`
            return ucum + _adverb(often[1]), often.end()
        torn = ucum not in self.time and ucum != "%" and _UNREAD.match(text, again, stop) is not None
        return "" if torn else ucum, again

    def _restated(self, text: str, ucum: str, end: int, stop: int) -> int:
        """The end of a unit with the bracket that says it again: `kilograms per square meter (kg/m2)`."""
        opening = _IN_BRACKETS.match(text, end, stop) if ucum else None
        match = self._unit.match(text, opening.end(), stop) if opening is not None else None
        if match is None or not match["unit"] or text[match.end() : match.end() + 1] != ")":
            return end
        said = self.ucum(match["unit"])
        return match.end() + 1 if said == ucum or ucum.endswith(f"/{said}") else end

    def _with_adverb(self, ucum: str, match: re.Match[str]) -> tuple[str, int]:
        """A unit and its end: the adverb behind it says how often, unless the unit is of time or says so itself."""
        adverb = match["adverb"]
        if not adverb:
            return ucum, match.end()
        if not ucum or ucum in self.time or _RATED_UNIT.search(ucum):
            return ucum, match.start("adverb")
        return ("" if ucum in _UNITLESS else ucum) + _adverb(adverb), match.end()

    def _belongs(self, text: str, match: re.Match[str], written: str | None) -> bool:
        """Whether what stands behind a bracket or a line break is still the number's unit."""
        gap = match["gap"]
        if gap.strip() == "(":
            return text[match.end() : match.end() + 2].strip().startswith(")")
        if gap.strip() == ")":
            return written is not None and self._one(" ".join(written.split())) in self.time
        short = written is not None and len(written.strip()) < 2 and written.strip().isalpha()
        return not ("\n" in gap and short)

    def _compound(self, written: str) -> str:
        """The UCUM code of a unit as written.

        `cells/mm3` and `beats/min` count things that UCUM leaves out.
        """
        written = _WEIGHING.sub("", _DOUBLING.sub("", re.sub(r" (?=[²³^])", "", " ".join(written.split()))))
        whole = self._one(written)
        if whole is not None:
            return whole
        leading = _LEADING_PER.match(written)
        assert leading is not None
        codes = [self._part(part.strip()) for part in self._parts.split(written[leading.end() :])]
        counted = bool(leading[0])
        if codes[0] in _UNITLESS and len(codes) > 1:
            counted, codes = True, codes[1:]
        if counted:
            codes[0] = "/" + codes[0].lstrip("/")
        return codes[0] + "".join("/" + code.lstrip("/") for code in codes[1:])

    def _part(self, form: str) -> str:
        """One unit of a compound; in `g/100 mL` the figure goes unless the lexicon knows it."""
        form = _TO_MINUS.sub(
            lambda match: "2" if match[1] in "2²" else "", form.strip("()") if form.startswith("(") else form
        )
        return self._one(form) or self._one(re.sub(r"^\d+\s?", "", form)) or form

    def _one(self, form: str) -> str | None:
        return self.cased.get(form) or self.codes.get(form.lower()) or self.codes.get(form.lower().rstrip("."))


def _power(match: re.Match[str]) -> str | None:
    zeros = match["zeros"]
    return match["power"] or match["power2"] or match["power3"] or (zeros and str(zeros.count("0")))


def _raised(power: str, ucum: str) -> str:
    """A unit with a power of ten before it."""
    behind = ucum if ucum.startswith("/") or not ucum else f".{ucum}"
    return f"10*{power.translate(SUPERSCRIPTS)}{behind}"
