"""The kinds of constraint, and what each makes of the phrases of a criterion.

A new kind is a line of `KINDS` and a module with its reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from trialparse.criteria.kinds.ages import as_age, is_age, is_aside
from trialparse.criteria.kinds.criteria_sets import criteria_sets
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.kinds.kind import Found, Kind
from trialparse.criteria.kinds.level_sets import LevelSet, level_sets
from trialparse.criteria.kinds.levels import levels
from trialparse.criteria.kinds.thresholds import thresholds
from trialparse.criteria.kinds.times import is_time, times
from trialparse.criteria.phrases.carried import completed
from trialparse.criteria.phrases.moments import moments
from trialparse.criteria.phrases.productions import quantities
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.ranges import is_second_end
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import CRITERIA

__all__ = ["KINDS", "Kind", "kind_of", "read_constraints"]

# In the order in which they are read: an anchor that dates a time dates no value behind it.
KINDS: tuple[Kind, ...] = (
    Kind("window", times, timed=True, dates=True),
    Kind("duration", times, timed=True, denied_when_unwilling=True),
    Kind("threshold", thresholds, dated=True, contrasts=True, counts_children=True),
    Kind("levels", levels, dated=True),
    Kind("criteria_set", criteria_sets, excepted=False),
)
_READERS = tuple(dict.fromkeys(kind.read for kind in KINDS))
_BY_NAME = {kind.name: kind for kind in KINDS}
# A limit on the age is a kind of its own to the words around it.
_OF_AGE = {kind.name: replace(kind, name="age", contrasts=False, narrows=True) for kind in KINDS}


def kind_of(plain: Mapping[str, Any]) -> Kind:
    """What a constraint, given as a plain dict in the shape of the models, is to the words around it.

    >>> kind_of({"kind": "window"}).timed, kind_of({"kind": "threshold", "subject": {"id": "age"}}).narrows
    (True, True)
    """
    subject = plain.get("subject") or {}
    return (_OF_AGE if subject.get("id") == "age" else _BY_NAME)[plain["kind"]]


def read_constraints(sentence: Sentence) -> list[Draft]:
    """The constraints of a criterion's own words, in the order of the text."""
    found = _shared_out(sentence)
    drafts: list[Draft] = []
    taken: Set[int] = frozenset()
    for read in _READERS:
        more, anchors = read(found, taken)
        drafts += more
        taken = taken | anchors
    return sorted(drafts, key=lambda one: (one.plain["span"]["start"], one.plain["span"]["end"]))


def _shared_out(sentence: Sentence) -> Found:
    """The phrases of a criterion by what they are: what is part of a set of levels is no quantity."""
    sets = level_sets(sentence)
    free = _free(sentence, sets)
    timed: list[Quantity] = []
    values: list[Quantity] = []
    ages = _ages(sentence, free)
    home, before = values, None
    for quantity in free:
        if before is not None and quantity.restates:
            if _is_of_one_kind(sentence, quantity, before):
                home.append(quantity)
            continue
        home = timed if quantity.first not in ages and is_time(sentence, quantity) else values
        home.append(as_age(quantity) if quantity.first in ages else quantity)
        before = quantity
    dated = values or sets or CRITERIA in sentence.codes
    return Found(sentence, sets, timed, values, moments(sentence) if dated else (), ages)


def _free(sentence: Sentence, sets: Sequence[LevelSet]) -> list[Quantity]:
    """The quantities that are no part of a set of levels, and limit somebody."""
    covered = {index for found in sets for index in range(found.first, found.last + 1)}
    read = completed(sentence, quantities(sentence.text, sentence.atoms, sentence.codes))
    free = (each for each in read if covered.isdisjoint(range(each.first, each.last + 1)))
    return [each for each in free if not is_aside(sentence, each)]


def _is_of_one_kind(sentence: Sentence, one: Quantity, two: Quantity) -> bool:
    """Whether both are times, or neither: what is no time can say no time again."""
    times_of = sentence.lexicon.time_units
    return (one.unit in times_of) == (two.unit in times_of)


def _ages(sentence: Sentence, read: Sequence[Quantity]) -> frozenset[int]:
    """The first atoms of the quantities that are ages; of a range in two units both are, or none."""
    ages: set[int] = set()
    age_before = -3
    for quantity, nxt in zip_longest(read, read[1:]):
        is_end = nxt is not None and is_second_end(quantity, nxt) and is_age(sentence, nxt, age_before)
        if is_end or is_age(sentence, quantity, age_before):
            age_before = quantity.last
            ages.add(quantity.first)
    return frozenset(ages)
