"""Eligibility text to criteria: the room's front door."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import starmap
from typing import Any

from trialparse.criteria.groups.headings import Above
from trialparse.criteria.kinds import KINDS, read_constraints
from trialparse.criteria.kinds.dating import dated
from trialparse.criteria.kinds.drafts import Draft, doubted, words_plain
from trialparse.criteria.ledger import Books, books, doubts, with_unsure_subjects
from trialparse.criteria.ledger.language import is_trusted
from trialparse.criteria.notices import (
    aside,
    former,
    language_unread,
    notices,
    side_conflict,
    undecided,
    unread,
    unsure_heading,
)
from trialparse.criteria.outline import Item, Outline
from trialparse.criteria.outline.columns import read_columns
from trialparse.criteria.outline.in_force import in_force
from trialparse.criteria.outline.item import Excepted
from trialparse.criteria.outline.limits import may_hold_limit
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.presence import (
    Drafted,
    Said,
    Thing,
    drafted,
    led_below,
    led_by,
    said_below,
    things,
    with_things,
)
from trialparse.criteria.roster import roster
from trialparse.criteria.rules import Rule, apply_rules
from trialparse.criteria.scope.apply import Inherited, apply, headed
from trialparse.criteria.scope.dashes import with_unsure_dashes
from trialparse.criteria.scope.freed import asked
from trialparse.criteria.scope.labels import contrasted
from trialparse.criteria.scope.logic import joins_of, logic
from trialparse.criteria.scope.roles import is_limit
from trialparse.criteria.scope.siblings import LeadIn, govern, may_lead, standing
from trialparse.criteria.scope.unmet import DENIED, denies_list, doubt_siblings
from trialparse.criteria.words.abbreviations import Abbreviations
from trialparse.criteria.words.ambiguous import Decider
from trialparse.criteria.words.atom import Atom
from trialparse.criteria.words.lexer import Lexer, lexer
from trialparse.lexicon.alphabet import COMPARATOR, NUMBER, one_of, pattern
from trialparse.lexicon.languages import Language
from trialparse.lexicon.languages.telling import spoken_by
from trialparse.lexicon.loader import Lexicon, builtin
from trialparse.model.criterion import Kind
from trialparse.text import whole_from

__all__ = ["Trace", "read_criteria", "traced"]

Plain = dict[str, Any]
_EVERYWHERE = any(kind.everywhere for kind in KINDS)
_PARTS = ("subject", "anchor", "condition", "exception", "experiencer")  # of a constraint, with words of their own
_DATES = re.compile(r"\b(?:at|on|during)\b", re.IGNORECASE)  # in a heading that may name a moment
_NOTHING = Inherited()
_LIMITED = one_of(COMPARATOR, NUMBER)  # how a criterion opens that leaves out what its limit is of
_NAME = pattern("Measured (?: Open Measured Close )? Noun? Colon?")
_KIND_LETTER = {"inclusion": "I", "exclusion": "E", "unknown": "U"}


@dataclass(frozen=True, slots=True)
class Trace:
    """How a criterion was read: its words, its constraints with the rules that decided, and what is left over."""

    sentence: Sentence
    drafts: tuple[Draft, ...]
    books: Books


class _Reader:
    def __init__(
        self,
        raw: str,
        folded: str,
        used: tuple[int, int],
        lexicon: Lexicon,
        rules: Sequence[tuple[str, Rule]],
        language: Language | None = None,
    ) -> None:
        self.raw, self.folded = raw, folded
        self.is_as_printed = raw == folded
        self.lexicon = lexicon
        self.rules = rules
        self.language = language  # the one whose words are not read, where the text is in such
        self.lexer: Lexer = lexer(lexicon)
        self.abbreviations = Abbreviations(folded, used, self.lexer)
        self.decider = Decider(folded, used, lexicon, self.abbreviations)
        self.counts: dict[str, int] = {}
        self.diagnostics: list[Plain] = []
        self.headings: dict[tuple[int, int], Inherited] = {}  # what is said there, by place
        self.lead_ins: dict[str, LeadIn] = {}  # by id, the criteria without children that may govern those behind them
        self.names: dict[tuple[int, int], Sequence[Atom]] = {}  # by place, what the words above criteria name
        self.traces: dict[tuple[int, int], Trace] | None = None  # by place, where they are wanted
        # What a lead-in says of the things under it, and the category that it gives them, by its place.
        self.leads: dict[tuple[int, int], tuple[Said, str | None]] = {}
        self.things: dict[tuple[int, int], list[Thing]] = {}  # by the place of the criterion that names them

    def look(self, items: Sequence[Item]) -> None:
        """Finds what the criteria name without a number, of all at once."""
        self.things = things(self.folded, sorted(self._places(items)), self.lexicon)

    def _places(self, items: Sequence[Item]) -> Iterator[tuple[int, int]]:
        for item in items:
            yield whole_from(self.raw, self.folded, item.start), item.end
            yield from self._places(item.children)

    def items(
        self,
        items: Sequence[Item],
        parent: str | None,
        inherited: Inherited | None = None,
        above: tuple[int, int] | None = None,
    ) -> list[Plain]:
        """The criteria at one level, and all below them; `above` is where their lead-in stands."""
        if not items:
            return []
        apart = contrasted(self.folded, [(item.start, item.end) for item in items])
        found = []
        for item in items:
            said = inherited or self.headed(item)
            said = replace(said, labelled=True) if item.start in apart else said
            found.append(self.item(item, parent, said, above or item.under))
        govern(found, self.lead_ins)
        doubt_siblings(found, self.lead_ins)
        return found

    def headed(self, item: Item) -> Inherited:
        """What the headings of a criterion say of it."""
        if item.under is None:
            return _NOTHING
        if item.under not in self.headings:
            unmet = denies_list(self.folded, *item.under, item.kind)
            self.headings[item.under] = replace(self._heading(*item.under), unmet=unmet)
        said = self.headings[item.under]
        return replace(said, **self._of_groups(item.within)) if item.within else said

    def _of_groups(self, within: Sequence[Above]) -> Plain:
        """For whom headings say that criteria are: the innermost counts."""
        words = [each for each in within if each.named]
        whose = [each for each in within if each.whose]
        return {
            "group": self._words(words[-1]) if words else None,
            "experiencer": {"key": whose[-1].whose} | self._words(whose[-1]) if whose else None,
        }

    def _words(self, above: Above) -> Plain:
        return words_plain(self.folded, above.start, above.end)

    def _heading(self, start: int, end: int) -> Inherited:
        if not _DATES.search(self.folded, start, end):
            return _NOTHING
        words = self.lexer.atoms(self.folded, start, end, whole=True, names=self.abbreviations.find)
        return headed(Sentence(self.folded, start, end, words, self.lexicon))

    def _named(self, above: tuple[int, int] | None, words: Sequence[Atom]) -> Sequence[Atom]:
        """The words of a criterion that opens with a limit behind those above it that name what it is of, and no more.

        That is how registers write: `Life expectancy:`, and under it `- at least 3 months`.
        """
        if above is None or not words or words[0].code not in _LIMITED:
            return words
        if above not in self.names:
            name = self.lexer.atoms(self.folded, *above, whole=True, names=self.abbreviations.find)
            self.names[above] = name if _NAME.fullmatch("".join([atom.code for atom in name])) else ()
        return [*self.names[above], *words]

    def item(
        self,
        item: Item,
        parent: str | None,
        inherited: Inherited | None = None,
        above: tuple[int, int] | None = None,
    ) -> Plain:
        identity = self._identity(item, parent)
        start, end = whole_from(self.raw, self.folded, item.start), item.end
        whole = bool(item.children or self.rules or self.traces is not None or _EVERYWHERE)
        words = self.lexer.atoms(self.folded, start, end, whole=whole, names=self.abbreviations.find)
        atoms = self._named(above, self.decider.decide(words))
        sentence = Sentence(self.folded, start, end, atoms, self.lexicon)
        drafts = self._constraints(sentence, item.kind)
        above_it = inherited  # what its lead-in says, before it says something of its own children
        if drafts or item.children:
            drafts, inherited = apply(sentence, drafts, inherited, kind=item.kind, leads=bool(item.children))
        joins = joins_of(sentence, item.kind, with_unsure_subjects(sentence, _in_role(item, drafts)))
        drafts = joins.drafts
        every = self._with_things(item, (start, end), above if parent else None, drafts, above_it)
        every = replace(every, drafts=with_unsure_dashes(self.folded, every.drafts, item.kind))
        left = books(sentence, drafts, every.explained, item.kind)
        if self.traces is not None:
            self.traces[start, end] = Trace(sentence, tuple(every.drafts), left)
        self.diagnostics += notices(sentence, drafts, has_children=bool(item.children))
        combined = partial(logic, joins, beside=partial(with_things, self.folded, every, item.kind))
        children = self.items(item.children, identity, inherited, (start, end))
        denied = inherited is not None and inherited.denial is not None
        if not children and may_lead(self.folded, start, end):
            self.lead_ins[identity] = combined
        return {
            "id": identity,
            "kind": item.kind,
            "text": self.raw[start:end],
            "span": {"start": start, "end": end},
            "marker": item.marker,
            "depth": item.depth,
            "heading": item.heading,
            "condition": self._group(inherited),
            "children": children,
            "constraints": [
                self._worded(self._certain(sentence, draft, left, item.excepted, above_it)) for draft in every.drafts
            ],
            "logic": combined(_asked(item, children), denied=denied) if every.drafts or children else None,
            "residue": [{"start": a, "end": b} for a, b in left.residue],
            "status": _status(every.drafts, left),
        }

    def _with_things(
        self,
        item: Item,
        place: tuple[int, int],
        above: tuple[int, int] | None,
        drafts: Sequence[Draft],
        inherited: Inherited | None,
    ) -> Drafted:
        """The constraints of a criterion with what it names without a number, of which a lead-in may say something."""
        named = self.things.get(place, ())
        lead = None
        if named and above:
            lead, category = self._lead(above)
            named = led_by(category, named)
        found = drafted(self.folded, drafts, named, inherited, lead, item.kind)
        return replace(found, drafts=_in_role(item, found.drafts)) if item.excepted == "surely" else found

    def passed_over(self, start: int, end: int) -> None:
        """Say which limits stand in words that are in no criterion: a heading, a note."""
        if not may_hold_limit(self.folded, start, end):
            return
        words = self.lexer.atoms(self.folded, start, end, whole=False, names=self.abbreviations.find)
        if words:
            sentence = Sentence(self.folded, start, end, words, self.lexicon)
            self.diagnostics += unread(sentence, read_constraints(sentence))

    def _constraints(self, sentence: Sentence, kind: Kind) -> list[Draft]:
        """The constraints of a criterion before its clauses are looked at."""
        drafts = read_constraints(sentence) if sentence.atoms else []
        if drafts:
            drafts, said = undecided(sentence, asked(sentence, drafts))
            self.diagnostics += said
        if self.rules:
            drafts, failures = apply_rules(self.rules, sentence, kind, drafts)
            self.diagnostics += failures
        return dated(sentence, drafts) if drafts else drafts

    def _certain(
        self, sentence: Sentence, draft: Draft, left: Books, excepted: Excepted, inherited: Inherited | None
    ) -> Plain:
        """A constraint with what makes it doubtful; a thing says so itself."""
        unread = self.language is not None and not is_trusted(self.language, sentence, draft)
        plain = doubted(draft.plain, ("unread-language",)) if unread else draft.plain
        plain = doubted(plain, ("unused-exception",)) if excepted == "perhaps" else plain
        plain = doubted(plain, DENIED) if inherited is not None and inherited.unmet else plain
        return plain if plain["kind"] == "presence" else doubted(plain, doubts(sentence, draft, left))

    def _group(self, inherited: Inherited | None) -> Plain | None:
        """The group that a criterion is for, in the words of the page."""
        clause = inherited.group if inherited is not None else None
        if clause is None:
            return None
        return words_plain(self.raw, clause["span"]["start"], clause["span"]["end"])

    def _worded(self, constraint: Plain) -> Plain:
        """A constraint whose parts have the words of the page, not the folded ones."""
        if self.is_as_printed:
            return constraint
        constraint = constraint | {"span": self._damaged(constraint["span"])}
        for name in _PARTS:
            part = constraint.get(name)
            if part is not None:
                span = self._damaged(part["span"])
                constraint[name] = part | {"span": span, "text": self.raw[span["start"] : span["end"]]}
        return constraint

    def _damaged(self, span: Plain) -> Plain:
        """A span with the whole of the damage that its first character was mended from; an escape is none of it."""
        start, end = span["start"], span["end"]
        is_there = self.raw[start : start + 1] == self.folded[start : start + 1]
        return span if is_there else {"start": whole_from(self.raw, self.folded, start), "end": end}

    def _lead(self, above: tuple[int, int]) -> tuple[Said, str | None]:
        if above not in self.leads:
            self.leads[above] = said_below(self.folded, *above), led_below(self.folded, *above)
        return self.leads[above]

    def _identity(self, item: Item, parent: str | None) -> str:
        """`I3.1`: the kind's letter, the place among the top criteria of that kind, the places of the children."""
        key = parent or _KIND_LETTER[item.kind]
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{parent}.{self.counts[key]}" if parent else f"{key}{self.counts[key]}"


def _in_role(item: Item, drafts: list[Draft]) -> list[Draft]:
    """The constraints of a criterion, as exceptions where another criterion excepts it."""
    if item.excepted != "surely":
        return drafts
    plains = [draft.plain | {"role": "exception"} if is_limit(draft) else draft.plain for draft in drafts]
    return [replace(draft, plain=plain) for draft, plain in zip(drafts, plains, strict=True)]


def _asked(item: Item, children: Sequence[Plain]) -> Sequence[Plain]:
    """The children that something is asked of: none where they are exceptions."""
    is_list = bool(item.children) and item.children[0].excepted == "surely" and item.excepted is None
    return () if is_list else standing(children)


def _status(drafts: Sequence[Draft], left: Books) -> str:
    """How much of a criterion its constraints explain."""
    if not drafts:
        return "unparsed"
    return "partial" if left.residue else "parsed"


def read_criteria(
    raw: str,
    folded: str,
    sections: Sequence[tuple[int, int, Kind]],
    lexicon: Lexicon | None = None,
    rules: Sequence[tuple[str, Rule]] = (),
    language: str | None = None,
) -> tuple[list[Plain], list[Plain], list[Plain]]:
    """The criteria of some stretches of a text, the groups that it names, and what there is to say of all.

    These are plain dicts in the models' shape.

    A section is (start, end, kind); its kind holds until a heading inside it says another. `language` is the code of
    the one that the text is written in.

    >>> text = "Age over 18. BMI 20 to 30 kg/m2"
    >>> criteria, groups, diagnostics = read_criteria(text, text, [(0, 12, "inclusion"), (13, 31, "inclusion")])
    >>> [(criterion["id"], len(criterion["constraints"])) for criterion in criteria]
    [('I1', 1), ('I2', 1)]
    """
    used = (min(start for start, _, _ in sections), max(end for _, end, _ in sections)) if sections else (0, 0)
    unread = spoken_by(language)
    reader = _Reader(raw, folded, used, lexicon or builtin(), rules, unread)
    stretches, left_out = in_force(folded, sections)
    outlines = [each for stretch in stretches for each in read_columns(folded, *stretch)]
    items = [item for each in outlines for item in each.items]
    reader.look(items)
    criteria = reader.items(items, None)
    for start, end in (place for each in outlines for place in (*each.headings, *each.notes)):
        reader.passed_over(start, end)
    if unread is not None:
        reader.diagnostics.append(language_unread(unread.name, *used))
    said = list(starmap(partial(former, raw), left_out))
    said += [each for found in outlines for each in _of_headings(raw, found)]
    return criteria, roster(folded, items, criteria, used), [*reader.diagnostics, *said]


def _of_headings(raw: str, outline: Outline) -> Iterator[Plain]:
    """What there is to say of the headings of an outline."""
    yield from (side_conflict(raw, *place) for place in outline.conflicts)
    yield from (aside(raw, *each) for each in outline.asides.items())
    yield from (unsure_heading(raw, *place) for place in outline.unsure)


def traced(
    raw: str,
    folded: str,
    used: tuple[int, int],
    items: Sequence[Item],
    lexicon: Lexicon | None = None,
    rules: Sequence[tuple[str, Rule]] = (),
) -> dict[tuple[int, int], Trace]:
    """How some items of an outline and all below them are read, by their places; `used` bounds the eligibility text."""
    reader = _Reader(raw, folded, used, lexicon or builtin(), rules)
    reader.traces = {}
    reader.look(items)
    for item in items:
        reader.item(item, None, reader.headed(item), item.under)
    return reader.traces
