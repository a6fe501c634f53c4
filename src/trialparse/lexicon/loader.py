"""The lexicon: what words mean, read from TOML.

`schema` has the tables and their keys; docs/lexicon.md explains them. Several files make one lexicon. A wrong entry and
an id taken twice raise a `LexiconError` that begins with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, CRITERIA, CUES, MEASURED, MOMENT
from trialparse.lexicon.schema import check
from trialparse.lexicon.source import Entry, LexiconError, entries
from trialparse.lexicon.templates import Template, expand, fault

__all__ = [
    "Lexicon", "LexiconError", "Measurement", "Phrase", "Regex", "TokenPattern", "builtin", "builtin_names",
    "builtin_sources", "load",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured thing. `levels` run from low to high; `direction` says what a higher value means.

    `cased` are the names that count only as written; `needs` and `needs_unit` decide them and names shared with others.
    """

    id: str
    name: str
    type: str = ""
    unit: str | None = None
    units: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    direction: str = "na"
    levels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_unit: tuple[str, ...] = ()
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a meaning: `code` is what they are to the grammar (`alphabet`), `key` what stands behind it."""

    text: str
    code: str
    key: str
    cased: bool = False


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A pattern over tokens in spaCy's notation, with the meaning of what it finds."""

    tokens: tuple[Mapping[str, Any], ...]
    meaning: Phrase


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression, with the meaning of what it finds."""

    pattern: str
    meaning: Phrase


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that is known of words; immutable and picklable. `origins` tells the file and line of every id."""

    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()
    templates: tuple[Template, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: tuple[TokenPattern, ...] = ()
    regexes: tuple[Regex, ...] = ()
    symbols: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    cased_units: Mapping[str, str] = field(default_factory=dict)
    time_units: frozenset[str] = frozenset()
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def units_for(self, use: str) -> frozenset[str]:
        """The UCUM codes of the units that have a use.

        >>> sorted(builtin().units_for("age"))
        ['a', 'd', 'h', 'mo', 'wk']
        """
        return self.uses.get(use, frozenset())


_FIELDS = frozenset(Measurement.__dataclass_fields__)


class _Builder:
    """Collects the entries of several files into one lexicon."""

    def __init__(self, base: Lexicon) -> None:
        self.base = base
        self.measurements = dict(base.measurements)
        self.phrases = list(base.phrases)
        self.templates = list(base.templates)
        self.slots = dict(base.slots)
        self.patterns = list(base.patterns)
        self.regexes = list(base.regexes)
        self.symbols = dict(base.symbols)
        self.units = dict(base.units)
        self.cased_units = dict(base.cased_units)
        self.time_units = set(base.time_units)
        self.uses = dict(base.uses)
        self.numbers = dict(base.numbers)
        self.roles = dict(base.roles)
        self.origins = dict(base.origins)

    def add(self, entry: Entry) -> None:
        check(entry)
        getattr(self, f"_{entry.table}")(entry)

    def _measurement(self, entry: Entry) -> None:
        self._named(MEASURED, entry)
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.data.items()
            if key in _FIELDS
        }
        self.measurements[entry.data["id"]] = Measurement(**plain)

    def _criteria_set(self, entry: Entry) -> None:
        self._named(CRITERIA, entry)

    def _named(self, code: str, entry: Entry) -> None:
        """The id and the names of an entry."""
        data = entry.data
        identity = data["id"]
        if identity in self.origins:
            raise entry.error(f"this id is taken: {self.origins[identity]}")
        self.origins[identity] = entry.where()
        self._phrases(code, identity, data.get("aliases", ()), data.get("cased", ()))
        meaning = Phrase("", code, identity)
        self.patterns += [TokenPattern(tuple(pattern), meaning) for pattern in data.get("patterns", ())]
        self.regexes += [Regex(pattern, meaning) for pattern in data.get("regex", ())]

    def _comparator(self, entry: Entry) -> None:
        op = entry.data["op"]
        self._claim(entry, self.base.symbols, entry.data.get("symbols", ()), op)
        self.symbols.update(dict.fromkeys(entry.data.get("symbols", ()), op))
        self._templates(COMPARATOR, op, entry, "prefix")
        self._templates(BEHIND, op, entry, "postfix")

    def _unit(self, entry: Entry) -> None:
        ucum = entry.data["ucum"]
        forms = [form.lower() for form in entry.data.get("forms", ())]
        cased = entry.data.get("cased", ())
        self._claim(entry, self.base.units, forms, ucum)
        self._claim(entry, self.base.cased_units, cased, ucum)
        self.units.update(dict.fromkeys(forms, ucum))
        self.cased_units.update(dict.fromkeys(cased, ucum))
        if entry.data.get("of") == "time":
            self.time_units.add(ucum)
        for use in entry.data.get("uses", ()):
            self.uses[use] = self.uses.get(use, frozenset()) | {ucum}

    def _anchor(self, entry: Entry) -> None:
        self._templates(MOMENT, entry.data["key"], entry, "forms")

    def _cue(self, entry: Entry) -> None:
        self._templates(CUES[entry.data["code"]].letter, entry.data.get("key", ""), entry, "forms")

    def _slot(self, entry: Entry) -> None:
        key = entry.data["key"]
        if not entry.data["forms"]:
            raise entry.error("forms: a slot without a form is never filled", "forms")
        self.slots[key] = (*self.slots.get(key, ()), *entry.data["forms"])

    def _words(self, entry: Entry) -> None:
        role = entry.data["role"]
        self.roles[role] = self.roles.get(role, frozenset()) | frozenset(entry.data["forms"])

    def _number(self, entry: Entry) -> None:
        value = Decimal(str(entry.data["value"]))
        self._claim(entry, self.base.numbers, entry.data["forms"], value)
        self.numbers.update(dict.fromkeys(entry.data["forms"], value))

    def _claim(self, entry: Entry, known: Mapping[str, object], forms: Iterable[str], meaning: object) -> None:
        """Raises where a form means something else already."""
        for form in forms:
            if known.get(form, meaning) != meaning:
                raise entry.error(f"{form!r} already means {known[form]}", form)

    def _phrases(self, code: str, key: str, forms: Iterable[str], cased: Iterable[str] = ()) -> None:
        self.phrases += [Phrase(form, code, key) for form in forms]
        self.phrases += [Phrase(form, code, key, cased=True) for form in cased]

    def _templates(self, code: str, key: str, entry: Entry, name: str) -> None:
        forms = (form["form"] if isinstance(form, dict) else form for form in entry.data.get(name, ()))
        self.templates += [Template(form, code, key, entry) for form in forms]

    def _expanded(self) -> Iterator[Phrase]:
        """The phrases of all templates, those of the base again: a slot may have more forms by now."""
        for template in self.templates:
            if found := fault(template.text, self.slots):
                raise template.entry.error(f"{template.text!r}: {found}", template.text)
            for form in expand(template.text, self.slots):
                yield Phrase(form, template.code, template.key)

    def lexicon(self) -> Lexicon:
        return Lexicon(
            measurements=self.measurements,
            phrases=tuple(dict.fromkeys((*self.phrases, *self._expanded()))),
            templates=tuple(self.templates),
            slots=self.slots,
            patterns=tuple(self.patterns),
            regexes=tuple(self.regexes),
            symbols=self.symbols,
            units=self.units,
            cased_units=self.cased_units,
            time_units=frozenset(self.time_units),
            uses=self.uses,
            numbers=self.numbers,
            roles=self.roles,
            origins=self.origins,
        )


def load(sources: Iterable[tuple[str, str]], base: Lexicon | None = None) -> Lexicon:
    """A lexicon from (name, TOML text) pairs, on top of another one where that is given.

    >>> mine = load([("mine.toml", '[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]')])
    >>> load([("other.toml", '[[criteria_set]]\\nid = "clas"\\nname = "Clas 2020"')], base=mine)
    Traceback (most recent call last):
    trialparse.lexicon.source.LexiconError: other.toml:1: criteria_set 'clas': this id is taken: mine.toml:1
    """
    builder = _Builder(base or Lexicon())
    for name, text in sources:
        for entry in entries(name, text):
            builder.add(entry)
    return builder.lexicon()


def builtin_sources() -> dict[str, list[tuple[str, str]]]:
    """The files that ship with the package, as (name, TOML text) pairs: `packs` by area, and `words`."""
    root = resources.files("trialparse.lexicon")
    return {
        room: [
            (file.name, file.read_text("utf-8"))
            for file in sorted(root.joinpath(room).iterdir(), key=lambda file: file.name)
            if file.name.endswith(".toml")
        ]
        for room in ("packs", "words")
    }


@cache
def builtin_names() -> frozenset[str]:
    """The areas of the built-in lexicon: `core`, `lupus` …"""
    root = resources.files("trialparse.lexicon")
    return frozenset(file.name.removesuffix(".toml") for file in root.joinpath("packs").iterdir())


@cache
def builtin() -> Lexicon:
    """The lexicon that ships with the package."""
    return load(source for sources in builtin_sources().values() for source in sources)
