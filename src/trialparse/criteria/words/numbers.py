"""Numbers as registry text writes them, with the unit or the normal limit that follows.

Forms and traps: thousands (`100,000`, `50.000 /mm3`), decimal commas (`1,5`), powers of ten in the unit (`1.5 x
10^9/L`), words with their figure (`three (3)`), titres (`1:80`), weeks and days (`36+6`), fractions.
"""

from __future__ import annotations

import re
from decimal import Decimal

from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.normal_limits import CHANGE, LIMIT, PREDICTED, reference_of
from trialparse.lexicon.loader import Lexicon

__all__ = ["NumberReader", "trie"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_POWER = (
    r"(?:(?:[x×X*·∙✕]|times)\s?)?10\s{0,5}(?:\^\s{0,2}|\*\*?|[eE]\s?)?\(?(?P<power>[⁰¹²³⁴-⁹]{1,2}|1[0-2]|[2-9])\)?(?![\d.,])"
    r"|(?:[x×X*·]\s?)10(?P<power2>1[0-2]|[2-9])(?=\s?/)"
    r"|[eE](?P<power3>1[0-2]|[2-9])(?!\d)"
)
_RAISED = re.compile(r"\s{0,5}\^\s{0,2}(\d{1,2})(?![\d.,]\d)|([⁰¹²³⁴-⁹]{1,2})")  # what makes of 10 a power of it
_WORD_POWERS = {"million": 6, "thousand": 3, "billion": 9}
_RESTATED = re.compile(r"\s?\(\s?([A-Za-z]{3,9}|\d{1,4})\s?\)")
_AND_A_HALF = re.compile(r"\s+and\s+(?:a\s+|one\s+)half\b", re.IGNORECASE)
_PLUS = re.compile(r"\s?\+(?!\s?[\d/])")
_NTH_WEEK = re.compile(r"\s+(?:gestational\s+)?weeks?\s+(?:of\s+)?(?:gestation|pregnancy|amenorrh)", re.IGNORECASE)
_PERCENTILE = re.compile(r"\s?(?:per)?centile", re.IGNORECASE)
_OLD = re.compile(r"(?:\s{0,24}|-)(?:old\b|of\s+age\b|age\b|in\s+age\b)", re.IGNORECASE)
_PER = (
    r"\s?/\s?|\s?[·∙.]\s?(?=[a-zA-Z])|\s+per\s+(?:a\s+)?"
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
_MASSES = {"mg", "g", "ug", "U", "[IU]", "mL", "mg/kg"}
_RATE = re.compile(
    r"(?:\s+(?:of\s+)?[a-z()/-]{2,20}){1,4}?\s?(daily|per\s+day|/\s?day|a\s+day|weekly|per\s+week|/\s?week)\b",
    re.IGNORECASE,
)
_WHOLE = (
    "consecutive|calendar|full|completed?|successive|continuous|additional|cumulative|elapsed|gestational|menstrual"
    "|previous|past|preceding|prior|last"
)
_RATED = re.compile(
    r"(?:\s+[a-z-]{3,18}){1,3}?\s?(?:per|/|an?|each|every)\s?"
    r"(day|week|month|year|hour|minute|hpf|high[- ]power(?:ed)? field)s?\b",
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
_EUROPEAN_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COUNTED = {"/uL", "10*9/L", "{copies}/mL", "[IU]/mL", "/L", "/mL"}
# Counting words stand as `unit_text`, not as a UCUM unit.
_UNITLESS = {"{times}", "{cells}", "rbc", "{events}", "{beats}", "{cycles}"}


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


class NumberReader:
    """Reads a number atom at a place, with its unit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.units = lexicon.units
        self.cased = lexicon.cased_units
        self.time = lexicon.time_units
        self.words = lexicon.numbers
        alternatives = trie(sorted(self.units, key=len, reverse=True))
        cased = "|".join(re.escape(form).replace(r"\ ", r"\s?") for form in sorted(self.cased, key=len, reverse=True))
        # A unit word ends where the letters end.
        base = (
            rf"(?:(?-i:{cased})(?![A-Za-z0-9])|{alternatives}(?<![a-zA-Z0-9](?=[A-Za-z])))"
            r"(?![A-Za-z](?<=[A-Za-z][A-Za-z]))"
        )
        adverbs = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_ADVERBS, key=len, reverse=True))
        unit = (
            rf"(?:(?:{_POWER})\s?)?(?P<words>\s?(?:million|thousand|billion)\b\s?)?"
            rf"(?P<whole>(?:{_WHOLE})\s+)?"
            rf"(?P<unit>(?:\s{{0,7}}/)?\s?(?:{base})(?:(?:{_PER})(?:\d+\s?)?(?:{base})){{0,3}})?"
            rf"(?P<adverb>(?<=\w)\s+(?:{adverbs})\b)?"
        )
        self._unit = re.compile(rf"(?P<gap>[\s-]{{0,24}}){unit}", re.IGNORECASE)
        self._bracketed = re.compile(rf"(?P<gap>\s?[()]\s?){unit}", re.IGNORECASE)
        self._parts = re.compile(_PER)

    def word(self, text: str, start: int, end: int, form: str) -> Atom:
        """A number word; `form` is its key in the lexicon."""
        return self._finish(text, start, end, self.words[form], spelled=True)

    def unit_behind(self, text: str, number: Atom, end: int) -> int:
        """Gives a number the unit that stands after `or more` (`2 or more grams per day`); the place after it."""
        if number.unit is None and number.reference is None:
            later = self._finish(text, end, end, Decimal(0))
            if later.unit is not None and later.unit not in self.time and later.unit_start >= 0:
                number.unit, number.unit_start, number.unit_end = later.unit, later.unit_start, later.end
                return later.end
        elif number.unit in _MASSES and (rate := _RATE.match(text, end)) is not None:
            number.unit = f"{number.unit}{_adverb(rate[1])}"
            return rate.end()
        return end

    def one(self, text: str, start: int, end: int) -> Atom | None:
        """A unit of time that stands for one of it (`in the past month`), or None."""
        unit = self.units.get(text[start:end].lower())
        if unit not in ("a", "mo", "wk", "d") or end - start < 3:
            return None
        atom = Atom("N", start, end)
        atom.value, atom.unit, atom.unit_start, atom.number_end, atom.spelled = Decimal(1), unit, start, end, True
        return atom

    def digits(self, text: str, start: int, end: int) -> Atom:
        """Digits at `start`; dates, ordinals and what is no number after all come back as plain words."""
        try:
            return self._digits(text, start, end)
        except ArithmeticError:  # figures of several scripts, or more of them than a number has
            return Atom("w", start, end)

    def _digits(self, text: str, start: int, end: int) -> Atom:
        token = text[start:end]
        raised = _RAISED.match(text, end) if token == "10" else None
        if raised is not None:
            return self._finish(
                text, start, raised.end(), Decimal(10) ** int((raised[1] or raised[2]).translate(_SUPERSCRIPTS))
            )
        if token in _FRACTIONS:
            return self._finish(text, start, end, _FRACTIONS[token])
        if token[-1].isalpha() and (_PERCENTILE.match(text, end) or _NTH_WEEK.match(text, end)):
            return self._finish(text, start, end, Decimal(token[:-2]))
        if token[-1].isalpha():
            return Atom("Y" if token[-2:] in ("st", "nd", "rd", "th") else "w", start, end, token)
        if "-" in token or token.count("/") == 2:
            return Atom("w", start, end)
        if ":" in token or token.startswith("1/"):
            return self._titre(token, start, end)
        if token[-1] in _FRACTIONS:
            return self._finish(text, start, end, Decimal(token[:-1]) + _FRACTIONS[token[-1]])
        if len(token) == 2 and token[1] == "+":
            return self._finish(text, start, end, Decimal(token[0]))
        if "/" in token or "+" in token:
            weeks, days = re.findall(r"\d+", token)[:2]
            return self._finish(
                text, start, end, (Decimal(weeks) + Decimal(days) / 7).quantize(Decimal("0.001")).normalize()
            )
        return self._finish(text, start, end, self._value(token))

    @staticmethod
    def _titre(token: str, start: int, end: int) -> Atom:
        first, second = re.split("[:/]", token)
        if first != "1" or int(second) < 8:
            return Atom("w", start, end)
        atom = Atom("N", start, end)
        atom.value, atom.unit, atom.unit_start, atom.number_end = Decimal(second), "{titer}", start, end
        return atom

    @staticmethod
    def _value(token: str) -> Decimal:
        token = token.replace("·", ".")
        if re.fullmatch(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?", token) and not token.startswith("0,"):
            return Decimal(re.sub("[,' ]", "", token))
        return Decimal(token.replace(",", "."))

    def _finish(self, text: str, start: int, end: int, value: Decimal, *, spelled: bool = False) -> Atom:
        """The number with all that belongs to it on its right."""
        half = _AND_A_HALF.match(text, end) if spelled else None
        if half is not None:
            value, end = value + Decimal("0.5"), half.end()
        restated = _RESTATED.match(text, end)
        if restated is not None and self._same(restated[1], value):
            end = restated.end()
        atom = Atom("N", start, end)
        atom.value, atom.spelled, atom.number_end = value, spelled, end
        plus = _PLUS.match(text, end)
        if plus is not None and value >= 10:
            atom.key, atom.end = "ge", plus.end()
        limit = LIMIT.match(text, atom.end)
        if limit is not None and (reference := reference_of(limit)) is not None:
            atom.reference, atom.end = reference, limit.end()
            atom.unit = "%" if reference == "predicted" else None
            return atom
        self._read_unit(text, atom)
        if atom.unit in self.time:
            atom.old = _OLD.match(text, atom.end) is not None
        elif atom.unit is not None:
            self._read_share(text, atom)
        return atom

    def _read_unit(self, text: str, atom: Atom) -> None:
        unit = self._unit.match(text, atom.end)
        if unit is not None and any(unit[name] for name in ("unit", "power", "power2", "power3", "words", "adverb")):
            self._set_unit(text, atom, unit)
            return
        bracketed = self._bracketed.match(text, atom.end)
        if bracketed is not None and bracketed["unit"]:
            self._set_unit(text, atom, bracketed)
            return
        rate = _RATED.match(text, atom.end)
        if rate is not None:  # `5 apneas per hour`
            atom.unit, atom.unit_start, atom.reach = _RATES[rate[1].lower()[:4]], atom.end + 1, rate.end()

    @staticmethod
    def _read_share(text: str, atom: Atom) -> None:
        """What a share or a change refers to: `% predicted`, `% of LLN`, `from baseline`."""
        change = CHANGE.match(text, atom.end)
        if change is not None:
            atom.reference, atom.end = "baseline", change.end()
        if atom.unit != "%":
            return
        predicted, limit = PREDICTED.match(text, atom.end), LIMIT.match(text, atom.end)
        if predicted is not None:
            atom.reference, atom.end = "predicted", predicted.end()
        elif limit is not None and (limit["uln"] or limit["lln"]):
            atom.reference, atom.end = reference_of(limit), limit.end()

    def _same(self, restated: str, value: Decimal) -> bool:
        if restated.isdigit():
            return Decimal(restated) == value
        return self.words.get(restated.lower()) == value

    def _set_unit(self, text: str, atom: Atom, match: re.Match[str]) -> None:
        """Gives a number the unit that was matched behind it, with its power of ten and its rate."""
        written, adverb = match["unit"], match["adverb"]
        power = match["power"] or match["power2"] or match["power3"]
        if adverb and not (written or power or match["words"]):
            self._set_frequency(atom, match)
            return
        if not self._belongs(text, match, written):
            return
        if match["words"] and atom.value is not None:
            atom.value *= Decimal(10) ** _WORD_POWERS[match["words"].strip().lower()]
        ucum = self._ucum(written) if written else ""
        atom.end = match.start("adverb") if adverb else match.end()
        if adverb and ucum and ucum not in self.time and not _RATED_UNIT.search(ucum):
            ucum += _adverb(adverb)
            atom.end = match.end()
        if power:
            behind = ucum if ucum.startswith("/") or not ucum else f".{ucum}"
            ucum = f"10*{power.translate(_SUPERSCRIPTS)}{behind}"
        atom.unit = None if ucum in _UNITLESS else ucum or None
        atom.unit_start = match.end("gap") if power or not written else match.start("unit")
        rate = _RATE.match(text, atom.end) if atom.unit in _MASSES else None
        if rate is not None:  # `30 mg of prednisone per day`
            atom.unit = f"{atom.unit}{_adverb(rate[1])}"
            atom.reach = rate.end()
        digits = text[atom.start : atom.number_end]
        if _EUROPEAN_THOUSANDS.fullmatch(digits) and atom.unit in _COUNTED:
            atom.value = Decimal(digits.replace(".", ""))

    @staticmethod
    def _set_frequency(atom: Atom, match: re.Match[str]) -> None:
        """`twice weekly`: the number counts times."""
        rate = _adverb(match["adverb"])
        if atom.spelled and "(" not in rate:
            atom.unit, atom.unit_start, atom.end = rate, match.start("adverb") + 1, match.end()

    def _belongs(self, text: str, match: re.Match[str], written: str | None) -> bool:
        """Whether what stands behind a bracket or a line break is still the number's unit."""
        gap = match["gap"]
        if gap.strip() == "(":
            return text[match.end() : match.end() + 2].strip().startswith(")")
        if gap.strip() == ")":
            return written is not None and self._one(" ".join(written.split())) in self.time
        short = written is not None and len(written.strip()) < 2 and written.strip().isalpha()
        return not ("\n" in gap and short)

    def _ucum(self, written: str) -> str:
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
        return self.cased.get(form) or self.units.get(form.lower()) or self.units.get(form.lower().rstrip("."))
