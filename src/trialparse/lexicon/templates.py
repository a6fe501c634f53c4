"""Templates: phrases written once for all the words that can stand in them.

In a template `{more}` is any form of the slot `more`, `{be?}` any form of `be` or nothing, `[of]` these words or
nothing. The forms of a slot are templates themselves.

>>> slots = {"be": ("be", "have been"), "more": ("more", "{odd}"), "odd": ("higher",)}
>>> expand("not {be?} {more} than", slots)[:3]
('not be more than', 'not be higher than', 'not have been more than')
>>> expand("[a] maximum of", slots)
('a maximum of', 'maximum of')
>>> Extents(slots).fault("not {bee} {more} than")
"unknown slot 'bee'; there are be, more, odd"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from trialparse.faults import shown
from trialparse.lexicon.source import Entry

__all__ = ["BOUND", "DEPTH", "LONGEST", "Extent", "Extents", "Slots", "Template", "expand", "malformed"]

BOUND = 2_000  # phrases that one template may stand for
DEPTH = 4  # slots within slots
LONGEST = 300  # characters of a phrase
_MANY = 10**9  # from here on phrases are counted no further
Slots = Mapping[str, Sequence[str]]

_PART = re.compile(
    r"\{(?P<slot>\w+)(?P<maybe>\??)\}|\[(?P<words>[^][{}]+)\]|(?P<text>[^][{}]+)"
    r"|(?P<void>\{[^][{}]*\}|\[\])|(?P<odd>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template with the meaning of its phrases, and the entry that it stands in."""

    text: str
    code: str
    key: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Extent:
    """How many phrases a template stands for, two of which may be the same; and what the longest and the barest have.

    `longest` is a number of characters, `signs` the fewest that are no blanks, `letters` the fewest that are letters.
    """

    count: int = 1
    longest: int = 0
    signs: int = 0
    letters: int = 0


_NOTHING = Extent()


def malformed(template: str) -> str | None:
    """What is wrong with how a template is written, None where nothing is.

    >>> malformed("not {more than"), malformed("{} than"), malformed("not [to] be")
    ("'{' opens or closes nothing", "'{}' is neither a slot nor words to leave out", None)
    """
    for part in _PART.finditer(template):
        if part["odd"]:
            return f"{part['odd']!r} opens or closes nothing"
        if part["void"] or (part["words"] and not part["words"].strip()):
            return f"{part[0]!r} is neither a slot nor words to leave out"
    return None


def expand(template: str, slots: Slots) -> tuple[str, ...]:
    """The phrases of a template without a fault, each once, in the order of its slots."""
    if "{" not in template and "[" not in template:
        return (template,)
    places = ([form for choice in choices for form in expand(choice, slots)] for choices in _choices(template, slots))
    return tuple(dict.fromkeys(" ".join("".join(words).split()) for words in product(*places)))


def _choices(template: str, slots: Slots) -> Iterator[tuple[str, ...]]:
    """What can stand at each place of a template, with the forms of slots as they are written."""
    for part in _PART.finditer(template):
        if part["slot"]:
            yield (*slots[part["slot"]], *([""] if part["maybe"] else []))
        else:
            yield (part["words"], "") if part["words"] else (part[0],)


class Extents:
    """The extents of templates that are well formed, from those of their slots, each of which is measured once."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._names = {name: _names_in(forms) for name, forms in slots.items()}
        self._of: dict[str, Extent] = {}  # of slots; without those that name unknown ones or nest without end
        for _ in range(DEPTH):
            ready = [name for name in slots if name not in self._of and self._names[name] <= self._of.keys()]
            self._of |= {name: _either(self.of(form) for form in slots[name]) for name in ready}

    def of(self, template: str) -> Extent:
        """The extent of a template without a fault.

        >>> Extents({"be": ("is", "was")}).of("{be?} {be}")
        Extent(count=6, longest=7, signs=2, letters=2)
        """
        parts = [self._of_part(part) for part in _PART.finditer(template)]
        return Extent(
            count=min(prod(part.count for part in parts), _MANY),
            longest=sum(part.longest for part in parts),
            signs=sum(part.signs for part in parts),
            letters=sum(part.letters for part in parts),
        )

    def _of_part(self, part: re.Match[str]) -> Extent:
        if part["slot"]:
            found = self._of[part["slot"]]
            return _either([found, _NOTHING]) if part["maybe"] else found
        words = part["words"] or part[0]
        letters = sum(char.isalpha() for char in words)
        found = Extent(1, len(words), sum(not char.isspace() for char in words), letters)
        return _either([found, _NOTHING]) if part["words"] else found

    def fault(self, template: str) -> str | None:
        """What keeps a template from being expanded, None where nothing does."""
        loose = next((name for name in sorted(_names_in([template])) if name not in self._of), None)
        if loose is not None:
            return self._why(loose)
        extent = self.of(template)
        if extent.count > BOUND:
            return f"it stands for {extent.count} phrases, {BOUND} are allowed"
        if extent.longest > LONGEST:
            return f"its longest phrase has {extent.longest} characters, {LONGEST} are allowed"
        return None

    def _why(self, name: str) -> str:
        """Why a slot has no extent: it or one in it is unknown, stands within itself, or nests too deep."""
        within: list[str] = []
        while name not in within:
            if name not in self._slots:
                return f"unknown slot {shown(name)}; there are {', '.join(sorted(self._slots))}"
            within.append(name)
            loose = self._names[name] - self._of.keys()
            if not loose or len(within) > DEPTH:
                return f"more than {DEPTH} slots stand within each other, from {within[0]!r} on"
            name = min(loose)
        return f"slot {name!r} stands within itself"

    def drawn(self, template: str) -> frozenset[str]:
        """The slots that a template draws on, with those in their forms.

        >>> sorted(Extents({"more": ("more", "{odd}"), "odd": ("higher",)}).drawn("{more} than"))
        ['more', 'odd']
        """
        found: frozenset[str] = frozenset()
        ahead = _names_in([template])
        while ahead:
            found |= ahead
            ahead = frozenset().union(*(self._names.get(name, frozenset()) for name in ahead)) - found
        return found


def _names_in(forms: Iterable[str]) -> frozenset[str]:
    """The slots that some forms name."""
    return frozenset(part["slot"] for form in forms for part in _PART.finditer(form) if part["slot"])


def _either(extents: Iterable[Extent]) -> Extent:
    """The extent of something that is one of several."""
    found = list(extents)
    return Extent(
        count=min(sum(each.count for each in found), _MANY),
        longest=max(each.longest for each in found),
        signs=min(each.signs for each in found),
        letters=min(each.letters for each in found),
    )
