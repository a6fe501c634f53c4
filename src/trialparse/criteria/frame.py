"""The frame of a criterion: its brackets, full stops and limits, and the clauses that say something of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from trialparse.criteria.sentence import Sentence

__all__ = ["CRITERION", "LOCAL", "SENTENCE", "Clause", "Frame"]

# How far a clause reaches; of several that govern a limit the nearest one holds.
LOCAL, SENTENCE, CRITERION = range(3)

_SEPARATORS = frozenset("KAO;:")
_SMALL = frozenset(
    "of to the with any for by a an and or on in from as is are prior known no not active history".split()
)

Limit = tuple[int, int]  # its first and its last atom


@dataclass(slots=True)
class Clause:
    """A clause over the atoms [first, after) that governs the limits beginning in [reach_first, reach_after)."""

    first: int
    after: int
    reach_first: int
    reach_after: int
    rank: int = LOCAL

    def holds(self, index: int) -> bool:
        """Whether the clause governs a limit that begins at the atom `index`: in its reach and not inside it."""
        return self.reach_first <= index < self.reach_after and not self.first <= index < self.after


class Frame:
    """Where brackets, full stops and limits stand; `limits` says of each what it is (`age`, `criteria_set` or ``)."""

    def __init__(self, sentence: Sentence, limits: Mapping[Limit, str]) -> None:
        self.sentence = sentence
        self.codes = sentence.codes
        self.limits = sorted(limits)
        self.what = {first: what for (first, _), what in limits.items()}
        self.starts = [atom.start for atom in sentence.atoms]
        # The separator before a stop that is a semicolon does not end a sentence.
        self.periods = [i for i in sentence.stops if i in (0, len(self.codes)) or self.codes[i - 1] != ";"]
        self.inner: list[int] = [-1] * len(self.codes)  # for each atom the bracket around it, or -1
        self.closing: dict[int, int] = {}
        if "(" in self.codes:
            self._brackets()
        self._run_on: bool | None = None

    def _brackets(self) -> None:
        opened = [-1]
        for index, code in enumerate(self.codes):
            if code == ")" and len(opened) > 1:
                self.closing[opened.pop()] = index
            self.inner[index] = opened[-1]
            if code == "(":
                opened.append(index)
        self.closing.update((left, len(self.codes)) for left in opened if left >= 0)

    # -- text

    def span(self, place: tuple[int, int]) -> tuple[int, int]:
        """The atoms [first, after) over a stretch of the text."""
        return max(0, bisect_right(self.starts, place[0]) - 1), bisect_left(self.starts, place[1])

    def words(self, index: int, count: int = 60) -> str:
        """The next characters of the text from the atom `index` on, with single blanks."""
        start = self.starts[index]
        return " ".join(self.sentence.text[start : min(start + count, self.sentence.end)].split())

    def word(self, index: int) -> str:
        """The words of an atom in lower case."""
        return self.sentence.of(self.sentence.atoms[index]).lower()

    # -- groups and parts

    def period(self, index: int) -> tuple[int, int]:
        """The atoms of the sentence around `index`, from full stop to full stop."""
        place = bisect_left(self.periods, index + 1)
        after = self.periods[place] if place < len(self.periods) else len(self.codes)
        return self.periods[place - 1] if place else 0, after

    def group(self, index: int) -> tuple[int, int]:
        """The atoms of the innermost bracket around `index`, else of its sentence."""
        left = self.inner[index] if index < len(self.inner) else -1
        return (left + 1, self.closing[left]) if left >= 0 else self.period(index)

    def part_first(self, index: int, first: int) -> int:
        """Where the part of a group begins that holds the limit at `index`: after a separator or another thing's limit."""
        around = self.inner[index]
        for place in range(index - 1, first - 1, -1):
            if self.inner[place] != around:
                continue
            code = self.codes[place]
            if code in _SEPARATORS or (code in "NP" and "M" in self.codes[place + 1 : index]):
                return place + 1
        return first

    def part_after(self, limit: Limit, after: int) -> int:
        """Where the part of a group ends that holds a limit."""
        around = self.inner[limit[0]]
        for place in range(limit[1] + 1, after):
            if self.codes[place] in _SEPARATORS and self.inner[place] == around:
                return place
        return after

    def parted(self, first: int, after: int, depth: int) -> bool:
        """Whether a comma, a semicolon or a new phrase stands among the atoms [first, after), inner brackets apart."""
        return any(
            self.inner[place] == depth and (self.codes[place] in "K;" or self.runs_on(place))
            for place in range(first, after)
        )

    def runs_on(self, index: int) -> bool:
        """Whether a phrase begins with no mark before it, as in run-on text: `... liver disease Bilirubin less than`."""
        if index < 2 or self.codes[index] not in "Mw" or self.codes[index - 1] not in "wMN)H":
            return False
        text, start = self.sentence.text, self.starts[index]
        tail = text[start + 1 : start + 4]
        return text[start].isupper() and tail.isalpha() and tail.islower() and self._content(index - 1)

    def is_run_on(self) -> bool:
        """Whether the criterion strings phrases together without marks, as old registry pages do."""
        if self._run_on is None:
            self._run_on = sum(map(self.runs_on, range(len(self.codes)))) > 2
        return self._run_on

    def _content(self, index: int) -> bool:
        word = self.sentence.of(self.sentence.atoms[index])
        return word.lower() not in _SMALL and not (word[0].isupper() and self.codes[index] in "wM")

    # -- limits

    def is_limit(self, index: int) -> bool:
        """Whether a limit begins at the atom `index`."""
        return index in self.what

    def before(self, index: int, first: int) -> Limit | None:
        """The last limit that ends before the atom `index` and begins at `first` or later."""
        place = bisect_left(self.limits, (index, -1)) - 1
        while place >= 0 and self.limits[place][1] >= index:
            place -= 1
        return self.limits[place] if place >= 0 and self.limits[place][0] >= first else None

    def next(self, index: int, after: int) -> Limit | None:
        """The first limit that begins at the atom `index` or later, before `after`."""
        place = bisect_left(self.limits, (index, -1))
        return self.limits[place] if place < len(self.limits) and self.limits[place][0] < after else None
