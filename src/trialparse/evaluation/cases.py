"""Our own spec cases: short texts in YAML, with the constraints and criteria to be read in them.

A case names a thing by its words (`evidence`, `subject` …). The keys of a constraint are the fields of the model;
`evidence` stands for its span, `subject_id` for the id of its subject, `category` and `name` for those of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from trialparse.evaluation.facts import Bound, Document, Fact, GoldError, Json, Place
from trialparse.extras import require
from trialparse.model import Bound as End
from trialparse.model import Constraint, Interval
from trialparse.model.constraint import Category
from trialparse.model.criterion import Kind
from trialparse.text.fold import fold

__all__ = ["CASE", "CONSTRAINT", "CRITERION", "Case", "places", "read_cases", "read_interval"]

_NUMBER = r"-?\d+(?:\.\d+)?"
_INTERVAL = re.compile(rf"(?P<left>[\[(])(?P<lower>{_NUMBER})?,(?P<upper>{_NUMBER})?(?P<right>[\])])")

Keys = Mapping[str, tuple[str | None, ...]]  # each with what it may say, empty where that is free


def _choices(annotation: Any) -> list[str | None]:
    """The choices that a type allows, none where it is free."""
    if annotation is NoneType:
        return [None]
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [choice for part in get_args(annotation) for choice in _choices(part)]


def _of_model() -> dict[str, tuple[str | None, ...]]:
    """The fields of all kinds of constraints."""
    found: dict[str, list[str | None]] = {}
    for kind in get_args(get_args(Constraint)[0]):
        for name, field in kind.model_fields.items():
            found.setdefault(name, []).extend(_choices(field.annotation))
    return {name: tuple(dict.fromkeys(choices)) if any(choices) else () for name, choices in found.items()}


CONSTRAINT: Keys = {"evidence": (), "subject_id": (), "category": get_args(Category), "name": ()} | {
    name: choices for name, choices in _of_model().items() if name not in ("span", "rule")
}
CRITERION: Keys = {"kind": get_args(Kind), "text": (), "parent": ()}
CASE: Keys = dict.fromkeys(("text", "constraints", "criteria", "diagnostics", "note", "xfail"), ())


@dataclass(frozen=True, slots=True)
class Case:
    """One text and what must be read in it; what is None is not asked for. `xfail` says why it is not reached yet."""

    path: Path
    line: int
    text: str
    constraints: tuple[Json, ...] | None = None
    criteria: tuple[Json, ...] | None = None
    diagnostics: tuple[str, ...] = ()
    note: str | None = None
    xfail: str | None = None

    @property
    def name(self) -> str:
        """`file:line`."""
        return f"{self.path.name}:{self.line}"

    def document(self) -> Document:
        """The case with places for words; raises a `GoldError` where words do not stand in the text."""
        text = fold(self.text)
        try:
            return Document(
                self.name, self.text, _facts(text, self.constraints), criteria=_criteria(text, self.criteria)
            )
        except (TypeError, ValueError) as error:
            raise GoldError(f"{self.path}:{self.line}: {error}") from error


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file; raises a `GoldError` with file and line where one is not as the tables of keys say."""
    try:
        require("yaml", extra="evaluate")
        import yaml
    except ImportError as error:
        raise GoldError(f"{path}: {error}") from error
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        cases = [] if root is None else loader.construct_document(root)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    if not isinstance(cases, list):
        raise GoldError(f"{path}: holds no list of cases")
    for node, data in zip(root.value if root else (), cases, strict=True):
        line = node.start_mark.line + 1
        try:
            yield _case(path, line, data)
        except (TypeError, ValueError) as error:
            raise GoldError(f"{path}:{line}: {error}") from error


def _case(path: Path, line: int, data: object) -> Case:
    said = _checked(data, "a case", CASE, ("text",))
    if not isinstance(said["text"], str):
        raise ValueError(f"text: {said['text']!r} is no text")
    said["diagnostics"] = tuple(said.get("diagnostics") or ())
    for name, keys, needed in (
        ("constraints", CONSTRAINT, ("kind", "evidence")),
        ("criteria", CRITERION, ("kind", "text")),
    ):
        if said.get(name) is not None:
            said[name] = tuple(_checked(item, name, keys, needed) for item in said[name])
    return Case(path, line, **said)


def _checked(data: object, what: str, keys: Keys, needed: Iterable[str]) -> Json:
    """A table of a case, its keys and choices being known."""
    if not isinstance(data, dict):
        raise ValueError(f"{what}: {data!r} is no table of keys")
    for key, value in data.items():
        if key not in keys:
            raise ValueError(f"{what}: unknown key {key!r}; there are {', '.join(keys)}")
        if keys[key] and value not in keys[key]:
            raise ValueError(f"{what}: {key}: {value!r} is none of {', '.join(map(str, keys[key]))}")
    for key in needed:
        if key not in data:
            raise ValueError(f"{what}: {key!r} is missing")
    return data


def read_interval(written: str | None) -> Interval | None:
    """An interval as results print it; None stands for none.

    >>> read_interval("(,2.5]")
    Interval('(,2.5]')
    """
    if written is None:
        return None
    found = _INTERVAL.fullmatch(str(written))
    if found is None:
        raise ValueError(f"no interval: {written!r}")
    lower, upper = found["lower"], found["upper"]
    return Interval(
        lower=End(value=Decimal(lower), inclusive=found["left"] == "[") if lower else None,
        upper=End(value=Decimal(upper), inclusive=found["right"] == "]") if upper else None,
    )


def places(text: str, words: str) -> list[Place]:
    """Every place of some words, however their white space runs; raises a `ValueError` where there is none.

    >>> places("no  asthma, no asthma", "no asthma")
    [Place(start=0, end=10), Place(start=12, end=21)]
    """
    pattern = r"\s+".join(map(re.escape, str(words).split()))
    found = [Place(*match.span()) for match in re.finditer(pattern, text)]
    if not found:
        raise ValueError(f"{words!r} does not stand in the text")
    return found


def _facts(text: str, constraints: Iterable[Json] | None) -> tuple[Fact, ...] | None:
    """The limits of a case; a thing without a number is not measured here."""
    if constraints is None:
        return None
    used: set[Place] = set()
    return tuple(_fact(text, item, used) for item in constraints if item["kind"] != "presence")


def _criteria(text: str, criteria: Iterable[Json] | None) -> tuple[tuple[str, Place], ...] | None:
    used: set[Place] = set()
    return None if criteria is None else tuple((item["kind"], _find(text, item["text"], used)) for item in criteria)


def _fact(text: str, item: Json, used: set[Place]) -> Fact:
    interval = read_interval(item.get("interval"))
    ends = interval or Interval()
    return Fact(
        place=_find(text, item["evidence"], used),
        kind=item["kind"],
        lower=_bound(ends.lower),
        upper=_bound(ends.upper),
        unit=item.get("unit"),
        subjects=tuple(places(text, item["subject"])) if "subject" in item else (),
        subject_id=item.get("subject_id"),
        reference=item.get("reference"),
        levels=tuple(map(str, item.get("levels") or ())),
        direction=item.get("direction"),
        anchor=item.get("anchor"),
        negated=bool(item.get("negated")),
        condition=_clause(text, item.get("condition")),
        exception=_clause(text, item.get("exception")),
        lost=item["kind"] == "threshold" and interval is None,
    )


def _bound(end: End | None) -> Bound | None:
    return None if end is None else Bound(float(end.value), end.inclusive)


def _find(text: str, words: str, used: set[Place]) -> Place:
    """The first place of some words that nothing before them took."""
    found = places(text, words)
    place = next((place for place in found if place not in used), found[0])
    used.add(place)
    return place


def _clause(text: str, words: str | None) -> Place | None:
    return None if words is None else places(text, words)[0]
