"""Conditions, which registers hand over with codes, classes, doubles and the form's labels in one text."""

import re
import tomllib
from importlib import resources

from trialparse.records.form import once
from trialparse.records.words.lists import parts

__all__ = ["conditions_of"]

_NUMBERED = re.compile(r"health condition\s?\d{0,2}\s?[:：]\s{0,3}", re.IGNORECASE)
_CODE = r"(?:[A-Z]\d{2}(?:\.\d{3}){2,12}|[A-Z]\d{2}(?:\.?[\dA-Z]{1,4})?(?:-[A-Z]?\d{2}(?:\.?\d{1,2})?)?)"
_CODE_ALONE = re.compile(_CODE)
# India's register has `null` where it has no code.
_CODED = re.compile(rf"\A(?:{_CODE}\s{{0,3}}[-–:]\s{{1,3}}|[Nn]ull\s{{0,3}}[-–:]\s{{0,3}})(?=\S)")
# What the EU's form says of a condition behind its name.
_OF_FORM = re.compile(
    r"(?:MedDRA version|Level|Term|System Organ Class|Therapeutic area)\s?:|Classification code\b", re.IGNORECASE
)
_CLASSES = {
    register: frozenset(map(str.casefold, classes))
    for register, classes in tomllib.loads((resources.files(__package__) / "classes.toml").read_text("utf-8")).items()
}


def conditions_of(text: str | None, register: str | None = None) -> list[str]:
    r"""The conditions, each once, without codes beside names, a register's own classes and what its form adds.

    `register` is the key of the trial's register.

    >>> conditions_of("Gout;M10 - Gout;M10.9")
    ['Gout']
    >>> conditions_of("Health Condition 1: null- Gout;C05.550.354.500")
    ['Gout']
    >>> conditions_of("Gout \nMedDRA version: 20.0\nLevel: PT\nTerm: Gout;Therapeutic area: Diseases [C]")
    ['Gout']
    >>> conditions_of(" \nCough; \nCough;Respiratory - Asthma", "ACTRN")
    ['Cough']
    """
    found = [_NUMBERED.sub("", part) for part in parts(text)]
    named = [_CODED.sub("", part) for part in found if not _CODE_ALONE.fullmatch(part) and not _OF_FORM.match(part)]
    classes = _CLASSES.get(register or "", frozenset())
    own = [part for part in named if part.partition(" - ")[0].casefold() not in classes]
    return once(own or named or found)
