"""Texts with their things marked, `No «active [gout|condition,neg,present]`: modifiers begin at `«` and end at `»`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trialparse.criteria.presence.context import Said, said_of
from trialparse.criteria.presence.leaders import led
from trialparse.criteria.presence.words import words

PERIODS = ("past", "present", "future")
PEOPLE = ("donor", "family", "caregiver", "partner", "fetus", "infant", "mother", "other")
_MARK = re.compile(r"«|»|\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")


@dataclass
class Marked:
    """A thing with its characters, its category and what is marked of it."""

    start: int
    end: int
    wide: tuple[int, int]
    category: str
    flags: frozenset[str] = field(default_factory=frozenset)


def unmarked(marked: str) -> tuple[str, list[Marked]]:
    """The text without its marks, and its things."""
    text, at, begins = "", 0, None
    found: list[Marked] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] == "«":
            begins = len(text)
        elif mark[0] == "»":
            found[-1].wide = (found[-1].wide[0], len(text))
        else:
            start = len(text)
            text += mark[1]
            category, *flags = (mark[2] or "condition").split(",")
            wide = (start if begins is None else begins, len(text))
            found.append(Marked(start, len(text), wide, category, frozenset(flags)))
            begins = None
    return text + marked[at:], found


def read(marked: str) -> tuple[str, list[Marked], list[Said]]:
    """The text of a criterion, its things, and what is said of them."""
    text, things = unmarked(marked)
    over, [(first, after)] = words(text, (0, len(text)))
    facts = [(*over.at(thing.start, thing.end), thing.category) for thing in things]
    facts = [(*fact[:2], category) for fact, category in zip(facts, led(over, facts), strict=True)]
    return text, things, said_of(over, first, after, facts, text)


def flags(said: Said) -> set[str]:
    """What is said, as it is marked."""
    told = {
        "neg": said.negated,
        "bar": said.barred,
        "risk": said.hypothetical,
        "if": said.condition is not None,
        "unless": said.exception is not None,
        "out": said.refused,
    }
    named = {flag for flag, holds in told.items() if holds}
    return named | {word for word in (said.period, said.experiencer) if word}
