"""The corpora as they are published: a `.txt` with its brat `.ann`.

Chia marks Values and Temporals and links them by `Has_value` and `Has_temporal`. The Leaf Clinical Trials corpus
marks comparisons (`Eq-Comparison`) with the operator, values and unit inside them, and links them to what they limit
by the roles of events. Only that structure is relied on: an operator is read from its attribute or, without one, from
its words, and a comparison whose numbers or operator cannot be read is marked to be skipped, so that it counts for
nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trialparse.evaluation.facts import Bound, Document, Fact, Mention, Place
from trialparse.lexicon.loader import builtin

__all__ = ["Annotation", "chia_document", "is_chia", "lct_document", "read_annotation"]

_COMPARISON = "Eq-Comparison"
_UNITS = ("Eq-Unit", "Eq-Temporal-Unit")
_LINKS = {"Has_value", "Has_temporal"}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_OPERATORS = {
    "GT": ">", "GTEQ": ">=", "LT": "<", "LTEQ": "<=", "EQ": "=", "BETWEEN": "..",
    ">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "=": "=",
    "greater than": ">", "more than": ">", "over": ">", "above": ">", "at least": ">=", "minimum": ">=",
    "less than": "<", "under": "<", "below": "<", "at most": "<=", "maximum": "<=", "up to": "<=", "within": "<=",
    "between": "..", "to": "..", "-": "..",
}  # fmt: skip
# The role that links a comparison says what it limits; the first that its name holds decides.
_ROLES = (
    ("dos", "dose"), ("count", "count"), ("dura", "duration"), ("numeric", "observation"), ("temporal", "window"),
    ("before", "window"), ("after", "window"), ("during", "window"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """A `T` line."""

    label: str
    places: tuple[Place, ...]
    text: str

    @property
    def place(self) -> Place:
        """From the first to the last character."""
        return Place(self.places[0].start, self.places[-1].end)


@dataclass(frozen=True, slots=True)
class Annotation:
    """An `.ann` file: entities by id, links as (role or relation, source id, target id), attributes by entity id."""

    entities: dict[str, Entity] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_annotation(text: str) -> Annotation:
    r"""The entities, relations, events and attributes of brat's standoff format; other lines are notes.

    >>> read_annotation("T1\tAge 0 3\tAge\nT2\tValue 4 8;9 10\t≥ 18 y\nR1\tHas_value Arg1:T1 Arg2:T2").links
    [('Has_value', 'T1', 'T2')]
    """
    annotation = Annotation()
    triggers: dict[str, str] = {}
    for line in text.splitlines():
        number, _, rest = line.partition("\t")
        head, _, covered = rest.partition("\t")
        words = head.split()
        match number[:1]:
            case "T" if len(words) > 2:
                annotation.entities[number] = Entity(words[0], _places(head.split(maxsplit=1)[1]), covered)
            case "R" if len(words) == 3:
                annotation.links.append((words[0], words[1].partition(":")[2], words[2].partition(":")[2]))
            case "E" if words:
                triggers[number] = words[0].partition(":")[2]
                roles = (word.partition(":") for word in words[1:])
                annotation.links.extend((role, number, target) for role, _, target in roles)
            case "A" | "M" if len(words) > 1:
                annotation.attributes[words[1]] += [words[0], *words[2:]]
    plain = [(role, triggers.get(one, one), triggers.get(other, other)) for role, one, other in annotation.links]
    return Annotation(annotation.entities, plain, {triggers.get(k, k): v for k, v in annotation.attributes.items()})


def _places(offsets: str) -> tuple[Place, ...]:
    pairs = (part.split() for part in offsets.split(";"))
    return tuple(Place(int(start), int(end)) for start, end in pairs)


def is_chia(annotation: Annotation) -> bool:
    """Whether the annotation speaks Chia's language."""
    return any(role in _LINKS for role, *_ in annotation.links)


def chia_document(path: Path, text: str, annotation: Annotation) -> Document:
    """Chia's values of measurements and persons, and its times, as far as they hold a digit."""
    return Document(path.stem, text, mentions=tuple(_mentions(annotation)))


def _mentions(annotation: Annotation) -> Iterator[Mention]:
    subjects: dict[str, list[Entity]] = defaultdict(list)
    for role, source, target in annotation.links:
        if role in _LINKS and source in annotation.entities:
            subjects[target].append(annotation.entities[source])
    for number, entity in annotation.entities.items():
        of = subjects[number]
        kind = "Temporal" if entity.label == "Temporal" else of[0].label if of else None
        marked = entity.label == "Temporal" or (entity.label == "Value" and kind in ("Measurement", "Person"))
        if kind and marked and any(char.isdigit() for char in entity.text):
            yield Mention(kind, entity.text, entity.places, tuple(place for subject in of for place in subject.places))


def lct_document(path: Path, text: str, annotation: Annotation) -> Document:
    """The comparisons of the Leaf Clinical Trials corpus."""
    entities = annotation.entities
    facts = [_comparison(annotation, number) for number, entity in entities.items() if entity.label == _COMPARISON]
    return Document(path.stem, text, facts=tuple(sorted(facts, key=lambda fact: fact.place)))


def _comparison(annotation: Annotation, number: str) -> Fact:
    place = annotation.entities[number].place
    operators = _operators(annotation, place)
    values = [_value(entity.text) for _, entity in _inside(annotation, place, "Eq-Value")]
    unit = next((entity.text for label in _UNITS for _, entity in _inside(annotation, place, label)), None)
    linked = _linked(annotation, number)
    bounds = _bounds(operators, [value for value in values if value is not None])
    lower, upper = bounds or (None, None)
    return Fact(
        place=place,
        kind=_class(linked),
        lower=lower,
        upper=upper,
        unit=None if unit is None else _unit(unit),
        unit_text=unit,
        subjects=tuple(part for _, entity in linked for part in entity.places),
        bare=not operators and len(values) == 1,
        between=".." in operators,
        skip=bounds is None or None in values,
    )


def _operators(annotation: Annotation, place: Place) -> set[str]:
    signs = (_sign(annotation, key) for key, _ in _inside(annotation, place, "Eq-Operator"))
    return {sign for sign in signs if sign is not None}


def _linked(annotation: Annotation, number: str) -> list[tuple[str, Entity]]:
    """What is linked to a comparison, each with the role that the link gives it."""
    entities = annotation.entities
    return [(role, entities[one]) for role, one, other in annotation.links if other == number and one in entities]


def _inside(annotation: Annotation, place: Place, label: str) -> list[tuple[str, Entity]]:
    found = ((key, entity) for key, entity in annotation.entities.items() if entity.label == label)
    return sorted(
        ((key, entity) for key, entity in found if place.start <= entity.place.start and entity.place.end <= place.end),
        key=lambda item: item[1].place,
    )


def _sign(annotation: Annotation, key: str) -> str | None:
    said = [*annotation.attributes.get(key, ()), annotation.entities[key].text.strip().lower()]
    return next((_OPERATORS[word] for word in said if word in _OPERATORS), None)


def _value(text: str) -> float | None:
    word = text.strip()
    return float(word.replace(",", "")) if _NUMBER.fullmatch(word) else None


def _bounds(operators: set[str], values: list[float]) -> tuple[Bound | None, Bound | None] | None:
    """The ends that operators and values state; None where they do not say."""
    match sorted(operators), sorted(values):
        case [], [value]:
            return Bound(value, True), Bound(value, True)
        case ["="], [value]:
            return Bound(value, True), Bound(value, True)
        case [">" | ">=" as sign], [value]:
            return Bound(value, sign == ">="), None
        case ["<" | "<=" as sign], [value]:
            return None, Bound(value, sign == "<=")
        case [".."], [low, high]:
            return Bound(low, True), Bound(high, True)
        case [("<" | "<=") as below, (">" | ">=") as above], [low, high]:
            return Bound(low, above == ">="), Bound(high, below == "<=")
    return None


def _class(linked: list[tuple[str, Entity]]) -> str:
    if any(entity.label == "Age" for _, entity in linked):
        return "age"
    roles = " ".join(role.lower() for role, _ in linked)
    return next((name for part, name in _ROLES if part in roles), "other")


def _unit(text: str) -> str | None:
    """The UCUM code of a unit's words, each side of a slash or a "per" by itself; unknown words stand in braces."""
    lexicon = builtin()
    whole = text.strip()
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s+per\s+", whole)]
    known = [
        lexicon.cased_units.get(part) or lexicon.units.get(part.lower()) or f"{{{part.lower()}}}" for part in parts
    ]
    return lexicon.cased_units.get(whole) or lexicon.units.get(whole.lower()) or "/".join(known)
