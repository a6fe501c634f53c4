"""A study's design in one text: `Allocation: Randomized. Masking: Double.`, or a question and yes or no a line."""

import re
from typing import Any

from trialparse.records.form import masking_parts
from trialparse.text import clean
from trialparse.values import is_missing, read_enum, read_flag

__all__ = ["design_of"]

_PART = re.compile(r"(?:\A|[.;,\n]|\s{2})[\s.;,]{0,60}(?P<label>[A-Za-z][A-Za-z/ ]{2,60}?)\s?:")
_LABELS = {
    "allocation": "allocation|randomi[sz]ation|randomi[sz]ed",
    "intervention_model": "(?:intervention )?(?:model|assignment)|group",
    "primary_purpose": "(?:primary |study design )?purpose",
    "masking": "masking|blinding|(?:blinding|masking)(?: and |/)(?:blinding|masking)",
    "time_perspective": "(?:time perspective|timing)",
    "observational_model": "observational(?: study)? model",
}
_ASKED = ("allocation", "masking", "intervention_model")  # what words without a label may be of
_BLANK = re.compile(r"\s")
_LONGEST_PAIR = 60
_HEAD = re.compile(r"[.;,\n]")

Design = tuple[dict[str, Any], str | None]


def design_of(text: str | None) -> Design | None:
    r"""What a text says of the design, and its other words; None where it says nothing that is known.

    >>> found, rest = design_of("Randomization: Randomized, Blinding: Double blinded, Placebo: Used.")
    >>> found
    {'design.allocation': 'Randomized', 'design.masking': 'Double blinded'}
    >>> rest
    'Placebo: Used'
    >>> design_of("Controlled: yes\nRandomised: yes\nOpen: no\nDouble blind: yes")[0]
    {'design.allocation': 'Randomised', 'design.masking': 'Double blind'}
    """
    found: dict[str, Any] = {}
    rest: list[str] = []
    for label, words in _parts(text or ""):
        told = _read(label, words)
        if told is None:
            rest.append(f"{label}: {words}" if label else words)
        elif any(found.get(path, value) != value for path, value in told.items()):
            return None  # two answers to one question
        else:
            found |= told
    return (found, "\n".join(rest) or None) if found else None


def _parts(text: str) -> list[tuple[str, str]]:
    """Labels and words; without a label what stands before the first of them, item by item."""
    matches = list(_PART.finditer(text))
    head = text[: matches[0].start()] if matches else text
    parts = [("", clean(item)) for item in _HEAD.split(head)]
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        words = text[match.end() : after.start() if after else len(text)]
        parts.append((clean(match["label"]), clean(words).strip(" .;,")))
    return [(label, words) for label, words in parts if words]


def _read(label: str, words: str) -> dict[str, Any] | None:
    """The fields of a design that a part tells, none where it denies or leaves them; None where it is not known."""
    if not label:
        cuts = _BLANK.finditer(words) if len(words) <= _LONGEST_PAIR else ()
        return _named(words) or next(filter(None, (_pair(words, cut.start()) for cut in cuts)), None)
    answer = read_flag(words)
    if answer is not None:
        asked = _named(label)
        return {} if asked and not answer else asked
    table = next((table for table, names in _LABELS.items() if re.fullmatch(names, label, re.IGNORECASE)), None)
    return None if table is None else _value(table, words)


def _value(table: str, words: str) -> dict[str, Any] | None:
    """A value behind the label of its field, and who is masked with it; none where it is left, None where unknown."""
    stated, who = masking_parts(words) if table == "masking" else (words, [])
    if read_enum(table, stated or "") is None or not all(read_enum("who_masked", each) for each in who):
        return {} if is_missing(words) else None
    return {f"design.{table}": stated} | ({"design.who_masked": who} if who else {})


def _named(words: str) -> dict[str, Any] | None:
    """The one field that words are a value of, without a label that says so."""
    tables = [table for table in _ASKED if read_enum(table, words)]
    return {f"design.{tables[0]}": words} if len(tables) == 1 else None


def _pair(words: str, cut: int) -> dict[str, Any] | None:
    """`Parallel Randomized`: two values in a row, of two fields."""
    first, second = _named(words[:cut]), _named(words[cut:].strip())
    return first | second if first and second and first.keys() != second.keys() else None
