"""Children: what a lead-in asks of what stands under it.

`At least two of the following` is AtLeast, `no more than one of` is Not(AtLeast), `any of` is Or, `all of` is And,
`none of` is Not(Or), and `do not meet all of` is Not(And). Without such words the ends of the children tell, `…; or`;
without those every child of an inclusion must hold, and any child of an exclusion excludes. Under a lead-in that denies
its children each is denied for itself, so that `no … any of` asks for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.scope.cues import UNMET
from trialparse.criteria.scope.lists import Bounds, asked_number, bounds, is_total
from trialparse.criteria.scope.siblings import grouped, words_between
from trialparse.criteria.scope.trees import conjoined, so_many
from trialparse.lexicon.alphabet import AND, OR

__all__ = ["CHILDREN", "asked_of_children", "counted"]

Plain = dict[str, Any]
_NONE = re.compile(r"\b(?:none|neither|not\s+any|no\s+evidence\s+of\s+any)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|either|(?:one|1)(?:\s+or\s+(?:more|both|all|several))?(?:\s+out)?\s+of)\b"
    r"|\b(?:(?:one|1)\s+or\s+more|at\s+least\s+(?:one|1))"
    r"(?:\s+(?!and\b)\w+){0,3}\s+(?:met|fulfilled|satisfied|present|below|following)\W*$"
    r"|\bfollowing\b[^.;:]{0,60}\b(?:allowed|permitted|acceptable|eligible)\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|each|every)\b", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:all|both|each)\s+(?:of\s+)?(?:the|these|those)\b", re.IGNORECASE)
# Words that say that the children are kinds of one thing, of which nobody has all.
_KINDS = re.compile(
    r"\b(?:(?:sub)?types?|forms?|methods?|medications?|drugs|diagnoses|risk\s+factors?|diseases|disorders|disease\s+class\w*"
    r"|categories|contraception|such\s+as|for\s+example|e\.\s?g\.?|history\s+of"
    r"|(?:non|without|not\s+of)[\s-]child[\s-]?bearing|high[\s-](?:\w+[\s-])?risk)\b[^.;:]{0,50}:\s*$"
    r"|\bhigh\s+risk\s+(?:for|of)\b[^.;:]{0,50}$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\b(?:following|below|criteria|these)\b|\bof\s*:\s*$", re.IGNORECASE)
_OF = re.compile(r"\s*(?:out\s+)?of\b")
_ENDS = re.compile(r"[^:;.]{0,60}:\s*\Z")  # between how many of how many and the children


def counted(sentence: Sentence, drafts: Sequence[Draft]) -> tuple[int | None, Bounds]:
    """The place of the constraint that counts the children, and how many are asked for, at the least and the most."""
    for place, draft in enumerate(drafts):
        if _counts(sentence, draft):
            asked = bounds(sentence, draft)
            if asked is not None:
                return place, asked
    return None, (asked_number(sentence, sentence.end), None)


def _counts(sentence: Sentence, draft: Draft) -> bool:
    """Whether a limit stands where one counts the children: `at least 2 of the following`, `2 out of 3:`."""
    text, end = sentence.text, draft.plain["span"]["end"]
    if is_total(sentence, draft) and _ENDS.match(text, end, sentence.end):
        return True
    return _OF.match(text, end, sentence.end) is not None and _FOLLOWING.search(text, end, sentence.end) is not None


@dataclass(frozen=True, slots=True)
class _LeadIn:
    """A lead-in with the numbers it asks for, the kind of its criterion, its children and the words between those."""

    words: str
    n: int | None  # at the least
    most: int | None
    kind: str
    children: Sequence[Plain]
    between: Sequence[str]
    denied: bool

    def is_unmet(self) -> bool:
        """Whether it denies that the children are met: of an exclusion, so that they are what is asked for."""
        unmet = UNMET.search(self.words)
        return self.excludes() and not self.denied and unmet is not None and unmet["follow"] is not None

    def denies_some(self) -> bool:
        some = self.n or self.asks_for_none() or self.asks_for_one() or self.are_alternatives()
        return self.denied and bool(some or not self.excludes())

    def asks_for_some(self) -> bool:
        return (self.n is not None and self.n > 1) or self.asks_for_no_more()

    def asks_for_no_more(self) -> bool:
        return self.most is not None and self.most < len(self.children)

    def asks_for_none(self) -> object:
        return _NONE.search(self.words)

    def asks_for_one(self) -> object:
        return self.n == 1 or _ANY.search(self.words)

    def are_alternatives(self) -> bool:
        most = self.between.count(OR) * 2 > len(self.between) and AND not in self.between
        return (most or self._ends_with(OR)) and not _ALL_OF.search(self.words)

    def asks_for_all(self) -> object:
        return _ALL.search(self.words)

    def are_one(self) -> bool:
        return self._ends_with(AND)

    def _ends_with(self, word: str) -> bool:
        """Whether the children are one list that ends with a word: `A; B; or C`."""
        first = self.between.index(word) if word in self.between else None
        return first is not None and not any(self.between[:first]) and set(self.between[first:]) == {word}

    def excludes(self) -> bool:
        return self.kind == "exclusion"

    def are_kinds(self) -> object:
        return _KINDS.search(self.words)

    def unmet(self) -> Plain:
        """That not so many are met; failure to meet any is failure to meet all."""
        unmet = UNMET.search(self.words)
        assert unmet is not None
        met = self.all()
        if self.asks_for_some():
            met = self.some()
        elif self.asks_for_one() and not unmet["fails"]:
            met = self.alternatives()
        return {"op": "not", "item": met}

    def denied_some(self) -> Plain:
        """That fewer than so many hold of those that are denied each: so many fewer of the denials."""
        count = len(self.children) + 1
        return self._at_least(count - self.n if self.n is not None and self.n > 1 else count)

    def some(self) -> Plain:
        return so_many(grouped(self.children, [""] * len(self.between)), self.n, self.most)

    def _at_least(self, n: int) -> Plain:
        """So many of the children; all where there are fewer."""
        items = grouped(self.children, [""] * len(self.between))
        if n > len(items) or len(items) == 1:
            return conjoined("and", items)
        return {"op": "at_least", "n": max(1, n), "items": items}

    def any(self) -> Plain:
        return conjoined("or", grouped(self.children, self.between))

    def all(self) -> Plain:
        return conjoined("and", grouped(self.children, self.between))

    def none(self) -> Plain:
        return {"op": "not", "item": self.any()}

    def alternatives(self) -> Plain:
        return conjoined("or", grouped(self.children, [OR] * len(self.between)))

    def one(self) -> Plain:
        return conjoined("and", grouped(self.children, [AND] * len(self.between)))


# What a lead-in asks of its children.
CHILDREN: Table[_LeadIn, Callable[[_LeadIn], Plain]] = Table(
    "children",
    Rule(
        "children.unmet",
        _LeadIn.is_unmet,
        _LeadIn.unmet,
        example="Exclusion criteria:\n1. Patients who do not meet all of the following:\n   - ESR < 28\n   - CRP < 5",
    ),
    Rule(
        "children.denied",
        _LeadIn.denies_some,
        _LeadIn.denied_some,
        example="Inclusion criteria:\n1. No history of any of the following:\n   - Stroke\n   - Angina",
    ),
    Rule(
        "children.some",
        _LeadIn.asks_for_some,
        _LeadIn.some,
        example="At least 2 of the following:\n- ESR > 28\n- CRP > 5",
    ),
    Rule("children.none", _LeadIn.asks_for_none, _LeadIn.none, example="None of the following:\n- Stroke\n- Angina"),
    Rule("children.one", _LeadIn.asks_for_one, _LeadIn.any, example="Any of the following:\n- Stroke\n- Angina"),
    Rule(
        "children.or",
        _LeadIn.are_alternatives,
        _LeadIn.alternatives,
        example="1. Heart disease:\n   - Stroke or\n   - Angina",
    ),
    Rule("children.all", _LeadIn.asks_for_all, _LeadIn.all, example="All of the following:\n- Stroke\n- Angina"),
    Rule("children.and", _LeadIn.are_one, _LeadIn.one, example="1. Heart disease:\n   - Stroke and\n   - Angina"),
    Rule(
        "children.excluding",
        _LeadIn.excludes,
        _LeadIn.any,
        example="Exclusion criteria:\n1. Heart disease:\n   - Stroke\n   - Angina",
    ),
    Rule(
        "children.kinds",
        _LeadIn.are_kinds,
        _LeadIn.any,
        example="Inclusion criteria:\n1. Lymphoma of these types:\n   - Follicular\n   - Mantle cell",
    ),
    Rule("children.each", always, _LeadIn.all, example="Inclusion criteria:\n1. Function:\n   - ESR\n   - CRP"),
)


def asked_of_children(
    sentence: Sentence, kind: str, children: Sequence[Plain], asked: Bounds, *, denied: bool = False
) -> Plain:
    """What a lead-in that asks for so many of its children, or for no number, asks of them; each may be `denied`."""
    words = sentence.text[sentence.start : sentence.end]
    lead_in = _LeadIn(words, *asked, kind, children, words_between(children), denied)
    rule = CHILDREN.first(lead_in)
    assert rule is not None
    return rule.then(lead_in)
