"""A text that is read as it is wanted, of which only what is not yet done with is held."""

from __future__ import annotations

import json
import re
from typing import Any, Protocol

__all__ = ["BrokenError", "TooLongError", "Window"]

_CHUNK = 2**18
_DECODER = json.JSONDecoder()
_NEAR = 32  # an error so near to the end of what is held may be of a word that is cut there


class Readable(Protocol):
    """A stream of text."""

    def read(self, size: int, /) -> str: ...


class BrokenError(ValueError):
    """Why a text cannot be read on."""

    code = "broken-record"


class TooLongError(BrokenError):
    """Longer than was allowed."""

    code = "record-too-large"


class Window:
    """What is held of a text; `at` is where it is read on, `base` how much is done with and forgotten."""

    def __init__(self, stream: Readable | str, base: int = 0) -> None:
        self._stream: Readable | None = None if isinstance(stream, str) else stream
        self.text = stream if isinstance(stream, str) else ""
        self.at = 0
        self.base = base
        self.ended = self._stream is None

    def more(self) -> bool:
        """Hold as much again as is held; whether there was any."""
        if self._stream is None:
            return False
        self.text, self.base, self.at = self.text[self.at :], self.base + self.at, 0
        read = self._stream.read(max(_CHUNK, len(self.text)))
        self.ended = not read
        self.text += read
        return bool(read)

    def hold(self, size: int) -> str:
        """What stands ahead, so many characters of it at least where there are."""
        while len(self.text) - self.at < size and self.more():
            pass
        return self.text[self.at :]

    def find(self, sign: re.Pattern[str], longest: int) -> re.Match[str] | None:
        """The first sign from here on, which is no longer than that, or None; what is before it may be forgotten."""
        while True:
            found = sign.search(self.text, self.at)
            if found:
                return found
            self.at = max(self.at, len(self.text) - longest)
            if not self.more():
                return None

    def next(self, passed: str = " \t\r\n\ufeff\x1e") -> str:
        """The next character that is none of those passed, which are; an empty one at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in passed:
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def value(self, longest: int) -> tuple[Any, str]:
        """The JSON value that begins here, and its text; raises `BrokenError`, or `TooLongError`."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                sure = not error.msg.startswith("Unterminated") and error.pos + _NEAR < len(self.text)
                if self.ended or sure:
                    raise BrokenError(f"{error.msg}: character {self.base + error.pos:,}") from None
            except (ValueError, RecursionError) as error:
                raise BrokenError(str(error)) from None
            else:
                if end < len(self.text) or self.ended:
                    found = self.text[self.at : end]
                    self.at = end
                    return value, found
            if len(self.text) - self.at > longest:
                raise TooLongError(f"more than {longest:,} characters of one value are not read")
            self.more()
