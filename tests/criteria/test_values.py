"""What one stage passes on to the next is nobody's to change."""

import dataclasses
import importlib
import pkgutil
from typing import Any

import pytest

import trialparse.criteria
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.kinds.kind import Found, Kind
from trialparse.criteria.kinds.level_sets import LevelSet
from trialparse.criteria.phrases.moments import Moment
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timing import AnchorSpan, Timing
from trialparse.criteria.scope.apply import Inherited, Scope
from trialparse.criteria.scope.frame import Clause
from trialparse.criteria.words.atom import Atom, Number
from trialparse.criteria.words.units import Unit

PASSED_ON = [
    Number, Unit, Sentence, Quantity, SubjectSpan, AnchorSpan, Moment, Timing, LevelSet, Found, Kind, Draft, Clause,
    Scope, Inherited,
]  # fmt: skip


@pytest.mark.parametrize("kind", PASSED_ON)
def test_it_is_frozen(kind: Any) -> None:
    assert kind.__dataclass_params__.frozen


def test_an_atom_is_a_tuple() -> None:
    with pytest.raises(AttributeError):
        Atom("w", 0, 1).key = "other"  # type: ignore[misc]


def test_what_is_not_frozen_is_private() -> None:
    """Notes of a stage may change: the lexer's, the outline's, those on things, and what begins with an underscore."""
    modules = [each.name for each in pkgutil.walk_packages(trialparse.criteria.__path__, "trialparse.criteria.")]
    classes = [
        value
        for name in modules
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == name
    ]
    loose = {each.__name__ for each in classes if not each.__dataclass_params__.frozen}  # type: ignore[attr-defined]
    assert {name for name in loose if not name.startswith("_")} == {
        "Words",
        "Event",
        "Item",
        "Outline",
        "Heading",
        "Interrupted",
        "Level",
        "Line",
        "Marker",
    }
