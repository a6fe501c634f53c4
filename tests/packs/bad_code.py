"""Packs whose code is bad: rules and checks that fail on a text, `FAILING`, layouts that fail on a page, `LAYOUTS`."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from packs.bad import Bad
from packs.bad_packs import LAYOUT, Odd, call
from trialparse import Diagnostic, Pack, Trial
from trialparse.criteria.rules import CriterionView
from trialparse.layouts import readers


def exits(*_: Any) -> list[Any]:
    raise SystemExit(2)


def closes(criterion: CriterionView) -> list[Any]:
    raise GeneratorExit


def recurses(criterion: CriterionView) -> list[Any]:
    return recurses(criterion)


class SilentError(Exception):
    """What cannot say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def silent(criterion: CriterionView) -> list[Any]:
    raise SilentError


def speaks_in_halves(criterion: CriterionView) -> list[Any]:
    raise ValueError("half of a sign: \ud800" + "a" * 5000)


def endless(criterion: CriterionView) -> Iterator[dict[str, Any]]:
    for _ in itertools.count():
        yield criterion.limit(criterion.start, criterion.end, lower=1)


def lavish(criterion: CriterionView) -> list[dict[str, Any]]:
    return [criterion.limit(criterion.start, criterion.end, lower=1)] * 1001


def mutates(criterion: CriterionView) -> list[Any]:
    for atom in criterion.atoms:
        atom.code = "Word"  # type: ignore[misc]
    return []


def empties(criterion: CriterionView) -> list[Any]:
    criterion.lexicon.measurements.clear()  # type: ignore[attr-defined]
    return []


def rewrites(criterion: CriterionView) -> list[Any]:
    criterion.text = ""  # type: ignore[misc]
    return []


def takes_nothing() -> list[Any]:
    return []


def gives(given: object) -> Callable[[CriterionView], Any]:
    """A rule that gives something."""
    return lambda criterion: given


def limits(**more: Any) -> Callable[[CriterionView], Any]:
    """A rule that gives a limit over the whole criterion."""
    return lambda criterion: [criterion.limit(criterion.start, criterion.end, **more)]


def lies(criterion: CriterionView) -> list[Any]:
    limit = criterion.limit(criterion.start, criterion.end, lower=1)
    return [limit | {"subject": {"text": "bread", "span": {"start": criterion.start, "end": criterion.end}}}]


def strays(part: str) -> Callable[[CriterionView], Any]:
    """A rule that gives a part of a limit a place beyond the text."""
    place = {"text": "bread", "key": "VISIT", "span": {"start": 10**6, "end": 10**6 + 5}}
    given = {key: value for key, value in place.items() if part == "anchor" or key != "key"}
    return lambda criterion: [criterion.limit(criterion.start, criterion.end, lower=1) | {part: given}]


class Rule:
    """A rule that is an object."""

    def __call__(self, criterion: CriterionView) -> list[Any]:
        raise KeyError("bread")


def rule(function: Any, said: str) -> Bad:
    """A pack with a bad rule."""
    return Bad(Pack("mine", "1", rules=[function]), said)


_HERE = "bad_code.py:"
_RULES = [
    rule(exits, "rule 'exits' of pack 'mine' failed: bad_code.py:"),
    rule(closes, "rule 'closes' of pack 'mine' failed: bad_code.py:"),
    rule(recurses, "RecursionError"),
    rule(silent, "SilentError: without a message"),
    rule(speaks_in_halves, "ValueError: half of a sign: \\ud800aaaa"),
    rule(endless, "it gives more than 1000 constraints"),
    rule(lavish, "it gives more than 1000 constraints"),
    rule(mutates, "AttributeError: can't set attribute"),
    rule(empties, "AttributeError: 'mappingproxy' object has no attribute 'clear'"),
    rule(rewrites, "FrozenInstanceError"),
    rule(lies, "'bread' does not stand at "),
    rule(Rule(), "rule 'Rule' of pack 'mine' failed: bad_code.py:"),
    rule(functools.partial(exits), "rule 'partial' of pack 'mine' failed: "),
    rule(takes_nothing, "rule 'takes_nothing' of pack 'mine' failed: bad_code.py:"),
    rule(list, "rule 'list' of pack 'mine' failed: "),
    rule(gives(None), f"{_HERE}%: TypeError: it gives None, and a list of constraints is wanted"),
    rule(gives("bread"), "TypeError: it gives 'bread', and a list of constraints is wanted"),
    rule(gives(b"bread"), "TypeError: it gives b'bread'"),
    rule(gives(7), "TypeError: it gives 7"),
    rule(gives({"kind": "threshold"}), "TypeError: it gives {'kind': 'threshold'}"),
    rule(gives([None]), "TypeError: a constraint is a dict, as CriterionView.limit makes it, not None"),
    rule(gives(["bread"]), "TypeError: a constraint is a dict"),
    rule(gives([Odd()]), "TypeError: a constraint is a dict, as CriterionView.limit makes it, not <Odd instance at"),
    rule(gives([{}]), "rule '<lambda>' of pack 'mine' failed: bad_code.py:"),
    rule(gives([{"kind": "bread"}]), "kind"),
    rule(limits(lower=float("nan")), "interval.lower.value"),
    rule(limits(lower=float("inf")), "interval.lower.value"),
    rule(limits(lower="bread"), "interval.lower.value"),
    rule(limits(lower=Decimal("1E+999999")), "ValueError: a bound has more than 30 places"),
    rule(limits(upper=Decimal("1E-999999")), "ValueError: a bound has more than 30 places"),
    rule(limits(lower=5, upper=3), "ValueError: the lower bound 5 is above the upper one 3"),
    rule(limits(kind="levels"), "levels"),
    rule(limits(kind="window"), "interval"),
    rule(limits(lower=1, unit="\ud800"), "UnicodeEncodeError"),
    rule(limits(lower=1, bread=3), "bread"),
    rule(strays("subject"), "ValueError: the place 1000000-1000005 is not in the criterion"),
    rule(strays("anchor"), "ValueError: the place 1000000-1000005 is not in the criterion"),
    rule(strays("condition"), "ValueError: the place 1000000-1000005 is not in the criterion"),
    rule(strays("exception"), "ValueError: the place 1000000-1000005 is not in the criterion"),
    rule(lambda criterion: [criterion.limit(0, 10**9, lower=1)], "is not in the criterion"),
    rule(lambda criterion: [criterion.limit(-5, 3, lower=1)], "span"),
    rule(lambda criterion: [criterion.limit(criterion.end, criterion.start, lower=1)], "is not in the criterion"),
    rule(lambda criterion: list(criterion.find("(")), f"{_HERE}"),
]


def ends(trial: Trial) -> list[Diagnostic]:
    raise SystemExit("enough")


def talks(trial: Trial) -> Iterator[Diagnostic]:
    for _ in itertools.count():
        yield Diagnostic(code="bread", message="bread")


def points_beyond(trial: Trial) -> list[Any]:
    return [{"code": "bread", "message": "bread", "spans": [{"start": 0, "end": 10**9}]}]


def is_unmade(trial: Trial) -> list[Diagnostic]:
    return [Diagnostic.model_construct(code=3, message=None)]


def writes(trial: Trial) -> list[Diagnostic]:
    trial.title = "Bread"  # type: ignore[misc]
    return []


def check(function: Any, said: str) -> Bad:
    """A pack with a bad check."""
    return Bad(Pack("mine", "1", checks=[function]), said)


_CHECKS = [
    check(ends, "check 'ends' of pack 'mine' failed: bad_code.py:"),
    check(talks, "it gives more than 1000 diagnostics"),
    check(points_beyond, "ValueError: bread: a span is not in the text"),
    check(is_unmade, "check 'is_unmade' of pack 'mine' failed: bad_code.py:"),
    check(writes, "check 'writes' of pack 'mine' failed: bad_code.py:"),
    check(lambda trial: None, "TypeError: it gives None, and a list of diagnostics is wanted"),
    check(lambda trial: "bread", "TypeError: it gives 'bread'"),
    check(lambda trial: [3], "check '<lambda>' of pack 'mine' failed: bad_code.py:"),
    check(lambda trial: [{"code": "bread"}], "message"),
    check(lambda trial: [{"code": "bread", "message": "x", "severity": "fatal"}], "severity"),
    check(lambda trial: 1 / 0, "ZeroDivisionError"),
    check(takes_nothing, "check 'takes_nothing' of pack 'mine' failed: bad_code.py:"),
    check(list, "check 'list' of pack 'mine' failed: "),
]
FAILING = [*_RULES, *_CHECKS]


def fails(*_: Any) -> Any:
    raise ZeroDivisionError("no bread")


def layout(said: str, **arguments: Any) -> Bad:
    """A pack with a bad layout."""
    return call(f"layout 'village' (bad_packs.py:%{said}", layouts=[replace(LAYOUT, **arguments)])


LAYOUTS = [
    layout("ZeroDivisionError: no bread", cut=fails),
    layout("ZeroDivisionError: no bread", openings=fails),
    layout("ZeroDivisionError: no bread", readers={"study name": fails, "who may join": fails}),
    layout("ZeroDivisionError: no bread", joint={("study name",): fails}),
    layout("SystemExit", joint={("study name",): exits}),
    layout("TypeError", cut=lambda lines, labels: 3),
    layout(
        "no_such_field", readers={"study name": readers.text("no_such_field"), "who may join": readers.text("title")}
    ),
    layout("the sign 'Who May Join' is met by no page", signs=frozenset({"study name", "Who May Join"})),
    layout("it knows no page", needed=3),
    layout("TypeError", readers={"study name": "title"}),
    layout("TypeError", cut=None),
    layout("TypeError", signs=["study name"]),
    layout("TypeError", needed="2"),
    layout("registry", registry=3),
    layout("TypeError", joint={("a", "b"): None}),
    layout("TypeError", openings=[]),
    layout("TypeError", own="study name"),
]
