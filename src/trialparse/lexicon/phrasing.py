"""The templates and slots of several files, put together: what is wrong with them, and the phrases that they come to.

>>> from trialparse.lexicon.source import entries
>>> toml = '[[slot]]\\nkey = "home"\\nforms = ["home", "house"]\\n[[anchor]]\\nkey = "VISIT"\\nforms = ["{home} visit"]'
>>> slot, visit = entries("mine.toml", toml)
>>> phrasing = Phrasing((), {})
>>> phrasing.add_slot(slot)
>>> phrasing.add("H", "VISIT", visit, "forms")
>>> list(phrasing.faults()), list(phrasing.phrases())
([], [('home visit', 'H', 'VISIT'), ('house visit', 'H', 'VISIT')])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trialparse.lexicon.alphabet import MOMENT
from trialparse.lexicon.source import Entry, LexiconError
from trialparse.lexicon.templates import Extent, Extents, Slots, Template, expand

__all__ = ["PHRASES", "Phrasing", "Words", "brought_by"]

PHRASES = 100_000  # that all templates together may stand for; those that ship stand for 7,000
Words = tuple[str, str, str]  # a phrase, its code, its key


class Phrasing:
    """Collects templates and slots on top of those of another lexicon."""

    def __init__(self, templates: Iterable[Template], slots: Slots) -> None:
        self.templates = list(templates)
        self.slots = {name: tuple(forms) for name, forms in slots.items()}
        self._known = len(self.templates)  # so many are of the other lexicon
        self._fillings: list[Entry] = []  # the entries of slots

    def add(self, code: str, key: str, entry: Entry, name: str) -> None:
        """Adds the templates that an entry has under a name."""
        forms = (form["form"] if isinstance(form, dict) else form for form in entry.data.get(name, ()))
        self.templates += [Template(form, code, key, entry) for form in forms]

    def add_slot(self, entry: Entry) -> None:
        """Adds the forms of an entry to its slot."""
        key, forms = entry.data["key"], entry.data["forms"]
        if not forms:
            raise entry.error("forms: a slot without a form is never filled", "forms")
        self.slots[key] = (*self.slots.get(key, ()), *forms)
        self._fillings.append(entry)

    def phrases(self) -> Iterator[Words]:
        """What all templates stand for, those of the other lexicon again: a slot may have more forms by now."""
        for template in self.templates:
            yield from _phrases(template, self.slots)

    def faults(self) -> Iterator[LexiconError]:
        """Slots that are not there or nest without end, and templates that stand for too much or for nothing."""
        extents = Extents(self.slots)
        in_slots = [
            entry.error(f"{form!r}: {fault}", form)
            for entry in self._fillings
            for form in entry.data["forms"]
            if (fault := extents.fault(form)) is not None
        ]
        yield from in_slots or self._in_templates(extents)  # a bad slot is bad in all templates, and told once

    def _in_templates(self, extents: Extents) -> Iterator[LexiconError]:
        count = 0
        for number, template in enumerate(self.templates):
            fault = extents.fault(template.text) or _lack(template, extents.of(template.text))
            count += 0 if fault else extents.of(template.text).count
            if count > PHRASES:
                fault = f"with it the templates stand for more than {PHRASES} phrases"
            if fault is None:
                continue
            known = number < self._known
            yield self._blamed(template, fault, extents) if known else _fault_of(template, fault)
            if count > PHRASES:
                return

    def _blamed(self, template: Template, fault: str, extents: Extents) -> LexiconError:
        """The error for a template that was sound, in the entry that adds to a slot of it."""
        drawn = extents.drawn(template.text)
        entry = next((each for each in self._fillings if each.data["key"] in drawn), self._fillings[0])
        return entry.error(f"{template.entry.where(template.text)}: {template.text!r}: {fault}", "forms")


def brought_by(slot: Entry, templates: Iterable[Template], slots: Slots) -> Iterator[Words]:
    """The phrases that templates would not have without an entry of a slot."""
    key, extents = slot.data["key"], Extents(slots)
    without = {**slots, key: [form for form in slots[key] if form not in slot.data["forms"]]}
    for template in templates:
        if key in extents.drawn(template.text):
            fewer = set(_phrases(template, without))
            yield from (words for words in _phrases(template, slots) if words not in fewer)


def _phrases(template: Template, slots: Slots) -> Iterator[Words]:
    return ((form, template.code, template.key) for form in expand(template.text, slots))


def _fault_of(template: Template, fault: str) -> LexiconError:
    return template.entry.error(f"{template.text!r}: {fault}", template.text)


def _lack(template: Template, extent: Extent) -> str | None:
    """What the barest phrase of a template lacks."""
    if extent.signs == 0:
        return "it may stand for nothing at all"
    names_nothing = template.code == MOMENT and extent.letters == 0
    return "a phrase of it has no letter: it would be found in every text" if names_nothing else None
