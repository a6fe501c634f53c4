"""A form of record as data: which of its fields holds which of a trial's."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trialparse.faults import printable
from trialparse.records.fields import Fields
from trialparse.values import is_missing, read_enum

__all__ = [
    "Form",
    "Objects",
    "dated",
    "each_once",
    "first_typed",
    "joined",
    "masking_parts",
    "named",
    "once",
    "report",
    "typed_name",
    "unescaped",
]

# What the language of the texts puts a backslash before; a plain text has none.
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~^|&=])")
_FEED = re.compile(r"(?:\\r)?\\n")
_WHO = re.compile(r"\s*\(([^()]{1,120})\)\s*\Z")

Objects = tuple[str, Mapping[str, str]]  # where the objects stand, and which of a trial's fields each of theirs is


@dataclass(frozen=True, slots=True)
class Form:
    """Paths of a trial, and where their words stand; of several places the first with any words counts.

    `typed` are those with a type beside them, `2025-09` and `ACTUAL`. `skipped` is known, and no trial's own.
    """

    scalars: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, str]
    objects: Mapping[str, Objects]
    typed: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    def facts(self, record: Fields) -> dict[str, Any]:
        """The facts of a record that the tables tell."""
        facts: dict[str, Any] = {}
        for path, places in self.scalars.items():
            facts[path] = next(filter(None, map(record.text, places)), None)
        for path, place in self.lists.items():
            facts[path] = record.texts(place)
        for path, (place, names) in self.objects.items():
            facts[path] = [named(each, names) for each in record.parts(place)]
        for path, sources in self.typed.items():
            facts[path] = next(filter(None, (dated(record, *places) for places in sources)), None)
        record.skip(*self.skipped)
        return facts


def named(part: Fields, names: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an object under a trial's names."""
    return {name: part.text(place) for name, place in names.items()}


def dated(part: Fields, value: str, kind: str) -> str | None:
    """A value with its type in brackets, as `2025-09 (ACTUAL)`."""
    stated, told = part.text(value), part.text(kind)
    return f"{stated} ({told})" if stated and told else stated


def joined(between: str, *words: str | None) -> str | None:
    """The words there are, or None."""
    return between.join(filter(None, words)) or None


def report(code: str, message: str, path: str, severity: str = "info") -> dict[str, str]:
    """What a form itself has to say of a trial, in its facts under `diagnostics`."""
    return {"code": code, "message": printable(message), "path": path, "severity": severity}


def unescaped(text: str) -> str:
    r"""A text without the backslashes of Markdown, and with the line feeds that were written so twice over.

    >>> unescaped(r"ALT \>= 3 x ULN"), unescaped(r"Inclusion:\n\n* Gout\n* Age")
    ('ALT >= 3 x ULN', 'Inclusion:\n\n* Gout\n* Age')
    """
    if "\n" not in text:
        text = _FEED.sub("\n", text)
    return _ESCAPED.sub(r"\1", text)


def typed_name(words: str) -> dict[str, Any]:
    """An intervention's name without its type before it.

    >>> typed_name("Drug: Velorimab"), typed_name("Day 1: rest")
    ({'name': 'Velorimab', 'type': 'Drug'}, {'name': 'Day 1: rest'})
    """
    kind, colon, name = words.partition(": ")
    return {"name": name, "type": kind} if colon and read_enum("intervention_type", kind) else {"name": words}


def masking_parts(masking: str | None) -> tuple[str | None, list[str]]:
    """How far a study is masked, and for whom.

    >>> masking_parts("Double (Participant, Investigator)"), masking_parts("None (Open Label)")
    (('Double', ['Participant', 'Investigator']), ('None (Open Label)', []))
    """
    found = _WHO.search(masking or "")
    if masking is None or found is None or read_enum("masking", masking):
        return masking, []
    return masking[: found.start()], [who.strip() for who in found[1].split(",")]


def first_typed(part: Fields, *places: tuple[str, str]) -> str | None:
    """The first words there are, each of a place and a type that the place itself means, as `2025-09 (ACTUAL)`.

    >>> first_typed(Fields({"planned": "2025-09"}), ("begun", "ACTUAL"), ("planned", "ESTIMATED"))
    '2025-09 (ESTIMATED)'
    """
    told = [(part.text(place), kind) for place, kind in places]
    return next((f"{words.strip()} ({kind})" for words, kind in told if words and not is_missing(words)), None)


def once(words: Iterable[str | None]) -> list[str]:
    """The words that say anything, each once, whatever its case and the point behind it.

    >>> once(["Gout ", None, "N/A", "gout."])
    ['Gout']
    """
    kept: dict[str, str] = {}
    for each in words:
        if each is not None and not is_missing(each):
            kept.setdefault(each.casefold().strip(" ."), each.strip())
    return list(kept.values())


def each_once(found: Iterable[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """The objects that say anything in these fields, those that are alike in all of them once.

    >>> each_once([{"name": "Gout Trust"}, {"name": "GOUT TRUST"}, {"name": None}], "name")
    [{'name': 'Gout Trust'}]
    """
    kept: dict[tuple[str, ...], dict[str, Any]] = {}
    for each in found:
        told = tuple("" if is_missing(each.get(name) or "") else each[name].casefold().strip() for name in names)
        if any(told):
            kept.setdefault(told, each)
    return list(kept.values())
