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

PHRASES = 100_000  # that the templates which are loaded together may stand for; those that ship stand for 7,000
Words = tuple[str, str, str]  # a phrase, its code, its key


class Phrasing:
    """Collects templates and slots on top of those of another lexicon."""

    def __init__(self, templates: Iterable[Template], slots: Slots) -> None:
        self.templates = list(templates)
        self.slots = {name: tuple(forms) for name, forms in slots.items()}
        self._known = len(self.templates)  # so many are of the other lexicon
        self._known_slots = frozenset(self.slots)
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

    def _changed(self) -> list[Template]:
        """The templates that are new, and those of the other lexicon where a slot may have more forms by now."""
        return self.templates if self._fillings else self.templates[self._known :]

    def phrases(self) -> Iterator[Words]:
        """What templates stand for that the other lexicon may not have."""
        for template in self._changed():
            yield from _phrases(template, self.slots)

    def faults(self) -> Iterator[LexiconError]:
        """Slots that are not there or nest without end, and templates that stand for too much or for nothing."""
        extents = Extents(self.slots)
        sound = True
        for entry in self._fillings:
            for form in entry.data["forms"]:
                if (fault := extents.fault(form)) is not None:
                    sound = False
                    yield entry.error(f"{form!r}: {fault}", form)
        if sound:  # a bad slot is bad in all templates, and told once
            yield from self._in_templates(extents)

    def _in_templates(self, extents: Extents) -> Iterator[LexiconError]:
        count = 0
        for template in self._changed():
            fault = extents.fault(template.text)
            if fault is None:
                extent = extents.of(template.text)
                count += extent.count
                fault = _excess(count) or _lack(template, extent)
            if fault is not None:
                yield self._blamed(template, fault, extents)
            if count > PHRASES:
                return

    def _blamed(self, template: Template, fault: str, extents: Extents) -> LexiconError:
        """The error for a template: in its own entry, or in the one that adds to a slot of what was sound before."""
        message = f"{template.text!r}: {fault}"
        if template not in self.templates[: self._known]:
            return template.entry.error(message, template.text)
        drawn = extents.drawn(template.text) & self._known_slots
        entry = next((each for each in self._fillings if each.data["key"] in drawn), self._fillings[0])
        return entry.error(f"{template.entry.where(template.text)}: {message}", "forms")


def brought_by(slot: Entry, templates: Iterable[Template], slots: Slots) -> Iterator[Words]:
    """The phrases that templates would not have without an entry of a slot."""
    key, extents = slot.data["key"], Extents(slots)
    fewer = list(slots[key])
    for form in slot.data["forms"]:
        fewer.remove(form)  # once: another entry may have it, too
    without = {**slots, key: fewer}
    for template in templates:
        if key in extents.drawn(template.text):
            before = set(_phrases(template, without))
            yield from (words for words in _phrases(template, slots) if words not in before)


def _phrases(template: Template, slots: Slots) -> Iterator[Words]:
    return ((form, template.code, template.key) for form in expand(template.text, slots))


def _excess(count: int) -> str | None:
    return f"with it the templates stand for more than {PHRASES} phrases" if count > PHRASES else None


def _lack(template: Template, extent: Extent) -> str | None:
    """What the barest phrase of a template lacks."""
    if extent.signs == 0:
        return "it may stand for nothing at all"
    names_nothing = template.code == MOMENT and extent.letters == 0
    return "a phrase of it has no letter: it would be found in every text" if names_nothing else None
