"""Whether a constraint is what a sentence's gold expects.

An expectation is a table of keys, of which those that it has are asked. The words of a subject, condition or exception
are given as a regular expression that has to be found in them; numbers may be rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trialparse.evaluation.facts import Bound, Json

__all__ = ["ALLOWED", "EXPECTED", "allowed", "differs"]

EXPECTED = {
    "kind", "subject", "levels", "levels_alt", "include", "lower", "lower_inclusive", "upper", "upper_inclusive", "raw",
    "unit", "not_inferred", "reference", "change", "direction", "anchor", "negated", "condition", "no_condition",
    "exception", "id_not", "whose", "optional",
}  # fmt: skip
ALLOWED = {"kind", "subject", "interval", "value"}

Ends = tuple[Bound | None, Bound | None]


def _words(clause: Json | None) -> str:
    return clause["text"] if clause else ""


def _subject_id(found: Json) -> str | None:
    key: str | None = (found.get("subject") or {}).get("id")
    return key


def _names(pattern: str, found: Json) -> bool:
    """Whether a pattern is found in the subject's words or id."""
    key = _subject_id(found) or ""
    return any(re.search(pattern, name, re.IGNORECASE) for name in (f"{_words(found.get('subject'))} {key}", key))


def _ends(found: Json) -> Ends | None:
    """The ends of what is stated, those of numeric levels too; None where there are none."""
    interval = found.get("interval")
    if interval is None:
        numbers = sorted(_grades(found)) if found["kind"] == "levels" else ()
        return (Bound(numbers[0], True), Bound(numbers[-1], True)) if numbers else None
    lower, upper = (interval.get(side) for side in ("lower", "upper"))
    return _bound(lower), _bound(upper)


def _bound(end: Json | None) -> Bound | None:
    return None if end is None else Bound(float(end["value"]), bool(end["inclusive"]))


def _grades(found: Json) -> list[float]:
    digits = [re.sub(r"[^\d.]", "", level) for level in found["levels"]]
    return [float(each) for each in digits] if all(map(_is_number, digits)) else []


def _is_number(digits: str) -> bool:
    return re.fullmatch(r"\d+\.?\d*|\.\d+", digits) is not None


def _turned(ends: Ends) -> Ends:
    """The ends of what is left where one end is denied."""
    lower, upper = ends
    if (lower is None) == (upper is None):
        return ends
    return _other_side(upper), _other_side(lower)


def _other_side(end: Bound | None) -> Bound | None:
    return None if end is None else Bound(end.value, not end.inclusive)


def _meant(expected: Json, found: Json) -> Ends | None:
    """The ends that a limit comes to: a denied one is turned, unless the expectation asks for the denial itself."""
    ends = _ends(found)
    turns = found.get("negated") and found["kind"] in ("threshold", "levels")
    if ends is None or not turns or "negated" in expected or expected.get("raw"):
        return ends
    return _turned(ends) if found["kind"] == "threshold" else None


def _near(found: float | None, want: float | None) -> bool:
    if found is None or want is None:
        return found is want
    return abs(found - want) <= max(0.003, 1e-4 * abs(want))


def _value(end: Bound | None) -> float | None:
    return None if end is None else end.value


def _same_number(side: int, name: str) -> Callable[[Json, Json], bool]:
    def same(expected: Json, found: Json) -> bool:
        ends = _meant(expected, found)
        return name not in expected or (ends is not None and _near(_value(ends[side]), expected[name]))

    return same


def _same_strictness(side: int, name: str) -> Callable[[Json, Json], bool]:
    def same(expected: Json, found: Json) -> bool:
        ends = _meant(expected, found)
        end = ends[side] if ends else None
        return expected.get(name) is None or end is None or end.inclusive == expected[f"{name}_inclusive"]

    return same


def _same_levels(expected: Json, found: Json) -> bool:
    want, got = ({level.lower() for level in each.get("levels") or ()} for each in (expected, found))
    return "levels" not in expected or (want <= got if expected.get("include") else want == got)


def _same_unit(expected: Json, found: Json) -> bool:
    if "unit" not in expected:
        return True
    want = expected["unit"]
    units = (None,) if want is None else tuple(each.strip() for each in want.split(" | "))
    return found.get("unit") in units


def _is_whose(expected: Json, found: Json) -> bool:
    experiencer = found.get("experiencer") or {}
    parts = (_words(found.get("subject")), _words(found.get("condition")), experiencer.get("key"), _words(experiencer))
    said = " ".join(part or "" for part in parts)
    return "whose" not in expected or re.search(expected["whose"], said, re.IGNORECASE) is not None


def _says(name: str, before: str = "") -> Callable[[Json, Json], bool]:
    def says(expected: Json, found: Json) -> bool:
        pattern = before + expected.get(name, "")
        return name not in expected or re.search(pattern, _words(found.get(name)), re.IGNORECASE) is not None

    return says


def _of_threshold(name: str) -> Callable[[Json, Json], bool]:
    """A field of which an expectation without the key says that there is none."""
    return lambda expected, found: found["kind"] != "threshold" or found.get(name) == expected.get(name)


_CHECKS: tuple[tuple[str, Callable[[Json, Json], bool]], ...] = (
    ("kind", lambda expected, found: found["kind"] in expected["kind"].split("|")),
    ("subject", lambda expected, found: not expected.get("subject") or _names(expected["subject"], found)),
    ("levels", _same_levels),
    ("interval", lambda expected, found: "lower" not in expected or _meant(expected, found) is not None),
    ("lower", _same_number(0, "lower")),
    ("upper", _same_number(1, "upper")),
    ("strictness", _same_strictness(0, "lower")),
    ("strictness", _same_strictness(1, "upper")),
    ("unit", _same_unit),
    ("unit", lambda e, found: "not_inferred" not in e or found.get("unit_inferred") != e["not_inferred"]),
    ("reference", _of_threshold("reference")),
    ("change", _of_threshold("change")),
    ("direction", lambda e, found: "direction" not in e or found.get("direction") == e["direction"]),
    ("anchor", lambda e, found: "anchor" not in e or (found.get("anchor") or {}).get("key") == e["anchor"]),
    ("negated", lambda e, found: "negated" not in e or bool(found.get("negated")) == e["negated"]),
    ("condition", _says("condition", "(?<![a-z])")),
    ("exception", _says("exception")),
    ("condition", lambda expected, found: not (expected.get("no_condition") and found.get("condition"))),
    ("subject", lambda e, found: "id_not" not in e or not found.get("subject") or _subject_id(found) != e["id_not"]),
    ("whose", _is_whose),
)


def differs(expected: Json, found: Json) -> str | None:
    """What a constraint says otherwise than expected, None where it is as expected.

    >>> expected = {"kind": "threshold", "subject": "h.?moglobin", "lower": 9, "lower_inclusive": True, "upper": None}
    >>> found = {"kind": "threshold", "subject": {"text": "Hemoglobin", "id": "hgb"}}
    >>> differs(expected, found | {"interval": {"lower": {"value": "9", "inclusive": False}}})
    'strictness'
    """
    checks = _CHECKS[:2] if _is_by_other_levels(expected, found) else _CHECKS  # kind and subject are asked of all
    return next((name for name, agrees in checks if not agrees(expected, found)), None)


def _is_by_other_levels(expected: Json, found: Json) -> bool:
    """Whether levels say the same in other words, as an expectation allows."""
    other = set(expected.get("levels_alt", "").split())
    return bool(other) and found["kind"] == "levels" and set(found["levels"]) == other and not found.get("negated")


def allowed(allowance: Json, found: Json) -> bool:
    """Whether a constraint that nothing expects may stand there all the same."""
    if "kind" in allowance and found["kind"] not in allowance["kind"].split("|"):
        return False
    if "subject" in allowance and not _names(allowance["subject"], found):
        return False
    if _subject_id(found) in ("sbp", "dbp"):  # a pair of numbers taken for a blood pressure is never meant
        return False
    if "interval" in allowance:
        return found.get("interval") is None
    return "value" not in allowance or _holds(allowance["value"], _ends(found))


def _holds(values: list[float], ends: Ends | None) -> bool:
    return ends is not None and all(end is None or any(_near(end.value, value) for value in values) for end in ends)
