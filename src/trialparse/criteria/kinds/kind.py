"""What a kind of constraint is to the other rooms: how it is read, and the traits they go by."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.kinds.level_sets import LevelSet
from trialparse.criteria.phrases.moments import Moment
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["Found", "Kind", "Reader"]


@dataclass(frozen=True, slots=True)
class Found:
    """The phrases of a criterion, shared out: sets of levels, times, values of anything else, and
    the moments at which these may have to hold.
    """

    sentence: Sentence
    sets: Sequence[LevelSet]
    times: Sequence[Quantity]
    values: Sequence[Quantity]
    moments: Sequence[Moment]
    ages: Set[int]  # the first atoms of the values that are ages


# What was found and where the anchors stand that other kinds have taken, to constraints and the anchors they take.
Reader = Callable[[Found, Set[int]], tuple[list[Draft], Set[int]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of constraint by its name in the model; kinds with one reader are read together."""

    name: str
    read: Reader
    everywhere: bool = False  # is looked for in every criterion, not only where a figure or a scale may limit something
    timed: bool = False  # is itself a time, and takes no moment from a lead-in
    dates: bool = False  # may tell when a value of another kind must hold
    dated: bool = False  # has a value that a time may date
    excepted: bool = True  # an exception can take something out of it
    contrasts: bool = False  # a second one of its kind can be set apart by what stands beside it
    counts_children: bool = False  # `at least 2 of the following`
    denied_when_unwilling: bool = False  # lasts, and is denied only where the will to it is
    narrows: bool = False  # says who, and may belong to the people beside it
