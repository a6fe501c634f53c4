"""The examples and rejects of lexicon entries, and whether a parser reads them as they say.

>>> from trialparse import Parser
>>> entry = '[[measurement]]\\nid = "age"\\nname = "Age"\\nexamples = [{ text = "Age < 30 years", lower = 30 }]'
>>> (example,) = examples_in([("mine.toml", entry)])
>>> print(example.where, example.fault(Parser()))
mine.toml:4 lower: 30 is wanted, None is read; upper: None is wanted, 30 is read
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from trialparse.lexicon.source import Entry, entries
from trialparse.model import Constraint
from trialparse.packs import Pack
from trialparse.parser import Parser

__all__ = ["Example", "examples_in", "examples_of"]

_BOUNDS = ("lower", "upper")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a lexicon entry: with what is `wanted` of it, or None where nothing of the entry may be read."""

    entry: Entry
    name: str
    text: str
    wanted: Mapping[str, Any] | None

    @property
    def where(self) -> str:
        """`file:line` of the sentence."""
        return self.entry.where(self.text)

    def fault(self, parser: Parser) -> str | None:
        """What is not as it should be when the parser reads the sentence, None where nothing is."""
        wanted_id = (self.wanted or {}).get("id", self.entry.data["id"])
        read = parser.parse_criteria(self.text).constraints
        own = [each for each in read if each.subject is not None and each.subject.id == wanted_id]
        if self.wanted is None:
            return f"it is read, and must not be: {_show(own[0], self.text)}" if own else None
        if not own:
            others = "; ".join(_show(each, self.text) for each in read)
            return f"no limit of {wanted_id} is read" + (f", but {others}" if others else "")
        faults = [list(_differences(self.wanted, each)) for each in own]
        best = min(faults, key=len)
        return "; ".join(best) or None


def examples_in(sources: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """The examples and rejects in (name, TOML text) pairs."""
    for source, text in sources:
        for entry in entries(source, text):
            yield from _of_entry(entry)


def examples_of(pack: Pack) -> list[Example]:
    """The examples and rejects of a pack."""
    return list(examples_in(pack.sources()))


def _of_entry(entry: Entry) -> Iterator[Example]:
    name = entry.data.get("id", "")
    for number, example in enumerate(entry.data.get("examples", ()), 1):
        yield Example(entry, f"{name}-example{number}", example["text"], example)
    for number, text in enumerate(entry.data.get("rejects", ()), 1):
        yield Example(entry, f"{name}-reject{number}", text, None)


def _differences(wanted: Mapping[str, Any], read: Constraint) -> Iterator[str]:
    """Where a constraint is not what an example says; a bound that the example does not have must not be there."""
    facts = _facts(read)
    names = [*(_BOUNDS if set(_BOUNDS) & set(wanted) else ()), *wanted]
    for name in dict.fromkeys(names):
        if name in ("text", "id"):
            continue
        mine, theirs = _plain(wanted.get(name)), facts[name]
        if mine != theirs:
            yield f"{name}: {_print(mine)} is wanted, {_print(theirs)} is read"


def _facts(read: Constraint) -> dict[str, Any]:
    """What examples speak of, in a constraint."""
    facts: dict[str, Any] = {}
    for name in _BOUNDS:
        bound = getattr(read.interval, name, None)
        facts[name] = bound.value if bound else None
        facts[f"{name}_inclusive"] = bound.inclusive if bound else None
    return facts | {
        "unit": read.unit_or_inferred,
        "reference": read.reference,
        "levels": list(read.levels),
        "anchor": read.anchor.key if read.anchor else None,
    }


def _plain(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def _print(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _show(read: Constraint, text: str) -> str:
    subject = f"{read.subject.text!r} ({read.subject.id})" if read.subject else "nothing"
    return f"{read.kind} {read.span.of(text)!r} of {subject}"
