"""The records in a text of XML, one after the other."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from trialparse.records.containers.piece import LONGEST, TOO_LARGE, Piece
from trialparse.records.containers.window import Window
from trialparse.records.known import KINDS, records_in
from trialparse.records.xml import XMLError, read_xml

__all__ = ["xml_pieces"]

_WHOLE = 4 * 2**20  # so much is read at once; of what is longer, one element after the other
_HEAD = 20_000
_LOOKED_AT = 30  # tags, among which the first record begins
_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,99})(?=[\s/>])")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ELEMENTS = frozenset(kind.element for kind in KINDS)
_TRIALS = ("Trial", "Triall", "trial")  # the WHO's own spellings, of which files put together have several


def xml_pieces(window: Window) -> Iterator[Piece]:
    """The records; where there are several, each with its own element as text.

    >>> text = "<all><Trial><TrialID>A1</TrialID></Trial><Trial><TrialID>A2</TrialID></Trial></all>"
    >>> [piece.text for piece in xml_pieces(Window(text))]
    ['<Trial><TrialID>A1</TrialID></Trial>', '<Trial><TrialID>A2</TrialID></Trial>']
    """
    held = window.hold(_WHOLE + 1)
    head = held[:_HEAD]
    if _DOCTYPE.search(head):
        yield Piece("", fault="it has a document type declaration, which is not read")
    elif len(held) > _WHOLE:
        yield from _streamed(window, _repeated(held))
    else:
        yield from _whole(held)


def _whole(text: str) -> Iterator[Piece]:
    """What a short text holds; of one that breaks off, the elements before and after the break."""
    name = _repeated(text)
    try:
        value = _unpacked(read_xml(text.lstrip("\ufeff \t\r\n")))
    except (XMLError, RecursionError) as error:
        if name is None:
            yield Piece("", fault=str(error))
        else:
            yield from _streamed(Window(text), name)
        return
    records = list(records_in(value))
    if len(records) > 1 and name is not None:
        pieces = list(_streamed(Window(text), name))
        if [piece.value for piece in pieces] == [record for _, record in records]:
            yield from pieces
            return
    for kind, record in records:
        yield Piece("", kind, record, text if len(records) == 1 else None, "XML")
    if not records:
        yield Piece("", None, value, text, "XML")


def _unpacked(value: dict[str, Any]) -> dict[str, Any]:
    """What a web service gives: XML as the words of a single element."""
    inner = value.get("string")
    words = inner.get("#text") if isinstance(inner, dict) else inner
    return read_xml(words.lstrip()) if isinstance(words, str) and words.lstrip().startswith("<") else value


def _repeated(text: str) -> str | None:
    """The first element inside the root that stands there again and is a record, or a root that may do so itself."""
    tags = list(islice(_TAG.finditer(text, 0, _WHOLE), _LOOKED_AT))
    if tags and tags[0][1].rpartition(":")[2] in _ELEMENTS:
        return tags[0][1]
    again = [tag for tag in tags[1:] if _start_of(tag[1]).search(text, tag.end())]
    return next((tag[1] for tag in (*filter(partial(_is_record, text), again), *again)), None)


def _start_of(name: str) -> re.Pattern[str]:
    """How an element of a name begins, or of another spelling of it."""
    names = _TRIALS if name in _TRIALS else (name,)
    return re.compile(rf"<({'|'.join(map(re.escape, names))})(?=[\s/>])")


def _is_record(text: str, tag: re.Match[str]) -> bool:
    end = text.find(f"</{tag[1]}>", tag.end())
    try:
        return end > 0 and next(records_in(read_xml(f"{text[tag.start() : end]}</{tag[1]}>")), None) is not None
    except (XMLError, RecursionError):
        return False


def _streamed(window: Window, name: str | None) -> Iterator[Piece]:
    """The elements of a name, each read by itself, so that one which is broken costs no other."""
    if name is None:
        yield Piece("", fault=f"more than {_WHOLE:,} characters without an element that is repeated")
        return
    start = _start_of(name)
    while found := window.find(start, 200):
        window.at = found.start()
        yield from _element(window, start, f"</{found[1]}>", f"character {window.base + window.at:,}")


def _element(window: Window, start: re.Pattern[str], end: str, place: str) -> Iterator[Piece]:
    close = window.text.find(end, window.at)
    while close < 0 and len(window.text) - window.at <= LONGEST and window.more():
        close = window.text.find(end, window.at)
    stop = len(window.text) if close < 0 else close + len(end)
    again = start.search(window.text, window.at + 1, stop)
    text = window.text[window.at : again.start() if again else stop]
    window.at += len(text)
    try:
        records = list(records_in(read_xml(text)))
    except (XMLError, RecursionError) as error:
        if len(text) > LONGEST:
            yield Piece(place, fault=f"more than {LONGEST:,} characters of one element are not read", code=TOO_LARGE)
        else:
            yield Piece(place, fault=str(error))
        return
    for kind, record in records:
        yield Piece(place, kind, record, text, "XML")
    if not records:
        yield Piece(place, None, read_xml(text), text, "XML")
