"""Clauses that lead a sentence: where they end and the main clause begins (`If on steroids, the dose must ...`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.scope.cues import DEMANDS, LAW, MODALS, PATIENTS, PRESENT, either
from trialparse.criteria.scope.frame import Frame
from trialparse.lexicon.alphabet import COLON, COMMA, STOP, WORD

__all__ = ["LEADING", "LeadEnd", "lead_end", "note_that_defines"]

# A verb behind which the clause that leads is over.
_VERBS = MODALS | PRESENT | {"need", "needs"}
_DETERMINERS = frozenset({"the", "their", "they", "a"})
# Words that begin the main clause after a clause that leads.
_MAIN = re.compile(
    rf"(?:the|a|an|they|he|she|it|this|there|his|her|their|no|not|only|then|all|any|at|{either(DEMANDS)}|may"
    rf"|(?:fe)?males?|{PATIENTS}|women|men)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"note:?\s[^.;]{0,80}?\b(?:defin\w+|considered)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """An atom behind the opening word at `index`; `comma` is the first comma between the two."""

    frame: Frame
    index: int
    after: int
    place: int
    comma: int | None

    def is_stop(self) -> bool:
        return self.frame.codes[self.place] == STOP

    def is_colon(self) -> bool:
        return self.frame.codes[self.place] == COLON and self.comma is None

    def is_comma(self) -> bool:
        return self.frame.codes[self.place] == COMMA and self.place + 1 < self.after

    def is_before_main(self) -> bool:
        return self.is_comma() and bool(_MAIN.match(self.frame.words(self.place + 1)))

    def _is_word(self, words: frozenset[str]) -> bool:
        return self.frame.codes[self.place] == WORD and self.frame.word(self.place) in words

    def is_verb_past_comma(self) -> bool:
        return self.comma is not None and self._is_word(_VERBS)

    def is_law(self) -> bool:
        return self.place > self.index + 1 and self._is_word(LAW)

    def here(self) -> int:
        return self.place

    def first_comma(self) -> int | None:
        return self.comma

    def last_comma(self) -> int:
        return self.frame.codes.rfind(COMMA, self.index, self.place)

    def main_start(self) -> int:
        """The subject of the main clause before its verb, where no comma parts it: `If on steroids the dose must`."""
        back = range(self.place - 1, self.index + 1, -1)
        return next((place for place in back if self.frame.word(place) in _DETERMINERS), self.place)


_End = Callable[[_Place], int | None]
LEADING: Table[_Place, _End] = Table(
    "leading",
    Rule("leading.stop", _Place.is_stop, _Place.first_comma, example="If treated, stable doses; sodium > 130 mmol/L"),
    Rule("leading.colon", _Place.is_colon, _Place.here, example="If diabetic: HbA1c < 9%"),
    Rule("leading.main", _Place.is_before_main, _Place.here, example="If on insulin, the dose must be < 40 units"),
    Rule(
        "leading.verb",
        _Place.is_verb_past_comma,
        _Place.last_comma,
        example="If anaemic, haemoglobin must be > 8 g/dL",
    ),
    Rule("leading.law", _Place.is_law, _Place.main_start, example="If on insulin the dose must be < 40 units"),
)
_COMMA = "leading.comma"  # no more is known than the first comma


@dataclass(frozen=True, slots=True)
class LeadEnd:
    """Where a clause that leads ends, and the name of the rule that says so."""

    place: int
    why: str


def lead_end(frame: Frame, index: int, after: int) -> LeadEnd | None:
    """Where the clause that the word at `index` opens ends: at the colon, or at the comma before the main clause."""
    comma: int | None = None
    for place in frame.behind(index, after):
        here = _Place(frame, index, after, place, comma)
        rule = LEADING.first(here)
        if rule is not None:
            end = rule.then(here)
            return None if end is None else LeadEnd(end, rule.name)
        if comma is None and here.is_comma():
            comma = place
    return None if comma is None else LeadEnd(comma, _COMMA)


def note_that_defines(frame: Frame, after: int) -> int:
    """Where a note begins that defines a word, which holds for everybody: `Note: CRE is defined as …`; or the end."""
    sentence = frame.sentence
    for colon in frame.with_code(COLON):
        start = sentence.atoms[colon - 1].start
        if colon > after and _DEFINES.match(sentence.text, start, sentence.end):
            return colon - 1
    return len(frame.codes)
