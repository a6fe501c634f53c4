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
_POWER = (
    rf"(?:(?:[x×X*·∙✕]|times){_GAP})?10\s{{0,5}}(?:\^\s{{0,2}}|\*\*?|[eE]\s?)?\(?(?P<power>[⁰¹²³⁴-⁹]{{1,2}}|1[0-2]|[2-9])\)?(?![\d.,])"
    rf"|(?:[x×X*·]{_GAP})10(?P<power2>1[0-2]|[2-9])(?=\s?/)"
    r"|[eE](?P<power3>1[0-2]|[2-9])(?!\d)"
)
_WORD_POWERS = {"million": 6, "thousand": 3, "billion": 9}
_PER = (
    rf"{_GAP}/{_GAP}|\s?(?:[·∙]\s?|\.)(?=[a-zA-Z])|\s+per\s+(?:a\s+)?"
    r"|\s+(?:a|each|every|an)\s+(?=(?:day|week|month|year|hour|night))"
)
_ADVERBS = {
    **dict.fromkeys(("daily", "once daily", "a day", "qd", "per day", "/ day", "/day", "nightly"), "/d"),
    **dict.fromkeys(("weekly", "once weekly", "per week", "/week", "/ week"), "/wk"),
    **dict.fromkeys(("yearly", "annually"), "/a"),
    **dict.fromkeys(("twice daily", "bid", "twice a day"), "/(12.h)"),
    **dict.fromkeys(("every other week", "every two weeks", "every 2 weeks"), "/(2.wk)"),
    "monthly": "/mo",
    "hourly": "/h",
}
_RATE = re.compile(
    r"(?:\s+(?:of\s+)?[a-z()/-]{2,20}){1,4}?\s{0,16}(daily|per\s+day|/\s?day|a\s+day|weekly|per\s+week|/\s?week)\b",
    re.IGNORECASE,
)
_WHOLE = (
    "consecutive|calendar|full|completed?|successive|continuous|additional|cumulative|elapsed|gestational|menstrual"
    "|previous|past|preceding|prior|last"
)
_RATED = re.compile(
    r"(?:\s+[a-z-]{3,18}){1,3}?\s{0,16}(?:per|/|an?|each|every)\s{0,16}"
    r"(day|week|month|year|hour|minute|hpf|high[- ]power(?:ed)?\s+field)s?\b",
    re.IGNORECASE,
)
_RATES = {
    "day": "/d",
    "week": "/wk",
    "mont": "/mo",
    "year": "/a",
    "hour": "/h",
    "minu": "/min",
    "hpf": "/[HPF]",
    "high": "/[HPF]",
}
_RATED_UNIT = re.compile(r"/(?:d|wk|mo|a|h|min|\(.*\))$")
# Counting words stand as `unit_text`, not as a UCUM unit.
_UNITLESS = {"{times}", "{cells}", "rbc", "{events}", "{beats}", "{cycles}"}

_GIVEN = ("unit", "power", "power2", "power3", "words")  # what a match of the unit may hold


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
            rf"(?:(?:{_POWER})\s{{0,7}})?(?P<words>\s?(?:million|thousand|billion)\b\s?)?"
            rf"(?P<whole>(?:{_WHOLE})\s+)?"
            rf"(?P<unit>(?:\s{{0,7}}/)?{_GAP}(?:{base})(?:(?:{_PER})(?:\d+\s?)?(?:{base})){{0,3}})?"
            rf"(?P<adverb>(?<=\w)\s+(?:{adverbs})\b)?"
        )
        self._unit = re.compile(rf"(?P<gap>[\s-]{{0,24}}){unit}", re.IGNORECASE)
        self._bracketed = re.compile(rf"(?P<gap>\s?[()]\s?){unit}", re.IGNORECASE)
        self._parts = re.compile(_PER)
        self.ucum = lru_cache(maxsize=4096)(self._compound)  # the same few units are written again and again

    def behind(self, text: str, place: int, stop: int) -> Unit | None:
        """The unit that begins at a place; at `stop` the criterion ends."""
        match = self._unit.match(text, place, stop)
        if match is not None and any(match[name] for name in _GIVEN):
            return self._given(text, match)
        match = self._bracketed.match(text, place, stop)
        if match is not None and match["unit"]:
            return self._given(text, match)
        rated = _RATED.match(text, place, stop)  # `5 apneas per hour`
        return Unit(_RATES[rated[1].lower()[:4]], place + 1, place, reach=rated.end()) if rated is not None else None

    def rate(self, text: str, ucum: str | None, place: int, stop: int) -> tuple[str, int] | None:
        """(UCUM, end) of a mass with its rate some words on: `30 mg of prednisone per day`."""
        rate = _RATE.match(text, place, stop) if ucum in self.doses else None
        return (f"{ucum}{_adverb(rate[1])}", rate.end()) if rate is not None else None

    def _given(self, text: str, match: re.Match[str]) -> Unit | None:
        """The unit that a match holds, with its power of ten and its rate."""
        written, words, power = match["unit"], match["words"], _power(match)
        if not self._belongs(text, match, written):
            return None
        ucum, end = self._with_adverb(self.ucum(written) if written else "", match)
        ucum = _raised(power, ucum) if power else ucum
        start = match.end("gap") if power or not written else match.start("unit")
        named = None if ucum in _UNITLESS or not ucum else ucum
        rated, reach = self.rate(text, named, end, match.endpos) or (named, -1)
        return Unit(rated, start, end, _WORD_POWERS[words.strip().lower()] if words else 0, reach)

    def _with_adverb(self, ucum: str, match: re.Match[str]) -> tuple[str, int]:
        """A unit and its end: the adverb behind it says how often, unless the unit is of time or says so itself."""
        adverb = match["adverb"]
        if not adverb:
            return ucum, match.end()
        if not ucum or ucum in self.time or _RATED_UNIT.search(ucum):
            return ucum, match.start("adverb")
        return ucum + _adverb(adverb), match.end()

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
        written = re.sub(r" (?=[²³^])", "", " ".join(written.split()))
        whole = self._one(written)
        if whole is not None:
            return whole
        codes = [self._part(part.strip()) for part in self._parts.split(written.lstrip("/ "))]
        counted = written.startswith("/")
        if codes[0] in _UNITLESS and len(codes) > 1:
            counted, codes = True, codes[1:]
        if counted:
            codes[0] = "/" + codes[0].lstrip("/")
        return codes[0] + "".join("/" + code.lstrip("/") for code in codes[1:])

    def _part(self, form: str) -> str:
        """One unit of a compound; in `g/100 mL` the figure goes unless the lexicon knows it."""
        return self._one(form) or self._one(re.sub(r"^\d+\s?", "", form)) or form

    def _one(self, form: str) -> str | None:
        return self.cased.get(form) or self.codes.get(form.lower()) or self.codes.get(form.lower().rstrip("."))


def _power(match: re.Match[str]) -> str | None:
    return match["power"] or match["power2"] or match["power3"]


def _raised(power: str, ucum: str) -> str:
    """A unit with a power of ten before it."""
    behind = ucum if ucum.startswith("/") or not ucum else f".{ucum}"
    return f"10*{power.translate(SUPERSCRIPTS)}{behind}"
