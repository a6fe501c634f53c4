"""Eligibility text to criteria: the room's front door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from trialparse.criteria.abbreviations import Abbreviations
from trialparse.criteria.atoms import Lexer, lexer
from trialparse.criteria.constraints import read_constraints
from trialparse.criteria.deciders import Decider, undecided
from trialparse.criteria.drafts import Draft
from trialparse.criteria.logic import logic
from trialparse.criteria.notices import notices
from trialparse.criteria.outline import Item, outline
from trialparse.criteria.rules import Rule, apply_rules
from trialparse.criteria.scope import Inherited, apply
from trialparse.criteria.sentence import Sentence
from trialparse.lexicon.loader import Lexicon, builtin
from trialparse.model.criterion import Kind

__all__ = ["read_criteria"]

Plain = dict[str, Any]
_KIND_LETTER = {"inclusion": "I", "exclusion": "E", "unknown": "U"}
_WORD = re.compile(r"[^\W_]{3,}|\d+")


def _residue(sentence: Sentence, drafts: list[Draft]) -> list[tuple[int, int]]:
    """The stretches of a criterion's words that no constraint explains."""
    text, start, end = sentence.text, sentence.start, sentence.end
    if not drafts:
        return [_trim(text, start, end)]
    empty = sentence.lexicon.roles["empty"]
    explained = sorted(part for draft in drafts for part in draft.explained)
    left, place = [], start
    for a, b in [*explained, (end, end)]:
        if a > place:
            left.append(_trim(text, place, a))
        place = max(place, b)
    return [(a, b) for a, b in left if any(word.lower() not in empty for word in _WORD.findall(text[a:b]))]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


class _Reader:
    def __init__(
        self, raw: str, folded: str, used: tuple[int, int], lexicon: Lexicon, rules: Sequence[tuple[str, Rule]]
    ) -> None:
        self.raw, self.folded = raw, folded
        self.lexicon = lexicon
        self.rules = rules
        self.lexer: Lexer = lexer(lexicon)
        self.abbreviations = Abbreviations(folded, used, self.lexer)
        self.decider = Decider(folded, used, lexicon, self.abbreviations)
        self.counts: dict[str, int] = {}
        self.diagnostics: list[Plain] = []

    def item(self, item: Item, parent: str | None, inherited: Inherited | None = None) -> Plain:
        identity = self._identity(item, parent)
        start, end = self._whole(item.start), item.end
        whole = bool(item.children or self.rules)
        atoms = self.lexer.atoms(self.folded, start, end, whole=whole, names=self.abbreviations.find)
        self.decider.decide(atoms)
        sentence = Sentence(self.folded, start, end, atoms, self.lexicon)
        drafts = read_constraints(sentence) if atoms else []
        self.diagnostics += undecided(sentence, drafts)
        if self.rules:
            drafts, failures = apply_rules(self.rules, sentence, item.kind, drafts)
            self.diagnostics += failures
        passed_on = apply(sentence, drafts, inherited) if drafts or item.children else inherited
        residue = _residue(sentence, drafts)
        self.diagnostics += notices(sentence, drafts, has_children=bool(item.children))
        children = [self.item(child, identity, passed_on) for child in item.children]
        return {
            "id": identity,
            "kind": item.kind,
            "text": self.raw[start:end],
            "span": {"start": start, "end": end},
            "marker": item.marker,
            "depth": item.depth,
            "heading": item.heading,
            "children": children,
            "constraints": [draft.plain for draft in drafts],
            "logic": logic(sentence, item.kind, drafts, children),
            "residue": [{"start": a, "end": b} for a, b in residue],
            "status": "unparsed" if not drafts else "partial" if residue else "parsed",
        }

    def _whole(self, start: int) -> int:
        """The start of an item whose first character was mended (`â‰¥18`): the damage belongs to its words."""
        while (
            start > 0
            and self.folded[start - 1] == " "
            and not self.raw[start - 1].isspace()
            and self.raw[start - 1] not in ">\u200b\ufeff"
        ):
            start -= 1
        return start

    def _identity(self, item: Item, parent: str | None) -> str:
        """`I3.1`: the kind's letter, the place among the top criteria of that kind, the places of the children."""
        key = parent or _KIND_LETTER[item.kind]
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{parent}.{self.counts[key]}" if parent else f"{key}{self.counts[key]}"


def read_criteria(
    raw: str,
    folded: str,
    sections: Sequence[tuple[int, int, Kind]],
    lexicon: Lexicon | None = None,
    rules: Sequence[tuple[str, Rule]] = (),
) -> tuple[list[Plain], list[Plain]]:
    """The criteria of some stretches of a text and what there is to say of them, as plain dicts in the models' shape.

    A section is (start, end, kind); its kind holds until a heading inside it says another.

    >>> text = "Age over 18. BMI 20 to 30 kg/m2"
    >>> criteria, diagnostics = read_criteria(text, text, [(0, 12, "inclusion"), (13, 31, "inclusion")])
    >>> [(criterion["id"], len(criterion["constraints"])) for criterion in criteria]
    [('I1', 1), ('I2', 1)]
    """
    used = (min(start for start, _, _ in sections), max(end for _, end, _ in sections)) if sections else (0, 0)
    reader = _Reader(raw, folded, used, lexicon or builtin(), rules)
    outlines = (outline(folded, start, end, kind) for start, end, kind in sections)
    criteria = [reader.item(item, None) for items in outlines for item in items]
    return criteria, reader.diagnostics
