"""What characters look like after their UTF-8 was read in another encoding, once or twice, and what they were.

Only characters that registry text holds are known by it: any pair of signs is some character's UTF-8, and `É»` of a
French heading is no mojibake. Of encodings other than the usual two only signs are: a letter turns no limit round.
"""

from collections.abc import Iterator
from itertools import groupby, product

__all__ = ["FIRST", "PATTERN", "USUAL", "WHOLE"]

_SIGNS = "≥≤≠≈≧≦⩾⩽±×÷°º²³¹µμ½¼¾·•−–—‐‑‘’“”„…→®©™§£€⁹☐●✓αβγδεκλτω\u00a0\u00ad\u200b\ufeff"
_LIMITS = "≥≤±"
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ"
_EASTERN = "āăąćčđēęěğīıłńňőœřśşšťūůűźżžĆČĘŁŃŐŒŚŠŞŹŻŽİ"
_USUAL = ("cp1252", "latin-1")
_OTHERS = ("cp1250", "mac_roman", "cp437", "cp850")
_LONG = ("cp1251", "cp1253")  # in these, two bytes may be two plain letters; three are not
_STRAIGHTENED = {'â€"': "–", "â€'": "‐", "â€": "”", "‰¥": "≥", "‰¤": "≤"}  # a quote made straight, an end lost


def _read(text: str, encoding: str) -> str:
    """UTF-8 as another encoding shows it; bytes it lacks stay as control characters."""
    bytes_ = (bytes([byte]).decode(encoding, "replace") for byte in text.encode())
    return "".join(chr(byte) if sign == "\ufffd" else sign for sign, byte in zip(bytes_, text.encode(), strict=True))


def _forms(char: str) -> Iterator[str]:
    longer = _LONG if len(char.encode()) > 2 else ()
    yield from _usual_forms(char)
    for encoding in (*(_OTHERS if char in _SIGNS else ()), *longer):
        yield _read(char, encoding)
    if char in _LIMITS:
        yield from (_read(_read(_read(char, one), two), three) for one, two, three in product(_USUAL, repeat=3))


def _usual_forms(char: str) -> Iterator[str]:
    for encoding in _USUAL:
        yield _read(char, encoding)
    for once, twice in product(_USUAL, repeat=2):
        yield _read(_read(char, once), twice)


_KNOWN = reversed(_SIGNS + _LETTERS + _EASTERN)
WHOLE = _STRAIGHTENED | {form: char for char in _KNOWN for form in _forms(char)}
USUAL = frozenset((*_STRAIGHTENED, *(form for char in _SIGNS + _LETTERS + _EASTERN for form in _usual_forms(char))))
"""Those of Windows-1252 and Latin-1, which are mended in a value, too."""
FIRST = "".join(sorted({form[0] for form in WHOLE}))
PATTERN = "|".join(
    f"{first}(?:{'|'.join(form[1:] for form in sorted(forms, key=len, reverse=True))})"
    for first, forms in groupby(sorted(WHOLE), key=lambda form: form[0])
)
"""A pattern of all the forms, and the characters one may begin with."""
