r"""List markers: bullets, numbers and letters in the styles eligibility texts use.

A marker is read at the start of a line (`lead`) or, where a list runs on in one paragraph, inside it (`seams`). Letters
and digits must not eat words: `A patient`, `5.5 mg` and `E. coli` start no item.
"""

import re
from dataclasses import dataclass

__all__ = ["Marker", "lead", "seams"]

_BULLET = r"[*•·・]+(?=\s*[^\s*•])|-(?=\s*[^\W\d])|[-o+](?=\s)"
_NUMBER = (
    r"\(\s?\d{1,2}\s?\)"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\ ?[.)、](?=\s|[^\W\d]|[(\[<>≥≤•\"'])"
    r"|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=\s+[A-Z])"
    r"|\d{1,2}\ ?-(?=\ ?[A-Z][a-z])"
    r"|[①-⒇❶-❿]"
)
_LETTER = (
    r"\(\s?(?:[A-Za-z]|[ivx]{2,5})\s?\)|(?:[a-z]|[ivx]{2,5})(?:[.](?=\s+\S)|\)(?=\s*\S))"
    r"|(?:[A-Z]|[IVX]{2,5})(?:\.(?=\s+[^\sa-z])|\)(?=\s*\S))"
)
_LEAD = re.compile(rf"(?P<bullet>{_BULLET})|(?P<number>{_NUMBER})|(?P<letter>{_LETTER})")
# A second marker behind the first: `- • Age`, `- 29. Use of`, `26.27. Women`.
_LEFTOVER = re.compile(r"\s*(?:[*•·・-](?=\s)|\d{1,2}\.(?=\s+[^\W\d]|[^\W\d]))")
_SEAM = {
    "*": re.compile(r"(?<=\s)[*•](?=\s+\S)(?!\s*\d+(?:\s|\^|$))"),
    "-": re.compile(r"(?<=[.;:,)]\s)\s*-(?=\s+[^\W\d])|(?<=\s)-\s*(?=[A-Z][a-z]+\s)(?<=[^\d]\s-\s)"),
    "1": re.compile(
        r"(?<![\w(.,/<>=≥≤+-])(?<![<>=≥≤]\s)\(?(\d{1,2})\ ?[.)](?=\s+\S|[^\W\d])(?!\s+\d+(?:\s|\.\d))"
        r"|(?<=[a-z)][.;:,])(\d{1,2})[.)](?=\s+\S|[A-Z])"
    ),
}
_DIGITS = re.compile(r"\d{1,2}(?=\D*$)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {numeral: value for value, numeral in enumerate(_ROMANS, 1)}


@dataclass(slots=True)
class Marker:
    """A marker's place, its style (`*`, `1.`, `(a)`) and its number in the list, as a letter and as a roman numeral."""

    start: int
    end: int
    style: str
    number: int | None = None
    roman: int | None = None

    def follows(self, number: int) -> bool:
        """Whether this marker is the one after `number` in a list."""
        return number + 1 in (self.number, self.roman)

    @property
    def first(self) -> bool:
        """Whether this marker can open a list."""
        return self.number is None or 1 in (self.number, self.roman)


def _marker(match: re.Match[str]) -> Marker:
    found, start, end = match[0], match.start(), match.end()
    group = match.lastgroup
    if group == "bullet":
        return Marker(start, end, found[0])
    if group == "number":
        digits = _DIGITS.search(found)
        if digits is None:
            return Marker(
                start, end, "①", 1 + (ord(found) - 0x2460) % 20 if ord(found) < 0x2700 else ord(found) - 0x2775
            )
        style = re.sub(r"\d+", "1", found.replace(" ", ""))
        return Marker(start, end, style, int(digits[0]))
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
    match = _LEAD.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    marker = _marker(match)
    for _ in range(3):
        leftover = _LEFTOVER.match(text, marker.end, end)
        if leftover is None:
            break
        marker.end = leftover.end()
    return marker


def seams(text: str, start: int, end: int, marker: Marker, upto: int | None) -> list[int]:
    """Where further items of the list that `marker` opened begin inside one paragraph.

    Bullets are the same bullet; numbers count on by one, or start again at 1 behind a colon.

    >>> text = "1. Age over 18 2. BMI 20. 5 kg or less 3. Consent"
    >>> seams(text, 2, len(text), Marker(0, 2, "1.", 1), None)
    [15, 39]
    """
    family = "*" if marker.style in "*•" else "-" if marker.style == "-" else "1"
    if family != "1":
        return [match.end() - len(match[0].lstrip()) for match in _SEAM[family].finditer(text, start, end)]
    if marker.number is None or marker.style[-1] not in ".)":
        return []
    places: list[int] = []
    counts = [marker.number]
    for match in _SEAM["1"].finditer(text, start, end):
        if (text[match.end() - 1] != marker.style[-1]) or (text[match.start()] == "(") != (marker.style[0] == "("):
            continue
        number = int(match[1] or match[2])
        if number == 1 and text[start : match.start()].rstrip().endswith(":"):
            counts.append(1)
        elif number - 1 in counts:
            del counts[counts.index(number - 1) + 1 :]
            counts[-1] = number
        else:
            continue
        if number == upto and len(counts) == 1:
            break
        places.append(match.start())
    return places
