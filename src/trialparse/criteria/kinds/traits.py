"""What the other rooms must know of a kind of constraint, without knowing the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

__all__ = ["KINDS", "Kind", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of constraint by its name in the model, with its traits."""

    name: str
    timed: bool = False  # is itself a time, and takes no moment from a lead-in
    excepted: bool = True  # an exception can take something out of it
    contrasts: bool = False  # a second one of its kind can be set apart by what stands beside it
    counts_children: bool = False  # `at least 2 of the following`
    denied_when_unwilling: bool = False  # lasts, and is denied only where the will to it is
    narrows: bool = False  # says who, and may belong to the people beside it


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("threshold", contrasts=True, counts_children=True),
            Kind("levels"),
            Kind("window", timed=True),
            Kind("duration", timed=True, denied_when_unwilling=True),
            Kind("criteria_set", excepted=False),
        )
    }
)
# A limit on the age is a kind of its own to the words around it.
_OF_AGE = {name: replace(kind, name="age", contrasts=False, narrows=True) for name, kind in KINDS.items()}


def kind_of(plain: Mapping[str, Any]) -> Kind:
    """What a constraint, given as a plain dict in the shape of the models, is to the words around it.

    >>> kind_of({"kind": "window"}).timed, kind_of({"kind": "threshold", "subject": {"id": "age"}}).narrows
    (True, True)
    """
    subject = plain.get("subject") or {}
    return (_OF_AGE if subject.get("id") == "age" else KINDS)[plain["kind"]]
