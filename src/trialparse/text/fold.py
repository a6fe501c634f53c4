r"""One character for one character: the text every later stage reads.

`fold` gives back a string of the same length in which full-width forms, odd spaces, dashes, bullets and comparators
stand in their plain form, so that a place in the folded text is the same place in the text the caller passed. Longer
damage (`&gt;=`, `\>=`, `â‰¥`, `<br>`) is mended where it stands and padded with spaces before the mended character.
Digits in superscript are kept: `10⁹` is not `109`.
"""

import re

from trialparse.text.breaks import ended
from trialparse.text.damage import FILL, LOST, mend, mended, padded
from trialparse.text.mojibake import USUAL

__all__ = ["clean", "fold", "plain", "whole_from"]

_WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(0x5E)}  # full-width ASCII
_SPACES = [
    *range(0x1, 0x9), 0xD, *range(0xE, 0x1A), *range(0x1B, 0x20), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200B),
    *range(0x202A, 0x2030), 0x205F, *range(0x2061, 0x206A), 0x3000,
]  # fmt: skip
_UNSEEN = [0xAD, 0x180E, *range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10), 0xFEFF]
_LINE_ENDS = [0xB, 0xC, 0x85, 0x2028, 0x2029]
_DASHES = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63]
_TABLE: dict[int, str | int] = {
    **_WIDE,
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_UNSEEN, FILL),
    0x1A: LOST,  # what stands for a character that could not be written
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(_DASHES, "-"),
    **str.maketrans("≧⩾⪰≳⋝≦⩽⪯≲⋜›‹˃˂〉〈﹥﹤❯❮≫≪﹦∼～〜≅≃", "≥≥≥≥≥≤≤≤≤≤><><><><><><=~~~≈≈"),
    **str.maketrans("≱≰⁄∕∶﹪﹢ˆ˜", "<>//:%+^~"),
    **str.maketrans("\uf03c\uf03d\uf03e\uf0a3\uf0b3\uf0b1\uf0b4\uf0b9\uf0bb\uf0b0", "<=>≤≥±×≠≈°"),  # a font of symbols
    **str.maketrans("\x82\x91\x92\x93\x94\x84\x96\x97\x95\x8b\x9b", "'''\"\"\"--•<>"),  # Windows-1252 as Latin-1
    **dict.fromkeys(map(ord, "●▪■□◦‣⁃◆◇○▶►➢➤✓✔❖∗⁎∎➔\uf0b7\uf0a7\uf0d8\uf0fc\uf06e\uf0e0\uf0a8"), "•"),
    **str.maketrans("‘’‚‛′`´“”„‟″", "'''''''\"\"\"\"\""),
    **str.maketrans("μµ", "uu"),
}

# Outside ASCII a search for the few odd characters is several times faster than `translate`.
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_ESCAPED_ODD = re.compile(rf"\\?{_ODD.pattern}")
_ESCAPABLE = frozenset("`*_{}[]()#+-.!~^|<>=&")

_UNSEEN_SIGN = re.compile(f"[{''.join(map(chr, _UNSEEN))}\0]")
# A word that a mended letter or an unseen character stands in: its letters come to stand together.
_PARTED = re.compile(rf"(?<![^\W\d_])[^\W\d_]+(?:{FILL}+'?[^\W\d_]+)+")
_HYPHENED = re.compile(r"(?<=[^\W\d_])\u00ad[ \t]{0,3}\r?\n[ \t]{0,20}(?=[a-z])")  # at a line's end
# An escape inside a marker (`1\\.`): its sign comes to stand beside the number.
_NUMBERED = re.compile(r"(?<![\w.,])(\d{1,2})\\([.)])(?=\s)")

_PLAIN_BLANK = re.compile(rf"[\s>{re.escape(''.join(map(chr, (*_SPACES, *_UNSEEN))))}]")  # and the end of a tag


def _plain_form(match: re.Match[str]) -> str:
    found = _TABLE[ord(match[0][-1])]
    form = found if isinstance(found, str) else chr(found)
    escaped = len(match[0]) > 1
    return (" " if form in _ESCAPABLE else "\\") + form if escaped else form


def _with_whole_words(text: str) -> str:
    words = (_PARTED.sub(_joined, word) if FILL in word else word for word in text.split(" "))
    return " ".join(words).replace(FILL, " ")


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(FILL, "").rjust(len(match[0]))


def fold(text: str) -> str:
    r"""The same text, character for character, with every odd form in its plain one.

    >>> fold("ＡＧＥ ≧ 18 &amp; \\> 5")
    'AGE ≥ 18     &  > 5'
    >>> text = "MMSE score â‰¥6"
    >>> fold(text), len(fold(text)) == len(text)
    ('MMSE score   ≥6', True)
    >>> fold(r"ALT =\< 3, AST \>\= 2")
    'ALT  =< 3, AST   >= 2'
    >>> fold("Age ≥ 18\rECOG 0\r\nConsent")
    'Age ≥ 18\nECOG 0 \nConsent'
    >>> fold("Inclusion Criteria:~Age ~60 or less~Asthma")
    'Inclusion Criteria:\nAge ~60 or less\nAsthma'
    """
    text = ended(text)
    if "\\" in text:
        text = _NUMBERED.sub(r" \1\2", text)
    text = mend(text, padded)
    if text.isascii():
        text = text.translate(_TABLE)
    else:
        if "\u00ad" in text:
            text = _HYPHENED.sub(lambda match: FILL * len(match[0]), text)
        text = (_ESCAPED_ODD if "\\" in text else _ODD).sub(_plain_form, text)
    return _with_whole_words(text) if FILL in text else text


def plain(text: str) -> str:
    r"""A stretch of raw text mended without regard for length: no escapes, entities, tags or usual mojibake.

    >>> plain("ALT \\> 5 &amp; AST")
    'ALT > 5 & AST'
    """
    return mend(text, _in_value)


def _in_value(match: re.Match[str]) -> str:
    """What is mended in a value: one in a rare encoding stays as its register gives it, whatever limits are read by."""
    return match[0] if match.lastgroup == "mojibake" and match[0] not in USUAL else mended(match)


def clean(text: str) -> str:
    r"""`plain`, with every run of white space as one space: how a value's text is given.

    >>> clean("  Phase 1 /\r\n   Phase 2 ")
    'Phase 1 / Phase 2'
    """
    text = plain(text)
    if FILL in text or not text.isascii():
        text = _UNSEEN_SIGN.sub("", text)
    return " ".join(text.split())


def whole_from(raw: str, folded: str, start: int) -> int:
    """The start of a stretch whose first characters were mended: the damage belongs to its words.

    >>> raw = "Age: &ge; 18"
    >>> raw[whole_from(raw, fold(raw), 8) :]
    '&ge; 18'
    """
    while start > 0 and folded[start - 1] == " " != raw[start - 1] and not _PLAIN_BLANK.match(raw, start - 1):
        start -= 1
    return start
