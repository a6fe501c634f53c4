"""Values of pages in the form in which they are compared: mended, single blanks, enums without case and underscores."""

from __future__ import annotations

import html
import re
from typing import Any

__all__ = ["enum", "folded", "heading", "item_text", "items", "single"]

_ENUMS = {
    "status", "study_type", "phases", "type", "class", "role", "source", "phase", "design.allocation",
    "design.intervention_model", "design.primary_purpose", "design.masking", "design.observational_model",
    "design.time_perspective", "design.who_masked", "eligibility.sex",
}  # fmt: skip
_REGISTRIES = {
    **dict.fromkeys(("ctgov", "ct gov", "nct", "clinicaltrials"), "clinicaltrials gov"),
    **dict.fromkeys(("euctr", "eudract"), "eu clinical trials register"),
    "drks": "german clinical trials register",
    "ntr": "netherlands trial register",
}
_PLAIN: dict[int, str | int] = {
    **{0xFEE0 + ord(char): char for char in "0123456789<>=+-.,:;()%/"},
    **str.maketrans("≧≦\u00a0\u202f\u2009", "≥≤   "),
    0xFEFF: "",
}
_MOJIBAKE = {"â‰¥": "≥", "â‰¤": "≤", "â€™": "’", "â€“": "–", "Âµ": "µ"}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKER = re.compile(r"^(?:[-*•·▪◦–]+\s+|\(?\d{1,2}[.)]\s*(?=\D))+")
_WORD = re.compile(r"[a-z0-9]+")
_PRECISIONS = {4: "year", 7: "month"}


def folded(value: object) -> str:
    r"""Text as it is compared.

    >>> folded("ALT\u00a0\\>  5 &amp; AST")
    'ALT > 5 & AST'
    """
    text = str(value)
    for damaged, whole in _MOJIBAKE.items():
        text = text.replace(damaged, whole)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text.translate(_PLAIN))).split())


def enum(value: object) -> str:
    """The words of an enum value.

    >>> enum("NOT_YET_RECRUITING") == enum("Not yet recruiting")
    True
    """
    return " ".join(_WORD.findall(folded(value).casefold()))


def item_text(text: str) -> str:
    """A criterion's words without the mark of its bullet."""
    return _MARKER.sub("", folded(text))


def heading(text: str) -> str:
    """A heading as it is compared."""
    return text.rstrip(":* ").casefold()


def single(path: str, value: Any) -> Any:
    """A single value in its comparable form, None where there is none."""
    if value in (None, ""):
        return None
    if path.endswith("_date") or path == "last_updated":
        return _date(value)
    if path.endswith("_age"):
        return _age(value)
    if path.endswith(".type") or path in _ENUMS:
        return enum(value)
    if path == "registry":
        return _REGISTRIES.get(enum(value), enum(value))
    return value if isinstance(value, bool | int | float) else folded(value)


def _date(value: Any) -> tuple[str, str] | None:
    date = value.get("date")
    return (date, value.get("precision") or _PRECISIONS.get(len(date), "day")) if date else None


def _age(value: Any) -> tuple[float, str] | None:
    number = value.get("value")
    return None if number is None else (float(number), enum(value.get("unit") or "").rstrip("s"))


def items(path: str, values: list[Any], keys: tuple[str, ...]) -> list[Any]:
    """A list's items in their comparable form; of those with several keys, the ones in `keys` that they have."""
    present = [value for value in values if value not in (None, "")]
    if not keys:
        return [enum(value) if path in _ENUMS else folded(value) for value in present]
    return [{key: _part(key, value[key]) for key in keys if key in value} for value in present]


def _part(key: str, value: Any) -> Any:
    if key == "interventions":
        return tuple(sorted(folded(name) for name in value or ()))
    if value in (None, ""):
        return None
    return enum(value) if key in _ENUMS else folded(value)
