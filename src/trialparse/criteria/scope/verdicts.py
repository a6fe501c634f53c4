"""Verdicts: who may take part and what may be, as a sentence says it: `are excluded`, `is allowed`, `no entry if`.

The words stand as data in `verdicts.toml`. What a verdict does to a limit depends on the list in which it stands.
Among exclusions `patients with an INR > 3 are excluded` says no more than the list. Among inclusions it denies the
limit, where that is all it speaks of; else, and where a sentence says the opposite of its list in another way, whether
the limit is denied is not plain.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.roles import is_limit
from trialparse.model.criterion import Kind

__all__ = ["Verdict", "judged", "says_only_who", "tables", "verdicts"]

_END = r"(?=\s{0,40}(?:[.,;:)\]]|$|\n|and\b|or\b|unless\b|except\b|if\b))"
_NO_LETTER_BEFORE, _NO_LETTER_BEHIND = r"(?<![^\W_])", r"(?![^\W_])"
_GROUP = re.compile(r"\((?!\?)")
_SLOT = re.compile(r"\{([a-z]\w*)\}")  # no repeat: `{0,4}`
_BEGINS = re.compile(r"(?<![^\W_])[^\W_]|[:=-]")  # where a verdict may begin
_REACH = 80  # characters from there to the word of it that tells
_WORD = re.compile(r"[^\W\d_]+|\d+")
_OR = re.compile(r"\bor\b|/", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|but|plus|on|while)\b|&", re.IGNORECASE)
_AHEAD = ("ahead", "opening")
_DENYING = frozenset({"bars", "forbids"})
# What a verdict does to the limits that it is said of, by the list they stand in; it does nothing else.
_DOES: Mapping[tuple[str, Kind], str] = {
    ("bars", "inclusion"): "denies",
    ("bars", "unknown"): "doubts",
    ("forbids", "inclusion"): "denies",
    ("forbids", "unknown"): "denies",
    ("spares", "inclusion"): "doubts",
    ("spares", "unknown"): "doubts",
    ("spares", "exclusion"): "doubts",
    ("admits", "exclusion"): "doubts",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Words of a text, what they say, and on which side of them the limits stand of which they say it."""

    says: str
    side: str
    start: int
    end: int

    @property
    def bars(self) -> bool:
        """Whether it keeps out what it is said of."""
        return self.says in _DENYING


@cache
def tables() -> Mapping[str, Any]:
    """The tables of the file, as they stand there."""
    return tomllib.loads((files(__package__) / "verdicts.toml").read_text(encoding="utf-8"))


def _pattern(form: str, slots: Mapping[str, str]) -> str:
    opens = "" if form.startswith("(:") else _NO_LETTER_BEFORE
    form = form.replace(" {end}", "{end}")
    while _SLOT.search(form):
        form = _SLOT.sub(lambda found: slots[found[1]], form)
    return opens + _GROUP.sub("(?:", form).replace(" ", r"\s{1,40}") + _NO_LETTER_BEHIND


def _slots() -> dict[str, str]:
    return {**tables()["slots"], "end": _END}


@cache
def _verdicts() -> tuple[re.Pattern[str], Sequence[tuple[str, str]]]:
    """One pattern for all forms, a group for each kind of verdict, and what these say."""
    slots, kinds = _slots(), tables()["verdict"]
    parts = ["|".join(_pattern(row["form"], slots) for row in kind["forms"]) for kind in kinds]
    told = [(kind["says"], kind["side"]) for kind in kinds]
    return re.compile("|".join(f"({part})" for part in parts), re.IGNORECASE), told


@cache
def _telling() -> AhoCorasick:
    """The search for what all verdicts have one of; what is idle comes last."""
    return AhoCorasick([*tables()["telling"], *tables()["idle"]], matchkind=MatchKind.LeftmostLongest)


@lru_cache(maxsize=16)
def verdicts(text: str, start: int, end: int) -> Sequence[Verdict]:
    """The verdicts in a stretch of a text.

    >>> text = "Patients with an INR > 3 are not eligible"
    >>> [(found.says, text[found.start : found.end]) for found in verdicts(text, 0, len(text))]
    [('bars', 'are not eligible')]
    """
    (pattern, told), many = _verdicts(), len(tables()["telling"])
    found: list[Verdict] = []
    behind = start
    for which, first, after in _telling().find_matches_as_indexes(text[start:end].lower()):
        if which >= many:
            continue
        begins = _BEGINS.finditer(text, max(behind, start + first - _REACH), start + after)
        hit = next((hit for each in begins if (hit := pattern.match(text, each.start(), end))), None)
        if hit is not None:
            found.append(Verdict(*told[(hit.lastindex or 1) - 1], *hit.span()))
            behind = hit.end()
    return found


@cache
def _plain() -> frozenset[str]:
    return frozenset(tables()["plain"])


def says_only_who(text: str, start: int, end: int, explained: Sequence[tuple[int, int]]) -> bool:
    """Whether the words of a stretch that are not explained only say who takes part.

    >>> says_only_who("Patients with an INR > 3", 0, 24, [(17, 24)])
    True
    >>> says_only_who("Gout with an INR > 3", 0, 20, [(13, 20)])
    False
    """
    return all(
        found[0].lower() in _plain() or any(a <= found.start() and found.end() <= b for a, b in explained)
        for found in _WORD.finditer(text, start, end)
    )


def judged(sentence: Sentence, drafts: list[Draft], kind: Kind) -> list[Draft]:
    """The constraints of a criterion with what the verdicts in it say of them."""
    told = verdicts(sentence.text, sentence.start, sentence.end) if drafts else ()
    permits = any(verdict.says == "admits" for verdict in told)
    found = list(drafts)
    for verdict in told:
        bounds = sentence.bounds(_place(sentence, verdict))
        opens = sentence.atoms[bounds[0]].start
        if verdict.side == "opening" and _WORD.search(sentence.text, opens, verdict.start):
            continue
        here = [place for place, draft in enumerate(drafts) if bounds[0] <= draft.first < bounds[1]]
        case = _Case(sentence, verdict, [found[place] for place in here], bounds)
        does = _DOES.get((verdict.says, kind), "")
        if verdict.bars and not does and not permits:  # an exclusion
            does = "repeats"
        for place in here:
            found[place] = case.of(found[place], does)
    return found


def _place(sentence: Sentence, verdict: Verdict) -> int:
    """The atom of whose sentence a verdict is said: what stands behind its colon may be parted from it."""
    behind = sentence.begins(verdict.end) if sentence.text[verdict.end - 1] == ":" else len(sentence.atoms)
    return behind if behind < len(sentence.atoms) else sentence.place(verdict.start)


@dataclass(frozen=True, slots=True)
class _Case:
    """A verdict with the constraints of its sentence, which has the atoms [first, after) of its `bounds`."""

    sentence: Sentence
    verdict: Verdict
    drafts: Sequence[Draft]
    bounds: tuple[int, int]

    def of(self, draft: Draft, does: str) -> Draft:
        """A constraint of the sentence with what the verdict does to it."""
        verdict, negated = self.verdict, bool(draft.plain["negated"])
        if self._is_of_other(draft):
            return draft
        if negated and self._is_denied_by_it(draft):
            return draft.doubted("unsure-negation") if does == "repeats" else draft
        if does == "repeats":
            first, after = self._stretch()
            return self._said(draft) if first <= draft.plain["span"]["start"] < after else draft
        if does == "denies" and not negated and is_limit(draft) and self._is_plain():
            return self._said(draft, negated=True)
        freed = verdict.says != "admits" or not negated or self._opens_with_no()
        return draft.doubted("unsure-negation") if does and freed else draft

    def _is_of_other(self, draft: Draft) -> bool:
        """Whether the verdict is said of something else than a constraint, or of its own words or clauses."""
        verdict, span = self.verdict, draft.plain["span"]
        if verdict.start < span["end"] and span["start"] < verdict.end:
            return True
        if self._is_in_clause(draft):
            return True
        if verdict.side == "beside":
            return not self._is_beside(draft)
        follows = verdict.side == "behind" and verdict.says == "forbids" and span["start"] >= verdict.end
        return span["end"] <= self._bracket() or (follows and not draft.plain["negated"])

    def _is_in_clause(self, draft: Draft) -> bool:
        """Whether the verdict stands in a clause of a constraint, which is none of it and more than its own words."""
        verdict, start = self.verdict, draft.plain["span"]["start"]
        clauses = (draft.plain[name]["span"] for name in ("condition", "exception") if draft.plain[name])
        wider = (each for each in clauses if not verdict.start <= each["start"] < each["end"] <= verdict.end)
        within = (each for each in wider if each["start"] <= verdict.start < each["end"])
        return any(not each["start"] <= start < each["end"] for each in within)

    def _bracket(self) -> int:
        """Where the words of the bracket begin in which the verdict stands; -1 where it stands in none."""
        first = min(self.verdict.start, self.sentence.atoms[self.bounds[0]].start)
        return _opening(self.sentence.text, first, self.verdict.start)

    def _said(self, draft: Draft, **plain: bool) -> Draft:
        verdict = self.verdict
        whys = (*draft.whys, f"verdict.{verdict.says}") if plain else draft.whys
        explained = (*draft.explained, (verdict.start, verdict.end))
        return replace(draft, plain=draft.plain | plain, explained=explained, whys=whys)

    def _is_denied_by_it(self, draft: Draft) -> bool:
        """Whether a constraint is denied by the words of the verdict itself."""
        return any(a < self.verdict.end and self.verdict.start < b for a, b in draft.explained)

    def _opens_with_no(self) -> bool:
        """`No ferritin > 900 ng/mL is allowed`."""
        return self.sentence.words(self.bounds[0], self.bounds[0] + 1).lower() == "no"

    def _is_beside(self, draft: Draft) -> bool:
        """Whether nothing but what a constraint explains itself stands between it and the verdict."""
        after = draft.plain["span"]["end"]
        return after <= self.verdict.start and says_only_who(
            self.sentence.text, after, self.verdict.start, draft.explained
        )

    def _is_plain(self) -> bool:
        """Whether the verdict is said of limits alone, of one or of alternatives, and of all in its sentence."""
        first, after = self._stretch()
        limits = [each for each in self.drafts if is_limit(each)]
        places = [(each.plain["span"]["start"], each.plain["span"]["end"]) for each in limits]
        if not places or not all(first <= start and end <= after for start, end in places):
            return False
        words = self.sentence.text[first:after]
        if len(places) > 1 and (not _OR.search(words) or _AND.search(words)):
            return False
        explained = [place for each in limits for place in each.explained]
        return says_only_who(self.sentence.text, first, after, explained)

    def _stretch(self) -> tuple[int, int]:
        """The characters of which the verdict is said: to the end of its sentence, or from the begin of its bracket."""
        atoms, (first, after) = self.sentence.atoms, self.bounds
        told = any(is_limit(each) and each.plain["span"]["end"] <= self.verdict.start for each in self.drafts)
        if self.verdict.side in _AHEAD and not told:  # else: `those > 65 years old are excluded if …`
            return self.verdict.end, max(self.verdict.end, atoms[after - 1].end)
        return max(min(self.verdict.start, atoms[first].start), self._bracket()), self.verdict.start


def _opening(text: str, start: int, end: int) -> int:
    """Where the words of a bracket begin that is open at the end of a stretch, and holds some; -1 where none is."""
    opens, closes = (max(text.rfind(mark, start, end) for mark in marks) for marks in ("([", ")]"))
    return opens + 1 if opens > closes and text[opens + 1 : end].strip() else -1
