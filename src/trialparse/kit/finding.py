"""What there is to say of a pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trialparse.lexicon.source import Entry, LexiconError

__all__ = ["Finding", "Severity", "of_entry", "of_error"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend (`error`) or to look at (`warning`), with the file and line where it stands."""

    where: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message}" if self.where else f"{self.severity}: {self.message}"


def of_entry(entry: Entry, severity: Severity, message: str, word: str = "") -> Finding:
    """A finding at an entry, or at the line of it where a word stands."""
    return Finding(entry.where(word), severity, f"{entry.table} {entry.name!r}: {message}")


def of_error(error: LexiconError) -> Finding:
    """The finding that an error of loading is.

    >>> print(of_error(LexiconError("mine.toml:3: anchor 'VISIT': has no forms")))
    mine.toml:3: error: anchor 'VISIT': has no forms
    """
    where, _, message = str(error).partition(": ")
    return Finding(where, "error", message)
