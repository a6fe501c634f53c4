"""Tokens of registry text, made with one compiled pattern.

spaCy's own English rules leave `SLEDAI-2K)≥8`, `ALT≤2.5×ULN` and `6months` as single tokens. Here a number, a
comparator, a word and a name that holds digits (`HbA1c`, `CD19`, `COVID-19`) are tokens of their own, so that a digit
inside a name is never read as a value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["Tokenizer", "norm", "split"]

# Names that a number is glued to, where it is so large that it is none of the name: `BMI30`, `eGFR20-50`, `ASA2`.
_GLUED = (
    r"(?:BMI|eGFR|GFR|CrCl|LVEF|EF|KPS|MMSE|MoCA|SBP|DBP|SpO2|FEV1)(?=[1-9]\d(?:\.\d)?(?![\w.]*[A-Za-z]{3}))"
    r"|(?:ASA|ECOG|NYHA|PS)(?=[0-6](?!\w))|NYHA(?=(?:I{1,3}|IV)(?!\w))|HbA1c(?=\d)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_TOKEN = re.compile(
    rf"\b(?:{_DAY}[ -])?{_MONTH},?[\s-]{{1,2}}(?:{_DAY},?\s)?(?:19|20)\d\d(?!\d)"  # 6 May 2020
    r"|(?:St|Dr)\.(?=\s[A-Z])"  # no end of a sentence: St. John's wort
    r"|[A-Za-z]{2,}+(?![\w'-])"  # most tokens are plain words and marks: they are tried first
    r"|[,;:()\[\]]"
    r"|(?:19|20)\d\d-\d\d?-\d\d?(?!\d)"  # 2025-09-25
    r"|\d{1,2}/\d{1,2}/(?:19|20)\d\d(?!\d)"  # 25/09/2025
    r"|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])"  # 09/2025
    r"|\d+:\d+(?![\d:])|1/\d{2,4}(?![\d/])"  # a titre, 1:80
    r"|(?<![\d.])[0-6](?:[a-c](?![\w)])|[ABC](?!\w|-[^\d\s]))|(?<![\d.])[0-4]\+(?![\w.])"  # a level, 3b, 3B or 2+
    r"|[1-5] ?\+ ?[1-5](?: ?= ?\d{1,2})?(?![\w.+])"  # a sum of levels, 3+4=7
    r"|\d{2}(?: ?[+&-] ?|\s{1,3}(?:and\s{1,3})?)[0-6] ?/ ?7(?!\d)"  # gestational age, 36 6/7
    r"|\d{2} ?\+ ?[0-6](?=\s*(?:wee?k|wk|w\b|gest|to\b|and\b|-|\)|$))"  # and 36+6
    r"|\d+[ \t]{0,2}[½¼¾]"
    r"|\d{1,3}(?:[,'](?:\d{3}(?!\d)))+(?:\.\d+)?"  # 100,000
    r"|\d{1,3}(?: {1,2}000)+(?!\d)"  # 100 000
    r"|\d{1,3} \d{3}(?=\s?(?:/\s?(?:u|mm|cmm|cu|L\b)|cells\b|per\s+(?:u|cubic|mm|micro)))"  # 1 500/mm3
    r"|\+\s?/\s?-"  # plus or minus
    r"|\d+(?:st|nd|rd|th)\b"
    r"|\d+(?:[.,·](?!10\s?[\^⁰-⁹])\d+)?(?!\d)|\.\d+|\d+"
    r"|[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*-\d+\w*"  # a name with a hyphen and digits, PHQ-9
    r"|(?i:than|least|most|over|under|of|to|the|age|aged)(?=\d)"  # a lost blank, `greater than100`
    r"|(?:within|between|from|for|and|or|above|below|last|past|every|until|score|weight|Weight)(?=\d)"
    rf"|{_GLUED}"
    r"|[^\W\d_]+\d\w*"  # a name with digits, CD19
    r"|(?i:e\.\s?g\.|i\.\s?e\.)"
    r"|[^\W\d_]+(?:'[A-Za-z]{1,2}\b)?"
    r"|![<>=]=?|<>"
    r"|>\s?\\?/\s?=|<\s?\\?/\s?=|[<>]\s{0,2}=|=\s{0,2}[<>]|[≥≤]/?=?|>+|<+|={1,2}"
    # A hyphen inside a word joins like a blank; behind a level, 3a or IIIb, it does not.
    r"|(?!(?:(?<=[a-z])(?<![\dIVX][a-d])-(?=[A-Za-z])|(?<=[A-Za-z])-(?=[a-z])))\S"
)

_SPELLING = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"aem", "em"),
        (r"oedem", "edem"),
        (r"oestr", "estr"),
        (r"oesoph", "esoph"),
        (r"faec", "fec"),
        (r"leuco", "leuko"),
        (r"paedi", "pedi"),
        (r"isation", "ization"),
        (r"ise([ds])?$", r"ize\1"),
        (r"ising$", "izing"),
        (r"(?<=[a-z]{2})our$", "or"),
        (r"([dmlt])re$", r"\1er"),
        (r"enrolment", "enrollment"),
        (r"anaest", "anest"),
        (r"sulph", "sulf"),
    )
]
_RESPELLED = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLING))  # few words have any of these


def norm(word: str) -> str:
    """The form under which words are the same: lower case, American spelling, singular.

    >>> norm("Randomisation"), norm("haemoglobin"), norm("weeks")
    ('randomization', 'hemoglobin', 'week')
    """
    word = word.lower()
    if len(word) < 4 or not word.isalpha():
        return word
    if _RESPELLED.search(word):
        for pattern, plain in _SPELLING:
            word = pattern.sub(plain, word)
    return word[:-1] if word.endswith("s") and word[-2] not in "su" else word


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) places of the tokens of `text[start:end]`; white space is in none of them.

    >>> [("SLEDAI-2K)≥8")[a:b] for a, b in split("SLEDAI-2K)≥8")]
    ['SLEDAI-2K', ')', '≥', '8']
    """
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


class Tokenizer:
    """A spaCy tokenizer: text in, `Doc` out, `doc.text` equal to the text.

    Examples:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> nlp.tokenizer = Tokenizer(nlp.vocab)
        >>> [token.text for token in nlp("SLEDAI-2K)≥8")]
        ['SLEDAI-2K', ')', '≥', '8']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        place = 0
        for start, end in [*split(text), (len(text), len(text))]:
            gap = text[place:start]
            if gap.startswith(" ") and words:
                spaces[-1], gap = True, gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            if end > start:
                words.append(text[start:end])
                spaces.append(False)
            place = end
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rules are code."""
        return b""

    def from_bytes(self, _bytes: bytes, **_: object) -> Tokenizer:
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        return None

    def from_disk(self, _path: object, **_: object) -> Tokenizer:
        return self
