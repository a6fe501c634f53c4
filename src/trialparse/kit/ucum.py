"""Whether a code can be one of UCUM, the Unified Code for Units of Measure: its syntax, and its common units.

>>> [unit for unit in ("mg/dL", "10*9/L", "mL/min/{1.73_m2}", "mm[Hg]", "mg//dL", "bananas") if not is_ucum(unit)]
['mg//dL', 'bananas']
"""

from __future__ import annotations

import re

__all__ = ["is_ucum"]

_PREFIX = "(?:da|[KMGT]i|[YZEPTGMkhdcmunpfazy])"
_METRIC = (
    "osm|mol|bar|cal|kat|Cel|Ohm|rad|REM|RAD|Gy|Sv|Bq|Hz|Pa|eV|eq|cd|sr|lm|lx|Wb|dyn|erg|Ci|Np"
    r"|\[IU\]|\[iU\]|m\[H2O\]|m\[Hg\]|g%|[mgsKCNJWAVFSTHLlBRPGutU]|St|ar"
)
_PLAIN = "min|wk|mo|deg|gon|bit|By|att|sph|st|[adhj%]|''?|10\\*|10\\^"
_BRACKETED = r"\[[A-Za-z0-9_'.:%-]+\]"  # [in_i], [degF], [CFU], [beth'U] …
_UNIT = re.compile(rf"(?:{_PREFIX}?(?:{_METRIC}|{_BRACKETED})|{_PLAIN})[+-]?\d*|\d+")
_NOTE = re.compile(r"\{[!-z|~]*\}")
_FACTOR = re.compile(r"[^./()]+")
_GROUP = re.compile(r"\(/?_(?:[./]_)*\)")


def is_ucum(unit: str) -> bool:
    """Whether a unit is a product of known units, with their powers and with notes in braces."""
    bare = _NOTE.sub("", re.sub(r"(?<![^./(])\{[!-z|~]*\}", "1", unit))
    if any(not _UNIT.fullmatch(factor) for factor in _FACTOR.findall(bare)):
        return False
    shape = _FACTOR.sub("_", bare)
    for _ in range(shape.count("(")):
        shape = _GROUP.sub("_", shape)
    return re.fullmatch(r"/?_(?:[./]_)*", shape) is not None
