r"""One character for one character: the text every later stage reads.

`fold` gives back a string of the same length in which full-width forms, odd spaces, dashes, bullets and comparators
stand in their plain form, so that a place in the folded text is the same place in the text the caller passed. Longer
damage (`&gt;=`, `\>=`, `â‰¥`, `<br>`) is mended where it stands and padded with spaces before the mended character.
Digits in superscript are kept: `10⁹` is not `109`.
"""

import html
import re

__all__ = ["clean", "fold", "plain"]

_WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(0x5E)}  # full-width ASCII
_SPACES = [
    *range(0x9), 0xD, *range(0xE, 0x20), 0x7F, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010),
    *range(0x202A, 0x2030), 0x205F, *range(0x2060, 0x206A), 0x3000, 0xFEFF,
]  # fmt: skip
_LINE_ENDS = [0xB, 0xC, 0x85, 0x2028, 0x2029]
_DASHES = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63]
_TABLE: dict[int, str | int] = {
    **_WIDE,
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(_DASHES, "-"),
    **str.maketrans("≧⩾⪰≦⩽⪯›‹˃˂〉〈∼～〜≅≃", "≥≥≥≤≤≤><><><~~~≈≈"),
    **dict.fromkeys(map(ord, "●▪■□◦‣⁃◆◇○▶►➢➤✓✔❖∗⁎∎➔\uf0b7\uf0a7"), "•"),
    **str.maketrans("‘’‚‛′`´“”„‟″", "'''''''\"\"\"\"\""),
    **str.maketrans("μµ", "uu"),
}

# Outside ASCII a search for the few odd characters is several times faster than `translate`.
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")

# What UTF-8 looks like after being read as Windows-1252, for the characters registry text holds.
_MOJIBAKE = {
    "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in char.encode()): char
    for char in "≥≤≠±×µμ°º²³½¼·•–—‘’“”…™®àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜαβγδκ\u00a0⁹"
}
_BREAK_TAGS = "br|p|div|tr|ul|ol|h[1-6]"
_DAMAGE = re.compile(
    r"(?-i:(?=[\\&<ÂÃâÎÏ]))(?:"  # without this look, every alternative is tried at every character
    r"(?P<escape>\\[\\`*_{}\[\]()#+\-.!<>~^|&=])"
    r"|(?P<entity>&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d?);)"
    rf"|(?P<line></?(?:{_BREAK_TAGS})(?:[^\S\n][^<>\n]{{0,80}})?/?>)"
    r"|(?P<item><li(?:[^\S\n][^<>\n]{0,80})?>)"
    r"|(?P<power><sup>)"
    r"|(?P<tag></?(?:b|i|u|em|strong|sub|sup|span|font|li|td|th|table|tbody|a|small)(?:[^\S\n][^<>\n]{0,120})?/?>)"
    "|(?P<mojibake>" + "|".join(sorted(map(re.escape, _MOJIBAKE), key=len, reverse=True)) + "))",
    re.IGNORECASE,
)
_LONE_RETURN = re.compile(r"\r(?!\n)")  # how old exports end lines
# An escape inside a comparator (`=\\<`, `\\>\\=`): its two signs come to stand beside each other.
_PARTED = re.compile(r"\\?([<>=])(?:\\|&(?=[lg]t;))(?:([<>=])|([lg])t;)")
# An escape inside a marker (`1\\.`): its sign comes to stand beside the number.
_NUMBERED = re.compile(r"(?<![\w.,])(\d{1,2})\\([.)])(?=\s)")
_HINT = re.compile(r"[\\&<ÂÃâÎÏ]")
# Some exports write a line's end as a tilde: `Inclusion Criteria:~Age over 18~Asthma`.
_TILDE_LINES = re.compile(r"(?:criteria|clusion)\s{0,3}:?~\S", re.IGNORECASE)
_TILDE = re.compile(r"(?<=\S)~(?=\S)")


def _plain_form(match: re.Match[str]) -> str:
    form = _TABLE[ord(match[0])]
    return form if isinstance(form, str) else chr(form)


def _mended(match: re.Match[str]) -> str:
    """What a damaged stretch stands for; never longer than the stretch."""
    found = match[0]
    match match.lastgroup:
        case "escape":
            return found[1]
        case "entity":
            char = html.unescape(found)
            return char if len(char) == 1 else found
        case "line":
            return "\n"
        case "item":
            return "\n• "
        case "power":
            return "^"
        case "mojibake":
            return _MOJIBAKE.get(found, found)
    return " "


def _padded(match: re.Match[str]) -> str:
    return _mended(match).rjust(len(match[0]))


def _joined(match: re.Match[str]) -> str:
    entity = match[3]
    sign = match[2] or {"l": "<", "g": ">"}[entity.lower()]
    return (match[1] + sign).rjust(len(match[0]))


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
    if "~" in text and _TILDE_LINES.search(text):
        text = _TILDE.sub("\n", text)
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    if _HINT.search(text):
        text = _NUMBERED.sub(r" \1\2", _PARTED.sub(_joined, text))
        text = _DAMAGE.sub(_padded, text)
    return text.translate(_TABLE) if text.isascii() else _ODD.sub(_plain_form, text)


def plain(text: str) -> str:
    r"""A stretch of raw text mended without regard for length: no escapes, entities, tags or mojibake.

    >>> plain("ALT \\> 5 &amp; AST")
    'ALT > 5 & AST'
    """
    return _DAMAGE.sub(_mended, text) if _HINT.search(text) else text


def clean(text: str) -> str:
    r"""`plain`, with every run of white space as one space: how a value's text is given.

    >>> clean("  Phase 1 /\r\n   Phase 2 ")
    'Phase 1 / Phase 2'
    """
    return " ".join(plain(text).replace("\u200b", "").replace("\ufeff", "").split())
