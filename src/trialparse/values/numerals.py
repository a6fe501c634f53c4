"""Roman numerals, as levels of scales are written: `IV`, `Ⅳ`, `IIIb`, and figures beside them."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["ROMAN", "is_roman", "rank", "typed"]

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

_PLACES = {numeral: place for place, numeral in enumerate(ROMAN, 1)}
_SIGNS = {chr(0x215F + place): numeral for numeral, place in _PLACES.items()}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LEVEL = re.compile(rf"(?:{'|'.join(ROMAN)}|[Ⅰ-Ⅻ]{{1,2}})[A-Ca-c]?[1-3]?|IIID")


def is_roman(level: str) -> bool:
    """Whether a level is a roman numeral, with or without a letter and a figure behind it.

    >>> is_roman("IV"), is_roman("IIIA1"), is_roman("Ⅲb"), is_roman("IIII"), is_roman("C")
    (True, True, True, False, False)
    """
    return _LEVEL.fullmatch(level) is not None


def rank(level: str) -> Decimal | None:
    """The number that a figure or a roman numeral stands for; None for other levels.

    >>> rank("iv"), rank("1.5"), rank("IIIb"), rank("A")
    (Decimal('4'), Decimal('1.5'), None, None)
    """
    if _FIGURE.fullmatch(level):
        return Decimal(level)
    place = _PLACES.get(level.upper())
    return None if place is None else Decimal(place)


def typed(level: str) -> str:
    """A level with the sign of a roman numeral written in letters, as scales have it.

    >>> typed("Ⅲb"), typed("IIIb")
    ('IIIb', 'IIIb')
    """
    return _SIGNS.get(level[:1], level[:1]) + level[1:]
