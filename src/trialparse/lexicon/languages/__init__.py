"""Languages of eligibility texts: one TOML each, with what tells the language, its headings and labels.

Their words are compared in a plain form, `comparable`: small letters, those of Latin script without their marks.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["ENGLISH", "Language", "comparable", "either", "languages"]

_LATIN = range(0xC0, 0x250)
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0640]")  # accents, Arabic vowels, the long stroke
_ODD = {char: bare for bare, chars in {
    "l": "łŁ", "d": "đĐ", "o": "øØ", "i": "ıİ", "s": "ß", "е": "ёЁ", "ا": "أإآ", "ي": "ىی", "ه": "ة",
    "ك": "ک", "'": "’‘ʼ＇",
}.items() for char in chars}  # fmt: skip


def _bases() -> Iterator[tuple[str, str]]:
    """The letters of Latin script that bear a mark, each with its bare letter."""
    for code in _LATIN:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            yield chr(code), base


_BARE = {**dict(_bases()), **_ODD}
_MARKED = re.compile(f"[{''.join(_BARE)}]")
_ANY_MARK = re.compile(f"{_MARKED.pattern}|{_MARKS.pattern}")


def _bare(match: re.Match[str]) -> str:
    return _BARE[match[0]]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language: its code as `tag`, what tells it, how it writes numbers, and its words for nothing and for denials.

    `headings` are the forms of headings by what they say, `labels` those of fields by the field, `examples` lines by
    what heading they are.
    """

    tag: str
    name: str
    decimal_comma: bool
    words: frozenset[str]
    letters: frozenset[str]
    nothing: tuple[str, ...]
    denials: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]
    examples: dict[str, tuple[str, ...]]


def comparable(text: str) -> tuple[str, list[int] | None]:
    """A text as words are compared, and where each of its characters stands in it, where any was left out.

    >>> comparable("Critères d'Inclusion")
    ("criteres d'inclusion", None)
    >>> comparable("ine\u0301dit")
    ('inedit', [0, 1, 2, 4, 5, 6])
    """
    if text.isascii() or _ANY_MARK.search(text) is None:  # as most are, and this look is fast
        return text.lower(), None
    plain = _MARKED.sub(_bare, text).lower()
    if _MARKS.search(plain) is None:
        return plain, None
    kept = [place for place, char in enumerate(plain) if not _MARKS.match(char)]
    return "".join([plain[place] for place in kept]), kept


def either(forms: Iterable[str]) -> str:
    r"""A pattern for any of some forms: `(a|b|)` is a choice, ` ?` a blank that may be there.

    >>> either(["criteri(o|) di", "e ?/"])
    'criteri(?:o|)\\s{1,3}di|e\\s{0,3}/'
    """
    return "|".join(map(_pattern, forms))


def _pattern(form: str) -> str:
    plain = comparable(form)[0]
    for written, meant in ((".", r"\."), ("(", "(?:"), (r"\(?:", r"\("), (" ?", r"\s{0,3}"), (" ", r"\s{1,3}")):
        plain = plain.replace(written, meant)
    return plain


@cache
def _table(code: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))


def _language(table: dict[str, Any]) -> Language:
    return Language(
        tag=table["code"],
        name=table["name"],
        decimal_comma=table.get("decimal_comma", False),
        words=frozenset(comparable(table.get("words", ""))[0].split()),
        letters=frozenset(table.get("letters", "")),
        nothing=tuple(table["nothing"]),
        denials=tuple(table["denials"]),
        headings={key: tuple(forms) for key, forms in table["headings"].items()},
        labels={key: tuple(forms) for key, forms in table["labels"].items()},
        examples={key: tuple(lines) for key, lines in table["examples"].items()},
    )


@cache
def languages() -> tuple[Language, ...]:
    """The languages beside English."""
    names = sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".toml"))
    return tuple(_language(_table(name.removesuffix(".toml"))) for name in names if name != "en.toml")


ENGLISH = _table("en")
