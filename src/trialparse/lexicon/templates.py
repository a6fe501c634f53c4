"""Templates: phrases written once for all the words that can stand in them.

In a template `{more}` is any form of the slot `more`, `{be?}` any form of `be` or nothing, `[of]` these words or
nothing. The forms of a slot are templates themselves.

>>> slots = {"be": ("be", "have been"), "more": ("more", "{odd}"), "odd": ("higher",)}
>>> expand("not {be?} {more} than", slots)[:3]
('not be more than', 'not be higher than', 'not have been more than')
>>> expand("[a] maximum of", slots)
('a maximum of', 'maximum of')
>>> fault("not {bee} {more} than", slots)
"unknown slot 'bee'; there are be, more, odd"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from trialparse.lexicon.source import Entry

__all__ = ["BOUND", "DEPTH", "Slots", "Template", "count", "expand", "fault"]

BOUND = 2_000  # phrases that one template may stand for
DEPTH = 4  # slots within slots
Slots = Mapping[str, Sequence[str]]

_PART = re.compile(r"\{(?P<slot>\w+)(?P<maybe>\??)\}|\[(?P<words>[^][{}]+)\]|(?P<text>[^][{}]+)|(?P<odd>.)")


@dataclass(frozen=True, slots=True)
class Template:
    """A template with the meaning of its phrases, and the entry that it stands in."""

    text: str
    code: str
    key: str
    entry: Entry


def _choices(template: str, slots: Slots) -> Iterator[tuple[str, ...]]:
    """What can stand at each place of a template, with the forms of slots as they are written."""
    for part in _PART.finditer(template):
        if part["slot"]:
            yield (*slots[part["slot"]], *([""] if part["maybe"] else []))
        else:
            yield (part["words"], "") if part["words"] else (part[0],)


def fault(template: str, slots: Slots, within: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a template, None where nothing is; `within` are the slots that it is a form of."""
    for part in _PART.finditer(template):
        name = part["slot"]
        if part["odd"]:
            return f"{part['odd']!r} opens or closes nothing"
        if name in within:
            return f"slot {name!r} stands within itself"
        if name and len(within) == DEPTH:
            return f"slots {', '.join(map(repr, within))} stand within each other: {DEPTH} are too many"
        if name and name not in slots:
            return f"unknown slot {name!r}; there are {', '.join(sorted(slots))}"
        inner = (fault(form, slots, (*within, name)) for form in slots[name]) if name else ()
        if found := next(filter(None, inner), None):
            return found
    if not within and count(template, slots) > BOUND:
        return f"it stands for {count(template, slots)} phrases, {BOUND} are allowed"
    return None


def count(template: str, slots: Slots) -> int:
    """How many phrases a template stands for, two of which may be the same.

    >>> count("{be?} {be}", {"be": ("is", "was")})
    6
    """
    return prod(
        sum(count(choice, slots) if "{" in choice or "[" in choice else 1 for choice in choices)
        for choices in _choices(template, slots)
    )


def expand(template: str, slots: Slots) -> tuple[str, ...]:
    """The phrases of a template without a fault, each once, in the order of its slots."""
    if "{" not in template and "[" not in template:
        return (template,)
    places = ([form for choice in choices for form in expand(choice, slots)] for choices in _choices(template, slots))
    return tuple(dict.fromkeys(" ".join("".join(words).split()) for words in product(*places)))
