"""Doubt: whether what was read of a limit adds up, weighed by what was learnt from annotated texts.

Three sources speak: the books (a word that changes a meaning stands unused in the limit's clause), who decided (a rule
that is seldom right, or one that infers a side which the text does not state), and a second reader (it finds other
sides, or none). Each sign that a constraint bears has points, `doubts.toml` says which; a constraint is doubtful where
they add up to the threshold.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.ledger.accounts import CLAUSES, Books, stands_in
from trialparse.criteria.ledger.second import opinion
from trialparse.criteria.notices import is_plausible
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import AND, CLOSE, COMMA, DEBITS, FROM, NOT, NUMBER, OF, OPEN, OR, TIMES, one_of

__all__ = ["doubts", "signs"]

_PARTING = one_of(COMMA, AND, OR, OPEN, CLOSE)
_LISTING = one_of(COMMA, AND, OR, TIMES)  # alone between a limit and a number of the same list: `at least 9 and 3 g/dL`
_CLAUSE = 8  # atoms between a limit and a word of its clause, at the most
# Productions, and decisions in them, whose sides stand elsewhere or in signs that the second reader does not know.
_OF_OTHERS = frozenset({"restated", "carried", "respective", "notation", "said-twice", "size"})
_ENDS = frozenset({"range.ends", "shared.bracket"})
# Decisions about times without a comparator that have a word for the side: a state that lasts, `in the past`, `within`.
_STATED = frozenset(
    {
        "held",
        "held-before",
        "held-to-moment",
        "lasting",
        "menopause",
        "past",
        "placed",
        "within",
        "first",
        "to-come",
        "care-until-moment",
        "elapsed",
        "washout",
    }
)
_NEAR = one_of(OF, FROM)  # `within an hour of a meal`: before it or after it
_OWN = "core:"  # the second reader speaks of our own rules only: what a pack's rule reads it cannot know


@dataclass(frozen=True, slots=True)
class _Scale:
    threshold: int
    unseen: int
    points: Mapping[str, int]

    def of(self, sign: str) -> int:
        """The points of a sign; a word left unused in a way that was never seen is suspected."""
        return self.points.get(sign, self.unseen if sign.startswith("unused-") else 0)


@cache
def _scale() -> _Scale:
    table = tomllib.loads((files(__package__) / "doubts.toml").read_text(encoding="utf-8"))
    points = {name: sign["points"] for part in ("signs", "rules") for name, sign in table.get(part, {}).items()}
    return _Scale(table["threshold"], table["unseen"], points)


def doubts(sentence: Sentence, draft: Draft, books: Books) -> tuple[str, ...]:
    """The codes of what makes a constraint doubtful, none where it is sure."""
    scale = _scale()
    found = [(sign, scale.of(sign)) for sign in signs(sentence, draft, books)]
    enough = sum(points for _, points in found) >= scale.threshold
    codes = [_code(sign) for sign, points in found if points > 0] if enough else []
    return tuple(dict.fromkeys((*codes, *draft.unsure, *_open_side(sentence, draft), *_implausible(sentence, draft))))


def _open_side(sentence: Sentence, draft: Draft) -> Sequence[str]:
    """Whether a window is near a moment that the lexicon does not know, and the text does not say on which side."""
    left_open = "anchor.other" in draft.whys and sentence.code(draft.last + 1) in _NEAR
    return ("unsure-anchor",) if left_open else ()


def _implausible(sentence: Sentence, draft: Draft) -> Sequence[str]:
    """Whether a value cannot be in the usual unit of its measurement, and the text gives none: `ANC ≥ 1500`."""
    known = sentence.lexicon.measurements.get(draft.subject.id or "") if draft.subject else None
    if known is None or draft.plain.get("unit_inferred") is None or is_plausible(draft.plain, known):
        return ()
    return ("implausible-value",)


def _code(sign: str) -> str:
    """The code of a sign: its name without the side on which it stands; of a rule, that it is seldom right."""
    return "seldom-right" if sign.startswith(_OWN) else sign.partition(".")[0]


def signs(sentence: Sentence, draft: Draft, books: Books) -> Iterator[str]:
    """All that could make a constraint doubtful: `unused-number.before`, `other-reading`, the name of its rule …"""
    rule = draft.plain["rule"]
    yield rule
    for index in _near(sentence, draft, books.unused):
        side = _side(sentence, draft, index)
        if side:
            doubled = sentence.codes[index] == NOT and side == "before" and draft.plain["negated"]
            yield f"unused-{DEBITS[sentence.codes[index]]}.{'doubled' if doubled else side}"
    quantity = draft.quantity
    if quantity is None or not rule.startswith(_OWN):
        return
    if quantity.production == "bare" and not quantity.op and _timing(rule) not in _STATED:
        yield "inferred-side"
    if quantity.production not in _OF_OTHERS and quantity.rule not in _ENDS and draft.plain["interval"] is not None:
        yield from _second(sentence, draft)


def _near(sentence: Sentence, draft: Draft, unused: Sequence[int]) -> Sequence[int]:
    """Those of the unused atoms that may stand in the clause of a limit, or in what is said around it."""
    if not unused:
        return ()
    reaches = [(draft.first - _CLAUSE - 1, draft.last + _CLAUSE + 1)]
    spans = [part["span"] for part in map(draft.plain.get, CLAUSES) if part]
    reaches += [(sentence.place(span["start"]), sentence.place(span["end"])) for span in spans]
    found = {index for a, b in reaches for index in unused[bisect_left(unused, a) : bisect_right(unused, b)]}
    return sorted(found)


def _timing(rule: str) -> str:
    """What decided about a time, "" of what is none: `placed` of `core:bare/timing.placed`."""
    return rule.partition("/timing.")[2]


def _side(sentence: Sentence, draft: Draft, index: int) -> str:
    """On which side of a limit an atom of its clause stands, "" where it is no part of that."""
    if draft.first <= index <= draft.last:
        return "inside"
    if stands_in(draft.plain, sentence.atoms[index], *CLAUSES):
        return "clause"
    before = index < draft.first
    between = sentence.codes[index + 1 : draft.first] if before else sentence.codes[draft.last + 1 : index]
    if not between:
        return "beside"
    if between in _LISTING and sentence.codes[index] == NUMBER:
        return "listed"
    if len(between) > _CLAUSE or not _PARTING.isdisjoint(between):
        return ""
    begin, after = sentence.bounds(draft.first)
    if not begin <= index < after:
        return ""
    return "before" if before else "behind"


def _second(sentence: Sentence, draft: Draft) -> Sequence[str]:
    """What the second reader says against the sides of a limit."""
    span, interval = draft.plain["span"], draft.plain["interval"]
    sides = opinion(sentence.text, sentence.start, span["start"], span["end"])
    if sides is None:
        return ("unconfirmed",)
    mine = (bool(interval["lower"]), bool(interval["upper"]))
    return () if sides == mine else ("other-reading",)
