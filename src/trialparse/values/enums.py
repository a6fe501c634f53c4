"""Registry words to the vocabulary of the ClinicalTrials.gov API v2.

The tables stand in `enums.toml`. A word that is in none of them is not turned into a value: the reader says None and
the caller keeps the word visible.
"""

import re
import tomllib
from importlib import resources

from trialparse.values.missing import is_unanswered

__all__ = ["read_date_type", "read_enum", "read_enums", "read_flag", "read_phases"]

_WORDS = re.compile(r"[a-z0-9]+")
_TAG = re.compile(r"</?[A-Za-z]{1,9}\s{0,3}/?>")


def _spelling(text: str) -> str:
    return " ".join(_WORDS.findall(_TAG.sub(" ", text).lower() if "<" in text else text.lower()))


def _table(values: dict[str, list[str]]) -> dict[str, str]:
    known = {spelling: value for value, others in values.items() for spelling in others}
    return known | {_spelling(value): value for value in values}


_TABLES = {
    name: _table(values)
    for name, values in tomllib.loads((resources.files(__package__) / "enums.toml").read_text("utf-8")).items()
}
_PARTS = re.compile(r"[,;+&|\n/]|\band\b")
_NUMERAL = r"(?:phases?[\s-]{0,3})?(iv|i{1,3}|[0-4])[ab]?"
_RANGE = re.compile(rf"{_NUMERAL}\s{{0,3}}(?:-|to|through|until)\s{{0,3}}{_NUMERAL}", re.IGNORECASE)
# Several numerals in a row, of which one alone is no answer.
_SEVERAL = re.compile(
    rf"\b{_NUMERAL}\s{{0,3}}(?:[-–/,;&+~]|\b(?:to|through|until|and|or)\b)\s{{0,3}}{_NUMERAL}\b", re.IGNORECASE
)
_ROMAN = ("0", "i", "ii", "iii", "iv")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_ASKED = re.compile(r"\((phase\s(?:iv|i{1,3}))\)[^:()]{0,40}:\s*(yes|no)\b", re.IGNORECASE)
_PHASE = re.compile(r"phase\s*(iv|i{1,3}|[0-4])[ab]?\b", re.IGNORECASE)


def read_enum(table: str, text: str) -> str | None:
    """The API's value for a word of a registry, or None.

    Examples:
        >>> read_enum("status", "Active, not recruiting"), read_enum("masking", "None (Open Label)")
        ('ACTIVE_NOT_RECRUITING', 'NONE')
        >>> read_enum("sex", "Female, Male"), read_enum("sex", "unclear")
        ('ALL', None)
    """
    return None if is_unanswered(text) else _TABLES[table].get(_spelling(text))


def read_enums(table: str, text: str) -> list[str] | None:
    """The API's values for a list of words, or None where one of them is unknown.

    Examples:
        >>> read_enums("who_masked", "Participant, Outcomes Assessor")
        ['PARTICIPANT', 'OUTCOMES_ASSESSOR']
    """
    found = [read_enum(table, part) for part in _PARTS.split(text) if part.strip()]
    values = [value for value in found if value is not None]
    return values if values and len(values) == len(found) else None


def read_phases(text: str) -> list[str] | None:
    """The phases a field states, or None where it is not a phase; `NA` is a value. None of four asked for is no phase.

    Examples:
        >>> read_phases("Phase 1/Phase 2"), read_phases("PHASE2/PHASE3"), read_phases("II-III"), read_phases("N/A")
        (['PHASE1', 'PHASE2'], ['PHASE2', 'PHASE3'], ['PHASE2', 'PHASE3'], ['NA'])
        >>> read_phases("Phase Ib/IIa"), read_phases("Phase I to III"), read_phases("Phase 1 or 2")
        (['PHASE1', 'PHASE2'], ['PHASE1', 'PHASE2', 'PHASE3'], None)
        >>> read_phases("Therapeutic confirmatory  (Phase III)"), read_phases("Retrospective study")
        (['PHASE3'], None)
        >>> read_phases("Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): yes")
        ['PHASE2']
    """
    whole = read_enum("phase", text)
    if whole is not None:
        return [whole]
    answers = _ASKED.findall(text)
    if answers:
        told = [phase for phase, answer in answers if answer.lower() == "yes"]
        return read_enums("phase", "/".join(told)) if told else []
    span = _RANGE.fullmatch(text.strip())
    if span is not None:
        first, last = map(_phase_number, span.groups())
        return read_enums("phase", "/".join(map(str, range(first, last + 1)))) if first < last else None
    parts = read_enums("phase", _BRACKETS.sub(" ", text))
    if parts is not None:
        return list(dict.fromkeys(parts))
    if ":" in text or _SEVERAL.search(text):
        return None
    named = {_phase_number(match[1]) for match in _PHASE.finditer(text)}
    return read_enums("phase", str(named.pop())) if len(named) == 1 else None


def _phase_number(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else _ROMAN.index(numeral.lower())


def read_date_type(text: str) -> str | None:
    """Whether a date or a number is `ACTUAL` or `ESTIMATED`, as the word beside it says.

    Examples:
        >>> read_date_type("Anticipated"), read_date_type("")
        ('ESTIMATED', None)
    """
    return read_enum("date_type", text)


def read_flag(text: str) -> bool | None:
    """Yes or no.

    Examples:
        >>> read_flag("Yes"), read_flag("No"), read_flag("perhaps")
        (True, False, None)
    """
    return {"yes": True, "no": False}.get(read_enum("flag", text) or "")
