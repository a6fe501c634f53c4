"""Groups that are opposites, each with a limit of its own: `male ≥ 450 ms, female ≥ 470 ms`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trialparse.criteria.scope.frame import Clause, Frame
from trialparse.criteria.scope.together import with_other_side
from trialparse.lexicon.alphabet import AND, CLOSE, COLON, COMMA, OR, POINT, STOP, one_of, pattern

__all__ = ["Named", "opposites"]

# Finds the words for groups in a part of a text, each with which group it is.
Named = Callable[[str, int, int], Iterator[tuple[tuple[int, int], str]]]
_ENDS = one_of("", COMMA, AND, OR, STOP, CLOSE, POINT)  # what may stand behind those whom a limit is for
_HAVING = frozenset({"with", "having", "whose"})
_VALUE = pattern("Word? Measured Word?")  # what is limited: `men with a QTc interval > 450 ms`


def opposites(frame: Frame, named: Named) -> Iterator[Clause]:
    """Bare words for groups as conditions, where each of two stands at a limit of its own."""
    found: dict[str, list[Clause]] = {}
    sentence = frame.sentence
    for place, group in named(sentence.text, sentence.start, sentence.end):
        index, after = frame.span(place)
        clause = _at_limit(frame, index, after) if frame.starts[index] == place[0] else None
        if clause is not None:
            found.setdefault(group, []).append(clause)
    if len(found) == 2:
        for clauses in found.values():
            yield from clauses


def _at_limit(frame: Frame, index: int, after: int) -> Clause | None:
    """The word for a group as the condition of the limit behind or right before it."""
    if after < len(frame.codes) and frame.sentence.plays(after, "people"):
        after += 1  # `male participants`
    limit = _behind(frame, after)
    if limit >= 0:
        first, _ = with_other_side(frame, limit)
        return Clause(index, after, limit, first + 1, whys=("condition.sex",))
    before = frame.before(index, 0)
    if before and before[1] == index - 1 and frame.codes[after : after + 1] in _ENDS:
        return Clause(index, after, before[0], index, whys=("condition.sex",))
    return None


def _behind(frame: Frame, after: int) -> int:
    """The limit behind those who are named, with what it is of between at the most; -1 where none is."""
    place = after + (frame.codes[after : after + 1] == COLON)
    if place < len(frame.codes) and frame.word(place) in _HAVING:
        valued = _VALUE.match(frame.codes, place + 1)
        place = valued.end() if valued else place
    return place if frame.is_limit(place) else -1
