"""The roster of a text: which groups it names, and which criteria each of them is for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from trialparse.criteria.groups.mentions import Mention, label, mentions
from trialparse.criteria.groups.names import Named
from trialparse.criteria.outline import Item

__all__ = ["roster"]

Plain = dict[str, Any]
_TAIL = ").; \t\n"  # what may stand behind the last bracket of a criterion


def roster(text: str, items: Sequence[Item], criteria: Sequence[Plain], used: tuple[int, int]) -> list[Plain]:
    """The groups, in page order, as plain dicts in the shape of the model; `items` are the outline of `criteria`.

    A group is for a criterion that a heading, a lead-in or its own words say it is for.
    """
    walked = _Roster(text, mentions(text, *used))
    for item, criterion in zip(items, criteria, strict=True):
        walked.walk(item, criterion, ())
    return sorted(walked.settled(), key=lambda group: group["spans"][0]["start"])


class _Roster:
    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        self.text = text
        self.found = found
        self.starts = [mention.named.start for mention in found]
        self.groups: dict[str, Plain] = {}
        self.sure: set[str] = set()  # the keys of those that may not be what a criterion asks for

    def walk(self, item: Item, criterion: Plain, above: tuple[Named, ...]) -> None:
        """Enter a criterion and all below it, over which the groups `above` stand."""
        headed = tuple(named for each in item.within for named in each.named) if item.within and not above else ()
        own = list(self._own(item))
        over = (*above, *headed)
        passed_on = self._entered(item, criterion["id"], over, own) if over or own else ()
        self.sure.update(named.key for named in headed)
        for child, read in zip(item.children, criterion["children"], strict=True):
            self.walk(child, read, passed_on)

    def _entered(self, item: Item, identity: str, over: tuple[Named, ...], own: Sequence[Mention]) -> tuple[Named, ...]:
        """Enters a criterion for the groups over it and its own, and gives those that hold for what is below it."""
        for named in (*over, *(mention.named for mention in own)):
            self._enter(named, identity)
        self.sure.update(mention.named.key for mention in own if not mention.weak)
        return (*over, *(mention.named for mention in own if mention.whole or self._ends(mention, item)))

    def settled(self) -> list[Plain]:
        """The groups; people who are no surer one count where others stand beside them."""
        people = [group for group in self.groups.values() if group["kind"] == "people"]
        return [each for each in self.groups.values() if each["key"] in self.sure or len(people) > 1]

    def _own(self, item: Item) -> Iterator[Mention]:
        """The groups that the words of a criterion name; who is excluded is no group."""
        for one in label(self.text, item.start, item.end):
            if not one.weak or item.kind != "exclusion":
                yield one
        if self.found:
            yield from self.found[bisect_left(self.starts, item.start) : bisect_left(self.starts, item.end)]

    def _ends(self, mention: Mention, item: Item) -> bool:
        """Whether a group stands at the end of a criterion: all of it is for the group."""
        rest = self.text[mention.named.end : item.end].replace("only", "")
        return not rest.strip(_TAIL)

    def _enter(self, named: Named, identity: str) -> None:
        name = " ".join(named.name.split())
        group = self.groups.setdefault(
            named.key, {"name": name, "key": named.key, "kind": named.kind, "spans": [], "criteria": []}
        )
        span = {"start": named.start, "end": named.end}
        if span not in group["spans"]:
            group["spans"] = sorted([*group["spans"], span], key=lambda each: each["start"])
        if identity not in group["criteria"]:
            group["criteria"].append(identity)
