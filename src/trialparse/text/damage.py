r"""Stretches of damaged text and what each stands for: escapes, entities, tags, mojibake, signs in several pieces.

What stands for it is never longer than the stretch. Where a sign is destroyed and nothing tells which it was, `LOST`
stands there: a limit behind it has no side, and is never an equality.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from trialparse.text.mojibake import FIRST, PATTERN, WHOLE

__all__ = ["FILL", "LOST", "mend", "mended", "padded"]

LOST = "\ufffd"
FILL = "\0"
"""What pads a mended letter, so that the word around it can be joined."""

_BREAK_TAGS = "br|p|div|tr|ul|ol|h[1-6]"
_TAGS = "b|i|u|em|strong|sub|sup|span|font|li|td|th|table|tbody|a|small"
_AMP = r"\\{0,2}&(?:amp;){0,3}"
_SIGN = rf"(?:\\{{0,2}}[<>=]|{_AMP}(?:[lg]t|equals|#0{{0,2}}6[0-2]|#[xX]0{{0,2}}3[c-eC-E]);)"
_LOWER, _GREATER = rf"(?:\\?<|{_AMP}lt;)", rf"(?:\\?>|{_AMP}gt;)"
_AHEAD = r"(?=\s?(?:\d|\.\d|[IVX]{1,4}\b|(?i:grade|class|stage|one|two|three|four|five|six)\b))"
_UNITS = r"%|[x×]|(?:years?|yrs?|months?|weeks?|days?|hours?|points?|k?g|m[glm]|cm)\b"
_RETURN = rf"(?:{_AMP}#(?:[xX]0{{0,3}}[dD]|0{{0,2}}13);|_x000[dD]_)"
_LINE_END = rf"(?:{_AMP}#(?:[xX]0{{0,3}}[aA]|0{{0,2}}10);|_x000[aA]_)"
_KINDS = {
    "escape": r"\\(?:[`*_{}\[\]()#+\-.!~^|]|[<>](?=\s?\d)|&(?![a-z#])|\\(?![nru&<>=]))",
    "unicode": r"\\{1,2}u[0-9a-fA-F]{4}",  # an escape of JSON
    "underlined": rf"(?i:<u>)\s?{_SIGN}\s?(?i:</u>)|{_SIGN}\s?[\u0331-\u0333\u0347]|[<>]_(?=[\s\d])",
    "struck": rf"{_SIGN}\s?\u0338",
    "signs": rf"(?:{_SIGN}(?!/?(?i:{_BREAK_TAGS}|{_TAGS})\b)){{2,3}}",
    "returned": rf"{_RETURN}(?=\s{{0,3}}(?:[\r\n]|{_LINE_END}|{_LOWER}/?(?i:br|p)\b))",
    "line": rf"{_RETURN}|{_LINE_END}|(?i:</?(?:{_BREAK_TAGS})(?:[^\S\n][^<>\n]{{0,80}})?/?>)"
    rf"|{_LOWER}/?(?i:{_BREAK_TAGS})\s{{0,2}}/?{_GREATER}",
    "item": rf"(?i:<li(?:[^\S\n][^<>\n]{{0,80}})?>)|{_LOWER}(?i:li){_GREATER}",
    "power": rf"{_LOWER}(?i:sup){_GREATER}",
    "tag": rf"(?i:</?(?:{_TAGS})(?:[^\S\n][^<>\n]{{0,120}})?/?>)|{_LOWER}/?(?i:{_TAGS}){_GREATER}",
    "sign": r"\\[<>=]",
    "entity": rf"{_AMP}(?:#\d{{2,7}}|#[xX][0-9a-fA-F]{{2,6}}|[a-zA-Z]{{2,24}}\d{{0,2}});",
    "bare": r"\\{0,2}&(?:[lg][te](?![a-zA-Z;])|#\d{2,5}(?![\d;]))",
    "middle": rf"(?:â|Ã¢)Â?[ ?\ufffd\x89]?Â?[¥¤ĽĄ]{_AHEAD}",  # the middle of three is lost
    "unsure": rf"(?:Ã¢[^\w\s]{{0,3}}|(?<![^\W\d_])â€){_AHEAD}",
    "mojibake": PATTERN,
    "lost": rf"(?<![^\W\d_])â(?:[^\w\s]{{0,3}}{_AHEAD}|[ ?\ufffd]?[¥¤])"
    rf"|£(?:(?= \d)|(?=\d{{1,3}}(?:\.\d{{1,2}})?\s?(?:{_UNITS})))|鈮[?\ufffd]?",
    "times": r"(?<=[\d ])Ã(?=\s?(?:\d|[A-Z]{2}))",
    "blank": r"(?<![^\W\d_])Â(?=[\s\d<>=≤≥])",
    "symbol": rf"(?<![\w^])(?<!\d )(?<!m )³{_AHEAD}",  # what a font of symbols shows as ≥
    "composed": r"[^\W\d_][\u0300-\u036f]{1,3}",
}
_BEYOND_ASCII = ("struck", "mojibake", "middle", "unsure", "lost", "times", "blank", "symbol", "composed")
_ASCII_START = r"\\&<>=_"


class _Damage(NamedTuple):
    """Kinds of damage, and the characters that any of them begins with, which are found much faster."""

    starts: re.Pattern[str]
    kinds: re.Pattern[str]

    def sub(self, stand_in: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something in place of each damaged stretch."""
        parts: list[str] = []
        end = 0
        for start in self.starts.finditer(text):
            place = start.start()
            if place >= end and (match := self.kinds.match(text, place)) is not None:
                parts += (text[end:place], stand_in(match))
                end = match.end()
        return "".join([*parts, text[end:]]) if parts else text


def _damage(kinds: Iterable[str], starts: str) -> _Damage:
    either = "|".join(f"(?P<{kind}>{_KINDS[kind]})" for kind in kinds)
    return _Damage(re.compile(f"[{starts}]"), re.compile(either))


_ASCII = _damage((kind for kind in _KINDS if kind not in _BEYOND_ASCII), _ASCII_START)
_ANY = _damage((kind for kind in _KINDS if kind != "composed"), _ASCII_START + "£³鈮" + re.escape(FIRST))
_COMPOSED = re.compile(f"(?P<composed>{_KINDS['composed']})")
_HINTS = ("\\", "&", "<", "_x000", ">_")
_RARE = re.compile(rf"[\\&<£³鈮{re.escape(FIRST)}]")
_STRANGE_SIGNS = "¢¤¥¦¬¸‰ƒ\u2504-\u2550\u2552-\u259f\uff61-\uff9f\ue000-\uf01f\uf100-\uf8ff"
_ODD_SIGN = re.compile(f"[{_STRANGE_SIGNS}\u0300-\u036f]")
# What no table knows, between a word and a number, may be all that is left of a sign.
_STRANGE = re.compile(
    rf"(?:(?<=\w)|(?<=\w ))(?P<strange>[^\x00-\x7f\s]{{0,6}}[{_STRANGE_SIGNS}][^\x00-\x7f\s]{{0,6}}){_AHEAD}"
)
_ONE_SIGN = re.compile(_SIGN)
_UNDERLINED = {">": "≥", "<": "≤", "=": "="}
_STRUCK = {">": "≤", "<": "≥", "=": "≠"}
_MIDDLE = {"¥": "≥", "¤": "≤", "Ľ": "≥", "Ą": "≥"}
_FIXED = {
    "line": "\n",
    "item": "\n• ",
    "power": "^",
    "returned": "",
    "tag": " ",
    "symbol": "≥",
    "times": "×",
    "lost": LOST,
    "strange": LOST,
    "unsure": LOST,
    "blank": " ",
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def _is_hinted(text: str) -> bool:
    return any(map(text.__contains__, _HINTS))


def mend(text: str, stand_in: Callable[[re.Match[str]], str]) -> str:
    """A text with something in place of each damaged stretch."""
    if text.isascii():
        return _ASCII.sub(stand_in, text) if _is_hinted(text) else text
    was, is_odd = text, _is_odd(text)
    if is_odd:
        text = _COMPOSED.sub(stand_in, text)
    if is_odd or _RARE.search(text) or _is_hinted(text):
        text = _ANY.sub(stand_in, text)
    return _STRANGE.sub(stand_in, text) if is_odd or (text is not was and _is_odd(text)) else text


def _is_odd(text: str) -> bool:
    """Whether a text has signs of damage that few texts have."""
    return _ODD_SIGN.search(text) is not None


def _unescaped(found: str) -> str:
    """The character that an entity stands for, escaped however often."""
    text = found.lstrip("\\")
    for _ in range(4):
        text = html.unescape(text if text.endswith(";") else f"{text};")
        if len(text) == 1:
            return text
    return found


def _from_code(found: str) -> str:
    char = chr(int(found[-4:], 16))
    return found if 0xD800 <= ord(char) < 0xE000 else char


def mended(match: re.Match[str]) -> str:
    """What a damaged stretch stands for."""
    found, kind = match[0], match.lastgroup or ""
    if kind in _FIXED:
        return _FIXED[kind]
    match kind:
        case "entity" | "bare":
            return _unescaped(found)
        case "escape" | "sign":
            return found[1]
        case "mojibake":
            return WHOLE[found]
        case "middle":
            return _MIDDLE[found[-1]]
        case "underlined" | "struck":
            table = _UNDERLINED if kind == "underlined" else _STRUCK
            return table[_plain_signs(found)[2 if found[1] in "uU" else 0]]
        case "signs":
            return _plain_signs(found)
        case "unicode":
            return _from_code(found)
    return unicodedata.normalize("NFC", found)


def _plain_signs(found: str) -> str:
    return "".join(_unescaped(sign) if "&" in sign else sign[-1] for sign in _ONE_SIGN.findall(found))


def padded(match: re.Match[str]) -> str:
    """What a damaged stretch stands for, in its length."""
    char = mended(match)
    joins = char.isalpha() or char in _INVISIBLE or char == "’"
    return char.rjust(len(match[0]), FILL if joins else " ")
