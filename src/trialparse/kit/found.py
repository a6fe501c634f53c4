"""Whether the words of an entry are found where a text has nothing but them."""

from __future__ import annotations

from collections.abc import Iterator

from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.lexer import lexer
from trialparse.criteria.words.tokens import split
from trialparse.kit.finding import Finding, of_entry
from trialparse.kit.overlaps import UNIT, Overlaps, forms_of
from trialparse.lexicon.alphabet import BEHIND, COMPARATOR, CRITERIA, DENIAL, MEASURED, SPELLED
from trialparse.lexicon.loader import Lexicon, Phrase, alone
from trialparse.lexicon.source import Entry
from trialparse.text import fold

__all__ = ["lost"]

_AROUND = {BEHIND: "5 {}", UNIT: "5 {}", DENIAL: "{} more than 5"}  # where a form must stand to be looked for


def lost(entry: Entry, lexicon: Lexicon, overlaps: Overlaps) -> Iterator[Finding]:
    """The forms of an entry that are never found, other than to a form they overlap, and those found in every text."""
    forms = dict.fromkeys(forms_of(alone(entry, lexicon)))
    if entry.table == "slot" and not forms:
        message = "it brings no phrase: no template has the slot, or the slot has its forms already"
        yield of_entry(entry, "warning", message, "key")
    for form in forms:
        if form.code in (MEASURED, CRITERIA) and not form.cased and _is_common(form.text):
            yield of_entry(entry, "error", f"{form.text!r} is no name: every text has such words", form.text)
        if not overlaps.others(form) and not any(_is(form, atom) for atom in _read(form, lexicon)):
            yield of_entry(entry, "error", f"{form.text!r} is never found, not even alone", form.text)


def _is_common(text: str) -> bool:
    """Whether a text is only words that spaCy counts as stop words."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return all(text[start:end].lower() in STOP_WORDS for start, end in split(text))


def _read(form: Phrase, lexicon: Lexicon) -> list[Atom]:
    return lexer(lexicon).atoms(fold(_AROUND.get(form.code, "{}").replace("{}", form.text)))


def _is(form: Phrase, atom: Atom) -> bool:
    """Whether an atom is what a form says."""
    if form.code == SPELLED:
        return atom.number is not None and str(atom.number.value) == form.key
    if form.code == DENIAL:  # it makes one comparator of itself and the one behind it
        return atom.code == COMPARATOR and atom.start == 0 and atom.end > len(form.text)
    if form.code == UNIT:
        return atom.number is not None and atom.end > 1
    return atom.code == form.code and form.key in (atom.key, *atom.alternatives)
