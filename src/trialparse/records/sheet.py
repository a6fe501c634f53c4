"""A record being written out as text: the words, the values read of them, and where each stands."""

import re
from dataclasses import dataclass
from typing import Any

from trialparse.model.criterion import Kind

__all__ = ["ASIDE", "CRITERIA", "DATES", "DateOrder", "Sheet", "span_of"]

ASIDE = "aside"  # words of a record that have no place in a trial
CRITERIA = "eligibility.criteria"
DATES = "date order"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Whether `05/08/2026` begins with the day, None where that is not sure; and why, where there is that to say.

    They are `swapped` where a spreadsheet took the day for the month and wrote `2026-05-08 00:00:00`.
    """

    day_first: bool | None
    why: str | None = None
    swapped: bool = False


class Sheet:
    """Collects the text, the values in the shape of `Trial`, and the place of each.

    `order` is the registry's order of `05/08/2026`, `assumed` are the dates that only that order tells; with `own_ids`
    an id stays as the record spells it.
    """

    def __init__(self, day_first: bool | None = None, own_ids: bool = False) -> None:
        self.order = DateOrder(day_first)
        self.own_ids = own_ids
        self.assumed: dict[str, tuple[int, int]] = {}
        self.values: dict[str, Any] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.eligibility: tuple[int, int] | None = None
        self.sections: list[tuple[int, int, Kind]] = []
        self.diagnostics: list[dict[str, Any]] = []
        self._parts: list[str] = []
        self._size = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def put(self, path: str, value: Any) -> None:
        """Set the value at a path."""
        *owners, name = path.split(".")
        target = self.values
        for owner in owners:
            target = target.setdefault(owner, {})
        target[name] = value

    def cell(self, path: str, label: str, words: str) -> tuple[str, tuple[int, int]]:
        """Write words behind their label, or under it where they have several lines, and say where they stand."""
        words = _SURROGATE.sub("\ufffd", words).strip()
        between = ":\n" if "\n" in words else ": "
        start = self._size + len(label) + len(between)
        place = start, start + len(words)
        self._append(f"{label}{between}{words}\n")
        self.spans[path] = place
        return words, place

    def criteria(self, heading: str, words: str, kind: Kind) -> None:
        """Write eligibility criteria; `kind` is theirs, "unknown" where their own headings tell it."""
        self._append("\n")
        start = self._size
        _, place = self.cell(CRITERIA, heading, words)
        del self.spans[CRITERIA]
        self._append("\n")
        self.sections.append((*place, kind))
        if kind == "unknown":
            start = place[0]
        self.eligibility = (start if self.eligibility is None else self.eligibility[0]), place[1]

    def report(
        self, code: str, message: str, path: str | None = None, *places: tuple[int, int], severity: str = "warning"
    ) -> None:
        """Say something about the record."""
        spans = [span_of(place) for place in places]
        self.diagnostics.append({"code": code, "message": message, "severity": severity, "spans": spans, "path": path})

    def unknown(self, path: str, place: tuple[int, int]) -> None:
        """Say that words are no known value."""
        self.report("unknown-value", f"not a value known for {path}", path, place)

    def unread(self, path: str, place: tuple[int, int]) -> None:
        """Say so, where the field can hold no such words."""
        self.unknown(path, place)
        del self.spans[path]

    def _append(self, written: str) -> None:
        self._parts.append(written)
        self._size += len(written)


def span_of(place: tuple[int, int]) -> dict[str, int]:
    """A place in the shape of `Span`."""
    return {"start": place[0], "end": place[1]}
