"""Sentences that are easily misread, by kind, each with what is to be read in it.

A sentence is right where every expected constraint is found and nothing else is claimed; reported where it is not
right, but something says so: a status, a diagnostic, a doubt, a residue; wrong where a constraint that is not expected
stands as sure in a criterion that is called parsed; silent where something is missing and nothing says so. Where a
sentence is unclear, nothing may be claimed. A reported sentence can hold a claim that is wrong all the same, a right
one a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from trialparse.evaluation.expected import allowed, differs
from trialparse.evaluation.facts import Document, Fact, Json, Place, fact_of, nodes
from trialparse.evaluation.gold import Gold
from trialparse.evaluation.report import Report, Table, Verdict, brief, share

__all__ = ["OUTCOMES", "score"]

OUTCOMES = ("right", "doubted", "reported", "claim", "wrong", "silent")
# What differs of a constraint that is far from the expected one, the farthest first; of a near one something else does.
_FAR = ("kind", "subject", "interval", "levels", "lower", "upper")


class _Found(NamedTuple):
    """A constraint with the criterion in which it stands."""

    criterion: Json
    constraint: Json
    fact: Fact

    @property
    def is_sure(self) -> bool:
        return not self.fact.doubtful

    @property
    def stands(self) -> bool:
        """Whether it is said as a fact in a criterion of which nothing is left over."""
        return self.is_sure and self.criterion["status"] == "parsed"


class _Judged(NamedTuple):
    """How a sentence was read; `mark` is `doubted` or `claim`."""

    outcome: str
    why: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read in a sentence."""

    criteria: list[Json]
    found: list[_Found]
    codes: list[str]

    @property
    def unparsed(self) -> list[Json]:
        return [node for node in self.criteria if node["status"] != "parsed"]

    def tells(self, case: Json) -> bool:
        """Whether a status or a residue says that something was not read, at the place that the case names."""
        if "at" not in case:
            return bool(self.unparsed) or not self.criteria
        start = case["text"].find(case["at"])
        place = Place(start, start + len(case["at"]))
        within = any(node["span"]["start"] <= start < node["span"]["end"] for node in self.unparsed)
        residue = (Place(span["start"], span["end"]) for node in self.criteria for span in node.get("residue") or ())
        return within or any(place.overlap(left) for left in residue)


def _read(case: Json, eligibility: Json | None) -> _Reading:
    """The reading of a sentence; things without a number are left aside unless the case expects one."""
    criteria = list(nodes(eligibility["criteria"] if eligibility else ()))
    standing = [(node, number, each) for node in criteria for number, each in enumerate(node["constraints"])]
    found = [_Found(node, each, fact_of(each, node.get("id"), number)) for node, number, each in standing]
    asked = {kind for expected in _options(case) for each in expected for kind in each["kind"].split("|")}
    codes = [each["code"] for each in (eligibility or {}).get("diagnostics") or ()]
    return _Reading(criteria, [each for each in found if each.fact.kind != "presence" or "presence" in asked], codes)


def _options(case: Json) -> list[list[Json]]:
    """The lists of constraints of which one has to be found; none where the sentence is unclear."""
    options: list[list[Json]] = case.get("any") or ([] if case["expect"] == "unclear" else [case["expect"]])
    return options


def _paired(expected: list[Json], found: list[_Found], allow: list[Json]) -> tuple[list[Json], list[_Found]]:
    """What is missing, and what is too much; a right one once more is a blemish and no wrong fact."""
    left, missing = list(found), []
    for want in expected:
        hit = next((each for each in left if differs(want, each.constraint) is None), None)
        if hit is not None:
            left.remove(hit)
        elif not want.get("optional"):
            missing.append(want)
    return missing, [each for each in left if not _is_harmless(each.constraint, expected, allow)]


def _is_harmless(found: Json, expected: list[Json], allow: list[Json]) -> bool:
    return any(allowed(each, found) for each in allow) or any(differs(want, found) is None for want in expected)


def _judge(case: Json, reading: _Reading) -> _Judged:
    if case["expect"] == "unclear":
        return _unclear(reading)
    pairings = (_paired(expected, reading.found, case.get("allow") or []) for expected in _options(case))
    missing, extra = min(pairings, key=lambda pairing: len(pairing[0]) + len(pairing[1]))
    if not missing and not extra:
        return _complete(case, reading)
    why = _why(missing, extra, reading)
    claims = [each for each in extra if each.is_sure]
    if claims:
        told = bool(reading.codes) or not any(each.stands for each in claims)
        return _Judged("reported", why, "claim") if told else _Judged("wrong", why)
    return _Judged("reported" if extra or reading.codes or reading.tells(case) else "silent", why)


def _unclear(reading: _Reading) -> _Judged:
    stated = any(each.stands and each.constraint.get("interval") is not None for each in reading.found)
    return _Judged("wrong", "claimed") if stated and not reading.codes else _Judged("right")


def _complete(case: Json, reading: _Reading) -> _Judged:
    """A sentence of which all limits are right: what else the case asks for, its rest and its logic."""
    if case.get("status") == "parsed" and reading.unparsed:
        return _Judged("reported", "needless residue")
    if case.get("status") == "partial" and not reading.unparsed and not _keeps(case["kept"], reading):
        return _Judged("silent", "meaning dropped")
    ops = [op for node in reading.criteria for op in _ops(node.get("logic"))]
    if "logic" in case and not any(re.fullmatch(case["logic"], op) for op in ops):
        return _Judged("reported" if reading.unparsed or reading.codes else "wrong", f"logic {'/'.join(ops)}")
    doubted = any(not each.is_sure for each in reading.found)
    return _Judged("right", mark="doubted" if doubted else "")


def _keeps(pattern: str, reading: _Reading) -> bool:
    """Whether words stand in a part of a constraint."""
    parts = (
        each.constraint.get(part) for each in reading.found for part in ("condition", "exception", "anchor", "subject")
    )
    return any(re.search(pattern, part["text"], re.IGNORECASE) for part in parts if part)


def _ops(logic: Json | None) -> Iterator[str]:
    if logic is not None:
        yield logic["op"]
        for item in (*(logic.get("items") or ()), logic.get("item"), logic.get("then")):
            yield from _ops(item)


def _why(missing: list[Json], extra: list[_Found], reading: _Reading) -> str:
    """What of the first missing constraint the nearest found one says otherwise."""
    if not missing:
        return "too much"
    faults = [differs(missing[0], each.constraint) or "number of them" for each in extra or reading.found]
    return f"another {max(faults, key=_nearness)}" if faults else "nothing read"


def _nearness(fault: str) -> int:
    return _FAR.index(fault) if fault in _FAR else len(_FAR)


@dataclass
class _Tally:
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, document: Document, eligibility: Json | None) -> None:
        case = document.truth or {}
        reading = _read(case, eligibility)
        judged = _judge(case, reading)
        self.kinds.setdefault(document.group, Counter()).update(filter(None, ("cases", judged.outcome, judged.mark)))
        right = judged.outcome == "right"
        outcome = ", ".join(filter(None, ("right" if right else judged.outcome.upper(), judged.mark.upper())))
        told = "; ".join(_told(each.fact, document.text) for each in reading.found) or "nothing"
        states = " ".join([*(node["status"] for node in reading.criteria), *(f"!{code}" for code in reading.codes)])
        detail = " | ".join(filter(None, (judged.why, f"read {told}", states)))
        self.verdicts.append(Verdict(document.name, right, outcome, document.text.replace("\n", "⏎"), detail))


def _told(fact: Fact, text: str) -> str:
    return f"{brief(fact, text)} (doubtful: {', '.join(fact.doubts)})" if fact.doubtful else brief(fact, text)


def score(gold: Gold, predictions: dict[str, Json]) -> Report:
    """The account of sentences; `predictions` holds the eligibility read in each, by its name."""
    tally = _Tally()
    for document in gold.documents:
        tally.add(document, predictions.get(document.name))
    every = sum(tally.kinds.values(), Counter[str]())
    numbers = {outcome: share(every[outcome], every["cases"]) for outcome in OUTCOMES if outcome != "doubted"}
    numbers["sure share"] = share(every["right"] - every["doubted"], every["right"])
    rows = [
        (kind, str(counts["cases"]), *(str(counts[outcome]) for outcome in OUTCOMES))
        for kind, counts in {**tally.kinds, "ALL": every}.items()
    ]
    tables = [Table("kinds", ("kind", "cases", *OUTCOMES), rows)]
    return Report(gold.name, gold.form, len(gold.documents), numbers, tables, tally.verdicts)
