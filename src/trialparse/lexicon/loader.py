"""The lexicon: what words mean, read from TOML.

`schema` has the tables and their keys; docs/lexicon.md explains them. Several files make one lexicon. A wrong entry and
an id taken twice raise a `LexiconError` that begins with file and line; an entry adds to another one where it says
`extends = true`, and takes its place where it says `replaces = true`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import islice, starmap
from typing import Any

from trialparse.faults import shown
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, CRITERIA, CUES, MEASURED, MOMENT
from trialparse.lexicon.phrasing import Phrasing, brought_by
from trialparse.lexicon.schema import check
from trialparse.lexicon.source import Entry, LexiconError, entries
from trialparse.lexicon.templates import Template
from trialparse.lexicon.vocabulary import plurals

__all__ = [
    "Lexicon", "LexiconError", "Measurement", "Phrase", "Regex", "TokenPattern", "alone", "builtin", "builtin_names",
    "builtin_sources", "faults", "load",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured thing. `levels` run from low to high; `direction` says what a higher value means.

    `cased` are the names that count only as written; `needs` and `needs_unit` decide them and names shared with others.
    `whose` says that it is measured of somebody else than the participant.
    Of the measurement `crosses` are values in plus signs, `2+`.
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
    crosses: str | None = None
    loinc: str | None = None
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a meaning: `code` is what they are to the grammar (`alphabet`), `key` what stands behind it."""

    text: str
    code: str
    key: str
    cased: bool = False
    denied: bool = False  # a comparator that was turned round by the denial before it


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
    terms: Mapping[str, str] = field(default_factory=dict)  # what packs name, with its category
    origins: Mapping[str, str] = field(default_factory=dict)

    def units_for(self, use: str) -> frozenset[str]:
        """The UCUM codes of the units that have a use.

        >>> sorted(builtin().units_for("age"))
        ['a', 'd', 'h', 'mo', 'wk']
        """
        return self.uses.get(use, frozenset())

    def anchors_for(self, use: str) -> frozenset[str]:
        """The keys of the anchors that have a use.

        >>> sorted(builtin().anchors_for("adjective"))
        ['BASELINE', 'SCREENING']
        """
        return self.uses.get(use, frozenset())


_FIELDS = frozenset(Measurement.__dataclass_fields__)
_LISTS = frozenset({"units", "parts", "cased", "needs", "needs_unit"})
_UNSAID = ("", None, "na")
_FAULTS = 100  # that are told of what is wrong when all entries are there


class _Builder:
    """Collects the entries of several files into one lexicon."""

    def __init__(self, base: Lexicon) -> None:
        self.base = base
        self.measurements = dict(base.measurements)
        self.phrases = list(base.phrases)
        self.phrasing = Phrasing(base.templates, base.slots)
        self.patterns = list(base.patterns)
        self.regexes = list(base.regexes)
        self.symbols = dict(base.symbols)
        self.units = dict(base.units)
        self.cased_units = dict(base.cased_units)
        self.time_units = set(base.time_units)
        self.uses = dict(base.uses)
        self.numbers = dict(base.numbers)
        self.roles = dict(base.roles)
        self.terms = dict(base.terms)
        self.origins = dict(base.origins)
        self.compounds: list[Entry] = []  # entries that name others, which may be defined after them

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
        identity = entry.data["id"]
        extended = entry.data.get("extends")
        known = self.measurements[identity] if extended else None
        self.measurements[identity] = _extended(known, plain, entry) if known else Measurement(**plain)
        if "parts" in plain or "crosses" in plain:
            self.compounds.append(entry)

    def _criteria_set(self, entry: Entry) -> None:
        self._named(CRITERIA, entry)

    def _named(self, code: str, entry: Entry) -> None:
        """The id and the names of an entry."""
        data = entry.data
        identity = data["id"]
        self._settle(code, entry)
        if not data.get("extends"):
            self.origins[identity] = entry.where()
        self._phrases(code, identity, data.get("aliases", ()), data.get("cased", ()))
        meaning = Phrase("", code, identity)
        self.patterns += [TokenPattern(tuple(pattern), meaning) for pattern in data.get("patterns", ())]
        self.regexes += [Regex(pattern, meaning) for pattern in data.get("regex", ())]

    def _settle(self, code: str, entry: Entry) -> None:
        """Sees to it that an id is new, or is that of an entry to extend or to replace; what is replaced goes."""
        data = entry.data
        identity = data["id"]
        taken = self.origins.get(identity)
        verb = next((verb for verb in ("extends", "replaces") if data.get(verb)), None)
        if taken is None:
            if verb is not None:
                raise entry.error(f"it {verb} an entry that does not exist", verb)
        elif verb is None:
            raise entry.error(
                f"this id is taken: {taken}; `extends = true` adds to it, `replaces = true` takes its place"
            )
        elif (identity in self.measurements) != (code == MEASURED):
            raise entry.error(f"it {verb} an entry of another table: {taken}", verb)
        elif verb == "replaces":
            self.phrases = [each for each in self.phrases if not _means(each, code, identity)]
            self.patterns = [each for each in self.patterns if not _means(each.meaning, code, identity)]
            self.regexes = [each for each in self.regexes if not _means(each.meaning, code, identity)]

    def _comparator(self, entry: Entry) -> None:
        op = entry.data["op"]
        self._claim(entry, self.base.symbols, entry.data.get("symbols", ()), op)
        self.symbols.update(dict.fromkeys(entry.data.get("symbols", ()), op))
        self.phrasing.add(COMPARATOR, op, entry, "prefix")
        self.phrasing.add(BEHIND, op, entry, "postfix")

    def _unit(self, entry: Entry) -> None:
        ucum = entry.data["ucum"]
        forms = [form.lower() for form in entry.data.get("forms", ())]
        cased = entry.data.get("cased", ())
        self._claim(entry, self.base.units, forms, ucum)
        self._claim(entry, self.base.cased_units, cased, ucum)
        self.units.update(dict.fromkeys(forms, ucum))
        self.cased_units.update(dict.fromkeys(cased, ucum))
        if entry.data.get("of") == "time":
            if ucum in self.base.units.values() and ucum not in self.base.time_units:
                raise entry.error(f"{ucum} is no unit of time", "of")
            self.time_units.add(ucum)
        self._used(entry, ucum)

    def _used(self, entry: Entry, name: str) -> None:
        """Enters what else is asked of a unit or an anchor."""
        for use in entry.data.get("uses", ()):
            self.uses[use] = self.uses.get(use, frozenset()) | {name}

    def _anchor(self, entry: Entry) -> None:
        self.phrasing.add(MOMENT, entry.data["key"], entry, "forms")
        self._used(entry, entry.data["key"])

    def _cue(self, entry: Entry) -> None:
        self.phrasing.add(CUES[entry.data["code"]].letter, entry.data.get("key", ""), entry, "forms")

    def _slot(self, entry: Entry) -> None:
        self.phrasing.add_slot(entry)

    def _words(self, entry: Entry) -> None:
        role = entry.data["role"]
        if self.base.roles and role not in self.base.roles:
            raise entry.error(f"role: {shown(role)} is none of {', '.join(self.base.roles)}", "role")
        self.roles[role] = self.roles.get(role, frozenset()) | frozenset(entry.data["forms"])

    def _term(self, entry: Entry) -> None:
        plain = [form for given in entry.data["forms"] for form in plurals(given.lower())]
        forms = [*plain, *entry.data.get("cased", ())]
        self._claim(entry, self.base.terms, forms, entry.data["category"])
        self.terms.update(dict.fromkeys(forms, entry.data["category"]))

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

    def loose_ends(self) -> Iterator[LexiconError]:
        """What is wrong with entries when all are there: ids that no entry defines, faults of templates."""
        yield from (
            entry.error(f"{key}: no measurement has the id {shown(part)}", key)
            for entry in self.compounds
            for key, part in _named_ids(entry)
            if part not in self.measurements or part == entry.data["id"]
        )
        yield from self.phrasing.faults()

    def lexicon(self) -> Lexicon:
        return Lexicon(
            measurements=self.measurements,
            phrases=tuple(dict.fromkeys((*self.phrases, *starmap(Phrase, self.phrasing.phrases())))),
            templates=tuple(self.phrasing.templates),
            slots=self.phrasing.slots,
            patterns=tuple(self.patterns),
            regexes=tuple(self.regexes),
            symbols=self.symbols,
            units=self.units,
            cased_units=self.cased_units,
            time_units=frozenset(self.time_units),
            uses=self.uses,
            numbers=self.numbers,
            roles=self.roles,
            terms=self.terms,
            origins=self.origins,
        )


def _named_ids(entry: Entry) -> list[tuple[str, str]]:
    """The ids of other measurements that an entry names, each with its key."""
    crosses = entry.data.get("crosses")
    return [*(("parts", part) for part in entry.data.get("parts", ())), *([("crosses", crosses)] if crosses else [])]


def _means(phrase: Phrase, code: str, key: str) -> bool:
    return phrase.code == code and phrase.key == key


def _extended(known: Measurement, given: Mapping[str, Any], entry: Entry) -> Measurement:
    """A measurement with what an entry adds: lists grow, what is not said yet is said, all else must stay."""
    merged: dict[str, Any] = {}
    for key, value in given.items():
        before = getattr(known, key)
        if key in _LISTS:
            value = tuple(dict.fromkeys((*before, *value)))
        elif key == "levels":
            remaining = iter(value)
            if not all(level in remaining for level in before):
                raise entry.error(f"levels: {', '.join(before)} are wanted in this order, and new ones among them", key)
        elif before not in (*_UNSAID, value):
            raise entry.error(f"{key} is {shown(before)} already: `extends` adds, `replaces` changes", key)
        merged[key] = value
    return replace(known, **merged)


def load(sources: Iterable[tuple[str, str]], base: Lexicon | None = None) -> Lexicon:
    """A lexicon from (name, TOML text) pairs, on top of another one where that is given.

    >>> mine = load([("mine.toml", '[[measurement]]\\nid = "clas"\\nname = "CLAS"\\naliases = ["CLAS"]')])
    >>> more = load([("other.toml", '[[measurement]]\\nid = "clas"\\nextends = true\\nunits = ["mm"]')], base=mine)
    >>> more.measurements["clas"].units
    ('mm',)
    """
    builder = _Builder(base or Lexicon())
    for name, text in sources:
        for entry in entries(name, text):
            builder.add(entry)
    for error in builder.loose_ends():
        raise error
    return builder.lexicon()


def faults(sources: Iterable[tuple[str, str]], base: Lexicon | None = None) -> list[LexiconError]:
    """All that keeps sources from being loaded, each entry looked at.

    >>> [str(fault) for fault in faults([("mine.toml", '[[unit]]\\n[[anchor]]\\nkey = "VISIT"')])]
    ["mine.toml:1: unit 'without a name': has no ucum", "mine.toml:2: anchor 'VISIT': has no forms"]
    """
    builder = _Builder(base or Lexicon())
    found: list[LexiconError] = []
    for name, text in sources:
        try:
            for entry in entries(name, text):
                try:
                    builder.add(entry)
                except LexiconError as error:
                    found.append(error)
        except LexiconError as error:
            found.append(error)
    return [*found, *islice(builder.loose_ends(), _FAULTS)]


def alone(entry: Entry, lexicon: Lexicon) -> Lexicon:
    """What one entry brings to a lexicon: of a slot, the phrases that templates have by it.

    >>> (entry,) = entries("mine.toml", '[[anchor]]\\nkey = "VISIT"\\nforms = ["[home] visit"]')
    >>> [(phrase.text, phrase.key) for phrase in alone(entry, Lexicon()).phrases]
    [('home visit', 'VISIT'), ('visit', 'VISIT')]
    """
    if entry.table == "slot":
        return Lexicon(phrases=tuple(starmap(Phrase, brought_by(entry, lexicon.templates, lexicon.slots))))
    builder = _Builder(Lexicon(slots=lexicon.slots))
    own = {"name": "", **entry.data} if entry.data.get("extends") else entry.data
    data = {key: value for key, value in own.items() if key not in ("extends", "replaces")}
    getattr(builder, f"_{entry.table}")(replace(entry, data=data))
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
