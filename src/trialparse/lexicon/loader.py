"""The lexicon: what words mean, read from TOML.

A pack file holds any of the tables `measurement`, `criteria_set`, `comparator`, `unit`, `anchor`, `cue`, `number`; see
docs/lexicon.md. Loading checks the shape of every entry and names the file and the entry that is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["Lexicon", "LexiconError", "Measurement", "Phrase", "builtin", "load"]


class LexiconError(ValueError):
    """A lexicon entry is malformed or clashes with another; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured thing. `levels` run from low to high; `direction` says what a higher value means."""

    id: str
    name: str
    type: str = ""
    unit: str | None = None
    units: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    direction: str = "na"
    levels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_unit: tuple[str, ...] = ()
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a meaning: `code` is the letter the grammar reads, `key` what stands behind it."""

    text: str
    code: str
    key: str
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of words; immutable and picklable."""

    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()
    symbols: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    cased_units: Mapping[str, str] = field(default_factory=dict)
    time_units: frozenset[str] = frozenset()
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


_KNOWN_TABLES = {"measurement", "criteria_set", "comparator", "unit", "anchor", "cue", "number"}
_MEASUREMENT_KEYS = frozenset(Measurement.__dataclass_fields__) | {"aliases", "cased", "examples", "rejects", "note"}


class _Builder:
    """Collects the tables of several files into one lexicon."""

    def __init__(self) -> None:
        self.measurements: dict[str, Measurement] = {}
        self.phrases: list[Phrase] = []
        self.symbols: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.cased_units: dict[str, str] = {}
        self.time_units: set[str] = set()
        self.numbers: dict[str, Decimal] = {}

    def add(self, source: str, data: Mapping[str, Any]) -> None:
        unknown = set(data) - _KNOWN_TABLES
        if unknown:
            raise LexiconError(f"{source}: unknown table {sorted(unknown)[0]!r}")
        for table, entries in data.items():
            for entry in entries:
                try:
                    getattr(self, f"_{table}")(entry)
                except (KeyError, TypeError) as error:
                    name = entry.get("id") or entry.get("key") or entry.get("op") or entry.get("ucum") or entry
                    raise LexiconError(f"{source}: {table} {name!r}: {error}") from error
                except LexiconError as error:
                    raise LexiconError(f"{source}: {error}") from None

    def _measurement(self, entry: Mapping[str, Any]) -> None:
        unknown = set(entry) - _MEASUREMENT_KEYS
        if unknown:
            raise LexiconError(f"measurement {entry.get('id')!r}: unknown key {sorted(unknown)[0]!r}")
        if entry["id"] in self.measurements:
            raise LexiconError(f"measurement {entry['id']!r} is defined twice")
        plain = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.items()
            if key in Measurement.__dataclass_fields__
        }
        self.measurements[entry["id"]] = Measurement(**plain)
        self._phrases("M", entry["id"], entry.get("aliases", ()), entry.get("cased", ()))

    def _criteria_set(self, entry: Mapping[str, Any]) -> None:
        self._phrases("L", entry["id"], entry.get("aliases", ()), entry.get("cased", ()))

    def _comparator(self, entry: Mapping[str, Any]) -> None:
        self.symbols.update(dict.fromkeys(entry["symbols"], entry["op"]))
        self._phrases("C", entry["op"], entry["prefix"])
        self._phrases("P", entry["op"], entry["postfix"])

    def _unit(self, entry: Mapping[str, Any]) -> None:
        self.units.update({form.lower(): entry["ucum"] for form in entry.get("forms", ())})
        self.cased_units.update(dict.fromkeys(entry.get("cased", ()), entry["ucum"]))
        if entry.get("of") == "time":
            self.time_units.add(entry["ucum"])

    def _anchor(self, entry: Mapping[str, Any]) -> None:
        self._phrases("H", entry["key"], entry["forms"])

    def _cue(self, entry: Mapping[str, Any]) -> None:
        self._phrases(entry["code"], entry.get("key", ""), entry["forms"])

    def _number(self, entry: Mapping[str, Any]) -> None:
        self.numbers.update(dict.fromkeys(entry["forms"], Decimal(entry["value"])))

    def _phrases(self, code: str, key: str, forms: Iterable[str], cased: Iterable[str] = ()) -> None:
        self.phrases += [Phrase(form, code, key) for form in forms]
        self.phrases += [Phrase(form, code, key, cased=True) for form in cased]

    def lexicon(self) -> Lexicon:
        return Lexicon(
            measurements=self.measurements,
            phrases=tuple(self.phrases),
            symbols=self.symbols,
            units=self.units,
            cased_units=self.cased_units,
            time_units=frozenset(self.time_units),
            numbers=self.numbers,
        )


def load(sources: Iterable[tuple[str, str]]) -> Lexicon:
    """A lexicon from (name, TOML text) pairs.

    >>> lexicon = load([("mine.toml", '[[anchor]]\\nkey = "VISIT"\\nforms = ["home visit"]')])
    >>> lexicon.phrases[0].key
    'VISIT'
    """
    builder = _Builder()
    for name, text in sources:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{name}: {error}") from error
        builder.add(name, data)
    return builder.lexicon()


@cache
def builtin() -> Lexicon:
    """The lexicon that ships with the package."""
    root = resources.files("trialparse.lexicon")
    files = [
        file for room in ("packs", "words") for file in sorted(root.joinpath(room).iterdir(), key=lambda f: f.name)
    ]
    return load((file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".toml"))
