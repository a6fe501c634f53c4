"""The frame of a criterion: its brackets, full stops and limits, and the clauses that say something of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from trialparse.criteria.decisions import Table
from trialparse.criteria.kinds import Kind
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    BEHIND,
    CLOSE,
    COLON,
    COMMA,
    MEASURED,
    MOMENT,
    NUMBER,
    OPEN,
    OR,
    STOP,
    WORD,
    one_of,
)

__all__ = [
    "CRITERION",
    "JOINTS",
    "LOCAL",
    "NAMES",
    "REACH",
    "SENTENCE",
    "SEPARATORS",
    "Clause",
    "Frame",
    "Limit",
    "decide",
]

Facts = TypeVar("Facts")

# How far a clause governs; of several that govern a limit the nearest one holds.
LOCAL, SENTENCE, CRITERION = range(3)
REACH = 80  # atoms that are looked through beside a clause, so that no text costs more than its length

JOINTS = one_of(COMMA, AND, OR)  # what joins the members of a list
SEPARATORS = JOINTS | one_of(STOP, COLON)
NAMES = one_of(WORD, MEASURED)
_PARTING = one_of(COMMA, STOP)
_VALUES = one_of(NUMBER, BEHIND)
_PHRASE_ENDS = NAMES | one_of(NUMBER, CLOSE, MOMENT)
# Words that ask for more: a capital behind them begins no new phrase.
_SMALL = frozenset(
    "of to the with any for by a an and or on in from as is are prior known no not active history".split()  # noqa: SIM905
)

Limit = tuple[int, int]  # its first and its last atom


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause over the atoms [first, after) that governs the limits beginning in [reach_first, reach_after).

    `whys` are the names of the rules that found it.

    >>> Clause(4, 7, 0, 4, whys=("beside.left",)).found_by("condition.beside").whys
    ('condition.beside', 'beside.left')
    """

    first: int
    after: int
    reach_first: int
    reach_after: int
    rank: int = LOCAL
    whys: tuple[str, ...] = ()

    def found_by(self, rule: str) -> Clause:
        """The clause as found by a rule that asked others."""
        return replace(self, whys=(rule, *self.whys))


def decide(rules: Table[Facts, Callable[[Facts], Clause | None]], facts: Facts) -> Clause | None:
    """The clause that the first rule to hold makes of the facts, with the rule's name; None where it makes none."""
    rule = rules.first(facts)
    clause = rule.then(facts) if rule else None
    return clause.found_by(rule.name) if rule and clause else None


class Frame:
    """Where brackets, full stops and limits stand; `limits` says of each what it is.

    `said` is what the limits state, by their first atoms. `excludes` says that the criterion is an exclusion.
    """

    def __init__(
        self,
        sentence: Sentence,
        limits: Mapping[Limit, Kind],
        said: Mapping[int, dict[str, Any]] | None = None,
        *,
        excludes: bool = False,
    ) -> None:
        self.sentence = sentence
        self.said = said or {}
        self.excludes = excludes
        self.codes = sentence.codes
        self.limits = sorted(limits)
        self.what = {first: what for (first, _), what in limits.items()}
        self.starts = [atom.start for atom in sentence.atoms]
        # A stop behind a semicolon does not end the sentence.
        self.periods = [i for i in sentence.stops if i in (0, len(self.codes)) or self.codes[i - 1] != STOP]
        self.inner = [-1] * len(self.codes)  # for each atom the bracket around it, or -1
        self.closing: dict[int, int] = {}
        self._run_on: bool | None = None
        if OPEN in self.codes:
            self._brackets()

    def _brackets(self) -> None:
        opened = [-1]
        for index, code in enumerate(self.codes):
            if code == CLOSE and len(opened) > 1:
                self.closing[opened.pop()] = index
            self.inner[index] = opened[-1]
            if code == OPEN:
                opened.append(index)
        self.closing.update((left, len(self.codes)) for left in opened if left >= 0)

    # -- text

    def span(self, place: tuple[int, int]) -> tuple[int, int]:
        """The atoms [first, after) over a stretch of the text."""
        return max(0, bisect_right(self.starts, place[0]) - 1), bisect_left(self.starts, place[1])

    def with_code(self, code: str) -> Iterator[int]:
        """The atoms that have a code."""
        place = self.codes.find(code)
        while place >= 0:
            yield place
            place = self.codes.find(code, place + 1)

    def words(self, index: int, count: int = 60) -> str:
        """The next characters of the text from the atom `index` on, with single blanks."""
        start = self.starts[index]
        return " ".join(self.sentence.text[start : min(start + 2 * count, self.sentence.end)].split())[:count]

    def word(self, index: int) -> str:
        """The words of an atom in lower case, with single blanks."""
        return " ".join(self.sentence.of(self.sentence.atoms[index]).lower().split())

    # -- groups and parts

    def behind(self, index: int, after: int) -> Iterator[int]:
        """The atoms behind `index` and before `after` in the bracket that `index` stands in, as far as is looked."""
        around = self.inner[index]
        return (place for place in range(index + 1, min(after, index + REACH)) if self.inner[place] == around)

    def period(self, index: int) -> tuple[int, int]:
        """The atoms of the sentence around `index`, from full stop to full stop."""
        place = bisect_right(self.periods, index)
        after = self.periods[place] if place < len(self.periods) else len(self.codes)
        return self.periods[place - 1] if place else 0, after

    def group(self, index: int) -> tuple[int, int]:
        """The atoms of the innermost bracket around `index`, else of its sentence."""
        left = self.inner[index] if index < len(self.inner) else -1
        return (left + 1, self.closing[left]) if left >= 0 else self.period(index)

    def part_first(self, index: int, first: int) -> int:
        """Where the part of a group begins that holds the limit at `index`: after a separator or another limit."""
        around, first = self.inner[index], max(first, index - REACH)
        for place in range(index - 1, first - 1, -1):
            if self.inner[place] != around:
                continue
            code = self.codes[place]
            if code in SEPARATORS or (code in _VALUES and MEASURED in self.codes[place + 1 : index]):
                return place + 1
        return first

    def part_after(self, limit: Limit, after: int) -> int:
        """Where the part of a group ends that holds a limit."""
        around, after = self.inner[limit[0]], min(after, limit[1] + REACH)
        for place in range(limit[1] + 1, after):
            if self.codes[place] in SEPARATORS and self.inner[place] == around:
                return place
        return after

    def parted(self, first: int, after: int, depth: int) -> bool:
        """Whether the atoms [first, after) hold a comma, a semicolon or a new phrase at the depth of a bracket."""
        if after - first > REACH:
            return True
        return any(
            self.inner[place] == depth and (self.codes[place] in _PARTING or self.runs_on(place))
            for place in range(first, after)
        )

    def runs_on(self, index: int) -> bool:
        """Whether a phrase begins here without a mark before it: `... liver disease Bilirubin less than`."""
        if index < 2 or self.codes[index] not in NAMES or self.codes[index - 1] not in _PHRASE_ENDS:
            return False
        text, start = self.sentence.text, self.starts[index]
        tail = text[start + 1 : start + 4]
        if not (text[start].isupper() and tail.isalpha() and tail.islower()):
            return False
        before = self.sentence.of(self.sentence.atoms[index - 1])
        return before.lower() not in _SMALL and not (before[0].isupper() and self.codes[index - 1] in NAMES)

    def is_run_on(self) -> bool:
        """Whether the criterion strings phrases together without marks, as old registry pages do."""
        if self._run_on is None:
            self._run_on = sum(map(self.runs_on, range(len(self.codes)))) > 2
        return self._run_on

    # -- limits

    def is_limit(self, index: int) -> bool:
        """Whether a limit begins at the atom `index`."""
        return index in self.what

    def ends_limit(self, index: int) -> bool:
        """Whether a limit ends with the atom `index`."""
        limit = self.before(index + 1, 0)
        return limit is not None and limit[1] == index

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

    def governed(self, clauses: Iterable[Clause]) -> dict[int, Clause]:
        """The nearest clause that governs each limit, by its first atom; a limit inside a clause is not under it."""
        found: dict[int, Clause] = {}
        for clause in clauses:
            first = bisect_left(self.limits, (clause.reach_first, -1))
            after = bisect_left(self.limits, (clause.reach_after, -1))
            for index, _ in self.limits[first:after]:
                if clause.first <= index < clause.after:
                    continue
                held = found.get(index)
                if held is None or _distance(clause, index) < _distance(held, index):
                    found[index] = clause
        return found


def _distance(clause: Clause, index: int) -> tuple[int, int]:
    return clause.rank, abs(clause.first - index)
