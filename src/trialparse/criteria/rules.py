r"""Rules of packs: functions that read from a criterion what phrases and patterns cannot say.

A rule takes a `CriterionView` and gives constraints as plain dicts in the shape of the models; `CriterionView.limit`
makes them. What a rule reads takes the place of whatever was read before from the same characters. A rule that fails or
gives something else is left out with a diagnostic that names it.

>>> def gluten_days(criterion):
...     for found in criterion.find(r"(\d{1,3}) gluten days"):
...         yield criterion.limit(*found.span(1), subject=(found.start() + 4, found.end()), lower=int(found[1]))
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.faults import FAULTS, gathered, printable, shown, told
from trialparse.lexicon.loader import Lexicon
from trialparse.model import Constraint, Diagnostic, Span

__all__ = ["CriterionView", "Rule", "apply_rules"]

Plain = dict[str, Any]
Bound = float | tuple[float, bool]  # the value, and whether it is in
_PLACES = 30  # decimal places of a bound before and after the point


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion as a rule sees it. All places count in `text`, the whole folded text that is being read.

    `start` and `end` bound the criterion's own words, `atoms` are those words with their meanings, `constraints` what
    has been read so far. All of it may be looked at and none of it changed.

    Examples:
        >>> from trialparse import Pack, Parser
        >>> def slices(criterion):
        ...     for found in criterion.find(r"(\\d{1,2}) slices of (bread) a day"):
        ...         yield criterion.limit(*found.span(1), subject=found.span(2), id="bread", upper=int(found[1]))
        >>> parser = Parser(packs=[Pack("bread", "0.1.0", rules=[slices])])
        >>> parser.parse_criteria("eats 3 slices of bread a day").constraints[0].interval
        Interval('(,3]')
    """

    text: str
    start: int
    end: int
    kind: str
    atoms: Sequence[Atom]
    constraints: Sequence[Mapping[str, Any]]
    lexicon: Lexicon

    @property
    def words(self) -> str:
        """The criterion's own words."""
        return self.text[self.start : self.end]

    def find(self, pattern: str, flags: int = 0) -> Iterator[re.Match[str]]:
        """The matches of a regular expression in the criterion's own words."""
        return re.compile(pattern, flags).finditer(self.text, self.start, self.end)

    def limit(
        self,
        start: int,
        end: int,
        *,
        kind: str = "threshold",
        subject: tuple[int, int] | None = None,
        id: str | None = None,
        lower: Bound | None = None,
        upper: Bound | None = None,
        **more: Any,
    ) -> Plain:
        """A constraint whose limit stands at `start` to `end`; a bound alone is included, `(5, False)` is not."""
        if id is not None and subject is None:
            raise ValueError(f"the id {id!r} is that of a subject: say where the subject stands")
        plain: Plain = {"kind": kind, "span": {"start": start, "end": end}, **more}
        if subject is not None:
            place = {"start": subject[0], "end": subject[1]}
            known = self.lexicon.measurements.get(id or "")
            loinc = known.loinc if known is not None else None
            plain["subject"] = {"text": self.text[subject[0] : subject[1]], "id": id, "loinc": loinc, "span": place}
        if lower is not None or upper is not None:
            plain["interval"] = {"lower": _bound(lower), "upper": _bound(upper)}
        return plain


Rule = Callable[[CriterionView], Iterable[Mapping[str, Any]]]


def _bound(bound: Bound | None) -> Plain | None:
    if bound is None:
        return None
    value, inclusive = bound if isinstance(bound, tuple) else (bound, True)
    return {"value": str(value), "inclusive": inclusive}


def apply_rules(
    rules: Iterable[tuple[str, Rule]], sentence: Sentence, kind: str, drafts: list[Draft]
) -> tuple[list[Draft], list[Plain]]:
    """The constraints of a criterion after the rules, each with its name, have read it; and what went wrong."""
    diagnostics: list[Plain] = []
    for name, rule in rules:
        try:
            given = gathered(rule(_view(sentence, kind, drafts)), "constraints")
            read = [_draft(name, sentence, each) for each in given]
        except FAULTS as error:  # whatever a rule does, the page is read
            diagnostics.append(_failure(name, rule, error, sentence))
            continue
        spans = [draft.plain["span"] for draft in read]
        drafts = [draft for draft in drafts if not any(_overlap(draft.plain["span"], span) for span in spans)] + read
    drafts.sort(key=lambda draft: (draft.plain["span"]["start"], draft.plain["span"]["end"]))
    return drafts, diagnostics


def _view(sentence: Sentence, kind: str, drafts: Sequence[Draft]) -> CriterionView:
    constraints = deepcopy([draft.plain for draft in drafts])
    lexicon = _sealed(sentence.lexicon)
    atoms = tuple(sentence.atoms)
    return CriterionView(sentence.text, sentence.start, sentence.end, kind, atoms, constraints, lexicon)


@lru_cache(maxsize=8)
def _sealed(lexicon: Lexicon) -> Lexicon:
    """A lexicon whose tables cannot be changed: all parsers of a process share what is built in."""
    tables = {each.name: getattr(lexicon, each.name) for each in fields(lexicon)}
    sealed: dict[str, Any] = {name: MappingProxyType(each) for name, each in tables.items() if isinstance(each, dict)}
    return replace(lexicon, **sealed)


@cache
def _constraint() -> TypeAdapter[Any]:
    return TypeAdapter(Constraint)


def _draft(name: str, sentence: Sentence, given: object) -> Draft:
    """What a rule gave as a draft, checked as the models check."""
    if not isinstance(given, Mapping):
        raise TypeError(f"a constraint is a dict, as CriterionView.limit makes it, not {shown(given)}")
    found = _constraint().validate_python({**given, "rule": name})
    found.model_dump_json()  # raises where a text holds half of a character
    read: Plain = found.model_dump()
    if read["certainty"] == "doubtful" or read["doubts"]:
        read |= {"certainty": "doubtful", "doubts": read["doubts"] or ("rule-said",)}
    subject = read["subject"]
    parts = [
        read,
        *(read[part] for part in ("subject", "anchor", "condition", "exception", "experiencer") if read[part]),
    ]
    for part in parts:
        _check_place(sentence, part)
    for interval in (read.get("interval"), read.get("count")):
        _check_bounds(interval or {})
    span = read["span"]
    first = bisect_right(sentence.atoms, span["start"], key=lambda atom: atom.end)
    last = sentence.begins(span["end"]) - 1
    if last < first:
        raise ValueError("nothing stands where the limit is said to be")
    where = SubjectSpan(subject["span"]["start"], subject["span"]["end"], subject["id"]) if subject else None
    explained = tuple((part["span"]["start"], part["span"]["end"]) for part in parts)
    return Draft(first, last, read, where, explained)


def _check_place(sentence: Sentence, part: Plain) -> None:
    """Raises where a part of a constraint does not stand in the criterion, or not as it says."""
    start, end = part["span"]["start"], part["span"]["end"]
    if not sentence.start <= start < end <= sentence.end:
        raise ValueError(f"the place {start}-{end} is not in the criterion")
    stands = sentence.text[start:end]
    if part.get("text", stands) != stands:
        raise ValueError(f"{shown(part['text'])} does not stand at {start}-{end}, but {shown(stands)}")


def _check_bounds(interval: Plain) -> None:
    """Raises where a bound is beyond all reckoning, or the lower one above the upper one."""
    bounds = [bound["value"] for bound in (interval.get("lower"), interval.get("upper")) if bound]
    if any(value.adjusted() > _PLACES or value.as_tuple().exponent < -_PLACES for value in bounds):
        raise ValueError(f"a bound has more than {_PLACES} places")
    if bounds != sorted(bounds):
        raise ValueError(f"the lower bound {bounds[0]} is above the upper one {bounds[1]}")


def _overlap(one: Plain, other: Plain) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _failure(name: str, rule: Rule, error: BaseException, sentence: Sentence) -> Plain:
    pack, _, which = name.partition(":")
    message = printable(f"rule {which!r} of pack {pack!r} failed: {told(error, rule)}")
    span = Span(start=sentence.start, end=sentence.end)
    return Diagnostic(code="rule-failed", message=message, severity="error", spans=(span,)).model_dump()
