"""XML to plain dicts, by a parser that takes no document type: no entity of a text's own, nothing from outside."""

import html
import re
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

__all__ = ["XMLError", "read_xml"]

_DEEPEST = 100
_OF_XML = ("xmlns", "xml:", "xsi:")  # attributes that say how to read the XML, and nothing of what it is about
_MOST_ELEMENTS = 2_000_000
# What no XML may hold, in its two spellings; registers' exports hold it all the same.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bce]|1[\\da-f])|0*(?:[0-8]|1[124-9]|2\\d|3[01]));",
    re.IGNORECASE,
)


# HTML's names of characters, which XML has not; registers' exports hold them all the same.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z\d]{1,31};")


class XMLError(ValueError):
    """Why a text cannot be read as XML."""


def read_xml(text: str) -> dict[str, Any]:
    """The root element under its name. An element is its text, or a dict of what it holds: elements, several of a name
    as a list, attributes under `@` and their name, and text beside them under `#text`. Names have no namespace.

    >>> read_xml('<r:a xmlns:r="urn:r"><date type="Actual">2025</date><word>a</word><word>b</word></r:a>')
    {'a': {'date': {'@type': 'Actual', '#text': '2025'}, 'word': ['a', 'b']}}
    >>> read_xml("<a>C&acirc;ncer &amp; &bogus;</a>")
    {'a': 'Câncer & &bogus;'}
    """
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(_NAMED.sub(_character, _CONTROL.sub(" ", text)), True)
    except expat.ExpatError as error:
        raise XMLError(str(error)) from None
    return builder.root


def _character(named: re.Match[str]) -> str:
    """The character of HTML's that a name stands for; of what is none, the name."""
    character = html.unescape(named[0])
    return named[0].replace("&", "&amp;") if character == named[0] else escape(character)


class _Builder:
    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.root]
        self._words: list[list[str]] = [[]]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise XMLError("too deeply nested" if len(self._open) > _DEEPEST else "too many elements")
        named = {f"@{_local(key)}": value for key, value in attributes.items() if not key.startswith(_OF_XML)}
        self._open.append(named)
        self._words.append([])

    def words(self, words: str) -> None:
        self._words[-1].append(words)

    def end(self, name: str) -> None:
        found, words = self._open.pop(), "".join(self._words.pop())
        value: Any = found if found else words
        if found and words.strip():
            found["#text"] = words
        owner, name = self._open[-1], _local(name)
        if name not in owner:
            owner[name] = value
        elif isinstance(owner[name], list):
            owner[name].append(value)
        else:
            owner[name] = [owner[name], value]

    def refuse(self, *_: object) -> None:
        raise XMLError("it has a document type declaration, which is not read")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
