"""Words of a pack that mean something else already, and which of the two they then are.

Every phrase, number word and unit of a pack is looked for among those of all entries that are loaded with it, the
built-in ones first. A longer phrase takes nothing away from a shorter one and is not reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from trialparse.criteria.words.tokens import norm, split
from trialparse.kit.finding import Finding, of_entry
from trialparse.lexicon.alphabet import CRITERIA, MEASURED, SAYS, SPELLED, place
from trialparse.lexicon.loader import Lexicon, Phrase, alone, builtin, builtin_sources
from trialparse.lexicon.source import Entry, entries
from trialparse.lexicon.templates import expand

__all__ = ["Overlaps", "forms_of"]

UNIT = "unit"  # what a unit is here, beside the codes of phrases; after a number it wins over all of them
_NAMES = frozenset({MEASURED, CRITERIA})
_SLOTS = "slots.toml"
Sources = Iterable[tuple[str, str]]
Places = Mapping[Phrase, tuple[Entry, str]]  # the entry of a form, and the text in it that the form comes from


def forms_of(lexicon: Lexicon) -> Iterator[Phrase]:
    """All forms of a lexicon as phrases: its phrases, its words for numbers, its units."""
    yield from lexicon.phrases
    yield from (Phrase(form, SPELLED, str(value)) for form, value in lexicon.numbers.items())
    yield from (Phrase(form, UNIT, ucum) for form, ucum in lexicon.units.items())
    yield from (Phrase(form, UNIT, ucum, cased=True) for form, ucum in lexicon.cased_units.items())


class Overlaps:
    """Finds what the words of entries also mean in a lexicon; `sources` are those of packs, which have places too."""

    def __init__(self, lexicon: Lexicon, sources: Sources) -> None:
        self._lexicon = lexicon
        self._places = {**_builtin_places(), **_places(sources, lexicon)}
        self._index = _index(lexicon)

    def of(self, entry: Entry) -> Iterator[Finding]:
        """The forms of an entry that are forms of other entries as well."""
        for form in dict.fromkeys(forms_of(alone(entry, self._lexicon))):
            for other in self.others(form):
                if not self._is_decided(form, other):
                    yield of_entry(entry, "warning", self._says(form, other), form.text)
            yield from self._role(entry, form)

    def others(self, form: Phrase) -> list[Phrase]:
        """The other meanings of the same words, one form of each."""
        others = {(each.code, each.key): each for each in self._index.get(_words(form.text), ()) if _clash(each, form)}
        others.pop((form.code, form.key), None)
        return list(others.values())

    def _is_decided(self, form: Phrase, other: Phrase) -> bool:
        """Whether both are measurements that say how they are told apart."""
        if form.code != MEASURED or other.code != MEASURED:
            return False
        both = [self._lexicon.measurements[each.key] for each in (form, other)]
        return all(each.needs or each.needs_unit for each in both)

    def _says(self, form: Phrase, other: Phrase) -> str:
        what = self._named(other)
        if form.code == MEASURED == other.code:
            return f"{form.text!r} also names {what}: give both `needs` or `needs_unit`"
        if UNIT in (form.code, other.code):
            return f"{form.text!r} is also {what}: after a number the unit wins"
        mine, theirs = ((place(each.code), not each.cased) for each in (form, other))
        wins = "either may win" if mine == theirs else "this entry wins" if mine < theirs else "that one wins"
        return f"{form.text!r} is also {what}: {wins}"

    def _named(self, phrase: Phrase) -> str:
        """What a phrase is, with the place of its entry."""
        found = self._places.get(phrase)
        name = phrase.key or phrase.text
        says = name if phrase.code == MEASURED else f"the {SAYS.get(phrase.code, UNIT)} {name!r}"
        return f"{says} ({found[0].where(found[1])})" if found else says

    def _role(self, entry: Entry, form: Phrase) -> Iterator[Finding]:
        roles = [role for role, words in self._lexicon.roles.items() if form.text.lower() in words]
        if form.code in _NAMES and roles:
            parts = ", ".join(roles)
            yield of_entry(entry, "warning", f"{form.text!r} is also a word of the roles {parts}", form.text)


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> Mapping[tuple[str, ...], Sequence[Phrase]]:
    """The forms of a lexicon by their words."""
    found: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    for phrase in forms_of(lexicon):
        found[_words(phrase.text)].append(phrase)
    return dict(found)


@lru_cache(maxsize=2**16)
def _words(text: str) -> tuple[str, ...]:
    return tuple(norm(text[start:end]) for start, end in split(text))


def _clash(one: Phrase, other: Phrase) -> bool:
    """Whether two forms of the same words can be the same stretch of a text."""
    return one.text == other.text or not (one.cased and other.cased)


def _places(sources: Sources, lexicon: Lexicon) -> Places:
    """Where each form of some files stands that a lexicon has."""
    found = (entry for name, text in sources for entry in entries(name, text))
    return {form: (entry, form.text) for entry in found for form in forms_of(alone(entry, lexicon))}


@cache
def _builtin_places() -> Places:
    rooms = builtin_sources().values()
    sources = (source for room in rooms for source in room if source[0] != _SLOTS)  # by them no template is placed
    templates = {
        Phrase(form, template.code, template.key): (template.entry, template.text)
        for template in builtin().templates
        for form in expand(template.text, builtin().slots)
    }
    return {**_places(sources, builtin()), **templates}
