"""The records in a text of JSON, one after the other: a record, a list, a page of an API, JSON lines."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trialparse.records.containers.piece import LONGEST, Piece
from trialparse.records.containers.window import BrokenError, TooLongError, Window
from trialparse.records.known import kind_of, records_in

__all__ = ["json_pieces"]

_WHOLE = 4 * 2**20  # so much of an object is read at once, to see whether it is a record or holds some
_MOST_WAITING = 1000
_FIRST = re.compile(r'\{\s{0,999}"([^"\\]{1,80})"')
_NEXT = r'[,\n]\s{0,999}(?=\{\s{0,999}"%s"\s{0,9}:)'
_NEXT_LINE = re.compile(r"\n(?=[{\[])")
_BETWEEN = " \t\r\n\ufeff\x1e,"


def json_pieces(window: Window) -> Iterator[Piece]:
    """The records, and what stands in a list of them and is none.

    >>> text = '{"studies": [{"protocolSection": {}}, {"a": 1}]}'
    >>> [(piece.kind and piece.kind.layout, piece.text) for piece in json_pieces(Window(text))]
    [('ctgov_v2_json', '{"protocolSection": {}}'), (None, '{"a": 1}')]
    """
    while sign := window.next(_BETWEEN):
        try:
            if sign == "[":
                yield from _list(window, top=True)
            elif sign == "{":
                yield from _object(window, top=True)
            else:
                window.value(LONGEST)
        except BrokenError as error:
            yield Piece(_place(window), fault=str(error), code=error.code)
            if not _resume(window, _NEXT_LINE):
                return


def _object(window: Window, top: bool) -> Iterator[Piece]:
    """A record, or those in an object that holds some."""
    place, key = _place(window), _FIRST.match(window.hold(200))
    first = kind_of({key[1]: None}) if key else None
    try:
        value, text = _value(window, LONGEST if first else _WHOLE)
    except BrokenError:
        if first or not key:
            raise
        yield from _members(window)  # one that is long, or breaks off, may hold whole records all the same
        return
    kind = kind_of(value)
    if kind is not None:
        yield Piece(place, kind, value, text, "JSON")
    elif _holds_records(value):
        yield from _members(Window(text, window.base + window.at - len(text)))
    elif top and _is_empty_page(value):
        yield Piece(place, None, None, text, "JSON", "its list of records is empty", "no-records")
    elif top:
        yield Piece(place, None, value, text, "JSON")


def _is_empty_page(value: Any) -> bool:
    """Whether it is an answer to a search that found nothing: a list without items, with counts at most."""
    return [] in value.values() and all(each == [] or each is None or isinstance(each, int) for each in value.values())


def _value(window: Window, longest: int = LONGEST) -> tuple[Any, str]:
    """A value and its text; one that is longer than is read may have been held as a whole by chance."""
    value, text = window.value(longest)
    if len(text) > LONGEST:
        window.at -= 1  # from here on the next one is looked for
        raise TooLongError(f"more than {LONGEST:,} characters of one value are not read")
    return value, text


def _holds_records(value: Any) -> bool:
    return next(records_in(value), None) is not None


def _members(window: Window) -> Iterator[Piece]:
    """The records under the names of an object."""
    window.at += 1
    while (sign := window.next(_BETWEEN)) != "}":
        if sign != '"':
            raise BrokenError(f"it breaks off: {_place(window)}")
        window.value(LONGEST)
        if window.next() != ":":
            raise BrokenError(f"a name without a value: {_place(window)}")
        window.at += 1
        sign = window.next()
        if sign == "[":
            yield from _list(window, top=False)
        elif sign == "{":
            yield from _object(window, top=False)
        else:
            window.value(LONGEST)
    window.at += 1


def _list(window: Window, top: bool) -> Iterator[Piece]:
    """The records of a list; what is none counts where others are, or nothing stands around the list."""
    window.at += 1
    name, known, waiting = "", top, list[Piece]()
    while (sign := window.next(_BETWEEN)) != "]":
        if not sign:
            raise BrokenError(f"it breaks off: {_place(window)}")
        place, ahead = _place(window), _FIRST.match(window.hold(200))
        name = ahead[1] if ahead else name
        try:
            value, text = _value(window)
        except BrokenError as error:
            yield from waiting
            if not name or not _resume(window, re.compile(_NEXT % re.escape(name))):
                raise
            waiting = [Piece(place, fault=str(error), code=error.code)]
            continue
        found = list(_element(place, value, Window(text, window.base + window.at - len(text))))
        known = known or len(waiting) > _MOST_WAITING or any(piece.kind for piece in found)
        waiting += found
        if known:
            yield from waiting
            waiting = []
    window.at += 1


def _element(place: str, value: Any, own: Window) -> Iterator[Piece]:
    kind = kind_of(value) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping) and (kind is not None or not _holds_records(value)):
        yield Piece(place, kind, value, own.text, "JSON")
    elif isinstance(value, Mapping):
        yield from _members(own)
    elif isinstance(value, list):
        yield from _list(own, top=False)


def _resume(window: Window, sign: re.Pattern[str]) -> bool:
    """Go on where the next one begins; whether there is one."""
    window.at += 1
    found = window.find(sign, 1)
    if found:
        window.at = found.end()
    return found is not None


def _place(window: Window) -> str:
    return f"character {window.base + window.at:,}"
