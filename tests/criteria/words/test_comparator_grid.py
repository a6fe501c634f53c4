"""Every modal with every comparator and denial, in every order: what is read is what the sentence means."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

import trialparse as tp
from limits import is_limit, limits
from trialparse.model import And, If, Logic, Not, Or, Ref

VALUES = [Decimal(11), Decimal(12), Decimal(13)]
MEANS = {"gt": (False, False, True), "ge": (False, True, True), "lt": (True, False, False), "le": (True, True, False)}
COMPARATORS = {
    "gt": ["≰", "beyond", "north of", "in excess of", "strictly above", "taller than", "superior to", "upwards of"],
    "ge": ["≮", "!<", "at or above", "equal to or exceeding", "meeting or exceeding", "greater than, or equal to,"],
    "lt": [
        "≱",
        "short of",
        "beneath",
        "inferior to",
        "up to but not including",
        "slower than",
        "less than but not equal to",
    ],
    "le": [
        "≯",
        "!>",
        "at/below",
        "under or equal to",
        "inferior or equal to",
        "up to, and including,",
        "at, or under,",
    ],
}
AFFIRM = ["must be", "ought to be", "is to be", "will have been", "is expected to be", "that is", ""]
DENY = ["cannot be", "is in no case", "may at no time be", "must never be", "isn’t", "has never been", "fails to be"]
FREE = ["need not be", "does not have to be", "may or may not be", "is under no obligation to be"]
VERBS = {
    "gt": ["surpass", "go over", "rise above", "top", "be in excess of", "remain above", "increase to more than"],
    "ge": ["reach", "attain", "meet or exceed", "stay at or above"],
    "lt": ["fall under", "drop below", "come under", "fall short of", "stay under"],
}
MUST = ["must", "should", "has to", "is required to"]
MUST_NOT = ["must not", "can't", "shall never", "may not", "does not", "fails to", "is not to"]
BEHIND = {
    "ge": [
        "12 mm or beyond",
        "12 mm, or more",
        "12 mm (or higher)",
        "12 mm upwards",
        "12 mm at the least",
        "12 mm, not less",
    ],
    "le": ["12 mm or even less", "12 mm downwards", "12 mm at the most", "12 mm at maximum", "12 mm but not more"],
}
DENIED = [
    "{} is not permitted", "{}: not allowed", "{} (not acceptable)", "{} is ineligible", "No patient may have a {}",
    "None of the patients may have a {}", "Under no circumstances may there be a {}", "Nobody with a {}",
]  # fmt: skip


def holds(node: Logic, constraints: tuple[tp.Constraint, ...], value: Decimal) -> bool:
    match node:
        case Ref():
            assert node.constraint is not None
            constraint = constraints[node.constraint]
            if not is_limit(constraint):
                return True  # the lesion is there
            assert isinstance(constraint, tp.Threshold)
            assert constraint.interval is not None
            return value in constraint.interval
        case Not():
            return not holds(node.item, constraints, value)
        case And():
            return all(holds(item, constraints, value) for item in node.items)
        case Or():
            return any(holds(item, constraints, value) for item in node.items)
        case If():
            return holds(node.then, constraints, value)
    raise AssertionError(node)


def read(text: str) -> tuple[bool, ...] | None:
    (criterion,) = tp.parse_criteria(text).criteria
    if not limits(criterion):
        return None
    return tuple(holds(criterion.logic, criterion.constraints, value) for value in VALUES)


def means(op: str, *, denied: bool) -> tuple[bool, ...]:
    return tuple(is_so is not denied for is_so in MEANS[op])


def with_comparators() -> list[tuple[str, tuple[bool, ...] | None]]:
    found: list[tuple[str, tuple[bool, ...] | None]] = []
    for op, words in COMPARATORS.items():
        for word in words:
            found += [(f"Lesion diameter {modal} {word} 12 mm", means(op, denied=False)) for modal in AFFIRM]
            if not word.startswith(("!", "≮", "≯", "≰", "≱")):
                found += [(f"Lesion diameter {modal} {word} 12 mm", means(op, denied=True)) for modal in DENY]
                found += [(f"Lesion diameter {modal} {word} 12 mm", None) for modal in FREE]
    return found


def with_verbs() -> list[tuple[str, tuple[bool, ...] | None]]:
    return [
        (f"Lesion diameter {modal} {verb} 12 mm", means(op, denied=denied))
        for op, verbs in VERBS.items()
        for denied, modals in ((False, MUST), (True, MUST_NOT))
        for modal, verb in product(modals, verbs)
    ]


def around() -> list[tuple[str, tuple[bool, ...] | None]]:
    found: list[tuple[str, tuple[bool, ...] | None]] = [
        (f"Lesion diameter {words}", means(op, denied=False)) for op, forms in BEHIND.items() for words in forms
    ]
    limits = [("gt", "> 12 mm"), ("le", "of at most 12 mm"), ("ge", "of 12 mm or more")]
    return found + [
        (frame.format(f"lesion diameter {limit}"), means(op, denied=True)) for frame in DENIED for op, limit in limits
    ]


@pytest.mark.parametrize(("text", "expected"), [*with_comparators(), *with_verbs(), *around()])
def test_what_is_read_is_what_is_meant(text: str, expected: tuple[bool, ...] | None) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["No lesion diameter < 12 mm or > 12 mm", "Lesion diameter must not be < 12 mm or > 12 mm"]
)
def test_what_one_negation_denies_is_denied_as_one(text: str) -> None:
    assert read(text) == (False, True, False)
