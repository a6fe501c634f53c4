r"""List markers: bullets, numbers and letters in the styles eligibility texts use.

A marker is read at the start of a line (`lead`) or, where a list runs on in one paragraph, inside it (`seams`). Letters
and digits must not eat words: `A patient`, `5.5 mg` and `E. coli` start no item.
"""

import re
from dataclasses import dataclass

__all__ = ["Marker", "lead", "seams"]

# A dash before a whole number and a word (`-18 years or older`) is a bullet, before other numbers a sign (`-2.5 SD`).
_COUNT = r"\d{1,3}(?:\s?(?:-|to)\s?\d{1,3})?(?![.,]?\d)[ -]{0,2}(?!(?:SDs?|dB|D|diopters?|dioptres?|degrees?)\b)[^\W\d]"
_BULLET = rf"[*•·・]+(?=\s)|[•·・]+(?=\S)|\*(?=[^\W_])|-(?=\s*[^\W\d]|[<>≥≤]|{_COUNT})|[-o+](?=\s)"
_NUMBER = (
    r"\(\s?\d{1,2}\s?\)"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\ ?[.)、](?=\s|[^\W\d]|[(\[<>≥≤•\"'])"
    r"|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=\s+[A-Z])"
    r"|\d{1,2}\ ?-(?=\ ?[A-Z][a-z])"
    r"|[①-⒇❶-❿]"
    # `1 痛風`, but not `18 歳`: what is counted is no item.
    r"|\d{1,2}(?=\s+(?!年(?![龄齡齢])|[岁歳歲才月日周週天时時小个個名例次度级級型期代か分秒倍以])[\u3040-\u30ff\u4e00-\u9fff])"
)
_LETTER = (
    r"\(\s?(?:[A-Za-z]|[ivx]{2,5})\s?\)|(?:[a-z]|[ivx]{2,5})(?:[.](?=\s+\S)|\)(?=\s*\S))"
    r"|(?:[A-Z]|[IVX]{2,5})(?:\.(?=\s+[^\sa-z])|\)(?=\s*\S))"
)
_LEAD = re.compile(rf"(?P<bullet>{_BULLET})|(?P<number>{_NUMBER})|(?P<letter>{_LETTER})")
# A second marker behind the first: `- • Age`, `- 29. Use of`, `26.27. Women`.
_LEFTOVER = re.compile(r"(?:\s*(?:[*•·・-](?=\s)|(?P<number>\d{1,2})[.)](?=\s*[^\W\d]))){1,3}")
# What may open an item inside a paragraph. The first character comes first, for the engine to skip to it.
_SEAM = re.compile(
    r"[*•(\d-](?:(?<=\s[*•])(?=\s+\S)(?P<bullet>)|(?<=\s-)(?=\s+[A-Z])(?P<dash>)"
    r"|(?:(?<=[\s;。][(\d])|(?<=[a-z)\]][.;:,]\d))(?:(?<=\()\d{1,2}|(?<=\d)\d?)\ ?[.)、]"
    r"(?=\s+\S|[^\W\d])(?!\s+\d+\.\d)(?P<number>))"
)
# A star between a number and what it multiplies: `1.5 * ULN`.
_TIMES_LIMIT = re.compile(
    r"\*\s{1,3}(?:(?:the|institutional|laboratory|local)\s+){0,2}"
    r"(?:i?uln|lln|unl|(?:upper|lower)\s+(?:limit|normal)|10\s?\^|10[⁰¹²³⁴-⁹])",
    re.IGNORECASE,
)
_FACTOR = 4  # characters before a star in which a number can end
_DIGITS = re.compile(r"\d{1,2}(?=\D*$)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {numeral: value for value, numeral in enumerate(_ROMANS, 1)}
# What a number behind these words counts is no item: `grade 2. Patients with …`.
_COUNTED = re.compile(
    r"(?:\b(?:grades?|types?|stages?|class|phase|part|visit|day|week|groups?|cohorts?|to|than|of|levels?|"
    r"scores?|least|version|section|cycle|arm|number|no|table|appendix|page)|[<>=≥≤+/~-])\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Marker:
    """A marker's place, its style (`*`, `1.`, `(a)`) and its number in the list, as a letter and as a roman numeral."""

    start: int
    end: int
    style: str
    number: int | None = None
    roman: int | None = None


def _circled(char: str) -> int:
    return (ord(char) - 0x2460) % 20 + 1 if char < "❶" else ord(char) - 0x2775


def _marker(match: re.Match[str]) -> Marker:
    found, start, end = match[0], match.start(), match.end()
    if match.lastgroup == "bullet":
        return Marker(start, end, found[0])
    if match.lastgroup == "number":
        digits = _DIGITS.search(found)
        if digits is None:
            return Marker(start, end, "①", _circled(found))
        number = digits[0]
        style = "1" + found[-1] if len(found) == len(number) + 1 else re.sub(r"\d+", "1", found.replace(" ", ""))
        return Marker(start, end, style, int(number))
    letters = found.strip("(). ")
    lower = letters.lower()
    style = found.replace(letters, "a" if letters == lower else "A").replace(" ", "")
    return Marker(start, end, style, ord(lower) - 96 if len(lower) == 1 else None, _ROMAN.get(lower))


def lead(text: str, start: int, end: int) -> Marker | None:
    """The marker a line begins with, leftover markers behind it included.

    >>> lead("(2) Age over 18", 0, 15)
    Marker(start=0, end=3, style='(1)', number=2, roman=None)
    >>> lead("A patient with asthma", 0, 21), lead("5.5 mg a day", 0, 12)
    (None, None)
    """
    if text[start].isalpha() and text[start] not in "ivxIVX" and text[start + 1 : start + 2].isalpha():
        return None
    match = _LEAD.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    marker = _marker(match)
    leftover = _LEFTOVER.match(text, marker.end, end)
    if leftover is not None:
        marker.end = leftover.end()
        marker.number = int(leftover["number"]) if leftover["number"] else marker.number
    return marker


def seams(text: str, start: int, end: int, marker: Marker | None, upto: int | None, alone: bool) -> list[int]:
    """Where further items of a list begin inside one paragraph.

    Items are those that go on with the list of the paragraph's own `marker`; the number `upto` stands on the next line
    and is looked for no more. A paragraph that is `alone` under its heading may hold any list, lists within lists too.

    >>> text = "1. Age over 18 2. BMI 20. 5 kg or less 3. Consent"
    >>> seams(text, 2, len(text), Marker(0, 2, "1.", 1), None, False)
    [15, 39]
    """
    if not alone and not _may_go_on(text, start, end, marker, upto):
        return []
    found = [match for match in _SEAM.finditer(text, start, end) if not _is_inside(text, match.start(), start)]
    return _Chain(text, found, marker, upto, alone).places()


def _may_go_on(text: str, start: int, end: int, marker: Marker | None, upto: int | None) -> bool:
    """A cheap look before the dear one: is the list's next marker in the text at all."""
    if marker is None:
        return False
    if marker.number is None:
        return text.find(f" {marker.style} ", start, end) >= 0 or text.find(" - ", start, end) >= 0
    sign = text[marker.end - 1]
    return sign in ".)、" and marker.number + 1 != upto and text.find(f"{marker.number + 1}{sign}", start, end) >= 0


def _is_inside(text: str, place: int, start: int) -> bool:
    """Whether words that belong together stand on both sides of `place`."""
    ends_in_number = text[max(start, place - _FACTOR) : place].rstrip()[-1:].isdigit()
    return (ends_in_number and _TIMES_LIMIT.match(text, place) is not None) or _inside_bracket(text, place, start)


def _inside_bracket(text: str, place: int, start: int) -> bool:
    """Whether a bracket stands open at `place`: `(Age * AST)`, `[see 2. above]`."""
    near = max(start, place - 60)
    if text.rfind("(", near, place) <= text.rfind(")", near, place):
        return False
    closing, opening = text.find(")", place, place + 60), text.find("(", place, place + 60)
    return closing >= 0 and not 0 <= opening < closing


class _Chain:
    """The seams that count on from the marker, and in a paragraph that stands alone the lists they hold.

    `counts` has the last number of each list that is open, the innermost last.
    """

    def __init__(self, text: str, found: list[re.Match[str]], marker: Marker | None, upto: int | None, alone: bool):
        self.text, self.found, self.marker, self.upto, self.alone = text, found, marker, upto, alone
        self.sign = text[marker.end - 1] if marker and not alone else ""
        self.counts = [marker.number] if marker and marker.number else []
        self.numbers = [_number(match) for match in found]
        self.last = {number: at for at, number in enumerate(self.numbers)}

    def places(self) -> list[int]:
        """Where the items of these lists begin."""
        return [match.start() for at, match in enumerate(self.found) if self._is_item(at, match, self.numbers[at])]

    def _is_item(self, at: int, match: re.Match[str], number: int | None) -> bool:
        if number is None:
            return _goes_on(self.text, match, self.marker, self.alone)
        if self._has_another_sign(match) or self._counts_things(at, match, number):
            return False
        if self._opens_list(at, match, number):
            self.counts.append(1)
            return True
        if self._follows(number):
            self._count(number, again=self.last[number] > at)
            return True
        return False

    def _has_another_sign(self, match: re.Match[str]) -> bool:
        return self.sign != "" and match[0][-1] != self.sign

    def _counts_things(self, at: int, match: re.Match[str], number: int) -> bool:
        """Whether the number belongs to the word before it, the list having it elsewhere or ending here."""
        place = match.start()
        if _COUNTED.search(self.text, max(0, place - 12), place) is None:
            return False
        return self.last[number] > at or self.last.get(number + 1, -1) < at

    def _opens_list(self, at: int, match: re.Match[str], number: int) -> bool:
        return self.alone and number == 1 and self.last.get(2, 0) > at and _opens(self.text, match.start(), match)

    def _follows(self, number: int) -> bool:
        return number - 1 in self.counts and (self.alone or number != self.upto)

    def _count(self, number: int, again: bool) -> None:
        """Count on in the innermost list that `number` follows; in the outer one if the number does not come again."""
        depths = [depth for depth, last in enumerate(self.counts) if last == number - 1]
        depth = depths[-1] if len(depths) == 1 or again else depths[-2]
        self.counts[depth:] = [number]


def _number(match: re.Match[str]) -> int | None:
    return int(match[0].strip("()、. ")) if match.lastgroup == "number" else None


def _goes_on(text: str, match: re.Match[str], marker: Marker | None, alone: bool) -> bool:
    """Whether a bullet inside a paragraph is one: a star where the paragraph stands alone, else the paragraph's own.

    A dash has more uses; it opens an item behind a sentence's end or enough words, not in `Performance status - ECOG`.
    """
    if match.lastgroup == "bullet":
        begins = text[match.end() : match.end() + 3].lstrip()[:1]
        footnote = begins.islower() or begins == "("  # `venetoclax * (in combination)`
        return alone or (marker is not None and match[0] == marker.style and not footnote)
    return marker is not None and (_is_dash_list(text, match, marker, alone) or _is_dashed_item(text, match, marker))


def _is_dash_list(text: str, match: re.Match[str], marker: Marker, alone: bool) -> bool:
    """Whether a whole list of dashes stands on one line."""
    return alone and marker.style == "-" and text[match.end() : match.end() + 3].lstrip()[:1].isupper()


def _is_dashed_item(text: str, match: re.Match[str], marker: Marker) -> bool:
    if marker.number is not None or not text[match.end() + 2 : match.end() + 6].isalpha():
        return False
    ends_sentence = text[match.start() - 3 : match.start()].rstrip()[-1:] in ".;"
    return ends_sentence or text.count(" ", marker.end, match.start()) > 6


def _opens(text: str, place: int, match: re.Match[str]) -> bool:
    """Whether a `1.` opens a list: behind a colon, a sentence's end or a bullet, or before a capital."""
    before, behind = text[max(0, place - 6) : place].rstrip(), text[match.end() : match.end() + 3].lstrip()
    return before[-1:] in ":.;*•" or behind[:1].isupper()
